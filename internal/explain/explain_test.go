package explain

import (
	"bytes"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
)

const (
	arrest = "اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة يوم الأحد."                        // Turkish police arrested ten demonstrators
	claims = "وقال وزير الخارجية العراقي إن بلاده ترفض الاتفاق. وأضاف أن الحكومة ستقدم شكوى." // the minister said ..., and added ...
)

func explained(t *testing.T, text string, readings bool) *Report {
	t.Helper()
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return e.Explain(isnad.Article{ID: "t", Date: "2020-05-03", Text: text}, readings)
}

func TestSpansQuoteTheText(t *testing.T) {
	for _, text := range []string{arrest, claims} {
		r := explained(t, text, false)
		runes := []rune(text)
		check := func(s export.Span) {
			if got := string(runes[s.Start:s.End]); got != s.Text {
				t.Errorf("text[%d:%d] is %q, not %q", s.Start, s.End, got, s.Text)
			}
		}
		for _, s := range r.Sentences {
			check(s.Span)
		}
		for _, x := range r.Tokens {
			check(x.Span)
		}
		for _, x := range r.Names {
			check(x.Span)
		}
		for _, x := range r.Mentions {
			check(x.Span)
		}
		for _, x := range r.Claims {
			check(x.Verb)
			check(x.Scope)
		}
		for _, x := range r.Rejected {
			check(x.Trigger)
		}
	}
}

// The chosen reading costs least beside its chosen neighbours: this is the reason
// that explain prints, so it must be true.
func TestTheChosenReadingCostsLeast(t *testing.T) {
	for _, text := range []string{arrest, claims} {
		for _, x := range explained(t, text, true).Tokens {
			for _, r := range x.Readings {
				if r.Total < x.Read.Total {
					t.Errorf("%s: chosen at %d, but %s %s costs %d", x.Text, x.Read.Total, r.POS, r.Lemma, r.Total)
				}
			}
		}
	}
}

func TestAnEventNamesItsReasons(t *testing.T) {
	r := explained(t, arrest, false)
	if len(r.Events) == 0 {
		t.Fatal("no event")
	}
	e := r.Events[0]
	if e.Record.Type != "COERCE" || e.Pattern.File != "data/patterns/events-coerce.tsv" || e.Pattern.Example == "" {
		t.Errorf("%s by %+v", e.Record.Type, e.Pattern)
	}
	if len(e.Decided) == 0 || len(e.Rows) == 0 || e.Rows[0].For != "trigger" || e.Rows[0].Table != "verbs" {
		t.Errorf("decided by %v, rows %v", e.Decided, e.Rows)
	}
	if len(e.Roles) == 0 || e.Roles[0].Role != "actor" || e.Roles[0].Slot == "" {
		t.Errorf("roles %+v", e.Roles)
	}
	if n := len(r.Events) + len(r.Rejected); n < 2 {
		t.Errorf("%d candidates: the pattern without its condition is not told", n)
	}
}

func TestClaimsHaveSpeakers(t *testing.T) {
	r := explained(t, claims, false)
	if len(r.Claims) != 2 || r.Claims[0].Speaker == nil || r.Claims[0].Stance != "said" || r.Claims[1].Stance != "added" {
		t.Fatalf("%+v", r.Claims)
	}
}

// A line holds one Arabic string and it ends the line: two would show swapped.
func TestPrintPutsArabicLast(t *testing.T) {
	for _, text := range []string{arrest, claims} {
		var b bytes.Buffer
		p := NewPrinter(&b, true)
		explained(t, text, true).Print(p)
		if err := p.Flush(); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			first := strings.IndexFunc(line, arabic)
			if first < 0 {
				continue
			}
			open := strings.Index(line, firstStrong)
			if open < 0 || open > first || !strings.HasSuffix(line, popIsolate) || strings.Count(line, firstStrong) != 1 {
				t.Errorf("not one isolated string at the end: %q", line)
			}
		}
	}
}

func TestPrintWithoutATerminalHasNoControls(t *testing.T) {
	var b bytes.Buffer
	p := NewPrinter(&b, false)
	explained(t, arrest, true).Print(p)
	if err := p.Flush(); err != nil || strings.ContainsAny(b.String(), firstStrong+popIsolate) {
		t.Errorf("%v, or isolates in a file", err)
	}
}

func arabic(r rune) bool { return r >= 0x0620 && r <= 0x06d3 }
