package event_test

import (
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// TestScoresAreThoseOfTheFeatures: what is remembered of words and phrases, and what is not
// asked of hopeless candidates and parties, must leave each score the sum of the features
// that explain it.
func TestScoresAreThoseOfTheFeatures(t *testing.T) {
	const text = "أعلنت وزارة الدفاع أن قواتها قصفت مواقع المسلحين قرب الحدود\n" +
		"وقال الوزير إن الجيش سيواصل عملياته ضدهم.\n" +
		"واعتقلت الشرطة ثلاثة ناشطين خلال احتجاج أمام مقر الحكومة، وطالب المحتجون بإطلاق سراحهم ونددوا باعتقالهم."
	c := coder(t).Events
	_, l := coder(t).Reader().Layers(isnad.Article{Text: text})
	ks := c.Propose(&l)
	ms := c.Models()
	var cut, whole [2]int // candidates, parties
	count := func(i int, f *learn.Features, rest string) {
		for _, name := range f.Names {
			if strings.HasPrefix(name, rest) {
				whole[i]++
				return
			}
		}
		cut[i]++
	}
	for i, j := range c.Judge(&l, ks) {
		if p := ms["exists"].Probability(j.First.List); p != j.Alone {
			t.Errorf("%s at %d is %v alone, its features say %v", ks[i].Type(), ks[i].At, j.Alone, p)
		}
		count(0, &j.First, "bigram:")
		for n, q := range j.Parties {
			count(1, &q.First, "tsf:")
			for r, role := range [2]string{"actor", "recipient"} {
				if p := ms[role].Probability(q.First.List); len(q.Second[r].List) == 0 && p != q.Score[r] {
					t.Errorf("%s at %d: party %d is %s with %v, its features say %v", ks[i].Type(), ks[i].At, n, role, q.Score[r], p)
				}
			}
		}
	}
	for i, what := range [2]string{"candidates", "parties"} {
		if cut[i] == 0 || whole[i] == 0 {
			t.Errorf("of the %s %d are left early and %d are not: nothing is tested", what, cut[i], whole[i])
		}
	}
}
