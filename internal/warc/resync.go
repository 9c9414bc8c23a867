package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// failed makes a Fault of an error, and finds the place to go on from.
func (r *Reader) failed(err error) error {
	var large tooLarge
	var b bomb
	switch {
	case err == io.EOF && !r.open:
		return io.EOF
	case r.w.err != nil && r.w.err != io.EOF && errors.Is(err, r.w.err):
		return fmt.Errorf("read warc at byte %d: %w", r.pos(), err)
	case errors.As(err, &large) && large.length <= maxLength: // passed by to its end
		return &Fault{r.start, r.pos(), "record-too-large", err.Error()}
	case errors.As(err, &b):
		return r.resync("record-too-large", err, r.pos())
	case errors.As(err, &large) && r.now != plain:
		return r.resync("record-too-large", err, r.pos())
	case errors.As(err, &large):
		return r.resync("record-too-large", err, r.start+1)
	}
	code := "warc-damaged"
	if r.kind == unknown {
		code = "no-warc"
	}
	if err == errCut {
		code = "warc-cut"
	}
	return r.resync(code, err, r.start+1)
}

// resync searches the next member from an offset on. It goes back behind the
// damaged one's beginning, since damage lets a decoder run over those that follow.
// What is read again is bounded: a file may be made of members that lie in each other.
func (r *Reader) resync(code string, cause error, from int64) error {
	r.open = false
	f := &Fault{Offset: r.start, Code: code}
	switch at := r.pos(); {
	case from > at: // nothing was consumed
		r.br.Discard(int(from - at))
	case from < at && r.rewound < freeBytes+2*r.w.end:
		r.w.back(from)
		r.rewound += at - r.w.at
		r.br.Reset(r.w)
	}
	found := r.search()
	f.Next = r.pos()
	if found {
		f.Text = fmt.Sprintf("%v; reading goes on at byte %d", cause, f.Next)
	} else {
		f.Text = fmt.Sprintf("%v; no record follows in the %d bytes to the end", cause, f.Next-f.Offset)
	}
	return f
}

// search goes to the next place where a member begins that holds a record.
func (r *Reader) search() bool {
	for {
		buf, err := r.br.Peek(r.br.Size())
		i := r.candidate(buf)
		if i < 0 {
			skip := len(buf)
			if err == nil {
				skip -= 16 // a beginning may lie across the edge
			}
			r.br.Discard(max(skip, 0))
			if err != nil {
				return false
			}
			continue
		}
		r.br.Discard(i)
		buf, _ = r.br.Peek(r.br.Size())
		if begins(buf, r.dict != nil) {
			return true
		}
		r.br.Discard(1)
	}
}

func (r *Reader) candidate(buf []byte) int {
	best := -1
	for k, magic := range [][]byte{plain: magicWARC, gzipped: magicGzip, zstandard: magicZstd} {
		if magic == nil || r.kind != unknown && r.kind != kind(k) {
			continue
		}
		if i := bytes.Index(buf, magic); i >= 0 && (best < 0 || i < best) {
			best = i
		}
	}
	return best
}

// Sniff tells whether a record begins at the head of a file, however it is packed.
func Sniff(head []byte) bool {
	return kindOf(head) == skippable && head[0] == 0x5d || begins(head, false)
}

// begins tells whether a record begins here, and not bytes that look like a magic
// number. A zstd frame that needs a dictionary is taken at its word: reading tells.
func begins(buf []byte, dictionary bool) bool {
	first := make([]byte, len(magicWARC)+2)
	switch kindOf(buf) {
	case plain:
		copy(first, buf)
	case gzipped:
		z, err := gzip.NewReader(bytes.NewReader(buf))
		if err != nil {
			return false
		}
		io.ReadFull(z, first)
	case zstandard:
		f, err := newFrame(bufio.NewReader(bytes.NewReader(buf)))
		if err != nil || dictionary {
			return err == nil
		}
		z, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return false
		}
		defer z.Close()
		io.ReadFull(z, first)
	}
	return bytes.HasPrefix(first, magicWARC) && (first[5] == '0' || first[5] == '1') && first[6] == '.'
}
