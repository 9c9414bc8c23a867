package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
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
	} else {
		for _, r := range rollups {
			if err := s.checkRollup(ctx, tx, r.table, r.keys, r.from, add); err != nil {
				return nil, err
			}
		}
	}
	if !loading {
		if err := checkBits(ctx, tx, add); err != nil {
			return nil, err
		}
	}
	for _, c := range []struct{ stmt, text string }{
		{"SELECT id FROM event GROUP BY id HAVING count(*) > 1", "the event %s is stored twice"},
		{"SELECT e.id FROM event e LEFT JOIN document d ON d.n = e.document WHERE d.n IS NULL", "the event %s has no document"},
		{"SELECT d.id FROM document d LEFT JOIN body b ON b.n = d.n WHERE b.n IS NULL", "the document %s has no body"},
		{"SELECT d.id FROM document d LEFT JOIN (SELECT document, count(*) c FROM event GROUP BY document) x ON x.document = d.n WHERE d.events <> coalesce(x.c, 0)", "the document %s does not have as many events as it says"},
		{"SELECT DISTINCT m.event FROM mention m LEFT JOIN event e ON e.n = m.event WHERE e.n IS NULL", "a mention has no event: number %s"},
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

// checkRollup compares a table of counts with what the events say now.
func (s *DB) checkRollup(ctx context.Context, tx *txn, table, keys, from string, add func(string, ...any)) error {
	all := keys + ", reports, happenings"
	counted := "SELECT " + all + " FROM (" + from + " GROUP BY " + positions(keys) + ") c"
	stored := "SELECT " + all + " FROM " + table + " WHERE reports <> 0 OR happenings <> 0"
	var n int
	err := tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM ("+counted+" EXCEPT "+stored+") a) + (SELECT count(*) FROM ("+stored+" EXCEPT "+counted+") b)", 0, int64(1)<<62).Scan(&n)
	if err != nil {
		return fmt.Errorf("count %s anew: %w", table, err)
	}
	if n > 0 {
		add("%d counts of %s are not what the events say", n, table)
	}
	return nil
}

// checkBits compares the bitmaps with what the events say now.
func checkBits(ctx context.Context, tx *txn, add func(string, ...any)) error {
	t, err := countBits(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT field, value, segment, data FROM bits")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k bitKey
		var data []byte
		if err := rows.Scan(&k.field, &k.value, &k.segment, &data); err != nil {
			return err
		}
		want := t.bits[k]
		if want == nil {
			want = roaring.New()
		}
		delete(t.bits, k)
		have := roaring.New()
		err := have.UnmarshalBinary(data)
		if err == nil && len(data) > 0 && !have.IsEmpty() {
			err = have.Validate()
		}
		if err != nil {
			add("the bitmap of %s %q cannot be read: %v", k.field, k.value, err)
			continue
		}
		if !have.Equals(want) {
			add("the bitmap of %s %q is not what the events say", k.field, k.value)
		}
	}
	if len(t.bits) > 0 {
		add("%d bitmaps are missing", len(t.bits))
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
