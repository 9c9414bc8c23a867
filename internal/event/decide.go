package event

import (
	"slices"
	"sort"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// Cuts are the scores from which on a scorer's answer is yes.
type Cuts struct {
	Exists           float64 // of the best type of a trigger
	Second           float64 // of a second type of the same trigger
	Actor, Recipient float64
	More             float64 // of a further party beside the first
	Coordinated      float64 // share of the cut for a party coordinated with one chosen
	Mode             float64
	Front            map[string]float64 // by type; "" for the others. People's labels are rare for PROTEST
	Aux              map[string]float64
}

// DefaultCuts were chosen on scores out of fold (docs/quality.md).
func DefaultCuts() Cuts {
	return Cuts{
		Exists: 0.28, Second: 0.6, Actor: 0.32, Recipient: 0.26, More: 0.6, Coordinated: 0.6, Mode: 0.35,
		Front: map[string]float64{"": 0.45, "ASSAULT": 0.22, "PROTEST": 0.27},
		Aux:   map[string]float64{"negation": 0.1, "future": 0.15, "hypothetical": 0.1, "historical": 0.25},
	}
}

func (c *Coder) frontCut(kind string) float64 {
	if x, ok := c.Cuts.Front[kind]; ok {
		return x
	}
	return c.Cuts.Front[""]
}

// Code codes the events of a text, in the order of their triggers.
func (c *Coder) Code(l *Layers) []isnad.Event {
	if l.Memory == nil {
		l.Memory = &Memory{}
	}
	l.Memory.reset()
	ks := c.propose(l, l.Memory.cands)
	l.Memory.cands = ks
	f := &l.Memory.features
	for i := range ks {
		c.weigh(&ks[i], f)
		if ks[i].reach >= c.Cuts.Exists {
			c.settle(&ks[i], f)
		}
	}
	chosen := c.choose(ks)
	var out []isnad.Event
	for _, k := range chosen {
		e := c.event(l, k, f)
		e.Mentions = append(e.Mentions, c.retold(l, k, ks, chosen)...)
		out = append(out, e)
	}
	return merge(l, out)
}

// retold lists the other words of the sentence that tell of the same occurrence:
// candidates of the same type that are no events of their own and share a likely
// party with it (the killing beside the attack). The nearest come first; the roles
// of those that are not needed are never scored.
func (c *Coder) retold(l *Layers, k *Candidate, ks []Candidate, chosen []*Candidate) (out []isnad.Span) {
	var near []*Candidate
	for i := range ks {
		o := &ks[i]
		if o.Sentence == k.Sentence && o.At != k.At && o.Type() == k.Type() && o.reach >= minRetold && !slices.Contains(chosen, o) {
			near = append(near, o)
		}
	}
	sort.SliceStable(near, func(a, b int) bool { return abs(near[a].At-k.At) < abs(near[b].At-k.At) })
	for _, o := range near {
		if c.settle(o, &l.Memory.features); o.Score >= minRetold && k.shares(o) {
			if out = append(out, l.Tokens[o.At].Span); len(out) == 3 {
				break
			}
		}
	}
	return out
}

// minRetold keeps words out that hardly ever tell of such an event.
const minRetold = 0.02

func abs(x int) int { return max(x, -x) }

// shares tells whether two candidates have a likely party in common, or one of them has none.
func (k *Candidate) shares(o *Candidate) bool {
	mine := map[int]bool{}
	for _, list := range [2][]scored{k.actors, k.targets} {
		for _, s := range list {
			if s.p > 0.25 {
				mine[k.y.parties[s.party].phrase] = true
			}
		}
	}
	none := true
	for _, list := range [2][]scored{o.actors, o.targets} {
		for _, s := range list {
			if s.p > 0.25 {
				if mine[o.y.parties[s.party].phrase] {
					return true
				}
				none = false
			}
		}
	}
	return none || len(mine) == 0
}

// Roles scores every party of a candidate for both roles.
func (c *Coder) Roles(k *Candidate, f *learn.Features) {
	if n := len(k.y.parties); cap(k.actors) < n {
		room := take(&k.y.l.Memory.scores, 2*n)
		k.actors, k.targets = room[:n:n], room[n:]
	}
	k.actors, k.targets = k.actors[:0], k.targets[:0]
	for i := range k.y.parties {
		f.Reset()
		k.role(f, i)
		actor, recipient := c.roles.Score(f.List)
		k.actors = append(k.actors, scored{i, learn.Logistic(actor)})
		k.targets = append(k.targets, scored{i, learn.Logistic(recipient)})
	}
}

// choose keeps the candidates that are likely events: of one trigger the best
// type, and a second only where both are likely (a prison sentence is SANCTION and COERCE).
func (c *Coder) choose(ks []Candidate) (out []*Candidate) {
	var room []*Candidate
	for i := 0; i < len(ks); {
		j := i
		for j < len(ks) && ks[j].At == ks[i].At {
			j++
		}
		here := room[:0]
		for k := i; k < j; k++ {
			if ks[k].Score >= c.Cuts.Exists {
				here = append(here, &ks[k])
			}
		}
		if room = here; len(here) > 1 {
			sort.SliceStable(here, func(a, b int) bool { return here[a].Score > here[b].Score })
		}
		if len(here) > 1 && here[1].Score < c.Cuts.Second {
			here = here[:1]
		}
		out = append(out, here[:min(2, len(here))]...)
		i = j
	}
	return out
}

func (c *Coder) event(l *Layers, k *Candidate, f *learn.Features) isnad.Event {
	t := &l.Tokens[k.At]
	e := isnad.Event{
		Type: k.Type(), Context: k.Rule.context, Trigger: t.Span, TriggerAt: k.At, Mentions: []isnad.Span{t.Span},
		Sentence: k.Sentence, Confidence: k.Score, Rule: k.Rule.id, Claim: -1,
	}
	e.Actor = c.pick(k, k.actors, c.Cuts.Actor, nil)
	e.Recipient = c.pick(k, k.targets, c.Cuts.Recipient, e.Actor)
	c.reciprocal(k, &e)
	f.Reset()
	k.aux(f)
	for _, aux := range [...]string{"negation", "future", "hypothetical", "historical"} {
		if m := c.models["aux:"+aux]; m != nil && m.Probability(f.List) >= c.Cuts.Aux[aux] {
			e.Aux = append(e.Aux, aux)
		}
	}
	e.Mode = c.mode(k, f)
	f.Reset()
	k.front(f)
	e.Front = learn.Logistic(c.models.Score(FrontModel(e.Type), f))
	e.Foreground = e.Front >= c.frontCut(e.Type)
	e.Claim = c.speaker(l, k, &e, f)
	e.Date, e.Place, e.Size = l.when(k), l.where(k), c.sizes(l, k, &e)
	return e
}

// pick chooses the parties of a role: the best, and those coordinated with it or nearly as good.
func (c *Coder) pick(k *Candidate, s []scored, cut float64, taken []int) (out []int) {
	y := k.y
	least := min(cut, c.Cuts.More, cut*c.Cuts.Coordinated)
	var order []scored
	for _, x := range s {
		if x.p >= least {
			order = append(order, x)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return order[a].p > order[b].p })
	for _, x := range order {
		limit := cut
		if len(out) > 0 {
			limit = c.Cuts.More
			if y.coordinatedWith(x.party, out) {
				limit = cut * c.Cuts.Coordinated
			}
		}
		if x.p < limit || len(out) >= 6 {
			continue
		}
		p := y.parties[x.party].phrase
		if y.overlaps(p, out) || y.overlaps(p, taken) {
			continue
		}
		out = append(out, p)
	}
	sort.Ints(out)
	return out
}

func (y *layout) coordinatedWith(party int, chosen []int) bool {
	c := y.phrase(&y.parties[party]).Coord
	for _, p := range chosen {
		if y.l.Phrases[p].Coord == c {
			return true
		}
	}
	return false
}

func (y *layout) overlaps(phrase int, chosen []int) bool {
	a := y.l.Phrases[phrase].Tokens
	for _, p := range chosen {
		b := y.l.Phrases[p].Tokens
		if a.Start < b.End && b.Start < a.End {
			return true
		}
	}
	return false
}

// reciprocal events put all parties in actor (GUIDELINE, CONSULT).
func (c *Coder) reciprocal(k *Candidate, e *isnad.Event) {
	if e.Type == "CONSULT" && len(e.Recipient) > 0 {
		e.Actor = append(e.Actor, e.Recipient...)
		sort.Ints(e.Actor)
		e.Recipient = nil
	}
}

// aux writes the features of negation, future, condition and history.
func (k *Candidate) aux(f *learn.Features) {
	y, r, kind := k.y, k.Reading, k.Type()
	f.Add("form", k.Form)
	f.Add("type", kind)
	f.Add2("type", kind, k.Form)
	f.Add("rule", k.Rule.id)
	f.Add("lemma", r.Lemma)
	tense := "none"
	switch {
	case r.Pro.Has(isnad.ProSa):
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
	if y.governor >= 0 {
		g := y.l.Tokens[y.governor].R()
		f.Add("gov", g.Lemma)
		gt := "past"
		if g.Pro.Has(isnad.ProSa) {
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
			if r.Pro.Has(isnad.ProSa) {
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

// dates: a time told in the sentence, against the day of publication or as the words say.
func (y *layout) dates(f *learn.Features, k *Candidate) {
	nearest, d := -1, 1<<30
	for i := range y.l.Dates {
		x := &y.l.Dates[i]
		if x.Sentence != k.Sentence {
			continue
		}
		dist := x.Tokens.Start - k.At
		if dist < 0 {
			dist = 2 * -dist
		}
		if dist < d {
			nearest, d = i, dist
		}
	}
	if nearest < 0 {
		f.Add("date", "none")
		return
	}
	x := &y.l.Dates[nearest]
	f.Add2("date", x.Granularity, x.Basis)
	f.Add2("date", x.Granularity, bucket(d))
	f.Add("dateword", y.l.Tokens[x.Tokens.End-1].R().Lemma)
	f.Add("datefirst", y.l.Tokens[x.Tokens.Start].R().Lemma)
	if y.l.Day != "" && x.Value != "" && len(x.Value) >= 4 {
		switch {
		case x.Value[:4] < y.l.Day[:4]:
			f.Add("date", "earlier year")
		case len(x.Value) >= 7 && x.Value[:7] < y.l.Day[:7]:
			f.Add("date", "earlier month")
		case x.Value > y.l.Day:
			f.Add("date", "later")
		}
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

// front writes the features of foreground: those of existence and of aux.
func (k *Candidate) front(f *learn.Features) {
	k.existence(f)
	k.aux(f)
	y, kind := k.y, &k.named.kind
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

// mode chooses the mode: the rule's own unless the scorer finds a better.
func (c *Coder) mode(k *Candidate, f *learn.Features) []string {
	own := ""
	if len(k.Rule.mode) > 0 {
		own = k.Rule.mode[0]
	}
	if c.models["mode"] == nil {
		return k.Rule.mode
	}
	best, score := own, c.Cuts.Mode
	for _, m := range modesOf[k.Type()] {
		f.Reset()
		k.modeFeatures(f, m)
		if p := learn.Logistic(c.models.Score("mode", f)); p > score {
			best, score = m, p
		}
	}
	if score == c.Cuts.Mode { // nothing passed
		return nil
	}
	return []string{best}
}

func (k *Candidate) modeFeatures(f *learn.Features, m string) {
	tm := k.Type() + "-" + m
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
	k.modeWords(f, learn.NewWord(tm))
}

// modeWords: the words round the trigger and its parties, each with the mode.
func (k *Candidate) modeWords(f *learn.Features, mode learn.Word) {
	y := k.y
	for i := max(y.sent.Start, k.At-12); i < min(y.sent.End, k.At+13); i++ {
		r := y.l.Tokens[i].R()
		if i != k.At && (r.POS == isnad.Noun || r.POS == isnad.Adj || r.POS == isnad.Verb) {
			f.Of("near", &mode, &y.l.named(i).lemma)
			for _, class := range y.l.named(i).classes {
				f.Of("class", &mode, class)
			}
		}
	}
	for i := range y.parties {
		if q := &y.parties[i]; q.slot == SlotObject || q.slot == SlotGenitive || q.slot == SlotSubject {
			slot := learn.NewWord(string(q.slot))
			f.Of("slot", &mode, &slot, &y.l.named(y.phrase(q).Head).lemma)
			f.Of("who", &mode, &slot, y.l.who(q.phrase))
		}
	}
}

// speaker chooses the claim that tells the event, -1 when the outlet does or the
// actor's own reporting verb is the trigger.
func (c *Coder) speaker(l *Layers, k *Candidate, e *isnad.Event, f *learn.Features) int {
	i := l.claimAt(k.At)
	if i < 0 {
		return -1
	}
	f.Reset()
	k.speakerFeatures(f, e, i)
	if m := c.models["speaker"]; m != nil && m.Probability(f.List) < 0.5 {
		return -1
	}
	return i
}

func (k *Candidate) speakerFeatures(f *learn.Features, e *isnad.Event, claim int) {
	l := k.y.l
	c := &l.Claims[claim]
	f.Add("stance", c.Stance)
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
	same := "no"
	for _, a := range e.Actor {
		if a == c.Speaker {
			same = "yes"
		}
	}
	f.Add2("same", same, k.Type())
	f.Add2("same", same, c.Stance)
	if c.Speaker >= 0 {
		f.Add("who", who(&l.Mentions[c.Speaker]))
	}
	inSentence := "no"
	if l.Sentences[k.Sentence].Tokens.Has(c.Verb.Start) {
		inSentence = "yes"
	}
	f.Add("here", inSentence)
	rel := "no"
	for i := max(c.Verb.End, k.y.sent.Start); i < k.At; i++ {
		if l.Tokens[i].Is(isnad.Rel) {
			rel = "yes"
		}
	}
	f.Add2("rel", rel, k.Form)
	if strings.HasPrefix(k.Form, "verb") {
		f.Add("lemma", k.Reading.Lemma)
	}
}
