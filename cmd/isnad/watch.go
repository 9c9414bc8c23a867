package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/fetch"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/spf13/cobra"
)

// watchFlags are the flags of isnad watch.
type watchFlags struct {
	outlets, dir, to   string
	listen             string
	once, allowPrivate bool
	jobs, atATime      int
	maxPage            int64
	timeout, every     time.Duration
}

// A clock is time as isnad watch sees it; tests bring their own.
type clock struct {
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

var wallClock = clock{time.Now, func(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}}

func newWatch(at clock) *cobra.Command {
	var f watchFlags
	c := &cobra.Command{
		Use:   "watch --outlets FILE --dir DIR",
		Short: "Read what outlets publish, and code it",
		Long: `Read what outlets publish, round after round, keep the pages and code them.

The list of outlets is a TOML file (docs/watch.md). Only what it lists is asked for:
its feeds, sitemaps and section pages, and the articles of the same site that these
name. robots.txt decides, each host is asked one request at a time and no faster
than it wants. DIR holds

  warc/ID-00001.warc.gz   the pages of an outlet as they came
  events/ID.jsonl         the records coded from them (documents/ with --to documents)
  state/ID.jsonl          the journal

A run that was broken off, even by kill -9, goes on where it was: nothing is lost,
nothing is coded twice. Counts of all outcomes go to standard error at the end, at
SIGUSR1, and now and then. The outcomes are:

` + outcomes(),
		Example: `  isnad watch --outlets outlets.toml --dir news          # until it is stopped
  isnad watch --outlets outlets.toml --dir news --once   # one round of each outlet, for cron
  isnad code news/warc --to documents                    # the texts of what was read`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("the outlets stand in a file: --outlets FILE", "isnad watch takes no arguments, found %q", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return runWatch(c, f, at) },
	}
	fs := c.Flags()
	fs.StringVar(&f.outlets, "outlets", "", "list of outlets, in TOML")
	fs.StringVar(&f.dir, "dir", "", "folder of pages, records and journals; it is made when there is none")
	fs.StringVar(&f.to, "to", "events", "form of the records: events or documents")
	listenFlag(c, &f.listen)
	fs.BoolVar(&f.once, "once", false, "make one round of each outlet and end")
	fs.BoolVar(&f.allowPrivate, "allow-private", false, "also connect to private, loopback and link-local addresses")
	fs.IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many pages are coded at a time")
	fs.IntVar(&f.atATime, "at-a-time", 16, "how many requests are on at a time, over all hosts")
	fs.Int64Var(&f.maxPage, "max-page", 16<<20, "largest answer, in bytes, as sent and unpacked")
	fs.DurationVar(&f.timeout, "timeout", time.Minute, "longest time for one request and its answer")
	fs.DurationVar(&f.every, "counts-every", 10*time.Minute, "time between two lines of counts")
	return c
}

func outcomes() string {
	var b strings.Builder
	for _, m := range fetch.Outcomes {
		fmt.Fprintf(&b, "  %-18s  %s\n", m.Outcome, m.Text)
	}
	return b.String()
}

func (f *watchFlags) check() error {
	switch {
	case f.outlets == "":
		return usage("--outlets FILE; docs/watch.md shows one", "isnad watch needs a list of outlets")
	case f.dir == "":
		return usage("--dir DIR; it is made when there is none", "isnad watch needs a folder to write to")
	case f.to != "events" && f.to != "documents":
		return usage("--to takes events or documents", "unknown output form %q", f.to)
	case f.jobs < 1 || f.atATime < 1 || f.maxPage < 1 || f.timeout <= 0 || f.every <= 0:
		return usage("numbers, sizes and times are above nothing", "with a limit of nothing, nothing is read")
	}
	return nil
}

func (f *watchFlags) list() (*fetch.Outlets, error) {
	file, err := os.Open(f.outlets)
	if err != nil {
		return nil, failed(err, "check the name of the list of outlets")
	}
	defer file.Close()
	list, err := fetch.ReadOutlets(file)
	if err != nil {
		return nil, failed(fmt.Errorf("%s: %w", f.outlets, err), "docs/watch.md describes the file")
	}
	return list, nil
}

func runWatch(c *cobra.Command, f watchFlags, at clock) error {
	if err := f.check(); err != nil {
		return err
	}
	list, err := f.list()
	if err != nil {
		return err
	}
	lock, err := fetch.Lock(f.dir)
	if err != nil {
		return failed(err, "two runs cannot share a folder; wait for the other, or take another --dir")
	}
	defer lock.Close()
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	d := newDesk(coder, f.to, newReport(c.ErrOrStderr()), f.jobs)
	agent := "isnad/" + version
	if list.Contact != "" {
		agent += " (+" + list.Contact + ")"
	}
	shared, err := fetch.NewShared(fetch.Options{
		Dir: f.dir, Records: f.to, Token: "isnad", Agent: agent, AllowPrivate: f.allowPrivate,
		Limits: fetch.Limits{Body: f.maxPage, Time: f.timeout, AtATime: f.atATime},
		Now:    at.now, Sleep: at.sleep, Code: d.page, Memory: newMemory, Fault: d.fault,
	})
	if err != nil {
		return failed(err, "the folder must be writable")
	}
	ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	reg := prometheus.NewRegistry()
	reg.MustRegister(watchCollector{shared})
	end, err := observe(f.listen, reg, func() error { return ctx.Err() })
	if err != nil {
		return failed(err, "--listen takes a free address, such as 127.0.0.1:9464")
	}
	defer end()
	w := &watch{flags: f, at: at, shared: shared, desk: d}
	if err := w.run(ctx, list); err != nil {
		return failed(err, "the run goes on from here when it is started again; an outlet whose files are damaged begins anew when they are moved away")
	}
	return d.report.exit()
}

// A watch is one run of isnad watch.
type watch struct {
	flags  watchFlags
	at     clock
	shared *fetch.Shared
	desk   *desk
}

// run works for all outlets, each in a goroutine of its own, and returns the first
// error of our own disk. The end that the user asks for is no error.
func (w *watch) run(ctx context.Context, list *fetch.Outlets) error {
	asked := make(chan os.Signal, 1)
	if len(tell) > 0 {
		signal.Notify(asked, tell...)
		defer signal.Stop(asked)
	}
	var watchers []*fetch.Watcher
	for i := range list.Outlets {
		x, err := fetch.Open(w.shared, &list.Outlets[i])
		if err != nil {
			return err
		}
		defer x.Close()
		watchers = append(watchers, x)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	told := make(chan struct{})
	go func() { defer close(told); w.tell(ctx, asked) }()
	var running sync.WaitGroup
	broken := make([]error, len(watchers))
	for i, x := range watchers {
		running.Go(func() {
			if err := w.outlet(ctx, x, &list.Outlets[i]); err != nil && ctx.Err() == nil {
				broken[i] = fmt.Errorf("outlet %s: %w", list.Outlets[i].ID, err)
				cancel()
			}
		})
	}
	running.Wait()
	cancel()
	<-told
	w.desk.report.end()
	w.counts()
	return errors.Join(broken...)
}

// outlet makes the rounds of one outlet.
func (w *watch) outlet(ctx context.Context, x *fetch.Watcher, o *fetch.Outlet) error {
	for {
		if begun := x.Begun(); !w.flags.once && !x.Open() && !begun.IsZero() {
			if wait := begun.Add(time.Duration(o.Interval)).Sub(w.at.now()); wait > 0 {
				if err := w.at.sleep(ctx, wait); err != nil {
					return err
				}
			}
		}
		if err := x.Round(ctx); err != nil {
			return err
		}
		w.desk.note("round at=%s outlet=%s number=%d requests=%d pending=%d%s", w.at.now().UTC().Format(time.RFC3339), o.ID, x.Number(), x.Requests(), x.Pending(), printed(x.Counts()))
		if w.flags.once {
			return nil
		}
	}
}

// tell writes counts now and then, and when it is asked to.
func (w *watch) tell(ctx context.Context, asked <-chan os.Signal) {
	tick := time.NewTicker(w.flags.every)
	defer tick.Stop()
	for {
		select {
		case <-asked:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		w.counts()
	}
}

func (w *watch) counts() {
	c, requests := w.shared.Counts()
	w.desk.note("counts at=%s requests=%d%s", w.at.now().UTC().Format(time.RFC3339), requests, printed(c))
}

// A watchCollector tells Prometheus what the counts are.
type watchCollector struct{ shared *fetch.Shared }

var (
	outcomeDesc = prometheus.NewDesc("isnad_watch_outcomes_total", "Pages and lists, by what became of them.", []string{"outcome"}, nil)
	requestDesc = prometheus.NewDesc("isnad_watch_requests_total", "Requests to hosts.", nil, nil)
)

func (watchCollector) Describe(ch chan<- *prometheus.Desc) { ch <- outcomeDesc; ch <- requestDesc }

func (w watchCollector) Collect(ch chan<- prometheus.Metric) {
	c, requests := w.shared.Counts()
	ch <- prometheus.MustNewConstMetric(requestDesc, prometheus.CounterValue, float64(requests))
	for outcome, n := range c {
		ch <- prometheus.MustNewConstMetric(outcomeDesc, prometheus.CounterValue, float64(n), string(outcome))
	}
}

// printed writes counts as key=value; an outcome that is not there has none.
func printed(c fetch.Counts) string {
	var b strings.Builder
	for _, m := range fetch.Outcomes {
		if n := c[m.Outcome]; n > 0 {
			fmt.Fprintf(&b, " %s=%d", m.Outcome, n)
		}
	}
	return b.String()
}

// newMemory is the memory of the lines that an outlet repeats.
func newMemory() fetch.Memory { return article.NewRepeats(article.OutletLines) }

// A desk codes pages for all outlets. What it knows of the pages of an outlet before,
// the journal knows too: a run that was broken off must code as one that was not.
type desk struct {
	coder   *pipeline.Coder
	labels  *article.Labels
	to      string
	readers chan *pipeline.Reader // one for each page that may be coded at a time; nil until it is needed

	mu     sync.Mutex // over the report
	report *report
}

func newDesk(c *pipeline.Coder, to string, rep *report, jobs int) *desk {
	d := &desk{coder: c, labels: pipeline.Labels(c.Lexicon), to: to, readers: make(chan *pipeline.Reader, jobs), report: rep}
	for range jobs {
		d.readers <- nil
	}
	return d
}

// page codes one page as isnad code would out of the archive of its outlet, and writes its records.
func (d *desk) page(p fetch.Page) (fetch.Result, error) {
	r := <-d.readers
	if r == nil {
		r = d.coder.Reader()
	}
	defer func() { d.readers <- r }()
	it := read.Archived(p.Record)
	it.Path, it.Byte, it.Record.Outlet = p.URL, 0, p.Outlet.Name // faults are told by their place in the page
	it.Record.URL = ""                                           // so that the page can tell where else it stands
	found := r.Extract(d.labels, &it)
	if !found.Dated() && p.Date != "" {
		it.Record.Date = p.Date // the page does not tell its day, but the list does
		found = r.Extract(d.labels, &it)
	}
	seen, err := found.Drop(p.Memory.(*article.Repeats)).MarshalBinary()
	if err != nil {
		return fetch.Result{}, err
	}
	x := r.Finish(&found)
	d.mu.Lock()
	d.report.add(&x)
	d.mu.Unlock()
	if !x.Coded {
		return fetch.Result{}, nil
	}
	same := x.Document.URL
	x.Document.URL = p.URL
	var b bytes.Buffer
	out, err := outputs[d.to](d.coder, &b)
	if err == nil {
		err = out.write(&x.Document)
	}
	if err == nil {
		err = out.flush()
	}
	return fetch.Result{Coded: true, Same: same, Records: b.Bytes(), Seen: seen}, err
}

func (d *desk) fault(f isnad.Diagnostic) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.report.fault(&f)
}

func (d *desk) note(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.report.clear()
	fmt.Fprintf(d.report.w, "isnad: note: "+format+"\n", args...)
}
