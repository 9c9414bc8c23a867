package pipeline

import (
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/read"
)

func count(n int, taken *atomic.Int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			taken.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	for _, jobs := range []int{1, 2, 7} {
		var got []int
		var taken atomic.Int64
		err := Ordered(jobs, count(200, &taken), func() func(int) int {
			return func(i int) int {
				time.Sleep(time.Duration(i%5) * 100 * time.Microsecond)
				return i * i
			}
		}, func(x int) error {
			got = append(got, x)
			return nil
		})
		want := make([]int, 200)
		for i := range want {
			want[i] = i * i
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d jobs: %v, %v", jobs, err, got)
		}
	}
}

func TestOrderedHoldsFewItems(t *testing.T) {
	var taken, done atomic.Int64
	gate := make(chan bool)
	go func() {
		time.Sleep(50 * time.Millisecond)
		if n := taken.Load(); n > 2*3+3 {
			t.Errorf("%d items taken while the first is in work", n)
		}
		close(gate)
	}()
	_ = Ordered(3, count(1000, &taken), func() func(int) int {
		return func(i int) int {
			if i == 0 {
				<-gate
			}
			return i
		}
	}, func(int) error { done.Add(1); return nil })
	if done.Load() != 1000 {
		t.Errorf("%d done", done.Load())
	}
}

func TestOrderedStopsWhenTheSinkFails(t *testing.T) {
	full := errors.New("disk is full")
	var taken atomic.Int64
	n := 0
	err := Ordered(2, count(100000, &taken), func() func(int) int { return func(i int) int { return i } }, func(int) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if err != full || n != 3 || taken.Load() > 1000 {
		t.Errorf("%v after %d results, %d items taken", err, n, taken.Load())
	}
}

func TestCodeGivesFaultsInPlace(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	items := []read.Item{
		{Path: "a.txt", ID: "a", Kind: read.Text, Raw: []byte("اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة.")},
		{Path: "b.html", ID: "b", Kind: read.HTML, Raw: []byte("<img>")},
		{Path: "c.html", ID: "c", Kind: read.HTML, Raw: []byte("<link rel=canonical href=http://c.example/c><p>اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة.</p>")},
	}
	var got []string
	err = c.Code(slices.Values(items), 2, func(r Result) error {
		switch {
		case r.Coded:
			got = append(got, r.Document.ID)
		default:
			got = append(got, r.Faults[0].Code+" "+r.Faults[0].Path)
		}
		return nil
	})
	want := []string{"a", "no-article b.html", "http://c.example/c"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v: %q, want %q", err, got, want)
	}
}
