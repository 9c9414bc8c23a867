package article

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// HTML reads a page in UTF-8. What the caller knows already (ID, URL, Outlet,
// Date) comes in known. The diagnostics have no path yet; an article with an
// empty Text could not be found, and one of them says no-article, or html-deadline
// when ctx ended before the page was read.
func HTML(ctx context.Context, src string, lb *Labels, known isnad.Article) (isnad.Article, []isnad.Diagnostic) {
	var faults []isnad.Diagnostic
	note := func(code, text, hint string) {
		faults = append(faults, isnad.Diagnostic{Byte: -1, Code: code, Text: text, Hint: hint})
	}
	w := &watch{ctx: ctx}
	late := func() (isnad.Article, []isnad.Diagnostic) {
		note("html-deadline", "the time for one page was over before it was read", "give it more time, or look at the page: it may be made to harm")
		return known, faults
	}
	t := parse(src, w, false)
	if w.over() {
		return late()
	}
	if t.deep {
		note("html-too-deep", fmt.Sprintf("elements nest deeper than %d levels; deeper ones are read as if they stood at that level", maxDepth), "the page is damaged or made to harm; look at it")
	}
	if t.large {
		note("html-too-large", fmt.Sprintf("more than %d elements; what follows is not read", maxNodes), "split the page")
	}
	a, p, h := found(t, lb, w, known)
	if n := utf8.RuneCountInString(body(&a)); n < fewRunes && !w.over() { // built by scripts
		if t.unscripted {
			b, q, g := found(parse(src, w, true), lb, w, known)
			if utf8.RuneCountInString(body(&b)) > max(2*n, fewRunes) {
				a, p, h, n = b, q, g, fewRunes
			}
		}
		if n < fewRunes && utf8.RuneCountInString(h.ld.body) > max(2*n, fewRunes) && !strings.Contains(h.ld.body, "<") {
			a.Text, a.Dropped = h.ld.body, nil
			lb.mark(&a)
			return a, faults
		}
	}
	if w.over() {
		return late()
	}
	p.lede(&h, &a, lb)
	lb.markPage(&a, p)
	if a.Title == "" {
		a.Title = h.title
	}
	p.fields(&h, &a)
	if w.over() {
		return late()
	}
	if strings.TrimSpace(body(&a)) == "" {
		note("no-article", "no text was found that reads like an article", "if it is no news page, leave it out; if it is, send it to us")
		a.Text, a.Dropped = "", nil
		return a, faults
	}
	return a, faults
}

// found looks for the main text of a tree, and reads what its head tells.
func found(t *tree, lb *Labels, w *watch, known isnad.Article) (isnad.Article, *page, head) {
	p := measure(t, lb, w, true)
	if w.over() {
		return known, p, head{}
	}
	h := p.head()
	a := known
	if a.Date != "" {
		a.Date, a.Basis = lb.cleanDay(a.Date), "given"
	}
	h.fill(&a, lb)
	if p.others(a.Title) {
		p = measure(t, lb, w, true)
	}
	p.site = h.siteName(a.Outlet, a.Title)
	p = p.mainText(&a)
	return a, p, h
}

// fewRunes is less than any news report: with so little found, the search is
// made again over the elements that were left out by their names.
const fewRunes = 250

// mainText writes the text of the chosen container and returns the page it was found with.
func (p *page) mainText(a *isnad.Article) *page {
	p.roots = p.choose()
	a.Text, a.Dropped, p.places = p.render(p.roots, a.Byline)
	found := utf8.RuneCountInString(body(a))
	if found >= fewRunes {
		return p
	}
	q := measure(p.tree, p.lb, p.w, false)
	q.site = p.site
	q.roots = q.choose()
	again := isnad.Article{}
	again.Text, again.Dropped, q.places = q.render(q.roots, a.Byline)
	if utf8.RuneCountInString(body(&again)) <= 2*found {
		return p
	}
	a.Text, a.Dropped = again.Text, again.Dropped
	return q
}

// lede puts back the first sentence of the news when it stands in an element
// before the container, as in many Arabic content systems: an h2 or a summary
// box. The page's own description has to confirm it, so that no teaser comes in.
func (p *page) lede(h *head, a *isnad.Article, lb *Labels) {
	about := h.meta["og:description"]
	if len(h.meta["description"]) > len(about) {
		about = h.meta["description"]
	}
	want := letters(lb.key(strings.TrimRight(strings.TrimSpace(about), ".… ")))
	if len([]rune(want)) < 60 || len(want) > 4096 || same(want, lb.key(a.Title)) {
		p.standfirst(a)
		return
	}
	front := want[:len(string([]rune(want)[:50]))]
	if lb.begins(a.Text, front) {
		return
	}
	for i := int32(1); i < int32(len(p.nodes)) && !p.w.tick(1); i++ {
		n, s := &p.nodes[i], &p.st[i]
		if n.name == "" || n.skip || !block[n.tag] || s.chars < 50 || s.chars > 1500 || s.linkDensity() > .3 || p.off[i] {
			continue
		}
		if text := p.inner(i); strings.HasPrefix(letters(lb.key(text)), front) {
			p.before(a, text, i)
			return
		}
	}
	p.standfirst(a)
}

// begins tells whether the first part of a text holds these folded letters.
func (lb *Labels) begins(text, letter string) bool {
	return strings.Contains(letters(lb.key(strings.ToValidUTF8(text[:min(len(text), longLine)], ""))), letter)
}

// before puts a line, found in an element, in front of the text.
func (p *page) before(a *isnad.Article, line string, i int32) {
	shift := len(line) + 1
	a.Text = line + "\n" + a.Text
	for d := range a.Dropped {
		a.Dropped[d].Start += shift
		a.Dropped[d].End += shift
	}
	for l := range p.places {
		p.places[l].at += shift
	}
	p.places = append([]place{{block: i, put: true}}, p.places...)
}
