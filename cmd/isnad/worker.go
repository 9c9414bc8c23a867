package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/read"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
)

type workerFlags struct {
	queueFlags
	sink, name, listen, log string
	jobs, maxLine, maxPage  int
	pageTime, drain         time.Duration
	untilEmpty              bool
}

func newWorker() *cobra.Command {
	var f workerFlags
	c := &cobra.Command{
		Use:   "worker --sink postgres://... | DIR",
		Short: "Code what is on the queue and keep it in a store",
		Long: `Take references from a queue, code the documents they name, and keep the records in a
store. A message is done when the store has committed all its documents; a worker that is
lost leaves its messages to others, and what is coded twice is stored once, since ids are
made from the documents. So any number of workers may be added, stopped or lost.

A message that fails --tries times becomes a dead letter with the reason (isnad status
--dead 20). Faulty documents are named in the log, as isnad code would name them. When the
sink is away the worker waits for it. At SIGTERM it takes no more work, ends what it has
in hand within --drain, and returns the rest.

A folder takes one worker; a database takes many. Passwords come from PGPASSWORD or
PGPASSFILE, the token of the queue from ` + tokenVariable + `.`,
		Example: `  isnad worker --nats nats://10.0.0.1:4222 --sink postgres://isnad@10.0.0.9/news --listen :9464
  isnad worker --sink archive --until-empty`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runWorker(c, f) },
	}
	fs := c.Flags()
	fs.StringVar(&f.sink, "sink", "", "store to write to: postgres://... or a folder")
	fs.StringVar(&f.name, "name", "", "name of this worker; host and process when empty")
	fs.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many messages are worked on at a time")
	fs.IntVar(&f.maxLine, "max-line", read.DefaultMaxLine, "longest line of JSON Lines, in bytes")
	fs.IntVar(&f.maxPage, "max-page", read.DefaultMaxPage, "largest page, unpacked, in bytes")
	fs.DurationVar(&f.pageTime, "page-time", 0, "longest extraction of a page, such as 5s; 0 is no limit")
	fs.IntVar(&f.tries, "tries", 8, "how often a message is tried before it is a dead letter")
	fs.DurationVar(&f.ackWait, "ack-wait", 30*time.Second, "silence of a worker after which its messages go to others; the same for all workers of a queue")
	fs.DurationVar(&f.drain, "drain", 20*time.Second, "time to end what is in hand after SIGTERM")
	fs.BoolVar(&f.untilEmpty, "until-empty", false, "end when the queue is empty")
	fs.StringVar(&f.log, "log", "auto", "form of the log: text, json, or auto, which is text on a terminal")
	listenFlag(c, &f.listen)
	f.add(c)
	return c
}

var workerName = regexp.MustCompile(`^[-_A-Za-z0-9]{1,100}$`)

func (f *workerFlags) check() error {
	if f.name == "" {
		host, _ := os.Hostname()
		f.name = fmt.Sprintf("%s-%d", regexp.MustCompile(`[^-_A-Za-z0-9]`).ReplaceAllString(host, "-"), os.Getpid())
	}
	switch {
	case f.sink == "":
		return usage("--sink postgres://... or --sink DIR", "isnad worker needs a store to write to")
	case !workerName.MatchString(f.name):
		return usage("letters, digits, - and _", "%q cannot name a worker", f.name)
	case f.jobs < 1 || f.maxLine < 1 || f.maxPage < 1 || f.pageTime < 0 || f.drain < 0 || f.tries < 1 || f.ackWait < time.Second:
		return usage("numbers, sizes and times are above nothing, --ack-wait is a second or more", "with a limit of nothing, nothing is read")
	}
	return nil
}

// A worker takes messages in jobs goroutines; one more puts what they have coded
// in the sink.
type worker struct {
	f     workerFlags
	q     *queue.Queue
	s     store.Store
	lx    *lexicon.Lexicon
	one   func() func(read.Item) pipeline.Result // codes; each goroutine makes its own
	onto  *export.Ontology
	log   *slog.Logger
	m     *workerMetrics
	trace *tracing
	began time.Time

	mu   sync.Mutex
	held map[*queue.Task]bool

	tasks, documents, events, faults, dead atomic.Int64
	broken                                 atomic.Pointer[string] // why the sink takes nothing
}

func runWorker(c *cobra.Command, f workerFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	log, err := newLog(f.log)
	if err != nil {
		return err
	}
	log = log.With("worker", f.name)
	lx, err := lexicon.Open()
	if err != nil {
		return failed(err, "")
	}
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	coder.PageTime = f.pageTime
	onto, err := ontology(coder)
	if err != nil {
		return failed(err, "")
	}
	// takes ends at the signal, all when the time to drain is over
	takes, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	all, kill := context.WithCancel(c.Context())
	defer kill()
	f.patience = 24 * time.Hour // machines start in any order
	q, err := f.open(takes, func(s string) { log.Warn(s) })
	if takes.Err() != nil { // told to end before it began
		return nil
	}
	if err != nil {
		return err
	}
	defer q.Close()
	w := &worker{f: f, q: q, lx: lx, one: coder.Worker(), onto: onto, log: log, held: map[*queue.Task]bool{}, began: time.Now()}
	var traced func()
	if w.trace, traced, err = startTracing(c.Context(), func(err error) { log.Warn("spans are lost", "error", err) }); err != nil {
		return failed(err, "OTEL_EXPORTER_OTLP_ENDPOINT names a collector, such as http://127.0.0.1:4318")
	}
	defer traced()
	w.s, err = w.openSink(takes)
	if takes.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	defer w.s.Close()
	reg := prometheus.NewRegistry()
	w.m = newWorkerMetrics(reg, w)
	end, err := observe(f.listen, reg, w.healthy)
	if err != nil {
		return failed(err, "")
	}
	defer end()
	return w.run(takes, all, stop, kill)
}

// openSink waits for a database that is away; what is wrong in itself ends the worker.
func (w *worker) openSink(ctx context.Context) (store.Store, error) {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		s, err := openStore(ctx, w.f.sink, true)
		if err == nil || !store.Away(err) {
			return s, err
		}
		w.log.Warn("the sink is away", "error", err)
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(wait):
		}
	}
}

func (w *worker) healthy() error {
	if why := w.broken.Load(); why != nil {
		return errors.New("the sink takes nothing: " + *why)
	}
	return w.q.Healthy()
}

func (w *worker) run(takes, all context.Context, stop, kill func()) error {
	w.log.Info("begins", "sink", redacted(w.f.sink), "jobs", w.f.jobs, "version", version, "lexicon", w.lx.Digest())
	out := make(chan load, w.f.jobs)
	var coders, rest sync.WaitGroup
	for range w.f.jobs {
		coders.Go(func() { w.take(takes, all, out) })
	}
	sunk := make(chan error, 1)
	go func() { sunk <- w.sinkAll(all, takes, out, stop) }()
	beats, quiet := context.WithCancel(context.Background())
	rest.Go(func() { w.beat(beats, takes) })
	rest.Go(func() {
		select {
		case <-takes.Done():
		case <-beats.Done():
			return
		}
		select {
		case <-time.After(w.f.drain):
			kill()
		case <-beats.Done():
		}
	})
	coders.Wait()
	close(out)
	err := <-sunk
	quiet()
	rest.Wait()
	w.mu.Lock()
	for t := range w.held { // not done in time
		if err := t.Return(); err != nil {
			w.log.Warn("a message is not returned; it comes again by itself", "error", err)
		}
	}
	w.mu.Unlock()
	bye, done := context.WithTimeout(context.Background(), 2*time.Second)
	defer done()
	_ = w.q.Gone(bye, w.f.name) // it would be gone in seconds
	w.log.Info("ends", "tasks", w.tasks.Load(), "documents", w.documents.Load(), "events", w.events.Load(), "faults", w.faults.Load(), "dead", w.dead.Load())
	if err != nil {
		return failed(err, "")
	}
	if w.dead.Load()+w.faults.Load() > 0 {
		return &exit{code: exitFaults}
	}
	return nil
}

// take takes messages until it shall take no more.
func (w *worker) take(takes, all context.Context, out chan<- load) {
	words := search.New(w.lx)
	one := w.one()
	for takes.Err() == nil {
		t, err := w.q.Next(all, 500*time.Millisecond)
		switch {
		case errors.Is(err, queue.ErrEmpty):
			if w.f.untilEmpty && w.idle(all) {
				return
			}
			continue
		case err != nil:
			if takes.Err() == nil {
				w.log.Warn("no message comes", "error", err)
				time.Sleep(time.Second)
			}
			continue
		}
		w.hold(t)
		began := time.Now()
		j := w.trace.take(t)
		err = w.code(all, t, j, one, words, out)
		j.coded(began, err)
		if err != nil {
			w.failed(all, t, err)
		}
		w.m.taskTime.Observe(time.Since(began).Seconds())
	}
}

func (w *worker) idle(ctx context.Context) bool {
	w.mu.Lock()
	n := len(w.held)
	w.mu.Unlock()
	if n > 0 {
		return false
	}
	empty, err := w.q.Empty(ctx)
	return err == nil && empty
}

func (w *worker) hold(t *queue.Task) {
	w.mu.Lock()
	w.held[t] = true
	w.mu.Unlock()
}

func (w *worker) release(t *queue.Task) {
	w.mu.Lock()
	delete(w.held, t)
	w.mu.Unlock()
}

// failed gives a task back; the sink may have some of its documents by then.
func (w *worker) failed(ctx context.Context, t *queue.Task, cause error) {
	if ctx.Err() != nil { // the time is over: it is returned with the others
		return
	}
	w.release(t)
	buried, err := t.Fail(ctx, cause.Error())
	switch {
	case err != nil:
		w.log.Warn("a failed message is not given back; it comes again by itself", "error", err)
	case buried:
		w.dead.Add(1)
		w.m.tasks.WithLabelValues("dead").Inc()
	default:
		w.m.tasks.WithLabelValues("again").Inc()
	}
	w.log.Error("task failed", "message", string(t.Raw()), "try", t.Try, "dead", buried, "error", cause)
}

// code codes the documents of a task and hands them to the sink, the last with
// the task.
func (w *worker) code(ctx context.Context, t *queue.Task, j *job, one func(read.Item) pipeline.Result, words *search.Segmenter, out chan<- load) error {
	var p read.Part
	if err := t.Decode(&p); err != nil {
		return fmt.Errorf("the message is no reference: %w", err)
	}
	if p.Path == "" || p.Offset < 0 || p.Length < 0 || p.Line < 0 {
		return errors.New("the message names no part of a file")
	}
	r, err := openPart(ctx, p)
	if err != nil {
		return err
	}
	defer r.Close()
	body := newWhole(r, p)
	j.part(p)
	u := load{task: t, job: j}
	by := export.Coder{Version: version, Lexicon: w.lx.Digest()}
	send := func() error {
		select {
		case out <- u:
			u = load{task: t, job: j}
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for it := range read.PartItems(p, body, read.Options{MaxLine: w.f.maxLine, MaxPage: w.f.maxPage}) {
		if err := ctx.Err(); err != nil {
			return err
		}
		res := one(it)
		for i := range res.Faults {
			d := &res.Faults[i]
			if body.err == nil { // else the task is tried again
				w.m.faults.WithLabelValues(d.Code).Inc()
				w.log.Warn("fault", "path", d.Path, "line", d.Line, "byte", d.Byte, "code", d.Code, "text", d.Text, "hint", d.Hint)
			}
		}
		if !res.Coded {
			if res.Passed == "" && body.err == nil {
				w.faults.Add(1)
			}
			continue
		}
		record := export.DocumentOf(&res.Document, by)
		d := &store.Doc{ID: record.ID, Record: &record, Events: export.Events(w.onto, &res.Document), HasEvents: true}
		if err := d.Prepare(words, nil); err != nil {
			w.lost(ctx, t, d.ID, err)
			continue
		}
		u.docs = append(u.docs, d)
		if u.bytes += len(record.Text); len(u.docs) >= batchDocs || u.bytes >= batchBytes {
			if err := send(); err != nil {
				return err
			}
		}
	}
	if body.err != nil {
		return fmt.Errorf("read %s: %w", p.Path, body.err)
	}
	u.last = true
	return send()
}

// lost tells of a document that cannot be stored for what it is.
func (w *worker) lost(ctx context.Context, t *queue.Task, id string, cause error) {
	w.dead.Add(1)
	w.m.faults.WithLabelValues("not-stored").Inc()
	reason := fmt.Sprintf("document %q: %v", id, cause)
	err := t.Letter(ctx, reason)
	w.log.Error("document not stored", "message", string(t.Raw()), "error", cause, "letter", err == nil)
}

// beat keeps the tasks in hand and tells how the worker is, until it ends.
func (w *worker) beat(ctx, takes context.Context) {
	tick := time.NewTicker(min(2*time.Second, w.f.ackWait/4))
	defer tick.Stop()
	last, at := int64(0), time.Now()
	for {
		w.mu.Lock()
		held := len(w.held)
		for t := range w.held {
			_ = t.Working() // a lost word is said again at the next tick
		}
		w.mu.Unlock()
		now := time.Now()
		b := queue.Beat{Worker: w.f.name, PID: os.Getpid(), Began: w.began, At: now, Tasks: w.tasks.Load(), Documents: w.documents.Load(), Events: w.events.Load(),
			Faults: w.faults.Load(), Dead: w.dead.Load(), Held: held, Drain: takes.Err() != nil}
		b.Host, _ = os.Hostname()
		if dt := now.Sub(at).Seconds(); dt > 0 {
			b.Rate = float64(b.Documents-last) / dt
		}
		last, at = b.Documents, now
		if why := w.broken.Load(); why != nil {
			b.Sink = *why
		}
		one, done := context.WithTimeout(ctx, time.Second)
		_ = w.q.Beat(one, b) // without a leader there is nobody to tell
		done()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// workerManifest tells what a run of writing is.
func workerManifest(name string, lx *lexicon.Lexicon) ([]byte, error) {
	return json.Marshal(map[string]string{"version": version, "lexicon": lx.Digest(), "worker": name})
}
