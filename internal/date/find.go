// Package date finds time expressions and says which days they mean.
//
// It reads closed sets of words by small grammars, one a file: dates of a
// calendar (point.go), days named from today (relative.go), weekdays, periods,
// years. What the words do not settle is never filled in: an expression whose
// day cannot be known is returned with Value "", so that a reader of the layer
// sees a time was told, and a number that may be a count is no date at all.
package date

import (
	"strings"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Find returns the dates of a text in order; they do not overlap. day is the
// day of publication, "2014-10-22", or "". A relative expression with no day of
// publication is returned with Value "". Of several ways to read the words at
// one place the longest wins.
func Find(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, day string) []isnad.Date {
	f := &finder{tokens: tokens}
	if len(day) >= len(time.DateOnly) {
		if d, err := time.Parse(time.DateOnly, day[:len(time.DateOnly)]); err == nil {
			f.day, f.hasDay = d, true
		}
	}
	f.words, f.months = newSparse[word](len(tokens)), newSparse[month](len(tokens))
	for s := range sentences {
		f.sentence, f.in = s, sentences[s].Tokens
		for i := f.in.Start; i < f.in.End; i++ {
			if w := read(tokens[i].Key); w.kind != none {
				f.words.set(i, w)
			}
			if m := f.readMonth(lx, i); m.n > 0 {
				f.months.set(i, m)
			}
		}
		for i := f.in.Start; i < f.in.End; {
			if f.opens(i) {
				i = f.at(i)
			} else {
				i++
			}
		}
	}
	return f.out
}

// finder holds the layers and the place reached.
type finder struct {
	tokens   []isnad.Token
	words    sparse[word]
	months   sparse[month]
	in       isnad.Range // tokens of the sentence
	sentence int
	day      time.Time
	hasDay   bool
	refused  int     // end of words that look like a date and are none
	last     stretch // the date told last, for "of the same year"
	out      []isnad.Date
	buf      [4]lexicon.Value
}

// A sparse holds something of few tokens, and zeros of all others.
type sparse[T any] struct {
	at   []int32 // of each token, its place in some
	some []T     // the first is the zero of the others
}

func newSparse[T any](tokens int) sparse[T] { return sparse[T]{make([]int32, tokens), make([]T, 1)} }

func (s *sparse[T]) get(i int) *T { return &s.some[s.at[i]] }

func (s *sparse[T]) set(i int, x T) {
	s.at[i] = int32(len(s.some))
	s.some = append(s.some, x)
}

// A found date: the tokens [start, end) and what they mean.
type found struct {
	start, end int
	stretch
}

// opens tells whether any rule can find something at token i; most words end here.
// A rule that begins with a word of its own has it among the openers.
func (f *finder) opens(i int) bool {
	key := f.tokens[i].Key
	if f.words.get(i).kind != none || f.months.get(i).n > 0 || key != "" && '0' <= key[0] && key[0] <= '9' {
		return true
	}
	if h := ending(key); openings[h>>6]>>(h&63)&1 == 0 {
		return false
	}
	if _, ok := unitWords[key]; ok {
		return true
	}
	return openers[key] || openers[strings.TrimPrefix(key, "و")]
}

// at tries each rule at token i and returns where to go on.
func (f *finder) at(i int) int {
	var best []found
	end := i
	f.refused = i + 1
	for _, rule := range [...]func(*finder, int) []found{
		(*finder).rangeOf, (*finder).calendarDate, (*finder).relativeDay, (*finder).weekdayAlone,
		(*finder).period, (*finder).ago, (*finder).yearAlone, (*finder).season, (*finder).decade,
	} {
		if ds := rule(f, i); len(ds) > 0 && ds[len(ds)-1].end > end {
			best, end = ds, ds[len(ds)-1].end
		}
	}
	if len(best) == 0 {
		return f.refused
	}
	for _, d := range best {
		if oneOf(f.key(d.start-1), "عشية", "غداة") { // the eve or the morrow of the day told
			d.stretch = unknown(d.grain, d.basis)
		}
		f.out = append(f.out, d.record(f.sentence))
		if d.known {
			f.last = d.stretch
		}
	}
	return end
}

// key is the folded token i, "" outside the sentence.
func (f *finder) key(i int) string {
	if !f.in.Has(i) {
		return ""
	}
	return f.tokens[i].Key
}

// word is the time word at i, of kind none outside the sentence.
func (f *finder) word(i int) word {
	if !f.in.Has(i) {
		return word{}
	}
	return *f.words.get(i)
}

// plain is the word at i when it stands without a conjunction or preposition in front.
func (f *finder) plain(i int) word {
	if w := f.word(i); w.lead == "" {
		return w
	}
	return word{}
}

// glued tells whether token i follows the one before without a blank.
func (f *finder) glued(i int) bool {
	return f.in.Has(i) && f.in.Has(i-1) && f.tokens[i-1].Fold+len(f.tokens[i-1].Key) == f.tokens[i].Fold
}

// number is the plain number at token i, -1 when it is none.
func (f *finder) number(i int) int { return digits(f.key(i)) }

func digits(s string) int {
	if s == "" || len(s) > 4 {
		return -1
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// oneOf tells whether s is among the words.
func oneOf(s string, words ...string) bool {
	for _, w := range words {
		if s == w {
			return true
		}
	}
	return false
}
