package learn_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/isnad/isnad/internal/learn"
)

// In noisy(), what counts is the kind; the number is a name of each example's own half
// and says nothing of the others.
func noisy() (t *learn.Trainer, parts [][]learn.Example) {
	t = learn.NewTrainer()
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 600 {
		f := learn.Features{Named: true}
		good := r.IntN(2) == 0
		kind := "bad"
		if good {
			kind = "good"
		}
		f.Add("kind", kind)
		for range 6 {
			f.Add("number", strconv.Itoa(r.IntN(90)))
		}
		t.Target = true
		t.Add("m", &f, good != (r.IntN(5) == 0), 0)
		if i%120 == 119 {
			parts = append(parts, t.Examples["m"][i-119:])
		}
	}
	return t, parts
}

func TestTuneHoldsBackWhatSaysNothing(t *testing.T) {
	tr, parts := noisy()
	ps := tr.Tune(parts, learn.Options{L2: 1, Steps: 60})
	if ps["number"] < 100*ps["kind"] {
		t.Errorf("penalty of the number %.1f, of the kind %.1f: want a hundred times as much", ps["number"], ps["kind"])
	}
	again := tr.Tune(parts, learn.Options{L2: 1, Steps: 60})
	for g, x := range ps {
		if again[g] != x {
			t.Errorf("penalty of %s is %v, then %v", g, x, again[g])
		}
	}
}

func TestTuneHeedsWhoJudges(t *testing.T) {
	tr, parts := noisy()
	for _, p := range parts {
		for i := range p {
			p[i].Target = false
		}
	}
	for g, x := range tr.Tune(parts, learn.Options{L2: 1, Steps: 60, Beside: 0}) {
		if x != 1 {
			t.Errorf("nobody judges, and the penalty of %s moves to %v", g, x)
		}
	}
}
