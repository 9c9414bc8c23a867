package event

import "github.com/isnad/isnad/internal/learn"

// A Memory is the room in which a coder works. Given to the Layers of one text after
// another it saves that room from being made anew; its texts must be coded one at a
// time. What Code returns does not point into it.
type Memory struct {
	parties  []party
	layouts  []layout
	expect   []byte
	scores   []scored
	cands    []Candidate
	features learn.Features
	before   []sums
	tokens   []tokenNames
	who      []learn.Word
}

// reset forgets the last text.
func (m *Memory) reset() {
	clear(m.layouts) // what they point at may go
	clear(m.cands)
	m.parties, m.layouts, m.expect, m.cands, m.scores = m.parties[:0], m.layouts[:0], m.expect[:0], m.cands[:0], m.scores[:0]
}

// take returns room for n at the end of a slab, which is replaced when it is full:
// what stands in the old one stays.
func take[T any](slab *[]T, n int) []T {
	s := *slab
	if cap(s)-len(s) < n {
		s = make([]T, 0, max(n, 2*cap(s), 64))
	}
	k := len(s)
	*slab = s[:k+n]
	return s[k : k+n : k+n]
}

// sums count, of the tokens before one, those that part a phrase from a trigger.
type sums struct{ commas, verbs, subs int32 }
