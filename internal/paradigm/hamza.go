package paradigm

// A style is one of the accepted ways to seat a hamza.
type style uint8

const (
	// academic: the stronger of the two vowels beside the hamza seats it:
	// بدؤوا (badaʾū, they began), مسؤول (masʾūl, responsible).
	academic style = iota
	// keeping: a hamza that ends the stem keeps the seat it has at the end of
	// the word, whatever is added: بدأوا, جاءوا, يقرأه.
	keeping
	// egyptian: no ؤ before ū: بدءوا after a letter that does not join,
	// لجئوا, مسئول after one that does.
	egyptian
	styles
)

// A place is what seats one hamza.
type place struct {
	before   byte // the sound before it; 0 at the beginning of the word
	after    byte // the sound after it; 0 at the end
	end      bool // nothing but a short vowel follows, and no pronoun
	stemEnd  bool // an ending or a pronoun follows the hamza
	previous rune // the letter before it
	style    style
}

// seat chooses the letter of a hamza. Both rules are in every school grammar:
// Wright I §§14-17, Ryding ch. 2 §3.3; i is stronger than u, u than a, a than
// no vowel. swallows is true when the letter is آ and the ā after it is not
// written again.
func (p place) seat() (r rune, swallows bool) {
	switch {
	case p.before == 0:
		r = initialSeat(p.after)
	case p.end, p.style == keeping && p.stemEnd && p.movesSeat():
		return p.finalSeat(), false
	default:
		r = p.medialSeat()
	}
	if p.style == egyptian {
		r = p.egyptianSeat(r)
	}
	if r == alifHamza && p.after == longA {
		return alifMadda, true
	}
	return r, false
}

func initialSeat(after byte) rune {
	if after == 'i' || after == longI {
		return alifHamzaLow
	}
	return alifHamza
}

// movesSeat holds where an ending would give the last hamza a new seat.
func (p place) movesSeat() bool {
	switch p.after {
	case longU, longI, longA, 'u':
		return p.before != longI
	}
	return false
}

func (p place) finalSeat() rune {
	switch p.before {
	case 'a':
		return alifHamza
	case 'i':
		return yehHamza
	case 'u':
		return wawHamza
	}
	return hamzaAlone
}

func (p place) medialSeat() rune {
	before, after := quality(p.before), quality(p.after)
	switch {
	case before == 'i' || after == 'i':
		return yehHamza
	case isLong(p.before):
		if after == 'u' {
			return wawHamza
		}
		return hamzaAlone
	case before == 'u' || after == 'u':
		return wawHamza
	}
	return alifHamza
}

// egyptianSeat replaces ؤ before ū (masʾūl, badaʾū) and seats a hamza after a
// closing y on yāʾ (yayʾasu, ييئس for ييأس).
func (p place) egyptianSeat(r rune) rune {
	switch {
	case r == alifHamza && p.before == 'y' && p.after != longA:
		return yehHamza
	case r == wawHamza && p.after == longU && joins(p.previous):
		return yehHamza
	case r == wawHamza && p.after == longU:
		return hamzaAlone
	}
	return r
}

// quality is the short vowel that colours a sound, 0 for a consonant.
func quality(c byte) byte {
	switch c {
	case 'a', longA, endA:
		return 'a'
	case 'i', longI:
		return 'i'
	case 'u', longU:
		return 'u'
	}
	return 0
}
