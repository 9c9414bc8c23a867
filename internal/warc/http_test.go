package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

const words = "<p>قال الوزير إن المتظاهرين غادروا الساحة مساء أمس.</p>"

func packed(w func(io.Writer) io.WriteCloser, s string) string {
	var b bytes.Buffer
	z := w(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestResponse(t *testing.T) {
	long := strings.Repeat(words, 200)
	gz := string(gzipOf([]byte(long)))
	br := packed(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, long)
	zl := packed(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, long)
	fl := packed(func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z }, long)
	chunks := func(s string) string {
		n := len(s) / 2
		return fmt.Sprintf("%x;name=value\r\n%s\r\n%X\r\n%s\r\n0\r\nTrailer: x\r\n\r\n", n, s[:n], len(s)-n, s[n:])
	}
	const limit = 1 << 20
	for _, c := range []struct {
		name, header, body, want string
		err                      error
	}{
		{"bare", "", long, long, nil},
		{"an empty line in the body stays", "", "\r\n\r\n" + words + "\r\n\r\n", "\r\n\r\n" + words + "\r\n\r\n", nil},
		{"gzip", "Content-Encoding: GZIP\r\n", gz, long, nil},
		{"brotli", "Content-Encoding: br\r\n", br, long, nil},
		{"zstd", "Content-Encoding: zstd\r\n", string(zstdOf([]byte(long))), long, nil},
		{"deflate with the head of zlib", "Content-Encoding: deflate\r\n", zl, long, nil},
		{"bare deflate", "Content-Encoding: deflate\r\n", fl, long, nil},
		{"chunks", "Transfer-Encoding: chunked\r\n", chunks(long), long, nil},
		{"chunks of gzip", "transfer-encoding: chunked\r\ncontent-encoding: gzip\r\n", chunks(gz), long, nil},
		{"two encodings", "Content-Encoding: br, gzip\r\n", string(gzipOf([]byte(br))), long, nil},
		{"the crawler has unpacked it and left the header", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", long, long, nil},
		{"the same of brotli", "Content-Encoding: br\r\n", long, long, nil},
		{"chunks cut", "Transfer-Encoding: chunked\r\n", chunks(long)[:len(long)/4], long[:len(long)/4-len(fmt.Sprintf("%x;name=value\r\n", len(long)/2))], ErrCut},
		{"a bomb", "Content-Encoding: gzip\r\n", string(gzipOf(make([]byte, 8<<20))), strings.Repeat("\x00", limit), ErrLarge},
		{"a bomb in a bomb", "Content-Encoding: gzip, gzip\r\n", string(gzipOf(gzipOf(make([]byte, 8<<20)))), strings.Repeat("\x00", limit), ErrLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, ok := ParseResponse([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + c.header + "\r\n" + c.body))
			if !ok || r.Status != 200 || r.Header.Get("content-type") != "text/html" {
				t.Fatalf("%v %+v", ok, r)
			}
			got, err := r.Body(limit)
			if string(got) != c.want || !errors.Is(err, c.err) {
				t.Errorf("%d bytes, %v; want %d, %v", len(got), err, len(c.want), c.err)
			}
		})
	}
	for _, bad := range []string{"", "HTTP/1.1 200 OK", "<html>", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"} {
		if _, ok := ParseResponse([]byte(bad)); ok {
			t.Errorf("%q is read as a response", bad)
		}
	}
	r, _ := ParseResponse([]byte("HTTP/1.1 200\r\nContent-Encoding: gzip\r\n\r\n" + gz[:len(gz)/2]))
	if got, err := r.Body(limit); len(got) == 0 || !strings.HasPrefix(long, string(got)) || err != ErrCut {
		t.Errorf("cut gzip: %d bytes, %v", len(got), err)
	}
	r, _ = ParseResponse([]byte("HTTP/1.1 200\r\nContent-Encoding: gzip,gzip,gzip,gzip\r\n\r\nx"))
	if _, err := r.Body(limit); err == nil {
		t.Error("four encodings are taken off")
	}
}

func TestMediaType(t *testing.T) {
	for in, want := range map[string][2]string{
		"text/html":                                {"text/html", ""},
		"Text/HTML; Charset=\"Windows-1256\"":      {"text/html", "windows-1256"},
		"application/xhtml+xml;charset=utf-8; q=1": {"application/xhtml+xml", "utf-8"},
	} {
		if m, c := MediaType(in); m != want[0] || c != want[1] {
			t.Errorf("%q: %q, %q", in, m, c)
		}
	}
}

func TestWriterRefusesFieldsThatBreakTheHeader(t *testing.T) {
	for _, f := range []Field{{"X", "a\r\nWARC-Type: response"}, {"X: y\r\nZ", "a"}} {
		var b bytes.Buffer
		if _, err := NewWriter(&b).Write(&Record{Header: Header{f}}); err == nil || b.Len() > 0 {
			t.Errorf("%q was written", f)
		}
	}
}

func TestWriterIsDeterministic(t *testing.T) {
	var a, b bytes.Buffer
	wa, wb := NewWriter(&a), NewWriter(&b)
	wa.Write(New("warcinfo", "", noon, "application/warc-fields", []byte("software: test\r\n")))
	for _, w := range []*Writer{wa, wb} {
		if n, err := w.Write(New("response", url(1), noon, "application/http; msgtype=response", page(1))); err != nil || n == 0 {
			t.Fatal(n, err)
		}
	}
	if !bytes.HasSuffix(a.Bytes(), b.Bytes()) {
		t.Error("a record depends on those written before it")
	}
}

func FuzzResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"))
	f.Add([]byte("HTTP/1.0 404 x\nContent-Encoding: gzip, br\n\n\x1f\x8b\x08"))
	f.Add(append([]byte("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), gzipOf([]byte(words))...))
	f.Add([]byte("HTTP/2 200\r\nContent-Encoding: deflate\r\nContent-Encoding: zstd\r\n\r\n\x28\xb5\x2f\xfd"))
	f.Fuzz(func(t *testing.T, block []byte) {
		r, ok := ParseResponse(block)
		if !ok {
			return
		}
		if body, _ := r.Body(1 << 16); len(body) > 1<<16 {
			t.Errorf("%d bytes", len(body))
		}
	})
}

// What is written is read back field by field.
func FuzzWriter(f *testing.F) {
	f.Add("response", "https://news.example/خبر", "text/html", []byte(words))
	f.Add("", "", "", []byte("\r\n\r\nWARC/1.0\r\n"))
	f.Fuzz(func(t *testing.T, kind, url, contentType string, block []byte) {
		rec := New(kind, url, noon, contentType, block)
		var b bytes.Buffer
		if _, err := NewWriter(&b).Write(rec); err != nil {
			return
		}
		r := NewReader(&b)
		defer r.Close()
		got, err := r.Next()
		if err != nil {
			if b.Len() > maxHeader || len(url)+len(contentType)+len(kind) > maxHeader/2 {
				return
			}
			t.Fatal(err)
		}
		if !bytes.Equal(got.Block, block) || got.ID() != rec.ID() {
			t.Error("another record came back")
		}
		if _, err := r.Next(); err != io.EOF {
			t.Errorf("then %v", err)
		}
	})
}
