package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/isnad/isnad/internal/search"
)

// A DB is the store in a database: in one folder with isnad.sqlite in WAL mode and
// lock.sqlite, which a writer holds; or in a schema of PostgreSQL.
type DB struct {
	dir      string // of SQLite
	b        *backend
	db       *pool // reads only
	writes   *pool // of PostgreSQL; SQLite opens one for each writer
	segments chan *search.Segmenter
	columns  map[string][]string // of PostgreSQL: the types of the columns of each table
	limits
	recall recall
}

// limits decide how a list is made; answers are the same for any.
type limits struct {
	few    int    // so many events are listed by their numbers and then sorted: as dear as to walk a million by day until they have filled a page
	many   int    // so many are looked up by their numbers when all are wanted
	enough int    // so many candidates make it likely that a page is filled
	sparse uint64 // a set that holds less than one event in so many is sought by month
}

// manyOf is the share of the events, one in so many, that is looked up by numbers
// at most: to read all costs less than to look up more.
const manyOf = 5

// Reads at a time, and the page cache of each connection in KiB: memory stays
// far below 400 MB for any size of store.
const (
	readers   = 8
	cacheKiB  = 16 << 10
	writerKiB = 48 << 10
)

// Open opens the store of a folder, or of a database named by a URL
// postgres://..., for reading and writing. It makes what is not there when create
// is true. words segments the words of queries.
func Open(ctx context.Context, dir string, create bool, words func() *search.Segmenter) (*DB, error) {
	if isPostgres(dir) {
		return openPostgres(ctx, dir, create, words)
	}
	path := filepath.Join(dir, "isnad.sqlite")
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		if !create {
			return nil, fmt.Errorf("no store in %s: %w", dir, os.ErrNotExist)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		if err := makeFile(ctx, path); err != nil {
			return nil, fmt.Errorf("make store %s: %w", dir, err)
		}
	}
	w, err := connect(path, 1, writerKiB, writing)
	if err != nil {
		return nil, err
	}
	err = migrate(ctx, w)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("open store %s: %w", dir, err)
	}
	db, err := connect(path, readers, cacheKiB, "&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	return newDB(&DB{dir: dir, b: sqlite, db: db}, words), nil
}

func newDB(s *DB, words func() *search.Segmenter) *DB {
	s.segments = make(chan *search.Segmenter, 2)
	s.limits = limits{few: 4000, many: 200_000, enough: 500, sparse: 20}
	for range cap(s.segments) {
		s.segments <- words()
	}
	return s
}

// pageSize is of new files, in bytes: most packed documents fit in a page, and a
// writer makes a quarter of the system calls that the usual 4,096 take.
const pageSize = 16 << 10

// makeFile makes an empty file of pages of that size, which it keeps.
func makeFile(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", fmt.Sprintf("file:%s?_pragma=busy_timeout(20000)&_pragma=page_size(%d)", escapePath(path), pageSize))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return errors.Join(err, db.Close())
}

// writing takes the write lock when a transaction begins: one that reads first and
// writes later could find that another has written between.
const writing = "&_txlock=immediate"

func connect(path string, conns, cache int, more string) (*pool, error) {
	dsn := fmt.Sprintf("file:%s?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-%d)%s",
		escapePath(path), cache, more)
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return &pool{db, sqlite}, nil
}

// escapePath keeps the signs that mean something in a URI.
func escapePath(p string) string {
	var b []byte
	for i := range len(p) {
		switch c := p[i]; c {
		case '?', '#', '%':
			b = fmt.Appendf(b, "%%%02X", c)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// Close ends all reading.
func (s *DB) Close() error {
	if s.writes != nil {
		return errors.Join(s.db.Close(), s.writes.Close())
	}
	return s.db.Close()
}

var _ Store = (*DB)(nil)
