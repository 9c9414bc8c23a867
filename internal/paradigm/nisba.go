package paradigm

import "strings"

// Nisba guesses the relational adjectives of a place name, masculine singular
// without article, the likeliest first: مصري of مصر, غزي of غزة, سوري of سوريا. A
// name of two words is served when the second is an adjective in ية: كوري جنوبي of
// كوريا الجنوبية; else nil. Irregular ones (صنعاني, طنطاوي) must come from the
// gazetteer. Wright I §§249-263, Ryding ch. 10 §5.
func Nisba(name string) []string {
	words := strings.Fields(name)
	switch {
	case len(words) == 1:
		return nisbaOf(words[0])
	case len(words) == 2 && strings.HasPrefix(words[1], article) && strings.HasSuffix(words[1], endIyya):
		var all []string
		for _, n := range nisbaOf(words[0]) {
			all = append(all, n+" "+nisbaOf(words[1])[0])
		}
		return all
	}
	return nil
}

func nisbaOf(w string) []string {
	if t, ok := strings.CutPrefix(w, article); ok && len([]rune(t)) > 2 {
		w = t
	}
	for _, e := range []string{endIyya, endIya, endYa, endTied, endAlif, endMaqsura} {
		if s, ok := strings.CutSuffix(w, e); ok && len([]rune(s)) > 1 {
			return []string{s + endYa}
		}
	}
	if s, ok := strings.CutSuffix(w, endAa); ok { // karbalāʾī, ṣaḥrāwī
		return []string{s + endAai, s + endAwi}
	}
	return []string{w + endYa}
}
