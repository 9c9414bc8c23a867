// Package eval measures coded events against gold: units that people, or models
// reading by a guideline, have annotated. Its figures are those of the scorers
// that the field's own data sets are compared with, to the last digit.
package eval

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// Held tells whether a unit belongs to the quarter that is set aside by digest:
// scored, never listed among the errors, never read while tuning.
func Held(id string) bool {
	sum := sha256.Sum256([]byte(id))
	return sum[0] < 64
}

// FoldOf is the cross-validation fold of a unit, 0 to folds-1, the same in every file.
func FoldOf(id string, folds int) int {
	sum := sha256.Sum256([]byte(id))
	return int(sum[0]) % folds
}

// A Pick chooses the units to score.
type Pick func(id string) bool

// All scores every unit, and Open those that are not Held.
func All(string) bool { return true }

// Open is the opposite of Held.
func Open(id string) bool { return !Held(id) }

// letters that annotators and newspapers write for one another. This folding is
// part of the measure and stands apart from normal.Fold, which may change.
var letters = strings.NewReplacer(
	"أ", "ا", // alef with hamza above
	"إ", "ا", // alef with hamza below
	"آ", "ا", // alef with madda
	"ٱ", "ا", // alef wasla
	"ى", "ي", // alef maksura
	"ی", "ي", // Farsi yeh
	"ئ", "ي", // yeh with hamza
	"ؤ", "و", // waw with hamza
	"ة", "ه", // teh marbuta
	"ک", "ك", // keheh
)

// mark tells whether r is a vowel sign, tatweel, joiner or direction mark.
func mark(r rune) bool {
	switch {
	case r < 0x0610:
		return false
	case r <= 0x061a, 0x064b <= r && r <= 0x065f, r == 0x0670, 0x06d6 <= r && r <= 0x06ed, r == 0x0640:
		return true
	}
	return 0x200c <= r && r <= 0x200f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// edge is the punctuation cut off both ends of a word.
const edge = "«»\"“”'" +
	"\u060c\u061b\u061f" + // Arabic comma, semicolon, question mark
	".,:;()[]{}!?-–—…/"

// Fold takes marks and letter variants out of s.
func Fold(s string) string {
	return letters.Replace(strings.Map(func(r rune) rune {
		if mark(r) {
			return -1
		}
		return r
	}, s))
}

func fold(word string) string { return strings.Trim(Fold(word), edge) }

// space is Python's: the four information separators count as blanks there.
func space(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// Tokens are the folded written words of s, in order, without edge punctuation.
func Tokens(s string) (out []string) {
	for _, w := range strings.FieldsFunc(s, space) {
		if w = fold(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// A Span is a half-open range of code points of a unit's text.
type Span struct{ Start, End int }

// A text is a unit's text cut into written words once.
type text struct{ words []word }

type word struct {
	Span
	fold string
}

func newText(s string) *text {
	t := &text{}
	n, start, from := 0, -1, 0
	end := func(at int) {
		if start >= 0 {
			t.words = append(t.words, word{Span{start, n}, fold(s[from:at])})
			start = -1
		}
	}
	for at, r := range s {
		if space(r) {
			end(at)
		} else if start < 0 {
			start, from = n, at
		}
		n++
	}
	end(len(s))
	return t
}

// tokens are the folded words that any of the spans touches. A word counts whole
// when one code point of it is touched.
func (t *text) tokens(spans []Span) (out []string) {
	for _, w := range t.words {
		for _, s := range spans {
			if s.Start < w.End && w.Start < s.End {
				if w.fold != "" {
					out = append(out, w.fold)
				}
				break
			}
		}
	}
	return out
}

// WordsAt are the folded words of s that a span in bytes touches.
func WordsAt(s string, at isnad.Span) []string {
	return newText(s).tokens([]Span{{utf8.RuneCountInString(s[:at.Start]), utf8.RuneCountInString(s[:at.End])}})
}

// Locate is the run of written words of s, in bytes, that meets the given words at
// the highest F1, the first of several; people mark words, not places.
func Locate(s string, words []string) (at isnad.Span, f1 float64) {
	t := newText(s)
	for i := range t.words {
		var run []string
		for j := i; j < len(t.words) && j < i+2*len(words)+2; j++ {
			if t.words[j].fold != "" {
				run = append(run, t.words[j].fold)
			}
			if f := TokenF1(run, words); len(words) > 0 && f > f1 {
				at, f1 = isnad.Span{Start: skip(s, t.words[i].Start), End: skip(s, t.words[j].End)}, f
			}
		}
	}
	return at, f1
}

// TokenF1 is F1 of two multisets of words: 1 when both are empty, 0 when one is.
func TokenF1(a, b []string) float64 {
	if len(a) == 0 && len(b) == 0 {
		return 1
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return 2 * float64(common(a, b)) / float64(len(a)+len(b))
}

// common is the size of the multisets' intersection.
func common(a, b []string) (n int) {
	left := counts(a)
	for _, w := range b {
		if left[w] > 0 {
			left[w]--
			n++
		}
	}
	return n
}

func counts(ws []string) map[string]int {
	c := make(map[string]int, len(ws))
	for _, w := range ws {
		c[w]++
	}
	return c
}

// A Figure is a share or a mean; NaN, where nothing was counted, is null in JSON.
type Figure float64

// MarshalJSON writes null for NaN, which JSON does not have.
func (f Figure) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(f)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// places prints the figure with n decimals.
func (f Figure) places(n int) string {
	if math.IsNaN(float64(f)) {
		return "nan"
	}
	return fmt.Sprintf("%.*f", n, float64(f))
}

// String prints three decimals, as all tables here do.
func (f Figure) String() string { return f.places(3) }

// PRF is precision, recall and their harmonic mean.
type PRF struct {
	P  Figure `json:"P"`
	R  Figure `json:"R"`
	F1 Figure `json:"F1"`
}

func prf(tp, fp, fn int) (x PRF) {
	if tp+fp > 0 {
		x.P = Figure(float64(tp) / float64(tp+fp))
	}
	if tp+fn > 0 {
		x.R = Figure(float64(tp) / float64(tp+fn))
	}
	if x.P+x.R > 0 {
		x.F1 = 2 * x.P * x.R / (x.P + x.R)
	}
	return x
}

func mean(xs []float64) Figure {
	if len(xs) == 0 {
		return Figure(math.NaN())
	}
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return Figure(sum / float64(len(xs)))
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
