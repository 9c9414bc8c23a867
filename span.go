package isnad

// A Span is the half-open byte range [Start, End) of Article.Text.
type Span struct{ Start, End int }

// Empty tells whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps tells whether the two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains tells whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Of returns the words of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }
