package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/isnad/isnad/internal/search"
)

// isPostgres tells whether a store is named by the URL of a database.
func isPostgres(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// openPostgres opens the store in a PostgreSQL database. Its tables stand in the
// schema isnad, or in the one that search_path names in the URL. What the URL
// does not say (a password above all) is taken from PGPASSWORD, PGPASSFILE and
// the others that libpq knows.
func openPostgres(ctx context.Context, url string, create bool, words func() *search.Segmenter) (*DB, error) {
	c, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, err // hides the password
	}
	name := c.RuntimeParams["search_path"]
	if name == "" {
		name = "isnad"
		c.RuntimeParams["search_path"] = name
	}
	c.RuntimeParams["application_name"] = "isnad"
	r := c.Copy()
	r.RuntimeParams["default_transaction_read_only"] = "on"
	// A writer whose machine is gone must not keep its turn.
	c.RuntimeParams["idle_in_transaction_session_timeout"] = "60s"
	c.RuntimeParams["tcp_keepalives_idle"] = "20"
	c.RuntimeParams["tcp_keepalives_interval"] = "5"
	c.RuntimeParams["tcp_keepalives_count"] = "4"
	c.RuntimeParams["tcp_user_timeout"] = "60s"
	w := &pool{stdlib.OpenDB(*c), postgres}
	w.SetMaxOpenConns(2)
	if err := migratePostgres(ctx, w, name, create); err != nil {
		w.Close()
		return nil, err
	}
	columns, err := columnTypes(ctx, w)
	if err != nil {
		w.Close()
		return nil, err
	}
	db := &pool{stdlib.OpenDB(*r), postgres}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	return newDB(&DB{writes: w, db: db, b: postgres, columns: columns}, words), nil
}

// postgresSchema is the schema of migrations in the words of PostgreSQL. Text is
// compared byte by byte, as SQLite does, in any locale of the database. words
// holds a document's terms in parts, see indexPostgres.
const postgresSchema = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value BIGINT);
CREATE TABLE run(n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, started TEXT NOT NULL, manifest BYTEA, counts TEXT, finished BOOLEAN NOT NULL DEFAULT false);
CREATE TABLE outlet(n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE TABLE document(n BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, run BIGINT NOT NULL, outlet BIGINT, url TEXT, title TEXT, published TEXT, lang TEXT,
	story TEXT, version TEXT, lexicon TEXT, stored BOOLEAN NOT NULL, events INTEGER NOT NULL);
CREATE INDEX document_outlet ON document(outlet, published, events);
CREATE INDEX document_published ON document(published NULLS FIRST, n);
CREATE INDEX document_story ON document(story) WHERE story IS NOT NULL;
CREATE TABLE body(n BIGINT PRIMARY KEY, record BYTEA, events BYTEA, terms BYTEA);
CREATE TABLE words(document BIGINT, part INTEGER, terms TSVECTOR NOT NULL, PRIMARY KEY(document, part));
CREATE INDEX words_terms ON words USING gin(terms);
CREATE TABLE event(n BIGINT PRIMARY KEY, id TEXT NOT NULL, document BIGINT NOT NULL, ordinal INTEGER NOT NULL, hn BIGINT NOT NULL, lead INTEGER NOT NULL,
	type TEXT NOT NULL, quad INTEGER NOT NULL, root TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL, aux TEXT NOT NULL, foreground BOOLEAN NOT NULL,
	day TEXT NOT NULL, last TEXT NOT NULL, month TEXT NOT NULL, outlet BIGINT, published TEXT, country TEXT, admin1 TEXT, place TEXT, place_key TEXT, stance TEXT,
	confidence DOUBLE PRECISION NOT NULL, intensity DOUBLE PRECISION NOT NULL, dead DOUBLE PRECISION, rule TEXT, story TEXT, supersedes TEXT, parties TEXT NOT NULL);
CREATE TABLE happening(id TEXT PRIMARY KEY, n BIGINT NOT NULL UNIQUE, reports INTEGER NOT NULL);
CREATE TABLE entity(n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, name_en TEXT, kind TEXT, country TEXT);
CREATE TABLE entity_name(key TEXT, entity BIGINT, PRIMARY KEY(key, entity));
CREATE TABLE tombstone(n BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, run BIGINT NOT NULL, successor TEXT);
CREATE TABLE by_day(day TEXT, last TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(day, last, type, quad));
CREATE TABLE by_date(day TEXT, last TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(day, last));
CREATE TABLE by_month(month TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(month, type, quad));
CREATE TABLE by_outlet(outlet BIGINT, month TEXT, type TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(outlet, month, type, quad));
CREATE TABLE by_pair(actor TEXT, recipient TEXT, quad INTEGER, reports INTEGER, happenings INTEGER, PRIMARY KEY(actor, recipient, quad));
CREATE TABLE by_party(role INTEGER, country TEXT, month TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(role, country, month));
CREATE TABLE by_place(country TEXT, admin1 TEXT, month TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(country, admin1, month));
CREATE TABLE naming(entity BIGINT, outlet BIGINT, month TEXT, text TEXT, reports INTEGER, happenings INTEGER, PRIMARY KEY(entity, outlet, month, text));
CREATE TABLE bits(field TEXT, value TEXT, segment BIGINT, data BYTEA NOT NULL, PRIMARY KEY(field, value, segment));
`

// postgresVersion counts the schema's versions; meta holds it under "schema".
const postgresVersion = 2

// postgresParties brings the first version to the second, before moveParties.
const postgresParties = `
ALTER TABLE document ALTER n DROP IDENTITY;
ALTER TABLE event ADD COLUMN parties TEXT NOT NULL DEFAULT '';
DROP INDEX IF EXISTS event_type, event_outlet, event_country, event_place;
`

// migratePostgres makes the schema when it is not there. Many workers may begin
// at once: one makes it, the others wait.
func migratePostgres(ctx context.Context, db *pool, name string, create bool) error {
	tx, err := db.begin(ctx, false)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext(?))", "isnad "+name); err != nil {
		return err
	}
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT to_regclass(? || '.meta') IS NOT NULL", pgx.Identifier{name}.Sanitize()).Scan(&there); err != nil {
		return err
	}
	if there {
		var have int
		if err := tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'schema'").Scan(&have); err != nil {
			return fmt.Errorf("the schema %s holds tables that are none of isnad's: %w", name, err)
		}
		if have > postgresVersion {
			return fmt.Errorf("the store has version %d, this program knows up to %d: it was written by a newer isnad", have, postgresVersion)
		}
		if have == postgresVersion {
			return nil
		}
		err := runPostgres(ctx, tx, postgresParties)
		if err == nil {
			err = moveParties(ctx, tx)
		}
		if err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'schema'", postgresVersion)
		}
		if err != nil {
			return fmt.Errorf("bring the store from version %d to %d: %w", have, postgresVersion, err)
		}
		return tx.Commit()
	}
	if !create {
		return fmt.Errorf("no store in the schema %s of this database: %w", name, os.ErrNotExist)
	}
	if err := runPostgres(ctx, tx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{name}.Sanitize()+";\n"+postgresSchema); err != nil {
		return fmt.Errorf("make the schema %s: %w", name, err)
	}
	if err := buildIndexes(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO meta VALUES('schema', ?)", postgresVersion); err != nil {
		return err
	}
	return tx.Commit()
}

// runPostgres runs statements, each on lines of its own. Text is compared byte by byte.
func runPostgres(ctx context.Context, tx *txn, ddl string) error {
	for _, stmt := range strings.Split(strings.ReplaceAll(ddl, " TEXT", ` TEXT COLLATE "C"`), ";\n") {
		if _, err := tx.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}

var postgres = &backend{
	words:  "SELECT DISTINCT document AS doc FROM words WHERE terms @@ ?::tsquery",
	match:  matchTerms,
	shared: true,
	fetch:  []any{pgx.QueryExecModeExec},       // one cursor has other columns than the next: nothing to remember
	lock:   "LOCK TABLE run IN EXCLUSIVE MODE", // until the transaction ends; readers go on
	sql: func(s string) string {
		return numbered(postgresWords.Replace(s))
	},
	values:  noNull,
	state:   sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead},
	index:   indexPostgres,
	unindex: unindexPostgres,
	list:    "SELECT string_agg(id, chr(10) ORDER BY ordinal) FROM event e WHERE e.document = d.n",
	numbers: "unnest(translate(?::text, '[]', '{}')::bigint[]) d(value)",
	info: func(ctx context.Context, s *DB, x *Info) error {
		return s.db.QueryRowContext(ctx, `SELECT (SELECT value FROM meta WHERE key = 'schema'), coalesce((SELECT sum(pg_total_relation_size(oid)) FROM pg_class
			WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'), 0)::bigint`).Scan(&x.Schema, &x.Bytes)
	},
}

// postgresWords are the words that differ. SQLite's CROSS JOIN with ON is a join
// whose order it keeps.
var postgresWords = strings.NewReplacer("CROSS JOIN", "JOIN", "instr(", "strpos(")

// noNull writes U+FFFD for the character 0, which PostgreSQL's text cannot hold.
func noNull(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok && strings.ContainsRune(s, 0) {
			args[i] = strings.ReplaceAll(s, "\x00", "\ufffd")
		}
	}
	return args
}

// maxIndexed is the longest text that is put in an index: PostgreSQL's take
// 2,704 bytes a row.
const maxIndexed = 2000

// indexable tells what of a document is too long for an index of PostgreSQL.
func (d *Doc) indexable() error {
	long := func(what, s string) error {
		if len(s) > maxIndexed {
			return fmt.Errorf("%s has %d bytes, PostgreSQL indexes up to %d", what, len(s), maxIndexed)
		}
		return nil
	}
	errs := []error{long("the id of the document", d.ID)}
	if r := d.Record; r != nil {
		errs = append(errs, long("the outlet", string(r.Outlet)), long("the story", string(r.Story)))
	}
	for i := range d.Events {
		e := &d.Events[i]
		errs = append(errs, long("the id of an event", e.ID), long("a happening", string(e.Happening)), long("the story", string(e.Story)))
		errs = append(errs, long("a CAMEO code", e.Cameo), long("a mode", set(e.Mode)), long("a context", set(e.Context)), long("a mark", set(e.Aux)))
		if e.Claim != nil {
			errs = append(errs, long("a stance", e.Claim.Stance))
		}
		if e.Place != nil {
			errs = append(errs, long("a place", e.Place.Name), long("a district", e.Place.Admin1))
		}
		for _, g := range parties(e) {
			for k := range g.who {
				m := &g.who[k]
				errs = append(errs, long("a name", string(m.Name)), long("an English name", string(m.NameEn)), long("the id of an entity", string(m.ID)),
					long("the words for a party", m.Text), long("a country and its sectors", string(m.Country)+set(m.Sectors)+string(m.Sector)))
			}
		}
	}
	return errors.Join(errs...)
}

// A document's terms are kept in parts, since a tsvector counts no word beyond
// its 16,383rd and no word more than 255 times. Parts overlap, so that each
// phrase of up to overlap+1 words stands whole in one of them.
const (
	partTerms = 250
	overlap   = 60
)

// indexPostgres enters the three forms of each term, told apart by a letter
// before them, at the place of the term.
func indexPostgres(ctx context.Context, w *writer, n int64, forms [3]string) error {
	var ts [3][]string
	for k, f := range forms {
		ts[k] = strings.Split(strings.TrimSuffix(f, " "), " ")
	}
	for part, at := 0, 0; part == 0 || at+overlap < len(ts[0]); part, at = part+1, at+partTerms-overlap {
		var b strings.Builder
		for i := at; i < min(at+partTerms, len(ts[0])); i++ {
			place := strconv.Itoa(i - at + 1)
			for k := range ts {
				b.WriteString(lexeme(k, ts[k][i]) + ":" + place + " ")
			}
		}
		if err := w.words.add(ctx, n, part, b.String()); err != nil {
			return err
		}
	}
	return nil
}

func unindexPostgres(ctx context.Context, w *writer, n int64, _ []byte) error {
	if err := w.words.flush(ctx); err != nil { // it may be among them
		return err
	}
	_, err := w.exec(ctx, "DELETE FROM words WHERE document = ?", n)
	return err
}

// lexeme is a form as it stands in a tsvector: quoted, behind its kind. A
// tsvector takes 2,046 bytes: a longer word is known by its digest.
func lexeme(kind int, s string) string {
	if len(s) > maxIndexed {
		sum := sha256.Sum256([]byte(s))
		s = hex.EncodeToString(sum[:])
	}
	return "'" + "wsl"[kind:kind+1] + s + "'"
}

// matchTerms is a phrase as a tsquery.
func matchTerms(p search.Phrase) string {
	if len(p.Words) == 0 {
		return "'-'"
	}
	var alternatives []string
	for kind, words := range forms(p) {
		words = words[:min(len(words), overlap+1)]
		for i := range words {
			words[i] = lexeme(kind, words[i])
		}
		alternatives = append(alternatives, "("+strings.Join(words, " <-> ")+")")
	}
	return strings.Join(alternatives, " | ")
}

// Away tells whether an error says that the database cannot be asked now, and may
// be later: it is not there, starts, stops, has gone, or has too much to do.
func Away(err error) bool {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		switch server.Code[:2] {
		case "08", "40", "53", "55", "57": // connection, rollback, resources, locks, operator
			return true
		}
		return server.Code == "25P03" // it held a transaction for too long, as a machine does that stood still
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, net.ErrClosed) || errors.Is(err, sql.ErrTxDone) || pgconn.SafeToRetry(err)
}
