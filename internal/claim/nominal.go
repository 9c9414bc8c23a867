package claim

import "github.com/isnad/isnad"

// participleRow is the row of a reporting participle in the accusative that
// stands at token i: mushīran ilā, muʾakkidatan anna; -1 none.
func (a *attributer) participleRow(i int) int {
	t := &a.tokens[i]
	for k := range t.Readings {
		r := &t.Readings[k]
		if !r.Features.Has(isnad.PartAct) || r.Pro&^isnad.ProWa != 0 || r.Pron != "" {
			continue
		}
		if row := a.rowOf(r); row >= 0 && !a.takes(row, "@من") && t.Key != "عادة" && a.circumstance(i, r) { // ʿilman is the outlet's, ʿādatan "usually"
			return row
		}
	}
	return -1
}

// circumstance tells whether the participle at i is a ḥāl: its ending shows, or,
// in the feminine, the comma before it and the preposition or an behind it.
func (a *attributer) circumstance(i int, r *isnad.Reading) bool {
	if r.Features.Has(isnad.AccInd) {
		return true
	}
	if i == a.r.Start || i+1 >= a.r.End || !r.Features.Any(isnad.Fem|isnad.OblCase) {
		return false
	}
	prev, next := &a.tokens[i-1], &a.tokens[i+1]
	pause := prev.Key == "،" || prev.Key == "," || a.quote[i-1] >= 0 && !a.opens(i-1)
	led := that(next) || next.Is(isnad.Prep) || next.R().Pro.Has(isnad.ProBi) || a.opens(i+1) || next.Key == ":"
	return pause && (led || !next.Is(isnad.Verb) && !next.Is(isnad.Punct)) || that(next) && r.Features.Has(isnad.Fem) && (!prev.Is(isnad.Noun) || prev.R().Definite()) // maṣādiru muṭṭaliʿatun anna: an adjective
}

// participle makes the claim of a reporting participle. Its speaker is the subject
// of the clause it belongs to.
func (a *attributer) participle(i int) bool {
	row := a.participleRow(i)
	if row < 0 {
		return false
	}
	c, ok := a.content(i, row)
	if !ok || c.at > i+12 {
		if !a.takes(row, "noun") || i+1 >= a.r.End || a.tokens[i+1].Is(isnad.Punct) {
			return false
		}
		c = content{scope: isnad.Range{Start: i + 1, End: a.closeNoun(i+1, i)}}
	}
	f := a.tokens[i].R().Features | isnad.P3
	k := a.clauseSubject(i, f)
	a.add(isnad.Claim{Speaker: k, Verb: isnad.Range{Start: i, End: i + 1}, Scope: c.scope, Direct: c.direct}, row)
	return true
}

// clauseSubject is the subject of the clause around token i: who spoke last in the
// sentence, outside other people's quotations, else the sentence's own subject.
func (a *attributer) clauseSubject(i int, f isnad.Features) int {
	last := -1
	for j := len(a.out) - 1; j >= 0; j-- {
		c := &a.out[j]
		if c.Verb.Start < a.r.Start {
			break
		}
		if c.Verb.Start >= i || c.Speaker < 0 || a.inside[c.Verb.Start] != a.inside[i] {
			continue
		}
		if a.agrees(c.Speaker, f, false) {
			return c.Speaker
		}
		if last < 0 {
			last = c.Speaker
		}
	}
	if a.subject >= 0 && a.agrees(a.subject, f, false) && a.phrases[a.subject].Tokens.Start < i {
		return a.subject
	}
	if last >= 0 { // agreement may be misread; that he spoke is sure
		return last
	}
	if k := a.dropped(i, f, true); k >= 0 {
		return k
	}
	return a.subject
}

// nominal makes the claim of a verbal noun or a document with its clause: the
// announcement of X that, his saying, statements of X that.
func (a *attributer) nominal(i int) bool {
	if i > a.r.Start && a.tokens[i-1].Is(isnad.Verb) && a.relative(i-1, a.tokens[i-1].R()) {
		return false // an official who refused the revealing of his name
	}
	t := &a.tokens[i]
	r := t.R()
	if r.POS != isnad.Noun || !r.Features.Has(isnad.Masdar) || r.Verb == "" {
		return false
	}
	row := a.rowOf(r)
	if row < 0 || a.namesHimself(i+1) || a.takes(row, "@من") || r.Lemma == "امر" || a.document(r.Lemma) && r.Pro.Has(isnad.ProAl) {
		return false
	}
	c, ok := a.content(i, row)
	if ok && !c.clause && a.table.Get(row, "stance") == "accused" && c.at < i+8 {
		a.add(isnad.Claim{Speaker: a.clauseSubject(i, isnad.P3), Verb: isnad.Range{Start: i, End: i + 1}, Scope: c.scope}, row)
		return true
	}
	if !ok || !c.clause || a.claimedFrom(c.scope.Start) {
		return false
	}
	k, end := -1, i+1
	for q := a.ps.Start; q < a.ps.End && r.Pron == ""; q++ {
		p := &a.phrases[q]
		if p.Head == i && a.mentions[q].Kind != "" { // shuhūdun are witnesses, not testimony
			return false
		}
		if p.Head == i && p.Genitive < 0 {
			if p.Extends < 0 {
				if k = a.owner(q); k < 0 {
					k = a.agent(q)
				}
			}
			end = max(end, p.Tokens.End)
		}
	}
	if k < 0 {
		k = a.pronoun(i, r)
	}
	if c.at > end+4 && !(r.Pron != "" && c.at < end+20) {
		return false
	}
	a.add(isnad.Claim{Speaker: k, Verb: isnad.Range{Start: i, End: i + 1}, Scope: c.scope, Direct: c.direct}, row)
	return true
}

// namesHimself tells whether a word at token i, behind a preposition perhaps, is somebody's own name: of
// "who asked not to be named" the naming reports nothing.
func (a *attributer) namesHimself(i int) bool {
	if i < a.r.End && a.tokens[i].Is(isnad.Prep) {
		i++
	}
	if i >= a.r.End || a.tokens[i].R().Pron == "" {
		return false
	}
	l := a.tokens[i].R().Lemma
	return l == "اسم" || l == "هوية"
}

// agent is the first term behind a verbal noun that can speak: taʾkīdu l-wazīri; -1 none.
func (a *attributer) agent(k int) int {
	for q := k + 1; q < a.ps.End && a.phrases[q].Tokens.Start < a.phrases[k].Tokens.End; q++ {
		if a.phrases[q].Genitive == k && a.canSpeak(q) && !a.tokens[a.phrases[q].Head].Is(isnad.Adj) {
			return a.whole(q)
		}
	}
	return -1
}

// claimedFrom tells whether a claim has these words already.
func (a *attributer) claimedFrom(start int) bool {
	for j := len(a.out) - 1; j >= max(0, len(a.out)-window); j-- {
		if a.out[j].Scope.Start == start {
			return true
		}
	}
	return false
}

// pronoun is whom qawlu-hu means: the source just named, else who spoke or acted last.
func (a *attributer) pronoun(i int, r *isnad.Reading) int {
	f := isnad.P3
	switch r.Pron {
	case "ه":
		f |= isnad.Masc | isnad.Sing
	case "ها":
		f |= isnad.Fem | isnad.Sing
	case "هم", "هما":
		f |= isnad.Plur | isnad.Masc
	}
	if a.source >= 0 && a.agrees(a.source, f, false) {
		return a.source
	}
	return a.clauseSubject(i, f)
}
