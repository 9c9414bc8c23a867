package entity

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// corefer lets later mentions take what an earlier one of the same person, body
// or state has said: a bare or differently spelled surname, "the minister", "the movement".
func (r *resolver) corefer() {
	for i := range r.out {
		p := &r.Phrases[i]
		peer := r.Tokens[p.Head].R().Lemma == "نظير" && third[r.Tokens[p.Head].R().Pron]
		if peer && p.Name < 0 {
			r.counterpart(i)
			continue
		}
		if r.out[i].Country == "" && p.Name < 0 && third[r.Tokens[p.Head].R().Pron] && !r.Tokens[p.Head].R().Honorific() {
			r.owner(i)
		}
		if r.Tokens[p.Head].R().Honorific() && p.Name < 0 {
			r.honorific(i)
			continue
		}
		if p.Genitive >= 0 && p.Name < 0 {
			continue
		}
		switch {
		case len(r.out[i].Sectors) == 0 && r.others(p):
			r.sameAsOthers(i)
		case p.Name >= 0 && r.Names[p.Name].Kind == isnad.NameShape && r.out[i].ID == "":
			r.sameName(i)
		case p.Name < 0 && r.Tokens[p.Head].R().Pro.Has(isnad.ProAl) && r.out[i].Country == "" && r.out[i].Via == "agent":
			r.sameRole(i)
		}
		if peer { // what his name tells comes first
			r.counterpart(i)
		}
	}
}

// others tells whether a phrase only counts people told of before: khamsatu ākharūna, ithnayni.
func (r *resolver) others(p *isnad.Phrase) bool {
	h := r.Tokens[p.Head].R()
	return p.Name < 0 && (h.POS == isnad.Num && p.Tokens.End == p.Head+1 || h.Lemma == "اخر" && h.Features.Any(isnad.Plur|isnad.Dual) && h.Pro&isnad.ProAl == 0)
}

// sameAsOthers: two soldiers were killed and five others wounded: soldiers, where the
// sentence tells of no other people between.
func (r *resolver) sameAsOthers(i int) {
	p := &r.Phrases[i]
	for j := i - 1; j >= 0 && r.Phrases[j].Sentence == p.Sentence; j-- {
		a, h := &r.out[j], r.Tokens[r.Phrases[j].Head].R()
		if len(a.Sectors) == 0 || h.Class != "person" && !h.Features.Has(isnad.Human) {
			continue
		}
		if h.Features.Any(isnad.Plur|isnad.Dual) || r.Phrases[j].Head > r.Phrases[j].Tokens.Start && r.Tokens[r.Phrases[j].Head-1].Is(isnad.Num) {
			m := &r.out[i]
			m.Antecedent, m.Sectors, m.Kind = j, a.Sectors, "group"
			if m.Country == "" {
				m.Country, m.CountryVia = a.Country, a.CountryVia
			}
		}
		return
	}
}

// honorific finds whom "His Highness" means: the person told last whose title has the
// same word before it, else who stood by himself last, else behind a preposition.
func (r *resolver) honorific(i int) {
	p := &r.Phrases[i]
	h := r.Tokens[p.Head].R()
	best, least := -1, 0
	for j := i - 1; j >= 0 && j > i-lookBack; j-- {
		a, q := &r.out[j], &r.Phrases[j]
		if a.Kind != "person" && a.Kind != "role" || a.Via == "pronoun" || q.Extends >= 0 || q.Genitive >= 0 || q.Sentence == p.Sentence && q.Coord == p.Coord {
			continue
		}
		t := r.Tokens[q.Head].R()
		if t.Features.Any(isnad.Plur|isnad.Dual) && !t.Features.Has(isnad.Sing) || h.Pron == "ها" && t.Features.Has(isnad.Masc) && !t.Features.Has(isnad.Fem) || h.Pron == "ه" && t.Features.Has(isnad.Fem) && !t.Features.Has(isnad.Masc) {
			continue
		}
		cost := 1
		switch at := q.Tokens.Start - 1; {
		case at >= 0 && r.Tokens[at].R().Lemma == h.Lemma && r.Tokens[at].R().Pron == "":
			cost = 0
		case q.PrepWord != "":
			cost = 2
		}
		if a.Kind == "role" {
			cost++
		}
		if best < 0 || cost < least {
			best, least = j, cost
		}
	}
	m := &r.out[i]
	m.Kind, m.Via = "person", "pronoun"
	if best < 0 {
		m.Sectors = []string{"GOV"}
		return
	}
	a := &r.out[best]
	m.Antecedent, m.ID, m.Name, m.NameEn, m.Country, m.CountryVia, m.Sectors = best, a.ID, a.Name, a.NameEn, a.Country, a.CountryVia, a.Sectors
}

// third holds the pronouns that can mean a party told before.
var third = map[string]bool{"ه": true, "ها": true, "هم": true, "هما": true}

// owner gives "its fighters", "his country" the country of the party that the
// pronoun stands for: one of fitting gender in the same sentence or the one before.
func (r *resolver) owner(i int) {
	p := &r.Phrases[i]
	h := r.Tokens[p.Head].R()
	m := &r.out[i]
	land := h.Lemma == "بلاد" || h.Lemma == "بلد"
	if m.Via == "" && !land && !h.Features.Has(isnad.Human) {
		return
	}
	member := r.member(m, h)
	owns := func(j int) bool {
		return r.owns(j, i, h.Pron, member) && !(land && lexicon.Stateless[r.out[j].Country])
	}
	best := -1
	if member {
		best = r.nearest(i, 1, func(j int) bool { return owns(j) && !r.harms(j, i) })
	}
	if best < 0 {
		best = r.nearest(i, 1, owns)
	}
	if best < 0 {
		return
	}
	a := &r.out[best]
	m.Antecedent, m.Country, m.CountryVia = best, a.Country, a.CountryVia
	switch body := a.Kind == "organisation" || a.Kind == "group"; {
	case land:
		m.Kind, m.Via = "state", "pronoun"
	case body && (m.Kind == "role" && m.Sector() == "GOV" || member), m.Sector() == "MIL" && len(a.Sectors) > 0 && armed[a.Sectors[0]]:
		m.Sectors = a.Sectors // the leader of the movement is of its sector, and so are its forces
	}
	r.pass(i)
	r.counted(i)
}

// harms tells whether a verb of what is done to others stands between mention j and phrase i, or right
// before both: of "the union said that the police arrested two of its members" these are not the police's.
func (r *resolver) harms(j, i int) bool {
	q, p := &r.Phrases[j], &r.Phrases[i]
	if q.Sentence != p.Sentence {
		return false
	}
	against := false
	for k := p.Tokens.Start - 1; k >= max(r.Sentences[p.Sentence].Tokens.Start, q.Tokens.Start-2); k-- {
		switch t := &r.Tokens[k]; {
		case q.Tokens.Has(k):
		case t.Is(isnad.Verb) && !against:
			if against = r.lx.List("against")[t.R().Verb]; !against {
				return false
			}
		case t.Is(isnad.Sub) && k >= q.Tokens.Start:
			return false // it stands in the clause above
		}
	}
	return against
}

// armed are the sectors of those who have fighters and are of no state.
var armed = map[string]bool{"REB": true, "PRM": true, "UAF": true, "CRM": true}

// member tells whether a mention with a pronoun is of whom that stands for: its fighters,
// its staff, one of its leaders.
func (r *resolver) member(m *isnad.Mention, h *isnad.Reading) bool {
	return r.headed(m) || r.lx.List("member")[h.Lemma] || r.lx.List("leader")[h.Lemma]
}

// counted gives those who are counted out of phrase i what is known of it: six of its
// fighters, one of its leaders.
func (r *resolver) counted(i int) {
	p := &r.Phrases[i]
	for j := i - 1; j >= 0 && j > i-8 && r.Phrases[j].Sentence == p.Sentence; j-- {
		q, h := &r.Phrases[j], r.Tokens[r.Phrases[j].Head].R()
		if q.Tokens.End != p.Tokens.End || q.Tokens.Start >= p.Tokens.Start || h.POS != isnad.Num && !r.lx.List("quantifier")[h.Lemma] {
			continue
		}
		m, a := &r.out[j], &r.out[i]
		if m.Sectors = a.Sectors; m.Country == "" || a.Country != "" {
			m.Country, m.CountryVia = a.Country, a.CountryVia
		}
	}
}

// counterpart gives "his Turkish counterpart" the office of whom the pronoun stands for,
// not his land: the last one told who holds an office, first in its sentence.
func (r *resolver) counterpart(i int) {
	m, p := &r.out[i], &r.Phrases[i]
	if len(m.Sectors) > 0 {
		return
	}
	pron := r.Tokens[p.Head].R().Pron
	best := r.nearest(i, 2, func(j int) bool {
		a, q := &r.out[j], &r.Phrases[j]
		side := r.Tokens[q.Head].R().Lemma == "جانب" // al-jānibu l-lībiyyu: his counterpart is a side
		if !side && (a.Kind != "role" && a.Kind != "person" || a.Sector() == "" || a.Sector() == "CVL") || q.Extends >= 0 || q.Genitive >= 0 || q.Tokens.Has(p.Head) {
			return false
		}
		return fits(pron, r.gender(j))
	})
	if best < 0 {
		return
	}
	if m.Sectors = r.out[best].Sectors; p.Name < 0 {
		m.Kind, m.Via = r.out[best].Kind, "agent"
	}
}

// nearest is the mention that a pronoun in phrase i means, of those that fit in its sentence
// and so many before it, -1 none: who stands by himself comes before what stands behind a
// preposition, then the nearer.
func (r *resolver) nearest(i, sentences int, fit func(j int) bool) int {
	best, least, at := -1, 0, r.Phrases[i].Sentence
	for j := i - 1; j >= 0 && r.Phrases[j].Sentence >= at-sentences; j-- {
		if !fit(j) {
			continue
		}
		q := &r.Phrases[j]
		cost := 2 * (at - q.Sentence)
		if q.PrepWord != "" {
			cost++
		}
		if best < 0 || cost < least {
			best, least = j, cost
		}
	}
	return best
}

// fits tells whether a pronoun can mean somebody of a gender.
func fits(pron string, g isnad.Features) bool {
	return !(pron == "ه" && g == isnad.Fem || pron == "ها" && g == isnad.Masc)
}

// owns tells whether mention j can be what the pronoun of phrase i means; one whose country is
// not known only of its members.
func (r *resolver) owns(j, i int, pron string, member bool) bool {
	a, q, p := &r.out[j], &r.Phrases[j], &r.Phrases[i]
	if a.Country == "" && !(member && a.Kind == "organisation" && len(a.Sectors) > 0) || a.CountryVia == "place" || a.CountryVia == "topic" || q.Extends >= 0 || q.Tokens.Has(p.Head) || a.Kind == "place" && pron == "هم" {
		return false
	}
	if g := q.Genitive; g >= 0 && !r.Tokens[r.Phrases[g].Head].R().Features.Has(isnad.Masdar) || a.Via == "" && r.Tokens[q.Head].R().Features.Has(isnad.Masdar) {
		return false // in an idafa only what a masdar tells the doing of
	}
	return fits(pron, r.gender(j))
}

// headed tells whether a mention is one whose sector is that of what it belongs to.
func (r *resolver) headed(m *isnad.Mention) bool {
	lemma, ok := strings.CutPrefix(m.Row, "agents:")
	if !ok {
		return false
	}
	t, yes := r.lx.Table("agents"), false
	r.lx.Rows(lemma, lexicon.KindAgent, func(row int) {
		yes = yes || t.Get(row, "lemma") == lemma && t.Get(row, "kind") == "head"
	})
	return yes
}

// pass gives the head of an idafa the country that its second term has by a pronoun:
// the men of its army.
func (r *resolver) pass(i int) {
	for g := r.Phrases[i].Genitive; g >= 0; g = r.Phrases[g].Genitive {
		m := &r.out[g]
		if m.Country != "" || m.Via == "" || r.lx.List("harmer")[r.Tokens[r.Phrases[g].Head].R().Lemma] {
			return
		}
		m.Country, m.CountryVia = r.out[i].Country, r.out[i].CountryVia
	}
}

// gender of a mention: capitals are feminine, and states but for a few.
func (r *resolver) gender(i int) isnad.Features {
	m, h := &r.out[i], &r.Tokens[r.Phrases[i].Head]
	switch {
	case m.Kind != "state" && m.Kind != "place" || !h.Is(isnad.Proper):
		return h.R().Features & (isnad.Masc | isnad.Fem)
	case r.lx.List("mascstate")[h.Key[min(h.R().Cut(), len(h.Key)):]]:
		return isnad.Masc
	}
	return isnad.Fem
}

const lookBack, lookAhead = 200, 60 // phrases

// sameName joins a name of unknown words to an earlier fuller one.
func (r *resolver) sameName(i int) {
	last := r.lastWord(i)
	if last == "" {
		return
	}
	fuller := func(j, than int) (w string, ok bool) {
		q := &r.Phrases[j]
		if q.Name < 0 || r.out[j].Kind != "person" || r.Names[q.Name].Tokens.Len() < than {
			return "", false
		}
		w = r.lastWord(j)
		return w, w == last || skeleton(w) == skeleton(last)
	}
	words := r.Names[r.Phrases[i].Name].Tokens.Len()
	take := func(j int, w string) {
		m, a := &r.out[i], &r.out[j]
		m.Antecedent, m.Kind, m.ID, m.Name, m.NameEn = j, "person", a.ID, a.Name, a.NameEn
		m.Via = "name"
		if w != last {
			m.Via = "variant"
		}
		if m.Country == "" {
			m.Country, m.CountryVia = a.Country, a.CountryVia
		}
		if len(m.Sectors) == 0 {
			m.Sectors = a.Sectors
		}
	}
	for j := i - 1; j >= 0 && j > i-lookBack; j-- {
		if w, ok := fuller(j, words); ok {
			take(j, w)
			return
		}
	}
	if words > 1 {
		return
	}
	for j := i + 1; j < len(r.out) && j < i+lookAhead; j++ { // a headline names him short
		if w, ok := fuller(j, 2); ok && w == last {
			take(j, w)
			return
		}
	}
}

// lastWord is the surname in a phrase's name, without al-.
func (r *resolver) lastWord(i int) string {
	n := &r.Names[r.Phrases[i].Name]
	k := r.Tokens[n.Tokens.End-1].Key
	if n.Tokens.Len() == 1 {
		k = k[min(n.Cut, len(k)):]
	}
	return strings.TrimPrefix(k, "ال")
}

// skeleton keeps the consonants of a foreign name and merges letters that
// transcribers choose between: Petrushev and Patrushev differ in a long vowel alone.
func skeleton(w string) string {
	var b strings.Builder
	var prev rune
	for i, r := range w {
		switch r {
		case 'ا', 'و', 'ي', 'ه', 'ة', 'ء':
			if i > 0 {
				continue
			}
		case 'غ', 'ق', 'ج':
			r = 'ك'
		case 'ط':
			r = 'ت'
		case 'ص':
			r = 'س'
		case 'ظ', 'ذ':
			r = 'ز'
		case 'ث':
			r = 'ت'
		}
		if r != prev {
			b.WriteRune(r)
		}
		prev = r
	}
	if s := b.String(); len(s) >= 6 {
		return s
	}
	return w // too short to compare without its vowels
}

// sameRole: "the minister" is the last minister named.
func (r *resolver) sameRole(i int) {
	lemma := r.Tokens[r.Phrases[i].Head].R().Lemma
	for j := i - 1; j >= 0 && j > i-lookBack; j-- {
		q := &r.Phrases[j]
		if r.out[j].Country == "" || r.Tokens[q.Head].R().Lemma != lemma && !r.called(j, lemma) || r.out[j].Via == "" {
			continue
		}
		m, a := &r.out[i], &r.out[j]
		m.Antecedent, m.Country, m.CountryVia = j, a.Country, a.CountryVia
		if a.ID != "" && a.Kind == "group" && len(a.Sectors) > 0 {
			m.Sectors = a.Sectors
		}
		if a.ID != "" {
			m.ID, m.Name, m.NameEn = a.ID, a.Name, a.NameEn
		}
		return
	}
}

// called tells whether a mention is a movement that the word for its kind can stand
// before, though the text leaves it out: Ḥamās is "the movement".
func (r *resolver) called(i int, kind string) (yes bool) {
	m, p := &r.out[i], &r.Phrases[i]
	if m.ID == "" || m.Kind != "group" || p.Name < 0 {
		return false
	}
	n := &r.Names[p.Name]
	for k := n.Tokens.Start; k < n.Tokens.End; k++ {
		word := r.Tokens[k].Key
		if k == n.Tokens.Start {
			word = word[min(n.Cut, len(word)):]
		}
		kind += " " + word
	}
	t := r.lx.Table("organisations")
	r.lx.Rows(kind, lexicon.KindOrganisation, func(row int) { yes = yes || t.Get(row, "id") == m.ID })
	return yes
}
