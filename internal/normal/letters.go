package normal

import "golang.org/x/text/unicode/norm"

// Letters by their Unicode names.
const (
	alef        = 'ا'
	beh         = 'ب'
	tehMarbuta  = 'ة'
	jeem        = 'ج'
	zain        = 'ز'
	reh         = 'ر'
	feh         = 'ف'
	kaf         = 'ك'
	heh         = 'ه'
	waw         = 'و'
	yeh         = 'ي'
	lam         = 'ل'
	tatweel     = '\u0640'
	nonJoiner   = '\u200c'
	joiner      = '\u200d'
	leftMark    = '\u200e'
	rightMark   = '\u200f'
	letterMark  = '\u061c'
	softHyphen  = '\u00ad'
	byteOrder   = '\ufeff'
	wordJoiner  = '\u2060'
	replacement = '\ufffd'
)

// letter folds one rune: 0 deletes it, more holds further runes of a ligature.
//
// Tāʾ marbūṭa stays apart from hāʾ: merged, "حرة" (ḥurra, free) and "حره"
// (ḥarru-hu, its heat) would look up as one word. The lone hamza stays too.
func letter(r rune) (out rune, more []rune) {
	switch {
	case r >= 0x0600 && r <= 0x06ff:
		return arabic(r), nil
	case r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc:
		return presentation(r)
	}
	return other(r), nil
}

func arabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', '\u0672', '\u0673', '\u0675':
		return alef
	case 'ى', 'ی', 'ئ', 'ې', 'ے', 'ۍ', 'ێ', '\u0620', '\u06d3', '\u0678':
		return yeh
	case 'ؤ', 'ۆ', 'ۇ', 'ۋ', '\u0676':
		return waw
	case 'ک', 'ڪ', 'گ', 'ڭ', '\u063b', '\u063c':
		return kaf
	case 'ہ', 'ھ', 'ە', 'ۀ', '\u06ff':
		return heh
	case '\u06c3':
		return tehMarbuta
	case 'پ':
		return beh
	case 'چ':
		return jeem
	case 'ژ':
		return zain
	case 'ڤ', '\u06a8':
		return feh
	case 'ڕ':
		return reh
	case 'ڵ':
		return lam
	case tatweel, letterMark:
		return 0
	case '\u066b':
		return '.'
	case '\u066c':
		return ','
	case '\u066a':
		return '%'
	case '\u06d4': // Urdu full stop
		return '.'
	}
	switch {
	case r >= 0x0610 && r <= 0x061a, r >= 0x064b && r <= 0x065f, r == 0x0670, r >= 0x06d6 && r <= 0x06dc, r >= 0x06df && r <= 0x06e8, r >= 0x06ea && r <= 0x06ed:
		return 0 // vowels, hamza and madda as marks, Koranic signs
	case r >= 0x0660 && r <= 0x0669:
		return '0' + r - 0x0660
	case r >= 0x06f0 && r <= 0x06f9:
		return '0' + r - 0x06f0
	}
	return r
}

// presentation folds the glyph forms of old systems by Unicode's own
// compatibility mapping (UAX 15), so that no table of ours can differ from it.
func presentation(r rune) (rune, []rune) {
	s := norm.NFKD.String(string(r))
	var rs []rune
	for _, x := range s {
		if x == ' ' && len(s) > 1 { // isolated vowel signs are a blank and a mark
			continue
		}
		if y, _ := letterOrSelf(x); y != 0 {
			rs = append(rs, y)
		}
	}
	if len(rs) == 0 {
		return 0, nil
	}
	return rs[0], rs[1:]
}

func letterOrSelf(r rune) (rune, []rune) {
	if r >= 0x0600 && r <= 0x06ff {
		return arabic(r), nil
	}
	return r, nil
}

func other(r rune) rune {
	switch r {
	case nonJoiner, joiner, leftMark, rightMark, softHyphen, byteOrder, wordJoiner:
		return 0
	case '\u00a0', '\u202f', '\u3000', '\u205f', '\t':
		return ' '
	case '\u2028', '\u2029', '\u0085':
		return '\n'
	case '“', '”', '„', '‟', '″', '〝', '〞', '＂':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '–', '—', '―', '‒', '‑', '‐', '−', 'ـ':
		return '-'
	case '…':
		return '.'
	}
	switch {
	case r >= 0x2000 && r <= 0x200a:
		return ' '
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0xfe00 && r <= 0xfe0f:
		return 0
	case r >= 0x0300 && r <= 0x036f: // Latin marks in NFD
		return 0
	}
	return r
}
