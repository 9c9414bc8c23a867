package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
)

// Words weighs words by how much they tell: a name or a rare noun much, what each
// newspaper writes in each report little.
type words struct{ common map[string]int }

// bandWeights are for the bands of data/ar/common.tsv, commonest first.
var bandWeights = map[string]int{"1": 150, "2": 500, "3": 750}

// wordWeight is for words of no band.
const wordWeight = 1000

// stateWeight is for names of states, their people and capitals: parties and
// place speak of them already.
const stateWeight = 300

func newWords(lx *lexicon.Lexicon) words {
	w := words{map[string]int{}}
	if t := lx.Table("common"); t != nil {
		for i := range t.Len() {
			if x, ok := bandWeights[t.Get(i, "band")]; ok {
				w.add(t.Get(i, "lemma"), x)
			}
		}
	}
	if t := lx.Table("particles"); t != nil {
		for i := range t.Len() {
			for _, s := range strings.Fields(strings.ReplaceAll(t.Get(i, "word"), "+", "")) {
				w.add(s, 0)
			}
		}
	}
	if t := lx.Table("states"); t != nil {
		for i := range t.Len() {
			for _, column := range []string{"name", "variants", "nisba", "people", "capital"} {
				for _, name := range t.List(i, column) {
					for _, s := range strings.Fields(name) {
						w.add(s, stateWeight)
					}
				}
			}
		}
	}
	return w
}

func (w *words) add(word string, weight int) {
	s := stem(normal.Key(word))
	if old, ok := w.common[s]; !ok || weight < old {
		w.common[s] = weight
	}
}

// A word of a telling: the hash of its stem and what it weighs. Millions are
// compared, and the window holds as many.
type word struct {
	stem   uint64
	weight int // thousandths
}

// maxSentence is how many bytes of a sentence are compared; the longest that isnad
// cuts have 240 words, but records of others may hold anything.
const maxSentence = 8 << 10

// of lists the distinct words of a text that tell something, by stem.
func (w *words) of(text string) []word {
	var out []word
	text = text[:min(len(text), maxSentence)] // a letter cut in two folds to U+FFFD
	for _, f := range strings.FieldsFunc(normal.Key(text), func(r rune) bool { return !wordRune(r) }) {
		s := stem(f)
		weight, ok := w.common[s]
		if !ok {
			weight = wordWeight
		}
		if weight > 0 && utf8.RuneCountInString(s) > 1 {
			out = append(out, word{hashString(0, s), weight})
		}
	}
	slices.SortFunc(out, func(a, b word) int { return cmp.Compare(a.stem, b.stem) })
	return slices.CompactFunc(out, func(a, b word) bool { return a.stem == b.stem })
}

// Affixes of a folded word, longest first. Cutting without a lexicon makes stems
// that are no words; it is enough that tellings of one thing are cut alike.
var (
	articles = []string{"ال", "لل"}
	suffixes = []string{"يتين", "هما", "يين", "يون", "يه", "ية", "ها", "هم", "ون", "ين", "ان", "ات", "تا", "وا", "نا", "ة", "ه", "ي", "ت", "ا"}
)

// stem cuts what a word takes on in a sentence until nothing more can be cut, and
// leaves three letters at least. First and last letters of names are cut with the
// rest ("Baghdad" begins like "in Ghdad"): with them all its forms come to the same.
func stem(s string) string {
	if rest, ok := cutArticle(s); ok {
		s = rest
	}
	for again := true; again; {
		again = false
		for _, x := range suffixes {
			if rest, ok := strings.CutSuffix(s, x); ok && utf8.RuneCountInString(rest) >= 3 {
				s, again = rest, true
				break
			}
		}
	}
	for {
		first, w := utf8.DecodeRuneInString(s)
		if !strings.ContainsRune("وفبكل", first) || utf8.RuneCountInString(s[w:]) < 4 {
			return s
		}
		s = s[w:]
		if rest, ok := cutArticle(s); ok {
			s = rest
		}
	}
}

func cutArticle(s string) (string, bool) {
	for _, a := range articles {
		if rest, ok := strings.CutPrefix(s, a); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest, true
		}
	}
	return s, false
}

// shared is the weight of the words that two lists share, in thousandths of the
// lighter list, which counts as heavy as least. Both lists are sorted by stem.
func shared(a, b []word, least int) int {
	wa, wb, both := 0, 0, 0
	for _, x := range a {
		wa += x.weight
	}
	for _, x := range b {
		wb += x.weight
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].stem < b[j].stem:
			i++
		case a[i].stem > b[j].stem:
			j++
		default:
			both += a[i].weight
			i++
			j++
		}
	}
	if least = max(least, min(wa, wb)); least > 0 {
		return 1000 * both / least
	}
	return 0
}
