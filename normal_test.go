package isnad_test

import (
	"testing"

	"github.com/isnad/isnad"
)

// TestOffsetMapGoesBack makes maps by hand; internal/normal holds the maps that it
// makes to the same rules over random texts.
func TestOffsetMapGoesBack(t *testing.T) {
	type point struct {
		fold, text int
		pin        bool
	}
	type span struct {
		start, end int
		want       isnad.Span
	}
	for _, c := range []struct {
		name   string
		points []point
		spans  []span
	}{
		{
			name:  "an empty map changes nothing",
			spans: []span{{0, 4, isnad.Span{Start: 0, End: 4}}},
		},
		{
			name:   "unchanged text costs one point and maps to itself",
			points: []point{{0, 0, false}, {2, 2, false}, {4, 4, false}, {6, 6, false}},
			spans:  []span{{2, 4, isnad.Span{Start: 2, End: 4}}, {0, 6, isnad.Span{Start: 0, End: 6}}},
		},
		{
			// q, a mark of two bytes that is deleted, l: the mark belongs to the letter before it.
			name:   "a deleted mark belongs to the letter before it",
			points: []point{{0, 0, false}, {2, 2, false}, {2, 4, false}, {4, 6, false}},
			spans:  []span{{0, 2, isnad.Span{Start: 0, End: 4}}, {2, 4, isnad.Span{Start: 4, End: 6}}, {0, 4, isnad.Span{Start: 0, End: 6}}},
		},
		{
			// One glyph of three bytes becomes lam and alif, of two bytes each; a letter follows.
			name:   "a ligature is never cut",
			points: []point{{0, 0, true}, {2, 0, false}, {4, 3, false}, {6, 5, false}},
			spans:  []span{{0, 2, isnad.Span{Start: 0, End: 3}}, {2, 4, isnad.Span{Start: 0, End: 3}}, {4, 6, isnad.Span{Start: 3, End: 5}}, {0, 6, isnad.Span{Start: 0, End: 5}}},
		},
		{
			name:   "a byte that became three",
			points: []point{{0, 0, false}, {3, 1, false}, {4, 2, false}},
			spans:  []span{{0, 3, isnad.Span{Start: 0, End: 1}}, {3, 4, isnad.Span{Start: 1, End: 2}}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var n isnad.Normal
			for _, p := range c.points {
				if p.pin {
					n.Map.Pin(p.fold, p.text)
				} else {
					n.Map.Add(p.fold, p.text)
				}
			}
			for _, s := range c.spans {
				if got := n.Span(s.start, s.end); got != s.want {
					t.Errorf("[%d,%d) goes back to %v, want %v", s.start, s.end, got, s.want)
				}
			}
		})
	}
}
