// A long flat list: the features of the first round, a group a function.

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

// A view is a party as the role scorers see it: what its features are named by.
type view struct {
	*party
	phrase            *isnad.Phrase
	mention           *isnad.Mention
	head              *isnad.Reading
	named             *tokenNames // of the head
	slot, prep        learn.Word
	expect, who, side *learn.Word
	verbs, subs       *learn.Word
}

func (k *Candidate) view(i int) view {
	y, q := k.y, &k.y.parties[i]
	p := y.phrase(q)
	v := view{party: q, phrase: p, mention: &y.l.Mentions[q.phrase], head: y.l.Tokens[p.Head].R(), named: y.l.named(p.Head)}
	v.prep, v.expect, v.who = learn.NewWord(p.PrepWord), expectNames[k.expectations()[i]], y.l.who(q.phrase)
	v.verbs, v.subs = bucketed(q.verbs), bucketed(q.subs)
	v.side, v.slot = nameAfter, *nameNoneAfter
	if q.before {
		v.side, v.slot = nameBefore, *nameNoneBefore
	}
	if q.slot != "" {
		v.slot = learn.NewWord(string(q.slot))
	}
	return v
}

// role writes the features of party i as actor or recipient of candidate k.
func (k *Candidate) role(f *learn.Features, i int) {
	v := k.view(i)
	y, n, slot, h, c, e := k.y, &k.named, &v.slot, v.named, v.who, v.expect
	f.Of("sfe", slot, &n.form, e)
	f.Of("tsf", &n.kind, slot, &n.form)
	f.Of("rs", &n.rule, slot)
	f.Of("ec", e, c)
	f.Of("sc", slot, c)
	f.Of("tc", &n.kind, c)
	f.Of("tsw", &n.kind, slot, c)
	f.Of("vsw", &n.verb, slot, c)
	f.Of("fsc", &n.form, slot, &h.class)
	f.Of("c", c)
	f.Of("class", &h.class)
	f.Of("tclass", &n.kind, &h.class)
	f.Of("eclass", e, &h.class)
	f.Of("head", &h.lemma)
	f.Of("thead", &n.kind, &h.lemma)
	f.Of("ehead", e, &h.lemma)
	k.joined(f, &v)
	k.distance(f, &v)
	if v.inner {
		g := y.l.Phrases[v.phrase.Genitive].Head
		f.Of("inner", &y.l.named(g).class)
		f.Of("innerhead", &y.l.named(g).lemma)
	} else {
		f.Of("inner", nameNo)
	}
	if v.mention.Country != "" {
		f.Add2("via", v.mention.CountryVia, e.String())
	}
	k.roleForm(f, &v)
	k.clause(f, &v)
	k.bonds(f, &v)
	k.extent(f, &v)
	if y.l.inDate(v.phrase.Head) {
		f.Of("date", nameNothing)
	}
	if v.phrase.Tokens.Start == y.sent.Start {
		f.Of("first", &n.form)
	}
	if v.phrase.Prep >= 0 || v.phrase.PrepWord != "" {
		f.Of("rprep", &n.rule, &v.prep)
	}
}

// joined: the party's words with the trigger's own, and the words at its borders.
func (k *Candidate) joined(f *learn.Features, v *view) {
	n, slot, head := &k.named, &v.slot, &v.named.lemma
	f.Of("lfs", &n.lemma, &n.form, slot)
	f.Of("rhead", &n.rule, head)
	prev, next, beside := k.y.lemmaAt(v.phrase.Tokens.Start-1), k.y.lemmaAt(v.phrase.Tokens.End), k.At+1
	if v.before {
		beside = k.At - 1
	}
	f.Of("prevw", v.expect, prev)
	f.Of("prevf", &n.form, v.side, prev)
	f.Of("prevl", &n.lemma, v.side, prev)
	f.Of("nextw", v.expect, next)
	f.Of("nextf", &n.form, v.side, next)
	f.Of("edge", &n.kind, v.side, k.y.lemmaAt(beside), bucketed(v.dist))
}

// distance: how far off the party stands, behind what, and under which preposition.
func (k *Candidate) distance(f *learn.Features, v *view) {
	f.Of("rank", v.side, bucketed(v.rank))
	f.Of("dist", v.side, bucketed(v.dist), v.expect)
	f.Of("commas", v.side, bucketed(v.commas))
	f.Of("verbs", v.side, v.verbs)
	f.Of("subs", v.side, v.subs)
	path := &k.named.after
	if v.before {
		path = &k.named.before
	}
	f.Of("path", v.verbs, v.subs, path)
	f.Of("prep", &v.prep, v.side)
	f.Of("tprep", &k.named.kind, &v.prep)
	f.Of("pos", &posNames[v.head.POS], v.side)
}

// clause: the party's place in its own clause, and the verbs that carry a nominal trigger.
func (k *Candidate) clause(f *learn.Features, v *view) {
	y, form, slot := k.y, &k.named.form, &v.slot
	o := y.l.own[v.party.phrase]
	if v.base >= 0 {
		o = y.l.own[y.parties[v.base].phrase]
	}
	own := learn.NewWord(string(o.slot))
	k.needed(f, v, &own)
	if o.verb >= 0 && o.verb != k.At {
		f.Of("ownv", &own, &y.l.named(o.verb).lemma, &k.named.kind)
		same := y.c.tells(y.l, o.verb, k.Type())
		f.Of("ownsame", form, &own, same)
		if y.l.verbs[o.verb].passive {
			f.Of("ownpassive", form, &own, same)
		}
	}
	if v.phrase.Genitive >= 0 {
		g := y.l.Phrases[v.phrase.Genitive].Head
		f.Of("gensame", form, v.side, y.c.tells(y.l, g, k.Type()))
		f.Of("genverb", &k.named.kind, v.side, &y.l.named(g).verb)
	}
	if y.governor >= 0 {
		f.Of("govl", &y.l.named(y.governor).lemma, slot, v.expect)
	}
	if y.tail >= 0 {
		f.Of("taill", &y.l.named(y.tail).lemma, slot)
		pron := nameBare
		if y.l.Tokens[y.tail].R().Pron != "" {
			pron = namePron
		}
		f.Of("tail", pron, slot, form)
	}
}

// needed: whether the doer is still looked for, and where else the party stands.
func (k *Candidate) needed(f *learn.Features, v *view, own *learn.Word) {
	need := nameHas
	if k.y.needs {
		need = nameNeeds
	}
	f.Of("need", need, &v.slot, &k.named.form)
	f.Of("needown", need, own, v.side)
	if v.before && k.y.r.POS == isnad.Verb && k.y.agrees(v.party) {
		f.Of("needagree", need, &v.slot, own)
	}
}

// extent: whether the phrase is read with its complement, and what that is.
func (k *Candidate) extent(f *learn.Features, v *view) {
	y, p, h := k.y, v.phrase, v.named
	if v.base < 0 {
		next := nameNothing
		if p.Tokens.End < y.sent.End && p.Genitive < 0 {
			next = y.l.joint(p.Tokens.End)
		}
		f.Of("before", next, &h.class)
		f.Of("beforehead", next, &h.lemma)
		return
	}
	b := &y.l.Phrases[p.Extends]
	prep := y.l.joint(b.Tokens.End)
	f.Of("ext", prep, &h.class)
	f.Of("exthead", prep, &h.lemma)
	f.Of("extwho", prep, v.who)
	f.Of("extpos", prep, &posNames[v.head.POS])
	last := y.l.Tokens[p.Tokens.End-1].R()
	f.Add2("extlast", prep.String(), last.Class+last.POS.String())
	if y.l.Tokens[b.Tokens.End-1].Is(isnad.Adj) {
		f.Of("extadj", prep, &y.l.named(b.Tokens.End-1).verb)
	}
}

// joint names the word behind a phrase: by its preposition when that is written with it.
func (l *Layers) joint(token int) *learn.Word {
	switch pro := l.Tokens[token].R().Pro; {
	case pro.Has(isnad.ProLi):
		return nameLi
	case pro.Has(isnad.ProBi):
		return nameBi
	}
	return &l.named(token).lemma
}

func (k *Candidate) roleForm(f *learn.Features, v *view) {
	y, h := k.y, v.head
	if v.before && y.r.POS == isnad.Verb {
		agree := nameNo
		if y.agrees(v.party) {
			agree = nameYes
		}
		f.Of("agree", agree, v.verbs)
	}
	switch {
	case h.Features.Any(isnad.NomCase) && !h.Features.Any(isnad.OblCase):
		f.Of("case", nameNom, v.expect)
	case h.Features.Any(isnad.OblCase) && !h.Features.Any(isnad.NomCase):
		f.Of("case", nameObl, v.expect)
	case h.Features.Any(isnad.AccInd):
		f.Of("case", nameAcc, v.expect)
	}
	if y.r.Pron != "" {
		f.Of("triggerpron", &k.named.form, v.expect)
	}
	if k.light != nil {
		f.Add3("light", k.light.kind, string(v.party.slot), v.expect.String())
	}
	if y.governor >= 0 {
		f.Add2("governed", string(y.govSlot), string(v.party.slot))
	}
}

// existence writes the features that decide whether the candidate is an event.
func (k *Candidate) existence(f *learn.Features) {
	k.telling(f)
	k.likely(f)
	k.place(f)
	k.above(f)
}

// unfilled writes those of them that can be known before the roles are scored.
func (k *Candidate) unfilled(f *learn.Features) {
	k.telling(f)
	k.place(f)
	k.above(f)
}

// telling: the rule, the trigger, the words round it and the slots beside it.
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
	k.reading(f)
	k.shape(f)
	k.around(f)
	k.filled(f)
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
		if r.Pro.Has(isnad.ProSa) {
			f.Of("tense", &n.kind, nameFuture)
		}
	}
	if r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) {
		f.Of("plural", &k.named.kind, &k.named.form)
	}
	for i := range proNames {
		if r.Pro.Has(proNames[i].pro) {
			f.Of("pro", &k.named.form, proNames[i].name)
		}
	}
}

// around: the words beside the trigger, and those of its neighbourhood.
func (k *Candidate) around(f *learn.Features) {
	y := k.y
	f.Of("prev1", &k.named.kind, y.lemmaAt(k.At-1))
	f.Of("next1", &k.named.kind, y.lemmaAt(k.At+1))
	f.Of("prev2", &k.named.kind, y.lemmaAt(k.At-2))
	f.Of("next2", &k.named.kind, y.lemmaAt(k.At+2))
	f.Of("prevlemma", &k.named.form, y.lemmaAt(k.At-1))
	f.Of("ppos", &k.named.form, y.posAt(k.At-2), y.posAt(k.At-1))
	f.Of("npos", &k.named.form, y.posAt(k.At+1), y.posAt(k.At+2))
	f.Of("bigram", y.lemmaAt(k.At-1), &k.named.lemma)
	f.Of("bigram2", &k.named.lemma, y.lemmaAt(k.At+1))
	for i := max(y.sent.Start, k.At-8); i < min(y.sent.End, k.At+9); i++ {
		r := y.l.Tokens[i].R()
		if i == k.At || r.POS == isnad.Punct || r.POS == isnad.Prep || r.POS == isnad.Conj {
			continue
		}
		f.Of("near", &k.named.kind, &y.l.named(i).lemma)
		for _, class := range y.l.named(i).classes {
			f.Of("nearclass", &k.named.kind, class)
		}
	}
	if y.governor >= 0 {
		g, slot := &y.l.named(y.governor).lemma, learn.NewWord(string(y.govSlot))
		f.Of("gov", &k.named.kind, g)
		f.Of("govslot", &k.named.kind, g, &slot)
		f.Of("gslot", &k.named.form, &slot)
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
				for _, class := range l.named(j).classes {
					f.Of("saidclass", &k.named.kind, class)
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
	f.Of("pr", &k.named.form, &recipient)
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
	f.Of("index", &k.named.kind, bucketed(k.index))
	if c := y.l.claimAt(k.At); c >= 0 {
		f.Add2("claimed", k.Type(), y.l.Claims[c].Stance)
	}
	if y.l.Sentences[k.Sentence].Title {
		f.Of("title", &k.named.kind)
	}
	f.Of("sentence", &k.named.kind, bucketed(k.Sentence))
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
