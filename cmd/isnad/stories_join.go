package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/spill"
	"github.com/isnad/isnad/internal/story"
)

// A unit is a document with its events as lines, on its way to its day. It is kept
// as lines too: what is not ours in a record must come out as it went in.
type unit struct {
	Document story.Document
	Line     []byte // of its record, with --to documents
	Events   [][]byte
}

func (u *unit) encode() ([]byte, error) {
	b, err := json.Marshal(&u.Document)
	return bytes.Join(append([][]byte{b, u.Line}, u.Events...), []byte("\n")), err
}

func (u *unit) decode(b []byte) error {
	lines := bytes.Split(b, []byte("\n"))
	if len(lines) < 2 {
		return errors.New("read sorted records: half a unit")
	}
	u.Line, u.Events = lines[1], lines[2:]
	if err := json.Unmarshal(lines[0], &u.Document); err != nil {
		return fmt.Errorf("read sorted records: %w", err)
	}
	return nil
}

// join brings documents and their events together, sorts them by day, groups day
// after day and writes what --to asks for.
func (w *work) join(coder *pipeline.Coder, out io.Writer, rep *report) error {
	scratch, err := w.scratch()
	if err != nil {
		return err
	}
	days := spill.New(scratch, w.flags.memory<<20)
	j := joiner{days: days, rep: rep}
	for r, err := range w.sorter.Sorted(scratch) {
		if err == nil {
			err = j.add(&r)
		}
		if err != nil {
			return err
		}
	}
	if err := cmp.Or(j.end(), days.Spill()); err != nil {
		return err
	}
	buf := bufio.NewWriterSize(out, 256<<10)
	g := grouper{to: w.flags.to, group: story.New(coder.Lexicon, w.flags.window), out: buf, lines: export.NewJSONL(buf), rep: rep}
	for r, err := range days.Sorted(scratch) {
		if err == nil {
			err = g.add(r.Value)
		}
		if err != nil {
			return err
		}
	}
	if err := cmp.Or(g.end(), buf.Flush()); err != nil {
		return err
	}
	j.notes()
	return nil
}

// A joiner puts the records of one document together; they come one after another.
type joiner struct {
	days     *spill.Sorter
	rep      *report
	digest   string // of the document at hand
	unit     unit
	known    bool // its own record has come
	last     spill.Record
	repeated int // records that came more than once
	unknown  int // documents known by their events only
}

func (j *joiner) add(r *spill.Record) error {
	if len(r.Key) <= digestLen {
		return errors.New("read sorted records: a key is cut: the file is damaged")
	}
	digest, kind := r.Key[:digestLen], r.Key[digestLen]
	if digest != j.digest {
		if err := j.end(); err != nil {
			return err
		}
		j.digest, j.unit, j.known = digest, unit{}, false
	}
	again := r.Key == j.last.Key // for an event, whatever else a run has filled in
	if again && (kind == kindEvent || bytes.Equal(r.Value, j.last.Value)) {
		if kind != kindLine { // it goes with its document
			j.repeated++
		}
		return nil
	}
	j.last = *r
	switch {
	case kind == kindEvent:
		j.unit.Events = append(j.unit.Events, r.Value)
	case kind == kindLine:
		if j.unit.Line == nil {
			j.unit.Line = r.Value
		}
	case j.known:
		j.rep.fault(&isnad.Diagnostic{Path: j.unit.Document.ID, Byte: -1, Code: "repeated-document", Text: "two documents that differ have this id; one of them is compared", Hint: "give documents ids of their own, or name each file once"})
	default:
		j.known = true
		if err := json.Unmarshal(r.Value, &j.unit.Document); err != nil {
			return fmt.Errorf("read sorted records: %w", err)
		}
	}
	return nil
}

// end sends the document at hand to its day.
func (j *joiner) end() error {
	if j.digest == "" {
		return nil
	}
	u := &j.unit
	if !j.known {
		j.unknown++
		if err := u.fromEvents(); err != nil {
			return err
		}
	}
	b, err := u.encode()
	if err != nil {
		return err
	}
	j.days.Add(u.Document.Day+"\x00"+u.Document.ID, b)
	if j.days.Full() {
		return j.days.Spill()
	}
	return nil
}

// fromEvents makes the document of a unit whose own record is not among the
// inputs: its day is the one that undated events have, else the latest told.
func (u *unit) fromEvents() error {
	latest := ""
	for _, line := range u.Events {
		var e export.Event
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("read sorted records: %w", err)
		}
		u.Document.ID = e.Document
		day := story.Day(string(e.Date.Value))
		if e.Date.Basis == "publication" && day != "" {
			u.Document.Day = day
		}
		latest = max(latest, day)
	}
	if u.Document.Day == "" {
		u.Document.Day = latest
	}
	return nil
}

func (j *joiner) notes() {
	j.rep.clear()
	if j.repeated > 0 {
		fmt.Fprintf(j.rep.w, "isnad: note: %d records came more than once and count once\n", j.repeated)
	}
	if j.unknown > 0 {
		fmt.Fprintf(j.rep.w, "isnad: note: %d documents are known by their events only: their outlet is not known, and copies are not found among them; name the file of isnad code --to documents too\n", j.unknown)
	}
}

// A grouper gathers the units of a day and gives them to the stage.
type grouper struct {
	to    string
	group *story.Grouper
	out   *bufio.Writer
	lines *export.JSONL
	rep   *report
	units []unit
	done  int // documents
}

func (g *grouper) add(value []byte) error {
	var u unit
	if err := u.decode(value); err != nil {
		return err
	}
	if len(g.units) > 0 && g.units[0].Document.Day != u.Document.Day {
		if err := g.batch(); err != nil {
			return err
		}
	}
	g.units = append(g.units, u)
	return nil
}

func (g *grouper) batch() error {
	if len(g.units) == 0 {
		return nil
	}
	day := g.units[0].Document.Day
	in := make([]story.Unit, len(g.units))
	for i := range g.units {
		in[i].Document = g.units[i].Document
		for _, line := range g.units[i].Events {
			e := export.Event{Foreground: true, Confidence: 1}
			if err := json.Unmarshal(line, &e); err != nil {
				return fmt.Errorf("read sorted records: %w", err)
			}
			in[i].Events = append(in[i].Events, e)
		}
	}
	assigned, closed := g.group.Batch(day, in)
	g.done += len(g.units)
	g.rep.progress("%d of %d documents compared, up to %s", g.done, g.rep.documents, day)
	if err := g.write(closed); err != nil {
		return err
	}
	if err := g.filled(assigned); err != nil {
		return err
	}
	g.units = g.units[:0]
	return nil
}

// filled writes the lines of the day with what was found; units and what was
// assigned to them are both in the order of the ids.
func (g *grouper) filled(assigned []story.Assigned) error {
	for i := range g.units {
		told := export.Filling{Field: "story", ID: assigned[i].Story}
		if g.to == "documents" && len(g.units[i].Line) > 0 {
			if err := g.line(g.units[i].Line, told); err != nil {
				return err
			}
		}
		if g.to != "events" {
			continue
		}
		for k, line := range g.units[i].Events {
			if err := g.line(line, export.Filling{Field: "happening", ID: assigned[i].Happenings[k]}, told); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *grouper) line(line []byte, fillings ...export.Filling) error {
	b, err := export.Fill(line, fillings...)
	if err != nil {
		return err
	}
	_, err = g.out.Write(append(b, '\n'))
	return err
}

func (g *grouper) write(closed story.Closed) error {
	switch g.to {
	case "happenings":
		for i := range closed.Happenings {
			if err := g.lines.Write(&closed.Happenings[i]); err != nil {
				return err
			}
		}
	case "stories":
		for i := range closed.Stories {
			if err := g.lines.Write(&closed.Stories[i]); err != nil {
				return err
			}
		}
	}
	return g.lines.Flush()
}

func (g *grouper) end() error { return cmp.Or(g.batch(), g.write(g.group.Flush())) }
