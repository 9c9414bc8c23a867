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
// of both, or both with .. between when they lie in two. Codes in lists stand between semicolons.
// role: 1 actor, 2 recipient, 3 speaker, 4 further down the chain.
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
`}

// indexes are those that a bulk load drops and builds again.
var indexes = []struct{ name, on string }{
	{"event_id", "event(id)"},
	{"event_day", "event(day)"},
	{"event_type", "event(type, day)"},
	{"event_outlet", "event(outlet, day)"},
	{"event_country", "event(country, day) WHERE country IS NOT NULL"},
	{"event_place", "event(place_key, day) WHERE place_key IS NOT NULL"},
	{"event_document", "event(document)"},
	{"event_hn", "event(hn)"},
	{"event_story", "event(story, day) WHERE story IS NOT NULL"},
	{"mention_country", "mention(country, role, day, event) WHERE country <> ''"},
	{"mention_entity", "mention(entity, day, event) WHERE entity IS NOT NULL"},
}

// rollups are the tables of counts: their key columns and what the rows of the
// events ?1 to ?2 add to them. A writer counts in a tally, in the transaction that
// adds or removes the events; a check counts anew by these lines.
var rollups = []struct{ table, keys, from string }{
	{"by_day", "day, last, type, quad", `SELECT e.day, e.last, e.type, e.quad, ` + counted + ` FROM event e WHERE e.n BETWEEN ?1 AND ?2`},
	{"by_date", "day, last", `SELECT e.day, e.last, ` + counted + ` FROM event e WHERE e.n BETWEEN ?1 AND ?2`},
	{"by_month", "month, type, quad", `SELECT e.month, e.type, e.quad, ` + counted + ` FROM event e WHERE e.n BETWEEN ?1 AND ?2`},
	{"by_outlet", "outlet, month, type, quad", `SELECT coalesce(e.outlet, 0) outlet, e.month, e.type, e.quad, ` + counted + ` FROM event e WHERE e.n BETWEEN ?1 AND ?2`},
	{"by_pair", "actor, recipient, quad", `SELECT p.actor, p.recipient, e.quad, ` + counted + ` FROM (` + pairs + `) p CROSS JOIN event e ON e.n = p.event`},
	{"by_party", "role, country, month", `SELECT m.role, m.country, e.month, ` + counted + ` FROM
		(SELECT DISTINCT event, role, country FROM mention WHERE event BETWEEN ?1 AND ?2 AND role <= 3 AND country <> '') m CROSS JOIN event e ON e.n = m.event`},
	{"by_place", "country, admin1, month", `SELECT coalesce(e.country, '') country, coalesce(e.admin1, '') admin1, e.month, ` + counted + ` FROM event e WHERE e.n BETWEEN ?1 AND ?2`},
	{"naming", "entity, outlet, month, text", `SELECT m.entity, coalesce(m.outlet, 0) outlet, coalesce(substr(e.published, 1, 7), '') month, m.text, ` + counted + `
		FROM mention m CROSS JOIN event e ON e.n = m.event WHERE m.event BETWEEN ?1 AND ?2 AND m.entity IS NOT NULL`},
}

const counted = "count(*) reports, sum(e.lead) happenings"

// pairs are the rows of the table pair of the events ?1 to ?2.
const pairs = `SELECT DISTINCT a.country actor, r.country recipient, a.day day, a.event event FROM mention a CROSS JOIN mention r ON r.event = a.event AND r.role = 2
	WHERE a.event BETWEEN ?1 AND ?2 AND a.role = 1 AND a.country <> '' AND r.country <> ''`

// migrate brings the file to the newest version, each step in its transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	var have int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	if have > len(migrations) {
		return fmt.Errorf("the store has version %d, this program knows up to %d: it was written by a newer isnad", have, len(migrations))
	}
	for ; have < len(migrations); have++ {
		tx, err := db.BeginTx(ctx, nil)
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
		case have == 1: // bitmaps of the events that are there
			err = fillBits(ctx, tx)
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

// positions are the numbers of the key columns, which come first: their names may
// be those of two tables.
func positions(keys string) string {
	out := "1"
	for i := range strings.Count(keys, ",") {
		out += ", " + strconv.Itoa(i+2)
	}
	return out
}
