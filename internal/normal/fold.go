// Package normal folds the many ways of typing an Arabic text into one.
//
// Look-up, rules and learned features see the folded text alone, so a page gives
// the same records when it is retyped with Persian letters, without hamzas, with
// vowels, in presentation forms or in NFD. The price is a few homographs
// (تطمئن taṭmaʾinnu "she is reassured" and تطمين taṭmīn "reassurance" become one
// word), which grammar has to tell apart anyway when hamzas are not typed.
package normal

import (
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// Fold folds a text and keeps the way back. Bytes that are not UTF-8 become
// U+FFFD, one for one byte.
func Fold(text string) isnad.Normal {
	var b strings.Builder
	b.Grow(len(text))
	var n isnad.Normal
	for i, w := 0, 0; i < len(text); i += w {
		var r rune
		r, w = utf8.DecodeRuneInString(text[i:])
		if r < utf8.RuneSelf && r != '\r' {
			n.Map.Add(b.Len(), i)
			b.WriteByte(byte(r))
			continue
		}
		if r == '\r' {
			if strings.HasPrefix(text[i+1:], "\n") { // one end of line: no word before it ends with the \r
				w = 2
			}
			r = '\n'
		}
		out, more := letter(r)
		if len(more) > 0 {
			n.Map.Pin(b.Len(), i)
		} else {
			n.Map.Add(b.Len(), i)
		}
		if out == 0 {
			if r == fathatan {
				n.Tanwin = append(n.Tanwin, b.Len())
			}
			continue
		}
		b.WriteRune(out)
		for _, x := range more {
			n.Map.Add(b.Len(), i)
			b.WriteRune(x)
		}
	}
	n.Map.Add(b.Len(), len(text))
	n.Text = b.String()
	return n
}

// fathatan tells an accusative, رئيساً, from the dual and the verb of the same letters.
const fathatan = '\u064b'

// Key is the folded form of one word or phrase, as the lexicon is keyed.
func Key(s string) string {
	for _, r := range s {
		if out, more := letter(r); out != r || len(more) > 0 || r == '\r' || r == utf8.RuneError {
			return Fold(s).Text
		}
	}
	return s // most are folded as they are written
}
