package fetch

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// What a watcher knows is the same when its journal is read again, and when it has
// been summed up.
func TestTheJournalTellsAll(t *testing.T) {
	x := newTrial(t)
	x.outlet.Budget = 6
	x.press.news("/a", "/b", "/c", "/d", "/e", "/f")
	x.press.status("/b", 503, "Retry-After", "100")
	x.press.status("/a", 301, "Location", "/a2")
	x.press.gave("/a2", "text/html", page("", "a"))
	x.press.gave("/robots.txt", "text/plain", "User-agent: *\nDisallow: /d\nCrawl-delay: 2\n")
	x.round("list-read=1 link-new=6 page-coded=1 busy=1 waiting=4")
	same := func(when string) {
		t.Helper()
		before := x.w.state
		x.w.Close()
		x.open()
		if !reflect.DeepEqual(before, x.w.state) {
			a, _ := json.Marshal(before)
			b, _ := json.Marshal(x.w.state)
			t.Fatalf("%s:\nwrote %s\n read %s", when, a, b)
		}
	}
	same("read again")
	if err := x.w.sumUp(); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(x.file("state/press.jsonl"), "\n"); n != 1 {
		t.Errorf("summed up to %d lines", n)
	}
	same("summed up")
	if n := x.w.state.memory.(*notes); n.pages != x.press.URL+"/a1\n" && strings.Count(n.pages, "\n") != 1 {
		t.Errorf("remembered are the pages %q", n.pages)
	}
	x.clock.sleep(t.Context(), 200e9)
	x.round("list-unchanged=1 page-coded=3 robots-refused=1 busy=1")
	same("and gone on")
}

// A journal that has grown is summed up when a round begins.
func TestAJournalDoesNotGrowForEver(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	x.round("list-read=1 link-new=1 page-coded=1")
	long := strings.Repeat("x", minJournal/8)
	for x.w.journal.size <= minJournal {
		if err := x.w.commit(&step{Kind: stepHost, URL: long}); err != nil {
			t.Fatal(err)
		}
	}
	x.round("list-unchanged=1")
	if x.w.journal.size > minJournal/100 {
		t.Errorf("the journal has %d bytes", x.w.journal.size)
	}
	x.w.Close()
	x.w = nil
	x.round("list-unchanged=1")
}

func TestADamagedJournalIsNamedAndLeftAlone(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"no JSON", "{\"kind\":\"round\",", "press.jsonl:2 at byte"},
		{"another kind", `{"kind":"dance","at":"2026-11-30T12:00:00Z"}`, "a step of kind \"dance\""},
		{"robots without rules", `{"kind":"robots","at":"2026-11-30T12:00:00Z","url":"http://a.example"}`, "without rules"},
		{"an outcome nobody knows", `{"kind":"page","at":"2026-11-30T12:00:00Z","url":"http://a.example/","outcome":"dance"}`, "outcome \"dance\""},
		{"a sum of nothing", `{"kind":"state","at":"2026-11-30T12:00:00Z"}`, "without a state"},
		{"digests that are none", `{"kind":"state","at":"2026-11-30T12:00:00Z","state":{"round":1,"known":"00ff"}}`, "16 hexadecimal digits"},
		{"no address", `{"kind":"list","at":"2026-11-30T12:00:00Z","url":"x","links":[{"url":"y"}]}`, "\"y\" does not begin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newTrial(t)
			path := filepath.Join(x.o.Dir, "state", "press.jsonl")
			text := `{"kind":"round","at":"2026-11-30T12:00:00Z"}` + "\n" + c.line + "\n{\"kind\":\"end\",\"at\":\"2026-11-30T12:00:00Z\"}\n"
			x.put("state/press.jsonl", text)
			shared, err := NewShared(x.o)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(shared, &x.outlet); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if b, _ := os.ReadFile(path); string(b) != text {
				t.Errorf("the journal was changed to %q", b)
			}
		})
	}
}

func (x *trial) put(name, text string) {
	x.Helper()
	path := filepath.Join(x.o.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		x.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		x.Fatal(err)
	}
}

// What the journal does not account for is never cut off or deleted.
func TestFilesThatTheJournalDoesNotKnow(t *testing.T) {
	fails := func(x *trial, want string) {
		t.Helper()
		before := x.files()
		shared, err := NewShared(x.o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(shared, &x.outlet); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
		for name, text := range before {
			if text != "" && x.file(name) != text {
				t.Errorf("%s was changed", name)
			}
		}
	}
	done := func() *trial {
		x := newTrial(t)
		x.press.news("/a", "/b", "/c")
		x.round("list-read=1 link-new=3 page-coded=3")
		x.w.Close()
		return x
	}
	x := done()
	os.Remove(filepath.Join(x.o.Dir, "state", "press.jsonl"))
	fails(x, "which tells what was done")

	x = done()
	lines := strings.SplitAfter(x.file("state/press.jsonl"), "\n")
	x.put("state/press.jsonl", strings.Join(lines[:4], "")) // /a, and not /b and /c
	fails(x, "is the journal older than the archive?")

	x = done()
	x.put("events/press.jsonl", "x\n")
	fails(x, "has 2 bytes, and the journal knows of")

	x = done()
	x.o.Records = "documents"
	fails(x, "was begun with its records in events")
}

// Archives that are full, and records, may be taken away between two runs.
func TestFilesThatAreTakenAway(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	x.round("list-read=1 link-new=1 page-coded=1")
	x.w.Close()
	os.Remove(filepath.Join(x.o.Dir, "events", "press.jsonl"))
	os.Remove(filepath.Join(x.o.Dir, "warc", "press-00001.warc.gz"))
	x.w = nil
	x.press.news("/a", "/b")
	x.round("list-read=1 link-new=1 link-known=1 page-coded=1")
	if got := x.file("events/press.jsonl"); strings.Count(got, "\n") != 1 || x.file("warc/press-00002.warc.gz") == "" {
		t.Errorf("records %q", got)
	}
}

// FuzzJournal holds that no line makes a watcher panic, and that what it then knows
// survives being summed up.
func FuzzJournal(f *testing.F) {
	f.Add(`{"kind":"round","at":"2026-11-30T12:00:00Z"}` + "\n" + `{"kind":"list","at":"2026-11-30T12:00:00Z","url":"http://a.example/f","asked":["a.example"],"links":[{"url":"http://a.example/1"}]}` + "\n" + `{"kind":"page","at":"2026-11-30T12:00:00Z","url":"http://a.example/1","outcome":"timeout","asked":["a.example"],"until":"2026-11-30T12:01:00Z"}`)
	f.Add(`{"kind":"state","state":{"round":3,"hosts":null,"known":"00000000000000ff","counts":null}}` + "\n" + `{"kind":"robots","url":"http://a.example","rules":{"delay":5},"asked":["a.example"]}`)
	f.Fuzz(func(t *testing.T, lines string) {
		s := newState()
		for _, l := range strings.Split(lines, "\n") {
			var p step
			if json.Unmarshal([]byte(l), &p) != nil || s.fold(&p) != nil {
				return
			}
		}
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var sum step
		again := newState()
		if err := json.Unmarshal([]byte(`{"kind":"state","state":`+string(b)+`}`), &sum); err != nil {
			t.Fatal(err)
		}
		if err := again.fold(&sum); err != nil {
			t.Fatal(err)
		}
		if c, _ := json.Marshal(again); string(b) != string(c) {
			t.Fatalf("%s\nis summed up to\n%s", b, c)
		}
	})
}

// BenchmarkOpen reads the journal of an outlet that was watched for a year, at a
// hundred pages a day.
func BenchmarkOpen(b *testing.B) {
	s := newState()
	for i := range uint64(36_500) {
		s.Known[i<<32], s.Documents[i<<33] = struct{}{}, struct{}{}
	}
	path := filepath.Join(b.TempDir(), "a.jsonl")
	j, err := openJournal(path, s.fold)
	if err == nil {
		err = j.sumUp(&step{Kind: stepState, State: s})
	}
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(j.size)
	for b.Loop() {
		j, err := openJournal(path, newState().fold)
		if err != nil {
			b.Fatal(err)
		}
		j.f.Close()
	}
}
