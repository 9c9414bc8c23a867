package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/isnad/isnad/internal/export"
)

// trigger puts the trigger of an event.
func trigger(e export.Event, start, end int) export.Event {
	e.Trigger = export.Span{Start: start, End: end}
	return e
}

func TestCodingAgainKeepsWhatIsTheSame(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		a := trigger(event("a", "ACCUSE", 3, "2014-10-05", "RUS", "USA"), 0, 4)
		b := trigger(event("b", "CONSULT", 1, "2014-10-05", "TUR", "IRN"), 10, 14)
		c := trigger(event("c", "AID", 2, "2014-10-05", "QAT", "PSE"), 20, 24)
		add(t, s, WriteOptions{Now: now}, doc("one", "Wire", "2014-10-06", "نص الخبر الأول في هذا اليوم", a, b, c))
		info, err := s.Info(t.Context())
		if err != nil {
			t.Fatal(err)
		}

		// b is read as another type, a has changed, c is gone, d is new
		a2 := a
		a2.Confidence = 0.75
		b2 := trigger(event("b2", "SUPPORT", 1, "2014-10-05", "TUR", "IRN"), 10, 14)
		d := trigger(event("d", "PROTEST", 4, "2014-10-05", "", ""), 40, 44)
		n := add(t, s, WriteOptions{Now: now}, doc("one", "Wire", "2014-10-06", "نص الخبر الأول في هذا اليوم", a2, b2, d))
		if n != (Counts{Documents: 1, Replaced: 1, Events: 3, Removed: 2}) {
			t.Errorf("counts %+v", n)
		}
		clean(t, s)
		if got := ids(t, s, "group:report sort:oldest", 10); got != "a b2 d" {
			t.Errorf("holds %q", got)
		}
		e, err := s.Event(t.Context(), "b2")
		if err != nil || e.Supersedes != "b" {
			t.Errorf("b2 supersedes %q, %v", e.Supersedes, err)
		}
		var gone *Gone
		if _, err := s.Event(t.Context(), "b"); !errors.As(err, &gone) || gone.Successor != "b2" {
			t.Errorf("b: %v", err)
		}
		if _, err := s.Event(t.Context(), "c"); !errors.As(err, &gone) || gone.Successor != "" {
			t.Errorf("c: %v", err)
		}
		if _, err := s.Event(t.Context(), "x"); !errors.Is(err, ErrNotFound) {
			t.Errorf("x: %v", err)
		}
		changes, cursor, err := s.Changes(t.Context(), info.Cursor, 100)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range changes {
			got += fmt.Sprintf("%s %v %s, ", c.ID, c.Gone, c.Successor)
		}
		if want := "b true b2, c true , a false , b2 false , d false , "; got != want {
			t.Errorf("changes %q, want %q", got, want)
		}
		if again, _, err := s.Changes(t.Context(), cursor, 100); err != nil || len(again) > 0 {
			t.Errorf("after the last cursor: %v, %v", again, err)
		}

		// the same once more changes nothing; what was gone may come back
		if n := add(t, s, WriteOptions{Now: now}, doc("one", "Wire", "2014-10-06", "نص الخبر الأول في هذا اليوم", a2, b2, d)); n.Unchanged != 1 || n.Events != 0 {
			t.Errorf("the same again counts %+v", n)
		}
		add(t, s, WriteOptions{Now: now}, doc("one", "Wire", "2014-10-06", "نص الخبر الأول في هذا اليوم", a, b, c))
		clean(t, s)
		if got := ids(t, s, "group:report sort:oldest", 10); got != "a b c" {
			t.Errorf("holds %q", got)
		}
	})
}

// Whatever is put in whatever order, the counts are those of a new count.
func TestCountsHoldUnderAnyChange(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		r := rand.New(rand.NewPCG(7, 7))
		types := []string{"ACCUSE", "AID", "ASSAULT"}
		countries := []string{"RUS", "USA", "TUR", "", "IRQ-GOV", "RUS USA"}
		for round := range 15 {
			var docs []*Doc
			for range 1 + r.IntN(6) {
				k := r.IntN(12)
				var es []export.Event
				for j := range r.IntN(5) {
					e := event(fmt.Sprintf("%d-%d", k, j), types[r.IntN(3)], 1+r.IntN(4), []string{"2014-10-05", "2014", "", "2013-12"}[r.IntN(4)], countries[r.IntN(6)], countries[r.IntN(6)])
					if r.IntN(2) == 0 {
						e.Happening = export.Optional(fmt.Sprint("h", r.IntN(4)))
					}
					es = append(es, trigger(e, 5*j, 5*j+4))
				}
				docs = append(docs, doc(fmt.Sprint("doc", k), []string{"Wire", "وكالة", ""}[r.IntN(3)], []string{"2014-10-06", ""}[r.IntN(2)], "نص قصير", es...))
			}
			add(t, s, WriteOptions{Now: now, Bulk: round%5 == 3, BatchSize: 1 + r.IntN(10)}, docs...)
			clean(t, s)
			if t.Failed() {
				t.Fatalf("after round %d", round)
			}
		}
	})
}

func TestLinesOfOneDocumentGather(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		a := event("a", "ACCUSE", 3, "2014", "RUS", "USA")
		b := event("b", "AID", 2, "2014", "QAT", "PSE")
		full := doc("one", "Wire", "2014-10-06", "نص الخبر", a)
		record := &Doc{ID: "one", Record: full.Record}
		a.Document, b.Document = "one", "one"
		add(t, s, WriteOptions{Now: now, Bulk: true}, &Doc{ID: "one", Events: []export.Event{a}}, record, &Doc{ID: "one", Events: []export.Event{b}, Append: true})
		clean(t, s)
		if got := ids(t, s, "outlet:wire group:report sort:oldest", 10); got != "a b" {
			t.Errorf("holds %q", got)
		}
		d, err := s.Document(t.Context(), "one")
		if err != nil || !d.Stored || len(d.Events) != 2 || d.Text != "نص الخبر" {
			t.Errorf("document %+v, %v", d, err)
		}
		// events without Append take the place of those that are there
		add(t, s, WriteOptions{Now: now}, &Doc{ID: "one", Events: []export.Event{b}})
		if got := ids(t, s, "group:report", 10); got != "b" {
			t.Errorf("holds %q", got)
		}
		clean(t, s)
	})
}

func TestASecondWriterIsToldSo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	w, err := s.Write(t.Context(), WriteOptions{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir).Write(t.Context(), WriteOptions{Now: now}); !errors.Is(err, ErrBusy) {
		t.Errorf("a second writer: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	add(t, s, WriteOptions{Now: now}, sampled()...)
	clean(t, s)
}

func TestBadDocumentsAreRefusedWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		w, err := s.Write(t.Context(), WriteOptions{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		wrong := event("a", "CHAT", 1, "2014", "", "")
		twice := event("a", "AID", 2, "2014", "", "")
		day := event("a", "AID", 2, "2014-02-31", "", "")
		for _, es := range [][]export.Event{{wrong}, {twice, twice}, {day}} {
			for i := range es {
				es[i].Document = "one"
			}
			var bad *DocError
			if err := w.Put(t.Context(), &Doc{ID: "one", Events: es}); !errors.As(err, &bad) {
				t.Errorf("%+v: %v", es[0], err)
			}
		}
		if err := w.Put(t.Context(), &Doc{}); err == nil {
			t.Error("a document without an id is stored")
		}
		if err := w.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Count(t.Context(), parse(t, "")); err != nil || n.Reports != 0 {
			t.Errorf("holds %+v, %v", n, err)
		}
	})
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	for _, stmt := range []string{
		"UPDATE by_month SET reports = reports + 1",
		"UPDATE event SET parties = '' WHERE n = 1",
		"UPDATE event SET parties = 'RUS' WHERE n = 1",
		"UPDATE event SET lead = 0 WHERE n = 1",
		"UPDATE body SET events = x'00' WHERE n = 1",
		"UPDATE body SET record = NULL WHERE n = 1",
		"UPDATE body SET terms = x'ffff' WHERE n = 1",
		"DELETE FROM event WHERE n = 2",
		"DELETE FROM document WHERE n = 1",
		"INSERT INTO tombstone VALUES(99, 'a', 'one', 1, NULL)",
		"INSERT INTO meta VALUES('loading', 1)",
	} {
		dir := t.TempDir()
		s := open(t, dir)
		add(t, s, WriteOptions{Now: now}, sampled()...)
		db, err := connect(dir+"/isnad.sqlite", 1, 1024, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), stmt); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if problems, err := s.Check(t.Context()); err != nil || len(problems) == 0 {
			t.Errorf("%s: %q, %v", stmt, problems, err)
		}
	}
}

func TestANewerStoreIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir).Close()
	db, err := connect(dir+"/isnad.sqlite", 1, 1024, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), dir, true, segmenter); err == nil {
		t.Error("a store of version 99 is opened")
	}
}
