//go:build linux

// Command scale measures what an article costs on the road of many machines, in
// processor time of the engine and of the sink apart, and simulates a queue with
// these costs. Its figures are those of docs/scale.md: make bench-scale.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/pgtest"
	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/warc"
)

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 5000, "articles to measure with")
	only := flag.Bool("simulate", false, "simulate alone, with the costs of docs/scale.md")
	two := flag.Bool("workers", false, "measure two workers against one")
	flag.Parse()
	if *two {
		check(pairs(*n))
		return
	}
	if *only {
		plans()
		return
	}
	check(measure(*n))
}

func check(err error) {
	if err != nil {
		log.Fatal("scale: ", err)
	}
}

// article is a page of a newspaper: eight paragraphs within the usual frame of lists
// and scripts, or the same frame round English words, which isnad passes by.
func article(k int, arabic bool) []byte {
	r := rand.New(rand.NewPCG(uint64(k), 3))
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><title>%d</title><meta property=\"article:published_time\" content=\"2024-%02d-%02dT08:00:00Z\"><script>%s</script></head><body><ul>", k, 1+k%12, 1+k%28, strings.Repeat("window.a=[];", 250))
	for i := range 60 {
		fmt.Fprintf(&b, "<li><a href=\"/section/%d\">%d</a></li>", i, i)
	}
	b.WriteString("</ul><article>")
	for range 8 {
		if !arabic {
			fmt.Fprintf(&b, "<p>The minister of %s said on day %d that talks in %s would go on, and that %d people had taken part in the meeting of the committee.</p>", pick("finance", "health", "trade"), 1+r.IntN(28), pick("Geneva", "Oslo", "Rome"), r.IntN(900))
			continue
		}
		fmt.Fprintf(&b, "<p>%s %s يوم %d مايو. وأضاف في مؤتمر صحفي أن اللجنة المشتركة ستعقد اجتماعها المقبل في %s لبحث تنفيذ البنود المتبقية من الاتفاق. وقال مصدر رسمي إن %d شخصا أصيبوا في اشتباكات بين الشرطة ومتظاهرين قرب %s.</p>",
			pick("وزير الخارجية العراقي", "رئيس الوزراء اللبناني", "المتحدث باسم الحكومة الأردنية", "وزارة الداخلية المصرية", "وزير الدفاع الفرنسي"),
			pick("اتهم الحكومة السورية بخرق الاتفاق", "أدان الهجوم على القافلة قرب حلب", "التقى نظيره التركي في أنقرة", "دعا إلى وقف إطلاق النار في طرابلس", "حذر من تصعيد جديد في عدن"),
			1+r.IntN(28), pick("جنيف", "عمان", "القاهرة", "بغداد"), 2+r.IntN(300), pick("الموصل", "صنعاء", "بنغازي", "درعا"))
	}
	b.WriteString("</article></body></html>")
	return []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + b.String())
}

// write makes an archive of the articles from lo up to hi.
func write(path string, lo, hi int, arabic bool) (size int64) {
	var out bytes.Buffer
	w := warc.NewWriter(&out)
	for k := lo; k < hi; k++ {
		_, err := w.Write(warc.New("response", fmt.Sprintf("https://news%d.example/%d", k%100, k), time.Unix(1772000000, 0), "application/http; msgtype=response", article(k, arabic)))
		check(err)
	}
	check(os.WriteFile(path, out.Bytes(), 0o644))
	return int64(out.Len())
}

func cpu(c *exec.Cmd) float64 {
	return (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
}

func run(c *exec.Cmd) (seconds float64) {
	c.Stderr = os.Stderr
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	check(c.Run())
	return cpu(c)
}

// built makes a folder and the program in it.
func built() (dir, isnad string, err error) {
	if dir, err = os.MkdirTemp("", "isnad-scale-"); err != nil {
		return "", "", err
	}
	isnad = filepath.Join(dir, "isnad")
	if out, err := exec.Command("go", "build", "-o", isnad, "./cmd/isnad").CombinedOutput(); err != nil {
		os.RemoveAll(dir)
		return "", "", fmt.Errorf("build the program to measure: %w\n%s", err, out)
	}
	return dir, isnad, nil
}

func measure(n int) error {
	dir, isnad, err := built()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	row := func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	per := func(s float64) float64 { return 1000 * s / float64(n) } // ms for each article

	arabic, english := filepath.Join(dir, "a.warc.gz"), filepath.Join(dir, "e.warc.gz")
	size := write(arabic, 0, n, true)
	write(english, 0, n, false)
	empty := filepath.Join(dir, "empty.jsonl")
	check(os.WriteFile(empty, []byte("{\"text\": \"خبر\"}\n"), 0o644))
	start := run(exec.Command(isnad, "code", "--jobs", "1", empty))
	row("%d articles, %d KB of HTML each, %.1f KB packed; processor time:", n, len(article(0, true))/1000, float64(size)/float64(n)/1000)
	row("start of the engine: %.2f s", start)
	events := filepath.Join(dir, "events.jsonl")
	coded := run(exec.Command(isnad, "code", "--jobs", "1", arabic, "--out", events)) - start
	row("engine, from the archive to records: %.2f ms an article, %.0f articles/s and core", per(coded), float64(n)/coded)
	passed := run(exec.Command(isnad, "code", "--jobs", "1", english)) - start
	row("engine, a page in another language that is passed by: %.2f ms, %.0f pages/s and core", per(passed), float64(n)/passed)
	cut := cutTime(isnad, dir, arabic)
	row("enqueue, which reads the archive to cut it: %.3f ms an article", per(cut))

	folder := filepath.Join(dir, "store")
	kept := run(exec.Command(isnad, "add", "--jobs", "1", "--store", folder, arabic)) - start
	row("engine and SQLite in one process: %.2f ms an article", per(kept))
	row("SQLite: %.1f KB an article", float64(info(isnad, folder, "bytes"))/float64(n)/1000)

	db, err := pgtest.Start()
	if err != nil {
		row("PostgreSQL is not measured: %v", err)
		return nil
	}
	defer db.Close()
	one, engine1, sink1 := shared(isnad, dir, arabic, db, "one", 1)
	row("one worker with PostgreSQL: %.0f articles/s by the clock; worker %.2f ms, PostgreSQL %.2f ms an article", float64(n)/one, per(engine1), per(sink1))
	row("PostgreSQL: %.1f KB an article, %d events", float64(info(isnad, db.URL("one"), "bytes"))/float64(n)/1000, info(isnad, db.URL("one"), "events"))
	two, engine2, sink2 := shared(isnad, dir, arabic, db, "two", 2)
	row("two workers with PostgreSQL: %.0f articles/s by the clock, %.2f times one; workers %.2f ms, PostgreSQL %.2f ms an article", float64(n)/two, one/two, per(engine2), per(sink2))
	row("load of the machine at the end: %s", load())
	return nil
}

// info reads a line of isnad store info.
func info(isnad, where, key string) int {
	out, err := exec.Command(isnad, "store", "info", "--store", where).Output()
	check(err)
	for _, l := range strings.Split(string(out), "\n") {
		if v, ok := strings.CutPrefix(l, key+"\t"); ok {
			n, err := strconv.Atoi(v)
			check(err)
			return n
		}
	}
	log.Fatalf("scale: isnad store info tells no %s", key)
	return 0
}

func serve(dir, name string) *queue.Server {
	s, err := queue.Serve(queue.ServerOptions{Dir: filepath.Join(dir, "q-"+name), Listen: "127.0.0.1:0"})
	check(err)
	return s
}

func cutTime(isnad, dir, input string) float64 {
	s := serve(dir, "cut")
	defer s.Close()
	return run(exec.Command(isnad, "enqueue", "--nats", s.URL(), input))
}

// shared lets workers code an input into a schema: seconds by the clock, and of
// the workers' and the database's processors.
func shared(isnad, dir, input string, db *pgtest.Server, name string, workers int) (clock, engine, sink float64) {
	s := serve(dir, name)
	defer s.Close()
	run(exec.Command(isnad, "enqueue", "--nats", s.URL(), input))
	before := db.CPU()
	began := time.Now()
	var ws []*exec.Cmd
	for range workers {
		c := exec.Command(isnad, "worker", "--nats", s.URL(), "--sink", db.URL(name), "--jobs", "1", "--until-empty", "--log", "json")
		c.Env = append(os.Environ(), "GOMAXPROCS=1")
		check(c.Start())
		ws = append(ws, c)
	}
	for _, c := range ws {
		check(c.Wait())
		engine += cpu(c)
	}
	return time.Since(began).Seconds(), engine, (db.CPU() - before).Seconds()
}
