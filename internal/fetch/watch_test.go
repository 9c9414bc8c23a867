// Long, since every test here needs the one pretended press at its head.

package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/warc"
)

// A press is an outlet's server: pages by their path as sent, with all it was asked.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string
	when  []time.Time // of the test's clock
	clock *testClock
}

func newPress(t *testing.T, c *testClock) *press {
	p := &press{pages: map[string]http.HandlerFunc{}, clock: c}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.RequestURI)
		p.when = append(p.when, c.now())
		h := p.pages[r.RequestURI]
		p.mu.Unlock()
		w.Header()["Date"] = []string{"Mon, 30 Nov 2026 12:00:00 GMT"}
		if h == nil {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// took gives what was asked since the last call.
func (p *press) took() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := strings.Join(p.asked, " ")
	p.asked = nil
	return s
}

func (p *press) gave(path, kind, body string) {
	p.pages[path] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, body)
	}
}

func (p *press) status(path string, code int, header ...string) {
	p.pages[path] = func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// news are pages at these paths, and a feed at /feed that names them.
func (p *press) news(paths ...string) {
	for _, path := range paths {
		p.gave(path, "text/html", page("", "خبر"))
	}
	p.feed(paths...)
}

// feed names addresses, with the day of the test's clock.
func (p *press) feed(links ...string) {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>x</title>`)
	for _, l := range links {
		fmt.Fprintf(&b, "<item><link>%s</link><pubDate>Mon, 30 Nov 2026 10:00:00 GMT</pubDate></item>", l)
	}
	p.gave("/feed", "application/rss+xml", b.String()+"</channel></rss>")
}

func page(canonical, text string) string {
	return `<html><head><link rel="canonical" href="` + canonical + `"></head><body>` + text + "</body></html>"
}

// A testClock moves only when somebody sleeps.
type testClock struct {
	mu  sync.Mutex
	at  time.Time
	log []time.Duration
}

func newClock() *testClock { return &testClock{at: time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)} }

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *testClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	c.log = append(c.log, d)
	return ctx.Err()
}

// A trial is a press, an outlet that is read of it, and what came of it.
type trial struct {
	*testing.T
	press  *press
	clock  *testClock
	outlet Outlet
	o      Options
	faults []isnad.Diagnostic
	w      *Watcher
	shared *Shared
}

func newTrial(t *testing.T) *trial {
	c := newClock()
	x := &trial{T: t, clock: c, press: newPress(t, c)}
	x.outlet = Outlet{ID: "press", Name: "صحافة", Feeds: []string{x.press.URL + "/feed"}, Delay: Duration(time.Second), Interval: Duration(time.Minute), Budget: 100, Days: 3}
	x.o = Options{
		Dir: t.TempDir(), Records: "events", Token: "isnad", Agent: "isnad/test (+desk@example.org)", AllowPrivate: true,
		Now: c.now, Sleep: c.sleep, Code: codeTitle, Memory: func() Memory { return &notes{} }, Fault: func(d isnad.Diagnostic) { x.faults = append(x.faults, d) },
	}
	return x
}

// notes stand for what a coder remembers: the addresses of the pages before.
type notes struct{ pages string }

func (n *notes) Add(b []byte) error             { n.pages += string(b); return nil }
func (n *notes) MarshalBinary() ([]byte, error) { return []byte(n.pages), nil }

// codeTitle stands for the coder: a record is the page's address and size, and a
// page without a link to itself has no article.
func codeTitle(p Page) (Result, error) {
	resp, _ := warc.ParseResponse(p.Record.Block)
	body, err := resp.Body(1 << 20)
	_, rest, ok := strings.Cut(string(body), `rel="canonical" href="`)
	if !ok || err != nil {
		return Result{}, err
	}
	same, _, _ := strings.Cut(rest, `"`)
	return Result{Coded: true, Same: same, Records: fmt.Appendf(nil, "%s %s %d bytes at %d\n", p.URL, p.Date, len(body), p.Record.Offset), Seen: []byte(p.URL + "\n")}, nil
}

func (x *trial) open() {
	x.Helper()
	var err error
	if x.shared, err = NewShared(x.o); err != nil {
		x.Fatal(err)
	}
	if x.w, err = Open(x.shared, &x.outlet); err != nil {
		x.Fatal(err)
	}
	w := x.w
	x.Cleanup(func() { w.Close() })
}

// round makes a round and checks its counts, written as "list-read=1 page-coded=2".
func (x *trial) round(want string) {
	x.Helper()
	if x.w == nil {
		x.open()
	}
	if err := x.w.Round(x.Context()); err != nil {
		x.Fatal(err)
	}
	if got := printed(x.w.Counts()); got != want {
		x.Errorf("round %d:\n got %s\nwant %s\nfaults %v", x.w.Number(), got, want, x.faults)
	}
}

func printed(c Counts) string {
	var b []string
	for _, m := range Outcomes {
		if c[m.Outcome] > 0 {
			b = append(b, fmt.Sprintf("%s=%d", m.Outcome, c[m.Outcome]))
		}
	}
	return strings.Join(b, " ")
}

func (x *trial) asked(want string) {
	x.Helper()
	if got := x.press.took(); got != want {
		x.Errorf("asked for\n     %s\nwant %s", got, want)
	}
}

func TestARoundReadsWhatIsListedAndNothingElse(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a", "/b")
	x.press.feed("/a", "/b?utm_source=rss#top", "/b", "https://elsewhere.example/c", "mailto:x@example.org", "/cover.jpg")
	x.press.gave("/b", "text/html", page("", "two"))
	x.round("list-read=1 link-new=2 link-known=1 link-off-site=1 link-other=2 page-coded=2")
	x.asked("/robots.txt /feed /a /b")
	x.round("list-unchanged=1")
	x.asked("/feed")
}

func TestNothingIsAskedForAgainWhileItHasNotChanged(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	feed := x.press.pages["/feed"]
	x.press.pages["/feed"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "Mon, 30 Nov 2026 09:00:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Last-Modified", "Mon, 30 Nov 2026 09:00:00 GMT")
		feed(w, r)
	}
	x.round("list-read=1 link-new=1 page-coded=1")
	x.w = nil
	x.round("list-unchanged=1")
}

func TestWhoAsks(t *testing.T) {
	x := newTrial(t)
	x.outlet.Language = "ar"
	var got http.Header
	x.press.pages["/feed"] = func(w http.ResponseWriter, r *http.Request) { got = r.Header; w.WriteHeader(404) }
	x.round("gone=1")
	for k, v := range map[string]string{"User-Agent": "isnad/test (+desk@example.org)", "Accept-Encoding": "gzip", "Accept-Language": "ar", "Cookie": "", "Referer": ""} {
		if got.Get(k) != v {
			t.Errorf("%s: %q, want %q", k, got.Get(k), v)
		}
	}
}

func TestRobotsDecide(t *testing.T) {
	x := newTrial(t)
	x.press.news("/أخبار/1", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/2", "/open")
	x.press.gave("/robots.txt", "text/plain", "User-agent: *\nDisallow: /\nUser-agent: isnad\nDisallow: /أخبار/\n")
	x.round("list-read=1 link-new=3 page-coded=1 robots-refused=2")
	x.asked("/robots.txt /feed /open")

	// They are believed for a day.
	x.clock.sleep(t.Context(), 23*time.Hour)
	x.round("list-unchanged=1")
	x.asked("/feed")
	x.clock.sleep(t.Context(), 2*time.Hour)
	x.round("list-unchanged=1")
	x.asked("/robots.txt /feed")
}

func TestRobotsThatCannotBeReachedDisallowAll(t *testing.T) {
	for name, h := range map[string]http.HandlerFunc{
		"500": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) },
		"429": func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(429) },
		"cut": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "99")
			w.WriteHeader(200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			x := newTrial(t)
			x.press.news("/a")
			x.press.pages["/robots.txt"] = h
			x.round("robots-unreachable=1")
			x.asked("/robots.txt")
			x.round("waiting=1") // the host is left alone for a minute
			x.asked("")
			delete(x.press.pages, "/robots.txt")
			x.clock.sleep(t.Context(), time.Hour)
			x.round("list-read=1 link-new=1 page-coded=1")
			x.asked("/robots.txt /feed /a")
		})
	}
}

func TestRobotsThatAreNotThereAllowAll(t *testing.T) {
	for _, code := range []int{400, 401, 403, 404, 410, 204} {
		x := newTrial(t)
		x.press.news("/a")
		x.press.status("/robots.txt", code)
		x.round("list-read=1 link-new=1 page-coded=1")
	}
	x := newTrial(t) // redirected for ever
	x.press.news("/a")
	x.press.status("/robots.txt", 302, "Location", "/robots.txt")
	x.round("list-read=1 link-new=1 page-coded=1")
	x.asked("/robots.txt /robots.txt /robots.txt /robots.txt /robots.txt /robots.txt /feed /a")
}

func TestRobotsMayStandElsewhere(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	x.press.status("/robots.txt", 301, "Location", "/other.txt")
	x.press.gave("/other.txt", "text/plain", "User-agent: *\nDisallow: /a\n")
	x.round("list-read=1 link-new=1 robots-refused=1")
}

// Between two requests there is the longest of the outlet's delay and Crawl-delay.
func TestThePaceOfAHost(t *testing.T) {
	for robots, want := range map[string]time.Duration{"": time.Second, "User-agent: *\nCrawl-delay: 7\n": 7 * time.Second, "User-agent: *\nCrawl-delay: 0.1\n": time.Second} {
		x := newTrial(t)
		x.press.news("/a", "/b", "/c")
		x.press.gave("/robots.txt", "text/plain", robots)
		x.round("list-read=1 link-new=3 page-coded=3")
		for i, at := range x.press.when[1:] { // behind robots.txt itself
			if i > 0 && at.Sub(x.press.when[i]) < want {
				t.Errorf("robots %q: request %d came %v behind the one before, want %v", robots, i, at.Sub(x.press.when[i]), want)
			}
		}
	}
}

func TestAKilledRunKeepsThePace(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	x.round("list-read=1 link-new=1 page-coded=1")
	last := x.press.when[len(x.press.when)-1]
	x.w = nil
	x.round("list-unchanged=1")
	if d := x.press.when[len(x.press.when)-1].Sub(last); d < time.Second {
		t.Errorf("the new run asked %v behind the old one", d)
	}
}

func TestAHostThatAsksForTimeGetsIt(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a", "/b", "/c")
	x.press.status("/a", 429, "Retry-After", "600")
	x.round("list-read=1 link-new=3 busy=1 waiting=2")
	x.asked("/robots.txt /feed /a")
	x.clock.sleep(t.Context(), 9*time.Minute)
	x.round("waiting=4")
	x.asked("")
	x.clock.sleep(t.Context(), time.Minute)
	x.press.gave("/a", "text/html", page("", "a"))
	x.round("list-unchanged=1 page-coded=3")
	x.asked("/feed /b /c /a")

	// A moment is waited for.
	x.press.news("/d", "/e")
	x.press.status("/d", 503, "Retry-After", "20")
	x.round("list-read=1 link-new=2 page-coded=1 busy=1")
	x.asked("/feed /d /e")
	if !slices.Contains(x.clock.log, 20*time.Second) {
		t.Errorf("slept %v, not 20 s", x.clock.log)
	}
}

func TestAPageThatAlwaysFailsIsGivenUp(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a")
	x.press.status("/a", 500)
	x.round("list-read=1 link-new=1 server-error=1")
	for i := 2; i < maxFails; i++ {
		x.clock.sleep(t.Context(), maxBackoff)
		x.round("list-unchanged=1 server-error=1")
	}
	x.clock.sleep(t.Context(), maxBackoff)
	x.round("list-unchanged=1 given-up=1 server-error=1")
	x.clock.sleep(t.Context(), maxBackoff)
	x.press.took()
	x.press.feed("/a", "/b")
	x.round("list-read=1 link-new=1 link-known=1 gone=1")
	x.asked("/robots.txt /feed /b")
}

// One page that fails does not hold up the others, and no page is lost because its
// host was down for long.
func TestAPageThatFailsAmongOthers(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a", "/b", "/c", "/d")
	x.press.status("/a", 500)
	x.round("list-read=1 link-new=4 page-coded=3 server-error=1")
	x.asked("/robots.txt /feed /a /b /c /d")

	x.press.news("/a", "/e", "/f")
	down := false
	for path, h := range x.press.pages {
		x.press.pages[path] = func(w http.ResponseWriter, r *http.Request) {
			if down && path != "/feed" {
				w.WriteHeader(503)
				return
			}
			h(w, r)
		}
	}
	down = true
	x.round("list-read=1 link-new=2 link-known=1 busy=1 waiting=2")
	for range 3 * maxFails {
		x.clock.sleep(t.Context(), maxBackoff)
		if err := x.w.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	down = false
	x.clock.sleep(t.Context(), maxBackoff)
	x.round("list-unchanged=1 page-coded=3")
}

func TestTheBudgetOfARound(t *testing.T) {
	x := newTrial(t)
	x.outlet.Budget = 4
	x.press.news("/a", "/b", "/c", "/d")
	x.round("list-read=1 link-new=4 page-coded=2 budget=2")
	x.asked("/robots.txt /feed /a /b")
	x.round("list-unchanged=1 page-coded=2")
	x.asked("/feed /c /d")
}

// A site that has a name for each page gets no budget for each.
func TestTheBudgetOfManyHosts(t *testing.T) {
	x := newTrial(t)
	x.outlet.Budget = 2
	x.open()
	for i := range 3 {
		if o := x.w.blocked("fresh.example"); o != "" {
			t.Fatalf("%s with %d hosts", o, 3*i)
		}
		p := &step{Kind: stepHost, URL: "http://a.example"}
		for k := range 3 + i/2 {
			p.Asked = append(p.Asked, fmt.Sprintf("h%d-%d.example", i, k))
		}
		if err := x.w.commit(p); err != nil {
			t.Fatal(err)
		}
	}
	if o := x.w.blocked("fresh.example"); o != Budget {
		t.Errorf("%q after %d requests", o, x.w.Requests())
	}
	x.clock.sleep(t.Context(), 48*time.Hour)
	x.round("gone=1")
	if n := len(x.w.state.Hosts); n != 1 {
		t.Errorf("%d hosts are remembered", n)
	}
}

func TestRedirectsAreCheckedAgain(t *testing.T) {
	x := newTrial(t)
	other := newPress(t, x.clock)
	other.news("/x")
	x.press.news("/a", "/b", "/c", "/d", "/e", "/f", "/g")
	x.press.gave("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed\n")
	x.press.status("/a", 301, "Location", "/a2")
	x.press.gave("/a2", "text/html", page("", "a"))
	x.press.status("/b", 302, "Location", other.URL+"/x")
	x.press.status("/c", 307, "Location", "/c")
	x.press.status("/d", 308, "Location", "/closed")
	x.press.status("/e", 301, "Location", "/a2")
	x.press.status("/f", 301, "Location", "file:///etc/passwd")
	x.press.status("/g", 301)
	x.round("list-read=1 link-new=7 page-coded=1 robots-refused=1 bad-address=1 off-site=1 redirect-loop=1 redirect-known=1 not-a-page=1")
	x.asked("/robots.txt /feed /a /a2 /b /c /c /c /c /c /c /d /e /a2 /f /g")
	if got := other.took(); got != "" {
		t.Errorf("the other site was asked for %s", got)
	}

	// A site that the user lists is no other.
	x.outlet.Sites = []string{strings.TrimPrefix(other.URL, "http://")}
	x.w = nil
	x.press.news("/b2")
	x.press.status("/b2", 302, "Location", other.URL+"/x")
	x.round("list-read=1 link-new=1 page-coded=1")
	if got := other.took(); got != "/robots.txt /x" {
		t.Errorf("the other site was asked for %s", got)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		x := newTrial(t)
		x.outlet.Feeds[0] = strings.Replace(x.outlet.Feeds[0], "127.0.0.1", host, 1)
		x.press.news("/a")
		x.o.AllowPrivate = false
		x.round("private-address=1")
		x.asked("")
		if len(x.faults) != 1 || !strings.Contains(x.faults[0].Hint, "--allow-private") {
			t.Errorf("faults %v", x.faults)
		}
	}
}

func TestAnswersOfAllKinds(t *testing.T) {
	packed := func(b []byte) string {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		z.Write(b)
		z.Close()
		return out.String()
	}
	bomb := packed(make([]byte, 8<<20)) // 8 MB of nothing in 8 kB
	good := packed([]byte(page("", "x")))
	for _, c := range []struct {
		name, encoding, kind, body string
		want                       Outcome
	}{
		{"a page", "", "text/html; charset=utf-8", page("", "x"), Coded},
		{"a packed page", "gzip", "text/html", good, Coded},
		{"a page that does not say so", "", "application/octet-stream", page("", "x"), NotAPage},
		{"a page without an article", "", "text/html", "<p>x", NoArticle},
		{"a picture", "", "image/png", "x", NotAPage},
		{"words", "", "text/plain", "x", NotAPage},
		{"a bomb", "gzip", "text/html", bomb, TooLarge},
		{"a bomb in a bomb", "gzip", "text/html", packed([]byte(bomb)), NoArticle},
		{"a page that is too long", "", "text/html", strings.Repeat("x", 2<<20), TooLarge},
		{"a packing that nobody asked for", "br", "text/html", "x", BadEncoding},
		{"cut gzip", "gzip", "text/html", good[:len(good)-9], BadEncoding},
		{"no gzip at all", "gzip", "text/html", "x", BadEncoding},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newTrial(t)
			x.o.Limits.Body = 1 << 20
			x.press.news("/a")
			x.press.pages["/a"] = func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", c.kind)
				if c.encoding != "" {
					w.Header().Set("Content-Encoding", c.encoding)
				}
				io.WriteString(w, c.body)
			}
			x.open()
			if err := x.w.Round(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := x.w.Counts()[c.want]; n != 1 {
				t.Errorf("%s, want %s", printed(x.w.Counts()), c.want)
			}
		})
	}
	for code, want := range map[int]Outcome{404: Gone, 410: Gone, 403: Refused, 451: Refused, 500: ServerError, 502: ServerError, 503: Busy, 204: NotAPage, 304: NotAPage} {
		x := newTrial(t)
		x.press.news("/a")
		x.press.status("/a", code)
		x.open()
		if err := x.w.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if x.w.Counts()[want] != 1 {
			t.Errorf("status %d: %s, want %s", code, printed(x.w.Counts()), want)
		}
	}
}

func TestAServerThatNeverEndsIsLeft(t *testing.T) {
	x := newTrial(t)
	x.o.Limits.Time = 200 * time.Millisecond
	x.press.news("/a")
	x.press.pages["/a"] = func(w http.ResponseWriter, r *http.Request) {
		for range 100 {
			io.WriteString(w, "<p>")
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	x.round("list-read=1 link-new=1 timeout=1")
	x.press.Close()
	x.clock.sleep(t.Context(), time.Hour)
	x.round("unreachable=2")
}

func TestSitemapsAndTheirIndices(t *testing.T) {
	x := newTrial(t)
	x.outlet.Feeds, x.outlet.Sitemaps = nil, []string{x.press.URL + "/index.xml"}
	const head = `<?xml version="1.0"?><%s xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">%s</%[1]s>`
	urls := func(path string, locs ...string) {
		x.press.gave(path, "application/xml", fmt.Sprintf(head, "urlset", strings.Join(locs, "")))
	}
	loc := func(path, day string) string {
		return fmt.Sprintf("<url><loc>%s%s</loc><news:news><news:publication_date>%s</news:publication_date></news:news></url>", x.press.URL, path, day)
	}
	index := `<sitemap><loc>` + x.press.URL + `/news.xml</loc></sitemap><sitemap><loc>` + x.press.URL + `/2019.xml</loc><lastmod>2019-12-31</lastmod></sitemap>` +
		`<sitemap><loc>https://elsewhere.example/s.xml</loc></sitemap><sitemap><loc>` + x.press.URL + `/index.xml</loc></sitemap>`
	x.press.gave("/index.xml", "application/xml", fmt.Sprintf(head, "sitemapindex", index))
	urls("/news.xml", loc("/a", "2026-11-30"), loc("/b", "2026-10-01"))
	x.press.news("/a", "/b", "/c")
	x.round("list-read=2 list-skipped=2 link-new=1 link-old=1 page-coded=1")
	x.asked("/robots.txt /index.xml /news.xml /a")

	// An index that has not changed does not hide a sitemap that has.
	urls("/news.xml", loc("/c", "2026-11-30"), loc("/a", "2026-11-30"))
	x.round("list-read=1 list-unchanged=1 link-new=1 link-known=1 page-coded=1")
	x.asked("/index.xml /news.xml /c")
	if !strings.Contains(x.file("events/press.jsonl"), "/c 2026-11-30 ") {
		t.Errorf("the day of the sitemap is lost: %s", x.file("events/press.jsonl"))
	}
}

// What is too much to wait is not forgotten: the list is read again.
func TestMorePagesThanMayWait(t *testing.T) {
	x := newTrial(t)
	x.outlet.Feeds, x.outlet.Sitemaps, x.outlet.Budget = nil, []string{x.press.URL + "/map"}, 4
	x.press.pages["/map"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		io.WriteString(w, "<urlset>")
		for i := range maxPending + 5 {
			fmt.Fprintf(w, "<url><loc>%s/%d</loc></url>", x.press.URL, i)
		}
		io.WriteString(w, "</urlset>")
	}
	x.round("list-read=1 link-new=10000 link-full=5 gone=2 budget=9998")
	x.round("list-read=1 link-new=2 link-known=10000 link-full=3 gone=3 budget=9997")
}

func TestSections(t *testing.T) {
	x := newTrial(t)
	x.outlet.Feeds, x.outlet.Sections = nil, []string{x.press.URL + "/politics"}
	x.press.gave("/politics", "text/html", `<a href="/politics">x</a><a href="/about">x</a><a href="/politics/12345">x</a><a href="https://elsewhere.example/12345">x</a><a href="12346">x</a>`)
	x.press.gave("/politics/12345", "text/html", page("", "a"))
	x.press.gave("/12346", "text/html", page("", "b"))
	x.round("list-read=1 link-new=2 link-off-site=1 link-other=2 page-coded=2")
	x.asked("/robots.txt /politics /politics/12345 /12346")
}

func TestListsThatAreNone(t *testing.T) {
	x := newTrial(t)
	x.outlet.Sitemaps, x.outlet.Sections = []string{x.press.URL + "/map"}, []string{x.press.URL + "/pdf"}
	x.press.gave("/feed", "text/html", "<html>not here</html>")
	x.press.gave("/map", "application/xml", "<urlset><url><loc>")
	x.press.gave("/pdf", "application/pdf", "x")
	x.round("list-faulty=3")
	x.press.news("/a")
	x.round("list-read=1 list-faulty=2 link-new=1 page-coded=1")
}

func TestOnePageUnderTwoAddresses(t *testing.T) {
	x := newTrial(t)
	x.press.news("/a", "/b", "/c")
	x.press.gave("/a", "text/html", page(x.press.URL+"/b", "x")) // waits still when /a is coded
	x.press.gave("/b", "text/html", page(x.press.URL+"/b", "x"))
	x.press.gave("/c", "text/html", page(x.press.URL+"/d", "y"))
	x.round("list-read=1 link-new=3 page-coded=2 page-copy=1")
	x.press.news("/d") // known by what /c said
	x.round("list-read=1 link-known=1")
	if n := strings.Count(x.file("events/press.jsonl"), "\n"); n != 2 {
		t.Errorf("%d records, want 2", n)
	}

	// The front page, a list and another site are no word of the page about itself.
	x.press.news("/e", "/f", "/g", "/h", "/i", "/j")
	for path, same := range map[string]string{"/e": "/", "/f": "/", "/g": "/feed", "/h": "/feed"} {
		x.press.gave(path, "text/html", page(x.press.URL+same, "z"))
	}
	x.press.gave("/i", "text/html", page("https://elsewhere.example/1", "z"))
	x.press.gave("/j", "text/html", page("https://elsewhere.example/1", "z"))
	x.round("list-read=1 link-new=6 page-coded=6")
}

func (x *trial) file(name string) string {
	x.Helper()
	b, err := os.ReadFile(filepath.Join(x.o.Dir, name))
	if err != nil {
		x.Fatal(err)
	}
	return string(b)
}

// The archive holds the pages as they were sent, where the coder was told.
func TestTheArchive(t *testing.T) {
	x := newTrial(t)
	x.o.WARCSize = 1000 // so that each file holds a page or two
	x.outlet.Country = "IRQ"
	paths := []string{"/0", "/1", "/2", "/3", "/4"}
	x.press.news(paths...)
	x.press.pages["/3"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		z := gzip.NewWriter(w)
		io.WriteString(z, page("", "packed"))
		z.Close()
	}
	x.round("list-read=1 link-new=5 page-coded=5")
	names, err := filepath.Glob(filepath.Join(x.o.Dir, "warc", "press-0000?.warc.gz"))
	if err != nil || len(names) < 2 {
		t.Fatalf("%v, %v", names, err)
	}
	var got []string
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		r := warc.NewReader(f)
		for {
			rec, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if rec.Type() == "warcinfo" {
				if !strings.Contains(string(rec.Block), "outlet: صحافة\r\ncountry: IRQ\r\n") {
					t.Errorf("warcinfo %q", rec.Block)
				}
				continue
			}
			resp, ok := warc.ParseResponse(rec.Block)
			body, err := resp.Body(1 << 20)
			if !ok || err != nil || resp.Status != 200 {
				t.Fatalf("%v, %v, %d", ok, err, resp.Status)
			}
			got = append(got, fmt.Sprintf("%s  %d bytes at %d", rec.URL(), len(body), rec.Offset))
		}
		r.Close()
		f.Close()
	}
	want := strings.TrimSpace(strings.ReplaceAll(x.file("events/press.jsonl"), " 2026-11-30 ", "  "))
	if strings.Join(got, "\n") != want {
		t.Errorf("the archive holds\n%s\nand the coder was told\n%s", strings.Join(got, "\n"), want)
	}
}

// files are all files of a run by name.
func (x *trial) files() map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(x.o.Dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, err := os.ReadFile(path)
			out[strings.TrimPrefix(path, x.o.Dir)] = string(b)
			return err
		}
		return err
	})
	if err != nil {
		x.Fatal(err)
	}
	return out
}

var errKilled = errors.New("killed")

// A run that stops at any request or page, with the files torn as a kill may leave
// them, goes on to the same bytes. The clock stands still, since it is told in the files.
func TestStoppedAnywhere(t *testing.T) {
	prepare := func(t *testing.T) *trial {
		x := newTrial(t)
		x.o.WARCSize = 1200
		x.outlet.Sections = []string{x.press.URL + "/section"}
		x.press.gave("/section", "text/html", `<a href="/12345">x</a><a href="/missing-12345">x</a>`)
		x.press.news("/a", "/b", "/c", "/d", "/e", "/f")
		x.press.gave("/12345", "text/html", page("", "x"))
		x.press.gave("/d", "text/html", page("/a", "x"))
		x.press.gave("/robots.txt", "text/plain", "User-agent: *\nDisallow: /b\n")
		x.press.status("/e", 429, "Retry-After", "5")
		x.press.status("/c", 301, "Location", "/c2")
		x.press.gave("/c2", "text/html", page("", "x"))
		return x
	}
	whole := prepare(t)
	calls, stop := 0, -1
	var cancel context.CancelFunc
	// run makes two rounds, and begins anew whenever it is stopped.
	run := func(x *trial) {
		code := x.o.Code
		x.o.Code = func(p Page) (Result, error) {
			if calls++; calls == stop {
				return Result{}, errKilled
			}
			return code(p)
		}
		x.o.Sleep = func(ctx context.Context, d time.Duration) error {
			if calls++; calls == stop {
				cancel()
			}
			return ctx.Err()
		}
		for round := 1; round <= 2; {
			x.open()
			ctx, c := context.WithCancel(t.Context())
			cancel = c
			err := x.w.Round(ctx)
			c()
			if err != nil && !errors.Is(err, errKilled) && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			x.w.Close()
			if err != nil {
				x.tear()
				continue
			}
			round++
		}
	}
	run(whole)
	want := whole.files()
	n := calls
	if n < 15 {
		t.Fatalf("only %d places to stop at", n)
	}
	for at := 1; at <= n; at++ {
		x := prepare(t)
		// The same server, so that addresses are the same.
		x.press, x.outlet = whole.press, whole.outlet
		calls, stop = 0, at
		run(x)
		got := x.files()
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				t.Errorf("stopped at %d of %d: %s differs:\n got %.2000q\nwant %.2000q", at, n, name, got[name], want[name])
			}
		}
		if len(got) != len(want) {
			t.Errorf("stopped at %d of %d: left are %v", at, n, slices.Sorted(maps.Keys(got)))
		}
		if t.Failed() {
			return
		}
	}
}

// tear leaves what a kill in the middle of a write may leave: halves of records and
// lines in the files that were being written, and a next archive just begun.
func (x *trial) tear() {
	torn := []string{"events/press.jsonl", "state/press.jsonl", "warc/" + x.w.archive.numbered(x.w.archive.number(x.w.archive.name)+1)}
	if x.w.archive.name != "" {
		torn = append(torn, "warc/"+x.w.archive.name)
	}
	for _, name := range torn {
		f, err := os.OpenFile(filepath.Join(x.o.Dir, name), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
		if err != nil {
			x.Fatal(err)
		}
		f.WriteString(`{"kind":"page","url":"http`)
		f.Close()
	}
}
