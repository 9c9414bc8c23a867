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

// slot is where the slot of a phrase stands in its section, -1 when there is none.
func (lx *Lexicon) slot(key string) int {
	mask := lx.phraseSlots - 1
	for i := Hash(key) & mask; ; i = (i + 1) & mask {
		at := 4 + int(i)*SlotSize
		n := u32(lx.phrases, at+4)
		if n == 0 {
			return -1
		}
		if int(n) == len(key) && lx.str(lx.phrases, at) == key {
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
	row := -1
	lx.Rows(key, kind, func(r int) {
		if row < 0 {
			row = r
		}
	})
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

// Begins tells whether a phrase of a kind begins with the first word of key. Few
// words begin one of the kinds that are asked for at every word of a text, and to
// know it saves joining what follows to look it up.
func (lx *Lexicon) Begins(key string, kind uint32) bool {
	lx.once.Do(lx.readFirst)
	if i := strings.IndexByte(key, ' '); i >= 0 {
		key = key[:i]
	}
	if at, a, b := nameBits(key); lx.begins[at]>>a&(lx.begins[at]>>b)&1 == 0 {
		return false
	}
	return lx.first[key]>>kind&1 != 0
}

// MayName tells whether a name of the gazetteer may begin with a word; a few that it
// tells so of begin none. It is asked of every word and what is left of it without
// proclitics, and its bits, unlike the phrases, stay in the processor's near memory.
func (lx *Lexicon) MayName(word string) bool {
	lx.once.Do(lx.readFirst)
	at, a, b := nameBits(word)
	return lx.names[at]>>a&(lx.names[at]>>b)&1 != 0
}

const nameWords = 1 << 13 // 39 bits for each first word of a name

// nameBits are the word of Lexicon.names and the two bits in it that stand for a word.
func nameBits(word string) (at, a, b uint32) {
	h := Hash(word)
	return h >> 12 % nameWords, h & 63, h >> 6 & 63
}

// readFirst collects the first words of the kinds that Begins is asked for, and of names.
func (lx *Lexicon) readFirst() {
	const kinds = 1<<KindAgent | 1<<KindReporting | 1<<KindCompound | 1<<KindMonth | 1<<KindHint | 1<<KindNisba
	const names = 1<<KindState | 1<<KindCapital | 1<<KindSeat | 1<<KindOrganisation | 1<<KindPerson | 1<<KindPlace
	lx.first = map[string]uint32{}
	lx.Each(func(key string, v Value) {
		if names>>v.Kind&1 != 0 {
			word, _, _ := strings.Cut(key, " ")
			at, a, b := nameBits(word)
			lx.names[at] |= 1<<a | 1<<b
		}
		if kinds>>v.Kind&1 != 0 {
			word, _, _ := strings.Cut(key, " ")
			at, a, b := nameBits(word)
			lx.begins[at] |= 1<<a | 1<<b
			lx.first[word] |= 1 << v.Kind
		}
	})
}
