package learn

import (
	"math"
	"runtime"
	"sync"
)

const (
	tuneSteps           = 12      // of the descent on penalties; by then the loss moves in its fifth figure
	tuneAll             = 100_000 // of more examples than these two folds are judged, since each judgement is a fit
	leastPen, mostPen   = 0.2, 1000.0
	firstPace, mostPace = 0.7, 1.0 // of the logarithm of a penalty
	solveSteps          = 25       // of the conjugate gradients
)

// Tune finds the penalty of each group of features by the loss out of fold. parts are the
// examples of each fold; each fold is judged, its targets above all, by the weights that the
// others give. The gradient of that loss by a penalty follows from the optimum's condition
// (Foo, Do and Ng 2007, "Efficient multiple hyperparameter learning for log-linear
// models"); the descent goes by its signs (Rprop, Riedmiller and Braun 1993), since
// penalties differ by powers of ten.
func (t *Trainer) Tune(parts [][]Example, o Options) map[string]float64 {
	var all []Example
	for _, p := range parts {
		all = append(all, p...)
	}
	p, cols := t.problem(all, o, t.usable(all, o))
	var groups []string
	index := map[string]int{}
	of := make([]int, len(cols)) // group of each column
	for k, c := range cols {
		g := t.group(c)
		i, ok := index[g]
		if !ok {
			i = len(groups)
			index[g] = i
			groups = append(groups, g)
		}
		of[k] = i
	}
	folds := make([]tuning, len(parts))
	if len(all) > tuneAll {
		folds = folds[:2]
	}
	at := 0
	for f := range folds {
		folds[f] = tuning{train: p.without(at, at+len(parts[f])), judge: p.judged(all, at, at+len(parts[f]), o.Beside), w: make([]float64, len(p.l2))}
		at += len(parts[f])
	}
	log, pace, last := make([]float64, len(groups)), make([]float64, len(groups)), make([]float64, len(groups))
	for i, g := range groups {
		log[i], pace[i] = math.Log(o.penalty(g)), firstPace
	}
	best, least := append([]float64(nil), log...), math.Inf(1)
	for range tuneSteps {
		for k, g := range of {
			p.l2[k] = math.Exp(log[g])
		}
		Each(len(folds), func(f int) { folds[f].step(p.l2, of, len(groups), o.Steps) })
		loss, slope := 0.0, make([]float64, len(groups))
		for f := range folds {
			loss += folds[f].loss
			axpy(slope, 1, folds[f].slope)
		}
		if loss < least {
			least = loss
			copy(best, log)
		}
		for g, d := range slope {
			if d == 0 {
				continue
			}
			switch same := last[g] * d; {
			case same > 0:
				pace[g] = min(1.2*pace[g], mostPace)
			case same < 0:
				pace[g] /= 2
			}
			last[g] = d
			log[g] = min(max(log[g]-math.Copysign(pace[g], d), math.Log(leastPen)), math.Log(mostPen))
		}
	}
	out := make(map[string]float64, len(groups))
	for i, g := range groups {
		out[g] = math.Round(10*math.Exp(best[i])) / 10
	}
	return out
}

// Each runs f for 0 to n-1, as many at a time as there are processors.
func Each(n int, f func(i int)) {
	var wait sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		wait.Add(1)
		room <- struct{}{}
		go func() {
			defer wait.Done()
			f(i)
			<-room
		}()
	}
	wait.Wait()
}

// tuning is one fold: what it is fitted on and what it is judged by.
type tuning struct {
	train, judge *problem
	w            []float64 // the weights of the last step, from which the next begins
	loss         float64
	slope        []float64 // of loss by each group's penalty
}

// without is the problem less the examples from a to b; they share the penalties.
func (p *problem) without(a, b int) *problem {
	cut := func(x []float64) []float64 { return append(append([]float64(nil), x[:a]...), x[b:]...) }
	return &problem{rows: append(append([][]int32(nil), p.rows[:a]...), p.rows[b:]...), y: cut(p.y), weight: cut(p.weight), l2: p.l2}
}

// judged is the loss on the examples from a to b, without a penalty.
func (p *problem) judged(es []Example, a, b int, beside float64) *problem {
	q := &problem{rows: p.rows[a:b], y: p.y[a:b], l2: make([]float64, len(p.l2))}
	for i := a; i < b; i++ {
		if es[i].Target {
			q.weight = append(q.weight, 1)
		} else {
			q.weight = append(q.weight, beside)
		}
	}
	return q
}

// step fits the fold with the penalties l2, and finds the slope of its loss by each
// group's: minus v·w over the group, where the Hessian of the fit times v is the gradient of the loss.
func (x *tuning) step(l2 []float64, of []int, groups, steps int) {
	x.w = minimise(x.train, x.w, steps)
	g := make([]float64, len(x.w))
	x.loss = x.judge.loss(x.w, g)
	v := x.train.solve(x.w, g)
	x.slope = make([]float64, groups)
	for k, i := range of {
		x.slope[i] -= l2[k] * v[k] * x.w[k]
	}
}

// solve finds v such that the Hessian of the loss at w times v is g, by conjugate
// gradients with the diagonal for preconditioner, to a hundredth.
func (p *problem) solve(w, g []float64) []float64 {
	bend := make([]float64, len(p.rows)) // second derivative of each example's loss by its score
	diagonal := append([]float64(nil), p.l2...)
	bias := len(w) - 1
	for i, row := range p.rows {
		q := Logistic(p.score(w, row))
		bend[i] = p.weight[i] * q * (1 - q)
		for _, k := range row {
			diagonal[k] += bend[i]
		}
		diagonal[bias] += bend[i]
	}
	n := len(w)
	v, r, z, d, hd := make([]float64, n), append([]float64(nil), g...), make([]float64, n), make([]float64, n), make([]float64, n)
	precondition := func() float64 {
		for k := range z {
			z[k] = 0
			if diagonal[k] > 0 {
				z[k] = r[k] / diagonal[k]
			}
		}
		return dot(r, z)
	}
	rz := precondition()
	copy(d, z)
	for first, try := rz, 0; try < solveSteps && rz > 1e-4*first; try++ {
		p.bent(bend, d, hd)
		a := rz / dot(d, hd)
		axpy(v, a, d)
		axpy(r, -a, hd)
		next := precondition()
		for k := range d {
			d[k] = z[k] + next/rz*d[k]
		}
		rz = next
	}
	return v
}

// bent writes the Hessian times d to out.
func (p *problem) bent(bend, d, out []float64) {
	bias := len(d) - 1
	for k := range out {
		out[k] = p.l2[k] * d[k]
	}
	for i, row := range p.rows {
		s := bend[i] * p.score(d, row)
		for _, k := range row {
			out[k] += s
		}
		out[bias] += s
	}
}
