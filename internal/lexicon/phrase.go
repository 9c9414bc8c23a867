package lexicon

import "strings"

// A Value says what a fixed phrase is: a row of one of the tables.
type Value struct {
	Kind uint32 // see the Kind constants
	Row  uint32 // row of the kind's table
}

// Kinds of fixed phrases, and the table of their rows.
const (
	KindState        = iota + 1 // states
	KindNisba                   // states: its nisba or people
	KindCapital                 // states
	KindSeat                    // states
	KindOrganisation            // organisations
	KindPerson                  // persons
	KindPlace                   // places
	KindAgent                   // agents, by lemma
	KindReporting               // reporting: verbs by lemma, and phrases
	KindCompound                // particles: compound prepositions and connectives
	KindMonth                   // months
	KindSurname                 // persons: last word of the name alone
	KindTrigger                 // events: the lemma of a row
	KindLight                   // light: the lemma of a light verb
	KindClass                   // classes: a word of a class
	KindHint                    // hints: what suggests a country
)

// Phrase looks up words joined by one blank. ok tells that the words are known
// or begin a longer phrase; values are those of just these words, added to buf.
func (lx *Lexicon) Phrase(key string, buf []Value) (values []Value, ok bool) {
	at := lx.slot(key)
	if at < 0 {
		return buf, false
	}
	n := u32(lx.phrases, at+12)
	e := 4 + int(lx.phraseSlots)*SlotSize + int(u32(lx.phrases, at+8))*EntrySize
	for ; n > 0; n-- {
		buf = append(buf, Value{u32(lx.phrases, e), u32(lx.phrases, e+4)})
		e += EntrySize
	}
	return buf, true
}

// Known tells whether the words are known or begin a longer phrase.
func (lx *Lexicon) Known(key string) bool { return lx.slot(key) >= 0 }

// Step is for who joins word after word: the first row of a kind that just these words
// have, -1 when there is none, and whether they are known or begin a longer phrase.
func (lx *Lexicon) Step(key string, kind uint32) (row int, known bool) {
	var buf [16]Value
	values, known := lx.Phrase(key, buf[:0])
	for _, v := range values {
		if v.Kind == kind {
			return int(v.Row), known
		}
	}
	return -1, known
}

// slot is where the slot of a phrase stands in its section, -1 when there is none.
func (lx *Lexicon) slot(key string) int {
	mask := lx.phraseSlots - 1
	for i := Hash(key) & mask; ; i = (i + 1) & mask {
		if !lx.phraseTaken.has(i) {
			return -1
		}
		at := 4 + int(i)*SlotSize
		if lx.str(lx.phrases, at) == key {
			return at
		}
	}
}

// Rows calls f with each row of one kind that a folded word or phrase has.
func (lx *Lexicon) Rows(key string, kind uint32, f func(row int)) {
	var buf [16]Value
	values, _ := lx.Phrase(key, buf[:0])
	for _, v := range values {
		if v.Kind == kind {
			f(int(v.Row))
		}
	}
}

// First is the first such row, -1 when there is none.
func (lx *Lexicon) First(key string, kind uint32) int {
	row, _ := lx.Step(key, kind)
	return row
}

// Each calls f with every value of every phrase, those of one phrase in their order
// and together. It reads the whole hash: for callers that look up more often than they start.
func (lx *Lexicon) Each(f func(key string, v Value)) {
	for i := range int(lx.phraseSlots) {
		at := 4 + i*SlotSize
		n := u32(lx.phrases, at+12)
		if n == 0 {
			continue
		}
		key := lx.str(lx.phrases, at)
		e := 4 + int(lx.phraseSlots)*SlotSize + int(u32(lx.phrases, at+8))*EntrySize
		for ; n > 0; n-- {
			f(key, Value{u32(lx.phrases, e), u32(lx.phrases, e+4)})
			e += EntrySize
		}
	}
}

// Begins tells whether a phrase of a kind may begin with the first word of key; a few
// that it tells so of begin none. Few words begin one of the kinds that are asked for
// at every word of a text, and to know it saves joining what follows to look it up.
func (lx *Lexicon) Begins(key string, kind uint32) bool {
	if i := strings.IndexByte(key, ' '); i >= 0 {
		key = key[:i]
	}
	return lx.mayOpen(key, kind)
}

// MayName tells whether a name of the gazetteer may begin with a word; a few that it
// tells so of begin none. It is asked of every word and what is left of it without proclitics.
func (lx *Lexicon) MayName(word string) bool { return lx.mayOpen(word, anyName) }

// anyName stands for all kinds of names in the filter of first words.
const anyName = 0

// mayOpen asks the filter of first words. Its bits, unlike the phrases, stay in the
// processor's near memory.
func (lx *Lexicon) mayOpen(word string, kind uint32) bool {
	lx.once.Do(lx.readFirst)
	at, a, b := firstBits(word, kind)
	w := lx.firsts[at]
	return w>>a&(w>>b)&1 != 0
}

const firstWords = 1 << 13 // about 30 bits for each first word of a kind

// firstBits are the word of Lexicon.firsts and the two bits in it that stand for a
// word that begins a phrase of a kind.
func firstBits(word string, kind uint32) (at, a, b uint64) {
	const odd = 0x9e3779b97f4a7c15
	h := uint64(len(word))
	for ; len(word) >= 8; word = word[8:] {
		h = (h ^ (uint64(u32(word, 0)) | uint64(u32(word, 4))<<32)) * odd
		h ^= h >> 32
	}
	for ; len(word) >= 2; word = word[2:] { // an Arabic letter
		h = (h ^ (uint64(word[0]) | uint64(word[1])<<8)) * odd
	}
	if len(word) > 0 {
		h = (h ^ uint64(word[0])) * odd
	}
	h ^= h >> 29
	h *= odd
	return h >> 51 % firstWords, (h>>32 + uint64(kind)*11) % 64, (h>>40 + uint64(kind)*29) % 64
}

// readFirst collects the first words of the kinds that Begins is asked for, and of names.
func (lx *Lexicon) readFirst() {
	const kinds = 1<<KindAgent | 1<<KindReporting | 1<<KindCompound | 1<<KindMonth | 1<<KindHint | 1<<KindNisba
	const names = 1<<KindState | 1<<KindCapital | 1<<KindSeat | 1<<KindOrganisation | 1<<KindPerson | 1<<KindPlace
	lx.Each(func(key string, v Value) {
		kind := v.Kind
		switch {
		case names>>kind&1 != 0:
			kind = anyName
		case kinds>>kind&1 == 0:
			return
		}
		word, _, _ := strings.Cut(key, " ")
		at, a, b := firstBits(word, kind)
		lx.firsts[at] |= 1<<a | 1<<b
	})
}
