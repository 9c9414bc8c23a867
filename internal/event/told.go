// How an event is told, together: negation, time, mode, foreground and speaker read the same words over the trigger.

package event

import (
	"slices"
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// aux writes the features of negation, future, condition and history.
func (k *Candidate) aux(f *learn.Features) {
	y, r, kind := k.y, k.Reading, k.Type()
	f.Add("type", kind)
	f.Add2("type", kind, k.Form)
	f.Add("rule", k.Rule.id)
	f.Add("lemma", r.Lemma)
	tense := "none"
	switch {
	case y.l.toCome(k.At, r):
		tense = "sa"
	case r.Features.Has(isnad.Past):
		tense = "past"
	case r.Features.Has(isnad.Present):
		tense = "present"
	}
	f.Add2("tense", tense, kind)
	f.Add2("tense", tense, k.Form)
	for d := 1; d <= 3; d++ {
		f.Of("prev", bucketed(d), y.lemmaAt(k.At-d))
	}
	f.Of("next", y.lemmaAt(k.At+1))
	def := "indef"
	if r.Pro.Has(isnad.ProAl) {
		def = "al"
	} else if r.Pron != "" {
		def = "pron"
	}
	f.Add2("def", k.Form, def)
	y.scope(f, k)
	y.governed(f, k)
	if y.governor >= 0 {
		g := y.l.Tokens[y.governor].R()
		f.Add("gov", g.Lemma)
		gt := "past"
		if y.l.toCome(y.governor, g) {
			gt = "sa"
		} else if g.Features.Has(isnad.Present) {
			gt = "present"
		}
		f.Add2("govtense", gt, string(y.govSlot))
	}
	for i := max(y.sent.Start, k.At-6); i < min(y.sent.End, k.At+7); i++ {
		f.Of("near", &y.l.named(i).lemma)
		if i < k.At {
			f.Of("before", &y.l.named(i).lemma)
		}
	}
	y.dates(f, k)
}

// scope: particles that govern the trigger's clause, as far back as the last border.
func (y *layout) scope(f *learn.Features, k *Candidate) {
	for i := k.At - 1; i >= y.sent.Start && i > k.At-14; i-- {
		t := &y.l.Tokens[i]
		r := t.R()
		switch {
		case r.POS == isnad.Neg:
			f.Add2("neg", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Sub:
			f.Add2("sub", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Part:
			f.Add2("part", r.Lemma, bucket(k.At-i))
		case r.POS == isnad.Verb:
			f.Add2("under", r.Lemma, bucket(k.At-i))
			if y.l.toCome(i, r) {
				f.Add("under", "sa")
			}
			if r.Lemma == "كان" && k.At-i <= 6 {
				f.Add2("was", k.Form, bucket(k.At-i))
			}
		case r.POS == isnad.Punct && (t.Key == "." || t.Key == "،" || t.Key == "؛"):
			f.Add("border", bucket(k.At-i))
			return
		}
	}
}

// colours are the lists of words that colour what they govern.
var colours = [...]string{"undone", "intended", "supposed", "bygone"}

// A colour has a bit for each list of colours.
type colour uint8

// intended is the colour of the list of that name.
var intended = colour(1) << slices.Index(colours[:], "intended")

func (c colour) has(list int) bool { return c>>list&1 != 0 }

// governed: what stands above the trigger by grammar, however far.
func (y *layout) governed(f *learn.Features, k *Candidate) {
	y.marks(k.At, k.Reading, func(m string) {
		f.Add2("scope", "0", m)
		f.Add3("scope", "0", m, k.Form)
	})
	for d, g := range y.chain() {
		r, depth, w := y.l.Tokens[g.at].R(), strconv.Itoa(d+1), y.l.word(g.at)
		f.Add2("up", depth, w)
		f.Add2("up", "any", w)
		f.Add3("up", depth, g.by, posNames[r.POS].String())
		f.Add2("by", "any", g.by)
		word, by := y.c.colours[w]|y.c.colours[r.Verb], y.c.colours[g.by]
		for i, list := range colours {
			if word.has(i) {
				f.Add2("scope", depth, list)
				f.Add3("scope", depth, list, g.by)
				f.Add2("scope", "any", list)
			}
			if by.has(i) {
				f.Add3("scope", depth, list, "by")
				f.Add3("scope", "any", list, "by")
			}
		}
		y.marks(g.at, r, func(m string) {
			f.Add2("scope", depth, m)
			f.Add3("scope", depth, m, g.by)
			f.Add2("scope", "any", m)
		})
	}
}

// dates: a time told in the sentence, against the day of publication or as the words
// say: the one that dates the event, and the nearest one.
func (y *layout) dates(f *learn.Features, k *Candidate) {
	y.times(f, k)
	own, nearest := y.l.dateOf(k), -1
	for i, d := 0, 1<<30; i < len(y.l.Dates); i++ {
		if x := &y.l.Dates[i]; x.Sentence == k.Sentence {
			if dist := behind(x.Tokens.Start - k.At); dist < d {
				nearest, d = i, dist
			}
		}
	}
	if nearest < 0 {
		f.Add("date", "none")
		return
	}
	y.date(f, k, "date", nearest)
	if own >= 0 {
		y.date(f, k, "owndate", own)
	} else {
		f.Add("owndate", "none")
	}
}

// times: how far back the words put the times of the sentence, the trigger's own and
// the others, whether or not the day of publication is known.
func (y *layout) times(f *learn.Features, k *Candidate) {
	own := y.l.timeOf(k, func(*isnad.Date) bool { return true })
	opened := "no"
	for i := y.sent.Start; i < min(y.sent.End, y.sent.Start+2); i++ {
		if y.l.Tokens[i].R().Lemma == "كان" {
			opened = "was"
		}
	}
	if own < 0 {
		f.Add3("time", "own", "none", opened)
	}
	for i := range y.l.Dates {
		if x := &y.l.Dates[i]; x.Sentence == k.Sentence {
			if back := y.l.recency(x); i == own {
				f.Add2("time", "own", back)
				f.Add3("time", "own", back, k.Form)
				f.Add3("time", opened, back, "own")
			} else {
				f.Add2("time", "other", back)
				f.Add3("time", opened, back, "other")
			}
		}
	}
}

// pointing words put a time before or behind the day of publication.
var pointing = map[string]string{
	"ماض": "last", "ماضي": "last", "منصرم": "last", "فائت": "last", "سابق": "last", "مقبل": "next", "قادم": "next", "مرتقب": "next", "غد": "next", "غدا": "next",
	"حالي": "this", "جار": "this", "جاري": "this",
}

// recency is how far back a time lies by its words alone: its unit, whether it is told
// from now and in which direction, and whether a year is named.
func (l *Layers) recency(x *isnad.Date) string {
	s := l.Sentences[x.Sentence].Tokens
	way := "at"
	if i := x.Tokens.Start; i > s.Start {
		switch l.Tokens[i-1].R().Lemma {
		case "منذ", "قبل", "بعد":
			way = l.Tokens[i-1].R().Lemma
		}
	}
	year := ""
	for i := x.Tokens.Start; i < min(s.End, x.Tokens.End+1); i++ {
		t := &l.Tokens[i]
		switch r := t.R(); {
		case i < x.Tokens.End && len(t.Key) == 4 && t.Key >= "1000" && t.Key <= "2999":
			year = " year"
		case i == x.Tokens.Start && (r.Lemma == "منذ" || r.Lemma == "قبل"):
			way = r.Lemma
		case pointing[r.Lemma] != "":
			way = pointing[r.Lemma]
		}
	}
	return x.Granularity + " " + way + " " + x.Basis + year
}

// behind is a distance in tokens: what stands before the trigger counts as twice as far.
func behind(dist int) int {
	if dist < 0 {
		return -2 * dist
	}
	return dist
}

// date writes the features of one date beside the trigger.
func (y *layout) date(f *learn.Features, k *Candidate, group string, i int) {
	x := &y.l.Dates[i]
	f.Add2(group, x.Granularity, x.Basis)
	f.Add2(group, x.Granularity, bucket(behind(x.Tokens.Start-k.At)))
	f.Add(group+"word", y.l.Tokens[x.Tokens.End-1].R().Lemma)
	f.Add(group+"first", y.l.Tokens[x.Tokens.Start].R().Lemma)
	f.Add2(group, "words", y.l.Tokens[x.Tokens.Start].R().Lemma+" "+y.l.Tokens[x.Tokens.End-1].R().Lemma)
	f.Add2(group, "behind", y.lemmaAt(x.Tokens.Start-1).String())
	for t := x.Tokens.Start; t < x.Tokens.End; t++ {
		if key := y.l.Tokens[t].Key; len(key) == 4 && key >= "1000" && key <= "2999" {
			f.Add2(group, "year", key[:2])
			f.Add2(group, "year", "told")
		}
	}
	if len(x.Value) < 4 || y.l.Day == "" {
		return
	}
	switch day := y.l.Day; {
	case x.Value[:4] < day[:4]:
		f.Add(group, "earlier year")
	case len(x.Value) >= 7 && x.Value[:7] < day[:7]:
		f.Add(group, "earlier month")
	case x.Value > day:
		f.Add(group, "later")
	}
}

// FrontModel names the scorer of foreground: what people said of sentences decides
// for the two types that they were asked about, annotated events for the others.
func FrontModel(kind string) string {
	if kind == "ASSAULT" || kind == "PROTEST" {
		return "foreground:people"
	}
	return "foreground"
}

// front writes the features of foreground: those of existence and of aux, and more.
func (k *Candidate) front(f *learn.Features) {
	k.existence(f)
	k.framing(f)
	k.aux(f)
	y, kind := k.y, &k.named.kind
	f.Of("exists", kind, graded(k.Score))
	prev := nameBegin
	for i := y.sent.Start; i < y.sent.End; i++ {
		r, lemma := y.l.Tokens[i].R(), &y.l.named(i).lemma
		if r.POS == isnad.Verb || r.POS == isnad.Noun || r.POS == isnad.Adj {
			f.Of("bag", kind, lemma)
		}
		f.Of("bag2", kind, prev, lemma)
		if prev = lemma; r.POS == isnad.Num {
			prev = nameNumber
		}
		if i < y.sent.Start+4 {
			f.Of("opens", kind, lemma)
		}
	}
	f.Of("length", kind, bucketed(y.sent.Len()/4))
}

// framing: how the sentence tells of the event. Whether it happened, this does not say.
func (k *Candidate) framing(f *learn.Features) {
	y, r, n, def := k.y, k.Reading, &k.named, nameIndef
	switch {
	case r.Pro.Has(isnad.ProAl):
		def = nameAl
	case r.Pron != "":
		def = namePron
	case r.Features.Has(isnad.AccInd):
		def = nameAcc
	}
	f.Of("def", &n.form, def)
	f.Of("nextlemma", &n.form, y.lemmaAt(k.At+1))
	f.Of("pos", &n.form, bucketed(k.At-y.sent.Start))
	f.Of("clause", &n.form, y.opener())
	if y.l.between(y.sent.Start, y.at).verbs == 0 {
		f.Of("firstverb", &n.kind, &n.form)
	}
	if over := y.chain(); len(over) > 0 {
		by := learn.NewWord(over[0].by)
		f.Of("upform", &n.form, &by, &posNames[y.l.Tokens[over[0].at].R().POS])
	}
	y.eachSlot(func(q *party) {
		slot, c, h := learn.NewWord(string(q.slot)), y.l.who(q.phrase), y.l.named(y.phrase(q).Head)
		f.Of("slotclass", &n.kind, &slot, &h.class)
		if slotPreposition(q.slot) == "" {
			f.Of("slotwho", &n.lemma, &slot, c)
		}
	})
}

// opener names what opens the trigger's clause.
func (y *layout) opener() *learn.Word {
	for i := y.at - 1; i >= y.sent.Start; i-- {
		switch t := &y.l.Tokens[i]; {
		case t.Is(isnad.Rel):
			return nameRel
		case t.Is(isnad.Sub):
			return fixed("sub:" + t.R().Lemma)
		case t.Is(isnad.Verb) && i < y.at-1:
			return nameVerb
		}
	}
	return nameMain
}

// modesOf lists PLOVER's modes of each type.
var modesOf = map[string][]string{
	"CONSULT": {"visit", "third-party", "multilateral", "phone"}, "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
	"REQUEST": {"assist", "change", "yield", "meet"}, "ACCUSE": {"disapprove", "investigate", "allege"}, "REJECT": {"assist", "change", "yield", "meet"},
	"THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
	"PROTEST":  {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}, "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
	"MOBILIZE": {"troops", "weapons", "police", "militia"},
	"COERCE":   {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"},
	"ASSAULT":  {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"},
}

// sureMode is how likely the rule's own mode must be for the others not to be asked.
const sureMode = 0.8

// mode chooses the mode: the rule's own unless the scorer finds a better.
func (c *Coder) mode(k *Candidate, f *learn.Features) []string {
	model := c.models["mode"]
	if model == nil {
		return k.Rule.mode
	}
	said := &k.y.l.Memory.round
	said.Reset()
	k.modeWords(said)
	likelihood := func(m string) float64 {
		f.Reset()
		k.modeFeatures(f, said, m)
		return model.Probability(f.List)
	}
	own, best, score := "", "", c.Cuts.Mode
	if len(k.Rule.mode) > 0 {
		own = k.Rule.mode[0]
		if p := likelihood(own); p > sureMode {
			return []string{own}
		} else if p > score {
			best, score = own, p
		}
	}
	for _, m := range modesOf[k.Type()] {
		if m == own {
			continue
		}
		if p := likelihood(m); p > score {
			best, score = m, p
		}
	}
	if best == "" { // nothing passed
		return nil
	}
	return []string{best}
}

// modeFeatures writes what speaks for mode m: said is what modeWords wrote.
func (k *Candidate) modeFeatures(f, said *learn.Features, m string) {
	tm := k.Type() + "-" + m
	w := learn.NewWord(tm)
	f.Each(said, &w)
	own := "none"
	if len(k.Rule.mode) > 0 {
		own = k.Rule.mode[0]
	}
	same := "other"
	if own == m {
		same = "same"
	} else if own == "none" {
		same = "none"
	}
	f.Add("own", same)
	f.Add2("own", tm, same)
	f.Add2("pair", tm, own)
	f.Add2("rule", k.Rule.id, m)
	f.Add2("lemma", tm, k.Reading.Lemma)
	f.Add("m", tm)
}

// modeWords writes the words round the trigger and its parties: the features without the
// mode, by which each of them ends.
func (k *Candidate) modeWords(f *learn.Features) {
	y := k.y
	for i := max(y.sent.Start, k.At-12); i < min(y.sent.End, k.At+13); i++ {
		r := y.l.Tokens[i].R()
		if i != k.At && (r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Verb) {
			f.Of("near", &y.l.named(i).lemma)
			for _, class := range y.l.named(i).classes {
				f.Of("class", class)
			}
		}
	}
	for i := range y.parties {
		if q := &y.parties[i]; q.slot == SlotObject || q.slot == SlotGenitive || q.slot == SlotSubject {
			slot := learn.NewWord(string(q.slot))
			f.Of("slot", &slot, &y.l.named(y.phrase(q).Head).lemma)
			f.Of("who", &slot, y.l.who(q.phrase))
		}
	}
}

// speaker chooses the claim that tells the event, -1 when the outlet does or the
// actor's own reporting verb is the trigger.
func (c *Coder) speaker(l *Layers, k *Candidate, e *isnad.Event, f *learn.Features) int {
	best, score := -1, c.Cuts.Speaker
	over := l.claimsOver(k.At)
	for rank := range over {
		f.Reset()
		k.speakerFeatures(f, e, over, rank)
		p := 1 - float64(rank)/100 // untrained, the innermost
		if m := c.models["speaker"]; m != nil {
			p = m.Probability(f.List)
		}
		if p >= score {
			best, score = over[rank], p
		}
	}
	return best
}

// maxOver bounds the claims that one trigger is held against.
const maxOver = 4

// claimsOver lists the claims that a token is part of, the innermost first.
func (l *Layers) claimsOver(i int) (out []int) {
	for k := range l.Claims {
		if l.Claims[k].Scope.Has(i) {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return l.Claims[a].Scope.Len() - l.Claims[b].Scope.Len() })
	return out[:min(len(out), maxOver)]
}

// speakerFeatures writes the features of the claim over[rank] as the one that tells the event.
func (k *Candidate) speakerFeatures(f *learn.Features, e *isnad.Event, over []int, rank int) {
	y, l := k.y, k.y.l
	c := &l.Claims[over[rank]]
	f.Add("row", c.Row)
	f.Add2("type", k.Type(), c.Stance)
	f.Add("form", k.Form)
	named := "named"
	if c.Speaker < 0 {
		named = "unnamed"
	}
	f.Add2("speaker", named, c.Stance)
	if c.Direct {
		f.Add("direct", "yes")
	}
	d := k.At - c.Verb.End
	side := "after"
	if d < 0 {
		d, side = -d, "before"
	}
	f.Add2("dist", side, bucket(d))
	order := strconv.Itoa(rank)
	f.Add2("rank", order, strconv.Itoa(len(over)))
	f.Add2("rank", order, c.Stance)
	if rank > 0 {
		inner := &l.Claims[over[rank-1]]
		f.Add2("inner", inner.Stance, c.Stance)
		if inner.Speaker < 0 {
			f.Add("inner", "unnamed")
		}
		if inner.Speaker == c.Speaker {
			f.Add("inner", "same")
		}
	}
	if rank+1 < len(over) {
		outer := &l.Claims[over[rank+1]]
		f.Add2("outer", outer.Stance, c.Stance)
		if outer.Speaker == c.Speaker {
			f.Add("outer", "same")
		}
	}
	same := "no"
	for _, a := range e.Actor {
		if a == c.Speaker {
			same = "yes"
		}
	}
	f.Add2("same", same, k.Type())
	f.Add2("same", same, c.Stance)
	f.Add2("same", same, k.Form)
	f.Add2("same", same, l.tellsItself(k.At, c.Speaker))
	if c.Speaker >= 0 {
		f.Add("who", who(&l.Mentions[c.Speaker]))
	}
	inSentence := "no"
	if l.Sentences[k.Sentence].Tokens.Has(c.Verb.Start) {
		inSentence = "yes"
	}
	f.Add("here", inSentence)
	f.Add2("here", inSentence, same)
	path := ""
	for _, g := range y.chain() {
		if path += "<" + g.by; c.Verb.Has(g.at) {
			break
		}
		if g.by == "rel" {
			f.Add("under", "rel")
		}
	}
	f.Add("path", path)
	f.Add("lemma", k.Reading.Lemma)
	f.Add2("lemma", k.Reading.Lemma, same)
}

// tellsItself tells whether the trigger reports something, and whether it is this speaker who does.
func (l *Layers) tellsItself(trigger, speaker int) string {
	for k := range l.Claims {
		if c := &l.Claims[k]; c.Verb.Has(trigger) {
			if c.Speaker == speaker {
				return "his"
			}
			return "another's"
		}
	}
	return "no"
}
