package article

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/isnad/isnad/bench/pages"
)

// benchmark is the article-extraction-benchmark of Scrapinghub, which is not part of
// this project: its texts are their publishers'.
const benchmark = "../../../shared/html"

var worst = flag.Int("worst", 0, "list so many pages with the lowest F1")

type benchPage struct {
	id, html, body string
}

func benchmarkPages(t testing.TB) (out []benchPage) {
	b, err := os.ReadFile(filepath.Join(benchmark, "ground-truth.json"))
	if err != nil {
		t.Skipf("the benchmark is not here: %v", err)
	}
	var truth map[string]struct {
		ArticleBody string `json:"articleBody"`
	}
	if err := json.Unmarshal(b, &truth); err != nil {
		t.Fatal(err)
	}
	for id, v := range truth {
		f, err := os.Open(filepath.Join(benchmark, "pages", id+".html.gz"))
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
		out = append(out, benchPage{id, strings.ToValidUTF8(string(raw), "\ufffd"), v.ArticleBody})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out
}

// TestBenchmark holds the extraction of main text at a floor. The published
// figure of go-trafilatura 1.12.2 on these pages is .960.
func TestBenchmark(t *testing.T) {
	lb := testLabels()
	var p, r float64
	type one struct {
		id      string
		p, r, f float64
	}
	var all []one
	set := benchmarkPages(t)
	ledes := 0
	for _, b := range set {
		a, _ := HTML(context.Background(), b.html, lb, known)
		if hasLede(b.body, body(&a)) {
			ledes++
		} else if *worst > 0 {
			t.Logf("no lede: %s", b.id)
		}
		x, y := pages.PrecisionRecall(pages.Shingles(b.body), pages.Shingles(body(&a)))
		p, r = p+x, r+y
		all = append(all, one{b.id, x, y, 2 * x * y / max(x+y, 1e-9)})
	}
	n := float64(len(set))
	p, r = p/n, r/n
	f := 2 * p * r / (p + r)
	t.Logf("%d pages: F1 %.3f  P %.3f  R %.3f  lede %d", len(set), f, p, r, ledes)
	sort.Slice(all, func(i, j int) bool { return all[i].f < all[j].f })
	for _, x := range all[:min(*worst, len(all))] {
		t.Logf("%s  F %.3f  P %.3f  R %.3f", x.id, x.f, x.p, x.r)
	}
	if f < 0.96 {
		t.Errorf("F1 %.3f is under the floor of .96", f)
	}
}

// hasLede tells whether the first eight words of the true text are there.
func hasLede(truth, got string) bool {
	ws := strings.Fields(truth)
	return strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(ws[:min(8, len(ws))], " "))
}

func BenchmarkHTML(b *testing.B) {
	lb := testLabels()
	set := benchmarkPages(b)
	var size int64
	for _, p := range set {
		size += int64(len(p.html))
	}
	b.SetBytes(size)
	before := cpuTime(b)
	for b.Loop() {
		for _, p := range set {
			HTML(context.Background(), p.html, lb, known)
		}
	}
	b.ReportMetric(float64(len(set)*b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(len(set)*b.N)/(cpuTime(b)-before).Seconds(), "pages/cpu-s")
}

// cpuTime is the processor time of this process, which a machine shared with others
// does not stretch as it does the time of day.
func cpuTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
