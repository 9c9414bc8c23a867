package phrase

import (
	"strings"

	"github.com/isnad/isnad"
)

// portfolio tells whether the next word is a further field of a minister:
// wazīru t-tijārati wa-ṣ-ṣināʿa. People, bodies and places are parties beside him.
func (c *chunker) portfolio(g *growth) bool {
	if g.title < 0 || g.name >= 0 || c.tokens[g.title].R().Lemma != "وزير" || g.end == g.title+1 {
		return false
	}
	prev, r := c.tokens[g.end-1].R(), c.tokens[g.end].R()
	return (prev.POS == isnad.Noun || prev.POS == isnad.Adj && prev.Country == "") && prev.Pro.Has(isnad.ProAl) && r.POS == isnad.Noun && r.Pro == isnad.ProWa|isnad.ProAl && r.Thing()
}

// victims tells whether an adjective stands as a noun behind the act done to those it
// means, with which it does not agree: iṣābatu ākharīna, tafjīru mutaṭarrifīna.
func (c *chunker) victims(i int) bool {
	r, prev := c.tokens[i].R(), c.tokens[i-1].R()
	return r.Pro == 0 && prev.Features.Has(isnad.Masdar) && c.opens(i-1) && !isnad.Agree(prev, r)
}

// heads tells whether an adjective with wa- begins a party of its own: another
// adjective describes it (wa-madaniyyīna lubnāniyyīna), or what it would describe is
// an adjective that stands for a people itself (as-sūriyyīna wa-l-īrāniyyīna).
func (c *chunker) heads(i, end int, g *growth) bool {
	if h := c.tokens[g.head].R(); i == g.head+1 && h.POS == isnad.Adj && h.Features.Has(isnad.Nisba) {
		return true
	}
	if i+1 >= end || c.nameAt[i+1] >= 0 {
		return false
	}
	r, next := c.tokens[i].R(), c.tokens[i+1].R()
	return r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) && next.POS == isnad.Adj && next.Pro&isnad.ProWa == 0 && next.Pro.Has(isnad.ProAl) == r.Pro.Has(isnad.ProAl) && next.Features.Any(isnad.Plur) && !next.Features.Any(isnad.Sing)
}

// disagree: -ūna and -īna do not stand in one phrase; the second is the object of
// the first (al-junūdu l-bākistāniyyūna l-mutashaddidīna).
func disagree(a, b *isnad.Reading) bool {
	nom, obl := isnad.NomCase, isnad.OblCase
	an, ao := a.Features.Any(nom), a.Features.Any(obl)
	bn, bo := b.Features.Any(nom), b.Features.Any(obl)
	return an && !ao && bo && !bn || ao && !an && bn && !bo
}

// bareDisagrees tells whether an adjective without al- agrees with no noun of the phrase, and so is a
// noun itself: rafaʿa muḥtajjūna lāfitātin.
func (c *chunker) bareDisagrees(g *growth, adj *isnad.Reading) bool {
	f := adj.Features
	if adj.Pro != 0 || f.Has(isnad.Elative) || f.Any(isnad.Guessed) {
		return false
	}
	if many := f.Any(isnad.Plur) && !f.Any(isnad.Sing|isnad.Fem|isnad.Broken); !many && (!f.Any(isnad.Fem) || f.Any(isnad.Masc)) {
		return false // makātibu sh-sharikati muṭālibīna: what they do there
	}
	for i := g.head; i < g.end; i++ {
		r := c.tokens[i].R()
		if c.nameAt[i] >= 0 || r.POS != isnad.Noun && r.POS != isnad.Adj || r.Features.Has(isnad.Guessed) || isnad.Agree(r, adj) {
			return false
		}
	}
	return true
}

// noneAgrees tells whether a masculine adjective with al- follows feminine nouns
// and plurals in -ūna and -īna alone, and so is none of theirs: istadʿati l-wizāratu l-qāʾima bi-l-aʿmāl.
func (c *chunker) noneAgrees(g *growth, adj *isnad.Reading) bool {
	const one = isnad.Sing | isnad.Dual | isnad.Plur
	if !adj.Pro.Has(isnad.ProAl) || adj.Features&(isnad.Masc|isnad.Fem) != isnad.Masc || adj.Features&one != isnad.Sing || g.name >= 0 {
		return false
	}
	for i := g.head; i < g.end; i++ {
		r := c.tokens[i].R()
		if k := c.nameAt[i]; k >= 0 && c.placeName(int(k)) && i > g.head {
			continue // hājamat ṣuḥufu l-Kharṭūmi l-mabʿūtha
		}
		if c.nameAt[i] >= 0 || r.POS == isnad.Num || r.POS == isnad.Proper {
			return false
		}
		if r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) && !r.Features.Has(isnad.Human) {
			continue // ṣuḥufun
		}
		if r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) && r.Features.Any(isnad.NomCase|isnad.OblCase) {
			continue // al-muḥtajjūna
		}
		if r.POS == isnad.Noun && (r.Features&(isnad.Masc|isnad.Fem) != isnad.Fem || r.Features&one != isnad.Sing) {
			return false
		}
	}
	return true
}

// peopleApart tells whether an adjective with al- means people in the plural, of whom the
// phrase names none: iʿtaqalati l-quwwatu l-akrāda, hājama l-jayshu l-isrāʾīliyyu l-musallaḥīna.
func (c *chunker) peopleApart(g *growth, adj *isnad.Reading) bool {
	many := func(r *isnad.Reading) bool {
		return (r.Features.Any(isnad.Plur|isnad.Dual) || !r.Features.Any(isnad.Sing)) && r.Features&(isnad.Masc|isnad.Fem) != isnad.Fem
	}
	if adj.Pro != isnad.ProAl || !adj.Features.Any(isnad.Plur) || adj.Features.Any(isnad.Sing) || !adj.Features.Any(isnad.Masc) {
		return false
	}
	if g.name >= 0 && c.person(g.name) && c.names[g.name].Tokens.End == g.end {
		return true
	}
	for i := g.head; i < g.end; i++ {
		r := c.tokens[i].R()
		if r.POS == isnad.Num {
			return false
		}
		if k := c.nameAt[i]; k >= 0 {
			n := &c.names[k]
			for ; i < n.Tokens.End; i++ { // a state, a body or a person is one
				if w := c.tokens[i].R(); w.Features.Has(isnad.Plur|isnad.Human) && !w.Features.Any(isnad.Sing|isnad.Fem) {
					return false
				}
			}
			i--
			continue
		}
		if r.POS == isnad.Proper || many(r) || r.POS == isnad.Noun && i == g.end-1 && c.opens(i) {
			return false
		}
	}
	return true
}

// counted tells whether token i is the person whom a number before it counts.
func (c *chunker) counted(g *growth, i int) bool {
	return i == g.head && c.tokens[i].R().Class == "person" && i > 0 && c.tokens[i-1].Is(isnad.Num)
}

// ownEnd is where the words end that can describe the term at t: an adjective that does
// not agree describes one before it (ziyāratu Tshaynī l-akhīra).
func (c *chunker) ownEnd(t, end int) int {
	n := *c.tokens[t].R()
	i := t + 1
	if k := c.nameAt[t]; k >= 0 {
		if !c.person(int(k)) {
			return end
		}
		i = c.names[k].Tokens.End
		n.Features = isnad.Masc | isnad.Sing | isnad.Human
		if i < end && c.tokens[i].Is(isnad.Adj) && c.tokens[i].R().Features.Has(isnad.Nisba) {
			return end // a woman's, perhaps
		}
	}
	if i < end && n.Pro.Has(isnad.ProAl) == c.tokens[i].R().Pro.Has(isnad.ProAl) || c.nameAt[t] >= 0 {
		if i < end && c.tokens[i].Is(isnad.Adj) && !isnad.Agree(&n, c.tokens[i].R()) {
			return i
		}
	}
	return end
}

// twoStates parts the forces of two states, al-quwwātu l-amīrikiyyatu wa-l-ʿirāqiyya: the
// first with its head, the second by its adjective alone.
func (c *chunker) twoStates(g growth, parent int) {
	for i := g.head + 1; i+1 < g.end; i++ {
		a, b := c.tokens[i].R(), c.tokens[i+1].R()
		if a.Country == "" || b.Country == "" || a.POS != isnad.Adj || b.POS != isnad.Adj || !b.Pro.Has(isnad.ProWa) {
			continue
		}
		p := c.out[parent]
		first, second := p, p
		first.Tokens.End, first.Extends, first.Coord, first.Name = i+1, -1, len(c.out), -1
		second.Tokens = isnad.Range{Start: i + 1, End: i + 2}
		second.Extends, second.Coord, second.Name = -1, len(c.out), -1
		c.out = append(c.out, first, second)
		return
	}
}

// ruling tells whether the next word is read as a person but may be an adjective, and
// describes the body before it: al-ḥizbu l-ḥākim.
func (c *chunker) ruling(g *growth) bool {
	t, prev, h := &c.tokens[g.end], c.tokens[g.end-1].R(), c.tokens[g.head].R()
	if strings.HasSuffix(t.R().Lemma, "ة") {
		return false // iʿtaqalati l-quwwatu r-rāhibata: no feminine of a word that may describe
	}
	if t.R().Class != "person" && !t.R().Features.Has(isnad.Human) || c.nameAt[g.end-1] >= 0 || t.R().Pro != isnad.ProAl || t.R().Pron != "" || !prev.Definite() || !c.definite(g) || h.Class == "person" || h.Class == "" && h.Features.Any(isnad.Human) {
		return false
	}
	for i := range t.Readings {
		if a := &t.Readings[i]; a.POS == isnad.Adj && a.Pro == isnad.ProAl && isnad.Agree(prev, a) {
			return true
		}
	}
	return false
}

// nation tells whether the next word is a people whose name has no plural but a broken one,
// and describes the persons before it as an adjective would: al-lājiʾūna l-afghān.
func (c *chunker) nation(g *growth) bool {
	r, prev := c.tokens[g.end].R(), c.tokens[g.end-1].R()
	if !r.Features.Has(isnad.Nisba|isnad.Broken) || !r.Features.Any(isnad.Plur) || r.Pro&^isnad.ProAl != 0 || r.Pron != "" || prev.Pro.Has(isnad.ProAl) != r.Pro.Has(isnad.ProAl) {
		return false
	}
	if c.tokens[g.end-1].Is(isnad.Adj) && g.end-1 > g.head {
		prev = c.tokens[g.head].R() // al-murāqibūna l-jawwiyyūna l-isbān
	}
	return prev.POS == isnad.Noun && prev.Pron == "" && !prev.Features.Any(isnad.Construct) && prev.Class == "person" && prev.Features.Any(isnad.Plur) && !prev.Features.Any(isnad.Sing) && prev.Country == "" && c.nameAt[g.end-1] < 0
}
