package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/spf13/cobra"
)

const inputForms = "auto, text, html, jsonl, warc or feed"

// codeFlags are the flags of isnad code.
type codeFlags struct {
	from, to, out    string
	jobs             int
	maxLine, maxPage int
	store            string
	pageTime         time.Duration
}

func newCode() *cobra.Command {
	var f codeFlags
	c := &cobra.Command{
		Use:   "code FILE... | DIR | -",
		Short: "Read news pages and write event records",
		Long: `Read news pages and write event records to standard output.

Inputs are files, folders or - for standard input. Of a folder all files are read
that are called .html, .htm, .txt, .json, .jsonl, .warc, .xml, .rss, .atom or .rdf,
also .gz and .zst, in sorted order. A faulty input is named on standard error and the
run goes on; the exit code is then 3.

Of a web archive the pages are coded: responses of status 200 and resources, of type
text/html. Of a feed the items are coded that carry the whole text. The other records
and items are counted in a note at the end.`,
		Example: `  isnad code page.html                       # one page, one event a line
  isnad code news/ --to csv --out events.csv  # a folder, as a table
  isnad code docs.jsonl --to documents        # what was read: text, title, date, dropped parts
  isnad code CC-NEWS-*.warc.gz --out events.jsonl # web archives; a page's id is its URL
  isnad code feed.xml                         # what a feed carries in full
  zcat dump.jsonl.gz | isnad code - --from jsonl --jobs 8
  isnad code news/ --store archive           # keep the records in a store`,
		Args: someInput,
		RunE: func(c *cobra.Command, args []string) error {
			if f.store != "" {
				if c.Flags().Changed("to") || c.Flags().Changed("out") {
					return usage("isnad query and isnad export write what a store holds", "--store takes no --to and no --out")
				}
				return runAdd(c, addFlags{codeFlags: f, again: true}, args)
			}
			return runCode(c, f, args)
		},
	}
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "auto", "form of the inputs: "+inputForms)
	fs.StringVar(&f.to, "to", "events", "form of the output: events, documents or csv")
	fs.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many documents are coded at a time; the output is the same for any number")
	fs.StringVar(&f.out, "out", "", "write to this file instead of standard output; it appears when all is done")
	fs.IntVar(&f.maxLine, "max-line", read.DefaultMaxLine, "longest line of JSON Lines, in bytes")
	fs.IntVar(&f.maxPage, "max-page", read.DefaultMaxPage, "largest page, unpacked, in bytes")
	fs.DurationVar(&f.pageTime, "page-time", 0, "longest extraction of a page, such as 5s; 0 is no limit, so that the output never depends on the machine")
	fs.StringVar(&f.store, "store", "", "keep the records in the store of this folder instead of writing them")
	return c
}

func (f *codeFlags) check() error {
	if outputs[f.to] == nil {
		return usage("--to takes events, documents or csv", "unknown output form %q", f.to)
	}
	return f.checkInputs()
}

// checkInputs checks what does not depend on the form of the output.
func (f *codeFlags) checkInputs() error {
	switch read.Kind(f.from) {
	case read.Auto, read.Text, read.HTML, read.JSONL, read.WARC, read.Feed:
	default:
		return usage("--from takes "+inputForms, "unknown input form %q", f.from)
	}
	switch {
	case f.jobs < 1:
		return usage("--jobs takes a number from 1", "%d jobs can do nothing", f.jobs)
	case f.pageTime < 0:
		return usage("--page-time takes a duration such as 5s; 0 is no limit", "no page is read in a time below nothing")
	case f.maxLine < 1 || f.maxPage < 1:
		return usage("limits are bytes, from 1", "a limit of nothing lets nothing in")
	}
	return nil
}

func runCode(c *cobra.Command, f codeFlags, args []string) error {
	if err := f.check(); err != nil {
		return err
	}
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	coder.PageTime = f.pageTime
	return writeTo(f.out, c.OutOrStdout(), func(w io.Writer) error {
		out, err := outputs[f.to](coder, w)
		if err != nil {
			return failed(err, "")
		}
		return f.writeAll(c, coder, args, out)
	})
}

// writeAll reads the inputs, writes the documents that were coded to out, and
// reports to standard error what was not.
func (f *codeFlags) writeAll(c *cobra.Command, coder *pipeline.Coder, args []string, out output) error {
	rep := newReport(c.ErrOrStderr())
	items := read.Inputs(args, c.InOrStdin(), read.Options{From: read.Kind(f.from), MaxLine: f.maxLine, MaxPage: f.maxPage})
	err := coder.Code(items, f.jobs, func(r pipeline.Result) error {
		rep.add(&r)
		if !r.Coded {
			return nil
		}
		return out.write(&r.Document)
	})
	if err == nil {
		err = out.flush()
	}
	rep.end()
	if err != nil {
		return failed(fmt.Errorf("write %s: %w", f.to, err), "")
	}
	return rep.exit()
}

// An output writes documents in one form.
type output struct {
	write func(*isnad.Document) error
	flush func() error
}

var outputs = map[string]func(*pipeline.Coder, io.Writer) (output, error){
	"events": func(c *pipeline.Coder, w io.Writer) (output, error) {
		o, err := ontology(c)
		j := export.NewJSONL(w)
		return output{func(d *isnad.Document) error {
			for _, e := range export.Events(o, d) {
				if err := j.Write(&e); err != nil {
					return err
				}
			}
			return nil
		}, j.Flush}, err
	},
	"csv": func(c *pipeline.Coder, w io.Writer) (output, error) {
		o, err := ontology(c)
		t := export.NewCSV(w)
		return output{func(d *isnad.Document) error {
			for _, e := range export.Events(o, d) {
				if err := t.Write(&e); err != nil {
					return err
				}
			}
			return nil
		}, t.Flush}, err
	},
	"documents": func(c *pipeline.Coder, w io.Writer) (output, error) {
		j := export.NewJSONL(w)
		by := export.Coder{Version: version, Lexicon: c.Lexicon.Digest()}
		return output{func(d *isnad.Document) error { return j.Write(export.DocumentOf(d, by)) }, j.Flush}, nil
	},
}

func ontology(c *pipeline.Coder) (*export.Ontology, error) {
	types, cameo := c.Lexicon.Table("plover"), c.Lexicon.Table("cameo")
	if types == nil || cameo == nil {
		return nil, errors.New("the compiled data has no ontology; run go generate ./internal/lexicon and build again")
	}
	return export.NewOntology(types, cameo)
}

// writeTo runs f on standard output, or on a new file that takes its name only
// when f has written all: a run that breaks off leaves an older file as it was.
// Devices and pipes are written to directly.
func writeTo(name string, stdout io.Writer, f func(io.Writer) error) error {
	if name == "" {
		return f(stdout)
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		w, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return failed(err, "--out takes the name of a file")
		}
		defer w.Close()
		return f(w)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".isnad-*")
	if err != nil {
		return failed(fmt.Errorf("write %s: %w", name, err), "the folder must exist and be writable")
	}
	defer os.Remove(tmp.Name()) // after the rename there is nothing of that name
	result := f(tmp)
	var e *exit
	if errors.As(result, &e) && e.code != exitFaults {
		tmp.Close()
		return result
	}
	if err := errors.Join(tmp.Chmod(0o644), tmp.Close(), os.Rename(tmp.Name(), name)); err != nil {
		return failed(fmt.Errorf("write %s: %s", name, strings.ReplaceAll(err.Error(), "\n", "; ")), "")
	}
	return result
}
