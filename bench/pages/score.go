package pages

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// A Reading is what an extractor says of a page.
type Reading struct{ Text, Title, Byline, Date, Section string }

// A Share is how many of how many.
type Share struct{ Yes, All int }

// Add counts one.
func (s *Share) Add(yes bool) {
	if s.All++; yes {
		s.Yes++
	}
}

// String prints the share and what it is of.
func (s Share) String() string {
	if s.All == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(s.Yes)/float64(s.All))
}

// A Score adds up pages. Body: precision and recall of runs of four words, as the
// article-extraction benchmark of Scrapinghub counts. Lede: the first eight words
// of the first paragraph are there. Leak: something labelled as boilerplate is
// kept. Byline: the name, with two other words at most. A field that a page does
// not tell is right when it is empty or, of the byline, the name of the site.
type Score struct {
	p, r                                     float64
	Lede, Leak, Title, Byline, Date, Section Share
	Leaks                                    []string // boilerplate kept, for people
}

// Add scores one page.
func (s *Score) Add(g *Gold, r Reading) {
	gold := strings.Join(g.Body, "\n")
	p, rec := PrecisionRecall(Shingles(gold), Shingles(r.Text))
	s.p, s.r = s.p+p, s.r+rec
	s.Lede.Add(HasLede(gold, r.Text))
	leaks := leaked(g, r.Text)
	s.Leak.Add(len(leaks) > 0)
	s.Leaks = append(s.Leaks, leaks...)
	s.Title.Add(flat(r.Title) == flat(g.Title))
	s.Byline.Add(g.Byline == "" && (r.Byline == "" || flat(r.Byline) == flat(g.Site)) ||
		g.Byline != "" && strings.Contains(flat(r.Byline), flat(g.Byline)) && len(strings.Fields(r.Byline)) <= len(strings.Fields(g.Byline))+2)
	s.Date.Add(r.Date == g.Date)
	s.Section.Add(flat(r.Section) == flat(g.Section))
}

// F1 is that of mean precision and mean recall.
func (s *Score) F1() (f1, p, r float64) {
	n := float64(max(1, s.Lede.All))
	p, r = s.p/n, s.r/n
	return 2 * p * r / max(p+r, 1e-9), p, r
}

// Head is the first line of a table of scores.
const Head = "                                pages    F1     P     R   lede   leak  title byline   date section"

// Row prints the score under Head.
func (s *Score) Row(name string) string {
	f1, p, r := s.F1()
	return fmt.Sprintf("%-32s %4d  %.3f %.3f %.3f  %5v  %5v  %5v  %5v  %5v   %5v", name, s.Lede.All, f1, p, r, s.Lede, s.Leak, s.Title, s.Byline, s.Date, s.Section)
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// leaked are the labelled texts that the kept text holds: long ones anywhere, short
// ones where labelled texts make up half of a line that is none of the article's.
func leaked(g *Gold, text string) (out []string) {
	gold, kept := flat(strings.Join(g.Body, " ")), flat(text)
	var short []string
	for _, b := range g.Boilerplate {
		b = flat(b)
		switch {
		case len(strings.Fields(b)) < 4:
			short = append(short, b)
		case strings.Contains(kept, b) && !strings.Contains(gold, b):
			out = append(out, b)
		}
	}
	slices.SortStableFunc(short, func(a, b string) int { return len(b) - len(a) })
	for line := range strings.Lines(text) {
		line = flat(line)
		if line == "" || strings.Contains(gold, line) {
			continue
		}
		rest := line
		for _, b := range short {
			rest = strings.ReplaceAll(rest, b, "")
		}
		if 2*len(rest) <= len(line) {
			out = append(out, line)
		}
	}
	return out
}

// Show lists what leaks of a page, which of its paragraphs are lost and which fields are wrong.
func Show(w io.Writer, p *Page, r Reading) {
	text := r.Text
	var one Score
	one.Add(&p.Gold, r)
	for _, f := range []struct {
		right          Share
		name, is, want string
	}{{one.Title, "title", r.Title, p.Gold.Title}, {one.Byline, "byline", r.Byline, p.Gold.Byline}, {one.Date, "date", r.Date, p.Gold.Date}, {one.Section, "section", r.Section, p.Gold.Section}} {
		if f.right.Yes == 0 {
			fmt.Fprintf(w, "%s has the %s %q, not %q\n", p.Name, f.name, f.is, f.want)
		}
	}
	for _, l := range leaked(&p.Gold, text) {
		fmt.Fprintf(w, "%s leaks %s\n", p.Name, l)
	}
	for _, b := range p.Gold.Body {
		if !strings.Contains(flat(text), flat(b)) {
			fmt.Fprintf(w, "%s loses %s\n", p.Name, b)
		}
	}
}

// HasLede tells whether the first eight words of the truth are there.
func HasLede(truth, got string) bool {
	ws := strings.Fields(truth)
	return strings.Contains(flat(got), strings.Join(ws[:min(8, len(ws))], " "))
}

// Shingles are the runs of four words, as the benchmark counts them.
func Shingles(s string) map[string]int {
	ws := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && !unicode.Is(unicode.Nl, r) && !unicode.Is(unicode.No, r)
	})
	m := map[string]int{}
	if len(ws) > 0 && len(ws) < 4 {
		m[strings.Join(ws, " ")]++
	}
	for i := 0; i+4 <= len(ws); i++ {
		m[strings.Join(ws[i:i+4], " ")]++
	}
	return m
}

// PrecisionRecall compares the shingles of a page with the true ones.
func PrecisionRecall(truth, got map[string]int) (p, r float64) {
	var tp, fp, fn float64
	for k, n := range got {
		tp += float64(min(n, truth[k]))
		fp += float64(max(0, n-truth[k]))
	}
	for k, n := range truth {
		fn += float64(max(0, n-got[k]))
	}
	switch {
	case tp+fp+fn == 0:
		return 1, 1
	case tp == 0 && fp == 0:
		return 1, 0
	case tp == 0 && fn == 0:
		return 0, 1
	}
	return tp / (tp + fp), tp / (tp + fn)
}
