package export

import "github.com/isnad/isnad"

// Quoter returns a function that quotes spans of one text in code points.
func Quoter(text string) func(isnad.Span) Span {
	p := newPoints(text)
	return p.span
}
