package paradigm

import "strings"

// Adjective makes the forms of an adjective: masculine and feminine in all
// numbers. kind is the one of data/ar/adjectives.tsv. For elatives and colours the
// first of plurals is the feminine, كبرى, حمراء; else plurals are broken plurals.
// Ryding ch. 10, Wright I §§293-297.
func Adjective(lemma, kind string, plurals []string) []Noun {
	if lemma == "" {
		return nil
	}
	n := new(nouns)
	switch kind {
	case "elative", "colour":
		n.elative(lemma, kind, plurals)
		return n.all
	}
	n.adjective(lemma, kind != "nisba" && isDefective(lemma, plurals), plurals)
	return n.all
}

func (n *nouns) adjective(lemma string, defective bool, plurals []string) {
	n.singular(lemma, Masculine, defective)
	fem := feminine(lemma, defective)
	n.singular(fem, Feminine, false)
	n.soundMasculine(soundStem(lemma, defective))
	n.add(Noun{Written: soundFeminine(fem), Number: Plural, Gender: Feminine})
	for _, p := range plurals {
		n.plural(lemma, p, 0)
	}
}

// elative: أكبر and أحمر are diptotes, so they have no tanwīn.
func (n *nouns) elative(lemma, kind string, plurals []string) {
	n.diptote(lemma, Masculine)
	if kind == "elative" {
		n.soundMasculine(soundStem(lemma, false))
	}
	for i, p := range plurals {
		switch {
		case p == "" || p == "-":
		case i > 0:
			n.plural(lemma, p, 0)
		default:
			n.diptote(p, Feminine)
			n.add(Noun{Written: elativeFeminines(p), Number: Plural, Gender: Feminine})
		}
	}
}

// elativeFeminines: كبريات of كبرى, حمراوات of حمراء.
func elativeFeminines(fem string) string {
	if s, ok := strings.CutSuffix(fem, endAa); ok {
		return s + endAwat
	}
	return soundFeminine(fem)
}

func (n *nouns) diptote(w string, g Gender) {
	n.add(Noun{Written: w, Number: Singular, Gender: g})
	for _, s := range beforePronoun(w) {
		n.add(Noun{Written: s.written, Number: Singular, Gender: g, Case: s.Case, Construct: true, Suffixed: true})
	}
	n.dual(w, g)
}

// feminine adds ة: ماضية of ماضي, مستثناة of مستثنى, بطيئة of بطيء, بناءة of بناء.
// أول and آخر have their own (Wright I §§309, 328).
func feminine(lemma string, defective bool) string {
	switch {
	case lemma == "أول":
		return "أولى"
	case lemma == "آخر":
		return "أخرى"
	case strings.HasSuffix(lemma, endTied):
		return lemma
	case defective:
		return strings.TrimSuffix(lemma, endYa) + endIyya
	case strings.HasSuffix(lemma, endMaqsura):
		return strings.TrimSuffix(lemma, endMaqsura) + endAat
	case strings.HasSuffix(lemma, endIHmz):
		return strings.TrimSuffix(lemma, onNone) + endYahT
	}
	return lemma + endTied
}

// soundStem is the lemma as soundMasculine takes it: ماض of ماضي, مستثن of مستثنى.
func soundStem(lemma string, defective bool) string {
	if defective {
		return strings.TrimSuffix(lemma, endYa)
	}
	return strings.TrimSuffix(strings.TrimSuffix(lemma, endMaqsura), endTied)
}

// soundFeminine: كبيرات of كبيرة, كبريات of كبرى, مباريات of مباراة, مفاجآت of مفاجأة; إجراءات of إجراء, which has no ending of its own.
func soundFeminine(w string) string {
	for _, e := range [][2]string{
		{endAhT, endAhAt},
		{endAaT, endAaAt},
		{endAat, endYat},
		{endTied, endAt},
		{onAlif, endAhAt},
		{endMaqsura, endYat},
		{endIya, endYyat},
	} {
		if s, ok := strings.CutSuffix(w, e[0]); ok {
			return s + e[1]
		}
	}
	return w + endAt
}

// isShortNisba: nisbas that look like fāʿil of a defective root: عادي (usual) would
// else yield عاد, which is "he returned".
func isShortNisba(lemma string) bool {
	switch lemma {
	case "عادي",
		"حالي",
		"مالي",
		"مادي",
		"ذاتي",
		"ناري",
		"عاجي",
		"شامي",
		"عامي",
		"نازي",
		"باري",
		"داري",
		"غازي",
		"سامي":
		return true
	}
	return false
}
