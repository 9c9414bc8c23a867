package nlpeval

import (
	"fmt"
	"strings"

	"github.com/isnad/isnad"
)

// Roles reads subjects and objects of finite verbs out of the phrases alone: the
// phrase before the verb or the first behind it that agrees, then the next one.
// words lists the tokens of each word of one sentence.
func Roles(d *isnad.Document, words [][]int) []Role {
	c := clauses{d: d, word: map[int]int{}, starts: map[int]int{}, ends: map[int]int{}}
	for w, ts := range words {
		for _, t := range ts {
			c.word[t] = w
		}
	}
	for k := range d.Phrases {
		p := &d.Phrases[k]
		if p.Prep >= 0 || p.Genitive >= 0 || p.Extends >= 0 {
			continue
		}
		if _, ok := c.starts[p.Tokens.Start]; !ok {
			c.starts[p.Tokens.Start] = k
		}
		c.ends[p.Tokens.End] = k
	}
	for w, ts := range words {
		for _, t := range ts {
			if r := d.Tokens[t].R(); r.POS == isnad.Verb && (!copula[r.Lemma] || c.exists(t)) {
				c.verb(t, w)
			}
		}
	}
	return c.out
}

// becomes are verbs with a predicate, no object.
var becomes = map[string]bool{"اصبح": true, "بات": true, "ظل": true, "صار": true, "عد": true, "اعتبر": true, "بقي": true, "بدا": true, "امكن": true}

// copula verbs are no heads in UD, but where they say that something is there.
var copula = map[string]bool{"كان": true, "ليس": true}

func (c *clauses) exists(t int) bool {
	if t+1 >= len(c.d.Tokens) || !c.same(t+1, t) {
		return false
	}
	next := &c.d.Tokens[t+1]
	return next.Key == "هناك" || next.Key == "ثمة" || next.Is(isnad.Prep) && next.R().Pron != ""
}

type clauses struct {
	d            *isnad.Document
	word         map[int]int // of a token
	starts, ends map[int]int // free phrases by their tokens
	out          []Role
}

func (c *clauses) add(verb, token int, pron, object bool) {
	if w, ok := c.word[token]; ok {
		c.out = append(c.out, Role{verb, w, pron, object})
	}
}

func (c *clauses) verb(t, w int) {
	r := c.d.Tokens[t].R()
	subject := c.before(t, w)
	i := t + 1
	if !subject && r.Features.Any(isnad.P3) && c.bare(t+1, t) {
		subject = true
		c.add(w, t+1, false, false)
		i++
	}
	if !subject && r.Features.Any(isnad.P3) {
		if k := c.next(t+1, t); k >= 0 && c.agrees(r, k) && !c.alone(t, k) {
			c.add(w, c.head(k), false, false)
			i = c.d.Phrases[k].Tokens.End
		}
	}
	if r.Pron != "" {
		if rel := c.relative(t); rel >= 0 {
			c.add(w, rel, false, true) // al-khiyāru lladhī sa-yaʾkhudhu-hu: the pronoun takes up the relative
		} else {
			c.add(w, t, true, true)
		}
		return
	}
	if !strings.HasPrefix(r.Class, "t") && r.Class != "" || becomes[r.Lemma] || r.Features.Has(isnad.Passive) && !r.Features.Has(isnad.Active) {
		return
	}
	if k := c.next(i, t); k >= 0 && c.d.Tokens[c.d.Phrases[k].Head].R().Class != "time" {
		c.add(w, c.head(k), false, true)
	}
}

// temporal words begin a clause with a subject of its own.
var temporal = map[string]bool{"عندما": true, "حينما": true, "بعدما": true, "اذا": true, "لو": true, "اذ": true, "حيث": true, "بينما": true, "لما": true, "فيما": true}

// alone tells whether phrase k is the object of a transitive verb whose subject is
// carried on from the clause before: an, wa-, li-, another verb stand before it,
// and the phrase is a thing, where only people, bodies and names act.
func (c *clauses) alone(t, k int) bool {
	r, h := c.d.Tokens[t].R(), c.d.Tokens[c.d.Phrases[k].Head].R()
	carried := r.Pro.Has(isnad.ProWa | isnad.ProFa | isnad.ProLiV)
	if t > 0 && c.same(t-1, t) {
		p := c.d.Tokens[t-1].R()
		carried = carried || p.POS == isnad.Sub && p.Pron == "" && !temporal[p.Lemma] || p.POS == isnad.Verb || p.POS == isnad.Rel
	}
	if !carried {
		return false
	}
	if f, _, _ := strings.Cut(r.Class, " "); f != "t" || r.Pron != "" || c.d.Phrases[k].Name >= 0 || h.POS == isnad.Proper || h.Features.Any(isnad.Human) {
		return false
	}
	switch h.Class {
	case "person", "group", "body", "event":
		return false
	}
	return c.next(c.d.Phrases[k].Tokens.End, t) < 0
}

// head is the head of a phrase as UD has it: a number or a quantifier hangs on its noun.
func (c *clauses) head(k int) int {
	p := &c.d.Phrases[k]
	i := p.Head
	for i+1 < len(c.d.Tokens) && i+1 < p.Tokens.End+2 && c.same(i+1, i) {
		r, next := c.d.Tokens[i].R(), c.d.Tokens[i+1].R()
		if r.POS != isnad.Num && !(quantifiers[r.Lemma] && r.Pron == "") || next.POS != isnad.Noun && next.POS != isnad.Num && next.POS != isnad.Proper || next.Pro&^isnad.ProAl != 0 {
			break
		}
		i++
	}
	return i
}

// takesUp is the pronoun by which a clause takes up its relative.
var takesUp = map[string]string{"الذي": "ه", "التي": "ها", "الذين": "هم"}

// relative is the relative pronoun that begins the clause of the verb t, -1 none.
func (c *clauses) relative(t int) int {
	for i := t - 1; i >= 0 && c.same(i, t); i-- {
		switch tok := &c.d.Tokens[i]; {
		case tok.Is(isnad.Rel):
			if takesUp[tok.R().Stem] != c.d.Tokens[t].R().Pron {
				return -1
			}
			return i
		case tok.Is(isnad.Part), tok.Is(isnad.Neg), tok.Is(isnad.Adv), tok.Is(isnad.Verb) && copula[tok.R().Lemma]:
			continue
		default:
			return -1
		}
	}
	return -1
}

// resumed tells whether what follows the verb t takes up its relative pronoun: a
// preposition with a pronoun (tuṭālibu bi-hā), or a subject with one (aʿmāru-hum).
func (c *clauses) resumed(t int) bool {
	if t+1 >= len(c.d.Tokens) || !c.same(t+1, t) {
		return false
	}
	r := c.d.Tokens[t+1].R()
	return r.Pron != "" && (r.POS == isnad.Prep || r.POS == isnad.Noun && r.Pro == 0)
}

// bare tells whether token i is a demonstrative without a noun: hādhā yaʿnī.
func (c *clauses) bare(i, t int) bool {
	if i < 0 || i >= len(c.d.Tokens) || !c.same(i, t) || !c.d.Tokens[i].Is(isnad.Dem) {
		return false
	}
	return i+1 >= len(c.d.Tokens) || !c.same(i+1, i) || !c.d.Tokens[i+1].R().Pro.Has(isnad.ProAl)
}

// before finds a subject that stands before the verb: the pronoun of anna, the
// relative pronoun, or a phrase that the verb agrees with.
func (c *clauses) before(t, w int) bool {
	r := c.d.Tokens[t].R()
	i := t - 1
	for i >= 0 && c.same(i, t) && (c.d.Tokens[i].Is(isnad.Part) || c.d.Tokens[i].Is(isnad.Neg) || c.d.Tokens[i].Is(isnad.Adv) || c.d.Tokens[i].Is(isnad.Verb) && copula[c.d.Tokens[i].R().Lemma]) {
		i--
	}
	if i < 0 || !c.same(i, t) || r.Pro.Has(isnad.ProWa|isnad.ProFa|isnad.ProLiV) || r.Features.Any(isnad.P1|isnad.P2) && !r.Features.Any(isnad.P3) {
		return false
	}
	p := c.d.Tokens[i].R()
	switch {
	case p.POS == isnad.Sub && p.Pron != "":
		c.add(w, i, true, false)
		return true
	case p.POS == isnad.Rel && p.Lemma == "ما" && i > 0 && c.same(i-1, i) && (c.d.Tokens[i-1].Is(isnad.Sub) || c.d.Tokens[i-1].Is(isnad.Adv) || c.d.Tokens[i-1].Is(isnad.Part)):
		return false // idhā mā, ʿādatan mā: it only lengthens the word before
	case p.POS == isnad.Rel:
		if r.Pron == "" && !c.resumed(t) {
			c.add(w, i, false, false)
			return true
		}
		return false
	case p.POS == isnad.Pron, c.bare(i, t):
		c.add(w, i, false, false)
		return true
	}
	k, ok := c.ends[i+1]
	if !ok || !c.agrees(r, k) || !c.d.Tokens[c.d.Phrases[k].Head].R().Definite() && c.d.Phrases[k].Tokens.Len() < 2 {
		return false
	}
	if j := c.d.Phrases[k].Tokens.Start - 1; j >= 0 && c.same(j, t) && c.d.Tokens[j].Is(isnad.Verb) && !copula[c.d.Tokens[j].R().Lemma] {
		return false // it is the subject of the verb before
	}
	c.add(w, c.head(k), false, false)
	return true
}

func (c *clauses) same(i, t int) bool { return c.d.Tokens[i].Sentence == c.d.Tokens[t].Sentence }

// farthest is how many tokens a subject or object may stand behind its verb.
const farthest = 12

// next is the first free phrase from token i in the clause of the verb t, -1 none.
func (c *clauses) next(i, t int) int {
	for ; i < len(c.d.Tokens) && i <= t+farthest && c.same(i, t); i++ {
		if k, ok := c.starts[i]; ok {
			if r := c.d.Tokens[i].R(); r.Pro.Has(isnad.ProWa | isnad.ProFa) {
				return -1
			}
			if h := &c.d.Tokens[c.d.Phrases[k].Head]; h.R().Class == "time" || h.Is(isnad.Num) && c.d.Phrases[k].Tokens.Len() == 1 && isDigits(h.Key) {
				i = c.d.Phrases[k].Tokens.End - 1
				continue
			}
			return k
		}
		switch tok := &c.d.Tokens[i]; {
		case tok.Is(isnad.Verb), tok.Is(isnad.Sub), tok.Is(isnad.Rel), tok.Is(isnad.Conj), tok.Key == "،" || tok.Key == "," || tok.Key == ":":
			return -1
		}
	}
	return -1
}

// agrees: gender of verb and subject; plurals of things are feminine.
func (c *clauses) agrees(r *isnad.Reading, k int) bool {
	h := c.d.Tokens[c.d.Phrases[k].Head].R()
	if h.Features.Has(isnad.AccInd) {
		return false
	}
	g := h.Features & (isnad.Masc | isnad.Fem)
	if h.Features.Has(isnad.Plur) && !h.Features.Any(isnad.Human|isnad.Sing) {
		g = isnad.Fem
	}
	v := r.Features & (isnad.Masc | isnad.Fem)
	return g == 0 || v == 0 || g&v != 0 || h.Features.Any(isnad.Plur)
}

// roles compares the read roles with the true ones.
func (s *Scores) roles(sent Sentence, found []Role) {
	h := 0
	if sent.Held {
		h = 1
	}
	of := func(r Role) *F {
		if r.Object {
			return &s.Object[h]
		}
		return &s.Subject[h]
	}
	truth := map[Role]bool{}
	for _, r := range sent.Roles {
		truth[r] = true
		of(r).True++
	}
	for _, r := range found {
		of(r).Found++
		if truth[r] {
			of(r).Both++
			delete(truth, r)
		} else {
			s.miss(h, "role spurious", sent, r.Verb, fmt.Sprintf("obj=%v %s pron=%v", r.Object, sent.Words[r.Head].Text, r.Pron))
		}
	}
	for _, r := range sent.Roles {
		if truth[r] {
			s.miss(h, "role missed", sent, r.Verb, fmt.Sprintf("obj=%v %s pron=%v", r.Object, sent.Words[r.Head].Text, r.Pron))
		}
	}
}
