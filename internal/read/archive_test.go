package read

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad/internal/warc"
	"github.com/klauspost/compress/zstd"
)

func archiveOf(records ...*warc.Record) string {
	var b bytes.Buffer
	w := warc.NewWriter(&b)
	for _, r := range records {
		if _, err := w.Write(r); err != nil {
			panic(err)
		}
	}
	return b.String()
}

func message(header, body string) *warc.Record {
	return warc.New("response", "https://news.example/1", time.Unix(1772000000, 0), "application/http; msgtype=response", []byte("HTTP/1.1 "+header+"\r\n\r\n"+body))
}

const html200 = "200 OK\r\nContent-Type: text/html"

// told lists what became of an input: items, faults and what was passed by.
func told(stdin string, o Options) (out []string) {
	for it := range Inputs([]string{"-"}, strings.NewReader(stdin), o) {
		p, faults, ok := Open(&it)
		if ok {
			out = append(out, fmt.Sprintf("%s %s %q", p.ID, p.Charset, p.Text))
		}
		if it.Passed != "" {
			out = append(out, "passed "+it.Passed)
		}
		for _, d := range faults {
			out = append(out, d.Code+" "+d.Text)
		}
	}
	return out
}

func TestArchiveItems(t *testing.T) {
	old := string([]byte("\xc7\xdd\xca\xca\xcd \xc7\xe1\xe6\xd2\xed\xd1 \xc7\xe1\xcc\xd3\xd1 \xdd\xed \xc7\xe1\xe3\xcf\xed\xe4\xc9")) // iftataḥa al-wazīru al-jisra fī al-madīna, in windows-1256
	cut := message(html200, "<p>x")
	cut.Header = append(cut.Header, warc.Field{Name: "WARC-Truncated", Value: "length"})
	without := warc.New("resource", "", time.Unix(1772000000, 0), "text/html", []byte("<p>x"))
	for _, c := range []struct {
		name string
		rec  *warc.Record
		want string
	}{
		{"a page", message(html200, "<p>x"), `https://news.example/1 utf-8 "<p>x"`},
		{"the charset stands in the header of the message", message("200 OK\r\nContent-Type: text/html;charset=windows-1256", old), `https://news.example/1 windows-1256 "افتتح الوزير الجسر في المدينة"`},
		{"gzip inside", message(html200+"\r\nContent-Encoding: gzip", zipped("<p>x")), `https://news.example/1 utf-8 "<p>x"`},
		{"gzip inside that is cut", message(html200+"\r\nContent-Encoding: gzip", zipped(strings.Repeat("<p>x", 9000))[:60]), "page-cut https://news.example/1: the body is cut"},
		{"a bomb inside", message(html200+"\r\nContent-Encoding: gzip", zipped(strings.Repeat("x", 1<<20))), "page-too-large https://news.example/1: the body is larger than the limit"},
		{"kept by the crawler in part", cut, `page-cut https://news.example/1: the crawler kept the beginning only ("length")`},
		{"an empty page", message(html200, " \n"), "no-text https://news.example/1: holds only blanks"},
		{"another status", message("503 x\r\nContent-Type: text/html", "<p>x"), "passed response 503"},
		{"another type", message("200 OK\r\nContent-Type: image/png", "x"), "passed response of image/png"},
		{"no type", message("200 OK\r\nX: y", "<p>x"), "passed response of unknown type"},
		{"a type made to fill the screen", message("200 OK\r\nContent-Type: text/"+strings.Repeat("x", 500), "x"), "passed response of unknown type"},
		{"no HTTP", warc.New("response", "dns:news.example", time.Unix(0, 0), "text/dns", []byte("1.2.3.4")), "passed response that is not HTTP"},
		{"a resource without a URL has the record's id", without, without.ID() + ` utf-8 "<p>x"`},
		{"a revisit", warc.New("revisit", "https://news.example/1", time.Unix(0, 0), "", nil), "passed revisit"},
		{"a type of record that nobody knows", warc.New("x", "", time.Unix(0, 0), "", nil), "passed record of another type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(told(archiveOf(c.rec), Options{MaxPage: 1 << 17}), "\n")
			if !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestZstdIsTakenOff(t *testing.T) {
	e, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	got := told(string(e.EncodeAll([]byte(`{"text": "x"}`), nil)), Options{})
	if len(got) != 1 || got[0] != `-:1 utf-8 "x"` {
		t.Errorf("%q", got)
	}
}

// Whatever comes in, each item is a page, a fault or passed by.
func FuzzInputs(f *testing.F) {
	f.Add([]byte(archiveOf(message(html200, "<p>x"), message("404 x", ""))))
	f.Add([]byte("<rss><channel><item><title>x</title><content:encoded>" + strings.Repeat("word ", 30) + "</content:encoded></item><item>"))
	f.Add([]byte(`{"version": "https://jsonfeed.org/version/1", "items": [{"content_text": "x"}]}`))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00"))
	f.Add([]byte("<urlset><url><loc>x</loc></url></urlset>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		n := 0
		for it := range Inputs([]string{"-"}, bytes.NewReader(raw), Options{MaxPage: 1 << 16, MaxLine: 1 << 16}) {
			n++
			p, faults, ok := Open(&it)
			if !ok && len(faults) == 0 && it.Passed == "" {
				t.Error("an item went without a word")
			}
			if ok && (p.ID == "" || p.Charset == "" || strings.ToValidUTF8(p.Text, "") != p.Text) {
				t.Errorf("page %q in %q", p.ID, p.Charset)
			}
		}
		if n == 0 {
			t.Error("an input went without a word")
		}
	})
}
