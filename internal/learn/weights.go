package learn

import "iter"

// Weights holds the weights of a scorer by feature. It is a hash of its own, since
// looking features up is much of the work of coding and features are hashes
// already: a map would mix them again. The zero value is empty.
//
// Nineteen of twenty features that are looked up have no weight, and a filter tells
// so of nearly all of them.
type Weights struct {
	slots  []slot    // at most two thirds full
	keys   []Feature // of each slot; apart, since only writing and listing need them
	filter filter    // of the features that have a weight
	n      int
}

// slot is free when its weight is 0. Half of a feature's hash tells it from others in its place: with half a million
// features one that has no weight meets another's by chance once in billions.
type slot struct {
	mark   uint32
	weight float32
}

// weighted is a feature with its weight.
type weighted struct {
	feature Feature
	weight  float32
}

// mix spreads a feature over the high bits.
func mix(f Feature) uint64 { return uint64(f) * 0x9e3779b97f4a7c15 }

// markOf takes the half of a hash that tells it from others in its place.
func markOf(hash uint64) uint32 { return uint32(hash ^ hash>>32) }

// at is the slot of a feature by its hash, or the free one where it would stand.
func (w *Weights) at(hash uint64) *slot {
	for i := place(hash, len(w.slots)); ; i++ {
		if i == uint64(len(w.slots)) {
			i = 0
		}
		if s := &w.slots[i]; s.mark == markOf(hash) || s.weight == 0 {
			return s
		}
	}
}

// Get is the weight of a feature, 0 when it has none.
func (w *Weights) Get(f Feature) float32 {
	hash := mix(f)
	if w.n == 0 || w.filter.has(hash) == 0 {
		return 0
	}
	if s := w.at(hash); s.mark == markOf(hash) {
		return s.weight
	}
	return 0
}

// sum adds the weights of features up.
func (w *Weights) sum(fs []Feature) (s float64) {
	if w.n == 0 {
		return 0
	}
	var room [batch]Feature
	var first [batch]slot // where each would stand: copied all at once, so that none waits for another
	for len(fs) > 0 {
		n := min(len(fs), batch)
		hits := w.filter.pass(fs[:n], &room)
		for i, f := range hits {
			first[i] = w.slots[place(mix(f), len(w.slots))]
		}
		for i, f := range hits {
			hash := mix(f)
			if first[i].mark == markOf(hash) {
				s += float64(first[i].weight)
			} else {
				s += float64(w.Get(f))
			}
		}
		fs = fs[n:]
	}
	return s
}

// Set gives a feature a weight; one that is set is only changed. A weight of 0 says
// nothing and is not kept.
func (w *Weights) Set(f Feature, x float32) {
	if x == 0 {
		return
	}
	if slots(w.n+1) > len(w.slots) {
		w.grow(2 * (w.n + 1))
	}
	w.put(weighted{f, x})
}

// put sets a weight where there is room.
func (w *Weights) put(x weighted) {
	hash := mix(x.feature)
	i := place(hash, len(w.slots))
	for w.slots[i].weight != 0 && w.keys[i] != x.feature {
		if i++; i == uint64(len(w.slots)) {
			i = 0
		}
	}
	if w.slots[i].weight == 0 {
		w.n++
	}
	w.slots[i], w.keys[i] = slot{markOf(hash), x.weight}, x.feature
	w.filter.add(hash)
}

// setAll sets many.
func (w *Weights) setAll(list []weighted) {
	w.grow(w.n + len(list))
	for _, x := range list {
		w.Set(x.feature, x.weight)
	}
}

// slots is how many n features need.
func slots(n int) int { return 1 + n + n/2 }

// grow makes room for n weights, which are more than there are.
func (w *Weights) grow(n int) {
	old, keys := w.slots, w.keys
	w.slots, w.keys, w.filter, w.n = make([]slot, slots(n)), make([]Feature, slots(n)), newFilter(n), 0
	for i, s := range old {
		if s.weight != 0 {
			w.put(weighted{keys[i], s.weight})
		}
	}
}

// Len is the number of features with a weight.
func (w *Weights) Len() int { return w.n }

// All gives the features and their weights in no order that means anything.
func (w *Weights) All() iter.Seq2[Feature, float32] {
	return func(yield func(Feature, float32) bool) {
		for i, s := range w.slots {
			if s.weight != 0 && !yield(w.keys[i], s.weight) {
				return
			}
		}
	}
}
