package paradigm

// link makes the word a pronoun is attached to (Wright I §185, Ryding ch. 12):
// the silent alif goes, ى is ا, -tum is -tumū.
func (t *table) link(prefix, stem, ending string) word {
	n := len(stem)
	switch {
	case ending == "" && n > 0 && stem[n-1] == endA:
		stem = stem[:n-1] + "A"
	case ending == "tum":
		ending = "tumU"
	case ending != "" && ending[len(ending)-1] == silentO:
		ending = ending[:len(ending)-1]
	}
	b := append(append(append([]byte(nil), prefix...), stem...), ending...)
	settle(b)
	return word{p: b, stem: len(prefix), ending: len(prefix) + len(stem), linked: true}
}

// addLink spells link in one style and gives it to the cell of that style.
func (t *table) addLink(w, link word, st style, first int) {
	own := string(t.spell(w, st).written)
	linked := string(t.spell(link, st).written)
	for i := first; i < len(t.cells); i++ {
		c := &t.cells[i]
		if c.Written != own {
			continue
		}
		for _, old := range c.Suffixed {
			if old == linked {
				return
			}
		}
		c.Suffixed = append(c.Suffixed, linked)
		return
	}
}
