package learn

import "iter"

// Weights holds the weights of a scorer by feature. It is a hash of its own, since
// looking features up is much of the work of coding and features are hashes
// already: a map would mix them again. The zero value is empty.
//
// Nineteen of twenty features that are looked up have no weight, and a filter tells
// so of nearly all of them.
type Weights struct {
	slots  []slot // at most two thirds full
	filter filter // of the features that have a weight
	n      int
}

// slot is free when its weight is 0.
type slot struct {
	feature Feature
	weight  float32
}

// mix spreads a feature over the high bits.
func mix(f Feature) uint64 { return uint64(f) * 0x9e3779b97f4a7c15 }

// at is the slot of a feature, or the free one where it would stand.
func (w *Weights) at(f Feature) *slot {
	for i := place(mix(f), len(w.slots)); ; i++ {
		if i == uint64(len(w.slots)) {
			i = 0
		}
		if s := &w.slots[i]; s.feature == f || s.weight == 0 {
			return s
		}
	}
}

// Get is the weight of a feature, 0 when it has none.
func (w *Weights) Get(f Feature) float32 {
	if w.n == 0 || w.filter.has(mix(f)) == 0 {
		return 0
	}
	return w.at(f).weight
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
			if first[i].feature == f {
				s += float64(first[i].weight)
			} else {
				s += float64(w.at(f).weight)
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
	if s := w.at(f); s.weight == 0 {
		w.n++
	}
	w.put(slot{f, x})
}

func (w *Weights) put(s slot) {
	*w.at(s.feature) = s
	w.filter.add(mix(s.feature))
}

// setAll sets many.
func (w *Weights) setAll(list []slot) {
	w.grow(w.n + len(list))
	for _, s := range list {
		w.Set(s.feature, s.weight)
	}
}

// slots is how many n features need.
func slots(n int) int { return 1 + n + n/2 }

// grow makes room for n weights, which are more than there are.
func (w *Weights) grow(n int) {
	old := w.slots
	w.slots, w.filter = make([]slot, slots(n)), newFilter(n)
	for _, s := range old {
		if s.weight != 0 {
			w.put(s)
		}
	}
}

// Len is the number of features with a weight.
func (w *Weights) Len() int { return w.n }

// All gives the features and their weights in no order that means anything.
func (w *Weights) All() iter.Seq2[Feature, float32] {
	return func(yield func(Feature, float32) bool) {
		for _, s := range w.slots {
			if s.weight != 0 && !yield(s.feature, s.weight) {
				return
			}
		}
	}
}
