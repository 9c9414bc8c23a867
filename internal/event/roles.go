package event

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// The features of the first round's roles, in three parts: what a party is in itself,
// which hangs on no trigger; how it stands beside the trigger, from which most are known
// to have no role; and the rest.

// A view is a party as the role scorers see it: what its features are named by.
type view struct {
	*party
	phrase            *isnad.Phrase
	mention           *isnad.Mention
	head              *isnad.Reading
	named             *tokenNames // of the head
	slot, prep        learn.Word
	expect, who, side *learn.Word
	frame             byte        // that expect names
	need              *learn.Word // whether the doer is still looked for
	verbs, subs       *learn.Word
}

func (k *Candidate) view(i int) view {
	y, q := k.y, &k.y.parties[i]
	p := y.phrase(q)
	v := view{party: q, phrase: p, mention: &y.l.Mentions[q.phrase], head: y.l.Tokens[p.Head].R(), named: y.l.named(p.Head)}
	v.frame = k.expectations()[i]
	v.prep, v.expect, v.who = learn.NewWord(p.PrepWord), expectNames[v.frame], y.l.who(q.phrase)
	v.verbs, v.subs = bucketed(q.verbs), bucketed(q.subs)
	v.side, v.slot = nameAfter, *nameNoneAfter
	if q.before {
		v.side, v.slot = nameBefore, *nameNoneBefore
	}
	if q.slot != "" {
		v.slot = learn.NewWord(string(q.slot))
	}
	if v.need = nameHas; y.needs {
		v.need = nameNeeds
	}
	return v
}

// role writes the features of party i as actor or recipient of candidate k.
func (k *Candidate) role(f *learn.Features, i int) {
	v := k.view(i)
	k.itself(f, &v)
	k.standing(f, &v)
	k.dealing(f, &v)
}

// itself: the party's own words, and what the frame expects of it.
func (k *Candidate) itself(f *learn.Features, v *view) {
	y, h, c, e := k.y, v.named, v.who, v.expect
	f.Of("ec", e, c)
	f.Of("c", c)
	f.Of("class", &h.class)
	f.Of("eclass", e, &h.class)
	f.Of("head", &h.lemma)
	f.Of("ehead", e, &h.lemma)
	if h.sense != nil {
		f.Of("esense", e, h.sense)
	}
	if s := y.senseAt(v.phrase.Tokens.Start - 1); s != nil {
		f.Of("prevs", e, s)
	}
	if s := y.senseAt(v.phrase.Tokens.End); s != nil {
		f.Of("nexts", e, s)
	}
	f.Of("prevw", e, y.lemmaAt(v.phrase.Tokens.Start-1))
	f.Of("nextw", e, y.lemmaAt(v.phrase.Tokens.End))
	if v.inner {
		g := y.l.Phrases[v.phrase.Genitive].Head
		f.Of("inner", &y.l.named(g).class)
		f.Of("innerhead", &y.l.named(g).lemma)
		if s := y.l.named(g).sense; s != nil {
			f.Of("innersense", s, v.who)
		}
	} else {
		f.Of("inner", nameNo)
	}
	if v.mention.Country != "" {
		f.Add2("via", v.mention.CountryVia, e.String())
	}
	switch h := v.head.Features; {
	case h.Any(isnad.NomCase) && !h.Any(isnad.OblCase):
		f.Of("case", nameNom, e)
	case h.Any(isnad.OblCase) && !h.Any(isnad.NomCase):
		f.Of("case", nameObl, e)
	case h.Any(isnad.AccInd):
		f.Of("case", nameAcc, e)
	}
	if y.l.inDate(v.phrase.Head) {
		f.Of("date", nameNothing)
	}
	k.extent(f, v)
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
	to := y.l.Tokens[min(b.Tokens.End, y.sent.End-1)].R() // li-waqfi l-ḥarb is what for, not who
	if to.POS == isnad.Prep {
		to = y.l.Tokens[min(b.Tokens.End+1, y.sent.End-1)].R()
	}
	act := nameNo
	if to.Features.Has(isnad.Masdar) {
		act = nameYes
	}
	f.Of("extact", prep, act, &h.class)
	f.Of("ext", prep, &h.class)
	f.Of("exthead", prep, &h.lemma)
	if at := b.Tokens.End; to.POS != isnad.Prep {
		if y.l.Tokens[min(at, y.sent.End-1)].Is(isnad.Prep) {
			at++
		}
		if s := y.senseAt(at); s != nil {
			f.Of("extto", prep, s)
			if h.sense != nil {
				f.Of("extsenses", prep, h.sense, s)
			}
		}
	}
	f.Of("extwho", prep, v.who)
	f.Of("extpos", prep, &posNames[v.head.POS])
	last := y.l.Tokens[p.Tokens.End-1].R()
	f.Add2("extlast", prep.String(), last.Class+last.POS.String())
	if y.l.Tokens[b.Tokens.End-1].Is(isnad.Adj) {
		f.Of("extadj", prep, &y.l.named(b.Tokens.End-1).verb)
	}
}

// complement: which role the frame has behind the preposition of what may belong to the phrase.
func (k *Candidate) complement(f *learn.Features, v *view) {
	y, p := k.y, v.phrase
	switch {
	case v.base >= 0:
		f.Of("extwants", k.wants(y.l.joint(y.l.Phrases[p.Extends].Tokens.End)), v.side)
	case p.Tokens.End < y.sent.End && p.Genitive < 0:
		f.Of("beforewants", k.wants(y.l.joint(p.Tokens.End)), v.side)
	}
}

// wants names the role that the frame has behind a preposition: what it ties to the phrase
// before it may be a party of its own instead.
func (k *Candidate) wants(prep *learn.Word) *learn.Word {
	word := strings.TrimPrefix(prep.String(), "+") // written with the next word or apart
	in := func(slots []Slot) bool {
		for _, s := range slots {
			if p, ok := strings.CutPrefix(string(s), "p:"); ok && p == word {
				return true
			}
		}
		return false
	}
	switch {
	case in(k.Rule.receiver):
		return nameReceiver
	case in(k.Rule.actor):
		return nameActor
	}
	return nameNothing
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

// standing: where the party stands, how far off and behind what, under which
// preposition or word, and what such a party mostly does in an event of the type.
func (k *Candidate) standing(f *learn.Features, v *view) {
	n, slot, h := &k.named, &v.slot, v.named
	f.Of("sfe", slot, &n.form, v.expect)
	f.Of("tc", &n.kind, v.who)
	f.Of("tclass", &n.kind, &h.class)
	f.Of("thead", &n.kind, &h.lemma)
	if h.sense != nil {
		f.Of("thsense", &n.kind, h.sense)
	}
	k.distance(f, v)
	f.Of("need", v.need, slot, &n.form)
	k.governed(f, v)
	if v.phrase.Genitive >= 0 {
		g := k.y.l.Phrases[v.phrase.Genitive].Head
		f.Of("gensame", &n.form, v.side, k.y.c.tells(k.y.l, g, k.Type()))
		f.Of("genverb", &n.kind, v.side, &k.y.l.named(g).verb)
	}
	if v.phrase.Prep >= 0 || v.phrase.PrepWord != "" {
		f.Of("rprep", &n.rule, &v.prep)
	}
}

// distance: how far off the party stands, behind what, and under which preposition.
func (k *Candidate) distance(f *learn.Features, v *view) {
	f.Of("rank", v.side, bucketed(v.rank))
	f.Of("dist", v.side, bucketed(v.dist), v.expect)
	f.Of("commas", v.side, bucketed(v.commas))
	f.Of("verbs", v.side, v.verbs)
	f.Of("subs", v.side, v.subs)
	if k.y.apart(v.party) {
		f.Of("apart", v.side, &k.named.form)
	}
	if !v.before && k.y.visited(v.party) {
		f.Of("visited", &k.named.form)
	}
	path := &k.named.after
	if v.before {
		path = &k.named.before
	}
	f.Of("path", v.verbs, v.subs, path)
	f.Of("prep", &v.prep, v.side)
	f.Of("tprep", &k.named.kind, &v.prep)
	f.Of("pos", &posNames[v.head.POS], v.side)
}

// dealing: the party's words with the trigger's own, and all that ties the two.
func (k *Candidate) dealing(f *learn.Features, v *view) {
	k.complement(f, v)
	n, slot, h, c := &k.named, &v.slot, v.named, v.who
	f.Of("tsf", &n.kind, slot, &n.form)
	f.Of("rs", &n.rule, slot)
	f.Of("sc", slot, c)
	f.Of("tsw", &n.kind, slot, c)
	f.Of("vsw", &n.verb, slot, c)
	f.Of("fsc", &n.form, slot, &h.class)
	f.Of("lfs", &n.lemma, &n.form, slot)
	f.Of("rhead", &n.rule, &h.lemma)
	if n.sense != nil {
		f.Of("sensesw", n.sense, slot, c)
		f.Of("sensefs", n.sense, &n.form, slot)
		if h.sense != nil {
			f.Of("senses", n.sense, slot, h.sense)
		}
	}
	k.borders(f, v)
	k.roleForm(f, v)
	k.clause(f, v)
	k.bonds(f, v)
	if v.phrase.Tokens.Start == k.y.sent.Start {
		f.Of("first", &n.form)
	}
}

// borders: the words at the party's borders, and the one beside the trigger.
func (k *Candidate) borders(f *learn.Features, v *view) {
	n, y := &k.named, k.y
	prev, next, beside := y.lemmaAt(v.phrase.Tokens.Start-1), y.lemmaAt(v.phrase.Tokens.End), k.At+1
	if v.before {
		beside = k.At - 1
	}
	f.Of("prevf", &n.form, v.side, prev)
	f.Of("prevl", &n.lemma, v.side, prev)
	f.Of("nextf", &n.form, v.side, next)
	f.Of("edge", &n.kind, v.side, y.lemmaAt(beside), bucketed(v.dist))
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
		if s := y.l.named(o.verb).sense; s != nil {
			f.Of("ownsense", &own, s, &k.named.kind)
		}
		same := y.c.tells(y.l, o.verb, k.Type())
		f.Of("ownsame", form, &own, same)
		if y.l.verbs[o.verb].passive {
			f.Of("ownpassive", form, &own, same)
		}
	}
	if y.governor >= 0 {
		f.Of("govl", &y.l.named(y.governor).lemma, slot, v.expect)
		if s := y.l.named(y.governor).sense; s != nil {
			f.Of("govsense", s, slot, v.expect)
		}
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

// needed: where else the party stands while the doer is looked for.
func (k *Candidate) needed(f *learn.Features, v *view, own *learn.Word) {
	f.Of("needown", v.need, own, v.side)
	if v.before && k.y.r.POS == isnad.Verb && k.y.agrees(v.party) {
		f.Of("needagree", v.need, &v.slot, own)
	}
}

// roleForm: what the trigger's form, or the verb over it, makes of the party.
func (k *Candidate) roleForm(f *learn.Features, v *view) {
	y := k.y
	if v.before && y.r.POS == isnad.Verb {
		agree := nameNo
		if y.agrees(v.party) {
			agree = nameYes
		}
		f.Of("agree", agree, v.verbs)
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
