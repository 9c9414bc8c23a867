package event

import "github.com/isnad/isnad"

// A link is a word above the trigger in the grammar of its sentence: the first term
// of its idafa, the noun or verb whose preposition takes it, the verb whose subject
// or object it is, the word before its an, the noun before its relative.
type link struct {
	at int    // token
	by string // how it takes what stands below: gen, arg, that, rel, and, li, or a preposition or conjunction
}

// maxLinks bounds the way up; what stands higher says little of the trigger.
const maxLinks = 4

// chain climbs from the trigger to the main verb of its sentence, once. A negative,
// a condition or an intention governs all that stands below it, however many words
// come between, and nothing beside it.
func (y *layout) chain() []link {
	if y.links < 0 {
		y.links = 0
		for i, r := y.at, y.r; y.links < maxLinks; y.links++ {
			k, ok := y.up(i, r)
			if !ok {
				break
			}
			y.over[y.links] = k
			i, r = k.at, y.l.Tokens[k.at].R()
		}
	}
	return y.over[:y.links]
}

// under tells whether the trigger stands below a token, and how the token takes what
// is below it.
func (y *layout) under(token int) (by string, ok bool) {
	for _, g := range y.chain() {
		if g.at == token {
			return g.by, true
		}
	}
	return "", false
}

// up finds the word right above token i.
func (y *layout) up(i int, r *isnad.Reading) (link, bool) {
	if r.POS == isnad.Verb {
		return y.upVerb(i, r)
	}
	return y.upNoun(i, r)
}

// upVerb: a verb hangs on the an or the conjunction of its clause, on its relative,
// on the verb it goes on from, or on nothing.
func (y *layout) upVerb(i int, r *isnad.Reading) (link, bool) {
	if r.Pro.Has(isnad.ProLiV) {
		return y.head(i-1, "li")
	}
	and := r.Pro.Has(isnad.ProWa|isnad.ProFa) || i > y.sent.Start && y.l.Tokens[i-1].Is(isnad.Conj)
	if and && r.Features.Has(isnad.Past) && i > y.sent.Start && y.border(i-1) {
		return link{}, false // nafā an ..., wa-ttahama: the main clause goes on
	}
	for j := i - 1; j >= y.sent.Start && j > i-24; j-- {
		t := &y.l.Tokens[j]
		switch {
		case y.l.names[j] >= 0, y.setIn(j):
		case t.Aside():
		case t.Is(isnad.Sub), t.Inside() && j == i-1: // fī ḥāli hājama
			return y.above(j)
		case t.Is(isnad.Rel):
			return y.noun(j - 1)
		case t.Is(isnad.Verb) && t.R().Lemma == "كان" && !and:
			return link{j, "was"}, true
		case t.Is(isnad.Verb) && and:
			return link{j, "and"}, true
		case t.Is(isnad.Verb):
			return link{j, "arg"}, j > i-8
		case y.border(j) && !and:
			return link{}, false
		}
	}
	return link{}, false
}

// upNoun: a noun hangs on the first term of its idafa, on what its preposition
// belongs to, or on the verb of its clause.
func (y *layout) upNoun(i int, r *isnad.Reading) (link, bool) {
	switch {
	case r.Pro.Has(isnad.ProLi):
		return y.head(i-1, "ل")
	case r.Pro.Has(isnad.ProBi):
		return y.head(i-1, "ب")
	}
	j := i - 1
	for ; j >= y.sent.Start && j > i-14; j-- {
		t := &y.l.Tokens[j]
		x := t.R()
		switch {
		case t.Aside(), y.setIn(j):
		case t.Inside() && x.POS != isnad.Verb || x.POS == isnad.Prep:
			for j > y.sent.Start && y.l.Tokens[j].Inside() && y.l.Tokens[j].Compound == "" {
				j--
			}
			return y.head(j-1, y.l.word(j))
		case j == i-1 && x.POS == isnad.Neg:
			return link{j, "gen"}, true
		case j == i-1 && x.POS == isnad.Noun && !x.Definite() && y.l.names[j] < 0 && !r.Features.Has(isnad.AccInd):
			return link{j, "gen"}, true
		case x.POS == isnad.Verb && y.l.names[j] < 0:
			return link{j, "arg"}, true
		case x.POS == isnad.Sub:
			return y.above(j)
		case x.POS == isnad.Rel:
			return y.noun(j - 1)
		case y.border(j):
			return link{}, false
		case x.POS == isnad.Noun && x.Features.Has(isnad.Masdar) && j < i-1 && x.Class != "person":
			return link{j, "arg"}, true // aʿlana rafḍa-hu l-qaṭʿiyya l-ḥiwāra
		}
	}
	return link{}, false
}

// setIn tells whether token j stands in an inset that the trigger is not in.
func (y *layout) setIn(j int) bool {
	in := y.l.inset[j]
	return in != 0 && in != y.l.inset[y.at]
}

// head finds the word that a preposition before token i+1 belongs to: the nearest
// to the left that is a verb or made of one, or a noun right before it.
func (y *layout) head(i int, by string) (link, bool) {
	for j := i; j >= y.sent.Start && j > i-10; j-- {
		t := &y.l.Tokens[j]
		r := t.R()
		switch {
		case y.l.names[j] >= 0, t.Aside(), y.setIn(j):
		case r.POS == isnad.Verb, r.POS == isnad.Neg:
			return link{j, by}, true
		case r.POS != isnad.Prep && y.c.colours[r.Lemma]&intended != 0: // al-muqarrar is a rapporteur too
			return link{j, by}, true
		case r.Verb != "" && r.Class != "person" && !r.Features.Has(isnad.Human) && (r.POS == isnad.Noun || r.POS == isnad.Adj):
			return link{j, by}, true
		case j == i && r.POS == isnad.Noun && !r.Definite() && !r.Features.Has(isnad.Human) && !doer[r.Class]:
			return link{j, by}, true
		case r.POS == isnad.Sub:
			return y.above(j)
		case r.POS == isnad.Rel:
			return y.noun(j - 1)
		case y.border(j):
			return link{}, false
		}
	}
	return link{}, false
}

// doer classes are of nouns that do and have, and take no clause or preposition of their own.
var doer = map[string]bool{"person": true, "group": true, "body": true, "time": true}

// above: the clause behind the conjunction at j hangs on the word that takes it, for
// an and inna, or on the conjunction itself.
func (y *layout) above(j int) (link, bool) {
	if t := &y.l.Tokens[j]; !t.Inside() {
		switch t.R().Lemma {
		case "ان", "ب+ان", "بان", "الا":
			return y.head(j-1, "that")
		}
	}
	for j > y.sent.Start && y.l.Tokens[j].Inside() && y.l.Tokens[j].Compound == "" {
		j--
	}
	return link{j, "sub"}, true
}

// word is what a link says: its compound, or its lemma.
func (l *Layers) word(at int) string {
	if c := l.Tokens[at].Compound; c != "" {
		return c
	}
	return l.Tokens[at].R().Lemma
}

// noun is the antecedent of the relative behind token j.
func (y *layout) noun(j int) (link, bool) {
	for k := j; k >= y.sent.Start && k > j-4; k-- {
		if y.l.Tokens[k].Is(isnad.Noun) {
			return link{k, "rel"}, true
		}
	}
	return link{max(j, y.sent.Start), "rel"}, j >= y.sent.Start
}

// border tells whether token j ends a clause.
func (y *layout) border(j int) bool {
	switch y.l.Tokens[j].Key {
	case "،", ",", "؛", ";", ".", ":", "؟":
		return true
	}
	return false
}

// marks are what stands right before a verb and colours it: lam, lan, sawfa, qad,
// kāna. A verb far behind kāna has it as a link.
func (y *layout) marks(i int, r *isnad.Reading, each func(mark string)) {
	tense := "past"
	switch {
	case r.POS != isnad.Verb:
		return
	case y.l.toCome(i, r):
		tense = "sa"
	case r.Features.Has(isnad.Present) && !r.Features.Has(isnad.Past):
		tense = "present"
	}
	each(tense)
	for j := i - 1; j >= y.sent.Start && j > i-4; j-- {
		t := &y.l.Tokens[j]
		switch x := t.R(); {
		case x.POS == isnad.Neg:
			each(x.Lemma)
		case x.POS == isnad.Part && x.Lemma == "قد":
			each("qad " + tense)
		case x.POS == isnad.Part:
			each(x.Lemma)
		case x.POS == isnad.Verb && x.Lemma == "كان":
			each("was " + tense)
		default:
			return
		}
	}
}
