package learn

// A Pair is two scorers that are always asked of the same features: one look-up
// serves both.
type Pair struct {
	bias  [2]float64
	slots []pairSlot // as in Weights
	bits  []uint64
	shift uint
}

// pairSlot is free when both weights are 0.
type pairSlot struct {
	feature Feature
	weights [2]float32
}

// NewPair joins two models, each of which may be nil and then says nothing.
func NewPair(a, b *Model) *Pair {
	p := &Pair{}
	n := 0
	for _, m := range [2]*Model{a, b} {
		if m != nil {
			n += m.Weights.Len()
		}
	}
	p.shift = 64 - smallest
	for 1<<(64-p.shift) < 2*n {
		p.shift--
	}
	p.slots = make([]pairSlot, 1<<(64-p.shift))
	p.bits = make([]uint64, len(p.slots)<<finer/64)
	for k, m := range [2]*Model{a, b} {
		if m == nil {
			continue
		}
		p.bias[k] = m.Bias
		for f, x := range m.Weights.All() {
			s := p.at(f)
			s.feature, s.weights[k] = f, x
			bit := mix(f) >> (p.shift - finer)
			p.bits[bit/64] |= 1 << (bit % 64)
		}
	}
	return p
}

func (p *Pair) at(f Feature) *pairSlot {
	mask := uint64(len(p.slots) - 1)
	for i := mix(f) >> p.shift; ; i = (i + 1) & mask {
		if s := &p.slots[i]; s.feature == f || s.weights == [2]float32{} {
			return s
		}
	}
}

// Score is the log-odds of yes of either model.
func (p *Pair) Score(fs []Feature) (a, b float64) {
	for _, f := range fs {
		bit := mix(f) >> (p.shift - finer)
		if p.bits[bit/64]>>(bit%64)&1 == 0 {
			continue
		}
		s := p.at(f)
		a, b = a+float64(s.weights[0]), b+float64(s.weights[1])
	}
	return p.bias[0] + a, p.bias[1] + b
}
