package explain

import (
	"cmp"
	"slices"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// A Gap is a word beside known parties that no pattern row, light verb or reporting verb
// knows: a verb or masdar, or a word that the lexicon lacks.
type Gap struct {
	Lemma   string // folded; of a word that is not known, as it is written
	Form    string // verb, masdar or unknown
	All     int    // times it was read
	Two     int    // of these, beside two known parties or more
	One     int    // beside one
	Example string // the first sentence where it stands beside most parties
	Doc     string // where that is
	best    int
}

// Gaps collects what the pattern rows lack from texts.
type Gaps struct {
	lx    *lexicon.Lexicon
	found map[string]*Gap
}

// NewGaps returns an empty collection.
func NewGaps(lx *lexicon.Lexicon) *Gaps { return &Gaps{lx, map[string]*Gap{}} }

// nearParty bounds the tokens between a word and a party beside it, and exampleLength the
// bytes of an example.
const (
	nearParty     = 8
	exampleLength = 400
)

// Add reads a document.
func (g *Gaps) Add(d *isnad.Document) {
	named := make([]bool, len(d.Tokens))
	for i := range d.Names {
		for k := d.Names[i].Tokens.Start; k < d.Names[i].Tokens.End; k++ {
			named[k] = true
		}
	}
	k := 0
	for s := range d.Sentences {
		first := k
		for k < len(d.Phrases) && d.Phrases[k].Sentence == s {
			k++
		}
		if d.Sentences[s].Dropped {
			continue
		}
		for i := d.Sentences[s].Tokens.Start; i < d.Sentences[s].Tokens.End; i++ {
			if !named[i] {
				g.word(d, i, isnad.Range{Start: first, End: k})
			}
		}
	}
}

// word counts token i if it is a gap; phrases are those of its sentence.
func (g *Gaps) word(d *isnad.Document, i int, phrases isnad.Range) {
	r := d.Tokens[i].R()
	form, lemma := "", r.Lemma
	switch {
	case d.Tokens[i].Inside():
	case r.POS == isnad.Verb && !r.Features.Has(isnad.Guessed):
		form, lemma = "verb", r.Verb
	case r.POS == isnad.Noun && r.Features.Has(isnad.Masdar):
		form = "masdar"
	case r.Features.Has(isnad.Guessed) && r.POS != isnad.Proper:
		form, lemma = "unknown", d.Tokens[i].Key
	}
	if form == "" || g.known(r.Lemma) || g.known(r.Verb) {
		return
	}
	x := g.found[form+lemma]
	if x == nil {
		x = &Gap{Lemma: lemma, Form: form, best: -1}
		g.found[form+lemma] = x
	}
	x.All++
	n := beside(d, i, phrases)
	switch n {
	case 0:
	case 1:
		x.One++
	default:
		x.Two++
	}
	if n > x.best {
		span := d.Sentences[d.Tokens[i].Sentence].Span
		if span.End-span.Start > exampleLength {
			return
		}
		x.best, x.Example, x.Doc = n, span.Of(d.Text), d.ID
	}
}

// known tells whether the rows have a lemma.
func (g *Gaps) known(lemma string) (yes bool) {
	if lemma == "" {
		return false
	}
	for _, kind := range [...]uint32{lexicon.KindTrigger, lexicon.KindLight, lexicon.KindReporting} {
		g.lx.Rows(lemma, kind, func(int) { yes = true })
	}
	return yes
}

// beside counts the parties near token i: states, bodies, groups and people of whom the
// lexicon knows the country or the sector, up to the next verb on either side.
func beside(d *isnad.Document, i int, phrases isnad.Range) (n int) {
	from, to := i, i
	s := d.Sentences[d.Tokens[i].Sentence].Tokens
	for from > s.Start && i-from < nearParty && !d.Tokens[from-1].Is(isnad.Verb) {
		from--
	}
	for to+1 < s.End && to-i < nearParty && !d.Tokens[to+1].Is(isnad.Verb) {
		to++
	}
	for k := phrases.Start; k < phrases.End; k++ {
		p, m := &d.Phrases[k], &d.Mentions[k]
		if p.Extends < 0 && p.Genitive < 0 && p.Tokens.Start >= from && p.Tokens.Start <= to && !p.Tokens.Has(i) && (m.Country != "" || len(m.Sectors) > 0) {
			n++
		}
	}
	return n
}

// Ranked lists the gaps that stand beside at least min pairs of parties, those that do so
// most often first.
func (g *Gaps) Ranked(min int) (out []Gap) {
	for _, x := range g.found {
		if x.Two >= min {
			out = append(out, *x)
		}
	}
	slices.SortFunc(out, func(a, b Gap) int {
		return cmp.Or(b.Two-a.Two, b.One-a.One, cmp.Compare(a.Form, b.Form), cmp.Compare(a.Lemma, b.Lemma))
	})
	return out
}
