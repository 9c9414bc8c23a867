package explain_test

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/pipeline"
)

// Words that rows know are no gaps; others are, and rank by the parties beside them.
func TestGaps(t *testing.T) {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	r, g := c.Reader(), explain.NewGaps(c.Lexicon)
	for _, text := range []string{
		"اتهمت الحكومة العراقية تركيا بقصف قرية. وعانق الوزير الأردني السفير الكويتي.",
		"عانق الرئيس الجزائري نظيره التونسي. وقال الوزير المصري إن السعودية وافقت.",
		"نام الطفل في البيت.",
	} {
		d := r.Annotate(isnad.Article{ID: "x", Text: text})
		g.Add(&d)
	}
	found := g.Ranked(1)
	if len(found) == 0 || found[0].Lemma != "عانق" || found[0].Two != 2 || found[0].All != 2 || found[0].Form != "verb" {
		t.Fatalf("first of %d gaps: %+v", len(found), found)
	}
	for _, x := range g.Ranked(0) {
		switch x.Lemma {
		case "اتهم", "قصف", "قال", "وافق":
			t.Errorf("%s is no gap", x.Lemma)
		case "نام":
			if x.Two != 0 || x.All != 1 {
				t.Errorf("%+v", x)
			}
		}
	}
}
