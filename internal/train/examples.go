package train

import (
	"slices"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
)

// gold finds the gold event that a candidate is: same type, and the trigger's word.
func (u *unit) match(k *event.Candidate) *goldEvent {
	sp := u.doc.Tokens[k.At].Span
	for i := range u.events {
		g := &u.events[i]
		if g.Type == k.Type() && g.trigger.Overlaps(sp) {
			return g
		}
	}
	return nil
}

// countries: of each annotated party whose own words give no country, which of the
// countries told round it is its own.
func (s *Set) countries(u *unit, c *event.Coder, t *learn.Trainer) {
	if !u.coded {
		return
	}
	l := u.entities(s.coder)
	f := learn.Features{Named: true}
	ms := slices.Clone(u.layers.Mentions)
	var parties []entity.Party
	u.eachParty(func(p *party, q entity.Party) { parties = append(parties, q) })
	entity.Settle(c.Models()["sector"], &l, ms, parties, &f)
	u.eachParty(func(p *party, q entity.Party) {
		for _, o := range entity.Options(&l, ms, q) {
			f.Reset()
			o.Features(&f, &l, ms)
			t.Add("country", &f, p.country == o.Country, 0)
		}
	})
}

// eachParty calls yield for the mentions of each annotated party.
func (u *unit) eachParty(yield func(p *party, q entity.Party)) {
	for i := range u.events {
		g := &u.events[i]
		at := slices.IndexFunc(u.layers.Tokens, func(t isnad.Token) bool { return t.Span.Overlaps(g.trigger) })
		for k := range g.parties {
			p := &g.parties[k]
			with := u.mentionsOf(g.recipient)
			if p.role != "actor" {
				with = u.mentionsOf(g.actor)
			}
			for m := range u.layers.Mentions {
				if overlap(u.layers.Mentions[m].Span, p.span) > 0.8 {
					yield(p, entity.Party{Mention: m, Type: g.Type, At: at, Role: p.role, With: with})
				}
			}
		}
	}
}

// mentionsOf finds the mentions that spans are.
func (u *unit) mentionsOf(spans []isnad.Span) (out []int) {
	for _, sp := range spans {
		for m := range u.layers.Mentions {
			if overlap(u.layers.Mentions[m].Span, sp) > 0.8 {
				out = append(out, m)
			}
		}
	}
	return out
}

// sectors: of each annotated party, which sector its words mean.
func (s *Set) sectors(u *unit, _ *event.Coder, t *learn.Trainer) {
	if !u.coded {
		return
	}
	l := u.entities(s.coder)
	f := learn.Features{Named: true}
	seen := map[int]bool{}
	u.eachParty(func(p *party, q entity.Party) {
		if seen[q.Mention] {
			return
		}
		seen[q.Mention] = true
		for _, sector := range entity.Sectors {
			f.Reset()
			entity.SectorFeatures(&f, &l, u.layers.Mentions, &q, sector)
			t.Add("sector", &f, sector == p.sector, 0)
		}
	})
}

// roles: of each gold event found, which parties are its actors and recipients.
func (s *Set) roles(u *unit, c *event.Coder, t *learn.Trainer) {
	u.people(t)
	if !u.coded {
		return
	}
	for i := range u.cands {
		k := &u.cands[i]
		g := u.match(k)
		if g == nil {
			continue
		}
		actor, recipient := u.parties(k, g.actor), u.parties(k, g.recipient)
		f := learn.Features{Named: true}
		for p := 0; p < k.Parties(); p++ {
			f.Reset()
			k.RoleFeatures(&f, p)
			if actor[p] != 0 {
				t.Add("actor", &f, actor[p] > 0, 0)
			}
			if recipient[p] != 0 {
				t.Add("recipient", &f, recipient[p] > 0, 0)
			}
		}
	}
}

// people teaches roles from the words that people marked: at the candidate whose
// trigger they marked, the phrase of those words.
func (u *unit) people(t *learn.Trainer) {
	f := learn.Features{Named: true}
	for i := range u.cands {
		k := &u.cands[i]
		m, ok := u.marks(k)
		if !ok {
			continue
		}
		for r, words := range [2][]string{m.actor, m.recipient} {
			is := u.markedParties(k, words)
			if len(words) > 0 && !slices.Contains(is, 1) {
				continue // several phrases, or none of ours: nothing to learn from
			}
			for p := range is {
				if is[p] == 0 {
					continue
				}
				f.Reset()
				k.RoleFeatures(&f, p)
				t.Add([2]string{"actor", "recipient"}[r], &f, is[p] > 0, 0)
			}
		}
	}
}

// marks is what people marked of the event that a candidate is, when they marked its trigger.
func (u *unit) marks(k *event.Candidate) (m marks, ok bool) {
	m, ok = u.marked[k.Type()]
	return m, ok && eval.TokenF1(eval.Tokens(k.Trigger().Of(u.doc.Text)), m.trigger) >= 0.5
}

// markedParties says of each party whether it is what people marked, as parties does.
func (u *unit) markedParties(k *event.Candidate, words []string) []int {
	out := make([]int, k.Parties())
	best, at := 0.6, -1
	for p := range out {
		x := eval.TokenF1(eval.Tokens(u.layers.Mentions[k.Party(p)].Of(u.doc.Text)), words)
		if out[p] = -1; len(words) > 0 && x > 0.3 {
			out[p] = 0
		}
		if len(words) > 0 && x > best {
			best, at = x, p
		}
	}
	if at >= 0 {
		out[at] = 1
	}
	return out
}

// parties says of each party whether it is one of the spans: 1 the best match of
// one, -1 none, 0 a worse match of one, which teaches nothing.
func (u *unit) parties(k *event.Candidate, spans []isnad.Span) []int {
	out := make([]int, k.Parties())
	for p := range out {
		out[p] = -1
	}
	for _, g := range spans {
		best, at := 0.5, -1
		for p := range out {
			x := overlap(u.layers.Mentions[k.Party(p)].Span, g)
			if x > 0 && out[p] < 0 {
				if x >= 0.4 {
					out[p] = 0
				}
			}
			if x > best {
				best, at = x, p
			}
		}
		if at >= 0 {
			out[at] = 1
		}
	}
	return out
}

// overlap is the F1 of two spans in bytes.
func overlap(a, b isnad.Span) float64 {
	n := min(a.End, b.End) - max(a.Start, b.Start)
	if n <= 0 {
		return 0
	}
	return 2 * float64(n) / float64(a.End-a.Start+b.End-b.Start)
}

// exampleWeight is that of a row's own example: it says that the row codes an event
// when it holds, in a sentence plainer than any in the news.
const exampleWeight = 0.8

// unjudgedWeight is, for the foreground of the types that people judged, that of text
// they did not see.
const unjudgedWeight = 0.3

func (u *unit) share() float64 {
	if u.coded {
		return 1
	}
	return exampleWeight
}

func (s *Set) existence(u *unit, c *event.Coder, t *learn.Trainer) {
	f := learn.Features{Named: true}
	for i := range u.cands {
		k := &u.cands[i]
		c.Roles(k, &f)
		if !u.coded && u.row == "" {
			continue
		}
		f.Reset()
		k.ExistenceFeatures(&f)
		switch {
		case u.coded:
			t.Add("exists", &f, u.match(k) != nil, u.share())
		case u.example(k):
			t.Add("exists", &f, true, u.share())
		}
	}
}

// told: how an event is told, of the gold events found.
// topics: of each sentence, whether it tells of an event at all.
func (s *Set) topics(u *unit, c *event.Coder, t *learn.Trainer) {
	u.round = c.First(&u.layers, u.cands)
	if !u.coded && u.row == "" {
		return
	}
	f := learn.Features{Named: true}
	for i := range u.layers.Sentences {
		if u.layers.Sentences[i].Dropped {
			continue
		}
		yes := u.row != "" && u.layers.Sentences[i].Overlaps(u.plain)
		for j := range u.events {
			yes = yes || u.layers.Sentences[i].Overlaps(u.events[j].trigger)
		}
		f.Reset()
		u.round.Topic(&f, i)
		t.Add("topic", &f, yes, u.share())
	}
}

// rolesAgain: the roles of the gold events among the likely candidates, seen beside each other.
func (s *Set) rolesAgain(u *unit, c *event.Coder, t *learn.Trainer) {
	u.round = c.First(&u.layers, u.cands)
	if !u.coded {
		return
	}
	f := learn.Features{Named: true}
	for _, i := range u.round.Likely() {
		k := &u.cands[i]
		g := u.match(k)
		if g == nil {
			continue
		}
		for role, spans := range [2][]isnad.Span{g.actor, g.recipient} {
			is := u.parties(k, spans)
			for p := range is {
				if is[p] == 0 || !k.Possible(p, role) {
					continue
				}
				f.Reset()
				u.round.Role(&f, int(i), p, role)
				t.Add([2]string{"actor2", "recipient2"}[role], &f, is[p] > 0, 0)
			}
		}
	}
}

// pairs: of the gold events among the likely candidates, which choices of actor and
// recipient are right.
func (s *Set) pairs(u *unit, c *event.Coder, t *learn.Trainer) {
	u.round = c.First(&u.layers, u.cands)
	if !u.coded && len(u.marked) == 0 {
		return
	}
	u.round.Roles()
	for _, i := range u.round.Likely() {
		k := &u.cands[i]
		if !k.Pairing() {
			continue
		}
		if g := u.match(k); g != nil && u.coded {
			addPairs(t, k, [2][]int{u.parties(k, g.actor), u.parties(k, g.recipient)}, [2]bool{len(g.actor) > 0, len(g.recipient) > 0})
		}
		if m, ok := u.marks(k); ok {
			addPairs(t, k, [2][]int{u.markedParties(k, m.actor), u.markedParties(k, m.recipient)}, [2]bool{len(m.actor) > 0, len(m.recipient) > 0})
		}
	}
}

// addPairs adds the choices of a candidate; is tells for each role and party as parties does, told whether there is
// one at all.
func addPairs(t *learn.Trainer, k *event.Candidate, is [2][]int, told [2]bool) {
	f := learn.Features{Named: true}
	for role := range is {
		if told[role] && !slices.Contains(is[role], 1) {
			return // no choice is right
		}
	}
	for _, p := range k.Pairs() {
		a, b := right(is[0], p.Actor, told[0]), right(is[1], p.Recipient, told[1])
		if a == 0 || b == 0 {
			continue
		}
		f.Reset()
		k.PairFeatures(&f, p)
		t.Add("pair", &f, a > 0 && b > 0, 0)
	}
}

// right is 1 when party p is one of those annotated, or none and none is, -1 when it is not and 0
// when it is only part of one.
func right(is []int, p int, told bool) int {
	switch {
	case p >= 0:
		return is[p]
	case !told:
		return 1
	}
	return -1
}

// existsAgain: which of the likely candidates are gold events, seen beside each other.
func (s *Set) existsAgain(u *unit, c *event.Coder, t *learn.Trainer) {
	u.round = c.First(&u.layers, u.cands)
	u.round.Roles()
	f := learn.Features{Named: true}
	for _, i := range u.round.Likely() {
		k := &u.cands[i]
		if !u.coded && !u.example(k) {
			continue
		}
		f.Reset()
		u.round.Existence(&f, int(i))
		t.Add("exists2", &f, !u.coded || u.match(k) != nil, u.share())
	}
}

func (s *Set) told(u *unit, c *event.Coder, t *learn.Trainer) {
	f := learn.Features{Named: true}
	best := map[string]int{}
	u.round.Exists()
	for i := range u.cands {
		k := &u.cands[i]
		if b, ok := best[k.Type()]; !ok || k.Score > u.cands[b].Score {
			best[k.Type()] = i
		}
		if g := u.match(k); g != nil && u.coded {
			s.auxiliary(u, c, k, g, t, &f)
		}
	}
	for i := range u.cands {
		k := &u.cands[i]
		g := u.match(k)
		label, people := u.label[k.Type()]
		f.Reset()
		k.FrontFeatures(&f)
		switch {
		case people && (label == "easy no" || label == "difficult no"):
			t.Add(event.FrontModel(k.Type()), &f, false, 0)
		case people && label == "yes":
			if best[k.Type()] == i {
				t.Add(event.FrontModel(k.Type()), &f, true, 2)
			}
		case people:
		case u.row != "":
			if u.example(k) {
				t.Add(event.FrontModel(k.Type()), &f, true, unjudgedWeight)
			}
		case g != nil && event.FrontModel(k.Type()) == "foreground":
			t.Add("foreground", &f, g.Foreground, 0)
		case g != nil && len(u.label) == 0: // text that no people judged
			t.Add(event.FrontModel(k.Type()), &f, g.Foreground, unjudgedWeight)
		}
	}
}

func (s *Set) auxiliary(u *unit, c *event.Coder, k *event.Candidate, g *goldEvent, t *learn.Trainer, f *learn.Features) {
	f.Reset()
	k.AuxFeatures(f)
	for _, a := range []string{"negation", "future", "hypothetical", "historical"} {
		t.Add("aux:"+a, f, has(g.Aux, a), 0)
	}
	for _, m := range event.Modes(k.Type()) {
		f.Reset()
		k.ModeFeatures(f, m)
		t.Add("mode", f, has(g.Mode, m), 0)
	}
	e := c.Draft(k)
	over := u.layers.ClaimsOver(k.At)
	for rank, i := range over {
		f.Reset()
		k.SpeakerFeatures(f, e, over, rank)
		t.Add("speaker", f, u.speaks(&u.layers.Claims[i], g), 0)
	}
}

// speaks tells whether the speaker of a claim is the one annotated.
func (u *unit) speaks(c *isnad.Claim, g *goldEvent) bool {
	return g.Speaker != nil && c.Speaker >= 0 && (overlap(c.Words, g.speaker) > 0.3 || overlap(u.layers.Mentions[c.Speaker].Span, g.speaker) > 0.3)
}

func has(xs []string, x string) bool {
	for _, y := range xs {
		if x == y {
			return true
		}
	}
	return false
}
