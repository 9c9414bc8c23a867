package event

import (
	"slices"

	"github.com/isnad/isnad/internal/learn"
)

// The third round: who acts and who suffers is chosen together. Two scorers that know
// nothing of each other give one party both roles, or leave the object of a verb as its only party.

const (
	pairWidth = 4    // parties of a role that are paired
	pairLeast = 0.04 // what a party must score to be one
)

// A Pair is a choice of the parties that are first actor and first recipient; -1 is none.
type Pair struct{ Actor, Recipient int }

// Pairs lists the choices of a candidate, those of better parties first.
func (k *Candidate) Pairs() (out []Pair) {
	var roomA, roomB [pairWidth + 1]int
	actors, targets := k.leading(0, roomA[:0]), k.leading(1, roomB[:0])
	for _, a := range actors {
		for _, b := range targets {
			if a >= 0 && b >= 0 && k.y.meet(a, b) {
				continue
			}
			out = append(out, Pair{a, b})
		}
	}
	return out
}

// leading lists the likeliest parties of a role, and none.
func (k *Candidate) leading(role int, out []int) []int {
	s := k.scores(role)
	for p := range s {
		if s[p].p < pairLeast {
			continue
		}
		at := len(out)
		for at > 0 && s[out[at-1]].p < s[p].p {
			at--
		}
		if out = slices.Insert(out, at, p); len(out) > pairWidth {
			out = out[:pairWidth]
		}
	}
	return append(out, -1)
}

// meet tells whether the phrases of two parties overlap.
func (y *layout) meet(a, b int) bool {
	p, q := y.phrase(&y.parties[a]).Tokens, y.phrase(&y.parties[b]).Tokens
	return p.Start < q.End && q.Start < p.End
}

// half is one party of a pair, as features name it.
type half struct {
	p                    int
	score, slot          *learn.Word
	expect, who, country *learn.Word
	sense                *learn.Word // nil none
}

func (k *Candidate) half(p, role int) half {
	if p < 0 {
		return half{-1, nameNone, nameNone, nameNone, nameNone, nameNone, nil}
	}
	v := k.view(p)
	slot := v.slot
	return half{p, graded(k.scores(role)[p].p), &slot, v.expect, v.who, nil, v.named.sense}
}

// PairFeatures writes what speaks for a pair.
func (k *Candidate) PairFeatures(f *learn.Features, p Pair) {
	n := &k.named
	a, b := k.half(p.Actor, 0), k.half(p.Recipient, 1)
	f.Of("scores", a.score, b.score)
	f.Of("ascore", a.score, &n.kind)
	f.Of("bscore", b.score, &n.kind)
	f.Of("slots", a.slot, b.slot, &n.form)
	f.Of("kslots", a.slot, b.slot, &n.kind)
	f.Of("lslots", a.slot, b.slot, &n.lemma)
	if n.sense != nil {
		f.Of("sslots", a.slot, b.slot, n.sense)
	}
	f.Of("expects", a.expect, b.expect, &n.form)
	f.Of("rexpects", a.expect, b.expect, &n.rule)
	f.Of("whos", a.who, b.who)
	f.Of("kwhos", a.who, b.who, &n.kind)
	if a.sense != nil && b.sense != nil {
		f.Of("senses", a.sense, b.sense)
		f.Of("ksenses", a.sense, b.sense, &n.kind)
	}
	f.Of("order", k.order(p), &n.form)
	f.Of("eorder", k.order(p), a.expect, b.expect)
	k.pairTie(f, p)
	for role, h := range [2]*half{&a, &b} {
		k.halfFeatures(f, role, h, p)
	}
}

var (
	roleNames  = [2]*learn.Word{nameActs, nameSuffers}
	orderNames = func() (out [3][3][3]*learn.Word) {
		side := [3]string{"none", "before", "after"}
		for a := range out {
			for b := range out[a] {
				for c, s := range [3]string{"", "ab", "ba"} {
					out[a][b][c] = fixed(side[a] + side[b] + s)
				}
			}
		}
		return
	}()
	nameTied = fixed("tied")
)

// order is where the parties stand, seen from the trigger and from each other.
func (k *Candidate) order(p Pair) *learn.Word {
	side := func(i int) int {
		switch {
		case i < 0:
			return 0
		case k.y.parties[i].before:
			return 1
		}
		return 2
	}
	mutual := 0
	if p.Actor >= 0 && p.Recipient >= 0 {
		mutual = 1
		if k.y.phrase(&k.y.parties[p.Actor]).Tokens.Start > k.y.phrase(&k.y.parties[p.Recipient]).Tokens.Start {
			mutual = 2
		}
	}
	return orderNames[side(p.Actor)][side(p.Recipient)][mutual]
}

// pairTie: whether the two are in one list, in one slot, or of one country.
func (k *Candidate) pairTie(f *learn.Features, p Pair) {
	if p.Actor < 0 || p.Recipient < 0 {
		return
	}
	y := k.y
	a, b := &y.parties[p.Actor], &y.parties[p.Recipient]
	tie := nameNo
	switch {
	case y.phrase(a).Coord == y.phrase(b).Coord:
		tie = nameTied
	case a.slot != "" && a.slot == b.slot:
		tie = nameSame
	}
	f.Of("tie", tie, &k.named.kind)
	m, o := &y.l.Mentions[a.phrase], &y.l.Mentions[b.phrase]
	if m.Country != "" && o.Country != "" {
		same := nameNo
		if m.Country == o.Country {
			same = nameYes
		}
		f.Of("lands", same, &k.named.kind, y.l.who(a.phrase), y.l.who(b.phrase))
	}
}

// halfFeatures: of one party of the pair, its rivals for the role and those that the frame
// expects in it and that stay without.
func (k *Candidate) halfFeatures(f *learn.Features, role int, h *half, p Pair) {
	y, n, s, name := k.y, &k.named, k.scores(role), roleNames[role]
	best, want, left := 0.0, byte("ar"[role]), -1
	for q := range s {
		if q == p.Actor || q == p.Recipient || h.p >= 0 && y.meet(q, h.p) {
			continue
		}
		best = max(best, s[q].p)
		if k.expectations()[q] == want && y.parties[q].whole() && (left < 0 || s[q].p > s[left].p) {
			left = q
		}
	}
	f.Of("rival", name, h.score, graded(best))
	if h.p >= 0 {
		rank := nameNo
		if s[h.p].p >= best {
			rank = nameYes
		}
		f.Of("top", name, rank, h.expect)
		f.Of("tops", name, rank, &n.kind)
	}
	if left >= 0 {
		slot := learn.NewWord(string(y.parties[left].slot))
		f.Of("left", name, h.expect, &slot, &n.form)
		f.Of("leftscore", name, h.expect, graded(s[left].p))
	} else {
		f.Of("left", name, h.expect, nameNone, &n.form)
	}
	f.Of("expect", name, h.expect, h.score)
	f.Of("eslot", name, h.expect, h.slot, &n.form)
	f.Of("who", name, h.who, &n.kind)
	f.Of("swho", name, h.who, h.slot)
	if h.p < 0 {
		f.Of("noone", name, &n.rule)
		f.Of("noform", name, &n.kind, &n.form)
		return
	}
	q := &y.parties[h.p]
	f.Of("dist", name, bucketed(q.dist), h.expect)
	f.Of("path", name, bucketed(q.verbs), bucketed(q.subs), &n.form)
	extent := nameNone
	switch {
	case q.base >= 0:
		extent = nameExtended
	case q.inner:
		extent = nameInner
	}
	f.Of("extent", name, extent, h.score)
}

// pair chooses the likeliest pair; ok is false where none was learned or the event takes no two.
func (c *Coder) pair(k *Candidate, f *learn.Features) (best Pair, ok bool) {
	best = Pair{-1, -1}
	m := c.models["pair"]
	if m == nil || !k.Pairing() {
		return best, false
	}
	most := 0.0
	for _, p := range k.Pairs() {
		f.Reset()
		k.PairFeatures(f, p)
		x := m.Score(f.List)
		if !ok || x > most {
			best, most, ok = p, x, true
		}
	}
	return best, ok
}

// Pairing tells whether an actor and a recipient are chosen together. Those who meet are parties of one kind; whom
// a protest is against people mark much more freely than annotators of whole tuples do, and its choice would follow
// these (words of PROTEST recipients on gsr-dev .31 with it, .46 without).
func (k *Candidate) Pairing() bool { return k.Type() != "CONSULT" && k.Type() != "PROTEST" }
