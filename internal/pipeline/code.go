package pipeline

import (
	"iter"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/read"
)

// A Result is what became of one item.
type Result struct {
	Document isnad.Document
	Coded    bool // false: Document is empty, Faults say why
	Faults   []isnad.Diagnostic
}

// Code opens, extracts and annotates items in jobs goroutines, and gives the
// results to sink one at a time, in the order of the items.
func (c *Coder) Code(items iter.Seq[read.Item], jobs int, sink func(Result) error) error {
	labels := Labels(c.Lexicon)
	return ordered(jobs, items, func() func(read.Item) Result {
		r := c.Reader()
		return func(it read.Item) Result {
			a, faults, ok := Article(labels, &it)
			if !ok {
				return Result{Faults: faults}
			}
			d := r.Annotate(a)
			if fault, not := notCoded(&it, &d.Article); not {
				faults = append(faults, fault)
			}
			return Result{d, true, faults}
		}
	}, sink)
}

// Labels prepares the tables "labels" and "months" for the extraction of text.
func Labels(lx *lexicon.Lexicon) *article.Labels {
	var rows []article.Label
	if t := lx.Table("labels"); t != nil {
		for i := range t.Len() {
			rows = append(rows, article.Label{Reason: t.Get(i, "reason"), Text: t.Get(i, "label")})
		}
	}
	var months []article.Month
	if t := lx.Table("months"); t != nil {
		for i := range t.Len() {
			if t.Get(i, "calendar") != "gregorian" {
				continue
			}
			for _, name := range t.List(i, "name") {
				months = append(months, article.Month{Number: number(t.Get(i, "month")), Name: name})
			}
		}
	}
	return article.NewLabels(rows, months, normal.Key)
}

// number reads a small number of a data file; the compiler has checked it.
func number(s string) (n int) {
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// Article opens one item and extracts its article. When ok is false there is
// none, and the diagnostics say why.
func Article(labels *article.Labels, it *read.Item) (a isnad.Article, faults []isnad.Diagnostic, ok bool) {
	p, faults, ok := read.Open(it)
	if !ok {
		return isnad.Article{}, faults, false
	}
	known := isnad.Article{ID: p.ID, URL: p.URL, Outlet: p.Outlet, Title: p.Title, Date: p.Date, Lang: p.Lang, Charset: isnad.Charset{Name: p.Charset, Why: p.Why}}
	if p.Kind != read.HTML {
		return article.Text(p.Text, labels, known), faults, true
	}
	a, more := article.HTML(p.Text, labels, known)
	for _, d := range more {
		d.Path = p.Path
		faults = append(faults, d)
	}
	a.ID = pageID(&p, a.URL)
	return a, faults, a.Text != ""
}

// pageID is the id of a page: the URL that it names for itself, else its path.
func pageID(p *read.Page, url string) string {
	if p.Record.ID == "" && url != "" {
		return url
	}
	return p.ID
}
