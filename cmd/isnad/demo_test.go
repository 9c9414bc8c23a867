package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/web"
	"golang.org/x/net/html"
)

// demoServer serves the examples as isnad demo does.
func demoServer(t *testing.T) *httptest.Server {
	t.Helper()
	s, err := openStore(t.Context(), t.TempDir(), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := fillDemo(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := serveFlags{rate: -1, keep: true}
	o, err := f.options(io.Discard, l, s, "archive")
	if err != nil {
		t.Fatal(err)
	}
	h, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	srv := &httptest.Server{Listener: l, Config: &http.Server{Handler: h}}
	srv.Start()
	t.Cleanup(srv.Close)
	return srv
}

// A reader goes through pages by links and forms alone, and counts clicks.
type reader struct {
	t      *testing.T
	base   string
	at     string
	body   string
	header http.Header
	page   *html.Node
	clicks int
}

func (r *reader) open(address string) {
	r.t.Helper()
	res, err := http.Get(r.base + address)
	if err != nil {
		r.t.Fatal(err)
	}
	r.take(address, res)
}

// anyStatus opens an address that may answer with an error.
func (r *reader) anyStatus(address string) {
	r.t.Helper()
	res, err := http.Get(r.base + address)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	if r.page, err = html.Parse(res.Body); err != nil {
		r.t.Fatal(err)
	}
}

func (r *reader) take(address string, res *http.Response) {
	r.t.Helper()
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 200 {
		r.t.Fatalf("%s: %d %v %.300s", address, res.StatusCode, err, b)
	}
	r.at, r.body, r.header = address, string(b), res.Header
	if r.page, err = html.Parse(strings.NewReader(r.body)); err != nil {
		r.t.Fatal(err)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// click follows the first link whose words match.
func (r *reader) click(pattern string) {
	r.t.Helper()
	re := regexp.MustCompile(pattern)
	for n := range r.page.Descendants() {
		if n.Data == "a" && n.Type == html.ElementNode && re.MatchString(words(n)) {
			r.clicks++
			to, _, _ := strings.Cut(attr(n, "href"), "#")
			r.open(to)
			return
		}
	}
	r.t.Fatalf("%s has no link %s", r.at, pattern)
}

// send fills the first form that has all these fields, and sends it.
func (r *reader) send(fields map[string]string) {
	r.t.Helper()
	for form := range r.page.Descendants() {
		if form.Data != "form" || form.Type != html.ElementNode {
			continue
		}
		values, has := url.Values{}, 0
		for n := range form.Descendants() {
			name := attr(n, "name")
			if name == "" {
				continue
			}
			if v, ok := fields[name]; ok {
				values.Set(name, v)
				has++
			} else if v := attr(n, "value"); v != "" && n.Data == "input" {
				values.Set(name, v)
			}
		}
		if has < len(fields) {
			continue
		}
		r.clicks++
		to, _, _ := strings.Cut(r.at, "?")
		if a := attr(form, "action"); a != "" {
			to = a
		}
		if attr(form, "method") == "post" {
			res, err := http.PostForm(r.base+to, values)
			if err != nil {
				r.t.Fatal(err)
			}
			r.take(to, res)
			return
		}
		r.open(to + "?" + values.Encode())
		return
	}
	r.t.Fatalf("%s has no form with %v", r.at, fields)
}

func (r *reader) sees(patterns ...string) {
	r.t.Helper()
	text := words(r.page)
	for _, p := range patterns {
		if !regexp.MustCompile(p).MatchString(text) {
			r.t.Errorf("%s does not show %s: %.2000s", r.at, p, text)
		}
	}
}

func (r *reader) within(clicks int) {
	r.t.Helper()
	if r.clicks > clicks {
		r.t.Errorf("%d clicks, more than %d", r.clicks, clicks)
	}
}

// The ten jobs that people come with, each in the clicks that it may take.
func TestTenJobs(t *testing.T) {
	srv := demoServer(t)
	job := func(name, start string, f func(t *testing.T, r *reader)) {
		t.Run(name, func(t *testing.T) {
			r := &reader{t: t, base: srv.URL}
			r.open(start)
			f(t, r)
		})
	}
	job("1 a pair as a table: search, narrow, download", "/en/events", func(t *testing.T, r *reader) {
		r.send(map[string]string{"actor": "TUN", "from": "2021", "to": "2021"})
		r.click("^accuses$|^rejects$|^protests$|^threatens$")
		total := regexp.MustCompile(`(\d+) happenings?`).FindStringSubmatch(words(r.page))
		r.click("^polecat$")
		if rows := strings.Count(r.body, "\n") - 1; total == nil || fmt.Sprint(rows) != total[1] || rows == 0 || r.header.Get("X-Total-Count") != total[1] {
			t.Errorf("%d rows in the file, shown %v", rows, total)
		}
		r.within(3)
	})
	job("2 cite a result", "/en/events?q=type:ACCUSE", func(t *testing.T, r *reader) {
		r.click("^Cite this result$")
		r.sees("@misc", "type:ACCUSE", `cursor \d+`, "lexicon [0-9a-f]+", "isnad export 'type:ACCUSE'", "isnad query --manifest")
		r.within(1)
		digest := regexp.MustCompile(`sha256 ([0-9a-f]{64})`).FindStringSubmatch(r.body)
		if digest == nil {
			t.Fatal("no digest")
		}
		r.click("^Manifest")
		if !strings.Contains(r.body, digest[1]) || !strings.Contains(r.body, `"query": "type:ACCUSE"`) {
			t.Errorf("the manifest is of other rows: %s", r.body)
		}
	})
	job("3 check a hundred", "/en/events", func(t *testing.T, r *reader) {
		r.sees(`[0-9]+ happenings`)
		all := regexp.MustCompile(`([0-9]+) happenings`).FindStringSubmatch(r.body) // as the coder has it today
		r.click("^Check 100 at random$")
		r.sees("a sample by chance of 100 rows, of " + all[1] + ", Seed 7")
		if n := strings.Count(r.body, "data-check>"); n != 100 {
			t.Errorf("%d rows to check", n)
		}
		first := r.body
		r.open(r.at)
		if r.body != first {
			t.Error("the same seed takes other rows")
		}
		r.within(2)
	})
	job("4 how outlets name a party", "/ar/entity/united-nations", func(t *testing.T, r *reader) {
		r.click("^التسمية عبر الزمن$")
		r.click("^الأمم المتحدة 1$")
		r.sees("رواية واحدة", "الأمم المتحدة")
		r.within(2)
		r.open("/en/entity/united-nations/names") // with the wordings in English
		r.sees("الأمم المتحدة ?United Nations")
	})
	job("5 whose word", "/en/stories", func(t *testing.T, r *reader) {
		r.click("تفجير سوق")
		r.sees("said by مصادر أمنية", "printed by وكالة الساحل", "own report", "8–1[01] dead", "told differently ?dead")
		r.within(1)
	})
	job("6 a text without an address", "/en/code", func(t *testing.T, r *reader) {
		began := time.Now()
		r.send(map[string]string{"text": "اعتقلت الشرطة الأردنية ستة متظاهرين. ونفت مدريد أن تكون قد رحلت قاصرين إلى المغرب. وسترسل قطر مساعدات طبية إلى لبنان الأسبوع المقبل، وقالت وزارة الخارجية القطرية إنها أدانت الهجوم.", "date": "2014-10-22"})
		if took := time.Since(began); took > 5*time.Second { // a second, and the race detector
			t.Errorf("took %v", took)
		}
		r.sees("Not stored", "negated", "coerces", "by word of: وزارة الخارجية القطرية")
		r.within(1)
	})
	job("6 and one that is kept", "/en/code", func(t *testing.T, r *reader) {
		text := map[string]string{"text": "اعتقلت الشرطة الأردنية ستة متظاهرين في إربد أمس.", "date": "2014-10-22", "outlet": "ورقة", "keep": "1"}
		r.send(text)
		r.sees("اعتقلت الشرطة", "ورقة", "coerces")
		if res, err := http.PostForm(srv.URL+"/en/code", url.Values{"text": {text["text"]}, "date": {text["date"]}, "outlet": {text["outlet"]}, "keep": {"1"}}); err != nil || !strings.HasPrefix(res.Request.URL.Path, "/en/document/pasted-") {
			t.Errorf("the same text again: %v %v", res.Request.URL, err)
		}
	})
	job("7 table and map of a country", "/ar/map?q=place:YEM", func(t *testing.T, r *reader) {
		r.sees("مكان غير معروف: 0", "تعز", `8–1[01]`, "روايات")
		r.click("^GeoJSON$")
		var g struct{ Features []any }
		if err := json.Unmarshal([]byte(r.body), &g); err != nil || len(g.Features) == 0 {
			t.Errorf("%v, %d features", err, len(g.Features))
		}
		r.within(1)
	})
	job("8 follow", "/en/events?q=type:THREATEN", func(t *testing.T, r *reader) {
		r.click("^Follow")
		if !strings.Contains(r.body, "<entry") || !strings.HasPrefix(r.header.Get("Content-Type"), "application/atom+xml") {
			t.Errorf("%.300s", r.body)
		}
		r.within(1)
	})
	job("9 all of it, then what changed", "/api/v1/events.jsonl?group=report", func(t *testing.T, r *reader) {
		rows := strings.Count(r.body, "\n")
		r.open("/api/v1/changes?since=0&limit=10000")
		var c struct {
			Rows   []any
			Cursor int64
		}
		if err := json.Unmarshal([]byte(r.body), &c); err != nil || len(c.Rows) != rows || rows < 100 {
			t.Errorf("%v: %d changes, %d rows", err, len(c.Rows), rows)
		}
		r.open(fmt.Sprintf("/api/v1/changes?since=%d", c.Cursor))
		if !strings.Contains(r.body, `"rows":[]`) {
			t.Errorf("something changed: %.200s", r.body)
		}
	})
	job("10 why", "/en/document/sahil-2018-05-12-14", func(t *testing.T, r *reader) {
		r.click("^Next event$") // from the text to a record
		r.clicks = 0
		r.click("^why, and by which rule$")
		r.sees("pattern|rule", "weight|score")
		r.within(1)
		r.open("/en/document/sahil-2018-05-12-14") // and what is missing
		r.clicks = 0
		r.click("^Wrong or missing")
		r.sees("ولم تتبن أي جهة الهجوم")
		r.within(1)
	})
}

// The browser looks at what only a browser knows: the policy, the console, the
// accessibility rules of axe-core, where the regions of a page stand (layout.txt), keys,
// the brush. web-test/ says what.
func TestBrowser(t *testing.T) {
	if raceDetector {
		t.Skip("the browser runs without the race detector, in make test-long")
	}
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			chromium = p
			break
		}
	}
	dir := filepath.Join("..", "..", "web-test")
	_, err := exec.LookPath("node")
	_, modules := os.Stat(filepath.Join(dir, "node_modules", "axe-core"))
	switch {
	case chromium == "":
		t.Skip("there is no chromium; apt-get install chromium")
	case err != nil:
		t.Skip("there is no node")
	case modules != nil:
		t.Skip("the packages of web-test are not there; npm ci --prefix web-test")
	}
	browse(t, "browse.mjs", chromium)
}

// browse lets a program of web-test open the pages; it says nothing when nothing is wrong.
func browse(t *testing.T, program, browser string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", program, demoServer(t).URL, browser)
	cmd.Dir = filepath.Join("..", "..", "web-test")
	out, err := cmd.CombinedOutput()
	if err != nil || len(strings.TrimSpace(string(out))) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// Firefox opens every page too, where it is installed: make test-firefox.
func TestFirefox(t *testing.T) {
	firefox, err := exec.LookPath("firefox-esr")
	switch {
	case os.Getenv("ISNAD_LONG") == "":
		t.Skip("make test-firefox runs it")
	case err != nil:
		t.Skip("there is no firefox-esr; apt-get install firefox-esr")
	}
	browse(t, "firefox.mjs", firefox)
}
