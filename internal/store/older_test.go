package store

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/isnad/isnad/internal/query"
)

// The stores in testdata were written by isnad at commit 0cd2c5f, with the tables
// mention and pair and records in zstd: olderDocs, and then some of them coded again.
func olderDocs() (first, again []*Doc) {
	return append(sampled(), manyDocs(rand.New(rand.NewPCG(11, 12)), 15)...), manyDocs(rand.New(rand.NewPCG(13, 14)), 3)
}

func unzipped(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestOlderStoresAreBroughtUp(t *testing.T) {
	file := func(t *testing.T, name string) *DB {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "isnad.sqlite"), unzipped(t, name), 0o666); err != nil {
			t.Fatal(err)
		}
		return open(t, dir)
	}
	for name, c := range map[string]struct {
		open   func(t *testing.T) *DB
		broken bool // off in a bulk load of the first documents
	}{
		"sqlite":              {func(t *testing.T) *DB { return file(t, "version2.sqlite.gz") }, false},
		"sqlite, broken load": {func(t *testing.T) *DB { return file(t, "version2-broken.sqlite.gz") }, true},
		"postgres":            {olderPostgres, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, want := c.open(t), open(t, t.TempDir())
			first, again := olderDocs()
			add(t, want, WriteOptions{Now: now}, first...)
			if c.broken {
				add(t, s, WriteOptions{Now: now}) // ends the load
			} else {
				add(t, want, WriteOptions{Now: now}, again...)
			}
			clean(t, s)
			sameAnswers(t, s, want)
			// what is stored is known again, though packed in another way
			if n := add(t, s, WriteOptions{Now: now}, again[1]); !c.broken && n.Unchanged != 1 {
				t.Errorf("the same document comes again: %+v", n)
			}
			// and can be replaced, out of the index of words too
			_, again = olderDocs()
			again[0].Record.Text, again[0].Events = "كلام", again[0].Events[:1]
			add(t, s, WriteOptions{Now: now}, again...)
			add(t, want, WriteOptions{Now: now}, again...)
			clean(t, s)
			sameAnswers(t, s, want)
		})
	}
}

func sameAnswers(t *testing.T, s, want *DB) {
	t.Helper()
	for _, text := range append(asked, "كلام", "actor:named", "party:named", "recipient:USA sort:oldest group:report") {
		if a, b := ids(t, s, text, 7), ids(t, want, text, 7); a != b {
			t.Errorf("%q lists %q, want %q", text, a, b)
		}
		a, err1 := s.Count(t.Context(), parse(t, text))
		b, err2 := want.Count(t.Context(), parse(t, text))
		if err1 != nil || err2 != nil || a != b {
			t.Errorf("%q counts %+v (%v), want %+v (%v)", text, a, err1, b, err2)
		}
	}
	for _, q := range []query.Query{{}, parse(t, "confidence:>=0")} {
		a, err1 := s.Attribution(t.Context(), q, 100)
		b, err2 := want.Attribution(t.Context(), q, 100)
		if err1 != nil || err2 != nil || fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("attribution %v (%v), want %v (%v)", a, err1, b, err2)
		}
	}
}

func olderPostgres(t *testing.T) *DB {
	t.Helper()
	database(t) // skips where there is none
	pg, err := server()
	if err != nil {
		t.Fatal(err)
	}
	const name = "older"
	db, err := sql.Open("pgx", pg.URL(name))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dump := string(bytes.TrimSpace(unzipped(t, "version1-postgres.sql.gz")))
	if _, err := db.ExecContext(t.Context(), dump, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	return open(t, pg.URL(name))
}
