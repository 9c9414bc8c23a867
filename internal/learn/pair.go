package learn

// A Pair is two scorers that are always asked of the same features: one look-up
// serves both.
type Pair struct {
	bias   [2]float64
	slots  []pairSlot // as in Weights
	filter filter
}

// pairSlot is free when both weights are 0.
type pairSlot struct {
	mark    uint32
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
	p.slots, p.filter = make([]pairSlot, slots(n)), newFilter(n)
	for k, m := range [2]*Model{a, b} {
		if m == nil {
			continue
		}
		p.bias[k] = m.Bias
		for f, x := range m.Weights.All() {
			hash := mix(f)
			s := p.at(hash)
			s.mark, s.weights[k] = markOf(hash), x
			p.filter.add(hash)
		}
	}
	return p
}

func (p *Pair) at(hash uint64) *pairSlot {
	for i := place(hash, len(p.slots)); ; i++ {
		if i == uint64(len(p.slots)) {
			i = 0
		}
		if s := &p.slots[i]; s.mark == markOf(hash) || s.weights == [2]float32{} {
			return s
		}
	}
}

// Score is the log-odds of yes of either model.
func (p *Pair) Score(fs []Feature) (a, b float64) {
	return p.LogOdds(p.Sum(fs))
}

// LogOdds is the score that sums give.
func (p *Pair) LogOdds(a, b float64) (float64, float64) { return p.bias[0] + a, p.bias[1] + b }

// Sum is what the features add to either bias; see Model.Sum.
func (p *Pair) Sum(fs []Feature) (a, b float64) {
	var room [batch]Feature
	var first [batch]pairSlot // see Weights.sum
	for len(fs) > 0 {
		n := min(len(fs), batch)
		hits := p.filter.pass(fs[:n], &room)
		for i, f := range hits {
			first[i] = p.slots[place(mix(f), len(p.slots))]
		}
		for i, f := range hits {
			s, hash := &first[i], mix(f)
			if s.mark != markOf(hash) {
				if s = p.at(hash); s.mark != markOf(hash) {
					continue
				}
			}
			a, b = a+float64(s.weights[0]), b+float64(s.weights[1])
		}
		fs = fs[n:]
	}
	return a, b
}
