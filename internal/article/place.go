package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A place tells where in the page a line of the text stands.
type place struct {
	at           int   // byte offset of the line
	block        int32 // the block element that holds its beginning
	put          bool  // put before the text from elsewhere in the page
	chars, links int32 // runes that are no blanks: all, in links
	ruled        bool  // behind a rule
	pictured     bool  // right behind a picture
}

// linked is the share of the line that stands in links.
func (l *place) linked() float32 {
	if l.chars == 0 {
		return 0
	}
	return float32(l.links) / float32(l.chars)
}

// holder is the block element round a node, itself included.
func (p *page) holder(i int32) int32 {
	for i != 0 && !block[p.nodes[i].tag] {
		i = p.nodes[i].parent
	}
	return i
}

// stand is the element whose children tell the text that a block belongs to: for a
// paragraph, its parent; for lines between br, what holds them all. Quotes and
// lists stand where they are told.
func (p *page) stand(i int32, several bool) int32 {
	switch p.nodes[i].tag {
	case atom.Td, atom.Body:
		return i
	}
	if !several {
		i = p.nodes[i].parent
	}
	for i != 0 {
		switch n := &p.nodes[i]; {
		case !block[n.tag], n.hint == "" && (n.tag == atom.Blockquote || n.tag == atom.Ul || n.tag == atom.Ol), n.tag == atom.Li, n.tag == atom.Blockquote:
			i = n.parent
			continue
		}
		break
	}
	return i
}

// style is what the page calls an element: its tag and classes without digits, so
// that cards of one kind are one. Two levels tell p from p of another part.
func (p *page) style(i int32) string {
	return p.called(i) + "<" + p.called(p.nodes[i].parent)
}

func (p *page) called(i int32) string {
	class := p.attr(i, "class")
	if len(class) > 256 {
		class = class[:256]
	}
	return p.nodes[i].name + "." + strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, class)
}
