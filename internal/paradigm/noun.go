package paradigm

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Case is 0 where the written form does not tell.
type Case uint8

const (
	Nominative Case = iota + 1
	Oblique
	AccusativeIndefinite // with the alif of tanwīn: كتابا (kitāban)
)

// A Noun is one written form of a noun or an adjective, without article and
// prepositions.
type Noun struct {
	Written string
	Number  Number
	Gender  Gender
	Case    Case
	// Construct: only before a genitive or a pronoun: معلمو (muʿallimū).
	Construct bool
	// Suffixed: only before a pronoun: مدرست (madrasat-), وزراؤ (wuzarāʾu-).
	Suffixed bool
}

// Inflect makes the forms of a noun: the singular, its dual, and each plural
// given. gender is "m" or "f", of the singular. A plural in ون or ين that is the
// lemma with an ending is inflected as a sound one, others as broken ones. Forms
// come without repetition, the lemma first. Wright I §§299-323, Ryding ch. 7.
func Inflect(lemma, gender string, plurals []string) []Noun {
	if lemma == "" {
		return nil
	}
	n := new(nouns)
	g := genderOf(gender)
	n.singular(lemma, g, isDefective(lemma, plurals))
	for _, p := range plurals {
		n.plural(lemma, p, g)
	}
	return n.all
}

// InflectDefective is Inflect for a lemma known to end in -in, -ī, as مغني
// (mughannī, singer): the letters alone do not tell it from a nisba. The sound
// plural مغنون is added when plurals has none.
func InflectDefective(lemma, gender string, plurals []string) []Noun {
	n := new(nouns)
	g := genderOf(gender)
	n.singular(lemma, g, true)
	for _, p := range plurals {
		n.plural(lemma, p, g)
	}
	if len(plurals) == 0 && g == Masculine {
		n.soundMasculine(strings.TrimSuffix(lemma, endYa))
	}
	return n.all
}

// Plurals makes the forms of a noun that is told in the plural alone: قوات، سكان.
func Plurals(p, gender string) []Noun {
	n := new(nouns)
	n.plural("", p, genderOf(gender))
	return n.all
}

func genderOf(s string) Gender {
	if s == "f" {
		return Feminine
	}
	return Masculine
}

// nouns collects forms, each once.
type nouns struct{ all []Noun }

// add adds w and, where ؤ stands before و, its Egyptian spelling: شئون of شؤون,
// رءوس of رؤوس.
func (n *nouns) add(w Noun) {
	n.addOne(w)
	if i := strings.Index(w.Written, onWawU); i > 0 {
		seat := onNone
		if prev, _ := utf8.DecodeLastRuneInString(w.Written[:i]); joins(prev) {
			seat = onYa
		}
		w.Written = w.Written[:i] + seat + w.Written[i+len(onWaw):]
		n.addOne(w)
	}
}

func (n *nouns) addOne(w Noun) {
	if !slices.Contains(n.all, w) {
		n.all = append(n.all, w)
	}
}

// singular adds a singular and its dual. lemma may be a defective noun in either
// shape, قاضي (al-qāḍī) or, when defective is set, without ي.
func (n *nouns) singular(lemma string, g Gender, defective bool) {
	if defective {
		lemma = strings.TrimSuffix(lemma, endYa) + endYa
	}
	n.add(Noun{Written: lemma, Number: Singular, Gender: g})
	if defective {
		n.add(Noun{Written: strings.TrimSuffix(lemma, endYa), Number: Singular, Gender: g})
	}
	n.caseForms(lemma, Singular, g)
	n.fiveNouns(lemma)
	n.dual(lemma, g)
}

// caseForms adds tanwīn alif and the forms before a pronoun.
func (n *nouns) caseForms(lemma string, num Number, g Gender) {
	if t, ok := tanwin(lemma); ok {
		n.add(Noun{Written: t, Number: num, Gender: g, Case: AccusativeIndefinite})
	}
	for _, s := range beforePronoun(lemma) {
		n.add(Noun{Written: s.written, Number: num, Gender: g, Case: s.Case, Construct: true, Suffixed: true})
	}
}

// dual adds -āni and -ayni, and their constructs.
func (n *nouns) dual(lemma string, g Gender) {
	for _, s := range dualStems(lemma, g) {
		n.add(Noun{Written: withAlif(s, endAn), Number: Dual, Gender: g, Case: Nominative})
		n.add(Noun{Written: s + endIn, Number: Dual, Gender: g, Case: Oblique})
		n.add(Noun{Written: withAlif(s, endAlif), Number: Dual, Gender: g, Case: Nominative, Construct: true})
		n.add(Noun{Written: s + endYa, Number: Dual, Gender: g, Case: Oblique, Construct: true})
	}
}

// withAlif joins an ending in ā: أ + ا is آ (khaṭaʾāni, خطآن).
func withAlif(s, ending string) string {
	if t, ok := strings.CutSuffix(s, onAlif); ok {
		return t + withMada + strings.TrimPrefix(ending, endAlif)
	}
	return s + ending
}

// plural adds the forms of one plural.
func (n *nouns) plural(lemma, p string, g Gender) {
	stem, sound := soundMasculineStem(lemma, p)
	switch {
	case p == "" || p == "-":
	case sound:
		n.soundMasculine(stem)
	case strings.HasSuffix(p, endAt) && !isBrokenAat(lemma, p):
		n.add(Noun{Written: p, Number: Plural, Gender: Feminine})
	default:
		n.broken(lemma, p, g)
	}
}

func (n *nouns) broken(lemma, p string, g Gender) {
	if isDefectivePlural(lemma, p) {
		stem := strings.TrimSuffix(p, endYa)
		n.add(Noun{Written: stem + endYa, Number: Plural, Gender: g})
		n.add(Noun{Written: stem, Number: Plural, Gender: g})
		return
	}
	n.add(Noun{Written: p, Number: Plural, Gender: g})
	if t, ok := tanwin(p); ok && !isDiptotePlural(lemma, p) {
		n.add(Noun{Written: t, Number: Plural, Gender: g, Case: AccusativeIndefinite})
	}
	for _, s := range beforePronoun(p) {
		n.add(Noun{Written: s.written, Number: Plural, Gender: g, Case: s.Case, Construct: true, Suffixed: true})
	}
}

// soundMasculine adds -ūna and -īna and their constructs. stem ends as the lemma
// does, so its last hamza moves: بناؤون, بنائين, and بناءون, بناءين.
func (n *nouns) soundMasculine(stem string) {
	nominative, oblique := soundStems(stem)
	for _, s := range nominative {
		n.add(Noun{Written: s + endUn, Number: Plural, Gender: Masculine, Case: Nominative})
		n.add(Noun{Written: s + endWaw, Number: Plural, Gender: Masculine, Case: Nominative, Construct: true})
	}
	for _, s := range oblique {
		n.add(Noun{Written: s + endIn, Number: Plural, Gender: Masculine, Case: Oblique})
		n.add(Noun{Written: s + endYa, Number: Plural, Gender: Masculine, Case: Oblique, Construct: true})
	}
}

// fiveNouns: أب (father), أخ (brother), حم (father in law) lengthen their case
// vowel before a genitive or pronoun: أبو, أبا, أبي (Wright I §315 rem. c).
func (n *nouns) fiveNouns(lemma string) {
	if isFiveNoun(lemma) {
		for _, e := range []string{endWaw, endAlif, endYa} {
			w := Noun{Written: lemma + e, Number: Singular, Gender: Masculine, Case: Oblique, Construct: true}
			if e == endWaw {
				w.Case = Nominative
			}
			n.add(w)
		}
	}
}

func isFiveNoun(w string) bool {
	switch w {
	case "أب",
		"أخ",
		"حم":
		return true
	}
	return false
}
