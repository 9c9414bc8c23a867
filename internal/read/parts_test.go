package read

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/warc"
)

func collect(t *testing.T, names []string, size int) []Item {
	t.Helper()
	var out []Item
	for p, d := range Parts(names, size, Options{}, OpenFile) {
		if d != nil {
			out = append(out, Item{Faults: []isnad.Diagnostic{*d}})
			continue
		}
		r, err := OpenFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for it := range PartItems(p, r, Options{}) {
			out = append(out, it)
		}
		r.Close()
	}
	return out
}

// Parts, read one by one, give the items of the whole, with ids and places, also
// behind damage and where a page holds an archive.
func TestPartsAreTheWhole(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pack := func(n int, inner []byte) []byte {
		var b bytes.Buffer
		w := warc.NewWriter(&b)
		for i := range n {
			page := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>خبر %d</p>%s</body></html>", i, inner)
			if _, err := w.Write(warc.New("response", fmt.Sprintf("https://news.example/%d", i), time.Unix(0, 0), "application/http; msgtype=response", []byte(page))); err != nil {
				t.Fatal(err)
			}
		}
		return b.Bytes()
	}
	whole := pack(25, nil)
	write("a.warc.gz", whole)
	write("b.warc.gz", pack(9, whole)) // archives within pages
	damaged := bytes.Clone(whole)
	copy(damaged[len(damaged)/2:], "damage damage damage damage damage")
	write("c.warc.gz", damaged)
	var lines strings.Builder
	for i := range 23 {
		fmt.Fprintf(&lines, "{\"text\": \"خبر %d\"}\n", i)
		if i%7 == 0 {
			lines.WriteString("\n")
		}
	}
	write("d.jsonl", []byte(lines.String()))
	write("e.jsonl", []byte(strings.TrimSpace(lines.String())))
	write("f.html", []byte("<html><body>خبر</body></html>"))
	write("g.json", []byte(`[{"text": "خبر"}, {"text": "خبر"}]`))
	write("h.jsonl", nil)
	names := []string{dir, filepath.Join(dir, "none.html")}
	var want []Item
	for it := range Inputs(names, nil, Options{}) {
		want = append(want, it)
	}
	for _, size := range []int{1, 3, 10, 1000} {
		got := collect(t, names, size)
		if len(got) != len(want) {
			t.Errorf("size %d: %d items, want %d", size, len(got), len(want))
			continue
		}
		for i := range got {
			for _, it := range []*Item{&got[i], &want[i]} {
				if it.Kind == "" { // a fault says to which end it looked, and that is another
					it.Path, it.Byte = "", 0
				}
				for k := range it.Faults {
					it.Faults[k].Text = ""
				}
			}
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("size %d, item %d:\n got %+v\nwant %+v", size, i, got[i], want[i])
			}
		}
	}
	n := 0
	for p := range Parts([]string{filepath.Join(dir, "a.warc.gz")}, 10, Options{}, OpenFile) {
		if n++; p.From != WARC {
			t.Errorf("part %+v", p)
		}
	}
	if n != 3 {
		t.Errorf("25 records in parts of 10 are %d parts", n)
	}
}

func FuzzParts(f *testing.F) {
	f.Add([]byte("{\"text\": \"a\"}\n\n{\"text\": \"b\"}"), 1)
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"), 1)
	f.Fuzz(func(t *testing.T, b []byte, size int) {
		if size < 1 || len(b) > 1<<16 {
			return
		}
		open := func(p Part) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(b[min(p.Offset, int64(len(b))):])), nil
		}
		at := int64(0)
		for p, d := range Parts([]string{"http://x/a.jsonl"}, size, Options{}, open) {
			if d != nil {
				return
			}
			if p.Offset != at {
				t.Fatalf("a part begins at %d behind one that ends at %d", p.Offset, at)
			}
			at += p.Length
			r, _ := open(p)
			for range PartItems(p, r, Options{}) {
			}
		}
	})
}
