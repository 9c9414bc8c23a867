package event_test

import (
	"testing"

	"github.com/isnad/isnad"
)

// TestSlots holds who is subject and who object where the order of words tells.
func TestSlots(t *testing.T) {
	c := coder(t)
	for _, tc := range []struct{ name, text, trigger, subject, object string }{
		{"behind inna the subject stands before its verb", "قال إن طهران اتهمت أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"the verb first, the subject behind it", "قال إن أزمة وقعت، واتهمت طهران أنقرة.", "واتهمت", "طهران", "أنقرة"},
		{"qad stands between", "أكد أن اللجنة قد أدانت الهجوم.", "أدانت", "اللجنة", "الهجوم"},
		{"a pronoun is the object, and what it stands for", "قال إن الصحافي اعتقلته الشرطة.", "اعتقلته", "الشرطة", "الصحافي"},
		{"a relative clause between commas is passed over", "أحكم الجيش، الذي يسيطر على المدينة، قبضة أجهزته على الميناء.", "أحكم", "الجيش", "قبضة أجهزته"},
		{"so is what stands between dashes", "اتهمت طهران - بحسب مصادر مطلعة - أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"and in parentheses", "طهران (أ ف ب) اتهمت أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"a time between commas is passed over", "اتهمت طهران، مساء الأحد، أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"a manner, too", "اتهمت طهران، في بيان شديد اللهجة، أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"and a prayer in quotation marks", "استقبل أمير البلاد \"حفظه الله\" وزير الدفاع.", "استقبل", "أمير البلاد", "وزير الدفاع"},
		{"the two of whom one stands behind a preposition", "بحث الوزير مع نظيره التركي الأزمة، واتفقا على عقد قمة.", "واتفقا", "الوزيرنظيره التركي", ""},
		{"behind kana", "وكانت طهران قد اتهمت أنقرة بالتدخل.", "اتهمت", "طهران", "أنقرة"},
		{"before a relative", "غادر الحزب الذي قاطع الانتخابات الحكومة.", "قاطع", "الحزب", "الانتخابات"},
		{"what a visit is paid to is not whom the visitor accuses", "اتهم الوزير خلال زيارته القاهرة أنقرة بالتدخل.", "اتهم", "الوزير", "أنقرة"},
		{"things in the plural would have a feminine verb", "وصل الجيش أمس، ونصب حواجز على الطريق.", "ونصب", "الجيش", "حواجز"},
		{"a masdar with both", "أدان المجلس إطلاق كوريا الشمالية صاروخا.", "إطلاق", "", "صاروخا"},
		{"before a relative too", "غادر الصحافي الذي اعتقلته الشرطة.", "اعتقلته", "الشرطة", "الصحافي"},
		{"not what it cannot stand for", "غادرت الوزيرة التي اعتقله حراسها أمس.", "اعتقله", "حراسها", ""},
		{"two objects", "منحت فرنسا الحركة قرضا.", "منحت", "فرنسا", "الحركة+قرضا"},
		{"a verb that may be passive has an object behind it", "أعلن أن الجيش قصف البلدة.", "قصف", "الجيش", "البلدة"},
		{"forces are many things, and feminine", "دخلت قوات الحكومة بلدة صغيرة.", "دخلت", "قوات الحكومة", "بلدة صغيرة"},
		{"a state has the gender of states, whatever its words", "أقامت جنوب أفريقيا دعوى أمام المحكمة.", "أقامت", "جنوب أفريقيا", "دعوى"},
		{"of two nations in one phrase the second is no object", "تبادل الجيشان الهندي والصيني القصف.", "تبادل", "الجيشان الهندي والصينيالجيشان الهنديالصيني", "القصف"},
		{"times that are acted on are objects", "حددت واشنطن مهلة للانسحاب.", "حددت", "واشنطن", "مهلة"},
		{"a verb that goes on has the subject of the one before it", "باركت القمة الوثيقة، وأيدت توجه السلطة.", "وأيدت", "القمة", "توجه السلطة"},
		{"not what stands right before it", "أنهت القوات الأزمة باقتحام المقر، فقتلت الخاطفين.", "فقتلت", "القوات", "الخاطفين"},
		{"what a pronoun behind the verb means is not its subject", "نشرت السفارة تغريدة طالبت فيها بالإفراج عنهم.", "طالبت", "السفارة", ""},
		{"an impersonal passive has no subject", "أفرج الجيش عن عشرة أسرى.", "أفرج", "الجيش", ""},
		{"a spokesman's name is no object", "وصف المتحدث باسم الرئاسة سامي عامر القرار بأنه خطأ.", "وصف", "المتحدث", "القرار"},
		{"a passive has none", "أعلن أن جنديا قتل أمس.", "قتل", "", "جنديا"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, l := c.Reader().Layers(isnad.Article{Text: tc.text})
			ks := c.Events.Propose(&l)
			for i := range ks {
				k := &ks[i]
				if k.Trigger().Of(d.Text) != tc.trigger {
					continue
				}
				subject, object := "", ""
				for p := range k.Parties() {
					if l.Phrases[k.Party(p)].Extends >= 0 {
						continue
					}
					switch word := l.Mentions[k.Party(p)].Of(d.Text); k.Slot(p) {
					case "subj":
						subject += word
					case "obj", "pobj":
						object += word
					case "obj2":
						object += "+" + word
					}
				}
				if subject != tc.subject || object != tc.object {
					t.Errorf("subject %q and object %q, want %q and %q", subject, object, tc.subject, tc.object)
				}
				return
			}
			t.Errorf("no candidate at %s", tc.trigger)
		})
	}
}
