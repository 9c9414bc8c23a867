package train

import (
	"fmt"
	"math"
	"sort"
)

// A Curve is what a scorer reaches out of fold at its best cut-off.
type Curve struct {
	Model                      string
	Examples, Yes              int
	Cut, Precision, Recall, F1 float64
	LogLoss                    float64
}

// String prints the curve on a line.
func (c Curve) String() string {
	return fmt.Sprintf("%-17s %6d examples, %5d yes: at %.2f P %.3f R %.3f F1 %.3f, log loss %.4f", c.Model, c.Examples, c.Yes, c.Cut, c.Precision, c.Recall, c.F1, c.LogLoss)
}

// answer is the score of an example by scorers that have not seen it.
type answer struct {
	p   float64
	yes bool
}

// Curve scores all examples of one scorer out of fold.
func (r *Result) Curve(model string) Curve {
	as := append([]answer(nil), r.oof[model]...)
	sort.SliceStable(as, func(i, j int) bool { return as[i].p > as[j].p })
	c := Curve{Model: model, Examples: len(as)}
	for _, a := range as {
		p := min(max(a.p, 1e-6), 1-1e-6)
		if a.yes {
			c.Yes++
			c.LogLoss -= math.Log(p)
		} else {
			c.LogLoss -= math.Log(1 - p)
		}
	}
	c.LogLoss /= max(1, float64(len(as)))
	tp := 0
	for i, a := range as {
		if a.yes {
			tp++
		}
		if f := 2 * float64(tp) / float64(i+1+c.Yes); f > c.F1 {
			c.F1, c.Cut, c.Precision, c.Recall = f, a.p, float64(tp)/float64(i+1), float64(tp)/float64(c.Yes)
		}
	}
	return c
}
