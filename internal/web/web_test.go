// Long, since all tests of pages and calls share the small store at its head.

package web

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
	"github.com/isnad/isnad/internal/store"
)

// Names and texts as a hostile page would have them: markup, and the controls
// that turn the direction of what follows (right-to-left override, pop).
const (
	hostileTitle = "<script>alert(1)</script>\u202eعنوان</title>\"'"
	hostileURL   = "javascript:alert(1)"
	hostileText  = "<img src=x onerror=alert(1)> اتهمت روسيا \u202eأوكرانيا\u202c & <b>"
	hugeID       = "huge"
	slashID      = "https://a.example/x?y=1&z=2#f"
)

func segmenter() *search.Segmenter {
	lx, err := lexicon.Open()
	if err != nil {
		panic(err)
	}
	return search.New(lx)
}

func span(text, words string) export.Span {
	before, _, ok := strings.Cut(text, words)
	if !ok {
		panic("no " + words)
	}
	start := len([]rune(before))
	return export.Span{Text: words, Start: start, End: start + len([]rune(words))}
}

func mention(text, words, country, id, name, kind string) export.Mention {
	return export.Mention{Span: span(text, words), Country: export.Optional(country), Sectors: []string{}, ID: export.Optional(id), Name: export.Optional(name), Kind: export.Optional(kind), Via: "name"}
}

func accuse(id, document, text, happening string) export.Event {
	lat, lon := 50.45, 30.52
	from, to := span(text, "أمس").Start, span(text, "أمس").End
	return export.Event{
		Schema: 1, ID: id, Document: document, Type: "ACCUSE", Mode: []string{"allege"}, Context: []string{}, Quad: 3, Intensity: -3.5, Cameo: "11", Aux: []string{}, Foreground: true,
		Actor: []export.Mention{mention(text, "روسيا", "RUS", "russia", "روسيا", "state")}, Recipient: []export.Mention{mention(text, "أوكرانيا", "UKR", "ukraine", "أوكرانيا", "state")},
		Trigger: span(text, "اتهمت"), Mentions: []export.Span{span(text, "اتهمت")},
		Claim: &export.Claim{Speaker: &export.Mention{Span: span(text, "سالم الحداد"), Name: "سالم الحداد", Kind: "person", Sectors: []string{}}, Verb: span(text, "بحسب"), Stance: "reported", Chain: []export.Mention{}},
		Date:  export.Date{Value: "2014-10-21", Granularity: "day", Basis: "text", Start: &from, End: &to, Text: "أمس"},
		Place: &export.Place{Name: "كييف", Country: "UKR", Lat: &lat, Lon: &lon, Resolution: "city", Start: span(text, "كييف").Start, End: span(text, "كييف").End, Text: "كييف"},
		Size:  export.Sizes{Dead: &export.Size{Min: 3, Max: 5, Start: 0, End: 0}}, Evidence: export.Span{Text: text, Start: 0, End: len([]rune(text))},
		Confidence: 0.8, Rule: "accuse.test", Happening: export.Optional(happening), Story: "s-1",
	}
}

const plain = "اتهمت روسيا أمس أوكرانيا بالقصف في كييف، بحسب سالم الحداد."

// newStore holds four documents: two outlets that tell of one happening, one that
// is hostile in every field, and one without events.
func newStore(t testing.TB, dir string) store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dir, true, segmenter)
	if err != nil {
		t.Fatal(err)
	}
	hostile := export.Event{Schema: 1, ID: "e-hostile", Document: "hostile", Type: "ACCUSE", Mode: []string{}, Context: []string{}, Quad: 3, Cameo: "11", Aux: []string{}, Foreground: true,
		Actor: []export.Mention{mention(hostileText, "روسيا", "RUS", "russia", "روسيا", "state")}, Recipient: []export.Mention{},
		Trigger: span(hostileText, "اتهمت"), Mentions: []export.Span{}, Date: export.Date{Value: "2014-10-20", Granularity: "day", Basis: "publication"},
		Evidence: export.Span{Text: hostileText, Start: 0, End: len([]rune(hostileText))}, Confidence: 0.5, Rule: "<script>"}
	docs := []*store.Doc{
		{ID: slashID, HasEvents: true, Events: []export.Event{accuse("e-one", slashID, plain, "h-1")}, Record: record(slashID, "وكالة الساحل", "اتهام", "https://a.example/x", plain)},
		{ID: "two", HasEvents: true, Events: []export.Event{accuse("e-two", "two", plain, "h-1")}, Record: record("two", "جريدة الرابية", "اتهام آخر", "https://b.example/", plain)},
		{ID: "hostile", HasEvents: true, Events: []export.Event{hostile}, Record: record("hostile", "<b>\u202eصحيفة", hostileTitle, hostileURL, hostileText)},
		{ID: "empty", HasEvents: true, Record: record("empty", "صحيفة الميناء", "بلا أحداث", "", "قالت الحكومة إن الأمر انتهى.")},
	}
	docs[0].Record.Story, docs[1].Record.Story = "s-1", "s-1"
	put(t, s, docs...)
	return s
}

func put(t testing.TB, s store.Store, docs ...*store.Doc) {
	t.Helper()
	w, err := s.Write(t.Context(), store.WriteOptions{Now: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	sg := segmenter()
	for _, d := range docs {
		if err := errors.Join(d.Prepare(sg, nil), w.Put(t.Context(), d)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func record(id, outlet, title, url, text string) *export.Document {
	return &export.Document{Schema: 1, ID: id, URL: export.Optional(url), Outlet: export.Optional(outlet), Title: export.Optional(title), Date: export.DocumentDate{Value: "2014-10-22", Basis: "given"},
		Lang: "ar", Text: text, Sentences: []export.Extent{}, Dropped: []export.Dropped{}, Coder: export.Coder{Version: "1", Lexicon: "l"}}
}

func forms() []Form {
	return []Form{
		{Name: "jsonl", Meaning: "lines", Suffix: "jsonl", MIME: "application/x-ndjson", Open: func(w io.Writer, _ query.Query, _ bool) (export.RowWriter, error) { return export.NewRowLines(w), nil }},
		{Name: "csv", Meaning: "table", Suffix: "csv", MIME: "text/csv", Open: func(w io.Writer, _ query.Query, bom bool) (export.RowWriter, error) { return export.NewRowCSV(w, bom) }},
		{Name: "atom", Meaning: "feed", Suffix: "atom", MIME: "application/atom+xml", Open: func(w io.Writer, q query.Query, _ bool) (export.RowWriter, error) {
			return export.NewRowAtom(w, q.String()), nil
		}},
		{Name: "gexf", Meaning: "picture", Suffix: "x", MIME: "text/plain", Open: func(w io.Writer, _ query.Query, _ bool) (export.RowWriter, error) { return export.NewRowLines(w), nil }},
		{Name: "geojson", Meaning: "picture", Suffix: "x", MIME: "text/plain", Open: func(w io.Writer, _ query.Query, _ bool) (export.RowWriter, error) { return export.NewRowLines(w), nil }},
		{Name: "webanno", Meaning: "annotations", Suffix: "jsonld", MIME: "application/ld+json", Text: true, Open: func(w io.Writer, _ query.Query, _ bool) (export.RowWriter, error) {
			return export.NewRowWebAnnotations(w), nil
		}},
	}
}

// shared is the store of the tests that only read.
var shared struct {
	sync.Once
	dir   string
	store store.Store
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.store != nil {
		shared.store.Close()
		os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

// own gives a test a store of its own, to write to.
func own(t testing.TB) func(*Options) {
	return func(o *Options) {
		o.Store = newStore(t, t.TempDir())
		t.Cleanup(func() { o.Store.Close() })
	}
}

func server(t testing.TB, change ...func(*Options)) *Server {
	t.Helper()
	shared.Do(func() {
		var err error
		if shared.dir, err = os.MkdirTemp("", "isnad-web-*"); err != nil {
			t.Fatal(err)
		}
		shared.store = newStore(t, shared.dir)
	})
	o := Options{Store: shared.store, Dir: "archive", Forms: forms(), Loopback: true, Version: "1.2.3", Lexicon: "abc",
		States: map[string]Name{"RUS": {"Russia", "روسيا"}, "UKR": {"Ukraine", "أوكرانيا"}},
		Roles:  map[string][]Role{"russia": {{From: "1999", Role: "<b>state</b>", Country: "RUS"}}},
		Code: func(_ context.Context, p Paste) (Coded, error) {
			d := record("pasted", "", "", "", p.Text)
			return Coded{Document: *d, Events: []export.Event{accuse("p", "pasted", p.Text, "")}}, nil
		},
		Explain: func(_ context.Context, w Why) (string, error) { return "because <b> " + w.Text, nil },
	}
	for _, f := range change {
		f(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get_(t testing.TB, s http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("GET", target, nil)
	r.Host = "127.0.0.1:8750"
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// addresses of every page, behind the language.
var addresses = []string{
	"events", "events?q=type:ACCUSE&actor=RUS", "events?group=report&sort=oldest", "events?q=type:AID", "documents", "documents?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7", "timeline", "timeline?by=day&split=outlet",
	"network", "map", "stories", "story/s-1", "document/" + url.PathEscape(slashID), "document/" + url.PathEscape(slashID) + "?event=e-one", "document/hostile?event=e-hostile",
	"document/hostile?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7", "event/e-one", "event/e-hostile", "event/e-one/why", "document/empty/why", "entities", "entities?name=%D8%B1%D9%88%D8%B3", "entity/russia", "entity/russia/names",
	"outlets", "check", "check?sample=2&seed=7", "cite?q=type:ACCUSE", "code", "help", "api", "events?nu=arab&months=levant&axis=ltr", "timeline?q=date:2014-10..2014-12&cal=hijri",
}

func TestEveryPageInBothLanguagesUnderAPolicyThatForbidsInlineCode(t *testing.T) {
	s := server(t)
	inline := regexp.MustCompile(`(?i)<script(?:[^>]*)>[^<]|<style|<\w[^>]*\s(?:on\w+|style)=`)
	for _, lang := range []string{"ar", "en"} {
		for _, a := range addresses {
			w := get_(t, s, "/"+lang+"/"+a)
			body := w.Body.String()
			if w.Code != 200 {
				t.Errorf("%s/%s: status %d: %.300s", lang, a, w.Code, body)
				continue
			}
			dir := map[string]string{"ar": "rtl", "en": "ltr"}[lang]
			if !strings.Contains(body, `<html lang="`+lang+`" dir="`+dir+`">`) {
				t.Errorf("%s/%s: no language and direction", lang, a)
			}
			if c := w.Header().Get("Content-Security-Policy"); !strings.Contains(c, "default-src 'none'") || strings.Contains(c, "unsafe") {
				t.Errorf("%s/%s: policy %q", lang, a, c)
			}
			if m := inline.FindString(body); m != "" {
				t.Errorf("%s/%s: inline code %q", lang, a, m)
			}
			if strings.Contains(body, "ZgotmplZ") || strings.Contains(body, "<no value>") {
				t.Errorf("%s/%s: a template could not print a value", lang, a)
			}
			if n := strings.Count(body, "<h1"); n != 1 {
				t.Errorf("%s/%s: %d headings of the first rank", lang, a, n)
			}
			other := map[string]string{"ar": "/en/", "en": "/ar/"}[lang]
			if !strings.Contains(body, `href="`+other) {
				t.Errorf("%s/%s: no way to the other language", lang, a)
			}
		}
	}
}

func TestLinksOfPagesLeadSomewhere(t *testing.T) {
	s := server(t)
	href := regexp.MustCompile(`(?:href|action)="(/[^"]*)"`)
	seen := map[string]bool{}
	next := []string{"/en/events", "/ar/events"}
	for len(next) > 0 && len(seen) < 1500 {
		at := next[0]
		next = next[1:]
		w := get_(t, s, at)
		if w.Code >= 400 {
			t.Errorf("%s: status %d: %.300s", at, w.Code, w.Body.String())
			continue
		}
		if !strings.Contains(w.Header().Get("Content-Type"), "html") {
			continue
		}
		for _, m := range href.FindAllStringSubmatch(w.Body.String(), -1) {
			to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
			if !seen[to] && !strings.Contains(to, "nu=") && !strings.Contains(to, "months=") && !strings.Contains(to, "axis=") {
				seen[to] = true
				next = append(next, to)
			}
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d links were found", len(seen))
	}
}

func TestHostileTitlesAndTextsAreShownAsText(t *testing.T) {
	s := server(t)
	for _, a := range []string{"events", "documents", "document/hostile?event=e-hostile", "event/e-hostile", "outlets", "entity/russia", "check", "stories", "document/hostile"} {
		body := get_(t, s, "/en/"+a).Body.String()
		for _, bad := range []string{"<script>alert", "<img src=x", `href="javascript:`, "<b>\u202e", "<b>state"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: markup of a document reached the page: %q", a, bad)
			}
		}
		if title, _, _ := strings.Cut(body, "</title>"); strings.ContainsRune(title, '\u202e') {
			t.Errorf("%s: a bidi control stands in the title", a)
		}
		for _, line := range strings.Split(body, "\n") { // pages isolate each name on its own line
			if i := strings.IndexRune(line, '\u202e'); i >= 0 && !strings.Contains(line[:i], "<bdi") && !strings.Contains(line[:i], "dir=\"") {
				t.Errorf("%s: a bidi control stands outside an isolate: %.200s", a, line)
			}
		}
	}
}

func TestFiveMegabytesAreShownWhole(t *testing.T) {
	s := server(t, own(t))
	huge := record(hugeID, "صحيفة الميناء", "طويل", "", strings.Repeat("قالت الحكومة إن الأمر انتهى.\n", 100_000))
	huge.Dropped = []export.Dropped{{Extent: export.Extent{Start: 0, End: 28}, Reason: "breadcrumb"}}
	put(t, s.Store, &store.Doc{ID: hugeID, HasEvents: true, Record: huge})
	began := time.Now()
	w := get_(t, s, "/ar/document/"+hugeID)
	if w.Code != 200 || w.Body.Len() < 5_000_000 || strings.Count(w.Body.String(), "الأمر انتهى.") != 100_000 {
		t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
	}
	if !strings.Contains(w.Body.String(), `class="dropped"`) {
		t.Error("the dropped line is not marked")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestRowsOfTheAPI(t *testing.T) {
	s := server(t)
	w := get_(t, s, "/api/v1/events?type=ACCUSE&country=UKR&limit=1")
	var body struct {
		Rows      []map[string]any
		Total     int
		Group     string
		Reports   int
		Truncated bool
		Query     string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	if body.Total != 1 || body.Reports != 2 || body.Group != "happening" || body.Truncated || body.Query != "type:ACCUSE place:UKR" || w.Header().Get("X-Total-Count") != "1" {
		t.Errorf("%+v", body)
	}
	if r := body.Rows[0]; r["outlets"] != 2.0 || r["type"] != "ACCUSE" {
		t.Errorf("row %v", r)
	}
	w = get_(t, s, "/api/v1/events?group=report&limit=2")
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || !body.Truncated || !strings.Contains(w.Header().Get("Link"), `rel="next"`) {
		t.Errorf("%v %+v", err, w.Header())
	}
	next := strings.Split(strings.TrimPrefix(w.Header().Get("Link"), "<"), ">")[0]
	if w = get_(t, s, next); w.Code != 200 || !strings.Contains(w.Body.String(), `"truncated":false`) {
		t.Errorf("next page: %d %.200s", w.Code, w.Body.String())
	}
	for _, a := range []string{"events/e-one", "documents", "documents/two", "documents/" + url.PathEscape(slashID), "search?q=type:ACCUSE", "stories", "entities?name=x", "entities/russia", "entities/russia/names", "outlets",
		"series?by=day&split=quad&q=type:ACCUSE", "series?actor=RUS", "pairs", "top?field=actor&from=2014", "attribution", "changes?since=1&limit=1", "info"} {
		if w := get_(t, s, "/api/v1/"+a); w.Code != 200 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d %.300s", a, w.Code, w.Body.String())
		}
	}
}

func TestDescriptionIsOpenAPI31AndNamesEveryCall(t *testing.T) {
	s := server(t)
	var d struct {
		OpenAPI string
		Paths   map[string]any
	}
	if err := json.Unmarshal(get_(t, s, "/openapi.json").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.OpenAPI, "3.1") || d.Paths["/api/v1/events.csv"] == nil || d.Paths["/api/v1/changes"] == nil || len(d.Paths) < 20 {
		t.Errorf("%s, %d paths", d.OpenAPI, len(d.Paths))
	}
}

func TestStreamsTellWhatTheyGave(t *testing.T) {
	srv := httptest.NewServer(server(t))
	defer srv.Close()
	res, err := http.Get(srv.URL + "/api/v1/events.csv?group=report&bom=1")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 || !strings.HasPrefix(string(b), "\ufeff") {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if res.Trailer.Get("X-Rows") != "3" || !strings.HasPrefix(res.Trailer.Get("X-Digest"), "sha-256=") || res.Header.Get("X-Total-Count") != "3" {
		t.Errorf("trailer %v, header %v", res.Trailer, res.Header)
	}
}

func TestBrokenStreamsAreSeenAsBroken(t *testing.T) {
	broken := Form{Name: "broken", MIME: "text/plain", Open: func(w io.Writer, _ query.Query, _ bool) (export.RowWriter, error) {
		io.WriteString(w, strings.Repeat("x", 10_000))
		return brokenWriter{}, nil
	}}
	srv := httptest.NewServer(server(t, func(o *Options) { o.Forms = append(o.Forms, broken) }))
	defer srv.Close()
	res, err := http.Get(srv.URL + "/api/v1/events.broken")
	if err == nil {
		_, err = io.ReadAll(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("a stream that broke looks whole")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write(*export.Row) error { return errors.New("disk") }
func (brokenWriter) Close() error            { return nil }

func TestProblemsNameTheParameterAndAnExample(t *testing.T) {
	s := server(t)
	for _, c := range []struct {
		address   string
		status    int
		parameter string
		words     string
	}{
		{"events?actr=RUS", 400, "actr", "did you mean actor?"},
		{"events?type=ACUSE", 400, "type", "did you mean type:ACCUSE?"},
		{"events?q=actor:RUS+type:ACUSE", 400, "q", `"column":16`},
		{"events?from=2014-13", 400, "from", "2014-10-22"},
		{"events?limit=0", 400, "limit", "1 to 10000"},
		{"events?next=zzz", 400, "next", "cursor"},
		{"events?sample=x", 400, "sample", "100"},
		{"events?type=ACCUSE&type=AID", 400, "type", "2 times"},
		{"series?by=week", 400, "by", "month"},
		{"top", 400, "field", "required"},
		{"changes?since=-1", 400, "since", ""},
		{"events.csv?bom=2", 400, "bom", ""},
		{"events/none", 404, "", "not found"},
		{"documents/none", 404, "", "not found"},
		{"entities/none", 404, "", "not found"},
		{"nothing", 404, "", "/openapi.json"},
		{"events?timespan=x", 400, "timespan", "7d"},
		{"events?startdatetime=2014", 400, "startdatetime", "YYYYMMDDHHMMSS"},
	} {
		w := get_(t, s, "/api/v1/"+c.address)
		var p Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			t.Errorf("%s: %v: %s", c.address, err, w.Body.String())
			continue
		}
		if w.Code != c.status || p.Status != c.status || p.Parameter != c.parameter || !strings.Contains(w.Body.String(), strings.ReplaceAll(c.words, `"`, `"`)) || p.Message != p.Detail {
			t.Errorf("%s: %d %s", c.address, w.Code, w.Body.String())
		}
		if ct := w.Header().Get("Content-Type"); ct != "application/problem+json" {
			t.Errorf("%s: content type %s", c.address, ct)
		}
	}
	for _, lang := range []string{"ar", "en"} {
		if w := get_(t, s, "/"+lang+"/events?q=actor:RUS+type:ACUSE"); w.Code != 400 || !strings.Contains(w.Body.String(), `actor:RUS type:<mark class="p-hit">ACUSE</mark>`) {
			t.Errorf("%s: the page does not show where the query is wrong: %s", lang, w.Body.String())
		}
		if w := get_(t, s, "/"+lang+"/nowhere"); w.Code != 404 || !strings.Contains(w.Body.String(), `lang="`+lang+`"`) {
			t.Errorf("%s: %d", lang, w.Code)
		}
	}
}

func TestNamesOfOtherToolsAreUnderstood(t *testing.T) {
	now := time.Date(2014, 10, 28, 0, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"event_date=2014-10-01|2014-10-31":                        "date:2014-10",
		"startdatetime=20141022000000&enddatetime=20141023000000": "date:2014-10-22..2014-10-23",
		"timespan=7d":         "date:2014-10-21..",
		"actor=RUS:OR:UKR":    "actor:RUS,UKR",
		"speaker=سالم الحداد": `speaker:"سالم الحداد"`,
		"outlet=وكالة الساحل،جريدة الرابية":                          `outlet:"وكالة الساحل","جريدة الرابية"`,
		"q=(type:AID OR type:ACCUSE)&group=event&sort=oldest&quad=3": "(type:AID OR type:ACCUSE) quad:3 group:report sort:oldest",
		"actor=RUS) OR (type:AID":                                    "",
		"from=2014&to=2013":                                          "",
	} {
		v, err := url.ParseQuery(strings.ReplaceAll(in, " ", "%20"))
		if err != nil {
			t.Fatal(err)
		}
		f, p := parseFilter(v, now)
		switch {
		case p != nil && want != "":
			t.Errorf("%s: %s", in, p.Detail)
		case p == nil && want == "" && strings.Contains(in, ") OR ("):
			if strings.Contains(f.query.String(), " OR ") && !strings.Contains(f.query.String(), `"`) {
				t.Errorf("%s broke out of its field: %s", in, f.query)
			}
		case p == nil && f.query.String() != want:
			t.Errorf("%s: got %s, want %s", in, f.query, want)
		}
	}
}

func TestTagsSpareWhatHasNotChanged(t *testing.T) {
	s := server(t)
	for _, a := range []string{"/api/v1/events", "/en/events"} {
		w := get_(t, s, a)
		tag := w.Header().Get("ETag")
		if tag == "" {
			t.Fatalf("%s has no tag", a)
		}
		if w = get_(t, s, a, "If-None-Match", tag); w.Code != 304 || w.Body.Len() != 0 {
			t.Errorf("%s: %d, %d bytes", a, w.Code, w.Body.Len())
		}
	}
}

func TestWhoMayAsk(t *testing.T) {
	local := server(t)
	if w := get_(t, local, "/api/v1/info", "Host", "evil.example"); w.Code != 421 {
		t.Errorf("a name of another site that leads here: %d", w.Code)
	}
	for _, h := range []string{"localhost:1", "127.0.0.1", "[::1]:80"} {
		if w := get_(t, local, "/api/v1/info", "Host", h); w.Code != 200 {
			t.Errorf("%s: %d", h, w.Code)
		}
	}
	open := server(t, func(o *Options) { o.Loopback, o.Token = false, "secret" })
	for _, c := range []struct {
		header string
		want   int
	}{{"", 401}, {"Bearer wrong", 401}, {"Bearer secret", 200}, {"Basic OnNlY3JldA==", 200}} {
		if w := get_(t, open, "/en/events", "Authorization", c.header, "Host", "a.example"); w.Code != c.want {
			t.Errorf("%q: %d, want %d", c.header, w.Code, c.want)
		}
	}
	slow := server(t, func(o *Options) { o.Rate = 1 })
	codes := map[int]int{}
	for range 10 {
		w := get_(t, slow, "/api/v1/info")
		codes[w.Code]++
		if w.Code == 429 && w.Header().Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
	}
	if codes[200] < 5 || codes[429] < 3 {
		t.Errorf("codes %v", codes)
	}
	for _, m := range []string{"POST", "PUT", "DELETE"} {
		r := httptest.NewRequest(m, "/api/v1/events", nil)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		local.ServeHTTP(w, r)
		if w.Code != 404 && w.Code != 405 {
			t.Errorf("%s: %d", m, w.Code)
		}
	}
}

func TestPublicServersShowNoTextsAndNoPrivatePersons(t *testing.T) {
	s := server(t, func(o *Options) { o.Public = true })
	for _, a := range []string{"/api/v1/documents/two", "/api/v1/documents?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7", "/api/v1/events.jsonl", "/api/v1/entities", "/api/v1/attribution", "/api/v1/changes",
		"/en/document/empty", "/en/document/two?event=e-two", "/en/entities", "/en/documents?q=%D8%B1%D9%88%D8%B3%D9%8A%D8%A7"} {
		w := get_(t, s, a)
		body := w.Body.String()
		if w.Code != 200 || strings.Contains(body, "الأمر انتهى") || strings.Contains(body, `"name":"سالم الحداد"`) || strings.Contains(body, "~سالم") {
			t.Errorf("%s: %d shows what a public server must not: %.400s", a, w.Code, body)
		}
	}
	if w := get_(t, s, "/en/document/two"); !strings.Contains(w.Body.String(), "بالقصف") || !strings.Contains(w.Body.String(), "https://b.example/") {
		t.Error("the evidence sentence and the link are missing")
	}
	for _, a := range []string{"/api/v1/events.webanno", "/en/event/e-one/why", "/api/v1/entities/" + url.PathEscape("~سالم الحداد"), "/en/entity/" + url.PathEscape("~سالم الحداد")} {
		if w := get_(t, s, a); w.Code != 404 {
			t.Errorf("%s: %d", a, w.Code)
		}
	}
	if w := get_(t, server(t), "/api/v1/entities/"+url.PathEscape("~سالم الحداد")); w.Code != 200 {
		t.Errorf("on one's own host the person is an entity: %d", w.Code)
	}
}

func TestAnEventThatIsGoneLeadsToItsSuccessor(t *testing.T) {
	s := server(t, own(t))
	put(t, s.Store, &store.Doc{ID: "two", HasEvents: true, Events: []export.Event{func() export.Event { e := accuse("e-new", "two", plain, "h-1"); e.Type, e.Quad = "REJECT", 3; return e }()}, Record: record("two", "جريدة الرابية", "اتهام آخر", "https://b.example/", plain)})
	w := get_(t, s, "/api/v1/events/e-two")
	if w.Code != 410 || !strings.Contains(w.Body.String(), `"successor":"e-new"`) {
		t.Errorf("%d %s", w.Code, w.Body.String())
	}
	for _, a := range []string{"/ar/event/e-two", "/ar/document/two?event=e-two"} {
		if w := get_(t, s, a); w.Code != 410 || !strings.Contains(w.Body.String(), `href="/ar/event/e-new"`) {
			t.Errorf("%s: %d", a, w.Code)
		}
	}
	if w := get_(t, s, "/api/v1/changes"); !strings.Contains(w.Body.String(), `"gone":true`) {
		t.Errorf("changes %s", w.Body.String())
	}
}

func TestPastedTextsAreCodedAndForgotten(t *testing.T) {
	s := server(t)
	post := func(v url.Values, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/en/code", strings.NewReader(v.Encode()))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	if w := post(url.Values{"text": {plain}}); w.Code != 200 || !strings.Contains(w.Body.String(), "Not stored") || !strings.Contains(w.Body.String(), `p-trigger`) {
		t.Errorf("%d %.500s", w.Code, w.Body.String())
	}
	if w := post(url.Values{"text": {plain}, "date": {"yesterday"}}); w.Code != 200 || !strings.Contains(w.Body.String(), "is no day") {
		t.Errorf("%d %.500s", w.Code, w.Body.String())
	}
	if w := post(url.Values{"text": {strings.Repeat("و ", 100_000)}}); w.Code != 200 && w.Code != 413 {
		t.Errorf("%d", w.Code)
	}
	if w := post(url.Values{"text": {plain}}, "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("a form of another site: %d", w.Code)
	}
	if info, err := s.Store.Info(t.Context()); err != nil || info.Documents != 4 {
		t.Errorf("%d documents, %v", info.Documents, err)
	}
	r := httptest.NewRequest("POST", "/api/v1/code", strings.NewReader(`{"text":"`+plain+`"}`))
	r.Host = "localhost"
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"type":"ACCUSE"`) {
		t.Errorf("%d %.300s", w.Code, w.Body.String())
	}
}

func TestAnEmptyAnswerSaysWhichPartEmptiedIt(t *testing.T) {
	body := get_(t, server(t), "/en/events?q=type:ACCUSE+place:SWE").Body.String()
	if !strings.Contains(body, "Place: SWE</bdi>: <a href=\"/en/events?q=type%3AACCUSE\">3 reports") {
		t.Errorf("%s", body)
	}
}

func TestWordsAreThereInBothLanguages(t *testing.T) {
	p, err := loadPages()
	if err != nil {
		t.Fatal(err)
	}
	for k, n := range p.words {
		if n.En == "" || n.Ar == "" {
			t.Errorf("%s: a language is missing", k)
		}
	}
	need := regexp.MustCompile(`\.T "([^"]+)"`)
	all, err := files.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		b, err := files.ReadFile("templates/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range need.FindAllStringSubmatch(string(b), -1) {
			if _, ok := p.words[m[1]]; !ok {
				t.Errorf("%s: no words for %q", f.Name(), m[1])
			}
		}
	}
	for _, typ := range query.Fields["type"].Values {
		if _, ok := p.words["type."+typ]; !ok {
			t.Errorf("no words for the type %s", typ)
		}
	}
	for _, st := range query.Fields["stance"].Values {
		if _, ok := p.words["stance."+st]; !ok {
			t.Errorf("no words for the stance %s", st)
		}
	}
}

// Sides of a page change with its direction; the style sheet may only speak of
// beginning and end. Inside a word nothing may change the shape of letters.
func TestStyleHasNoSidesAndKeepsLettersJoined(t *testing.T) {
	b, err := os.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	css := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(b), "")
	if m := regexp.MustCompile(`(?i)(?:[\s;{-](?:left|right)\s*[:;}]|letter-spacing|text-align:\s*justify|text-overflow|font-style:\s*italic)`).FindString(css); m != "" {
		t.Errorf("the style sheet says %q", m)
	}
	for _, rule := range regexp.MustCompile(`[^{}]*\.p-[^{}]*\{[^}]*\}`).FindAllString(css, -1) {
		if m := regexp.MustCompile(`font|padding|margin|display|position`).FindString(strings.SplitN(rule, "{", 2)[1]); m != "" && strings.Contains(rule, "mark.p-") {
			t.Errorf("paint that moves letters: %s", rule)
		}
	}
}

// One figure alone would be a silent choice among those that are told.
func TestAHappeningShowsTheFiguresOfAllItsReports(t *testing.T) {
	s := server(t, own(t))
	e := accuse("e-third", "third", plain, "h-1")
	e.Size.Dead = &export.Size{Min: 9, Max: 11}
	put(t, s.Store, &store.Doc{ID: "third", HasEvents: true, Events: []export.Event{e}, Record: record("third", "صحيفة الضفاف", "ثالث", "", plain)})
	for _, a := range []string{"/en/events", "/en/map"} {
		if body := get_(t, s, a).Body.String(); !strings.Contains(body, "3–11") {
			t.Errorf("%s does not show 3–11 dead", a)
		}
	}
}
