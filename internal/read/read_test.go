package read

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/isnad/isnad"
)

// news is a text long enough for its letter pairs to tell its charset.
const news = "قال وزير الخارجية الروسي إن موسكو وطهران وقعتا مذكرة تعاون أمني في العاصمة الإيرانية، وأضاف أن الاتفاق يشمل مكافحة الإرهاب."

// listing prints items as "path id line kind bytes" and faults as "code path line byte".
func listing(names []string, stdin string, o Options) (out []string) {
	for it := range Inputs(names, strings.NewReader(stdin), o) {
		p, faults, ok := Open(&it)
		if ok {
			out = append(out, fmt.Sprintf("%s %s %d %s %d", filepath.Base(p.Path), p.ID, p.Line, p.Kind, len(p.Text)))
		}
		for _, d := range faults {
			out = append(out, fmt.Sprintf("%s %s %d %d", d.Code, filepath.Base(d.Path), d.Line, d.Byte))
		}
	}
	return out
}

func zipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func TestInputs(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"b/two.html":      "<p>two",
		"b/one.html.gz":   zipped("<p>one"),
		"a.txt":           "text",
		"c.jsonl":         `{"text": "x"}` + "\n\n" + `{"text": "y", "id": "given"}` + "\n" + `{"text": "z", "url": "http://a.example/z"}`,
		"d.json":          "{\n \"text\": \"over lines\"\n}\n",
		"e.json":          `[{"text": "first"}, {"text": "second"}]`,
		"photo.jpg":       "no page",
		"empty.html":      "",
		"faults.jsonl":    "{\"text\": \"cut\n[1]\n{\"title\": \"no text\"}\n{\"text\": 3}\n" + `{"text": "` + strings.Repeat("x", 100) + "\"}\n{\"text\": \"ok\", \"id\": 7}",
		"gz-cut.jsonl.gz": zipped(strings.Repeat(`{"text": "x"}`+"\n", 1))[:20],
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		name  string
		in    []string
		stdin string
		o     Options
		want  []string
	}{
		{"a folder in sorted order", []string{at("b")}, "", Options{}, []string{"one.html.gz one 0 html 6", "two.html two 0 html 6"}},
		{"records: given id, URL, or file and line", []string{at("c.jsonl")}, "", Options{}, []string{
			"c.jsonl " + filepath.ToSlash(at("c.jsonl")) + ":1 1 jsonl 1", "c.jsonl given 3 jsonl 1", "c.jsonl http://a.example/z 4 jsonl 1"}},
		{"one object over many lines", []string{at("d.json")}, "", Options{}, []string{"d.json " + filepath.ToSlash(at("d.json")) + " 1 jsonl 10"}},
		{"a list of objects", []string{at("e.json")}, "", Options{}, []string{
			"e.json " + filepath.ToSlash(at("e.json")) + ":1 1 jsonl 5", "e.json " + filepath.ToSlash(at("e.json")) + ":2 2 jsonl 6"}},
		{"stdin is known by its first bytes: records", []string{"-"}, "\n{\"text\": \"x\"}\n", Options{}, []string{"- -:2 2 jsonl 1"}},
		{"stdin: markup", []string{"-"}, "<!doctype html><p>x", Options{}, []string{"- -:1 0 html 19"}},
		{"stdin: text", []string{"-"}, news, Options{}, []string{fmt.Sprintf("- -:1 0 text %d", len(news))}},
		{"stdin: gzip", []string{"-"}, zipped("{\"text\": \"x\"}"), Options{}, []string{"- -:1 1 jsonl 1"}},
		{"the form can be told", []string{"-"}, "{\"text\": \"x\"}", Options{From: Text}, []string{"- -:1 0 text 13"}},
		{"an empty file", []string{at("empty.html")}, "", Options{}, []string{"empty-input empty.html 0 -1"}},
		{"blanks alone", []string{"-"}, " \n ", Options{}, []string{"no-text - 0 -1"}},
		{"a missing file, and the run goes on", []string{at("missing"), at("a.txt")}, "", Options{}, []string{
			"unreadable missing 0 -1", "a.txt " + filepath.ToSlash(at("a.txt")) + " 0 text 4"}},
		{"a page over the limit", []string{at("a.txt")}, "", Options{MaxPage: 3}, []string{"page-too-large a.txt 0 3"}},
		{"a page at the limit", []string{"-"}, "abcd", Options{MaxPage: 4}, []string{"- -:1 0 text 4"}},
		{"faulty lines, each named, and the last is read", []string{at("faults.jsonl")}, "", Options{MaxLine: 50}, []string{
			"bad-json faults.jsonl 1 13", "not-an-object faults.jsonl 2 14", "no-text faults.jsonl 3 18", "no-text faults.jsonl 4 39",
			"line-too-long faults.jsonl 5 51", "faults.jsonl 7 6 jsonl 2"}},
		{"invalid UTF-8 in a record", []string{"-"}, "{\"text\": \"a\xffb\"}", Options{}, []string{"- -:1 1 jsonl 5", "bad-utf8 - 1 11"}},
		{"gzip cut in half", []string{at("gz-cut.jsonl.gz")}, "", Options{}, []string{"unreadable gz-cut.jsonl.gz 1 9"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := listing(c.in, c.stdin, c.o); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// endless is a line without an end, for as long as it lasts.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	n := min(len(p), e.left)
	if n == 0 {
		return 0, fmt.Errorf("the cable is cut")
	}
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= n
	return n, nil
}

func TestLongLineIsNotHeld(t *testing.T) {
	var d []isnad.Diagnostic
	r := &endless{200 << 20}
	allocs := testing.AllocsPerRun(1, func() {
		d, r.left = nil, 200<<20
		for it := range Inputs([]string{"-"}, r, Options{From: JSONL, MaxLine: 1 << 20}) {
			d = append(d, it.Faults...)
		}
	})
	if len(d) != 2 || d[0].Code != "line-too-long" || d[1].Code != "unreadable" || d[1].Byte != 200<<20 {
		t.Errorf("%+v", d)
	}
	if allocs > 500 {
		t.Errorf("%.0f allocations", allocs)
	}
}

func TestStopping(t *testing.T) {
	n := 0
	for range Inputs([]string{"-", "missing", "-"}, strings.NewReader("{}\n{}\n{}"), Options{}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte("{\"id\": \"a\", \"text\": \"x\", \"date\": \"2014-10-22\"}\n{\"text\": \"y\"\n"))
	f.Add([]byte("\ufeff{\"text\": \"\\ud800\"}\r\n\r\n[]\nnull\n"))
	f.Add([]byte("[{\"text\": \"x\"}, 3]"))
	f.Add([]byte("{\"text\": {\"text\": 1}, \"id\": -1e3}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for it := range Inputs([]string{"-"}, bytes.NewReader(raw), Options{From: JSONL, MaxLine: 200}) {
			p, faults, ok := Open(&it)
			if !ok && len(faults) == 0 {
				t.Error("neither a page nor a fault")
			}
			if ok && (p.ID == "" || p.Line < 1 || strings.TrimSpace(p.Text) == "") {
				t.Errorf("page %q of line %d, %q", p.ID, p.Line, p.Text)
			}
			for _, d := range faults {
				if d.Code == "" || d.Byte > int64(len(raw)) {
					t.Errorf("%+v", d)
				}
			}
		}
	})
}
