package event

import (
	"cmp"
	"slices"
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
	States           float64 // the same in a list of states, which act together
	Mode             float64
	Speaker          float64
	Early            float64            // log-odds by its own words alone from which on a candidate is looked at further
	Party            float64            // the same of a party by how it stands, in either role
	Front            map[string]float64 // by type; "" for the others. People's labels are rare for PROTEST
	Aux              map[string]float64
}

// DefaultCuts were chosen on scores out of fold (docs/quality.md).
func DefaultCuts() Cuts {
	return Cuts{
		Exists: 0.34, Second: 0.5, Actor: 0.42, Recipient: 0.28, More: 0.6, Coordinated: 0.6, States: 0.12, Mode: 0.28, Speaker: 0.3, Early: -3.6, Party: -3.6,
		Front: map[string]float64{"": 0.45, "ASSAULT": 0.32, "PROTEST": 0.32},
		Aux:   map[string]float64{"negation": 0.2, "future": 0.28, "hypothetical": 0.2, "historical": 0.3},
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
	round := c.First(l, ks)
	round.Roles()
	round.Exists()
	chosen := round.choose()
	out := make([]isnad.Event, 0, len(chosen))
	for _, k := range chosen {
		e := c.event(l, k, f)
		e.Mentions = append(e.Mentions, c.retold(l, k, ks, chosen)...)
		out = append(out, e)
	}
	return merge(l, out)
}

// retold lists the other words of the sentence that tell of the same occurrence:
// candidates of the same type that are no events of their own and share a party with it
// (the killing beside the attack). The nearest come first.
func (c *Coder) retold(l *Layers, k *Candidate, ks []Candidate, chosen []*Candidate) (out []isnad.Span) {
	var near []*Candidate
	for i := range ks {
		o := &ks[i]
		if o.Sentence == k.Sentence && o.At != k.At && o.Type() == k.Type() && !slices.Contains(chosen, o) {
			near = append(near, o)
		}
	}
	slices.SortStableFunc(near, func(a, b *Candidate) int { return abs(a.At-k.At) - abs(b.At-k.At) })
	for _, o := range near {
		if c.tellsToo(k, o, &l.Memory.features) {
			if out = append(out, l.Tokens[o.At].Span); len(out) == 3 {
				break
			}
		}
	}
	return out
}

// What keeps words out that hardly ever tell of such an event: the least score, and
// where the roles are not known the least that it could be at most.
const (
	minRetold      = 0.02
	minRetoldReach = 0.04
)

// tellsToo tells whether the word of o tells of the occurrence of k as well. Roles are not
// scored for this alone: where they are not known, it is enough that a likely party of k
// stands where the frame of o expects one.
func (c *Coder) tellsToo(k, o *Candidate, f *learn.Features) bool {
	if o.settled {
		return o.Score >= minRetold && k.shares(o)
	}
	if o.early {
		c.complete(o, f)
	}
	return o.reach >= minRetoldReach && k.meets(o)
}

// meets tells whether a likely party of k stands where the frame of o expects one, or
// either has none.
func (k *Candidate) meets(o *Candidate) bool {
	var room [16]int
	mine := k.likelyParties(room[:0])
	none := true
	for i := range o.y.parties {
		q := &o.y.parties[i]
		if q.slot == "" || q.earlier() || o.expectations()[i] == 'x' {
			continue
		}
		if none = false; slices.Contains(mine, q.phrase) {
			return true
		}
	}
	return none || len(mine) == 0
}

func abs(x int) int { return max(x, -x) }

// shares tells whether two candidates have a likely party in common, or one of them has none.
func (k *Candidate) shares(o *Candidate) bool {
	var roomK, roomO [16]int
	mine, others := k.likelyParties(roomK[:0]), o.likelyParties(roomO[:0])
	for _, phrase := range others {
		if slices.Contains(mine, phrase) {
			return true
		}
	}
	return len(others) == 0 || len(mine) == 0
}

// likelyParties adds the phrases that have a likely role to out.
func (k *Candidate) likelyParties(out []int) []int {
	for _, list := range [2][]scored{k.actors, k.targets} {
		for _, s := range list {
			if s.p > 0.25 {
				out = append(out, k.y.parties[s.party].phrase)
			}
		}
	}
	return out
}

// Roles scores every party of a candidate for both roles. Most parties stand so that
// they have none: these are not scored to the end.
func (c *Coder) Roles(k *Candidate, f *learn.Features) {
	if n := len(k.y.parties); cap(k.actors) < n {
		room := take(&k.y.l.Memory.scores, 2*n)
		k.actors, k.targets = room[:n:n], room[n:]
	}
	k.actors, k.targets = k.actors[:0], k.targets[:0]
	for i := range k.y.parties {
		v := k.view(i)
		a, r := c.outset(k, f, &v)
		actor, recipient := c.roles.LogOdds(a, r)
		if max(actor, recipient) >= c.Cuts.Party {
			f.Reset()
			k.dealing(f, &v)
			x, y := c.roles.Sum(f.List)
			actor, recipient = c.roles.LogOdds(a+x, r+y)
		}
		k.actors = append(k.actors, scored{i, learn.Logistic(actor)})
		k.targets = append(k.targets, scored{i, learn.Logistic(recipient)})
	}
}

// outset sums up what a party is and how it stands.
func (c *Coder) outset(k *Candidate, f *learn.Features, v *view) (actor, recipient float64) {
	f.Reset()
	k.standing(f, v)
	actor, recipient = c.roles.Sum(f.List)
	own := k.y.l.Memory.worthOf(k.y, v)
	if !own.known {
		f.Reset()
		k.itself(f, v)
		own.actor, own.recipient = c.roles.Sum(f.List)
		own.known = true
	}
	return actor + own.actor, recipient + own.recipient
}

// choose keeps the candidates that are likely events: of one trigger the best
// type, and a second only where both are likely (a prison sentence is SANCTION and COERCE).
func (r *Round) choose() (out []*Candidate) {
	var here []*Candidate
	for n := 0; n < len(r.likely); {
		at := r.ks[r.likely[n]].At
		for here = here[:0]; n < len(r.likely) && r.ks[r.likely[n]].At == at; n++ {
			if k := &r.ks[r.likely[n]]; k.Score >= r.c.Cuts.Exists {
				here = append(here, k)
			}
		}
		slices.SortStableFunc(here, func(a, b *Candidate) int { return cmp.Compare(b.Score, a.Score) })
		if len(here) > 1 && here[1].Score < r.c.Cuts.Second {
			here = here[:1]
		}
		out = append(out, here[:min(2, len(here))]...)
	}
	return once(out)
}

// once keeps one telling of what is promised, threatened or cut off: the word that
// says so (waʿada) or that of its complement (bi-taqdīmi musāʿadātin), whichever is likelier.
func once(ks []*Candidate) []*Candidate {
	return slices.DeleteFunc(slices.Clone(ks), func(k *Candidate) bool {
		return slices.ContainsFunc(ks, func(o *Candidate) bool {
			return o.At != k.At && (o.Score > k.Score || o.Score == k.Score && o.At < k.At) && (o.holds(k) || k.holds(o))
		})
	})
}

// holds tells whether o stands in the complement of k and tells of nothing that k does not.
func (k *Candidate) holds(o *Candidate) bool {
	if kind := k.Type(); kind != "THREATEN" && (kind != o.Type() || !single[kind] && !(strings.HasSuffix(k.Rule.id, saidRule) && k.doer() >= 0 && k.doer() == o.doer())) {
		return false
	}
	by, ok := o.y.under(k.At)
	return ok && complement[by]
}

// doer is the phrase that is likeliest the actor, -1 none.
func (k *Candidate) doer() int {
	best, p := -1, 0.25
	for _, s := range k.actors {
		if s.p > p {
			best, p = k.y.parties[s.party].phrase, s.p
		}
	}
	return best
}

// saidRule ends the ids of rules by which a reporting verb tells what it quotes (derive.go):
// of qālat innahā tudīnu the condemnation is told once.
const saidRule = ".said"

// complement are the links by which a word takes what it says; baʿda and the like set
// another deed beside it.
var complement = map[string]bool{"arg": true, "gen": true, "that": true, "li": true, "ب": true, "ل": true, "علي": true, "الي": true, "عن": true}

// single are the types of which one clause tells once.
var single = map[string]bool{"AGREE": true, "CONCEDE": true, "SANCTION": true, "AID": true}

func (c *Coder) event(l *Layers, k *Candidate, f *learn.Features) isnad.Event {
	t := &l.Tokens[k.At]
	e := isnad.Event{
		Type: k.Type(), Context: k.Rule.context, Trigger: t.Span, TriggerAt: k.At, Mentions: []isnad.Span{t.Span},
		Sentence: k.Sentence, Confidence: k.Score, Rule: k.Rule.id, Claim: -1,
	}
	c.parties(k, &e, f)
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

// parties fills the roles.
func (c *Coder) parties(k *Candidate, e *isnad.Event, f *learn.Features) {
	lead, paired := c.pair(k, f)
	if !paired || lead.Actor >= 0 {
		e.Actor = c.pick(k, k.actors, c.Cuts.Actor, lead.Actor, nil)
	}
	if !paired || lead.Recipient >= 0 {
		e.Recipient = c.pick(k, k.targets, c.Cuts.Recipient, lead.Recipient, e.Actor)
	}
	c.reciprocal(k, e)
}

// pick chooses the parties of a role: the one that leads, or if that is -1 the best, and those coordinated
// with it or nearly as good.
func (c *Coder) pick(k *Candidate, s []scored, cut float64, lead int, taken []int) (out []int) {
	y := k.y
	least := min(cut, c.Cuts.More, cut*c.Cuts.Coordinated, cut*c.Cuts.States)
	var room [16]scored
	order := room[:0]
	for _, x := range s {
		if x.party == lead {
			x.p = 1
		}
		if x.p >= least {
			order = append(order, x)
		}
	}
	slices.SortStableFunc(order, func(a, b scored) int { return cmp.Compare(b.p, a.p) })
	for _, x := range order {
		limit := cut
		if len(out) > 0 {
			limit = c.Cuts.More
			switch j := y.coordinatedWith(x.party, out); {
			case j >= 0 && y.state(y.parties[x.party].phrase) && y.state(j):
				limit = cut * c.Cuts.States
			case j >= 0:
				limit = cut * c.Cuts.Coordinated
			}
		}
		if x.p < limit || len(out) >= 6 {
			continue
		}
		p := y.l.spokesman(isnad.Meant(y.l.Mentions, y.parties[x.party].phrase))
		if f := y.l.fuller(p); f != p {
			for _, o := range s {
				if y.parties[o.party].phrase == f && o.p > 0.8*x.p {
					p = f
				}
			}
		}
		if y.overlaps(p, out) || y.overlaps(p, taken) {
			continue
		}
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// spokesman is the phrase of one who speaks in somebody's name with that name, where phrase i is his title
// alone: in whose name is never told of the verb.
func (l *Layers) spokesman(i int) int {
	p := &l.Phrases[i]
	if h := l.Tokens[p.Head].R().Lemma; h != "متحدث" && h != "ناطق" || p.Extends >= 0 || p.Tokens.End >= len(l.Tokens) || l.Tokens[p.Tokens.End].R().Stem != "اسم" {
		return i
	}
	for k := i + 1; k < len(l.Phrases) && l.Phrases[k].Tokens.Start == p.Tokens.Start; k++ {
		if l.Phrases[k].Extends == i {
			return k
		}
	}
	return i
}

// fuller is the phrase of an office with its complement and the name of who holds it, where
// phrase i is that without the name: al-amīnu l-ʿāmmu lil-Umami l-Muttaḥidati Ghūtīrīsh.
func (l *Layers) fuller(i int) int {
	base := i
	if e := l.Phrases[i].Extends; e >= 0 {
		base = e
	}
	for k := base + 1; k < len(l.Phrases) && l.Phrases[k].Tokens.Start == l.Phrases[base].Tokens.Start; k++ {
		if p := &l.Phrases[k]; p.Extends == base && p.Name >= 0 && p.Tokens.End == l.Names[p.Name].Tokens.End && (l.Names[p.Name].Kind == isnad.NamePerson || l.Names[p.Name].Kind == isnad.NameShape) {
			return k
		}
	}
	return i
}

// coordinatedWith is the phrase among those chosen that a party is in one list with, -1 none:
// also maqtalu madaniyyīna wa-afrādin mina l-amn, and "five others" beside those they are like.
func (y *layout) coordinatedWith(party int, chosen []int) int {
	phrase := y.parties[party].phrase
	c, m := y.phrase(&y.parties[party]).Coord, &y.l.Mentions[phrase]
	for _, p := range chosen {
		q := &y.l.Phrases[p]
		switch g := q.Genitive; {
		case q.Coord == c, m.Antecedent == p && m.Kind == "group":
			return p
		case g >= 0 && y.l.Phrases[g].Coord == c && y.l.Tokens[y.l.Phrases[g].Head].R().Thing() && len(m.Sectors) > 0:
			return p
		}
	}
	return -1
}

// state tells whether a phrase is the name of a state, or of a capital that stands for one.
func (y *layout) state(phrase int) bool {
	m := &y.l.Mentions[phrase]
	return m.Kind == "state" || m.Via == "metonym"
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
		slices.Sort(e.Actor)
		e.Recipient = nil
	}
}
