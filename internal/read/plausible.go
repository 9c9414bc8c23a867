package read

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// minShare is the share of neighbouring letters that must be common pairs before
// bytes without a usable declaration are taken for Arabic. Running Arabic text
// has .3 and more; Cyrillic or Greek read as Arabic stays under .1.
const minShare = 0.15

// commonPairs are the letter pairs that make up a third of running Arabic, by
// count over news text; the first is the article al-.
var commonPairs = func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	for _, p := range strings.Fields(`
		ال ان ات لا من ية ين ها وا في ما لم را لى يا ول
		عل ار دا لت ير لي نا ست مع ري لع لس لق تي با كا
		قا أن لأ عن هم ون له مر لح ره ده تا سا لو بي`) {
		a, w := utf8.DecodeRuneInString(p)
		b, _ := utf8.DecodeRuneInString(p[w:])
		m[[2]rune{a, b}] = true
	}
	return m
}()

// arabicCharset is the charset under which the bytes spell Arabic, with its
// share of common pairs, or "" when none does.
func arabicCharset(raw []byte) (best string, share float64) {
	for _, name := range []string{"windows-1256", "iso-8859-6"} {
		if s := arabicShare(raw, name); s > share {
			best, share = name, s
		}
	}
	if share < minShare {
		return "", share
	}
	return best, share
}

// arabicShare looks at the first megabyte at most.
func arabicShare(raw []byte, name string) float64 {
	cm := charmap.Windows1256
	if name == "iso-8859-6" {
		cm = charmap.ISO8859_6
	}
	raw = raw[:min(len(raw), 1<<20)]
	pairs, common := 0, 0
	var last rune
	for _, c := range raw {
		if c < utf8.RuneSelf {
			last = 0
			continue
		}
		r := cm.DecodeByte(c)
		if last != 0 {
			pairs++
			if commonPairs[[2]rune{last, r}] {
				common++
			}
		}
		last = r
	}
	if pairs < 3 { // single accents in a Latin text tell nothing
		return 0
	}
	return float64(common) / float64(pairs)
}

// undouble repairs UTF-8 that was read as a one-byte charset and encoded again:
// "Ø§Ù„" (windows-1252) or "ط§ظ„" (windows-1256) for "ال". It changes nothing
// unless the repaired text is the more Arabic one.
func undouble(s string) (string, bool) {
	for _, c := range []struct {
		cm    *charmap.Charmap
		leads string // how the lead bytes D8 and D9 of Arabic look in it
	}{{charmap.Windows1252, "ØÙ"}, {charmap.Windows1256, "طظ"}} {
		leads, letters := 0, 0
		for _, r := range s {
			switch {
			case strings.ContainsRune(c.leads, r):
				leads++
				letters++
			case r >= 0x80:
				letters++
			}
		}
		if leads < 4 || leads*5 < letters*2 { // every second letter of such a text is a lead byte
			continue
		}
		if out := reread(s, c.cm); utf8.ValidString(out) && arabicLetters(out) >= leads*3/4 {
			return out, true
		}
	}
	return s, false
}

// reread encodes the runes that the charset has and reads the bytes as UTF-8,
// run by run; a run that does not become UTF-8 stays as it was.
func reread(s string, cm *charmap.Charmap) string {
	var out strings.Builder
	var run []byte
	start := 0
	flush := func(end int) {
		if utf8.Valid(run) {
			out.Write(run)
		} else {
			out.WriteString(s[start:end])
		}
		run = run[:0]
	}
	for i, r := range s {
		if b, ok := cm.EncodeRune(r); ok {
			run = append(run, b)
			continue
		}
		if r >= 0x80 && r < 0xa0 { // C1 controls stand for bytes the charset leaves open
			run = append(run, byte(r))
			continue
		}
		flush(i)
		out.WriteRune(r)
		start = i + utf8.RuneLen(r)
	}
	flush(len(s))
	return out.String()
}

func arabicLetters(s string) (n int) {
	for _, r := range s {
		if r >= 0x0600 && r <= 0x06ff {
			n++
		}
	}
	return n
}
