// Command store measures the store: a million events made from the examples by
// permutation of parties, types, days and outlets are added and asked for, and
// what is promised is printed beside what was measured. Run it with make bench-store.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
)

func main() {
	log.SetFlags(0)
	n := flag.Int("events", 1_000_000, "how many events")
	dir := flag.String("dir", "", "where the inputs and the store lie; a temporary folder when empty")
	isnad := flag.String("isnad", "", "the program under test; built when empty")
	stories := flag.Bool("stories", false, "half of the documents are in stories")
	texts := flag.Bool("texts", true, "documents with their texts, which are indexed; without, only events")
	flag.Parse()
	if *dir == "" {
		tmp, err := os.MkdirTemp("", "isnad-bench-*")
		check(err)
		defer os.RemoveAll(tmp)
		*dir = tmp
	}
	if *isnad == "" {
		*isnad = filepath.Join(*dir, "isnad")
		run("go", "build", "-o", *isnad, "./cmd/isnad")
	}
	input := filepath.Join(*dir, fmt.Sprintf("input-%d-%v-%v.jsonl", *n, *texts, *stories))
	if _, err := os.Stat(input); err != nil {
		permute(*isnad, input, *n, *texts, *stories)
	}
	path := filepath.Join(*dir, "store")
	if _, err := os.Stat(path); err != nil {
		began := time.Now()
		cmd := exec.Command(*isnad, "add", input, "--store", path)
		cmd.Stderr = os.Stderr
		check(cmd.Run())
		took := time.Since(began)
		cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		fmt.Printf("add: %d events in %.1f s, %.0f/s (wanted 20,000/s); %.1f s of processor time; peak memory %d MB (wanted < 400)\n",
			*n, took.Seconds(), float64(*n)/took.Seconds(), cpu.Seconds(), peak(cmd))
	}
	ask(path)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func run(name string, args ...string) []byte {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	check(err)
	return out
}

// permute codes the examples and writes them again and again, each time of
// another outlet and day, with other countries and types.
func permute(isnad, name string, n int, texts, stories bool) {
	events := map[string][]map[string]any{}
	var docs []map[string]any
	lines(run(isnad, "code", "examples"), func(m map[string]any) {
		id := m["document"].(string)
		events[id] = append(events[id], m)
	})
	lines(run(isnad, "code", "examples", "--to", "documents"), func(m map[string]any) { docs = append(docs, m) })
	f, err := os.Create(name)
	check(err)
	w := bufio.NewWriterSize(f, 1<<20)
	j := json.NewEncoder(w)
	j.SetEscapeHTML(false)
	r := rand.New(rand.NewPCG(1, 2))
	types := query.Fields["type"].Values
	countries := strings.Fields("RUS USA TUR IRN IRQ SYR EGY SAU ISR PSE LBN JOR QAT ARE KWT BHR OMN YEM LBY TUN DZA MAR SDN FRA GBR DEU CHN IND PAK AFG IGO UNO EUR NGO")
	first := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	for made := 0; made < n; {
		d := docs[r.IntN(len(docs))]
		old := d["id"].(string)
		id := fmt.Sprintf("%s/%d", old, made)
		day := first.AddDate(0, 0, made*3650/n).Format("2006-01-02")
		d["id"], d["outlet"], d["date"] = id, fmt.Sprintf("outlet %d", r.IntN(40)), map[string]any{"value": day, "basis": "given"}
		story := ""
		if stories && r.IntN(2) == 0 {
			story = fmt.Sprintf("s%d", made/200)
		}
		if d["story"] = nil; story != "" {
			d["story"] = story
		}
		if texts {
			check(j.Encode(d))
		}
		d["id"] = old
		for k, e := range events[old] {
			e["id"], e["document"] = fmt.Sprintf("%08x%04x", made, k), id
			e["type"] = types[r.IntN(len(types))]
			e["date"].(map[string]any)["value"] = first.AddDate(0, 0, made*3650/n-r.IntN(60)*r.IntN(2)).Format("2006-01-02")
			for _, role := range []string{"actor", "recipient"} {
				for _, m := range e[role].([]any) {
					if m := m.(map[string]any); m["country"] != nil {
						m["country"] = countries[min(r.IntN(len(countries)), r.IntN(len(countries)))]
					}
				}
			}
			if e["happening"] = nil; r.IntN(4) == 0 {
				e["happening"] = fmt.Sprintf("h%d", made/40)
			}
			if e["story"] = nil; story != "" {
				e["story"] = story
			}
			check(j.Encode(e))
			made++
		}
	}
	check(w.Flush())
	check(f.Close())
}

func lines(b []byte, f func(map[string]any)) {
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		var m map[string]any
		check(json.Unmarshal([]byte(l), &m))
		f(m)
	}
}

// ask times the questions of lists, searches and dashboards: the median of nine, the first too.
func ask(path string) {
	ctx := context.Background()
	lx, err := lexicon.Open()
	check(err)
	s, err := store.Open(ctx, path, false, func() *search.Segmenter { return search.New(lx) })
	check(err)
	defer s.Close()
	info, err := s.Info(ctx)
	check(err)
	fmt.Printf("store: %d documents, %d events, %d happenings, %d MB\n", info.Documents, info.Events, info.Happenings, info.Bytes>>20)
	var some []store.Event
	some, _, err = s.Events(ctx, query.Query{}, store.Page{Limit: 9})
	check(err)
	k := 0
	groups := map[string][]time.Duration{}
	wanted := map[string]time.Duration{"point": 20 * time.Millisecond, "list": 20 * time.Millisecond, "search": 150 * time.Millisecond, "dashboard": 200 * time.Millisecond}
	ask := func(group, name string, f func() error) {
		var ts []time.Duration
		for range 9 {
			began := time.Now()
			check(f())
			ts = append(ts, time.Since(began))
			k++
		}
		first := ts[0]
		sort.Slice(ts, func(i, j int) bool { return ts[i] < ts[j] })
		mark := ""
		if ts[4] > wanted[group] {
			mark = "  <- above"
		}
		fmt.Printf("%-10s %-60s median %7.2f ms, least %7.2f ms, first %7.2f ms%s\n", group, name, ms(ts[4]), ms(ts[0]), ms(first), mark)
		groups[group] = append(groups[group], ts[4])
	}
	parse := func(text string) query.Query {
		q, err := query.Parse(text)
		check(err)
		return q
	}
	ask("point", "event by id", func() error { _, err := s.Event(ctx, some[k%9].ID); return err })
	ask("point", "document by id", func() error { _, err := s.Document(ctx, some[k%9].Event.Document); return err })
	for _, text := range []string{"", "group:report", "type:ACCUSE", "actor:RUS", "actor:RUS recipient:USA", "recipient:NGO actor:UNO", "actor:RUS type:ACCUSE date:2014-10..2014-12", "outlet:\"outlet 7\" type:PROTEST",
		"actor:UNO-GOV", "aux:negation", "aux:negation type:AID", "mode:arrest", "context:election", "sector:MIL", "stance:denied", "mode:strike aux:future", "foreground:no sector:JRN", "place:TUR", "date:2014-10", "confidence:>0.9 quad:4", "sort:oldest type:AID", "speaker:none actor:FRA", "-type:ACCUSE actor:TUR", "(actor:RUS OR actor:TUR) quad:3"} {
		ask("list", text, func() error { _, _, err := s.Events(ctx, parse(text), store.Page{}); return err })
	}
	for _, text := range []string{"قطر", "\"قطاع غزة\"", "وزير", "exact:الوزراء", "قطر type:AID", "\"مساعدات طبية\" actor:QAT", "وزير actor:RUS recipient:USA", "-قطر الشرطة"} {
		ask("search", text, func() error { _, _, err := s.Events(ctx, parse(text), store.Page{}); return err })
		ask("search", "documents "+text, func() error { _, _, err := s.Documents(ctx, parse(text), store.Page{}); return err })
	}
	dash := func(name string, f func(q query.Query) error) {
		for _, text := range []string{"", "date:2014", "type:ACCUSE", "actor:RUS recipient:USA"} {
			ask("dashboard", name+" "+text, func() error { return f(parse(text)) })
		}
	}
	dash("count", func(q query.Query) error { _, err := s.Count(ctx, q); return err })
	dash("series by month and quad", func(q query.Query) error { _, err := s.Series(ctx, q, store.ByMonth, "quad"); return err })
	dash("series by day", func(q query.Query) error { _, err := s.Series(ctx, q, store.ByDay, ""); return err })
	dash("pairs", func(q query.Query) error { _, _, err := s.Pairs(ctx, q, 60); return err })
	for _, field := range []string{"type", "actor", "outlet", "country"} {
		dash("top "+field, func(q query.Query) error { _, err := s.Top(ctx, q, field, 20); return err })
	}
	ask("dashboard", "outlets", func() error { _, err := s.Outlets(ctx); return err })
	ask("dashboard", "names of Qatar", func() error { _, err := s.Names(ctx, "QAT", ""); return err })
	ask("dashboard", "changes", func() error { _, _, err := s.Changes(ctx, info.Cursor/2, 100); return err })
	for _, g := range []string{"point", "list", "search", "dashboard"} {
		ts := groups[g]
		sort.Slice(ts, func(i, j int) bool { return ts[i] < ts[j] })
		fmt.Printf("%s: median of medians %.2f ms, slowest %.2f ms (wanted %v)\n", g, ms(ts[len(ts)/2]), ms(ts[len(ts)-1]), wanted[g])
	}
	began := time.Now()
	out := bufio.NewWriter(io.Discard)
	rows := export.NewRowLines(out)
	count := 0
	check(s.Each(ctx, parse("date:2014 group:report"), store.EachOptions{}, func(e *store.Event) error {
		count++
		return rows.Write(&export.Row{Event: e.Event, Raw: e.Raw})
	}))
	fmt.Printf("export: %d rows in %.1f s\n", count, time.Since(began).Seconds())
	runtime.GC()
	fmt.Printf("peak memory of the reader: %d MB (wanted < 400)\n", resident())
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// resident is the peak of this process's memory in MB, where the system tells.
func resident() int {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, l := range strings.Split(string(b), "\n") {
		var kb int
		if n, _ := fmt.Sscanf(l, "VmHWM: %d kB", &kb); n == 1 {
			return kb >> 10
		}
	}
	return 0
}
