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
	c := clauses{d: d, word: map[int]int{}, starts: map[int]int{}, ends: map[int]int{}, governed: map[int]int{}}
	for w, ts := range words {
		for _, t := range ts {
			c.word[t] = w
		}
	}
	for k := range d.Phrases {
		p := &d.Phrases[k]
		if p.Genitive >= 0 || p.Extends >= 0 {
			continue
		}
		if p.Prep >= 0 {
			c.governed[p.Tokens.End] = k
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
	if next.Key == "هناك" || next.Key == "ثمة" || next.Is(isnad.Prep) && next.R().Pron != "" {
		return true
	}
	if c.prepositional(t + 1) {
		return true // kāna fī l-quds
	}
	k, ok := c.starts[t+1]
	if !ok || !c.prepositional(c.d.Phrases[k].Tokens.End) || !c.same(c.d.Phrases[k].Tokens.End, t) {
		return false
	}
	for i := c.d.Phrases[k].Tokens.End; i < len(c.d.Tokens) && c.same(i, t); i++ { // kāna l-amru fī ...; but kāna l-jayshu fī l-ʿIrāqi qawiyyan
		switch r := c.d.Tokens[i].R(); {
		case r.Features.Has(isnad.AccInd) && (r.POS == isnad.Adj || r.POS == isnad.Noun), r.POS == isnad.Verb:
			return false
		case r.POS == isnad.Punct, r.POS == isnad.Sub, r.POS == isnad.Rel:
			return true
		}
	}
	return true
}

// prepositional tells whether a preposition stands at token i, as a word or before a noun.
func (c *clauses) prepositional(i int) bool {
	if i >= len(c.d.Tokens) {
		return false
	}
	r := c.d.Tokens[i].R()
	return r.POS == isnad.Prep && r.Pro == 0 || (r.POS == isnad.Noun || r.POS == isnad.Proper) && r.Pro.Has(isnad.ProLi|isnad.ProBi)
}

type clauses struct {
	d            *isnad.Document
	word         map[int]int // of a token
	starts, ends map[int]int // free phrases by their tokens
	governed     map[int]int // phrases behind a preposition by their end
	out          []Role
}

func (c *clauses) add(verb, token int, pron, object bool) {
	if w, ok := c.word[token]; ok {
		c.out = append(c.out, Role{verb, w, pron, object})
	}
}

// impersonal verbs have what is possible or needed behind them, and agree with nothing.
var impersonal = map[string]bool{"امكن": true, "وجب": true, "جاز": true, "تعين": true, "انبغي": true}

func (c *clauses) verb(t, w int) {
	r := c.d.Tokens[t].R()
	if impersonal[r.Lemma] && !r.Features.Any(isnad.P1|isnad.P2) {
		if k := c.next(t+1, t); k >= 0 && c.d.Tokens[c.d.Phrases[k].Head].R().Features.Has(isnad.Masdar) {
			c.add(w, c.head(k), false, false)
		}
		return
	}
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
	if h.Pron != "" && t > 0 && c.same(t-1, t) && c.d.Tokens[t-1].Is(isnad.Rel) {
		return false // al-aṭfālu lladhīna tatarāwaḥu aʿmāru-hum
	}
	if c.owned(t, k) {
		return true
	}
	carried := r.Pro.Has(isnad.ProWa | isnad.ProFa | isnad.ProLiV)
	if t > 0 && c.same(t-1, t) {
		p := c.d.Tokens[t-1].R()
		carried = carried || p.POS == isnad.Sub && p.Pron == "" && !temporal[p.Lemma] || p.POS == isnad.Verb || p.POS == isnad.Rel
	}
	if !carried {
		return false
	}
	if c.marked(c.d.Phrases[k].Head, dammatan) || c.told(c.d.Phrases[k].Tokens.End, t) {
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

// owned tells whether a phrase is a thing of the subject of a transitive verb, which
// was told before: tarakat baṣmata-hā, yaksiru niẓāma-hu.
func (c *clauses) owned(t, k int) bool {
	r, h := c.d.Tokens[t].R(), c.d.Tokens[c.d.Phrases[k].Head].R()
	f, _, _ := strings.Cut(r.Class, " ")
	if f != "t" || r.Pron != "" || c.d.Phrases[k].Tokens.Start != t+1 || h.Features.Any(isnad.Human) || t == 0 || !c.same(t-1, t) {
		return false
	}
	switch h.Class {
	case "person", "group", "body", "event":
		return false
	}
	mine := h.Pron == "ه" && r.Features.Has(isnad.Masc) || h.Pron == "ها" && r.Features.Has(isnad.Fem) || h.Pron == "هم" && r.Features.Has(isnad.Plur)
	return mine && c.next(c.d.Phrases[k].Tokens.End, t) < 0
}

// told tells whether a clause that is said begins at token i: what stands before it speaks.
func (c *clauses) told(i, t int) bool {
	return i < len(c.d.Tokens) && c.same(i, t) && (c.d.Tokens[i].Key == ":" || c.d.Tokens[i].Is(isnad.Sub) && c.d.Tokens[i].R().Lemma == "ان")
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

// resumes tells whether the pronoun of the verb t takes up the indefinite phrase before
// it, and a subject follows: ʿunṣurun yaḥtāju-hu l-jism.
func (c *clauses) resumes(t, k int) bool {
	r, h := c.d.Tokens[t].R(), c.d.Tokens[c.head(k)].R()
	if h.Definite() || c.d.Phrases[k].Name >= 0 || !(r.Pron == "ه" && !h.Features.Has(isnad.Fem) || r.Pron == "ها" && h.Features.Has(isnad.Fem)) {
		return false
	}
	n := c.next(t+1, t)
	return n >= 0 && c.d.Phrases[n].Tokens.Start == t+1 && c.agrees(r, n)
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
	if i < 0 || !c.same(i, t) || r.Pro.Has(isnad.ProWa|isnad.ProFa|isnad.ProLiV) {
		return false
	}
	p := c.d.Tokens[i].R()
	if !r.Features.Any(isnad.P3) && p.POS != isnad.Pron && !(p.POS == isnad.Sub && p.Pron != "") {
		return false
	}
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
	if !ok {
		k, ok = c.beyond(i+1, t)
	}
	if !ok || !c.agrees(r, k) || !c.d.Tokens[c.d.Phrases[k].Head].R().Definite() && c.d.Phrases[k].Tokens.Len() < 2 {
		return false
	}
	if c.resumes(t, k) {
		return false
	}
	if j := c.d.Phrases[k].Tokens.Start - 1; j >= 0 && c.same(j, t) && c.d.Tokens[j].Is(isnad.Verb) && !copula[c.d.Tokens[j].R().Lemma] {
		return false // it is the subject of the verb before
	}
	c.add(w, c.head(k), false, false)
	return true
}

// marked tells whether a word is printed with a vowel sign of its case.
func (c *clauses) marked(i int, sign string) bool {
	return strings.Contains(c.d.Text[c.d.Tokens[i].Start:c.d.Tokens[i].End], sign)
}

const (
	fathatan = "\u064b" // the accusative of an indefinite word
	dammatan = "\u064c" // its nominative
	kasratan = "\u064d" // its genitive
)

// beyond finds the phrase that begins a clause and is followed by prepositional
// phrases alone up to token end: at-turbatu fī l-mamlakati taftaqiru.
func (c *clauses) beyond(end, t int) (int, bool) {
	for n := 0; n < 3; n++ {
		g, ok := c.governed[end]
		if !ok {
			break
		}
		end = c.d.Phrases[g].Prep
		k, ok := c.ends[end]
		if !ok {
			continue
		}
		j := c.d.Phrases[k].Tokens.Start - 1
		if j < 0 || !c.same(j, t) || c.d.Tokens[j].Is(isnad.Sub) || c.d.Tokens[j].Is(isnad.Punct) || c.d.Tokens[j].Is(isnad.Conj) {
			return k, true
		}
		return -1, false
	}
	return -1, false
}

func (c *clauses) same(i, t int) bool { return c.d.Tokens[i].Sentence == c.d.Tokens[t].Sentence }

// adverbial are accusatives that say how or why.
var adverbial = map[string]bool{
	"وفقا": true, "نتيجة": true, "خلافا": true, "بناء": true, "نظرا": true, "استنادا": true, "طبقا": true, "تبعا": true, "شمالا": true, "جنوبا": true, "شرقا": true, "غربا": true, "سويا": true, "معا": true,
	"تلبية": true, "احتجاجا": true, "تمهيدا": true, "تحسبا": true, "ردا": true, "خشية": true, "خوفا": true, "املا": true, "رغبة": true, "بدءا": true, "انطلاقا": true, "اضافة": true, "فضلا": true, "عوضا": true, "بدلا": true,
}

// farthest is how many tokens a subject or object may stand behind its verb.
const farthest = 12

// next is the first free phrase from token i in the clause of the verb t, -1 none.
func (c *clauses) next(i, t int) int {
	for ; i < len(c.d.Tokens) && i <= t+farthest && c.same(i, t); i++ {
		if k, ok := c.starts[i]; ok {
			if r := c.d.Tokens[i].R(); r.Pro.Has(isnad.ProWa | isnad.ProFa) {
				return -1
			}
			if h := &c.d.Tokens[c.d.Phrases[k].Head]; h.R().Class == "time" || adverbial[h.Key] || h.Is(isnad.Num) && c.d.Phrases[k].Tokens.Len() == 1 && isDigits(h.Key) {
				i = c.d.Phrases[k].Tokens.End - 1
				continue
			}
			return k
		}
		switch tok := &c.d.Tokens[i]; {
		case tok.Is(isnad.Rel) && tok.R().Lemma == "اي":
			continue // ayyu tashāwurin
		case tok.Is(isnad.Verb), tok.Is(isnad.Sub), tok.Is(isnad.Rel), tok.Is(isnad.Conj), tok.Key == "،" || tok.Key == "," || tok.Key == ":":
			return -1
		}
	}
	return -1
}

// agrees: gender of verb and subject; plurals of things are feminine.
func (c *clauses) agrees(r *isnad.Reading, k int) bool {
	h := c.d.Tokens[c.head(k)].R()
	if h.Features.Has(isnad.AccInd) || c.marked(c.d.Phrases[k].Head, fathatan) || c.marked(c.d.Phrases[k].Head, kasratan) {
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
