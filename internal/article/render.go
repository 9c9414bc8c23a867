package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"golang.org/x/net/html/atom"
)

// A renderer writes the chosen elements as lines of text: blanks collapsed, a
// line for each block and each br. What it finds to be no part of the article is
// written too, and listed.
type renderer struct {
	*page
	b       strings.Builder
	dropped []isnad.Dropped
	reason  string // of the open dropped part, "" outside
	from    int    // where it began, -1 before its first letter
	blank   bool   // a blank is due
	line    bool   // a line end is due
	total   int32  // runes of the roots
	byline  string // folded name of the writer
	root    int32
	slides  bool // most of the text stands in figures
	links   int  // open links
	places  []place
	passed  place // what was passed since the last line
}

func (p *page) render(roots []int32, byline string) (string, []isnad.Dropped, []place) {
	r := renderer{page: p, byline: p.lb.key(byline)}
	for _, i := range roots {
		r.total += p.st[i].chars
	}
	r.slides = p.inFigures(roots)*2 > r.total
	for _, i := range roots {
		r.root = i
		r.line = true
		r.node(i)
	}
	return r.b.String(), r.dropped, r.places
}

// inFigures counts the runes of sentences in figures: a report in pictures tells them all there.
func (p *page) inFigures(roots []int32) (n int32) {
	for _, root := range roots {
		for i := root; i < int32(len(p.nodes)) && (i == root || p.nodes[i].parent >= root); i++ {
			if p.nodes[i].tag == atom.Figcaption && p.st[i].ends > 0 && p.st[i].links == 0 {
				n += p.st[i].chars
			}
		}
	}
	return n
}

func (r *renderer) node(i int32) {
	n := &r.nodes[i]
	switch {
	case r.w.tick(1 + len(n.text)/64):
		return
	case n.name == "":
		r.text(i)
		return
	case n.skip:
		return
	case n.tag == atom.Br:
		r.line = true
		return
	case n.tag == atom.Img:
		r.passed.pictured = true
	case n.tag == atom.Hr:
		r.passed.ruled = true
	}
	opened := false
	if r.reason == "" && i != r.root {
		if why := r.drop(i); why != "" {
			r.reason, r.from, opened = why, -1, true
		}
	}
	isBlock := block[n.tag]
	cell := n.tag == atom.Td || n.tag == atom.Th
	r.line = r.line || isBlock && !cell
	r.blank = r.blank || cell
	if n.tag == atom.A {
		r.links++
	}
	for c := n.first; c != 0; c = r.nodes[c].next {
		r.node(c)
	}
	if n.tag == atom.A {
		r.links--
	}
	r.line = r.line || isBlock && !cell
	if opened {
		if r.from >= 0 {
			r.dropped = append(r.dropped, isnad.Dropped{Span: isnad.Span{Start: r.from, End: r.b.Len()}, Reason: r.reason})
		}
		r.reason = ""
	}
}

func (r *renderer) text(node int32) {
	s := r.nodes[node].text
	for i, w := 0, 0; i < len(s); i += w {
		var c rune
		c, w = utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(c) {
			r.blank = true
			continue
		}
		if r.b.Len() > 0 {
			switch {
			case r.line:
				r.b.WriteByte('\n')
			case r.blank:
				r.b.WriteByte(' ')
			}
		}
		if r.line || len(r.places) == 0 {
			r.places = append(r.places, place{at: r.b.Len(), block: r.holder(node), ruled: r.passed.ruled, pictured: r.passed.pictured})
			r.passed = place{}
		}
		at := &r.places[len(r.places)-1]
		at.chars++
		if r.links > 0 {
			at.links++
		}
		r.line, r.blank = false, false
		if r.reason != "" && r.from < 0 {
			r.from = r.b.Len()
		}
		r.b.WriteString(s[i : i+w])
	}
}

// parts of a page by words of their class or id, with the largest share of the
// main text that a part of that name may hold: some sites call the whole page
// "with-comments" or "share-page".
var parts = []struct {
	reason string
	share  float32
	words  []string
}{
	{"breadcrumb", .2, []string{"breadcrumb", "bread-crumb"}},
	{"comment", .9, []string{"disqus", "fb-comments", "comments", "comment-", "respond", "fyre"}},
	{"share", .2, []string{"share", "sharing", "social", "addthis", "addtoany", "sharedaddy", "whatsapp", "follow-us"}},
	{"related", .5, []string{
		"related", "recommend", "readmore", "read-more", "read_more", "see-also", "seealso", "also-read", "more-news", "morenews", "popular", "most-read", "mostread",
		"trending", "taboola", "outbrain", "zergnet", "suggest", "next-article", "prev-article", "latest-news", "more-stories", "read-also", "readalso", "inline-related",
	}},
	{"tags", .2, []string{"tagcloud", "tag-cloud", "tags", "tag-list", "taglist", "keywords", "article-topics", "post-tag", "hashtags"}},
	{"promo", .3, []string{
		"newsletter", "subscribe", "subscription", "promo", "advert", "-ad-", "ad-slot", "adslot", "sponsor", "banner", "paywall", "download-app", "app-download", "signup", "sign-up", "cta", "donate", "donation",
	}},
	{"caption", .3, []string{"caption", "photo-credit", "image-credit", "img-credit", "media-credit", "wp-caption"}},
	{"byline", .15, []string{"byline", "author", "dateline", "timestamp", "publish", "post-date", "entry-date", "postmeta", "post-meta", "entry-meta", "article-meta", "datetime", "pubdate", "writer", "reporter"}},
	{"copyright", .15, []string{"copyright", "disclaimer"}},
	{"nav", .3, []string{"pagination", "pager", "navigation", "nav-links", "toolbar", "skip-link", "sr-only", "screen-reader", "visually-hidden", "screenreader", "print-only", "toc", "mw-editsection"}},
}

// roles of WAI-ARIA that are none of a text.
var roles = map[string]string{
	"navigation": "nav", "menu": "nav", "menubar": "nav", "toolbar": "nav", "tablist": "nav", "contentinfo": "footer", "complementary": "related",
	"search": "form", "form": "form", "dialog": "promo", "alertdialog": "promo", "button": "nav",
}

// drop says why an element inside the main text is no part of it, or "".
func (r *renderer) drop(i int32) string {
	n, s := &r.nodes[i], &r.st[i]
	if n.other {
		return "related"
	}
	if n.hidden {
		return "hidden"
	}
	if s.chars == 0 {
		return ""
	}
	share := float32(s.chars) / float32(max(r.total, 1))
	if why := roles[r.attr(i, "role")]; why != "" && share < .5 {
		return why
	}
	switch n.tag {
	case atom.Nav, atom.Menu:
		return "nav"
	case atom.Aside:
		return "related"
	case atom.Footer:
		return "footer"
	case atom.Figcaption, atom.Figure:
		if r.slides {
			return ""
		}
		if share < .3 {
			return "caption"
		}
		if s.links == s.chars && share < .6 {
			return "related" // a card of a link, in a short text
		}
	case atom.Time:
		if len(n.attr) > 0 && r.alone(i) {
			return "byline"
		}
	case atom.Sup:
		if s.chars <= 5 && s.links == s.chars {
			return "nav" // a mark of a footnote
		}
	case atom.A:
		if r.jumps(i) && r.alone(i) {
			return "nav"
		}
	case atom.Div, atom.P:
		if s.images > 0 && !r.slides && s.chars <= 150 && s.ends == 0 && share < .3 && s.paragraphs < 2 {
			return "caption"
		}
	}
	if n.hint != "" && n.tag != atom.Body && !strings.Contains(n.hint, "articlebody") {
		for _, p := range parts {
			if share <= p.share && anyWord(n.hint, p.words) {
				return p.reason
			}
		}
	}
	if r.pointer(i, share) {
		return "related"
	}
	if n.tag == atom.Table && share < .3 && s.ends == 0 && s.chars <= 12*r.cells(i) {
		return "caption" // figures in cells: no sentence is told there
	}
	if why := r.labelled(i, share); why != "" {
		return why
	}
	return r.clutter(i, share)
}

// labelled tells whether an element is a box by the label that stands over it:
// "you may also like", with links and perhaps the first words of what they lead to.
func (r *renderer) labelled(i int32, share float32) string {
	switch r.nodes[i].tag {
	case atom.Div, atom.Section, atom.Article, atom.Ul, atom.Table, atom.Fieldset, atom.Dl:
	default:
		return ""
	}
	s := &r.st[i]
	if share > .6 || s.links == 0 && s.inputs == 0 && r.byline == "" {
		return ""
	}
	text, at := r.opening(i)
	key := r.lb.key(text)
	reason, how := r.lb.find(key)
	switch {
	case share < .3 && same(key, r.byline):
		return "byline" // the writer's name over his life
	case r.jumps(at) && share < .3:
		return "related" // "skip the podcast and read on"
	case how != alone || s.links == 0 && s.inputs == 0:
		return ""
	case reason == "related" && s.linkDensity() >= .15, reason == "promo" && share <= .15,
		(reason == "tags" || reason == "share") && share <= .15 && s.linkDensity() >= .3:
		return reason
	}
	return ""
}

// cells counts the cells of a table and of those in it.
func (r *renderer) cells(i int32) (n int32) {
	for k := i + 1; k < int32(len(r.nodes)) && r.fuel > 0 && r.nodes[k].parent >= i; k++ {
		r.fuel--
		if t := r.nodes[k].tag; t == atom.Td || t == atom.Th {
			n++
		}
	}
	return n
}

// pointer tells whether a block of the text is a link to another text, with a sign
// or a word before it at most: a headline without a stop.
func (r *renderer) pointer(i int32, share float32) bool {
	s := &r.st[i]
	if s.chars < 15 || s.links*4 < s.chars*3 || s.ends > 0 || share >= .15 {
		return false
	}
	switch r.nodes[i].tag {
	case atom.P, atom.Div, atom.Blockquote:
		return true
	case atom.H2, atom.H3, atom.H4, atom.H5: // in Latin script also what a paragraph is about: a product
		return strings.ContainsFunc(r.inner(i), arabic)
	}
	return false
}

// jumps tells whether an element is a link to another place of the page.
func (r *renderer) jumps(i int32) bool {
	href := r.attr(i, "href")
	return r.nodes[i].tag == atom.A && len(href) > 1 && href[0] == '#'
}

// opening is the first text of an element and the element that it stands in; ""
// when it lies deep or is long.
func (r *renderer) opening(i int32) (string, int32) {
	for range 12 {
		c := r.nodes[i].first
		for c != 0 && (r.st[c].chars == 0 || r.nodes[c].skip) {
			c = r.nodes[c].next
		}
		if c == 0 {
			return "", 0
		}
		if n := &r.nodes[c]; n.name == "" {
			if r.st[i].chars <= 40 {
				return r.inner(i), i
			}
			return n.text[:min(len(n.text), maxLabel)], i
		}
		i = c
	}
	return "", 0
}

// alone tells whether an inline element fills its block.
func (r *renderer) alone(i int32) bool {
	for up := r.nodes[i].parent; up != 0; up = r.nodes[up].parent {
		if block[r.nodes[up].tag] {
			return r.st[up].chars == r.st[i].chars
		}
	}
	return true
}

// clutter looks at what an element is made of: lists of links, boxes of
// pictures, forms. The measures are Readability's.
func (r *renderer) clutter(i int32, share float32) string {
	n, s := &r.nodes[i], &r.st[i]
	switch n.tag {
	case atom.Ul, atom.Ol, atom.Dl, atom.Div, atom.Section, atom.Table, atom.Form, atom.Fieldset, atom.Header:
	default:
		return ""
	}
	w, ld := weight(n), s.linkDensity()
	isList := n.tag == atom.Ul || n.tag == atom.Ol
	switch {
	case share > .6:
		return ""
	case w < 0 && share < .25:
		return "related"
	case s.commas >= 10:
		return ""
	case n.tag == atom.Form:
		return "form"
	case s.inputs > 0 && s.inputs*3 > s.paragraphs:
		return "form"
	case s.images > 1 && s.paragraphs*2 < s.images && share < .3 && s.ends < 3:
		return "related"
	case !isList && s.items > s.paragraphs+2 && ld > .3:
		return "related"
	case isList && ld > .6:
		return "related"
	case !isList && w < 25 && ld > .3, w >= 25 && ld > .5:
		return "related"
	}
	return ""
}
