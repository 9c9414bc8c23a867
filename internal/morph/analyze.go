// Package morph reads written words: clitics, lemma, part of speech, features.
//
// A proclitic is cut off only where the lexicon confirms the rest (wuzarāʾ
// "ministers", Baghdād, Būtīn keep their first letter). All readings of a word
// are kept; the best path through a sentence is chosen by small integer costs.
package morph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// maxReadings bounds the readings kept of one word, so that the best path stays linear in the text.
const maxReadings = 12

// cacheWords bounds the words an Analyzer remembers; news repeats itself (265,000 types in 8.8 million tokens).
const cacheWords = 1 << 17

// An Analyzer reads words against one lexicon. It remembers words and so is
// not safe for two goroutines at once; its answers do not depend on its memory.
type Analyzer struct {
	lx       *lexicon.Lexicon
	cache    map[string][]isnad.Reading
	names    map[string][]isnad.Reading // see named
	suffixes map[string]uint8
	longest  int       // bytes of the longest suffix
	final    [256]bool // last bytes of suffixes
	prefixes []string
	entries  []lexicon.Entry
	path     viterbi
	compound []string        // folded words of the rows of particles
	within   []isnad.POS     // theirs
	room     []isnad.Reading // of the word that is read
}

// New returns an analyser over lx.
func New(lx *lexicon.Lexicon) *Analyzer {
	a := &Analyzer{lx: lx, cache: map[string][]isnad.Reading{}, names: map[string][]isnad.Reading{}, suffixes: map[string]uint8{}, prefixes: lx.Prefixes()}
	for i, s := range lx.Suffixes() {
		a.suffixes[s] = uint8(i)
		a.longest = max(a.longest, len(s))
		if s != "" {
			a.final[s[len(s)-1]] = true
		}
	}
	if t := lx.Table("particles"); t != nil {
		for i := 0; i < t.Len(); i++ {
			a.compound = append(a.compound, t.Get(i, "folded"))
			a.within = append(a.within, isnad.ParsePOS(t.Get(i, "pos")))
		}
	}
	return a
}

// Analyze fills the readings of tokens and chooses among them, sentence by
// sentence. It returns a new layer of the same length.
func (a *Analyzer) Analyze(sentences []isnad.Sentence, tokens []isnad.Token) []isnad.Token {
	out := make([]isnad.Token, len(tokens))
	copy(out, tokens)
	for i := range out {
		out[i].Readings = a.Word(out[i].Key)
	}
	for _, s := range sentences {
		a.persons(out[s.Tokens.Start:s.Tokens.End])
		a.path.choose(out[s.Tokens.Start:s.Tokens.End])
		a.compounds(out[s.Tokens.Start:s.Tokens.End])
	}
	return out
}

// longestCompound bounds the words of a compound.
const longestCompound = 5

// compounds marks min qibali, ʿalā l-fawr and their like, the longest first.
func (a *Analyzer) compounds(ts []isnad.Token) {
	for i := 0; i < len(ts); i++ {
		key, last, row := ts[i].Key[min(a.conjunction(&ts[i]), len(ts[i].Key)):], 0, -1
		if !a.lx.Begins(key, lexicon.KindCompound) {
			continue
		}
		for j := i + 1; j < min(len(ts), i+longestCompound); j++ {
			key += " " + ts[j].Key
			r, known := a.lx.Step(key, lexicon.KindCompound)
			if r >= 0 {
				last, row = j, r
			}
			if !known {
				break
			}
		}
		if row < 0 {
			continue
		}
		ts[i].Compound = a.compound[row]
		for j := i; j <= last; j++ {
			ts[j].Within = a.within[row]
		}
		i = last
	}
}

// conjunction is the length of wa- or fa- before a word.
func (a *Analyzer) conjunction(t *isnad.Token) int {
	if t.R().Pro.Has(isnad.ProWa | isnad.ProFa) {
		return 2
	}
	return 0
}

// Word returns all readings of a folded word, the likeliest first. Callers must not change them.
func (a *Analyzer) Word(key string) []isnad.Reading {
	if rs, ok := a.cache[key]; ok {
		return rs
	}
	key = strings.Clone(key) // readings outlive the document
	rs := a.read(key)
	if len(a.cache) >= cacheWords {
		clear(a.cache)
	}
	a.cache[key] = rs
	return rs
}

func (a *Analyzer) read(key string) []isnad.Reading {
	if r, ok := sign(key); ok {
		return []isnad.Reading{r}
	}
	w := word{a: a, key: key, out: a.room[:0]}
	w.known(key)
	if bare, ok := strings.CutSuffix(key, "ه"); ok { // newspapers that print ه for ة; kitābu-hu is likelier than kitāba
		if w.confirmed {
			w.extra = costHeh
		}
		w.known(bare + "ة")
		w.extra = 0
	}
	if !w.confirmed {
		w.guess()
	} else if w.unlikely() {
		w.guessed(isnad.Proper, key, 0, 0, w.nameCost(), "shape of a name, or a rare word")
	}
	w.things()
	a.room = w.out
	for i := range w.out { // by cost; of equal cost the first stays first
		for j := i; j > 0 && w.out[j].Cost < w.out[j-1].Cost; j-- {
			w.out[j], w.out[j-1] = w.out[j-1], w.out[j]
		}
	}
	return slices.Clone(w.out[:min(len(w.out), maxReadings)])
}

// things makes participles dearer that are written like a noun of a thing: mujammaʿ, mudammira, lāfita.
func (w *word) things() {
	for i := range w.out {
		p := &w.out[i]
		if p.Verb == "" || p.POS != isnad.Adj && !(p.POS == isnad.Noun && p.Features.Any(isnad.PartAct|isnad.PartPas)) {
			continue
		}
		for k := range w.out {
			if n := &w.out[k]; n.POS == isnad.Noun && n.Pro == p.Pro && n.Pron == p.Pron && n.Verb == "" && n.Thing() && strings.HasPrefix(n.Row, "nouns") {
				p.Cost += costThing
				break
			}
		}
	}
}

// sign reads what is not written in Arabic letters.
func sign(key string) (isnad.Reading, bool) {
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case r >= '0' && r <= '9':
		return isnad.Reading{POS: isnad.Num, Stem: key, Lemma: key, Row: "digits"}, true
	case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
		return isnad.Reading{}, false
	case unicode.IsLetter(r):
		return isnad.Reading{POS: isnad.Proper, Stem: key, Lemma: key, Row: "guess:foreign letters", Features: isnad.Guessed}, true
	case unicode.IsPunct(r), unicode.IsSymbol(r):
		return isnad.Reading{POS: isnad.Punct, Stem: key, Lemma: key, Row: "punctuation"}, true
	}
	return isnad.Reading{POS: isnad.Other, Stem: key, Lemma: key, Row: "sign"}, true
}

// word collects the readings of one word.
type word struct {
	a         *Analyzer
	key       string
	out       []isnad.Reading
	confirmed bool // some reading is in the lexicon
	extra     int  // cost of the spelling that is tried
}

// Letters and endings in their folded form.
const (
	al   = "ال"
	waw  = "و"
	feh  = "ف"
	beh  = "ب"
	kaf  = "ك"
	lam  = "ل"
	seen = "س"
)

// known tries each way to cut proclitics off.
func (w *word) known(key string) {
	w.host(key, 0)
	for _, c := range [...]struct {
		letter string
		pro    isnad.Proclitics
	}{{waw, isnad.ProWa}, {feh, isnad.ProFa}} {
		if rest, ok := strings.CutPrefix(key, c.letter); ok && len(rest) >= 2 {
			w.host(rest, c.pro)
		}
	}
}

// host reads what follows wa- or fa-.
func (w *word) host(s string, pro isnad.Proclitics) {
	w.article(s, pro)
	for _, c := range [...]struct {
		letter string
		pro    isnad.Proclitics
	}{{beh, isnad.ProBi}, {kaf, isnad.ProKa}, {lam, isnad.ProLi}} {
		rest, ok := strings.CutPrefix(s, c.letter)
		if !ok || len(rest) < 4 {
			continue
		}
		w.article(rest, pro|c.pro)
		if c.letter == lam {
			if r, ok := strings.CutPrefix(rest, lam); ok && len(r) >= 4 { // li- + al- is written lil-
				w.bare(r, pro|c.pro|isnad.ProAl)
				w.bare(al+r, pro|c.pro)             // a name that has its own al-: li-l-ʿIrāq
				w.bare(rest, pro|c.pro|isnad.ProAl) // of three lāms one falls away: li-l-lubnānī
			}
			w.bare(rest, pro|isnad.ProLiV)
		}
	}
	if rest, ok := strings.CutPrefix(s, seen); ok && len(rest) >= 6 {
		w.bare(rest, pro|isnad.ProSa)
	}
}

func (w *word) article(s string, pro isnad.Proclitics) {
	w.bare(s, pro)
	if rest, ok := strings.CutPrefix(s, al); ok && len(rest) >= 4 {
		w.bare(rest, pro|isnad.ProAl)
	}
}

var pronouns = []string{"ه", "ها", "هم", "هما", "هن", "نا", "ني", "ك", "كم", "ي"}

// bare reads a stem with its endings and an optional pronoun.
func (w *word) bare(s string, pro isnad.Proclitics) {
	w.inflected(s, pro, "")
	if pro.Has(isnad.ProAl) {
		return
	}
	for _, p := range pronouns {
		if rest, ok := strings.CutSuffix(s, p); ok && len(rest) >= 2 {
			w.inflected(rest, pro, p)
		}
	}
}

func (w *word) inflected(s string, pro isnad.Proclitics, pron string) {
	longest := min(w.a.longest, len(s)-2)
	if s != "" && !w.a.final[s[len(s)-1]] {
		longest = min(longest, 0)
	}
	for n := 0; n <= longest; n += 2 {
		suffix, ok := w.a.suffixes[s[len(s)-n:]]
		if !ok {
			continue
		}
		rest := s[:len(s)-n]
		for i, p := range w.a.prefixes {
			if stem, ok := strings.CutPrefix(rest, p); ok && len(stem) >= 2 {
				w.stem(stem, s, uint8(i), suffix, pro, pron)
			}
		}
	}
}

// stem reads a stem that its affixes make a form of.
func (w *word) stem(stem, form string, prefix, suffix uint8, pro isnad.Proclitics, pron string) {
	w.a.entries = w.a.lx.Stem(stem, w.a.entries[:0])
	for _, e := range w.a.entries {
		var row lexicon.Row // read when a cell asks for it: most entries have none for these affixes
		w.a.lx.Cells(e.Set, prefix, suffix, func(c lexicon.Cell) {
			if pron == "" && c.Bound == lexicon.OnlyBound || pron != "" && c.Bound == lexicon.Free {
				return
			}
			if row.POS == isnad.Other {
				row = w.a.lx.Row(e.Row)
			}
			w.reading(row, c, pro, pron, form)
		})
	}
}

func (w *word) reading(row lexicon.Row, c lexicon.Cell, pro isnad.Proclitics, pron, form string) {
	f := c.Features | row.Features
	cost, ok := combine(row.POS, f, pro, pron)
	if !ok || row.POS == isnad.Prep && pron == "" && pro != 0 && len(form) == 2 { // bi-, li-, ka- stand alone only where they are cut off a number
		return
	}
	if pro.Has(isnad.ProAl) && row.POS == isnad.Noun && strings.HasPrefix(row.ID, "particles:") { // dhū "possessor of" has no article
		return
	}
	if pron != "" && row.POS == isnad.Verb && strings.HasPrefix(row.Class, "i") {
		cost += costIntransitive
	}
	w.confirmed = true
	if strings.Contains(row.ID, "+") {
		pro, form = inner(row.ID, pro, form)
	}
	r := isnad.Reading{POS: row.POS, Pro: pro, Pron: pron, Stem: form, Lemma: row.Lemma, Verb: row.Verb, Class: row.Class, Country: row.Country, Row: row.ID, Features: f, Cost: row.Cost + cost + w.extra}
	for i := range w.out {
		o := &w.out[i]
		if o.Row == r.Row && o.POS == r.POS && o.Pro == r.Pro && o.Pron == r.Pron && o.Lemma == r.Lemma && !mixed(o.Features, f) {
			merge(o, r)
			return
		}
	}
	w.out = append(w.out, r)
	if substantive(&r) {
		r.POS, r.Cost = isnad.Noun, r.Cost+costSubstantive
		w.out = append(w.out, r)
	}
}

// costIntransitive is what a verb costs more that has an object as a pronoun and takes none:
// sayṭaratu-hu is "his control", not "she controlled him".
const costIntransitive = 6

// costHeh is what a word costs more whose hāʾ would be a tāʾ marbūṭa.
const (
	costHeh   = 6
	costThing = 4 // see things
)

// costSubstantive is what an adjective costs more that stands as a noun.
const costSubstantive = 3

// substantive tells whether an adjective may stand as a noun: al-mushtabahu bi-hi,
// al-amrīkiyyūna, min al-mutawaqqaʿi, mukhtalifu l-buldān. Elatives and tanwīn may not.
func substantive(r *isnad.Reading) bool {
	return r.POS == isnad.Adj && !r.Features.Any(isnad.Elative|isnad.AccInd) && (r.Pro.Has(isnad.ProAl) || r.Features.Any(isnad.Construct|isnad.PartAct|isnad.PartPas) || r.Features.Any(isnad.Human|isnad.Plur))
}

// unlikely tells whether the lexicon has the word only as a rare verb or in a rare
// form; many foreign names look like one (Wālt, rather than "she befriended").
func (w *word) unlikely() bool {
	for i := range w.out {
		if r := &w.out[i]; (r.POS != isnad.Verb || r.Cost < 13 || r.Pron != "" || strings.HasSuffix(w.key, "وا") || strings.HasSuffix(w.key, "تا")) && r.Cost < 22 { // no name ends so
			return false
		}
	}
	return true
}

// nameCost is what a name costs that is written like a rare word. A present has its
// prefix to tell it; nothing tells a past of three letters from a foreign name.
func (w *word) nameCost() int {
	for i := range w.out {
		if !w.out[i].Features.Any(isnad.Past | isnad.Imper) {
			return 27
		}
	}
	return 20
}

// inner adds the proclitic that a particle of the data is written with: bi-sababi.
func inner(id string, pro isnad.Proclitics, form string) (isnad.Proclitics, string) {
	if rest, ok := strings.CutPrefix(form, "لل"); ok {
		return pro | isnad.ProLi | isnad.ProAl, rest
	}
	word := id[strings.IndexByte(id, ':')+1:]
	for _, c := range [...]struct {
		letter string
		pro    isnad.Proclitics
	}{{waw, isnad.ProWa}, {feh, isnad.ProFa}, {beh, isnad.ProBi}, {kaf, isnad.ProKa}, {lam, isnad.ProLi}} {
		if strings.HasPrefix(word, c.letter+"+") {
			return pro | c.pro, strings.TrimPrefix(form, c.letter)
		}
	}
	return pro, form
}

// mixed tells whether two cells of one row must stay apart: tense decides what
// may stand before the verb, and what is told.
func mixed(a, b isnad.Features) bool {
	const tense = isnad.Past | isnad.Present | isnad.Imper
	const construct = isnad.Dual | isnad.Construct // kitābā, "two books of", beside kitāban
	return a&tense != b&tense || a.Has(isnad.AccInd) && b.Has(construct) || b.Has(isnad.AccInd) && a.Has(construct)
}

// merge joins two cells that are written alike. The third person, and the
// commoner number, hide what they share a form with.
func merge(o *isnad.Reading, r isnad.Reading) {
	p := func(f isnad.Features) isnad.Features { return f & (isnad.P1 | isnad.P2 | isnad.P3) }
	switch {
	case p(o.Features) == isnad.P3 && p(r.Features) != isnad.P3 && p(r.Features) != 0:
		return
	case p(r.Features) == isnad.P3 && p(o.Features) != isnad.P3 && p(o.Features) != 0:
		*o = r
		return
	}
	o.Features |= r.Features
	o.Cost = min(o.Cost, r.Cost)
}
