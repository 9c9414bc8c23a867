package pipeline

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/read"
)

// A Result is what became of one item.
type Result struct {
	Document isnad.Document
	Coded    bool   // false: Document is empty, Faults or Passed say why
	Passed   string // why the item is none that anybody would code, or why nothing of it was, though no fault; else ""
	Faults   []isnad.Diagnostic
}

// Code opens, extracts and annotates items in jobs goroutines, and gives the
// results to sink one at a time, in the order of the items.
func (c *Coder) Code(items iter.Seq[read.Item], jobs int, sink func(Result) error) error {
	known := func() (*Coder, error) { return c, nil }
	return Ordered(jobs, Extract(known, items, jobs, nil), func() func(Extracted) Result {
		r := c.Reader()
		return func(x Extracted) Result { return r.Finish(&x) }
	}, sink)
}

// Extract opens and extracts items in jobs goroutines. The articles go one by one
// past a memory of lines that an outlet repeats; it knows the articles before, in
// order, so the number of jobs is nothing to it. Items for which pass is true go by
// as they are; the coder is asked for when the first comes for which it is not.
func Extract(coder func() (*Coder, error), items iter.Seq[read.Item], jobs int, pass func(*read.Item) bool) iter.Seq[Extracted] {
	labels := sync.OnceValues(func() (*article.Labels, error) {
		c, err := coder()
		if err != nil {
			return nil, err
		}
		return Labels(c.Lexicon), nil
	})
	worker := func() func(read.Item) Extracted {
		return func(it read.Item) Extracted {
			if pass != nil && pass(&it) {
				return Extracted{Item: it, Passed: true}
			}
			lb, err := labels()
			if err != nil {
				return Extracted{Item: it, Err: err}
			}
			c, _ := coder()
			return c.extractOne(lb, &it)
		}
	}
	return func(yield func(Extracted) bool) {
		repeats := article.NewRepeats(article.MaxLines)
		// The error says that the reader of this sequence has had enough, which it knows.
		_ = Ordered(jobs, items, worker, func(x Extracted) error {
			repeats.Remember(x.Drop(repeats))
			if !yield(x) {
				return errStopped
			}
			return nil
		})
	}
}

// Extract extracts an item by itself.
func (r *Reader) Extract(labels *article.Labels, it *read.Item) Extracted {
	return r.c.extractOne(labels, it)
}

// One codes an item by itself, whatever came before it: no line is dropped because
// the outlet repeats it. It is for items that come in no order, as those of a queue.
func (r *Reader) One(labels *article.Labels, it *read.Item) Result {
	x := r.c.extractOne(labels, it)
	return r.Finish(&x)
}

// Worker is what Ordered starts each of its goroutines with, to code items by One.
func (c *Coder) Worker() func() func(read.Item) Result {
	labels := Labels(c.Lexicon)
	return func() func(read.Item) Result {
		r := c.Reader()
		return func(it read.Item) Result { return r.One(labels, &it) }
	}
}

// Drop drops the lines that the outlet repeats, and returns what is to be remembered.
func (x *Extracted) Drop(repeats *article.Repeats) (seen article.Seen) {
	if x.ok {
		seen = repeats.Drop(&x.article, x.lines)
	}
	x.lines = nil
	return seen
}

// Dated tells whether there is an article whose day of publication is known.
func (x *Extracted) Dated() bool { return !x.ok || x.article.Date != "" }

// Finish annotates an extracted article.
func (r *Reader) Finish(x *Extracted) Result {
	if !x.ok {
		return Result{Passed: x.Item.Passed, Faults: x.faults}
	}
	d := r.Annotate(x.article)
	out := Result{Document: d, Coded: true, Faults: x.faults}
	switch fault, not := notCoded(&x.Item, &d.Article); {
	case not && x.Item.Crawled:
		out.Passed = "page in " + nameOf(d.Lang)
	case not:
		out.Faults = append(out.Faults, fault)
	}
	return out
}

var errStopped = errors.New("stopped")

// An Extracted item is an article on its way to be annotated.
type Extracted struct {
	Item    read.Item // without its bytes, unless it was passed
	Passed  bool      // it is for somebody else to read
	Err     error     // there is no coder
	article isnad.Article
	lines   []article.Line
	faults  []isnad.Diagnostic
	ok      bool
}

func (c *Coder) extractOne(labels *article.Labels, it *read.Item) (x Extracted) {
	ctx, done := c.forPage()
	defer done()
	x.article, x.faults, x.ok = extract(ctx, labels, it)
	if x.ok {
		x.lines = labels.Lines(&x.article)
	}
	x.Item = *it
	x.Item.Raw = nil
	if it.Crawled && !x.ok {
		x.faults = slices.DeleteFunc(x.faults, func(d isnad.Diagnostic) bool {
			empty := d.Code == "no-article" || d.Code == "no-text"
			if empty {
				x.Item.Passed = "page without an article"
			}
			return empty
		})
	}
	return x
}

// forPage is the time that one page gets.
func (c *Coder) forPage() (context.Context, context.CancelFunc) {
	if c.PageTime == 0 {
		return context.Background(), func() {}
	}
	return context.WithTimeout(context.Background(), c.PageTime)
}

// Labels prepares the tables of labels, of their words, of months and of names for the extraction of text.
func Labels(lx *lexicon.Lexicon) *article.Labels {
	var rows article.Rows
	if t := lx.Table("labels"); t != nil {
		for i := range t.Len() {
			rows.Labels = append(rows.Labels, article.Label{Reason: t.Get(i, "reason"), Text: t.Get(i, "label")})
		}
	}
	if t := lx.Table("labelwords"); t != nil {
		for i := range t.Len() {
			rows.Words = append(rows.Words, article.LabelWord{Kind: t.Get(i, "kind"), Text: t.Get(i, "word")})
		}
	}
	if t := lx.Table("months"); t != nil {
		for i := range t.Len() {
			for _, name := range t.List(i, "name") {
				rows.Months = append(rows.Months, article.Month{Calendar: t.Get(i, "calendar"), Number: number(t.Get(i, "month")), Name: name})
			}
		}
	}
	if t := lx.Table("given"); t != nil {
		for i := range t.Len() {
			if t.Get(i, "gender") == "w" { // above all a common word
				rows.Weak = append(rows.Weak, t.Get(i, "name"))
			} else {
				rows.Given = append(rows.Given, t.Get(i, "name"))
			}
		}
	}
	rows.Place = func(key string) bool { return lx.First(key, lexicon.KindPlace) >= 0 }
	return article.NewLabels(rows, normal.Key, date.Civil)
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
func Article(labels *article.Labels, it *read.Item) (isnad.Article, []isnad.Diagnostic, bool) {
	return extract(context.Background(), labels, it)
}

func extract(ctx context.Context, labels *article.Labels, it *read.Item) (a isnad.Article, faults []isnad.Diagnostic, ok bool) {
	p, faults, ok := read.Open(it)
	if !ok {
		return isnad.Article{}, faults, false
	}
	known := isnad.Article{ID: p.ID, URL: p.URL, Outlet: p.Outlet, Title: p.Title, Byline: p.Byline, Date: p.Date, Lang: p.Lang, Charset: isnad.Charset{Name: p.Charset, Why: p.Why}}
	if p.Kind != read.HTML {
		return article.Text(p.Text, labels, known), faults, true
	}
	a, more := article.HTML(ctx, p.Text, labels, known)
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
