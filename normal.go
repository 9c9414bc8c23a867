package isnad

import "sort"

// Normal is the folded text of an article and the way back to its own letters.
type Normal struct {
	Text   string
	Map    OffsetMap
	Tanwin []int // byte offsets of Text at which a fatḥatān was written, in order
}

// Span maps the half-open byte range [start, end) of the folded text to the
// words of Article.Text that it was made from.
func (n *Normal) Span(start, end int) Span {
	return Span{n.Map.Start(start), n.Map.End(end)}
}

// An OffsetMap takes byte offsets of a folded text to byte offsets of the text
// it was made from. Between two of its points both texts advance together.
type OffsetMap struct{ points []offsetPoint }

type offsetPoint struct{ fold, text int }

// Add says that the folded offset stands for the text offset. Calls come in
// order of both; a call that follows from the one before costs nothing.
func (m *OffsetMap) Add(fold, text int) {
	if k := len(m.points); k > 0 {
		p := m.points[k-1]
		if p.fold == fold { // nothing was written for the last rune: it was deleted
			m.points[k-1].text = text
			return
		}
		if text-p.text == fold-p.fold && !m.expands(k-1) {
			return
		}
	} else if fold == 0 && text == 0 {
		m.points = append(m.points, offsetPoint{})
		return
	}
	m.points = append(m.points, offsetPoint{fold, text})
}

// Pin is Add for the first rune of a ligature: it always leaves a point, so that
// the runes that follow are known to be parts of it.
func (m *OffsetMap) Pin(fold, text int) {
	if k := len(m.points); k > 0 && m.points[k-1].fold == fold {
		m.points[k-1].text = text
		return
	}
	m.points = append(m.points, offsetPoint{fold, text})
}

// expands tells whether the point k begins a further rune of one text rune.
func (m *OffsetMap) expands(k int) bool { return k > 0 && m.points[k-1].text == m.points[k].text }

func (m *OffsetMap) find(fold int) int {
	return sort.Search(len(m.points), func(i int) bool { return m.points[i].fold > fold }) - 1
}

// Start is the text offset of the rune that the folded rune at fold was made from.
func (m *OffsetMap) Start(fold int) int {
	k := m.find(fold)
	if k < 0 {
		return fold
	}
	return m.points[k].text + fold - m.points[k].fold
}

// End is the text offset behind the rune before fold: marks that follow it
// belong to it, and a ligature is never cut.
func (m *OffsetMap) End(fold int) int {
	k := m.find(fold)
	if k < 0 {
		return fold
	}
	if m.points[k].fold == fold && m.expands(k) {
		for k+1 < len(m.points) && m.points[k+1].text == m.points[k].text {
			k++
		}
		if k+1 < len(m.points) {
			return m.points[k+1].text
		}
	}
	return m.points[k].text + fold - m.points[k].fold
}
