package train

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
)

func TestInOtherWords(t *testing.T) {
	s := teller(t)
	for _, tt := range []struct {
		name       string
		how        int
		text, want string
	}{
		{"verb and subject", turned, "رفضت الحكومة التونسية عرض النقابة.", "الحكومة التونسية رفضت عرض النقابة."},
		{"wa- stays in front", turned, "وانتقد وزير النفط الكويتي القرار أمس.", "ووزير النفط الكويتي انتقد القرار أمس."},
		{"each sentence", turned, "زار الوزير عدن أمس. وغادرت سفينة الإغاثة الميناء.", "الوزير زار عدن أمس. وسفينة الإغاثة غادرت الميناء."},
		{"many have another verb", turned, "رفض المتظاهرون عرض الوزير أمس.", "المتظاهرون رفضوا عرض الوزير أمس."},
		{"nobody known", turned, "قتل رجل في بعقوبة أمس.", ""},
		{"the object first", turned, "استقبل أمس الوزير ضيوفه.", ""},
		{"the gender tells that it is no subject", turned, "هاجمت الجيش مجموعة مسلحة.", ""},
		{"no verb in front", turned, "في عدن رفضت الحكومة العرض.", ""},
		{"behind inna", reported, "رفضت الحكومة التونسية عرض النقابة.", "قال مصدر مطلع إن الحكومة التونسية رفضت عرض النقابة."},
		{"many behind inna", reported, "وقتل مسلحون مجهولون جنديا أمس.", "وقال مصدر مطلع إن مسلحين مجهولين قتلوا جنديا أمس."},
		{"in a quotation", quoted, "رفضت الحكومة التونسية عرض النقابة.", "قال مصدر مطلع: «رفضت الحكومة التونسية عرض النقابة»."},
		{"a time", timed, "رفضت الحكومة التونسية عرض النقابة.", "رفضت أمس الحكومة التونسية عرض النقابة."},
		{"a headline", headline, "أدانت الحكومة التونسية عرض النقابة.", "الحكومة التونسية تدين عرض النقابة"},
		{"a headline of many", headline, "خطف مسلحون مجهولون جنديا أمس.", "مسلحون مجهولون يخطفون جنديا أمس"},
		{"no headline of two sentences", headline, "زار الوزير عدن أمس. وغادرت السفينة الميناء.", ""},
		{"as it is written", asWritten, "رفضت الحكومة التونسية عرض النقابة.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := s.tell(&eval.Unit{Article: isnad.Article{ID: "x", Text: tt.text}}, tt.how, 0)
			if tt.want == "" {
				tt.want = tt.text
			}
			if u.Article.Text != tt.want {
				t.Errorf("%s, want %s", u.Article.Text, tt.want)
			}
		})
	}
}

// Spans go with their words, and who says it is told.
func TestInOtherWordsSpans(t *testing.T) {
	s := teller(t)
	text := "لم يتغير شيء. واتهم المتظاهرون قوات الدعم السريع بقصف السوق."
	at := func(start, end int) eval.GoldMention {
		return eval.GoldMention{Span: eval.Span{Start: start, End: end}, Text: string([]rune(text)[start:end])}
	}
	for _, tt := range []struct {
		how              int
		trigger, speaker string
	}{{turned, "اتهموا", ""}, {reported, "اتهموا", "مسؤول محلي"}, {quoted, "اتهم", "مسؤول محلي"}, {timed, "واتهم", ""}} {
		u := &eval.Unit{Article: isnad.Article{ID: "x", Text: text}, Events: []eval.Gold{{Trigger: at(14, 19), Actor: []eval.GoldMention{at(20, 30)}, Recipient: []eval.GoldMention{at(31, 48)}}}}
		u = s.tell(u, tt.how, 1)
		g := &u.Events[0]
		if (g.Speaker != nil) != (tt.speaker != "") {
			t.Fatalf("speaker %v in %s", g.Speaker, u.Article.Text)
		}
		actor := "المتظاهرون"
		if tt.how == reported {
			actor = "المتظاهرين"
		}
		ms := []eval.GoldMention{g.Trigger, g.Actor[0], g.Recipient[0]}
		want := []string{tt.trigger, actor, "قوات الدعم السريع"}
		if g.Speaker != nil {
			ms, want = append(ms, *g.Speaker), append(want, tt.speaker)
		}
		for k, m := range ms {
			if b := u.Bytes(m.Span); b.Of(u.Article.Text) != want[k] || m.Text != want[k] {
				t.Errorf("%q, %q, want %q in %s", b.Of(u.Article.Text), m.Text, want[k], u.Article.Text)
			}
		}
	}
}

// teller is an empty set that knows the verbs.
func teller(t *testing.T) *Set {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, nil, nil)
	if s.verbs, err = readVerbs("../../data/ar/verbs.tsv"); err != nil {
		t.Fatal(err)
	}
	return s
}
