// The bitmaps whole: how they are kept and how they are asked must change together.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// The table bits holds, for each value of the fields that have few values, for each
// entity and each place, which events have it: the set of their n, cut into segments of 65,536 numbers, each a
// roaring bitmap of the whole numbers. They answer what no index in the order of
// days does: whether any event has a rare code, or two codes at once, and how many.

// A bitField is a field by its number in a tally.
type bitField int

const (
	bitAll bitField = iota
	bitLead
	bitType
	bitQuad
	bitRoot
	bitStance
	bitOutlet
	bitCountry
	bitPlace
	bitAdmin1
	bitMonth
	bitForeground
	bitMode
	bitContext
	bitAux
	bitSector
	bitActor
	bitActorSector
	bitActorEntity
	bitRecipient
	bitRecipientSector
	bitRecipientEntity
	bitSpeaker
	bitSpeakerSector
	bitSpeakerEntity
)

// bitFields are the names of the fields in the table.
var bitFields = [...]string{
	bitAll: "all", bitLead: "lead", bitType: "type", bitQuad: "quad", bitRoot: "root", bitStance: "stance", bitOutlet: "outlet", bitCountry: "country", bitPlace: "place", bitAdmin1: "admin1",
	bitMonth: "month", bitForeground: "foreground", bitMode: "mode", bitContext: "context", bitAux: "aux", bitSector: "sector",
	bitActor: "actor", bitActorSector: "actor-sector", bitActorEntity: "actor-entity",
	bitRecipient: "recipient", bitRecipientSector: "recipient-sector", bitRecipientEntity: "recipient-entity",
	bitSpeaker: "speaker", bitSpeakerSector: "speaker-sector", bitSpeakerEntity: "speaker-entity",
}

// bitsOfRole are the fields of a party.
var bitsOfRole = [...]struct{ country, sector, entity bitField }{
	roleActor:     {bitActor, bitActorSector, bitActorEntity},
	roleRecipient: {bitRecipient, bitRecipientSector, bitRecipientEntity},
	roleSpeaker:   {bitSpeaker, bitSpeakerSector, bitSpeakerEntity},
}

const segmentBits = 16

// maxNumber is the largest n that a bitmap holds: four thousand million changes.
const maxNumber = 1<<32 - 1

// A marked set gathers numbers that mostly rise: one by one they are dear to enter.
type marked struct {
	fresh []uint32
	set   *roaring.Bitmap // all but the fresh; nil is empty
}

// maxFresh keeps a frequent value from growing far beyond its bitmap.
const maxFresh = 1024

func (m *marked) add(n uint32) {
	if m.fresh = append(m.fresh, n); len(m.fresh) >= maxFresh {
		m.whole()
	}
}

// whole is the set with all its numbers.
func (m *marked) whole() *roaring.Bitmap {
	if m.set == nil {
		m.set = roaring.New()
	}
	m.set.AddMany(m.fresh)
	m.fresh = m.fresh[:0]
	return m.set
}

// segments are the numbers of the segments that a set has numbers in.
func segments(set *roaring.Bitmap) []int64 {
	var out []int64
	for it := set.Iterator(); it.HasNext(); {
		k := it.PeekNext() >> segmentBits
		out = append(out, int64(k))
		if k == maxNumber>>segmentBits {
			break
		}
		it.AdvanceIfNeeded((k + 1) << segmentBits)
	}
	return out
}

// segment is the part of a set that lies in one.
func segment(set *roaring.Bitmap, k int64) *roaring.Bitmap {
	part := roaring.New()
	part.AddRange(uint64(k)<<segmentBits, uint64(k+1)<<segmentBits)
	part.And(set)
	return part
}

// A change is what a tally does to one segment of a set.
type change struct {
	segmentKey
	in, out *roaring.Bitmap
}

type segmentKey struct {
	field, value string
	k            int64
}

// maxChanges bounds the segments that are changed together: they are in memory.
const maxChanges = 1024

func (t *tally) writeBits(ctx context.Context, w *writer) error {
	var changes []change
	into := newRows(w, "bits", 4)
	into.tail = " ON CONFLICT(field, value, segment) DO UPDATE SET data = excluded.data"
	for field := range bitFields {
		values := slices.Collect(maps.Keys(t.bits[field]))
		for v := range t.gone[field] {
			if t.bits[field][v] == nil {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		for _, v := range values {
			in, out := roaring.New(), roaring.New()
			if m := t.bits[field][v]; m != nil {
				in = m.whole()
			}
			if m := t.gone[field][v]; m != nil {
				out = m.whole()
			}
			for _, k := range segments(roaring.Or(in, out)) {
				changes = append(changes, change{segmentKey{bitFields[field], v, k}, segment(in, k), segment(out, k)})
				if len(changes) < maxChanges {
					continue
				}
				if err := writeSegments(ctx, w, changes, into); err != nil {
					return err
				}
				changes = changes[:0]
			}
		}
	}
	return errors.Join(writeSegments(ctx, w, changes, into), into.flush(ctx))
}

// writeSegments takes numbers out of segments and puts others in.
func writeSegments(ctx context.Context, w *writer, changes []change, into *rows) error {
	have, err := w.segments(ctx, changes)
	if err != nil {
		return err
	}
	for i := range changes {
		c := &changes[i]
		b := roaring.New()
		if data := have[c.segmentKey]; data != nil {
			if err := b.UnmarshalBinary(data); err != nil {
				return fmt.Errorf("%s %q segment %d: %w", c.field, c.value, c.k, err)
			}
		}
		b.AndNot(c.out)
		b.Or(c.in)
		b.RunOptimize()
		data, err := b.ToBytes()
		if err != nil {
			return err
		}
		if err := into.add(ctx, c.field, c.value, c.k, data); err != nil {
			return err
		}
	}
	return nil
}

// segments are those that are stored, of the ones that are to change.
func (w *writer) segments(ctx context.Context, changes []change) (map[segmentKey][]byte, error) {
	have := make(map[segmentKey][]byte, len(changes))
	if w.s.b.shared {
		return have, segmentsPostgres(ctx, w, changes, have)
	}
	for i := range changes {
		c := &changes[i]
		var data []byte
		err := w.row(ctx, "SELECT data FROM bits WHERE field = ? AND value = ? AND segment = ?", c.field, c.value, c.k).Scan(&data)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		have[c.segmentKey] = data
	}
	return have, nil
}

// bitmaps reads sets of events. It stands in one read transaction where counts
// must agree with each other.
type bitmaps struct {
	ctx context.Context
	db  querier
}

// each reads the sets of the values of a field from one value to another, in order.
func (b *bitmaps) each(field, from, to string, f func(value string, set *roaring.Bitmap) error) error {
	rows, err := b.db.QueryContext(b.ctx, "SELECT value, data FROM bits WHERE field = ? AND value BETWEEN ? AND ? ORDER BY value, segment", field, from, to)
	if err != nil {
		return err
	}
	defer rows.Close()
	var value string
	var set *roaring.Bitmap
	for rows.Next() {
		var v string
		var data []byte
		if err := rows.Scan(&v, &data); err != nil {
			return err
		}
		if set != nil && v != value {
			if err := f(value, set); err != nil {
				return err
			}
			set = nil
		}
		part := roaring.New()
		if err := part.UnmarshalBinary(data); err != nil {
			return fmt.Errorf("read the bitmap of %s %q: %w", field, v, err)
		}
		if set == nil {
			value, set = v, part
		} else {
			set.Or(part)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if set != nil {
		return f(value, set)
	}
	return nil
}

// of is the set of the events that have a value.
func (b *bitmaps) of(field, value string) (*roaring.Bitmap, error) {
	out := roaring.New()
	err := b.each(field, value, value, func(_ string, set *roaring.Bitmap) error {
		out = set
		return nil
	})
	return out, err
}

// A found set holds all events that a filter may hold of; exact: and no other.
// nil is not known.
type bitSet struct {
	set   *roaring.Bitmap
	exact bool
}

func (b *bitmaps) node(n query.Node) (out bitSet, err error) {
	switch x := n.(type) {
	case nil:
		out.set, err = b.of("all", "")
		return bitSet{out.set, true}, err
	case query.And:
		out.exact = true
		for _, part := range x {
			s, err := b.node(part)
			if err != nil {
				return bitSet{}, err
			}
			out.exact = out.exact && s.exact
			switch {
			case s.set == nil:
			case out.set == nil:
				out.set = s.set
			default:
				out.set.And(s.set)
			}
		}
		return out, nil
	case query.Or:
		out = bitSet{roaring.New(), true}
		for _, part := range x {
			s, err := b.node(part)
			if err != nil || s.set == nil {
				return bitSet{}, err
			}
			out.set.Or(s.set)
			out.exact = out.exact && s.exact
		}
		return out, nil
	case query.Not:
		s, err := b.node(x.Node)
		if err != nil || !s.exact {
			return bitSet{}, err
		}
		all, err := b.of("all", "")
		if err != nil {
			return bitSet{}, err
		}
		all.AndNot(s.set)
		return bitSet{all, true}, nil
	case query.Term:
		out = bitSet{roaring.New(), true}
		for i := range x.Values {
			s, err := b.value(x.Field, &x.Values[i])
			if err != nil || s.set == nil {
				return bitSet{}, err
			}
			out.set.Or(s.set)
			out.exact = out.exact && s.exact
		}
		return out, nil
	}
	return bitSet{}, nil
}

func (b *bitmaps) value(field string, v *query.Value) (bitSet, error) {
	exact := func(field, value string) (bitSet, error) {
		s, err := b.of(field, value)
		return bitSet{s, true}, err
	}
	switch field {
	case "type", "quad", "root", "stance", "mode", "context", "aux":
		if v.None {
			return exact(field, "")
		}
		return exact(field, v.Text)
	case "sector":
		return exact(field, v.Text)
	case "foreground":
		s, err := b.of(field, "")
		if err == nil && v.Text != "yes" {
			var all *roaring.Bitmap
			if all, err = b.of("all", ""); err == nil {
				all.AndNot(s)
				s = all
			}
		}
		return bitSet{s, true}, err
	case "outlet":
		if v.None {
			return exact(field, "0")
		}
		return b.outlets(v.Text)
	case "place":
		switch {
		case v.None:
		case isCountry.MatchString(v.Text):
			return exact("country", v.Text)
		default:
			s, err := b.of("place", search.Fold(v.Text))
			if err != nil {
				return bitSet{}, err
			}
			admin1, err := b.of("admin1", v.Text)
			s.Or(admin1)
			return bitSet{s, true}, err
		}
	case "actor", "recipient", "speaker", "party":
		return b.party(field, v)
	case "date":
		return b.date(v)
	}
	return bitSet{}, nil
}

func (b *bitmaps) outlets(name string) (out bitSet, err error) {
	rows, err := b.db.QueryContext(b.ctx, "SELECT n FROM outlet WHERE key = ? ORDER BY n", search.Fold(name))
	if err != nil {
		return out, err
	}
	defer rows.Close()
	var ns []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return out, err
		}
		ns = append(ns, n)
	}
	out = bitSet{roaring.New(), true}
	for _, n := range ns {
		s, err := b.of("outlet", strconv.FormatInt(n, 10))
		if err != nil {
			return out, err
		}
		out.set.Or(s)
	}
	return out, rows.Err()
}

func (b *bitmaps) party(field string, v *query.Value) (out bitSet, err error) {
	tail, values := "", []string{""}
	switch {
	case v.None:
	case v.Party.ID != "" || v.Party.Name != "":
		ns, err := entities(b.ctx, b.db, v.Party)
		if err != nil {
			return out, err
		}
		tail, values = "-entity", nil
		for _, n := range ns {
			values = append(values, strconv.FormatInt(n, 10))
		}
	case v.Party.Country == "": // by its sector alone
		if field == "speaker" {
			return out, nil
		}
		out.set, err = b.of("sector", v.Party.Sector)
		return bitSet{out.set, field == "party"}, err
	case v.Party.Sector != "":
		tail, values = "-sector", []string{v.Party.Country + "-" + v.Party.Sector}
	default:
		values = []string{v.Party.Country}
	}
	fields := []string{field}
	if field == "party" {
		fields = []string{"actor", "recipient"}
	}
	sets := make([]*roaring.Bitmap, len(fields))
	for i, f := range fields {
		sets[i] = roaring.New()
		for _, value := range values {
			s, err := b.of(f+tail, value)
			if err != nil {
				return out, err
			}
			sets[i].Or(s)
		}
	}
	for _, s := range sets[1:] {
		if v.None { // no party in either role
			sets[0].And(s)
		} else {
			sets[0].Or(s)
		}
	}
	return bitSet{sets[0], true}, nil
}

// date is the events of the months that a range of days touches.
func (b *bitmaps) date(v *query.Value) (out bitSet, err error) {
	if v.None {
		out.set, err = b.of("month", "")
		return bitSet{out.set, true}, err
	}
	from, to := v.From, v.To
	if from == "" {
		from = "0001-01-01"
	}
	open := to == ""
	if open {
		to = "9999-12-31"
	}
	_, last, ok := query.Span(to[:7])
	out = bitSet{roaring.New(), ok && last == to && from[7:] == "-01"}
	err = b.each("month", from[:7], to+"~", func(month string, set *roaring.Bitmap) error {
		first, end := month, month
		if len(month) > 7 { // of two months: both days are known
			first, end = month[:10], month[12:]
			if first < from || end > to && !open {
				return nil
			}
		} else if first < from[:7] || end > to[:7] {
			return nil
		}
		out.set.Or(set)
		return nil
	})
	return out, err
}

// A page is where a list begins, for a plan that need not find all rows.
type page struct {
	oldest bool
	cursor *string // day of the last row before it; nil at the beginning
	whole  bool    // the plan must not be partial
}

// narrow lets the numbers of the events drive when bitmaps tell that there are few,
// or that those of some months fill a page; then the plan is partial.
func (s *DB) narrow(ctx context.Context, p *plan, where query.Node, pg *page) error {
	b := &bitmaps{ctx: ctx, db: s.db}
	found, err := b.node(where)
	if err != nil || found.set == nil {
		return err
	}
	p.known = int(found.set.GetCardinality())
	numbers, err := s.driving(b, p, found.set, pg)
	if err != nil || numbers == nil {
		return err
	}
	list := []byte{'['}
	for i, n := range numbers.ToArray() {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendUint(list, uint64(n), 10)
	}
	p.from, p.drive, p.args = s.b.numbers+" CROSS JOIN event e ON e.n = d.value", []string{"true"}, []any{string(append(list, ']'))}
	return nil
}

// driving are the numbers that drive, of the set that a plan knows of; nil when a
// walk through the days is better.
func (s *DB) driving(b *bitmaps, p *plan, set *roaring.Bitmap, pg *page) (*roaring.Bitmap, error) {
	few := p.known <= s.few
	share := func(of uint64) (bool, error) { // at most one event in so many
		all, err := b.of("all", "")
		return uint64(p.known)*of <= all.GetCardinality(), err
	}
	switch {
	case pg == nil: // all are wanted: worth it even when they are many
		ok, err := few, error(nil)
		if !few && p.known <= s.many {
			ok, err = share(manyOf)
		}
		if err != nil || !ok {
			return nil, err
		}
		return set, nil
	case !pg.whole && p.known > 2*s.enough:
		ok, err := few, error(nil)
		if !few { // else so many are met soon
			ok, err = share(s.sparse)
		}
		if err != nil || !ok {
			return nil, err
		}
		if next, err := b.next(set, pg, uint64(s.few), uint64(s.enough)); err != nil || next != nil {
			p.partial = true
			return next, err
		}
	}
	if !few {
		return nil, nil
	}
	return set, nil
}

// next are the events of a set that come next in the order of days: those of whole
// months, until there are enough; nil when that would be all or many.
func (b *bitmaps) next(set *roaring.Bitmap, pg *page, many, enough uint64) (*roaring.Bitmap, error) {
	order, from, to := " DESC", "", last
	if pg.oldest {
		order = ""
	}
	if pg.cursor != nil {
		if month := (*pg.cursor)[:min(7, len(*pg.cursor))]; pg.oldest {
			from = month
		} else {
			to = month + "~"
		}
	}
	rows, err := b.db.QueryContext(b.ctx, "SELECT value, data FROM bits WHERE field = 'month' AND value BETWEEN ? AND ? ORDER BY value"+order, from, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := roaring.New()
	month := ""
	for rows.Next() {
		var v string
		var data []byte
		if err := rows.Scan(&v, &data); err != nil {
			return nil, err
		}
		if m := v[:min(7, len(v))]; m != month {
			if n := out.GetCardinality(); n > many {
				return nil, nil
			} else if n >= enough {
				return out, nil
			}
			month = m
		}
		part := roaring.New()
		if err := part.UnmarshalBinary(data); err != nil {
			return nil, fmt.Errorf("read the bitmap of month %q: %w", v, err)
		}
		part.And(set)
		out.Or(part)
	}
	return nil, rows.Err()
}

// tallies counts the values of a field among the events of a set, most first.
func (b *bitmaps) tallies(field string, of *roaring.Bitmap, limit int) ([]Tally, error) {
	lead, err := b.of("lead", "")
	if err != nil {
		return nil, err
	}
	lead.And(of)
	var out []Tally
	err = b.each(field, "", last, func(value string, set *roaring.Bitmap) error {
		if n := set.AndCardinality(of); n > 0 {
			out = append(out, Tally{Key: value, Reports: int(n), Happenings: int(set.AndCardinality(lead))})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Key, b.Key))
	})
	return out[:min(len(out), limit)], err
}

// last is behind all values of bitmaps: codes, numbers, months.
const last = "\U0010ffff"

// pairs counts who does to whom among the events of a set, in no order.
func (b *bitmaps) pairs(of *roaring.Bitmap) ([]Pair, error) {
	type side struct {
		country string
		set     *roaring.Bitmap
	}
	sides := func(field string) (out []side, err error) {
		err = b.each(field, "A", last, func(country string, set *roaring.Bitmap) error {
			if set.And(of); !set.IsEmpty() {
				out = append(out, side{country, set})
			}
			return nil
		})
		return out, err
	}
	actors, err := sides("actor")
	if err != nil {
		return nil, err
	}
	recipients, err := sides("recipient")
	if err != nil {
		return nil, err
	}
	lead, err := b.of("lead", "")
	if err != nil {
		return nil, err
	}
	var quads [4]*roaring.Bitmap
	for i := range quads {
		if quads[i], err = b.of("quad", strconv.Itoa(i+1)); err != nil {
			return nil, err
		}
		quads[i].And(of)
	}
	var out []Pair
	for _, a := range actors {
		for _, r := range recipients {
			both := roaring.And(a.set, r.set)
			if both.IsEmpty() {
				continue
			}
			p := Pair{Actor: a.country, Recipient: r.country, Reports: int(both.GetCardinality()), Happenings: int(both.AndCardinality(lead))}
			for i := range quads {
				p.Quads[i] = int(both.AndCardinality(quads[i]))
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// fillBits makes the bitmaps of a store that has none, out of the rows of all events.
func fillBits(ctx context.Context, tx *txn) error {
	var last sql.NullInt64
	if err := tx.QueryRowContext(ctx, "SELECT max(n) FROM event").Scan(&last); err != nil {
		return err
	}
	s := &DB{b: tx.b}
	if tx.b.shared {
		var err error
		if s.columns, err = columnTypes(ctx, tx); err != nil {
			return err
		}
	}
	w := &writer{s: s, tx: tx, stmts: map[string]*sql.Stmt{}}
	t := newTally()
	err := factsOf(ctx, tx, 1, last.Int64, func(f *fact) error {
		t.add(f, 1)
		if !t.full() {
			return nil
		}
		err := t.writeBits(ctx, w)
		*t = *newTally() // the counts stand already
		return err
	})
	if err != nil {
		return err
	}
	return t.writeBits(ctx, w)
}
