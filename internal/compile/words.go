package compile

import (
	"fmt"
	"sort"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/paradigm"
)

// words collects word rows and, for each folded stem, the cells it stands in.
type words struct {
	rows     []lexicon.Row
	prefixes affixes
	suffixes affixes
	stems    map[string]map[uint32]map[lexicon.Cell]bool // stem, row, cells
	seen     map[string]uint32                           // rows by identity
	common   map[string]int                              // cost by part of speech and lemma, see bands
	first    []string                                    // first words of the names of persons
	borne    []string                                    // the other ones
	plurals  map[string]bool                             // of the nouns
	roles    map[string]bool                             // lemmas of the words for persons
	problems []Problem
}

type affixes struct {
	list  []string
	index map[string]uint8
}

func (a *affixes) of(s string) uint8 {
	if i, ok := a.index[s]; ok {
		return i
	}
	if a.index == nil {
		a.index = map[string]uint8{}
	}
	i := uint8(len(a.list))
	a.index[s] = i
	a.list = append(a.list, s)
	return i
}

func newWords() *words {
	w := &words{stems: map[string]map[uint32]map[lexicon.Cell]bool{}, plurals: map[string]bool{}, roles: map[string]bool{}, seen: map[string]uint32{}}
	w.prefixes.of("")
	w.suffixes.of("")
	return w
}

func (w *words) row(r lexicon.Row) uint32 {
	id := fmt.Sprint(r)
	if i, ok := w.seen[id]; ok {
		return i
	}
	i := uint32(len(w.rows))
	w.seen[id] = i
	w.rows = append(w.rows, r)
	return i
}

func (w *words) add(row uint32, prefix, stem, suffix string, bound lexicon.Bound, f isnad.Features) {
	stem = normal.Key(stem)
	c := lexicon.Cell{Prefix: w.prefixes.of(normal.Key(prefix)), Suffix: w.suffixes.of(normal.Key(suffix)), Bound: bound, Features: f}
	m := w.stems[stem]
	if m == nil {
		m = map[uint32]map[lexicon.Cell]bool{}
		w.stems[stem] = m
	}
	if m[row] == nil {
		m[row] = map[lexicon.Cell]bool{}
	}
	m[row][c] = true
}

// Lexical costs: how unlikely a reading is before any context. Names and rare
// classes cost more, so that an ordinary word wins unless context speaks.
const (
	costParticle   = 0
	costNumber     = 6
	costState      = 9
	costMonth      = 11
	costBody       = 14 // organisations and seats
	costNoun       = 13
	costMasdar     = 13
	costAdj        = 14
	costVerb       = 15
	costParticiple = 15
	costProper     = 17
	costGiven      = 19
	costWeak       = 4 // more for a given name that is above all a common word
)

// bandCost is what a band of data/ar/common.tsv takes from a lexical cost.
var bandCost = map[string]int{"1": -7, "2": -5, "3": -3, "8": 4, "9": 10}

// bands reads how common words are.
func (w *words) bands(t *Table) {
	w.common = map[string]int{}
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		c, ok := bandCost[t.Get(r, "band")]
		if !ok || isnad.ParsePOS(t.Get(r, "pos")) == isnad.Other {
			w.problem(r, "no such band or part of speech")
			continue
		}
		w.common[t.Get(r, "pos")+" "+t.Get(r, "lemma")] = c
	}
}

// cost is the lexical cost of a lemma as the data writes it.
func (w *words) cost(base int, pos isnad.POS, lemma string) int {
	return max(0, base+w.common[pos.String()+" "+lemma])
}

func (w *words) verbs(t *Table) {
	for _, r := range t.Rows {
		v := paradigm.Verb{Root: t.Get(r, "root"), Form: t.Get(r, "form"), Lemma: t.Get(r, "lemma"), Vowels: t.Get(r, "vowels")}
		cells, err := paradigm.Conjugate(v)
		if err != nil {
			w.problem(r, "conjugate %s: %v", v.Lemma, err)
			continue
		}
		lemma := normal.Key(v.Lemma)
		id := "verbs:" + v.Root + "." + v.Form
		row := w.row(lexicon.Row{POS: isnad.Verb, Pronoun: true, Cost: w.cost(costVerb, isnad.Verb, v.Lemma), Lemma: lemma, Verb: lemma, Class: t.Get(r, "frame"), ID: id})
		plain := indicatives(cells)
		for _, c := range cells {
			w.verbCell(row, c, plain)
		}
		for _, m := range t.List(r, "masdars") {
			w.masdar(v, lemma, m, id)
		}
		active, passive := paradigm.InflectParticiples(v)
		w.participle(lemma, active, id, isnad.PartAct)
		if f := t.Get(r, "frame"); strings.HasPrefix(f, "t") || strings.Contains(f, " ") {
			w.participle(lemma, passive, id, isnad.PartPas)
		}
	}
}

// person names a form but for its mood.
func person(c paradigm.Cell, written string) string {
	return fmt.Sprint(c.Tense, c.Passive, c.Person, c.Number, c.Gender, " ", normal.Key(written))
}

// indicatives are the written forms of the indicative: a shortened mood that is
// written like it (yaktubu, yaktub) is not told apart by anyone.
func indicatives(cells []paradigm.Cell) map[string]bool {
	out := map[string]bool{}
	for _, c := range cells {
		if c.Tense == paradigm.Present && c.Mood == paradigm.Indicative {
			for _, s := range append([]string{c.Written}, c.Suffixed...) {
				out[person(c, s)] = true
			}
		}
	}
	return out
}

func (w *words) verbCell(row uint32, c paradigm.Cell, plain map[string]bool) {
	features := func(written string) isnad.Features {
		f := verbFeatures(c)
		if plain[person(c, written)] {
			f &^= isnad.Jussive
		}
		return f
	}
	w.add(row, c.Prefix, c.Stem, c.Suffix, lexicon.Free, features(c.Written))
	for _, s := range c.Suffixed {
		f := features(s)
		if s == c.Written {
			w.add(row, c.Prefix, c.Stem, c.Suffix, lexicon.OnlyBound, f)
			continue
		}
		rest := strings.TrimPrefix(s, c.Prefix)
		stem := strings.TrimSuffix(rest, boundSuffix(rest, c.Suffix))
		w.add(row, c.Prefix, stem, strings.TrimPrefix(rest, stem), lexicon.OnlyBound, f)
	}
}

// boundSuffix is the ending as it stands before a pronoun: -ū for -ū(alif), -tumū for -tum.
func boundSuffix(form, suffix string) string {
	for _, s := range []string{suffix, strings.TrimSuffix(suffix, "ا"), suffix + "و"} {
		if s != "" && strings.HasSuffix(form, s) {
			return s
		}
	}
	return ""
}

func verbFeatures(c paradigm.Cell) isnad.Features {
	var f isnad.Features
	switch c.Tense {
	case paradigm.Past:
		f = isnad.Past
	case paradigm.Present:
		f = isnad.Present
	default:
		f = isnad.Imper
	}
	if c.Passive {
		f |= isnad.Passive
	} else {
		f |= isnad.Active
	}
	if c.Tense == paradigm.Present && c.Mood != paradigm.Indicative {
		f |= isnad.Jussive
	}
	f |= [...]isnad.Features{0, isnad.P1, isnad.P2, isnad.P3}[c.Person]
	f |= numberOf(c.Number) | genderOf(c.Gender)
	return f
}

func numberOf(n paradigm.Number) isnad.Features {
	return [...]isnad.Features{0, isnad.Sing, isnad.Dual, isnad.Plur}[n]
}

func genderOf(g paradigm.Gender) isnad.Features {
	return [...]isnad.Features{isnad.Masc | isnad.Fem, isnad.Masc, isnad.Fem}[g]
}

func (w *words) masdar(v paradigm.Verb, verb, masdar, id string) {
	row := w.row(lexicon.Row{POS: isnad.Noun, Pronoun: true, Cost: min(w.cost(costMasdar, isnad.Noun, masdar), costMasdar+min(0, 3+w.common[isnad.Verb.String()+" "+v.Lemma])), Lemma: normal.Key(masdar), Verb: verb, ID: id, Features: isnad.Masdar})
	w.nouns(row, paradigm.InflectMasdar(v, masdar), isnad.Masdar)
}

func (w *words) participle(verb string, forms []paradigm.Noun, id string, kind isnad.Features) {
	if len(forms) == 0 {
		return
	}
	row := w.row(lexicon.Row{POS: isnad.Adj, Pronoun: true, Cost: w.cost(costParticiple, isnad.Adj, forms[0].Written), Lemma: normal.Key(forms[0].Written), Verb: verb, ID: id, Features: kind})
	w.nouns(row, forms, kind)
}

func (w *words) nouns(row uint32, forms []paradigm.Noun, f isnad.Features) {
	for _, n := range forms {
		nf := f | numberOf(n.Number) | genderOf(n.Gender)
		bound := lexicon.Free
		switch {
		case n.Suffixed:
			bound = lexicon.OnlyBound
		case n.Construct || canCarryPronoun(n):
			bound = lexicon.Either
		}
		if n.Construct {
			nf |= isnad.Construct
		}
		switch n.Case {
		case paradigm.Nominative:
			nf |= isnad.NomCase
		case paradigm.Oblique:
			nf |= isnad.OblCase
		case paradigm.AccusativeIndefinite:
			nf |= isnad.AccInd
		}
		stem, suffix := cutNominal(normal.Key(n.Written), n)
		w.add(row, "", stem, suffix, bound, nf)
	}
}

func canCarryPronoun(n paradigm.Noun) bool {
	return n.Case == 0 && !strings.HasSuffix(n.Written, "ة") && !strings.HasSuffix(n.Written, "ى")
}

// cutNominal parts a folded form from its ending, so that one stem serves the whole paradigm.
func cutNominal(w string, n paradigm.Noun) (stem, suffix string) {
	for _, s := range []string{"تان", "تين", "ون", "ين", "ان", "ات", "اتا", "ة", "تا", "تي", "ت", "ا", "و", "ي"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+2 && endingOf(s, n) {
			return strings.TrimSuffix(w, s), s
		}
	}
	return w, ""
}

func endingOf(s string, n paradigm.Noun) bool {
	switch s {
	case "تان", "تين", "ان":
		return n.Number == paradigm.Dual
	case "ين":
		return n.Number == paradigm.Dual || n.Number == paradigm.Plural && n.Case == paradigm.Oblique
	case "ون":
		return n.Number == paradigm.Plural && n.Case == paradigm.Nominative
	case "ات", "اتا":
		return n.Number == paradigm.Plural && n.Gender == paradigm.Feminine
	case "ة":
		return n.Number == paradigm.Singular
	case "تا", "تي", "و", "ي":
		return n.Construct
	case "ت":
		return n.Suffixed || n.Construct
	case "ا":
		return n.Case == paradigm.AccusativeIndefinite || n.Construct
	}
	return false
}

func (w *words) problem(r Row, format string, args ...any) {
	w.problems = append(w.problems, Problem{r.File, r.Line, fmt.Sprintf(format, args...)})
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
