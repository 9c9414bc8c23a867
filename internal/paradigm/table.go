package paradigm

import "strings"

// A slot is one person of a tense.
type slot struct {
	Person
	Number
	Gender
	prefix byte   // consonant of the present prefix
	ending string // as sounds
}

// pastSlots are the persons of the past (Wright I §86, Ryding ch. 21).
func pastSlots() []slot {
	return []slot{
		{3, Singular, Masculine, 0, "a"},
		{3, Singular, Feminine, 0, "at"},
		{3, Dual, Masculine, 0, "A"},
		{3, Dual, Feminine, 0, "atA"},
		{3, Plural, Masculine, 0, "UO"},
		{3, Plural, Feminine, 0, "na"},
		{2, Singular, Masculine, 0, "ta"},
		{2, Singular, Feminine, 0, "ti"},
		{2, Dual, 0, 0, "tumA"},
		{2, Plural, Masculine, 0, "tum"},
		{2, Plural, Feminine, 0, "tunna"},
		{1, Singular, 0, 0, "tu"},
		{1, Plural, 0, 0, "nA"},
	}
}

// presentSlots are the persons of one mood (Wright I §§95-97, Ryding ch. 22).
func presentSlots(m Mood) []slot {
	bare, dual, plural, fem := "u", "Ani", "Una", "Ina"
	if m != Indicative {
		bare, dual, plural, fem = "a", "A", "UO", "I"
	}
	if m == Jussive {
		bare = ""
	}
	return []slot{
		{3, Singular, Masculine, 'y', bare},
		{3, Singular, Feminine, 't', bare},
		{3, Dual, Masculine, 'y', dual},
		{3, Dual, Feminine, 't', dual},
		{3, Plural, Masculine, 'y', plural},
		{3, Plural, Feminine, 'y', "na"},
		{2, Singular, Masculine, 't', bare},
		{2, Singular, Feminine, 't', fem},
		{2, Dual, 0, 't', dual},
		{2, Plural, Masculine, 't', plural},
		{2, Plural, Feminine, 't', "na"},
		{1, Singular, 0, 'C', bare},
		{1, Plural, 0, 'n', bare},
	}
}

// A table collects the cells of one verb.
type table struct {
	cells []Cell
	buf   []byte
	speller
}

func (t *table) past(s stem, passive bool) {
	for _, sl := range pastSlots() {
		t.join(Cell{Tense: Past, Passive: passive}, sl, "", s)
	}
}

func (t *table) present(s stem, vowel byte, passive bool) {
	for m := Indicative; m <= Jussive; m++ {
		for _, sl := range presentSlots(m) {
			prefix := string([]byte{sl.prefix, vowel})
			t.join(Cell{Tense: Present, Mood: m, Passive: passive}, sl, prefix, s)
		}
	}
}

// imperative is the jussive of the second person without its prefix; a stem that
// begins with two consonants gets a prosthetic vowel, form IV its ʾa- (Wright I
// §98, Ryding ch. 35).
func (t *table) imperative(m *maker) {
	s := m.presentStem(false)
	short, alone := m.shortImperative()
	for _, sl := range presentSlots(Jussive) {
		if sl.Person != 2 {
			continue
		}
		if short != "" {
			t.command(m, sl, stem{open: short, closed: short})
		}
		if !alone {
			t.command(m, sl, s)
		}
	}
}

func (t *table) command(m *maker, sl slot, s stem) {
	s.open, s.closed = m.begin(s.open), m.begin(s.closed)
	t.join(Cell{Tense: Imperative}, sl, "", s)
}

func (m *maker) begin(s string) string {
	switch {
	case m.Form == "4":
		return "Ca" + s
	case len(s) > 1 && isConsonant(s[0]) && isConsonant(s[1]):
		if m.Form == "1" && m.present == 'u' {
			return "<u" + s
		}
		return "<i" + s
	}
	return s
}

// join adds the cells of one person: one, or two where a doubled verb has no
// ending to lean on (Wright I §120: yamudda or yamdud).
func (t *table) join(c Cell, sl slot, prefix string, s stem) {
	c.Person, c.Number, c.Gender = sl.Person, sl.Number, sl.Gender
	shape := s.closed
	switch {
	case sl.ending == "" && s.doubled:
		t.add(c, prefix, s.open, "a")
	case sl.ending != "" && isVowel(sl.ending[0]):
		shape = s.open
	}
	shape, ending := fuse(shape, sl.ending)
	t.add(c, prefix, shape, ending)
}

// add spells one form, in all styles that differ.
func (t *table) add(c Cell, prefix, stem, ending string) {
	w := t.word(prefix, stem, ending)
	first := len(t.cells)
	n := styles
	if strings.IndexByte(stem, hamza) < 0 {
		n = 1
	}
	for st := academic; st < n; st++ {
		t.addStyle(c, w, st, first)
	}
	link := t.link(prefix, stem, ending)
	for st := academic; st < n; st++ {
		t.addLink(w, link, st, first)
	}
}

func (t *table) word(prefix, stem, ending string) word {
	t.buf = append(append(append(t.buf[:0], prefix...), stem...), ending...)
	settle(t.buf)
	return word{p: t.buf, stem: len(prefix), ending: len(prefix) + len(stem)}
}

func (t *table) addStyle(c Cell, w word, st style, first int) {
	sp := t.spell(w, st)
	for _, old := range t.cells[first:] {
		if old.Written == string(sp.written) {
			return
		}
	}
	all := string(sp.written)
	c.Written, c.Vowelled = all, string(sp.vowelled)
	c.Prefix, c.Stem, c.Suffix = all[:sp.stem], all[sp.stem:sp.ending], all[sp.ending:]
	t.cells = append(t.cells, c)
}
