package article

import (
	"context"
	"strings"
	"testing"
)

// A row that tells who made a text, in words that no list of labels holds, beside what only looks so.
func TestCredited(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct{ name, in, want string }{
		{"who wrote the inquiry", "أنجز التحقيق ناجي الحكيم", "ناجي الحكيم"},
		{"any words before a person's name", "جولة بين الأرصفة كتبها ناجي الحكيم", "ناجي الحكيم"},
		{"two things that somebody did", "كتابة وتحرير: ناجي الحكيم — نشرت يوم 5 آذار 2019", "ناجي الحكيم"},
		{"the colleague", "رصد الزميل خليفة الحكيم", "خليفة الحكيم"},
		{"with you", "تتابعه معكم ليلى بنت سالم", "ليلى بنت سالم"},
		{"a desk", "إعداد فريق التحرير", ""},
		{"a sentence of the news", "كتب وزير النقل إلى نظيره رسالة يشكو فيها من تأخر السفن", ""},
		{"a name without one", "ناجي الحكيم", ""},
		{"a report about something", "تقرير جديد عن الأسعار", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := lb.credited(c.in)
			if lb.desk(got) {
				got = ""
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// Each field of a page without names, told in a way that needs the place as much as the words.
func TestFieldsByPlace(t *testing.T) {
	lb := testLabels()
	text := "<div>" + threeParagraphs + "</div>"
	for _, c := range []struct{ name, page, byline, section, date string }{
		{"an office behind the name", pageHead + "<div><img src=/a.png>ريتاج الحكيم<span>مراسلة الجريدة في الميناء</span></div>" + text, "ريتاج الحكيم", "", ""},
		{"a desk is no writer", pageHead + "<div>تقرير: غرفة الأخبار</div>" + text, "", "", ""},
		{"a name over the headline is the site's", "<div><p>بوابة الميناء - النافذة الأولى</p><h1>وصول باخرة القمح إلى المرفأ</h1>" + threeParagraphs + "</div>", "", "", ""},
		{"minutes and seconds are no name", pageHead + "<div><span>5 آذار 2019</span> <span>المدة: دقيقتان و11 ثانية</span></div>" + text, "", "", "2019-03-05"},
		{"blanks round the signs of a day", pageHead + "<div>05 - 03 - 2019</div>" + text, "", "", "2019-03-05"},
		{"a day behind the writer", pageHead + "<div>تقديم وإعداد: ناجي الحكيم — بثت هذه الحلقة مساء يوم الثلاثاء 5 آذار 2019</div>" + text, "ناجي الحكيم", "", "2019-03-05"},
		{"the day of a film", `<meta property="video:release_date" content="2019-03-05T10:00:00Z">` + pageHead + text, "", "", "2019-03-05"},
		{"a path from a front page of any name", "<p><a href=/>مدخل الجريدة</a> &gt; <a href=/r>أقاليم</a></p>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "أقاليم", ""},
		{"a path without signs", "<div><a href=/>الساحة</a><a href=/r>أقاليم</a></div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "أقاليم", ""},
		{"bars make a menu", "<div><a href=/>الساحة</a> | <a href=/r>أقاليم</a> | <a href=/s>أرشيف</a></div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "", ""},
		{"a board of a forum is a front page", "<div><a href=/>المنتدى</a> &gt; <a href=/r>المنتدى العام</a></div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "", ""},
		{"where the reader is, last of a list", "<nav><ol><li><a href=/>الساحة</a></li><li>أقاليم</li></ol></nav>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "أقاليم", ""},
		{"a list of links is a menu", "<nav><ul><li><a href=/>الساحة</a></li><li><a href=/r>أقاليم</a></li></ul></nav>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "", ""},
		{"a link with the writer's name is no section", pageHead + "<div><a href=/w>ناجي الحكيم</a></div>" + text, "ناجي الحكيم", "", ""},
		{"the hour is no name", pageHead + "<div><span>5 آذار 2019</span> <span>على الساعة 11:30</span></div>" + text, "", "", "2019-03-05"},
		{"the era stuck to the year, in brackets", pageHead + "<div>(5 آذار 2019م)</div>" + text, "", "", "2019-03-05"},
		{"day first in another calendar", pageHead + "<div>01/08/1442 هـ</div>" + text, "", "", "2021-03-14"},
		{"the day in an attribute of two days ago", pageHead + `<div><span title="2019-03-05 10:00">منذ يومين</span></div>` + text, "", "", "2019-03-05"},
		{"the day of the last change, where no other is told", `<meta property="og:updated_time" content="2019-03-05T10:00:00Z">` + pageHead + text, "", "", "2019-03-05"},
		{"and where one is", `<meta property="og:updated_time" content="2019-03-07T10:00:00Z">` + pageHead + "<div>5 آذار 2019</div>" + text, "", "", "2019-03-05"},
		{"the dateline of the first paragraph", pageHead + "<div><p>الميناء في 5 آذار 2019 (رصيف) - " + ledeText + "</p>" + threeParagraphs + "</div>", "", "", "2019-03-05"},
		{"a day that the news tells of", pageHead + "<div><p>غرقت السفينة في 5 آذار 2019 قبالة الميناء ولم ينج من بحارتها سوى ثلاثة.</p>" + threeParagraphs + "</div>", "", "", ""},
		{"the month first, in English", pageHead + "<div>March 5, 2019</div>" + text, "", "", "2019-03-05"},
		{"a month in French", pageHead + "<div>5 mars 2019</div>" + text, "", "", "2019-03-05"},
		{"day, month and year in a block each", pageHead + "<div><div>05</div><div>آذار</div><div>2019</div></div>" + text, "", "", "2019-03-05"},
		{"the writer elsewhere in the graph", `<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"x","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"ناجي الحكيم"}]}</script>` + pageHead + text, "ناجي الحكيم", "", ""},
		{"a word over the headline, and the issue above", "<div>العدد 31 / خريف</div><div><p>أقاليم</p>" + pageHead[strings.Index(pageHead, "<h1>"):] + "</div>" + text, "", "أقاليم", ""},
		{"a link in the lede is no section", "<div>" + pageHead[strings.Index(pageHead, "<h1>"):] + "<div><p>" + "وصلت باخرة <a href=/q>قمح إلى المرفأ</a> بعد تأخر دام أسبوعين بسبب الرياح." + "</p>" + threeParagraphs + "</div></div>", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := HTML(context.Background(), c.page, lb, known)
			if a.Byline != c.byline || a.Section != c.section || a.Date != c.date {
				t.Errorf("byline %q, section %q, date %q; want %q, %q, %q", a.Byline, a.Section, a.Date, c.byline, c.section, c.date)
			}
		})
	}
}

// What else stands in the element of the text or beside it: other articles, boxes, slides.
func TestOthers(t *testing.T) {
	lb := testLabels()
	elsewhere := "<p>وأغلقت الأمطار طريق الجبل ثلاثة أيام، وقال السائقون إن الكاسحات وصلت متأخرة.</p><p>وانتظرت مئة شاحنة عند الحاجز، ووزع السكان على السائقين الخبز والماء حتى الفجر.</p>"
	title := pageHead[strings.Index(pageHead, "<h1>"):]
	slide := func(s string) string {
		return "<figure><img src=/s.jpg><figcaption>" + strings.NewReplacer("<p>", "", "</p>", " ").Replace(s) + "</figcaption></figure>"
	}
	for _, c := range []struct{ name, page, kept, gone string }{
		{"the page goes on with another article", "<div><section class=unit>" + title + threeParagraphs + "</section><section class=unit><h1>" + other + "</h1>" + elsewhere + "</section></div>", "وأضاف أن الرافعة", "طريق الجبل"},
		{"entries of a live report under one headline", title + "<div><section class=unit><h2>في الميناء</h2>" + threeParagraphs + "</section><section class=unit><h2>على الطريق</h2>" + elsewhere + "</section><section class=unit><h2>في السوق</h2><p>" + ledeText + "</p></section></div>", "طريق الجبل", ""},
		{"a report in pictures", title + "<div class=album>" + slide(threeParagraphs) + slide(elsewhere) + slide("<p>"+ledeText+"</p>") + "</div>", "طريق الجبل", ""},
		{"a picture in a report", title + "<div>" + threeParagraphs + slide("<p>شاحنات تنتظر عند الحاجز.</p>") + elsewhere + "</div>", "طريق الجبل", "شاحنات تنتظر"},
		{"a standfirst that speaks to the reader", title + "<div><p class=intro>يمكنكم متابعة هذا التقرير المصور عبر تطبيقنا، واشتركوا في نشرتنا البريدية لتصلكم أخبارنا كل صباح.</p></div><div>" + threeParagraphs + "</div>", "وأضاف أن الرافعة", "يمكنكم متابعة"},
		{"a box of which the site speaks most", title + "<div class=txt>" + threeParagraphs + "<div class=box><p>ساهموا في استمرار موقعنا المستقل بمبلغ صغير كل شهر.</p><p>يقرأ هذه الصفحات عشرة آلاف إنسان.</p><p><a href=/give>ادعمونا الآن</a></p></div>" + elsewhere + "</div>", "طريق الجبل", "عشرة آلاف إنسان"},
		{"label and headline in one line over first words", title + "<div><div class=txt>" + threeParagraphs + "</div><div class=nx><div><small>الذي يليه</small> <a href=/n>" + other + " البعيد</a>" + "<p>" + ledeText + "</p></div><div><small>الذي قبله</small> <a href=/n>" + other + " القريب</a><p>ورد رئيس البلدية بأن الحصص ستصل خلال أسبوع إلى كل القرى من دون استثناء، وفق ما وعدت به الوزارة.</p></div></div></div>", "وأضاف أن الرافعة", "الحصص"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := HTML(context.Background(), "<title>وصول باخرة القمح إلى المرفأ</title>"+c.page, lb, known)
			if got := body(&a); !strings.Contains(got, c.kept) || c.gone != "" && strings.Contains(got, c.gone) {
				t.Errorf("kept %q, dropped %v", got, a.Dropped)
			}
			checkDropped(t, &a)
		})
	}
}
