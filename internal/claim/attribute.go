// Package claim finds who says what: reporting verbs and phrases, their
// speakers, and the words that are said.
//
// A claim is made only where something is reported: a clause behind an or inna,
// direct speech, or a noun that stands for a clause ("announced the death of
// ..."). Each token that may report is tried on its own; scopes may nest, and the
// innermost says whose word a happening is.
package claim

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Attribute returns the claims of a text in the order of their verbs. Scopes of
// different claims may nest: an agency quotes a minister who quotes a report. A
// scope of direct speech may reach over several sentences.
func Attribute(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, phrases []isnad.Phrase, mentions []isnad.Mention) []isnad.Claim {
	a := attributer{lx: lx, sentences: sentences, tokens: tokens, phrases: phrases, mentions: mentions, table: lx.Table("reporting")}
	if a.table == nil {
		return nil
	}
	a.pairQuotes()
	k := 0
	for s := range sentences {
		first := k
		for k < len(phrases) && phrases[k].Sentence == s {
			k++
		}
		if !sentences[s].Dropped {
			a.s, a.r, a.ps = s, sentences[s].Tokens, isnad.Range{Start: first, End: k}
			a.sentence()
		}
	}
	a.settle()
	return a.out
}

type attributer struct {
	lx        *lexicon.Lexicon
	sentences []isnad.Sentence
	tokens    []isnad.Token
	phrases   []isnad.Phrase
	mentions  []isnad.Mention
	table     *lexicon.Table
	out       []isnad.Claim
	quote     []int32 // of a quotation mark its partner, -1 for other tokens
	inside    []int32 // opening mark of the quotation that a token stands in, -1 none

	s       int         // the sentence being read
	r, ps   isnad.Range // its tokens, its phrases
	subject int         // phrase that its first verb has as subject, -1 none
	cast    []role      // who spoke or acted, in order
	source  int         // phrase of a source named before qawlu-hu, -1 none
}

// Rows of the table are called by these and their lemma.
const (
	reportingRow    = "reporting:"
	reportingPhrase = reportingRow + "phrase:"
)

// role is a phrase that a later verb without subject may mean.
type role struct {
	phrase, sentence int
	spoke            bool
}

// lookBack is how many sentences back a dropped subject is looked for. window is
// how many claims before and behind one may reach over it: without a bound the
// work would grow with the square of a long text.
const (
	lookBack = 4
	window   = 64
)

func (a *attributer) sentence() {
	a.source = -1
	a.subject = a.mainSubject()
	if a.subject >= 0 {
		a.cast = append(a.cast, role{a.subject, a.s, false})
	}
	first := len(a.out)
	for i := a.r.Start; i < a.r.End; i++ {
		if end := a.phraseClaim(i); end > i {
			i = end - 1
			continue
		}
		switch {
		case a.verbClaim(i):
		case a.participle(i):
		default:
			a.nominal(i)
		}
	}
	a.lend(first)
}

// add keeps a claim and remembers its speaker.
func (a *attributer) add(c isnad.Claim, row int) {
	if c.Scope.Len() <= 0 {
		return
	}
	c.Stance, c.Row = a.table.Get(row, "stance"), reportingRow+a.table.Get(row, "lemma")
	if c.Speaker >= 0 {
		if s := a.span(c.Speaker); s.End > c.Words.End || a.swallowed(c.Speaker) || c.Words.Start != s.Start || a.anonymous(a.phrases[c.Speaker].Tokens) >= 0 {
			c.Words = s
		}
		a.cast = append(a.cast, role{c.Speaker, a.s, true})
	}
	a.out = append(a.out, c)
}

// lend gives a verb whose subject is dropped, and that nobody before could have
// spoken, the speaker whom the sentence names behind it: "added that ..., an
// agency reported".
func (a *attributer) lend(first int) {
	for i := first; i < len(a.out); i++ {
		c := &a.out[i]
		for j := first; c.Speaker < 0 && j < len(a.out); j++ {
			if o := &a.out[j]; o.Speaker >= 0 && o.Scope.Has(c.Verb.Start) {
				c.Speaker, c.Words = o.Speaker, o.Words
			}
		}
	}
}

// settle puts the claims in order and makes the chains: the speaker, then those
// through whom his words came, from the narrowest scope outwards.
func (a *attributer) settle() {
	slices.SortStableFunc(a.out, func(x, y isnad.Claim) int { return x.Verb.Start - y.Verb.Start })
	a.trim()
	for i := range a.out {
		c := &a.out[i]
		if m := isnad.Meant(a.mentions, c.Speaker); m != c.Speaker {
			c.Speaker, c.Words = m, a.span(m)
		}
		var over []int
		for j := max(0, i-window); j < min(len(a.out), i+window); j++ {
			if o := &a.out[j]; i != j && o.Speaker >= 0 && (o.Scope.Has(c.Verb.Start) || covers(o.Scope, c.Scope)) && o.Scope.Len() > c.Scope.Len() {
				over = append(over, j)
			}
		}
		slices.SortStableFunc(over, func(x, y int) int { return a.out[x].Scope.Len() - a.out[y].Scope.Len() })
		link := func(k int) {
			if k >= 0 && !slices.Contains(c.Chain, k) {
				c.Chain = append(c.Chain, k)
			}
		}
		link(c.Speaker)
		link(a.medium(c))
		for _, j := range over {
			link(a.out[j].Speaker)
			link(a.medium(&a.out[j]))
		}
	}
}

// trim ends what is said inside a relative clause where the words of the verb
// around it begin: "the spokesman, who had said that ..., said that ...".
func (a *attributer) trim() {
	for i := range a.out {
		o := &a.out[i]
		for j := i + 1; j < min(len(a.out), i+window) && a.out[j].Verb.Start < o.Scope.Start; j++ {
			if c := &a.out[j]; c.Verb.Start > o.Verb.Start && c.Scope.Start < o.Scope.Start && c.Scope.End > o.Scope.Start {
				c.Scope.End = o.Scope.Start - 1
			}
		}
	}
}

func covers(a, b isnad.Range) bool { return a.Start <= b.Start && b.End <= a.End }

// rowOf is the row of the reporting verb that a reading derives from, -1 none.
func (a *attributer) rowOf(r *isnad.Reading) int {
	row := -1
	if r.Verb == "" || !a.lx.Begins(r.Verb, lexicon.KindReporting) {
		return row
	}
	a.lx.Rows(r.Verb, lexicon.KindReporting, func(k int) {
		if row < 0 && !strings.HasPrefix(a.table.Get(k, "lemma"), "phrase:") {
			row = k
		}
	})
	return row
}

// takes tells whether a row lists the complement.
func (a *attributer) takes(row int, complement string) bool {
	for f := range strings.FieldsSeq(a.table.Get(row, "complements")) {
		if fold(f) == complement {
			return true
		}
	}
	return false
}

// fold writes a complement of the table as tokens are keyed.
func fold(s string) string {
	switch strings.TrimPrefix(s, "@") {
	case "إلى":
		return strings.Replace(s, "إلى", "الي", 1)
	case "على":
		return "علي"
	}
	return s
}
