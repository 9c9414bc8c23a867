package article

import (
	"hash/fnv"
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

// maxLines bounds the memory, some 40 bytes a line.
const maxLines = 1 << 18

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
	outlets map[uint64]*outlet
	lines   map[lineOf]uint32 // documents that had the line
}

type lineOf struct{ outlet, line uint64 }

type outlet struct{ documents uint32 }

// NewRepeats returns an empty memory.
func NewRepeats() *Repeats {
	return &Repeats{map[uint64]*outlet{}, map[lineOf]uint32{}}
}

// Drop drops the lines of an article that its outlet repeats, and remembers its
// lines. An article four fifths of which were seen before is a copy or an update of
// one: nothing of it is dropped, and it does not count.
func (r *Repeats) Drop(a *isnad.Article, lines []Line) {
	id := outletOf(a)
	o := r.outlets[id]
	if o == nil {
		if len(r.outlets) >= maxLines/64 {
			clear(r.outlets) // as many as no archive holds: begin anew rather than grow
			clear(r.lines)
		}
		o = &outlet{}
		r.outlets[id] = o
	}
	total, fresh := 0, 0
	for _, l := range lines {
		total += l.size
		if r.lines[lineOf{id, l.digest}] == 0 {
			fresh += l.size
		}
	}
	if fresh*5 < total {
		return
	}
	for _, l := range lines {
		n := r.lines[lineOf{id, l.digest}]
		seen, share := uint32(shortSeen), uint32(shortShare)
		if l.prose {
			seen, share = proseSeen, proseShare
		}
		if n >= seen && n*share >= o.documents {
			a.Dropped = insert(a.Dropped, isnad.Dropped{Span: l.Span, Reason: "repeated"})
		}
	}
	o.documents++
	for i, l := range lines {
		if !earlier(lines[:i], l.digest) {
			r.remember(lineOf{id, l.digest})
		}
	}
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
func (r *Repeats) remember(l lineOf) {
	for least := uint32(1); len(r.lines) >= maxLines; least++ {
		for k, n := range r.lines {
			if n <= least {
				delete(r.lines, k)
			}
		}
	}
	r.lines[l]++
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
