package main

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/store"
	"github.com/prometheus/client_golang/prometheus"
)

// Documents of one commit. Others wait for the sink meanwhile, so a commit is
// short; and memory holds some of them for each job.
const (
	batchDocs  = 250
	batchBytes = 16 << 20
)

// A load is documents of a task on their way to the sink.
type load struct {
	task  *queue.Task
	job   *job
	docs  []*store.Doc
	bytes int
	last  bool // no more come of this task
}

// A sink puts loads in the store.
type sink struct {
	w  *worker
	at store.Writer // nil after an error
}

// sinkAll puts loads until no more come. An error means that some were not.
func (w *worker) sinkAll(ctx, takes context.Context, in <-chan load, stop func()) error {
	s := sink{w: w}
	defer s.drop()
	for u := range in {
		batch, n := []load{u}, len(u.docs)
	gather:
		for n < batchDocs { // what has come meanwhile shares the commit
			select {
			case u, ok := <-in:
				if !ok {
					break gather
				}
				batch = append(batch, u)
				n += len(u.docs)
			default:
				break gather
			}
		}
		began := time.Now()
		err := s.keep(ctx, batch)
		for i := range batch {
			batch[i].job.kept(began, len(batch[i].docs), n, err)
		}
		if err != nil {
			stop()
			for range in { // coders must not wait for ever
			}
			return err
		}
		for i := range batch {
			if batch[i].last {
				w.done(ctx, batch[i].task, takes.Err() != nil)
				batch[i].job.end()
			}
		}
	}
	return nil
}

// done says that a task is kept. While the worker ends it waits for the answer.
func (w *worker) done(ctx context.Context, t *queue.Task, ends bool) {
	w.release(t)
	say := t.Done
	if ends {
		say = func() error {
			one, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			return t.DoneSurely(one)
		}
	}
	if err := say(); err != nil { // the message comes again, and changes nothing
		w.log.Warn("the queue has not heard that a task is done", "error", err)
	}
	w.tasks.Add(1)
	w.m.tasks.WithLabelValues("done").Inc()
}

// keep commits a batch, however long the sink is away.
func (s *sink) keep(ctx context.Context, batch []load) error {
	began := time.Now()
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		err := s.put(ctx, batch)
		if err == nil {
			s.w.broken.Store(nil)
			s.w.m.commitTime.Observe(time.Since(began).Seconds())
			return nil
		}
		s.drop()
		if ctx.Err() != nil || !store.Away(err) {
			return err
		}
		why := err.Error()
		s.w.broken.Store(&why)
		s.w.log.Warn("the sink takes nothing", "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

func (s *sink) drop() {
	if s.at != nil {
		_ = s.at.Close() // what was not committed is put again
		s.at = nil
	}
}

func (s *sink) put(ctx context.Context, batch []load) error {
	w := s.w
	if s.at == nil {
		manifest, err := workerManifest(w.f.name, w.lx)
		if err != nil {
			return err
		}
		if s.at, err = w.s.Write(ctx, store.WriteOptions{Manifest: manifest, Now: time.Now()}); err != nil {
			return err
		}
	}
	before := s.at.Counts()
	docs := 0
	for i := range batch {
		for _, d := range batch[i].docs {
			err := s.at.Put(ctx, d)
			var bad *store.DocError
			switch {
			case errors.As(err, &bad):
				w.lost(ctx, batch[i].task, d.ID, bad)
			case err != nil:
				return err
			default:
				docs++
			}
		}
	}
	if docs == 0 {
		return nil
	}
	if err := s.at.Commit(ctx); err != nil {
		return err
	}
	events := s.at.Counts().Events - before.Events
	w.documents.Add(int64(docs))
	w.events.Add(int64(events))
	w.m.documents.Add(float64(docs))
	w.m.events.Add(float64(events))
	return nil
}

// redacted is a sink without its password.
func redacted(s string) string {
	if u, err := url.Parse(s); err == nil && u.User != nil {
		return u.Redacted()
	}
	return s
}

// workerMetrics are what Prometheus asks of a worker.
type workerMetrics struct {
	documents, events    prometheus.Counter
	tasks, faults        *prometheus.CounterVec
	taskTime, commitTime prometheus.Histogram
}

func newWorkerMetrics(reg *prometheus.Registry, w *worker) *workerMetrics {
	seconds := prometheus.ExponentialBuckets(0.005, 2.5, 12)
	m := &workerMetrics{
		documents:  prometheus.NewCounter(prometheus.CounterOpts{Name: "isnad_documents_total", Help: "Documents that the sink has committed."}),
		events:     prometheus.NewCounter(prometheus.CounterOpts{Name: "isnad_events_total", Help: "Event records that the sink has added."}),
		tasks:      prometheus.NewCounterVec(prometheus.CounterOpts{Name: "isnad_tasks_total", Help: "Messages of the queue, by what became of them: done, again, dead."}, []string{"outcome"}),
		faults:     prometheus.NewCounterVec(prometheus.CounterOpts{Name: "isnad_faults_total", Help: "Diagnostics of inputs, by code."}, []string{"code"}),
		taskTime:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "isnad_task_seconds", Help: "Time to read and code a message.", Buckets: seconds}),
		commitTime: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "isnad_commit_seconds", Help: "Time until the sink has committed a batch, with the time it was away.", Buckets: seconds}),
	}
	held := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "isnad_tasks_held", Help: "Messages in hand."}, func() float64 {
		w.mu.Lock()
		defer w.mu.Unlock()
		return float64(len(w.held))
	})
	reg.MustRegister(m.documents, m.events, m.tasks, m.faults, m.taskTime, m.commitTime, held, queueCollector{w.q})
	return m
}

// queueCollector asks the queue when Prometheus asks. All workers tell the same.
type queueCollector struct{ q *queue.Queue }

var (
	waitingDesc = prometheus.NewDesc("isnad_queue_waiting", "Messages that nobody has taken.", nil, nil)
	workingDesc = prometheus.NewDesc("isnad_queue_working", "Messages that workers have.", nil, nil)
	deadDesc    = prometheus.NewDesc("isnad_queue_dead", "Dead letters.", nil, nil)
	ageDesc     = prometheus.NewDesc("isnad_queue_oldest_seconds", "Age of the oldest message: the lag.", nil, nil)
)

func (queueCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{waitingDesc, workingDesc, deadDesc, ageDesc} {
		ch <- d
	}
}

func (c queueCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, done := context.WithTimeout(context.Background(), 2*time.Second)
	defer done()
	s, err := c.q.Status(ctx)
	if err != nil { // no figures are better than old ones
		return
	}
	age := 0.0
	if !s.Oldest.IsZero() {
		age = time.Since(s.Oldest).Seconds()
	}
	for d, v := range map[*prometheus.Desc]float64{waitingDesc: float64(s.Waiting), workingDesc: float64(s.Working), deadDesc: float64(s.Dead), ageDesc: age} {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v)
	}
}
