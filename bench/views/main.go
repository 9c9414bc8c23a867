// Command views times the pages of isnad serve on a store of a million events: every
// kind of page in both languages, each in a server of its own, once as the first that
// its reader asks for and then again. Run it with make bench-views. Beside the clock
// stands the processor time of the server, which other work on the machine leaves as it
// is: what is promised is held against the lesser of both. It needs Linux.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// What is promised: the first page, and any page.
const (
	wantFirst = 100 * time.Millisecond
	wantAny   = 300 * time.Millisecond
)

func main() {
	log.SetFlags(0)
	isnad := flag.String("isnad", "isnad", "the program under test")
	dir := flag.String("store", "", "a store of bench/store")
	again := flag.Int("again", 5, "how often a page is asked for after the first time")
	only := flag.String("only", "", "pages whose address has this")
	langs := flag.String("langs", "ar en", "languages")
	flag.Parse()
	above, slowest, n := 0, time.Duration(0), 0
	fmt.Printf("%-70s %9s %9s %9s %9s %8s\n", "page", "first ms", "cpu ms", "again ms", "cpu ms", "KB")
	for _, lang := range strings.Fields(*langs) {
		for _, p := range addresses(*isnad, *dir) {
			if !strings.Contains(p, *only) {
				continue
			}
			first, later, size := ask(*isnad, *dir, "/"+lang+"/"+p, *again)
			want, mark := wantAny, ""
			if p == "events" {
				want = wantFirst
			}
			if first.least() > want {
				mark = "  <- above"
				above++
			}
			slowest, n = max(slowest, first.least()), n+1
			shown, _ := url.QueryUnescape(p)
			fmt.Printf("%-70s %9.1f %9.1f %9.1f %9.1f %8d%s\n", "/"+lang+"/"+shown, ms(first.clock), ms(first.cpu), ms(later.clock), ms(later.cpu), size>>10, mark)
		}
	}
	fmt.Printf("%d pages; the slowest took %.1f ms when first asked for; %d above what is promised (%v, the first page %v)\n", n, ms(slowest), above, wantAny, wantFirst)
	if above > 0 {
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// A server is one run of isnad serve.
type server struct {
	cmd *exec.Cmd
	url string
}

// took is the time of one answer.
type took struct{ clock, cpu time.Duration }

func (t took) least() time.Duration { return min(t.clock, t.cpu) }

// serve starts a server and waits until it has read what it counts from and rests.
func serve(isnad, dir string) *server {
	cmd := exec.Command(isnad, "serve", "--store", dir, "--listen", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	check(err)
	check(cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	check(err)
	s := &server{cmd, strings.TrimSpace(line)}
	for quiet := 0; quiet < 3; quiet++ {
		before := s.cpu()
		if time.Sleep(100 * time.Millisecond); s.cpu()-before > time.Millisecond {
			quiet = 0
		}
	}
	return s
}

func (s *server) stop() {
	s.cmd.Process.Signal(os.Interrupt)
	s.cmd.Wait()
}

// cpu is the processor time that the threads of the server have had.
func (s *server) cpu() (sum time.Duration) {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.cmd.Process.Pid))
	check(err)
	for _, t := range tasks {
		var ns int64
		if b, err := os.ReadFile(t); err == nil { // a thread may have ended
			fmt.Sscan(string(b), &ns)
		}
		sum += time.Duration(ns)
	}
	return sum
}

func (s *server) get(path string) ([]byte, took) {
	cpu, began := s.cpu(), time.Now()
	res, err := http.Get(s.url + path)
	check(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	check(err)
	t := took{time.Since(began), s.cpu() - cpu}
	if res.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s: %.300s", path, res.Status, b)
	}
	return b, t
}

// ask times a page once, and then the median of some more times.
func ask(isnad, dir, path string, again int) (first, later took, size int) {
	s := serve(isnad, dir)
	defer s.stop()
	b, first := s.get(path)
	var clocks, cpus []time.Duration
	for range again {
		_, t := s.get(path)
		clocks, cpus = append(clocks, t.clock), append(cpus, t.cpu)
	}
	slices.Sort(clocks)
	slices.Sort(cpus)
	return first, took{clocks[len(clocks)/2], cpus[len(cpus)/2]}, len(b)
}

// addresses are the pages, with ids as the store has them: of a story, of the entity
// that most reports name, of an event.
func addresses(isnad, dir string) []string {
	s := serve(isnad, dir)
	defer s.stop()
	rows := func(path string) []map[string]any {
		b, _ := s.get(path)
		var answer struct{ Rows []map[string]any }
		check(json.Unmarshal(b, &answer))
		return answer.Rows
	}
	event := rows("/api/v1/events?group=report&limit=1&type=ACCUSE")[0]
	story := rows("/api/v1/stories?limit=1")[0]["id"].(string)
	entity, most := "", 0.0
	for _, e := range rows("/api/v1/entities?limit=1000") {
		if n := e["reports"].(float64); n > most {
			entity, most = e["id"].(string), n
		}
	}
	id, document := event["id"].(string), url.PathEscape(event["document"].(string))
	var out []string
	for _, filter := range []string{"", "type:ACCUSE", "actor:RUS recipient:USA", "actor:RUS aux:none", "date:2014", "place:QAT", "قطر", "type:AID place:none speaker:RUS-GOV date:2019-02-03"} {
		for _, page := range []string{"events", "documents", "timeline", "network", "map", "stories", "check", "cite"} {
			if filter != "" {
				page += "?q=" + url.QueryEscape(filter)
			}
			out = append(out, page)
		}
	}
	return append(out, "events?group=report", "timeline?by=day", "timeline?split=outlet", "timeline?split=type", "check?sample=300&seed=3", "story/"+url.PathEscape(story),
		"document/"+document, "document/"+document+"?event="+id, "document/"+document+"?q="+url.QueryEscape("وزير"), "event/"+id, "event/"+id+"/why",
		"entities", "entities?name="+url.QueryEscape("قطر"), "entity/"+entity, "entity/"+entity+"/names", "outlets", "code", "help", "api")
}
