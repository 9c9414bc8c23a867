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
	limits
	recall recall
}

// limits decide how a list is made; answers are the same for any.
type limits struct {
	few    int    // so many events are listed by their numbers and then sorted: as dear as to walk a million by day until they have filled a page
	enough int    // so many candidates make it likely that a page is filled
	sparse uint64 // a set that holds less than one event in so many is sought by month
}

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
	s.limits = limits{few: 4000, enough: 500, sparse: 20}
	for range cap(s.segments) {
		s.segments <- words()
	}
	return s
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
