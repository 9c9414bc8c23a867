package train

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
)

func TestTurned(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, nil, nil)
	for _, tt := range []struct{ name, text, want string }{
		{"verb and subject", "رفضت الحكومة التونسية عرض النقابة.", "الحكومة التونسية رفضت عرض النقابة."},
		{"wa- stays in front", "وانتقد وزير النفط الكويتي القرار أمس.", "ووزير النفط الكويتي انتقد القرار أمس."},
		{"each sentence", "زار الوزير عدن أمس. وغادرت سفينة الإغاثة الميناء.", "الوزير زار عدن أمس. وسفينة الإغاثة غادرت الميناء."},
		{"many would have another verb", "رفض المتظاهرون عرض الوزير أمس.", ""},
		{"nobody known", "قتل رجل في بعقوبة أمس.", ""},
		{"the object first", "استقبل أمس الوزير ضيوفه.", ""},
		{"the gender tells that it is no subject", "هاجمت الجيش مجموعة مسلحة.", ""},
		{"no verb in front", "في عدن رفضت الحكومة العرض.", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := &eval.Unit{Article: isnad.Article{ID: "x", Text: tt.text}}
			for _, w := range s.swaps(tt.text) {
				u = w.unit(u)
			}
			if tt.want == "" {
				tt.want = tt.text
			}
			if u.Article.Text != tt.want {
				t.Errorf("%s, want %s", u.Article.Text, tt.want)
			}
		})
	}
}

// Spans go with their words.
func TestTurnedSpans(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	s := New(c, nil, nil)
	text := "واتهمت الحكومة السودانية قوات الدعم السريع بقصف السوق."
	at := func(start, end int) eval.GoldMention {
		return eval.GoldMention{Span: eval.Span{Start: start, End: end}, Text: string([]rune(text)[start:end])}
	}
	u := &eval.Unit{Article: isnad.Article{ID: "x", Text: text}, Events: []eval.Gold{{Trigger: at(0, 6), Actor: []eval.GoldMention{at(7, 24)}, Recipient: []eval.GoldMention{at(25, 42)}}}}
	for _, w := range s.swaps(text) {
		u = w.unit(u)
	}
	g := &u.Events[0]
	for _, m := range []struct {
		got  eval.GoldMention
		want string
	}{{g.Trigger, "اتهمت"}, {g.Actor[0], "الحكومة السودانية"}, {g.Recipient[0], "قوات الدعم السريع"}} {
		if b := u.Bytes(m.got.Span); b.Of(u.Article.Text) != m.want || m.got.Text != m.want {
			t.Errorf("%q, %q, want %q in %s", b.Of(u.Article.Text), m.got.Text, m.want, u.Article.Text)
		}
	}
}
