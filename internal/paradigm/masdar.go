package paradigm

import (
	"slices"
	"strings"
)

// RegularMasdar makes the verbal noun that rule gives to forms II-X and to the
// quadriliterals (Wright I §§202-209, Ryding ch. 5); nil for form I, where no
// rule does, and for a row that Conjugate refuses. Of III it makes mufāʿala
// alone: whether fiʿāl is in use (قتال, but no سفار) only a dictionary tells.
func RegularMasdar(v Verb) []string {
	if v.Form == "1" {
		return nil
	}
	m, err := choose(v)
	if err != nil {
		return nil
	}
	switch {
	case m.losesHamza(true):
		return spellings("", "CirACaQ", "") // ʾirāʾa
	case v.Form == "2":
		return m.masdarTwo()
	case v.Form == "5", v.Form == "6", v.Form == "q2":
		return m.masdarT()
	case (v.Form == "4" || v.Form == "10") && m.isHollow(): // ʾiqāma, istiqāma
		return spellings("", m.fillNoun(prefixOf(v.Form)+"1A3")+"aQ", "")
	}
	return spellings("", m.fillNoun(m.masdarPattern()), "")
}

// InflectMasdar makes the forms of one masdar of v, regular or not. That of V and
// VI of a defective verb may be given in either shape, تحد or تحدي. Masdars in ة
// and those of the derived forms have a plural in ات: إجراءات, مباريات.
func InflectMasdar(v Verb, masdar string) []Noun {
	if masdar == "" {
		return nil
	}
	n := new(nouns)
	g := Masculine
	if strings.HasSuffix(masdar, endTied) {
		g = Feminine
	}
	defective := isDefectiveMasdar(v, masdar)
	n.singular(masdar, g, defective)
	if defective {
		masdar = strings.TrimSuffix(masdar, endYa) + endYa
	}
	if v.Form != "1" || g == Feminine {
		n.add(Noun{Written: soundFeminine(masdar), Number: Plural, Gender: Feminine})
	}
	return n.all
}

func isDefectiveMasdar(v Verb, masdar string) bool {
	if len(v.Root) < 3 || !isGlide(v.Root[len(v.Root)-1]) {
		return false
	}
	switch v.Form {
	case "5", "6", "q2":
		return slices.Contains(RegularMasdar(v), masdar)
	}
	return false
}

func prefixOf(form string) string {
	if form == "4" {
		return "Ci"
	}
	return "<isti"
}

func (m *maker) masdarPattern() string {
	switch m.Form {
	case "3":
		switch {
		case isGlide(m.radical[3]):
			return "mu1A2AQ" // mubārāt
		case m.isDoubled():
			return "mu1A23aQ" // muḥājja
		}
		return "mu1A2a3aQ"
	case "4":
		return "Ci12A3"
	case "7":
		return "<in1i2A3"
	case "8":
		return "<i15i2A3"
	case "9":
		return "<i12i3A3"
	case "10":
		return "<isti12A3"
	case "q1":
		return "1a23a4aQ"
	}
	return "<i12i34A4" // q4
}

// masdarTwo is tafʿīl; تسمية (tasmiya) of defective verbs, تحية (taḥīya) where the
// middle radical is y too, تجزئة (tajziʾa) beside تجزيء before hamza.
func (m *maker) masdarTwo() []string {
	switch last := m.radical[3]; {
	case isGlide(last) && m.radical[2] == 'y':
		return spellings("", m.fillNoun("ta1iyyaQ"), "")
	case isGlide(last):
		return spellings("", m.fillNoun("ta12iyaQ"), "")
	case last == hamza:
		return append(spellings("", m.fillNoun("ta12i3aQ"), ""), spellings("", m.fillNoun("ta12I3"), "")...)
	}
	return spellings("", m.fillNoun("ta12I3"), "")
}

// masdarT is the past stem with u: tafaʿʿul, tafāʿul; taḥaddin and at-taḥaddī.
func (m *maker) masdarT() []string {
	p := m.pattern.past
	n := len(p)
	vowel := "u"
	if isGlide(m.radical[m.last]) {
		vowel = "i"
	}
	s := m.fillNoun(p[:n-2] + vowel + p[n-1:])
	if m.isDoubled() {
		s = contract(s)
	}
	return shapes("", s)
}

// fillNoun fills a masdar pattern. After i a hollow w is y, inqiyād; after ā a
// last glide is hamza, liqāʾ (Wright I §§210-213).
func (m *maker) fillNoun(pattern string) string {
	r := m.radical
	if (m.Form == "7" || m.Form == "8") && m.isHollow() {
		m.radical[2] = 'y'
	}
	b := []byte(m.fill(pattern))
	m.radical = r
	for i := 1; i < len(b); i++ {
		if b[i-1] == longA && isGlide(b[i]) && i == len(b)-1 {
			b[i] = hamza
		}
	}
	return string(b)
}
