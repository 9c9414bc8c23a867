package entity_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// named lists the names of a text, each with its kind, without proclitics.
func named(r *pipeline.Reader, text string) []string {
	d := r.Annotate(isnad.Article{Text: text})
	var out []string
	for _, n := range d.Names {
		from := d.Normal.Map.Start(d.Tokens[n.Tokens.Start].Fold + n.Cut)
		out = append(out, n.Kind.String()+": "+d.Text[from:d.Tokens[n.Tokens.End-1].End])
	}
	return out
}

// Each rule stands beside a text where its words make no name.
func TestNames(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reader()
	for _, tc := range []struct {
		name, in string
		want     []string
	}{
		{
			"a municipality with its town is a body",
			"قرر رئيس بلدية نابلس الاستقالة.",
			[]string{"organisation: بلدية نابلس"},
		},
		{
			"a name goes on over fathers and houses",
			"وصل محمد بن سلمان بن عبدالعزيز آل سعود أمس.",
			[]string{"person: محمد بن سلمان بن عبدالعزيز آل سعود"},
		},
		{
			"a surname that could be 'we'",
			"قال سمير نشار إن الحوار مهم.",
			[]string{"shape: سمير نشار"},
		},
		{
			"two ministers behind a president have no name of his",
			"التقى الرئيس وزيري الدفاع.",
			nil,
		},
		{
			"an office with its genitive is no name, though Qāʾid is one",
			"أقال الرئيس قائد الجيش.",
			nil,
		},
		{
			"a counterpart is no Naẓīra",
			"التقى الرئيس نظيره الصيني.",
			nil,
		},
		{
			"a newspaper called after a country is no country",
			"نشرت جريدة فلسطين الخبر.",
			[]string{"organisation: جريدة فلسطين"},
		},
		{
			"two fields of one ministry",
			"أعلنت وزارة التربية والتعليم القرار.",
			[]string{"organisation: وزارة التربية والتعليم"},
		},
		{
			"adjectives make the name of a head with al-",
			"قررت اللجنة القومية العربية الإضراب.",
			[]string{"organisation: اللجنة القومية العربية"},
		},
		{
			"a bare head with al- is no name",
			"قررت اللجنة الإضراب.",
			nil,
		},
		{
			"an adjective that any body can have makes no name",
			"اجتمع المجلس الجديد أمس.",
			nil,
		},
		{
			"behind a direction a place is one, whatever its letters mean besides",
			"انفجرت قنبلة شمال بعقوبة.",
			[]string{"place: بعقوبة"},
		},
		{
			"with al- behind a preposition of place too",
			"التقى الوفدان في العقبة.",
			[]string{"place: العقبة"},
		},
		{
			"but not where an adjective describes it",
			"تعثرت المحادثات في العقبة الأخيرة.",
			nil,
		},
		{
			"a base stands before the name of its place",
			"انسحبت القوات من قاعدة غاو.",
			[]string{"place: غاو"},
		},
		{
			"the traffic is no movement",
			"تعطلت حركة المرور أمس.",
			nil,
		},
		{
			"what a committee does is not what it is called",
			"اطلع القاضي على محضر لجنة التحقيق.",
			nil,
		},
		{
			"the purpose belongs to the name",
			"خالفت شركة الوساطة للأوراق المالية القانون.",
			[]string{"organisation: شركة الوساطة للأوراق المالية"},
		},
		{
			"an act with li- behind a body does not",
			"كتب رئيس بلدية نابلس للشروع في البناء.",
			[]string{"organisation: بلدية نابلس"},
		},
		{
			"behind the word for a village stands its name, whatever it means",
			"وصل إلى قرية زرقوشة صباحا.",
			[]string{"place: زرقوشة"},
		},
		{
			"no name stands behind it where an adjective does",
			"وصل إلى قرية صغيرة صباحا.",
			nil,
		},
		{
			"a street is called after somebody",
			"تجمعوا في سوق أحمد الجبالي صباحا.",
			[]string{"place: أحمد الجبالي"},
		},
		{
			"the palace, not the deed of one stem",
			"وصل إلى قصر زرقوشة صباحا.",
			[]string{"place: زرقوشة"},
		},
		{
			"a district is no directorate where nobody knows its name",
			"وصل إلى مديرية زرقوشة صباحا.",
			[]string{"place: زرقوشة"},
		},
		{
			"the nisba of a state is a family name behind a given name alone",
			"التقى السيد ماهر المصري الوفد.",
			[]string{"shape: ماهر المصري"},
		},
		{
			"behind a title it says where he is from",
			"التقى الرئيس المصري الوفد.",
			nil,
		},
		{
			"common words in a row of given names are names",
			"قابل محمد رضا سليمان أمس.",
			[]string{"shape: محمد رضا سليمان"},
		},
		{
			"a surname of somebody named before, whatever it means",
			"التقى بشير الحداد الوفد. وقال الحداد إن عودة النازحين قريبة.",
			[]string{"person: بشير الحداد", "person: الحداد"},
		},
		{
			"though a state has that name, or a better known man; behind a preposition of place it is the state",
			"وصل جيمس كاميرون إلى لندن. وقال كاميرون إن السفر إلى كاميرون طويل.",
			[]string{"shape: جيمس كاميرون", "capital: لندن", "shape: كاميرون", "state: كاميرون"},
		},
		{
			"what is done is no surname",
			"زار أيمن عودة القرية. وقال عودة إن عودة السكان صعبة.",
			[]string{"person: أيمن عودة", "person: عودة"},
		},
		{
			"a title is no surname",
			"زار خليل الوزير القرية. ثم تحدث الوزير.",
			[]string{"person: خليل الوزير"},
		},
		{
			"a time with its day is none, though it is a name too",
			"أعلن باراك فجر السبت وقال براون صباح أمس ووصل محمد صباح.",
			[]string{"shape: باراك", "shape: براون", "shape: محمد صباح"},
		},
		{
			"inna is neither a Dutch particle nor part of the name before it",
			"قال أحمد إن الصين قوية، فإن الصين لديها المال.",
			[]string{"shape: أحمد", "state: الصين", "state: الصين"},
		},
		{
			"ʿalā before its object is no ʿAlī",
			"انتصر خالد على مسيلمة.",
			[]string{"shape: خالد"},
		},
		{
			"Abū begins a name whatever follows",
			"حضر أبو كريم الحفل.",
			[]string{"shape: أبو كريم"},
		},
		{
			"an office behind the name is not part of it",
			"قابل محمود حسين مختار القرية.",
			[]string{"shape: محمود حسين"},
		},
		{
			"a rank that is a given name too is not part of it",
			"استقبل العماد ميشال سليمان الوفد.",
			[]string{"person: ميشال سليمان"},
		},
		{
			"a victory is no person",
			"أسعده فوز محمد أمس.",
			[]string{"shape: محمد"},
		},
		{
			"who is called has a name, whatever else it means",
			"قال الرجل يا عوض تعال.",
			[]string{"shape: عوض"},
		},
		{
			"who speaks has a name",
			"وأضاف خطاب: الجلسة مؤجلة.",
			[]string{"shape: خطاب"},
		},
		{
			"a relative has a name",
			"حملت زوجة ناصر من جديد.",
			[]string{"shape: ناصر"},
		},
		{
			"a good neighbour is none",
			"هو جار طيب للجميع.",
			nil,
		},
		{
			"kings of one name are counted",
			"زار لويس السادس عشر المدينة.",
			[]string{"shape: لويس السادس عشر"},
		},
		{
			"a laqab is one name",
			"وصل مبعوث يدعى رانج علاء الدين أمس.",
			[]string{"shape: رانج علاء الدين"},
		},
		{
			"foreign letters say the name once more",
			"كتبه دينيس ريتشي Dennis Ritchie وحده.",
			[]string{"shape: دينيس ريتشي", "shape: Dennis Ritchie"},
		},
		{
			"a known family name that is a common word too",
			"تسلم شكوى من مريم العودة أمس.",
			[]string{"shape: مريم العودة"},
		},
		{
			"what looks like fa- is none behind a given name",
			"أخرجه عماد فراجين من رام الله.",
			[]string{"shape: عماد فراجين", "seat: رام الله"},
		},
		{
			"a director who was is no Kān",
			"قالوا إن المخرج كان مسافرا.",
			nil,
		},
		{
			"a sheikh on a pulpit is no ʿAlī",
			"وقف الشيخ على المنبر الأخضر.",
			nil,
		},
		{
			"a verb of the spoken language is no name",
			"الناس بيقولولي حاجات كثيرة.",
			nil,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := named(r, tc.in)
			if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
				t.Errorf("%s\ngot  %q\nwant %q", tc.in, got, tc.want)
			}
		})
	}
}
