package language

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/isnad/isnad/internal/lexicon"
)

// tags are the languages that the data tells apart, in the order of the lanes of
// weights. Arabic is first: it wins when nothing speaks for any of them.
var tags = [...]string{"ar", "fa", "ur", "ckb", "ps"}

// weights holds what a cue says for each language, laneBits bits a language: one
// addition adds all five. A word is cut before a lane can overflow.
type weights uint64

const (
	laneBits = 12
	laneMask = 1<<laneBits - 1
)

func (w weights) of(lane int) int { return int(w>>(lane*laneBits)) & laneMask }

// atLeast raises one lane to v.
func (w weights) atLeast(lane, v int) weights {
	if w.of(lane) >= v {
		return w
	}
	return w&^(laneMask<<(lane*laneBits)) | weights(v)<<(lane*laneBits)
}

// The Arabic block, in which all five languages are written, and the forms of
// letters that old systems print.
const (
	block     = 0x0600
	blockEnd  = 0x06ff
	forms     = 0xfb50
	formsEnd  = 0xfefc
	formParts = 4 // letters of a ligature that count; the longer ones are pious formulas
)

// A letter is what one code point of the block is to the identifier.
type letter struct {
	w            weights
	exact, plain uint16 // 0 of a sign; plain is without hamza
	mark         bool   // belongs to the letter before it
}

// An Identifier holds the cues. It is safe for use by many goroutines.
type Identifier struct {
	letters            [blockEnd - block + 1]letter
	forms              [formsEnd - forms + 1][formParts]byte // letters of the block by their low byte
	words              hash
	prefixes, suffixes hash // keyed by up to four letters, 16 bits a letter
}

// New prepares the table "lang". Without it every text of Arabic script is taken
// for Arabic.
func New(lx *lexicon.Lexicon) *Identifier {
	id := &Identifier{}
	id.typings()
	t := lx.Table("lang")
	if t == nil {
		id.words, id.prefixes, id.suffixes = newHash(0), newHash(0), newHash(0)
		return id
	}
	id.words, id.prefixes, id.suffixes = newHash(2*t.Len()), newHash(128), newHash(128)
	for i := range t.Len() {
		lane := laneOf(t.Get(i, "tag"))
		if lane < 0 {
			continue
		}
		v := 0
		for _, d := range t.Get(i, "weight") {
			v = v*10 + int(d-'0')
		}
		id.cue(t.Get(i, "kind"), t.Get(i, "form"), lane, min(v, 9))
	}
	return id
}

func laneOf(tag string) int {
	for i, x := range tags {
		if x == tag {
			return i
		}
	}
	return -1
}

// cue adds one row.
func (id *Identifier) cue(kind, form string, lane, v int) {
	var w word
	for _, r := range form {
		if r < block || r > blockEnd {
			return // the check of the data names such a row
		}
		l := &id.letters[r-block]
		if kind == "letter" {
			l.w = l.w.atLeast(lane, v)
			return
		}
		w.add(l)
	}
	switch kind {
	case "word":
		// Without hamzas the word is known too, and may be a word of others then:
		// ān "that" of Persian and an "that" of Arabic are one word so.
		id.words.raise(w.plain, lane, v)
		if w.exact != w.plain {
			id.words.raise(w.exact, lane, v)
		}
	case "prefix":
		id.prefixes.raise(w.tail, lane, v)
	case "suffix":
		id.suffixes.raise(w.tail, lane, v)
	}
}

// Letters that are typed in two ways, and their hamza-less seats.
const (
	alef = 'ا'
	waw  = 'و'
	kaf  = 'ك'
	yeh  = 'ي'
)

// typings says which code points are letters, and which of them are one letter.
func (id *Identifier) typings() {
	for r := rune(block); r <= blockEnd; r++ {
		l := &id.letters[r-block]
		switch {
		case unicode.Is(unicode.Mn, r), r == 'ـ', r == '\u061c': // vowels, tatweel, the Arabic letter mark
			l.mark = true
		case unicode.IsLetter(r):
			l.exact, l.plain = oneTyping(r), withoutHamza(oneTyping(r))
		}
	}
	for r := rune(forms); r <= formsEnd; r++ {
		n := 0
		for _, x := range norm.NFKC.String(string(r)) {
			if x >= block && x <= blockEnd && n < formParts {
				id.forms[r-forms][n] = byte(x)
				n++
			}
		}
	}
}

// oneTyping makes one of the letters that a keyboard, not a language, chooses.
func oneTyping(r rune) uint16 {
	switch r {
	case 'ی', 'ى':
		return yeh
	case 'ک':
		return kaf
	}
	return uint16(r)
}

func withoutHamza(r uint16) uint16 {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return alef
	case 'ؤ':
		return waw
	case 'ئ':
		return yeh
	}
	return r
}

// A hash is an open table from 64 bits to weights; the key 0 is free. At least
// half of it stays empty.
type hash struct {
	slots []slot
	used  int
}

type slot struct {
	key uint64
	w   weights
}

func newHash(keys int) hash {
	n := 8
	for n < 2*keys {
		n *= 2
	}
	return hash{slots: make([]slot, n)}
}

func (h *hash) at(key uint64) *slot {
	mask := uint64(len(h.slots) - 1)
	for i := (key * golden) >> 40 & mask; ; i = (i + 1) & mask {
		if s := &h.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

func (h *hash) raise(key uint64, lane, v int) {
	if h.used >= len(h.slots)/2 {
		old := h.slots
		h.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.key != 0 {
				*h.at(s.key) = s
			}
		}
	}
	s := h.at(key)
	if s.key == 0 {
		h.used++
	}
	s.key, s.w = key, s.w.atLeast(lane, v)
}

const (
	hashPrime = 1099511628211      // the multiplier of FNV-1a with 64 bits
	golden    = 0x9e3779b97f4a7c15 // spreads keys of two letters over the table
)

// Script ranges that are told apart by name when a text is in none of the five.
func scriptOf(r rune) int {
	switch {
	case r < utf8.RuneSelf || r >= 0xc0 && r <= 0x24f || r >= 0x1e00 && r <= 0x1eff:
		return latin
	case r >= 0x400 && r <= 0x52f:
		return cyrillic
	case r >= 0x590 && r <= 0x5ff:
		return hebrew
	}
	return otherScript
}

const (
	latin = iota
	cyrillic
	hebrew
	otherScript
	scripts
)

// scriptTags are language tags of no language: RFC 5646 has "und" for it.
var scriptTags = [scripts]string{"und-Latn", "und-Cyrl", "und-Hebr", "und"}
