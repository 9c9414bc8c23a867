package entity_test

import (
	"slices"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// The word for its kind stands for a movement told before, with its country and sector.
func TestSameMovement(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct{ name, in, party, want string }{
		{"named with its kind", "رفضت حركة طالبان العرض أمس. وقالت الحركة إن القتال مستمر.", "الحركة", "AFG-REB"},
		{"named without the word for its kind", "اتهمت إسرائيل حماس بالتصعيد. وردت الحركة على الاتهام.", "الحركة", "PSE-REB"},
		{"another kind is no movement told before", "رفضت حركة طالبان العرض أمس. وقال الحزب إن الحوار مستمر.", "الحزب", "-PTY"},
	} {
		t.Run(tc.name, func(t *testing.T) { isOf(t, r, tc.in, tc.party, tc.want) })
	}
}

// Who is meant by a pronoun or by His Highness, and whose those are that a land's name stands beside.
func TestWhoIsMeant(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct{ name, in, party, want string }{
		{"his land is the speaker's, not the city he is sent to", "جدد السفير الإيراني لدى بغداد دعم بلاده للحوار.", "بلاده", "IRN-"},
		{"a council's president is of the council", "أدان مجلس الكنائس العالمي الهجوم في لاهور، وقدم رئيسه التعازي.", "رئيسه", "NGO-REL"},
		{"his forces, not those of the capital told behind", "رحب الرئيس الصومالي بإرسال أنقرة كتيبة لتدريب قواته.", "قواته", "SOM-MIL"},
		{"captors are not of their captives' land", "أفرج خاطفو المهندسين الأتراك عن اثنين.", "خاطفو المهندسين الأتراك", "-UAF"},
		{"relatives are", "اعتصم أقارب المهندسين الأتراك أمس.", "أقارب المهندسين الأتراك", "TUR-CVL"},
		{"a woman's title is read as a man's", "انتقدت المفوضة السامية لحقوق الإنسان القرار.", "المفوضة السامية لحقوق الإنسان", "UNO-"},
		{"rights groups are of no land", "دعت منظمات حقوقية إلى وقف القصف.", "منظمات حقوقية", "NGO-"},
		{"those of a nation are its society's", "دعت منظمات حقوقية مصرية إلى وقف القصف.", "منظمات حقوقية مصرية", "EGY-SOC"},
		{"a secretary-general is of the body that follows", "أعلن الأمين العام لحزب الله القرار.", "الأمين العام لحزب الله", "LBN-REB"},
		{"a company's president is its own", "التقى رئيس شركة تويوتا الوفد.", "رئيس شركة تويوتا", "MNC-BUS"},
		{"who leads a movement is of it", "قال زعيم حركة النهضة إن القرار مهم.", "زعيم حركة النهضة", "TUN-PTY"},
		{"an official of an armed group is no government's", "اتهم مسؤول في حزب الله الحكومة بالتقصير.", "مسؤول في حزب الله", "LBN-REB"},
		{"nor is one for its security", "اتهم مسؤول أمني في حزب الله الحكومة بالتقصير.", "مسؤول أمني في حزب الله", "LBN-REB"},
		{"one for the security of a government is", "اتهم مسؤول عسكري في الحكومة العراقية الحزب بالتقصير.", "مسؤول عسكري في الحكومة العراقية", "IRQ-MIL"},
		{"a deputy of its president", "قال نائب رئيس حركة النهضة إن القرار مهم.", "نائب رئيس حركة النهضة", "TUN-PTY"},
		{"a deputy for a party is of the parliament", "قال النائب عن حزب الله إن القرار مهم.", "النائب عن حزب الله", "LBN-LEG"},
		{"a spokesman is of the body whose name he speaks in", "قال متحدث باسم حركة طالبان إن القرار مهم.", "متحدث باسم حركة طالبان", "AFG-REB"},
		{"a body is of its row's state, not of its nisba's", "قال متحدث باسم المرصد السوري لحقوق الإنسان إن القرار مهم.", "متحدث باسم المرصد السوري لحقوق الإنسان", "GBR-SOC"},
		{"an officer of the police", "قتل ضابط في الشرطة العراقية أمس.", "ضابط في الشرطة العراقية", "IRQ-COP"},
		{"a counterpart has the office, not the land", "التقى وزير الخارجية الفرنسي نظيره التركي أمس.", "نظيره التركي", "TUR-GOV"},
		{"a commander's is one, told in the sentence before", "وصل قائد الجيش العراقي إلى أنقرة. وأجرى مباحثات مع نظيره التركي.", "نظيره التركي", "TUR-MIL"},
		{"a minister of finance is no Malian", "قال وزير المالية إن القرار مهم.", "وزير المالية", "-GOV"},
		{"a minister of Mali is", "قال وزير الخارجية المالي إن القرار مهم.", "وزير الخارجية المالي", "MLI-GOV"},
		{"her forces are", "قصفت القوات المالية مواقع المسلحين.", "القوات المالية", "MLI-MIL"},
		{"an office behind an unknown name", "قال محمد حسين قائد الجيش إن القرار مهم.", "محمد حسين قائد الجيش", "-MIL"},
		{"ranks of several words before a name", "التقى الفريق أول ركن عبد الفتاح البرهان الوفد.", "الفريق أول ركن عبد الفتاح البرهان", "SDN-MIL"},
		{"with articles", "أكد اللواء الركن سعد معن أن القرار مهم.", "اللواء الركن سعد معن", "IRQ-MIL"},
		{"li- and al- before a body of several words", "سلمت الحكومة السلاح للقوات المسلحة.", "للقوات المسلحة", "-MIL"},
		{"the government's officers are", "قتل ضابط في الحكومة السورية أمس.", "ضابط في الحكومة السورية", "SYR-MIL"},
		{"an office of several words that goes on into its complement", "قال الناطق باسم وزارة الدفاع الأمريكية إن القرار مهم.", "الناطق باسم وزارة الدفاع الأمريكية", "USA-MIL"},
		{"of a commander the gazetteer says what", "قال القيادي خليل الحية إن القرار مهم.", "القيادي خليل الحية", "PSE-REB"},
		{"the fighters counted are the movement's", "قالت حركة الشباب إن الجيش قتل ستة من مقاتليها.", "ستة من مقاتليها", "SOM-REB"},
		{"one of its leaders", "أكد حزب الله أن إسرائيل اغتالت أحد قادته في بيروت.", "أحد قادته", "LBN-REB"},
		{"its men are of the police", "أعلنت الشرطة العراقية مقتل ثلاثة من أفرادها.", "ثلاثة من أفرادها", "IRQ-COP"},
		{"whom the police arrests is not of the police", "قالت نقابة الأطباء إن الشرطة اعتقلت اثنين من أعضائها.", "اثنين من أعضائها", "-LAB"},
		{"whom a movement loses is of the movement", "قالت نقابة الأطباء إن الشرطة فقدت اثنين من أفرادها.", "اثنين من أفرادها", "-COP"},
		{"the forces of a state are its military", "قالت الحكومة اليمنية إن الحوثيين قصفوا مواقع قواتها.", "قواتها", "YEM-MIL"},
		{"a party of a town called like a capital", "قتل متظاهرون من طرابلس في الشارع، وقالت الشرطة اللبنانية إن الوضع خطير.", "متظاهرون من طرابلس", "LBN-CVL"},
		{"a European official is the union's", "رحب مسؤول أوروبي بالقرار.", "مسؤول أوروبي", "EUR-GOV"},
		{"an envoy of the nations", "رحب دبلوماسي أممي بالقرار.", "دبلوماسي أممي", "UNO-"},
		{"His Excellency is the minister", "وصل وزير الخارجية المصري إلى جدة. وأكد معاليه الدعم.", "معاليه", "EGY-GOV"},
		{"His Highness is the prince, not whom he received", "استقبل صاحب السمو الشيخ محمد بن زايد آل نهيان وزير الخارجية الأردني. وأكد سموه الدعم.", "سموه", "ARE-GOV"},
		{"Her Majesty is no man", "وصل الرئيس الصيني ثم استقبلته الملكة البريطانية. وأكدت جلالتها الدعم.", "جلالتها", "GBR-GOV"},
	} {
		t.Run(tc.name, func(t *testing.T) { isOf(t, r, tc.in, tc.party, tc.want) })
	}
}

// isOf holds a party of a text to its country and sector, joined by a hyphen.
func isOf(t *testing.T, r *pipeline.Reader, text, party, want string) {
	t.Helper()
	d, _ := r.Layers(isnad.Article{Text: text})
	at := slices.IndexFunc(d.Mentions, func(m isnad.Mention) bool { return m.Span.Of(d.Text) == party })
	if at < 0 {
		t.Fatalf("no phrase %q", party)
	}
	if m := &d.Mentions[at]; m.Country+"-"+m.Sector() != want {
		t.Errorf("%q is %s-%s, want %s", party, m.Country, m.Sector(), want)
	}
}
