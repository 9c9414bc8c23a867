// What is counted of a known set, one question after another: each is the twin of one
// that asks rows, and tests hold them against each other.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/isnad/isnad/internal/query"
)

// distinct counts numbers that are small.
type distinct struct {
	bits []uint64
	n    int
}

func (d *distinct) add(x uint32) {
	for int(x/64) >= len(d.bits) {
		d.bits = append(d.bits, make([]uint64, len(d.bits)+1024)...)
	}
	if d.bits[x/64]&(1<<(x%64)) == 0 {
		d.bits[x/64] |= 1 << (x % 64)
		d.n++
	}
}

func (k *known) count() (c Count, err error) {
	var happenings, documents distinct
	if err := k.scan(k.set, func(_ uint32, f *brief) {
		happenings.add(f.happening)
		documents.add(f.document)
	}); err != nil {
		return c, err
	}
	err = k.bitmaps.each("outlet", "", last, func(value string, set *roaring.Bitmap) error {
		if value != "0" && set.Intersects(k.set) {
			c.Outlets++
		}
		return nil
	})
	c.Reports, c.Happenings, c.Documents = int(k.set.GetCardinality()), happenings.n, documents.n
	return c, err
}

// series counts a set by time, and by the values of a field that bitmaps know.
func (k *known) series(by Unit, split string) ([]Point, error) {
	type key struct {
		time int32
		key  string
	}
	counts := map[key]*Point{}
	lead, err := k.of("lead", "")
	if err != nil {
		return nil, err
	}
	count := func(value string, set *roaring.Bitmap) error {
		times := map[int32]*Point{}
		err := k.scan(set, func(n uint32, f *brief) {
			t := both(f.first, f.last, by)
			p := times[t]
			if p == nil {
				p = &Point{Time: isoTime(t), Key: value}
				times[t] = p
			}
			p.Reports++
			if lead.Contains(n) {
				p.Happenings++
			}
		})
		for t, p := range times {
			if have := counts[key{t, value}]; have != nil { // two outlets of one name
				have.Reports, have.Happenings = have.Reports+p.Reports, have.Happenings+p.Happenings
				continue
			}
			counts[key{t, value}] = p
		}
		return err
	}
	if split == "" {
		err = count("", k.set)
	} else {
		err = k.bitmaps.each(split, "", last, func(value string, set *roaring.Bitmap) error {
			if set.And(k.set); set.IsEmpty() {
				return nil
			}
			if split == "outlet" {
				if err := k.db.QueryRowContext(k.ctx, "SELECT coalesce((SELECT name FROM outlet WHERE n = ?), '')", value).Scan(&value); err != nil {
					return err
				}
			}
			return count(value, set)
		})
	}
	var out []Point
	for _, p := range counts {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Point) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Key, b.Key)) })
	return out, err
}

// both is as much of a unit of time as both days share.
func both(first, last int32, by Unit) int32 {
	switch {
	case by == ByDay && first == last:
		return first
	case by != ByYear && first/100 == last/100:
		return first / 100 * 100
	case first/10000 == last/10000:
		return first / 10000 * 10000
	}
	return 0
}

// isoTime writes a day, month or year of both.
func isoTime(t int32) string {
	switch {
	case t == 0:
		return ""
	case t%10000 == 0:
		return fmt.Sprintf("%04d", t/10000)
	case t%100 == 0:
		return fmt.Sprintf("%04d-%02d", t/10000, t/100%100)
	}
	return fmt.Sprintf("%04d-%02d-%02d", t/10000, t/100%100, t%100)
}

// first leaves of each happening the row that stands for it in a list.
func (k *known) first(rows *roaring.Bitmap, before func(a, b uint32) bool) (*roaring.Bitmap, error) {
	first := make([]uint32, len(k.facts)) // by happening
	if err := k.scan(rows, func(n uint32, f *brief) {
		if have := first[f.happening]; have == 0 || before(n, have) {
			first[f.happening] = n
		}
	}); err != nil {
		return nil, err
	}
	out := roaring.New()
	slices.Sort(first)
	out.AddMany(first)
	out.Remove(0)
	return out, nil
}

// before is the order of a list.
func (k *known) before(q query.Query) func(a, b uint32) bool {
	return func(a, b uint32) bool {
		if q.Sort != query.Oldest {
			a, b = b, a
		}
		return k.facts[a].first < k.facts[b].first || k.facts[a].first == k.facts[b].first && a < b
	}
}

// rowsOf are the rows of a list up to a cursor of the store, in no order.
func (k *known) rowsOf(q query.Query, upTo int64) (*roaring.Bitmap, error) {
	rows := k.set
	if upTo > 0 && upTo < maxNumber {
		rows = k.set.Clone()
		rows.RemoveRange(uint64(upTo)+1, maxNumber+1)
	}
	if q.Group == query.Report {
		return rows, nil
	}
	return k.first(rows, k.before(q))
}

// next are the rows of a list that come next after a cursor.
func (k *known) next(q query.Query, cursor string, limit int) ([]uint32, error) {
	rows, err := k.rowsOf(q, 0)
	if err != nil {
		return nil, err
	}
	before := k.before(q)
	after := func(uint32) bool { return true }
	if cursor != "" {
		day, number, ok := strings.Cut(cursor, ".")
		n, err := strconv.ParseUint(number, 36, 32)
		if !ok || err != nil || len(day) > len("2014-10-22") {
			return nil, ErrCursor
		}
		d, oldest := dayNumber(day), q.Sort == query.Oldest
		after = func(x uint32) bool {
			f := k.facts[x].first
			if f != d {
				return f > d == oldest
			}
			return x != uint32(n) && x > uint32(n) == oldest
		}
	}
	var kept []uint32
	order := func(a, b uint32) int {
		switch {
		case a == b:
			return 0
		case before(a, b):
			return -1
		}
		return 1
	}
	full := func() []uint32 {
		slices.SortFunc(kept, order)
		return kept[:min(len(kept), limit)]
	}
	var worst uint32
	err = k.scan(rows, func(n uint32, _ *brief) {
		if worst > 0 && before(worst, n) || !after(n) {
			return
		}
		if kept = append(kept, n); len(kept) >= 2*limit+1024 {
			kept = full()
			worst = kept[len(kept)-1]
		}
	})
	return full(), err
}

// draw takes the sample of a query: the same rows as a walk with a sampler, which
// looks at all of them.
func (k *known) draw(q query.Query, upTo int64) ([]uint32, error) {
	rows, err := k.rowsOf(q, upTo)
	if err != nil {
		return nil, err
	}
	var kept []keyed
	worst := ^uint64(0)
	for it := rows.Iterator(); it.HasNext(); {
		n := it.Next()
		key := sampleKey(q.Seed, int64(n))
		if key > worst {
			continue
		}
		kept = append(kept, keyed{key: key, row: found{n: int64(n)}})
		if len(kept) >= 2*q.Sample+1024 {
			kept = least(kept, q.Sample)
			worst = kept[len(kept)-1].key
		}
	}
	var out []uint32
	for _, x := range least(kept, q.Sample) {
		out = append(out, uint32(x.row.n))
	}
	slices.Sort(out)
	return out, nil
}

// maxTolls are as many reports as are read for the range of the dead that places tell of: the newest.
const maxTolls = 400

// Places implements Store.
func (s *DB) Places(ctx context.Context, q query.Query, admin1 bool, limit int) (out Places, err error) {
	for range 5 { // until nobody writes in between
		ok, err := s.known(ctx, q.Where, func(k *known) (err error) { out, err = k.placesOf(s, admin1, limit); return err })
		if err != nil || ok {
			return out, err
		}
		if err := s.Warm(ctx); err != nil {
			return out, err
		}
	}
	return out, fmt.Errorf("count places: %w", errMoved)
}

func (k *known) placesOf(s *DB, admin1 bool, limit int) (Places, error) {
	out := Places{Rows: []PlaceTally{}}
	row := make([]uint32, len(k.places)) // the place that stands for each: itself, or the first of its province
	provinces := map[place]uint32{}
	for i, p := range k.places {
		if row[i] = uint32(i); !admin1 || i == 0 {
			continue
		}
		p.name = ""
		if _, ok := provinces[p]; !ok {
			provinces[p] = uint32(i)
		}
		row[i] = provinces[p]
	}
	counts := make([]PlaceTally, len(k.places))
	newest := make([]uint32, len(k.places)) // report of each place
	var each []uint64                       // place and happening
	err := k.scan(k.set, func(n uint32, f *brief) {
		if f.place == 0 {
			out.Unknown++
			return
		}
		at := row[f.place]
		counts[at].Reports++
		newest[at] = n
		each = append(each, uint64(at)<<32|uint64(f.happening))
	})
	if err != nil {
		return out, err
	}
	slices.Sort(each)
	for _, x := range slices.Compact(each) {
		counts[x>>32].Happenings++
	}
	var order []int
	for i := range counts {
		if p := k.places[i]; counts[i].Reports > 0 {
			if counts[i].Country, counts[i].Admin1 = p.country, p.admin1; !admin1 {
				counts[i].Name = p.name
			}
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &counts[a], &counts[b]
		return cmp.Or(cmp.Compare(y.Happenings, x.Happenings), cmp.Compare(y.Reports, x.Reports), cmp.Compare(x.Country, y.Country), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Admin1, y.Admin1))
	})
	out.Total = len(order)
	order = order[:min(len(order), limit)]

	var tolls []uint32
	if err := k.scan(roaring.And(k.set, k.dead), func(n uint32, f *brief) {
		if f.place > 0 {
			tolls = append(tolls, n)
		}
	}); err != nil {
		return out, err
	}
	out.Tolls = len(tolls)
	if len(tolls) > maxTolls {
		slices.SortFunc(tolls, func(a, b uint32) int {
			return cmp.Or(cmp.Compare(k.facts[b].first, k.facts[a].first), cmp.Compare(b, a))
		})
		tolls, out.TollsCut = tolls[:maxTolls], true
	}
	ns := slices.Clone(tolls)
	for _, i := range order {
		ns = append(ns, newest[i])
	}
	slices.Sort(ns)
	err = s.byNumber(k.ctx, slices.Compact(ns), func(n uint32, e *Event) {
		at := row[k.facts[n].place]
		c := &counts[at]
		if n == newest[at] && e.Place != nil {
			c.Lat, c.Lon = e.Place.Lat, e.Place.Lon
		}
		if d := e.Size.Dead; d != nil && c.Dead == nil {
			c.Dead = &[2]int{d.Min, d.Max}
		} else if d != nil {
			c.Dead[0], c.Dead[1] = min(c.Dead[0], d.Min), max(c.Dead[1], d.Max)
		}
	})
	for _, i := range order {
		out.Rows = append(out.Rows, counts[i])
	}
	return out, err
}

// byNumber reads the records of events, without the texts of their documents.
func (s *DB) byNumber(ctx context.Context, ns []uint32, f func(n uint32, e *Event)) error {
	l := loader{}
	return s.read(ctx, func(tx *txn) error {
		return each(ctx, tx, "SELECT e.n, e.hn, e.document, e.ordinal FROM "+s.b.numbers+" CROSS JOIN event e ON e.n = d.value ORDER BY e.n", []any{numberList(ns)}, func(rows *sql.Rows) (x found, err error) {
			err = rows.Scan(&x.n, &x.hn, &x.document, &x.ordinal)
			return x, err
		}, func(x *found) (bool, error) {
			var e Event
			if err := l.event(ctx, tx, x, &e); err != nil {
				return false, err
			}
			f(uint32(x.n), &e)
			return true, nil
		})
	})
}

// numberList is a list in JSON.
func numberList(ns []uint32) string {
	list := []byte{'['}
	for i, n := range ns {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendUint(list, uint64(n), 10)
	}
	return string(append(list, ']'))
}

// drawn puts the sample of a query in place of the rows that a walk goes through;
// false when nothing is recalled.
func (s *DB) drawn(ctx context.Context, w *walk, where query.Node, upTo int64) (bool, error) {
	return s.known(ctx, where, func(k *known) error {
		ns, err := k.draw(w.q, upTo)
		if err == nil {
			w.plan.only(s.b, ns)
			w.q.Sample = 0
		}
		return err
	})
}

// only lets the numbers of the rows drive.
func (p *plan) only(b *backend, ns []uint32) {
	p.from, p.drive, p.args = b.numbers+" CROSS JOIN event e ON e.n = d.value", []string{"true"}, []any{numberList(ns)}
}
