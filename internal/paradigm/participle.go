package paradigm

// Participles makes the participles of v, masculine singular without article
// (Wright I §§229-236, Ryding ch. 5). Where there are two spellings or shapes
// both stand: مسؤول and مسئول; of a defective verb قاض and قاضي. It returns nil
// for a row that Conjugate refuses, no passive for forms VII and IX, and none for
// form I in u-u, whose adjective is no participle: كبير (kabīr) of كبر (kabura), and
// where fāʿil would be taken for form III (ضاعف).
func Participles(v Verb) (active, passive []string) {
	act, pas, ok := participleStems(v)
	if !ok {
		return nil, nil
	}
	if pas != "" {
		passive = spellings("", pas, "a")
	}
	return shapes("", act), passive
}

// InflectParticiples makes all forms of the participles of v as adjectives. Use it
// rather than Adjective, which cannot know that رام and رامي are one word.
func InflectParticiples(v Verb) (active, passive []Noun) {
	act, pas, ok := participleStems(v)
	if !ok {
		return nil, nil
	}
	n := new(nouns)
	forms := shapes("", act)
	if isDefectiveStem(act) { // رامي alone, which yields رام
		n.adjective(forms[len(forms)-1], true, nil)
	} else {
		n.adjectives(forms)
	}
	if pas == "" {
		return n.all, nil
	}
	p := new(nouns)
	p.adjectives(spellings("", pas, "a"))
	return n.all, p.all
}

func (n *nouns) adjectives(lemmas []string) {
	for _, w := range lemmas {
		n.adjective(w, false, nil)
	}
}

// participleStems are the stems of both participles as sounds; passive is empty
// where there is none.
func participleStems(v Verb) (active, passive string, ok bool) {
	m, err := choose(v)
	if err != nil || m.isLaysa() || v.Form == "1" && v.Vowels == "u-u" {
		return "", "", false
	}
	if v.Form == "1" {
		return m.formOneActive(), m.formOnePassive(), true
	}
	p := m.pattern.present
	n := len(p)
	active = "mu" + m.participle(p[:n-2]+"i"+p[n-1:])
	if v.Form != "7" && v.Form != "9" {
		passive = "mu" + m.participle(m.presentPassive)
	}
	return active, passive, true
}

// participle makes the stem after mu-.
func (m *maker) participle(pattern string) string {
	s := m.fill(pattern)
	if m.losesHamza(false) {
		s = "r" + s[2:]
	}
	return m.shape(m.ya(s), 0).open
}

// formOneActive is fāʿil. A glide that gives way is hamza: قائل (qāʾil); before
// hamza the two make one: جاء (jāʾin), الجائي (al-jāʾī) (Wright I §240).
func (m *maker) formOneActive() string {
	s := m.fill("1A2i3")
	switch {
	case m.isHollow() && m.radical[3] == hamza:
		s = string(m.radical[1]) + "ACiy"
	case m.isHollow():
		s = string(m.radical[1]) + "ACi" + string(m.radical[3])
	case m.isDoubled():
		s = contract(s)
	}
	return s
}

// formOnePassive is mafʿūl; مقول (maqūl), مبيع (mabīʿ), مدعو (madʿūw), مرمي
// (marmīy), and مرضي (marḍīy) though its root ends in w (Wright I §§171, 240).
func (m *maker) formOnePassive() string {
	one, two, three := string(m.radical[1]), string(m.radical[2]), string(m.radical[3])
	s := one + two + "U" + three
	switch {
	case m.isHollow() && two == "y":
		s = one + "I" + three
	case m.isHollow():
		s = one + "U" + three
	case three == "w" && m.past != 'i':
		s = one + two + "uww"
	case three == "y" || three == "w":
		s = one + two + "iyy"
	}
	return "ma" + s
}

// shapes spells a stem that may end in -iy as -in and -ī, others as they are.
func shapes(prefix, s string) []string {
	if isDefectiveStem(s) {
		return append(spellings(prefix, s, ""), spellings(prefix, s, "u")...)
	}
	return spellings(prefix, s, "a")
}

func isDefectiveStem(s string) bool {
	n := len(s)
	return n > 1 && isGlide(s[n-1]) && s[n-2] == 'i'
}

// spellings fuses and spells one word in all styles that differ.
func spellings(prefix, s, ending string) []string {
	t := new(table)
	s, ending = fuse(s, ending)
	w := t.word(prefix, s, ending)
	var all []string
	for st := academic; st < styles; st++ {
		all = appendNew(all, string(t.spell(w, st).written))
	}
	return all
}

func appendNew(all []string, s string) []string {
	for _, old := range all {
		if old == s {
			return all
		}
	}
	return append(all, s)
}
