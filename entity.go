package isnad

// A Mention is a phrase read as a possible party of an event.
type Mention struct {
	Span                // of the words, proclitics cut off
	Phrase     int      // index of Document.Phrases, -1 when implied
	Country    string   // ISO 3166 alpha-3, KOS, PSE, or IGO UNO EUR NGO ISM IMG MNC; "" unknown
	CountryVia string   // name, nisba, title, place, topic; "" when Country is
	Sectors    []string // PLOVER sectors, the first decides
	Name       string   // canonical Arabic name of a known entity
	NameEn     string   //
	ID         string   // gazetteer key
	Kind       string   // state, person, organisation, group, role, place, ""
	Via        string   // name, nisba, metonym, title, pronoun, variant, agent
	Row        string   // lexicon row behind the reading
	Antecedent int      // index of the mention this one refers to, -1 none
	Number     Features // Sing, Dual, Plur and gender of the phrase
}

// Meant is the mention that mention i stands for: of "His Highness" the last one of him,
// else i itself.
func Meant(ms []Mention, i int) int {
	if i >= 0 && ms[i].Via == "pronoun" && ms[i].Kind == "person" && ms[i].Antecedent >= 0 {
		return ms[i].Antecedent
	}
	return i
}

// Sector is the first sector, or "".
func (m *Mention) Sector() string {
	if len(m.Sectors) == 0 {
		return ""
	}
	return m.Sectors[0]
}
