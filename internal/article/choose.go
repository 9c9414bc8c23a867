package article

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// choose returns the elements that hold the main text, in document order, all
// children of one parent; none when the page has no paragraph at all.
func (p *page) choose() []int32 {
	top := int32(0)
	for i := range p.st {
		s := &p.st[i]
		if !s.candidate {
			continue
		}
		s.score *= 1 - s.linkDensity()
		if i > 0 && (top == 0 || s.score > p.st[top].score) {
			top = int32(i)
		}
	}
	if top == 0 {
		return p.everything()
	}
	top = p.entry(p.spread(p.climb(top)))
	return p.withSiblings(top)
}

// spread goes up when a near ancestor holds much more running text and little
// else: pages that put each paragraph in a card of its own.
func (p *page) spread(top int32) int32 {
	best := top
	for i, level := p.nodes[top].parent, 0; i != 0 && level < 5 && p.nodes[i].tag != atom.Body; i, level = p.nodes[i].parent, level+1 {
		s := &p.st[i]
		if s.good*10 > p.st[best].good*14 && s.good*2 > s.chars && !p.off[i] {
			best = i
		}
	}
	return best
}

// entry goes up from the text of one entry to the entry itself, where two or more
// neighbours of its class hold running text too: a live report.
func (p *page) entry(top int32) int32 {
	for i, level := top, 0; i != 0 && level < 3 && p.nodes[i].tag != atom.Body; i, level = p.nodes[i].parent, level+1 {
		class, alike := p.attr(i, "class"), 0
		for c := p.nodes[p.nodes[i].parent].first; c != 0 && class != ""; c = p.nodes[c].next {
			if c != i && p.alike(c, i, class) {
				alike++
			}
		}
		if alike >= 2 {
			return i
		}
	}
	return top
}

// alike tells whether a neighbour of an element has its class and running text.
func (p *page) alike(c, i int32, class string) bool {
	s := &p.st[c]
	return p.nodes[c].tag == p.nodes[i].tag && p.attr(c, "class") == class && s.ends > 0 && s.chars > 40 && s.linkDensity() < 0.25
}

// others hides the neighbours of the article on a page that goes on with more of them:
// elements of its class with a heading of its kind each. Of a live report, which is told
// in such elements too, the headline stands over them all.
func (p *page) others(title string) bool {
	want, size := letters(p.lb.key(title)), solid(title)
	var shown []int32 // headings that show the title
	for i := int32(1); i < int32(len(p.nodes)) && want != "" && !p.w.tick(1); i++ {
		if n, s := &p.nodes[i], &p.st[i]; isHeading(n.tag) && !n.hidden && s.chars >= size-4 && s.chars <= size+4 && letters(p.lb.key(p.inner(i))) == want {
			shown = append(shown, i)
		}
	}
	if len(shown) == 0 || len(shown) > 3 {
		return false
	}
	tag := p.nodes[shown[0]].tag
	for i, level := p.nodes[shown[0]].parent, 0; i != 0 && level < 5 && p.nodes[i].tag != atom.Body; i, level = p.nodes[i].parent, level+1 {
		class := p.attr(i, "class")
		if class == "" || p.st[i].chars < size+fewRunes/2 || p.st[i].ends < 2 {
			continue
		}
		var found []int32
		for c := p.nodes[p.nodes[i].parent].first; c != 0; c = p.nodes[c].next {
			if c != i && p.alike(c, i, class) && p.heading(c, tag) != 0 {
				found = append(found, c)
			}
		}
		if len(found) == 0 || slices.ContainsFunc(shown, func(k int32) bool { return !p.below(k, i) }) {
			continue
		}
		for _, c := range found {
			p.nodes[c].other, p.nodes[c].hidden = true, true
		}
		return true
	}
	return false
}

// heading is the first heading of a kind below an element, 0 none.
func (p *page) heading(i int32, tag atom.Atom) int32 {
	for k := i + 1; k < int32(len(p.nodes)) && k < i+40 && p.below(k, i); k++ {
		if p.nodes[k].tag == tag && p.st[k].chars > 0 {
			return k
		}
	}
	return 0
}

// everything is the body, for pages of a few short lines.
func (p *page) everything() []int32 {
	for i := range p.nodes {
		if p.nodes[i].tag == atom.Body && p.st[i].chars > 0 {
			return []int32{int32(i)}
		}
	}
	if p.st[0].chars > 0 {
		var all []int32
		for c := p.nodes[0].first; c != 0; c = p.nodes[c].next {
			all = append(all, c)
		}
		return all
	}
	return nil
}

// climb goes up while the parent gains: content that is split over sibling
// containers, and wrappers that hold nothing else.
func (p *page) climb(top int32) int32 {
	last := p.st[top].score
	floor := last / 3
	for i := p.nodes[top].parent; i != 0 && p.nodes[i].tag != atom.Body; i = p.nodes[i].parent {
		s := &p.st[i]
		if !s.candidate {
			continue
		}
		if s.score < floor {
			break
		}
		if s.score > last {
			top = i
			break
		}
		last = s.score
	}
	for { // an only child says no more than its parent
		up := p.nodes[top].parent
		if up == 0 || p.nodes[up].tag == atom.Body || p.st[up].chars != p.st[top].chars {
			return top
		}
		top = up
	}
}

// withSiblings adds the neighbours that look like more of the same text.
func (p *page) withSiblings(top int32) (roots []int32) {
	threshold, class := max(10, p.st[top].score*0.2), p.attr(top, "class")
	for c := p.nodes[p.nodes[top].parent].first; c != 0; c = p.nodes[c].next {
		n, s := &p.nodes[c], &p.st[c]
		if c == top {
			roots = append(roots, c)
			continue
		}
		if n.name == "" || p.off[c] {
			continue
		}
		bonus := float32(0)
		if n.hint != "" && n.hint == p.nodes[top].hint {
			bonus = p.st[top].score * 0.2
		}
		switch {
		case s.candidate && s.score+bonus >= threshold:
			roots = append(roots, c)
		case class != "" && p.alike(c, top, class):
			roots = append(roots, c)
		case n.hint == "" && p.nodes[top].hint == "" && n.tag == p.nodes[top].tag && s.paragraphs > 0 && s.ends > 0 && s.chars > 40 && s.links == 0: // the text goes on behind a box
			roots = append(roots, c)
		case n.tag == atom.P && s.chars > 80 && s.linkDensity() < 0.25, n.tag == atom.P && s.chars > 0 && s.chars <= 80 && s.links == 0 && s.ends > 0:
			roots = append(roots, c)
		}
	}
	return roots
}
