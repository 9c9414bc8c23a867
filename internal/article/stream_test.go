package article

import (
	"context"
	"strings"
	"testing"
)

// Each kind of evidence stands beside its trap.
func TestStream(t *testing.T) {
	lb := testLabels()
	box := "تستعد الصحيفة لعيدها العشرين."
	paragraphs := strings.ReplaceAll(threeParagraphs, "<p>", "<p class=par>")
	rest := "<p class=par>وأعلنت نقابة الحمالين أنها تنتظر عقودا جديدة، وأنها لن تضرب قبل نهاية الموسم المقبل.</p>" +
		"<p class=par>وختم المدير بالقول إن المرفأ سيبقى مفتوحا طوال أيام العيد، ليلا ونهارا، أمام كل السفن.</p>"
	for _, c := range []struct{ name, page, kept, gone string }{
		{"a small box of another style", "<div class=txt>" + paragraphs + "<div class=extra1><p>" + box + "</p></div>" + rest + "</div>", "وأضاف أن", box},
		{"the same words in the stream", "<div class=txt>" + paragraphs + "<p class=par>" + box + "</p>" + rest + "</div>", box, ""},
		{"a div with a name among the paragraphs", "<div class=txt>" + paragraphs + "<div class=tip>" + box + "</div>" + rest + "</div>", "", box},
		{"a paragraph elsewhere behind the text", "<div class=all><div class=txt>" + paragraphs + "</div><div class=bio><p>" + ledeText + "</p></div></div>", "ورحب التجار", ledeText},
		{"a second part of the same style", "<div class=all><div class=part-1>" + threeParagraphs + "</div><div class=part-2>" + rest + "</div></div>", "وختم المدير", ""},
		{"a lede in an element of its own", "<div class=all><div class=intro><p>" + ledeText + "</p></div><div class=txt>" + threeParagraphs + "</div></div>", ledeText, ""},
		{"a headline that is a link elsewhere", "<div class=txt>" + paragraphs + "<p class=par>" + other + " في أقاليم كثيرة</p>" + rest + "</div><ul><li><a href=/y>" + other + " في أقاليم كثيرة</a></li></ul>", "", other},
		{"a heading between paragraphs", "<div class=txt>" + paragraphs + "<h3>مطالب مؤجلة</h3>" + rest + "</div>", "مطالب مؤجلة", ""},
		{"a list in the text", "<div class=txt>" + paragraphs + "<ul><li>توسيع المخازن الكبيرة</li></ul>" + rest + "</div>", "توسيع المخازن", ""},
		{"a note in italics at the end", "<div class=txt>" + paragraphs + "<p class=par><em>" + box + "</em></p></div>", "", box},
		{"italics within the text", "<div class=txt>" + paragraphs + "<p class=par><em>" + box + "</em></p>" + rest + "</div>", box, ""},
		{"a text in Latin script", "<div class=txt><p>The port will open on Monday, the director said, and it will take all ships again.</p><div class=tip>Two ships wait</div><p>Traders welcomed the step, but they asked for wider stores, and for lower fees as well.</p></div>", "Two ships wait", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := HTML(context.Background(), pageHead+c.page, lb, known)
			if got := body(&a); !strings.Contains(got, c.kept) || c.gone != "" && strings.Contains(got, c.gone) {
				t.Errorf("kept %q, dropped %v", got, a.Dropped)
			}
			checkDropped(t, &a)
		})
	}
}

// Fields that a page tells only to people.
func TestFields(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, page, byline, section, date string }{
		{"the row of the day holds the name", "<div><a href=/x7>مجتمع</a></div>" + pageHead + "<div><span>ناجي الحكيم</span> • <span>5 آذار 2019</span></div><div>" + threeParagraphs + "</div>", "ناجي الحكيم", "مجتمع", "2019-03-05"},
		{"an office in the row is no name", pageHead + "<div><span>غرفة الأخبار</span> <span>5 آذار 2019</span></div><div>" + threeParagraphs + "</div>", "", "", "2019-03-05"},
		{"the path of a link", pageHead + "<div><a href=/writer/7>ناجي الحكيم</a></div><div>" + threeParagraphs + "</div>", "ناجي الحكيم", "", ""},
		{"a class in Latin letters", pageHead + "<div class=qism><a href=/q>اقتصاد</a></div><div class=katib>ناجي الحكيم</div><div>" + threeParagraphs + "</div>", "ناجي الحكيم", "اقتصاد", ""},
		{"a label behind the text", pageHead + "<div>" + threeParagraphs + "</div><div>المراسل: ناجي الحكيم</div>", "ناجي الحكيم", "", ""},
		{"a menu is no section", "<div><a href=/1>رياضة</a><a href=/2>فن</a></div>" + pageHead + "<div>" + threeParagraphs + "</div>", "", "", ""},
		{"the writer of a comment", pageHead + "<div>" + threeParagraphs + "</div><div class=comments><span class=author>ناجي الحكيم</span></div>", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := HTML(context.Background(), c.page, lb, known)
			if a.Byline != c.byline || a.Section != c.section || a.Date != c.date {
				t.Errorf("byline %q, section %q, date %q; want %q, %q, %q", a.Byline, a.Section, a.Date, c.byline, c.section, c.date)
			}
		})
	}
}
