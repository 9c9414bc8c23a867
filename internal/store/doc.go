package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// Limits of one record: what a coder writes is far below.
const (
	maxID      = 4 << 10 // bytes
	maxEvents  = 20_000  // of one document
	maxParties = 64      // of one role of one event
	maxBody    = 256 << 20
)

var decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxBody))

// packedS2 begins what is packed with S2. Stores of old hold zstd, whose frames
// begin with another byte: a quarter smaller, and four times as dear to write.
const packedS2 = 's'

func pack(b []byte) []byte {
	if b == nil {
		return nil
	}
	out := make([]byte, s2.MaxEncodedLen(len(b))+1)
	out[0] = packedS2
	return bytes.Clone(out[:1+len(s2.Encode(out[1:], b))])
}

func unpack(b []byte) ([]byte, error) {
	if b == nil {
		return nil, nil
	}
	if len(b) == 0 || b[0] != packedS2 {
		return decoder.DecodeAll(b, nil)
	}
	n, err := s2.DecodedLen(b[1:])
	if err != nil {
		return nil, err
	}
	if n > maxBody {
		return nil, fmt.Errorf("what is packed has %d bytes, more than %d", n, maxBody)
	}
	return s2.Decode(nil, b[1:])
}

// samePacked tells whether two hold the same, packed in whatever way.
func samePacked(a, b []byte) (bool, error) {
	if bytes.Equal(a, b) || a == nil || b == nil {
		return bytes.Equal(a, b) && (a == nil) == (b == nil), nil
	}
	x, err := unpack(a)
	if err != nil {
		return false, err
	}
	y, err := unpack(b)
	return bytes.Equal(x, y), err
}

// Prepare checks a document and does what takes long and needs no lock: it writes
// the record as JSON, packs it and finds the words of its text. It is called
// before Put, once, by as many goroutines as there are segmenters. raw is the
// JSON that the record was read from, which is stored as it is, with fields that
// this program does not know; nil writes it anew. Events may still be added.
func (d *Doc) Prepare(words *search.Segmenter, raw []byte) (err error) {
	if d.Record != nil {
		if raw == nil {
			if raw, err = line(d.Record); err != nil {
				return err
			}
		}
		d.record = pack(bytes.TrimSpace(raw))
		ts := documentWords(words, d.Record)
		d.terms, d.forms = pack(putTerms(ts)), formColumns(ts)
	}
	return d.check()
}

// AddEvent adds an event and the JSON that it was read from, nil to write it anew.
func (d *Doc) AddEvent(e *export.Event, raw []byte) (err error) {
	if err := CheckEvent(e); err != nil {
		return fmt.Errorf("event %q of document %q: %w", e.ID, e.Document, err)
	}
	if raw == nil {
		if raw, err = line(e); err != nil {
			return err
		}
	}
	d.Events, d.lines = append(d.Events, *e), append(d.lines, raw)
	return nil
}

// Pack writes and packs the events, once no more are added. Put does it for those
// that were not; many goroutines can do it before. Its error is a *DocError.
func (d *Doc) Pack() error {
	if d.packed {
		return nil
	}
	if err := d.check(); err != nil {
		return &DocError{err}
	}
	for i := len(d.lines); i < len(d.Events); i++ {
		b, err := line(&d.Events[i])
		if err != nil {
			return &DocError{err}
		}
		d.lines = append(d.lines, b)
	}
	if len(d.lines) > 0 {
		d.events = pack(bytes.Join(d.lines, []byte("\n")))
	}
	d.packed = true
	return nil
}

// Size is about how many bytes a packed document takes in memory.
func (d *Doc) Size() int {
	n := len(d.record) + len(d.events) + len(d.terms)
	for _, f := range d.forms {
		n += len(f)
	}
	for _, l := range d.lines {
		n += 3 * len(l) // with the event that was read from it
	}
	if d.Record != nil {
		n += 2 * len(d.Record.Text)
	}
	return n
}

func line(v any) ([]byte, error) {
	var b bytes.Buffer
	j := export.NewJSONL(&b)
	if err := errors.Join(j.Write(v), j.Flush()); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func (d *Doc) check() error {
	switch {
	case d.ID == "" || len(d.ID) > maxID:
		return fmt.Errorf("the id of a document has 1 to %d bytes, not %d", maxID, len(d.ID))
	case d.Record != nil && d.Record.ID != d.ID:
		return fmt.Errorf("the record is of document %q, not %q", d.Record.ID, d.ID)
	case len(d.Events) > maxEvents:
		return fmt.Errorf("document %q has %d events, more than %d", d.ID, len(d.Events), maxEvents)
	}
	seen := map[string]bool{}
	for i := range d.Events {
		e := &d.Events[i]
		var err error
		if i >= len(d.lines) { // AddEvent has checked the others
			err = CheckEvent(e)
		}
		switch {
		case err == nil && e.Document != d.ID:
			err = fmt.Errorf("is of document %q", e.Document)
		case err == nil && seen[e.ID]:
			err = errors.New("comes twice")
		}
		if err != nil {
			return fmt.Errorf("event %q of document %q: %w", e.ID, d.ID, err)
		}
		seen[e.ID] = true
	}
	return nil
}

// CheckEvent tells why a record cannot be stored, nil when it can.
func CheckEvent(e *export.Event) error {
	switch {
	case e.Schema != export.Schema:
		return fmt.Errorf("has schema %d, this program knows %d", e.Schema, export.Schema)
	case e.ID == "" || len(e.ID) > maxID:
		return fmt.Errorf("has no id of 1 to %d bytes", maxID)
	case e.Document == "" || len(e.Document) > maxID:
		return fmt.Errorf("names no document of 1 to %d bytes", maxID)
	case !isType(e.Type):
		return fmt.Errorf("has the type %q, which is none of PLOVER's", e.Type)
	case len(e.Actor) > maxParties || len(e.Recipient) > maxParties || e.Claim != nil && len(e.Claim.Chain) > maxParties:
		return fmt.Errorf("has more than %d parties in one role", maxParties)
	case e.Date.Value != "":
		if _, _, ok := query.Span(string(e.Date.Value)); !ok {
			return fmt.Errorf("has the date %q, which is no day, month or year", string(e.Date.Value))
		}
	}
	return nil
}

func isType(s string) bool {
	for _, t := range query.Fields["type"].Values {
		if s == t {
			return true
		}
	}
	return false
}

// documentWords are the terms of what is kept of a text. The title comes first,
// behind the offset -1, when it does not stand in the text.
func documentWords(words *search.Segmenter, r *export.Document) []search.Term {
	all := words.Text(r.Text)
	out := all[:0]
	k := 0
	for _, t := range all {
		for k < len(r.Dropped) && r.Dropped[k].End <= t.Start {
			k++
		}
		if k < len(r.Dropped) && r.Dropped[k].Start <= t.Start && r.Dropped[k].Reason != "title" {
			continue
		}
		out = append(out, t)
	}
	title := string(r.Title)
	if title == "" || strings.Contains(r.Text, title) {
		return out
	}
	head := words.Text(title)
	for i := range head {
		head[i].Start, head[i].End = -1, -1
	}
	return append(head, out...)
}

// putTerms writes terms as bytes: for each the distance of its start from the
// end of the last and its length, in code points plus one, then the three forms,
// a form that equals the one before it left empty.
func putTerms(ts []search.Term) []byte {
	var b []byte
	at := 0
	for _, t := range ts {
		if t.Start < 0 {
			b = append(b, 0)
		} else {
			b = binary.AppendUvarint(b, uint64(t.Start-at)+1)
			b = binary.AppendUvarint(b, uint64(t.End-t.Start))
			at = t.End
		}
		last := ""
		for _, s := range [...]string{t.Word, t.Stem, t.Lemma} {
			if s == last {
				b = append(b, 0)
				continue
			}
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
			last = s
		}
	}
	return b
}

// getTerms reads what putTerms wrote.
func getTerms(b []byte) ([]search.Term, error) {
	var out []search.Term
	at := 0
	ok := true
	number := func() int {
		x, n := binary.Uvarint(b)
		if n <= 0 || x > maxBody {
			ok = false
			return 0
		}
		b = b[n:]
		return int(x)
	}
	for len(b) > 0 && ok {
		t := search.Term{Start: -1, End: -1}
		if d := number(); d > 0 {
			t.Start = at + d - 1
			t.End = t.Start + number()
			at = t.End
		}
		last := ""
		for _, s := range [...]*string{&t.Word, &t.Stem, &t.Lemma} {
			n := number()
			if !ok || n > len(b) {
				return nil, errors.New("the stored terms are damaged")
			}
			if n > 0 {
				last = string(b[:n])
				b = b[n:]
			}
			*s = last
		}
		out = append(out, t)
	}
	if !ok {
		return nil, errors.New("the stored terms are damaged")
	}
	return out, nil
}

// formColumns are the columns of the index: the words of a text in each form.
func formColumns(ts []search.Term) (out [3]string) {
	if len(ts) == 0 {
		return out
	}
	for i, form := range [...]func(*search.Term) string{
		func(t *search.Term) string { return t.Word }, func(t *search.Term) string { return t.Stem }, func(t *search.Term) string { return t.Lemma },
	} {
		var b strings.Builder
		for k := range ts {
			b.WriteString(form(&ts[k]))
			b.WriteByte(' ')
		}
		out[i] = b.String()
	}
	return out
}

// readDocument and readEvent decode stored lines.
func readDocument(b []byte) (out export.Document, err error) {
	err = export.Decode(b, &out)
	return out, err
}

func readEvent(b []byte) (out export.Event, err error) {
	err = export.Decode(b, &out)
	return out, err
}

func splitLines(b []byte) [][]byte {
	if len(b) == 0 {
		return nil
	}
	return bytes.Split(b, []byte("\n"))
}

// valid keeps stored text UTF-8.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
