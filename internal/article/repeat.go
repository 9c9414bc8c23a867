package article

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"github.com/isnad/isnad"
)

// When a line counts as boilerplate of its outlet: the documents that had it, and
// their share of the outlet's. Running text must be told far more often than a
// short line: outlets repeat the background of a long story for a week.
const (
	shortSeen, shortShare = 3, 20 // seen in 3 documents before, and in one of 20
	proseSeen, proseShare = 6, 3
)

// MaxLines bounds the memory of many outlets, some 40 bytes a line; OutletLines that
// of one, of which it holds the last hundreds of documents and all that they repeat.
const (
	MaxLines    = 1 << 18
	OutletLines = 1 << 14
)

// A Line is a kept line of an article, as far as repetition goes.
type Line struct {
	isnad.Span
	digest uint64 // of its folded letters and digits
	size   int    // letters and digits, in bytes
	prose  bool
}

// Lines are the kept lines of an article that could be boilerplate. A dateline is
// none, though agencies repeat it: later stages read it.
func (lb *Labels) Lines(a *isnad.Article) (out []Line) {
	m := marker{lb: lb, a: &isnad.Article{Text: a.Text}}
	d := 0
	for i, l := range lb.lines(a.Text, a.Dropped, untimed()) {
		for d < len(a.Dropped) && a.Dropped[d].End <= l.Start {
			d++
		}
		key := letters(l.key)
		switch {
		case d < len(a.Dropped) && a.Dropped[d].Start < l.End: // of HTML also a part of a line is dropped
			continue
		case key == "", i < 3 && m.dateline(&l):
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(key))
		out = append(out, Line{l.Span, h.Sum64(), len(key), l.prose()})
	}
	return out
}

// Repeats remembers which lines an outlet repeats over its documents: "follow us
// on", app promotions, notices that no list of labels knows. It is used by one
// goroutine, in the order of the documents; a document is judged by those before it.
type Repeats struct {
	limit   int
	outlets map[uint64]uint32 // documents of each
	lines   map[lineOf]uint32 // documents that had the line
}

type lineOf struct{ outlet, line uint64 }

// Seen is what is remembered of a document: its lines, each once; none of a copy.
type Seen struct {
	outlet uint64
	lines  []uint64
}

// NewRepeats returns an empty memory of so many lines at most.
func NewRepeats(limit int) *Repeats {
	return &Repeats{limit, map[uint64]uint32{}, map[lineOf]uint32{}}
}

// Drop drops the lines of an article that its outlet repeats, and returns what is to
// be remembered of it. An article four fifths of which were seen before is a copy or
// an update of one: nothing of it is dropped, and it does not count.
func (r *Repeats) Drop(a *isnad.Article, lines []Line) Seen {
	id := outletOf(a)
	total, fresh := 0, 0
	for _, l := range lines {
		total += l.size
		if r.lines[lineOf{id, l.digest}] == 0 {
			fresh += l.size
		}
	}
	if fresh*5 < total {
		return Seen{}
	}
	out := Seen{outlet: id}
	for i, l := range lines {
		n := r.lines[lineOf{id, l.digest}]
		seen, share := uint32(shortSeen), uint32(shortShare)
		if l.prose {
			seen, share = proseSeen, proseShare
		}
		if n >= seen && n*share >= r.outlets[id] {
			a.Dropped = insert(a.Dropped, isnad.Dropped{Span: l.Span, Reason: "repeated"})
		}
		if !earlier(lines[:i], l.digest) {
			out.lines = append(out.lines, l.digest)
		}
	}
	return out
}

// Remember counts a document.
func (r *Repeats) Remember(s Seen) {
	if s.lines == nil {
		return
	}
	r.count(s.outlet, 1)
	for _, l := range s.lines {
		r.remember(lineOf{s.outlet, l}, 1)
	}
}

// count counts documents of an outlet. There are as many outlets as no archive holds:
// the memory begins anew rather than grow.
func (r *Repeats) count(outlet uint64, documents uint32) {
	if r.outlets[outlet] == 0 && len(r.outlets) >= max(1, r.limit/64) {
		clear(r.outlets)
		clear(r.lines)
	}
	r.outlets[outlet] += documents
}

// earlier tells whether a line stands before in the same document, which counts once.
func earlier(lines []Line, digest uint64) bool {
	for _, l := range lines[max(0, len(lines)-64):] {
		if l.digest == digest {
			return true
		}
	}
	return false
}

// remember counts a line. When the memory is full the lines that were seen least go,
// all of a count at once, so that what is left does not depend on the map's order.
func (r *Repeats) remember(l lineOf, documents uint32) {
	for least := uint32(1); len(r.lines) >= r.limit && r.lines[l] == 0; least++ {
		for k, n := range r.lines {
			if n <= least {
				delete(r.lines, k)
			}
		}
	}
	r.lines[l] += documents
}

// A memory and what is added to it have one form on disk, version 1: for each outlet its
// digest of 8 bytes, the number of its documents, the number of its lines, and each line's
// digest of 8 bytes with the number of documents that had it; outlets and lines in order
// of their digests, digests with the lowest byte first, numbers as varints.

// MarshalBinary writes what is remembered of one document.
func (s Seen) MarshalBinary() ([]byte, error) {
	r := NewRepeats(MaxLines)
	r.Remember(s)
	return r.MarshalBinary()
}

// MarshalBinary writes the memory.
func (r *Repeats) MarshalBinary() (b []byte, err error) {
	lines := map[uint64][]uint64{}
	for l := range r.lines {
		lines[l.outlet] = append(lines[l.outlet], l.line)
	}
	for _, o := range slices.Sorted(maps.Keys(r.outlets)) {
		b = binary.LittleEndian.AppendUint64(b, o)
		b = binary.AppendUvarint(b, uint64(r.outlets[o]))
		b = binary.AppendUvarint(b, uint64(len(lines[o])))
		slices.Sort(lines[o])
		for _, l := range lines[o] {
			b = binary.LittleEndian.AppendUint64(b, l)
			b = binary.AppendUvarint(b, uint64(r.lines[lineOf{o, l}]))
		}
	}
	return b, nil
}

// Add counts what MarshalBinary wrote.
func (r *Repeats) Add(b []byte) error {
	for at := 0; at < len(b); {
		whole := true
		digest := func() (v uint64) {
			if whole = whole && len(b)-at >= 8; whole {
				v = binary.LittleEndian.Uint64(b[at:])
				at += 8
			}
			return v
		}
		number := func() uint32 {
			v, n := binary.Uvarint(b[at:])
			if whole = whole && n > 0 && v <= 1<<31; !whole {
				return 0
			}
			at += n
			return uint32(v)
		}
		outlet := digest()
		r.count(outlet, number())
		for n := number(); n > 0 && whole; n-- {
			l := digest()
			r.remember(lineOf{outlet, l}, number())
		}
		if !whole {
			return fmt.Errorf("a memory of repeated lines that ends within a record, at byte %d of %d", at, len(b))
		}
	}
	return nil
}

// outletOf is who published an article: by name, else by the host of its URL. All
// without either are one.
func outletOf(a *isnad.Article) uint64 {
	name := a.Outlet
	if _, rest, ok := strings.Cut(a.URL, "://"); ok && name == "" {
		name, _, _ = strings.Cut(rest, "/")
		name = strings.TrimPrefix(strings.ToLower(name), "www.")
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()
}

// insert keeps the order. Lines that overlap a dropped part are no candidates.
func insert(ds []isnad.Dropped, d isnad.Dropped) []isnad.Dropped {
	i := len(ds)
	for i > 0 && ds[i-1].Start > d.Start {
		i--
	}
	out := make([]isnad.Dropped, 0, len(ds)+1)
	return append(append(append(out, ds[:i]...), d), ds[i:]...)
}
