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
	Weight   float64
	Target   bool // of the kind of text that the model is for
}

// A Trainer collects the examples of the models and the names of their features,
// which it numbers in the order in which they come.
type Trainer struct {
	Examples map[string][]Example
	Weight   float64 // by which that of each example added is multiplied
	Target   bool    // what each example added is
	number   map[Feature]int32
	features []Feature
	names    []string
}

// NewTrainer returns an empty trainer.
func NewTrainer() *Trainer {
	return &Trainer{Examples: map[string][]Example{}, Weight: 1, number: map[Feature]int32{}}
}

// Add adds an example of a weight; 0 counts as 1. The features must be named.
func (t *Trainer) Add(model string, f *Features, yes bool, weight float64) {
	if weight == 0 {
		weight = 1
	}
	e := Example{make([]int32, len(f.List)), yes, weight * t.Weight, t.Target}
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
	Penalties map[string]float64 // the same of a group of features, named by the first part of their names, behind targetGroup for what the target adds: see Tune
	Beside    float64            // how much an example that is no target counts where penalties are judged
	Apart     bool               // learn apart what the target adds
	MinCount  int                // features seen in fewer examples are left out
	Steps     int                // of the optimiser, at most
	Keep      float64            // weights below this are dropped after a first fit, and the others fitted anew
}

// Defaults hold where nothing was tuned.
var Defaults = Options{L2: 6, MinCount: 3, Steps: 40, Keep: 0.1, Beside: 0.15}

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

// targetGroup stands before a group's name where its features are learned apart for the target.
const targetGroup = "+"

// Train fits one model: the weights that minimise the logistic loss with an L2
// penalty, found by L-BFGS (Nocedal and Wright 2006, algorithm 7.5) from zero, with the
// diagonal of the Hessian for its first estimate; those that end small are dropped, and the
// others go on from where they are. The same examples in the same order give the same weights.
//
// With Options.Apart a feature has a weight that all examples share, and what the target's
// examples add to it, each with its penalty (Daumé 2007, "Frustratingly easy domain
// adaptation"). The model is for the target: it holds their sum.
func (t *Trainer) Train(examples []Example, o Options) *Model {
	p, cols := t.problem(examples, o, t.usable(examples, o))
	w := minimise(p, make([]float64, len(p.l2)), o.Steps)
	if o.Keep > 0 {
		use, at := make([][2]bool, len(t.features)), make([][2]float64, len(t.features))
		for k, c := range cols {
			use[c.feature][c.part], at[c.feature][c.part] = math.Abs(w[k]) >= o.Keep, w[k]
		}
		bias := w[len(cols)]
		p, cols = t.problem(examples, o, use)
		from := make([]float64, len(p.l2))
		for k, c := range cols {
			from[k] = at[c.feature][c.part]
		}
		from[len(cols)] = bias
		w = minimise(p, from, o.Steps)
	}
	sum := make([]float64, len(t.features))
	for k, c := range cols {
		sum[c.feature] += w[k]
	}
	m := &Model{Bias: round(w[len(cols)])}
	for n, x := range sum {
		if x = round(x); math.Abs(x) >= 0.01 {
			m.Weights.Set(t.features[n], float32(x))
		}
	}
	return m
}

// The parts of a feature's weight.
const (
	shared = iota
	added
)

// column is a part of a feature's weight as the problem sees it.
type column struct {
	feature int32
	part    int
}

// usable tells for each part of each feature whether it is seen often enough.
func (t *Trainer) usable(examples []Example, o Options) [][2]bool {
	count := make([][2]int, len(t.features))
	for i := range examples {
		e := &examples[i]
		for _, n := range e.features {
			count[n][shared]++
			if e.Target {
				count[n][added]++
			}
		}
	}
	use := make([][2]bool, len(count))
	for n, c := range count {
		use[n][shared] = c[shared] >= o.MinCount && c[shared] > 0
		use[n][added] = c[added] >= o.MinCount && c[added] > 0 && o.Apart
	}
	return use
}

// problem makes a column of each part to use.
func (t *Trainer) problem(examples []Example, o Options, use [][2]bool) (p *problem, cols []column) {
	at := make([][2]int32, len(use)) // from 1
	p = &problem{}
	var room []int32 // the rows lie side by side: they are read in order, again and again
	for i := range examples {
		e := &examples[i]
		if cap(room)-len(room) < 2*len(e.features) {
			room = make([]int32, 0, max(1<<20, 2*len(e.features)))
		}
		row := room[len(room):]
		put := func(n int32, part int) {
			if !use[n][part] {
				return
			}
			if at[n][part] == 0 {
				p.l2 = append(p.l2, o.penalty(t.group(column{n, part})))
				cols = append(cols, column{n, part})
				at[n][part] = int32(len(cols))
			}
			row = append(row, at[n][part]-1)
		}
		for _, n := range e.features {
			put(n, shared)
			if e.Target {
				put(n, added)
			}
		}
		y := -1.0
		if e.Yes {
			y = 1
		}
		room = room[:len(room)+len(row)]
		p.rows, p.y, p.weight = append(p.rows, row), append(p.y, y), append(p.weight, e.Weight)
	}
	p.l2 = append(p.l2, 0)
	return p, cols
}

// group is the name that a column's penalty goes by.
func (t *Trainer) group(c column) string {
	name, _, _ := strings.Cut(t.names[c.feature], ":")
	if c.part == added {
		return targetGroup + name
	}
	return name
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

// minimise begins at from. Steps are measured by the curvature of each weight by itself,
// since penalties and the numbers of examples differ by powers of ten.
func minimise(p *problem, from []float64, steps int) []float64 {
	n := len(from)
	w, g := append([]float64(nil), from...), make([]float64, n)
	next, ng, d := make([]float64, n), make([]float64, n), make([]float64, n)
	scale := p.inverse()
	var ss, ys [][]float64
	f := p.loss(w, g)
	for step := 0; step < steps; step++ {
		direction(d, g, scale, ss, ys)
		slope := dot(d, g)
		if slope > -1e-9 {
			break
		}
		rate := 1.0
		if step == 0 {
			rate = 1.0 / 64 // a row has many features: together they would go too far
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

// inverse is one over the second derivative of the loss by each weight, where all examples
// have the same probability.
func (p *problem) inverse() []float64 {
	out := append([]float64(nil), p.l2...)
	bias := len(out) - 1
	yes, all := 0.0, 0.0
	for i := range p.y {
		all += p.weight[i]
		if p.y[i] > 0 {
			yes += p.weight[i]
		}
	}
	rate := yes / all
	for i, row := range p.rows {
		bend := p.weight[i] * rate * (1 - rate)
		for _, k := range row {
			out[k] += bend
		}
		out[bias] += bend
	}
	for k := range out {
		out[k] = 1 / max(out[k], 1e-3)
	}
	return out
}

// direction is minus the inverse Hessian's estimate times the gradient.
func direction(d, g, scale []float64, ss, ys [][]float64) {
	for k := range d {
		d[k] = -g[k]
	}
	alpha := make([]float64, len(ss))
	for i := len(ss) - 1; i >= 0; i-- {
		alpha[i] = dot(ss[i], d) / dot(ss[i], ys[i])
		axpy(d, -alpha[i], ys[i])
	}
	gamma := 1.0
	if n := len(ss); n > 0 {
		bent := 0.0
		for k, y := range ys[n-1] {
			bent += y * y * scale[k]
		}
		gamma = dot(ss[n-1], ys[n-1]) / bent
	}
	for k := range d {
		d[k] *= gamma * scale[k]
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

// Mean is the scorer whose score is the mean of two scorers'.
func Mean(a, b *Model) *Model {
	m := &Model{Bias: round((a.Bias + b.Bias) / 2)}
	set := func(f Feature, sum float32) {
		if x := round(float64(sum) / 2); math.Abs(x) >= 0.01 {
			m.Weights.Set(f, float32(x))
		}
	}
	for f, x := range a.Weights.All() {
		set(f, x+b.Weights.Get(f))
	}
	for f, x := range b.Weights.All() {
		if a.Weights.Get(f) == 0 {
			set(f, x)
		}
	}
	return m
}

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
