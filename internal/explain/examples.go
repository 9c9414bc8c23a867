package explain

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
)

// An Example is what became of a pattern row's own example.
type Example struct {
	Key      string
	Sentence string
	Proposed bool   // as an event of the row's type, with all conditions of some row of that type fulfilled
	Own      bool   // by the row itself
	Coded    bool   // the scorers made an event of the row's type of it
	Why      string // of a row that is not Own: what stands in its way, in Latin letters but for a condition at the end
}

// Examples runs the example of each row of data/patterns through the coder. A row
// that its own example does not propose can code nothing.
func Examples(c *pipeline.Coder) (out []Example) {
	t := c.Lexicon.Table("events")
	if t == nil {
		return nil
	}
	r := c.Reader()
	for i := range t.Len() {
		out = append(out, exampleOf(c, r, t.Get(i, "key"), t.Get(i, "type"), t.Get(i, "example")))
	}
	return out
}

func exampleOf(c *pipeline.Coder, r *pipeline.Reader, key, kind, text string) Example {
	x := Example{Key: key, Sentence: text}
	_, layers := r.Layers(isnad.Article{ID: key, Text: text})
	ks := c.Events.Propose(&layers)
	for k := range ks {
		if ks[k].Type() == kind && ks[k].Passed {
			x.Proposed = true
			x.Own = x.Own || ks[k].RuleID() == key
		}
	}
	if !x.Own {
		x.Why = why(c, ks, key)
	}
	for _, e := range c.Events.Code(&layers) {
		x.Coded = x.Coded || e.Type == kind
	}
	return x
}

// why tells what keeps a row from being chosen: a condition, a better row, or that
// its trigger is not read in the sentence.
func why(c *pipeline.Coder, ks []event.Candidate, key string) string {
	t := c.Lexicon.Table("events")
	for k := range ks {
		for _, tried := range c.Events.Tried(&ks[k]) {
			if t.Get(tried.Row, "key") != key {
				continue
			}
			for i, held := range tried.Held {
				if !held {
					return "this does not hold: " + strings.Fields(t.Get(tried.Row, "cond"))[i]
				}
			}
			return "the row fits, and is chosen before it: " + ks[k].RuleID()
		}
	}
	return "its trigger is not read in the sentence: " + t.Get(rowOf(t, key), "trigger")
}

func rowOf(t *lexicon.Table, key string) int {
	for i := range t.Len() {
		if t.Get(i, "key") == key {
			return i
		}
	}
	return 0
}
