package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

// cases reads a testdata file of txtar form: "-- name --" and the text below.
func cases(t *testing.T, file string) map[string]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	out, name := map[string]string{}, ""
	for _, l := range strings.SplitAfter(string(b), "\n") {
		if strings.HasPrefix(l, "-- ") && strings.HasSuffix(l, " --\n") {
			name = l[3 : len(l)-4]
			continue
		}
		out[name] += l
	}
	return out
}

// marks prints what was found: head fields, then each dropped part.
func marks(a *isnad.Article) string {
	var b strings.Builder
	for _, f := range [][2]string{{"title", a.Title}, {"section", a.Section}, {"byline", a.Byline}, {"date", a.Date}} {
		if f[1] != "" {
			b.WriteString(f[0] + ": " + f[1] + "\n")
		}
	}
	for _, d := range a.Dropped {
		b.WriteString(d.Reason + "| " + strings.Join(strings.FieldsFunc(d.Of(a.Text), func(r rune) bool { return r == '\n' }), " / ") + "\n")
	}
	return b.String()
}

func TestText(t *testing.T) {
	lb := testLabels()
	parts := cases(t, "text.txt")
	n := 0
	for name, in := range parts {
		if name == "" || strings.HasSuffix(name, ": found") {
			continue
		}
		n++
		t.Run(name, func(t *testing.T) {
			a := Text(in, lb, isnad.Article{})
			if a.Text != in {
				t.Fatal("the text was changed")
			}
			if got, want := marks(&a), parts[name+": found"]; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	if n < 8 {
		t.Errorf("only %d cases", n)
	}
}

func TestDayIn(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, in, want string }{
		{"ISO", "2014-10-22", "2014-10-22"},
		{"day first, as Arabic newspapers write", "22/10/2014", "2014-10-22"},
		{"year first with slashes", "2014/10/22 - 10:30", "2014-10-22"},
		{"month by name", "الاربعاء 22 أكتوبر 2014", "2014-10-22"},
		{"month of two words", "22 تشرين الأول 2014", "2014-10-22"},
		{"two names of one month", "تم نشره الجمعة 24 نيسان / أبريل 2020", "2020-04-24"},
		{"English", "22 October 2014", "2014-10-22"},
		{"no year, no guess", "22 أكتوبر", ""},
		{"a day that does not exist", "31/02/2014", ""},
		{"a Hijri day that does not exist", "31 شوال 1436", ""},
		{"a Hijri day", "1 شعبان 1442", "2021-03-14"},
		{"a day of Iran", "2 تیر 1399", "2020-06-22"},
		{"a day of Iran in numbers", "1399/04/02 - 10:30", "2020-06-22"},
		{"a year of neither calendar's news", "1371/04/02", ""},
		{"both calendars: the Gregorian one counts", "26 شوال 1436 هـ الموافق 11 أغسطس 2015 م", "2015-08-11"},
		{"a score is no day", "10-22", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lb.dayIn(lb.key(c.in)); got != c.want {
				t.Errorf("dayIn(%+q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestSeedPage(t *testing.T) {
	b, err := os.ReadFile("../../../shared/gold/seed/page.txt")
	if err != nil {
		t.Skipf("the seed is not here: %v", err)
	}
	a := Text(string(b), testLabels(), isnad.Article{})
	var reasons []string
	for _, d := range a.Dropped {
		reasons = append(reasons, d.Reason)
	}
	if got := strings.Join(reasons, " "); got != "breadcrumb title related" || a.Dropped[2].End < len(strings.TrimSpace(a.Text))-1 {
		t.Errorf("dropped %s up to %d of %d", got, a.Dropped[len(a.Dropped)-1].End, len(a.Text))
	}
}

func FuzzText(f *testing.F) {
	b, err := os.ReadFile("testdata/text.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b))
	f.Add("الرئيسية / أخبار / عنوان\n\nعنوان\n\nنص.\n\nشاهد أيضا\nخبر...")
	f.Add("\xff\xfe\n/\n///\n© 2014")
	f.Add("نشر في: 22/10/2014\r\nالتعليقات (0)")
	lb := testLabels()
	f.Fuzz(func(t *testing.T, s string) {
		a := Text(s, lb, isnad.Article{})
		if a.Text != s {
			t.Fatal("the text was changed")
		}
		checkDropped(t, &a)
	})
}

// checkDropped fails unless the dropped parts lie inside the text, in order, apart.
func checkDropped(t *testing.T, a *isnad.Article) {
	t.Helper()
	at := 0
	for _, d := range a.Dropped {
		if d.Start < at || d.End <= d.Start || d.End > len(a.Text) || d.Reason == "" {
			t.Fatalf("dropped part %v after byte %d of %d", d, at, len(a.Text))
		}
		at = d.End
	}
}

// Round the paragraphs of a scraped text stand what the site says, times and headlines.
func TestTextAround(t *testing.T) {
	const news = "قال الوزير إن الحكومة ستجتمع غدا للبحث في الخطة الجديدة للمياه.\n" +
		"وأضاف أن الكلفة بلغت مئة مليون دينار، وأن العمل يبدأ قبل نهاية العام.\n" +
		"وطالب نواب بنشر التفاصيل كلها قبل أن يصوت عليها المجلس يوم الأحد.\n"
	lb := testLabels()
	for _, c := range []struct{ name, behind, want string }{
		{"the site speaks to its reader", "يمكنكم إرسال ملاحظاتكم إلى بريد الموقع أو نشرها على صفحتنا.", ""},
		{"news of a site", "واطلع الموقع على نسخة من الخطة التي وقعها الوزير مساء الخميس في العاصمة.", "واطلع الموقع"},
		{"headlines", "محافظ البنك يستقبل وفدا\nأسعار القمح ترتفع مجددا", ""},
		{"behind a rule", "-----\nأعد الملف للنشر زملاء في مكتب الشمال وراجعه لغويا سليم عطا.", ""},
		{"a star before a note", "* كاتب ومحلل يقيم في الشمال.", ""},
		{"stars before the items of a list", "* الأول أن تبنى محطة قرب النهر.\n* والثاني أن تمد الأنابيب من الساحل.", "أن تبنى محطة"},
		{"a last sentence without a stop", "وينتظر أن يعلن المجلس قراره غدا\nاقرأ أيضا: أسعار القمح ترتفع", "وينتظر أن يعلن"},
		{"verses in a text", "يا نهر خذ من حديث الناس أصدقه\nواترك لنا في الضفاف الظل والشجرا\nوكان الشاعر قد ولد في القرية نفسها قبل تسعين عاما.", "يا نهر خذ"},
		{"the agency in brackets", "(وكالة المثال)\nالخبر في سطرين", "وكالة المثال"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Text(news+c.behind, lb, known)
			kept := strings.Trim(strings.TrimPrefix(body(&a), news), "-\n ")
			if (kept == "") != (c.want == "") || !strings.Contains(kept, c.want) {
				t.Errorf("behind the news %q is kept", kept)
			}
			checkDropped(t, &a)
		})
	}
	without := strings.ReplaceAll(news, ".\n", "\n\n") + "وقالت المعارضة إنها سترفض الخطة\nودعت إلى اعتصام"
	if a := Text(without, lb, known); !strings.Contains(body(&a), "ودعت إلى اعتصام") {
		t.Error("a text without stops lost its last lines")
	}
}
