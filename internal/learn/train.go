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
	features []int32 // numbers in the trainer
	Yes      bool
	Weight   float64 // in the loss that is minimised
	Judge    float64 // in the loss out of fold, by which Tune chooses penalties
}

// A Trainer collects the examples of the models and the names of their features,
// which it numbers in the order in which they come.
type Trainer struct {
	Examples map[string][]Example
	Weight   float64 // by which that of each example added is multiplied
	Judge    float64 // of each example added
	number   map[Feature]int32
	features []Feature
	names    []string
}

// NewTrainer returns an empty trainer.
func NewTrainer() *Trainer {
	return &Trainer{Examples: map[string][]Example{}, Weight: 1, Judge: 1, number: map[Feature]int32{}}
}

// Add adds an example of a weight; 0 counts as 1. The features must be named.
func (t *Trainer) Add(model string, f *Features, yes bool, weight float64) {
	if weight == 0 {
		weight = 1
	}
	e := Example{make([]int32, len(f.List)), yes, weight * t.Weight, t.Judge}
	for i, x := range f.List {
		n, ok := t.number[x]
		if !ok {
			n = int32(len(t.features))
			t.number[x] = n
			t.features, t.names = append(t.features, x), append(t.names, f.Names[i])
		}
		e.features[i] = n
	}
	t.Examples[model] = append(t.Examples[model], e)
}

// Probability is what a model says of an example.
func (t *Trainer) Probability(m *Model, e *Example) float64 {
	fs := make([]Feature, len(e.features))
	for i, n := range e.features {
		fs[i] = t.features[n]
	}
	return m.Probability(fs)
}

// Options of the training.
type Options struct {
	L2        float64            // penalty on the square of a weight
	Penalties map[string]float64 // the same of a group of features, named by the first part of their names: see Tune
	MinCount  int                // features seen in fewer examples are left out
	Steps     int                // of the optimiser, at most
	Keep      float64            // weights below this are dropped after a first fit, and the others fitted anew
}

// Defaults hold where nothing was tuned.
var Defaults = Options{L2: 6, MinCount: 3, Steps: 60, Keep: 0.1}

// penalty is that of a group of features.
func (o *Options) penalty(group string) float64 {
	if x, ok := o.Penalties[group]; ok {
		return x
	}
	return o.L2
}

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
	use := t.usable(examples, o)
	m := t.fit(examples, o, use)
	if o.Keep > 0 {
		for n, f := range t.features {
			use[n] = use[n] && math.Abs(float64(m.Weights.Get(f))) >= o.Keep
		}
		m = t.fit(examples, o, use)
	}
	return m
}

// usable tells for each feature whether it is seen often enough.
func (t *Trainer) usable(examples []Example, o Options) []bool {
	count := make([]int, len(t.features))
	for i := range examples {
		for _, n := range examples[i].features {
			count[n]++
		}
	}
	use := make([]bool, len(count))
	for n, c := range count {
		use[n] = c >= o.MinCount && c > 0
	}
	return use
}

// fit minimises over the features to use.
func (t *Trainer) fit(examples []Example, o Options, use []bool) *Model {
	p, used := t.problem(examples, o, use)
	w := minimise(p, make([]float64, len(used)+1), o.Steps)
	m := &Model{Bias: round(w[len(used)])}
	for k, n := range used {
		if x := round(w[k]); math.Abs(x) >= 0.01 {
			m.Weights.Set(t.features[n], float32(x))
		}
	}
	return m
}

// problem makes a column of each feature to use; used is the feature of each column.
func (t *Trainer) problem(examples []Example, o Options, use []bool) (p *problem, used []int32) {
	column := make([]int32, len(use)) // from 1
	p = &problem{}
	for i := range examples {
		e := &examples[i]
		row := make([]int32, 0, len(e.features))
		for _, n := range e.features {
			if !use[n] {
				continue
			}
			if column[n] == 0 {
				group, _, _ := strings.Cut(t.names[n], ":")
				used = append(used, n)
				p.l2 = append(p.l2, o.penalty(group))
				column[n] = int32(len(used))
			}
			row = append(row, column[n]-1)
		}
		y := -1.0
		if e.Yes {
			y = 1
		}
		p.rows, p.y, p.weight = append(p.rows, row), append(p.y, y), append(p.weight, e.Weight)
	}
	p.l2 = append(p.l2, 0)
	return p, used
}

// score is the sum of the weights of a row.
func (p *problem) score(w []float64, row []int32) float64 {
	s := w[len(w)-1]
	for _, k := range row {
		s += w[k]
	}
	return s
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
		z := p.y[i] * p.score(w, row)
		t := math.Exp(-math.Abs(z))
		wrong := t / (1 + t) // probability of the other answer
		if z < 0 {
			wrong = 1 / (1 + t)
		}
		total += p.weight[i] * (math.Log1p(t) + max(-z, 0))
		d := -p.y[i] * p.weight[i] * wrong
		for _, k := range row {
			g[k] += d
		}
		g[bias] += d
	}
	return total
}

const memory = 8 // pairs that L-BFGS keeps

// minimise begins at from.
func minimise(p *problem, from []float64, steps int) []float64 {
	n := len(from)
	w, g := append([]float64(nil), from...), make([]float64, n)
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
			lines = append(lines, fmt.Sprintf("%s\t%s\t%d", n, t.names[t.number[f]], int(math.Round(float64(x)*1000))))
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
