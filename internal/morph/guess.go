package morph

import (
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// guess proposes readings for a word that the lexicon lacks. Each says why, and
// costs so much that context decides between them.
func (w *word) guess() {
	key, pro := w.key, isnad.Proclitics(0)
	w.spoken(key)
	w.shapes(key, 0, 0)
	if rest, ok := strings.CutPrefix(key, waw); ok && utf8.RuneCountInString(rest) >= 3 {
		key, pro = rest, isnad.ProWa
		w.shapes(key, pro, wawCost(rest))
	}
	for _, c := range [...]struct {
		letter string
		pro    isnad.Proclitics
	}{{beh, isnad.ProBi}, {lam, isnad.ProLi}, {kaf, isnad.ProKa}} {
		rest, ok := strings.CutPrefix(key, c.letter)
		if !ok || utf8.RuneCountInString(rest) < 4 {
			continue
		}
		cost := 5
		if strings.HasPrefix(rest, al) { // bi-l-: no name begins so
			cost = -3
		}
		w.shapes(rest, pro|c.pro, cost)
	}
	if rest, ok := strings.CutPrefix(key, "لل"); ok && utf8.RuneCountInString(rest) >= 3 {
		w.definite(rest, pro|isnad.ProLi|isnad.ProAl, -3)
	}
}

// spoken reads the present of the dialects, bi- or ha- before a present that is written
// so too: biyiktib, btiktib, hayiktib. It is no written Arabic, and entity takes it for no name.
func (w *word) spoken(key string) {
	key = strings.TrimPrefix(key, waw)
	for _, p := range [...]struct {
		letter string
		least  int // bytes of the present behind it: many names begin with H
	}{{beh, 6}, {"ه", 8}, {"ح", 8}} {
		rest, ok := strings.CutPrefix(key, p.letter)
		if !ok || len(rest) < p.least {
			continue
		}
		sub := word{a: w.a, key: rest}
		sub.bare(rest, 0)
		for i := range sub.out {
			if r := &sub.out[i]; r.POS == isnad.Verb && r.Features.Has(isnad.Present) {
				w.guessed(isnad.Verb, rest, 0, isnad.Present|isnad.P3|isnad.Active, 22, "a present of the spoken language")
				return
			}
		}
	}
}

// wawCost is what wa- costs before an unknown word. Names that begin with W have a
// vowel letter next (Wīnī, Wūlmār, Wāylaks); else the wāw is nearly always "and".
func wawCost(rest string) int {
	switch {
	case strings.HasPrefix(rest, "ي"), strings.HasPrefix(rest, waw), strings.HasPrefix(rest, "ايل"), strings.HasPrefix(rest, "اي"):
		return 3
	}
	return -3
}

func (w *word) shapes(s string, pro isnad.Proclitics, cost int) {
	if rest, ok := strings.CutPrefix(s, al); ok && utf8.RuneCountInString(rest) >= 3 {
		w.definite(rest, pro|isnad.ProAl, cost)
	} else {
		w.indefinite(s, pro, cost)
	}
	if rest, ok := strings.CutPrefix(s, waw); ok && wawCost(rest) < 0 && !strings.HasPrefix(rest, "ا") {
		cost += 5
	}
	w.guessed(isnad.Proper, s, pro, 0, cost+26, "shape of a name")
}

func (w *word) definite(rest string, pro isnad.Proclitics, cost int) {
	switch {
	case strings.HasSuffix(rest, "ية"):
		w.guessed(isnad.Adj, strings.TrimSuffix(rest, "ة"), pro, isnad.Nisba|isnad.Fem|isnad.Sing, cost+23, "al- and the ending -iyya")
	case strings.HasSuffix(rest, "ي"):
		w.guessed(isnad.Adj, rest, pro, isnad.Nisba|isnad.Masc|isnad.Sing, cost+24, "al- and the ending -ī")
	case strings.HasSuffix(rest, "ون"), strings.HasSuffix(rest, "ين"):
		f := isnad.Masc | isnad.Plur | isnad.NomCase
		if strings.HasSuffix(rest, "ين") {
			f = isnad.Masc | isnad.Plur | isnad.OblCase
		}
		w.guessed(isnad.Noun, rest[:len(rest)-4], pro, f, cost+24, "al- and a sound plural")
	}
	f := isnad.Masc | isnad.Sing
	if strings.HasSuffix(rest, "ة") {
		f = isnad.Fem | isnad.Sing
	}
	if strings.HasSuffix(rest, "ات") {
		f = isnad.Fem | isnad.Plur
	}
	w.guessed(isnad.Noun, rest, pro, f, cost+25, "al-")
}

func (w *word) indefinite(s string, pro isnad.Proclitics, cost int) {
	n := utf8.RuneCountInString(s)
	switch {
	case strings.HasSuffix(s, "ية"):
		w.guessed(isnad.Adj, strings.TrimSuffix(s, "ة"), pro, isnad.Nisba|isnad.Fem|isnad.Sing, cost+27, "the ending -iyya")
	case strings.HasSuffix(s, "ة"), strings.HasSuffix(s, "ات"):
		w.guessed(isnad.Noun, s, pro, isnad.Fem, cost+26, "a feminine ending")
	case strings.HasSuffix(s, "يا") && n >= 5:
		w.guessed(isnad.Adj, strings.TrimSuffix(s, "ا"), pro, isnad.Nisba|isnad.Masc|isnad.Sing|isnad.AccInd, cost+28, "the ending -iyyan")
	}
	first, _ := utf8.DecodeRuneInString(s)
	if n >= 4 && n <= 8 && pro&prepositions == 0 && (first == 'ي' || first == 'ت' || first == 'ن') && !strings.HasSuffix(s, "ة") && !strings.HasSuffix(s, "ات") {
		w.guessed(isnad.Verb, s, pro, isnad.Present|isnad.P3|isnad.Active, cost+30, "a verbal prefix")
	}
	w.guessed(isnad.Noun, s, pro, 0, cost+29, "any noun")
}

func (w *word) guessed(pos isnad.POS, stem string, pro isnad.Proclitics, f isnad.Features, cost int, why string) {
	w.out = append(w.out, isnad.Reading{POS: pos, Pro: pro, Stem: stem, Lemma: stem, Row: "guess:" + why, Features: f | isnad.Guessed, Cost: cost})
}
