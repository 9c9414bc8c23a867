package learn

import "math/bits"

// A filter tells which features may have a weight, by two bits in a word that their
// hash names (a Bloom filter in blocks, Putze, Sanders and Singler 2007). Unlike
// the slots it stays in the processor's near memory. Features are asked in batches
// and without a branch, so that the look-ups of one do not wait for those of another.
type filter []uint64

const (
	finer = 13 // bits for each feature, at least
	batch = 64 // features asked at once
)

func newFilter(features int) filter { return make(filter, 1+features*finer/64) }

// place maps a hash to one of n places. The product's high half is as good as a
// remainder, and tables need not be powers of two.
func place(hash uint64, n int) uint64 {
	i, _ := bits.Mul64(hash, uint64(n))
	return i
}

// marks are the two bits of a hash.
func marks(hash uint64) (a, b uint64) { return hash >> 30 & 63, hash >> 36 & 63 }

func (f filter) add(hash uint64) {
	a, b := marks(hash)
	f[place(hash, len(f))] |= 1<<a | 1<<b
}

// has is 1 when the hash may have been added, and 0 when it was not.
func (f filter) has(hash uint64) uint64 {
	a, b := marks(hash)
	w := f[place(hash, len(f))]
	return w >> a & (w >> b) & 1
}

// pass gives those of at most batch features that has admits.
func (f filter) pass(fs []Feature, out *[batch]Feature) []Feature {
	n := uint64(0)
	for _, x := range fs {
		out[n%batch] = x
		n += f.has(mix(x))
	}
	return out[:n]
}
