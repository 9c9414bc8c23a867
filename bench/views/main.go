// Command views times the pages of isnad serve on a store of a million events: every
// kind of page in both languages, each in a server of its own, once as the first that
// its reader asks for and then again. Run it with make bench-views.
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
	flag.Parse()
	above, slowest, n := 0, time.Duration(0), 0
	fmt.Printf("%-70s %9s %9s %8s\n", "page", "first ms", "median ms", "KB")
	for _, lang := range []string{"ar", "en"} {
		for _, p := range addresses(*isnad, *dir) {
			if !strings.Contains(p, *only) {
				continue
			}
			first, median, size := ask(*isnad, *dir, "/"+lang+"/"+p, *again)
			want, mark := wantAny, ""
			if p == "events" {
				want = wantFirst
			}
			if first > want {
				mark = "  <- above"
				above++
			}
			slowest, n = max(slowest, first), n+1
			shown, _ := url.QueryUnescape(p)
			fmt.Printf("%-70s %9.1f %9.1f %8d%s\n", "/"+lang+"/"+shown, ms(first), ms(median), size>>10, mark)
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

// serve starts a server and waits until it has counted its first page.
func serve(isnad, dir string) *server {
	cmd := exec.Command(isnad, "serve", "--store", dir, "--listen", "127.0.0.1:0")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	check(err)
	check(cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	check(err)
	s := &server{cmd, strings.TrimSpace(line)}
	s.get("/en/events")
	return s
}

func (s *server) stop() {
	s.cmd.Process.Signal(os.Interrupt)
	s.cmd.Wait()
}

func (s *server) get(path string) ([]byte, time.Duration) {
	began := time.Now()
	res, err := http.Get(s.url + path)
	check(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	check(err)
	if res.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s: %.300s", path, res.Status, b)
	}
	return b, time.Since(began)
}

func ask(isnad, dir, path string, again int) (first, median time.Duration, size int) {
	s := serve(isnad, dir)
	defer s.stop()
	b, first := s.get(path)
	var ts []time.Duration
	for range again {
		_, t := s.get(path)
		ts = append(ts, t)
	}
	slices.Sort(ts)
	return first, ts[len(ts)/2], len(b)
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
	return append(out, "events?group=report", "timeline?by=day", "timeline?split=outlet", "timeline?split=type", "check?sample=1000&seed=3", "story/"+url.PathEscape(story),
		"document/"+document, "document/"+document+"?event="+id, "document/"+document+"?q="+url.QueryEscape("وزير"), "event/"+id, "event/"+id+"/why",
		"entities", "entities?name="+url.QueryEscape("قطر"), "entity/"+entity, "entity/"+entity+"/names", "outlets", "code", "help", "api")
}
