package story

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/normal"
)

// DocumentOf takes from a record what grouping needs. Dropped parts do not count:
// a site's menu would make all its pages alike.
func DocumentOf(r *export.Document, a *Agencies) Document {
	folded := normal.Key(kept(r))
	return Document{ID: r.ID, Outlet: string(r.Outlet), Day: Day(string(r.Date.Value)), Agency: a.Credit(folded), Sketch: NewSketch(folded)}
}

// kept is the text without its dropped parts. Extents of foreign records may lie
// anywhere; what lies outside the text drops nothing.
func kept(r *export.Document) string {
	if len(r.Dropped) == 0 {
		return r.Text
	}
	var b strings.Builder
	points, from := []rune(r.Text), 0
	for _, d := range r.Dropped {
		if d.Start < from || d.End < d.Start || d.End > len(points) {
			continue
		}
		b.WriteString(string(points[from:d.Start]))
		b.WriteByte('\n')
		from = d.End
	}
	b.WriteString(string(points[from:]))
	return b.String()
}

// Day is the day when it is one, else "".
func Day(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil && t.Year() > 0 {
		return s
	}
	return ""
}

// MarshalText writes the sketch as base64 of: words, lengths of the three lists,
// and their numbers, as uvarints; Whole is the lowest bit of the first.
func (s Sketch) MarshalText() ([]byte, error) {
	b := binary.AppendUvarint(nil, uint64(s.Words)<<1|map[bool]uint64{true: 1}[s.Whole])
	b = binary.AppendUvarint(b, uint64(len(s.Shingles)))
	last := uint32(0)
	for _, x := range s.Shingles { // ascending: what is between them is shorter
		b = binary.AppendUvarint(b, uint64(x-last))
		last = x
	}
	for _, xs := range [][]uint64{s.Bands, s.Anchors} {
		b = binary.AppendUvarint(b, uint64(len(xs)))
		for _, x := range xs {
			b = binary.LittleEndian.AppendUint64(b, x)
		}
	}
	return base64.RawStdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText reads what MarshalText has written.
func (s *Sketch) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil {
		return fmt.Errorf("read sketch: %w", err)
	}
	r := sketchReader{rest: b}
	words := r.number()
	out := Sketch{Words: int(words >> 1), Whole: words&1 == 1}
	last := uint32(0)
	for range r.length(1) {
		last += uint32(r.number())
		out.Shingles = append(out.Shingles, last)
	}
	for _, xs := range []*[]uint64{&out.Bands, &out.Anchors} {
		for range r.length(8) {
			*xs = append(*xs, binary.LittleEndian.Uint64(r.take(8)))
		}
	}
	if r.bad || len(r.rest) > 0 {
		return errors.New("read sketch: not as it was written")
	}
	*s = out
	return nil
}

type sketchReader struct {
	rest []byte
	bad  bool
}

func (r *sketchReader) number() uint64 {
	x, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return x
}

// length reads how many parts of so many bytes at least follow, and believes no
// more than can.
func (r *sketchReader) length(size int) int {
	n := r.number()
	if n > uint64(len(r.rest)/size) {
		r.bad, r.rest = true, nil
		return 0
	}
	return int(n)
}

func (r *sketchReader) take(n int) []byte {
	if len(r.rest) < n {
		r.bad, r.rest = true, nil
		return make([]byte, n)
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}
