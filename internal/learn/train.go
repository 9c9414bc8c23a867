package learn

import (
	"fmt"
	"io"
	"math"
	"sort"
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
		t.names[x] = f.Names[i]
	}
	t.Examples[model] = append(t.Examples[model], Example{append([]Feature(nil), f.List...), yes, weight})
}

// Options of the training. Rate is that of AdaGrad, L2 the penalty per example.
type Options struct {
	Epochs   int
	Rate, L2 float64
	MinCount int // features seen in fewer examples are left out
}

// Defaults were chosen by cross-validation on plover-train and own-train.
var Defaults = Options{Epochs: 16, Rate: 0.05, L2: 0.0008, MinCount: 2}

// Train fits one model. Examples are visited in an order that depends on their
// number alone, so the same examples give the same weights.
func Train(examples []Example, o Options) *Model {
	count := map[Feature]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			count[f]++
		}
	}
	index := map[Feature]int{}
	var feats []Feature
	rows := make([][]int32, len(examples))
	for i, e := range examples {
		for _, f := range e.Features {
			if count[f] < o.MinCount {
				continue
			}
			k, ok := index[f]
			if !ok {
				k = len(feats)
				index[f] = k
				feats = append(feats, f)
			}
			rows[i] = append(rows[i], int32(k))
		}
	}
	w, g := make([]float64, len(feats)+1), make([]float64, len(feats)+1)
	bias := len(feats)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	seed := uint64(len(examples))*2654435761 + 12345
	sum := make([]float64, len(w))
	for epoch := 0; epoch < o.Epochs; epoch++ {
		for i := len(order) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int(seed>>33) % (i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			step(w, g, rows[i], bias, examples[i], o)
		}
		if epoch >= o.Epochs/2 { // the mean of the later weights is steadier than the last
			for k := range w {
				sum[k] += w[k] / float64(o.Epochs-o.Epochs/2)
			}
		}
	}
	w = sum
	m := &Model{Bias: round(w[bias]), Weights: make(map[Feature]float32, len(feats))}
	for k, f := range feats {
		if x := round(w[k]); math.Abs(x) >= 0.01 {
			m.Weights[f] = float32(x)
		}
	}
	return m
}

func step(w, g []float64, row []int32, bias int, e Example, o Options) {
	s := w[bias]
	for _, k := range row {
		s += w[k]
	}
	y, weight := 0.0, e.Weight
	if e.Yes {
		y = 1
	}
	if weight == 0 {
		weight = 1
	}
	d := (Logistic(s) - y) * weight
	update := func(k int, l2 float64) {
		gr := d + l2*w[k]
		g[k] += gr * gr
		w[k] -= o.Rate * gr / (math.Sqrt(g[k]) + 1e-3)
	}
	for _, k := range row {
		update(int(k), o.L2*30)
	}
	update(bias, 0)
}

// round keeps what the text form can hold.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// Train fits all models.
func (t *Trainer) Train(o Options) Models {
	ms := Models{}
	for name, es := range t.Examples {
		ms[name] = Train(es, o)
	}
	return ms
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
		var lines []string
		for f, x := range m.Weights {
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
