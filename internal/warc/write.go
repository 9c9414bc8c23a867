package warc

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// A Writer writes records, each in a gzip member of its own and with one call of
// the file's Write. What is written does not depend on what was written before, so
// that a file can be cut behind any record and written on.
type Writer struct {
	w   io.Writer
	gz  *gzip.Writer
	buf bytes.Buffer
}

// NewWriter returns a writer that appends to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// New makes a record of a block: response (of an HTTP message as it came, header
// and body), resource (of bare content), request or warcinfo. Its ID is made from
// all of that, so the same content fetched at the same second has the same one.
func New(kind, url string, at time.Time, contentType string, block []byte) *Record {
	day := at.UTC().Format(time.RFC3339)
	sum := sha256.Sum256(block)
	name := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%x", kind, url, day, sum))
	name[6], name[8] = name[6]&0x0f|0x80, name[8]&0x3f|0x80 // a UUID of version 8
	h := Header{
		{"WARC-Type", kind},
		{"WARC-Record-ID", fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", name[:4], name[4:6], name[6:8], name[8:10], name[10:16])},
		{"WARC-Date", day},
	}
	if url != "" {
		h = append(h, Field{"WARC-Target-URI", url})
	}
	h = append(h, Field{"WARC-Block-Digest", "sha256:" + base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])})
	if contentType != "" {
		h = append(h, Field{"Content-Type", contentType})
	}
	return &Record{Header: h, Block: block}
}

// Write appends a record and returns how many bytes it takes in the file. The
// length is written from the block, whatever the header says.
func (w *Writer) Write(r *Record) (int, error) {
	w.buf.Reset()
	if w.gz == nil {
		w.gz = gzip.NewWriter(&w.buf)
	} else {
		w.gz.Reset(&w.buf)
	}
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	for _, f := range r.Header {
		if strings.EqualFold(f.Name, "Content-Length") {
			continue
		}
		if strings.ContainsAny(f.Name, ": \r\n") || strings.ContainsAny(f.Value, "\r\n") {
			return 0, fmt.Errorf("write warc: the field %q would break the header", f.Name)
		}
		fmt.Fprintf(&head, "%s: %s\r\n", f.Name, f.Value)
	}
	fmt.Fprintf(&head, "Content-Length: %d\r\n\r\n", len(r.Block))
	for _, part := range [][]byte{head.Bytes(), r.Block, []byte("\r\n\r\n")} {
		if _, err := w.gz.Write(part); err != nil {
			return 0, fmt.Errorf("write warc: %w", err)
		}
	}
	if err := w.gz.Close(); err != nil {
		return 0, fmt.Errorf("write warc: %w", err)
	}
	n, err := w.w.Write(w.buf.Bytes())
	if err != nil {
		return n, fmt.Errorf("write warc: %w", err)
	}
	return n, nil
}
