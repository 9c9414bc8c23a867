package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
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
	gap := ""
	if at := r.pos(); at > from {
		gap = fmt.Sprintf("; bytes %d to %d were not searched", from, at)
	}
	found := r.search()
	f.Next = r.pos()
	if found {
		f.Text = fmt.Sprintf("%v%s; reading goes on at byte %d", cause, gap, f.Next)
	} else {
		f.Text = fmt.Sprintf("%v%s; no record follows in the %d bytes to the end", cause, gap, f.Next-f.Offset)
	}
	return f
}

// search goes to the next place where a member begins that holds a record.
func (r *Reader) search() bool {
	for {
		buf, err := r.br.Peek(r.br.Size())
		i := 0
		var next [len(magics)]int // place of the next of each kind, len(buf) when there is none
		for k := range next {
			next[k] = -1
		}
		for {
			if i = r.candidate(buf, i, &next); i == len(buf) {
				if err == nil {
					i -= 16 // a beginning may lie across the edge
				}
				break
			}
			if len(buf)-i < probe && err == nil {
				break // look at more of it
			}
			if r.begins(buf[i:]) {
				r.br.Discard(i)
				return true
			}
			i++
		}
		r.br.Discard(max(i, 0))
		if err != nil {
			return false
		}
	}
}

// probe is how much of a member tells whether a record begins in it: a block of zstd.
const probe = 132 << 10

var magics = [...][]byte{magicWARC, magicGzip, magicZstd}

// candidate is the next place from i on with a magic number of the file's kind. Each
// number is searched only when the place last found is passed: one that never comes
// must not be searched again for each one that does.
func (r *Reader) candidate(buf []byte, i int, next *[len(magics)]int) int {
	best := len(buf)
	for k, magic := range magics {
		if r.kind != unknown && r.kind != kindOf(magic) {
			continue
		}
		if next[k] < i {
			if next[k] = bytes.Index(buf[i:], magic); next[k] < 0 {
				next[k] = len(buf)
			} else {
				next[k] += i
			}
		}
		best = min(best, next[k])
	}
	return best
}

// Sniff tells whether a record begins at the head of a file, however it is packed.
func Sniff(head []byte) bool {
	r := &Reader{}
	defer r.Close()
	return kindOf(head) == skippable && head[0] == 0x5d || r.begins(head)
}

// begins tells whether a record begins here, and not bytes that look like a magic
// number. A zstd frame that needs a dictionary is taken at its word: reading tells.
// It takes the decoders of the reader, which rest while a beginning is searched.
// Chance makes such a number once in megabytes; in a file that is full of them only
// some are tried.
func (r *Reader) begins(buf []byte) bool {
	if r.probes++; r.w != nil && r.probes > 1000+r.w.end/256 {
		return false
	}
	first := make([]byte, len(magicWARC)+2)
	switch kindOf(buf) {
	case plain:
		copy(first, buf)
	case gzipped:
		if r.gz == nil {
			r.gz = new(gzip.Reader)
		}
		if r.gz.Reset(bytes.NewReader(buf[:min(len(buf), 4<<10)])) != nil {
			return false
		}
		io.ReadFull(r.gz, first)
	case zstandard:
		f, err := newFrame(bufio.NewReader(bytes.NewReader(buf)))
		if err != nil || r.dict != nil {
			return err == nil
		}
		if r.decoder() != nil || r.zs.Reset(f) != nil {
			return false
		}
		io.ReadFull(r.zs, first)
	}
	return bytes.HasPrefix(first, magicWARC) && (first[5] == '0' || first[5] == '1') && first[6] == '.'
}
