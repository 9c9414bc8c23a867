package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
	"github.com/spf13/cobra"
)

// A manifest tells how files were made, so that anyone can make them again from
// the same store and compare. It holds no time: the same store gives the same bytes.
type manifest struct {
	Manifest int    `json:"manifest"` // number of this form: 1
	Query    string `json:"query"`    // canonical
	Group    string `json:"group"`    // what a row is: happening or report
	Form     string `json:"form"`
	Header   bool   `json:"header,omitempty"`
	BOM      bool   `json:"bom,omitempty"`
	Program  string `json:"program"` // version that wrote the files
	Coder    struct {
		Version string `json:"version"`
		Lexicon string `json:"lexicon"`
	} `json:"coder"` // of the documents that were coded last
	Cursor int64  `json:"cursor"` // the store's last change
	Rows   int    `json:"rows"`
	Files  []file `json:"files"`
}

type file struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

const manifestName = "manifest.json"

type exportFlags struct {
	store, to, out, manifest string
	head                     bool
}

func newExport() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export ['QUERY'] --store DIR --to FORMAT --out DIR",
		Short: "Write yearly files of a store with a manifest, or repeat them",
		Long: `Write the events that answer a query, all when there is none, as one file a year with a
manifest: query, coder, lexicon, counts and the digest of each file.

--manifest repeats an export from the same store, to which more may have been added,
and fails when a byte differs. Text is compressed with gzip. The forms:
` + formList(),
		Example: `  isnad export --store archive --to tsv --out release
  isnad export 'actor:RUS aux:none' --store archive --to parquet --out russia
  isnad export --manifest release/manifest.json --store archive --out again`,
		RunE: func(c *cobra.Command, args []string) error { return runExport(c, f, strings.Join(args, " ")) },
	}
	fs := c.Flags()
	fs.StringVar(&f.to, "to", "", "form of the files: "+strings.Join(formNames(), ", "))
	fs.StringVar(&f.out, "out", "", "folder for the files, made when there is none")
	fs.StringVar(&f.manifest, "manifest", "", "repeat the export that this file describes")
	fs.BoolVar(&f.head, "header", false, "begin GDELT's tables with the names of their columns")
	storeFlag(c, &f.store)
	return c
}

func runExport(c *cobra.Command, f exportFlags, text string) error {
	var before *manifest
	if f.manifest != "" {
		if text != "" || f.to != "" || f.head {
			return usage("give the store and --out, nothing else", "--manifest says what to write")
		}
		m, err := readManifest(f.manifest)
		if err != nil {
			return failed(err, "it is the manifest.json of an earlier isnad export")
		}
		before, text, f.to, f.head = m, m.Query, m.Form, m.Header
	}
	q, err := parseQuery(text)
	switch {
	case err != nil:
		return err
	case forms[f.to] == nil:
		return usage("--to takes "+strings.Join(formNames(), ", "), "unknown form %q", f.to)
	case f.out == "":
		return usage("name a folder with --out DIR", "isnad export writes several files")
	}
	if _, err := os.Stat(filepath.Join(f.out, manifestName)); err == nil {
		return failed(fmt.Errorf("%s holds an export already", f.out), "name another folder, or remove it first")
	}
	s, err := openStore(c.Context(), f.store, false)
	if err != nil {
		return err
	}
	defer s.Close()
	m, err := exportTo(c.Context(), s, q, &f, before)
	if err != nil {
		return failed(err, "")
	}
	fmt.Fprintf(c.OutOrStdout(), "%d rows (a row is a %s) in %d files; %s\n", m.Rows, m.Group, len(m.Files), filepath.Join(f.out, manifestName))
	return nil
}

func readManifest(name string) (*manifest, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var m manifest
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return nil, fmt.Errorf("read manifest %s: %w", name, err)
	}
	if m.Manifest != 1 {
		return nil, fmt.Errorf("read manifest %s: its form is %d, this program knows 1", name, m.Manifest)
	}
	return &m, nil
}

// newManifest is of rows that are not yet written.
func newManifest(info store.Info, q query.Query, form string, o formOptions) *manifest {
	m := &manifest{Manifest: 1, Query: q.String(), Group: q.Group.Name(), Form: form, Header: o.head, BOM: o.bom, Program: version, Cursor: info.Cursor, Files: []file{}}
	m.Coder.Version, m.Coder.Lexicon = info.Version, info.Lexicon
	return m
}

// stream is the name of the one file of isnad query: its output.
const stream = "output"

// write writes all rows as one stream and takes its digest. One that was read is repeated:
// the rows are those of its cursor, and a byte that differs is an error.
func (m *manifest) write(ctx context.Context, s store.Store, q query.Query, w io.Writer) error {
	o := formOptions{bom: m.BOM, head: m.Header, query: q}
	sum, size, now := sha256.New(), counter(0), *m
	out, err := forms[m.Form].open(io.MultiWriter(w, sum, &size), o)
	if err != nil {
		return err
	}
	now.Rows = 0
	err = s.Each(ctx, q, store.EachOptions{Document: forms[m.Form].text, UpTo: m.Cursor}, func(e *store.Event) error {
		now.Rows++
		r := rowOf(e)
		return out.Write(&r)
	})
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	now.Files = []file{{stream, now.Rows, int64(size), hex.EncodeToString(sum.Sum(nil))}}
	if len(m.Files) > 0 {
		return m.differs(&now)
	}
	*m = now
	return nil
}

func (m *manifest) json() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	return append(b, '\n'), err
}

// exportTo writes the files, and the manifest last: a folder with one is whole.
func exportTo(ctx context.Context, s store.Store, q query.Query, f *exportFlags, before *manifest) (*manifest, error) {
	info, err := s.Info(ctx)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(f.out, 0o755); err != nil {
		return nil, err
	}
	q.Sort = query.Newest // files are oldest first in any case
	m := newManifest(info, q, f.to, formOptions{head: f.head})
	if before != nil {
		m.Cursor, m.Coder, m.Program = before.Cursor, before.Coder, before.Program
	}
	y := yearly{dir: f.out, form: forms[f.to], o: formOptions{head: f.head, query: q}, m: m}
	err = s.Each(ctx, q, store.EachOptions{Document: y.form.text, UpTo: m.Cursor}, y.write)
	if err = errors.Join(err, y.end()); err != nil {
		y.remove()
		return nil, err
	}
	if before != nil {
		if err := before.differs(m); err != nil {
			y.remove()
			return nil, err
		}
	}
	b, err := m.json()
	if err != nil {
		return nil, err
	}
	return m, os.WriteFile(filepath.Join(f.out, manifestName), b, 0o644)
}

// differs names the first file that is not the same.
func (m *manifest) differs(now *manifest) error {
	for i := range max(len(m.Files), len(now.Files)) {
		switch {
		case i >= len(m.Files):
			return fmt.Errorf("%s was not there: documents were coded again since", now.Files[i].Name)
		case i >= len(now.Files):
			return fmt.Errorf("%s cannot be made again: its documents were coded again since", m.Files[i].Name)
		case m.Files[i] != now.Files[i]:
			return fmt.Errorf("%s differs: %d rows with digest %s, was %d rows with %s; documents of it were coded again, or another version of the program writes it otherwise (it was %s, is %s)",
				now.Files[i].Name, now.Files[i].Rows, now.Files[i].SHA256, m.Files[i].Rows, m.Files[i].SHA256, m.Program, version)
		}
	}
	return nil
}

// yearly writes rows that come in the order of their days into one file a year.
type yearly struct {
	dir  string
	form *form
	o    formOptions
	m    *manifest
	year string
	out  export.RowWriter
	f    *os.File
	buf  *bufio.Writer
	zip  *gzip.Writer
	sum  hash.Hash
	size counter
	rows int
}

type counter int64

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

func (y *yearly) write(e *store.Event) error {
	year := "undated"
	if d := string(e.Date.Value); len(d) >= 4 {
		year = d[:4]
	}
	if year != y.year || y.out == nil {
		if err := y.end(); err != nil {
			return err
		}
		if err := y.begin(year); err != nil {
			return err
		}
	}
	y.rows++
	r := rowOf(e)
	return y.out.Write(&r)
}

func (y *yearly) begin(year string) (err error) {
	name := "isnad.events." + year + "." + y.form.suffix
	compressed := y.form.suffix != "parquet" // which is compressed within
	if compressed {
		name += ".gz"
	}
	if y.f, err = os.Create(filepath.Join(y.dir, name)); err != nil {
		return err
	}
	y.year, y.rows, y.size, y.sum, y.zip = year, 0, 0, sha256.New(), nil
	y.m.Files = append(y.m.Files, file{Name: name})
	y.buf = bufio.NewWriterSize(io.MultiWriter(y.f, y.sum, &y.size), 1<<18)
	var w io.Writer = y.buf
	if compressed {
		y.zip = gzip.NewWriter(y.buf) // without a name or time in its head
		w = y.zip
	}
	y.out, err = y.form.open(w, y.o)
	return err
}

// end finishes the file of a year.
func (y *yearly) end() error {
	if y.f == nil {
		return nil
	}
	var errs []error
	if y.out != nil {
		errs = append(errs, y.out.Close())
	}
	if y.zip != nil {
		errs = append(errs, y.zip.Close())
	}
	errs = append(errs, y.buf.Flush(), y.f.Close())
	last := &y.m.Files[len(y.m.Files)-1]
	last.Rows, last.Bytes, last.SHA256 = y.rows, int64(y.size), hex.EncodeToString(y.sum.Sum(nil))
	y.m.Rows += y.rows
	y.out, y.f = nil, nil
	return errors.Join(errs...)
}

// remove takes away what a run that failed has written.
func (y *yearly) remove() {
	for _, f := range y.m.Files {
		os.Remove(filepath.Join(y.dir, f.Name))
	}
}
