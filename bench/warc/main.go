//go:build linux

// Command warc measures the road of a web archive: it writes one of synthetic
// articles, reads it alone, damaged and whole, and codes it end to end with the
// program itself, watching the memory. Its figures are those of docs/performance.md.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/warc"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func main() {
	n := flag.Int("n", 20000, "articles")
	jobs := flag.Int("jobs", runtime.NumCPU(), "jobs of isnad code")
	only := flag.String("read", "", "read this archive and say what it holds (the program calls itself so)")
	bare := flag.String("unpack", "", "unpack this archive and say how much it holds (the same)")
	flag.Parse()
	var err error
	switch {
	case *only != "":
		err = readOne(*only)
	case *bare != "":
		err = unpackOne(*bare)
	default:
		err = measure(*n, *jobs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "warc:", err)
		os.Exit(1)
	}
}

func measure(n, jobs int) error {
	dir, err := os.MkdirTemp("", "isnad-warc-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "isnad")
	if out, err := exec.Command("go", "build", "-o", program, "./cmd/isnad").CombinedOutput(); err != nil {
		return fmt.Errorf("build isnad: %w\n%s", err, out)
	}
	gz := filepath.Join(dir, "news.warc.gz")
	if err := write(gz, n); err != nil {
		return err
	}
	variants, err := variantsOf(gz)
	if err != nil {
		return err
	}
	fmt.Println("| reading alone, one core | file MB | what came | MB/s of records | peak RSS MB |\n|---|---|---|---|---|")
	if err := reading("-unpack", gz); err != nil {
		return err
	}
	for _, v := range append([]string{gz}, variants...) {
		if err := reading("-read", v); err != nil {
			return err
		}
	}
	return coding(program, gz, n, jobs)
}

// write makes the archive: for each article a request and a response, and now and
// then a page that is gone or a picture.
func write(name string, n int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := warc.NewWriter(f)
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	put := func(kind, url, contentType, block string) {
		if err == nil {
			_, err = w.Write(warc.New(kind, url, at, contentType, []byte(block)))
		}
	}
	put("warcinfo", "", "application/warc-fields", "software: isnad bench\r\n")
	for i := range n {
		at = at.Add(time.Second)
		url, html := page(i)
		put("request", url, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
		put("response", url, "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Served: "+strconv.Itoa(i)+"\r\n\r\n"+html)
		switch i % 20 {
		case 7:
			put("response", url+"/gone", "application/http; msgtype=response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>404")
		case 13:
			put("response", url+".jpg", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff")
		}
	}
	return err
}

// variantsOf writes the archive with fifty bytes zeroed in the middle, cut, and as zstd.
func variantsOf(name string) ([]string, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	zeroed := bytes.Clone(raw)
	clear(zeroed[len(raw)/2 : len(raw)/2+50])
	e, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	var frames []byte
	z, err := gzip.NewReader(bytes.NewReader(raw))
	for in := bytes.NewReader(raw); err == nil; err = z.Reset(in) {
		if len(frames) == 0 {
			z.Reset(in)
		}
		z.Multistream(false)
		member, err := io.ReadAll(z)
		if err != nil {
			return nil, err
		}
		frames = append(frames, e.EncodeAll(member, nil)...)
	}
	var names []string
	for _, v := range []struct {
		name string
		raw  []byte
	}{{"zeroed.warc.gz", zeroed}, {"cut.warc.gz", raw[:len(raw)*2/3]}, {"news.warc.zst", frames}} {
		to := filepath.Join(filepath.Dir(name), v.name)
		if err := os.WriteFile(to, v.raw, 0o644); err != nil {
			return nil, err
		}
		names = append(names, to)
	}
	return names, nil
}

// reading runs this program on one core, so that its memory is its own.
func reading(how, name string) error {
	c := exec.Command(os.Args[0], how, name)
	c.Env = append(os.Environ(), "GOMAXPROCS=1")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return err
	}
	told := strings.Split(strings.TrimSpace(string(out)), "\t")
	if len(told) != 3 {
		return fmt.Errorf("read %s: %q", name, out)
	}
	mb, err := strconv.ParseFloat(told[0], 64)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	cpu := (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
	fmt.Printf("| %s | %d | %s | %.0f | %s |\n", filepath.Base(name), info.Size()>>20, told[1], mb/cpu, told[2])
	return nil
}

// memory reads a line of the status of a process, in MB. The peak that wait gives is
// no use: it begins with that of the parent.
func memory(pid, line string) int64 {
	b, _ := os.ReadFile("/proc/" + pid + "/status")
	_, rest, _ := strings.Cut(string(b), line+":")
	f := strings.Fields(rest)
	if len(f) == 0 {
		return 0
	}
	kb, _ := strconv.ParseInt(f[0], 10, 64)
	return kb >> 10
}

// unpackOne is what no reader can be faster than: gzip alone, nothing looked at.
func unpackOne(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 64<<10))
	if err != nil {
		return err
	}
	n, err := io.Copy(io.Discard, z)
	fmt.Printf("%.3f\tunpacked only, headers counted\t%d\n", float64(n)/1e6, memory("self", "VmHWM"))
	return err
}

func readOne(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := warc.NewReader(f)
	defer r.Close()
	records, faults, size := 0, 0, 0
	for {
		rec, err := r.Next()
		var fault *warc.Fault
		switch {
		case err == io.EOF:
			fmt.Printf("%.3f\t%d records, %d faults\t%d\n", float64(size)/1e6, records, faults, memory("self", "VmHWM"))
			return nil
		case errors.As(err, &fault):
			faults++
		case err != nil:
			return err
		default:
			records++
			size += len(rec.Block)
		}
	}
}

// coding runs isnad code and looks at its memory ten times a second.
func coding(program, name string, n, jobs int) error {
	out := filepath.Join(filepath.Dir(name), "events.jsonl")
	c := exec.Command(program, "code", name, "--jobs", strconv.Itoa(jobs), "--out", out)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	began := time.Now()
	if err := c.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	var seen []int64
	var most int64
	for tick := time.NewTicker(100 * time.Millisecond); ; {
		select {
		case err := <-done:
			if err != nil {
				return fmt.Errorf("isnad code: %w\n%s", err, stderr.String())
			}
			return tell(c, out, n, jobs, time.Since(began), most, seen, stderr.String())
		case <-tick.C:
			pid := strconv.Itoa(c.Process.Pid)
			seen = append(seen, memory(pid, "VmRSS"))
			most = max(most, memory(pid, "VmHWM"))
		}
	}
}

func tell(c *exec.Cmd, out string, n, jobs int, took time.Duration, most int64, seen []int64, stderr string) error {
	b, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	var quarters []string
	for q := range 4 {
		in := seen[len(seen)*q/4 : len(seen)*(q+1)/4]
		quarters = append(quarters, fmt.Sprint(slices.Max(append(in, 0))))
	}
	cpu := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	fmt.Println("\n| isnad code | articles/s | articles/s of CPU | events | peak RSS MB | peak in each quarter of the run, MB |\n|---|---|---|---|---|---|")
	fmt.Printf("| %d articles, %d jobs | %.0f | %.0f | %d | %d | %s |\n", n, jobs, float64(n)/took.Seconds(), float64(n)/cpu.Seconds(), bytes.Count(b, []byte("\n")), most, strings.Join(quarters, ", "))
	fmt.Print("\n", stderr)
	return nil
}
