// The one writer, from a document to its rows: parted, its transaction would have to be handed round.

package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// ErrBusy says that another process writes.
var ErrBusy = errors.New("another isnad writes to this store")

// batchSize is the events of one transaction when the caller does not say.
const batchSize = 20_000

// writer is the one writer of a store.
type writer struct {
	s          *DB
	lock       *sql.DB
	db         *pool
	tx         *txn
	o          WriteOptions
	run        int64
	counter    int64  // last n given to an event, a happening or a tombstone
	held       []*Doc // of a shared store: not in a transaction yet
	heldBytes  int
	pending    int   // events of this transaction
	loading    bool  // in bulk: indexes are dropped
	broken     error // the first of Put
	counts     Counts
	outlets    map[string]int64
	entities   map[string]int64
	named      map[nameKey]bool
	stmts      map[string]*sql.Stmt // of this transaction
	document   int64                // last n given to a document
	documents  *rows
	bodies     *rows
	events     *rows
	names      *rows                 // of entities
	words      *rows                 // of a shared store: the full-text index
	happenings map[string]*happening // nil: it is not stored
	tally      *tally
	fact       fact    // of the event that is being added
	texts      [][]any // of documents to enter in the full-text index
	size       int     // bytes of texts
}

type nameKey struct {
	key    string
	entity int64
}

// Write implements Store.
func (s *DB) Write(ctx context.Context, o WriteOptions) (_ Writer, err error) {
	if o.BatchSize <= 0 {
		o.BatchSize = batchSize
	}
	w := &writer{s: s, o: o, outlets: map[string]int64{}, entities: map[string]int64{}, named: map[nameKey]bool{}, happenings: map[string]*happening{}, tally: newTally()}
	defer func() {
		if err != nil {
			w.Close()
		}
	}()
	if w.db = s.writes; w.db == nil {
		err = w.lockFolder(ctx)
	}
	if err != nil {
		return nil, err
	}
	if err := w.begin(ctx); err != nil {
		return nil, err
	}
	if err := w.recover(ctx); err != nil {
		return nil, err
	}
	err = w.tx.QueryRowContext(ctx, "INSERT INTO run(started, manifest) VALUES(?, ?) RETURNING n", o.Now.UTC().Format(time.RFC3339), o.Manifest).Scan(&w.run)
	if err != nil {
		return nil, err
	}
	switch {
	case s.b.shared: // others write too: they would wait for indexes to be built
		err = w.commitAndBegin(ctx)
	case o.Bulk:
		err = w.startLoad(ctx)
	}
	return w, err
}

// lockFolder takes the lock of the one writer and opens its connection.
func (w *writer) lockFolder(ctx context.Context) error {
	// A lock that ends with its process, on every system that SQLite knows.
	lock, err := sql.Open("sqlite", "file:"+escapePath(filepath.Join(w.s.dir, "lock.sqlite"))+"?_pragma=busy_timeout(0)&_txlock=exclusive")
	if err != nil {
		return err
	}
	lock.SetMaxOpenConns(1)
	w.lock = lock
	if _, err := lock.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		if strings.Contains(err.Error(), "locked") || strings.Contains(err.Error(), "BUSY") {
			return ErrBusy
		}
		return fmt.Errorf("lock %s: %w", w.s.dir, err)
	}
	w.db, err = connect(filepath.Join(w.s.dir, "isnad.sqlite"), 1, writerKiB, writing)
	return err
}

func (w *writer) begin(ctx context.Context) (err error) {
	if w.tx, err = w.db.begin(ctx, false); err != nil {
		return err
	}
	if w.s.b.lock != "" {
		if _, err := w.tx.ExecContext(ctx, w.s.b.lock); err != nil {
			return err
		}
	}
	if err := w.tx.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM meta WHERE key = 'counter'), 0), (SELECT coalesce(max(n), 0) FROM document)").Scan(&w.counter, &w.document); err != nil {
		return err
	}
	w.pending, w.stmts = 0, map[string]*sql.Stmt{}
	w.documents, w.bodies, w.events = newRows(w, "document", 13), newRows(w, "body", 4), newRows(w, "event", 30)
	w.names, w.words = newRows(w, "entity_name", 2), newRows(w, "words", 3)
	w.names.tail = " ON CONFLICT DO NOTHING"
	if w.s.b.shared { // others may have changed them
		clear(w.happenings)
	}
	return nil
}

// prepared returns a statement that is parsed once in a transaction. The few that
// run for every document or event are worth it. Connections to PostgreSQL
// remember theirs from one transaction to the next.
func (w *writer) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := w.stmts[query]; st != nil {
		return st, nil
	}
	st, err := w.tx.PrepareContext(ctx, query)
	if err == nil {
		w.stmts[query] = st
	}
	return st, err
}

func (w *writer) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if w.s.b.shared {
		return w.tx.ExecContext(ctx, query, args...)
	}
	st, err := w.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, w.s.b.values(args)...)
}

// row is a row of a statement, or the error of reading it.
func (w *writer) row(ctx context.Context, query string, args ...any) interface{ Scan(dest ...any) error } {
	if w.s.b.shared {
		return w.tx.QueryRowContext(ctx, query, args...)
	}
	st, err := w.prepared(ctx, query)
	if err != nil {
		return failedRow{err}
	}
	return st.QueryRowContext(ctx, w.s.b.values(args)...)
}

type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }

// recover ends a bulk load that was broken off: all that it committed is kept.
func (w *writer) recover(ctx context.Context) error {
	var from sql.NullInt64
	err := w.tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'loading'").Scan(&from)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	err = factsOf(ctx, w.tx, from.Int64, w.counter, func(f *fact) error {
		w.tally.add(f, 1)
		if w.tally.full() {
			return w.tally.write(ctx, w)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := w.endLoad(ctx); err != nil {
		return err
	}
	return w.commitAndBegin(ctx)
}

// startLoad drops the indexes. meta remembers from which event on the counts are
// still to be made, should the load be broken off.
func (w *writer) startLoad(ctx context.Context) error {
	if err := dropIndexes(ctx, w.tx); err != nil {
		return err
	}
	w.loading = true
	_, err := w.tx.ExecContext(ctx, "INSERT INTO meta VALUES('loading', ?)", w.counter+1)
	return err
}

// endLoad builds the indexes and enters the counts of what the load has brought.
func (w *writer) endLoad(ctx context.Context) error {
	w.loading = false
	if err := w.settle(ctx); err != nil {
		return err
	}
	debug.FreeOSMemory() // what the tally held: sorting takes as much
	if err := buildIndexes(ctx, w.tx); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(ctx, "DELETE FROM meta WHERE key = 'loading'")
	return err
}

func (w *writer) flush(ctx context.Context) error {
	return errors.Join(w.documents.flush(ctx), w.bodies.flush(ctx), w.events.flush(ctx), w.names.flush(ctx), w.words.flush(ctx), w.flushHappenings(ctx), w.flushTexts(ctx))
}

// settle makes the transaction's rows and counts complete; in a load only the
// rows, as long as the counts fit in memory.
func (w *writer) settle(ctx context.Context) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	if w.loading && !w.tally.full() {
		return nil
	}
	if err := w.tally.write(ctx, w); err != nil {
		return err
	}
	if w.loading {
		_, err := w.tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE key = 'loading'", w.counter+1)
		return err
	}
	return nil
}

func (w *writer) commitAndBegin(ctx context.Context) error {
	if err := w.commit(ctx, false); err != nil {
		return err
	}
	return w.next(ctx)
}

// next begins the next transaction, at once or with the next document.
func (w *writer) next(ctx context.Context) error {
	if w.s.b.shared {
		w.tx = nil
		return nil
	}
	return w.begin(ctx)
}

func (w *writer) commit(ctx context.Context, finished bool) error {
	if err := w.settle(ctx); err != nil {
		return err
	}
	counts, err := json.Marshal(w.counts)
	if err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, "INSERT INTO meta VALUES('counter', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", w.counter); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, "UPDATE run SET counts = ?, finished = ? WHERE n = ?", string(counts), finished, w.run); err != nil {
		return err
	}
	return w.tx.Commit()
}

// Commit implements Writer.
func (w *writer) Commit(ctx context.Context) error {
	if w.broken != nil {
		return fmt.Errorf("after an error nothing is committed: %w", w.broken)
	}
	if err := w.putHeld(ctx); err != nil {
		return err
	}
	if w.loading {
		if err := w.endLoad(ctx); err != nil {
			return err
		}
	}
	if err := w.commit(ctx, true); err != nil {
		return err
	}
	return w.next(ctx)
}

// Counts implements Writer.
func (w *writer) Counts() Counts { return w.counts }

// Close implements Writer.
func (w *writer) Close() error {
	if w.tx != nil {
		w.tx.Rollback()
	}
	var errs []error
	if w.db != nil && w.db != w.s.writes {
		errs = append(errs, w.db.Close())
	}
	if w.lock != nil {
		errs = append(errs, w.lock.Close())
	}
	return errors.Join(errs...)
}

// before is a document as it is stored.
type before struct {
	n         int64
	stored    bool
	events    int
	outlet    sql.NullInt64
	published sql.NullString
	story     sql.NullString
}

// Put implements Writer.
func (w *writer) Put(ctx context.Context, d *Doc) error {
	if w.broken != nil {
		return fmt.Errorf("after an error nothing more is written: %w", w.broken)
	}
	if err := d.Pack(); err != nil {
		return err
	}
	if w.s.b.shared {
		if err := d.indexable(); err != nil {
			return &DocError{err}
		}
	}
	w.held = append(w.held, d)
	if w.heldBytes += len(d.record) + len(d.events) + len(d.terms); len(w.held) < maxHeld && w.heldBytes < maxHeldBytes {
		return nil
	}
	if err := w.putHeld(ctx); err != nil || !w.s.b.shared {
		return err
	}
	return w.commitAndBegin(ctx)
}

// Documents that a writer holds until it looks them up together. In a shared store
// it takes its turn then: no other waits for one that waits for its next document.
const (
	maxHeld      = 4 * many
	maxHeldBytes = 16 << 20 // packed
)

// putHeld puts what is held.
func (w *writer) putHeld(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			w.broken = err // half a document may stand in the transaction
		}
	}()
	if w.tx == nil {
		if err := w.begin(ctx); err != nil {
			return err
		}
	}
	there, err := w.lookUp(ctx, w.held)
	if err != nil {
		return fmt.Errorf("look up documents: %w", err)
	}
	if w.s.b.shared {
		if err := w.lookUpNamed(ctx, w.held); err != nil {
			return fmt.Errorf("look up what documents name: %w", err)
		}
	}
	put := map[string]bool{}
	for _, d := range w.held {
		id := w.s.b.text(d.ID)
		if put[id] {
			again, err := w.lookUp(ctx, []*Doc{d})
			if err != nil {
				return fmt.Errorf("look up document %q: %w", d.ID, err)
			}
			there[id] = again[id]
		}
		put[id] = true
		if err := w.put(ctx, d, there[id]); err != nil {
			return fmt.Errorf("store document %q: %w", d.ID, err)
		}
	}
	clear(w.held)
	w.held, w.heldBytes = w.held[:0], 0
	return nil
}

// lookUp finds those of some documents that are stored.
func (w *writer) lookUp(ctx context.Context, docs []*Doc) (map[string]*before, error) {
	if err := errors.Join(w.documents.flush(ctx), w.bodies.flush(ctx)); err != nil {
		return nil, err
	}
	there := map[string]*before{}
	if len(docs) == 0 {
		return there, nil
	}
	args := make([]any, len(docs))
	for i, d := range docs {
		args[i] = valid(d.ID)
	}
	rows, err := w.tx.QueryContext(ctx, "SELECT id, n, stored, events, outlet, published, story FROM document WHERE id IN (?"+strings.Repeat(", ?", len(docs)-1)+")", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var b before
		if err := rows.Scan(&id, &b.n, &b.stored, &b.events, &b.outlet, &b.published, &b.story); err != nil {
			return nil, err
		}
		there[id] = &b
	}
	return there, rows.Err()
}

// put stores a document, in the place of the one that is there; nil is none.
func (w *writer) put(ctx context.Context, d *Doc, b *before) (err error) {
	if b == nil {
		err = w.insert(ctx, d)
	} else {
		err = w.replace(ctx, d, b)
	}
	if err != nil {
		return err
	}
	w.counts.Documents++
	if w.pending >= w.o.BatchSize && !w.s.b.shared {
		return w.commitAndBegin(ctx)
	}
	return nil
}

// head are the columns of a document that its events repeat.
type head struct {
	outlet           any
	published, story any
}

func (w *writer) head(ctx context.Context, r *export.Document) (h head, err error) {
	if r == nil {
		return h, nil
	}
	if r.Outlet != "" {
		if h.outlet, err = w.outlet(ctx, string(r.Outlet)); err != nil {
			return h, err
		}
	}
	if first, _, ok := query.Span(string(r.Date.Value)); ok {
		h.published = first
	}
	return head{h.outlet, h.published, null(string(r.Story))}, nil
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return valid(s)
}

func (w *writer) outlet(ctx context.Context, name string) (int64, error) {
	name = valid(name)
	if n, ok := w.outlets[name]; ok {
		return n, nil
	}
	var n int64
	err := w.tx.QueryRowContext(ctx, "INSERT INTO outlet(name, key) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET name = excluded.name RETURNING n", name, search.Fold(name)).Scan(&n)
	w.outlets[name] = n
	return n, err
}

func (w *writer) insert(ctx context.Context, d *Doc) error {
	h, err := w.head(ctx, d.Record)
	if err != nil {
		return err
	}
	w.document++
	n := w.document
	if err := w.documents.add(ctx, append([]any{n}, w.columns(d, h, len(d.Events))...)...); err != nil {
		return err
	}
	if err := w.bodies.add(ctx, n, d.record, d.events, d.terms); err != nil {
		return err
	}
	if err := w.index(ctx, n, d.forms); err != nil {
		return err
	}
	for i := range d.Events {
		if err := w.addEvent(ctx, n, i, &d.Events[i], h, ""); err != nil {
			return err
		}
	}
	return nil
}

// columns are those of the row of a document, from its id on.
func (w *writer) columns(d *Doc, h head, events int) []any {
	r := d.Record
	if r == nil {
		r = &export.Document{}
	}
	return []any{valid(d.ID), w.run, h.outlet, null(string(r.URL)), null(string(r.Title)), h.published, null(string(r.Lang)), h.story,
		null(r.Coder.Version), null(r.Coder.Lexicon), d.Record != nil, int64(events)}
}

// maxTexts bounds the texts that wait for the full-text index, in bytes.
const maxTexts = 8 << 20

// index enters a text in the full-text index.
func (w *writer) index(ctx context.Context, n int64, forms [3]string) error {
	if forms[0] == "" {
		return nil
	}
	return w.s.b.index(ctx, w, n, forms)
}

func (w *writer) flushTexts(ctx context.Context) error {
	for _, args := range w.texts {
		if _, err := w.exec(ctx, "INSERT INTO words(rowid, word, stem, lemma) VALUES(?, ?, ?, ?)", args...); err != nil {
			return fmt.Errorf("enter a text in the index: %w", err)
		}
	}
	w.texts, w.size = w.texts[:0], 0
	return nil
}

// replace puts a document that is stored already. What is the same stays as it
// is; what is new, changed or gone is entered, and all in one transaction.
func (w *writer) replace(ctx context.Context, d *Doc, b *before) error {
	if w.loading && b.events > 0 {
		if err := w.endLoad(ctx); err != nil { // to find the old events takes the indexes
			return err
		}
	}
	var record, packed, terms []byte
	if err := w.tx.QueryRowContext(ctx, "SELECT record, events, terms FROM body WHERE n = ?", b.n).Scan(&record, &packed, &terms); err != nil {
		return err
	}
	raw, err := unpack(packed)
	if err != nil {
		return err
	}
	oldLines := splitLines(raw)
	newRecord := false
	if d.Record != nil {
		same, err := samePacked(record, d.record)
		if err != nil {
			return err
		}
		newRecord = !same
	}
	next := *d
	if d.Record == nil && b.stored {
		text, err := unpack(record)
		if err != nil {
			return err
		}
		r, err := readDocument(text)
		if err != nil {
			return err
		}
		next.Record, next.record, next.terms = &r, record, terms
	}
	if !d.HasEvents && len(d.Events) == 0 || d.Append {
		if err := next.keep(oldLines); err != nil {
			return err
		}
	}
	h, err := w.head(ctx, next.Record)
	if err != nil {
		return err
	}
	sameHead := same(h.outlet, b.outlet.Valid, b.outlet.Int64) && same(h.published, b.published.Valid, b.published.String) && same(h.story, b.story.Valid, b.story.String)
	if !newRecord && sameHead && equalLines(oldLines, next.lines) {
		w.counts.Unchanged++
		return nil
	}
	w.counts.Replaced++
	if _, err := w.tx.ExecContext(ctx, `UPDATE document SET id = ?, run = ?, outlet = ?, url = ?, title = ?, published = ?, lang = ?, story = ?, version = ?, lexicon = ?, stored = ?, events = ?
		WHERE n = ?`, append(w.columns(&next, h, len(next.lines)), b.n)...); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, "UPDATE body SET record = ?, events = ?, terms = ? WHERE n = ?", next.record, next.events, next.terms, b.n); err != nil {
		return err
	}
	if newRecord {
		if err := w.s.b.unindex(ctx, w, b.n, terms); err != nil {
			return err
		}
		if err := w.index(ctx, b.n, next.forms); err != nil {
			return err
		}
	}
	return w.replaceEvents(ctx, b.n, oldLines, &next, h, sameHead)
}

func same[T comparable](v any, ok bool, old T) bool {
	if v == nil {
		return !ok
	}
	return ok && v == any(old)
}

func equalLines(a, b [][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !bytes.Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// keep puts the stored events before those that come, which win where both have one id.
func (d *Doc) keep(lines [][]byte) error {
	fresh := map[string]bool{}
	for i := range d.Events {
		fresh[d.Events[i].ID] = true
	}
	var es []export.Event
	var ls [][]byte
	for _, l := range lines {
		e, err := readEvent(l)
		if err != nil {
			return err
		}
		if !fresh[e.ID] {
			es, ls = append(es, e), append(ls, l)
		}
	}
	d.Events, d.lines = append(es, d.Events...), append(ls, d.lines...)
	if len(d.Events) > maxEvents {
		return fmt.Errorf("more than %d events", maxEvents)
	}
	d.events = nil
	if len(d.lines) > 0 {
		d.events = pack(bytes.Join(d.lines, []byte("\n")))
	}
	return nil
}

// replaceEvents keeps the rows of events that are the same, and removes and adds
// the others. An event that is gone leaves a tombstone; one of the new events
// that stands on the same words, or that overlaps it, names it as superseded.
func (w *writer) replaceEvents(ctx context.Context, n int64, oldLines [][]byte, d *Doc, h head, sameHead bool) error {
	if err := w.flush(ctx); err != nil { // the rows to remove must be there
		return err
	}
	old := map[string][]byte{}
	var gone []export.Event
	fresh := map[string]int{}
	for i := range d.Events {
		fresh[d.Events[i].ID] = i
	}
	for _, l := range oldLines {
		e, err := readEvent(l)
		if err != nil {
			return err
		}
		old[e.ID] = l
		if _, ok := fresh[e.ID]; !ok {
			gone = append(gone, e)
		}
	}
	successor := map[string]string{} // of an event that is gone
	supersedes := map[string]string{}
	for i := range gone {
		for k := range d.Events {
			e := &d.Events[k]
			if old[e.ID] == nil && supersedes[e.ID] == "" && follows(e, &gone[i]) {
				successor[gone[i].ID], supersedes[e.ID] = e.ID, gone[i].ID
				break
			}
		}
	}
	for i := range gone {
		if err := w.removeEvent(ctx, n, gone[i].ID); err != nil {
			return err
		}
		w.counter++
		w.counts.Removed++
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO tombstone VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET n = excluded.n, document = excluded.document, run = excluded.run, successor = excluded.successor",
			w.counter, valid(gone[i].ID), valid(d.ID), w.run, null(successor[gone[i].ID])); err != nil {
			return err
		}
	}
	for i := range d.Events {
		e := &d.Events[i]
		before, was := old[e.ID]
		if was && sameHead && bytes.Equal(before, d.lines[i]) {
			if _, err := w.tx.ExecContext(ctx, "UPDATE event SET ordinal = ? WHERE id = ? AND document = ? AND ordinal <> ?1", i, valid(e.ID), n); err != nil {
				return err
			}
			continue
		}
		sup := supersedes[e.ID]
		if was {
			var kept sql.NullString
			if err := w.tx.QueryRowContext(ctx, "SELECT supersedes FROM event WHERE id = ? AND document = ?", valid(e.ID), n).Scan(&kept); err != nil {
				return err
			}
			sup = kept.String
			if err := w.removeEvent(ctx, n, e.ID); err != nil {
				return err
			}
		} else if _, err := w.tx.ExecContext(ctx, "DELETE FROM tombstone WHERE id = ?", valid(e.ID)); err != nil {
			return err
		}
		if err := w.addEvent(ctx, n, i, e, h, sup); err != nil {
			return err
		}
	}
	return nil
}

// follows tells whether a new event tells of the words that the old one told of.
func follows(e, old *export.Event) bool {
	return e.Trigger.Start < old.Trigger.End && old.Trigger.Start < e.Trigger.End ||
		e.Type == old.Type && e.Evidence.Start < old.Evidence.End && old.Evidence.Start < e.Evidence.End
}

// removeEvent takes out an event and its part of all counts. When it led its
// happening, the next of its reports does.
func (w *writer) removeEvent(ctx context.Context, document int64, id string) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	clear(w.happenings) // one of them changes
	var n, hn int64
	var lead bool
	err := w.tx.QueryRowContext(ctx, "SELECT n, hn, lead FROM event WHERE id = ? AND document = ?", valid(id), document).Scan(&n, &hn, &lead)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("its event %s has no row; isnad store check tells more", id)
	}
	if err != nil {
		return err
	}
	if err := w.counted(ctx, n); err != nil {
		return err
	}
	if err := w.count(ctx, -1, n); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, "DELETE FROM event WHERE n = ?", n); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, "UPDATE happening SET reports = reports - 1 WHERE n = ?", hn); err != nil {
		return err
	}
	if !lead {
		return nil
	}
	var heir int64
	err = w.tx.QueryRowContext(ctx, "SELECT n FROM event WHERE hn = ? ORDER BY n LIMIT 1", hn).Scan(&heir)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = w.counted(ctx, heir)
	}
	if err == nil {
		err = w.count(ctx, -1, heir)
	}
	if err == nil {
		_, err = w.tx.ExecContext(ctx, "UPDATE event SET lead = 1 WHERE n = ?", heir)
	}
	if err == nil {
		err = w.count(ctx, 1, heir)
	}
	return err
}

// counted writes the counts when an event is still among them: it is to be taken out.
func (w *writer) counted(ctx context.Context, n int64) error {
	if w.tally.from == 0 || n < w.tally.from {
		return nil
	}
	return w.tally.write(ctx, w)
}

// count enters a stored event in the counts, or takes it out.
func (w *writer) count(ctx context.Context, sign int64, n int64) error {
	return factsOf(ctx, w.tx, n, n, func(f *fact) error {
		w.tally.add(f, sign)
		return nil
	})
}
