package store

import (
	"errors"
	"slices"
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

func open(t testing.TB, dir string) *DB {
	t.Helper()
	s, err := Open(t.Context(), dir, true, segmenter)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// add puts documents in one run.
func add(t testing.TB, s *DB, o WriteOptions, docs ...*Doc) Counts {
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
func ids(t testing.TB, s *DB, text string, limit int) string {
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

func clean(t testing.TB, s *DB) {
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
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		for _, bulk := range []bool{false, true} {
			s := fresh()
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
	})
}

func FuzzTerms(f *testing.F) {
	f.Add(putTerms(segmenter().Text("وقال الوزير: نعم")))
	f.Add([]byte{0, 1, 'a', 0, 0})
	f.Add([]byte{1, 255, 255, 255, 255, 15, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		ts, err := getTerms(b)
		if err != nil {
			return
		}
		again, err := getTerms(putTerms(ts))
		if err != nil || !slices.Equal(ts, again) {
			t.Fatalf("%x reads %+v, written and read again %+v, %v", b, ts, again, err)
		}
	})
}

// What is typed in a query reaches the database as values alone, and never fails there.
func FuzzQueries(f *testing.F) {
	for _, s := range []string{
		`"a' OR 1=1 --" outlet:"x'; DROP TABLE event; --"`, `exact:"\"* NEAR("`, "word:x stem:y AND NOT *", "-(a OR -b) date:..2014 -speaker:none", `actor:"' OR ''='" place:"%_" dead:>1 mode:none`,
		"p pp رp", "sample:2 seed:3 group:report", "😀 ﷺ a\u0301", `story:"\x00"`,
	} {
		f.Add(s)
	}
	stores := []*DB{open(f, f.TempDir())}
	if _, err := server(); err == nil {
		stores = append(stores, open(f, database(f)))
	}
	for _, s := range stores {
		add(f, s, WriteOptions{Now: now}, sampled()...)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := query.Parse(text)
		if err != nil {
			return
		}
		var first Count
		for i, s := range stores {
			if _, _, err := s.Events(t.Context(), q, Page{Limit: 3}); err != nil {
				t.Fatalf("%q: %v", q, err)
			}
			n, err := s.Count(t.Context(), q)
			if err != nil {
				t.Fatalf("%q: %v", q, err)
			}
			if i == 0 {
				first = n
			} else if n != first {
				t.Fatalf("%q counts %+v in one backend, %+v in the other", q, first, n)
			}
			if _, _, err := s.Documents(t.Context(), q, Page{Limit: 3}); err != nil {
				t.Fatalf("%q: %v", q, err)
			}
		}
	})
}

// Dashboards that rollups answer say what the rows say.
func TestRollupsSayWhatRowsSay(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		add(t, s, WriteOptions{Now: now}, sampled()...)
		// a term that all rows meet and that no rollup knows makes the store count rows
		const all = " confidence:>=0"
		for _, text := range []string{"", "type:ACCUSE", "quad:3", "date:2014", "date:2014-11", "date:..2014-10 type:ACCUSE,AID", "date:none", "outlet:wire"} {
			a, b := parse(t, text), parse(t, text+all)
			for _, by := range []Unit{ByDay, ByMonth, ByYear} {
				for _, split := range []string{"", "type", "quad", "outlet"} {
					x, err1 := s.Series(t.Context(), a, by, split)
					y, err2 := s.Series(t.Context(), b, by, split)
					if err1 != nil || err2 != nil || !slices.Equal(x, y) {
						t.Errorf("%q by %s and %q: rollup %v (%v), rows %v (%v)", text, by, split, x, err1, y, err2)
					}
				}
			}
			for _, field := range []string{"type", "quad", "mode", "context", "aux", "actor", "recipient", "speaker", "sector", "outlet", "country", "place", "stance"} {
				x, err1 := s.Top(t.Context(), a, field, 10)
				y, err2 := s.Top(t.Context(), b, field, 10)
				if err1 != nil || err2 != nil || !slices.Equal(x, y) {
					t.Errorf("%q top %s: rollup %v (%v), rows %v (%v)", text, field, x, err1, y, err2)
				}
			}
			x, n, err1 := s.Pairs(t.Context(), a, 10)
			y, m, err2 := s.Pairs(t.Context(), b, 10)
			if err1 != nil || err2 != nil || n != m || !slices.Equal(x, y) {
				t.Errorf("%q pairs: rollup %v (%v), rows %v (%v)", text, x, err1, y, err2)
			}
		}
	})
}

func TestTheRestOfTheInterface(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		docs := sampled()
		docs[0].Record.Story, docs[1].Record.Story = "s1", "s1"
		add(t, s, WriteOptions{Now: now, Manifest: []byte("{}")}, docs...)
		ctx := t.Context()
		outlets, err := s.Outlets(ctx)
		if err != nil || len(outlets) != 2 || outlets[0].Name != "Wire" || outlets[0].Documents != 2 || outlets[0].First != "2014-10-07" || outlets[0].Reports != 4 {
			t.Errorf("outlets %+v, %v", outlets, err)
		}
		es, _, err := s.Entities(ctx, "الحمادي", Page{})
		if err != nil || len(es) != 1 || es[0].ID != "salem" || es[0].Reports != 1 {
			t.Errorf("entities %+v, %v", es, err)
		}
		e, err := s.Entity(ctx, "salem")
		if err != nil || len(e.Names) != 1 || e.Names[0].Key != "سالم_الحمادي" {
			t.Errorf("entity %+v, %v", e, err)
		}
		names, err := s.Names(ctx, "salem", "")
		if err != nil || len(names) != 1 || names[0] != (Naming{"Wire", "2014-10", "سالم_الحمادي", 1}) {
			t.Errorf("names %+v, %v", names, err)
		}
		said, err := s.Attribution(ctx, parse(t, "type:ACCUSE group:report"), 10)
		if err != nil || len(said) != 2 {
			t.Errorf("attribution %+v, %v", said, err)
		}
		stories, _, err := s.Stories(ctx, parse(t, ""), Page{})
		if err != nil || len(stories) != 1 || stories[0].Documents != 2 || stories[0].Outlets != 2 || stories[0].Title != "عنوان one" {
			t.Errorf("stories %+v, %v", stories, err)
		}
		hits, next, err := s.Documents(ctx, parse(t, "وزراء"), Page{Limit: 2})
		if err != nil || len(hits) != 2 || hits[0].Document != "two" || next == "" {
			t.Fatalf("documents %+v, %v", hits, err)
		}
		h := hits[0].Highlights[0]
		if got := string([]rune(hits[0].Text)[h.Start:h.End]); got != "وزير" {
			t.Errorf("highlights %q", got)
		}
		if hits, next, err = s.Documents(ctx, parse(t, "وزراء"), Page{Limit: 2, Cursor: next}); err != nil || len(hits) != 1 || hits[0].Document != "three" || next != "" {
			t.Errorf("documents %+v, %v", hits, err)
		}
		runs, err := s.Runs(ctx)
		if err != nil || len(runs) != 1 || !runs[0].Finished || runs[0].Counts.Events != 5 || runs[0].Started != "2026-01-02T03:04:05Z" {
			t.Errorf("runs %+v, %v", runs, err)
		}
		sample := ids(t, s, "group:report sample:3 seed:5", 10)
		if sample != ids(t, s, "group:report sample:3 seed:5", 10) || len(strings.Fields(sample)) != 3 {
			t.Errorf("sample %q", sample)
		}
		if _, _, err := s.Events(ctx, query.Query{}, Page{Cursor: "x"}); !errors.Is(err, ErrCursor) {
			t.Errorf("a wrong cursor: %v", err)
		}
	})
}

func TestDaysAreThoseOnWhichDocumentsWereCollected(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		if got, err := s.Days(t.Context()); err != nil || len(got) != 0 {
			t.Fatalf("an empty store: %v, %v", got, err)
		}
		add(t, s, WriteOptions{}, doc("a", "o", "2014-10-22", "نص"), doc("b", "o", "2014-10-22", "نص"), doc("c", "o", "", "نص"), doc("d", "p", "2013-01-01", "نص"))
		got, err := s.Days(t.Context())
		if want := []string{"2013-01-01", "2014-10-22"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("got %v, %v; want %v", got, err, want)
		}
	})
}
