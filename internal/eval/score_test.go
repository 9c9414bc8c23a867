package eval_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/export"
)

// shared is the folder with the gold and the field's scorers; it is no part of
// the project, so tests that need it skip without it.
const shared = "../../../shared"

// python runs a scorer and returns its table and the figures of its last line.
func python(t *testing.T, script string, args ...string) (table string, figures any) {
	t.Helper()
	cmd := exec.Command("python3", append([]string{filepath.Join(shared, "eval", script)}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", script, err, stderr.String())
	}
	text := strings.TrimRight(string(out), "\n")
	cut := strings.LastIndexByte(text, '\n') + 1
	if err := json.Unmarshal([]byte(text[cut:]), &figures); err != nil {
		t.Fatalf("%s: last line: %v", script, err)
	}
	return text[:cut], figures
}

func needScorers(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the reference scorers")
	}
	if _, err := os.Stat(filepath.Join(shared, "eval", "score_gsr.py")); err != nil {
		t.Skip("no reference scorers beside the repository")
	}
}

// equal compares two decoded JSON values, numbers to 1e-9; a missing number is 0,
// since the scorer leaves out counts of nothing.
func equal(t *testing.T, path string, want, have any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		h, _ := have.(map[string]any)
		for k := range h {
			if _, ok := w[k]; !ok && h[k] != 0.0 {
				t.Errorf("%s.%s: the scorer has no such figure", path, k)
			}
		}
		for k := range w {
			equal(t, path+"."+k, w[k], h[k])
		}
	case float64:
		h, ok := have.(float64)
		if !ok || math.Abs(w-h) > 1e-9 {
			t.Errorf("%s: scorer %v, here %v", path, w, have)
		}
	default:
		if want != have {
			t.Errorf("%s: scorer %v, here %v", path, want, have)
		}
	}
}

func decoded(t *testing.T, v any) (out any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A forger makes coded events as a coder of middling quality would.
type forger struct{ *rand.Rand }

func newForger() forger { return forger{rand.New(rand.NewPCG(7, 11))} }

func (f forger) chance(p float64) bool { return f.Float64() < p }

func (f forger) oneOf(xs ...string) string { return xs[f.IntN(len(xs))] }

// span is a run of code points of the text, moved by a few when luck wants.
func (f forger) span(text string, s eval.Span) export.Span {
	n := utf8.RuneCountInString(text)
	if f.chance(.4) {
		s.Start += f.IntN(21) - 10
		s.End += f.IntN(21) - 8
	}
	s.Start = max(0, min(s.Start, n))
	s.End = max(s.Start, min(s.End, n))
	return export.Span{Text: string([]rune(text)[s.Start:s.End]), Start: s.Start, End: s.End}
}

func (f forger) any(text string) export.Span {
	n := utf8.RuneCountInString(text)
	start := f.IntN(n)
	return f.span(text, eval.Span{Start: start, End: min(n, start+1+f.IntN(20))})
}

func (f forger) mention(text string, m eval.GoldMention) export.Mention {
	country, sector, _ := strings.Cut(strings.TrimPrefix(m.Code, "---"), "-")
	if f.chance(.2) {
		country = f.oneOf("", "IRQ", "SYR", "PSE", "IMG", "UNO")
	}
	if f.chance(.2) {
		sector = f.oneOf("", "GOV", "MIL", "REB", "CVL", "JRN")
	}
	return export.Mention{
		Span: f.span(text, m.Span), Country: export.Optional(country), Sector: export.Optional(sector), Sectors: []string{},
		CountryVia: export.Optional(f.oneOf("", "name", "nisba", "place", "topic")),
	}
}

func (f forger) mentions(text string, ms []eval.GoldMention) []export.Mention {
	out := []export.Mention{}
	for _, m := range ms {
		if !f.chance(.15) {
			out = append(out, f.mention(text, m))
		}
	}
	return out
}

func (f forger) event(u *eval.Unit, g *eval.Gold) export.Event {
	text := u.Article.Text
	e := export.Event{
		Schema: export.Schema, Document: u.Article.ID, Type: g.Type, Mode: append([]string{}, g.Mode...), Aux: append([]string{}, g.Aux...),
		Context: []string{}, Foreground: f.chance(.8), Confidence: float64(f.IntN(20)) / 19,
		Actor: f.mentions(text, g.Actor), Recipient: f.mentions(text, g.Recipient),
		Trigger: f.span(text, g.Trigger.Span), Mentions: []export.Span{f.span(text, g.Trigger.Span), f.any(text)},
	}
	if f.chance(.15) {
		e.Type = f.oneOf("ASSAULT", "PROTEST", "ACCUSE", "AGREE")
	}
	if f.chance(.2) {
		e.Aux = []string{f.oneOf("negation", "future", "historical")}
	}
	if f.chance(.3) {
		e.Mode = append(e.Mode, f.oneOf("demo", "firearms", "allege"))
	}
	if g.Speaker != nil && f.chance(.7) {
		m := f.mention(text, *g.Speaker)
		e.Claim = &export.Claim{Speaker: &m, Chain: []export.Mention{}}
	}
	return e
}

// ofUnits drops, changes, doubles and invents events of annotated units.
func (f forger) ofUnits(units []eval.Unit) (out []export.Event) {
	for i := range units {
		u := &units[i]
		for j := range u.Events {
			if f.chance(.2) {
				continue
			}
			out = append(out, f.event(u, &u.Events[j]))
			if f.chance(.1) {
				out = append(out, f.event(u, &u.Events[j]))
			}
		}
		if f.chance(.2) {
			out = append(out, f.event(u, &eval.Gold{Type: "CONSULT"}))
		}
	}
	return out
}

// ofGSR invents events in sentences that people labelled, where they marked words.
func (f forger) ofGSR(g *eval.GSR) (out []export.Event) {
	for _, t := range g.Types {
		for _, r := range t.Detection {
			if p := .15; f.chance(p) || r.Label == "yes" && f.chance(.6) {
				out = append(out, f.marked(r.ID, r.Text, t.Type, nil))
			}
		}
		for _, r := range t.Spans {
			for k := range f.IntN(4) {
				out = append(out, f.marked(r.ID, r.Text, t.Type, &r.Annotators[k%len(r.Annotators)]))
			}
		}
	}
	return out
}

func (f forger) marked(id, text, typ string, a *eval.GSRAnnotator) export.Event {
	at := func(words []string, code eval.GSRCode) (ms []eval.GoldMention) {
		for _, w := range words {
			if b := strings.Index(text, w); b >= 0 {
				start := utf8.RuneCountInString(text[:b])
				ms = append(ms, eval.GoldMention{
					Span: eval.Span{Start: start, End: start + utf8.RuneCountInString(w)}, Code: code.Main + "-" + code.Role,
				})
			}
		}
		return ms
	}
	g := eval.Gold{Type: typ, Trigger: eval.GoldMention{Span: eval.Span{Start: 3, End: 9}}}
	if a != nil {
		g.Actor, g.Recipient = at(a.Actor, a.ActorCode), at(a.Recipient, a.RecipientCode)
		if ms := at(a.Trigger, eval.GSRCode{}); len(ms) > 0 {
			g.Trigger = ms[0]
		}
	}
	u := eval.Unit{}
	u.Article.ID, u.Article.Text = id, text
	return f.event(&u, &g)
}

// written writes the events to a file and reads them back, as scorers get them.
func written(t *testing.T, events []export.Event) (path string, coded eval.Coded) {
	t.Helper()
	var buf bytes.Buffer
	w := export.NewJSONL(&buf)
	for i := range events {
		if err := w.Write(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "events.jsonl")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	back, err := export.ReadEvents(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return path, eval.ByDocument(back)
}

var picks = []struct {
	name string
	pick eval.Pick
	args []string
}{
	{"all units", eval.All, nil},
	{"held units", eval.Held, []string{"--held"}},
	{"open units", eval.Open, []string{"--open"}},
}

func TestGSRFiguresAreThoseOfTheScorer(t *testing.T) {
	needScorers(t)
	dir := filepath.Join(shared, "gold", "gsr-dev")
	gold, err := eval.ReadGSR(dir)
	if err != nil {
		t.Skip("no GSR gold beside the repository: ", err)
	}
	for _, events := range [][]export.Event{newForger().ofGSR(gold), nil} {
		path, coded := written(t, events)
		for _, p := range picks {
			t.Run(p.name, func(t *testing.T) {
				table, figures := python(t, "score_gsr.py", append([]string{dir, path, "--json"}, p.args...)...)
				scores := eval.ScoreGSR(gold, coded, p.pick)
				byType := map[string]eval.GSRScore{}
				for _, s := range scores {
					byType[s.Type] = s
				}
				equal(t, "gsr", figures, decoded(t, byType))
				var b bytes.Buffer
				if err := eval.PrintGSR(&b, scores); err != nil {
					t.Fatal(err)
				}
				if b.String() != table {
					t.Errorf("tables differ\nscorer:\n%shere:\n%s", table, b.String())
				}
			})
		}
	}
}

func TestPloverFiguresAreThoseOfTheScorer(t *testing.T) {
	needScorers(t)
	for _, name := range []string{"plover-dev.jsonl", "own-train.jsonl", "articles-dev.jsonl", "seed/gold.jsonl"} {
		gold := filepath.Join(shared, "gold", name)
		units, err := eval.Units(gold)
		if err != nil {
			t.Skip("no such gold beside the repository: ", err)
		}
		path, coded := written(t, newForger().ofUnits(units))
		for _, p := range picks {
			t.Run(name+", "+p.name, func(t *testing.T) {
				table, figures := python(t, "score_plover.py", append([]string{gold, path, "--json", "--errors", "5"}, p.args...)...)
				score := eval.ScorePlover(units, coded, p.pick)
				equal(t, "plover", figures, decoded(t, score))
				var b bytes.Buffer
				if err := score.Print(&b); err != nil {
					t.Fatal(err)
				}
				if err := score.PrintErrors(&b, 5); err != nil {
					t.Fatal(err)
				}
				if b.String() != table {
					t.Errorf("tables differ\nscorer:\n%shere:\n%s", table, b.String())
				}
			})
		}
	}
}
