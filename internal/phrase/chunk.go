// Package phrase groups tokens into noun phrases, with names as units.
//
// A phrase is the longest run that grammar lets stand for one party: a head with
// its adjectives, its idafa chain, the name in apposition. The second term of an
// idafa is a phrase of its own as well, since the party of "the killing of two
// soldiers" is the soldiers.
package phrase

import (
	"strings"

	"github.com/isnad/isnad"
)

// Chunk returns the noun phrases of a text in the order of their first token,
// a longer one before those inside it. takes tells which things a verb is known to act on, so
// that they are not taken for a second term behind its subject: aṭlaqa junūdun in-nāra.
func Chunk(sentences []isnad.Sentence, tokens []isnad.Token, names []isnad.Name, takes func(verb, noun *isnad.Reading) bool) []isnad.Phrase {
	c := chunker{tokens: tokens, names: names, takes: takes, nameAt: make([]int32, len(tokens))}
	for i := range c.nameAt {
		c.nameAt[i] = -1
	}
	for k, n := range names {
		for i := n.Tokens.Start; i < n.Tokens.End; i++ {
			c.nameAt[i] = int32(k)
		}
	}
	for s := range sentences {
		c.sentence(s, sentences[s].Tokens)
	}
	return c.out
}

type chunker struct {
	tokens []isnad.Token
	names  []isnad.Name
	takes  func(verb, noun *isnad.Reading) bool
	nameAt []int32
	out    []isnad.Phrase
}

func (c *chunker) sentence(s int, r isnad.Range) {
	last := -1 // index in out of the last whole phrase
	for i := r.Start; i < r.End; {
		if !c.begins(i) {
			i++
			continue
		}
		g := c.grow(i, r.End)
		prep, word := c.governor(i, r.Start)
		whole := g.end
		name := g.name
		if g.cut > 0 {
			g.end = g.cut
			if name >= 0 && c.names[name].Tokens.Start >= g.cut {
				name = -1
			}
		}
		p := isnad.Phrase{Tokens: isnad.Range{Start: i, End: g.end}, Head: g.head, Prep: prep, PrepWord: word, Name: name, Genitive: -1, Extends: -1, Sentence: s}
		p.Coord = len(c.out)
		if last >= 0 && c.coordinated(&c.out[last], i) && !c.opensClause(i, whole, r.End) {
			p.Coord = c.out[last].Coord
			if p.Prep < 0 && c.proclitics(i).Has(isnad.ProWa) {
				p.Prep, p.PrepWord = c.out[last].Prep, c.out[last].PrepWord
			}
		}
		last = len(c.out)
		c.out = append(c.out, p)
		c.inner(g, last, 0)
		if g.cut > 0 {
			g.end = whole
			c.longer(&g, last)
			from := g.cut
			if g.apart {
				from++ // what begins there is a phrase by itself
			}
			c.inner(g, last, from)
		}
		c.extended(g, last, r.End)
		if i = whole; g.apart {
			i = g.cut
		}
	}
}

// coordinated tells whether a phrase that begins at i continues the list of p.
func (c *chunker) coordinated(p *isnad.Phrase, i int) bool {
	if p.Tokens.End == i && c.proclitics(i).Has(isnad.ProWa) {
		return true
	}
	if p.Tokens.End+1 != i {
		return false
	}
	t := &c.tokens[i-1]
	return t.Key == "و" || t.Is(isnad.Conj) && t.R().Lemma != "بل" && t.R().Lemma != "لكن" || (t.Key == "،" || t.Key == ",") && c.proclitics(i).Has(isnad.ProWa)
}

// opensClause tells whether a phrase behind a comma and wa- is the subject of the verb right behind it, and
// in no list with what stands before: ... ʿalā Afghānistān, wa-ʿulamāʾu dīnin yuṭālibūna ...
func (c *chunker) opensClause(i, end, last int) bool {
	if k := c.tokens[i-1].Key; k != "،" && k != "," || end >= last {
		return false
	}
	v := c.tokens[end].R()
	return v.POS == isnad.Verb && v.Pro == 0 && v.Features.Any(isnad.P3)
}

// governor finds the preposition before a phrase: a word, or a proclitic of its first token.
func (c *chunker) governor(i, start int) (int, string) {
	if i-2 >= start && c.each(i-2) {
		return c.governor(i-2, start)
	}
	pro := c.proclitics(i)
	switch {
	case pro.Has(isnad.ProBi):
		return i, "ب"
	case pro.Has(isnad.ProLi):
		return i, "ل"
	case pro.Has(isnad.ProKa):
		return i, "ك"
	case pro.Has(isnad.ProWa | isnad.ProFa):
		return -1, ""
	}
	for j := i - 1; j >= start && j >= i-3; j-- {
		t := &c.tokens[j]
		if t.Inside() {
			for j > start && c.tokens[j].Compound == "" {
				j--
			}
			switch {
			case t.Aside(): // iltaqā ʿalā l-fawri l-wazīra
				i = j
				continue
			case clausal(c.tokens[j].Compound):
				return -1, ""
			}
			return j, c.tokens[j].Compound
		}
		if t.Is(isnad.Prep) && t.R().Pron == "" {
			return j, t.R().Lemma
		}
		if j == i-1 && c.toward(j) {
			return j, "في"
		}
		if t.Is(isnad.Punct) && (t.Key == "\"" || t.Key == "«" || t.Key == "(") || approximate[t.Key] {
			continue
		}
		break
	}
	return -1, ""
}

// toward tells whether a word says on which side of the place behind it: shimāliyya Baghdād.
func (c *chunker) toward(i int) bool {
	r := c.tokens[i].R()
	if r.Pro&^isnad.ProWa != 0 || c.nameAt[i] >= 0 || i+1 >= len(c.tokens) || c.nameAt[i+1] < 0 {
		return false
	}
	switch strings.TrimPrefix(c.tokens[i].Key, "و") {
	case "شمالي", "جنوبي", "شرقي", "غربي":
		return c.placeName(int(c.nameAt[i+1]))
	}
	return false
}

func (c *chunker) placeName(k int) bool {
	switch c.names[k].Kind {
	case isnad.NamePlace, isnad.NameState, isnad.NameCapital:
		return true
	}
	return false
}

// approximate words stand between a preposition or verb and a number.
var approximate = map[string]bool{"نحو": true, "حوالي": true, "زهاء": true, "قرابة": true, "اكثر": true, "اقل": true}

// clausal tells whether a compound begins a clause, whose noun it does not govern: min
// an, kamā anna, baʿda mā.
func clausal(compound string) bool {
	return strings.HasSuffix(compound, " ان") || strings.HasSuffix(compound, " ما")
}

// proclitics of a token; of a name they are those the name's match cut off.
func (c *chunker) proclitics(i int) isnad.Proclitics {
	k := c.nameAt[i]
	if k < 0 || c.names[k].Tokens.Start != i {
		return c.tokens[i].R().Pro
	}
	return prefix(c.tokens[i].Key[:c.names[k].Cut])
}

func prefix(s string) (p isnad.Proclitics) {
	for len(s) >= 2 {
		switch s[:2] {
		case "و":
			p |= isnad.ProWa
		case "ف":
			p |= isnad.ProFa
		case "ب":
			p |= isnad.ProBi
		case "ل":
			p |= isnad.ProLi
		case "ك":
			p |= isnad.ProKa
		}
		s = s[2:]
	}
	return p
}

// each tells whether kullun min stands at token i, before those who are told one by one: kullun min Faransā
// wa-Almāniyā. What follows it is the party.
func (c *chunker) each(i int) bool {
	if i+2 >= len(c.tokens) || c.tokens[i+2].Sentence != c.tokens[i].Sentence || c.tokens[i+1].Key != "من" {
		return false
	}
	if strings.TrimLeft(strings.TrimSuffix(c.tokens[i].Key, "ا"), "وفبل") != "كل" { // wa-kullun, li-kullin, kullan
		return false
	}
	r := c.tokens[i+2].R()
	return c.nameAt[i+2] >= 0 || (r.POS == isnad.Noun || r.POS == isnad.Proper) && (r.Pro == isnad.ProAl || r.Pro == 0 && !r.Features.Any(isnad.AccInd|isnad.Masdar))
}

func (c *chunker) begins(i int) bool {
	if c.nameAt[i] >= 0 {
		return true
	}
	if c.tokens[i].Inside() || c.each(i) {
		return false
	}
	r := c.tokens[i].R()
	if c.toward(i) {
		return false
	}
	switch r.POS {
	case isnad.Noun, isnad.Proper, isnad.Num:
		return true
	case isnad.Adj:
		if r.Features.Any(isnad.Nisba) {
			return r.Country != "" || !r.Features.Has(isnad.AccInd) && !r.Features.Has(isnad.Dual|isnad.Construct) // sūdāniyyan is one, hātifiyyan is how
		}
		return !r.Features.Has(isnad.AccInd)
	case isnad.Dem:
		return i+1 < len(c.tokens) && c.tokens[i+1].R().Pro.Has(isnad.ProAl) && c.tokens[i+1].Sentence == c.tokens[i].Sentence
	}
	return false
}
