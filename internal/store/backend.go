package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/isnad/isnad/internal/search"
)

// A backend is what one database says differently from the other. All else is
// one text of SQL, written for SQLite and carried over by sql.
type backend struct {
	words  string // the documents that a text is in; its one parameter is made by match
	match  func(search.Phrase) string
	shared bool   // many processes write, one transaction at a time; none holds one while it waits
	lock   string // makes a transaction of a writer the only one
	fetch  []any  // options of FETCH, where a connection answers one question after another; else nil

	sql    func(string) string
	values func([]any) []any
	state  sql.TxOptions // of a transaction that reads one state

	index   func(ctx context.Context, w *writer, n int64, forms [3]string) error
	unindex func(ctx context.Context, w *writer, n int64, packed []byte) error
	list    string // the events of document d in order, one id a line
	numbers string // a table d with the column value, of the numbers of its parameter: a list in JSON
	info    func(ctx context.Context, s *DB, x *Info) error
}

// text is a text as its row has it.
func (b *backend) text(s string) string { return b.values([]any{valid(s)})[0].(string) }

// A pool is a database whose statements are written for SQLite.
type pool struct {
	*sql.DB
	b *backend
}

func (p *pool) QueryContext(ctx context.Context, stmt string, args ...any) (*sql.Rows, error) {
	return p.DB.QueryContext(ctx, p.b.sql(stmt), p.b.values(args)...)
}

func (p *pool) QueryRowContext(ctx context.Context, stmt string, args ...any) *sql.Row {
	return p.DB.QueryRowContext(ctx, p.b.sql(stmt), p.b.values(args)...)
}

// begin opens a transaction: of one state when it only reads.
func (p *pool) begin(ctx context.Context, reads bool) (*txn, error) {
	o := &sql.TxOptions{}
	if reads {
		o = &p.b.state
	}
	tx, err := p.DB.BeginTx(ctx, o)
	if err != nil {
		return nil, err
	}
	return &txn{tx, p.b}, nil
}

// A txn is a transaction of a pool.
type txn struct {
	*sql.Tx
	b *backend
}

func (t *txn) QueryContext(ctx context.Context, stmt string, args ...any) (*sql.Rows, error) {
	return t.Tx.QueryContext(ctx, t.b.sql(stmt), t.b.values(args)...)
}

func (t *txn) QueryRowContext(ctx context.Context, stmt string, args ...any) *sql.Row {
	return t.Tx.QueryRowContext(ctx, t.b.sql(stmt), t.b.values(args)...)
}

func (t *txn) ExecContext(ctx context.Context, stmt string, args ...any) (sql.Result, error) {
	return t.Tx.ExecContext(ctx, t.b.sql(stmt), t.b.values(args)...)
}

func (t *txn) PrepareContext(ctx context.Context, stmt string) (*sql.Stmt, error) {
	return t.Tx.PrepareContext(ctx, t.b.sql(stmt))
}

var sqlite = &backend{
	words:  "SELECT rowid AS doc FROM words WHERE words MATCH ?",
	match:  matchFTS5,
	sql:    func(s string) string { return s },
	values: func(args []any) []any { return args },
	state:  sql.TxOptions{ReadOnly: true},
	// Many texts go together: each statement of many rows makes FTS5 write out what
	// it holds, and the pieces are to be merged again.
	index: func(ctx context.Context, w *writer, n int64, forms [3]string) error {
		w.texts = append(w.texts, []any{n, forms[0], forms[1], forms[2]})
		if w.size += len(forms[0]) + len(forms[1]) + len(forms[2]); w.size < maxTexts {
			return nil
		}
		return w.flushTexts(ctx)
	},
	// The index holds no text, so what was entered must be given again to take it out.
	unindex: func(ctx context.Context, w *writer, n int64, packed []byte) error {
		b, err := unpack(packed)
		if err != nil {
			return err
		}
		ts, err := getTerms(b)
		if err != nil || len(ts) == 0 {
			return err
		}
		if err := w.flushTexts(ctx); err != nil { // it may be among them
			return err
		}
		f := formColumns(ts)
		_, err = w.exec(ctx, "INSERT INTO words(words, rowid, word, stem, lemma) VALUES('delete', ?, ?, ?, ?)", n, f[0], f[1], f[2])
		return err
	},
	list:    "SELECT group_concat(id, char(10)) FROM (SELECT id FROM event e WHERE e.document = d.n ORDER BY ordinal)",
	numbers: "json_each(?) d",
	info: func(ctx context.Context, s *DB, x *Info) error {
		for _, name := range []string{"isnad.sqlite", "isnad.sqlite-wal"} {
			if info, err := os.Stat(filepath.Join(s.dir, name)); err == nil {
				x.Bytes += info.Size()
			}
		}
		return s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&x.Schema)
	},
}

// matchFTS5 is a phrase as a query of FTS5. Terms hold letters and digits alone,
// so that nothing in the quotation marks can end them.
func matchFTS5(p search.Phrase) string {
	if len(p.Words) == 0 { // letters that are no words: nothing stands in the index
		return `word : "-"`
	}
	out := ""
	for i, words := range forms(p) {
		if i > 0 {
			out += " OR "
		}
		out += []string{"word", "stem", "lemma"}[i] + ` : "` + strings.Join(words, " ") + `"`
	}
	return out
}

// forms are the words of a phrase in each of the forms that may match.
func forms(p search.Phrase) [][]string {
	out := make([][]string, 1, 3)
	if !p.Exact {
		out = out[:3]
	}
	for i := range p.Words {
		t := &p.Words[i]
		for k, s := range []string{t.Word, t.Stem, t.Lemma}[:len(out)] {
			out[k] = append(out[k], s)
		}
	}
	return out
}

// numbered turns the parameters ? and ?N into $N.
func numbered(stmt string) string {
	var b strings.Builder
	last := 0
	for i := 0; i < len(stmt); i++ {
		if stmt[i] != '?' {
			b.WriteByte(stmt[i])
			continue
		}
		k := i + 1
		for k < len(stmt) && stmt[k] >= '0' && stmt[k] <= '9' {
			k++
		}
		n, err := strconv.Atoi(stmt[i+1 : k])
		if err != nil {
			n = last + 1
		}
		last = max(last, n)
		b.WriteString("$" + strconv.Itoa(n))
		i = k - 1
	}
	return b.String()
}

// fetched is how many rows a walk reads at a time where questions wait for each other.
const fetched = 256

// each calls f for each row of a statement, in order, until f says no more. f may
// ask in the same transaction.
func each[T any](ctx context.Context, tx *txn, stmt string, args []any, scan func(*sql.Rows) (T, error), f func(*T) (bool, error)) error {
	if tx.b.fetch == nil {
		_, err := batch(ctx, tx, stmt, args, scan, f)
		return err
	}
	if _, err := tx.ExecContext(ctx, "DECLARE walk NO SCROLL CURSOR FOR "+stmt, args...); err != nil {
		return err
	}
	for {
		var read []T
		n, err := batch(ctx, tx, fmt.Sprintf("FETCH %d FROM walk", fetched), tx.b.fetch, scan, func(x *T) (bool, error) {
			read = append(read, *x)
			return true, nil
		})
		if err != nil {
			return err
		}
		for i := range read {
			more, err := f(&read[i])
			if err != nil {
				return err
			}
			if !more {
				n = 0
				break
			}
		}
		if n < fetched {
			_, err := tx.ExecContext(ctx, "CLOSE walk")
			return err
		}
	}
}

// batch reads the rows of a statement and tells how many there were.
func batch[T any](ctx context.Context, tx *txn, stmt string, args []any, scan func(*sql.Rows) (T, error), f func(*T) (bool, error)) (n int, err error) {
	rows, err := tx.QueryContext(ctx, stmt, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return n, err
		}
		n++
		if more, err := f(&x); err != nil || !more {
			return n, err
		}
	}
	return n, rows.Err()
}
