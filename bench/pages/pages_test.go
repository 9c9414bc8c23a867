package pages_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/bench/pages"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
)

var (
	update = flag.Bool("update", false, "rewrite the golden table")
	show   = flag.String("show", "", "list what leaks, what is lost and which fields are wrong on the open layouts of this round")
	dump   = flag.String("dump", "", "write the pages of this layout, and what is kept of them, to the working folder's testdata/dump")
)

var tag = regexp.MustCompile(`<[^>]*>`)

const golden = "testdata/quality.txt"

func all(t *testing.T) []pages.Page {
	t.Helper()
	ps, err := pages.All()
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// The set is what it says it is: enough pages and layouts, some of them held,
// and every paragraph of the truth stands on its page.
func TestSet(t *testing.T) {
	held := map[string]bool{}
	ps := all(t)
	for i := range ps {
		p := &ps[i]
		held[p.Layout] = p.Held
		for _, text := range append(slices.Clone(p.Gold.Body), p.Gold.Title) {
			if strings.Contains(p.HTML, text) || strings.ContainsAny(text, `"'&<>`) {
				continue
			}
			if !strings.Contains(tag.ReplaceAllString(p.HTML, ""), text) { // a link may stand in a paragraph
				t.Errorf("%s does not hold %q", p.Name, text)
			}
		}
		if _, err := p.Bytes(); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}
	closed := 0
	for _, h := range held {
		if h {
			closed++
		}
	}
	if len(ps) < 150 || len(held) < 12 || closed < 12 {
		t.Errorf("%d pages of %d layouts, %d held", len(ps), len(held), closed)
	}
}

// TestExtraction reads every page as a server sends it, from bytes to fields. The
// golden shows each open layout, and the held ones in one line.
func TestExtraction(t *testing.T) {
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	lb := pipeline.Labels(lx)
	layouts := map[string]*pages.Score{}
	open, shut, whole := &pages.Score{}, scores{}, scores{}
	var names, rounds []string
	for _, p := range all(t) {
		r := extract(t, lb, &p)
		if whole[p.Round] == nil {
			rounds = append(rounds, p.Round)
		}
		whole.of(p.Round).Add(&p.Gold, r)
		if p.Held {
			shut.of(p.Round).Add(&p.Gold, r)
			continue
		}
		if *show != "" && *show == p.Round {
			pages.Show(t.Output(), &p, r)
		}
		if layouts[p.Layout] == nil {
			layouts[p.Layout] = &pages.Score{}
			names = append(names, p.Layout)
		}
		layouts[p.Layout].Add(&p.Gold, r)
		open.Add(&p.Gold, r)
		if *dump == p.Layout {
			var one pages.Score
			one.Add(&p.Gold, r)
			t.Log(one.Row(p.Name))
			t.Logf("%s: byline %q of %q, section %q of %q, date %q of %q", p.Name, r.Byline, p.Gold.Byline, r.Section, p.Gold.Section, r.Date, p.Gold.Date)
			save(t, p.Name, p.HTML, fmt.Sprintf("%+v", r))
		}
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "# Extraction of own pages (bench/pages). Held layouts are scored and never read while the extractor is mended.")
	fmt.Fprintln(&b, pages.Head)
	for _, n := range names {
		fmt.Fprintln(&b, layouts[n].Row(n))
		if *dump == n {
			for _, l := range layouts[n].Leaks {
				t.Logf("leak: %s", l)
			}
		}
	}
	fmt.Fprintln(&b, open.Row("open layouts"))
	for _, n := range rounds {
		if shut[n] != nil {
			fmt.Fprintln(&b, shut[n].Row(strings.TrimSpace("held layouts "+n)))
		}
		t.Log(whole[n].Row(strings.TrimSpace("all of round " + n)))
	}
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(want, b.Bytes()) {
		t.Errorf("%s is not what the program does now; go test ./bench/pages -update, and read the diff\n%s", golden, b.String())
	}
}

// scores are those of each round.
type scores map[string]*pages.Score

func (m scores) of(round string) *pages.Score {
	if m[round] == nil {
		m[round] = &pages.Score{}
	}
	return m[round]
}

func extract(t *testing.T, lb *article.Labels, p *pages.Page) pages.Reading {
	t.Helper()
	raw, err := p.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	a, faults, ok := pipeline.Article(lb, &read.Item{Path: p.Name + ".html", Kind: read.HTML, Raw: raw})
	if !ok {
		t.Errorf("%s: no article: %v", p.Name, faults)
	}
	return pages.Reading{Text: kept(&a), Title: a.Title, Byline: a.Byline, Date: a.Date, Section: a.Section}
}

// kept is the text without its dropped parts.
func kept(a *isnad.Article) string {
	var b bytes.Buffer
	at := 0
	for _, d := range a.Dropped {
		b.WriteString(a.Text[at:d.Start])
		at = d.End
	}
	b.WriteString(a.Text[at:])
	return b.String()
}

func save(t *testing.T, name, html, reading string) {
	t.Helper()
	if err := os.MkdirAll("testdata/dump", 0o755); err != nil {
		t.Fatal(err)
	}
	for ext, text := range map[string]string{".html": html, ".txt": reading} {
		if err := os.WriteFile("testdata/dump/"+name+ext, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
