//go:build unix

package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pgtest"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
	"github.com/isnad/isnad/internal/warc"
)

// make test-cluster sets these: CI takes one small run on one server.
var (
	clusterRuns  = flag.Int("cluster-runs", 0, "how many runs TestCluster makes on three servers")
	clusterFirst = flag.Int("cluster-first", 0, "number of the first of them, from which its kills follow")
	clusterDocs  = flag.Int("cluster-docs", 50_000, "documents of each run of TestCluster")
)

// wire are documents in the manner of an agency, each with an id: in JSON Lines, and
// as pages of an archive.
func wire(t *testing.T, dir string, n int) []string {
	t.Helper()
	who := []string{
		"وزير الخارجية العراقي",
		"رئيس الوزراء اللبناني",
		"المتحدث باسم الحكومة الأردنية",
		"وزارة الداخلية المصرية",
		"وزير الدفاع الفرنسي",
	}
	did := []string{
		"اتهم الحكومة السورية بخرق الاتفاق",
		"أدان الهجوم على القافلة قرب حلب",
		"التقى نظيره التركي في أنقرة",
		"دعا إلى وقف إطلاق النار في طرابلس",
		"حذر من تصعيد جديد في عدن",
	}
	body := func(k int) string {
		r := rand.New(rand.NewPCG(uint64(k), 11))
		var b strings.Builder
		for range 2 + r.IntN(3) {
			fmt.Fprintf(&b, "%s %s يوم %d مايو. وقال مصدر رسمي إن %d شخصا أصيبوا في اشتباكات بين الشرطة ومتظاهرين.\n", who[r.IntN(5)], did[r.IntN(5)], 1+r.IntN(28), 2+k%300)
		}
		return b.String()
	}
	var lines, archive bytes.Buffer
	w := warc.NewWriter(&archive)
	for k := range n {
		if k%2 == 0 {
			fmt.Fprintf(&lines, "{\"id\": \"doc-%06d\", \"outlet\": \"وكالة %d\", \"date\": \"2024-05-%02d\", \"text\": %q}\n", k, k%40, 1+k%28, body(k))
			continue
		}
		page := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><meta property=\"article:published_time\" content=\"2024-05-%02dT08:00:00Z\"></head><body><article><h1>خبر رقم %d</h1><p>%s</p></article></body></html>",
			1+k%28, k, strings.ReplaceAll(body(k), "\n", "</p><p>"))
		if _, err := w.Write(warc.New("response", fmt.Sprintf("https://wire%d.example/news/%d", k%40, k), time.Unix(1772000000, 0), "application/http; msgtype=response", []byte(page))); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.warc.gz")}
	for i, b := range [][]byte{lines.Bytes(), archive.Bytes()} {
		if err := os.WriteFile(names[i], b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

// records are the digests of all events of a store as their bytes, sorted: an event
// that is stored twice stands twice. The store is checked too.
func records(t *testing.T, where string) (events [][sha256.Size]byte, documents int) {
	t.Helper()
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), where, false, func() *search.Segmenter { return search.New(lx) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	q, err := query.Parse("group:report")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Each(t.Context(), q, store.EachOptions{}, func(e *store.Event) error {
		events = append(events, sha256.Sum256(e.Raw))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
	if err != nil || len(problems) > 0 {
		t.Errorf("%q, %v", problems, err)
	}
	info, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(events, func(a, b [sha256.Size]byte) int { return bytes.Compare(a[:], b[:]) })
	return events, info.Documents
}

// A process is a command that is started again when it is lost.
type process struct {
	t       *testing.T
	program string
	args    []string
	mu      sync.Mutex
	c       *exec.Cmd
	errs    *bytes.Buffer
	ended   chan error
}

func (p *process) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errs, p.ended = &bytes.Buffer{}, make(chan error, 1)
	p.c = exec.Command(p.program, p.args...)
	p.c.Stderr = p.errs
	p.c.Env = append(os.Environ(), "GOMAXPROCS=1")
	if err := p.c.Start(); err != nil {
		p.t.Error(err)
		return
	}
	c, ended := p.c, p.ended
	go func() { ended <- c.Wait() }()
}

// kill is kill -9; the process has ended when it returns.
func (p *process) kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.c.Process.Kill()
	<-p.ended
}

// end is SIGTERM, and the exit code that the process must have.
func (p *process) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.c.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-p.ended:
		var ee *exec.ExitError
		if errors.As(err, &ee) && ee.Sys().(syscall.WaitStatus).Signal() == syscall.SIGTERM {
			return // it was started a moment ago and listens to no signal yet
		}
		if err != nil {
			p.t.Errorf("%s ends with %v\n%s", p.args[0], err, p.errs)
		}
	case <-time.After(10 * time.Minute): // of a machine that may have much else to do
		p.c.Process.Kill()
		p.t.Errorf("%s does not end\n%s", p.args[0], p.errs)
	}
}

func freePorts(t *testing.T, n int) (out []string) {
	t.Helper()
	var open []net.Listener
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, l)
		out = append(out, l.Addr().String())
	}
	for _, l := range open {
		l.Close()
	}
	return out
}

// A chaos is what a run does to those who work.
type chaos struct {
	workers, leaders, databases int // how often each was killed
}

// stall is how long a run may do nothing until it is given up, on a machine that
// may have much else to do.
const stall = 30 * time.Minute

// A road is the way of inputs over a queue and workers into a schema.
type road struct {
	program, urls, name string
	inputs              []string
	db                  *pgtest.Server
	sink                string // as workers know the schema; the database's own address when empty
	workers, size       int
	ackWait             string
	command             func(worker int, args []string) (string, []string) // that runs a worker; the program itself when nil
}

// run puts the inputs on the queue and lets workers empty it, while harm is called
// again and again; then the sink must hold what one process made. It returns how
// long the work took and how long the comparison.
func (s road) run(t *testing.T, want [][sha256.Size]byte, documents int, harm func(ps []*process, q *queue.Queue)) (took, compared time.Duration) {
	t.Helper()
	own := s.db.URL(s.name)
	s.sink = cmp.Or(s.sink, own)
	began := time.Now()
	out, err := exec.Command(s.program, append([]string{"enqueue", "--nats", s.urls, "--queue", s.name, "--size", fmt.Sprint(s.size), "--wait", "10m"}, s.inputs...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	q, err := queue.Open(t.Context(), queue.Options{URL: s.urls, Name: s.name, Patience: stall})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	var ps []*process
	for i := range s.workers {
		p := &process{t: t, program: s.program, args: []string{"worker", "--nats", s.urls, "--queue", s.name, "--sink", s.sink, "--name", fmt.Sprint("w", i), "--jobs", "1", "--ack-wait", s.ackWait, "--tries", "50", "--log", "json"}}
		if s.command != nil {
			p.program, p.args = s.command(i, p.args)
		}
		p.start()
		ps = append(ps, p)
	}
	stop := make(chan bool)
	stopped := make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
				harm(ps, q)
			}
		}
	}()
	moved, left := time.Now(), uint64(0)
	for ; ; time.Sleep(200 * time.Millisecond) {
		n, err := unfinished(t.Context(), q)
		if err == nil && n == 0 {
			break
		}
		if err == nil && n != left {
			moved, left = time.Now(), n
		}
		if time.Since(moved) > stall {
			t.Errorf("%d messages are left and nothing moves\n%s", left, ps[0].errs)
			break
		}
	}
	took = time.Since(began)
	close(stop)
	<-stopped
	for _, p := range ps {
		p.end()
	}
	if s, err := q.Status(t.Context()); err != nil || s.Dead != 0 {
		t.Errorf("%d dead letters, %v", s.Dead, err)
	}
	began = time.Now()
	got, n := records(t, own)
	if n != documents {
		t.Errorf("%d documents, want %d", n, documents)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d events in the sink are not the %d of one process", len(got), len(want))
	}
	return took, time.Since(began)
}

// unfinished is how many messages the queue has, taken or not.
func unfinished(ctx context.Context, q *queue.Queue) (uint64, error) {
	ctx, done := context.WithTimeout(ctx, time.Minute)
	defer done()
	s, err := q.Status(ctx)
	return s.Waiting + uint64(s.Working), err
}

// one is what a single process makes of the inputs.
func one(t *testing.T, program string, inputs []string) ([][sha256.Size]byte, int) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "one")
	if out, err := exec.Command(program, append([]string{"add", "--store", dir}, inputs...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return records(t, dir)
}

func startDatabase(t *testing.T, settings ...string) *pgtest.Server {
	t.Helper()
	db, err := pgtest.Start(settings...)
	if errors.Is(err, pgtest.ErrNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// Two workers share a queue; one is killed, and the database too: the sink has
// what one process makes, byte for byte.
func TestTwoWorkersShareAQueue(t *testing.T) {
	db := startDatabase(t)
	s, err := queue.Serve(queue.ServerOptions{Dir: t.TempDir(), Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	inputs := wire(t, t.TempDir(), 400)
	want, documents := one(t, "isnad", inputs)
	if len(want) < documents {
		t.Fatalf("%d documents have only %d events", documents, len(want))
	}
	n := 0
	short := road{program: "isnad", urls: s.URL(), name: "short", inputs: inputs, db: db, workers: 2, size: 50, ackWait: "2s"}
	short.run(t, want, documents, func(ps []*process, q *queue.Queue) {
		time.Sleep(300 * time.Millisecond)
		switch n++; n {
		case 2:
			ps[0].kill()
			ps[0].start()
		case 4:
			if err := errors.Join(db.Kill(), db.Serve()); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestCluster: three servers, PostgreSQL and four workers on one machine, with kill
// -9 of any of them at random moments.
func TestCluster(t *testing.T) {
	if *clusterRuns == 0 {
		t.Skip("make test-cluster runs it; it takes long")
	}
	program := filepath.Join(t.TempDir(), "isnad")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db := startDatabase(t, "fsync=on")
	inputs := wire(t, t.TempDir(), *clusterDocs)
	began := time.Now()
	want, documents := one(t, program, inputs)
	t.Logf("one process: %d documents, %d events in %.1f s", documents, len(want), time.Since(began).Seconds())
	clients, routes := freePorts(t, 3), freePorts(t, 3)
	var nodes []*process
	for i := range 3 {
		args := []string{"queue", "--dir", t.TempDir(), "--name", fmt.Sprint("n", i), "--addr", clients[i], "--cluster", routes[i]}
		for k := range 3 {
			if k != i {
				args = append(args, "--route", "nats-route://"+routes[k])
			}
		}
		p := &process{t: t, program: program, args: args}
		p.start()
		defer p.kill()
		nodes = append(nodes, p)
	}
	urls := "nats://" + strings.Join(clients, ",nats://")
	q, err := queue.Open(t.Context(), queue.Options{URL: urls, Patience: stall})
	if err != nil {
		t.Fatal(err)
	}
	q.Close()
	equal := 0
	for run := *clusterFirst; run < *clusterFirst+*clusterRuns; run++ {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			if cluster(t, run, program, urls, inputs, db, nodes, want, documents); !t.Failed() {
				equal++
			}
		})
	}
	t.Logf("%d of %d runs gave what one process gives", equal, *clusterRuns)
}

// cluster is one run: it fails at once when it cannot go on, and ends in any case.
func cluster(t *testing.T, run int, program, urls string, inputs []string, db *pgtest.Server, nodes []*process, want [][sha256.Size]byte, documents int) {
	r := rand.New(rand.NewPCG(uint64(run), 1))
	var c chaos
	name := fmt.Sprint("run", run)
	s := road{program: program, urls: urls, name: name, inputs: inputs, db: db, workers: 4, size: 50, ackWait: "10s"}
	took, compared := s.run(t, want, documents, func(ps []*process, q *queue.Queue) {
		await(t.Context(), q, 1+uint64(r.IntN(clusterPace)))
		time.Sleep(time.Duration(r.IntN(1500)) * time.Millisecond)
		switch k := r.IntN(10); {
		case k < 6:
			p := ps[r.IntN(len(ps))]
			p.kill()
			p.start()
			c.workers++
		case k < 8:
			ctx, done := context.WithTimeout(t.Context(), time.Minute)
			defer done()
			s, err := q.Status(ctx)
			var node int
			if _, scan := fmt.Sscanf(s.Leader, "n%d", &node); err != nil || scan != nil {
				return // it has none just now
			}
			nodes[node].kill()
			time.Sleep(time.Duration(r.IntN(800)) * time.Millisecond)
			nodes[node].start()
			c.leaders++
		default:
			if err := db.Kill(); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Duration(r.IntN(500)) * time.Millisecond)
			if err := db.Serve(); err != nil {
				t.Error(err)
			}
			c.databases++
		}
	})
	t.Logf("run %d: %.1f s, compared in %.1f s; killed: workers %d, leaders %d, PostgreSQL %d", run, took.Seconds(), compared.Seconds(), c.workers, c.leaders, c.databases)
	if !t.Failed() { // else one may look at it
		if err := db.Drop(name); err != nil {
			t.Error(err)
		}
	}
}

// clusterPace is how many messages are done between two kills, at most. Kills
// follow the work and not the clock alone: on a machine with much else to do a
// worker would be killed each time before it has done anything.
const clusterPace = 20

// await waits until so many messages are done, or all; at most a minute, since
// the queue or the sink may be the one that stands still.
func await(ctx context.Context, q *queue.Queue, n uint64) {
	from := uint64(0)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		left, err := unfinished(ctx, q)
		if err != nil {
			continue
		}
		if from = max(from, left); left == 0 || from-left >= n {
			return
		}
	}
}
