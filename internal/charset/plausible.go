package charset

import (
	"strings"
	"unicode/utf8"
)

// minShare is the share of neighbouring letters that must be common pairs before
// bytes without a usable declaration are taken for Arabic. Running Arabic text
// has .3 and more; Cyrillic or Greek read as Arabic stays under .1.
const minShare = 0.15

// commonPairs are the letter pairs that make up a third of running Arabic, by
// count over news text; the first is the article al-.
var commonPairs = func() (m [letters][letters]bool) {
	for _, p := range strings.Fields(`
		ال ان ات لا من ية ين ها وا في ما لم را لى يا ول
		عل ار دا لت ير لي نا ست مع ري لع لس لق تي با كا
		قا أن لأ عن هم ون له مر لح ره ده تا سا لو بي`) {
		a, w := utf8.DecodeRuneInString(p)
		b, _ := utf8.DecodeRuneInString(p[w:])
		m[a-hamza][b-hamza] = true
	}
	return m
}()

// The letters from hamza to yeh.
const (
	hamza   = '\u0621'
	yeh     = '\u064a'
	letters = yeh - hamza + 1
)

// common tells whether two neighbouring letters are a common pair.
func common(a, b rune) bool {
	return a >= hamza && a <= yeh && b >= hamza && b <= yeh && commonPairs[a-hamza][b-hamza]
}

// arabicCharset is the charset under which the bytes spell Arabic, with its
// share of common pairs, or "" when none does.
func arabicCharset(raw []byte) (best string, share float64) {
	raw = raw[:min(len(raw), 1<<20)]
	for _, name := range []string{windows1256, iso8859_6} {
		if s := arabicShare(raw, arabic[name]); s > share {
			best, share = name, s
		}
	}
	switch {
	case share < minShare:
		return "", share
	case best == iso8859_6 && macMarks(raw):
		best = macArabic
	}
	return best, share
}

// arabicShare looks at the first megabyte at most.
func arabicShare(raw []byte, cm *table) float64 {
	raw = raw[:min(len(raw), 1<<20)]
	pairs, usual := 0, 0
	var last rune
	for _, c := range raw {
		if c < utf8.RuneSelf {
			last = 0
			continue
		}
		r := cm[c-utf8.RuneSelf]
		if last != 0 {
			pairs++
			if common(last, r) {
				usual++
			}
		}
		last = r
	}
	if pairs < 3 { // single accents in a Latin text tell nothing
		return 0
	}
	return float64(usual) / float64(pairs)
}

// macMarks tells MacArabic from ISO-8859-6, which have the same letters at the
// same bytes: the first has Arabic digits, Persian letters, guillemets and its
// own no-break space where the second has nothing or controls. Other bytes of the
// kind do not count: in pages they are quotation marks of windows-1252.
func macMarks(raw []byte) bool {
	for _, c := range raw {
		switch {
		case c == 0x81, c == 0x8c, c == 0x98, c >= 0xb0 && c <= 0xb9, c >= 0xf3:
			return true
		}
	}
	return false
}
