package story

import (
	"math"
	"slices"
)

// Weights of what two tellings of one happening agree or differ in, found by hand
// on testdata/open.txt (tellings_test.go). The sum says yes from joinFrom on.
const (
	joinFrom      = 0.3
	base          = -2.4
	nearType      = -1.2 // a type that others may give the same happening
	sameMode      = .4
	otherMode     = -.4
	samePlace     = 1.6 // one point
	namedPlace    = 1.2 // one names no place, but its sentence has the other's
	sameArea      = .5
	sameCountry   = .3 // one of the places is the whole state
	otherPlace    = -2.5
	sharedWords   = 6.0 // times the share of the lighter sentence's words
	fullSentence  = 4.0 // weight of words under which a sentence does not count as one
	sameDead      = .6
	sameSides     = .8   // both name the same two states or more
	otherSides    = -2.5 // both name two, and they differ
	crossedWeight = .8   // actor against recipient, where the roles may be read either way
)

// near are places no further apart than a city is wide, in kilometres.
const nearPlaces = 40

var never = math.Inf(-1)

// nearTypes are types that one occurrence is easily told in, beside its own.
var nearTypes = map[string]string{
	"AGREE": "accord", "SUPPORT": "accord", "COOPERATE": "accord",
	"ASSAULT": "force", "COERCE": "force",
	"ACCUSE": "word", "REJECT": "word",
}

// kin tells whether the types let two tellings be one happening.
func kin(a, b string) bool { return a == b || nearTypes[a] != "" && nearTypes[a] == nearTypes[b] }

// likeness weighs whether two tellings tell of one happening.
func (t *telling) likeness(o *telling) float64 {
	if t.told != o.told || !kin(t.kind, o.kind) || !slices.ContainsFunc(t.days, func(d string) bool { return slices.Contains(o.days, d) }) {
		return never
	}
	sum := base + t.places(o) + t.roles(o)
	if t.kind != o.kind {
		sum += nearType
	} else if m, n := t.event.Mode, o.event.Mode; len(m) > 0 && len(n) > 0 {
		if m[0] == n[0] {
			sum += sameMode
		} else {
			sum += otherMode
		}
	}
	sum += sharedWords * shared(t.words, o.words, fullSentence)
	if a, b := t.event.Size.Dead, o.event.Size.Dead; a != nil && b != nil && a.Min <= b.Max && b.Min <= a.Max {
		sum += sameDead
	}
	return sum
}

// places weighs where the two were.
func (t *telling) places(o *telling) float64 {
	p, q := &t.place, &o.place
	switch {
	case p.name == "" && q.name == "":
		return 0
	case p.name == "":
		return q.namedIn(t.words)
	case q.name == "":
		return p.namedIn(o.words)
	case p.fine && q.fine && (p.name == q.name || p.located && q.located && distance(p, q) <= nearPlaces):
		return samePlace
	case p.fine && q.fine && p.located && q.located, p.country != q.country:
		return otherPlace
	case p.name == q.name:
		return sameArea
	}
	return sameCountry
}

// namedIn: the words of the other telling name this place.
func (p *place) namedIn(ws []word) float64 {
	if p.fine && len(p.words) <= len(ws) && shared(p.words, ws, 0) > .99 {
		return namedPlace
	}
	return 0
}

// distance in kilometres, near enough for places that are near.
func distance(p, q *place) float64 {
	const degree = 111.2
	x := (p.lon - q.lon) * math.Cos((p.lat+q.lat)/2*math.Pi/180)
	return degree * math.Hypot(x, p.lat-q.lat)
}

// roles compares actors with actors and recipients with recipients, or crosswise
// where that fits better: who met whom is told either way.
func (t *telling) roles(o *telling) float64 {
	straight := fit(t.actor, o.actor) + fit(t.recipient, o.recipient)
	if !mutual[t.kind] {
		return straight
	}
	crossed := crossedWeight * (fit(t.actor, o.recipient) + fit(t.recipient, o.actor))
	sum := max(straight, crossed)
	if len(t.sides) > 1 && len(o.sides) > 1 {
		if n := common(t.sides, o.sides); n > 1 {
			sum += sameSides
		} else {
			sum += otherSides
		}
	}
	return sum
}

// mutual types are done together.
var mutual = map[string]bool{"CONSULT": true, "AGREE": true, "SUPPORT": true, "COOPERATE": true}

// common counts what two sorted lists share.
func common(a, b []string) (n int) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

// fit is the likeness of the two parties that are most alike; 0 when one side names none.
func fit(as, bs []party) float64 {
	if len(as) == 0 || len(bs) == 0 {
		return 0
	}
	best := never
	for i := range as {
		for k := range bs {
			best = max(best, as[i].likeness(&bs[k]))
		}
	}
	return best
}

func (p *party) likeness(o *party) float64 {
	share := shared(p.words, o.words, 0)
	switch {
	case p.id != "" && p.id == o.id:
		return 1.5
	case p.country == "" || o.country == "" || general[p.country] || general[o.country]:
		return share // from 0, nothing known, to the same words
	case p.country != o.country && (p.lent || o.lent || p.area || o.area):
		return -.5 + share
	case p.country != o.country:
		return -2
	}
	sum := .4
	if p.lent || o.lent { // the place says it already
		sum = 0
	}
	if p.sector == o.sector {
		sum += .4
	}
	return sum + .7*share
}

// general codes of PLOVER say what kind of body a party is, not which.
var general = map[string]bool{"IGO": true, "NGO": true, "IMG": true, "MNC": true, "ISM": true}
