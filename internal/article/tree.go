package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a tree. html.Parse gives up at 512 levels with an error and no text;
// we flatten what is deeper and read on. A node costs about 150 bytes.
const (
	maxDepth = 400
	maxNodes = 1 << 19
)

// A node is an element, or a text when tag and name are empty.
type node struct {
	tag                       atom.Atom
	name                      string // of an element
	text                      string // of a text
	hint                      string // class, id, role, itemprop and aria-label of an element, lower case
	attr                      []html.Attribute
	parent, first, last, next int32 // 0 is the root and stands for none
	prev                      int32
	skip                      bool // never part of a text: script, style, controls
	other                     bool // the text of another article of the page, hidden too
	hidden                    bool // hidden by attribute or inline style
}

// A tree is a page; nodes lie in document order, children behind their parent.
type tree struct {
	nodes []node
	deep  bool // deeper than maxDepth somewhere
	large bool // cut after maxNodes
	// unscripted says that the page holds something for browsers without scripts,
	// which this tree leaves out.
	unscripted bool
	scripts    []string // that may tell of the article
}

func (t *tree) attr(i int32, key string) string {
	for _, a := range t.nodes[i].attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Svg: true, atom.Math: true,
	atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Video: true, atom.Audio: true, atom.Select: true, atom.Button: true,
	atom.Textarea: true, atom.Noembed: true, atom.Noframes: true, atom.Datalist: true, atom.Head: true, atom.Title: true, atom.Map: true,
}

var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// block elements start a line of their own and end an open p.
var block = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Center: true, atom.Dd: true,
	atom.Details: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Header: true, atom.Hr: true, atom.Html: true, atom.Li: true, atom.Main: true, atom.Nav: true, atom.Ol: true, atom.P: true,
	atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true,
	atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true, atom.Caption: true, atom.Menu: true,
}

// closes lists the open elements that a start tag ends by itself, as far up as
// the first element of until.
var closes = map[atom.Atom]struct{ open, until map[atom.Atom]bool }{
	atom.Li:     {set(atom.Li), set(atom.Ul, atom.Ol, atom.Menu)},
	atom.Dt:     {set(atom.Dt, atom.Dd), set(atom.Dl)},
	atom.Dd:     {set(atom.Dt, atom.Dd), set(atom.Dl)},
	atom.Tr:     {set(atom.Tr), set(atom.Table)},
	atom.Td:     {set(atom.Td, atom.Th), set(atom.Tr, atom.Table)},
	atom.Th:     {set(atom.Td, atom.Th), set(atom.Tr, atom.Table)},
	atom.Tbody:  {set(atom.Tbody, atom.Thead, atom.Tfoot), set(atom.Table)},
	atom.Option: {set(atom.Option), set(atom.Select)},
}

var paragraph = set(atom.P)

func set(as ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range as {
		m[a] = true
	}
	return m
}

// parse reads a page. It never fails: what is no markup is text. What stands in
// noscript is read as part of it when asked for: mostly that is counters and second
// copies of pictures, but of pages that scripts build it may be the article.
func parse(page string, w *watch, noscript bool) *tree {
	b := builder{tree: &tree{nodes: make([]node, 1, 1024+len(page)/64)}, stack: []int32{0}}
	z := html.NewTokenizer(timed{strings.NewReader(page), w})
	for !b.large && !w.tick(1) {
		switch z.Next() {
		case html.ErrorToken:
			return b.tree
		case html.TextToken:
			b.text(string(z.Text()))
		case html.StartTagToken:
			tok := z.Token()
			if tok.DataAtom == atom.Noscript {
				if b.unscripted = true; noscript {
					z.NextIsNotRawText()
					continue // its end tag finds nothing to close
				}
			}
			b.start(tok, false)
		case html.SelfClosingTagToken:
			tok := z.Token()
			b.start(tok, b.foreign > 0 || strings.Contains(tok.Data, "-"))
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
	return b.tree
}

type builder struct {
	*tree
	stack   []int32
	over    int // start tags below maxDepth that await their end tags
	foreign int // open svg and math elements, where <x/> is empty
}

func (b *builder) add(n node) int32 {
	if len(b.nodes) >= maxNodes {
		b.large = true
		return 0
	}
	i, p := int32(len(b.nodes)), b.stack[len(b.stack)-1]
	n.parent = p
	if last := b.nodes[p].last; last != 0 {
		b.nodes[last].next, n.prev = i, last
	} else {
		b.nodes[p].first = i
	}
	b.nodes[p].last = i
	b.nodes = append(b.nodes, n)
	return i
}

func (b *builder) text(s string) {
	if s == "" {
		return
	}
	p := &b.nodes[b.stack[len(b.stack)-1]]
	if p.skip && p.tag != atom.Title && !isData(p) {
		if len(b.scripts) < maxTells && p.tells(s) {
			b.scripts = append(b.scripts, s)
		}
		return
	}
	for len(s) > longLine { // in pieces, so that no step of a later pass is long
		k := strings.LastIndexByte(s[:longLine], ' ') + 1
		if k == 0 {
			for k = longLine; k > longLine-4 && !utf8.RuneStart(s[k]); k-- {
			}
		}
		b.add(node{text: s[:k]})
		s = s[k:]
	}
	b.add(node{text: s})
}

// isData tells whether a script holds JSON-LD.
func isData(n *node) bool {
	if n.tag != atom.Script {
		return false
	}
	for _, a := range n.attr {
		if a.Key == "type" && strings.Contains(strings.ToLower(a.Val), "ld+json") {
			return true
		}
	}
	return false
}

func (b *builder) start(tok html.Token, empty bool) {
	switch {
	case tok.DataAtom == atom.Body:
		b.popTo(set(atom.Head), nil)
	case block[tok.DataAtom]:
		b.popTo(paragraph, block)
	}
	if c, ok := closes[tok.DataAtom]; ok {
		b.popTo(c.open, c.until)
	}
	n := node{tag: tok.DataAtom, name: tok.Data, attr: tok.Attr, skip: skipped[tok.DataAtom]}
	n.hint, n.hidden = describe(tok.Attr)
	if n.tag == atom.Body || n.tag == atom.Html {
		n.hidden = false
	}
	if void[n.tag] || empty {
		b.add(n)
		return
	}
	if len(b.stack) >= maxDepth {
		b.deep = true
		b.over++
		return
	}
	i := b.add(n)
	if b.large {
		return
	}
	if n.tag == atom.Svg || n.tag == atom.Math {
		b.foreign++
	}
	b.stack = append(b.stack, i)
}

func describe(attr []html.Attribute) (hint string, hidden bool) {
	for _, a := range attr {
		switch a.Key {
		case "class", "id", "role", "itemprop", "aria-label":
			if len(a.Val) < 512 {
				hint += " " + strings.ToLower(a.Val)
			}
		case "hidden":
			hidden = true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			hidden = hidden || strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
		}
	}
	return hint, hidden
}

// popTo closes the innermost open element of these kinds, unless one of until stands before it.
func (b *builder) popTo(open, until map[atom.Atom]bool) {
	for k := len(b.stack) - 1; k > 0; k-- {
		t := b.nodes[b.stack[k]].tag
		if open[t] {
			b.pop(k)
			return
		}
		if until[t] {
			return
		}
	}
}

func (b *builder) pop(k int) {
	for _, i := range b.stack[k:] {
		if t := b.nodes[i].tag; t == atom.Svg || t == atom.Math {
			b.foreign--
		}
	}
	b.stack = b.stack[:k]
}

func (b *builder) end(name string) {
	a := atom.Lookup([]byte(name))
	switch {
	case a == atom.Br:
		b.add(node{tag: atom.Br, name: "br"})
		return
	case a == atom.Body, a == atom.Html, void[a]:
		return
	case b.over > 0: // the tags that match it were never opened
		b.over--
		return
	}
	for k := len(b.stack) - 1; k > 0; k-- {
		n := &b.nodes[b.stack[k]]
		if n.name == name {
			b.pop(k)
			return
		}
		if !block[a] && block[n.tag] { // a stray </b> does not close a div
			return
		}
	}
}
