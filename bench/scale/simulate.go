//go:build linux

package main

import (
	"container/heap"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
)

// A plan is a stream of tasks, the machines that take them and what befalls them.
// Times are seconds. All that is chance comes from one seed.
type plan struct {
	name     string
	length   float64 // of the arrivals
	each     float64 // articles of a task
	rate     func(t float64) float64
	stock    int     // tasks that are there at the beginning
	workers  int     // cores that code
	code     float64 // processor seconds of an article
	slow     float64 // share of tasks from a slow host, which take slowFor longer
	slowFor  float64
	mtbf     float64 // mean time of a worker between two losses; 0 never
	ackWait  float64
	restart  float64
	sink     float64 // seconds of an article in the sink, whose transactions take turns
	commit   float64 // seconds of a commit besides
	sinkDown [2]float64
}

// A result is what a plan comes to.
type result struct {
	tasks, again     int
	most             int     // tasks that waited, at the worst moment
	half, p99, worst float64 // seconds from arrival to the end
	ended            float64 // when all was done
	coders, sink     float64 // share of their time that they worked
}

// An event of the simulation: something happens at a time.
type event struct {
	at   float64
	seq  int // events of one time in the order they were made
	what func()
}

type events []event

func (e events) Len() int { return len(e) }
func (e events) Less(i, k int) bool {
	return e[i].at < e[k].at || e[i].at == e[k].at && e[i].seq < e[k].seq
}
func (e events) Swap(i, k int) { e[i], e[k] = e[k], e[i] }
func (e *events) Push(x any)   { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	x := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return x
}

// simulate runs a plan: a queue in order of arrival, workers with one task each, one
// sink. A lost worker is silent: its task comes again after ackWait, at the front.
func simulate(p *plan) result {
	r := rand.New(rand.NewPCG(8, 8))
	var (
		q        events
		seq      int
		now      float64
		waiting  []float64 // arrivals of the tasks that wait
		head     int
		free     = p.workers
		out      result
		lags     []float64
		sinkFree float64
		busy     float64
		sinkBusy float64
	)
	at := func(t float64, what func()) {
		seq++
		heap.Push(&q, event{t, seq, what})
	}
	var start func()
	start = func() {
		for free > 0 && head < len(waiting) {
			arrived := waiting[head]
			head++
			if head > 1<<16 && head > len(waiting)/2 {
				waiting = append(waiting[:0], waiting[head:]...)
				head = 0
			}
			free--
			work := p.each * p.code * (0.5 + r.Float64()) // articles differ in length
			if r.Float64() < p.slow {
				work += p.slowFor * r.ExpFloat64()
			}
			if p.mtbf > 0 {
				if lost := r.ExpFloat64() * p.mtbf; lost < work {
					out.again++
					busy += lost
					at(now+lost+p.restart, func() { free++; start() })
					at(now+lost+p.ackWait, func() {
						if head > 0 {
							head--
							waiting[head] = arrived
						} else {
							waiting = append([]float64{arrived}, waiting...)
						}
						start()
					})
					continue
				}
			}
			busy += work
			at(now+work, func() {
				begin := max(now, sinkFree)
				if begin >= p.sinkDown[0] && begin < p.sinkDown[1] {
					begin = p.sinkDown[1]
				}
				takes := p.commit + p.each*p.sink
				sinkFree = begin + takes
				sinkBusy += takes
				// The next task is coded while the sink takes this one, but a worker holds one batch at most.
				held := sinkFree - now
				at(now+max(0, held-2*takes), func() { free++; start() })
				at(sinkFree, func() { lags = append(lags, now-arrived) })
			})
		}
	}
	arrive := func() {
		waiting = append(waiting, now)
		out.tasks++
		start()
		out.most = max(out.most, len(waiting)-head)
	}
	for range p.stock {
		waiting = append(waiting, 0)
		out.tasks++
	}
	out.most = p.stock
	if p.rate != nil {
		var next func()
		next = func() {
			if now >= p.length {
				return
			}
			arrive()
			at(now+r.ExpFloat64()/max(p.rate(now), 1e-9), next)
		}
		at(0, next)
	}
	at(0, start)
	for len(q) > 0 {
		e := heap.Pop(&q).(event)
		now = e.at
		e.what()
	}
	sort.Float64s(lags)
	if n := len(lags); n > 0 {
		out.half, out.p99, out.worst = lags[n/2], lags[n*99/100], lags[n-1]
	}
	out.ended = now
	out.coders, out.sink = busy/now/float64(p.workers), sinkBusy/now
	return out
}

// Costs of docs/scale.md, in seconds of one core for each article.
const (
	costCode  = 0.0057 // an Arabic page, from the archive to records
	costPass  = 0.0007 // a page in another language
	costSink  = 0.0049 // worker and database, all as if within the one transaction at a time: an upper bound
	costStart = 0.020  // of a commit: assumed
)

const day = 86400

// plans prints the two plans of docs/scale.md and what upsets them.
func plans() {
	fmt.Println("plan | tasks | tried again | most waiting | done after half, 99 %, worst | all done | coders busy | sink busy")
	show := func(p plan) {
		r := simulate(&p)
		fmt.Printf("%s | %d | %d | %d | %s, %s, %s | %s | %.0f %% | %.0f %%\n", p.name, r.tasks, r.again, r.most, span(r.half), span(r.p99), span(r.worst), span(r.ended), 100*r.coders, 100*r.sink)
	}
	// An archive: 1/1000 of it, since a thousand times as many tasks take a thousand
	// times as long. 3 of 100 pages are Arabic.
	pass := costCode*0.03 + costPass*0.97
	archive := plan{name: "archive, a thousandth, 32 cores", stock: 7500, each: 200, workers: 32, code: pass, sink: costSink * 0.03, commit: costStart, ackWait: 30, restart: 5}
	show(archive)
	archive.name, archive.mtbf = "the same, each worker lost every 10 minutes", 600
	show(archive)
	archive.name, archive.slow, archive.slowFor = "the same, and one task in ten from a slow disk (+60 s)", 0.1, 60
	show(archive)
	archive.name, archive.workers, archive.mtbf, archive.slow = "archive, a thousandth, 128 cores", 128, 0, 0
	show(archive)
	archive.name, archive.workers = "archive, a thousandth, 16 cores", 16
	show(archive)
	archive.name, archive.workers = "archive, a thousandth, 4 cores", 4
	show(archive)
	archive.name, archive.each, archive.stock, archive.workers = "the same with 2,000 records a task, 8 cores", 2000, 750, 8
	show(archive)
	archive.each, archive.stock = 200, 7500
	archive.name, archive.code, archive.sink = "an Arabic archive (all pages are coded), 4 cores", costCode, costSink
	archive.workers = 4
	show(archive)

	// A live feed: 100,000 outlets, 12 articles a day each, in batches of 10; twice as
	// many by day as by night.
	mean := 100_000.0 * 12 / day / 10
	daily := func(t float64) float64 { return mean * (1 - math.Cos(2*math.Pi*t/day)/3) }
	feed := plan{name: "feed of 100,000 outlets, 4 cores", length: day, each: 10, rate: daily, workers: 4, code: costCode, sink: costSink, commit: costStart, ackWait: 30, restart: 5}
	show(feed)
	feed.name = "the same, with an hour of ten times as much"
	feed.rate = func(t float64) float64 {
		if t > 12*3600 && t < 13*3600 {
			return 10 * daily(t)
		}
		return daily(t)
	}
	show(feed)
	feed.name, feed.workers = "the same with 16 cores", 16
	show(feed)
	feed.rate, feed.workers = daily, 4
	feed.name, feed.sinkDown = "the feed, 4 cores, the sink away for an hour", [2]float64{12 * 3600, 13 * 3600}
	show(feed)
	feed.name, feed.sinkDown, feed.mtbf = "the feed, 4 cores, each worker lost every 10 minutes", [2]float64{}, 600
	show(feed)
	feed.name, feed.mtbf, feed.slow, feed.slowFor = "the feed, 4 cores, one task in ten from a slow host (+5 s)", 0, 0.1, 5
	show(feed)
}

func span(s float64) string {
	switch {
	case s < 100:
		return fmt.Sprintf("%.1f s", s)
	case s < 2*3600:
		return fmt.Sprintf("%.0f min", s/60)
	}
	return fmt.Sprintf("%.1f h", s/3600)
}
