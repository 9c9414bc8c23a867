package event

import (
	"slices"
	"strconv"

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

// lemmaAt is the lemma of a token, or a mark of the sentence's edge.
func (y *layout) lemmaAt(i int) string {
	if i < y.sent.Start {
		return "<s>"
	}
	if i >= y.sent.End {
		return "</s>"
	}
	return y.l.Tokens[i].R().Lemma
}

func (y *layout) posAt(i int) string {
	if i < y.sent.Start || i >= y.sent.End {
		return "-"
	}
	return y.l.Tokens[i].R().POS.String()
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

// role writes the features of party i as actor or recipient of candidate k.
func (k *Candidate) role(f *learn.Features, i int) {
	y, q := k.y, &k.y.parties[i]
	p, m := y.phrase(q), &y.l.Mentions[q.phrase]
	h := y.l.Tokens[p.Head].R()
	slot := string(q.slot)
	if slot == "" {
		slot = "none-after"
		if q.before {
			slot = "none-before"
		}
	}
	e, kind, c := string(k.expect[i]), k.Type(), who(m)
	f.Add3("sfe", slot, k.Form, e)
	f.Add3("tsf", kind, slot, k.Form)
	f.Add2("rs", k.Rule.id, slot)
	f.Add2("ls", y.r.Lemma, slot)
	f.Add2("ec", e, c)
	f.Add2("sc", slot, c)
	f.Add2("tc", kind, c)
	f.Add3("tsw", kind, slot, c)
	f.Add3("lsw", y.r.Lemma, slot, c)
	f.Add3("vsw", y.r.Verb, slot, c)
	f.Add3("fsc", k.Form, slot, h.Class)
	f.Add("c", c)
	f.Add("class", h.Class)
	f.Add2("tclass", kind, h.Class)
	f.Add2("eclass", e, h.Class)
	f.Add("head", h.Lemma)
	f.Add2("thead", kind, h.Lemma)
	f.Add2("ehead", e, h.Lemma)
	side := "after"
	if q.before {
		side = "before"
	}
	f.Add2("rank", side, bucket(q.rank))
	f.Add3("dist", side, bucket(q.dist), e)
	f.Add2("commas", side, bucket(q.commas))
	f.Add2("verbs", side, bucket(q.verbs))
	f.Add2("subs", side, bucket(q.subs))
	f.Add3("path", bucket(q.verbs), bucket(q.subs), side+k.Form)
	f.Add2("prep", p.PrepWord, side)
	f.Add2("tprep", kind, p.PrepWord)
	f.Add2("pos", h.POS.String(), side)
	if q.inner {
		g := &y.l.Phrases[p.Genitive]
		f.Add("inner", y.l.Tokens[g.Head].R().Class)
		f.Add("innerhead", y.l.Tokens[g.Head].R().Lemma)
		f.Add2("innerpair", who(&y.l.Mentions[p.Genitive]), c)
	} else {
		f.Add("inner", "no")
	}
	if h.Definite() || p.Name >= 0 {
		f.Add("definite", side)
	}
	if m.Country != "" {
		f.Add2("via", m.CountryVia, e)
	}
	k.roleForm(f, q, h, e)
	k.clause(f, q, slot, e)
	k.extent(f, q, p, c)
	if y.l.inDate(p.Head) {
		f.Add("date", "")
	}
	if p.Tokens.Start == y.sent.Start {
		f.Add("first", k.Form)
	}
	if p.Prep >= 0 || p.PrepWord != "" {
		f.Add2("prepslot", p.PrepWord, k.Form)
		f.Add2("rprep", k.Rule.id, p.PrepWord)
	}
}

// clause: the party's place in its own clause, and the verbs that carry a nominal trigger.
func (k *Candidate) clause(f *learn.Features, q *party, slot, e string) {
	y := k.y
	side := "after"
	if q.before {
		side = "before"
	}
	o := y.l.own[q.phrase]
	if q.base >= 0 {
		o = y.l.own[y.parties[q.base].phrase]
	}
	if o.verb < 0 {
		f.Add2("own", "none", side)
	} else if o.verb != k.At {
		f.Add3("own", string(o.slot), side, k.Form)
		f.Add3("ownv", string(o.slot), y.l.Tokens[o.verb].R().Lemma, k.Type())
		f.Add3("ownpath", string(o.slot), side, bucket(q.verbs))
	}
	if o.verb >= 0 && o.verb != k.At {
		f.Add3("ownsame", k.Form, string(o.slot), y.c.tells(y.l.verbs[o.verb].r, k.Type()))
		if y.l.verbs[o.verb].passive {
			f.Add3("ownpassive", k.Form, string(o.slot), y.c.tells(y.l.verbs[o.verb].r, k.Type()))
		}
	}
	if p := y.phrase(q); p.Genitive >= 0 {
		g := y.l.Tokens[y.l.Phrases[p.Genitive].Head].R()
		f.Add3("gensame", k.Form, side, y.c.tells(g, k.Type()))
		f.Add3("genverb", k.Type(), side, g.Verb)
	}
	if y.governor >= 0 {
		f.Add3("govl", y.l.Tokens[y.governor].R().Lemma, slot, e)
	}
	if y.tail >= 0 {
		t := y.l.Tokens[y.tail].R()
		f.Add2("taill", t.Lemma, slot)
		pron := "bare"
		if t.Pron != "" {
			pron = "pron"
		}
		f.Add3("tail", pron, slot, k.Form)
	}
	if k.tail != nil {
		f.Add3("taillight", k.tail.kind, slot, e)
	}
}

// extent: whether the phrase is read with its complement, and what that is.
func (k *Candidate) extent(f *learn.Features, q *party, p *isnad.Phrase, c string) {
	y := k.y
	h := y.l.Tokens[p.Head].R()
	if q.base < 0 {
		next := ""
		if p.Tokens.End < y.sent.End && p.Genitive < 0 {
			next = y.l.Tokens[p.Tokens.End].R().Lemma
			if pro := y.l.Tokens[p.Tokens.End].R().Pro; pro.Has(isnad.ProLi) {
				next = "+ل"
			} else if pro.Has(isnad.ProBi) {
				next = "+ب"
			}
		}
		f.Add2("before", next, h.Class)
		f.Add2("beforehead", next, h.Lemma)
		return
	}
	b := &y.l.Phrases[p.Extends]
	t := y.l.Tokens[b.Tokens.End].R()
	prep := t.Lemma
	if t.Pro.Has(isnad.ProLi) {
		prep = "+ل"
	} else if t.Pro.Has(isnad.ProBi) {
		prep = "+ب"
	}
	f.Add2("ext", prep, h.Class)
	f.Add2("exthead", prep, h.Lemma)
	f.Add2("extwho", prep, c)
	f.Add2("extpos", prep, h.POS.String())
	last := y.l.Tokens[p.Tokens.End-1].R()
	f.Add2("extlast", prep, last.Class+last.POS.String())
	prev := y.l.Tokens[b.Tokens.End-1].R()
	if prev.POS == isnad.Adj {
		f.Add2("extadj", prep, prev.Verb)
	}
}

func (k *Candidate) roleForm(f *learn.Features, q *party, h *isnad.Reading, e string) {
	y := k.y
	if q.before && y.r.POS == isnad.Verb {
		agree := "no"
		if y.agrees(q) {
			agree = "yes"
		}
		f.Add2("agree", agree, bucket(q.verbs))
	}
	switch {
	case h.Features.Any(isnad.NomCase) && !h.Features.Any(isnad.OblCase):
		f.Add2("case", "nom", e)
	case h.Features.Any(isnad.OblCase) && !h.Features.Any(isnad.NomCase):
		f.Add2("case", "obl", e)
	case h.Features.Any(isnad.AccInd):
		f.Add2("case", "acc", e)
	}
	if y.r.Pron != "" {
		f.Add2("triggerpron", k.Form, e)
	}
	if k.light != nil {
		f.Add3("light", k.light.kind, string(q.slot), e)
	}
	if y.governor >= 0 {
		f.Add2("governed", string(y.govSlot), string(q.slot))
	}
}

// existence writes the features that decide whether the candidate is an event.
func (k *Candidate) existence(f *learn.Features) {
	k.telling(f)
	k.likely(f)
	k.place(f)
}

// unfilled writes those of them that can be known before the roles are scored.
func (k *Candidate) unfilled(f *learn.Features) {
	k.telling(f)
	k.place(f)
}

// telling: the rule, the trigger, the words round it and the slots beside it.
func (k *Candidate) telling(f *learn.Features) {
	y, r, kind := k.y, k.Reading, k.Type()
	passed := "no"
	if k.Passed {
		passed = "yes"
	}
	f.Add2("rule", k.Rule.id, passed)
	f.Add("passed", passed)
	f.Add2("tpassed", kind, passed)
	f.Add("type", kind)
	f.Add2("form", kind, k.Form)
	f.Add2("lemma", kind, r.Lemma)
	f.Add2("lform", r.Lemma, k.Form)
	f.Add2("verb", kind, r.Verb)
	chosen := "yes"
	if r != y.l.Tokens[k.At].R() {
		chosen = "no"
	}
	f.Add2("chosen", chosen, k.Form)
	k.shape(f)
	k.around(f)
	k.filled(f)
}

// shape: definiteness, tense, number of the trigger.
func (k *Candidate) shape(f *learn.Features) {
	r, kind := k.Reading, k.Type()
	def := "indef"
	switch {
	case r.Pro.Has(isnad.ProAl):
		def = "al"
	case r.Pron != "":
		def = "pron"
	case r.Features.Has(isnad.AccInd):
		def = "acc"
	}
	f.Add2("def", k.Form, def)
	f.Add3("tdef", kind, k.Form, def)
	switch {
	case r.Features.Has(isnad.Past):
		f.Add2("tense", kind, "past")
	case r.Features.Has(isnad.Present):
		f.Add2("tense", kind, "present")
		if r.Pro.Has(isnad.ProSa) {
			f.Add2("tense", kind, "future")
		}
	}
	if r.Features.Any(isnad.Plur) && !r.Features.Any(isnad.Sing) {
		f.Add2("plural", kind, k.Form)
	}
	for _, p := range [...]struct {
		pro  isnad.Proclitics
		name string
	}{{isnad.ProWa, "wa"}, {isnad.ProFa, "fa"}, {isnad.ProBi, "bi"}, {isnad.ProLi, "li"}, {isnad.ProLiV, "li-v"}, {isnad.ProKa, "ka"}} {
		if r.Pro.Has(p.pro) {
			f.Add2("pro", k.Form, p.name)
		}
	}
}

// around: the words beside the trigger, and those of its neighbourhood.
func (k *Candidate) around(f *learn.Features) {
	y, kind := k.y, k.Type()
	f.Add2("prev1", kind, y.lemmaAt(k.At-1))
	f.Add2("next1", kind, y.lemmaAt(k.At+1))
	f.Add2("prev2", kind, y.lemmaAt(k.At-2))
	f.Add2("next2", kind, y.lemmaAt(k.At+2))
	f.Add2("prevlemma", k.Form, y.lemmaAt(k.At-1))
	f.Add2("nextlemma", k.Form, y.lemmaAt(k.At+1))
	f.Add3("ppos", k.Form, y.posAt(k.At-2), y.posAt(k.At-1))
	f.Add3("npos", k.Form, y.posAt(k.At+1), y.posAt(k.At+2))
	f.Add2("bigram", y.lemmaAt(k.At-1), k.Reading.Lemma)
	f.Add2("bigram2", k.Reading.Lemma, y.lemmaAt(k.At+1))
	for i := max(y.sent.Start, k.At-8); i < min(y.sent.End, k.At+9); i++ {
		r := y.l.Tokens[i].R()
		if i == k.At || r.POS == isnad.Punct || r.POS == isnad.Prep || r.POS == isnad.Conj {
			continue
		}
		f.Add2("near", kind, r.Lemma)
		for _, class := range k.y.c.words.classes[r.Lemma] {
			f.Add2("nearclass", kind, class)
		}
	}
	if y.governor >= 0 {
		g := y.l.Tokens[y.governor].R()
		f.Add2("gov", kind, g.Lemma)
		f.Add3("govslot", kind, g.Lemma, string(y.govSlot))
		f.Add2("gslot", k.Form, string(y.govSlot))
	} else if k.Form != "verb" && k.Form != "passive" {
		f.Add("gov", "none")
	}
	if k.light != nil {
		f.Add2("lightkind", kind, k.light.kind)
	}
	if k.Rule.id == "accuse.said" || k.Rule.id == "support.said" {
		k.saidWords(f)
	}
}

// saidWords: the words of what is said.
func (k *Candidate) saidWords(f *learn.Features) {
	l, kind := k.y.l, k.Type()
	for i := range l.Claims {
		c := &l.Claims[i]
		if c.Verb.Start != k.At {
			continue
		}
		f.Add2("stance", kind, c.Stance)
		for j := c.Scope.Start; j < min(c.Scope.End, c.Scope.Start+30); j++ {
			r := l.Tokens[j].R()
			if r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Verb || r.POS == isnad.Neg {
				f.Add2("said", kind, r.Lemma)
				for _, class := range k.y.c.words.classes[r.Lemma] {
					f.Add2("saidclass", kind, class)
				}
			}
		}
	}
}

// filled: which slots stand filled, and by whom.
func (k *Candidate) filled(f *learn.Features) {
	y, kind := k.y, k.Type()
	var room [16]Slot
	seen := room[:0]
	for i := range y.parties {
		q := &y.parties[i]
		if q.slot == "" || slices.Contains(seen, q.slot) || slotPreposition(q.slot) != "" && q.dist > 12 {
			continue
		}
		seen = append(seen, q.slot)
		m := &y.l.Mentions[q.phrase]
		h := y.l.Tokens[y.phrase(q).Head].R()
		f.Add3("slot", kind, string(q.slot), who(m))
		f.Add3("slotclass", kind, string(q.slot), h.Class)
		if slotPreposition(q.slot) == "" {
			f.Add3("slothead", kind, string(q.slot), h.Lemma)
			f.Add3("slotlemma", k.Reading.Lemma, string(q.slot), h.Lemma)
			f.Add3("slotwho", k.Reading.Lemma, string(q.slot), who(m))
		} else {
			f.Add2("slotrule", k.Rule.id, string(q.slot))
		}
	}
	for _, s := range [...]Slot{SlotSubject, SlotObject, SlotGenitive} {
		if !slices.Contains(seen, s) {
			f.Add3("noslot", kind, k.Form, string(s))
		}
	}
}

// likely: how likely the best actor and the best recipient are.
func (k *Candidate) likely(f *learn.Features) {
	kind := k.Type()
	actor, recipient := decile(k.bestOf(k.actors)), decile(k.bestOf(k.targets))
	f.Add2("pa", k.Form, actor)
	f.Add2("pr", k.Form, recipient)
	f.Add2("tpa", kind, actor)
	f.Add2("tpr", kind, recipient)
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
	y, kind := k.y, k.Type()
	f.Add2("fifth", kind, strconv.Itoa(5*(k.At-y.sent.Start)/max(1, y.sent.Len())))
	f.Add2("pos", k.Form, bucket(k.At-y.sent.Start))
	f.Add2("rivals", kind, bucket(k.rivals))
	f.Add2("index", kind, bucket(k.index))
	clause := "main"
	for i := k.At - 1; i >= y.sent.Start; i-- {
		t := &y.l.Tokens[i]
		if t.Is(isnad.Rel) {
			clause = "rel"
			break
		}
		if t.Is(isnad.Sub) {
			clause = "sub:" + t.R().Lemma
			break
		}
		if t.Is(isnad.Verb) && i < k.At-1 {
			clause = "verb"
			break
		}
	}
	f.Add2("clause", k.Form, clause)
	f.Add2("tclause", kind, clause)
	last := y.l.Tokens[y.sent.End-1].Key
	if last == "؟" || last == "?" {
		f.Add("question", kind)
	}
	if c := y.l.claimAt(k.At); c >= 0 {
		f.Add2("claimed", kind, y.l.Claims[c].Stance)
	}
	if y.l.Sentences[k.Sentence].Title {
		f.Add("title", kind)
	}
	f.Add2("sentence", kind, bucket(k.Sentence))
	if y.verbsBefore() == 0 {
		f.Add2("firstverb", kind, k.Form)
	}
}

func (y *layout) verbsBefore() int32 { return y.l.between(y.sent.Start, y.at).verbs }

func (l *Layers) claimAt(i int) int {
	best := -1
	for k := range l.Claims {
		if l.Claims[k].Scope.Has(i) && (best < 0 || l.Claims[k].Scope.Len() < l.Claims[best].Scope.Len()) {
			best = k
		}
	}
	return best
}
