// Package segment cuts folded text into sentences and written tokens.
package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// maxSentence bounds a sentence, in tokens: scraped tables without a full stop
// would otherwise make every stage that looks around a word quadratic.
const maxSentence = 240

// usualToken is less than the bytes that a token takes of a text, its blank included.
const usualToken = 8

// Split cuts a folded text. Tokens have no readings yet. Sentences end at a
// line's end and at . ؟ ! and the semicolon's longer brother; they do not overlap,
// and what lies in a dropped part is marked and never shares a sentence with
// what does not.
func Split(n *isnad.Normal, dropped []isnad.Dropped) ([]isnad.Sentence, []isnad.Token) {
	s := splitter{n: n, dropped: dropped, tanwin: n.Tanwin, tokens: make([]isnad.Token, 0, len(n.Text)/usualToken+8)}
	s.run()
	s.title()
	return s.sentences, s.tokens
}

// longestTitle bounds a title, in tokens.
const longestTitle = 30

// title marks what stands on the first line when that is a title: a short line without a full stop
// above other lines.
func (s *splitter) title() {
	rest := s.sentences
	for len(rest) > 0 && rest[0].Dropped {
		rest = rest[1:]
	}
	n := 0
	for n < len(rest) && rest[n].Paragraph == rest[0].Paragraph {
		n++
	}
	if n == len(rest) {
		return
	}
	end := rest[n-1].Tokens.End
	if end-rest[0].Tokens.Start > longestTitle || s.tokens[end-1].Key == "." {
		return
	}
	for i := range n {
		rest[i].Title = true
	}
}

type splitter struct {
	n         *isnad.Normal
	dropped   []isnad.Dropped
	sentences []isnad.Sentence
	tokens    []isnad.Token
	first     int // first token of the open sentence
	paragraph int
	blank     bool  // nothing stands on this line yet
	tanwin    []int // of n, those ahead
}

func (s *splitter) run() {
	text := s.n.Text
	s.blank = true
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			s.close()
			if !s.blank {
				s.paragraph++
			}
			s.blank = true
			i += w
		case unicode.IsSpace(r):
			i += w
		default:
			j := tokenEnd(text, i, r, w)
			s.add(i, j)
			if ends(text, i, j) || len(s.tokens)-s.first >= maxSentence {
				s.close()
			}
			i = j
		}
	}
	s.close()
}

func (s *splitter) add(i, j int) {
	sp := s.n.Span(i, j)
	if len(s.tokens) > s.first && s.isDropped(sp) != s.isDropped(s.tokens[s.first].Span) {
		s.close()
	}
	s.blank = false
	tanwin := false
	for ; len(s.tanwin) > 0 && s.tanwin[0] <= j; s.tanwin = s.tanwin[1:] {
		tanwin = tanwin || s.tanwin[0] > i
	}
	s.tokens = append(s.tokens, isnad.Token{Span: sp, Fold: i, Key: s.n.Text[i:j], Sentence: len(s.sentences), Tanwin: tanwin})
}

func (s *splitter) close() {
	if len(s.tokens) == s.first {
		return
	}
	a, b := s.tokens[s.first].Span, s.tokens[len(s.tokens)-1].Span
	s.sentences = append(s.sentences, isnad.Sentence{
		Span: isnad.Span{Start: a.Start, End: b.End}, Tokens: isnad.Range{Start: s.first, End: len(s.tokens)},
		Paragraph: s.paragraph, Dropped: s.isDropped(a),
	})
	s.first = len(s.tokens)
}

func (s *splitter) isDropped(sp isnad.Span) bool {
	for _, d := range s.dropped {
		if d.Overlaps(sp) {
			return true
		}
	}
	return false
}

// tokenEnd finds the end of the token that begins at i: a run of letters, a
// number with its inner points, or one sign (signs of one kind stay together).
func tokenEnd(text string, i int, r rune, w int) int {
	j := i + w
	switch {
	case isDigit(r):
		for j < len(text) {
			c := text[j]
			if c >= '0' && c <= '9' || (c == '.' || c == ',' || c == ':' || c == '/' || c == '+') && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9' {
				j++
				continue
			}
			break
		}
	case isLetter(r):
		var first int
		if j, first = letters(text, i); first <= maxInitial+2 { // with al-
			j = initials(text, j)
		}
	case r == '.' || r == '-' || r == '!' || r == '؟':
		for j < len(text) && strings.HasPrefix(text[j:], text[i:i+w]) {
			j += w
		}
	}
	return j
}

// letters is where a run of letters ends that begins at i, and how many they are.
func letters(text string, i int) (end, n int) {
	for end = i; end < len(text); n++ {
		x, k := utf8.DecodeRuneInString(text[end:])
		if !isLetter(x) && !unicode.Is(unicode.Mn, x) {
			break
		}
		end += k
	}
	return end, n
}

// maxInitial bounds the letters of a part of an abbreviation: اف for F.
const maxInitial = 3

// initials is where an abbreviation ends whose first part ends at j: أ.ف.ب, بي.بي.سي. Two
// parts are no abbreviation: a point may be left without a blank.
func initials(text string, j int) int {
	end, parts := j, 1
	for end < len(text) && text[end] == '.' {
		next, n := letters(text, end+1)
		if n == 0 || n > maxInitial {
			break
		}
		end = next
		parts++
	}
	if parts < 3 {
		return j
	}
	return end
}

func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isLetter(r rune) bool { return unicode.IsLetter(r) || r == '_' }

// ends tells whether the sign at [i, j) closes a sentence. A point between
// single letters (an initial or an abbreviation) does not.
func ends(text string, i, j int) bool {
	switch {
	case strings.HasPrefix(text[i:j], "؟"), text[i] == '!', text[i] == '?':
		return true
	case text[i] == '.':
		return j-i > 1 || !abbreviation(text, i, j)
	}
	return false
}

func abbreviation(text string, i, j int) bool {
	// d. "د." (duktūr, Dr.), م. (muhandis, Eng.), U.S.: one letter before the point.
	k := i
	letters := 0
	for k > 0 {
		r, w := utf8.DecodeLastRuneInString(text[:k])
		if !isLetter(r) {
			break
		}
		letters++
		k -= w
	}
	if letters != 1 {
		return false
	}
	return j < len(text) && text[j] != '\n' && strings.TrimSpace(text[j:]) != ""
}
