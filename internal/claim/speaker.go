package claim

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// after finds the subject behind the verb at i: the first bare noun phrase before
// limit that agrees with it. Anything may speak before an or a colon (strict is
// false); only what can speak is a subject before a noun.
func (a *attributer) after(i, limit int, f isnad.Features, strict bool) int {
	if f.Any(isnad.Plur|isnad.Dual) && !f.Any(isnad.Sing) { // fāʿil behind a verb leaves the verb singular
		return -1
	}
	for k := a.ps.Start; k < a.ps.End; k++ {
		p := &a.phrases[k]
		if p.Tokens.Start <= i || p.Extends >= 0 || p.Genitive >= 0 && (a.phrases[p.Genitive].Tokens.Start != i || a.tokens[p.Head].Is(isnad.Adj)) {
			continue
		}
		if p.Tokens.Start >= limit || p.Tokens.Start > i+9 || a.blocked(i+1, p.Tokens.Start) {
			return -1
		}
		if a.governed(p) && p.Prep != i || a.adverb(p, i) {
			continue
		}
		if p.Tokens.Start > i+1 && a.tokens[p.Tokens.Start].R().Pro.Has(isnad.ProWa) {
			continue
		}
		next := !strict && p.Tokens.Start == i+1
		if !next && !a.agrees(k, f, true) {
			return -1
		}
		if a.canSpeak(k) || next || !strict && a.maySpeak(p) {
			return k
		}
		if strict {
			return -1
		}
	}
	return -1
}

// governed tells whether a preposition governs the phrase; one that carries a
// pronoun, as in afāda bi-hi l-wālī, governs nothing behind it.
func (a *attributer) governed(p *isnad.Phrase) bool {
	if p.PrepWord == "" {
		return false
	}
	if p.Prep < 0 || p.Prep >= p.Tokens.Start {
		return true
	}
	return !carries(&a.tokens[p.Prep])
}

// carries tells whether a token is a preposition with the pronoun it governs.
func carries(t *isnad.Token) bool {
	for _, suffix := range [...]string{"ه", "ها", "هم", "هما"} {
		if stem, ok := strings.CutSuffix(t.Key, suffix); ok && (stem == "ب" || stem == "ل" || stem == "في" || stem == "عن" || stem == "من" || stem == "الي" || stem == "علي" || stem == "لدي") {
			return true
		}
	}
	return false
}

// blocked tells whether a verb, relative or an stands in [from, to): the subject
// of the verb before does not follow.
func (a *attributer) blocked(from, to int) bool {
	for j := from; j < to; j++ {
		t := &a.tokens[j]
		if t.Is(isnad.Verb) || t.Is(isnad.Rel) && t.R().Lemma == "الذي" || that(t) || t.Key == ":" {
			return true
		}
	}
	return false
}

// adverb tells whether a bare phrase is a time or a manner, not a subject.
func (a *attributer) adverb(p *isnad.Phrase, verb int) bool {
	h := a.tokens[p.Head].R()
	if h.Lemma == "احد" && p.Tokens.Len() > 1 { // one of them, not Sunday
		return false
	}
	if h.Class == "time" && p.Name < 0 || a.quote[p.Tokens.Start] >= 0 { // al-wilāyāt is a tenure too, were it not for the name
		return true
	}
	if h.Features.Has(isnad.AccInd) && p.Name < 0 && !a.tokens[p.Tokens.Start].Is(isnad.Num) && !a.afterSister(p.Tokens.Start) {
		return true
	}
	q := a.inside[p.Head]
	return q >= 0 && q != a.inside[verb] && p.Tokens.Start > int(q)+1 // in the middle of what is quoted
}

// afterSister tells whether anna or lakinna puts the word at i in the accusative, which is a subject all the same.
func (a *attributer) afterSister(i int) bool {
	return i > a.r.Start && (that(&a.tokens[i-1]) || strings.TrimPrefix(a.tokens[i-1].Key, "و") == "لكن")
}

// before finds the subject before the verb at i.
func (a *attributer) before(i int, f isnad.Features) int {
	j := i - 1
	for j > a.r.Start && (a.tokens[j].Is(isnad.Part) || a.tokens[j].Is(isnad.Neg) || a.tokens[j].Is(isnad.Verb) && a.tokens[j].R().Lemma == "كان") {
		j--
	}
	if j >= a.r.Start && a.tokens[j].Is(isnad.Rel) && a.tokens[j].R().Lemma == "الذي" {
		if a.inWhich(i) {
			return a.nearest(j, f)
		}
		return a.antecedent(j, f)
	}
	from := a.clauseStart(i)
	if a.tokens[i].R().Pro.Has(isnad.ProWa | isnad.ProFa) {
		if from = a.asFor(i); from < 0 {
			return -1
		}
	}
	for k := a.ps.Start; k < a.ps.End; k++ {
		p := &a.phrases[k]
		if p.Tokens.Start < from || p.Tokens.End > i || p.Genitive >= 0 || p.Extends >= 0 || a.governed(p) {
			continue
		}
		if !a.adverb(p, i) && a.canSpeak(k) && a.agrees(k, f, false) && a.inside[p.Head] <= a.inside[i] {
			return k
		}
	}
	return -1
}

// asFor is the token behind ammā where the verb at i with its fa- answers it: ammā l-wazīru fa-qāla; -1 none.
func (a *attributer) asFor(i int) int {
	for j := i - 1; j >= a.r.Start && j > i-14; j-- {
		t := &a.tokens[j]
		if strings.TrimPrefix(t.Key, "و") == "اما" {
			return j + 1
		}
		if t.Is(isnad.Verb) || t.Is(isnad.Punct) && t.Key != "«" && t.Key != "»" && t.Key != "\"" {
			return -1
		}
	}
	return -1
}

// clauseStart is the first token that could be the subject of the verb at i: a
// verb, an, a colon or the end of another's words stand before it.
func (a *attributer) clauseStart(i int) int {
	j := i - 1
	for ; j >= a.r.Start && j > i-40; j-- {
		t := &a.tokens[j]
		switch {
		case t.Is(isnad.Verb) && j < i-1:
			if t.R().Lemma == "كان" {
				return j + 1
			}
			if a.underRelative(j) {
				continue
			}
			return j + 1
		case that(t), t.Is(isnad.Sub), t.Key == ":", t.Key == "؛", t.Key == ";":
			return j + 1
		case t.Is(isnad.Conj) && t.R().Pron != "":
			return i // lakinna-hu: the subject is the pronoun
		case t.Key == "»" || t.Key == "\"" && a.quote[j] >= 0 && !a.opens(j):
			j = int(a.quote[j])
		}
	}
	return j + 1
}

// underRelative tells whether the verb at j stands in a relative clause between commas.
func (a *attributer) underRelative(j int) bool {
	for k := j - 1; k >= a.r.Start && k > j-12; k-- {
		t := &a.tokens[k]
		if t.Is(isnad.Rel) && t.R().Lemma == "الذي" || t.R().Pro.Has(isnad.ProWa) && t.Is(isnad.Pron) {
			return true
		}
		if t.Is(isnad.Punct) {
			return false
		}
	}
	return false
}

// antecedent is the phrase that the relative pronoun at j follows.
func (a *attributer) antecedent(j int, f isnad.Features) int {
	end := j
	if j > a.r.Start && (a.tokens[j-1].Key == "،" || a.tokens[j-1].Key == ",") {
		end--
	}
	for k := a.ps.End - 1; k >= a.ps.Start; k-- {
		p := &a.phrases[k]
		if p.Tokens.End <= end && p.Tokens.End >= end-1 && p.Extends < 0 && a.canSpeak(k) && a.agrees(k, f, false) && (p.Genitive < 0 || !a.canSpeak(p.Genitive) || !a.agrees(p.Genitive, f, false)) {
			return k
		}
	}
	return -1
}

// agrees tells whether phrase k can be the subject of a verb of features f. A
// verb before its subject is always singular, and the plurals of things count as
// feminine singular (Ryding 2005, 4.2).
func (a *attributer) agrees(k int, f isnad.Features, verbFirst bool) bool {
	p := &a.phrases[k]
	h := a.tokens[p.Head].R()
	if p.Name >= 0 || a.title(k) && a.fullest(k).End > p.Tokens.End || h.Features&(isnad.Masc|isnad.Fem) == 0 {
		return true
	}
	if m := &a.mentions[k]; m.Kind == "group" || h.Class == "group" || h.Class == "body" || strings.HasSuffix(a.tokens[p.Head].Key, "ات") {
		if f.Any(isnad.Sing) && f.Any(isnad.Masc) && !f.Any(isnad.Fem) && !verbFirst && h.Features.Any(isnad.Plur) && !h.Features.Any(isnad.Sing) {
			return false
		}
		return !(f.Any(isnad.Sing) && f.Any(isnad.Masc) && h.Features.Any(isnad.Fem) && h.Features.Any(isnad.Sing)) || f.Any(isnad.Plur)
	}
	masc, fem := h.Features.Any(isnad.Masc), h.Features.Any(isnad.Fem)
	plural := h.Features.Any(isnad.Plur) && !h.Features.Any(isnad.Sing)
	vm, vf := f.Any(isnad.Masc), f.Any(isnad.Fem)
	if vm == vf {
		return true
	}
	switch {
	case plural && verbFirst:
		return true // things take the feminine, people either
	case plural:
		people := h.Features.Any(isnad.Human) || h.Class == "person"
		return people == f.Any(isnad.Plur) || vf && !people
	case f.Any(isnad.Plur) && !f.Any(isnad.Sing) && !verbFirst:
		return h.Class == "group" || p.Coord != k
	}
	return vm && masc || vf && fem
}

// canSpeak: persons, bodies, states and sources of every kind; not days and things.
func (a *attributer) canSpeak(k int) bool {
	m := &a.mentions[k]
	h := a.tokens[a.phrases[k].Head].R()
	if a.document(h.Lemma) || h.Lemma == "احد" && a.phrases[k].Tokens.Len() > 1 {
		return true
	}
	if h.Class == "measure" && m.Kind == "" && len(m.Sectors) == 0 { // a number of inhabitants
		for q := k + 1; q < a.ps.End && a.phrases[q].Tokens.Start == a.phrases[k].Tokens.Start; q++ {
			if a.phrases[q].Extends == k && a.mentions[q].Kind == "group" {
				return true
			}
		}
	}
	if h.Class == "time" && m.Kind == "" || h.Features.Has(isnad.Masdar) && m.Kind == "" && len(m.Sectors) == 0 {
		return false
	}
	if m.Kind != "" || len(m.Sectors) > 0 || m.Country != "" && h.Class != "event" && h.Class != "thing" && h.Class != "weapon" {
		return true
	}
	switch h.Class {
	case "person", "group", "body", "document", "head":
		return true
	case "bodypart": // ʿuḍwun, a member: the agents' list knows him
		return strings.HasPrefix(m.Row, "agents:")
	}
	if a.quotesName(k) {
		return true // taḥālufu «al-Wafāʾ»: who has a name can speak
	}
	return h.Features.Any(isnad.Human) && !h.Features.Has(isnad.Masdar)
}

// maySpeak: before inna any noun is a subject, if it is not an adverb.
func (a *attributer) maySpeak(p *isnad.Phrase) bool {
	h := a.tokens[p.Head].R()
	return h.POS != isnad.Num && h.POS != isnad.Adj && h.Class != "time"
}

// whole is the fullest phrase of the same words as phrase k: the title with its
// name, the sources with their ministry; not the outlet they spoke to, nor the
// statement they spoke in. A document stands for whoever issued it.
func (a *attributer) whole(k int) int {
	if k < 0 {
		return k
	}
	if o := a.owner(k); o >= 0 {
		return o
	}
	best := k
	for q := k + 1; q < a.ps.End && a.phrases[q].Tokens.Start == a.phrases[k].Tokens.Start; q++ {
		if a.phrases[q].Extends == k && a.complements(k, q) {
			best = q
		}
	}
	return best
}

// complements tells whether the longer phrase q still names the speaker k.
func (a *attributer) complements(k, q int) bool {
	at := a.phrases[k].Tokens.End
	return at < a.phrases[q].Tokens.End && a.complement(k, at) >= 0
}

// complement is the phrase that a preposition at token at ties to the speaker k, -1 none.
func (a *attributer) complement(k, at int) int {
	if at >= len(a.tokens) {
		return -1
	}
	in := a.phraseFrom(at, at+1)
	if in < 0 && at+1 < len(a.tokens) && a.opens(at+1) {
		in = a.phraseFrom(at, at+2) // fī «ḥizbi l-umma»
	}
	if in < 0 || !a.ties(k, in, at) {
		return -1
	}
	return in
}

// endsInName tells whether the words before token at, from the speaker k on, end in a name.
func (a *attributer) endsInName(k, at int) bool {
	for q := k; q < a.ps.End && a.phrases[q].Tokens.Start < at; q++ {
		if a.phrases[q].Tokens.End == at && a.phrases[q].Name >= 0 {
			return true
		}
	}
	return false
}

// ties tells whether the preposition at token at and its phrase in still name the speaker k.
func (a *attributer) ties(k, in, at int) bool {
	p := &a.phrases[k]
	word := a.tokens[at].Key
	c, h := &a.mentions[in], a.tokens[a.phrases[in].Head].R()
	if h.Class == "document" || h.Class == "time" || h.Class == "event" {
		return false
	}
	switch {
	case word == "من":
		return c.Kind != "place" || !a.definiteName(k)
	case word == "عن":
		return false
	case word == "في" && c.Kind == "place" && a.endsInName(k, at):
		return false // where he spoke: the secretary-general of the United Nations in New York
	case word == "في" || a.tokens[at].R().Pro.Has(isnad.ProBi):
		return (c.Kind != "" || c.Country != "" || h.Class == "body" || h.Class == "group" || h.Class == "building" || h.Class == "place" || a.tokens[at].R().Stem == "اسم") && !a.definiteName(k)
	}
	// li-: the general secretary of the United Nations; not: told the newspaper
	if b := a.tokens[p.Head].R(); b.Class == "body" && b.Pro.Has(isnad.ProAl) && p.Tokens.Len() > 1 && h.Pro.Has(isnad.ProAl) && h.Class != "person" && !a.outletName(in) {
		return true // al-hayʾatu l-ʿāmmatu lis-siyāḥa
	}
	return a.tokens[p.Head].R().Pro.Has(isnad.ProAl) && (c.Kind == "organisation" || c.Kind == "group") && h.Class != "person" && !a.outletName(in)
}

// definiteName tells whether a phrase is a name, to which a place adds where he spoke, not who he is.
func (a *attributer) definiteName(k int) bool { return a.phrases[k].Name >= 0 }

// outletName tells whether a phrase names a newspaper, agency or channel.
func (a *attributer) outletName(k int) bool {
	m := &a.mentions[k]
	for _, s := range m.Sectors {
		if s == "JRN" {
			return true
		}
	}
	return a.quote[a.phrases[k].Tokens.Start] >= 0
}

// phraseFrom is the first phrase that begins at from or to, -1 none.
func (a *attributer) phraseFrom(from, to int) int {
	for k := a.ps.Start; k < a.ps.End; k++ {
		if s := a.phrases[k].Tokens.Start; s >= from && s <= to {
			return k
		}
	}
	return -1
}

// owner is who stands behind a document or words of his: a statement of Hamas, a
// report by the organisation, the statements of the minister; -1 when k is
// nobody's or no document.
func (a *attributer) owner(k int) int {
	p := &a.phrases[k]
	h := a.tokens[p.Head].R()
	if !a.document(h.Lemma) || a.mentions[k].ID != "" {
		return -1
	}
	for q := a.ps.Start; q < a.ps.End; q++ {
		x := &a.phrases[q]
		if x.Genitive == k && a.canSpeak(q) && x.Tokens.Start > p.Head && !a.tokens[x.Head].Is(isnad.Adj) {
			return a.whole(q)
		}
		if x.Tokens.Start >= p.Tokens.End && x.Tokens.Start <= p.Tokens.End+3 && x.Genitive < 0 && (a.canSpeak(q) || a.tokens[x.Head].R().Definite()) {
			switch prev := a.tokens[max(0, x.Tokens.Start-2)].Key; {
			case x.PrepWord == "ل" && x.Tokens.Start <= p.Tokens.End+1 && !a.outletName(q):
				return a.whole(q)
			case x.PrepWord == "عن" && issued[a.tokens[p.Tokens.End-1].Key], x.PrepWord == "عن" && issued[prev]:
				return a.whole(q)
			}
		}
	}
	return -1
}

// issued are the participles between a document and who issued it.
var issued = map[string]bool{"صادر": true, "صادرة": true, "الصادر": true, "الصادرة": true}

// document tells whether a word names a text or words that somebody issued: bayān, taqrīr, taṣrīḥ.
func (a *attributer) document(lemma string) bool {
	if !a.lx.Begins(lemma, lexicon.KindReporting) {
		return false
	}
	row := a.lx.First(lemma, lexicon.KindReporting)
	return row >= 0 && strings.HasPrefix(a.table.Get(row, "lemma"), "phrase:") && a.takes(row, "doc")
}

// mainSubject is the subject of the first verb of the sentence.
func (a *attributer) mainSubject() int {
	first := a.start()
	if r := a.hiddenVerb(first); r != nil {
		if k := a.after(first, min(first+10, a.r.End), r.Features, true); k >= 0 {
			return k
		}
	}
	for i := first; i < a.r.End; i++ {
		if !a.tokens[i].Is(isnad.Verb) || a.inside[i] >= 0 {
			continue
		}
		f := a.tokens[i].R().Features
		k := a.after(i, min(i+10, a.r.End), f, true)
		if k < 0 {
			k = a.before(i, f)
		}
		if k < 0 {
			k = a.after(i, min(i+2, a.r.End), f, false)
		}
		return a.whole(k)
	}
	return -1
}

// hiddenVerb is the verb reading of a sentence's first token that was read as a
// noun: qaddama raʾīsu l-wuzarāʾi looks like an idafa. Nil when there is none.
func (a *attributer) hiddenVerb(i int) *isnad.Reading {
	t := &a.tokens[i]
	if c := t.R(); t.Is(isnad.Prep) && c.Pro.Has(isnad.ProWa) {
		return nil // wa-fī sh-shaʾni l-lībiyyi qāla: nothing is kept
	} else if t.Is(isnad.Verb) || c.POS != isnad.Noun && c.POS != isnad.Prep || c.Pro&^isnad.ProWa != 0 || c.Class == "person" || c.Class == "group" || c.Class == "body" {
		return nil
	}
	for k := range t.Readings {
		if r := &t.Readings[k]; r.POS == isnad.Verb && r.Features.Has(isnad.P3|isnad.Past) {
			return r
		}
	}
	return nil
}

// dropped finds whom the verb at i means when it names no subject: the one who
// spoke last where it adds to his words, else who last spoke or acted.
func (a *attributer) dropped(i int, f isnad.Features, added bool) int {
	if !f.Any(isnad.P3) && f.Any(isnad.P1|isnad.P2) {
		return -1
	}
	for pass := 0; pass < 2; pass++ {
		for j := len(a.cast) - 1; j >= 0; j-- {
			c := a.cast[j]
			if a.s-c.sentence > lookBack {
				break
			}
			if a.phrases[c.phrase].Tokens.Start >= i {
				continue
			}
			if pass == 0 && added && !c.spoke || !c.spoke && !a.canSpeak(c.phrase) {
				continue
			}
			if a.agrees(c.phrase, f, false) && !a.plural(c.phrase, f) {
				return c.phrase
			}
		}
		if !added {
			break
		}
	}
	if a.subject >= 0 && a.phrases[a.subject].Tokens.Start < i && a.agrees(a.subject, f, false) && !a.plural(a.subject, f) {
		return a.subject
	}
	return a.nearest(i, f)
}

// nearest is the last person or group named before token i in the sentence: of
// "Z.'s wrangling: his saying", Z. is neither speaker yet nor subject.
func (a *attributer) nearest(i int, f isnad.Features) int {
	best := -1
	for k := a.ps.Start; k < a.ps.End && a.phrases[k].Tokens.Start < i; k++ {
		if m := &a.mentions[k]; a.phrases[k].Tokens.End <= i && (m.Kind == "person" || m.Kind == "role" || m.Kind == "group" || m.Kind == "organisation") && a.phrases[k].Extends < 0 && a.agrees(k, f, false) && !a.plural(k, f) && a.definite(k) {
			best = k
		}
	}
	return best
}

// definite tells whether a phrase has a name, al- or a pronoun: a pronoun can mean it.
func (a *attributer) definite(k int) bool {
	p := &a.phrases[k]
	for j := p.Tokens.Start; j < p.Tokens.End; j++ {
		if a.tokens[j].R().Definite() {
			return true
		}
	}
	return p.Name >= 0
}

// plural tells whether a group is meant by a verb in the masculine singular, which none can be.
func (a *attributer) plural(k int, f isnad.Features) bool {
	h := a.tokens[a.phrases[k].Head].R()
	return h.Features.Any(isnad.Plur) && !h.Features.Any(isnad.Sing|isnad.Dual) && f.Any(isnad.Sing) && f.Any(isnad.Masc) && !f.Any(isnad.Fem)
}
