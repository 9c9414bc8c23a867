package story

import (
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Sizes of a sketch. A band agrees with the square of the similarity, so 64 bands
// of 2 bins find a pair of similarity .3 in 997 of 1000 cases and one of .02, which
// shares a few formulas, in 25.
const (
	shingleWords = 3    // words a shingle for similarity
	anchorWords  = 5    // words a shingle that finds excerpts: long enough that chance does not repeat it
	anchorShare  = 8    // one of so many shingles is an anchor
	bins         = 128  // of the one-permutation MinHash
	bandBins     = 2    // bins that must agree
	maxAnchors   = 1024 // smallest that are kept: those of some 8,000 words
	keptShingles = 256  // smallest hashes that are kept to measure by; a text of 258 words is kept whole
)

// A Sketch is what is remembered of a text to find its copies. The zero Sketch,
// of a text without words, is like no other.
type Sketch struct {
	Words    int      // written words of the text
	Shingles []uint32 // the smallest distinct hashes of three words, ascending
	Whole    bool     // Shingles are all there are
	Bands    []uint64 // keys; copies share one
	Anchors  []uint64 // keys; an excerpt shares one with its source
}

// NewSketch makes the sketch of a folded text (normal.Fold). Only letters and
// digits count, and a final ta marbuta is a ha, as it is often typed.
func NewSketch(folded string) Sketch { return new(sketcher).sketch(folded) }

// A sketcher keeps its memory from one text to the next.
type sketcher struct {
	words, shingles []uint64
	bins            [bins]uint64
}

func (k *sketcher) sketch(folded string) Sketch {
	k.words = hashWords(k.words[:0], folded)
	s := Sketch{Words: len(k.words)}
	if len(k.words) == 0 {
		return s
	}
	k.shingles = shingles(k.shingles[:0], k.words, shingleWords)
	s.Bands = k.bands()
	s.Shingles, s.Whole = k.smallest()
	if len(k.words) > anchorWords {
		k.shingles = shingles(k.shingles[:0], k.words, anchorWords)
		for _, h := range k.shingles {
			if h%anchorShare == 0 {
				s.Anchors = append(s.Anchors, h)
			}
		}
		slices.Sort(s.Anchors)
		s.Anchors = slices.Compact(s.Anchors)
		s.Anchors = slices.Clip(s.Anchors[:min(len(s.Anchors), maxAnchors)])
	}
	return s
}

// hashWords appends the hash of each run of letters and digits.
func hashWords(out []uint64, text string) []uint64 {
	const seed = 0x9e3779b97f4a7c15
	h, in := uint64(seed), false
	var last rune
	end := func() {
		if in {
			out = append(out, mix(h^uint64(last)))
			h, in, last = seed, false, 0
		}
	}
	for i := 0; i < len(text); {
		r, w := rune(text[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r >= 0xd8 && r <= 0xdb && i+1 < len(text) && text[i+1]&0xc0 == 0x80: // Arabic, most of the text
			r, w = r&0x1f<<6|rune(text[i+1]&0x3f), 2
		default:
			r, w = utf8.DecodeRuneInString(text[i:])
		}
		i += w
		if !wordRune(r) {
			end()
			continue
		}
		h = (h ^ uint64(last)) * 0x100000001b3 // one letter behind, so that the last can be changed
		last, in = r, true
		if r == 'ة' && !wordAt(text, i) {
			last = 'ه'
		}
	}
	end()
	return out
}

// wordAt tells whether the word goes on at byte i.
func wordAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i < len(text) && wordRune(r)
}

// wordRune tells letters and digits of a folded text apart from signs and
// blanks. Letters outside ASCII and Arabic all count: no case folding is needed,
// since a sketch compares texts of one language.
func wordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	case r >= 0x0600 && r <= 0x06ff:
		return r != '،' && r != '؛' && r != '؟' && r != '۔'
	}
	return r >= 0xc0 && r != '×' && r != '÷' && !(r >= 0x2000 && r <= 0x2bff) && r != '\u3000' && r != utf8.RuneError
}

// shingles appends the hash of each run of n words; of a shorter text, that of the whole.
func shingles(out, words []uint64, n int) []uint64 {
	if len(words) < n {
		n = len(words)
	}
	for i := 0; i+n <= len(words); i++ {
		h := uint64(n)
		for _, w := range words[i : i+n] {
			h = bits.RotateLeft64(h, 23)*0x9fb21c651e98df25 ^ w
		}
		out = append(out, mix(h))
	}
	return out
}

// mix is the finaliser of MurmurHash3: each bit of x changes half of the result's.
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// bands makes one-permutation MinHash (Li, Owen, Zhang 2012) of the shingles and
// joins its bins to keys. An empty bin borrows from a filled one, chosen by its
// own number and the try, so that texts of equal sets borrow alike (Shrivastava 2017).
func (k *sketcher) bands() []uint64 {
	const empty = ^uint64(0)
	for i := range k.bins {
		k.bins[i] = empty
	}
	for _, h := range k.shingles {
		b := h >> 57 // the upper 7 bits choose one of 128
		k.bins[b] = min(k.bins[b], h&(1<<57-1))
	}
	filled := k.bins
	for i := range k.bins {
		for try := uint64(1); k.bins[i] == empty; try++ {
			k.bins[i] = filled[mix(uint64(i)<<32|try)%bins]
		}
	}
	out := make([]uint64, bins/bandBins)
	for b := range out {
		h := uint64(b) + 1
		for _, x := range k.bins[b*bandBins : (b+1)*bandBins] {
			h = mix(h ^ x)
		}
		out[b] = h
	}
	return out
}

// smallest are the smallest of the shingles' hashes, by their lower half.
func (k *sketcher) smallest() (out []uint32, whole bool) {
	hs := make([]uint32, len(k.shingles))
	for i, h := range k.shingles {
		hs[i] = uint32(h)
	}
	slices.Sort(hs)
	hs = slices.Compact(hs)
	if len(hs) <= keptShingles {
		return slices.Clip(hs), true
	}
	return slices.Clone(hs[:keptShingles]), false
}

// Overlap measures two sketches: Jaccard similarity of their shingles, and the
// share of the smaller text that the larger holds. Both are exact when both texts
// are kept whole, else estimated from the hashes below the limit that both kept.
func Overlap(a, b *Sketch) (similarity, containment float64) {
	limit := ^uint32(0)
	for _, s := range []*Sketch{a, b} {
		if n := len(s.Shingles); n == 0 {
			return 0, 0
		} else if !s.Whole {
			limit = min(limit, s.Shingles[n-1])
		}
	}
	na, nb, both := 0, 0, 0
	i, j := 0, 0
	for i < len(a.Shingles) && a.Shingles[i] <= limit || j < len(b.Shingles) && b.Shingles[j] <= limit {
		switch {
		case j >= len(b.Shingles) || i < len(a.Shingles) && a.Shingles[i] < b.Shingles[j]:
			na++
			i++
		case i >= len(a.Shingles) || b.Shingles[j] < a.Shingles[i]:
			nb++
			j++
		default:
			na, nb, both = na+1, nb+1, both+1
			i++
			j++
		}
	}
	if na == 0 || nb == 0 {
		return 0, 0
	}
	return float64(both) / float64(na+nb-both), float64(both) / float64(min(na, nb))
}
