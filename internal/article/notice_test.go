package article

import "testing"

// Each way to speak to the reader stands beside news in the same words.
func TestNotice(t *testing.T) {
	lb := testLabels()
	for _, c := range []struct {
		name, in string
		stop     bool // of the sentence
		own      bool
	}{
		{"bids to press", "للاطلاع على الملحق الأسبوعي من الجريدة.. اضغط هنا", false, true},
		{"bids many to follow its page", "تابعوا صفحتنا على فيسبوك لتصلكم الأخبار أولا بأول.", true, true},
		{"bids one, in letters of the past tense", "حمل التطبيق الآن مجانا", false, true},
		{"the past tense", "حمل التطبيق نصف مليون شخص في أسبوعه الأول.", true, false},
		{"a past tense of many", "وتابعوا المباراة من المدرجات حتى الدقيقة الأخيرة.", true, false},
		{"a bidding in a quotation", "وقال المدير: \"اشتركوا في صحيفتنا واكتبوا إلينا ملاحظاتكم على موقعنا\".", true, false},
		{"an answer told behind a colon", "أقول لهم: اكتبوا إلينا ملاحظاتكم على صفحتنا.", true, false},
		{"what to do in a storm", "أغلقوا النوافذ ولا تقودوا السيارات في الطرق المنخفضة.", true, false},
		{"I read, written as a bidding", "أقرأ كل صباح ما كتب عن الحرب فلا أفهم شيئا.", true, false},
		{"you of many by the ending", "هل شاهدتم الحادث؟ ترسلون صوركم ومقاطعكم إلى بريدنا.", true, true},
		{"a root that ends so", "وقال إن الطرفين يحتكمان إلى القضاء ويهتم كل منهما بحقوقه.", true, false},
		{"a Persian bidding", "عکس و ویدیوی خود را برای ما بفرستید", false, true},
		{"a question of an interview", "كيف ترون مستقبل صحيفتكم وموقعكم في السنوات المقبلة؟", true, false},
		{"an answer to many", "أنتم تعرفون أن خطتكم متأخرة عن موعدها.", true, false},
		{"a speech", "شعبكم ينتظركم، وعليكم أن تثبتوا أنكم أهل لثقتكم.", true, false},
		{"where to call, told in news", "ودعا السكان إلى الإبلاغ عن المخالفات عبر موقع البلدية www.example.org أو الهاتف 0112345678.", true, false},
		{"a heading in news that advises", "كيف تحمل التطبيق على الهاتف", false, false},
		{"a law on newspapers", "ويمنع القانون نقل مواد الصحف والمواقع من دون إذن خطي من الناشر.", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if score := lb.notice(lb.key(c.in), "", c.stop); score > noticeAmong != c.own {
				t.Errorf("%.2f of %q", score, c.in)
			}
		})
	}
	site := joined(wordsOf(lb.key("رصيف الميناء")))
	if score := lb.notice(lb.key("نشرة المساء من رصيف الميناء"), site, false); score <= noticeAmong {
		t.Errorf("%.2f of the bulletin of the site", score)
	}
	if score := lb.notice(lb.key("وقال الوزير في تصريح لرصيف الميناء إن العمل سيبدأ غدا."), site, true); score > noticeAtEnds {
		t.Errorf("%.2f of a statement to the site", score)
	}
}
