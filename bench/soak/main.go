//go:build linux

// Command soak lets isnad watch, queue, worker and serve run together under load,
// and looks whether anything grows that must not: memory, goroutines, open files,
// the time of a page. It ends with 1 when something does. Run it with make soak.
package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// What is still as it was: the median of the last fifth against that of the second.
const (
	moreMemory = 1.25 // times, and memorySlop bytes
	memorySlop = 16 << 20
	moreCount  = 8   // goroutines, open files
	moreTime   = 1.5 // times, of a page
)

func main() {
	log.SetFlags(0)
	length := flag.Duration("for", time.Hour, "how long")
	documents := flag.Int("documents", 5, "documents put on the queue each second")
	first := flag.Int("first", 20_000, "documents put before the time begins, so that the caches of the store are full")
	articles := flag.Duration("article", 2*time.Second, "time between two articles of each of the four outlets")
	pages := flag.Duration("page", 500*time.Millisecond, "time between two pages that are asked for")
	flag.Parse()
	check(soak(*length, *first, *documents, *articles, *pages))
}

func check(err error) {
	if err != nil {
		log.Fatal("soak: ", err)
	}
}

// text is a short report; each number gives another.
func text(k int) string {
	r := rand.New(rand.NewPCG(uint64(k), 5))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var b strings.Builder
	for range 3 {
		fmt.Fprintf(&b, "%s %s يوم %d مايو. وقال مصدر رسمي إن %d شخصا أصيبوا في اشتباكات بين الشرطة ومتظاهرين قرب %s.\n",
			pick("وزير الخارجية العراقي", "رئيس الوزراء اللبناني", "وزارة الداخلية المصرية", "وزير الدفاع الفرنسي"),
			pick("اتهم الحكومة السورية بخرق الاتفاق", "أدان الهجوم على القافلة", "التقى نظيره التركي في أنقرة", "دعا إلى وقف إطلاق النار"),
			1+r.IntN(28), 2+k%300, pick("حلب", "الموصل", "طرابلس", "عدن"))
	}
	return b.String()
}

// site publishes an article of each outlet now and then.
func site(every time.Duration) (address string, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	began := time.Now()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{outlet}/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, "<rss><channel>")
		last := int(time.Since(began) / every)
		for k := max(0, last-30); k <= last; k++ {
			fmt.Fprintf(w, "<item><link>http://%s/%s/news/%d</link><pubDate>%s</pubDate></item>", l.Addr(), r.PathValue("outlet"), 10_000+k, time.Now().UTC().Format(time.RFC1123))
		}
		fmt.Fprint(w, "</channel></rss>")
	})
	mux.HandleFunc("GET /{outlet}/news/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.PathValue("n"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><head><title>%d</title></head><body><article><p>%s</p></article></body></html>", n, strings.ReplaceAll(text(n*7+len(r.PathValue("outlet"))), "\n", "</p><p>"))
	})
	go func() { check(http.Serve(l, mux)) }()
	return l.Addr().String(), nil
}

// A process is a long-running command and what it told of itself, sample by sample.
type process struct {
	name, metrics                  string
	c                              *exec.Cmd
	memory, goroutines, files, cpu []float64
}

func start(isnad, name string, args ...string) (*process, error) {
	p := &process{name: name, metrics: free()}
	flag := "--listen"
	if name == "serve" {
		flag = "--metrics"
	}
	p.c = exec.Command(isnad, append([]string{name, flag, p.metrics}, args...)...)
	errs, err := os.Create(filepath.Join(filepath.Dir(isnad), name+".log"))
	if err != nil {
		return nil, err
	}
	p.c.Stderr = errs
	return p, p.c.Start()
}

// free is an address that nobody has.
func free() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	defer l.Close()
	return l.Addr().String()
}

// sample asks a process for its figures.
func (p *process) sample() error {
	resp, err := http.Get("http://" + p.metrics + "/metrics")
	if err != nil {
		return fmt.Errorf("%s tells nothing: %w", p.name, err)
	}
	defer resp.Body.Close()
	into := map[string]*[]float64{"process_resident_memory_bytes": &p.memory, "go_goroutines": &p.goroutines, "process_open_fds": &p.files, "process_cpu_seconds_total": &p.cpu}
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if to := into[name]; to != nil {
			x, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return err
			}
			*to = append(*to, x)
		}
	}
	return lines.Err()
}

// window is the median of the k-th fifth.
func window(xs []float64, k int) float64 {
	part := slices.Sorted(slices.Values(xs[len(xs)*k/5 : len(xs)*(k+1)/5]))
	if len(part) == 0 {
		return 0
	}
	return part[len(part)/2]
}

func soak(length time.Duration, first, documents int, articles, every time.Duration) error {
	dir, err := os.MkdirTemp("", "isnad-soak-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	isnad := filepath.Join(dir, "isnad")
	if out, err := exec.Command("go", "build", "-o", isnad, "./cmd/isnad").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	news, err := site(articles)
	if err != nil {
		return err
	}
	list := &bytes.Buffer{}
	fmt.Fprintf(list, "contact = \"desk@example.org\"\ndelay = \"20ms\"\ninterval = \"15s\"\n")
	for _, id := range []string{"one", "three", "seventh", "eleventh"} {
		fmt.Fprintf(list, "[[outlet]]\nid = %[1]q\nname = %[1]q\nfeeds = [\"http://%[2]s/%[1]s/feed\"]\n", id, news)
	}
	outlets, store := filepath.Join(dir, "outlets.toml"), filepath.Join(dir, "store")
	if err := os.WriteFile(outlets, list.Bytes(), 0o644); err != nil {
		return err
	}
	queue, pages := free(), free()
	var ps []*process
	run := func(name string, args ...string) error {
		p, err := start(isnad, name, args...)
		if err != nil {
			return err
		}
		ps = append(ps, p)
		return p.answers()
	}
	defer func() {
		for _, p := range ps {
			p.c.Process.Signal(syscall.SIGTERM)
			p.c.Wait()
		}
	}()
	if err := run("queue", "--dir", filepath.Join(dir, "queue"), "--addr", queue); err != nil {
		return err
	}
	if err := run("worker", "--nats", "nats://"+queue, "--sink", store, "--jobs", "1", "--log", "json"); err != nil {
		return err
	}
	if err := run("watch", "--outlets", outlets, "--dir", filepath.Join(dir, "watch"), "--allow-private", "--jobs", "1"); err != nil {
		return err
	}
	serve, err := start(isnad, "serve", "--store", store, "--listen", pages)
	if err != nil {
		return err
	}
	ps = append(ps, serve)
	if err := serve.answers(); err != nil {
		return err
	}
	f := &feeder{isnad: isnad, dir: dir, queue: queue, each: first}
	if err := f.feed(); err != nil {
		return err
	}
	f.each = documents * 5
	return watchOver(ps, f, "http://"+pages, length, every)
}

// answers waits until a process tells its figures.
func (p *process) answers() error {
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		resp, err := http.Get("http://" + p.metrics + "/healthz")
		if err == nil {
			resp.Body.Close()
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("%s does not begin: %w", p.name, err)
		}
	}
}

// A feeder puts a file of documents on the queue every five seconds.
type feeder struct {
	isnad, dir, queue string
	each, put         int
}

func (f *feeder) feed() error {
	name := filepath.Join(f.dir, fmt.Sprintf("in-%06d.jsonl", f.put))
	var b bytes.Buffer
	for range f.each {
		f.put++
		fmt.Fprintf(&b, "{\"id\": \"soak-%d\", \"outlet\": \"وكالة %d\", \"date\": \"2024-05-%02d\", \"text\": %q}\n", f.put, f.put%40, 1+f.put%28, text(f.put))
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		return err
	}
	if out, err := exec.Command(f.isnad, "enqueue", "--nats", "nats://"+f.queue, name).CombinedOutput(); err != nil {
		return fmt.Errorf("enqueue: %w\n%s", err, out)
	}
	return nil
}

// views are pages that are asked for in turn; the first costs next to nothing, and
// tells how long any answer waits for a processor.
var views = []string{"/en/help", "/ar/events", "/en/events?q=type:ACCUSE", "/ar/timeline", "/en/network", "/en/map", "/ar/documents", "/en/outlets", "/api/v1/events?limit=20"}

// watchOver feeds, asks and samples until the time is over, and judges.
func watchOver(ps []*process, f *feeder, base string, length, every time.Duration) error {
	took := make([][]float64, len(views)) // milliseconds
	samples := max(length/120, 2*time.Second)
	began := time.Now()
	fed, sampled, asked := time.Time{}, began, 0
	for now := began; now.Sub(began) < length; now = time.Now() {
		if now.Sub(fed) >= 5*time.Second {
			fed = now
			if err := f.feed(); err != nil {
				return err
			}
		}
		if now.Sub(sampled) >= samples {
			sampled = now
			for _, p := range ps {
				if err := p.sample(); err != nil {
					return err
				}
			}
		}
		k := asked % len(views)
		asked++
		at := time.Now()
		resp, err := http.Get(base + views[k])
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s, %v", views[k], resp.Status, err)
		}
		took[k] = append(took[k], float64(time.Since(at).Microseconds())/1000)
		time.Sleep(max(0, every-time.Since(at)))
	}
	return judge(ps, took, f.put, asked, time.Since(began))
}

func judge(ps []*process, took [][]float64, put, asked int, length time.Duration) error {
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("%s: %d documents put, %d pages asked for; load %s\n", length.Round(time.Second), put, asked, strings.TrimSpace(string(load)))
	fmt.Printf("medians of the second fifth of the time, then of the last\n%-32s %10s %10s\n", "", "second", "last")
	grown := 0
	row := func(name string, a, b, most float64) {
		mark := ""
		if b > most {
			grown++
			mark = "  <- grows"
		}
		fmt.Printf("%-32s %10.1f %10.1f%s\n", name, a, b, mark)
	}
	for _, p := range ps {
		if len(p.memory) < 10 || len(p.files) < 10 || len(p.goroutines) < 10 {
			return fmt.Errorf("%s has told its figures %d times only", p.name, len(p.memory))
		}
		a, b := window(p.memory, 1), window(p.memory, 4)
		row(p.name+" memory, MB", a/1e6, b/1e6, (a*moreMemory+memorySlop)/1e6)
		a, b = window(p.goroutines, 1), window(p.goroutines, 4)
		row(p.name+" goroutines", a, b, a+moreCount)
		a, b = window(p.files, 1), window(p.files, 4)
		row(p.name+" open files", a, b, a+moreCount)
		fmt.Printf("%-32s %10.1f\n", p.name+" processor time, s", p.cpu[len(p.cpu)-1])
	}
	// a busier machine makes all pages slower, the first too
	busier := max(1, window(took[0], 4)/window(took[0], 1))
	for k, v := range views {
		if len(took[k]) < 10 {
			return fmt.Errorf("%s was asked for %d times only", v, len(took[k]))
		}
		a, b := window(took[k], 1), window(took[k], 4)
		row(v+", ms", a, b, a*moreTime*busier)
	}
	if grown > 0 {
		return fmt.Errorf("%d figures grow", grown)
	}
	return nil
}
