// A long flat list: the places that grammar gives a party beside a trigger.

package event

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
)

// A party is a phrase seen from a trigger: where it stands and what divides them.
type party struct {
	phrase int
	slot   Slot
	inner  bool // stands inside another phrase as a term of its idafa
	before bool
	ago    bool  // of a sentence before
	sums         // commas, verbs, and subordinators with relatives that stand between
	dist   int32 // tokens between
	rank   int32 // order among the phrases on its side
	base   int32 // party of the same phrase without its complement, -1 none
}

// layout is the sentence round one trigger.
type layout struct {
	c        *Coder
	l        *Layers
	at       int // trigger token
	r        *isnad.Reading
	sent     isnad.Range
	passive  bool
	parties  []party
	governor int  // verb that governs a nominal trigger, -1 none
	needs    bool // nobody stands where the doer is told: it is dropped or a pronoun
	tail     int  // verb of the clause behind a nominal trigger, -1 none
	govSlot  Slot
	words    lists // see nearby, once they are asked for
	heads    lists // see filling, once they are asked for
	over     [maxLinks]link
	links    int8 // of over; -1 when it was not climbed yet
}

const reach = 45 // tokens on either side of a trigger that a party is looked for in

// look lays out the parties round trigger at, read as r.
func (c *Coder) look(l *Layers, at int, r *isnad.Reading) *layout {
	s := l.Tokens[at].Sentence
	y := &take(&l.Memory.layouts, 1)[0]
	*y = layout{c: c, l: l, at: at, r: r, sent: l.Sentences[s].Tokens, governor: -1, tail: -1, links: -1}
	y.passive = r.POS == isnad.Verb && c.isPassive(l, at, r)
	y.gather(s)
	y.rank()
	if r.POS == isnad.Verb {
		y.passive = y.passive && !y.follows(y.bare(0)) // qaṣafa has a subject before and an object behind it
		y.verbSlots()
	} else {
		y.nounSlots()
	}
	y.needs = true
	for k := range y.parties {
		switch y.parties[k].slot {
		case SlotSubject, SlotGenitive, "gsubj", "tsubj":
			y.needs = false
		}
	}
	for k := range y.parties {
		if q := &y.parties[k]; q.base >= 0 {
			q.slot, q.rank = y.parties[q.base].slot, y.parties[q.base].rank
		}
	}
	return y
}

// Slots of parties of earlier sentences.
const (
	slotEarlier Slot = "ante:subj"
	slotSpoke   Slot = "ante:spoke"
)

// maxEarlier bounds the parties of earlier sentences.
const maxEarlier = 4

// earlier adds, for a verb or a noun with a pronoun, those that the sentences before
// were about: their subjects and speakers. A dropped subject is one of them.
func (y *layout) earlier(s int) {
	if y.r.POS != isnad.Verb && y.r.Pron == "" || y.l.own == nil {
		return
	}
	add := func(phrase int, slot Slot) {
		n := int32(len(y.parties))
		y.parties = append(y.parties, party{phrase: phrase, before: true, ago: true, base: -1, slot: slot, sums: sums{subs: int32(s - y.l.Phrases[phrase].Sentence)}, dist: 30, rank: n})
	}
	first, last := len(y.parties), y.l.lastSpeaker(y.sent.Start)
	if last >= 0 {
		add(last, slotSpoke)
	}
	for p := s - 1; p >= 0 && p >= s-2; p-- {
		if y.l.Sentences[p].Dropped {
			continue
		}
		r := y.l.bySentence[p]
		for i := r.Start; i < r.End && len(y.parties)-first < maxEarlier; i++ {
			if o := y.l.own[i]; i != last && o.verb >= 0 && o.slot == SlotSubject && y.l.Phrases[i].Extends < 0 {
				add(i, slotEarlier)
			}
		}
	}
	for k := first; k < len(y.parties); k++ { // ranked among themselves
		y.parties[k].rank = int32(k - first)
	}
}

// lastSpeaker is the mention that spoke last before a token, -1 none: wa-daʿā, with
// nobody named, goes on with what he did.
func (l *Layers) lastSpeaker(before int) int {
	best, at := -1, -1
	for k := range l.Claims {
		if c := &l.Claims[k]; c.Speaker >= 0 && c.Speaker < len(l.Phrases) && c.Verb.Start < before && c.Verb.Start > at {
			best, at = c.Speaker, c.Verb.Start
		}
	}
	return best
}

// gather collects the parties: phrases of the sentence within reach, and earlier ones.
func (y *layout) gather(s int) {
	m, phrases := y.l.Memory, y.l.bySentence[s]
	room := take(&m.parties, phrases.Len()+maxEarlier)
	y.parties = room[:0]
	for i := phrases.Start; i < phrases.End; i++ {
		y.near(i)
	}
	y.earlier(s)
	m.parties = m.parties[:len(m.parties)-len(room)+len(y.parties)]
	y.parties = slices.Clip(y.parties)
}

// near adds a phrase of the sentence if it does not hold the trigger and stands within reach.
func (y *layout) near(phrase int) {
	p := &y.l.Phrases[phrase]
	if p.Tokens.Has(y.at) {
		return
	}
	q := party{phrase: phrase, before: p.Tokens.End <= y.at, inner: p.Genitive >= 0, base: -1}
	a, b := y.at+1, p.Tokens.Start
	if q.before {
		a, b = p.Tokens.End, y.at
	}
	if b-a > reach {
		return
	}
	q.dist, q.sums = int32(b-a), y.l.between(a, b)
	if p.Extends >= 0 {
		q.base = y.partyOf(p.Extends)
	}
	y.parties = append(y.parties, q)
}

// partyOf finds the party of a phrase, -1 none.
func (y *layout) partyOf(phrase int) int32 {
	for k := len(y.parties) - 1; k >= 0; k-- {
		if y.parties[k].phrase == phrase {
			return int32(k)
		}
	}
	return -1
}

// whole tells whether a party is a phrase of its own in the clause: no term
// inside another and no longer reading of one.
func (q *party) whole() bool {
	return !q.inner && q.base < 0 && !q.earlier()
}

// earlier tells whether a party is one of the sentences before.
func (q *party) earlier() bool { return q.slot == slotEarlier || q.slot == slotSpoke }

// rank numbers whole phrases without a preposition from the trigger outwards.
func (y *layout) rank() {
	n := int32(0)
	for k := range y.parties {
		q := &y.parties[k]
		if !q.before && q.whole() {
			q.rank = n
			n++
		}
	}
	n = 0
	for k := len(y.parties) - 1; k >= 0; k-- {
		q := &y.parties[k]
		if q.before && q.whole() {
			q.rank = n
			n++
		}
	}
}

func (y *layout) phrase(q *party) *isnad.Phrase { return &y.l.Phrases[q.phrase] }

// prepositional phrases take the slot of their preposition wherever they stand behind the trigger.
func (y *layout) prepositions(maxVerbs int32) {
	for k := range y.parties {
		q := &y.parties[k]
		if p := y.phrase(q); !q.before && q.whole() && q.slot == "" && p.PrepWord != "" && q.verbs <= maxVerbs && q.subs == 0 {
			q.slot = y.l.Memory.slot(preposition, p.PrepWord)
		}
	}
}

// bare finds the nth whole phrase behind the trigger that no preposition governs
// and no verb or subordinator parts from it.
func (y *layout) bare(from int) int {
	for k := from; k < len(y.parties); k++ {
		q := &y.parties[k]
		if q.before || !q.whole() || y.apart(q) {
			continue
		}
		if q.verbs > 0 || q.subs > 0 {
			return -1
		}
		if y.phrase(q).PrepWord == "" && q.slot == "" && !y.temporal(q) && !y.adverbial(q) && !y.visited(q) {
			return k
		}
	}
	return -1
}

// temporal phrases (yawma l-jumʿati, amsi) fill no slot, but of what the verb acts on: alghā l-jayshu l-ijāzāt.
func (y *layout) temporal(q *party) bool {
	p := y.phrase(q)
	return y.l.temporal(p) && !(y.r.POS == isnad.Verb && !q.before && y.c.Takes(y.r, y.l.Tokens[p.Head].R()))
}

// temporal tells whether a phrase says when.
func (l *Layers) temporal(p *isnad.Phrase) bool {
	return p.Name < 0 && (l.Tokens[p.Head].R().Class == "time" || l.inDate(p.Head))
}

// adverbial: an indefinite accusative that is no person or body, behind the subject, is no object of an intransitive verb.
func (y *layout) adverbial(q *party) bool {
	r := y.l.Tokens[y.phrase(q).Head].R()
	return r.Features.Has(isnad.AccInd) && r.POS == isnad.Adj && r.Class == "" && !r.Features.Any(isnad.PartAct|isnad.PartPas|isnad.Nisba)
}

func (y *layout) verbSlots() {
	subject := -1
	first := y.bare(0)
	switch {
	case first < 0:
	case y.isObject(first), y.follows(first), y.goesOn(first):
		y.parties[first].slot = SlotObject
		y.coordinate(first)
	default:
		subject = first
		y.parties[first].slot = SlotSubject
		y.coordinate(first)
		y.objects(first)
	}
	if subject < 0 && !y.has(SlotSubject) && !y.sameSubject() {
		if subject = y.before(); subject >= 0 {
			y.parties[subject].slot = SlotSubject
			y.coordinateBack(subject)
		}
	}
	if y.r.Pron != "" {
		y.topic()
	}
	y.prepositions(0)
	if y.passive {
		for k := range y.parties {
			if y.parties[k].slot == SlotSubject {
				y.parties[k].slot = SlotObject
			}
		}
	}
}

// isObject tells whether the first bare phrase after a verb cannot be its subject: a
// plural verb has its subject before it or in its ending; -īna and -an are objects;
// the verb's gender must fit.
func (y *layout) isObject(k int) bool {
	h := y.l.Tokens[y.phrase(&y.parties[k]).Head].R()
	v := y.r.Features
	if v.Any(isnad.Plur|isnad.Dual) && v.Any(isnad.P3) && !v.Any(isnad.Sing) {
		return true
	}
	if v.Any(isnad.P1) && !v.Any(isnad.P3) {
		return true
	}
	if h.Features.Any(isnad.OblCase|isnad.AccInd) && !h.Features.Any(isnad.NomCase) && !h.Features.Has(isnad.OblCase|isnad.Sing) && !y.passive && !intransitive(y.r) { // qāḍī is one, too; taẓāhara naḥwa alfayni
		return true
	}
	if v.Any(isnad.P3) && h.Features.Any(isnad.Masc|isnad.Fem) && h.POS != isnad.Proper && !y.isName(k) {
		switch {
		case v.Has(isnad.Fem) && !v.Has(isnad.Masc) && h.Features.Has(isnad.Masc) && !h.Features.Has(isnad.Fem) && h.Features.Any(isnad.Sing) && !h.Features.Any(isnad.Plur):
			return y.r.Pron == ""
		case v.Has(isnad.Masc) && !v.Has(isnad.Fem) && h.Features.Has(isnad.Fem) && !h.Features.Has(isnad.Masc) && h.Features.Any(isnad.Sing) && h.Class != "event":
			return y.parties[k].dist <= 1 && y.r.Pron == "" && y.hasBefore()
		case v.Has(isnad.Masc) && !v.Has(isnad.Fem) && h.POS == isnad.Noun && h.Features.Any(isnad.Plur) && !h.Features.Any(isnad.Sing|isnad.Human) && h.Thing():
			return y.parties[k].dist == 0 && y.r.Pron == "" && y.hasBefore() // waṣala l-jayshu wa-naṣaba bawwābātin: they would have a feminine verb
		}
	}
	return v.Has(isnad.Masc|isnad.P3) && !v.Any(isnad.Fem|isnad.Dual) && y.parties[k].dist == 0 && y.r.Pron == "" && !y.passive && y.feminineName(&y.parties[k])
}

// isName tells whether the head of a party is part of a name, whose gender may be another: aqāmat Janūbu Ifrīqiyā.
func (y *layout) isName(k int) bool {
	p := y.phrase(&y.parties[k])
	return p.Name >= 0 && y.l.Names[p.Name].Tokens.Start <= p.Head && y.l.Names[p.Name].Kind != isnad.NameOrganisation
}

// follows tells whether the bare phrase behind a transitive verb follows a subject that
// stands right before it, at the head of the clause, or before its relative: inna Ṭihrāna
// ttahamat Wāshinṭun, kāna l-jayshu qad aḥkama sayṭarata-hu, al-ḥizbu lladhī qāṭaʿa l-intikhābāt.
func (y *layout) follows(first int) bool {
	if first < 0 || y.r.Pron != "" || !y.r.Features.Has(isnad.Active) || !strings.HasPrefix(y.r.Class, "t") {
		return false
	}
	k := y.before()
	if k < 0 {
		return false
	}
	p, q, relative := y.phrase(&y.parties[k]), &y.parties[k], false
	for i := p.Tokens.End; i < y.at; i++ {
		t := &y.l.Tokens[i]
		if relative = relative || t.Is(isnad.Rel); relative {
			continue
		}
		if !t.Is(isnad.Part) && !t.Is(isnad.Neg) && !t.Is(isnad.Adv) && !t.Aside() && y.l.inset[i] == 0 {
			return false
		}
	}
	if q.verbs > 0 || relative && q.subs+q.commas > 2 || !relative && q.subs+q.commas > 0 {
		return false
	}
	h, v := y.l.Tokens[p.Head].R().Features, y.r.Features
	if h.Any(isnad.Plur) && !h.Any(isnad.Sing) && h.Has(isnad.Human) && v.Has(isnad.Sing) && !v.Any(isnad.Plur) {
		return false // many would have a plural verb behind them
	}
	if relative || p.Tokens.Start == y.sent.Start {
		return true
	}
	t := &y.l.Tokens[p.Tokens.Start-1]
	return t.Is(isnad.Sub) || t.Is(isnad.Verb) && t.R().Lemma == "كان" || t.Is(isnad.Punct) && t.Key != "\"" && t.Key != "«" && t.Key != "("
}

func (y *layout) hasBefore() bool { return y.before() >= 0 }

// before finds the subject that stands before its verb: the nearest whole phrase
// without a preposition at the head of the clause, or the noun before a relative.
func (y *layout) before() int {
	for k := len(y.parties) - 1; k >= 0; k-- {
		q := &y.parties[k]
		if !q.before || !q.whole() || y.phrase(q).PrepWord != "" && !(q.subs > 0) || y.temporal(q) || y.apart(q) {
			continue
		}
		if q.verbs > 0 {
			break
		}
		if y.agrees(q) {
			return k
		}
	}
	return -1
}

// sameSubject gives a verb that goes on from one before it (wa-waqqaʿatā) the subject of that one, when
// its form agrees, and tells whether the verb goes on: what stands right before it is no subject then.
func (y *layout) sameSubject() (joined bool) {
	if y.at == y.sent.Start {
		return false
	}
	if !y.r.Pro.Has(isnad.ProWa|isnad.ProFa) && !y.l.Tokens[y.at-1].Is(isnad.Conj) && y.l.Tokens[y.at-1].Key != "و" && !y.resumed() {
		return false
	}
	for k := y.at - 1; k >= y.sent.Start; k-- {
		v := y.l.verbs[k]
		if v == nil {
			continue
		}
		joined = true
		const person = isnad.P1 | isnad.P2 | isnad.P3 | isnad.Sing | isnad.Dual | isnad.Plur | isnad.Masc | isnad.Fem
		if v.r.Features&y.r.Features&person == 0 || v.passive {
			continue
		}
		if y.share(v, SlotSubject) {
			return true
		}
	}
	return joined
}

// share gives the subject of another verb a slot here, where it agrees, and tells whether any did.
func (y *layout) share(v *layout, slot Slot) (found bool) {
	two := y.r.POS == isnad.Verb && y.r.Features.Has(isnad.Dual) && !y.r.Features.Any(isnad.Sing|isnad.Plur) // baḥatha X maʿa Y wa-ttafaqā
	for i := range v.parties {
		if s := v.parties[i].slot; s != SlotSubject && !(two && s == "p:مع") {
			continue
		}
		for j := range y.parties {
			if q := &y.parties[j]; q.phrase == v.parties[i].phrase && q.slot == "" && (two || y.agrees(q)) {
				q.slot, found = slot, true
			}
		}
	}
	return found
}

// resumed tells whether the verb tells of the indefinite noun right before it by a pronoun: nasharati
// s-safāratu taghrīdatan ṭālabat fīhā bi-l-ifrāj.
func (y *layout) resumed() bool {
	n := y.l.Tokens[y.at-1].R()
	if n.POS != isnad.Noun && n.POS != isnad.Adj || n.Definite() || y.l.names[y.at-1] >= 0 {
		return false
	}
	for i := y.at + 1; i < min(y.sent.End, y.at+3); i++ {
		if r := y.l.Tokens[i].R(); r.POS == isnad.Prep && (r.Pron == "ه" || r.Pron == "ها") {
			return true
		}
	}
	return false
}

// goesOn tells whether the thing behind a transitive verb that goes on from another is its object, the
// doer being that one's: bārakati l-qimmatu l-wathīqata wa-ayyadat tawajjuha s-sulṭa.
func (y *layout) goesOn(first int) bool {
	p := y.phrase(&y.parties[first])
	r := y.l.Tokens[p.Head].R()
	if y.r.Pron != "" || y.passive || !strings.HasPrefix(y.r.Class, "t") || strings.HasPrefix(y.r.Class, "ti") || p.Name >= 0 || !r.Thing() || r.Features.Any(isnad.Human) {
		return false
	}
	return y.bare(first+1) < 0 && y.sameSubject() && y.has(SlotSubject)
}

// has tells whether a party stands in a slot.
func (y *layout) has(s Slot) bool {
	return slices.ContainsFunc(y.parties, func(q party) bool { return q.slot == s })
}

// coordinate gives the slot of party k to the phrases coordinated with it and to those it is made of.
func (y *layout) coordinate(k int) {
	p := y.phrase(&y.parties[k])
	for j := k + 1; j < len(y.parties); j++ {
		q := &y.parties[j]
		if o := y.phrase(q); q.whole() && (o.Coord == p.Coord || o.Tokens.End <= p.Tokens.End) && q.slot == "" {
			q.slot = y.parties[k].slot
		}
	}
}

func (y *layout) coordinateBack(k int) {
	c := y.phrase(&y.parties[k]).Coord
	for j := k - 1; j >= 0; j-- {
		q := &y.parties[j]
		if q.whole() && y.phrase(q).Coord == c && q.slot == "" {
			q.slot = y.parties[k].slot
		}
	}
}

// nounSlots: the genitive, prepositions, and through a light verb its subject and object.
func (y *layout) nounSlots() {
	for k := range y.parties {
		q := &y.parties[k]
		p := y.phrase(q)
		if q.before || q.slot != "" || q.base >= 0 {
			continue
		}
		if q.dist == 0 && q.inner && p.Tokens.Start == y.at+1 || q.inner && q.dist <= 2 && q.verbs == 0 && q.commas == 0 && y.chained(p.Tokens.Start) {
			q.slot = SlotGenitive
			y.coordinate(k)
			y.masdarObject(k)
			break
		}
	}
	y.prepositions(0)
	y.govern()
}

// chained tells whether the trigger's idafa reaches token i: only adjectives of the trigger stand between.
func (y *layout) chained(i int) bool {
	for k := y.at + 1; k < i; k++ {
		if t := &y.l.Tokens[k]; !t.Is(isnad.Adj) && !t.Is(isnad.Punct) {
			return false
		}
	}
	return true
}

// govern finds the verb whose subject or object the trigger is.
func (y *layout) govern() {
	for k, far := y.at-1, y.at-12; k >= y.sent.Start && k > far; k-- {
		t := &y.l.Tokens[k]
		if y.setIn(k) {
			far--
			continue
		}
		if t.Is(isnad.Verb) {
			y.governor = k
			break
		}
		if t.Is(isnad.Sub) || t.Is(isnad.Rel) || t.Is(isnad.Punct) && t.Key != "\"" && t.Key != "«" && t.Key != "»" {
			break
		}
	}
	y.govSlot = "?"
	if y.governor < 0 {
		y.circumstance()
	}
	if y.governor >= 0 {
		v := y.l.verbs[y.governor]
		for _, q := range v.parties {
			if y.l.Phrases[q.phrase].Tokens.Has(y.at) && q.slot != "" {
				y.govSlot = q.slot
			}
		}
		y.inherit(v, governed)
	}
	if y.tail = y.relative(); y.tail >= 0 {
		y.inherit(y.l.verbs[y.tail], tail)
	}
}

// circumstance gives a participle that says what somebody does besides the subject of a verb before it,
// if it agrees: ghādara l-wazīru l-qāʿata, dāʿiyan ilā ... Behind what somebody says it is he, not who is spoken of:
// qāla l-wazīru inna l-ḥaqqa maṣūnun, muḥadhdhiran min ...
func (y *layout) circumstance() {
	f := y.r.Features
	if !f.Any(isnad.PartAct|isnad.PartPas) || !f.Any(isnad.AccInd|isnad.Fem|isnad.OblCase) || y.r.Pro&^isnad.ProWa != 0 || y.r.Definite() {
		return
	}
	end, first := y.at, true // where the clause of the first verb ends
	for k := y.sent.Start; k < y.at; k++ {
		if y.l.verbs[k] != nil {
			first = false
		} else if !first && y.l.Tokens[k].Is(isnad.Sub) {
			end = k
			break
		}
	}
	if !y.fromVerb(end) && end < y.at {
		y.fromVerb(y.at)
	}
}

// fromVerb gives the trigger the subject of the last verb before a token that it agrees with.
func (y *layout) fromVerb(end int) (found bool) {
	for k := end - 1; k >= y.sent.Start && !found; k-- {
		v := y.l.verbs[k]
		if v == nil || v.passive {
			continue
		}
		found = y.share(v, y.l.Memory.slot(governed, string(SlotSubject)))
	}
	return found
}

// inherit gives the parties of another verb's clause their slot there, marked by a letter.
func (y *layout) inherit(v *layout, mark slotMark) {
	if v == nil {
		return
	}
	first, last := y.complements()
	for i := range v.parties {
		q := &v.parties[i]
		if q.slot == "" || y.l.Phrases[q.phrase].Tokens.Has(y.at) {
			continue
		}
		for j := range y.parties {
			if x := &y.parties[j]; x.phrase == q.phrase && (x.slot == "" || x.slot == q.slot && !(first <= j && j < last)) {
				x.slot = y.l.Memory.slot(mark, string(q.slot))
			}
		}
	}
}

// complements are the parties behind the trigger's own phrase that follow it one upon the other, each with
// its preposition: addati l-ḥarbu ʿalā l-ʿIrāqi ilā ..., shannat hujūman bi-ṣ-ṣawārīkhi ʿalā Ghazza.
// They are the noun's before they are the verb's.
func (y *layout) complements() (first, last int) {
	at := y.at + 1
	in := y.l.bySentence[y.l.Tokens[y.at].Sentence]
	for i := in.Start; i < in.End; i++ {
		if p := &y.l.Phrases[i]; p.Tokens.Has(y.at) && p.Genitive < 0 && p.Extends < 0 {
			at = p.Tokens.End
		}
	}
	for k := range y.parties {
		q := &y.parties[k]
		if q.before || !q.whole() {
			continue
		}
		p := y.phrase(q)
		start := p.Tokens.Start
		if p.Prep >= 0 {
			start = min(start, p.Prep)
		}
		if start > at || start == at && p.PrepWord == "" {
			break
		}
		if start == at {
			if last == 0 {
				first = k
			}
			at, last = p.Tokens.End, k+1
		}
	}
	return first, last
}

// relative finds the verb of a clause that tells of the trigger: with or without
// alladhī, no further than the trigger's own adjectives and terms.
func (y *layout) relative() int {
	for k := y.at + 1; k < y.sent.End && k <= y.at+8; k++ {
		t := &y.l.Tokens[k]
		switch {
		case t.Is(isnad.Verb):
			if t.R().Pro.Has(isnad.ProWa | isnad.ProFa) {
				return -1
			}
			return k
		case t.Is(isnad.Sub), t.Is(isnad.Punct) && t.Key != "\"" && t.Key != "«" && t.Key != "»", t.Is(isnad.Conj):
			return -1
		}
	}
	return -1
}

// slotPreposition is the preposition of a slot, "" when it has none.
func slotPreposition(s Slot) string {
	_, p, ok := strings.Cut(string(s), "p:")
	if !ok {
		return ""
	}
	return p
}
