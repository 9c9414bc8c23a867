package story_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/story"
)

// A told is one document of testdata/open.txt or held.txt with its gold events.
type told struct {
	id, day, outlet, text string
	events                []goldEvent
}

type goldEvent struct {
	happening, kind string
	start, end      int // code points of the trigger
	line            int
}

// readTold reads the form that open.txt describes.
func readTold(t testing.TB, name string) (out []told) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(b), "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "doc" && len(f) == 4:
			out = append(out, told{id: f[1], day: f[2], outlet: f[3]})
		case f[0] == "ev" && len(f) >= 4:
			d := &out[len(out)-1]
			words := strings.Join(f[3:], " ")
			at := strings.Index(d.text, words)
			if at < 0 {
				t.Fatalf("%s:%d: %q does not stand in the text", name, i+1, words)
			}
			start := len([]rune(d.text[:at]))
			d.events = append(d.events, goldEvent{f[1], f[2], start, start + len([]rune(words)), i + 1})
		case line[0] == '#':
		default:
			d := &out[len(out)-1]
			d.text = strings.TrimSpace(d.text + "\n" + line)
		}
	}
	return out
}

var coder = sync.OnceValues(pipeline.New)

func theCoder(t testing.TB) (*pipeline.Coder, *export.Ontology) {
	t.Helper()
	c, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	o, err := export.NewOntology(c.Lexicon.Table("plover"), c.Lexicon.Table("cameo"))
	if err != nil {
		t.Fatal(err)
	}
	return c, o
}

// unitsOf codes the documents.
func unitsOf(t testing.TB, docs []told) []story.Unit {
	t.Helper()
	c, o := theCoder(t)
	agencies := story.NewAgencies(c.Lexicon)
	r := c.Reader()
	var out []story.Unit
	for _, d := range docs {
		doc := r.Annotate(isnad.Article{ID: d.id, Outlet: d.outlet, Date: d.day, Basis: "given", Text: d.text})
		folded := normal.Key(d.text)
		out = append(out, story.Unit{
			Document: story.Document{ID: d.id, Outlet: d.outlet, Day: d.day, Agency: agencies.Credit(folded), Sketch: story.NewSketch(folded)},
			Events:   export.Events(o, &doc),
		})
	}
	return out
}

// groupAll gives the units to a grouper day by day and returns the happening of each event by its id.
func groupAll(t testing.TB, units []story.Unit, window int) (happening map[string]string, stories map[string]string, closed story.Closed) {
	t.Helper()
	c, _ := theCoder(t)
	g := story.New(c.Lexicon, window)
	byDay := map[string][]story.Unit{}
	var days []string
	for _, u := range units {
		if byDay[u.Document.Day] == nil {
			days = append(days, u.Document.Day)
		}
		byDay[u.Document.Day] = append(byDay[u.Document.Day], u)
	}
	slices.Sort(days)
	happening, stories = map[string]string{}, map[string]string{}
	take := func(c story.Closed) {
		closed.Happenings = append(closed.Happenings, c.Happenings...)
		closed.Stories = append(closed.Stories, c.Stories...)
	}
	for _, d := range days {
		assigned, c := g.Batch(d, byDay[d])
		take(c)
		for i, u := range byDay[d] {
			stories[u.Document.ID] = assigned[i].Story
			for k := range u.Events {
				happening[u.Events[k].ID] = assigned[i].Happenings[k]
			}
		}
	}
	take(g.Flush())
	return happening, stories, closed
}

// A pairing is one event that gold and coder both have.
type pairing struct{ gold, system string }

// pair finds the coder's event for each of the gold: the same type, and a trigger
// or another word that tells of it overlaps the gold's words.
func pair(docs []told, units []story.Unit, happening map[string]string) (both []pairing, gold int, missed []string) {
	byID := map[string]*story.Unit{}
	for i := range units {
		byID[units[i].Document.ID] = &units[i]
	}
	for _, d := range docs {
		for _, g := range d.events {
			gold++
			u := byID[d.id]
			i := slices.IndexFunc(u.Events, func(e export.Event) bool {
				return e.Type == g.kind && slices.ContainsFunc(append([]export.Span{e.Trigger}, e.Mentions...), func(s export.Span) bool { return s.Start < g.end && g.start < s.End })
			})
			if i < 0 {
				missed = append(missed, fmt.Sprintf("%s line %d %s", d.id, g.line, g.kind))
				continue
			}
			both = append(both, pairing{g.happening, happening[u.Events[i].ID]})
		}
	}
	return both, gold, missed
}

// bcubed is precision, recall and their harmonic mean (Bagga and Baldwin 1998):
// for each event, the share of its happening that belongs there, and the share of
// its gold happening that is there.
func bcubed(ps []pairing) (p, r, f float64) {
	for _, x := range ps {
		var both, system, gold float64
		for _, y := range ps {
			if y.system == x.system {
				system++
			}
			if y.gold == x.gold {
				gold++
			}
			if y == x {
				both++
			}
		}
		p += both / system
		r += both / gold
	}
	n := float64(len(ps))
	p, r = p/n, r/n
	return p, r, 2 * p * r / (p + r)
}

// TestHappenings measures events by happening, and documents by story, on both
// halves of our own tellings. Weights are tuned on the open half alone.
func TestHappenings(t *testing.T) {
	for _, half := range []string{"open", "held"} {
		docs := readTold(t, "testdata/"+half+".txt")
		units := unitsOf(t, docs)
		happening, stories, _ := groupAll(t, units, story.DefaultWindow)
		both, gold, missed := pair(docs, units, happening)
		p, r, f := bcubed(both)
		t.Logf("%s: %d documents, %d gold events, %d of them coded; B-cubed precision %.3f recall %.3f F1 %.3f", half, len(docs), gold, len(both), p, r, f)
		if half == "open" { // the errors of the other are not to be read
			for _, m := range missed {
				t.Logf("not coded: %s", m)
			}
		}
		if f < .90 {
			t.Errorf("%s: B-cubed F1 of events by happening is %.3f, the bar is .90", half, f)
		}
		var told []pairing
		for _, d := range docs {
			told = append(told, pairing{d.story(), stories[d.id]})
		}
		p, r, f = bcubed(told)
		t.Logf("%s: documents by story: B-cubed precision %.3f recall %.3f F1 %.3f", half, p, r, f)
		if p < .90 {
			t.Errorf("%s: B-cubed precision of documents by story is %.3f, want .90", half, p)
		}
	}
}

// story is the gold of a document: tellings of a happening share the number in
// their id, and those with a letter from k on tell of something else.
func (d *told) story() string {
	if d.id[3] >= 'k' {
		return d.id
	}
	return d.id[:3]
}

// TestDistinctTextsStayApart puts 450 unrelated texts on one day. They are of
// many years, so the few that join (a state and its neighbour again) join wrongly.
func TestDistinctTextsStayApart(t *testing.T) {
	var docs []told
	for i, s := range trainTexts(t, "conflict", 0) {
		docs = append(docs, told{id: fmt.Sprintf("d%03d", i), day: "2031-03-10", text: s})
	}
	units := unitsOf(t, docs)
	_, _, closed := groupAll(t, units, story.DefaultWindow)
	events, joined := 0, 0
	for _, h := range closed.Happenings {
		events += len(h.Mentions)
		if h.Documents > 1 {
			joined += len(h.Mentions)
		}
	}
	t.Logf("%d documents, %d events, %d of them in happenings of several documents", len(docs), events, joined)
	if joined*20 > events {
		t.Errorf("%d of %d events of unrelated texts were joined, want 1 in 20 at most", joined, events)
	}
}
