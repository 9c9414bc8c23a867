package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/spill"
	"github.com/isnad/isnad/internal/story"
	"github.com/spf13/cobra"
)

// A gathered is what one item gives to be sorted: documents and events by the
// document's id, so that they meet wherever they stood.
type gathered struct {
	item      read.Item // without its bytes
	records   []spill.Record
	documents int
	events    int
	faults    []isnad.Diagnostic
}

// Kinds of records that are sorted. Those of a document come together: what is
// compared of it, its own line where that is asked for, its events as they stand
// in the text.
const (
	kindDocument = 'd'
	kindLine     = 'l'
	kindEvent    = 'v'
)

// digestLen is how many letters of a key name the document; the kind follows.
const digestLen = 32

func key(document string, kind rune, rest string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:digestLen/2]) + string(kind) + rest
}

// A gatherer makes records of items, in one goroutine.
type gatherer struct {
	agencies *story.Agencies
	ontology *export.Ontology
	code     func(read.Item) pipeline.Result
	by       export.Coder
	lines    bool // keep the lines of documents too
}

func (g *gatherer) gather(it read.Item) gathered {
	out := gathered{item: it}
	out.item.Raw = nil
	if it.Kind == read.JSONL {
		if g.coded(&out, it) {
			return out
		}
	}
	r := g.code(it)
	out.faults = r.Faults
	if !r.Coded {
		return out
	}
	d := export.DocumentOf(&r.Document, g.by)
	g.document(&out, &d, encoded(&d))
	for _, e := range export.Events(g.ontology, &r.Document) {
		out.event(&e, encoded(&e))
	}
	return out
}

// encoded is the line of a record of ours.
func encoded(record any) []byte {
	var b bytes.Buffer
	j := export.NewJSONL(&b)
	if err := cmp.Or(j.Write(record), j.Flush()); err != nil {
		panic(err) // a buffer takes all, and records hold no NaN
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// coded takes a line that isnad code has written, or says what is wrong with it;
// false for a line that is something else.
func (g *gatherer) coded(out *gathered, it read.Item) bool {
	line := bytes.TrimSpace(bytes.TrimPrefix(it.Raw, []byte("\ufeff")))
	var is struct {
		Schema         *int
		Document       json.RawMessage
		Trigger, Coder json.RawMessage
		Text           json.RawMessage
	}
	if json.Unmarshal(line, &is) != nil || is.Schema == nil {
		return false
	}
	event, document := is.Document != nil && is.Trigger != nil, is.Coder != nil && is.Text != nil
	fail := func(text string) bool {
		out.faults = append(out.faults, isnad.Diagnostic{
			Path: it.Path, Line: it.Line, Byte: it.Byte, Code: "bad-record", Text: text,
			Hint: "docs/schema.md says what a record holds; write the file again with isnad code",
		})
		return true
	}
	if bytes.IndexByte(line, '\n') >= 0 { // of a .json file; it has been parsed, so this cannot fail
		var b bytes.Buffer
		_ = json.Compact(&b, line)
		line = b.Bytes()
	}
	switch {
	case !event && !document:
		return false
	case *is.Schema > export.Schema:
		return fail(fmt.Sprintf("schema %d is of a later program, this one knows %d", *is.Schema, export.Schema))
	case document:
		var d export.Document
		if err := json.Unmarshal(line, &d); err != nil {
			return fail(err.Error())
		}
		if d.ID == "" {
			return fail("a document without id")
		}
		g.document(out, &d, line)
		return true
	}
	e := export.Event{Foreground: true, Confidence: 1} // what a record of others leaves out
	if err := json.Unmarshal(line, &e); err != nil {
		return fail(err.Error())
	}
	if e.ID == "" || e.Document == "" || e.Type == "" || e.Trigger.Start < 0 {
		return fail("an event has an id, a document, a type and a trigger in its text")
	}
	out.event(&e, line)
	return true
}

func (g *gatherer) document(out *gathered, d *export.Document, line []byte) {
	b, err := json.Marshal(story.DocumentOf(d, g.agencies))
	if err != nil {
		panic(err) // strings and numbers of ours
	}
	out.records = append(out.records, spill.Record{Key: key(d.ID, kindDocument, ""), Value: b})
	if g.lines {
		out.records = append(out.records, spill.Record{Key: key(d.ID, kindLine, ""), Value: line})
	}
	out.documents++
}

func (out *gathered) event(e *export.Event, line []byte) {
	rest := fmt.Sprintf("%010d%s", e.Trigger.Start, e.ID)
	out.records = append(out.records, spill.Record{Key: key(e.Document, kindEvent, rest), Value: line})
	out.events++
}

// collect reads the inputs and sorts them to disk; what a stopped run has read
// already is passed over.
func (w *work) collect(c *cobra.Command, coder *pipeline.Coder, args []string, rep *report) error {
	if w.state.Done {
		return nil
	}
	o, err := ontology(coder)
	if err != nil {
		return err
	}
	agencies := story.NewAgencies(coder.Lexicon)
	worker := coder.Worker()
	items := read.Inputs(args, c.InOrStdin(), read.Options{From: read.Kind(w.flags.from), MaxLine: w.flags.maxLine, MaxPage: w.flags.maxPage})
	err = pipeline.Ordered(w.flags.jobs, w.rest(items), func() func(read.Item) gathered {
		g := gatherer{agencies, o, worker(), export.Coder{Version: version, Lexicon: coder.Lexicon.Digest()}, w.flags.to == "documents"}
		return g.gather
	}, func(r gathered) error {
		for i := range r.faults {
			rep.fault(&r.faults[i])
		}
		rep.documents, rep.events = rep.documents+r.documents, rep.events+r.events
		if len(r.records) == 0 {
			rep.skipped++
		}
		rep.progress("%d documents and %d events read", rep.documents, rep.events)
		for _, x := range r.records {
			w.sorter.Add(x.Key, x.Value)
		}
		w.state.Items, w.state.Path, w.state.Line, w.state.Byte = w.state.Items+1, r.item.Path, r.item.Line, r.item.Byte
		if w.sorter.Full() {
			return w.keep(rep, false)
		}
		return nil
	})
	if err == nil {
		err = w.moved
	}
	if err == nil {
		err = w.keep(rep, true)
	}
	rep.clear()
	return err
}
