package event

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// What ties a party to a trigger whose slots it does not fill itself: the phrase that
// it is a term of, the word that governs it, the clause behind a relative, a pronoun
// that stands for it, the claim whose speaker it is.

var (
	nameAgrees, nameDiffers = fixed("agrees"), fixed("differs")
	nameSpeaks              = fixed("speaks")
)

// bonds writes all of them.
func (k *Candidate) bonds(f *learn.Features, v *view) {
	k.within(f, v)
	k.related(f, v)
	k.pronouns(f, v)
	y := k.y
	for i := range y.l.Claims {
		if c := &y.l.Claims[i]; c.Speaker >= 0 && c.Scope.Has(k.At) && y.l.Phrases[c.Speaker].Tokens.Start == v.phrase.Tokens.Start {
			f.Of("speaks", nameSpeaks, &k.named.form)
			f.Of("speakst", nameSpeaks, &k.named.kind, v.who)
			break
		}
	}
	if y.l.Tokens[v.phrase.Tokens.Start].Is(isnad.Num) {
		f.Of("counted", v.expect, &v.slot)
		f.Of("countedt", &k.named.kind, v.who)
	}
}

// outermost is the phrase that a term of an idafa belongs to in the end.
func (l *Layers) outermost(phrase int) int {
	for l.Phrases[phrase].Genitive >= 0 {
		phrase = l.Phrases[phrase].Genitive
	}
	return phrase
}

// within: nadda-da bi-jarāʾimi Isrāʾīla. The party is a term of the phrase that fills the slot.
func (k *Candidate) within(f *learn.Features, v *view) {
	if !v.inner {
		return
	}
	y, n := k.y, &k.named
	top := y.l.outermost(v.party.phrase)
	h := y.l.named(y.l.Phrases[top].Head)
	if q := y.partyOf(top); q >= 0 {
		s := y.parties[q].slot
		if s == "" {
			s = "none"
		}
		slot := learn.NewWord(string(s))
		f.Of("wsf", &slot, &n.form, expectNames[k.expectations()[q]])
		f.Of("wst", &slot, &n.kind, v.who)
		f.Of("wsv", &slot, &n.verb)
		f.Of("wsc", &slot, &h.class, &n.kind)
		f.Of("wsh", &slot, &h.lemma)
		if h.sense != nil {
			f.Of("wss", &slot, h.sense, &n.kind)
		}
	}
	if o := y.l.own[top]; o.verb >= 0 && o.verb != k.At {
		own := learn.NewWord(string(o.slot))
		f.Of("wown", &own, &n.kind, v.who)
		f.Of("wownv", &own, &y.l.named(o.verb).lemma, &n.kind)
	}
}

// governed: the word right before the party or its preposition, which may be a
// participle or a noun that no clause has: muṭālibīna l-ḥukūmata, shiʿārātun ḍidda r-raʾīs.
func (k *Candidate) governed(f *learn.Features, v *view) {
	y, n := k.y, &k.named
	at := v.phrase.Tokens.Start - 1
	if p := v.phrase.Prep; p >= 0 && p <= at {
		at = p - 1
	}
	for at >= y.sent.Start && y.l.Tokens[at].Is(isnad.Punct) && !y.border(at) {
		at--
	}
	if at < y.sent.Start {
		return
	}
	if at == k.At {
		f.Of("gown", &v.prep, &n.form)
		return
	}
	g := y.l.named(at)
	f.Of("gl", &n.kind, &g.lemma, &v.prep)
	f.Of("gv", &n.kind, &g.verb, &v.prep)
	if g.sense != nil {
		f.Of("gs", &n.kind, g.sense, &v.prep)
	}
	f.Of("gp", &posNames[y.l.Tokens[at].R().POS], &v.prep, v.side)
	f.Of("gsame", y.c.tells(y.l, at, k.Type()), &v.prep, v.side)
	for _, class := range g.classes {
		f.Of("gc", &n.kind, class, &v.prep)
	}
}

// related: dāna l-majāzira llatī tartakibu-hā l-quwwāt. The party has a place in the
// relative clause of a phrase that fills the slot.
func (k *Candidate) related(f *learn.Features, v *view) {
	y, n := k.y, &k.named
	o := y.l.own[v.party.phrase]
	if o.verb < 0 || o.verb == k.At || o.verb-1 < y.sent.Start {
		return
	}
	at := o.verb - 1
	for at > y.sent.Start && (y.l.Tokens[at].Is(isnad.Part) || y.l.Tokens[at].Is(isnad.Neg)) {
		at--
	}
	if !y.l.Tokens[at].Is(isnad.Rel) || at == y.sent.Start {
		return
	}
	for q := range y.parties {
		p := &y.parties[q]
		if a := y.phrase(p).Tokens; !p.whole() || a.End != at {
			continue
		}
		s := p.slot
		if s == "" {
			s = "none"
		}
		slot, own := learn.NewWord(string(s)), learn.NewWord(string(o.slot))
		f.Of("rel", &slot, &own, &n.form)
		f.Of("relt", &slot, &own, &n.kind)
		return
	}
}

// pronouns: iʿtaqalat-hu, muhājamatu-hā, aṭlaqat nīrāna-hā ʿalay-him. Which party before
// the trigger a pronoun on it, or on a preposition behind it, can stand for.
func (k *Candidate) pronouns(f *learn.Features, v *view) {
	if !v.before {
		return
	}
	y, n := k.y, &k.named
	if y.r.Pron != "" {
		fits := y.refers(v.party, y.r.Pron)
		f.Of("pron", fits, &n.form)
		f.Of("pront", fits, &n.kind, v.who)
		if fits == nameAgrees {
			near := bucketed(y.closer(v.party, y.r.Pron))
			own := learn.NewWord(string(y.l.own[v.party.phrase].slot))
			f.Of("pronnear", near, &n.form)
			f.Of("pronown", &own, near, &n.form)
		}
	}
	for i := k.At + 1; i < y.sent.End && i < k.At+5; i++ {
		t := &y.l.Tokens[i]
		if t.Is(isnad.Verb) || t.Is(isnad.Punct) || t.Is(isnad.Sub) || t.Is(isnad.Rel) {
			break
		}
		if r := t.R(); r.POS == isnad.Prep && r.Pron != "" {
			fits, prep := y.refers(v.party, r.Pron), learn.NewWord(r.Lemma)
			e := expectNames[k.expected(Slot("p:"+r.Lemma))]
			f.Of("ppron", fits, &prep, e)
			f.Of("ppront", fits, &prep, &n.kind)
			if fits == nameAgrees {
				f.Of("ppronnear", bucketed(y.closer(v.party, r.Pron)), &prep, e)
			}
			break
		}
	}
}

// refers tells whether a pronoun can stand for a party by its form.
func (y *layout) refers(q *party, pron string) *learn.Word {
	p := y.phrase(q)
	h := y.l.Tokens[p.Head].R()
	g := h.Features
	person := g.Has(isnad.Human) || h.Class == "person" || h.Class == "group"
	many := g.Any(isnad.Plur) && !g.Any(isnad.Sing) || y.l.Tokens[p.Tokens.Start].Is(isnad.Num) && p.Head != p.Tokens.Start
	ok := true
	switch pron {
	case "ه":
		ok = !many && (!g.Has(isnad.Fem) || g.Has(isnad.Masc)) && !y.feminineName(q)
	case "ها":
		ok = g.Has(isnad.Fem) || g == 0 || p.Name >= 0 && y.feminineName(q) || many && !person || h.Class == "group"
	case "هم":
		ok = many && person || h.Class == "group" || h.Class == "body"
	case "هما":
		ok = g.Any(isnad.Dual) || p.Coord != q.phrase
	case "هن":
		ok = many && g.Has(isnad.Fem)
	default:
		return nameOther
	}
	if ok {
		return nameAgrees
	}
	return nameDiffers
}

// closer counts the other parties before the trigger that the pronoun fits and that
// stand nearer to it.
func (y *layout) closer(q *party, pron string) (n int32) {
	end := y.phrase(q).Tokens.End
	for k := range y.parties {
		x := &y.parties[k]
		if x.before && x.base < 0 && !x.earlier() && y.phrase(x).Tokens.Start >= end && !y.temporal(x) && y.refers(x, pron) == nameAgrees {
			n++
		}
	}
	return n
}
