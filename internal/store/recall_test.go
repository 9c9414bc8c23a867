package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// What is counted in memory is what is counted in rows, and goes on to be when
// documents are coded again.
func TestCountsAreTheSameInMemory(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		r := rand.New(rand.NewPCG(9, 10))
		s := fresh()
		answers := func(text string) string {
			out := ""
			add := func(name string, x any, err error) { out += fmt.Sprintln(name, x, err) }
			q := parse(t, text)
			n, err := s.Count(t.Context(), q)
			add("count", n, err)
			for _, by := range []Unit{ByDay, ByMonth, ByYear} {
				for _, split := range []string{"", "quad", "type", "outlet"} {
					ps, err := s.Series(t.Context(), q, by, split)
					add(fmt.Sprint(by, split), ps, err)
				}
			}
			for _, field := range []string{"type", "mode", "aux", "actor", "speaker", "sector", "outlet", "country", "place", "stance"} {
				ts, err := s.Top(t.Context(), q, field, 3)
				add(field, ts, err)
			}
			ps, total, err := s.Pairs(t.Context(), q, 5)
			add("pairs", ps, err)
			add("of", total, nil)
			for _, tail := range []string{"", " group:report", " sort:oldest", " group:report sort:oldest"} {
				add("sample"+tail, ids(t, s, text+tail+" sample:7 seed:3", 1000), nil)
			}
			return out
		}
		texts := append([]string{"نص type:ACCUSE", "-خبر", "(نص OR type:AID) date:2011-03-05..2012-01-09", "-date:2011-03-05..", "party:named", "published:2014 confidence:>0.4 date:2011-02-03.."}, asked...)
		if s.b.shared {
			texts = texts[:12]
		}
		for round := range 3 {
			add(t, s, WriteOptions{Now: now, Bulk: round == 0}, manyDocs(r, 60-25*round)...)
			s.recall.on = false
			want := map[string]string{}
			for _, text := range texts {
				want[text] = answers(text)
			}
			if err := s.Warm(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, text := range texts {
				if ok, err := s.known(t.Context(), parse(t, text).Where, func(*known) error { return nil }); !ok || err != nil {
					t.Fatalf("round %d: %q is not known: %v", round, text, err)
				}
				if got := answers(text); got != want[text] {
					t.Fatalf("round %d: %q gives\n%s\nwant\n%s", round, text, got, want[text])
				}
				if got := answers(text); got != want[text] { // from what is remembered
					t.Fatalf("round %d: %q gives the second time\n%s\nwant\n%s", round, text, got, want[text])
				}
			}
		}
		clean(t, s)
	})
}
