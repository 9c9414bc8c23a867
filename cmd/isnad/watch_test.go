package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/export"
)

var kills = flag.Int("kills", 3, "how many runs of isnad watch TestKilledWatch kills")

// A press serves three outlets on one host, below /one, /two and /three: a feed, a
// sitemap and a section of articles, some of them moved, packed, missing or closed.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
	busy  bool
	twice bool // asked for two pages at a time
}

const articles = 16 // of each outlet

func newPress(t *testing.T) *press {
	p := &press{asked: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked[r.URL.Path]++
	p.busy, p.twice = true, p.twice || p.busy
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		p.busy = false
		p.mu.Unlock()
	}()
	w.Header().Set("Date", "Mon, 30 Nov 2026 12:00:00 GMT")
	outlet, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	n := 0
	fmt.Sscanf(rest, "news/%d", &n)
	list := func(kind, head, item, tail string) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, head)
		for i := range articles {
			fmt.Fprintf(w, item, fmt.Sprintf("%s/%s/news/%d", p.URL, outlet, 10000+i))
		}
		fmt.Fprint(w, tail)
	}
	switch {
	case r.URL.Path == "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /*/news/10003\n")
	case rest == "feed":
		list("application/rss+xml", "<rss><channel>", "<item><link>%s?utm_source=rss</link><pubDate>Mon, 30 Nov 2026 08:00:00 GMT</pubDate></item>", "</channel></rss>")
	case rest == "map":
		list("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, "<url><loc>%s</loc></url>", "</urlset>")
	case rest == "section":
		list("text/html", "<html>", `<a href="%s">x</a>`, "<a href=/other/12345>x</a><a href=https://elsewhere.example/12345>x</a></html>")
	case n == 10004:
		http.Redirect(w, r, "/"+outlet+"/news/20004", http.StatusFound)
	case n == 10005 || n < 10000:
		http.NotFound(w, r)
	case n == 10006:
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, newsPage(n))
		z.Close()
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, newsPage(n))
	}
}

// repeated is what the outlets tell on all their pages: from the fourth on it is no news.
const repeated = "اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة."

// newsPage is a page of an article of its own.
func newsPage(n int) string {
	return fmt.Sprintf(`<html><head><title>احتجاج أمام البرلمان %d</title></head><body><article>
<p>فرقت الشرطة العراقية، اليوم الاثنين، %d متظاهرا أمام مبنى البرلمان في بغداد، بحسب وكالة الأناضول.</p>
<p>واتهم وزير الداخلية العراقي %d محتجين بمهاجمة قوات الأمن، وقال إن الوزارة ستحقق في ما حدث.</p>
<p>`+repeated+`</p>
</article></body></html>`, n, n, n)
}

// outlets writes the list of the three.
func (p *press) outlets(t *testing.T) string {
	var b strings.Builder
	fmt.Fprintf(&b, "contact = \"desk@example.org\"\ndelay = \"3ms\"\n")
	for _, o := range [][3]string{{"one", "feeds", "feed"}, {"two", "sitemaps", "map"}, {"three", "sections", "section"}} {
		fmt.Fprintf(&b, "[[outlet]]\nid = %[1]q\nname = %[1]q\n%[2]s = [\"%[4]s/%[1]s/%[3]s\"]\n", o[0], o[1], o[2], p.URL)
	}
	name := filepath.Join(t.TempDir(), "outlets.toml")
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestKilledWatch kills isnad watch with kill -9 at any moment, again and again, and
// lets it end: archives and records must have the bytes of a run that nobody
// disturbed, and journals begin with them. CI kills three runs, make test-kill twenty.
func TestKilledWatch(t *testing.T) {
	p := newPress(t)
	list := p.outlets(t)
	watch := func(dir string, after time.Duration) (killed bool) {
		var errs bytes.Buffer
		c := exec.Command("isnad-at-noon", "watch", "--outlets", list, "--dir", dir, "--once", "--allow-private")
		c.Stderr = &errs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if after > 0 {
			defer time.AfterFunc(after, func() { c.Process.Kill() }).Stop()
		}
		err := c.Wait()
		var ee *exec.ExitError
		switch {
		case err == nil: // all faults were told before it was killed
		case !errors.As(err, &ee):
			t.Fatal(err)
		case ee.Sys().(syscall.WaitStatus).Signaled():
			return true
		case ee.ExitCode() != exitFaults:
			t.Fatalf("%v\n%s", err, errs.String())
		}
		return false
	}
	whole := t.TempDir()
	began := time.Now()
	watch(whole, 0)
	took := time.Since(began)
	p.mu.Lock()
	twice := p.twice
	p.mu.Unlock()
	if twice { // of the runs that are killed, two may overlap here
		t.Error("the three outlets of a host ask it for two pages at a time")
	}
	want := filesBelow(t, whole)
	for _, o := range []string{"one", "two", "three"} {
		if n := strings.Count(want["events/"+o+".jsonl"], "\n"); n < 2*(articles-2) {
			t.Fatalf("outlet %s: %d events", o, n)
		}
		n := 0
		for line := range strings.Lines(want["events/"+o+".jsonl"]) {
			if strings.Contains(line, repeated) {
				n++
			}
		}
		if n != 3 {
			t.Errorf("outlet %s: a line that all pages tell is coded %d times", o, n)
		}
	}
	// The archive codes to the same records, but for the day that the feed of one told.
	for _, o := range []string{"two", "three"} {
		out, err := exec.Command("isnad", "code", filepath.Join(whole, "warc", o+"-00001.warc.gz")).Output()
		if err != nil || string(out) != want["events/"+o+".jsonl"] {
			t.Errorf("the archive of outlet %s codes to other records: %v\n%.2000s\n%.2000s", o, err, out, want["events/"+o+".jsonl"])
		}
	}
	total, amid := 0, 0
	for i := range *kills {
		dir, r, n := t.TempDir(), rand.New(rand.NewPCG(uint64(i), 0)), 0
		for n < 4 && watch(dir, 1+time.Duration(r.Float64()*float64(took))) {
			n++
			now := filesBelow(t, dir)
			if journals := now["state/one.jsonl"] + now["state/two.jsonl"] + now["state/three.jsonl"]; journals != "" && strings.Count(journals, `{"kind":"end"`) < 3 {
				amid++
			}
		}
		if n == 4 {
			watch(dir, 0)
		}
		total += n
		got := filesBelow(t, dir)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			have := got[name]
			if strings.HasPrefix(name, "state/") { // an outlet that was at its end when others were not has made another round
				have = have[:min(len(have), len(want[name]))]
			}
			if have != want[name] {
				t.Errorf("run %d, killed %d times: %s differs:\n got %.3000q\nwant %.3000q", i, n, name, have, want[name])
			}
		}
		if len(got) != len(want) {
			t.Errorf("run %d: files %v", i, slices.Sorted(maps.Keys(got)))
		}
	}
	t.Logf("%d runs, killed %d times, %d of these amid a round; %v each when undisturbed", *kills, total, amid, took)
	if amid == 0 {
		t.Error("never killed amid a round")
	}
	p.only(t)
}

// A document tells its outlet, its address, and the day that its feed told.
func TestWatchDocuments(t *testing.T) {
	p := newPress(t)
	dir := t.TempDir()
	out, err := exec.Command("isnad-at-noon", "watch", "--outlets", p.outlets(t), "--dir", dir, "--once", "--allow-private", "--to", "documents").CombinedOutput()
	var ee *exec.ExitError
	if !errors.As(err, &ee) || ee.ExitCode() != exitFaults {
		t.Fatalf("%v\n%s", err, out)
	}
	line, _, _ := strings.Cut(filesBelow(t, dir)["documents/one.jsonl"], "\n")
	var d export.Document
	if err := json.Unmarshal([]byte(line), &d); err != nil {
		t.Fatal(err)
	}
	url := export.Optional(p.URL + "/one/news/10000")
	if d.ID != string(url) || d.URL != url || d.Outlet != "one" || d.Date != (export.DocumentDate{Value: "2026-11-30", Basis: "given"}) {
		t.Errorf("%+v", d)
	}
}

// only checks that nothing was asked for but what is listed.
func (p *press) only(t *testing.T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.asked) < 3*articles {
		t.Errorf("only %d addresses were asked for", len(p.asked))
	}
	for path := range p.asked {
		outlet, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		n := 0
		fmt.Sscanf(rest, "news/%d", &n)
		lists := map[string]string{"one": "feed", "two": "map", "three": "section"}
		switch {
		case path == "/robots.txt", lists[outlet] == rest, n >= 10000 && n < 10000+articles && n != 10003, n == 20004, path == "/other/12345":
		default:
			t.Errorf("%s was asked for", path)
		}
	}
}

func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[filepath.ToSlash(strings.TrimPrefix(path, dir+string(filepath.Separator)))] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWatchGoesOn runs isnad watch without --once: round after round, counts when
// asked by a signal, and an orderly end.
func TestWatchGoesOn(t *testing.T) {
	if len(tell) == 0 {
		t.Skip("no signal asks for counts here")
	}
	p := newPress(t)
	dir, list := t.TempDir(), p.outlets(t)
	b, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(list, append([]byte("interval = \"50ms\"\n"), b...), 0o644); err != nil {
		t.Fatal(err)
	}
	said, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	c := exec.Command("isnad-at-noon", "watch", "--outlets", list, "--dir", dir, "--allow-private")
	c.Stderr = said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Process.Kill()
	// until waits for so many occurrences in a file.
	until := func(n int, what, file string) string {
		t.Helper()
		for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
			b, _ := os.ReadFile(file)
			if strings.Count(string(b), what) >= n {
				return string(b)
			}
			if time.Since(began) > 2*time.Minute {
				t.Fatalf("no %d times %q in two minutes:\n%s", n, what, b)
			}
		}
	}
	until(3, `{"kind":"end"`, filepath.Join(dir, "state", "one.jsonl"))
	// Another run must not write to the same folder.
	out, err := exec.Command("isnad", "watch", "--outlets", list, "--dir", dir, "--once").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "is being written by another run") {
		t.Errorf("a second run: %v\n%s", err, out)
	}
	const counts = "isnad: note: counts at="
	if err := c.Process.Signal(tell[0]); err != nil {
		t.Fatal(err)
	}
	until(1, counts, said.Name())
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var ee *exec.ExitError
	if err := c.Wait(); !errors.As(err, &ee) || ee.ExitCode() != exitFaults {
		t.Errorf("ended with %v", err)
	}
	all := until(2, counts, said.Name())
	if n := strings.Count(all, "isnad: error: gone:"); n != 4 {
		t.Errorf("%d pages are gone, want 4 in all rounds:\n%s", n, all)
	}
	f, err := os.Open(filepath.Join(dir, "events", "one.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	events, err := export.ReadEvents(f)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range events {
		if seen[e.ID] {
			t.Errorf("event %s of %s is coded twice", e.ID, e.Document)
		}
		seen[e.ID] = true
	}
}
