package warc

import (
	"bytes"
	"strings"
)

// A Record is one record of an archive.
type Record struct {
	Offset int64  // bytes of the file before the record, or before the member that holds it
	Header Header // without the version line
	Block  []byte // of a Reader, valid until its next call
}

// A Header is a list of named fields, of a record or of an HTTP message.
type Header []Field

// A Field is one line of a header.
type Field struct{ Name, Value string }

// Get is the value of the first field of this name, in any case of letters, or "".
func (h Header) Get(name string) string {
	for i := range h {
		if strings.EqualFold(h[i].Name, name) {
			return h[i].Value
		}
	}
	return ""
}

// Type is response, request, resource, revisit, warcinfo, metadata, conversion or continuation.
func (r *Record) Type() string { return strings.ToLower(r.Header.Get("WARC-Type")) }

// ID is the record's own name, without its angle brackets.
func (r *Record) ID() string { return unbracketed(r.Header.Get("WARC-Record-ID")) }

// URL is where the content came from; "" of a record about the file itself.
func (r *Record) URL() string { return unbracketed(r.Header.Get("WARC-Target-URI")) }

// unbracketed takes off the brackets that some writers put round URLs.
func unbracketed(s string) string {
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		return s[1 : len(s)-1]
	}
	return s
}

// maxFolded bounds a value that goes on over many lines, in bytes.
const maxFolded = 4096

// parseHeader cuts lines "Name: value"; a line that begins with a blank goes on
// with the one before. A line without a colon is left out.
func parseHeader(raw []byte) (h Header) {
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		raw = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			continue
		}
		if (line[0] == ' ' || line[0] == '\t') && len(h) > 0 {
			if last := &h[len(h)-1]; len(last.Value) < maxFolded {
				last.Value += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok {
			h = append(h, Field{string(bytes.TrimSpace(name)), string(bytes.TrimSpace(value))})
		}
	}
	return h
}
