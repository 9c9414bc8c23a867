package morph

import "github.com/isnad/isnad"

// A clause is what the words read so far have told of the clause that a word stands in. An
// Arabic clause has one finite verb and few sentences have none, which no pair of words shows:
// rafaʿa majlisu l-amni ḥaẓra s-silāḥ is no "ḥaẓara", and qabila l-jānibu l-wisāṭata no "qabla".
type clause uint8

const (
	verbless clause = iota // no verb in the sentence yet
	open                   // none in this clause yet
	helped                 // it has an auxiliary, and may have a verb besides
	done                   // the clause has its verb
	unnamed                // and behind it somebody not named, of whom another verb may tell: qāla masʾūlun fī l-majlisi ṭalaba ...
	owing                  // in a clause behind a subordinator, which owes its verb
	relative               // in a clause inside one that has none yet
	clauses
)

const (
	costSecond   = 6  // another past tense behind the verb and a definite noun
	costOther    = 2  // the same in the present: wa-qafa yakhṭubu; or behind an indefinite noun, which it may describe
	costVerbless = 4  // a sentence without a verb
	costHeading  = -2 // a heading begins with its verb, if any
	costOwed     = 1  // a clause behind a subordinator without a verb: qāla inna l-amna awlawiyya
	costAnd      = 1  // one more thing in a list: what goes on may be a verb
	costRare     = 2  // man and ka-anna are mostly something else
	costMany     = 3  // many who do not agree with the subject: manaḥa l-jayshu l-musallaḥīna
	costHow      = 3  // how it is done, if the word may be a noun: awfada mabʿūthan
	costOdd      = 4  // an adjective without al- behind the definite subject of a verb
)

// enter tells what clause reading b of word i of a sentence stands in, behind a, and what it costs there besides.
func (c clause) enter(ts []isnad.Token, i int, a, b *isnad.Reading) (clause, int) {
	next, cost := c.step(a, b)
	switch {
	case b.POS != isnad.Verb || len(ts) < 4:
	case i == 0 && !stops(ts):
		cost += costHeading
	case i > 0 && stops(ts) && c == verbless && b.Pro&(isnad.ProWa|isnad.ProFa) == 0 && (a.POS == isnad.Noun || a.POS == isnad.Adj || a.POS == isnad.Proper) && !scene[a.Class]:
		cost += costVerbless // no likelier than a sentence without any
	}
	return next, cost
}

// scene are the classes of words that say where or when, behind which a clause may begin: wa-fī Baghdāda ṭālaba ...
var scene = map[string]bool{"place": true, "state": true, "time": true}

// step tells what clause reading b stands in, behind a, and what it costs there besides.
func (c clause) step(a, b *isnad.Reading) (clause, int) {
	joined := b.Pro.Has(isnad.ProWa) || b.Pro.Has(isnad.ProFa)
	switch b.POS {
	case isnad.Verb:
		switch {
		case auxiliaries[b.Lemma]:
			if c == relative {
				return c, 0
			}
			return helped, 0
		case c == relative:
			return open, 0
		case c == unnamed && !a.Definite(), c != done && c != unnamed || joined || b.Pro.Has(isnad.ProLiV) || a.POS == isnad.Verb || a.POS == isnad.Adv:
			return done, 0
		case c == unnamed:
		case b.Features.Has(isnad.Past) && !(a.POS == isnad.Noun || a.POS == isnad.Adj) || b.Features.Has(isnad.Past) && (a.Definite() || a.Pron != ""):
			return done, costSecond
		}
		return done, costOther
	case isnad.Punct, isnad.Conj:
		return c.ends()
	case isnad.Rel, isnad.Sub: // alladhī qāla, baʿda an qāla
		switch {
		case b.Lemma == "اي": // ayyu hujūmin
			return c, 0
		case c == done || c == unnamed || c == owing:
			return owing, 0
		case b.Lemma == "من" || b.Pro.Has(isnad.ProKa):
			return relative, costRare
		}
		return relative, 0
	case isnad.Part, isnad.Neg:
		if b.Lemma == "قد" || b.Lemma == "لقد" || b.Lemma == "سوف" || b.Lemma == "لم" || b.Lemma == "لن" || b.Lemma == "لا" || b.Lemma == "ما" {
			return c.ends()
		}
	case isnad.Noun, isnad.Proper:
		if c == done && a.POS == isnad.Verb && b.POS == isnad.Noun && b.Pro == 0 && b.Pron == "" && (b.Class == "person" || b.Features.Has(isnad.Human)) {
			return unnamed, 0
		}
		if (c == done || c == unnamed) && joined && (b.POS == isnad.Proper || b.Definite()) { // it may begin a clause of its own
			return open, 0
		}
		if c == done && joined && b.POS == isnad.Noun && b.Pro == isnad.ProWa && b.Pron == "" && b.Features.Has(isnad.Sing) && !b.Features.Any(isnad.AccInd|isnad.Fem) {
			return c, costAnd
		}
	case isnad.Adj:
		switch f := b.Features; {
		case c != done || !a.Definite():
		case b.Pro == 0 && !f.Any(isnad.AccInd):
			return c, costOdd
		case b.Pro == 0 && f.Any(isnad.PartPas|isnad.Nisba):
			return c, costHow
		case b.Pro == isnad.ProAl && f.Has(isnad.Masc|isnad.Plur) && !f.Any(isnad.Sing) && a.Features.Any(isnad.Sing) && !a.Features.Any(isnad.Plur):
			return c, costMany
		}
	}
	return c, 0
}

// ends is the clause behind a word that may end this one, and what that costs.
func (c clause) ends() (clause, int) {
	switch c {
	case verbless:
		return verbless, 0
	case owing:
		return open, costOwed
	}
	return open, 0
}

// end is what it costs to end a sentence in the clause.
func (c clause) end(ts []isnad.Token) int {
	switch {
	case c == owing:
		return costOwed
	case (c == verbless || c == relative) && len(ts) > 3 && stops(ts):
		return costVerbless
	}
	return 0
}

// stops tells whether a sentence ends with a full stop, as headings do not.
func stops(ts []isnad.Token) bool { return ts[len(ts)-1].Key == "." }
