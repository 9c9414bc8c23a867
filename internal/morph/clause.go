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
	relative               // in a clause inside one that has none yet
	clauses
)

const (
	costSecond   = 6  // another past tense behind the verb and a definite noun
	costOther    = 2  // the same in the present: wa-qafa yakhṭubu; or behind an indefinite noun, which it may describe
	costVerbless = 4  // a sentence without a verb
	costHeading  = -2 // a heading begins with its verb, if any
	costRare     = 2  // man, mā and ka-anna are mostly something else
	costOdd      = 4  // an adjective without al- behind the definite subject of a verb
)

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
		case c != done || joined || b.Pro.Has(isnad.ProLiV) || a.POS == isnad.Verb || a.POS == isnad.Adv:
			return done, 0
		case b.Features.Has(isnad.Past) && !(a.POS == isnad.Noun || a.POS == isnad.Adj) || b.Features.Has(isnad.Past) && (a.Definite() || a.Pron != ""):
			return done, costSecond
		}
		return done, costOther
	case isnad.Punct, isnad.Conj:
		return c.ends(), 0
	case isnad.Rel, isnad.Sub: // alladhī qāla, baʿda an qāla
		if c == done {
			return open, 0
		}
		if b.Lemma == "من" || b.Lemma == "ما" || b.Pro.Has(isnad.ProKa) {
			return relative, costRare
		}
		return relative, 0
	case isnad.Part, isnad.Neg:
		if b.Lemma == "قد" || b.Lemma == "لقد" || b.Lemma == "سوف" || b.Lemma == "لم" || b.Lemma == "لن" || b.Lemma == "لا" || b.Lemma == "ما" {
			return c.ends(), 0
		}
	case isnad.Noun, isnad.Proper:
		if c == done && joined && (b.POS == isnad.Proper || b.Definite()) { // it may begin a clause of its own
			return open, 0
		}
	case isnad.Adj:
		if c == done && b.Pro == 0 && a.Definite() && !b.Features.Any(isnad.AccInd) {
			return c, costOdd
		}
	}
	return c, 0
}

// ends is the clause behind a word that may end this one.
func (c clause) ends() clause {
	if c == verbless {
		return verbless
	}
	return open
}

// end is what it costs to end a sentence in the clause.
func (c clause) end(ts []isnad.Token) int {
	if (c == verbless || c == relative) && len(ts) > 3 && stops(ts) {
		return costVerbless
	}
	return 0
}

// stops tells whether a sentence ends with a full stop, as headings do not.
func stops(ts []isnad.Token) bool { return ts[len(ts)-1].Key == "." }
