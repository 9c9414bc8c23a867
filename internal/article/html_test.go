package article

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

func TestHTMLPage(t *testing.T) {
	b, err := os.ReadFile("testdata/page.html")
	if err != nil {
		t.Fatal(err)
	}
	a, faults := HTML(context.Background(), string(b), testLabels(), isnad.Article{ID: "page"})
	if len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	for _, c := range []struct{ name, got, want string }{
		{"title without the site's name", a.Title, "توقيع اتفاق أمني بين بغداد وطهران"},
		{"byline", a.Byline, "سلوى الأحمد"},
		{"day in the time zone of the page", a.Date + " " + a.Basis, "2014-10-22 json-ld"},
		{"URL", a.URL, "https://news.example/politics/2014/10/22/agreement"},
		{"outlet", a.Outlet, "وكالة المثال للأنباء"},
		{"section", a.Section, "سياسة"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	kept := body(&a)
	for _, words := range []string{
		"وقع وزيرا الداخلية", // the lede, outside the container
		"وقال وزير الداخلية العراقي",
		"من جانبه أكد الوزير الإيراني",
	} {
		if strings.Count(kept, words) != 1 {
			t.Errorf("%q stands %d times in the kept text", words, strings.Count(kept, words))
		}
	}
	for _, words := range []string{"فيسبوك", "زيارة رئيس الوزراء", "مناورات", "شاهد", "الوزيران في بغداد", "تعليق طويل", "الأكثر قراءة"} {
		if strings.Contains(kept, words) {
			t.Errorf("%q is kept", words)
		}
	}
	for _, words := range []string{"زيارة رئيس الوزراء إلى طهران", "شاهد أيضاً", "الوزيران في بغداد"} {
		if !strings.Contains(a.Text, words) {
			t.Errorf("%q was deleted from the text, not dropped", words)
		}
	}
	checkDropped(t, &a)
}

func TestHTMLFaults(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, in, code, text string }{
		{"200,000 nested divs keep their text", strings.Repeat("<div>", 200000) + "قال الوزير إن الحكومة ستجتمع غدا.", "html-too-deep", "قال الوزير إن الحكومة ستجتمع غدا."},
		{"no text at all", "<html><body><img src=a></body></html>", "no-article", ""},
		{"a script alone", "<script>var a = 1</script>", "no-article", ""},
		{"an unclosed script swallows the rest", "<script>var a = '<p>قال الوزير</p>", "no-article", ""},
		{"text without markup", "قال الوزير إن الحكومة ستجتمع غدا.", "", "قال الوزير إن الحكومة ستجتمع غدا."},
		{"a page cut inside a tag", "<p>قال الوزير إن الحكومة ستجتمع غدا.</p><p cla", "", "قال الوزير إن الحكومة ستجتمع غدا."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, faults := HTML(context.Background(), c.in, lb, known)
			code := ""
			if len(faults) > 0 {
				code = faults[0].Code
			}
			if code != c.code || a.Text != c.text {
				t.Errorf("%q and %q, want %q and %q", code, a.Text, c.code, c.text)
			}
		})
	}
}

func TestTitleWithoutSite(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, title, site, want string }{
		{"behind a dash", "قمة في بغداد - قناة المثال", "قناة المثال", "قمة في بغداد"},
		{"before a dash", "خبرگزاری مثال - دیدار وزیران", "خبرگزاری مثال", "دیدار وزیران"},
		{"section and site behind bars", "قمة في بغداد | سياسة | المثال", "المثال", "قمة في بغداد | سياسة"},
		{"a dash of the headline stays", "قمة بغداد - طهران", "المثال", "قمة بغداد - طهران"},
		{"unknown site, long headline", "رئيس الوزراء يفتتح مؤتمر إعادة الإعمار في بغداد | المثال", "", "رئيس الوزراء يفتتح مؤتمر إعادة الإعمار في بغداد"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lb.withoutSite(c.title, c.site); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestCleanDay(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"with a time zone: the day as written", "2020-12-25T00:30:00+02:00", "2020-12-25"},
		{"compact", "20141022", "2014-10-22"},
		{"mail form", "Wed, 22 Oct 2014 10:00:00 GMT", "2014-10-22"},
		{"no day", "yesterday", ""},
		{"month 13", "2014-13-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := testLabels().cleanDay(c.in); got != c.want {
				t.Errorf("cleanDay(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzHTML(f *testing.F) {
	b, err := os.ReadFile("testdata/page.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(b))
	f.Add("<table><tr><td>a<td>b<tr></table></p></div><svg><title>x</title></svg>")
	f.Add("<p>قال<p>ثم<br></br><li><dd><dt><option>")
	f.Add("<script type='application/ld+json'>{\"@type\":[\"Article\"],\"author\":[{\"name\":[1]}]}</script><p>x")
	f.Add("<title>x y z</title><script>dataLayer.push({'author':'\\u06\\','section':\"a\\\"})</script><script type='application/json'>{\"title\":\"x y z\",\"author\":[{\"name\":[[]]}]</script><p>x")
	f.Add("<time datetime=2014-10-22><h1>\xff\x00</h1><plaintext><b>")
	lb := testLabels()
	f.Fuzz(func(t *testing.T, s string) {
		a, faults := HTML(context.Background(), s, lb, known)
		if a.Text == "" && len(faults) == 0 {
			t.Fatal("neither text nor a fault")
		}
		checkDropped(t, &a)
	})
}

// A page that scripts build may hold its article for browsers without them, or for machines.
func TestScriptedPages(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, body, want string }{
		{"in noscript", "<div id=app>جار التحميل</div><noscript><h1>عنوان</h1>" + threeParagraphs + threeParagraphs + "</noscript>", "وأضاف أن"},
		{"in JSON-LD", `<div id=app></div><script type="application/ld+json">{"@type":"NewsArticle","headline":"عنوان","articleBody":"` + strings.Repeat("وقال الوزير إن الحكومة ستجتمع غدا للبحث في الخطة. ", 8) + `"}</script>`, "وقال الوزير إن الحكومة"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, faults := HTML(context.Background(), "<html><head><title>عنوان</title></head><body>"+c.body+"</body></html>", lb, known)
			if len(faults) > 0 || !strings.Contains(body(&a), c.want) {
				t.Errorf("text %q, %v", a.Text, faults)
			}
		})
	}
	a, _ := HTML(context.Background(), "<title>عنوان</title>"+threeParagraphs+threeParagraphs+"<noscript>هذا الموقع يحتاج إلى سكربت.</noscript>", lb, known)
	if strings.Contains(a.Text, "يحتاج") {
		t.Error("a noscript beside an article is read")
	}
}
