package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
	"github.com/spf13/cobra"
)

// addFlags are the flags of isnad add and of isnad code --store.
type addFlags struct {
	codeFlags
	bulk  bool
	again bool // coded records are read as documents to code
}

func newAdd() *cobra.Command {
	var f addFlags
	c := &cobra.Command{
		Use:   "add FILE... | DIR | - --store DIR",
		Short: "Code news pages and keep them in a store",
		Long: `Put documents and their events in a store, which is made when there is none.

Inputs are as for isnad code, and are coded on the way. Lines of JSON that isnad has
coded already, events or documents, are taken as they are; give the documents first,
or the lines of one document together. A document that is there already is replaced in
one transaction: events that are the same keep their ids and places, the others leave
a tombstone. A faulty input is named and the run goes on; the exit code is then 3.`,
		Example: `  isnad add news/ --store archive            # code a folder and keep it
  isnad add documents.jsonl events.jsonl --store archive   # what isnad code wrote
  isnad code - --from jsonl < dump.jsonl | isnad add - --store archive
  isnad store info --store archive`,
		Args: someInput,
		RunE: func(c *cobra.Command, args []string) error { return runAdd(c, f, args) },
	}
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "auto", "form of the inputs: auto, text, html or jsonl")
	fs.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many documents are read at a time; the store is the same for any number")
	fs.IntVar(&f.maxLine, "max-line", read.DefaultMaxLine, "longest line of JSON Lines, in bytes")
	fs.IntVar(&f.maxPage, "max-page", read.DefaultMaxPage, "largest page, in bytes")
	fs.BoolVar(&f.bulk, "bulk", false, "build the indexes at the end: for large archives; an empty store does so by itself")
	storeFlag(c, &f.store)
	return c
}

func someInput(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usage("name files or folders, or - for standard input", "%s needs something to read", c.CommandPath())
	}
	return nil
}

func storeFlag(c *cobra.Command, dir *string) {
	c.Flags().StringVar(dir, "store", "", "folder of the store, or postgres://... of a database")
}

// openStore opens the store of a folder.
func openStore(ctx context.Context, dir string, create bool) (store.Store, error) {
	if dir == "" {
		return nil, usage("name its folder with --store DIR", "no store is named")
	}
	lx, err := lexicon.Open()
	if err != nil {
		return nil, failed(err, "")
	}
	s, err := store.Open(ctx, dir, create, func() *search.Segmenter { return search.New(lx) })
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, failed(err, "isnad add FILES --store DIR makes one")
	case err != nil:
		return nil, failed(err, "")
	}
	return s, nil
}

func runAdd(c *cobra.Command, f addFlags, args []string) (err error) {
	if err := f.checkInputs(); err != nil {
		return err
	}
	lx, err := lexicon.Open()
	if err != nil {
		return failed(err, "")
	}
	ctx := c.Context()
	s, err := openStore(ctx, f.store, true)
	if err != nil {
		return err
	}
	defer s.Close()
	a, err := newAdder(ctx, s, lx, &f, args)
	if errors.Is(err, store.ErrBusy) {
		return failed(err, "wait until it has ended; a second one may read meanwhile")
	}
	if err != nil {
		return failed(err, "")
	}
	defer a.w.Close()
	a.rep = newReport(c.ErrOrStderr())
	items := read.Inputs(args, c.InOrStdin(), read.Options{From: read.Kind(f.from), MaxLine: f.maxLine, MaxPage: f.maxPage})
	extracted := pipeline.Extract(a.pipeline, items, f.jobs, func(it *read.Item) bool { return !f.again && isCoded(it) })
	err = pipeline.Ordered(f.jobs, extracted, a.worker, a.take)
	if err == nil {
		err = a.flush()
	}
	if ended := a.end(); err == nil {
		err = ended
	}
	if err == nil {
		err = a.w.Commit(ctx)
	}
	a.rep.end()
	if err != nil {
		return failed(fmt.Errorf("add to %s: %w", f.store, err), "what was committed before is kept; the same command goes on from there")
	}
	n := a.w.Counts()
	fmt.Fprintf(c.OutOrStdout(), "%d documents: %d new, %d changed, %d as they were; %d events added, %d taken back\n",
		n.Documents, n.Documents-n.Replaced-n.Unchanged, n.Replaced, n.Unchanged, n.Events, n.Removed)
	return a.rep.exit()
}

// An adder gathers what belongs to one document and puts it in the store.
type adder struct {
	ctx   context.Context
	lx    *lexicon.Lexicon
	coder func() (*coding, error) // read when the first raw input comes: coded records need none
	w     store.Writer
	rep   *report
	doc   *store.Doc // being gathered; nil when none is
	at    added      // where it began
	seed  maphash.Seed
	seen  map[uint64]bool // documents whose events were put in this run
	queue *backlog        // gathered, to be put
}

// coding is what codes raw inputs.
type coding struct {
	coder *pipeline.Coder
	onto  *export.Ontology
}

func newCoding() (*coding, error) {
	c, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	onto, err := ontology(c)
	return &coding{c, onto}, err
}

// An added item is one as the workers leave it: a document, or an event of one.
type added struct {
	doc    *store.Doc
	event  *export.Event
	raw    []byte // of event
	path   string
	line   int
	passed string // see pipeline.Result
	faults []isnad.Diagnostic
	err    error // of the program, not of the input
}

func newAdder(ctx context.Context, s store.Store, lx *lexicon.Lexicon, f *addFlags, args []string) (*adder, error) {
	manifest, err := runManifest(lx, args)
	if err != nil {
		return nil, err
	}
	info, err := s.Info(ctx)
	if err != nil {
		return nil, err
	}
	w, err := s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now(), Bulk: f.bulk || info.Documents == 0})
	if err != nil {
		return nil, err
	}
	return &adder{ctx: ctx, lx: lx, coder: sync.OnceValues(newCoding), w: w, seed: maphash.MakeSeed(), seen: map[uint64]bool{},
		queue: newBacklog(func(d *store.Doc) error { return w.Put(ctx, d) })}, nil
}

// pipeline is the coder, for those who need no more of coding.
func (a *adder) pipeline() (*pipeline.Coder, error) {
	c, err := a.coder()
	if err != nil {
		return nil, err
	}
	return c.coder, nil
}

// worker makes a worker: it codes what was extracted and reads coded items.
func (a *adder) worker() func(pipeline.Extracted) added {
	by := export.Coder{Version: version, Lexicon: a.lx.Digest()}
	words := search.New(a.lx)
	var r *pipeline.Reader
	return func(x pipeline.Extracted) added {
		u := added{path: x.Item.Path, line: x.Item.Line, err: x.Err}
		switch {
		case x.Err != nil:
			return u
		case x.Passed:
			u.coded(&x.Item, words)
			return u
		}
		c, err := a.coder()
		if err != nil {
			u.err = err
			return u
		}
		if r == nil {
			r = c.coder.Reader()
		}
		done := r.Finish(&x)
		u.faults, u.passed = done.Faults, done.Passed
		if !done.Coded {
			return u
		}
		record := export.DocumentOf(&done.Document, by)
		d := &store.Doc{ID: record.ID, Record: &record, Events: export.Events(c.onto, &done.Document), HasEvents: true}
		if err := d.Prepare(words, nil); err != nil {
			u.fault("not-stored", err.Error())
			return u
		}
		u.doc = d
		return u
	}
}

func (u *added) fault(code, text string) {
	u.faults = append(u.faults, isnad.Diagnostic{Path: u.path, Line: u.line, Byte: -1, Code: code, Text: text,
		Hint: "docs/schema.md describes the records; the others are stored"})
}

// isCoded tells whether an item is an event or a document that isnad has coded, and
// not a text still to be coded.
func isCoded(it *read.Item) bool {
	return it.Kind == read.JSONL && holds(it, "schema") && (isEvent(it) || holds(it, "coder", "sentences", "text"))
}

func isEvent(it *read.Item) bool { return holds(it, "document", "type", "trigger") }

func holds(it *read.Item, keys ...string) bool {
	for _, k := range keys {
		if !bytes.Contains(it.Raw, []byte(`"`+k+`"`)) {
			return false
		}
	}
	return true
}

// coded reads an item that isnad has coded.
func (u *added) coded(it *read.Item, words *search.Segmenter) {
	if isEvent(it) {
		e := export.Event{Foreground: true, Confidence: 1} // what a record of others leaves out
		err := export.Decode(it.Raw, &e)
		if err == nil {
			err = store.CheckEvent(&e)
		}
		u.faults = it.Faults
		if err != nil {
			u.fault("bad-event", err.Error())
			return
		}
		u.event, u.raw = &e, bytes.TrimSpace(it.Raw)
		return
	}
	var d export.Document
	err := export.Decode(it.Raw, &d)
	if err == nil && d.Schema != export.Schema {
		err = fmt.Errorf("has schema %d, this program knows %d", d.Schema, export.Schema)
	}
	doc := &store.Doc{ID: d.ID, Record: &d}
	if err == nil {
		err = doc.Prepare(words, it.Raw)
	}
	u.faults = it.Faults
	if err != nil {
		u.fault("bad-document", err.Error())
		return
	}
	u.doc = doc
}

// take gathers units in order: a document, then the events that follow it.
func (a *adder) take(u added) error {
	if u.err != nil {
		return u.err
	}
	for i := range u.faults {
		a.rep.fault(&u.faults[i])
	}
	switch {
	case u.doc != nil:
		a.rep.count(true, len(u.doc.Events), false)
		if err := a.flush(); err != nil {
			return err
		}
		a.doc, a.at = u.doc, u
	case u.event != nil:
		if a.doc == nil || a.doc.ID != u.event.Document || a.doc.HasEvents {
			if err := a.flush(); err != nil {
				return err
			}
			a.doc, a.at = &store.Doc{ID: u.event.Document}, u
		}
		a.rep.count(true, 1, false)
		if err := a.doc.AddEvent(u.event, u.raw); err != nil {
			return err
		}
	default:
		if u.passed != "" {
			a.rep.pass(u.passed)
		}
		a.rep.count(false, 0, u.passed == "")
	}
	return nil
}

// flush packs what was gathered and sends it to be put. Events of a document that had some in this run
// already come beside them: a file of events may be in any order.
func (a *adder) flush() error {
	d := a.doc
	a.doc = nil
	if d == nil {
		return nil
	}
	if len(d.Events) > 0 {
		key := maphash.String(a.seed, d.ID)
		d.Append = a.seen[key] && !d.HasEvents
		a.seen[key] = true
	}
	err := d.Pack()
	var bad *store.DocError
	if errors.As(err, &bad) {
		a.refuse(a.at, bad)
		return nil
	}
	if err != nil {
		return err
	}
	return a.queue.add(waiting{d, a.at})
}

// end waits until all that was gathered is put, and names what the store did not take.
func (a *adder) end() error {
	refused, err := a.queue.end()
	for _, r := range refused {
		a.refuse(r.at, r.err)
	}
	return err
}

func (a *adder) refuse(at added, err error) {
	at.faults = nil
	at.fault("bad-document", err.Error())
	a.rep.fault(&at.faults[0])
}

// runManifest tells what a run of adding reads and by which coder.
func runManifest(lx *lexicon.Lexicon, args []string) ([]byte, error) {
	type input struct {
		Name   string `json:"name"`
		SHA256 string `json:"sha256,omitempty"` // of a folder: of the names and digests below it; none of standard input
	}
	m := struct {
		Version string  `json:"version"`
		Lexicon string  `json:"lexicon"`
		Inputs  []input `json:"inputs"`
	}{version, lx.Digest(), []input{}}
	for _, a := range args {
		in := input{Name: a}
		if a != "-" {
			in.SHA256 = digestOf(a) // what cannot be read is told when it is read
		}
		m.Inputs = append(m.Inputs, in)
	}
	return json.Marshal(m)
}

func digestOf(path string) string {
	h := sha256.New()
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.Open(p)
		if err != nil {
			return err
		}
		defer f.Close()
		if p == path {
			_, err = io.Copy(h, f)
			return err
		}
		one := sha256.New()
		if _, err := io.Copy(one, f); err != nil {
			return err
		}
		rel, err := filepath.Rel(path, p)
		fmt.Fprintf(h, "%s\x00%x\n", filepath.ToSlash(rel), one.Sum(nil))
		return err
	})
	if err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}
