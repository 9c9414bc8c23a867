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
		{"a section beside the day", pageHead + "<div>اقتصاد - 5 آذار 2019</div>" + text, "", "اقتصاد", "2019-03-05"},
		{"a known section in a row over the headline", "<div><span>اقتصاد</span><span>•</span><span>دقيقتان</span></div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "اقتصاد", ""},
		{"a path in one text that ends in the headline", "<div>الرئيسية » شؤون الموانئ » وصول باخرة القمح إلى المرفأ</div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "شؤون الموانئ", ""},
		{"a path whose last part is the headline cut short", "<div><a href=/>الرئيسية</a> / <a href=/r>أقاليم</a> / وصول باخرة القمح</div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "أقاليم", ""},
		{"a path in RDFa", `<div typeof="BreadcrumbList"><span property="name">الرئيسية</span> <span property="name">أقاليم</span></div>` + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "أقاليم", ""},
		{"the item of the menu that the reader is in", "<ul><li><a href=/a>رياضة</a></li><li class=active><a href=/b>اقتصاد</a></li></ul>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "اقتصاد", ""},
		{"two of them are a menu that is open", "<ul><li class=active><a href=/a>رياضة</a></li><li class=active><a href=/b>اقتصاد</a></li></ul>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "", ""},
		{"a section in the title element", "<title>وصول باخرة القمح إلى المرفأ - اقتصاد - رصيف</title>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "", "اقتصاد", ""},
		{"a section in English letters", pageHead + "<div>In اقتصاد</div>" + text, "", "اقتصاد", ""},
		{"a link beside the day that is no section", pageHead + "<div><span>5 آذار 2019</span> <a href=/s/4>بوابة التجار</a></div>" + text, "", "", "2019-03-05"},
		{"a number with its name is no writer", pageHead + "<div><span>رقم الحكاية: 31</span> <span>5 آذار 2019</span></div>" + text, "", "", "2019-03-05"},
		{"a town of two words is no writer", pageHead + "<div><span>خان يونس</span> <span>5 آذار 2019</span></div>" + text, "", "", "2019-03-05"},
		{"what the writer is, then the name", pageHead + "<div>كتب محرر الشؤون المحلية ناجي الحكيم</div>" + text, "ناجي الحكيم", "", ""},
		{"an honour and a sign", pageHead + "<div>◆ د. ناجي الحكيم</div>" + text, "ناجي الحكيم", "", ""},
		{"by, in English letters", pageHead + "<div>By ناجي الحكيم On Mar 5, 2019</div>" + text, "ناجي الحكيم", "", "2019-03-05"},
		{"a dash that is drawn", pageHead + "<div><b>رصيف ــ ناجي الحكيم</b></div>" + text, "ناجي الحكيم", "", ""},
		{"a name over what the writer is", "<div><strong>ناجي الحكيم</strong><p>كاتب من أسرة الجريدة، يكتب كل أحد</p></div>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "ناجي الحكيم", "", ""},
		{"the writer in the title element", "<title>وصول باخرة القمح إلى المرفأ - ناجي الحكيم - رصيف</title><h2><a href=/9>ناجي الحكيم</a></h2>" + pageHead[strings.Index(pageHead, "<h1>"):] + text, "ناجي الحكيم", "", ""},
		{"the letters of an agency are no writer", `<meta name="author" content="QNA">` + pageHead + text, "", "", ""},
		{"two digits of the year, with dots", pageHead + "<div>05.03.19 10:00</div>" + text, "", "", "2019-03-05"},
		{"two digits of the year, with strokes", pageHead + "<div>05/03/19 10:00</div>" + text, "", "", ""},
		{"the month stuck to the year", pageHead + "<div>5 مارس2019</div>" + text, "", "", "2019-03-05"},
		{"the year first, with a name of the month", pageHead + "<div>2019-مارس-05</div>" + text, "", "", "2019-03-05"},
		{"the month first, with a name in Arabic", pageHead + "<div>مارس 5, 2019</div>" + text, "", "", "2019-03-05"},
		{"the endings of English numbers", pageHead + "<div>March 5th, 2019</div>" + text, "", "", "2019-03-05"},
		{"strokes that lean back", pageHead + "<div>5\\3\\2019</div>" + text, "", "", "2019-03-05"},
		{"a month of Afghanistan", pageHead + "<div>14 حوت 1397</div>" + text, "", "", "2019-03-05"},
		{"the word month behind its name", pageHead + "<div>14 اسفندماه 1397</div>" + text, "", "", "2019-03-05"},
		{"seconds since 1970", pageHead + `<div><time data-stamp="1551780000"></time></div>` + text, "", "", "2019-03-05"},
		{"a day in a long row that is called so", pageHead + `<div class=postmetadata>أدرج هذا الموضوع في 5 آذار 2019 عند الساعة العاشرة وهو محفوظ لدينا تحت باب الموانئ</div>` + text, "", "", "2019-03-05"},
		{"headline, day and text in one cell", "<title>وصول باخرة القمح إلى المرفأ</title><table><tr><td><font>اقتصاد</font><br><font><b>وصول باخرة القمح إلى المرفأ</b></font><br>5 آذار 2019<br>" + strings.NewReplacer("<p>", "", "</p>", "<br><br>").Replace(threeParagraphs) + "</td></tr></table>", "", "اقتصاد", "2019-03-05"},
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

// What a page tells scripts counts where nobody else is told.
func TestTold(t *testing.T) {
	lb := testLabels()
	text := pageHead + "<div>" + threeParagraphs + "</div>"
	const title = "وصول باخرة القمح إلى المرفأ"
	for _, c := range []struct{ name, page, byline, section, date string }{
		{"pairs for those who count readers", `<script>dataLayer.push({"articleAuthor":"ناجي الحكيم", 'page.section' : 'أقاليم', publishDate: "2019-03-05"});</script>`, "ناجي الحكيم", "أقاليم", "2019-03-05"},
		{"escapes", `<script>dataLayer=[{'author':'\u0646\u0627\u062c\u064a \u0627\u0644\u062d\u0643\u064a\u0645'}]</script>`, "ناجي الحكيم", "", ""},
		{"keys of the system are no names", `<script>dataLayer.push({"author":"n.hakim","section":"regions"});</script>`, "", "", ""},
		{"a script that counts nobody", `<script>var cfg = {"author":"ناجي الحكيم"}</script>`, "", "", ""},
		{"the state of an application, by its headline", `<script id="s" type="application/json">{"a":[{"title":"` + other + `","author":"سالم عطا","date":"2001-01-01"},{"title":"` + title + `","author":{"name":"ناجي الحكيم"},"categories":[{"name":"أقاليم"}],"publishedAt":"2019-03-05T10:00:00Z"}]}</script>`, "ناجي الحكيم", "أقاليم", "2019-03-05"},
		{"state in a program", `<script>window.__INITIAL_STATE__={"post":{"headline":"` + title + `","writer":{"full_name":"ناجي الحكيم"}}};run()</script>`, "ناجي الحكيم", "", ""},
		{"another article alone", `<script type="application/json">{"title":"` + other + `","author":"سالم عطا"}</script>`, "", "", ""},
		{"the value of Parsely", `<meta name="parsely-page" content='{"author":"ناجي الحكيم","section":"أقاليم","pub_date":"2019-03-05"}'>`, "ناجي الحكيم", "أقاليم", "2019-03-05"},
		{"the page tells otherwise", `<script>dataLayer.push({"author":"سالم عطا"});</script><div>بقلم: ناجي الحكيم</div>`, "ناجي الحكيم", "", ""},
		{"values in values without end", `<script type="application/json">` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000) + `</script>`, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := c.page + text
			if strings.Contains(c.page, "<div>") { // behind the headline
				script, row, _ := strings.Cut(c.page, "<div>")
				page = script + pageHead + "<div>" + row + "<div>" + threeParagraphs + "</div>"
			}
			a, _ := HTML(context.Background(), page, lb, known)
			if a.Byline != c.byline || a.Section != c.section || a.Date != c.date {
				t.Errorf("byline %q, section %q, date %q; want %q, %q, %q", a.Byline, a.Section, a.Date, c.byline, c.section, c.date)
			}
		})
	}
}
