package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pgtest"
)

var (
	running atomic.Pointer[pgtest.Server]
	schemas atomic.Int64
)

var server = sync.OnceValues(func() (*pgtest.Server, error) {
	s, err := pgtest.Start()
	if err == nil {
		running.Store(s)
	}
	return s, err
})

func stopServer() {
	if s := running.Load(); s != nil {
		s.Close()
	}
}

// onBoth runs a test on each backend. fresh makes an empty store.
func onBoth(t *testing.T, f func(t *testing.T, fresh func() *DB)) {
	t.Run("sqlite", func(t *testing.T) {
		f(t, func() *DB { return open(t, t.TempDir()) })
	})
	t.Run("postgres", func(t *testing.T) {
		f(t, func() *DB { return open(t, database(t)) })
	})
}

// database is a store in PostgreSQL that is not made yet.
func database(t testing.TB) string {
	t.Helper()
	s, err := server()
	if errors.Is(err, pgtest.ErrNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.URL(fmt.Sprint("store", schemas.Add(1)))
}

// Two writers in one database take turns; both put what the other has too.
func TestTwoWritersOfOneDatabase(t *testing.T) {
	url := database(t)
	stores := []*DB{open(t, url), open(t, url)}
	done := make(chan error)
	for i, s := range stores {
		go func() {
			w, err := s.Write(t.Context(), WriteOptions{Now: now})
			if err != nil {
				done <- err
				return
			}
			defer w.Close()
			sg := segmenter()
			for k := range 30 {
				d := crashDoc((k + 7*i) % 30)
				if err = d.Prepare(sg, nil); err == nil {
					err = w.Put(t.Context(), d)
				}
				if err == nil && k%4 == 3 {
					err = w.Commit(t.Context())
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- w.Commit(t.Context())
		}()
	}
	for range stores {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	clean(t, stores[0])
	if n, err := stores[1].Count(t.Context(), parse(t, "")); err != nil || n.Documents != 30 || n.Reports != 60 {
		t.Errorf("holds %+v, %v", n, err)
	}
}

// A writer that waits for its next document keeps nobody waiting, and what it
// holds is stored with its next commit.
func TestAWaitingWriterKeepsNobodyWaiting(t *testing.T) {
	url := database(t)
	s := open(t, url)
	sg := segmenter()
	var ws []Writer
	for k := range 2 {
		w, err := s.Write(t.Context(), WriteOptions{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		d := crashDoc(k)
		if err := d.Prepare(sg, nil); err != nil {
			t.Fatal(err)
		}
		if err := w.Put(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		ws = append(ws, w)
	}
	for _, k := range []int{1, 0} {
		if err := ws[k].Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clean(t, s)
	if n, err := s.Count(t.Context(), parse(t, "")); err != nil || n.Documents != 2 {
		t.Errorf("holds %+v, %v", n, err)
	}
}

// Words far into a long text, words that come often, and phrases over the seams
// of the parts of an index are found as in a short text.
func TestLongTextsAreFound(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		filler := strings.Repeat("قال الوزير إن الحكومة وقعت مذكرة. ", 700)
		var text strings.Builder
		for i := range 60 {
			fmt.Fprintf(&text, "%s علامة%d الخاتمة%d ", filler[:len(filler)/60/2*2], i, i)
		}
		long := filler + text.String() + filler + " وصل الوفد المفاوض متأخرا"
		add(t, s, WriteOptions{Now: now}, doc("long", "Wire", "2014-10-06", long, event("a", "AID", 2, "2014-10-05", "RUS", "USA")),
			doc("dark", "Wire", "2014-10-06", "كلمة "+strings.Repeat("ط", 3000)+" طويلة", event("b", "AID", 2, "2014-10-05", "RUS", "USA")))
		for _, c := range []struct{ q, want string }{
			{"\"الوفد المفاوض متأخرا\"", "a"},
			{"\"المفاوض الوفد\"", ""},
			{"\"مذكرة قال الوزير\"", "a"},
			{"exact:" + strings.Repeat("ط", 3000), "b"},
			{"exact:" + strings.Repeat("ط", 2999), ""},
		} {
			if got := ids(t, s, c.q, 10); got != c.want {
				t.Errorf("%.60q gives %q, want %q", c.q, got, c.want)
			}
		}
		for i := range 60 {
			if got := ids(t, s, fmt.Sprintf("\"علامة%d الخاتمة%d\"", i, i), 10); got != "a" {
				t.Errorf("phrase %d gives %q", i, got)
			}
		}
		clean(t, s)
		add(t, s, WriteOptions{Now: now}, doc("long", "Wire", "2014-10-06", "نص قصير", event("a", "AID", 2, "2014-10-05", "RUS", "USA")))
		if got := ids(t, s, "مذكرة", 10); got != "" {
			t.Errorf("a text that was replaced is found: %q", got)
		}
	})
}

// What PostgreSQL cannot hold is refused by name, or written as U+FFFD.
func TestWhatPostgresCannotHold(t *testing.T) {
	s := open(t, database(t))
	w, err := s.Write(t.Context(), WriteOptions{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	sg := segmenter()
	put := func(d *Doc) error {
		if err := d.Prepare(sg, nil); err != nil {
			t.Fatal(err)
		}
		return w.Put(t.Context(), d)
	}
	var bad *DocError
	if err := put(doc(strings.Repeat("x", 3000), "Wire", "", "نص")); !errors.As(err, &bad) || !strings.Contains(err.Error(), "3000 bytes") {
		t.Errorf("a long id: %v", err)
	}
	long := event("long", "AID", 2, "2014-10-05", "RUS", "USA")
	long.Mode = []string{strings.Repeat("m", 3000)}
	if err := put(doc("long", "Wire", "", "نص", long)); !errors.As(err, &bad) || !strings.Contains(err.Error(), "a mode has 3002 bytes") {
		t.Errorf("a long mode: %v", err)
	}
	e := event("a\x00b", "AID", 2, "2014-10-05", "RUS", "USA")
	e.Actor[0].Text = "ن\x00ص"
	e.Rule = "r\x00"
	other := e.Actor[0] // apart only until it is written: its counts are of one row
	other.Text = "ن\ufffdص"
	e.Actor = append(e.Actor, other)
	e.Happening = "h\x00"
	f := event("f", "AID", 2, "2014-10-06", "RUS", "")
	f.Happening = "h\ufffd"
	for range 2 { // the second is the same
		if err := put(doc("nul\x00", "W\x00ire", "2014-10-06", "نص\x00 آخر", e, f)); err != nil {
			t.Error(err)
		}
	}
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := w.Counts(); n.Unchanged != 1 {
		t.Errorf("a document that comes again: %+v", n)
	}
	if n, err := s.Count(t.Context(), parse(t, "actor:RUS")); err != nil || n.Reports != 2 || n.Happenings != 1 {
		t.Errorf("holds %+v, %v", n, err)
	}
	clean(t, s)
	var es []export.Event
	if err := s.Each(t.Context(), parse(t, ""), EachOptions{Document: true}, func(e *Event) error { es = append(es, e.Event); return nil }); err != nil || len(es) != 1 || es[0].ID != "a\x00b" {
		t.Errorf("reads %+v, %v", es, err)
	}
}
