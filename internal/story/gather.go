package story

import (
	"cmp"
	"slices"
)

// Bounds that keep the work on a telling the same however much is told of a day.
const (
	sampled    = 4   // tellings of a happening that a further one is compared with
	candidates = 64  // happenings that a telling is compared with, most shared keys first
	keyWeight  = 750 // of a word that a telling is looked up by
)

// A happening is one occurrence and those who told of it.
type happening struct {
	record  Happening
	founded string // day of publication of its first batch
	sample  []*telling
	fresh   []*telling // of the present batch
	keys    map[uint64]bool
	story   *openStory // of the first document that leads with it
	order   int
	fullest int // fullness of the telling that the record quotes
}

// A gatherer joins tellings to happenings. What it remembers is bounded by forget.
type gatherer struct {
	open  []*happening
	byKey map[uint64][]*happening
}

func newGatherer() *gatherer { return &gatherer{byKey: map[uint64][]*happening{}} }

// add joins the tellings of one batch, whatever their order. A telling goes to the
// open happening it is likest to on average, or founds one; a happening once founded
// is never merged with another, so that its id stays.
func (g *gatherer) add(ts []*telling) {
	slices.SortFunc(ts, func(a, b *telling) int { return cmp.Or(b.fullness-a.fullness, a.compare(b)) })
	before := len(g.open)
	for _, t := range ts {
		h, why := g.best(t)
		if h == nil {
			h = &happening{founded: t.day, keys: map[uint64]bool{}, order: len(g.open), record: Happening{Size: map[string]Count{}}}
			g.open = append(g.open, h)
		}
		t.why = why
		g.join(h, t)
	}
	added := g.open[before:]
	for _, h := range added {
		slices.SortFunc(h.fresh, (*telling).compare)
		h.record.ID = identify("happening", h.fresh[0].event.ID)
	}
	slices.SortFunc(added, func(a, b *happening) int { return a.fresh[0].compare(b.fresh[0]) })
	for i, h := range added {
		h.order = before + i
	}
}

// best is the happening that the telling joins, or nil, and what speaks for it.
func (g *gatherer) best(t *telling) (best *happening, why []string) {
	most := joinFrom - 1
	for _, h := range g.candidates(t) {
		sum, top, names := 0, int(never), []string(nil)
		for _, s := range h.sample {
			w, ok := t.likeness(s)
			if !ok {
				sum = never
				break
			}
			if x := w.sum(); x > top {
				top, names = x, w.names()
			}
			sum += w.sum()
		}
		if x := (sum/len(h.sample) + top) / 2; sum > never && x > most {
			best, most, why = h, x, names
		}
	}
	return best, why
}

// candidates are the happenings that share a day, a kin type and a word or a
// country with the telling, those that share most first.
func (g *gatherer) candidates(t *telling) []*happening {
	shares := map[*happening]int{}
	for _, k := range t.keys() {
		for _, h := range g.byKey[k] {
			shares[h]++
		}
	}
	out := make([]*happening, 0, len(shares))
	for h := range shares {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b *happening) int { return cmp.Or(shares[b]-shares[a], a.order-b.order) })
	return out[:min(len(out), candidates)]
}

func (g *gatherer) join(h *happening, t *telling) {
	h.fresh = append(h.fresh, t)
	if len(h.sample) < sampled {
		h.sample = append(h.sample, t)
	}
	for _, k := range t.keys() {
		if !h.keys[k] {
			h.keys[k] = true
			g.byKey[k] = append(g.byKey[k], h)
		}
	}
}

// keys are what a telling is looked up by: hashes, since the words of a window
// would take more room than all else. Two that fall together propose a comparison
// in vain, no more.
func (t *telling) keys() []uint64 {
	kind := nearTypes[t.kind]
	if kind == "" {
		kind = t.kind
	}
	var about []uint64
	for _, w := range t.words {
		if w.weight >= keyWeight {
			about = append(about, w.stem)
		}
	}
	countries := []string{t.place.country}
	for _, ps := range [][]party{t.actor, t.recipient} {
		for _, p := range ps {
			countries = append(countries, p.country)
		}
	}
	for _, c := range countries {
		if c != "" {
			about = append(about, hashString(1, c))
		}
	}
	slices.Sort(about)
	about = slices.Compact(about)
	out := make([]uint64, 0, len(t.days)*len(about))
	for _, d := range t.days {
		day := hashString(hashString(hashString(0, kind), t.told), d)
		for _, a := range about {
			out = append(out, mix(day^a))
		}
	}
	return out
}

// hashString is FNV-1a behind another hash, and mixed.
func hashString(h uint64, s string) uint64 {
	h ^= 0xcbf29ce484222325
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(h)
}

// forget closes the happenings founded on old days and returns them, oldest first.
func (g *gatherer) forget(old func(founded string) bool) (closed []*happening) {
	var kept []*happening
	for _, h := range g.open {
		if old(h.founded) {
			closed = append(closed, h)
		} else {
			kept = append(kept, h)
		}
	}
	if len(closed) == 0 {
		return nil
	}
	g.open, g.byKey = kept, map[uint64][]*happening{}
	for i, h := range kept {
		h.order = i
		for k := range h.keys {
			g.byKey[k] = append(g.byKey[k], h)
		}
	}
	return closed
}
