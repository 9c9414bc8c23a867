package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/pipeline"
)

// A report tells people on standard error what happens: faults as they come, a
// hint with the first of each kind, how far the run is when they watch it, and
// a sum at the end when there were faults. It is used by one goroutine.
type report struct {
	w                          io.Writer
	watched                    bool // w is a terminal
	documents, events, skipped int
	codes, passed              map[string]int
	began, shown               time.Time
}

// every is the time between two lines of progress.
const every = 200 * time.Millisecond

func newReport(w io.Writer) *report {
	now := time.Now()
	return &report{w: w, watched: isTerminal(w), codes: map[string]int{}, passed: map[string]int{}, began: now, shown: now}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

func (r *report) add(res *pipeline.Result) {
	for i := range res.Faults {
		r.fault(&res.Faults[i])
	}
	if res.Passed != "" {
		r.pass(res.Passed)
	}
	r.count(res.Coded, len(res.Document.Events), res.Passed == "")
}

// count adds a document that was taken, or one that was not; what was passed by is no fault.
func (r *report) count(taken bool, events int, missing bool) {
	switch {
	case taken:
		r.documents++
		r.events += events
	case missing:
		r.skipped++
	}
	if now := time.Now(); r.watched && now.Sub(r.shown) >= every {
		r.shown = now
		fmt.Fprintf(r.w, "\r\x1b[Kisnad: %d documents, %d events, %.0f documents/s", r.documents, r.events, float64(r.documents)/now.Sub(r.began).Seconds())
	}
}

// fault prints one diagnostic: code, place, words.
func (r *report) fault(d *isnad.Diagnostic) {
	r.clear()
	var place strings.Builder
	place.WriteString(printable(d.Path))
	if d.Line > 0 {
		fmt.Fprintf(&place, ":%d", d.Line)
	}
	if d.Byte >= 0 {
		fmt.Fprintf(&place, " at byte %d", d.Byte)
	}
	fmt.Fprintf(r.w, "isnad: error: %s: %s: %s\n", d.Code, place.String(), printable(d.Text))
	if r.codes[d.Code]++; r.codes[d.Code] == 1 && d.Hint != "" {
		fmt.Fprintf(r.w, "isnad: hint: %s\n", d.Hint)
	}
}

// printable keeps control characters of names and inputs off the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s)
}

func (r *report) clear() {
	if r.watched {
		fmt.Fprint(r.w, "\r\x1b[K")
	}
}

// pass counts what nobody would code. Archives are made by strangers, so the
// number of reasons is bounded.
func (r *report) pass(reason string) {
	if _, known := r.passed[reason]; !known && len(r.passed) >= 40 {
		reason = "others"
	}
	r.passed[reason]++
}

func (r *report) end() {
	r.clear()
	if len(r.passed) > 0 {
		fmt.Fprintf(r.w, "isnad: note: passed by, as nothing to code: %s\n", counted(r.passed))
	}
	if len(r.codes) > 0 {
		fmt.Fprintf(r.w, "isnad: note: %d documents coded, %d inputs skipped; faults: %s\n", r.documents, r.skipped, counted(r.codes))
	}
}

func counted(m map[string]int) string {
	var all []string
	for k, n := range m {
		all = append(all, fmt.Sprintf("%s %d", k, n))
	}
	sort.Strings(all)
	return strings.Join(all, ", ")
}

// exit is the end of a run: nil, or the exit code that says some inputs were faulty.
func (r *report) exit() error {
	if len(r.codes) > 0 {
		return &exit{code: exitFaults}
	}
	return nil
}
