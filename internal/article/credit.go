package article

import (
	"slices"
	"strings"
	"unicode"
)

// credited is the name in a row that tells who made a text, in whatever words: one that
// makes ("wrote it", "prepared", "editing"), then what was made or for whom ("the
// inquiry", "for you", "the colleague"), then the name, then perhaps a sign and the day.
// Where other words stand before, the name has to begin as persons' names do.
func (lb *Labels) credited(row string) string {
	ws := strings.Fields(row)
	if len(ws) < 3 || len(ws) > 16 {
		return ""
	}
	at, plain := -1, true
	for i, w := range ws[:min(len(ws)-2, 6)] {
		makes, made := lb.credit("makes", w), lb.credit("made", w)
		if at >= 0 && !makes && !made {
			break
		}
		if makes {
			at = i
		}
		plain = plain && (makes || made)
	}
	if at < 0 {
		return ""
	}
	for at++; at < len(ws) && (lb.credit("made", ws[at]) || lb.credit("makes", ws[at]) || strings.Trim(ws[at], ":-–—/") == ""); at++ {
	}
	name := strings.Join(ws[at:], " ")
	if k := strings.IndexAny(name, "|:،,-–—/•(؛."); k >= 0 {
		name = name[:k]
	}
	name = upToWhen(name)
	if role, rest, ok := strings.Cut(name, " "); ok && strings.HasPrefix(role, "ال") && !lb.given[lb.key(role)] && lb.likely(rest) { // "wrote the student X"
		name = rest
	}
	switch n := len(strings.Fields(name)); {
	case n < 2, n > 4, strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && r != '\u200c'
	}):
		return ""
	case lb.likely(name):
		return name
	case !plain, strings.HasPrefix(name, "ال"), lb.nameIn(name) != name:
		return ""
	}
	return name
}

// honours stand before names in signatures.
var honours = map[string]bool{"د": true, "ا": true, "م": true, "اد": true, "الدكتور": true, "الدكتوره": true, "الاستاذ": true, "الاستاذه": true, "المهندس": true, "المحامي": true, "البروفيسور": true, "دكتر": true, "مهندس": true}

// bareName takes what a writer is and does off the front of a name: "the writer and
// journalist X", "editor of local affairs X", "Dr. X".
func (lb *Labels) bareName(s string) string {
	ws := strings.Fields(s)
	k := 0
	for ; k < len(ws)-2; k++ {
		w := lb.key(strings.TrimFunc(ws[k], func(r rune) bool { return !unicode.IsLetter(r) }))
		makes := lb.credit("makes", ws[k]) || lb.credit("made", ws[k]) || lb.reasons[w] == "writer" || lb.reasons["ال"+w] == "writer" || honours[strings.ReplaceAll(w, ".", "")]
		if !makes && !(k > 0 && strings.HasPrefix(w, "ال") && !lb.given[w]) && !(k == 0 && w == "من") {
			break
		}
	}
	if rest := strings.Join(ws[k:], " "); k > 0 && lb.likely(rest) && !slices.ContainsFunc(ws[k:], func(w string) bool { return aboutWords[w] }) {
		return rest
	}
	return s
}

// credit tells whether a word, without and, with, for, the article and signs, is of a kind of those of credited.
func (lb *Labels) credit(kind, word string) bool {
	k := lb.key(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
	if lb.credits[kind][k] {
		return true
	}
	if rest, ok := strings.CutPrefix(k, "و"); ok && lb.credits[kind][rest] {
		return true
	}
	for _, front := range []string{"ال", "بال", "لل", "ل", "ب"} {
		if rest, ok := strings.CutPrefix(k, front); ok && kind == "made" && lb.credits[kind][rest] {
			return true
		}
	}
	return false
}

// aboutWords go on with what a text is about, or where: no name holds them; ʿalā is how Egypt spells Ali.
var aboutWords = map[string]bool{"عن": true, "في": true, "من": true, "إلى": true, "حول": true, "بين": true, "مع": true, "درباره": true, "در": true, "از": true, "با": true}

// joints stand within names, before a second part of them.
var joints = map[string]bool{"بن": true, "ابن": true, "بنت": true, "ولد": true, "ود": true, "عبد": true, "ابو": true, "ال": true, "بو": true}

// likely tells whether a text where a name is expected is one: it begins with a given
// name, if one that is a common word too, or a word within it joins parts of names.
func (lb *Labels) likely(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 4 {
		return false
	}
	for _, w := range ws[1 : len(ws)-1] {
		if joints[lb.key(w)] {
			return true
		}
	}
	return lb.person(s) || lb.weak[lb.key(ws[0])]
}

// desk tells whether a supposed writer is a newsroom.
func (lb *Labels) desk(name string) bool {
	ws := strings.Fields(name)
	return len(ws) > 0 && lb.credits["desk"][lb.key(ws[0])] && !lb.given[lb.key(ws[0])]
}

// officeAfter tells whether a row goes on behind a name with what the writer is: "name, correspondent in the north".
func (lb *Labels) officeAfter(row, name string) bool {
	_, rest, ok := strings.Cut(row, name)
	ws := wordsOf(lb.key(rest))
	if !ok || len(ws) == 0 || len(ws) > 6 {
		return false
	}
	return lb.reasons[ws[0].text] == "writer" || lb.reasons["ال"+ws[0].text] == "writer"
}
