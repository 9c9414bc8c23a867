// Command pages sets isnad's extraction beside go-trafilatura and go-readability:
// on the pages of bench/pages, and on the article-extraction benchmark of
// Scrapinghub where it lies beside the checkout. One core, the same run, the same
// decoded pages: only isnad reads the bytes of the charset as well. Speed is pages
// a second of processor time, which other work on the machine does not change much.
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"

	"github.com/isnad/isnad/bench/pages"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
)

// limit is what a page may take; no peer takes a deadline, so that one that does
// not come back is left behind.
const limit = 10 * time.Second

const benchmark = "../../../shared/html"

// An extractor reads the bytes of a page, of which html is the decoded text.
type extractor struct {
	name string
	read func(raw []byte, html string) pages.Reading
}

func main() {
	round := flag.String("round", "", "only the pages of this round of layouts, and no benchmark")
	flag.Parse()
	if err := run(*round); err != nil {
		fmt.Fprintln(os.Stderr, "pages: error:", err)
		os.Exit(1)
	}
}

func run(round string) error {
	runtime.GOMAXPROCS(1)
	lx, err := lexicon.Open()
	if err != nil {
		return err
	}
	extractors := []extractor{
		{"isnad", ours(pipeline.Labels(lx))},
		{"go-trafilatura, with fallback", byTrafilatura(true)},
		{"go-trafilatura, without", byTrafilatura(false)},
		{"go-readability (readeck)", readeck},
	}
	own, err := pages.All()
	if err != nil {
		return err
	}
	if round != "" {
		own = slices.DeleteFunc(own, func(p pages.Page) bool { return p.Round != round })
	}
	fmt.Println(pages.Head, "   pages/s")
	for _, x := range extractors {
		var all, open, held, persian pages.Score
		took, late := time.Duration(0), 0
		for i := range own {
			p := &own[i]
			raw, err := p.Bytes()
			if err != nil {
				return err
			}
			r, d, ok := within(x, raw, p.HTML)
			took += d
			if !ok {
				late++
			}
			all.Add(&p.Gold, r)
			part := &open
			if p.Held {
				part = &held
			}
			part.Add(&p.Gold, r)
			if strings.HasPrefix(p.Layout, "fa-") {
				persian.Add(&p.Gold, r)
			}
		}
		speed := float64(len(own)) / took.Seconds()
		fmt.Printf("%s %7.0f\n", all.Row(x.name+": all"), speed)
		fmt.Println(open.Row(x.name + ": open"))
		fmt.Println(held.Row(x.name + ": held"))
		fmt.Println(persian.Row(x.name + ": Persian"))
		if late > 0 {
			fmt.Printf("%s: %d pages took more than %v\n", x.name, late, limit)
		}
	}
	if round != "" {
		return nil
	}
	return scrapinghub(extractors)
}

// within runs an extractor and waits for the limit at most.
func within(x extractor, raw []byte, html string) (r pages.Reading, took time.Duration, ok bool) {
	began, done := used(), make(chan pages.Reading, 1)
	go func() { done <- x.read(raw, html) }()
	select {
	case r = <-done:
		return r, used() - began, true
	case <-time.After(limit):
		return r, limit, false
	}
}

// used is the processor time that this process has had.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ours(lb *article.Labels) func([]byte, string) pages.Reading {
	return func(raw []byte, _ string) pages.Reading {
		a, _, _ := pipeline.Article(lb, &read.Item{Kind: read.HTML, Raw: raw})
		var b strings.Builder
		at := 0
		for _, d := range a.Dropped {
			b.WriteString(a.Text[at:d.Start])
			at = d.End
		}
		b.WriteString(a.Text[at:])
		return pages.Reading{Text: b.String(), Title: a.Title, Byline: a.Byline, Date: a.Date, Section: a.Section}
	}
}

func byTrafilatura(fallback bool) func([]byte, string) pages.Reading {
	return func(_ []byte, html string) pages.Reading {
		x, err := trafilatura.Extract(strings.NewReader(html), trafilatura.Options{EnableFallback: fallback, ExcludeComments: true})
		if err != nil {
			return pages.Reading{}
		}
		m := &x.Metadata
		r := pages.Reading{Text: x.ContentText, Title: m.Title, Byline: m.Author}
		if !m.Date.IsZero() {
			r.Date = m.Date.Format(time.DateOnly)
		}
		if len(m.Categories) > 0 {
			r.Section = m.Categories[0]
		}
		return r
	}
}

func readeck(_ []byte, html string) pages.Reading {
	a, err := readability.FromReader(strings.NewReader(html), &url.URL{Scheme: "https", Host: "news.example"})
	if err != nil {
		return pages.Reading{}
	}
	var b strings.Builder
	if a.Node != nil {
		if err := a.RenderText(&b); err != nil {
			return pages.Reading{}
		}
	}
	r := pages.Reading{Text: b.String(), Title: a.Title(), Byline: a.Byline()}
	if t, err := a.PublishedTime(); err == nil {
		r.Date = t.Format(time.DateOnly)
	}
	return r
}

// scrapinghub scores main text on the benchmark's 181 pages.
func scrapinghub(extractors []extractor) error {
	b, err := os.ReadFile(filepath.Join(benchmark, "ground-truth.json"))
	if err != nil {
		fmt.Println("article-extraction-benchmark: not here")
		return nil
	}
	var truth map[string]struct {
		ArticleBody string `json:"articleBody"`
	}
	if err := json.Unmarshal(b, &truth); err != nil {
		return err
	}
	var ids []string
	for id := range truth {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	raws := make([][]byte, len(ids))
	for i, id := range ids {
		if raws[i], err = unzip(filepath.Join(benchmark, "pages", id+".html.gz")); err != nil {
			return err
		}
	}
	fmt.Println("\narticle-extraction-benchmark        F1     P     R   lede   pages/s")
	for _, x := range extractors {
		var s pages.Score
		took := time.Duration(0)
		for i, id := range ids {
			r, d, _ := within(x, raws[i], strings.ToValidUTF8(string(raws[i]), "\ufffd"))
			took += d
			s.Add(&pages.Gold{Body: []string{truth[id].ArticleBody}}, r)
		}
		f, p, rec := s.F1()
		fmt.Printf("%-32s %.3f %.3f %.3f  %5v   %7.0f\n", x.name, f, p, rec, s.Lede, float64(len(ids))/took.Seconds())
	}
	return nil
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
