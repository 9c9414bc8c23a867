package pipeline_test

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/isnad/isnad"
)

// A retyping is a text typed in another way, and where each piece of the
// original went. Pieces lie side by side in both texts.
type retyping struct {
	text  strings.Builder
	units []piece
}

type piece struct{ from, to isnad.Span }

// add types s for the next n bytes of the original.
func (t *retyping) add(n int, s string) {
	p := piece{from: isnad.Span{Start: t.end().from.End}, to: isnad.Span{Start: t.text.Len()}}
	t.text.WriteString(s)
	p.from.End, p.to.End = p.from.Start+n, t.text.Len()
	t.units = append(t.units, p)
}

// mark strews s in behind the last piece, which it belongs to.
func (t *retyping) mark(s string) {
	if len(t.units) > 0 {
		t.text.WriteString(s)
		t.units[len(t.units)-1].to.End = t.text.Len()
	}
}

func (t *retyping) end() piece {
	if len(t.units) == 0 {
		return piece{}
	}
	return t.units[len(t.units)-1]
}

// forward takes a span of the original to the pieces that it touches.
func (t *retyping) forward(s isnad.Span) isnad.Span {
	if s.Empty() {
		return isnad.Span{}
	}
	return isnad.Span{Start: t.units[t.at(s.Start)].to.Start, End: t.units[t.at(s.End-1)].to.End}
}

func (t *retyping) at(off int) int {
	lo, hi := 0, len(t.units)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; t.units[mid].from.Start <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// A way is one manner of typing. Chance is seeded by the caller, so that each run
// types the same.
type way struct {
	name   string
	retype func(text string, chance *rand.Rand) *retyping
	shown  bool // printed, and not held to the bar
}

var ways = []way{
	{name: "Arabic yeh and kaf for the Persian ones", retype: letterwise(map[rune]string{'ی': "ي", 'ک': "ك"})},
	{name: "Persian yeh and kaf for the Arabic ones", retype: letterwise(map[rune]string{'ي': "ی", 'ك': "ک"})},
	{name: "without hamzas", retype: letterwise(map[rune]string{'أ': "ا", 'إ': "ا", 'آ': "ا", 'ؤ': "و", 'ئ': "ي"})},
	{name: "alef maqsura for a yeh with hamza", retype: letterwise(map[rune]string{'ئ': "ى"})},
	{name: "the lone hamza dropped", retype: letterwise(map[rune]string{'ء': ""}), shown: true},
	{name: "U+00A0 for blanks", retype: letterwise(map[rune]string{' ': "\u00a0"})},
	{name: "tatweel inside words", retype: strewn(false, "\u0640", "\u0640\u0640")},
	{name: "harakat", retype: strewn(true, "\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e", "\u0670")},
	{name: "U+200C and U+200F inside words", retype: strewn(false, "\u200c", "\u200f")},
	{name: "U+200F behind words", retype: behindWords("\u200f")},
	{name: "presentation forms", retype: presentationForms},
	{name: "NFD", retype: decomposed},
}

func letterwise(m map[rune]string) func(string, *rand.Rand) *retyping {
	return func(text string, _ *rand.Rand) *retyping {
		t := &retyping{}
		for i, w := 0, 0; i < len(text); i += w {
			var r rune
			r, w = utf8.DecodeRuneInString(text[i:])
			if s, ok := m[r]; ok {
				t.add(w, s)
			} else {
				t.add(w, text[i:i+w])
			}
		}
		return t
	}
}

func isArabicLetter(r rune) bool { return r >= 0x0620 && r <= 0x06ff && unicode.IsLetter(r) }

// strewn puts one of the marks behind every third letter or so; behind the last
// letter of a word too when atEnd.
func strewn(atEnd bool, marks ...string) func(string, *rand.Rand) *retyping {
	return func(text string, chance *rand.Rand) *retyping {
		t := &retyping{}
		for i, w := 0, 0; i < len(text); i += w {
			var r rune
			r, w = utf8.DecodeRuneInString(text[i:])
			t.add(w, text[i:i+w])
			next, _ := utf8.DecodeRuneInString(text[i+w:])
			if isArabicLetter(r) && (atEnd || isArabicLetter(next)) && chance.IntN(3) == 0 {
				t.mark(marks[chance.IntN(len(marks))])
			}
		}
		return t
	}
}

func behindWords(mark string) func(string, *rand.Rand) *retyping {
	return func(text string, chance *rand.Rand) *retyping {
		t := &retyping{}
		for i, w := 0, 0; i < len(text); i += w {
			var r rune
			r, w = utf8.DecodeRuneInString(text[i:])
			t.add(w, text[i:i+w])
			next, _ := utf8.DecodeRuneInString(text[i+w:])
			if isArabicLetter(r) && !isArabicLetter(next) && !unicode.IsMark(next) && chance.IntN(3) == 0 {
				t.mark(mark)
			}
		}
		return t
	}
}

func decomposed(text string, _ *rand.Rand) *retyping {
	t := &retyping{}
	for i := 0; i < len(text); {
		n := norm.NFD.NextBoundaryInString(text[i:], true)
		t.add(n, norm.NFD.String(text[i:i+n]))
		i += n
	}
	return t
}

// glyphs holds the forms of each letter in the order of the Unicode chart:
// isolated, final, initial, medial. Letters that do not join forward have two.
var glyphs = glyphTable()

func glyphTable() map[rune][]rune {
	out := map[rune][]rune{}
	for _, block := range [][2]rune{{0xfb50, 0xfbff}, {0xfe80, 0xfef4}} {
		for r := block[0]; r <= block[1]; r++ {
			letter := []rune(norm.NFKC.String(string(r)))
			if len(letter) == 1 && letter[0] != r && r != 0xfbe8 && r != 0xfbe9 { // Uighur forms of alef maqsura
				out[letter[0]] = append(out[letter[0]], r)
			}
		}
	}
	return out
}

// lamAlef holds the isolated form of each ligature; the final one follows it.
var lamAlef = map[rune]rune{'آ': 0xfef5, 'أ': 0xfef7, 'إ': 0xfef9, 'ا': 0xfefb}

// presentationForms types the glyphs of old systems, as text copied from PDF has them.
func presentationForms(text string, _ *rand.Rand) *retyping {
	t := &retyping{}
	joined := false // the letter before joins forward
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		next, nw := utf8.DecodeRuneInString(text[i+w:])
		forms := glyphs[r]
		switch {
		case r == 'ل' && lamAlef[next] != 0:
			g := lamAlef[next]
			if joined {
				g++
			}
			t.add(w+nw, string(g))
			i += nw
			joined = false
		case len(forms) >= 2:
			k := 0
			if joined {
				k = 1
			}
			if len(forms) == 4 && joinsBackward(text[i+w:]) {
				k += 2
			}
			t.add(w, string(forms[k]))
			joined = k >= 2
		default:
			t.add(w, text[i:i+w])
			joined = joined && unicode.IsMark(r)
		}
		i += w
	}
	return t
}

// joinsBackward tells whether the letter that rest begins with, marks aside, joins
// the one before it.
func joinsBackward(rest string) bool {
	for _, r := range rest {
		if !unicode.IsMark(r) {
			return len(glyphs[r]) >= 2
		}
	}
	return false
}
