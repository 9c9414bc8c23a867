package learn

import (
	"fmt"
	"io"
	"math"
	"sort"
	"strings"
)

// An Example is one decision with its answer.
type Example struct {
	Features []Feature
	Yes      bool
	Weight   float64 // 0 counts as 1
}

// A Trainer collects the examples of the models and the names of their features.
type Trainer struct {
	Examples map[string][]Example
	names    map[Feature]string
}

// NewTrainer returns an empty trainer.
func NewTrainer() *Trainer {
	return &Trainer{Examples: map[string][]Example{}, names: map[Feature]string{}}
}

// Add adds an example. The features must be named.
func (t *Trainer) Add(model string, f *Features, yes bool, weight float64) {
	for i, x := range f.List {
		if _, ok := t.names[x]; !ok {
			t.names[x] = f.Names[i]
		}
	}
	t.Examples[model] = append(t.Examples[model], Example{append([]Feature(nil), f.List...), yes, weight})
}

// Options of the training.
type Options struct {
	L2       float64            // penalty on the square of a weight
	Groups   map[string]float64 // factor of the penalty by the first part of a feature's name
	MinCount int                // features seen in fewer examples are left out
	Steps    int                // of the optimiser, at most
	Keep     float64            // weights below this are dropped after a first fit, and the others fitted anew
}

// Defaults were chosen by cross-validation (isnad train prints the curves). Words
// beside a trigger are many and say little, so they pay more than grammar does.
var Defaults = Options{L2: 6, MinCount: 3, Steps: 60, Keep: 0.1, Groups: map[string]float64{
	"passed": 0.1, "type": 0.1, "rule": 0.3, "tpassed": 0.3, "lemma": 0.3, "form": 0.3, "lform": 0.3, "verb": 0.3, "tdef": 0.3, "slot": 0.5, "slotwho": 0.5,
	"sfe": 0.2, "tsf": 0.3, "ec": 0.3, "sc": 0.3, "rs": 0.4, "ls": 0.5,
}}

// problem is a logistic regression ready to be solved.
type problem struct {
	rows   [][]int32
	y      []float64 // +1, -1
	weight []float64
	l2     []float64 // by feature; the bias is last and free
}

// Train fits one model: the weights that minimise the logistic loss with an L2
// penalty, found by L-BFGS (Nocedal and Wright 2006, algorithm 7.5) from zero. The
// same examples in the same order give the same weights.
func (t *Trainer) Train(examples []Example, o Options) *Model {
	count := map[Feature]int{}
	for i := range examples {
		for _, f := range examples[i].Features {
			count[f]++
		}
	}
	m := t.fit(examples, o, func(f Feature) bool { return count[f] >= o.MinCount })
	if o.Keep > 0 {
		first := m.Weights
		m = t.fit(examples, o, func(f Feature) bool { return math.Abs(float64(first.Get(f))) >= o.Keep })
	}
	return m
}

// fit minimises over the features that use admits.
func (t *Trainer) fit(examples []Example, o Options, use func(Feature) bool) *Model {
	index := map[Feature]int32{}
	var feats []Feature
	p := &problem{}
	for i := range examples {
		e := &examples[i]
		row := make([]int32, 0, len(e.Features))
		for _, f := range e.Features {
			k, ok := index[f]
			if !ok {
				if k = -1; use(f) {
					k = int32(len(feats))
					feats = append(feats, f)
					p.l2 = append(p.l2, o.L2*t.factor(f, o))
				}
				index[f] = k
			}
			if k >= 0 {
				row = append(row, k)
			}
		}
		y, w := -1.0, e.Weight
		if e.Yes {
			y = 1
		}
		if w == 0 {
			w = 1
		}
		p.rows, p.y, p.weight = append(p.rows, row), append(p.y, y), append(p.weight, w)
	}
	p.l2 = append(p.l2, 0)
	w := minimise(p, len(feats)+1, o.Steps)
	m := &Model{Bias: round(w[len(feats)])}
	for k, f := range feats {
		if x := round(w[k]); math.Abs(x) >= 0.01 {
			m.Weights.Set(f, float32(x))
		}
	}
	return m
}

func (t *Trainer) factor(f Feature, o Options) float64 {
	group, _, _ := strings.Cut(t.names[f], ":")
	if x, ok := o.Groups[group]; ok {
		return x
	}
	return 1
}

// loss is the objective at w; its gradient is written to g.
func (p *problem) loss(w, g []float64) float64 {
	total := 0.0
	for k := range g {
		g[k] = p.l2[k] * w[k]
		total += 0.5 * p.l2[k] * w[k] * w[k]
	}
	bias := len(w) - 1
	for i, row := range p.rows {
		s := w[bias]
		for _, k := range row {
			s += w[k]
		}
		z := p.y[i] * s
		if z > 0 {
			total += p.weight[i] * math.Log1p(math.Exp(-z))
		} else {
			total += p.weight[i] * (math.Log1p(math.Exp(z)) - z)
		}
		d := -p.y[i] * p.weight[i] * Logistic(-z)
		for _, k := range row {
			g[k] += d
		}
		g[bias] += d
	}
	return total
}

const memory = 8 // pairs that L-BFGS keeps

func minimise(p *problem, n, steps int) []float64 {
	w, g := make([]float64, n), make([]float64, n)
	next, ng, d := make([]float64, n), make([]float64, n), make([]float64, n)
	var ss, ys [][]float64
	f := p.loss(w, g)
	for step := 0; step < steps; step++ {
		direction(d, g, ss, ys)
		slope := dot(d, g)
		if slope > -1e-9 {
			break
		}
		rate := 1.0
		if step == 0 {
			rate = 1 / math.Sqrt(dot(g, g))
		}
		var nf float64
		for try := 0; ; try++ {
			for k := range next {
				next[k] = w[k] + rate*d[k]
			}
			if nf = p.loss(next, ng); nf <= f+1e-4*rate*slope || try > 30 {
				break
			}
			rate /= 2
		}
		if f-nf < 1e-5*math.Abs(f) && step > 5 {
			copy(w, next)
			break
		}
		s, y := make([]float64, n), make([]float64, n)
		for k := range s {
			s[k], y[k] = next[k]-w[k], ng[k]-g[k]
		}
		if dot(s, y) > 1e-12 {
			ss, ys = append(ss, s), append(ys, y)
			if len(ss) > memory {
				ss, ys = ss[1:], ys[1:]
			}
		}
		copy(w, next)
		copy(g, ng)
		f = nf
	}
	return w
}

// direction is minus the inverse Hessian's estimate times the gradient.
func direction(d, g []float64, ss, ys [][]float64) {
	for k := range d {
		d[k] = -g[k]
	}
	alpha := make([]float64, len(ss))
	for i := len(ss) - 1; i >= 0; i-- {
		alpha[i] = dot(ss[i], d) / dot(ss[i], ys[i])
		axpy(d, -alpha[i], ys[i])
	}
	if n := len(ss); n > 0 {
		scale := dot(ss[n-1], ys[n-1]) / dot(ys[n-1], ys[n-1])
		for k := range d {
			d[k] *= scale
		}
	}
	for i := range ss {
		beta := dot(ys[i], d) / dot(ss[i], ys[i])
		axpy(d, alpha[i]-beta, ss[i])
	}
}

func dot(a, b []float64) (s float64) {
	for k := range a {
		s += a[k] * b[k]
	}
	return s
}

func axpy(d []float64, a float64, x []float64) {
	for k := range d {
		d[k] += a * x[k]
	}
}

// round keeps what the text form can hold.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// Write prints the models as text, sorted, for Read.
func (t *Trainer) Write(w io.Writer, ms Models) error {
	var names []string
	for n := range ms {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		m := ms[n]
		lines := make([]string, 0, m.Weights.Len())
		for f, x := range m.Weights.All() {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%d", n, t.names[f], int(math.Round(float64(x)*1000))))
		}
		sort.Strings(lines)
		if _, err := fmt.Fprintf(w, "%s\tbias\t%d\n", n, int(math.Round(m.Bias*1000))); err != nil {
			return err
		}
		for _, l := range lines {
			if _, err := fmt.Fprintln(w, l); err != nil {
				return err
			}
		}
	}
	return nil
}
