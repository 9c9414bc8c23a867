package paradigm

// Sounds are written one byte each. Consonants are the safe Buckwalter letters
// of docs/data.md; the rest is:
const (
	longA   = 'A' // ā, written ا
	longI   = 'I' // ī, written ي
	longU   = 'U' // ū, written و
	endA    = 'Y' // ā at the end, written ى (alif maqsura)
	silentO = 'O' // the alif after the plural ū, written ا and not spoken
	wasla   = '<' // the prosthetic alif, before i or u
	tied    = 'Q' // tāʾ marbūṭa, after a
	gone    = 0   // a place that once held a sound; see settle
	hamza   = 'C'
)

func isShort(c byte) bool { return c == 'a' || c == 'i' || c == 'u' }

func isLong(c byte) bool { return c == longA || c == longI || c == longU || c == endA }

func isVowel(c byte) bool { return isShort(c) || isLong(c) }

func isGlide(c byte) bool { return c == 'w' || c == 'y' }

// isConsonant holds for the consonants of a root, glides and hamza included.
func isConsonant(c byte) bool { return letterOf(c) != 0 }

// lengthen makes the long vowel of a short one.
func lengthen(v byte) byte {
	switch v {
	case 'a':
		return longA
	case 'i':
		return longI
	}
	return longU
}

// settle applies, in place, the two sound rules that reach over the border of
// prefix and stem. It keeps the length, and so the borders: what a rule removes
// becomes gone.
//
//   - A hamza that closes a syllable begun by hamza lengthens its vowel:
//     ʾaʾmana -> ʾāmana, ʾuʾminu -> ʾūminu (Wright I §17 rem. b).
//   - w and y that close a syllable after u or i lengthen it: yuwṣalu -> yūṣalu,
//     yuyqiẓu -> yūqiẓu, iwtid -> ītid (Wright I §§142-147).
func settle(p []byte) {
	for i := 1; i < len(p); i++ {
		v := p[i-1]
		if !isShort(v) || i+1 < len(p) && (isVowel(p[i+1]) || p[i+1] == p[i]) {
			continue
		}
		second := p[i] == hamza && i > 1 && p[i-2] == hamza
		glide := isGlide(p[i]) && v != 'a'
		if second || glide {
			p[i-1], p[i] = gone, lengthen(v)
		}
	}
}
