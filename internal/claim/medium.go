package claim

import (
	"slices"
	"sort"
	"strings"

	"github.com/isnad/isnad"
)

// mediumReach is how many tokens behind a reporting word its medium is looked for.
const mediumReach = 18

// medium is the agency, newspaper or channel that the words of a claim were said to or came
// through, -1 none: qāla li-wikālati X, fī ḥadīthin li-ṣaḥīfati X, mā ṣarraḥa bi-hi li-X,
// ʿabra qanāti X, fī tasjīlin baththat-hu qanātu X. Whoever reads the outlet's text has the words from it.
func (a *attributer) medium(c *isnad.Claim) int {
	s := a.tokens[c.Verb.Start].Sentence
	ps := a.phrasesOf(s)
	end := min(c.Verb.End+mediumReach, a.sentences[s].Tokens.End)
	behind := c.Scope.Start < c.Verb.End || strings.HasPrefix(c.Row, reportingPhrase) // what follows a comma is another matter
	if !behind {
		end = min(end, c.Scope.Start)
	}
	for j := c.Verb.End; j < end; j++ {
		t := &a.tokens[j]
		if c.Words.Overlaps(t.Span) { // the speaker's words may be read as anything
			continue
		}
		if k := a.mediumAt(j, ps); k >= 0 {
			return k
		}
		switch {
		case t.Is(isnad.Verb) && !a.passesOn(t.R()), t.Is(isnad.Sub), that(t), t.Key == ":", behind && (t.Key == "،" || t.Key == ","):
			return -1
		}
	}
	return -1
}

// phrasesOf is the range of the phrases of a sentence.
func (a *attributer) phrasesOf(s int) isnad.Range {
	from := func(s int) int {
		return sort.Search(len(a.phrases), func(k int) bool { return a.phrases[k].Sentence >= s })
	}
	return isnad.Range{Start: from(s), End: from(s + 1)}
}

// passesOn tells whether a verb says that words were spoken to somebody or sent out: of the
// clause round them, not one of what happened.
func (a *attributer) passesOn(r *isnad.Reading) bool { return a.rowOf(r) >= 0 || passing[r.Verb] }

var passing = map[string]bool{"تحدث": true, "ادلي": true, "كان": true, "بث": true, "نشر": true, "اذاع": true, "اورد": true, "ارسل": true, "وزع": true, "خص": true}

// sentOut are those whose subject sends out what somebody else said.
var sentOut = map[string]bool{"بث": true, "نشر": true, "اذاع": true, "اورد": true, "نقل": true, "وزع": true, "عرض": true, "تناقل": true}

// mediumAt is the phrase of a medium that begins at token j behind a word that leads to it, -1 none.
func (a *attributer) mediumAt(j int, ps isnad.Range) int {
	for k := ps.Start; k < ps.End; k++ {
		p := &a.phrases[k]
		if p.Tokens.Start > j {
			break
		}
		quoted := j > 0 && a.opens(j-1) && int(a.quote[j-1]) == p.Tokens.End // «ash-Sharqu l-Awsaṭ» is no region then
		if p.Tokens.Start != j || p.Extends >= 0 || !a.isMedium(k) && !quoted {
			continue
		}
		if a.headedBefore(k) {
			continue
		}
		if p.Genitive < 0 && toMedium[p.PrepWord] || a.tokens[j].R().Pro.Has(isnad.ProLi) {
			return k
		}
		before := j - 1
		if quoted {
			before--
		}
		if before < 0 {
			continue
		}
		t := &a.tokens[before]
		switch r := t.R(); {
		case t.Is(isnad.Prep) && toMedium[r.Lemma]:
			return k
		case t.Is(isnad.Verb) && r.Pron != "" && sentOut[r.Verb]:
			return k
		}
	}
	return -1
}

// headedBefore tells whether the words before an agency may be who heads it: al-mudīru l-ʿāmmu lil-wikāla.
func (a *attributer) headedBefore(k int) bool {
	p := &a.phrases[k]
	j := p.Tokens.Start
	return p.Tokens.Len() == 1 && p.Name < 0 && j > 0 && a.tokens[j].R().Pro.Has(isnad.ProLi|isnad.ProAl) && a.tokens[j-1].R().Pro.Has(isnad.ProAl)
}

// toMedium are the prepositions that lead to a medium.
var toMedium = map[string]bool{"ل": true, "الي": true, "عبر": true, "مع": true}

// isMedium tells whether a phrase is an agency, newspaper or channel, not somebody who works for one.
func (a *attributer) isMedium(k int) bool {
	h := a.tokens[a.phrases[k].Head].R()
	if h.Class == "person" || h.Features.Has(isnad.Human) {
		return false
	}
	return mediumWord[h.Lemma] || a.mentions[k].Kind == "organisation" && slices.Contains(a.mentions[k].Sectors, "JRN")
}

var mediumWord = map[string]bool{"وكالة": true, "صحيفة": true, "قناة": true, "جريدة": true, "اذاعة": true, "تلفزيون": true, "مجلة": true, "شبكة": true, "يومية": true, "اسبوعية": true, "فضائية": true, "راديو": true}
