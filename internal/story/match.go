package story

import (
	"math"
	"slices"
)

// Weights of what two tellings of one happening agree or differ in, in thousandths,
// found by hand on testdata/open.txt (tellings_test.go). They are whole numbers, so
// that no machine rounds them otherwise. The sum says yes from joinFrom on.
const (
	joinFrom     = 300
	base         = -2400
	nearType     = -1200 // a type that others may give the same happening
	sameMode     = 400
	otherMode    = -400
	samePlace    = 1600 // one point
	namedPlace   = 1200 // one names no place, but its sentence has the other's
	sameArea     = 500
	sameCountry  = 300 // one of the places is the whole state
	otherPlace   = -2500
	sharedWords  = 6    // times the share of the lighter sentence's words
	fullSentence = 4000 // weight of words under which a sentence does not count as one
	sameDead     = 600
	sameSides    = 800   // both name the same two states or more
	otherSides   = -2500 // both name two, and they differ

	sameID     = 1500
	sameState  = 400
	sameSector = 400
	otherState = -2000
	maybeOther = -500 // states that differ, one of them lent or an area
	partyWords = 700  // times the share of words, in thousandths
	never      = -1 << 30
	nearby     = 40 // kilometres: no further apart than a city is wide
)

// nearTypes are types that one occurrence is easily told in, beside its own.
var nearTypes = map[string]string{
	"AGREE": "accord", "SUPPORT": "accord", "COOPERATE": "accord",
	"ASSAULT": "force", "COERCE": "force",
	"ACCUSE": "word", "REJECT": "word",
}

// kin tells whether the types let two tellings be one happening.
func kin(a, b string) bool { return a == b || nearTypes[a] != "" && nearTypes[a] == nearTypes[b] }

// A weighing is what speaks for and against two tellings being of one happening.
type weighing struct{ kind, place, parties, words, count int }

func (w *weighing) sum() int { return base + w.kind + w.place + w.parties + w.words + w.count }

// names lists what speaks for it, for the record.
func (w *weighing) names() []string {
	out := []string{}
	for _, x := range []struct {
		name   string
		weight int
	}{{"mode", w.kind}, {"place", w.place}, {"parties", w.parties}, {"words", w.words}, {"count", w.count}} {
		if x.weight > 0 {
			out = append(out, x.name)
		}
	}
	return out
}

// likeness weighs whether two tellings tell of one happening; ok is false when
// they cannot, whatever else agrees.
func (t *telling) likeness(o *telling) (w weighing, ok bool) {
	if t.told != o.told || !kin(t.kind, o.kind) || !slices.ContainsFunc(t.days, func(d string) bool { return slices.Contains(o.days, d) }) {
		return w, false
	}
	if t.kind != o.kind {
		w.kind = nearType
	} else if t.mode != "" && o.mode != "" {
		w.kind = otherMode
		if t.mode == o.mode {
			w.kind = sameMode
		}
	}
	w.place, w.parties = t.places(o), t.roles(o)
	w.words = sharedWords * shared(t.words, o.words, fullSentence)
	if a, b := t.dead, o.dead; a != nil && b != nil && a.Min <= b.Max && b.Min <= a.Max {
		w.count = sameDead
	}
	return w, true
}

// places weighs where the two were.
func (t *telling) places(o *telling) int {
	p, q := &t.place, &o.place
	points := p.fine && q.fine
	switch {
	case p.name == "" && q.name == "":
		return 0
	case p.name == "":
		return q.namedIn(t.words)
	case q.name == "":
		return p.namedIn(o.words)
	case points && p.located && q.located:
		if distance(p, q) <= nearby {
			return samePlace
		}
		return otherPlace
	case p.country != "" && q.country != "" && p.country != q.country:
		return otherPlace
	case points && p.name == q.name:
		return samePlace
	case p.name == q.name:
		return sameArea
	case p.country == q.country:
		return sameCountry
	}
	return 0
}

// namedIn: the words of the other telling name this place.
func (p *place) namedIn(ws []word) int {
	if p.fine && len(p.words) <= len(ws) && shared(p.words, ws, 0) > 990 {
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
func (t *telling) roles(o *telling) int {
	straight := fit(t.actor, o.actor) + fit(t.recipient, o.recipient)
	if !mutual[t.kind] {
		return straight
	}
	crossed := (fit(t.actor, o.recipient) + fit(t.recipient, o.actor)) * 4 / 5
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
func fit(as, bs []party) int {
	if len(as) == 0 || len(bs) == 0 {
		return 0
	}
	best := int(never)
	for i := range as {
		for k := range bs {
			best = max(best, as[i].likeness(&bs[k]))
		}
	}
	return best
}

func (p *party) likeness(o *party) int {
	share := shared(p.words, o.words, 0)
	switch {
	case p.id != "" && p.id == o.id:
		return sameID
	case p.country == "" || o.country == "" || general[p.country] || general[o.country]:
		return share // from 0, nothing known, to the same words
	case p.country != o.country && (p.lent || o.lent || p.area || o.area):
		return maybeOther + share
	case p.country != o.country:
		return otherState
	}
	sum := partyWords * share / 1000
	if !p.lent && !o.lent { // else the place says it already
		sum += sameState
	}
	if p.sector == o.sector {
		sum += sameSector
	}
	return sum
}

// general codes of PLOVER say what kind of body a party is, not which.
var general = map[string]bool{"IGO": true, "NGO": true, "IMG": true, "MNC": true, "ISM": true}
