package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/export"
)

// manyDocs makes documents of random events over some years: dated by day, by week
// over the end of a month, by month, by year or not at all.
func manyDocs(r *rand.Rand, n int) []*Doc {
	pick := func(words string) string {
		list := strings.Split(words, "|")
		return list[r.IntN(len(list))]
	}
	var out []*Doc
	for i := range n {
		var es []export.Event
		for k := range 1 + r.IntN(5) {
			day := fmt.Sprintf("%d-%02d-%02d", 2010+r.IntN(4), 1+r.IntN(12), 1+r.IntN(28))
			granularity := pick("day|day|day|week|month|year|none")
			switch granularity {
			case "month":
				day = day[:7]
			case "year":
				day = day[:4]
			case "none":
				day = ""
			}
			e := event(fmt.Sprintf("e%d-%d", i, k), pick("ACCUSE|AID|PROTEST|ASSAULT"), 1+r.IntN(4), day, pick("|RUS|RUS-GOV|USA TUR|IRQ-MIL RUS|نص=named"), pick("|USA|TUR-GOV|IRQ"))
			e.Date.Granularity = export.Optional(granularity)
			if r.IntN(8) == 0 {
				e.Aux = []string{"negation"}
			}
			if r.IntN(6) == 0 {
				e.Mode = []string{pick("arrest|demo")}
			}
			if r.IntN(6) == 0 {
				e.Context = []string{"election", "legal"}
			}
			if r.IntN(3) == 0 {
				e.Happening = export.Optional(fmt.Sprintf("h%d", r.IntN(n/3)))
			}
			if r.IntN(4) == 0 {
				e.Claim = &export.Claim{Stance: pick("said|denied"), Speaker: &parsed(pick("RUS-GOV|USA"))[0]}
			}
			if r.IntN(4) == 0 {
				e.Place = &export.Place{Name: "مكان", Country: export.Optional(pick("IRQ|SYR"))}
			}
			e.Foreground = r.IntN(3) > 0
			es = append(es, e)
		}
		out = append(out, doc(fmt.Sprintf("d%d", i), pick("Wire|Post|"), "2014-01-02", "نص الخبر", es...))
	}
	return out
}

var asked = []string{
	"", "type:ACCUSE", "aux:negation", "-aux:negation", "aux:none mode:arrest", "mode:demo,arrest", "context:legal quad:3", "stance:denied", "stance:none type:AID", "sector:GOV",
	"actor:RUS", "actor:RUS-GOV", "actor:IRQ-MIL recipient:USA", "actor:*-MIL", "party:USA", "party:none", "speaker:none actor:RUS", "speaker:USA", "(actor:RUS OR recipient:TUR) foreground:no",
	"-(actor:RUS type:AID)", "date:2011", "date:2011-03..2012-02 quad:2", "date:2011-03-05..2011-06-10 aux:negation", "date:..2011-06 mode:arrest", "date:2012-11.. mode:arrest", "date:none context:election", "outlet:wire mode:demo",
	"outlet:none", "place:IRQ aux:negation", "place:none", "root:11 type:AID", "confidence:>=0.5 mode:arrest", "نص aux:negation", "mode:strike",
}

// However a list is made, it is the same: by walking the days, by numbers, by months.
func TestListsAreTheSameByBitmaps(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		r := rand.New(rand.NewPCG(3, 4))
		s := fresh()
		docs := manyDocs(r, 80)
		add(t, s, WriteOptions{Now: now, Bulk: true}, docs...)
		add(t, s, WriteOptions{Now: now}, manyDocs(r, 20)...) // coded again: events are gone, changed and new
		clean(t, s)
		usual := s.limits
		tails := []string{"", " group:report sort:oldest", " group:report", " sort:oldest"}
		if s.b.shared { // the same plans, each asked of a server
			tails = tails[:2]
		}
		for _, text := range asked {
			for _, tail := range tails {
				s.limits = limits{few: -1, sparse: 1 << 40}
				want := ids(t, s, text+tail, 1000)
				for _, l := range []limits{usual, {few: 2, enough: 3, sparse: 1}, {few: 40, enough: 20, sparse: 1}} {
					s.limits = l
					for _, limit := range []int{7, 1000} {
						if got := ids(t, s, text+tail, limit); got != want {
							t.Errorf("%+v, limit %d: %q gives %q, want %q", l, limit, text+tail, got, want)
						}
					}
				}
				s.limits = usual
			}
			if !strings.HasPrefix(text, "-") && len(text) > 0 { // documents: by each, or by a list
				s.limits = limits{few: -1, sparse: 1 << 40}
				want, _, err1 := s.Documents(t.Context(), parse(t, text), Page{Limit: 1000})
				s.limits = usual
				got, _, err2 := s.Documents(t.Context(), parse(t, text), Page{Limit: 1000})
				if err1 != nil || err2 != nil || fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%q finds %d documents (%v), want %d (%v)", text, len(got), err2, len(want), err1)
				}
			}
		}
	})
}

// Reports of one happening go one after another in one transaction, and each next
// one leads it for a while.
func TestReportsThatGoTogether(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		var docs, without []*Doc
		for i := range 5 {
			e := event(fmt.Sprint("e", i), "ACCUSE", 3, "2014-10-05", "RUS", "USA")
			e.Happening = "h"
			id := fmt.Sprint("d", i)
			docs = append(docs, doc(id, "Wire", "2014-10-06", "نص", e))
			if i < 4 {
				without = append(without, doc(id, "Wire", "2014-10-06", "نص"))
			}
		}
		add(t, s, WriteOptions{Now: now}, docs...)
		n := add(t, s, WriteOptions{Now: now}, without...)
		clean(t, s)
		if n.Removed != 4 || ids(t, s, "", 10) != "e4" {
			t.Errorf("counts %+v, holds %q", n, ids(t, s, "", 10))
		}
		// put and taken back in one transaction
		add(t, s, WriteOptions{Now: now}, append(docs[:4:4], without...)...)
		clean(t, s)
	})
}

func TestCountsAreTheSameByBitmaps(t *testing.T) {
	onBoth(t, func(t *testing.T, fresh func() *DB) {
		s := fresh()
		add(t, s, WriteOptions{Now: now, Bulk: true}, manyDocs(rand.New(rand.NewPCG(5, 6)), 60)...)
		for _, text := range asked {
			a, b := parse(t, text), parse(t, text+" confidence:>=0") // which bitmaps do not know
			for _, field := range []string{"type", "quad", "mode", "context", "aux", "actor", "recipient", "speaker", "sector", "outlet", "country", "stance"} {
				for _, limit := range []int{2, 100} {
					x, err1 := s.Top(t.Context(), a, field, limit)
					y, err2 := s.Top(t.Context(), b, field, limit)
					if err1 != nil || err2 != nil || fmt.Sprint(x) != fmt.Sprint(y) {
						t.Errorf("%q top %s: %v (%v), rows %v (%v)", text, field, x, err1, y, err2)
					}
				}
			}
			x, n, err1 := s.Pairs(t.Context(), a, 3)
			y, m, err2 := s.Pairs(t.Context(), b, 3)
			if err1 != nil || err2 != nil || n != m || fmt.Sprint(x) != fmt.Sprint(y) {
				t.Errorf("%q pairs: %v of %d (%v), rows %v of %d (%v)", text, x, n, err1, y, m, err2)
			}
		}
	})
}

// A damaged bitmap is named by the check.
func TestCheckFindsWrongBitmaps(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	add(t, s, WriteOptions{Now: now}, manyDocs(rand.New(rand.NewPCG(9, 10)), 10)...)
	db, err := connect(filepath.Join(dir, "isnad.sqlite"), 1, writerKiB, writing)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("DELETE FROM bits WHERE field = 'quad' AND value = '1'; UPDATE bits SET data = x'01' WHERE field = 'lead'; UPDATE bits SET data = (SELECT data FROM bits WHERE field = 'all') WHERE field = 'type' AND value = 'AID'"); err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1 bitmaps are missing", `the bitmap of lead "" cannot be read`, `the bitmap of type "AID" is not what`} {
		if !strings.Contains(strings.Join(problems, "\n"), want) {
			t.Errorf("the check does not say %q: %q", want, problems)
		}
	}
}
