package main

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/spill"
	"github.com/isnad/isnad/internal/story"
	"github.com/spf13/cobra"
)

// storiesFlags are the flags of isnad stories.
type storiesFlags struct {
	codeFlags
	window, memory int
	work           string
}

func newStories() *cobra.Command {
	var f storiesFlags
	c := &cobra.Command{
		Use:   "stories FILE... | DIR | -",
		Short: "Join what several outlets tell of one happening",
		Long: `Join what several outlets tell: events of one occurrence share a happening, copies
of one text and tellings of one happening share a story. So events can be counted,
and not reports.

Inputs are the records that isnad code writes, documents and events in any order and
in any number of files (copies are found by the documents' text), or news that is not
coded yet, as for isnad code. All is sorted by day of publication first, on disk; then
one day at a time is compared with the days of the window before it. The output does
not depend on the order of the input.

With --work the reading is kept in a folder: a run that was stopped goes on from there,
and another --window or --to begins with the comparing (--to documents reads anew: it
keeps the texts).`,
		Example: `  isnad code news/ --to documents --out documents.jsonl
  isnad code news/ --out events.jsonl
  isnad stories documents.jsonl events.jsonl --out joined.jsonl  # happening and story filled in
  isnad stories documents.jsonl events.jsonl --to happenings     # one line an occurrence, with all who tell of it
  isnad stories news/ --to stories                               # code and join in one go
  isnad stories archive/ --work joining --out joined.jsonl       # long: stop it, start it again`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name files or folders, or - for standard input", "isnad stories needs something to read")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return runStories(c, f, args) },
	}
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "auto", "form of the inputs: auto, text, html or jsonl")
	fs.StringVar(&f.to, "to", "events", "form of the output: events, documents, happenings or stories")
	fs.IntVar(&f.window, "window", story.DefaultWindow, "days that a happening or a text is remembered")
	fs.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many documents are read at a time; the output is the same for any number")
	fs.StringVar(&f.out, "out", "", "write to this file instead of standard output; it appears when all is done")
	fs.StringVar(&f.work, "work", "", "keep what was read in this folder, and go on from what is there")
	fs.IntVar(&f.memory, "memory", spill.DefaultMemory>>20, "megabytes that are gathered before they are sorted to disk")
	fs.IntVar(&f.maxLine, "max-line", read.DefaultMaxLine, "longest line of JSON Lines, in bytes")
	fs.IntVar(&f.maxPage, "max-page", read.DefaultMaxPage, "largest page, in bytes")
	return c
}

func (f *storiesFlags) check() error {
	switch f.to {
	case "events", "documents", "happenings", "stories":
	default:
		return usage("--to takes events, documents, happenings or stories", "unknown output form %q", f.to)
	}
	switch {
	case f.window < 0:
		return usage("--window takes days, from 0", "a window of %d days cannot be", f.window)
	case f.memory < 1:
		return usage("--memory takes megabytes, from 1", "%d megabytes hold nothing", f.memory)
	}
	return f.checkInputs()
}

func runStories(c *cobra.Command, f storiesFlags, args []string) error {
	if err := f.check(); err != nil {
		return err
	}
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	w, err := openWork(&f, args, coder.Lexicon.Digest())
	if err != nil {
		return err
	}
	defer w.close()
	rep := newReport(c.ErrOrStderr())
	rep.restore(w.state.Documents, w.state.Events, w.state.Skipped, w.state.Faults)
	if err := w.collect(c, coder, args, rep); err != nil {
		return failed(err, w.hint())
	}
	return writeTo(f.out, c.OutOrStdout(), func(out io.Writer) error {
		if err := w.join(coder, out, rep); err != nil {
			return failed(fmt.Errorf("write %s: %w", f.to, err), "")
		}
		rep.end()
		return rep.exit()
	})
}

// restore takes over the sums of a run that was stopped.
func (r *report) restore(documents, events, skipped int, codes map[string]int) {
	r.documents, r.events, r.skipped = documents, events, skipped
	for c, n := range codes {
		r.codes[c] = n
	}
}

// progress tells those who watch how far the work is.
func (r *report) progress(format string, args ...any) {
	if now := time.Now(); r.watched && now.Sub(r.shown) >= every {
		r.shown = now
		fmt.Fprintf(r.w, "\r\x1b[Kisnad: "+format, args...)
	}
}
