package story

import "slices"

// When two texts are tellings of one text. One word in five replaced leaves half of
// the shingles of each text (.8 by three), a third of both together; two texts that
// share a third of their length are at .2. near_test.go holds what comes of it.
const (
	minSimilar  = .25
	minContain  = .5 // of the smaller text, when it is an excerpt
	minShingles = 12 // of both texts: fewer are a formula that anybody may use, unless half of all is shared
	maxSharing  = 64 // documents that a key leads to; what more texts share is a formula, or one text many times
)

// Relations of a document to an earlier one.
const (
	Copy    = "copy"    // the same text, perhaps edited
	Excerpt = "excerpt" // one holds most of the other
)

// A near finds the copies of a text among those it was given before. Its memory
// grows with each; the window is kept by dropping a whole near (group.go).
type near struct {
	sketches []*Sketch
	last     map[uint64]int32 // key -> index in posts of its last text
	posts    []post
}

// A post says that a text has a key. Posts of one key are a list: a slice a key
// would be an allocation for each of a hundred keys a text.
type post struct {
	text   int32
	before int32 // index of the key's post before, -1 none
	count  int32 // posts of the key up to here
}

func newNear() *near { return &near{last: map[uint64]int32{}} }

// A likeness is one earlier text that is like another.
type likeness struct {
	at         int // which, in the order of add
	relation   string
	similarity float64
}

// find returns the texts like s, in the order they came.
func (n *near) find(s *Sketch) []likeness {
	var out []likeness
	for _, at := range n.candidates(s) {
		t := n.sketches[at]
		similar, contained := Overlap(s, t)
		enough := min(len(s.Shingles), len(t.Shingles)) >= minShingles
		switch {
		case similar >= minSimilar && (enough || similar >= minContain):
			out = append(out, likeness{int(at), relation(s, t, contained), similar})
		case contained >= minContain && enough:
			out = append(out, likeness{int(at), Excerpt, similar})
		}
	}
	return out
}

// relation tells a copy from an excerpt: an excerpt is less than two thirds as
// long and stands in the other nearly whole.
func relation(s, t *Sketch, contained float64) string {
	if 3*min(s.Words, t.Words) < 2*max(s.Words, t.Words) && contained >= minContain {
		return Excerpt
	}
	return Copy
}

// candidates are the texts that share a key with s, in order, each once.
func (n *near) candidates(s *Sketch) []int32 {
	var out []int32
	for _, keys := range [][]uint64{s.Bands, s.Anchors} {
		for _, k := range keys {
			at, ok := n.last[k]
			for ok && at >= 0 {
				out = append(out, n.posts[at].text)
				at = n.posts[at].before
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (n *near) add(s *Sketch) {
	text := int32(len(n.sketches))
	n.sketches = append(n.sketches, s)
	for _, keys := range [][]uint64{s.Bands, s.Anchors} {
		for _, k := range keys {
			p := post{text, -1, 1}
			if at, ok := n.last[k]; ok {
				p.before, p.count = at, n.posts[at].count+1
			}
			if p.count <= maxSharing {
				n.last[k] = int32(len(n.posts))
				n.posts = append(n.posts, p)
			}
		}
	}
}
