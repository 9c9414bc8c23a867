package store

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

var lexiconOnce = sync.OnceValues(lexicon.Open)

func segmenter() *search.Segmenter {
	lx, err := lexiconOnce()
	if err != nil {
		panic(err)
	}
	return search.New(lx)
}

func open(t testing.TB, dir string) *SQLite {
	t.Helper()
	s, err := Open(t.Context(), dir, true, segmenter)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// add puts documents in one run.
func add(t testing.TB, s *SQLite, o WriteOptions, docs ...*Doc) Counts {
	t.Helper()
	w, err := s.Write(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	sg := segmenter()
	for _, d := range docs {
		if err := d.Prepare(sg, nil); err != nil {
			t.Fatal(err)
		}
		if err := w.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w.Counts()
}

// doc makes a document whose text is the sentence, with events on its words.
func doc(id, outlet, day, text string, events ...export.Event) *Doc {
	d := &Doc{ID: id, HasEvents: true, Events: events, Record: &export.Document{
		Schema: 1, ID: id, Outlet: export.Optional(outlet), Title: export.Optional("عنوان " + id), Date: export.DocumentDate{Value: export.Optional(day), Basis: "given"},
		Lang: "ar", Text: text, Sentences: []export.Extent{{Start: 0, End: len([]rune(text))}}, Dropped: []export.Dropped{},
	}}
	for i := range d.Events {
		d.Events[i].Document = id
		d.Events[i].Evidence = export.Span{Text: text, Start: 0, End: len([]rune(text))}
	}
	return d
}

// event makes an event by day between two parties, written "RUS", "RUS-GOV" or "~name=id".
func event(id, typ string, quad int, day, actor, recipient string) export.Event {
	return export.Event{
		Schema: 1, ID: id, Type: typ, Quad: quad, Cameo: "11", Mode: []string{}, Context: []string{}, Aux: []string{}, Foreground: true,
		Actor: parsed(actor), Recipient: parsed(recipient), Mentions: []export.Span{}, Date: export.Date{Value: export.Optional(day), Granularity: "day", Basis: "text"}, Confidence: 0.5,
	}
}

func parsed(s string) []export.Mention {
	out := []export.Mention{}
	for _, p := range strings.Fields(s) {
		name, id, named := strings.Cut(p, "=")
		m := export.Mention{Span: export.Span{Text: name}}
		if named {
			m.Name, m.ID, m.Via, m.Kind = export.Optional(strings.ReplaceAll(name, "_", " ")), export.Optional(id), "name", "person"
		} else {
			c, sector, _ := strings.Cut(p, "-")
			m.Country = export.Optional(c)
			if sector != "" {
				m.Sector, m.Sectors = export.Optional(sector), []string{sector}
			}
		}
		out = append(out, m)
	}
	return out
}

func parse(t testing.TB, s string) query.Query {
	t.Helper()
	q, err := query.Parse(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return q
}

// ids lists the events of a query, page by page.
func ids(t testing.TB, s *SQLite, text string, limit int) string {
	t.Helper()
	var out []string
	cursor := ""
	for {
		es, next, err := s.Events(t.Context(), parse(t, text), Page{Limit: limit, Cursor: cursor})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for _, e := range es {
			out = append(out, e.ID)
		}
		if next == "" {
			return strings.Join(out, " ")
		}
		if len(es) == 0 {
			t.Fatalf("%q: an empty page with a next one", text)
		}
		cursor = next
	}
}

func clean(t testing.TB, s *SQLite) {
	t.Helper()
	problems, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// sampled is a small store with what queries ask for.
func sampled() []*Doc {
	a := event("a", "ACCUSE", 3, "2014-10-05", "RUS-GOV", "USA-GOV")
	a.Happening, a.Claim = "h1", &export.Claim{Speaker: &export.Mention{Span: export.Span{Text: "س"}, Country: "RUS", Sectors: []string{"GOV"}, Sector: "GOV"}, Stance: "accused"}
	b := event("b", "ACCUSE", 3, "2014-10-05", "RUS", "USA TUR")
	b.Happening = "h1"
	c := event("c", "ASSAULT", 4, "2014-11", "سالم_الحمادي=salem", "IRQ-CVL")
	c.Mode, c.Place = []string{"firearms", "targeted"}, &export.Place{Name: "أنقرة", Country: "TUR", Admin1: "Ankara"}
	c.Size.Dead = &export.Size{Min: 3, Max: 5}
	d := event("d", "AID", 2, "", "", "")
	d.Aux, d.Foreground, d.Confidence = []string{"negation", "future"}, false, 0.9
	e := event("e", "CONSULT", 1, "2015-01-01", "TUR", "")
	e.Context = []string{"election"}
	return []*Doc{
		doc("one", "وكالة النهار", "2014-10-06", "اتهم الرئيس الوزراء وبالعراق مذكرة تفاهم.", a),
		doc("two", "Wire", "2014-10-07", "قال وزير الداخلية إن علي ناصر زار بغداد.", b, c),
		doc("three", "Wire", "", "وقعت مذكرتا تفاهم، وزير في زير.", d, e),
	}
}

func TestQueriesFindWhatTheySay(t *testing.T) {
	for _, bulk := range []bool{false, true} {
		s := open(t, t.TempDir())
		add(t, s, WriteOptions{Now: now, Bulk: bulk}, sampled()...)
		clean(t, s)
		for _, c := range []struct{ q, want string }{
			{"", "e c b d"}, // a happening is one row, its newest report
			{"group:report", "e c b a d"},
			{"group:report sort:oldest", "d a b c e"},
			{"type:ACCUSE group:report", "b a"},
			{"-type:ACCUSE", "e c d"},
			{"type:ACCUSE outlet:\"وكالة النهار\"", "a"},
			{"outlet:wire", "e c b d"},
			{"actor:RUS recipient:TUR", "b"},
			{"actor:RUS recipient:USA group:report", "b a"},
			{"recipient:USA-GOV", "a"},
			{"actor:RUS-GOV", "a"},
			{"recipient:*-CVL", "c"},
			{"actor:none", "d"},
			{"-actor:none group:report", "e c b a"},
			{"party:TUR", "e b"},
			{"actor:salem", "c"},
			{"actor:\"سالم الحمادي\"", "c"},
			{"actor:\"سَالِم الحمّادی\"", "c"}, // vowels and a Persian yeh fold
			{"actor:unknown-person", ""},
			{"speaker:RUS", "a"},
			{"speaker:none group:report", "e c b d"},
			{"stance:accused", "a"},
			{"stance:none group:report", "e c b d"},
			{"date:2014-10..2014-11 group:report", "c b a"},
			{"date:2014-11", "c"},
			{"date:2014-11-01..2014-11-15", ""}, // November as a whole lies not in its first half
			{"date:none", "d"},
			{"date:..2014 group:report", "c b a"},
			{"date:2015..", "e"},
			{"published:2014-10-06", "a"},
			{"published:none", "e d"},
			{"mode:targeted", "c"},
			{"mode:none", "e b d"},
			{"context:election", "e"},
			{"aux:negation", "d"},
			{"aux:none", "e c b"},
			{"foreground:no", "d"},
			{"sector:CVL", "c"},
			{"place:أنقرة", "c"},
			{"place:TUR", "c"},
			{"place:Ankara", "c"},
			{"place:none", "e b d"},
			{"confidence:>0.5", "d"},
			{"dead:>=5", "c"},
			{"dead:none", "e b d"},
			{"quad:4,2", "c d"},
			{"happening:h1 group:report", "b a"},
			{"document:two", "c b"},
			{"id:c", "c"},
			{"(type:AID OR type:CONSULT) -aux:negation", "e"},
			{"type:AID OR actor:TUR", "e d"},
			// words, in the letters and the forms of others
			{"العراق", "a"},
			{"عراق", "a"},
			{"رئيس", "a"},
			{"وزراء", "e c b d"}, // wuzarāʾ and wazīr are one lemma; of h1 the newer report stands
			{"exact:الوزراء", "a"},
			{"exact:وزراء", ""},
			{"\"مذكرة تفاهم\"", "e a d"},
			{"exact:\"مذكرة تفاهم\"", "a"},
			{"\"تفاهم مذكرة\"", ""},
			{"بغداد", "c b"},
			{"-بغداد", "e a d"},
			{"وَزِيرُ الدَّاخِلِيَّة", "c b"},
			{"علي", "c b"},
			{"سيف", ""},
			{"type:ACCUSE -(actor:RUS recipient:TUR)", "a"},
		} {
			for _, limit := range []int{100, 1} {
				got := ids(t, s, c.q, limit)
				want := c.want
				if got != want {
					t.Errorf("bulk %v, limit %d, %q gives %q, want %q", bulk, limit, c.q, got, want)
				}
			}
			n, err := s.Count(t.Context(), parse(t, c.q))
			if err != nil {
				t.Fatal(err)
			}
			if rows := n.Rows(parse(t, c.q).Group); rows != len(strings.Fields(ids(t, s, c.q, 100))) {
				t.Errorf("%q counts %d rows and lists %q", c.q, rows, ids(t, s, c.q, 100))
			}
		}
	}
}
