package claim_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
)

const goldFolder = "../../../shared/gold/"

// coder is built once for all tests: it opens the lexicon and the scorers.
func coder(t testing.TB) *pipeline.Coder {
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tally counts gold events by what the claims say of them.
type tally struct {
	spoken, covered, right int // with a speaker; under any claim; under one of that speaker
	plain, falsely         int // without a speaker; under a claim all the same
	unnamed                int // of falsely: claims without a speaker
}

// TestAgainstGold measures attribution alone, without the scorer that later
// weighs each claim: recall of gold speakers by the innermost claim over the
// trigger, and how many events of the outlet's own word lie under some claim.
// ISNAD_CLAIM_ERRORS=1 lists what is wrong in the open units.
func TestAgainstGold(t *testing.T) {
	if _, err := os.Stat(goldFolder + "plover-train.jsonl"); err != nil {
		t.Skip("no gold beside the checkout")
	}
	r := coder(t).Reader()
	var sum tally
	for _, f := range []string{"plover-train.jsonl", "own-train.jsonl"} {
		units, err := eval.Units(goldFolder + f)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			if eval.Open(u.Article.ID) {
				d, _ := r.Layers(u.Article)
				sum.unit(&d, &u)
			}
		}
	}
	recall := float64(sum.right) / float64(sum.spoken)
	cover := float64(sum.falsely) / float64(sum.plain)
	t.Logf("speaker right %d, covered %d of %d (recall %.3f); falsely covered %d of %d (%.3f), %d of them unnamed", sum.right, sum.covered, sum.spoken, recall, sum.falsely, sum.plain, cover, sum.unnamed)
	if recall < 0.80 || cover > 0.20 {
		t.Errorf("recall %.3f or false cover %.3f is worse than it was", recall, cover)
	}
}

func (s *tally) unit(d *isnad.Document, u *eval.Unit) {
	for i := range u.Events {
		e := &u.Events[i]
		c := innermost(d, tokensOf(d, u.Bytes(e.Trigger.Span)))
		said := "outlet"
		if c >= 0 {
			said = describe(d, c)
		}
		switch {
		case e.Speaker == nil:
			s.plain++
			if c < 0 {
				continue
			}
			if s.falsely++; d.Claims[c].Speaker < 0 {
				s.unnamed++
			}
			complain("FALSE", d, e, "", said)
		default:
			s.spoken++
			if c < 0 {
				complain("NONE", d, e, e.Speaker.Text, said)
				continue
			}
			s.covered++
			if k := d.Claims[c].Speaker; k >= 0 && overlap(tokensOf(d, d.Claims[c].Words), tokensOf(d, u.Bytes(e.Speaker.Span))) > 0.5 {
				s.right++
				continue
			}
			complain("WRONG", d, e, e.Speaker.Text, said)
		}
	}
}

func complain(kind string, d *isnad.Document, e *eval.Gold, want, got string) {
	if os.Getenv("ISNAD_CLAIM_ERRORS") == "" {
		return
	}
	fmt.Printf("%s\t%s\t%s\t%s\twant=%s\tgot=%s\n%s\n", kind, d.ID, e.Type, e.Trigger.Text, want, got, strings.ReplaceAll(d.Text, "\n", " ¶ "))
}

func describe(d *isnad.Document, k int) string {
	c := &d.Claims[k]
	who := "-"
	if c.Speaker >= 0 {
		who = c.Words.Of(d.Text)
	}
	return fmt.Sprintf("[%s] by %s, row %s, scope %s", words(d, c.Verb), who, c.Row, words(d, c.Scope))
}

func words(d *isnad.Document, r isnad.Range) string {
	if r.Len() <= 0 {
		return ""
	}
	return d.Text[d.Tokens[r.Start].Start:d.Tokens[r.End-1].End]
}

// innermost is the claim with the shortest scope over the first token of r.
func innermost(d *isnad.Document, r isnad.Range) int {
	best := -1
	for k := range d.Claims {
		if d.Claims[k].Scope.Has(r.Start) && (best < 0 || d.Claims[k].Scope.Len() < d.Claims[best].Scope.Len()) {
			best = k
		}
	}
	return best
}

func tokensOf(d *isnad.Document, s isnad.Span) isnad.Range {
	r := isnad.Range{Start: -1}
	for i := range d.Tokens {
		if d.Tokens[i].Overlaps(s) {
			if r.Start < 0 {
				r.Start = i
			}
			r.End = i + 1
		}
	}
	return r
}

// overlap is the F1 of the tokens of two ranges.
func overlap(a, b isnad.Range) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	if both <= 0 {
		return 0
	}
	return 2 * float64(both) / float64(a.Len()+b.Len())
}
