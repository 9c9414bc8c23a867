package article

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// Stats of an element with all that is below it; hidden and skipped parts count for nothing.
type stats struct {
	chars, links int32 // runes that are no blanks: all, in links
	commas       int32
	paragraphs   int32
	items        int32 // li
	images       int32
	inputs       int32
	headings     int32 // runes in headings
	ends         int32 // full stops and the like
	good         int32 // runes in long paragraphs of few links
	score        float32
	candidate    bool
}

func (s *stats) linkDensity() float32 {
	if s.chars == 0 {
		return 0
	}
	return float32(s.links) / float32(s.chars)
}

// A page is a tree with its statistics.
type page struct {
	*tree
	st   []stats
	off  []bool // below something skipped, hidden or unlikely
	fuel int    // nodes that inner may still visit: keeps pages of nested titles linear
	lb   *Labels
	w    *watch
	site string // what the page calls its site
	// roots hold the main text, once mainText has chosen them.
	roots  []int32
	places []place // of the lines of the text, in order
}

// measure fills the statistics. When strict, elements with unlikely names take
// no part in the search; some sites name the whole page so.
func measure(t *tree, lb *Labels, w *watch, strict bool) *page {
	p := &page{tree: t, st: make([]stats, len(t.nodes)), off: make([]bool, len(t.nodes)), fuel: 4*len(t.nodes) + 1<<16, lb: lb, w: w}
	for i := int32(1); i < int32(len(t.nodes)) && !w.tick(1); i++ {
		n := &t.nodes[i]
		inLink := strict && n.name != "" && t.nodes[n.parent].tag == atom.A && t.attr(n.parent, "href") != ""
		p.off[i] = p.off[n.parent] || n.skip || inLink || n.name != "" && strict && unlikely(n)
	}
	for i := int32(len(t.nodes)) - 1; i > 0 && !w.tick(1+len(t.nodes[i].text)/64); i-- {
		p.count(i)
	}
	p.scoreParagraphs()
	return p
}

// count adds a node, whose children have been added to it, to its parent.
func (p *page) count(i int32) {
	n, s := &p.nodes[i], &p.st[i]
	if n.skip || n.hidden {
		*s = stats{}
		return
	}
	switch {
	case n.name == "":
		p.countText(n.text, s)
	case n.tag == atom.A:
		s.links = s.chars
	case n.tag == atom.P:
		s.paragraphs++
		if s.chars >= 60 && s.links*4 < s.chars && !p.off[i] {
			s.good = s.chars
		}
	case n.tag == atom.Li:
		s.items++
	case n.tag == atom.Img:
		s.images++
	case n.tag == atom.Input:
		s.inputs++
	case n.tag >= atom.H1 && isHeading(n.tag):
		s.headings = s.chars
	}
	q := &p.st[n.parent]
	q.chars += s.chars
	q.links += s.links
	q.commas += s.commas
	q.paragraphs += s.paragraphs
	q.items += s.items
	q.images += s.images
	q.inputs += s.inputs
	q.headings += s.headings
	q.ends += s.ends
	q.good += s.good
}

func isHeading(t atom.Atom) bool {
	switch t {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func (p *page) countText(text string, s *stats) {
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			continue
		case r == ',', r == '،', r == '、', r == '，', r == '؛', r == ';':
			s.commas++
		case r == '.', r == '؟', r == '?', r == '!', r == '۔', r == '。':
			s.ends++
		}
		s.chars++
	}
}

// scoreParagraphs lets each paragraph speak for the elements round it, as
// Readability does: the parent most, then less with each level.
func (p *page) scoreParagraphs() {
	for i := int32(1); i < int32(len(p.nodes)) && !p.w.tick(1); i++ {
		n := &p.nodes[i]
		if n.name == "" || p.off[i] || !block[n.tag] && n.tag != 0 || isHeading(n.tag) {
			continue
		}
		var own stats
		breaks, blocks := p.ownText(i, &own)
		if own.chars < 25 || own.linkDensity() > 0.5 {
			continue
		}
		v := 1 + float32(own.commas) + min(3, float32(own.chars)/100)
		at := n.parent
		if n.tag != atom.P && n.tag != atom.Li && n.tag != atom.Td && (breaks > 1 || blocks > 0) {
			at = i // text that stands bare in its container
		}
		for level := 0; level < 5 && at != 0; level++ {
			div := float32(1)
			switch {
			case level == 1:
				div = 2
			case level > 1:
				div = float32(3 * level)
			}
			p.vote(at, v/div)
			at = p.nodes[at].parent
		}
	}
}

func (p *page) vote(i int32, v float32) {
	s := &p.st[i]
	if !s.candidate {
		s.candidate = true
		s.score = base(&p.nodes[i])
	}
	s.score += v
}

// ownText adds up the text of an element that lies in no block below it.
func (p *page) ownText(i int32, own *stats) (breaks, blocks int) {
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		n := &p.nodes[c]
		switch {
		case n.tag == atom.Br:
			breaks++
		case n.skip || n.hidden:
		case block[n.tag]:
			blocks++
		case n.name != "" && p.holdsBlock(c):
			blocks++
		default:
			own.chars += p.st[c].chars
			own.links += p.st[c].links
			own.commas += p.st[c].commas
		}
	}
	return breaks, blocks
}

// holdsBlock looks one level down: deeper blocks in inline elements are rare.
func (p *page) holdsBlock(i int32) bool {
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		if block[p.nodes[c].tag] {
			return true
		}
	}
	return false
}

func base(n *node) float32 {
	v := weight(n)
	switch n.tag {
	case atom.Div, atom.Main:
		v += 5
	case atom.Article:
		v += 10
	case atom.Pre, atom.Td, atom.Blockquote:
		v += 3
	case atom.Address, atom.Ol, atom.Ul, atom.Dl, atom.Dd, atom.Dt, atom.Li, atom.Form:
		v -= 3
	case atom.Th:
		v -= 5
	}
	return v
}

// Words in class names and ids. They are those of Readability (Apache-2.0),
// shortened, with some of Arabic content systems.
var (
	unlikelyWords = []string{
		"-ad-", "banner", "breadcrumb", "combx", "comment", "community", "cover-wrap", "disqus", "extra", "footer", "gdpr", "header",
		"legends", "menu", "related", "remark", "replies", "rss", "shoutbox", "sidebar", "skyscraper", "social", "sponsor", "supplemental",
		"ad-break", "agegate", "pagination", "pager", "popup", "yom-remote", "cookie", "consent", "newsletter", "modal", "navigation", "taboola", "outbrain",
	}
	maybeWords    = []string{"and", "article", "body", "column", "content", "main", "shadow", "story", "post", "text"}
	positiveWords = []string{"article", "body", "content", "entry", "hentry", "h-entry", "main", "page", "pagination", "post", "text", "blog", "story", "articlebody", "tafasil", "khabar"}
	negativeWords = []string{
		"-ad-", "hidden", "banner", "combx", "comment", "com-", "contact", "foot", "footer", "gdpr", "masthead", "media", "meta", "outbrain", "promo",
		"related", "scroll", "share", "shoutbox", "sidebar", "skyscraper", "sponsor", "shopping", "tags", "tool", "widget", "taboola", "recommend", "popular", "newsletter",
	}
)

func anyWord(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// unlikely tells whether an element is left out of the search for the container.
func unlikely(n *node) bool {
	switch n.tag {
	case atom.Body, atom.Html, atom.A, atom.Article, atom.Main:
		return false
	case atom.Nav, atom.Aside, atom.Footer:
		return true
	}
	if n.hidden {
		return true
	}
	return n.hint != "" && anyWord(n.hint, unlikelyWords) && !anyWord(n.hint, maybeWords)
}

func weight(n *node) (w float32) {
	if n.hint == "" {
		return 0
	}
	if strings.Contains(n.hint, "articlebody") {
		w += 25
	}
	if anyWord(n.hint, negativeWords) {
		w -= 25
	}
	if anyWord(n.hint, positiveWords) {
		w += 25
	}
	return w
}
