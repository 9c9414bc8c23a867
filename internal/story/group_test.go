package story_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/story"
)

// tellings are the units of both halves, coded once.
func tellings(t testing.TB) []story.Unit {
	t.Helper()
	return append(unitsOf(t, readTold(t, "testdata/open.txt")), unitsOf(t, readTold(t, "testdata/held.txt"))...)
}

// The order of the input is nobody's business: not that of documents, nor of a
// document's events.
func TestOrderDoesNotMatter(t *testing.T) {
	units := tellings(t)
	happening, stories, closed := groupAll(t, units, 3)
	chance := rand.New(rand.NewPCG(8, 9))
	for range 5 {
		chance.Shuffle(len(units), func(i, k int) { units[i], units[k] = units[k], units[i] })
		for i := range units {
			es := slices.Clone(units[i].Events)
			chance.Shuffle(len(es), func(i, k int) { es[i], es[k] = es[k], es[i] })
			units[i].Events = es
		}
		h, s, c := groupAll(t, units, 3)
		if !reflect.DeepEqual(h, happening) || !reflect.DeepEqual(s, stories) || !reflect.DeepEqual(c, closed) {
			t.Fatal("another order groups otherwise")
		}
	}
}

// Days that come later change nothing of the days before, so an archive can be
// carried on; and what a run has filled in does not lead the next one.
func TestLaterDaysChangeNothing(t *testing.T) {
	units := tellings(t)
	happening, stories, _ := groupAll(t, units, story.DefaultWindow)
	var early []story.Unit
	for _, u := range units {
		if u.Document.Day <= "2031-03-12" {
			for k := range u.Events {
				u.Events[k].Happening, u.Events[k].Story = "filled", "in"
			}
			early = append(early, u)
		}
	}
	h, s, _ := groupAll(t, early, story.DefaultWindow)
	for id, want := range h {
		if happening[id] != want {
			t.Errorf("event %s is of %s alone and of %s with what follows", id, want, happening[id])
		}
	}
	for id, want := range s {
		if stories[id] != want {
			t.Errorf("document %s is of %s alone and of %s with what follows", id, want, stories[id])
		}
	}
}

// Each event is told of in one happening and each document stands in one story,
// whatever the window is; a window of no day joins nothing across days.
func TestNothingIsLost(t *testing.T) {
	units := tellings(t)
	for _, window := range []int{0, 1, 30} {
		happening, stories, closed := groupAll(t, units, window)
		events, documents := map[string]string{}, map[string]string{}
		for _, h := range closed.Happenings {
			days := map[string]bool{}
			for _, m := range h.Mentions {
				if events[m.Event] != "" {
					t.Errorf("event %s is told twice", m.Event)
				}
				events[m.Event] = h.ID
				days[string(m.Published)] = true
			}
			if window == 0 && len(days) > 1 {
				t.Errorf("happening %s is told on %d days, the window has one", h.ID, len(days))
			}
			if h.Outlets < 1 || h.Documents < h.Outlets || len(h.Mentions) < h.Documents {
				t.Errorf("happening %s: %d outlets, %d documents, %d mentions", h.ID, h.Outlets, h.Documents, len(h.Mentions))
			}
		}
		for _, s := range closed.Stories {
			for _, d := range s.Documents {
				if documents[d.Document] != "" {
					t.Errorf("document %s stands in two stories", d.Document)
				}
				documents[d.Document] = s.ID
			}
		}
		if !reflect.DeepEqual(events, happening) || !reflect.DeepEqual(documents, stories) {
			t.Errorf("window %d: the records tell otherwise than what was assigned", window)
		}
	}
}

// Documents without a day are compared among themselves, and are done with then.
func TestDocumentsWithoutADay(t *testing.T) {
	c, _ := theCoder(t)
	units := tellings(t)[:5]
	for i := range units {
		units[i].Document.Day = ""
	}
	g := story.New(c.Lexicon, story.DefaultWindow)
	assigned, closed := g.Batch("", slices.Clone(units))
	if len(assigned) != len(units) || len(closed.Stories) > 0 {
		t.Fatalf("%d assigned, %d stories closed", len(assigned), len(closed.Stories))
	}
	_, closed = g.Batch("2031-03-10", nil)
	if len(closed.Stories) == 0 || len(g.Flush().Stories) > 0 {
		t.Error("what has no day is remembered beside what has one")
	}
}

// A text printed by three outlets is one story, the later ones copies of the first.
func TestCopiesAreOneStory(t *testing.T) {
	text := trainTexts(t, "articles", 80)[0]
	r := &rewriter{chance: rand.New(rand.NewPCG(1, 1)), pool: []string{"كلمة"}}
	units := unitsOf(t, []told{
		{id: "a", outlet: "one", day: "2031-03-10", text: text},
		{id: "b", outlet: "two", day: "2031-03-10", text: "القاهرة (رويترز) - " + r.spelling(text)},
		{id: "c", outlet: "three", day: "2031-03-12", text: words(text, 0, 1, 2)},
		{id: "d", outlet: "four", day: "2031-03-12", text: trainTexts(t, "articles", 80)[1]},
	})
	_, _, closed := groupAll(t, units, story.DefaultWindow)
	if len(closed.Stories) != 2 {
		t.Fatalf("%d stories, want 2", len(closed.Stories))
	}
	s := closed.Stories[0]
	want := []story.Told{
		{Document: "a", Outlet: "one", Published: "2031-03-10"},
		{Document: "b", Outlet: "two", Published: "2031-03-10", Relation: story.Copy, Of: "a", Agency: &story.Agency{ID: "reuters", Text: "رويترز"}},
		{Document: "c", Outlet: "three", Published: "2031-03-12", Relation: story.Excerpt, Of: "a"},
	}
	if !reflect.DeepEqual(s.Documents, want) || s.Outlets != 3 || s.First != "2031-03-10" || s.Last != "2031-03-12" {
		t.Errorf("story %+v", s)
	}
}

// Records come from outside: whatever an event holds, it is joined or stands alone.
func FuzzEventRecord(f *testing.F) {
	c, err := coder()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{
		`{}`,
		`{"id":"1","type":"ASSAULT","date":{"value":"2031-03-10","basis":"publication"},"evidence":{"text":"\u0000 \ud800","start":-1,"end":-5}}`,
		`{"id":"2","type":"CONSULT","actor":[{"country":"EGY"},{"country":"TUR"}],"place":{"name":"","country":"EGY","lat":1e308,"lon":-1e308,"resolution":"city"},"size":{"dead":{"min":9,"max":-9}}}`,
		`{"id":"3","date":{"value":"9999-99-99","basis":"text"},"aux":["negation"],"trigger":{"start":-2147483648}}`,
	} {
		f.Add([]byte(s), "2031-03-10")
	}
	f.Fuzz(func(t *testing.T, line []byte, date string) {
		var e export.Event
		if json.Unmarshal(line, &e) != nil {
			return
		}
		day := story.Day(date)
		units := []story.Unit{
			{Document: story.Document{ID: "a", Day: day}, Events: []export.Event{e, e}},
			{Document: story.Document{ID: "b", Day: day}, Events: []export.Event{e}},
		}
		g := story.New(c.Lexicon, story.DefaultWindow)
		assigned, _ := g.Batch(day, units)
		closed := g.Flush()
		mentions := 0
		for _, h := range closed.Happenings {
			mentions += len(h.Mentions)
		}
		if len(assigned[0].Happenings) != 2 || len(assigned[1].Happenings) != 1 || mentions != 3 {
			t.Errorf("%q: %+v, %d mentions", line, assigned, mentions)
		}
	})
}

// A story takes copies as long as one of its texts is in the window, and ends all
// the same; a text that comes back after that is a new one.
func TestStoryOfATextPrintedAgain(t *testing.T) {
	text := trainTexts(t, "articles", 80)[0]
	var docs []told
	for i := range 9 {
		docs = append(docs, told{id: fmt.Sprint(i), outlet: fmt.Sprint("o", i), day: fmt.Sprintf("2031-03-%02d", 1+3*i), text: text})
	}
	units := unitsOf(t, docs)
	for _, c := range []struct{ window, stories int }{{2, 9}, {3, 2}, {5, 2}, {7, 1}} {
		_, _, closed := groupAll(t, units, c.window)
		if len(closed.Stories) != c.stories {
			t.Errorf("window %d: %d stories, want %d", c.window, len(closed.Stories), c.stories)
		}
	}
}
