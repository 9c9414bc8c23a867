package paradigm

// A stem has two shapes: open before a vowel (qāl-a, madd-a), closed before a
// consonant or nothing (qul-tu, madad-tu). They are the same in a sound verb.
type stem struct {
	open, closed string
	doubled      bool // before nothing both shapes are right: yamudda, yamdud
}

// shape finds the two shapes of a filled stem. short is the vowel of the closed
// shape of a hollow verb, 0 for the open one shortened.
func (m *maker) shape(s string, short byte) stem {
	switch {
	case m.isHollow():
		return hollow(s, short)
	case m.isDoubled():
		return stem{open: contract(s), closed: s, doubled: true}
	}
	return stem{open: s, closed: s}
}

// isHollow: the middle radical is a glide that gives way. It stands firm beside
// another glide (rawā, ḥayiya) and where its neighbours are doubled or long (II,
// III, V, VI, IX): Wright I §§149-163.
func (m *maker) isHollow() bool {
	switch m.Form {
	case "1", "4", "7", "8", "10":
		return !m.firm && isGlide(m.radical[2]) && !isGlide(m.radical[3])
	}
	return false
}

// isDoubled: the last two radicals contract (Wright I §§120-124). Not in II and
// V, where the second is doubled itself; IX and q4 double their last radical.
func (m *maker) isDoubled() bool {
	switch m.Form {
	case "9", "q4":
		return true
	case "1", "3", "4", "6", "7", "8", "10":
		return m.radical[2] == m.radical[3] && !isGlide(m.radical[2])
	}
	return false
}

// hollow contracts the glide before the last radical: qawal -> qāl, quwil ->
// qīl, qwul -> qūl, khtayir -> khtār; the closed shape is short.
func hollow(s string, short byte) stem {
	n := len(s)
	if n < 4 { // last radical, its vowel, glide, and something before
		return stem{open: s, closed: s}
	}
	head, v, last := s[:n-3], s[n-2], s[n-1:]
	if p := head[len(head)-1]; isShort(p) {
		head = head[:len(head)-1]
		if p == 'a' {
			v = 'a'
		}
	}
	if short == 0 {
		short = v
	}
	return stem{
		open:   head + string(lengthen(v)) + last,
		closed: head + string(short) + last,
	}
}

// contract brings two like radicals together: madad -> madd, and where the
// first closes a syllable the vowel goes before it: mdud -> mudd.
func contract(s string) string {
	n := len(s)
	head, v, last := s[:n-3], s[n-2:n-1], s[n-1:]
	if isConsonant(head[len(head)-1]) {
		return head + v + last + last
	}
	return head + last + last
}

// fuse joins an ending to a stem whose last radical is a glide; others pass.
// The table is Wright I §§164-172: a+w/y+ū -> aw, i+y+ū -> ū, a+y+a -> ā, ...
func fuse(s, ending string) (string, string) {
	n := len(s)
	if n < 2 || !isGlide(s[n-1]) || !isShort(s[n-2]) {
		return s, ending
	}
	base, v := s[:n-2], s[n-2]
	switch {
	case ending == "": // jussive yarmi, yadʿu, yansa
		return s[:n-1], ""
	case ending == "a", ending == "u":
		return fuseShort(s, ending)
	case v == 'a' && ending[0] == 'a': // ramat, ramatā
		return base, ending
	case v == 'a' && ending[0] == longU: // ramaw, yansawna
		return s[:n-1], "w" + ending[1:]
	case v == 'a' && ending[0] == longI: // tansayna
		return s[:n-1], "y" + ending[1:]
	case ending[0] == longU, ending[0] == longI: // nasū, yadʿūna, tadʿīna
		return base, ending
	case v != 'a' && isConsonant(ending[0]): // nasītu, yadʿūna
		return base + string(lengthen(v)), ending
	}
	return s, ending // ramayā, ramaytu, nasiyat
}

// fuseShort joins the short endings of the past and the moods: ramay-a -> ramā,
// yansay-u -> yansā, yarmiy-u -> yarmī, but yarmiy-a. The ā is written ا where
// w was last (دعا) or y stands before it (يحيا), else ى (Wright I §167).
func fuseShort(s, ending string) (string, string) {
	n := len(s)
	base, v, g := s[:n-2], s[n-2], s[n-1]
	switch {
	case v != 'a' && ending == "a":
		return s, ending
	case v != 'a':
		return base + string(lengthen(v)), ""
	case g == 'w' || base != "" && base[len(base)-1] == 'y':
		return base + string(rune(longA)), ""
	}
	return base + string(rune(endA)), ""
}
