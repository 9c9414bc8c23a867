package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/isnad/isnad"
)

var bom8 = []byte("\ufeff")

// lines cuts JSON Lines. Blank lines are skipped; a line over the limit is
// passed by without being held.
func (c *cutter) lines(path, id string, br *bufio.Reader) {
	var at int64
	any := false
	for line := 1; !c.stopped; line++ {
		raw, n, err := readLine(br, c.o.MaxLine)
		switch {
		case n > int64(c.o.MaxLine):
			any = true
			d := fault(path, "line-too-long", fmt.Sprintf("%d bytes, the limit is %d", n, c.o.MaxLine), "raise --max-line, or split the document")
			d.Line, d.Byte = line, at
			c.fail(d)
		case err != nil && err != io.EOF: // the line is cut, which is told below
		case len(bytes.TrimSpace(bytes.TrimPrefix(raw, bom8))) > 0:
			any = true
			c.emit(Item{Path: path, ID: fmt.Sprintf("%s:%d", id, line), Line: line, Byte: at, Kind: JSONL, Raw: raw})
		}
		at += n
		if err == io.EOF {
			break
		}
		if err != nil {
			d := unreadable(path, err)
			d.Line, d.Byte = line, at
			c.fail(d)
			return
		}
	}
	if !any && !c.stopped {
		c.fail(fault(path, "no-text", "holds no record", ""))
	}
}

// readLine returns the next line without its end and its length with it. Of a
// line of more than limit bytes it returns only the length.
func readLine(br *bufio.Reader, limit int) (raw []byte, n int64, err error) {
	for {
		part, err := br.ReadSlice('\n')
		n += int64(len(part))
		if n <= int64(limit)+1 {
			raw = append(raw, part...)
		} else {
			raw = nil
		}
		if err != bufio.ErrBufferFull {
			raw = bytes.TrimRight(raw, "\r\n")
			if n == int64(limit)+1 && len(raw) <= limit { // the limit is for the line, not for its end
				n--
			}
			return raw, n, err
		}
	}
}

// values reads a .json file: JSON Lines under another name, one object written
// over many lines, or a list of objects.
func (c *cutter) values(path, id string, br *bufio.Reader) {
	if first, _ := br.Peek(64 << 10); startsRecord(first) {
		c.lines(path, id, br)
		return
	}
	raw, err := io.ReadAll(io.LimitReader(br, int64(c.o.MaxPage)+1))
	switch {
	case len(raw) > c.o.MaxPage:
		d := fault(path, "page-too-large", fmt.Sprintf("one JSON value of more than %d bytes", c.o.MaxPage), "write one object a line and use --from jsonl")
		d.Byte = int64(c.o.MaxPage)
		c.fail(d)
		return
	case err != nil:
		c.fail(unreadable(path, err))
		return
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		c.emit(Item{Path: path, ID: id, Line: 1, Kind: JSONL, Raw: raw})
		return
	}
	for i, v := range list {
		c.emit(Item{Path: path, ID: fmt.Sprintf("%s:%d", id, i+1), Line: i + 1, Kind: JSONL, Raw: v})
	}
}

// startsRecord tells whether the first line is a whole JSON value and more
// follows, or is cut by the buffer: then the file is JSON Lines.
func startsRecord(head []byte) bool {
	line, _, found := bytes.Cut(bytes.TrimPrefix(head, bom8), []byte("\n"))
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] != '{' {
		return false
	}
	return json.Valid(line) || !found && len(head) >= 64<<10
}

// Record is what an input document says of itself, besides its text.
type Record struct {
	ID, URL, Title, Outlet, Date, Lang string
	Byline                             string                     // of a feed; no key of a record
	Rest                               map[string]json.RawMessage // keys that the schema does not know
}

// record parses one input document of SCHEMA.md.
func record(it *Item) (Record, string, *isnad.Diagnostic) {
	raw := bytes.TrimPrefix(it.Raw, bom8)
	fail := func(code, text, hint string, at int64) *isnad.Diagnostic {
		return &isnad.Diagnostic{Path: it.Path, Line: it.Line, Byte: it.Byte + at, Code: code, Text: text, Hint: hint}
	}
	var rest map[string]json.RawMessage
	if err := json.Unmarshal(raw, &rest); err != nil || rest == nil {
		var se *json.SyntaxError
		if errors.As(err, &se) {
			return Record{}, "", fail("bad-json", se.Error(), "the line may be cut; write each document whole on one line", se.Offset)
		}
		return Record{}, "", fail("not-an-object", "the line is JSON, but not an object", `write {"text": "..."}`, 0)
	}
	var r Record
	var text string
	for _, f := range []struct {
		key string
		to  *string
	}{{"text", &text}, {"id", &r.ID}, {"url", &r.URL}, {"title", &r.Title}, {"outlet", &r.Outlet}, {"date", &r.Date}, {"lang", &r.Lang}} {
		v, ok := rest[f.key]
		if !ok {
			continue
		}
		if json.Unmarshal(v, f.to) == nil {
			delete(rest, f.key)
			continue
		}
		if f.key == "id" && len(v) > 0 && (v[0] == '-' || v[0] >= '0' && v[0] <= '9') { // numbers are ids in many corpora
			r.ID = string(v)
			delete(rest, f.key)
		}
	}
	if len(rest) > 0 {
		r.Rest = rest
	}
	if len(bytes.TrimSpace([]byte(text))) == 0 {
		return r, "", fail("no-text", `the object has no "text" of words`, `the words stand under the key "text"`, 0)
	}
	return r, text, nil
}
