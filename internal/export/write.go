package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// A JSONL writes one JSON object a line, in the letters of the text: nothing is
// escaped for HTML. Flush must be called at the end.
type JSONL struct {
	buf *bufio.Writer
	enc *json.Encoder
}

// NewJSONL returns a writer of JSON Lines to w.
func NewJSONL(w io.Writer) *JSONL {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &JSONL{buf, enc}
}

// Write writes one record, an Event or a Document.
func (j *JSONL) Write(record any) error { return j.enc.Encode(record) }

// Flush writes out what is buffered.
func (j *JSONL) Flush() error { return j.buf.Flush() }

// Decode reads one record as encoding/json does, in two thirds of the time.
func Decode(line []byte, record any) error {
	return jsonv2.Unmarshal(line, record, jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// ReadEvents reads event records, one JSON object a line; empty lines are skipped.
func ReadEvents(r io.Reader) ([]Event, error) {
	var out []Event
	br := bufio.NewReader(r)
	for line := 1; ; line++ {
		b, err := br.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("read events at line %d: %w", line, err)
		}
		if b = bytes.TrimSpace(b); len(b) > 0 {
			e := Event{Foreground: true, Confidence: 1} // what a record of others leaves out
			if err := json.Unmarshal(b, &e); err != nil {
				return nil, fmt.Errorf("read events at line %d: %w", line, err)
			}
			out = append(out, e)
		}
		if err == io.EOF {
			return out, nil
		}
	}
}
