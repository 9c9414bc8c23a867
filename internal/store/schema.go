package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// migrations bring a file from one version to the next; PRAGMA user_version
// counts them. One that has been released is never changed.
//
// n of event and tombstone come from one counter that only rises, so it is the
// order of changes. hn is the number of a happening: shared by its events, the
// event's own n where it has none. lead marks one event of each happening, its
// first. Days are ISO 8601; day and last are the first and last day that the
// date allows, "" when undated; month is that
// of both, or both with .. between when they lie in two. Codes in lists stand between semicolons;
// parties is described in parties.go.
var migrations = []string{`
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE run(n INTEGER PRIMARY KEY, started TEXT NOT NULL, manifest BLOB, counts TEXT, finished INTEGER NOT NULL DEFAULT 0);
CREATE TABLE outlet(n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE TABLE document(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run INTEGER NOT NULL, outlet INTEGER, url TEXT, title TEXT, published TEXT, lang TEXT,
	story TEXT, version TEXT, lexicon TEXT, stored INTEGER NOT NULL, events INTEGER NOT NULL);
CREATE INDEX document_outlet ON document(outlet, published);
CREATE INDEX document_published ON document(published);
CREATE INDEX document_story ON document(story) WHERE story IS NOT NULL;
CREATE TABLE body(n INTEGER PRIMARY KEY, record BLOB, events BLOB, terms BLOB);
CREATE VIRTUAL TABLE words USING fts5(word, stem, lemma, content='', tokenize='ascii');
CREATE TABLE event(n INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, hn INTEGER NOT NULL, lead INTEGER NOT NULL,
	type TEXT NOT NULL, quad INTEGER NOT NULL, root TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL, aux TEXT NOT NULL, foreground INTEGER NOT NULL,
	day TEXT NOT NULL, last TEXT NOT NULL, month TEXT NOT NULL, outlet INTEGER, published TEXT, country TEXT, admin1 TEXT, place TEXT, place_key TEXT, stance TEXT,
	confidence REAL NOT NULL, intensity REAL NOT NULL, dead INTEGER, rule TEXT, story TEXT, supersedes TEXT);
CREATE TABLE happening(id TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, reports INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entity(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, name_en TEXT, kind TEXT, country TEXT);
CREATE TABLE entity_name(key TEXT, entity INTEGER, PRIMARY KEY(key, entity)) WITHOUT ROWID;
CREATE TABLE mention(event INTEGER, role INTEGER, ordinal INTEGER, country TEXT NOT NULL, sectors TEXT NOT NULL, entity INTEGER, day TEXT NOT NULL, outlet INTEGER,
	text TEXT NOT NULL, PRIMARY KEY(event, role, ordinal)) WITHOUT ROWID;
CREATE TABLE pair(actor TEXT, recipient TEXT, day TEXT, event INTEGER, PRIMARY KEY(actor, recipient, day, event)) WITHOUT ROWID;
CREATE TABLE tombstone(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, run INTEGER NOT NULL, successor TEXT);
CREATE TABLE by_day(day TEXT, last TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(day, last, type, quad)) WITHOUT ROWID;
CREATE TABLE by_date(day TEXT, last TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(day, last)) WITHOUT ROWID;
CREATE TABLE by_month(month TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(month, type, quad)) WITHOUT ROWID;
CREATE TABLE by_outlet(outlet INTEGER, month TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(outlet, month, type, quad)) WITHOUT ROWID;
CREATE TABLE by_pair(actor TEXT, recipient TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(actor, recipient, quad)) WITHOUT ROWID;
CREATE TABLE by_party(role INTEGER, country TEXT, month TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(role, country, month)) WITHOUT ROWID;
CREATE TABLE by_place(country TEXT, admin1 TEXT, month TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(country, admin1, month)) WITHOUT ROWID;
CREATE TABLE naming(entity INTEGER, outlet INTEGER, month TEXT, text TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(entity, outlet, month, text)) WITHOUT ROWID;
`, `
CREATE TABLE bits(field TEXT NOT NULL, value TEXT NOT NULL, segment INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE(field, value, segment));
DROP INDEX document_outlet;
CREATE INDEX document_outlet ON document(outlet, published, events);
INSERT INTO words(words, rank) VALUES('hashsize', 8388608);
`, `
ALTER TABLE event ADD COLUMN parties TEXT NOT NULL DEFAULT '';
DROP INDEX IF EXISTS event_type;
DROP INDEX IF EXISTS event_outlet;
DROP INDEX IF EXISTS event_country;
DROP INDEX IF EXISTS event_place;
`}

// afterParties is what goes when events have their parties, see movedParties.
const afterParties = `
DROP TABLE mention;
DROP TABLE pair;
DELETE FROM bits;
`

// indexes are those that a bulk load drops and builds again.
var indexes = []struct{ name, on string }{
	{"event_id", "event(id)"},
	{"event_day", "event(day)"},
	{"event_document", "event(document)"},
	{"event_hn", "event(hn)"},
	{"event_story", "event(story, day) WHERE story IS NOT NULL"},
}

// migrate brings the file to the newest version, each step in its transaction.
func migrate(ctx context.Context, db *pool) error {
	var have int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have > len(migrations) {
		return fmt.Errorf("the store has version %d, this program knows up to %d: it was written by a newer isnad", have, len(migrations))
	}
	for ; have < len(migrations); have++ {
		tx, err := db.begin(ctx, false)
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, migrations[have]); err == nil {
			_, err = tx.ExecContext(ctx, "PRAGMA user_version = "+strconv.Itoa(have+1))
		}
		switch {
		case err != nil:
		case have == 0:
			err = buildIndexes(ctx, tx)
		case have == 2:
			err = moveParties(ctx, tx)
		}
		if err != nil {
			tx.Rollback()
			return fmt.Errorf("bring the store from version %d to %d: %w", have, have+1, err)
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func buildIndexes(ctx context.Context, tx execer) error {
	for _, x := range indexes {
		if _, err := tx.ExecContext(ctx, "CREATE INDEX IF NOT EXISTS "+x.name+" ON "+x.on); err != nil {
			return fmt.Errorf("build index %s: %w", x.name, err)
		}
	}
	return nil
}

func dropIndexes(ctx context.Context, tx execer) error {
	for _, x := range indexes {
		if _, err := tx.ExecContext(ctx, "DROP INDEX IF EXISTS "+x.name); err != nil {
			return err
		}
	}
	return nil
}

// moveParties writes the parties of the events that are there, which had rows of
// their own, and all bitmaps, which hold more than they did.
func moveParties(ctx context.Context, tx *txn) error {
	var last sql.NullInt64
	if err := tx.QueryRowContext(ctx, "SELECT max(n) FROM event").Scan(&last); err != nil {
		return err
	}
	const chunk = 8192 // numbers, so that a chunk's mentions fit in memory
	for lo := int64(1); lo <= last.Int64; lo += chunk {
		if err := movedParties(ctx, tx, lo, lo+chunk-1); err != nil {
			return fmt.Errorf("move the parties of events %d to %d: %w", lo, lo+chunk-1, err)
		}
	}
	for _, stmt := range strings.Split(strings.TrimSpace(afterParties), "\n") {
		if _, err := tx.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return fillBits(ctx, tx)
}

func movedParties(ctx context.Context, tx *txn, lo, hi int64) error {
	rows, err := tx.QueryContext(ctx, "SELECT event, role, country, sectors, coalesce(entity, 0), text FROM mention WHERE event BETWEEN ? AND ? ORDER BY event, role, ordinal", lo, hi)
	if err != nil {
		return err
	}
	defer rows.Close()
	var ns []int64
	all := map[int64][]partyFact{}
	for rows.Next() {
		var n int64
		var p partyFact
		if err := rows.Scan(&n, &p.role, &p.country, &p.sectors, &p.entity, &p.text); err != nil {
			return err
		}
		if all[n] == nil {
			ns = append(ns, n)
		}
		all[n] = append(all[n], p)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, n := range ns {
		if _, err := tx.ExecContext(ctx, "UPDATE event SET parties = ? WHERE n = ?", putParties(all[n]), n); err != nil {
			return err
		}
	}
	return nil
}
