package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func serve(t testing.TB) string {
	t.Helper()
	s, err := Serve(ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s.URL()
}

func connect(t testing.TB, o Options) *Queue {
	t.Helper()
	q, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return q
}

func put(t testing.TB, q *Queue, vs ...any) *Publisher {
	t.Helper()
	p := q.Publisher()
	for _, v := range vs {
		if err := p.Add(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func next(t testing.TB, q *Queue) *Task {
	t.Helper()
	task, err := q.Next(t.Context(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return task
}

func letters(t testing.TB, q *Queue) (out []string) {
	t.Helper()
	if err := q.Letters(t.Context(), func(_ uint64, l Letter) (bool, error) {
		if l.At.IsZero() {
			t.Error("a letter without its time")
		}
		out = append(out, string(l.Message)+" "+l.Reason)
		return true, nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEachMessageIsThereOnceUntilItIsDone(t *testing.T) {
	q := connect(t, Options{URL: serve(t), AckWait: time.Second})
	var all []any
	for i := range 600 {
		all = append(all, i%500)
	}
	if p := put(t, q, all...); p.Put != 500 || p.Already != 100 {
		t.Errorf("put %d, already there %d", p.Put, p.Already)
	}
	seen := map[int]int{}
	for range 500 {
		task := next(t, q)
		var n int
		if err := task.Decode(&n); err != nil {
			t.Fatal(err)
		}
		seen[n]++
		if err := task.DoneSurely(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 500 {
		t.Errorf("%d messages came", len(seen))
	}
	if _, err := q.Next(t.Context(), 100*time.Millisecond); !errors.Is(err, ErrEmpty) {
		t.Errorf("an empty queue: %v", err)
	}
	if empty, err := q.Empty(t.Context()); err != nil || !empty {
		t.Errorf("empty %v, %v", empty, err)
	}
}

func TestASilentWorkerLosesItsMessageAndABusyOneDoesNot(t *testing.T) {
	q := connect(t, Options{URL: serve(t), AckWait: time.Second})
	put(t, q, "silent", "busy")
	a, b := next(t, q), next(t, q)
	for range 5 {
		time.Sleep(400 * time.Millisecond)
		if err := b.Working(); err != nil {
			t.Fatal(err)
		}
	}
	again := next(t, q)
	if string(again.Raw()) != string(a.Raw()) || again.Try != 2 {
		t.Errorf("%s comes again at try %d", again.Raw(), again.Try)
	}
	if _, err := q.Next(t.Context(), 100*time.Millisecond); !errors.Is(err, ErrEmpty) {
		t.Errorf("the other one: %v", err)
	}
	if err := again.Return(); err != nil {
		t.Fatal(err)
	}
	if third := next(t, q); third.Try != 3 {
		t.Errorf("what was returned comes at try %d", third.Try)
	}
}

func TestWhatFailsTooOftenIsADeadLetter(t *testing.T) {
	q := connect(t, Options{URL: serve(t), AckWait: time.Second, Tries: 2})
	put(t, q, "fails", "kills")
	for range 2 {
		for range 2 {
			task := next(t, q)
			if string(task.Raw()) == `"fails"` {
				if _, err := task.Fail(t.Context(), "no such file"); err != nil {
					t.Fatal(err)
				}
			} // else its worker is lost
		}
	}
	if _, err := q.Next(t.Context(), 3*time.Second); !errors.Is(err, ErrEmpty) {
		t.Errorf("a third try: %v", err)
	}
	got := letters(t, q)
	slices.Sort(got)
	if want := []string{`"fails" no such file`, `"kills" 2 workers took it and were lost, or their machines`}; !slices.Equal(got, want) {
		t.Errorf("letters %q", got)
	}
	s, err := q.Status(t.Context())
	if err != nil || s.Dead != 2 || s.Waiting != 0 || s.Working != 0 {
		t.Errorf("status %+v, %v", s, err)
	}
}

func TestStatusTellsWhoWorks(t *testing.T) {
	q := connect(t, Options{URL: serve(t)})
	put(t, q, 1, 2, 3)
	next(t, q)
	for _, name := range []string{"b", "a"} {
		if err := q.Beat(t.Context(), Beat{Worker: name, Rate: 1.5}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := q.Status(t.Context())
	if err != nil || s.Waiting != 2 || s.Working != 1 || s.Oldest.IsZero() || s.Replicas != 1 || len(s.Workers) != 2 || s.Workers[0].Worker != "a" || s.Documents != 3 {
		t.Errorf("status %+v, %v", s, err)
	}
	if err := q.Gone(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if s, err := q.Status(t.Context()); err != nil || len(s.Workers) != 1 {
		t.Errorf("status %+v, %v", s, err)
	}
}

func TestATokenIsAsked(t *testing.T) {
	s, err := Serve(ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0", Token: "s3cret"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Open(t.Context(), Options{URL: s.URL()}); err == nil {
		t.Error("a client without the token is let in")
	}
	connect(t, Options{URL: s.URL(), Token: "s3cret"})
}

func TestLargeMessagesAreRefused(t *testing.T) {
	q := connect(t, Options{URL: serve(t)})
	if err := q.Publisher().Add(t.Context(), strings.Repeat("x", maxMessage)); err == nil {
		t.Error("a message above the limit is taken")
	}
}

// A dead letter that is tried again at once is on the queue again, and is a letter
// again when it fails for the same reason: nothing is taken for a repetition.
func TestADeadLetterIsTriedAgain(t *testing.T) {
	q := connect(t, Options{URL: serve(t), Tries: 1})
	put(t, q, "a")
	for range 3 {
		task := next(t, q)
		if buried, err := task.Fail(t.Context(), "no such file"); err != nil || !buried {
			t.Fatal(buried, err)
		}
		if got := letters(t, q); len(got) != 1 {
			t.Fatalf("letters %q", got)
		}
		p := q.Publisher()
		if err := q.Letters(t.Context(), func(seq uint64, l Letter) (bool, error) {
			if err := p.Again(t.Context(), seq, l); err != nil {
				return false, err
			}
			if err := p.Flush(t.Context()); err != nil {
				return false, err
			}
			return true, q.Burn(t.Context(), seq)
		}); err != nil || p.Put != 1 || p.Already != 0 {
			t.Fatalf("put %d, %v", p.Put, err)
		}
	}
}

// What others put on the subjects is not ours to trust.
func FuzzLetter(f *testing.F) {
	q := connect(f, Options{URL: serve(f)})
	f.Add([]byte(`{"path": "a"}`), "reason")
	f.Add([]byte("\xff\x00 no JSON"), "\xff")
	f.Fuzz(func(t *testing.T, message []byte, reason string) {
		ctx := context.Background()
		if err := q.letter(ctx, 1, message, reason); err != nil && len(message) < maxMessage/2 {
			t.Fatal(err)
		}
		if err := q.Letters(ctx, func(seq uint64, l Letter) (bool, error) {
			if !json.Valid(l.Message) {
				return false, fmt.Errorf("letter %d holds %q", seq, l.Message)
			}
			return true, q.Burn(ctx, seq)
		}); err != nil {
			t.Fatal(err)
		}
	})
}
