package paradigm

import "fmt"

// A Verb is a row of data/ar/verbs.tsv, as far as its forms depend on it.
type Verb struct {
	Root   string // safe Buckwalter, one letter a radical
	Form   string // "1" to "10", "q1", "q2", "q4"
	Lemma  string // past, third person masculine singular
	Vowels string // form 1: middle vowels of past and present, "a-u"
}

type (
	Tense  uint8
	Mood   uint8
	Person uint8 // 1, 2, 3
	Number uint8
	Gender uint8
)

const (
	Past Tense = iota
	Present
	Imperative
)

// Moods of the present; other tenses have none.
const (
	Indicative Mood = iota + 1
	Subjunctive
	Jussive
)

const (
	Singular Number = iota + 1
	Dual
	Plural
)

// Gender is 0 where a form serves both.
const (
	Masculine Gender = iota + 1
	Feminine
)

// A Cell is one form of a verb. Two cells can be spelled alike, and one form can
// have two cells that differ in the seat of a hamza or, in a doubled verb, in
// contraction: يمد and يمدد.
type Cell struct {
	Written  string // with full hamzas, no vowels, no shadda
	Vowelled string // the same with vowels and shadda

	// Written is Prefix + Stem + Suffix. Prefix is ي, ت, ن or أ in the present
	// (آ where the stem begins with hamza too: آخذ, ʾākhudhu), else empty.
	// Suffix is the written ending of person and mood, often empty. Where the
	// ending ā has become one letter with a hamza, it is in Stem: قرآ (qaraʾā).
	Prefix, Stem, Suffix string

	// Suffixed holds what a pronoun is attached to, usually Written alone:
	// رما for رمى (ramā), كتبو for كتبوا, كتبتمو for كتبتم; يقرؤ and يقرأ for يقرأ.
	Suffixed []string

	Tense   Tense
	Mood    Mood
	Passive bool
	Person  Person
	Number  Number
	Gender  Gender
}

// Conjugate makes all forms of v: past and imperative, present in three moods,
// active and passive. The passive is given of every verb but forms VII and IX,
// which have none (Wright I §§65, 74); whether it is in use the frame must tell.
// It fails when the row contradicts itself, as when v.Lemma is not what root,
// form and vowels make. An empty lemma is not compared.
func Conjugate(v Verb) ([]Cell, error) {
	m, err := choose(v)
	if err != nil {
		return nil, err
	}
	t := &table{cells: make([]Cell, 0, 144)}
	if m.isLaysa() {
		t.past(stem{open: "lays", closed: "las"}, false)
		return t.cells, nil
	}
	passive := v.Form != "7" && v.Form != "9"
	t.past(m.pastStem(false), false)
	if passive {
		t.past(m.pastStem(true), true)
	}
	t.present(m.presentStem(false), m.prefix, false)
	if passive {
		t.present(m.presentStem(true), 'u', true)
	}
	t.imperative(m)
	return t.cells, nil
}

// choose finds the reading of the row that makes its lemma.
func choose(v Verb) (*maker, error) {
	var first string
	for _, c := range []choice{{}, {firm: true}, {alt: true}, {firm: true, alt: true}} {
		m, err := newMaker(v, c)
		if err != nil {
			return nil, fmt.Errorf("verb %s: %w", v.Lemma, err)
		}
		if v.Lemma == "" || m.isLaysa() {
			return m, nil
		}
		t := new(table)
		s, ending := fuse(m.pastStem(false).open, "a")
		t.add(Cell{}, "", s, ending)
		for _, cell := range t.cells {
			if cell.Written == v.Lemma {
				return m, nil
			}
		}
		if first == "" {
			first = t.cells[0].Written
		}
	}
	return nil, fmt.Errorf("verb %s: root %s, form %s, vowels %q make %s", v.Lemma, v.Root, v.Form, v.Vowels, first)
}

// pastStem: a hollow verb of form I closes with u where its present has ū (qultu)
// and with i else (biʿtu, khiftu): Wright I §150.
func (m *maker) pastStem(passive bool) stem {
	s, short := m.pattern.past, byte(0)
	if m.Form == "1" {
		short = 'i'
		if m.present == 'u' {
			short = 'u'
		}
	}
	if passive {
		s, short = m.pattern.pastPassive, 0
	}
	s = m.fill(s)
	if m.losesHamza(true) {
		s = s[:2] + "r" + s[4:] // ʾar(ʾ)ay
	}
	return m.shape(m.ya(s), short)
}

func (m *maker) presentStem(passive bool) stem {
	s := m.pattern.present
	if passive {
		s = m.pattern.presentPassive
	}
	s = m.fill(s)
	if m.losesHamza(false) {
		s = "r" + s[2:]
	}
	if !passive && m.losesW() {
		s = s[1:]
	}
	return m.shape(m.ya(s), 0)
}

// ya drops a y from استحيا (istaḥyā) for the lemma استحى (Wright I §175 rem. a).
func (m *maker) ya(s string) string {
	if m.Form == "10" && m.alt && isGlide(m.radical[2]) && isGlide(m.radical[3]) {
		n := len(s)
		return s[:n-3] + s[n-2:]
	}
	return s
}
