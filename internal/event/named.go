package event

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// What features are named by is read once (learn.Word): the words of the text when
// it is indexed, those of a candidate when it is made, and fixed ones here.

// tokenNames are of a token's chosen reading.
type tokenNames struct {
	lemma, class, verb learn.Word
	sense              *learn.Word   // by senses.tsv, or else the class; nil none
	classes            []*learn.Word // of the lemma, by classes.tsv
	verbs, nouns       []int         // see rows
	lists              lists         // of the conditions of rules, those that have the word
	bare               bool          // a sign, preposition or conjunction, which says nothing where it is only near
	pull               []float64     // what it adds near a trigger to the existence of each of Coder.kinds, no number until asked for
}

// isOf tells whether the lemma has a class in classes.tsv.
func (n *tokenNames) isOf(class string) bool {
	for _, c := range n.classes {
		if c.String() == class {
			return true
		}
	}
	return false
}

// candidateNames are of a trigger read as an event.
type candidateNames struct {
	kind, rule, lemma, verb learn.Word
	sense                   *learn.Word // nil none
	*formNames
}

// formNames are of a trigger's form, alone and behind the side of a party.
type formNames struct{ form, before, after learn.Word }

var formsNamed = func() map[string]*formNames {
	out := map[string]*formNames{}
	for _, f := range forms {
		out[f] = &formNames{learn.NewWord(f), learn.NewWord("before" + f), learn.NewWord("after" + f)}
	}
	return out
}()

func fixed(s string) *learn.Word {
	w := learn.NewWord(s)
	return &w
}

var (
	nameBegin, nameEnd, nameNone  = fixed("<s>"), fixed("</s>"), fixed("-")
	nameAfter, nameBefore         = fixed("after"), fixed("before")
	nameNoneAfter, nameNoneBefore = fixed("none-after"), fixed("none-before")
	nameYes, nameNo               = fixed("yes"), fixed("no")
	nameSame, nameOther           = fixed("same"), fixed("other")
	nameNothing                   = fixed("")
	nameIndef, nameAl             = fixed("indef"), fixed("al")
	namePast, namePresent         = fixed("past"), fixed("present")
	nameFuture                    = fixed("future")
	nameHas, nameNeeds            = fixed("has"), fixed("needs")
	nameActor, nameReceiver       = fixed("a"), fixed("r")
	nameNumber                    = fixed("#")
	nameBare, namePron            = fixed("bare"), fixed("pron")
	nameNom, nameObl, nameAcc     = fixed("nom"), fixed("obl"), fixed("acc")
	nameLi, nameBi                = fixed("+ل"), fixed("+ب")
	nameNobody                    = fixed("none")
	nameMain, nameRel, nameVerb   = fixed("main"), fixed("rel"), fixed("verb")
	posNames                      = func() (out [isnad.Punct + 1]learn.Word) {
		for p := range out {
			out[p] = learn.NewWord(isnad.POS(p).String())
		}
		return out
	}()
	fifthNames  = [...]*learn.Word{fixed("0"), fixed("1"), fixed("2"), fixed("3"), fixed("4")}
	bucketNames = [...]*learn.Word{fixed("0"), fixed("1"), fixed("2"), fixed("3"), fixed("4+"), fixed("7+"), fixed("12+"), fixed("20+")}
	expectNames = [...]*learn.Word{'a': fixed("a"), 'r': fixed("r"), 'm': fixed("m"), 'x': fixed("x")}
)

// bucketed is the name of a number, the larger the coarser.
func bucketed[N int | int32](n N) *learn.Word {
	switch {
	case n < 4:
		return bucketNames[n]
	case n < 7:
		return bucketNames[4]
	case n < 12:
		return bucketNames[5]
	case n < 20:
		return bucketNames[6]
	}
	return bucketNames[7]
}

// name reads the names of the text's words and parties.
func (l *Layers) name(c *Coder) {
	m := l.Memory
	m.tokens, m.who = m.tokens[:0], m.who[:0]
	if m.coder != c || len(m.names) >= maxNames {
		m.coder, m.names, m.named, m.pulls = c, map[*isnad.Reading]*tokenNames{}, nil, nil
	}
	for i := range l.Tokens {
		m.tokens = append(m.tokens, m.namesOf(l.Tokens[i].R()))
	}
	for i := range l.Mentions {
		m.who = append(m.who, learn.NewWord(who(&l.Mentions[i])))
	}
}

// namesOf reads the names of a reading.
func (c *Coder) namesOf(r *isnad.Reading) tokenNames {
	verbs, nouns := c.rows(r)
	return tokenNames{
		lemma: learn.NewWord(r.Lemma), class: learn.NewWord(r.Class), verb: learn.NewWord(r.Verb), sense: c.words.sense(r), classes: c.words.named[r.Lemma],
		verbs: verbs, nouns: nouns, lists: c.lists.of(r, c.words.classes[r.Lemma]), bare: r.POS == isnad.Punct || r.POS == isnad.Prep || r.POS == isnad.Conj,
	}
}

func (l *Layers) named(token int) *tokenNames { return l.Memory.tokens[token] }

func (l *Layers) who(mention int) *learn.Word { return &l.Memory.who[mention] }

// name gives a candidate its names, from those of its reading.
func (k *Candidate) name(n *tokenNames) {
	k.named = candidateNames{k.Rule.names.kind, k.Rule.names.id, n.lemma, n.verb, n.sense, formsNamed[k.Form]}
}

// lemmaAt is the lemma of a token, or a mark of the sentence's edge.
func (y *layout) lemmaAt(i int) *learn.Word {
	if i < y.sent.Start {
		return nameBegin
	}
	if i >= y.sent.End {
		return nameEnd
	}
	return &y.l.named(i).lemma
}

// senseAt is the sense of a token; nil when it has none or lies outside the sentence.
func (y *layout) senseAt(i int) *learn.Word {
	if i < y.sent.Start || i >= y.sent.End {
		return nil
	}
	return y.l.named(i).sense
}

func (y *layout) posAt(i int) *learn.Word {
	if i < y.sent.Start || i >= y.sent.End {
		return nameNone
	}
	return &posNames[y.l.Tokens[i].R().POS]
}
