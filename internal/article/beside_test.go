package article

import (
	"context"
	"strings"
	"testing"
)

const (
	threeParagraphs = "<p>وقال مدير المرفأ إن الباخرة ستفرغ حمولتها خلال يومين، وإن العمل سيعود إلى طبيعته مساء الجمعة.</p>" +
		"<p>وأضاف أن الرافعة الجديدة وصلت، وأن العمال تدربوا عليها، وأن الأسعار لن ترتفع هذا العام بسببها.</p>" +
		"<p>ورحب التجار بالخطوة، لكنهم طالبوا بتوسيع المخازن، وبتخفيض الرسوم، وبفتح بوابة ثانية للشاحنات.</p>"
	pageHead = "<title>وصول باخرة القمح إلى المرفأ</title><h1>وصول باخرة القمح إلى المرفأ</h1>"
	ledeText = "وصلت إلى المرفأ، صباح الثلاثاء، باخرة تحمل عشرين ألف طن من القمح بعد تأخر دام أسبوعين."
	other    = "مزارعون يشكون نقص البذور في الشمال"
)

// Each rule of a page without names stands beside its trap.
func TestBesideTheText(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct {
		name, page   string
		kept, gone   string // words that the body holds, and does not
		date, byline string
	}{
		{"a paragraph between headline and container is the lede", pageHead + "<div><h2>" + ledeText + "</h2></div><div>" + threeParagraphs + "</div>", ledeText, "", "", ""},
		{"in a part with a name it is none", pageHead + "<div class=promo><p>" + ledeText + "</p></div><div>" + threeParagraphs + "</div>", "", ledeText, "", ""},
		{"a full day under the headline", pageHead + "<div>الثلاثاء 5 آذار 2019</div><div>" + threeParagraphs + "</div>", "", "", "2019-03-05", ""},
		{"a day without a year", pageHead + "<div>الثلاثاء 5 آذار</div><div>" + threeParagraphs + "</div>", "", "", "", ""},
		{"the day it is today, far above", "<div>الثلاثاء 5 آذار 2019</div>" + strings.Repeat("<div><i></i></div>", 40) + pageHead + "<div>" + threeParagraphs + "</div>", "", "", "", ""},
		{"a label of the writer", pageHead + "<div>بقلم: ناجي الحكيم | صحيفة</div><div>" + threeParagraphs + "</div>", "", "", "", "ناجي الحكيم"},
		{"a link between paragraphs is another text", pageHead + "<div>" + threeParagraphs + "<p><a href=/x>" + other + "</a></p>" + threeParagraphs + "</div>", "", other, "", ""},
		{"a link in a sentence is not", pageHead + "<div>" + threeParagraphs + "<p>وكان تقرير سابق عن <a href=/x>" + other + "</a> قد أثار نقاشا واسعا في البرلمان والصحف.</p></div>", other, "", "", ""},
		{"a kicker and an office over the text", pageHead + "<div><p>قصة إخبارية</p>" + threeParagraphs + "</div>", "", "قصة إخبارية", "", ""},
		{"a dateline over the text stays", pageHead + "<div><p>الميناء - وكالات</p>" + threeParagraphs + "</div>", "الميناء - وكالات", "", "", "الميناء - وكالات"},
		{"initials and a counter under the text", pageHead + "<div>" + threeParagraphs + "<p>ت م</p><p>17302</p></div>", "", "17302", "", ""},
		{"a short last sentence stays", pageHead + "<div>" + threeParagraphs + "<p>ويصل الخبراء غدا.</p></div>", "ويصل الخبراء غدا.", "", "", ""},
		{"a notice among the paragraphs", pageHead + "<div>" + threeParagraphs + "<p>صحافتنا تعيش بدعم قرائها، فساهموا في استمرارها بمبلغ صغير كل شهر.</p><p>" + ledeText + "</p></div>", ledeText, "صحافتنا", "", ""},
		{"the headline it announces leads nowhere", pageHead + "<div>" + threeParagraphs + "<p>اقرأ أيضا في موقعنا هذا الخبر</p><p>" + other + "</p><p>" + ledeText + "</p></div>", ledeText, other, "", ""},
		{"a heading in bold letters behind a notice stays", pageHead + "<div>" + threeParagraphs + "<p>تابعوا صفحتنا على فيسبوك لتصلكم أخبارنا.</p><p><b>" + other + "</b></p><p>" + ledeText + "</p></div>", other, "تابعوا", "", ""},
		{"a list of links in the element of the text", pageHead + "<div>" + strings.NewReplacer("<p>", "", "</p>", "<br><br>").Replace(threeParagraphs) + strings.Repeat("<a href=/x>"+other+"</a><br>", 5) + "</div>", "وأضاف أن الرافعة", other, "", ""},
		{"a sentence ends a box of links", pageHead + "<div>" + threeParagraphs + "<p>اقرأ أيضا:</p><p><a href=/x>" + other + "</a></p><p>ويصل الخبراء إلى المرفأ غدا.</p><p>" + ledeText + "</p></div>", "ويصل الخبراء إلى المرفأ غدا.", other, "", ""},
		{"the row of writer and hour is no lede", pageHead + "<div>صحيفة من المرفأ: ناجي الحكيم | الثلاثاء 5 آذار 2019 على الساعة 11:30</div><div>" + threeParagraphs + "</div>", "وأضاف أن الرافعة", "11:30", "2019-03-05", "ناجي الحكيم"},
		{"the text goes on behind a box", pageHead + "<div class=n><div>" + threeParagraphs + "</div><div class=promo>حمل التطبيق</div><div><p>" + ledeText + "</p></div></div>", ledeText, "حمل التطبيق", "", ""},
		{"what stands in a link is no container", pageHead + "<div><p>وقال إن العمل مستمر.</p><a href=/x><div class=content>" + ledeText + "</div></a>" + threeParagraphs + "</div>", "وأضاف أن الرافعة", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := HTML(context.Background(), c.page, lb, known)
			got := body(&a)
			if !strings.Contains(got, c.kept) || c.gone != "" && strings.Contains(got, c.gone) {
				t.Errorf("kept %q\nfrom %q %v", got, a.Text, a.Dropped)
			}
			if a.Date != c.date || a.Byline != c.byline {
				t.Errorf("date %q, byline %q; want %q, %q", a.Date, a.Byline, c.date, c.byline)
			}
			checkDropped(t, &a)
		})
	}
}

func TestWriter(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, in, want string }{
		{"label and colon", "كتب بواسطة: ناجي الحكيم", "ناجي الحكيم"},
		{"label alone", "بقلم ناجي الحكيم", "ناجي الحكيم"},
		{"a day behind a bar", "بقلم ناجي الحكيم | 5 آذار 2019", "ناجي الحكيم"},
		{"a name without a label", "ناجي الحكيم", ""},
		{"a sentence", "كتب الوزير على صفحته أن الحكومة ستجتمع غدا لبحث الأسعار", ""},
		{"a number of readings", "المشاهدات: 120", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := lb.writer(c.in); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
