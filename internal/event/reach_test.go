package event

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// TestReachBoundsWhatPartiesAdd tries every pair of probabilities: no score may
// pass the bound by which a candidate is left without roles.
func TestReachBoundsWhatPartiesAdd(t *testing.T) {
	m := &learn.Model{Bias: -2}
	for i, name := range []string{"pa:verb:0", "pa:verb:3", "pr:verb:2", "tpa:AID:3", "tpa:AID:4", "tpr:AID:0", "tpr:AID:5"} {
		m.Weights.Set(learn.Named(name), float32(i%3)-0.75)
	}
	c := &Coder{rules: named(rule{id: "aid.x", kind: "AID"}), models: learn.Models{"exists": m}}
	c.kinds, c.kindAt = kindsOf(c.rules)
	c.ready()
	for _, form := range forms {
		for a := 0.0; a <= 1; a += 0.05 {
			for r := 0.0; r <= 1; r += 0.05 {
				k := Candidate{Rule: &c.rules[0], Form: form, Reading: &isnad.Reading{}, actors: []scored{{0, a}}, targets: []scored{{0, r}}}
				n := c.namesOf(k.Reading)
				k.name(&n)
				var f learn.Features
				k.likely(&f)
				if x, most := m.Sum(f.List), c.reach[shape{form, "AID"}]; x > most {
					t.Errorf("%s with an actor at %.2f and a recipient at %.2f adds %.3f, the bound says %.3f", form, a, r, x, most)
				}
			}
		}
	}
}

// TestRulesHaveNames holds the rules that stand in no table to what the others have:
// without a name all their features would be one.
func TestRulesHaveNames(t *testing.T) {
	for _, r := range codeRules() {
		if r.names.id.String() != r.id || r.names.kind.String() != r.kind {
			t.Errorf("%s of %s is named %q of %q in features", r.id, r.kind, r.names.id.String(), r.names.kind.String())
		}
	}
}
