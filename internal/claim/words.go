package claim

import "github.com/isnad/isnad"

// fullest is the words of speaker k as the text gives them in full: "the
// secretary of the union for agriculture, N. N." is one name, though three
// phrases. An office behind the name belongs to it where no comma parts them.
func (a *attributer) fullest(k int) isnad.Range {
	p := &a.phrases[k]
	r := p.Tokens
	end := a.sentences[p.Sentence].Tokens.End
	named := p.Name >= 0 || a.holdsName(r)
	if !a.title(k) && !named {
		return a.joined(k, a.manySources(k, r, end), end)
	}
	office := a.holdsOffice(k)
	r.End = a.inTheName(r.End, k, end)
	if !named {
		if x := a.nameAhead(r.End, end, k); x >= 0 {
			r.End, named = a.phrases[x].Tokens.End, true
		}
	}
	if named && r.End < end {
		if x := a.phraseAtToken(r.End, k); x >= 0 && a.title(x) && !a.governed(&a.phrases[x]) && a.tokens[a.phrases[x].Head].R().Pron == "" {
			r.End, office = a.inTheName(a.phrases[a.longest(x)].Tokens.End, x, end), true
		}
	}
	if in := a.seat(r.End); in >= 0 && office { // behind the name alone the place is where he spoke
		r.End = a.phrases[in].Tokens.End
	}
	return a.joined(k, r, end)
}

// inTheName goes on from token at, where the office x ends, over the body in whose name
// its holder speaks: an-nāṭiqu bi-smi l-quwwāt.
func (a *attributer) inTheName(at, x, end int) int {
	if at >= end || a.tokens[at].R().Stem != "اسم" || !a.tokens[at].R().Pro.Has(isnad.ProBi) {
		return at
	}
	if in := a.phraseAtToken(at, x); in >= 0 {
		return max(at, a.phrases[in].Tokens.End)
	}
	return at
}

// seat is the phrase behind the preposition at token at that says where an office is
// held: the head of the section in the ministry; -1 none.
func (a *attributer) seat(at int) int {
	if at >= a.r.End || a.tokens[at].Key != "في" {
		return -1
	}
	in := a.phraseFrom(at+1, at+2)
	if in < 0 || !a.seats(in) {
		return -1
	}
	if end := a.phrases[in].Tokens.End; end < a.r.End {
		if t := &a.tokens[end]; !t.Is(isnad.Punct) && !that(t) && !(t.R().Pro.Has(isnad.ProLi) && a.outletWord(t)) {
			return -1
		}
	}
	return in
}

// seats tells whether a phrase is where one holds an office: a place or a body.
func (a *attributer) seats(in int) bool {
	c, h := &a.mentions[in], a.tokens[a.phrases[in].Head].R()
	if h.Class == "document" || h.Class == "time" || h.Class == "event" {
		return false
	}
	return c.Kind != "" || c.Country != "" || h.Class == "body" || h.Class == "group" || h.Class == "building" || h.Class == "place"
}

// joined goes on from the speaker k, whose words are r, over those who speak with him:
// officials and witnesses, two states.
func (a *attributer) joined(k int, r isnad.Range, end int) isnad.Range {
	for r.End < end && a.tokens[r.End].R().Pro.Has(isnad.ProWa) && a.tokens[r.End].R().Pron == "" {
		x := a.phraseAtToken(r.End, k)
		if x < 0 || a.phrases[x].Coord != a.phrases[k].Coord || a.phrases[x].Genitive >= 0 || a.governed(&a.phrases[x]) || !a.canSpeak(x) || a.title(x) != a.title(k) {
			break
		}
		after := a.phrases[a.longest(x)].Tokens.End
		if after < end && a.tokens[after].Is(isnad.Verb) {
			break // a clause of its own
		}
		r.End = after
	}
	return r
}

// title tells whether a phrase names a person by office or kind.
func (a *attributer) title(k int) bool {
	c := a.tokens[a.phrases[k].Head].R().Class
	return c == "person" || c == "head" || a.mentions[k].Kind == "role" || c == "bodypart" && a.canSpeak(k)
}

// holdsName tells whether a person's name stands within the tokens already.
func (a *attributer) holdsName(r isnad.Range) bool {
	for j := r.Start; j < r.End; j++ {
		if a.tokens[j].Is(isnad.Proper) && a.tokens[j].R().Class == "given" {
			return true
		}
	}
	return false
}

// nameAhead is the phrase of the person's name that follows a title, behind its
// complements and one comma at most; -1 when none does.
func (a *attributer) nameAhead(from, end, k int) int {
	commas := 0
	for j := from; j < min(end, from+16); j++ {
		t := &a.tokens[j]
		if x := a.phraseAtToken(j, k); x >= 0 && a.personName(x) && !a.governed(&a.phrases[x]) && (j == from || commas > 0 || a.mentions[x].ID != "" || a.closed(a.phrases[x].Tokens.End, end)) {
			if commas > 0 && !a.closed(a.phrases[x].Tokens.End, end) {
				return -1
			}
			return x
		}
		switch {
		case t.Key == "،" || t.Key == ",":
			if commas++; commas > 1 {
				return -1
			}
		case commas > 0:
			return -1
		case t.Is(isnad.Verb), t.Is(isnad.Sub), that(t), t.Is(isnad.Rel), t.Key == ":", t.R().Pron != "", t.R().Pro.Has(isnad.ProWa), t.R().Class == "time", a.document(t.R().Lemma):
			return -1
		case t.Is(isnad.Prep) && !within[t.Key], t.Is(isnad.Punct) && a.quote[j] < 0:
			return -1
		case a.outletWord(t):
			return -1
		}
	}
	return -1
}

// within are the prepositions that stand inside a title.
var within = map[string]bool{"من": true, "في": true, "عن": true, "لدي": true, "ل": true, "ب": true, "باسم": true}

// outletWord tells whether a token is to whom he spoke: agency, newspaper, channel, reporters.
func (a *attributer) outletWord(t *isnad.Token) bool {
	switch t.R().Lemma {
	case "وكالة", "صحيفة", "قناة", "صحافي", "صحفي", "جريدة", "اذاعة", "موقع", "مراسل", "تلفزيون":
		return true
	}
	return false
}

// closed tells whether the phrase before token i stands alone: what is said, a
// comma, or the sentence's end follows.
func (a *attributer) closed(i, end int) bool {
	if i >= end {
		return true
	}
	t := &a.tokens[i]
	return t.Is(isnad.Punct) || that(t) || t.Is(isnad.Prep) || t.Is(isnad.Adv) || t.Is(isnad.Verb) || t.R().Class == "time" || t.R().Pro.Has(isnad.ProBi|isnad.ProLi|isnad.ProWa) || t.R().Features.Has(isnad.AccInd)
}

// personName tells whether a phrase is a person's name, with his rank perhaps.
func (a *attributer) personName(k int) bool {
	return (a.phrases[k].Name >= 0 || a.holdsName(a.phrases[k].Tokens)) && (a.mentions[k].Kind == "person" || a.title(k))
}

// phraseAtToken is the first phrase behind k that begins at token i, -1 none.
func (a *attributer) phraseAtToken(i, k int) int {
	for x := k + 1; x < len(a.phrases) && a.phrases[x].Tokens.Start <= i && a.phrases[x].Sentence == a.phrases[k].Sentence; x++ {
		if a.phrases[x].Tokens.Start == i {
			return x
		}
	}
	return -1
}

// longest is the longest phrase that extends k.
func (a *attributer) longest(k int) int {
	best := k
	for x := k + 1; x < len(a.phrases) && a.phrases[x].Tokens.Start == a.phrases[k].Tokens.Start; x++ {
		if a.phrases[x].Extends == k {
			best = x
		}
	}
	return best
}

// manySources takes an adjective that the phrase left out because of its wa-:
// maṣādiru amniyyatun wa-ṭibbiyyatun ʿirāqiyya.
func (a *attributer) manySources(k int, r isnad.Range, end int) isnad.Range {
	h := a.tokens[a.phrases[k].Head].R().Lemma
	for r.End < end && (h == "مصدر" || h == "شاهد") {
		t := &a.tokens[r.End]
		f := t.R()
		if f.POS != isnad.Adj && !f.Features.Has(isnad.Nisba) || f.Pro.Has(isnad.ProAl|isnad.ProBi|isnad.ProLi) || f.Features.Has(isnad.AccInd) {
			break
		}
		r.End++
	}
	return r
}

// run is the words between a verb and what it reports, from its subject k on: all
// of them up to the first sign, preposition of place or time name the speaker,
// whatever they were read as. Names are words of other kinds often.
func (a *attributer) run(k, limit int) int {
	p := &a.phrases[k]
	end := p.Tokens.End
	if kind := a.mentions[k].Kind; !a.title(k) && (kind == "state" || kind == "organisation") {
		return min(limit, a.joined(k, p.Tokens, limit).End)
	}
	definite := false // the verb behind an indefinite noun describes it
	for j := p.Tokens.Start; j < end; j++ {
		definite = definite || a.tokens[j].R().Definite()
	}
	office := a.holdsOffice(k)
	for ; end < limit; end++ {
		t, r := &a.tokens[end], a.tokens[end].R()
		if x := a.phraseAtToken(end, k); x >= 0 && a.title(x) {
			office = true
		}
		if r.Pro.Has(isnad.ProLi|isnad.ProBi) && a.titleGoesOn(end) {
			continue
		}
		if r.Pro&^isnad.ProWa == 0 && r.Pro != 0 && end > p.Tokens.Start && a.joins(end, limit) {
			continue
		}
		if r.Pro&^isnad.ProAl != 0 || r.Pron != "" || r.Class == "time" || r.Features.Has(isnad.AccInd) || a.outletWord(t) || adverbial[t.Key] {
			break
		}
		if t.Is(isnad.Noun) && r.Pro.Has(isnad.ProAl) && (r.Features.Any(isnad.Plur) || r.Class == "group" || r.Class == "body") && a.tokens[end-1].R().Pro.Has(isnad.ProAl) {
			break // the object: ablagha l-wazīru ṣ-ṣaḥāfiyyīna
		}
		if !t.Is(isnad.Noun) && !t.Is(isnad.Proper) && !t.Is(isnad.Adj) && !(!definite && !t.Is(isnad.Verb) && adjective(t)) && !(t.Is(isnad.Verb) && definite && a.rowOf(r) < 0) {
			break
		}
	}
	if in := a.seat(end); in >= 0 && office && end < limit && a.phrases[in].Tokens.End <= limit {
		return a.phrases[in].Tokens.End
	}
	if in := a.complement(k, end); in >= 0 && end < limit && a.phrases[in].Tokens.End <= limit {
		end = a.phrases[in].Tokens.End
		if q := a.inside[end-1]; q >= 0 && int(q) > p.Tokens.Start && int(a.quote[q]) == end && end < limit {
			end++ // the mark that closes the name
		}
	}
	return end
}

// adjective tells whether a word may be an adjective: maṣdarun qabalī, not "before me".
func adjective(t *isnad.Token) bool {
	for k := range t.Readings {
		if r := &t.Readings[k]; r.POS == isnad.Adj && r.Pro == 0 {
			return true
		}
	}
	return false
}

// holdsOffice tells whether an office stands behind the name within the phrase of speaker k.
func (a *attributer) holdsOffice(k int) bool {
	p := &a.phrases[k]
	for j := p.Tokens.Start + 1; j < p.Tokens.End; j++ {
		if t := &a.tokens[j]; t.Is(isnad.Noun) && (t.R().Class == "person" || t.R().Class == "head") && (p.Name >= 0 || a.holdsName(isnad.Range{Start: p.Tokens.Start, End: j})) {
			return true
		}
	}
	return false
}

// joins tells whether the word with wa- at token i goes on with the speaker or his title, up to limit or a
// sign: the police of the districts and outskirts, the deputy and spokesman.
func (a *attributer) joins(i, limit int) bool {
	t, r := &a.tokens[i], a.tokens[i].R()
	if !t.Is(isnad.Noun) && !t.Is(isnad.Proper) && !t.Is(isnad.Adj) || r.Pron != "" || r.Class == "time" || r.Features.Has(isnad.AccInd) || a.outletWord(t) {
		return false
	}
	for j := i + 1; j < limit; j++ {
		t := &a.tokens[j]
		if t.Is(isnad.Punct) {
			return true
		}
		if t.Is(isnad.Verb) || t.Is(isnad.Sub) || t.Is(isnad.Rel) {
			return false
		}
	}
	return true
}

// titleGoesOn tells whether the word with li- or bi- at token i belongs to a title:
// bi-smi, lil-umami l-muttaḥida; not to whom he spoke.
func (a *attributer) titleGoesOn(i int) bool {
	t, r := &a.tokens[i], a.tokens[i].R()
	if r.Stem == "اسم" {
		return true
	}
	if k := a.phraseFrom(i, i); k >= 0 && a.isMedium(k) && !a.headedBefore(k) {
		return false
	}
	return r.Pro.Has(isnad.ProLi) && t.Is(isnad.Noun) && !a.outletWord(t) && r.Class != "person" && r.Class != "time" && !r.Features.Any(isnad.Human) && !a.document(r.Lemma)
}

// anonymous is the token where a speaker asks not to be named (rafaḍa kashfa
// smi-hi, ṭalaba ʿadama dhikri smi-hi), which reads like a chain of nouns; -1 none.
func (a *attributer) anonymous(r isnad.Range) int {
	for j := r.Start + 1; j < r.End && j+1 < a.r.End; j++ {
		switch a.tokens[j].Key {
		case "رفض", "طلب", "فضل", "اشترط":
			switch a.tokens[j+1].Key {
			case "كشف", "ذكر", "عدم", "الكشف", "نشر", "الافصاح":
				return j
			}
		}
	}
	return -1
}

// swallowed tells whether an an stands within the phrase of a speaker.
func (a *attributer) swallowed(k int) bool {
	p := &a.phrases[k]
	for j := p.Tokens.Start + 1; j < p.Tokens.End; j++ {
		if that(&a.tokens[j]) {
			return true
		}
	}
	return false
}

// span of the fullest words, with the proclitics cut as the mention has them.
func (a *attributer) span(k int) isnad.Span {
	r := a.fullest(k)
	m := a.mentions[k].Span
	if j := a.anonymous(a.phrases[k].Tokens); j >= 0 {
		return isnad.Span{Start: m.Start, End: a.tokens[j-1].End}
	}
	for j := r.Start + 1; j < r.End; j++ {
		if that(&a.tokens[j]) { // an unknown name has swallowed the an behind it
			return isnad.Span{Start: m.Start, End: a.tokens[j-1].End}
		}
	}
	return isnad.Span{Start: m.Start, End: max(m.End, a.tokens[r.End-1].End)}
}
