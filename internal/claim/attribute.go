// Package claim finds who says what: reporting verbs and phrases, their
// speakers, and the words that are said.
package claim

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Attribute returns the claims of a text in the order of their verbs. Scopes of
// different claims may nest: an agency quotes a minister who quotes a report.
func Attribute(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, phrases []isnad.Phrase, mentions []isnad.Mention) []isnad.Claim {
	a := attributer{lx: lx, sentences: sentences, tokens: tokens, phrases: phrases, mentions: mentions, table: lx.Table("reporting"), last: -1}
	if a.table == nil {
		return nil
	}
	k := 0
	for s := range sentences {
		first := k
		for k < len(phrases) && phrases[k].Sentence == s {
			k++
		}
		if !sentences[s].Dropped {
			a.sentence(s, isnad.Range{Start: first, End: k})
		}
	}
	a.chains()
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
	last      int // mention that spoke last, for wa-aḍāfa
	paragraph int
}

func (a *attributer) sentence(s int, ps isnad.Range) {
	r := a.sentences[s].Tokens
	for i := r.Start; i < r.End; i++ {
		if a.tokens[i].Is(isnad.Verb) {
			a.verb(i, r, ps)
		}
		if end, row := a.phraseAt(i, r.End); row >= 0 {
			a.phrase(i, end, row, r, ps)
			i = end - 1
		}
	}
}

// verb reads token i as a reporting verb: qāla X inna ..., X qāla: "...".
func (a *attributer) verb(i int, r, ps isnad.Range) {
	t := &a.tokens[i]
	row := -1
	a.lx.Rows(t.R().Verb, lexicon.KindReporting, func(k int) {
		if row < 0 && !strings.HasPrefix(a.table.Get(k, "lemma"), "phrase:") {
			row = k
		}
	})
	if row < 0 {
		return
	}
	scope, direct, ok := a.said(i, r, a.table.Get(row, "complements"))
	if !ok {
		return
	}
	c := isnad.Claim{Speaker: a.subject(i, scope, r, ps), Verb: isnad.Range{Start: i, End: i + 1}, Stance: a.table.Get(row, "stance"), Scope: scope, Row: "reporting:" + a.table.Get(row, "lemma"), Direct: direct}
	if c.Speaker < 0 && t.R().Features.Any(isnad.P3) && !t.R().Features.Has(isnad.Passive) {
		c.Speaker = a.last
	}
	if c.Speaker >= 0 {
		a.last = c.Speaker
	}
	a.out = append(a.out, c)
}

// said finds what a reporting verb reports: after an/inna, a colon or an opening
// quotation mark; for verbs with an object, what follows.
func (a *attributer) said(i int, r isnad.Range, complements string) (scope isnad.Range, direct, ok bool) {
	for j := i + 1; j < r.End && j < i+28; j++ {
		t := &a.tokens[j]
		switch {
		case that(t):
			return isnad.Range{Start: j + 1, End: a.close(j+1, r)}, false, true
		case t.Key == ":":
			return isnad.Range{Start: j + 1, End: r.End}, true, true
		case t.Key == "\"" || t.Key == "«":
			if j > i+1 && j+2 < r.End && a.quoteLength(j, r.End) > 4 {
				return isnad.Range{Start: j + 1, End: a.close(j+1, r)}, true, true
			}
			if j == i+1 && a.quoteLength(j, r.End) > 3 {
				return isnad.Range{Start: j + 1, End: a.close(j+1, r)}, true, true
			}
		case t.Is(isnad.Verb) && j > i+1 && !strings.Contains(complements, "obj"):
			return scope, false, false
		}
	}
	// the quotation may stand before its verb: "...", qāla X
	if k := i - 1; k > r.Start && (a.tokens[k].Key == "،" || a.tokens[k].Key == "\"" || a.tokens[k].Key == "»") && strings.Contains(complements, "colon") && a.quotedBefore(k, r.Start) {
		return isnad.Range{Start: r.Start, End: k}, true, true
	}
	if strings.Contains(complements, "obj") {
		if j := i + 1; j < r.End {
			return isnad.Range{Start: j, End: a.close(j, r)}, false, true
		}
	}
	return scope, false, false
}

func that(t *isnad.Token) bool {
	l := t.R().Lemma
	return t.Is(isnad.Sub) && (l == "ان" || l == "بان") || t.Key == "ان" || t.Key == "بان" || t.Key == "انه" || t.Key == "انها" || t.Key == "انهم" || t.Key == "بانه" || t.Key == "بانها" || t.Key == "بانهم"
}

func (a *attributer) quoteLength(open, end int) int {
	shut := "»"
	if a.tokens[open].Key == "\"" {
		shut = "\""
	}
	for j := open + 1; j < end; j++ {
		if a.tokens[j].Key == shut {
			return j - open - 1
		}
	}
	return end - open - 1
}

func (a *attributer) quotedBefore(k, start int) bool {
	for j := k; j >= start && j >= k-1; j-- {
		if a.tokens[j].Key == "»" || a.tokens[j].Key == "\"" {
			return true
		}
	}
	return false
}

// close finds the end of what is said: the sentence's end, or a comma before the
// outlet's own verb is read as still inside, as news prose does.
func (a *attributer) close(from int, r isnad.Range) int { return r.End }

// subject finds who speaks: the first bare phrase behind the verb and before what
// is said, else the phrase before the verb.
func (a *attributer) subject(i int, scope, r, ps isnad.Range) int {
	if a.tokens[i].R().Features.Has(isnad.Passive) && !a.tokens[i].R().Features.Has(isnad.Active) {
		return -1
	}
	limit := scope.Start
	if limit <= i {
		limit = r.End
	}
	plural := a.tokens[i].R().Features.Has(isnad.Plur) && !a.tokens[i].R().Features.Any(isnad.Sing)
	if !plural {
		for k := ps.Start; k < ps.End; k++ {
			p := &a.phrases[k]
			if p.Tokens.Start <= i || p.Genitive >= 0 || p.Extends >= 0 || p.Tokens.Start >= limit {
				continue
			}
			if p.PrepWord == "" && a.canSpeak(k) {
				return k
			}
			if p.Tokens.Start > i+6 {
				break
			}
		}
	}
	for k := ps.End - 1; k >= ps.Start; k-- {
		p := &a.phrases[k]
		if p.Tokens.End > i || p.Genitive >= 0 || p.Extends >= 0 || p.PrepWord != "" || !a.canSpeak(k) {
			continue
		}
		if i-p.Tokens.End > 12 || a.verbBetween(p.Tokens.End, i) {
			break
		}
		return k
	}
	return -1
}

func (a *attributer) verbBetween(from, to int) bool {
	for j := from; j < to; j++ {
		if a.tokens[j].Is(isnad.Verb) {
			return true
		}
	}
	return false
}

// canSpeak: persons, bodies, states and sources of every kind; not days and things.
func (a *attributer) canSpeak(k int) bool {
	m := &a.mentions[k]
	if m.Kind != "" || len(m.Sectors) > 0 || m.Country != "" {
		return true
	}
	switch a.tokens[a.phrases[k].Head].R().Class {
	case "person", "group", "body", "document", "head":
		return true
	}
	return false
}

// phraseAt finds a reporting phrase of several words, or bi-ḥasbi and its like.
func (a *attributer) phraseAt(i, end int) (int, int) {
	key := a.tokens[i].Key
	for _, first := range []string{key, strings.TrimPrefix(key, "و")} {
		k, row, last := first, -1, i
		for j := i; ; {
			a.lx.Rows(k, lexicon.KindReporting, func(x int) {
				if strings.HasPrefix(a.table.Get(x, "lemma"), "phrase:") {
					row, last = x, j+1
				}
			})
			if j++; j >= end || j > i+5 {
				break
			}
			next := a.tokens[j].Key
			a.lx.Rows(k+" ل", lexicon.KindReporting, func(x int) { // wafqan li-, written with what follows
				if a.tokens[j].R().Pro.Has(isnad.ProLi) || strings.HasPrefix(next, "ل") {
					row, last = x, j
				}
			})
			k += " " + next
		}
		if row >= 0 {
			return last, row
		}
	}
	return i, -1
}

// phrase reads "according to X": the speaker stands behind it; what is said is the
// sentence before it, or after it when it opens the sentence.
func (a *attributer) phrase(i, end, row int, r, ps isnad.Range) {
	c := isnad.Claim{Speaker: -1, Verb: isnad.Range{Start: i, End: end}, Stance: a.table.Get(row, "stance"), Row: "reporting:" + a.table.Get(row, "lemma"), Scope: r}
	for k := ps.Start; k < ps.End; k++ {
		p := &a.phrases[k]
		if p.Tokens.Start >= end-1 && p.Tokens.Start <= end+2 && p.Tokens.End > end && p.Genitive < 0 && p.Extends < 0 || p.Tokens.Start == end {
			if a.canSpeak(k) {
				c.Speaker = k
			}
			break
		}
	}
	if c.Speaker < 0 {
		return
	}
	a.out = append(a.out, c)
}

// chains: the speaker, then those through whom his words came.
func (a *attributer) chains() {
	for i := range a.out {
		c := &a.out[i]
		if c.Speaker >= 0 {
			c.Chain = append(c.Chain, c.Speaker)
		}
		for j := range a.out {
			o := &a.out[j]
			if i != j && o.Speaker >= 0 && o.Speaker != c.Speaker && o.Scope.Has(c.Verb.Start) && o.Scope.Len() > c.Scope.Len() {
				c.Chain = append(c.Chain, o.Speaker)
			}
		}
	}
}
