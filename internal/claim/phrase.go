package claim

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// phraseAt finds the longest reporting phrase of the table that begins at token
// i: its end and row, or row -1.
func (a *attributer) phraseAt(i int) (int, int) {
	key := a.tokens[i].Key
	if rest := strings.TrimPrefix(key, "و"); a.lx.Begins(key, lexicon.KindReporting) || rest != key && a.lx.Begins(rest, lexicon.KindReporting) {
		return a.phraseFirst(i, key, rest)
	}
	return i, -1 // no phrase begins so: most words end here
}

// phraseFirst finds the phrase for either form of its first word.
func (a *attributer) phraseFirst(i int, forms ...string) (int, int) {
	end, row := i, -1
	for _, first := range forms {
		key := first
		if !a.lx.Begins(first, lexicon.KindReporting) {
			continue
		}
		for j := i; row < 0 || j < i+5; {
			a.phraseRows(key, func(k int) {
				if j+1 > end || row < 0 {
					row, end = k, j+1
				}
			})
			if j++; j >= a.r.End || j > i+4 {
				break
			}
			if next := a.tokens[j].Key; strings.HasPrefix(next, "ل") || strings.HasPrefix(next, "ب") { // wafqan li-, written with what follows
				a.phraseRows(key+" "+next[:2], func(k int) { row, end = k, j })
			}
			key += " " + a.tokens[j].Key
			if !a.lx.Known(key) {
				break
			}
		}
		if row >= 0 || first == strings.TrimPrefix(first, "و") {
			break
		}
	}
	return end, row
}

func (a *attributer) phraseRows(key string, f func(row int)) {
	a.lx.Rows(key, lexicon.KindReporting, func(k int) {
		if strings.HasPrefix(a.table.Get(k, "lemma"), "phrase:") {
			f(k)
		}
	})
}

// isOutletPhrase tells whether "it is worth mentioning that" begins at token i.
func (a *attributer) isOutletPhrase(i int) bool {
	_, row := a.phraseAt(i)
	return row >= 0 && a.takes(row, "outlet")
}

// isSourcePhrase tells whether "according to" begins at token i.
func (a *attributer) isSourcePhrase(i int) bool {
	if _, row := a.phraseAt(i); row >= 0 && a.takes(row, "source") {
		return true
	}
	if a.tokens[i].Key == "كما" && i+1 < a.r.End && a.tokens[i+1].Is(isnad.Verb) && a.rowOf(a.tokens[i+1].R()) >= 0 {
		return true
	}
	return a.tokens[i].Key == "حسبما"
}

// phraseClaim reads a reporting phrase at token i: according to X, in a report by
// X that. It returns the token behind what it used, i when there is no claim.
func (a *attributer) phraseClaim(i int) int {
	end, row := a.phraseAt(i)
	if row < 0 || end >= a.r.End {
		return i
	}
	switch {
	case a.takes(row, "outlet"):
		return end
	case a.takes(row, "source"):
		return a.sourcePhrase(i, end, row)
	case a.takes(row, "an"):
		return a.clausePhrase(i, end, row)
	case a.takes(row, "venue"):
		a.venue(i, end, row)
	}
	return i
}

// sourcePhrase reads "according to X": the speaker stands behind it; what is said
// is the sentence before it, or after it when it opens the sentence.
func (a *attributer) sourcePhrase(i, end, row int) int {
	k := a.phraseFrom(end, end)
	if a.tokens[end].Key == "ما" || a.tokens[end].Key == "لما" {
		if k = a.cited(end); k < 0 {
			return i
		}
	} else if k < 0 && a.opens(end) {
		k = a.phraseFrom(end, end+1)
	}
	if k < 0 || !a.canBeSource(k) && !a.quotesName(k) {
		return i
	}
	after := max(end, a.phrases[k].Tokens.End)
	if t := a.teller(k); t >= 0 {
		k = t
	} else {
		k = a.whole(k)
	}
	after = max(after, a.phrases[k].Tokens.End)
	c := isnad.Claim{Speaker: k, Verb: isnad.Range{Start: i, End: end}, Scope: a.around(i, after)}
	if q, ok := a.quoteBefore(i); ok {
		c.Scope = isnad.Range{Start: min(q.Start, c.Scope.Start), End: c.Scope.End}
	}
	if s := a.within(i, k); s >= 0 {
		c.Scope.Start = s
	}
	a.add(c, row)
	return max(end, i+1)
}

// teller is whose account it is: riwāyatu shuhūdin, taqdīrātu l-ḥukūmati; -1 none.
func (a *attributer) teller(k int) int {
	h := a.tokens[a.phrases[k].Head].R()
	if h.Class == "document" || a.document(h.Lemma) || h.Lemma == "مصدر" || a.mentions[k].Kind != "" || !(h.Lemma == "رواية" || h.Lemma == "معلومة" || h.Features.Has(isnad.Masdar) && a.rowOf(h) >= 0) {
		return -1
	}
	return a.agent(k)
}

// within is where the words of an agency begin that names another as its source
// at token i: "the agency said that ..., according to witnesses"; -1 elsewhere.
func (a *attributer) within(i, k int) int {
	if a.outletName(k) {
		return -1
	}
	for j := len(a.out) - 1; j >= 0 && a.out[j].Verb.Start >= a.r.Start; j-- {
		if c := &a.out[j]; c.Speaker >= 0 && c.Scope.Start < i && c.Verb.Start < i && a.outletName(c.Speaker) {
			return c.Scope.Start
		}
	}
	return -1
}

// cited reads mā jāʾa fī X, mā warada fī X behind "according to".
func (a *attributer) cited(i int) int {
	if i+2 >= a.r.End {
		return -1
	}
	switch a.tokens[i+1].R().Lemma {
	case "جاء", "ورد", "نشر":
		return a.phraseFrom(i+2, i+4)
	}
	return -1
}

// laws are documents that one acts by; nobody speaks in them.
var laws = map[string]bool{"قانون": true, "دستور": true, "اتفاقية": true, "اتفاق": true, "مادة": true, "ميثاق": true, "معاهدة": true, "عقد": true, "مرسوم": true, "نظام": true, "جدول": true, "خطة": true, "قرار": true, "بند": true, "قاموس": true, "مبدا": true, "معيار": true, "حاجة": true, "طريقة": true}

// canBeSource: whoever can speak, a document, or a noun of saying (estimates, an account).
func (a *attributer) canBeSource(k int) bool {
	h := a.tokens[a.phrases[k].Head].R()
	if laws[h.Lemma] {
		return false
	}
	for q := k + 1; q < a.ps.End && h.Lemma == "نفس"; q++ {
		if a.phrases[q].Genitive == k && a.canSpeak(q) { // nafsu l-maṣdari, the same source
			return true
		}
	}
	return a.canSpeak(k) || a.owner(k) >= 0 || h.Verb != "" && h.Features.Has(isnad.Masdar) && a.rowOf(h) >= 0 || h.Class == "abstract" && (h.Lemma == "رواية" || h.Lemma == "مصدر" || h.Lemma == "معلومة")
}

// quotesName tells whether a phrase holds a name in quotation marks: yawmiyyatu «Lūbāy».
func (a *attributer) quotesName(k int) bool {
	for j := a.phrases[k].Tokens.Start; j < min(a.phrases[k].Tokens.End+1, a.r.End); j++ {
		if a.opens(j) {
			return true
		}
	}
	return false
}

// venue reads "in a statement", "in an interview": whoever acts in the sentence
// did so in words. It reaches over the whole clause, its verb included, so that
// what the verb itself reports lies further inside.
func (a *attributer) venue(i, end, row int) {
	if a.subject < 0 || a.inside[i] >= 0 || a.phrases[a.subject].Tokens.Start > i && i > a.start() || !a.canSpeak(a.subject) {
		return
	}
	for j := i - 1; j > a.phrases[a.subject].Tokens.End && a.tokens[j].Key != "،"; j-- {
		if t := &a.tokens[j]; t.Is(isnad.Rel) && t.R().Lemma == "الذي" {
			return // another's statement, in a relative clause
		}
	}
	for j := len(a.out) - 1; j >= max(0, len(a.out)-window); j-- {
		if a.out[j].Scope.Has(i) && a.out[j].Scope.Start >= a.r.Start {
			return
		}
	}
	from := max(end, a.phrases[a.subject].Tokens.End) // fī ḥadīthin li-X, iʿtabara Y anna: the clause comes behind
	a.add(isnad.Claim{Speaker: a.subject, Verb: isnad.Range{Start: i, End: end}, Scope: isnad.Range{Start: a.start(), End: a.close(from, i)}}, row)
}

// clausePhrase reads jāʾa fī taqrīrin li-X anna, bi-ḥujjati anna: a clause must follow.
func (a *attributer) clausePhrase(i, end, row int) int {
	c, ok := a.content(end-1, row)
	if !ok || !c.clause {
		return i
	}
	k := -1
	if a.takes(row, "obj") {
		k = a.phraseFrom(end, min(end, c.at-1))
		if k >= 0 && !a.canBeSource(k) {
			k = -1
		}
		k = a.whole(k)
	}
	if k < 0 {
		k = a.dropped(i, isnad.P3, false)
	}
	a.add(isnad.Claim{Speaker: k, Verb: isnad.Range{Start: i, End: end}, Scope: c.scope, Direct: c.direct}, row)
	return end
}

// around is the scope of a source named in [from, to): the clause before it, with
// the rest behind it where it only interrupts; what follows where it comes first.
func (a *attributer) around(from, to int) isnad.Range {
	start := a.start()
	if a.idle(start, from) {
		if to+1 >= a.r.End && a.s > 0 && !a.sentences[a.s-1].Dropped {
			return a.sentences[a.s-1].Tokens // "..., according to Reuters" cut off by a full stop
		}
		return isnad.Range{Start: to, End: a.close(to, from)}
	}
	start = a.turn(start, from)
	if to+1 < a.r.End && (a.tokens[to].Key == "،" || a.tokens[to].Key == ",") && !a.fresh(to+1) {
		return isnad.Range{Start: start, End: a.close(to, from)}
	}
	if to < a.r.End && !a.tokens[to].Is(isnad.Punct) && !a.fresh(to) && !a.tokens[to].R().Pro.Has(isnad.ProWa) && a.tokens[from-1].Key != "،" {
		return isnad.Range{Start: start, End: a.close(to, from)}
	}
	return isnad.Range{Start: start, End: from}
}

// start is the first token of the sentence behind its date line.
func (a *attributer) start() int {
	for j := a.r.Start; j < min(a.r.Start+12, a.r.End-1); j++ {
		if a.tokens[j].Key == ":" || a.tokens[j].Key == "--" {
			return j + 1
		}
		if a.tokens[j].Is(isnad.Verb) {
			break
		}
	}
	return a.r.Start
}

// idle tells whether nothing is told in [from, to) that could be somebody's word.
func (a *attributer) idle(from, to int) bool {
	n := 0
	for j := from; j < to; j++ {
		if a.tokens[j].Is(isnad.Verb) {
			return false
		}
		if !a.tokens[j].Is(isnad.Punct) && !a.tokens[j].Is(isnad.Conj) {
			n++
		}
	}
	return n <= 2
}

// turn moves a scope that begins at from behind the last turn of the text before
// to: fīmā, baynamā, fī ḥīna open a clause of their own.
func (a *attributer) turn(from, to int) int {
	for j := to - 1; j > from; j-- {
		if a.quote[j] >= 0 && !a.opens(j) {
			j = int(a.quote[j])
			continue
		}
		k := a.tokens[j].Key
		if (k == "فيما" || k == "بينما" || k == "حين" && a.tokens[j-1].Key == "في") && to-j > 5 {
			return j
		}
	}
	return from
}

// fresh tells whether a new clause begins at token j.
func (a *attributer) fresh(j int) bool {
	t := &a.tokens[j]
	if t.Is(isnad.Verb) && t.R().Pro.Has(isnad.ProWa) || t.Is(isnad.Rel) || a.participleRow(j) >= 0 || a.isOutletPhrase(j) {
		return true
	}
	switch t.Key {
	case "فيما", "بينما", "في", "كما", "لكن", "الا", "وكان", "علما", "غير", "وهو", "وهي", "وهم":
		return t.Key != "في" || j+1 < a.r.End && a.tokens[j+1].Key == "حين"
	}
	return false
}
