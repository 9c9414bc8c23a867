package paradigm

import "fmt"

// A pattern is one of the verb forms I-X of Wright I §§35-71, or of the four
// radicals. Digits stand for radicals, 5 for the infixed t of form VIII, * and
// + for the middle vowels of past and present in form I.
type pattern struct {
	past, pastPassive, present, presentPassive string

	prefix byte // vowel of the active present prefix
}

func patternOf(form string) (pattern, bool) {
	switch form {
	case "1":
		return pattern{"1a2*3", "1u2i3", "12+3", "12a3", 'a'}, true
	case "2":
		return pattern{"1a22a3", "1u22i3", "1a22i3", "1a22a3", 'u'}, true
	case "3":
		return pattern{"1A2a3", "1U2i3", "1A2i3", "1A2a3", 'u'}, true
	case "4":
		return pattern{"Ca12a3", "Cu12i3", "12i3", "12a3", 'u'}, true
	case "5":
		return pattern{"ta1a22a3", "tu1u22i3", "ta1a22a3", "ta1a22a3", 'a'}, true
	case "6":
		return pattern{"ta1A2a3", "tu1U2i3", "ta1A2a3", "ta1A2a3", 'a'}, true
	case "7":
		return pattern{"<in1a2a3", "<un1u2i3", "n1a2i3", "n1a2a3", 'a'}, true
	case "8":
		return pattern{"<i15a2a3", "<u15u2i3", "15a2i3", "15a2a3", 'a'}, true
	case "9":
		return pattern{"<i12a3a3", "<u12u3i3", "12a3i3", "12a3a3", 'a'}, true
	case "10":
		return pattern{"<ista12a3", "<ustu12i3", "sta12i3", "sta12a3", 'a'}, true
	case "q1":
		return pattern{"1a23a4", "1u23i4", "1a23i4", "1a23a4", 'u'}, true
	case "q2":
		return pattern{"ta1a23a4", "tu1u23i4", "ta1a23a4", "ta1a23a4", 'a'}, true
	case "q4":
		return pattern{"<i12a34a4", "<u12u34i4", "12a34i4", "12a34a4", 'a'}, true
	}
	return pattern{}, false
}

// assimilated turns the patterns of V and VI into the ones where t- has become
// the first radical: اطّوّع (iṭṭawwaʿa), اثّاقل (iththāqala) (Wright I §111).
func (t pattern) assimilated() pattern {
	return pattern{"<i1" + t.past[2:], "<u1" + t.pastPassive[2:], "1" + t.present[2:], "1" + t.presentPassive[2:], 'a'}
}

// A choice is one way to read a row where a root and form allow several; the
// lemma decides which one was meant.
type choice struct {
	firm bool // a middle w or y stays: استحوذ (istaḥwadha), عور (ʿawira)
	alt  bool // the rarer assimilation of V, VI, VIII; استحى (istaḥā) in X
}

// A maker holds what the steps of one verb share.
type maker struct {
	Verb
	choice
	pattern
	radical       [6]byte // 1 to 4, and 5 for the t of form VIII
	last          int     // number of the last radical, 3 or 4
	past, present byte    // middle vowels of form I
}

func newMaker(v Verb, c choice) (*maker, error) {
	t, ok := patternOf(v.Form)
	if !ok {
		return nil, fmt.Errorf("form %q: not one of 1-10, q1, q2, q4", v.Form)
	}
	m := &maker{Verb: v, choice: c, pattern: t, last: 3}
	if v.Form[0] == 'q' {
		m.last = 4
	}
	if len(v.Root) != m.last {
		return nil, fmt.Errorf("root %q: form %s wants %d radicals", v.Root, v.Form, m.last)
	}
	for i := range m.last {
		if !isConsonant(v.Root[i]) {
			return nil, fmt.Errorf("root %q: %q is no radical", v.Root, v.Root[i])
		}
		m.radical[i+1] = v.Root[i]
	}
	if c.alt && (v.Form == "5" || v.Form == "6") {
		m.pattern = t.assimilated()
	}
	m.radical[5] = 't'
	m.assimilate()
	return m, m.readVowels()
}

// readVowels reads "a-u". The hollow verbs in i-a are written a-a by some
// dictionaries (nāma, yanāmu); they are the same.
func (m *maker) readVowels() error {
	if m.Form != "1" {
		return nil
	}
	v := m.Vowels
	if len(v) != 3 || v[1] != '-' || !isShort(v[0]) || !isShort(v[2]) {
		if m.isLaysa() {
			return nil
		}
		return fmt.Errorf("vowels %q: form 1 wants two of a, i, u, as a-u", v)
	}
	m.past, m.present = v[0], v[2]
	return nil
}

// assimilate joins the t of form VIII to the first radical (Wright I §§55-58,
// 111-117): اصطدم (iṣṭadama), ازداد (izdāda), ادّعى (iddaʿā), اتّصل (ittaṣala).
func (m *maker) assimilate() {
	if m.Form != "8" {
		return
	}
	first, t := &m.radical[1], &m.radical[5]
	switch *first {
	case 'S', 'D':
		*t = 'T'
		if m.alt {
			*t = *first
		}
	case 'T':
		*t = 'T'
	case 'Z':
		*t = 'Z'
		if m.alt {
			*t = 'T'
		}
	case 'd':
		*t = 'd'
	case 'z':
		*t = 'd'
	case 'V': // iddakhara; alternatively idhdhakara
		if !m.alt {
			*first = 'd'
		}
		*t = *first
	case 'v':
		if m.alt {
			*t = 'v'
		}
	case 'w', 'y':
		*first = 't'
	case hamza: // iʾtamara, but ittakhadha
		if m.alt {
			*first = 't'
		}
	}
}

// fill puts the radicals into one stem of the pattern. A last w is y but where
// form I keeps it: after a of the active past, daʿaw-, and after u, yadʿuw-
// (Wright I §§164-170).
func (m *maker) fill(stem string) string {
	b := make([]byte, 0, 16)
	for i := 0; i < len(stem); i++ {
		switch c := stem[i]; {
		case c >= '1' && c <= '5':
			b = append(b, m.radical[c-'0'])
		case c == '*':
			b = append(b, m.past)
		case c == '+':
			b = append(b, m.present)
		default:
			b = append(b, c)
		}
	}
	n := len(b)
	if isGlide(b[n-1]) && isShort(b[n-2]) {
		b[n-1] = m.lastGlide(stem, b[n-2], b[n-1])
	}
	return string(b)
}

func (m *maker) lastGlide(stem string, v, g byte) byte {
	switch {
	case v == 'u':
		return 'w'
	case v == 'a' && m.Form == "1" && stem == m.pattern.past:
		return g
	}
	return 'y'
}
