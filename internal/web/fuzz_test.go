package web

import (
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/query"
)

// Pieces of calls, from which malformed ones are put together.
var (
	fuzzPaths = []string{"/api/v1/events", "/api/v1/events.csv", "/api/v1/events.webanno", "/api/v1/documents", "/api/v1/search", "/api/v1/stories", "/api/v1/entities", "/api/v1/series", "/api/v1/pairs", "/api/v1/top", "/api/v1/attribution",
		"/api/v1/changes", "/api/v1/events/%00", "/api/v1/documents/%2e%2e%2f", "/api/v1/entities/~/names", "/ar/events", "/en/documents", "/ar/timeline", "/en/network", "/ar/map", "/en/stories", "/ar/story/s-1", "/en/document/two",
		"/ar/event/%ff%fe", "/en/entity/russia/names", "/ar/check", "/en/cite", "/ar/code", "/en/help", "/ar/", "/assets/..%2fweb.go", "//", "/ar//events"}
	fuzzValues = []string{"", "RUS", "-1", "0", "99999999999999999999", "NaN", "1e309", "2014-02-30", "0000-00-00", "9999-12-31..", "..", "none", "none,none", "\"", "((((((", "))", "OR", "OR OR", "-", "--x", "type:", "type:ACCUSE OR", "x:y", "actor:\"",
		"'; DROP TABLE event; --", "%", "_", "*", "<script>", "\x00", "\xff", "\u202e", "\u0640\u0640", "وزير", "\"مذكرة تفاهم\"", "exact:و", "group:report group:report", "sample:0", "sample:1000000 seed:1", "date:2014..2013", "a.b", ".z", "2014-10-22.zz",
		"NEAR(a b)", "a* OR b", strings.Repeat("(", 500), strings.Repeat("-", 500), strings.Repeat("و ", 3000), strings.Repeat("type:ACCUSE,", 400)}
)

// call puts a malformed call together.
func call(r *rand.Rand, names []string) string {
	path := fuzzPaths[r.IntN(len(fuzzPaths))]
	v := url.Values{}
	for range r.IntN(4) {
		name := names[r.IntN(len(names))]
		value := fuzzValues[r.IntN(len(fuzzValues))]
		if r.IntN(3) == 0 {
			value += " " + fuzzValues[r.IntN(len(fuzzValues))]
		}
		if r.IntN(20) == 0 {
			name += "x"
		}
		v.Add(name, value)
	}
	out := path + "?" + v.Encode()
	if r.IntN(10) == 0 {
		out += "&%zz;=" + string(rune('a'+r.IntN(26)))
	}
	return out
}

// No call may end in a fault of the server, and no answer may show its inside.
func TestMalformedCallsAreTheCallersFault(t *testing.T) {
	n := 400
	if os.Getenv("ISNAD_LONG") != "" {
		n = 10_000
	}
	s := server(t)
	names := append(slices.Clone(filterParams), "by", "split", "field", "since", "nodes", "event", "name", "nu", "months", "bom")
	r := rand.New(rand.NewPCG(1, 2))
	codes := map[int]int{}
	for range n {
		codes[check(t, s, call(r, names))]++
	}
	if codes[200] == 0 || codes[400] == 0 {
		t.Errorf("the calls are all of one kind: %v", codes)
	}
	t.Log(codes)
}

func check(t *testing.T, s *Server, target string) int {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		return 0
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.URL, r.Host, r.RequestURI = u, "localhost", target
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	body := w.Body.String()
	if w.Code >= 500 {
		t.Errorf("%q: status %d: %.300s", target, w.Code, body)
	}
	for _, inside := range []string{"goroutine ", "runtime error", ".go:", "SQL logic", "sqlite", "no such column", "fts5"} {
		if strings.Contains(body, inside) {
			t.Errorf("%q: the answer shows %q", target, inside)
		}
	}
	return w.Code
}

func FuzzCalls(f *testing.F) {
	for _, v := range fuzzValues {
		f.Add(uint8(0), "q", v)
		f.Add(uint8(15), "actor", v)
	}
	f.Fuzz(func(t *testing.T, path uint8, name, value string) {
		s := server(t)
		if len(value) > 10_000 {
			return
		}
		check(t, s, fuzzPaths[int(path)%len(fuzzPaths)]+"?"+url.Values{name: {value}}.Encode())
	})
}

// What a parameter asks for is one term of its field, whatever stands in it.
func FuzzFilterStaysInItsField(f *testing.F) {
	for _, v := range fuzzValues {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, x := range fieldParams {
			n, p := term(x[0], x[1], value)
			if p != nil {
				continue
			}
			if y, ok := n.(query.Term); !ok || y.Field != x[1] {
				t.Fatalf("%s=%q became %s", x[0], value, query.Query{Where: n})
			}
			if _, err := query.Parse(query.Query{Where: n}.String()); err != nil {
				t.Fatalf("%s=%q prints as %s: %v", x[0], value, query.Query{Where: n}, err)
			}
		}
	})
}
