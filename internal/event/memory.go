package event

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

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
	round    learn.Features // see modeWords
	before   []sums
	past     []sums
	inset    []int32
	tokens   []*tokenNames
	who      []learn.Word
	lists    []uint64
	slots    [len(marks)]map[string]Slot
	coder    *Coder // whose names are remembered
	names    map[*isnad.Reading]*tokenNames
	named    []tokenNames // those of names
	pulls    []float64    // of those

	bySentence     []isnad.Range
	dateAt, nameAt []int32
	said           []bool
	verbs          []*layout
	worthAt        []int32 // of each phrase, its place in worths and one; 0 none
	worths         [][worthSides]worth
	own            []own
}

// maxNames bounds the readings whose names are remembered; they take some 250 bytes each.
const maxNames = 1 << 15

// namesOf gives the names of a reading. Readings are shared by the texts that have the word.
func (m *Memory) namesOf(r *isnad.Reading) *tokenNames {
	n := m.names[r]
	if n == nil {
		n = &piece(&m.named, 1)[0]
		*n = m.coder.namesOf(r)
		m.names[r] = n
	}
	return n
}

// piece returns room for n of what is kept, many of which are made at once.
func piece[T any](slab *[]T, n int) []T {
	if cap(*slab)-len(*slab) < n {
		*slab = make([]T, 0, 128*n)
	}
	k := len(*slab)
	*slab = (*slab)[:k+n]
	return (*slab)[k : k+n : k+n]
}

// slotMark is what the name of a slot begins with.
type slotMark int

// Slots of a preposition, and of the verb over a nominal trigger or behind it.
const (
	preposition slotMark = iota
	governed
	tail
)

var marks = [...]string{preposition: "p:", governed: "g", tail: "t"}

// slot joins a mark and the rest of a slot's name, which is a preposition or a slot of a
// verb: there are few, and each is made once.
func (m *Memory) slot(k slotMark, rest string) Slot {
	s, ok := m.slots[k][rest]
	if !ok {
		if m.slots[k] == nil {
			m.slots[k] = map[string]Slot{}
		}
		s = Slot(marks[k] + rest)
		m.slots[k][strings.Clone(rest)] = s
	}
	return s
}

// reset forgets the last text.
func (m *Memory) reset() {
	clear(m.layouts) // what they point at may go
	clear(m.cands)
	m.parties, m.layouts, m.expect, m.cands, m.scores, m.lists = m.parties[:0], m.layouts[:0], m.expect[:0], m.cands[:0], m.scores[:0], m.lists[:0]
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

// A worth is what a party's own words add to the scores of the roles, once it is asked for.
// Each phrase is a party of many triggers.
type worth struct {
	actor, recipient float64
	known            bool
}

// worthSides: a worth hangs on what the frame expects, on whether the phrase is the longer
// reading of a party beside it, and on whether it stands in an earlier sentence.
const worthSides = 16

// worthOf is that of a party; the next call may move it.
func (m *Memory) worthOf(y *layout, v *view) *worth {
	i := 0
	switch v.frame {
	case 'a':
		i = 4
	case 'r':
		i = 8
	case 'm':
		i = 12
	}
	if v.base >= 0 {
		i += 2
	}
	if v.ago {
		if i++; v.phrase.Tokens.End >= y.sent.Start {
			return &worth{} // its neighbour is a word of the trigger's sentence
		}
	}
	at := &m.worthAt[v.party.phrase]
	if *at == 0 {
		m.worths = append(m.worths, [worthSides]worth{})
		*at = int32(len(m.worths))
	}
	return &m.worths[*at-1][i]
}

// forget makes room for the worths of so many phrases.
func (m *Memory) forget(phrases int) {
	room(&m.worthAt, phrases)
	m.worths = m.worths[:0]
}

// room returns n zeros in the place of a slice of the text before.
func room[T any](s *[]T, n int) []T {
	if cap(*s) < n {
		*s = make([]T, n, 2*n)
	}
	*s = (*s)[:n]
	clear(*s)
	return *s
}

// sums count, of the tokens before one, those that part a phrase from a trigger.
type sums struct{ commas, verbs, subs int32 }
