// Package learn holds the small linear scorers: binary logistic models over
// sparse features that are named in words, trained by a command of the program,
// kept as text and explained feature by feature.
package learn

import (
	"fmt"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
)

// A Feature is the hash of its name. Names are only built when someone asks to see them.
type Feature uint64

// Features collects the features of one decision. With Names set it keeps what they are called.
type Features struct {
	List  []Feature
	Names []string
	Named bool
}

// Reset empties the list for the next decision.
func (f *Features) Reset() { f.List, f.Names = f.List[:0], f.Names[:0] }

// Add adds the feature named by the parts, joined by a colon. Empty parts are values like any other.
func (f *Features) Add(a, b string) {
	f.List = append(f.List, Feature(part(group(a), b)))
	if f.Named {
		f.Names = append(f.Names, a+":"+b)
	}
}

// Add2 adds a feature of two values.
func (f *Features) Add2(a, b, c string) {
	f.List = append(f.List, Feature(part(part(group(a), b), c)))
	if f.Named {
		f.Names = append(f.Names, a+":"+b+":"+c)
	}
}

// Add3 adds a feature of three values.
func (f *Features) Add3(a, b, c, d string) {
	f.List = append(f.List, Feature(part(part(part(group(a), b), c), d)))
	if f.Named {
		f.Names = append(f.Names, a+":"+b+":"+c+":"+d)
	}
}

// A Model is one scorer. Bias stands apart from the weights.
type Model struct {
	Bias    float64
	Weights Weights
}

// Score is the log-odds of yes.
func (m *Model) Score(fs []Feature) float64 { return m.Bias + m.Sum(fs) }

// Sum is what the features add to the bias. The weights are few thousandths of
// single precision, so that the sum is exact and the same in any order.
func (m *Model) Sum(fs []Feature) float64 { return m.Weights.sum(fs) }

// Probability is the logistic of Score.
func (m *Model) Probability(fs []Feature) float64 { return Logistic(m.Score(fs)) }

// Logistic maps log-odds to a probability.
func Logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// A Contribution is a feature's share of a score.
type Contribution struct {
	Name   string
	Weight float64
}

// Explain lists the n features that moved the score most.
func (m *Model) Explain(f *Features, n int) (out []Contribution) {
	for i, name := range f.Names {
		if w := float64(m.Weights.Get(f.List[i])); w != 0 {
			out = append(out, Contribution{name, w})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return math.Abs(out[i].Weight) > math.Abs(out[j].Weight) })
	return out[:min(n, len(out))]
}

// Models are scorers by name.
type Models map[string]*Model

// Score is that of a named model; 0 when there is none, so that an untrained
// program falls back on its rules.
func (ms Models) Score(name string, f *Features) float64 {
	if m := ms[name]; m != nil {
		return m.Score(f.List)
	}
	return 0
}

// Read reads the text form: "model<TAB>feature<TAB>weight in thousandths" a line; the
// feature "bias" is the bias. Lines that begin with # are comments.
func Read(r io.Reader) (Models, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return Parse(string(text))
}

// Parse reads the text form.
func Parse(text string) (Models, error) {
	ms := Models{}
	var m *Model
	var last string
	var list []weighted // of m, not yet set: a table is made once, of the right size
	for line := 1; text != ""; line++ {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		if s == "" || s[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(s, "\t")
		feature, weight, ok := strings.Cut(rest, "\t")
		w, err := strconv.Atoi(weight)
		if !ok || err != nil {
			return nil, fmt.Errorf("weights line %d: want model, feature, thousandths", line)
		}
		if m == nil || name != last {
			if m != nil {
				m.Weights.setAll(list)
			}
			last, list = name, list[:0]
			if m = ms[last]; m == nil {
				m = &Model{}
				ms[last] = m
			}
		}
		if feature == "bias" {
			m.Bias = float64(w) / 1000
		} else {
			list = append(list, weighted{Named(feature), float32(w) / 1000})
		}
	}
	if m != nil {
		m.Weights.setAll(list)
	}
	return ms, nil
}
