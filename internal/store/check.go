package store

import (
	"context"
	"database/sql"
	"fmt"
	"hash/maphash"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// maxProblems bounds what a check lists.
const maxProblems = 100

// Check implements Store: it reads the whole file, and counts anew what the
// rollups say. No problem is an empty list.
func (s *DB) Check(ctx context.Context) ([]string, error) {
	var out []string
	add := func(format string, args ...any) {
		if len(out) < maxProblems {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	db := s.db
	if !s.b.shared {
		// A fresh connection: the integrity check of FTS5 looks into what an older one
		// remembers of the index, and calls it damaged when a writer has merged it since.
		var err error
		if db, err = connect(filepath.Join(s.dir, "isnad.sqlite"), 1, cacheKiB, "&_pragma=query_only(1)"); err != nil {
			return nil, err
		}
		defer db.Close()
	}
	tx, err := db.begin(ctx, true)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	list := func(stmt string, f func(string)) error {
		rows, err := tx.QueryContext(ctx, stmt)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var x string
			if err := rows.Scan(&x); err != nil {
				return err
			}
			f(x)
		}
		return rows.Err()
	}
	if !s.b.shared { // a server looks after its files
		if err := list("PRAGMA integrity_check", func(x string) {
			if x != "ok" {
				add("the file is damaged: %s", x)
			}
		}); err != nil {
			return nil, err
		}
	}
	loading := false
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'loading')").Scan(&loading); err != nil {
		return nil, err
	}
	if loading {
		add("a bulk load has not ended: the next isnad add ends it")
	} else if err := checkCounts(ctx, tx, add); err != nil {
		return nil, err
	}
	for _, c := range []struct{ stmt, text string }{
		{"SELECT id FROM event GROUP BY id HAVING count(*) > 1", "the event %s is stored twice"},
		{"SELECT e.id FROM event e LEFT JOIN document d ON d.n = e.document WHERE d.n IS NULL", "the event %s has no document"},
		{"SELECT d.id FROM document d LEFT JOIN body b ON b.n = d.n WHERE b.n IS NULL", "the document %s has no body"},
		{"SELECT d.id FROM document d LEFT JOIN (SELECT document, count(*) c FROM event GROUP BY document) x ON x.document = d.n WHERE d.events <> coalesce(x.c, 0)", "the document %s does not have as many events as it says"},
		{"SELECT t.id FROM tombstone t JOIN event e ON e.id = t.id", "the event %s is there and has a tombstone"},
		{"SELECT hn FROM event GROUP BY hn HAVING sum(lead) <> 1", "the happening number %s is not led by one report"},
		{"SELECT h.id FROM happening h LEFT JOIN (SELECT hn, count(*) c FROM event GROUP BY hn) x ON x.hn = h.n WHERE h.reports <> coalesce(x.c, 0)", "the happening %s does not have as many reports as it says"},
	} {
		if err := list(c.stmt, func(x string) { add(c.text, x) }); err != nil {
			return nil, err
		}
	}
	return out, s.checkBodies(ctx, tx, add)
}

// checkCounts compares the tables of counts and the bitmaps with what the events
// say now. Of the counts it compares a sum of all, each times the digest of its
// key, so that it needs no memory for them.
func checkCounts(ctx context.Context, tx *txn, add func(string, ...any)) error {
	var last sql.NullInt64
	if err := tx.QueryRowContext(ctx, "SELECT max(n) FROM event").Scan(&last); err != nil {
		return err
	}
	var sums [len(rollups)]uint64
	seed := maphash.MakeSeed()
	enter := func(roll int, key []any, reports, happenings int64) {
		k := fmt.Sprintf("%#v", key)
		sums[roll] += uint64(reports)*maphash.String(seed, k) + uint64(happenings)*maphash.String(seed, k+"lead")
	}
	t := newTally()
	fold := func() {
		var key []any
		for i := range rollups {
			for k, s := range t.rolls[i] {
				key = t.values(&rollups[i], k, key[:0])
				enter(i, key, s.reports, s.happenings)
			}
		}
		t.words, t.names, t.rolls = map[string]uint32{}, nil, newTally().rolls
	}
	err := factsOf(ctx, tx, 1, last.Int64, func(f *fact) error {
		if t.add(f, 1); t.counts() > maxCounts {
			fold()
		}
		return nil
	})
	if err != nil {
		add("the events cannot be counted: %v", err)
		return nil
	}
	fold()
	for i := range rollups {
		want := sums[i]
		sums[i] = 0
		if err := storedCounts(ctx, tx, &rollups[i], func(key []any, reports, happenings int64) { enter(i, key, reports, happenings) }); err != nil {
			return fmt.Errorf("read %s: %w", rollups[i].table, err)
		}
		if sums[i] != want {
			add("the counts of %s are not what the events say", rollups[i].table)
		}
	}
	return checkBits(ctx, tx, t, add)
}

// storedCounts calls f for each row of a table of counts.
func storedCounts(ctx context.Context, tx *txn, r *rollup, f func(key []any, reports, happenings int64)) error {
	keys := r.keys()
	rows, err := tx.QueryContext(ctx, "SELECT "+strings.Join(keys, ", ")+", reports, happenings FROM "+r.table)
	if err != nil {
		return err
	}
	defer rows.Close()
	words, figures := make([]string, len(keys)), make([]int64, len(keys)+2)
	var into, key []any
	for i, k := range keys {
		if isNumber[k] {
			into = append(into, &figures[i])
		} else {
			into = append(into, &words[i])
		}
	}
	into = append(into, &figures[len(keys)], &figures[len(keys)+1])
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		key = key[:0]
		for i, k := range keys {
			if isNumber[k] {
				key = append(key, figures[i])
			} else {
				key = append(key, words[i])
			}
		}
		f(key, figures[len(keys)], figures[len(keys)+1])
	}
	return rows.Err()
}

// checkBits compares the bitmaps with those of a tally of all events.
func checkBits(ctx context.Context, tx *txn, t *tally, add func(string, ...any)) error {
	rows, err := tx.QueryContext(ctx, "SELECT field, value, segment, data FROM bits ORDER BY field, value, segment")
	if err != nil {
		return err
	}
	defer rows.Close()
	have := map[string]map[string]*roaring.Bitmap{}
	bad := map[string]bool{}
	for rows.Next() {
		var field, value string
		var k int64
		var data []byte
		if err := rows.Scan(&field, &value, &k, &data); err != nil {
			return err
		}
		part := roaring.New()
		err := part.UnmarshalBinary(data)
		if err == nil && len(data) > 0 && !part.IsEmpty() {
			err = part.Validate()
		}
		if err != nil {
			add("the bitmap of %s %q cannot be read: %v", field, value, err)
			bad[field+" "+value] = true
			continue
		}
		if have[field] == nil {
			have[field] = map[string]*roaring.Bitmap{}
		}
		if have[field][value] == nil {
			have[field][value] = roaring.New()
		}
		have[field][value].Or(part)
	}
	missing := 0
	for i, field := range bitFields {
		for _, value := range slices.Sorted(maps.Keys(t.bits[i])) {
			set := have[field][value]
			delete(have[field], value)
			switch {
			case bad[field+" "+value]:
			case set == nil:
				missing++
			case !set.Equals(t.bits[i][value].whole()):
				add("the bitmap of %s %q is not what the events say", field, value)
			}
		}
	}
	if missing > 0 {
		add("%d bitmaps are missing", missing)
	}
	for _, field := range slices.Sorted(maps.Keys(have)) {
		for _, value := range slices.Sorted(maps.Keys(have[field])) {
			if !have[field][value].IsEmpty() {
				add("the bitmap of %s %q is not what the events say", field, value)
			}
		}
	}
	return rows.Err()
}

// checkBodies reads every record and compares it with its row.
func (s *DB) checkBodies(ctx context.Context, tx *txn, add func(string, ...any)) error {
	rows, err := tx.QueryContext(ctx, "SELECT d.id, d.stored, b.record, b.events, b.terms, ("+s.b.list+") FROM document d JOIN body b ON b.n = d.n")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var stored bool
		var record, events, terms []byte
		var ids sql.NullString
		if err := rows.Scan(&id, &stored, &record, &events, &terms, &ids); err != nil {
			return err
		}
		if stored != (record != nil) {
			add("the document %s has lost its text", id)
		}
		if b, err := unpack(record); err != nil {
			add("the text of document %s cannot be read: %v", id, err)
		} else if b != nil {
			if d, err := readDocument(b); err != nil || s.b.text(d.ID) != id {
				add("the record of document %s cannot be read: %q, %v", id, d.ID, err)
			}
		}
		if b, err := unpack(terms); err != nil {
			add("the terms of document %s cannot be read: %v", id, err)
		} else if _, err := getTerms(b); err != nil {
			add("the terms of document %s cannot be read: %v", id, err)
		}
		b, err := unpack(events)
		if err != nil {
			add("the events of document %s cannot be read: %v", id, err)
			continue
		}
		var have []string
		for _, l := range splitLines(b) {
			e, err := readEvent(l)
			if err != nil {
				add("an event of document %s cannot be read: %v", id, err)
			}
			have = append(have, s.b.text(e.ID))
		}
		if strings.Join(have, "\n") != ids.String {
			add("the events of document %s are not those of its rows", id)
		}
	}
	return rows.Err()
}
