package paradigm

// What no rule of a class reaches. Wright I §§ in each comment.

// isLaysa: ليس (laysa, is not) has a past only (Wright I §182).
func (m *maker) isLaysa() bool { return m.Root == "lys" && m.Form == "1" && m.Lemma == "ليس" }

// losesHamza: رأى (raʾā, to see) has no hamza in the present, يرى (yarā), and
// أرى (arā, to show) none at all (Wright I §176).
func (m *maker) losesHamza(pastTense bool) bool {
	return m.Root == "rCy" && (m.Form == "4" || m.Form == "1" && !pastTense)
}

// losesW: form I verbs in w drop it in the active present with i, yaṣilu, and
// in those with a that had i once, yaḍaʿu (Wright I §§142-143); not in yawjalu.
func (m *maker) losesW() bool {
	if m.Form != "1" || m.radical[1] != 'w' || m.isDoubled() || m.isHollow() {
		return false
	}
	switch m.Vowels {
	case "a-i", "i-i", "a-a":
		return true
	case "i-a": // wasiʿa yasaʿu, waṭiʾa yaṭaʾu
		return m.Root == "wsE" || m.Root == "wTC"
	}
	return false
}

// shortImperative: خذ (khudh), كل (kul), مر (mur) beside اؤمر, and سل (sal)
// beside اسأل (Wright I §§137, 140). alone is true where the long one is not used.
func (m *maker) shortImperative() (s string, alone bool) {
	if m.Form != "1" {
		return "", false
	}
	switch m.Root {
	case "CxV":
		return "xuV", true
	case "Ckl":
		return "kul", true
	case "Cmr":
		return "mur", false
	case "sCl":
		return "sal", false
	}
	return "", false
}
