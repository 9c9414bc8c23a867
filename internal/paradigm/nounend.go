package paradigm

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A linked is a shape of a noun before a pronoun.
type linked struct {
	written string
	Case
}

// tanwin is the accusative with the alif of tanwīn. Not written after ة, اء, أ, ا
// and ى (Wright I §8, Ryding ch. 2 §4.2); ء rests on the letter before it where that
// one joins: عبئا (ʿibʾan), but جزءا (juzʾan).
func tanwin(w string) (string, bool) {
	last, size := utf8.DecodeLastRuneInString(w)
	stem := w[:len(w)-size]
	switch last {
	case tehMarbuta, alif, alifMaqsura, alifHamza, alifMadda:
		return "", false
	case hamzaAlone:
		prev, _ := utf8.DecodeLastRuneInString(stem)
		switch {
		case prev == alif:
			return "", false
		case joins(prev):
			return stem + "ئا", true
		}
	}
	return w + endAlif, true
}

// beforePronoun gives the shapes that differ from w: ة is ت, ى is ا, and the last
// hamza is a middle one, seated by its case vowel (Wright I §§15-17).
func beforePronoun(w string) []linked {
	last, size := utf8.DecodeLastRuneInString(w)
	s := w[:len(w)-size]
	switch last {
	case tehMarbuta:
		return []linked{{written: s + endTa}}
	case alifMaqsura:
		if strings.HasSuffix(s, onAlif) { // marʾā, marʾā-hu
			return []linked{{written: strings.TrimSuffix(s, onAlif) + withMada}}
		}
		return []linked{{written: s + endAlif}}
	case alifHamza: // khaṭaʾ
		return []linked{{s + onWaw, Nominative}, {s + onYa, Oblique}}
	case wawHamza: // tabāṭuʾ
		return []linked{{s + onYa, Oblique}}
	case hamzaAlone:
		return hamzaBeforePronoun(s)
	}
	return nil
}

// hamzaBeforePronoun: وزراؤه, وزرائه, وزراءه; شيئه; جزؤه, جزئه, جزأه (also جزءه);
// عبؤه, عبئه, عبأه. The shape that keeps ء is w itself.
func hamzaBeforePronoun(s string) []linked {
	switch prev, _ := utf8.DecodeLastRuneInString(s); {
	case prev == yeh:
		return []linked{{written: s + onYa}}
	case prev == alif || prev == waw:
		return []linked{{s + onWaw, Nominative}, {s + onYa, Oblique}}
	default:
		return []linked{{s + onWaw, Nominative}, {s + onYa, Oblique}, {s + onAlif, Oblique}}
	}
}

// dualStems is what the dual endings are attached to (Wright I §§299-301).
func dualStems(w string, g Gender) []string {
	if isFiveNoun(w) {
		return []string{w + endWaw}
	}
	last, size := utf8.DecodeLastRuneInString(w)
	s := w[:len(w)-size]
	switch last {
	case tehMarbuta:
		return []string{s + endTa}
	case alifMaqsura:
		return []string{s + endYa}
	case alif: // ʿaṣan, ʿaṣawāni; longer words have y
		if utf8.RuneCountInString(w) == 3 {
			return []string{s + endWaw}
		}
		return []string{s + endYa}
	case hamzaAlone:
		return hamzaDualStems(w, s, g)
	}
	return []string{w}
}

// hamzaDualStems: صحراوان of the feminine ending -āʾ, بناءان; شيئان; جزءان, جزأين.
func hamzaDualStems(w, s string, g Gender) []string {
	switch prev, _ := utf8.DecodeLastRuneInString(s); {
	case prev == alif && g == Feminine && utf8.RuneCountInString(w) > 4:
		return []string{s + endWaw}
	case prev == alif && g == Feminine: // samāʾ
		return []string{s + endWaw, w}
	case prev == alif || prev == waw:
		return []string{w}
	case joins(prev):
		return []string{s + onYa}
	}
	return []string{w, s + onAlif}
}

// soundMasculineStem parts a sound masculine plural: p is the lemma with -ūna or
// -īna. So شؤون (shuʾūn) and قوانين (qawānīn) stay broken plurals.
func soundMasculineStem(lemma, p string) (stem string, ok bool) {
	stem, ok = strings.CutSuffix(p, endUn)
	if !ok {
		stem, ok = strings.CutSuffix(p, endIn)
	}
	if !ok || stem == "" {
		return "", false
	}
	switch lemma {
	case stem, stem + endYa, stem + endMaqsura, stem + endTied, endAlif + stem:
		return stem, true
	}
	nominative, oblique := soundStems(lemma)
	if slices.Contains(nominative, stem) || slices.Contains(oblique, stem) {
		return lemma, true
	}
	return "", false
}

// soundStems seats the last hamza of w before -ūna and before -īna.
func soundStems(w string) (nominative, oblique []string) {
	for _, e := range []string{endAa, endUHmz, onAlif} {
		if strings.HasSuffix(w, e) {
			s := w[:len(w)-len(onNone)]
			return []string{s + onWaw, w}, []string{s + onYa, w}
		}
	}
	if s, ok := strings.CutSuffix(w, endIHmz); ok {
		return []string{s + "يئ"}, []string{s + "يئ"}
	}
	return []string{w}, []string{w}
}

// isBrokenAat: أصوات (ʾaṣwāt) of صوت, where ت is a radical; not أخوات of أخت.
func isBrokenAat(lemma, p string) bool {
	switch lemma {
	case "أخت",
		"بنت",
		"ذات":
		return false
	}
	return strings.HasSuffix(lemma, endTa) && p != lemma+endAt
}

// isDiptotePlural: mafāʿil and mafāʿīl have no tanwīn: an alif in the third place
// and two or more letters after it (Wright I §309), or one that stands for two:
// مواد (mawādd) of مادة, مهام (mahāmm) of مهمة.
func isDiptotePlural(lemma, p string) bool {
	r := []rune(p)
	switch {
	case len(r) == 4 && r[2] == alif:
		l := []rune(strings.TrimSuffix(lemma, endTied))
		if len(l) != 3 || l[2] != r[3] {
			return false
		}
		return l[0] == meem && r[0] == meem || l[1] == alif && r[1] == waw
	case len(r) < 5 || r[len(r)-1] == tehMarbuta:
		return false
	}
	return r[2] == alif || r[0] != alifMadda && r[1] == alifMadda
}

// isDefectivePlural: مباني (mabānī), أراضي (ʾarāḍī), which lose ي when indefinite.
// Without ي they look like رجال; the lemma must end weakly then: مبان of مبنى.
func isDefectivePlural(lemma, p string) bool {
	r := []rune(p)
	switch {
	case len(r) == 5 && r[4] == yeh && r[2] == alif:
		return p != "كراسي"
	case len(r) == 4 && r[2] == alif && r[3] != tehMarbuta && r[3] != hamzaAlone:
		return anyEnd(lemma, endMaqsura, endIyya, endYa) || isWeakAtHeart(lemma)
	}
	return false
}

// isWeakAtHeart: nouns without a weak ending whose plural has one (Wright I §304).
func isWeakAtHeart(lemma string) bool {
	switch lemma {
	case "أرض",
		"ليلة",
		"أهل":
		return true
	}
	return false
}

// isDefective: a lemma in -ī that has its plural without ي, محامي محامون, قاضي
// قضاة, or the shape of fāʿil, نادي. A nisba keeps ي: عسكري عسكريون.
func isDefective(lemma string, plurals []string) bool {
	r := []rune(lemma)
	n := len(r)
	if n < 3 || r[n-1] != yeh {
		return n == 3 && r[1] == alif && r[2] != tehMarbuta && anySuffix(plurals, endAat)
	}
	stem := string(r[:n-1])
	for _, p := range plurals {
		switch p {
		case stem + endUn, stem + endIn:
			return true
		case lemma + endUn, lemma + endIn:
			return false
		}
	}
	return n == 4 && r[1] == alif && !isShortNisba(lemma)
}

func anyEnd(w string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

func anySuffix(list []string, suffix string) bool {
	for _, s := range list {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
