package claim

import (
	"github.com/isnad/isnad"
)

// verbClaim reads token i as a reporting verb: qāla X inna ..., X qāla: "...",
// "...", qāla X, kamā qāla X.
func (a *attributer) verbClaim(i int) bool {
	r, row := a.verbAt(i)
	if row < 0 || r.Features.Any(isnad.P1|isnad.P2) && !r.Features.Any(isnad.P3) || len(a.tokens[i].Key) <= 4 {
		return false // "I say" within his words adds no other speaker; two letters are no verb to trust
	}
	if link := a.connector(i); link >= 0 {
		return a.linked(i, link, row, r)
	}
	if a.relative(i, r) {
		return false
	}
	if r.Pron != "" && a.takes(row, "noun") { // a statement that the agency carried: the pronoun is what it said
		return false
	}
	c, ok := a.content(i, row)
	if ok && (c.clause || !a.objectBefore(i, row, r, c.at)) {
		return a.report(i, row, r, c)
	}
	return a.behind(i, row, r) || a.reportsNoun(i, row, r)
}

// relative tells whether the verb at token i opens a relative clause upon the subject of a
// reporting verb whose words are still to come: an official who refused to be named.
func (a *attributer) relative(i int, r *isnad.Reading) bool {
	if r.Pro.Has(isnad.ProWa|isnad.ProFa) || i <= a.r.Start+1 {
		return false
	}
	if p := &a.tokens[i-1]; p.Is(isnad.Verb) {
		return a.relative(i-1, p.R()) // the object of that clause
	}
	end := i
	if t := &a.tokens[i-1]; t.Key == "،" || t.Key == "," { // masʾūlun amrīkiyyun, ṭalaba ʿadama l-kashfi ʿan huwiyyati-hi, inna
		if end--; !a.indefinite(end) {
			return false
		}
	} else if b := t.R(); (b.Definite() || b.POS != isnad.Noun && b.POS != isnad.Adj || b.Features.Has(isnad.AccInd)) && !a.indefinite(i) {
		return false
	}
	for j := end - 2; j >= a.r.Start && j >= end-8; j-- {
		t := &a.tokens[j]
		if that(t) || t.Is(isnad.Punct) || t.Is(isnad.Rel) {
			return false
		}
		if t.Is(isnad.Verb) {
			row := a.rowOf(t.R())
			return row >= 0 && a.takes(row, "an")
		}
	}
	return false
}

// indefinite tells whether a phrase ends before token end whose head is no definite word.
func (a *attributer) indefinite(end int) bool {
	for k := a.ps.Start; k < a.ps.End && a.phrases[k].Tokens.Start < end; k++ {
		if p := &a.phrases[k]; p.Tokens.End == end && p.Genitive < 0 && p.PrepWord == "" && (p.Name < 0 || a.tokens[p.Head].Is(isnad.Noun)) {
			return !a.tokens[p.Head].R().Definite()
		}
	}
	return false
}

// verbAt reads the verb at token i, also where the sentence's choice was another
// reading: another verb of the same letters (taqūlu, not taqawwala), or a noun
// where only a verb can open the clause (wa-bayyana X inna, bi-ḥasbi mā ṣarraḥa X).
func (a *attributer) verbAt(i int) (*isnad.Reading, int) {
	t := &a.tokens[i]
	verb := t.Is(isnad.Verb)
	if verb && a.named(i) || adverbial[t.Key] {
		return t.R(), -1
	}
	if verb {
		if row := a.rowOf(t.R()); row >= 0 {
			return t.R(), row
		}
	}
	linked := a.connector(i) >= 0
	if !verb && a.namesHimself(i+1) || !verb && !linked && !a.mayOpen(i) || t.Is(isnad.Prep) && i+1 < a.r.End && a.tokens[i+1].R().Pro.Has(isnad.ProWa) {
		return t.R(), -1
	}
	for k := range t.Readings {
		r := &t.Readings[k]
		if r.POS != isnad.Verb || !r.Features.Has(isnad.P3) || r.Pron == "ك" || r.Pron == "ني" || r.Pron == "نا" || !verb && !r.Features.Has(isnad.Past) && !(i > a.r.Start && a.tokens[i-1].Is(isnad.Rel)) {
			continue
		}
		row := a.rowOf(r)
		if row < 0 {
			continue
		}
		if linked && a.takes(row, "an") {
			return r, row
		}
		if i == a.start() && a.takes(row, "noun") && a.hiddenVerb(i) != nil && a.after(i, a.r.End, r.Features, true) >= 0 {
			return r, row
		}
		if c, ok := a.content(i, row); ok && c.at < i+30 && (!verb || a.after(i, c.at, r.Features, false) >= 0) && (c.clause && a.takes(row, "an") || i == a.r.Start && a.after(i, c.at, r.Features, t.Is(isnad.Prep) && c.at > i+5) >= 0) {
			return r, row
		}
	}
	return t.R(), -1
}

// mayOpen tells whether a clause may begin with token i, so that a noun is worth
// reading as a verb: behind a sign or conjunction, or with its an two words on.
func (a *attributer) mayOpen(i int) bool {
	if i == a.r.Start {
		return true
	}
	p := &a.tokens[i-1]
	return p.Is(isnad.Punct) || p.Is(isnad.Sub) || p.Is(isnad.Conj) || p.Is(isnad.Rel) || p.Is(isnad.Adv) || p.Is(isnad.Noun) && p.R().Pron != "" || i+2 < a.r.End && that(&a.tokens[i+2]) && !p.Is(isnad.Prep) && !p.Is(isnad.Verb)
}

// named tells whether token i stands within a name: Yāsir ʿArafāt is no yasirru.
func (a *attributer) named(i int) bool {
	for k := a.ps.Start; k < a.ps.End && a.phrases[k].Tokens.Start <= i; k++ {
		if p := &a.phrases[k]; p.Name >= 0 && p.Tokens.Has(i) && i+1 < p.Tokens.End {
			return true
		}
	}
	return false
}

// report makes the claim of a verb with what it reports.
func (a *attributer) report(i, row int, r *isnad.Reading, c content) bool {
	cl := isnad.Claim{Verb: isnad.Range{Start: i, End: i + 1}, Scope: c.scope, Direct: c.direct}
	passive := r.Features.Has(isnad.Passive) && !r.Features.Has(isnad.Active)
	if src := a.sourceOf(i, c.at, row); src >= 0 {
		return a.relayed(i, row, r, cl, src)
	}
	if a.takes(row, "@من") { // the outlet has learned it, from whom it does not say
		return false
	}
	if !passive {
		k, ok := a.speaker(i, c.at, row, r, !c.clause)
		if !ok {
			return false
		}
		cl.Speaker = k
		if c.clause || k >= 0 && a.title(k) && !a.takes(row, "obj") { // of ittahama X Y bi- the words before bi- are both
			cl.Words = a.upTo(k, i, c.at)
		}
	} else {
		cl.Speaker = -1
	}
	if q, ok := a.quoteBefore(i); ok && c.direct && !r.Pro.Has(isnad.ProWa) { // "...", qāla X, "..."
		before := cl
		before.Scope = q
		a.add(before, row)
	}
	a.add(cl, row)
	return true
}

// covered tells whether token i is somebody's word already.
func (a *attributer) covered(i int) bool {
	for j := len(a.out) - 1; j >= max(0, len(a.out)-window); j-- {
		if a.out[j].Scope.Has(i) {
			return true
		}
	}
	return false
}

// inWhich tells whether the verb at i says something in the document before it: bayānun qāla fīhi.
func (a *attributer) inWhich(i int) bool {
	if i+1 >= a.r.End {
		return false
	}
	switch a.tokens[i+1].Key {
	case "فيه", "فيها", "خلاله", "خلالها":
		return true
	}
	return false
}

// describes tells whether the verb at i only describes an indefinite noun before
// it that cannot speak: adillatun tuʾakkidu, evidence that confirms.
func (a *attributer) describes(i int, r *isnad.Reading) bool {
	if i == a.r.Start || r.Pro.Has(isnad.ProWa|isnad.ProFa) {
		return false
	}
	p := a.tokens[i-1].R()
	if p.POS != isnad.Noun || p.Pro.Has(isnad.ProAl) || p.Pron != "" || p.Class == "time" {
		return false
	}
	for k := a.ps.Start; k < a.ps.End; k++ {
		if q := &a.phrases[k]; q.Tokens.End == i && (a.canSpeak(k) || q.Name >= 0) {
			return false
		}
	}
	return true
}

// upTo is the words of a subject between its verb and token limit, empty when it
// does not stand right behind the verb.
func (a *attributer) upTo(k, verb, limit int) isnad.Span {
	if k < 0 || a.phrases[k].Tokens.Start != verb+1 && !(a.phrases[k].Tokens.Start == verb+2 && carries(&a.tokens[verb+1])) || a.phrases[k].Tokens.End >= limit {
		return isnad.Span{}
	}
	end := a.run(k, limit)
	return isnad.Span{Start: a.mentions[k].Start, End: max(a.mentions[k].End, a.tokens[end-1].End)}
}

// speaker of the verb at i whose content begins at token limit.
// ok is false where the subject is a noun before the verb that cannot speak
// (documents that confirm, tools that tell of): then nobody claims anything.
func (a *attributer) speaker(i, limit, row int, r *isnad.Reading, strict bool) (k int, ok bool) {
	if a.inWhich(i) {
		return a.nearest(i, r.Features), true
	}
	k = a.after(i, limit, r.Features, strict)
	if k < 0 && a.describes(i, r) {
		return -1, false
	}
	if k < 0 {
		k = a.before(i, r.Features)
	}
	if k >= 0 {
		return a.whole(k), true
	}
	if prev := &a.tokens[max(i-1, 0)]; i > a.r.Start && r.Pro&(isnad.ProWa|isnad.ProFa) == 0 && (prev.Is(isnad.Noun) || prev.Is(isnad.Adj)) && !prev.R().Features.Has(isnad.AccInd) && prev.R().Class != "time" {
		return -1, false
	}
	if (strict || a.takes(row, "named")) && (a.covered(i) || a.takes(row, "named")) {
		return -1, false // inside another's words only an explicit subject makes a noun a claim
	}
	return a.dropped(i, r.Features, a.table.Get(row, "stance") == "added" || r.Pro.Has(isnad.ProWa)), true
}

// sourceOf finds the source that a relaying verb names: naqala ʿan X; the row
// marks its preposition with @.
func (a *attributer) sourceOf(i, limit, row int) int {
	for _, p := range [...]string{"عن", "من", "الي"} {
		if !a.takes(row, "@"+p) {
			continue
		}
		for k := a.ps.Start; k < a.ps.End; k++ {
			x := &a.phrases[k]
			if x.Tokens.Start > i && x.Tokens.Start < limit && x.PrepWord == p && x.Genitive < 0 && x.Extends < 0 && a.canSpeak(k) {
				return a.whole(k)
			}
		}
	}
	return -1
}

// relayed makes two claims of naqalat wikālatu X ʿan Y anna: what Y says, and
// around it, source included, what the agency does.
func (a *attributer) relayed(i, row int, r *isnad.Reading, c isnad.Claim, src int) bool {
	outer := c
	outer.Scope.Start = a.phrases[src].Tokens.Start
	outer.Speaker = -1
	if !r.Features.Has(isnad.Passive) || r.Features.Has(isnad.Active) {
		if k := a.after(i, outer.Scope.Start, r.Features, false); k >= 0 {
			outer.Speaker = a.whole(k)
		} else if k := a.before(i, r.Features); k >= 0 {
			outer.Speaker = a.whole(k)
		}
	}
	if outer.Speaker >= 0 && outer.Speaker != src {
		a.add(outer, row)
	}
	c.Speaker = src
	a.source = src
	a.add(c, row)
	return true
}

// behind makes the claim of a verb that follows the words it reports: "...", qāla X.
func (a *attributer) behind(i, row int, r *isnad.Reading) bool {
	if !a.takes(row, "colon") || r.Pro.Has(isnad.ProWa|isnad.ProFa) {
		return false
	}
	k := a.after(i, a.r.End, r.Features, false)
	if k < 0 {
		return false
	}
	c := isnad.Claim{Speaker: a.whole(k), Verb: isnad.Range{Start: i, End: i + 1}}
	if q, ok := a.quoteBefore(i); ok {
		c.Scope, c.Direct = q, true
		a.add(c, row)
		return true
	}
	if i > a.r.Start+3 && (a.tokens[i-1].Key == "،" || a.tokens[i-1].Key == ",") && a.ends(a.afterSpeaker(c.Speaker)) && !a.covered(i) {
		c.Scope = isnad.Range{Start: a.r.Start, End: i - 1}
		a.add(c, row)
		return true
	}
	return false
}

// ends tells whether the sentence, or this clause of it, ends at token i.
func (a *attributer) ends(i int) bool {
	return i >= a.r.End || a.tokens[i].Is(isnad.Punct) && a.tokens[i].Key != ":" && !a.opens(i)
}

// reportsNoun makes the claim of a verb whose object stands for a clause:
// aʿlanat al-wizāratu maqtala ...
func (a *attributer) reportsNoun(i, row int, r *isnad.Reading) bool {
	if !a.takes(row, "noun") || r.Features.Has(isnad.Passive) && !r.Features.Has(isnad.Active) {
		return false
	}
	from := i + 1
	k := a.after(i, a.r.End, r.Features, true)
	if k < 0 && a.describes(i, r) {
		return false
	}
	if k >= 0 {
		k = a.whole(k)
		from = a.phrases[k].Tokens.End
	} else if k = a.before(i, r.Features); k >= 0 {
		k = a.whole(k)
	} else if a.covered(i) {
		return false
	} else {
		k = a.dropped(i, r.Features, r.Pro.Has(isnad.ProWa))
	}
	from = a.object(from)
	if from < 0 {
		return false
	}
	a.add(isnad.Claim{Speaker: k, Verb: isnad.Range{Start: i, End: i + 1}, Scope: isnad.Range{Start: from, End: a.closeNoun(from, i)}}, row)
	return true
}

// objectBefore tells whether the verb's object stands before the preposition at
// token at, which then belongs to the object: aʿlana rafʿa l-ʿuqūbāti ʿan X.
func (a *attributer) objectBefore(i, row int, r *isnad.Reading, at int) bool {
	if !a.takes(row, "noun") {
		return false
	}
	from := i + 1
	if k := a.after(i, at, r.Features, true); k >= 0 {
		from = a.phrases[a.whole(k)].Tokens.End
	}
	for k := a.ps.Start; k < a.ps.End; k++ {
		if p := &a.phrases[k]; p.Tokens.Start >= from && p.Tokens.Start < at && p.Genitive < 0 && p.Extends < 0 && !a.governed(p) && !a.adverb(p, i) {
			return true
		}
	}
	return false
}

// object is the token where the verb's object begins, -1 when nothing follows
// that could be one.
func (a *attributer) object(from int) int {
	for j := from; j < a.r.End; j++ {
		t := &a.tokens[j]
		switch {
		case t.Is(isnad.Punct) && t.Key == ".", t.Is(isnad.Verb) && !t.R().Pro.Has(isnad.ProLiV):
			if j > from+12 || t.Is(isnad.Punct) {
				return -1
			}
		case t.Is(isnad.Noun) && !t.R().Pro.Has(isnad.ProWa|isnad.ProBi|isnad.ProLi) && t.R().Class != "time", t.Is(isnad.Rel) && t.R().Lemma == "ما":
			return from
		}
	}
	return -1
}

// connectors tie a reporting verb to what stands before it.
var connectors = map[string]bool{"كما": true, "حسبما": true, "مثلما": true, "هكذا": true}

// connector is the first token of "as", "according to what" before the verb at i, -1 none.
func (a *attributer) connector(i int) int {
	j := i - 1
	if j < a.r.Start {
		return -1
	}
	if connectors[a.tokens[j].Key] {
		return j
	}
	if k := a.tokens[j].Key; (k == "ما" || k == "لما") && j > a.r.Start {
		switch a.tokens[j-1].Key {
		case "بحسب", "حسب", "وفق", "وفقا", "طبقا", "علي", "تبعا", "وبحسب", "وحسب", "ووفق", "ووفقا":
			return j - 1
		}
	}
	return -1
}

// linked makes the claim of kamā qāla X, wafqa mā aʿlana X. After kamā a verb with
// its own clause only says "also".
func (a *attributer) linked(i, link, row int, r *isnad.Reading) bool {
	key := a.tokens[link].Key
	if key == "كما" || key == "مثلما" {
		if c, ok := a.content(i, row); ok && c.clause && (!c.direct || link == a.r.Start) {
			return a.report(i, row, r, c)
		}
	}
	limit := a.r.End
	k := a.after(i, limit, r.Features, false)
	if k < 0 && key == "كما" {
		return a.reportsNoun(i, row, r)
	}
	if k >= 0 && key == "كما" && !a.ends(a.afterSpeaker(a.whole(k))) {
		return a.reportsNoun(i, row, r)
	}
	if k < 0 {
		k = a.dropped(i, r.Features, true)
	}
	if k < 0 {
		return false
	}
	if src := a.sourceOf(i, limit, row); src >= 0 {
		k = src
	} else {
		k = a.whole(k)
	}
	a.add(isnad.Claim{Speaker: k, Words: a.upTo(k, i, a.r.End), Verb: isnad.Range{Start: link, End: i + 1}, Scope: a.around(link, max(i+1, a.phrases[k].Tokens.End))}, row)
	return true
}

// afterSpeaker is the first token behind a speaker and what only tells when and where he spoke.
func (a *attributer) afterSpeaker(k int) int {
	j := a.phrases[k].Tokens.End
	for j < a.r.End {
		t := &a.tokens[j]
		if t.Is(isnad.Adv) || t.R().Class == "time" || t.Is(isnad.Rel) {
			if t.Is(isnad.Rel) {
				return a.r.End
			}
			j++
			continue
		}
		if t.Is(isnad.Prep) || t.R().Pro.Has(isnad.ProBi|isnad.ProLi) {
			if p := a.phraseFrom(j, j+1); p >= 0 {
				j = max(j+1, a.phrases[p].Tokens.End)
				continue
			}
		}
		if t.Key == "(" {
			if b := a.bracket(j, a.r.End); b > j {
				j = b
				continue
			}
		}
		break
	}
	return j
}
