package export

import (
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// stride is how many bytes lie at least between two marks: small enough that a
// look-up is short, large enough that the marks of a text are few.
const stride = 64

// points converts byte offsets of one text to code points. The text is walked
// once; an offset is then counted from the mark before it. A broken byte counts
// as one code point, as encoding/json writes it.
type points struct {
	text  string
	marks []mark // one for each stride of bytes that has begun
}

type mark struct{ at, count int } // byte offset on a rune boundary, code points before it

func newPoints(text string) points {
	p := points{text, make([]mark, 0, len(text)/stride+1)}
	count := 0
	for at := range text {
		if at >= len(p.marks)*stride {
			p.marks = append(p.marks, mark{at, count})
		}
		count++
	}
	return p
}

// at is the number of code points before the byte offset.
func (p *points) at(off int) int {
	k := min(off/stride, len(p.marks)-1)
	for k >= 0 && p.marks[k].at > off { // a rune may stand across the edge of a stride
		k--
	}
	if k < 0 {
		return utf8.RuneCountInString(p.text[:off])
	}
	m := p.marks[k]
	return m.count + utf8.RuneCountInString(p.text[m.at:off])
}

func (p *points) extent(s isnad.Span) Extent { return Extent{p.at(s.Start), p.at(s.End)} }

func (p *points) span(s isnad.Span) Span {
	return Span{s.Of(p.text), p.at(s.Start), p.at(s.End)}
}
