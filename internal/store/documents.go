package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// Document implements Store.
func (s *DB) Document(ctx context.Context, id string) (d Document, err error) {
	err = s.read(ctx, func(tx *txn) error {
		var n int64
		var record []byte
		err := tx.QueryRowContext(ctx, "SELECT d.n, b.record FROM document d JOIN body b ON b.n = d.n WHERE d.id = ?", id).Scan(&n, &record)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("document %q: %w", id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		if d.Raw, err = unpack(record); err != nil {
			return fmt.Errorf("read document %q: %w", id, err)
		}
		d.Document = export.Document{Schema: export.Schema, ID: id}
		if d.Stored = d.Raw != nil; d.Stored {
			if d.Document, err = readDocument(d.Raw); err != nil {
				return fmt.Errorf("read document %q: %w", id, err)
			}
		}
		l := loader{bodies: true}
		return each(ctx, tx, "SELECT n, hn, document, ordinal, supersedes FROM event WHERE document = ? ORDER BY ordinal", []any{n}, func(rows *sql.Rows) (x found, err error) {
			err = rows.Scan(&x.n, &x.hn, &x.document, &x.ordinal, &x.supersedes)
			return x, err
		}, func(x *found) (bool, error) {
			d.Events = append(d.Events, Event{})
			return true, l.event(ctx, tx, x, &d.Events[len(d.Events)-1])
		})
	})
	return d, err
}

// documentFields are the fields that a document has by itself. A query of others
// asks for documents with one event that answers all of them.
var documentFields = map[string]bool{"outlet": true, "published": true, "lang": true, "document": true}

// documentWhere is the query as a condition of document d.
func (s *DB) documentWhere(ctx context.Context, n query.Node) (cond string, args []any, text []search.Phrase, err error) {
	var own []string
	var events query.And
	for _, part := range conjuncts(n) {
		if !ofDocument(part) {
			events = append(events, part)
			continue
		}
		c := &compiler{ctx: ctx, s: s}
		sql, err := c.node(part, false)
		if err != nil {
			return "", nil, nil, err
		}
		text = append(text, c.text...)
		own = append(own, ownColumns.Replace(sql))
		args = append(args, c.args...)
	}
	if len(events) > 0 {
		p, err := s.plan(ctx, events)
		if err != nil {
			return "", nil, nil, err
		}
		text = append(text, p.text...)
		if p.known > s.few { // most documents have such an event: it is sooner asked of each than listed
			cond, a, err := s.filter(ctx, events)
			if err != nil {
				return "", nil, nil, err
			}
			own, args = append(own, "EXISTS (SELECT 1 FROM event e WHERE e.document = d.n AND "+cond+")"), append(args, a...)
		} else {
			own = append(own, "d.n IN (SELECT e.document FROM "+p.from+" WHERE "+strings.Join(append(append([]string{}, p.drive...), p.where), " AND ")+")")
			args = append(append(args, p.args...), p.wargs...)
		}
	}
	if len(own) == 0 {
		own = []string{"true"}
	}
	return strings.Join(own, " AND "), args, text, nil
}

// ownColumns turns conditions of an event's document into those of document d.
var ownColumns = strings.NewReplacer("e.document", "d.n", "e.outlet", "d.outlet", "e.published", "d.published")

func ofDocument(n query.Node) bool {
	switch x := n.(type) {
	case query.Text:
		return true
	case query.Not:
		return ofDocument(x.Node)
	case query.And:
		for _, y := range x {
			if !ofDocument(y) {
				return false
			}
		}
		return true
	case query.Or:
		for _, y := range x {
			if !ofDocument(y) {
				return false
			}
		}
		return true
	case query.Term:
		return documentFields[x.Field]
	}
	return false
}

// around is how much of the text a snippet shows before and behind, in code points.
const around = 120

// Documents implements Store: by day of publication, undated ones as the oldest.
func (s *DB) Documents(ctx context.Context, q query.Query, p Page) ([]Hit, string, error) {
	cond, args, has, text, err := s.documentTest(ctx, q.Where)
	if err != nil {
		return nil, "", err
	}
	less, order, nulls := "<", " DESC", " NULLS LAST"
	if q.Sort == query.Oldest {
		less, order, nulls = ">", "", " NULLS FIRST"
	}
	if p.Cursor != "" {
		day, number, ok := strings.Cut(p.Cursor, ".")
		n, err := strconv.ParseInt(number, 36, 64)
		if !ok || err != nil {
			return nil, "", ErrCursor
		}
		// NULL is published before all days, in both orders
		switch {
		case day == "" && q.Sort == query.Oldest:
			cond += " AND (d.published IS NOT NULL OR d.n > ?)"
			args = append(args, n)
		case day == "":
			cond += " AND d.published IS NULL AND d.n < ?"
			args = append(args, n)
		case q.Sort == query.Oldest:
			cond += " AND (d.published, d.n) > (?, ?)"
			args = append(args, day, n)
		default:
			cond += fmt.Sprintf(" AND ((d.published, d.n) %s (?, ?) OR d.published IS NULL)", less)
			args = append(args, day, n)
		}
	}
	limit := p.limit()
	var out []Hit
	next := ""
	err = s.read(ctx, func(tx *txn) error {
		var last row
		return each(ctx, tx, "SELECT d.n, coalesce(d.published, '') FROM document d WHERE "+cond+" ORDER BY d.published"+order+nulls+", d.n"+order, args, func(rows *sql.Rows) (x row, err error) {
			err = rows.Scan(&x.n, &x.day)
			return x, err
		}, func(x *row) (bool, error) {
			if !has(x.n) {
				return true, nil
			}
			if len(out) == limit {
				next = last.day + "." + strconv.FormatInt(last.n, 36)
				return false, nil
			}
			last = *x
			out = append(out, Hit{})
			return true, fill(ctx, tx, x.n, text, &out[len(out)-1])
		})
	})
	return out, next, err
}

// A row is a document of a list.
type row struct {
	n          int64
	story, day string
}

// fill reads the text of a hit, its highlights and the snippet round the first.
func fill(ctx context.Context, db querier, n int64, text []search.Phrase, h *Hit) error {
	l := loader{bodies: true, text: text}
	d, err := l.document(ctx, db, n)
	if err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, "SELECT coalesce(story, ''), events FROM document WHERE n = ?", n).Scan(&h.Story, &h.Events); err != nil {
		return err
	}
	h.Source, h.Highlights = d.source, d.marks
	runes := []rune(h.Source.Text)
	from, to := 0, min(2*around, len(runes))
	if len(h.Highlights) > 0 {
		from, to = max(0, h.Highlights[0].Start-around), min(len(runes), h.Highlights[0].End+around)
	}
	for from > 0 && runes[from-1] != ' ' && runes[from-1] != '\n' { // whole words
		from--
	}
	for to < len(runes) && runes[to] != ' ' && runes[to] != '\n' {
		to++
	}
	h.Snippet = Snippet{string(runes[from:to]), from}
	return nil
}

// storyBatch is how many stories are looked at together.
const storyBatch = 100

// Stories implements Store: those with documents that answer the query, the
// latest first. It walks the documents from the latest day on, for as many stories
// as a page has: to group all documents would take as long as there are documents.
func (s *DB) Stories(ctx context.Context, q query.Query, p Page) ([]Story, string, error) {
	before, beforeID, ok := strings.Cut(p.Cursor, " ")
	if p.Cursor != "" && !ok {
		return nil, "", ErrCursor
	}
	cond, args, has, _, err := s.documentTest(ctx, q.Where)
	if err != nil {
		return nil, "", err
	}
	limit := p.limit()
	var out []Story
	err = s.read(ctx, func(tx *txn) error {
		walk, wargs := cond, args
		if p.Cursor != "" {
			walk, wargs = cond+" AND (d.published <= ? OR d.published IS NULL)", append(slices.Clone(args), before)
		}
		seen := map[string]bool{}
		var batch []string
		day := ""
		flush := func() error {
			found, err := storiesOf(ctx, tx, batch, cond, args, has)
			for _, x := range found {
				if p.Cursor == "" || x.Last < before || x.Last == before && x.ID < beforeID {
					out = append(out, x)
				}
			}
			batch = batch[:0]
			return err
		}
		err := each(ctx, tx, "SELECT d.n, d.story, coalesce(d.published, '') FROM document d WHERE d.story IS NOT NULL AND "+walk+" ORDER BY d.published DESC NULLS LAST", wargs, func(rows *sql.Rows) (x row, err error) {
			err = rows.Scan(&x.n, &x.story, &x.day)
			return x, err
		}, func(x *row) (bool, error) {
			if x.day != day && len(batch) >= min(limit+1, storyBatch) { // the stories of a day go together, since their ids decide
				if err := flush(); err != nil || len(out) > limit {
					return false, err
				}
			}
			if day = x.day; !seen[x.story] && has(x.n) {
				seen[x.story] = true
				batch = append(batch, x.story)
			}
			return true, nil
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		return flush()
	})
	slices.SortFunc(out, func(a, b Story) int { return cmp.Or(cmp.Compare(b.Last, a.Last), cmp.Compare(b.ID, a.ID)) })
	next := ""
	if len(out) > limit {
		out = out[:limit]
		next = out[limit-1].Last + " " + out[limit-1].ID
	}
	return out, next, err
}

// StoryWith implements Store.
func (s *DB) StoryWith(ctx context.Context, is func(document string) bool) (story string, err error) {
	err = s.read(ctx, func(tx *txn) error {
		found := false
		var id string
		err := each(ctx, tx, "SELECT id FROM document", nil, func(rows *sql.Rows) (id string, err error) {
			err = rows.Scan(&id)
			return id, err
		}, func(x *string) (bool, error) {
			if found = is(*x); found {
				id = *x
			}
			return !found, nil
		})
		if err == nil && !found {
			return fmt.Errorf("a story with such a document: %w", ErrNotFound)
		}
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT coalesce(story, '') FROM document WHERE id = ?", id).Scan(&story)
	})
	return story, err
}

// storiesOf reads stories by their ids, with what their documents tell that pass.
func storiesOf(ctx context.Context, tx *txn, ids []string, cond string, args []any, has func(int64) bool) ([]Story, error) {
	list := "?" + strings.Repeat(", ?", len(ids)-1)
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	rows, err := tx.QueryContext(ctx, "SELECT d.story, d.n, coalesce(d.published, ''), coalesce(d.outlet, 0), d.events, coalesce(d.title, ''), CASE WHEN "+cond+" THEN 1 ELSE 0 END FROM document d WHERE d.story IN ("+list+
		") ORDER BY d.story, d.published NULLS FIRST, d.n", append(slices.Clone(args), all...)...)
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	defer rows.Close()
	var out []Story
	var outlets map[int64]bool
	for rows.Next() {
		var id, day, title string
		var n, outlet int64
		var events, ok int
		if err := rows.Scan(&id, &n, &day, &outlet, &events, &title, &ok); err != nil {
			return nil, err
		}
		if len(out) == 0 || out[len(out)-1].ID != id {
			out, outlets = append(out, Story{ID: id}), map[int64]bool{}
		}
		x := &out[len(out)-1]
		if x.Title == "" { // the earliest, whether it answers or not
			x.Title = title
		}
		if ok == 0 || !has(n) {
			continue
		}
		if x.Documents == 0 || x.First == "" {
			x.First = day
		}
		x.Last = max(x.Last, day)
		x.Documents++
		x.Reports += events
		if outlet != 0 && !outlets[outlet] {
			outlets[outlet] = true
			x.Outlets++
		}
	}
	return out, rows.Err()
}

// documentTest is a query as a condition of document d and a test of its number:
// what asks for events is asked of their set where it is known.
func (s *DB) documentTest(ctx context.Context, n query.Node) (cond string, args []any, has func(int64) bool, text []search.Phrase, err error) {
	var own, events query.And
	for _, part := range conjuncts(n) {
		if ofDocument(part) {
			own = append(own, part)
		} else {
			events = append(events, part)
		}
	}
	has = func(int64) bool { return true }
	few := ""
	if len(events) > 0 {
		documents := docSet{}
		ok, err := s.known(ctx, events, func(k *known) error {
			return k.scan(k.set, func(_ uint32, f *brief) { documents.add(int64(f.document)) })
		})
		if err != nil {
			return "", nil, nil, nil, err
		}
		if ok {
			c := &compiler{ctx: ctx, s: s}
			if _, err := c.node(events, false); err != nil { // for the words to highlight
				return "", nil, nil, nil, err
			}
			n, has, text = own, documents.has, c.text
			if ns := documents.first(rare + 1); len(ns) == 0 {
				few = " AND false"
			} else if len(ns) <= rare {
				few = " AND d.n " + oneOf(ns)
			}
		}
	}
	cond, args, words, err := s.documentWhere(ctx, n)
	return cond + few, args, has, append(text, words...), err
}

// Outlets implements Store, by name.
func (s *DB) Outlets(ctx context.Context) ([]Outlet, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT o.n, o.name, coalesce(d.published, ''), count(*), sum(CASE WHEN d.events > 0 THEN 1 ELSE 0 END), sum(d.events)
		FROM outlet o JOIN document d ON d.outlet = o.n GROUP BY o.n, d.published ORDER BY o.name, d.published NULLS FIRST`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Outlet
	last := int64(-1)
	for rows.Next() {
		var n int64
		var name string
		var day DayCount
		var coded, reports int
		if err := rows.Scan(&n, &name, &day.Day, &day.Documents, &coded, &reports); err != nil {
			return nil, err
		}
		if n != last {
			out = append(out, Outlet{Name: name})
			last = n
		}
		o := &out[len(out)-1]
		o.Documents += day.Documents
		o.Coded += coded
		o.Reports += reports
		o.Days = append(o.Days, day)
		if day.Day != "" {
			if o.First == "" {
				o.First = day.Day
			}
			o.Last = day.Day
		}
	}
	return out, rows.Err()
}

// Days implements Store. It leaps from day to day in the index: reading all of it
// would take as long as there are documents.
func (s *DB) Days(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `WITH RECURSIVE d(day) AS (SELECT min(published) FROM document WHERE published > ''
		UNION ALL SELECT (SELECT min(published) FROM document WHERE published > d.day) FROM d WHERE d.day IS NOT NULL) SELECT day FROM d WHERE day IS NOT NULL`)
	if err != nil {
		return nil, fmt.Errorf("list days: %w", err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var day string
		if err := rows.Scan(&day); err != nil {
			return nil, err
		}
		out = append(out, day)
	}
	return out, rows.Err()
}

// Runs implements Store.
func (s *DB) Runs(ctx context.Context) ([]Run, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT n, started, manifest, coalesce(counts, '{}'), finished FROM run ORDER BY n")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Run
	for rows.Next() {
		var r Run
		var counts sql.RawBytes
		if err := rows.Scan(&r.N, &r.Started, &r.Manifest, &counts, &r.Finished); err != nil {
			return nil, err
		}
		if err := r.Counts.read(counts); err != nil {
			return nil, fmt.Errorf("read run %d: %w", r.N, err)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
