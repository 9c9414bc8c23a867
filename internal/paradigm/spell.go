package paradigm

import "unicode/utf8"

// A word is a form as sounds: prefix p[:stem], stem p[stem:ending] and ending
// p[ending:].
type word struct {
	p            []byte
	stem, ending int
	linked       bool // a pronoun follows, so the last hamza is not final
}

// A spelling is a word in letters. vowelled carries harakat and shadda.
type spelling struct {
	written, vowelled []byte
	stem, ending      int // borders in written, bytes
}

// A speller turns sounds into letters. It keeps its buffers between words.
type speller struct {
	spelling
	style   style
	last    rune // the last letter written
	doubled bool // the next consonant carries a shadda
	swallow bool // the ā that follows is already in آ
}

// spell writes w in the given style. The result is valid until the next call.
func (s *speller) spell(w word, st style) spelling {
	*s = speller{spelling: spelling{written: s.written[:0], vowelled: s.vowelled[:0]}, style: st}
	for i, c := range w.p {
		if i == w.stem {
			s.stem = len(s.written)
		}
		if i == w.ending {
			s.ending = len(s.written)
		}
		s.sound(w, i, c)
	}
	if w.stem == len(w.p) {
		s.stem = len(s.written)
	}
	if w.ending == len(w.p) {
		s.ending = len(s.written)
	}
	return s.spelling
}

func (s *speller) sound(w word, i int, c byte) {
	switch c {
	case gone:
	case 'a', 'i', 'u':
		s.mark(vowelMark(c))
	case longA, longI, longU, endA:
		s.long(c)
	case silentO, wasla:
		s.letter(alif)
	case tied:
		s.letter(tehMarbuta)
	default:
		s.consonant(w, i, c)
	}
}

func (s *speller) long(c byte) {
	if s.swallow {
		s.swallow = false
		return
	}
	s.mark(vowelMark(quality(c)))
	switch c {
	case longI:
		s.letter(yeh)
	case longU:
		s.letter(waw)
	case endA:
		s.letter(alifMaqsura)
	default:
		s.letter(alif)
	}
}

// consonant writes a doubled consonant once, in the place of the second: so
// أمنّا (ʾāman-nā) parts as آم + نا, and the ending keeps its shape.
func (s *speller) consonant(w word, i int, c byte) {
	next, j := after(w.p, i)
	if next == c {
		s.doubled = true
		return
	}
	r := letterOf(c)
	if c == hamza {
		r, s.swallow = s.placeOf(w, i, j, next).seat()
	}
	s.letter(r)
	if s.doubled {
		s.mark(shadda)
	}
	s.doubled = false
	if next != tied && !isVowel(next) {
		s.mark(sukun)
	}
}

// placeOf: the short vowel of a mood or case does not count for the hamza before
// it, but the one that is left of a defective verb does: لم ينأ (lam yanʾa), لم
// يرتئ (lam yartaʾi); not so after ā: ناء (nāʾin).
func (s *speller) placeOf(w word, i, j int, next byte) place {
	prior := before(w.p, i)
	silent := isShort(next) && j == len(w.p)-1 && (j >= w.ending || isLong(prior))
	return place{
		before:   prior,
		after:    next,
		end:      (silent || next == 0) && !w.linked,
		stemEnd:  j >= w.ending || next == 0,
		previous: s.last,
		style:    s.style,
	}
}

func (s *speller) letter(r rune) {
	s.written = utf8.AppendRune(s.written, r)
	s.vowelled = utf8.AppendRune(s.vowelled, r)
	s.last = r
}

func (s *speller) mark(r rune) { s.vowelled = utf8.AppendRune(s.vowelled, r) }

func vowelMark(v byte) rune {
	switch v {
	case 'a':
		return fatha
	case 'i':
		return kasra
	}
	return damma
}

// after is the sound after place i and its place; 0 at the end.
func after(p []byte, i int) (c byte, at int) {
	for j := i + 1; j < len(p); j++ {
		if p[j] != gone {
			return p[j], j
		}
	}
	return 0, len(p)
}

// before is the sound before the hamza at i, a twin of it left out; 0 at the
// beginning.
func before(p []byte, i int) byte {
	for j := i - 1; j >= 0; j-- {
		if p[j] != gone && p[j] != p[i] {
			return p[j]
		}
	}
	return 0
}
