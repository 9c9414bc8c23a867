package learn

import "iter"

// Weights holds the weights of a scorer by feature. It is a hash of its own, since
// looking features up is much of the work of coding and features are hashes
// already: a map would mix them again. The zero value is empty.
//
// Nineteen of twenty features that are looked up have no weight. A bit for each
// hash that has one tells so, and the bits, unlike the slots, stay in the
// processor's nearest memory.
type Weights struct {
	slots []slot   // a power of two, at most half full
	bits  []uint64 // by the same hash, eight for each slot
	shift uint     // 64 less the logarithm of the number of slots
	n     int
}

// slot is free when its weight is 0.
type slot struct {
	feature Feature
	weight  float32
}

const (
	smallest = 6 // logarithm of the first number of slots
	finer    = 3 // logarithm of the bits for each slot
)

// mix spreads a feature over the high bits.
func mix(f Feature) uint64 { return uint64(f) * 0x9e3779b97f4a7c15 }

// at is the slot of a feature, or the free one where it would stand.
func (w *Weights) at(f Feature) *slot {
	mask := uint64(len(w.slots) - 1)
	for i := mix(f) >> w.shift; ; i = (i + 1) & mask {
		if s := &w.slots[i]; s.weight == 0 || s.feature == f {
			return s
		}
	}
}

// Get is the weight of a feature, 0 when it has none.
func (w *Weights) Get(f Feature) float32 {
	bit := mix(f) >> (w.shift - finer)
	if word := bit / 64; word >= uint64(len(w.bits)) || w.bits[word]>>(bit%64)&1 == 0 {
		return 0
	}
	return w.at(f).weight
}

// Set gives a feature a weight; one that is set is only changed. A weight of 0 says
// nothing and is not kept.
func (w *Weights) Set(f Feature, x float32) {
	if x == 0 {
		return
	}
	if 2*(w.n+1) > len(w.slots) {
		w.grow()
	}
	if s := w.at(f); s.weight == 0 {
		w.n++
	}
	w.put(slot{f, x})
}

func (w *Weights) put(s slot) {
	*w.at(s.feature) = s
	bit := mix(s.feature) >> (w.shift - finer)
	w.bits[bit/64] |= 1 << (bit % 64)
}

func (w *Weights) grow() {
	old := w.slots
	if w.shift--; len(old) == 0 {
		w.shift = 64 - smallest
	}
	w.slots = make([]slot, 1<<(64-w.shift))
	w.bits = make([]uint64, len(w.slots)<<finer/64)
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
