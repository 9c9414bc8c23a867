// A long flat list: the features of the first round's existence, a group a function.

package event

import (
	"slices"
	"strconv"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

func bucket[N int | int32](n N) string {
	switch {
	case n < 4:
		return strconv.Itoa(int(n))
	case n < 7:
		return "4+"
	case n < 12:
		return "7+"
	case n < 20:
		return "12+"
	}
	return "20+"
}

// who describes a party in a word: its kind and sector.
func who(m *isnad.Mention) string {
	s := m.Kind
	if m.Via == "metonym" {
		s = "metonym"
	}
	if x := m.Sector(); x != "" {
		return s + "/" + x
	}
	if m.Country != "" && s == "" {
		return "country"
	}
	return s
}

// existence writes the features that decide whether the candidate is an event: of its
// own words and those near it, by which most are known to be none; of what stands round
// it; and of its roles, once they are scored.
func (k *Candidate) existence(f *learn.Features) {
	k.telling(f)
	k.near(f)
	k.setting(f)
	k.likely(f)
}

// telling: the rule, the trigger, the words beside it.
func (k *Candidate) telling(f *learn.Features) {
	n, passed := &k.named, nameNo
	if k.Passed {
		passed = nameYes
	}
	f.Of("rule", &n.rule, passed)
	f.Of("tpassed", &n.kind, passed)
	f.Of("type", &n.kind)
	f.Of("form", &n.kind, &n.form)
	f.Of("lemma", &n.kind, &n.lemma)
	f.Of("lform", &n.lemma, &n.form)
	f.Of("verb", &n.kind, &n.verb)
	if n.sense != nil {
		f.Of("tsense", &n.kind, n.sense)
	}
	k.reading(f)
	k.shape(f)
	k.beside(f)
}

// setting: the words round the trigger, what governs it, what is said, the slots beside it.
func (k *Candidate) setting(f *learn.Features) {
	k.around(f)
	k.filled(f)
	k.place(f)
	k.above(f)
}

// reading: whether the trigger may be another word: what it is read as otherwise, a
// name, a time of day (fajru l-yawmi).
func (k *Candidate) reading(f *learn.Features) {
	l, form := k.y.l, &k.named.form
	best := l.Tokens[k.At].R()
	if best == k.Reading {
		f.Of("chosen", nameYes, form)
	} else {
		f.Of("chosen", nameNo, form)
		f.Of("instead", &posNames[best.POS], form)
		f.Of("cost", bucketed(max(0, k.Reading.Cost-best.Cost)), form)
	}
	if i := l.nameAt(k.At); i >= 0 {
		f.Add2("name", l.Names[i].Kind.String(), k.Form)
	}
	if l.inDate(k.At) {
		f.Of("indate", form)
	}
}

// shape: tense, number and proclitics of the trigger.
func (k *Candidate) shape(f *learn.Features) {
	r, n := k.Reading, &k.named
	switch {
	case r.Features.Has(isnad.Past):
		f.Of("tense", &n.kind, namePast)
	case r.Features.Has(isnad.Present):
		f.Of("tense", &n.kind, namePresent)
		if k.y.l.toCome(k.At, r) {
			f.Of("tense", &n.kind, nameFuture)
		}
	}
	if r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) {
		f.Of("plural", &k.named.kind, &k.named.form)
	}
}

// beside: the words beside the trigger, and what marks it.
func (k *Candidate) beside(f *learn.Features) {
	y, n := k.y, &k.named
	f.Of("prev1", &n.kind, y.lemmaAt(k.At-1))
	f.Of("next1", &n.kind, y.lemmaAt(k.At+1))
	f.Of("prev2", &n.kind, y.lemmaAt(k.At-2))
	f.Of("next2", &n.kind, y.lemmaAt(k.At+2))
	f.Of("prevlemma", &n.form, y.lemmaAt(k.At-1))
	f.Of("ppos", &n.form, y.posAt(k.At-2), y.posAt(k.At-1))
	f.Of("npos", &n.form, y.posAt(k.At+1), y.posAt(k.At+2))
	if s := y.senseAt(k.At - 1); s != nil {
		f.Of("prevsense", &n.kind, s)
	}
	if s := y.senseAt(k.At + 1); s != nil {
		f.Of("nextsense", &n.kind, s)
	}
	f.Of("index", &n.kind, bucketed(k.index))
	f.Of("sentence", &n.kind, bucketed(k.Sentence))
	y.marks(k.At, k.Reading, func(m string) {
		w := learn.NewWord(m)
		f.Of("mark", &n.kind, &w)
	})
}

// near: the words of the neighbourhood.
func (k *Candidate) near(f *learn.Features) {
	y := k.y
	w := y.around()
	for i := w.Start; i < w.End; i++ {
		if i != k.At {
			y.l.named(i).near(f, &k.named.kind)
		}
	}
}

// around is the neighbourhood of the trigger.
func (y *layout) around() isnad.Range {
	return isnad.Range{Start: max(y.sent.Start, y.at-8), End: min(y.sent.End, y.at+9)}
}

// near writes what a word near a trigger says of a type.
func (n *tokenNames) near(f *learn.Features, kind *learn.Word) {
	if n.bare {
		return
	}
	f.Of("near", kind, &n.lemma)
	for _, class := range n.classes {
		f.Of("nearclass", kind, class)
	}
	if n.sense != nil {
		f.Of("nearsense", kind, n.sense)
	}
}

// around: the trigger with the words beside it, and the verb over it.
func (k *Candidate) around(f *learn.Features) {
	y := k.y
	f.Of("bigram", y.lemmaAt(k.At-1), &k.named.lemma)
	f.Of("bigram2", &k.named.lemma, y.lemmaAt(k.At+1))
	if y.governor >= 0 {
		g, slot := &y.l.named(y.governor).lemma, learn.NewWord(string(y.govSlot))
		f.Of("gov", &k.named.kind, g)
		f.Of("govslot", &k.named.kind, g, &slot)
		f.Of("gslot", &k.named.form, &slot)
		if s := y.l.named(y.governor).sense; s != nil {
			f.Of("govsense", &k.named.kind, s, &slot)
		}
	} else if k.Form != "verb" && k.Form != "passive" {
		f.Of("gov", nameNobody)
	}
	if k.light != nil {
		f.Add2("lightkind", k.Type(), k.light.kind)
	}
	if strings.HasSuffix(k.Rule.id, ".said") {
		k.saidWords(f)
	}
}

// saidWords: the words of what is said.
func (k *Candidate) saidWords(f *learn.Features) {
	l := k.y.l
	for i := range l.Claims {
		c := &l.Claims[i]
		if c.Verb.Start != k.At {
			continue
		}
		f.Add2("stance", k.Type(), c.Stance)
		for j := c.Scope.Start; j < min(c.Scope.End, c.Scope.Start+30); j++ {
			r := l.Tokens[j].R()
			if r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Verb || r.POS == isnad.Neg {
				f.Of("said", &k.named.kind, &l.named(j).lemma)
				if s := l.named(j).sense; s != nil {
					f.Of("saidsense", &k.named.kind, s)
				}
			}
		}
	}
}

// filled: which slots stand filled, and by whom.
func (k *Candidate) filled(f *learn.Features) {
	y := k.y
	y.eachSlot(func(q *party) {
		slot, h := learn.NewWord(string(q.slot)), y.l.named(y.phrase(q).Head)
		f.Of("slot", &k.named.kind, &slot, y.l.who(q.phrase))
		f.Of("slottype", &k.named.kind, &k.named.lemma, &slot)
		for _, class := range h.classes {
			f.Of("slotset", &k.named.kind, &slot, class)
			f.Of("slotsetlemma", &k.named.kind, &k.named.lemma, &slot, class)
		}
		if h.sense != nil {
			f.Of("slotsense", &k.named.kind, &slot, h.sense)
			f.Of("slotsenselemma", &k.named.lemma, &slot, h.sense)
		}
		if slotPreposition(q.slot) == "" {
			f.Of("slothead", &k.named.kind, &slot, &h.lemma)
			f.Of("slotlemma", &k.named.lemma, &slot, &h.lemma)
		}
	})
}

// eachSlot calls yield for the first party of each slot that may belong to the trigger.
func (y *layout) eachSlot(yield func(q *party)) {
	var room [16]Slot
	seen := room[:0]
	for i := range y.parties {
		q := &y.parties[i]
		if q.slot == "" || slices.Contains(seen, q.slot) || slotPreposition(q.slot) != "" && q.dist > 12 {
			continue
		}
		seen = append(seen, q.slot)
		yield(q)
	}
}

// likely: how likely the best actor and the best recipient are.
func (k *Candidate) likely(f *learn.Features) {
	actor, recipient := learn.NewWord(decile(k.bestOf(k.actors))), learn.NewWord(decile(k.bestOf(k.targets)))
	f.Of("pa", &k.named.form, &actor)
	f.Of("tpa", &k.named.kind, &actor)
	f.Of("tpr", &k.named.kind, &recipient)
}

func decile(p float64) string { return strconv.Itoa(int(p * 5)) }

func (k *Candidate) bestOf(s []scored) (best float64) {
	for _, x := range s {
		best = max(best, x.p)
	}
	return best
}

// place: where in the sentence and the text the trigger stands, and under what.
func (k *Candidate) place(f *learn.Features) {
	y := k.y
	f.Of("fifth", &k.named.kind, fifthNames[5*(k.At-y.sent.Start)/max(1, y.sent.Len())])
	f.Of("rivals", &k.named.kind, bucketed(k.rivals))
	if c := y.l.claimAt(k.At); c >= 0 {
		f.Add2("claimed", k.Type(), y.l.Claims[c].Stance)
	}
	if y.l.Sentences[k.Sentence].Title {
		f.Of("title", &k.named.kind)
	}
	if k.heading() {
		f.Of("heading", nameYes)
		f.Of("heading", &k.named.kind)
	}
}

// heading tells whether the trigger is the verb of a headline: in the present and yet of what has happened, the first
// verb of a line that begins with who did it and has no full stop. A title whose text follows is none: the text tells it again.
func (k *Candidate) heading() bool {
	y := k.y
	if y.l.Sentences[k.Sentence].Title {
		return false
	}
	if k.Reading.POS != isnad.Verb || !k.Reading.Features.Has(isnad.Present) || k.Reading.Features.Has(isnad.Past) || k.At == y.sent.Start || y.l.toCome(k.At, k.Reading) {
		return false
	}
	switch y.l.Tokens[y.sent.End-1].Key {
	case ".", "؟", "!", "?":
		return false
	}
	for i := y.sent.Start; i < k.At; i++ {
		if t := &y.l.Tokens[i]; t.Is(isnad.Verb) || t.Is(isnad.Neg) || t.Is(isnad.Sub) || t.Is(isnad.Rel) {
			return false
		}
	}
	return true
}

func (l *Layers) claimAt(i int) int {
	best := -1
	for k := range l.Claims {
		if l.Claims[k].Scope.Has(i) && (best < 0 || l.Claims[k].Scope.Len() < l.Claims[best].Scope.Len()) {
			best = k
		}
	}
	return best
}
