package article

import (
	"strings"

	"github.com/isnad/isnad"
	"golang.org/x/net/html/atom"
)

// headline is the element that shows the title and nothing else, 0 none: the last
// before an element, since the path of sections may end in the title too.
func (p *page) headline(title string, end int32) (at int32) {
	want := letters(p.lb.key(title))
	if want == "" {
		return 0
	}
	size := solid(title)
	for i := int32(1); i < end && !p.w.tick(1); i++ {
		n, s := &p.nodes[i], &p.st[i]
		if n.name == "" || n.skip || n.hidden || s.chars < size-4 || s.chars > size+4 {
			continue
		}
		if p.w.tick(10 + int(size)/4); letters(p.lb.key(p.inner(i))) == want {
			at = i
		}
	}
	return at
}

// standfirst puts the paragraph that stands alone between headline and container
// before the text: one of running text, in no part that is known by its name. In
// Arabic script it is the lede, which the body does not tell again; elsewhere a
// summary of a body that does.
func (p *page) standfirst(a *isnad.Article) {
	if len(p.roots) == 0 {
		return
	}
	at := p.headline(a.Title, p.roots[0])
	if at == 0 {
		return
	}
	around := map[int32]bool{} // what holds the headline too, whatever its name
	for i := at; i != 0; i = p.nodes[i].parent {
		around[i] = true
	}
	found := int32(0)
	for i := at + 1; i < p.roots[0] && !p.w.tick(1); i++ {
		n, s := &p.nodes[i], &p.st[i]
		if !block[n.tag] || s.chars < 50 || s.chars > 1500 || s.links > 0 || p.holdsText(i) || p.apart(i, around) {
			continue
		}
		l := p.lb.lines(p.inner(i), nil, p.w)
		if len(l) != 1 || !l[0].prose() || !strings.ContainsFunc(l[0].key, arabic) {
			continue
		}
		if reason, _ := p.lb.find(l[0].key); reason != "" || p.lb.notice(l[0].key, joined(wordsOf(p.lb.key(p.site))), l[0].stop) > noticeAmong {
			continue
		}
		if found != 0 {
			return // several paragraphs are another text
		}
		found = i
	}
	if found == 0 {
		return
	}
	if text := p.inner(found); !p.lb.begins(a.Text, letters(p.lb.key(text))) {
		p.before(a, text, found)
	}
}

// apart tells whether an element, or one round it that does not hold the headline,
// is hidden or carries the name of a part that is dropped.
func (p *page) apart(i int32, around map[int32]bool) bool {
	for ; i != 0 && !around[i]; i = p.nodes[i].parent {
		n := &p.nodes[i]
		switch n.tag {
		case atom.Figure, atom.Figcaption, atom.Form:
			return true
		}
		if n.skip || n.hidden || unlikely(n) {
			return true
		}
		for _, part := range parts {
			if n.hint != "" && anyWord(n.hint, part.words) {
				return true
			}
		}
	}
	return false
}

// holdsText tells whether a block below the element has text of its own.
func (p *page) holdsText(i int32) bool {
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		if block[p.nodes[c].tag] && p.st[c].chars > 0 {
			return true
		}
	}
	return false
}
