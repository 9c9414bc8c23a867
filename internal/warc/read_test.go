package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// page is the block of a response about one invented happening.
func page(i int) []byte {
	var b strings.Builder
	b.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><title>خبر</title><body>")
	x := uint32(i + 1)
	for range 40 + i%60 {
		x = x*1664525 + 1013904223
		fmt.Fprintf(&b, "<p>قال الوزير %d إن %d من المتظاهرين غادروا الساحة رقم %d مساء أمس.</p>\n", x>>8, x>>20, x>>24)
	}
	b.WriteString("</body></html>\r\n\r\nبعد سطر فارغ")
	return []byte(b.String())
}

func url(i int) string { return fmt.Sprintf("https://news.example/%d", i) }

// bare is a record as it stands in a plain file.
func bare(i int) []byte {
	var packed bytes.Buffer
	if _, err := NewWriter(&packed).Write(New("response", url(i), noon, "application/http; msgtype=response", page(i))); err != nil {
		panic(err)
	}
	z, err := gzip.NewReader(&packed)
	if err != nil {
		panic(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return out
}

func gzipOf(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

func zstdOf(b []byte, o ...zstd.EOption) []byte {
	e, err := zstd.NewWriter(nil, o...)
	if err != nil {
		panic(err)
	}
	return e.EncodeAll(b, nil)
}

// archive packs n records, and tells where each begins.
func archive(n int, pack func([]byte) []byte) (file []byte, at []int) {
	for i := range n {
		at = append(at, len(file))
		file = append(file, pack(bare(i))...)
	}
	return file, at
}

func same(b []byte) []byte { return b }

// readAll checks that each record given is whole, and returns the numbers of those
// given and the faults.
func readAll(t testing.TB, r *Reader) (got []int, faults []*Fault) {
	t.Helper()
	defer r.Close()
	for range 1 << 20 {
		rec, err := r.Next()
		var f *Fault
		switch {
		case err == io.EOF:
			return got, faults
		case errors.As(err, &f):
			faults = append(faults, f)
			continue
		case err != nil:
			t.Fatal(err)
		}
		var i int
		if _, err := fmt.Sscanf(rec.URL(), "https://news.example/%d", &i); err != nil {
			t.Fatalf("URL %q", rec.URL())
		}
		if !bytes.Equal(rec.Block, page(i)) {
			t.Errorf("record %d is not what was written", i)
		}
		got = append(got, i)
	}
	t.Fatalf("no end: %v", faults[:min(len(faults), 10)])
	return nil, nil
}

func count(from, to int, without ...int) (want []int) {
	for i := from; i < to; i++ {
		if !slices.Contains(without, i) {
			want = append(want, i)
		}
	}
	return want
}

func TestReader(t *testing.T) {
	gz, gzAt := archive(60, gzipOf)
	zs, zsAt := archive(60, func(b []byte) []byte { return zstdOf(b) })
	flat, flatAt := archive(60, same)
	oneMember := gzipOf(flat)
	zeroed := func(file []byte, from, n int) []byte {
		out := slices.Clone(file)
		clear(out[from : from+n])
		return out
	}
	big := slices.Concat(gzipOf(bare(0)), gzipOf([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2000000\r\n\r\n"+strings.Repeat("x", 2000000)+"\r\n\r\n")), gzipOf(bare(1)))
	bombed := slices.Concat(gzipOf(bare(0)), gzipOf([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 1000000000\r\n\r\n"+strings.Repeat("\x00", 80<<20))), gzipOf(bare(1)))
	lie := slices.Concat(bare(0), bytes.Replace(bare(1), []byte("Content-Length: "), []byte("Content-Length: 99"), 1), bare(2), bare(3))
	nested := gzipOf(gz)
	for _, c := range []struct {
		name   string
		file   []byte
		want   []int
		faults string // "code offset" each
	}{
		{"gzip members", gz, count(0, 60), ""},
		{"zstd frames", zs, count(0, 60), ""},
		{"zstd frames with checksums off", func() []byte {
			f, _ := archive(9, func(b []byte) []byte { return zstdOf(b, zstd.WithEncoderCRC(false)) })
			return f
		}(), count(0, 9), ""},
		{"plain", flat, count(0, 60), ""},
		{"all in one gzip member", oneMember, count(0, 60), ""},
		{"empty", nil, nil, ""},
		{"gzip cut", gz[:gzAt[40]+100], count(0, 40), fmt.Sprint("warc-cut ", gzAt[40])},
		{"gzip cut inside the checksum", gz[:gzAt[41]-3], count(0, 40), fmt.Sprint("warc-cut ", gzAt[40])},
		{"zstd cut", zs[:zsAt[40]+100], count(0, 40), fmt.Sprint("warc-cut ", zsAt[40])},
		{"plain cut", flat[:flatAt[40]+900], count(0, 40), fmt.Sprint("warc-cut ", flatAt[40])},
		{"one gzip member cut: whole records before it are given", oneMember[:len(oneMember)/2], nil, ""},
		{"50 bytes zeroed in a gzip member", zeroed(gz, gzAt[30]+200, 50), count(0, 60, 30), fmt.Sprint("warc-damaged ", gzAt[30])},
		{"50 bytes zeroed over the edge of two gzip members", zeroed(gz, gzAt[30]-25, 50), count(0, 60, 29, 30), "*"},
		{"50 bytes zeroed in a zstd frame", zeroed(zs, zsAt[30]+200, 50), count(0, 60, 30), fmt.Sprint("warc-damaged ", zsAt[30])},
		{"the magic number of a zstd frame zeroed", zeroed(zs, zsAt[30], 4), count(0, 60, 30), fmt.Sprint("warc-damaged ", zsAt[30])},
		{"the head of a plain record zeroed", zeroed(flat, flatAt[30], 50), count(0, 60, 30), "*"},
		{"the first member damaged", zeroed(gz, 20, 50), count(1, 60), "no-warc 0"},
		{"a plain record that lies about its length", lie, []int{0, 2, 3}, fmt.Sprint("warc-cut ", len(bare(0)))},
		{"a record over the limit, and the next is read", big, []int{0, 1}, fmt.Sprint("record-too-large ", len(gzipOf(bare(0))))},
		{"a length that nobody believes", slices.Concat(gzipOf(bare(0)), gzipOf([]byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nabc\r\n\r\n")), gzipOf(bare(1))), []int{0, 1}, fmt.Sprint("record-too-large ", len(gzipOf(bare(0))))},
		{"the same in a plain file", slices.Concat(bare(0), []byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nabc\r\n\r\n"), bare(1)), []int{0, 1}, fmt.Sprint("record-too-large ", len(bare(0)))},
		{"no length", slices.Concat(bare(0), []byte("WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n"), bare(1)), []int{0, 1}, fmt.Sprint("warc-damaged ", len(bare(0)))},
		{"a bomb of 1000 to 1", bombed, []int{0, 1}, fmt.Sprint("record-too-large ", len(gzipOf(bare(0))))},
		{"gzip inside gzip is named", nested, nil, "nested"},
		{"no archive at all", []byte("<html><p>نص"), nil, "no-warc 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := NewReader(bytes.NewReader(c.file))
			r.MaxBlock = 1 << 20
			got, faults := readAll(t, r)
			if strings.HasPrefix(c.name, "one gzip member cut") {
				if len(got) < 20 || !slices.Equal(got, count(0, len(got))) || len(faults) != 1 || faults[0].Code != "warc-cut" {
					t.Errorf("records %v, faults %v", got, faults)
				}
				return
			}
			if c.faults == "nested" { // it may hold whole members as they are, where they did not shrink again
				if len(faults) == 0 || !strings.Contains(faults[0].Text, "a gzip file inside gzip") {
					t.Errorf("faults %v", faults)
				}
				return
			}
			var names []string
			for _, f := range faults {
				names = append(names, fmt.Sprint(f.Code, " ", f.Offset))
			}
			if !slices.Equal(got, c.want) || c.faults != "*" && strings.Join(names, ", ") != c.faults || c.faults == "*" && len(names) == 0 {
				t.Errorf("records %v\nwant    %v\nfaults %v, want %s", got, c.want, faults, c.faults)
			}
		})
	}
}

// Every place at which a file may be cut gives whole records only, and all of them.
func TestReaderCutAnywhere(t *testing.T) {
	for name, pack := range map[string]func([]byte) []byte{"gzip": gzipOf, "zstd": func(b []byte) []byte { return zstdOf(b) }, "plain": same} {
		file, at := archive(3, pack)
		at = append(at, len(file))
		for cut := 0; cut <= len(file); cut += 1 + len(file)/200 {
			got, faults := readAll(t, NewReader(bytes.NewReader(file[:cut])))
			whole := 0
			for whole < 3 && at[whole+1] <= cut {
				whole++
			}
			// A plain record is whole before the blank lines behind it.
			if !slices.Equal(got, count(0, whole)) && !(name == "plain" && len(got) == whole+1 && cut >= at[whole+1]-4) {
				t.Fatalf("%s cut at %d: %v, want %d records", name, cut, got, whole)
			}
			if len(got) == whole && cut != at[whole] && len(faults) == 0 {
				t.Fatalf("%s cut at %d: nothing was said", name, cut)
			}
		}
	}
}

func TestReaderWithDictionary(t *testing.T) {
	dict := bytes.Repeat([]byte("<p>قال الوزير إن المتظاهرين غادروا الساحة مساء أمس.</p>"), 20)
	var samples [][]byte
	for i := range 50 {
		samples = append(samples, bare(i))
	}
	built, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: dict, Offsets: [3]int{1, 4, 8}, Level: zstd.SpeedDefault})
	if err != nil {
		t.Fatal(err)
	}
	for name, payload := range map[string][]byte{"bare": built, "compressed": zstdOf(built)} {
		n := len(payload)
		file := append([]byte{0x5d, 0x2a, 0x4d, 0x18, byte(n), byte(n >> 8), byte(n >> 16), 0}, payload...)
		for i := range 5 {
			file = append(file, zstdOf(bare(i), zstd.WithEncoderDict(built))...)
		}
		if got, faults := readAll(t, NewReader(bytes.NewReader(file))); len(got) != 5 || len(faults) > 0 {
			t.Errorf("%s dictionary: records %v, faults %v", name, got, faults)
		}
	}
}

type failing struct{ r io.Reader }

var errDisk = errors.New("the disk is gone")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF {
		err = errDisk
	}
	return n, err
}

func TestReaderTellsAnErrorOfTheFile(t *testing.T) {
	gz, at := archive(3, gzipOf)
	r := NewReader(failing{bytes.NewReader(gz[:at[2]+50])})
	defer r.Close()
	var err error
	n := 0
	for ; err == nil; n++ {
		_, err = r.Next()
	}
	if n != 3 || !errors.Is(err, errDisk) {
		t.Errorf("%d calls, %v", n, err)
	}
}

// A file made of members that begin in each other must not be read over and over.
func TestReaderOfMembersInEachOther(t *testing.T) {
	stored := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 0, 0xff, 0xff, 0, 0}
	one := append(slices.Clone(stored), "WARC/1.0\r\nContent-Length: 900000\r\n\r\n"...)
	file := append(gzipOf(bare(0)), bytes.Repeat(one, 3<<20/len(one))...)
	start := time.Now()
	got, faults := readAll(t, NewReader(bytes.NewReader(file)))
	if len(got) != 1 || len(faults) == 0 {
		t.Errorf("%d records, %d faults", len(got), len(faults))
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

// Behind a plain record that lies by more than is remembered, the fault says what was passed by.
func TestReaderNamesWhatItCouldNotSearch(t *testing.T) {
	file := bytes.Replace(bare(0), []byte("Content-Length: "), []byte("Content-Length: 3000000\r\nX: "), 1)
	for i := 1; len(file) < 4<<20; i++ {
		file = append(file, bare(i)...)
	}
	got, faults := readAll(t, NewReader(bytes.NewReader(file)))
	if len(got) < 200 || len(faults) == 0 || !strings.Contains(faults[0].Text, "bytes 1 to ") || !strings.Contains(faults[0].Text, " were not searched") {
		t.Errorf("%d records, %v", len(got), faults)
	}
}

// A file full of magic numbers is passed through at the pace of a disk.
func TestReaderOfMagicNumbers(t *testing.T) {
	for name, magic := range map[string]string{"gzip": "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00", "zstd": "\x28\xb5\x2f\xfd\x00\x58\x29\x00\x00WARC?", "plain": "WARC/1.0"} {
		start := time.Now()
		got, faults := readAll(t, NewReader(strings.NewReader(strings.Repeat(magic, 2<<20/len(magic)))))
		if len(got) > 0 || len(faults) == 0 {
			t.Errorf("%s: %d records, %d faults", name, len(got), len(faults))
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s took %v", name, d)
		} else {
			t.Logf("%s: %v, %d faults", name, d, len(faults))
		}
	}
}

// A member of many megabytes does not stay in memory.
func TestReaderMemory(t *testing.T) {
	gz, _ := archive(200, gzipOf)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := NewReader(bytes.NewReader(bytes.Repeat(gz, 5)))
	defer r.Close()
	for {
		if _, err := r.Next(); err != nil {
			break
		}
	}
	runtime.ReadMemStats(&after)
	if d := after.TotalAlloc - before.TotalAlloc; d > 20<<20 {
		t.Errorf("%d MB allocated for 1,000 records", d>>20)
	}
}

func FuzzReader(f *testing.F) {
	gz, at := archive(3, gzipOf)
	zs, _ := archive(2, func(b []byte) []byte { return zstdOf(b) })
	f.Add(gz)
	f.Add(gz[:at[1]+60])
	f.Add(zs)
	f.Add(bare(0))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 5\r\n\r\nab"))
	f.Add([]byte{0x5d, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2})
	f.Fuzz(func(t *testing.T, file []byte) {
		r := NewReader(bytes.NewReader(file))
		r.MaxBlock = 1 << 20
		defer r.Close()
		for n := 0; ; n++ {
			rec, err := r.Next()
			var fault *Fault
			switch {
			case err == io.EOF:
				return
			case errors.As(err, &fault):
				if fault.Offset < 0 || fault.Next < fault.Offset || fault.Next > int64(len(file)) || fault.Code == "" {
					t.Fatalf("%+v", fault)
				}
			case err != nil:
				t.Fatal(err)
			case rec.Header.Get("Content-Length") == "":
				t.Fatal("a record without a length")
			}
			if n > len(file) {
				t.Fatal("no end")
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	for name, pack := range map[string]func([]byte) []byte{"gzip": gzipOf, "zstd": func(b []byte) []byte { return zstdOf(b) }, "plain": same} {
		file, _ := archive(1000, pack)
		flat, _ := archive(1000, same)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(flat)))
			for b.Loop() {
				r := NewReader(bytes.NewReader(file))
				for {
					if _, err := r.Next(); err != nil {
						break
					}
				}
				r.Close()
			}
		})
	}
}
