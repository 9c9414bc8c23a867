package language

import (
	"unicode"
	"unicode/utf8"
)

// maxWord cuts a word, in letters, so that no lane of weights overflows.
const maxWord = 64

// A word is the open word of a scan: two running digests of it, its first and
// last four letters, and what its letters weigh.
type word struct {
	exact, plain uint64
	head, tail   uint64
	n            int
	w            weights
}

func (w *word) add(l *letter) {
	w.exact = (w.exact ^ uint64(l.exact)) * hashPrime
	w.plain = (w.plain ^ uint64(l.plain)) * hashPrime
	w.tail = w.tail<<16 | uint64(l.plain)
	w.n++
	if w.n == 4 {
		w.head = w.tail
	}
	w.w += l.w
}

// A tally is what a text adds up to.
type tally struct {
	score  [len(tags)]int
	arabic int          // letters
	other  [scripts]int // letters
	words  int          // of other scripts, behind a blank: an address is one
}

// scan adds a text to the tally. Bytes that are not UTF-8 end a word.
func (id *Identifier) scan(text string, t *tally) {
	var w word
	blank := true // a blank stands before
	for i := 0; i < len(text); {
		c := text[i]
		if c&0xfc == 0xd8 && i+1 < len(text) && text[i+1]&0xc0 == 0x80 { // the Arabic block, nearly all there is
			id.take(&id.letters[int(c&3)<<6|int(text[i+1]&0x3f)], &w, t)
			blank = false
			i += 2
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case transparent(r):
		case r >= forms && r <= formsEnd:
			for _, b := range id.forms[r-forms] {
				if b != 0 {
					id.take(&id.letters[b], &w, t)
				}
			}
			blank = false
		case isLetter(r):
			id.end(&w, t)
			if blank {
				t.words++
			}
			blank = false
			t.other[scriptOf(r)]++
		default:
			id.end(&w, t)
			blank = r <= ' '
		}
	}
	id.end(&w, t)
}

// take adds a code point of the block.
func (id *Identifier) take(l *letter, w *word, t *tally) {
	switch {
	case l.mark:
	case l.exact == 0:
		id.end(w, t)
		t.add(l.w) // signs speak too: the Urdu full stop
	default:
		w.add(l)
		if w.n == maxWord {
			id.end(w, t)
		}
	}
}

// end closes the word and adds its cues.
func (id *Identifier) end(w *word, t *tally) {
	if w.n == 0 {
		return
	}
	s := id.words.at(w.exact)
	if s.key == 0 && w.exact != w.plain {
		s = id.words.at(w.plain)
	}
	sum := w.w + s.w
	if w.n >= 4 {
		sum += id.suffixes.at(w.tail&(1<<32-1)).w + id.prefixes.at(w.head>>32).w
		if w.n >= 5 {
			sum += id.suffixes.at(w.tail&(1<<48-1)).w + id.prefixes.at(w.head>>16).w
		}
		if w.n >= 6 {
			sum += id.suffixes.at(w.tail).w + id.prefixes.at(w.head).w
		}
	}
	t.add(sum)
	t.arabic += w.n
	*w = word{}
}

func (t *tally) add(w weights) {
	for lane := range t.score {
		t.score[lane] += w.of(lane)
	}
}

// transparent code points stand inside words without parting them: joiners and
// marks of direction, which old pages strew.
func transparent(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r >= 0x200c && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0x0300 && r <= 0x036f, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return r == 0xad || r == 0x2060 || r == 0xfeff
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return r != utf8.RuneError && unicode.IsLetter(r)
}
