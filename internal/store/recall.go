package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/isnad/isnad/internal/query"
)

// A recall holds in memory what counting asks of the row of each event, 20 bytes of
// each number. With it and the bitmaps the store counts any set of events without
// reading rows: a server asks the same questions again and again, a command once.
// Events never change under their number, so that only new ones are read later.
type recall struct {
	on     atomic.Bool // read before mu, which the first reading holds for seconds
	mu     sync.Mutex
	n      int64   // events up to this number are known
	facts  []brief // by the number of the event
	places []place // by their number; the first is none
	byName map[place]uint32
	dead   *roaring.Bitmap            // events that tell of a number of dead
	sets   map[string]*roaring.Bitmap // of filters that were asked for, in the state at
	at     int64

	coding sync.Mutex
	coder  Info // version and lexicon that wrote last, as of its runs and cursor
}

// A brief is an event as numbers; document 0 is not known. Days are written
// 20141022, 0 undated.
type brief struct {
	document, happening uint32
	first, last         int32
	place               uint32
}

type place struct{ country, admin1, name string }

// maxSets are as many sets as are remembered: each is at most a bit for each event.
const maxSets = 32

// Warm implements Store.
func (s *DB) Warm(ctx context.Context) error {
	s.recall.mu.Lock()
	defer s.recall.mu.Unlock()
	state, err := s.counter(ctx)
	if err == nil {
		err = s.recall.read(ctx, s.db, state)
	}
	if err == nil {
		s.recall.on.Store(true)
	}
	return err
}

func (s *DB) counter(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM meta WHERE key = 'counter'), 0)").Scan(&n)
	return n, err
}

// read reads the events that came since.
func (r *recall) read(ctx context.Context, db querier, state int64) error {
	if r.byName == nil {
		r.places, r.byName, r.dead = []place{{}}, map[place]uint32{}, roaring.New()
	}
	if state <= r.n {
		return nil
	}
	rows, err := db.QueryContext(ctx, "SELECT n, document, hn, day, last FROM event WHERE n > ? AND n <= ? ORDER BY n", r.n, state)
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	r.dead = r.dead.Clone() // those that were handed out are being read
	facts := slices.Grow(r.facts, int(state)+1-len(r.facts))[:state+1]
	for rows.Next() {
		var n int64
		var f brief
		var first, last []byte
		if err := rows.Scan(&n, &f.document, &f.happening, &first, &last); err != nil {
			return err
		}
		f.first, f.last = dayNumber(first), dayNumber(last)
		facts[n] = f
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if rows, err = db.QueryContext(ctx, "SELECT n, coalesce(country, ''), coalesce(admin1, ''), coalesce(place, ''), dead IS NOT NULL FROM event WHERE n > ? AND n <= ? AND (place IS NOT NULL OR dead IS NOT NULL)", r.n, state); err != nil {
		return fmt.Errorf("read places: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var p place
		var dead bool
		if err := rows.Scan(&n, &p.country, &p.admin1, &p.name, &dead); err != nil {
			return err
		}
		if dead {
			r.dead.Add(uint32(n))
		}
		if p.name == "" {
			continue
		}
		if r.byName[p] == 0 {
			r.byName[p] = uint32(len(r.places))
			r.places = append(r.places, p)
		}
		facts[n].place = r.byName[p]
	}
	if err := rows.Err(); err != nil {
		return err
	}
	r.facts, r.n = facts, state
	return nil
}

// wrote tells which coder wrote last; all documents are looked through for it, once
// for each state of the store.
func (r *recall) wrote(ctx context.Context, db querier, x *Info) error {
	r.coding.Lock()
	defer r.coding.Unlock()
	if r.coder.Runs != x.Runs || r.coder.Cursor != x.Cursor || r.coder.Version == "" {
		c := Info{Runs: x.Runs, Cursor: x.Cursor}
		if err := db.QueryRowContext(ctx, `SELECT coalesce((SELECT version FROM document WHERE version IS NOT NULL ORDER BY run DESC, n DESC LIMIT 1), ''),
			coalesce((SELECT lexicon FROM document WHERE lexicon IS NOT NULL ORDER BY run DESC, n DESC LIMIT 1), '')`).Scan(&c.Version, &c.Lexicon); err != nil {
			return err
		}
		r.coder = c
	}
	x.Version, x.Lexicon = r.coder.Version, r.coder.Lexicon
	return nil
}

// dayNumber is a day of ISO 8601 as a number.
func dayNumber[T string | []byte](day T) (n int32) {
	for i := range len(day) {
		if day[i] != '-' {
			n = 10*n + int32(day[i]-'0')
		}
	}
	return n
}

// A known set of events, and what is known of each.
type known struct {
	bitmaps
	set    *roaring.Bitmap // shared: not to be changed
	facts  []brief
	places []place
	dead   *roaring.Bitmap
}

// errMoved says that somebody wrote meanwhile; rows are asked instead.
var errMoved = errors.New("the store has changed")

// known calls f with the set of the events of a filter; false when nothing is
// recalled, or when it changed meanwhile, and rows are to be asked.
func (s *DB) known(ctx context.Context, where query.Node, f func(k *known) error) (bool, error) {
	r := &s.recall
	if !r.on.Load() {
		return false, nil
	}
	state, err := s.counter(ctx)
	if err != nil {
		return false, err
	}
	r.mu.Lock()
	if err = r.read(ctx, s.db, state); err != nil {
		r.mu.Unlock()
		return false, err
	}
	if r.at != state || len(r.sets) >= maxSets {
		r.at, r.sets = state, map[string]*roaring.Bitmap{}
	}
	key := query.Query{Where: where}.String()
	k := &known{bitmaps: bitmaps{ctx: ctx, db: s.db}, set: r.sets[key], facts: r.facts, places: r.places, dead: r.dead}
	r.mu.Unlock()
	fresh := k.set == nil
	if fresh {
		if k.set, err = k.node(s, where); err != nil {
			return false, err
		}
	}
	if err := f(k); err != nil {
		if errors.Is(err, errMoved) {
			err = nil
		}
		return false, err
	}
	now, err := s.counter(ctx)
	if err != nil || now != state {
		return false, err
	}
	r.mu.Lock()
	if fresh && r.at == state {
		r.sets[key] = k.set
	}
	r.mu.Unlock()
	return true, nil
}

// onSet calls f with the set of the events of a filter, when that is recalled or
// bitmaps know it all; else it does not. f may be called twice, and the last holds.
func (s *DB) onSet(ctx context.Context, where query.Node, f func(b *bitmaps, set *roaring.Bitmap) error) error {
	if ok, err := s.known(ctx, where, func(k *known) error { return f(&k.bitmaps, k.set) }); err != nil || ok {
		return err
	}
	return s.read(ctx, func(tx *txn) error {
		b := bitmaps{ctx: ctx, db: tx}
		of, err := b.node(where)
		if err != nil || of.set == nil || !of.exact {
			return err
		}
		return f(&b, of.set)
	})
}

// node is the set of the events of a filter.
func (k *known) node(s *DB, n query.Node) (*roaring.Bitmap, error) {
	switch x := n.(type) {
	case query.And:
		return k.and(s, x)
	case query.Or:
		out := roaring.New()
		for _, part := range x {
			set, err := k.node(s, part)
			if err != nil {
				return nil, err
			}
			out.Or(set)
		}
		return out, nil
	case query.Not:
		set, err := k.node(s, x.Node)
		if err != nil {
			return nil, err
		}
		all, err := k.of("all", "")
		if err == nil {
			all.AndNot(set)
		}
		return all, err
	case query.Text:
		return k.text(s, x)
	}
	found, err := k.bitmaps.node(n)
	if err != nil || found.exact && found.set != nil {
		return found.set, err
	}
	if t, ok := n.(query.Term); ok && t.Field == "date" && found.set != nil {
		return k.days(&t, found.set)
	}
	return k.rows(s, n)
}

// and lets rows be asked once for all parts that only they know.
func (k *known) and(s *DB, parts query.And) (out *roaring.Bitmap, err error) {
	var rows query.And
	unknown := false
	meet := func(set *roaring.Bitmap, err error) error {
		if out == nil {
			out = set
		} else if err == nil {
			out.And(set)
		}
		return err
	}
	for _, part := range parts {
		t, isTerm := part.(query.Term)
		if !isTerm {
			if err := meet(k.node(s, part)); err != nil {
				return nil, err
			}
			continue
		}
		switch t.Field {
		case "id", "document", "happening", "story": // few rows, by their own index
			if err := meet(k.rows(s, part)); err != nil {
				return nil, err
			}
			continue
		}
		rows = append(rows, part) // which narrow each other
		found, err := k.bitmaps.node(part)
		switch {
		case err != nil:
			return nil, err
		case found.set != nil && found.exact:
			err = meet(found.set, nil)
		case found.set != nil && t.Field == "date":
			err = meet(k.days(&t, found.set))
		default:
			unknown = true
		}
		if err != nil {
			return nil, err
		}
	}
	if unknown {
		err = meet(k.rows(s, rows))
	}
	return out, err
}

// rows is the set of the events whose rows meet a filter.
func (k *known) rows(s *DB, n query.Node) (*roaring.Bitmap, error) {
	from, args, err := s.set(k.ctx, query.Query{Where: n}, "")
	if err != nil {
		return nil, err
	}
	return k.numbers("SELECT n FROM "+from+" e", args...)
}

// text is the set of the events of the documents that a text is in.
func (k *known) text(s *DB, t query.Text) (*roaring.Bitmap, error) {
	match, _ := s.match(t)
	documents, err := k.numbers(s.b.words, match)
	if err != nil {
		return nil, err
	}
	in := documents.ToDense() // a bit for each
	var ns []uint32
	for n := range k.facts {
		if d := k.facts[n].document; d > 0 && int(d/64) < len(in) && in[d/64]&(1<<(d%64)) != 0 {
			ns = append(ns, uint32(n))
		}
	}
	all, err := k.of("all", "")
	if err == nil {
		all.And(roaring.BitmapOf(ns...))
	}
	return all, err
}

func (k *known) numbers(stmt string, args ...any) (*roaring.Bitmap, error) {
	rows, err := k.db.QueryContext(k.ctx, stmt, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ns []uint32
	for rows.Next() {
		var n uint32
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		ns = append(ns, n)
	}
	return roaring.BitmapOf(ns...), rows.Err()
}

// days are the events of a set whose days a term wants, as compiler.days says it.
func (k *known) days(t *query.Term, set *roaring.Bitmap) (*roaring.Bitmap, error) {
	var ns []uint32
	err := k.scan(set, func(n uint32, f *brief) {
		for _, v := range t.Values {
			from, to := dayNumber(v.From), dayNumber(v.To)
			ok := f.first >= from && f.first > 0 && (v.To == "" || f.first <= to && f.last <= to)
			if v.None {
				ok = f.first == 0
			}
			if ok {
				ns = append(ns, n)
				break
			}
		}
	})
	return roaring.BitmapOf(ns...), err
}

// scan goes through a set; f must not keep the brief.
func (k *known) scan(set *roaring.Bitmap, f func(n uint32, f *brief)) error {
	it := set.ManyIterator()
	buf := make([]uint32, 4096)
	for m := it.NextMany(buf); m > 0; m = it.NextMany(buf) {
		for _, n := range buf[:m] {
			if int(n) >= len(k.facts) || k.facts[n].document == 0 {
				return errMoved
			}
			f(n, &k.facts[n])
		}
	}
	return nil
}
