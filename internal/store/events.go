// Lists of events by each of their plans; which one is taken is decided here, and here alone.

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// Limits of a page.
const (
	defaultLimit = 50
	maxLimit     = 10_000
)

func (p Page) limit() int {
	switch {
	case p.Limit <= 0:
		return defaultLimit
	case p.Limit > maxLimit:
		return maxLimit
	}
	return p.Limit
}

// ErrCursor says that a cursor is none of ours.
var ErrCursor = errors.New("this cursor was not given by a list of this kind")

// found is a row of a list before its record is read.
type found struct {
	n, hn, document  int64
	ordinal          int
	day              string
	reports, outlets int
	supersedes       sql.NullString
}

// querier reads in a transaction or outside.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// read runs f in one read transaction, so that all it reads is of one state. It
// takes one connection: f must not ask for another, or many at once would wait
// for each other.
func (s *DB) read(ctx context.Context, f func(tx *txn) error) error {
	tx, err := s.db.begin(ctx, true)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

// Events implements Store.
func (s *DB) Events(ctx context.Context, q query.Query, p Page) ([]Event, string, error) {
	var rows []uint32
	pg := pageOf(q, p.Cursor)
	if q.Where != nil && q.Sample == 0 {
		ok, err := s.known(ctx, q.Where, func(k *known) (err error) { rows, err = k.next(q, p.Cursor, p.limit()+1); return err })
		if err != nil || ok && len(rows) == 0 {
			return nil, "", err
		}
		if ok {
			pg = nil
		}
	}
	w, err := s.walk(ctx, q, p.Cursor, 0, pg, rows...)
	if err != nil {
		return nil, "", err
	}
	out, next, err := s.list(ctx, w, p.limit())
	if err == nil && next == "" && w.plan.partial { // what comes next did not fill the page
		pg := pageOf(q, p.Cursor)
		pg.whole = true
		if w, err = s.walk(ctx, q, p.Cursor, 0, pg); err == nil {
			out, next, err = s.list(ctx, w, p.limit())
		}
	}
	return out, next, err
}

// list reads so many rows of a walk.
func (s *DB) list(ctx context.Context, w *walk, limit int) (out []Event, next string, err error) {
	var last found
	l := loader{text: w.plan.text, bodies: true}
	err = s.read(ctx, func(tx *txn) error {
		return w.run(ctx, tx, func(x *found) (bool, error) {
			if len(out) == limit {
				next = last.day + "." + strconv.FormatInt(last.n, 36)
				return false, nil
			}
			last = *x
			out = append(out, Event{})
			return true, l.event(ctx, tx, x, &out[len(out)-1])
		})
	})
	return out, next, err
}

// Each implements Store. The walk reads one state of the store, whatever is
// written meanwhile.
func (s *DB) Each(ctx context.Context, q query.Query, o EachOptions, f func(*Event) error) error {
	q.Sort = query.Oldest
	w, err := s.walk(ctx, q, "", o.UpTo, nil)
	if err != nil {
		return err
	}
	l := loader{bodies: o.Document}
	ahead := 1 // rows whose documents are read together
	if s.b.shared && !o.Document {
		ahead = fetched
	}
	var rows []found
	var ns []uint32
	return s.read(ctx, func(tx *txn) error {
		give := func() error {
			if ahead > 1 {
				ns = ns[:0]
				for i := range rows {
					ns = append(ns, uint32(rows[i].document))
				}
				if err := l.load(ctx, tx, "d.n IN (SELECT value FROM "+s.b.numbers+")", numberList(ns)); err != nil {
					return err
				}
			}
			for i := range rows {
				var e Event
				if err := l.event(ctx, tx, &rows[i], &e); err != nil {
					return err
				}
				if err := f(&e); err != nil {
					return err
				}
			}
			rows = rows[:0]
			return nil
		}
		err := w.run(ctx, tx, func(x *found) (bool, error) {
			if rows = append(rows, *x); len(rows) < ahead {
				return true, nil
			}
			return true, give()
		})
		if err != nil {
			return err
		}
		return give()
	})
}

// A walk is a list of rows that is ready to run.
type walk struct {
	q     query.Query
	plan  *plan
	sets  []docSet
	stmt  string
	args  []any
	peers string // finds the matching reports of a happening; "" when rows are reports
	pargs []any
}

// pageOf is the page of a list, nil when it takes all rows to make it.
func pageOf(q query.Query, cursor string) *page {
	if q.Sample > 0 {
		return nil
	}
	pg := &page{oldest: q.Sort == query.Oldest}
	if day, _, ok := strings.Cut(cursor, "."); ok {
		pg.cursor = &day
	}
	return pg
}

// walk makes a query ready: a page of it, or all rows when pg is nil. only: the rows
// that it goes through, when they are known.
func (s *DB) walk(ctx context.Context, q query.Query, cursor string, upTo int64, pg *page, only ...uint32) (*walk, error) {
	rest, sets, text, err := s.sets(ctx, q.Where)
	if err != nil {
		return nil, err
	}
	p, err := s.planPage(ctx, rest, pg)
	if err != nil {
		return nil, err
	}
	p.few(sets)
	p.text = append(p.text, text...)
	w := &walk{q: q, plan: p, sets: sets}
	if len(only) > 0 {
		p.only(s.b, only)
	}
	if q.Sample > 0 {
		if _, err := s.drawn(ctx, w, q.Where, upTo); err != nil {
			return nil, err
		}
	}
	conds := append(append([]string{}, p.drive...), p.where)
	w.args = append(append([]any{}, p.args...), p.wargs...)
	less, order := "<", " DESC"
	if q.Sort == query.Oldest {
		less, order = ">", ""
	}
	if cursor != "" {
		day, number, ok := strings.Cut(cursor, ".")
		n, err := strconv.ParseInt(number, 36, 64)
		if !ok || err != nil || len(day) > len("2014-10-22") {
			return nil, ErrCursor
		}
		conds = append(conds, fmt.Sprintf("(e.day, e.n) %s (?, ?)", less))
		w.args = append(w.args, day, n)
	}
	within := ""
	if upTo > 0 {
		within = " AND e.n <= " + strconv.FormatInt(upTo, 10)
	}
	w.stmt = "SELECT e.n, e.hn, e.document, e.ordinal, e.day, e.supersedes, (SELECT reports FROM happening h WHERE h.n = e.hn) FROM " + p.from +
		" WHERE " + strings.Join(conds, " AND ") + within + " ORDER BY e.day" + order + ", e.n" + order
	if q.Group == query.Happening {
		cond, args, err := s.filter(ctx, rest)
		if err != nil {
			return nil, err
		}
		// the limit keeps the few reports of a happening the first to be looked up
		w.peers = "SELECT e.n, e.outlet, e.document FROM (SELECT * FROM event WHERE hn = ? LIMIT 1000000000) e WHERE " + cond + within + " ORDER BY e.day" + order + ", e.n" + order
		w.pargs = args
	}
	return w, nil
}

// run calls f for each row in order until f says no more.
func (w *walk) run(ctx context.Context, tx *txn, f func(*found) (bool, error)) error {
	var peers *sql.Stmt
	if w.peers != "" {
		var err error
		if peers, err = tx.PrepareContext(ctx, w.peers); err != nil {
			return err
		}
		defer peers.Close()
	}
	take := sampler(w.q, f)
	full := false
	err := each(ctx, tx, w.stmt, w.args, func(rows *sql.Rows) (x found, err error) {
		var reports sql.NullInt64
		err = rows.Scan(&x.n, &x.hn, &x.document, &x.ordinal, &x.day, &x.supersedes, &reports)
		x.reports, x.outlets = int(reports.Int64), 1
		return x, err
	}, func(x *found) (bool, error) {
		if !w.has(x.document) {
			return true, nil
		}
		if peers != nil && x.reports > 1 {
			if first, err := w.first(ctx, peers, x); err != nil || !first {
				return err == nil, err
			}
		} else {
			x.reports = 1
		}
		if w.q.Group == query.Report {
			x.reports, x.outlets = 0, 0
		}
		more, err := take.row(x)
		full = !more
		return more, err
	})
	if err != nil || full {
		return err
	}
	return take.end()
}

// has tells whether the texts that are asked for are in a document.
func (w *walk) has(document int64) bool {
	for i := range w.sets {
		if !w.sets[i].has(document) {
			return false
		}
	}
	return true
}

// first counts the reports of the row's happening that match, and tells whether
// the row stands first among them.
func (w *walk) first(ctx context.Context, stmt *sql.Stmt, x *found) (bool, error) {
	rows, err := stmt.QueryContext(ctx, append([]any{x.hn}, w.pargs...)...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	outlets := map[int64]bool{}
	x.reports = 0
	for rows.Next() {
		var n, document int64
		var outlet sql.NullInt64
		if err := rows.Scan(&n, &outlet, &document); err != nil {
			return false, err
		}
		if !w.has(document) {
			continue
		}
		if x.reports++; x.reports == 1 && n != x.n {
			return false, nil
		}
		outlets[outlet.Int64] = true
	}
	x.outlets = len(outlets)
	return true, rows.Err()
}

// A sample takes the rows whose number has the least digest with the seed: the
// same rows for the same store and seed, whatever the order of the walk.
type sample struct {
	q    query.Query
	f    func(*found) (bool, error)
	kept []keyed
}

type keyed struct {
	key uint64
	row found
}

func sampler(q query.Query, f func(*found) (bool, error)) *sample { return &sample{q: q, f: f} }

func (s *sample) row(x *found) (bool, error) {
	if s.q.Sample == 0 {
		return s.f(x)
	}
	s.kept = append(s.kept, keyed{sampleKey(s.q.Seed, x.n), *x})
	if len(s.kept) >= 2*s.q.Sample+1024 {
		s.kept = least(s.kept, s.q.Sample)
	}
	return true, nil
}

// sampleKey is FNV-1a of the seed, a dot and the number, in digits, mixed.
func sampleKey(seed int, n int64) uint64 {
	var buf [41]byte
	text := strconv.AppendInt(append(strconv.AppendInt(buf[:0], int64(seed), 10), '.'), n, 10)
	h := uint64(14695981039346656037)
	for _, c := range text {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return mix(h)
}

// mix spreads the last bits of a sum over all.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// least are those with the least keys, in their order.
func least(ks []keyed, n int) []keyed {
	slices.SortFunc(ks, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row.n, b.row.n)) })
	return ks[:min(len(ks), n)]
}

func (s *sample) end() error {
	if s.q.Sample == 0 {
		return nil
	}
	s.kept = least(s.kept, s.q.Sample)
	newest := s.q.Sort == query.Newest
	sort.Slice(s.kept, func(i, k int) bool {
		a, b := &s.kept[i].row, &s.kept[k].row
		if newest {
			a, b = b, a
		}
		if a.day != b.day {
			return a.day < b.day
		}
		return a.n < b.n
	})
	for i := range s.kept {
		more, err := s.f(&s.kept[i].row)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// A loader reads the records of rows. It keeps the documents that it has read
// last, since rows of one document often follow each other.
type loader struct {
	text   []search.Phrase
	bodies bool // the text too
	docs   map[int64]*loaded
}

type loaded struct {
	lines  [][]byte
	source Source
	marks  []Highlight
}

func (l *loader) event(ctx context.Context, db querier, x *found, e *Event) error {
	d, err := l.document(ctx, db, x.document)
	if err != nil {
		return err
	}
	if x.ordinal >= len(d.lines) {
		return fmt.Errorf("document %q has no event %d; isnad store check tells more", d.source.Document, x.ordinal)
	}
	e.Raw = d.lines[x.ordinal]
	rec, err := readEvent(e.Raw)
	if err != nil {
		return fmt.Errorf("read event %d of document %q: %w", x.ordinal, d.source.Document, err)
	}
	e.Event, e.Cursor, e.Supersedes = rec, x.n, x.supersedes.String
	e.Source, e.Reports, e.Outlets = d.source, x.reports, x.outlets
	for _, h := range d.marks {
		if h.Start >= e.Evidence.Start && h.End <= e.Evidence.End {
			e.Highlights = append(e.Highlights, h)
		}
	}
	return nil
}

func (l *loader) document(ctx context.Context, db querier, n int64) (*loaded, error) {
	if d := l.docs[n]; d != nil {
		return d, nil
	}
	err := l.load(ctx, db, "d.n = ?", n)
	if err == nil && l.docs[n] == nil {
		err = sql.ErrNoRows
	}
	if err != nil {
		return nil, fmt.Errorf("read document %d: %w", n, err)
	}
	return l.docs[n], nil
}

// load reads the documents for which a condition with one parameter holds, in
// place of those read before.
func (l *loader) load(ctx context.Context, db querier, cond string, arg any) error {
	cols := "NULL, NULL"
	if l.bodies {
		cols = "b.record, b.terms"
	}
	l.docs = map[int64]*loaded{}
	rows, err := db.QueryContext(ctx, "SELECT d.n, d.id, d.url, o.name, d.title, d.published, d.lang, b.events, "+cols+` FROM document d JOIN body b ON b.n = d.n
		LEFT JOIN outlet o ON o.n = d.outlet WHERE `+cond, arg)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var url, outlet, title, published, lang sql.NullString
		var events, record, terms []byte
		var src Source
		if err := rows.Scan(&n, &src.Document, &url, &outlet, &title, &published, &lang, &events, &record, &terms); err != nil {
			return err
		}
		src.URL, src.Outlet, src.Title, src.Published, src.Lang = url.String, outlet.String, title.String, published.String, lang.String
		if l.docs[n], err = l.unpack(src, events, record, terms); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (l *loader) unpack(src Source, events, record, terms []byte) (*loaded, error) {
	raw, err := unpack(events)
	if err != nil {
		return nil, fmt.Errorf("read events of document %q: %w", src.Document, err)
	}
	d := &loaded{lines: splitLines(raw), source: src}
	if record == nil {
		return d, nil
	}
	b, err := unpack(record)
	if err != nil {
		return nil, fmt.Errorf("read document %q: %w", src.Document, err)
	}
	r, err := readDocument(b)
	if err != nil {
		return nil, fmt.Errorf("read document %q: %w", src.Document, err)
	}
	d.source.Text = r.Text
	if d.marks, err = highlights(terms, l.text); err != nil {
		return nil, fmt.Errorf("read document %q: %w", src.Document, err)
	}
	return d, nil
}

// highlights are the places of the phrases by the stored terms, in order and apart.
func highlights(packed []byte, phrases []search.Phrase) ([]Highlight, error) {
	if len(phrases) == 0 || packed == nil {
		return nil, nil
	}
	b, err := unpack(packed)
	if err != nil {
		return nil, err
	}
	ts, err := getTerms(b)
	if err != nil {
		return nil, err
	}
	var all []Highlight
	for i := range phrases {
		for _, m := range phrases[i].Matches(ts) {
			if start := ts[m[0]].Start; start >= 0 {
				all = append(all, Highlight{start, ts[m[1]-1].End})
			}
		}
	}
	sort.Slice(all, func(i, k int) bool {
		return all[i].Start < all[k].Start || all[i].Start == all[k].Start && all[i].End > all[k].End
	})
	out := all[:0]
	for _, h := range all {
		if len(out) > 0 && h.Start < out[len(out)-1].End {
			out[len(out)-1].End = max(out[len(out)-1].End, h.End)
			continue
		}
		out = append(out, h)
	}
	return out, nil
}

// Event implements Store.
func (s *DB) Event(ctx context.Context, id string) (e Event, err error) {
	err = s.read(ctx, func(tx *txn) error {
		x := found{reports: 1, outlets: 1}
		err := tx.QueryRowContext(ctx, "SELECT n, hn, document, ordinal, supersedes FROM event WHERE id = ?", id).Scan(&x.n, &x.hn, &x.document, &x.ordinal, &x.supersedes)
		if errors.Is(err, sql.ErrNoRows) {
			return gone(ctx, tx, id)
		}
		if err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT outlet) FROM event WHERE hn = ?", x.hn).Scan(&x.reports, &x.outlets); err != nil {
			return err
		}
		l := loader{bodies: true}
		return l.event(ctx, tx, &x, &e)
	})
	return e, err
}

// gone tells what became of an event that is not there.
func gone(ctx context.Context, tx *txn, id string) error {
	var next sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT successor FROM tombstone WHERE id = ?", id).Scan(&next)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("event %q: %w", id, ErrNotFound)
	case err != nil:
		return err
	}
	return &Gone{id, next.String}
}

// Count implements Store.
func (s *DB) Count(ctx context.Context, q query.Query) (c Count, err error) {
	if q.Where == nil {
		err = s.db.QueryRowContext(ctx, `SELECT coalesce(sum(reports), 0), coalesce(sum(happenings), 0), (SELECT count(*) FROM document WHERE events > 0),
			(SELECT count(*) FROM outlet) FROM by_month`).Scan(&c.Reports, &c.Happenings, &c.Documents, &c.Outlets)
	} else {
		var p *plan
		if ok, err := s.known(ctx, q.Where, func(k *known) error { c, err = k.count(); return err }); err != nil || ok {
			return c.sampled(q), err
		}
		if p, err = s.plan(ctx, q.Where); err != nil {
			return c, err
		}
		args := append(append([]any{}, p.args...), p.wargs...)
		conds := strings.Join(append(append([]string{}, p.drive...), p.where), " AND ")
		from := p.from + " WHERE " + conds
		err = s.db.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT e.hn), count(DISTINCT e.document), count(DISTINCT e.outlet) FROM "+from, args...).Scan(&c.Reports, &c.Happenings, &c.Documents, &c.Outlets)
	}
	return c.sampled(q), err
}

// sampled is how many rows a sample leaves.
func (c Count) sampled(q query.Query) Count {
	switch {
	case q.Sample == 0:
	case q.Group == query.Report:
		c.Reports = min(c.Reports, q.Sample)
	default:
		c.Happenings = min(c.Happenings, q.Sample)
	}
	return c
}

// Changes implements Store.
func (s *DB) Changes(ctx context.Context, since int64, limit int) (out []Change, cursor int64, err error) {
	limit = Page{Limit: limit}.limit()
	err = s.read(ctx, func(tx *txn) error {
		type row struct {
			Change
			found
		}
		l := loader{}
		return each(ctx, tx, `SELECT * FROM (SELECT n, id, '', 0, '', hn, document, ordinal, supersedes FROM event WHERE n > ?1 ORDER BY n LIMIT ?2) a
			UNION ALL SELECT * FROM (SELECT n, id, document, 1, coalesce(successor, ''), 0, 0, 0, NULL FROM tombstone WHERE n > ?1 ORDER BY n LIMIT ?2) b ORDER BY 1 LIMIT ?2`, []any{since, limit}, func(rows *sql.Rows) (r row, err error) {
			err = rows.Scan(&r.Cursor, &r.ID, &r.Document, &r.Gone, &r.Successor, &r.hn, &r.document, &r.ordinal, &r.supersedes)
			return r, err
		}, func(r *row) (bool, error) {
			c := r.Change
			if !c.Gone {
				c.Event, r.n = &Event{}, c.Cursor
				if err := l.event(ctx, tx, &r.found, c.Event); err != nil {
					return false, err
				}
				c.Document = c.Event.Document
			}
			since = c.Cursor
			out = append(out, c)
			return true, nil
		})
	})
	return out, since, err
}
