package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
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
			for _, x := range []struct {
				by    Unit
				split string
			}{{ByDay, ""}, {ByMonth, "quad"}, {ByDay, "outlet"}, {ByYear, "type"}} {
				ps, err := s.Series(t.Context(), q, x.by, x.split)
				add(fmt.Sprint(x), ps, err)
			}
			for _, field := range []string{"type", "mode", "actor", "outlet", "country", "place"} {
				ts, err := s.Top(t.Context(), q, field, 3)
				add(field, ts, err)
			}
			ps, total, err := s.Pairs(t.Context(), q, 5)
			add("pairs", ps, err)
			add("of", total, nil)
			hits, _, err := s.Documents(t.Context(), q, Page{Limit: 1000})
			add("documents", hits, err)
			for _, tail := range []string{"", " group:report sort:oldest"} {
				add("list"+tail, ids(t, s, text+tail, 17), nil)
				add("sample"+tail, ids(t, s, text+tail+" sample:7 seed:3", 1000), nil)
			}
			return out
		}
		texts := append([]string{"نص type:ACCUSE", "-خبر", "(نص OR type:AID) date:2011-03-05..2012-01-09", "-date:2011-03-05..", "party:named", "published:2014 confidence:>0.4 date:2011-02-03.."}, asked...)
		if s.b.shared {
			texts = texts[:12]
		}
		for round := range 3 {
			if round > 0 {
				texts = texts[:8]
			}
			add(t, s, WriteOptions{Now: now, Bulk: round == 0}, manyDocs(r, 40-15*round)...)
			s.recall.on.Store(false)
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
			}
		}
		clean(t, s)
	})
}

// Stories, page by page, are the documents of a list grouped; in rows and in memory.
func TestStoriesAreTheirDocumentsGrouped(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		r := rand.New(rand.NewPCG(11, 12))
		s := fresh()
		docs := manyDocs(r, 80)
		for i, d := range docs {
			if d.Record.Date.Value = export.Optional(fmt.Sprintf("2014-01-%02d", 1+r.IntN(9))); i%7 == 0 {
				d.Record.Date.Value = ""
			}
			if i%5 > 0 {
				d.Record.Story = export.Optional(fmt.Sprint("s", r.IntN(25)))
			}
		}
		add(t, s, WriteOptions{Now: now, Bulk: true}, docs...)
		for _, text := range []string{"", "type:ACCUSE", "outlet:wire", "outlet:wire actor:RUS", "date:2011-03-05..2012-06-10", "نص mode:arrest", "story:s3", "type:AID actor:IRQ-MIL recipient:USA date:2013"} {
			want := groupedStories(t, s, parse(t, text))
			for range 2 { // not warm, warm
				var got []string
				cursor := ""
				for {
					page, next, err := s.Stories(t.Context(), parse(t, text), Page{Limit: 3, Cursor: cursor})
					if err != nil {
						t.Fatal(err)
					}
					for _, x := range page {
						got = append(got, fmt.Sprint(x.ID, x.First, x.Last, x.Documents, x.Outlets, x.Reports))
					}
					if cursor = next; next == "" {
						break
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%q gives\n%s\nwant\n%s", text, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
				if err := s.Warm(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			s.recall.on.Store(false)
		}
	})
}

func groupedStories(t *testing.T, s *DB, q query.Query) []string {
	hits, _, err := s.Documents(t.Context(), q, Page{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]*Story{}
	outlets := map[string]bool{}
	for _, h := range hits {
		if h.Story == "" {
			continue
		}
		x := by[h.Story]
		if x == nil {
			x = &Story{ID: h.Story}
			by[h.Story] = x
		}
		if h.Published != "" && (x.First == "" || h.Published < x.First) {
			x.First = h.Published
		}
		x.Last = max(x.Last, h.Published)
		x.Documents++
		x.Reports += h.Events
		if key := h.Story + " " + h.Outlet; h.Outlet != "" && !outlets[key] {
			outlets[key] = true
			x.Outlets++
		}
	}
	var all []*Story
	for _, x := range by {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b *Story) int { return cmp.Or(cmp.Compare(b.Last, a.Last), cmp.Compare(b.ID, a.ID)) })
	var out []string
	for _, x := range all {
		out = append(out, fmt.Sprint(x.ID, x.First, x.Last, x.Documents, x.Outlets, x.Reports))
	}
	return out
}

// The places of a filter are those of the events of its list.
func TestPlacesAreThoseOfTheList(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		lat, lon := 33.3, 44.4
		docs := manyDocs(rand.New(rand.NewPCG(13, 14)), 60)
		for i, d := range docs {
			for k := range d.Events {
				if e := &d.Events[k]; e.Place != nil {
					e.Place.Name, e.Place.Admin1 = fmt.Sprint("مكان ", i%3), "North"
					e.Place.Lat, e.Place.Lon = &lat, &lon
					if i%2 == 0 {
						e.Size.Dead = &export.Size{Min: i, Max: i + k}
					}
				}
			}
		}
		add(t, s, WriteOptions{Now: now}, docs...)
		for _, text := range []string{"", "type:AID", "outlet:wire place:IRQ", "date:2011-02-03..2012-09-09", "نص", "type:THREATEN"} {
			es, _, err := s.Events(t.Context(), parse(t, text+" group:report"), Page{Limit: 10_000})
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]*PlaceTally{}
			happenings := map[string]bool{}
			unknown := 0
			for i := range es {
				p := es[i].Place
				if p == nil {
					unknown++
					continue
				}
				key := string(p.Country) + p.Name
				if want[key] == nil {
					want[key] = &PlaceTally{Name: p.Name, Country: string(p.Country), Admin1: p.Admin1, Lat: &lat, Lon: &lon}
				}
				x := want[key]
				x.Reports++
				if h := cmp.Or(string(es[i].Happening), es[i].ID); !happenings[key+" "+h] {
					happenings[key+" "+h] = true
					x.Happenings++
				}
				if d := es[i].Size.Dead; d != nil && x.Dead == nil {
					x.Dead = &[2]int{d.Min, d.Max}
				} else if d != nil {
					x.Dead[0], x.Dead[1] = min(x.Dead[0], d.Min), max(x.Dead[1], d.Max)
				}
			}
			got, err := s.Places(t.Context(), parse(t, text), false, 100)
			if err != nil || got.Unknown != unknown || got.Total != len(want) || len(got.Rows) != len(want) || got.TollsCut {
				t.Errorf("%q: %+v (%v), want %d places and %d unknown", text, got, err, len(want), unknown)
			}
			provinces, err := s.Places(t.Context(), parse(t, text), true, 100)
			if sum, of := 0, len(es)-unknown; err != nil || len(provinces.Rows) > 2 { // North of IRQ and of SYR
				t.Errorf("%q: %+v (%v)", text, provinces, err)
			} else {
				for _, x := range provinces.Rows {
					if sum += x.Reports; x.Name != "" || x.Admin1 != "North" {
						t.Errorf("%q: %+v", text, x)
					}
				}
				if sum != of {
					t.Errorf("%q: %d reports in provinces, %d in places", text, sum, of)
				}
			}
			for i, x := range got.Rows {
				w := want[x.Country+x.Name]
				if w == nil || *x.Lat != lat || *x.Lon != lon || x.Reports != w.Reports || x.Happenings != w.Happenings || x.Admin1 != w.Admin1 || fmt.Sprint(x.Dead) != fmt.Sprint(w.Dead) {
					t.Errorf("%q: %+v, want %+v", text, x, w)
				}
				if i > 0 && got.Rows[i-1].Happenings < x.Happenings {
					t.Errorf("%q: fewer happenings stand first", text)
				}
			}
		}
	})
}
