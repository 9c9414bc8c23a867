package entity

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Layers are what Resolve reads. Day is the day of publication, "" when unknown.
type Layers struct {
	Lexicon   *lexicon.Lexicon
	Day       string
	Normal    *isnad.Normal
	Sentences []isnad.Sentence
	Tokens    []isnad.Token
	Names     []isnad.Name
	Phrases   []isnad.Phrase
}

// Resolve says for each phrase whom it names: country, sector, known entity. The
// mentions stand in the order of the phrases, one for one. Countries that the
// phrase itself does not tell are left to Borrow.
func Resolve(l Layers) []isnad.Mention {
	r := resolver{Layers: l, lx: l.Lexicon, out: make([]isnad.Mention, len(l.Phrases)), done: make([]bool, len(l.Phrases))}
	r.children = make([][]int, len(l.Phrases))
	for i, p := range l.Phrases {
		if p.Genitive >= 0 {
			r.children[p.Genitive] = append(r.children[p.Genitive], i)
		}
	}
	r.body = make([]bool, len(l.Tokens))
	for i := range l.Names {
		if n := &l.Names[i]; n.Kind == isnad.NameOrganisation && len(n.Rows) > 0 {
			for k := n.Tokens.Start; k < n.Tokens.End; k++ {
				r.body[k] = true
			}
		}
	}
	for i := range l.Phrases {
		r.mention(i)
	}
	r.corefer()
	return r.out
}

type resolver struct {
	Layers
	lx       *lexicon.Lexicon
	out      []isnad.Mention
	done     []bool
	children [][]int        // phrases whose Genitive is this one
	told     map[string]int // how often the text tells of each state; nil before it is asked
	body     []bool         // of tokens: in the name of a known organisation, whose row says of which state it is
}

// mention resolves phrase i from its own words.
func (r *resolver) mention(i int) *isnad.Mention {
	m, p := &r.out[i], &r.Phrases[i]
	if r.done[i] {
		return m
	}
	r.done[i] = true
	*m = isnad.Mention{Span: r.span(p), Phrase: i, Antecedent: -1, Number: r.Tokens[p.Head].R().Features & (isnad.Sing | isnad.Dual | isnad.Plur | isnad.Masc | isnad.Fem)}
	if p.Extends >= 0 {
		r.extended(m, p)
		return m
	}
	headName := p.Name >= 0 && r.Names[p.Name].Tokens.Has(p.Head)
	if !headName || r.composed(p) {
		r.agent(m, i)
	}
	if p.Name >= 0 {
		r.named(m, p, headName)
	}
	if headName {
		r.officeBehind(m, i)
	}
	r.inside(m, p)
	r.people(m, p)
	if m.Country != "" && len(m.Sectors) == 0 && m.Kind != "state" && r.lx.List("warmachine")[r.Tokens[p.Head].R().Lemma] {
		m.Sectors = []string{"MIL"}
	}
	return m
}

// officeBehind reads the office in apposition to a person's name, which says what he is as
// one before it does: Muḥammadu Ḥusaynin qāʾidu l-jaysh.
func (r *resolver) officeBehind(m *isnad.Mention, i int) {
	p := &r.Phrases[i]
	if n := &r.Names[p.Name]; n.Kind == isnad.NamePerson || n.Kind == isnad.NameShape {
		for _, c := range r.children[i] {
			if r.Phrases[c].Tokens.Start != n.Tokens.End {
				continue
			}
			g := r.mention(c)
			if g.Kind != "role" || len(g.Sectors) == 0 || len(m.Sectors) > 0 && r.vague(g) {
				return
			}
			m.Sectors = g.Sectors
			if m.Country == "" {
				m.Country, m.CountryVia = g.Country, g.CountryVia
			}
			return
		}
	}
}

// extended reads a phrase with its complement as the shorter one, and takes from
// the complement what that does not say.
func (r *resolver) extended(m *isnad.Mention, p *isnad.Phrase) {
	b := *r.mention(p.Extends)
	b.Span, b.Phrase = m.Span, m.Phrase
	*m = b
	if r.widerAgent(p) {
		m.Sectors = nil
		r.agent(m, m.Phrase)
	} else if c := r.complementBody(p); c != nil && m.Via == "agent" && r.ledBody(p.Extends) == nil && r.leads(&r.Phrases[p.Extends], c) {
		r.holds(m, c)
	}
	if m.Country == "IGO" && m.Via == "agent" { // a secretary-general, whose body the complement names
		m.Country, m.CountryVia = "", ""
		if r.fromComplement(m, p); m.Country == "" {
			m.Country, m.CountryVia = b.Country, b.CountryVia
		}
	} else if len(m.Sectors) == 0 && !lexicon.Stateless[m.Country] {
		r.fromComplement(m, p)
	}
	if q := &r.Phrases[p.Extends]; p.Name >= 0 && q.Name < 0 {
		r.named(m, p, false)
	}
	if tail := *p; m.Country == "" {
		tail.Tokens.Start = r.Phrases[p.Extends].Tokens.End
		if h := r.Tokens[min(tail.Tokens.Start, p.Tokens.End-1)].R(); h.Pro.Has(isnad.ProLi) && (h.Features.Has(isnad.Masdar) || h.Class == "event") {
			return // demonstrators against the war in a land are not of it
		}
		r.inside(m, &tail)
	}
}

// widerAgent tells whether a word for who acts goes on into the complement of a phrase:
// an-nāṭiqu bi-smi wizārati d-difāʿ, mudāfiʿūna ʿan ḥuqūqi l-insān.
func (r *resolver) widerAgent(p *isnad.Phrase) bool {
	row, last := r.agentAt(p.Head, p.Tokens.End)
	return row >= 0 && last > r.Phrases[p.Extends].Tokens.End && r.lx.Table("agents").Get(row, "sector") != ""
}

// complementBody is the body that the complement of an office names, nil none:
// masʾūlun fī ḥizbi llāh.
func (r *resolver) complementBody(p *isnad.Phrase) *isnad.Mention {
	from := r.Phrases[p.Extends].Tokens.End
	for j := p.Extends + 1; j < len(r.Phrases) && r.Phrases[j].Tokens.Start <= from+1; j++ {
		if q := &r.Phrases[j]; q.Tokens.Start >= from && q.Extends < 0 && belonging[q.PrepWord] {
			c := r.mention(j)
			if isBody(c) && c.Kind != "role" {
				return c
			}
			return nil
		}
	}
	return nil
}

// fromComplement takes what the shorter phrase does not say from its complement:
// ʿadadun mina l-junūdi are soldiers, al-mutaḥaddithu bi-smi l-khārijiyya is hers.
func (r *resolver) fromComplement(m *isnad.Mention, p *isnad.Phrase) {
	from := r.Phrases[p.Extends].Tokens.End
	for j := p.Extends + 1; j < len(r.Phrases) && r.Phrases[j].Tokens.Start < p.Tokens.End; j++ {
		q := &r.Phrases[j]
		if q.Tokens.Start < from || q.Extends >= 0 || q.Tokens.End > p.Tokens.End {
			continue
		}
		c := r.mention(j)
		if g := r.inGenitive(j); g != nil && c.Via != "agent" && c.Via != "name" {
			c = g // bi-smi ḥarakati ṭālibān is hers
		}
		if len(c.Sectors) == 0 && c.Country == "" {
			continue
		}
		m.Sectors = c.Sectors
		if m.Country == "" {
			m.Country, m.CountryVia = c.Country, c.CountryVia
		}
		if m.Kind == "" {
			m.Kind = c.Kind
		}
		if m.Via == "" {
			m.Via = c.Via
		}
		return
	}
}

// inGenitive is the first party in the idafa of phrase i whose sector is known, nil none.
func (r *resolver) inGenitive(i int) *isnad.Mention {
	for _, c := range r.children[i] {
		if g := r.mention(c); len(g.Sectors) > 0 {
			return g
		}
		if g := r.inGenitive(c); g != nil {
			return g
		}
	}
	return nil
}

// span is the words of a phrase without wa-, fa-, bi- and li-; lil- stays as it is written.
func (r *resolver) span(p *isnad.Phrase) isnad.Span {
	first, last := &r.Tokens[p.Tokens.Start], &r.Tokens[p.Tokens.End-1]
	rd := first.R()
	cut := rd.Cut()
	if p.Name >= 0 && r.Names[p.Name].Tokens.Start == p.Tokens.Start {
		cut = r.Names[p.Name].Cut
	}
	if cut >= 2 && strings.HasPrefix(first.Key[cut-2:], "لل") && (rd.Pro.Has(isnad.ProAl) || strings.HasPrefix(rd.Stem, "ال")) {
		cut -= 2
	}
	return isnad.Span{Start: r.Normal.Map.Start(first.Fold + cut), End: last.End}
}

// agent reads the head of a phrase as a word for who acts.
func (r *resolver) agent(m *isnad.Mention, i int) {
	p := &r.Phrases[i]
	row, _ := r.agentAt(p.Head, p.Tokens.End)
	if row < 0 {
		if r.lx.List("quantifier")[r.Tokens[p.Head].R().Lemma] {
			r.fromGenitive(m, i)
		}
		return
	}
	t := r.lx.Table("agents")
	kind, sector := t.Get(row, "kind"), t.Get(row, "sector")
	m.Row, m.Via = "agents:"+t.Get(row, "lemma"), "agent"
	m.Kind = agentKinds[kind]
	if c := t.Get(row, "country"); c != "" {
		m.Country, m.CountryVia = c, "name"
	}
	if sector == "IGO" {
		if b := r.ledBody(i); b != nil && b.Kind != "role" {
			r.holds(m, b) // amīnu ʿāmmi ḥizbi llāh
			return
		}
	}
	if lexicon.Stateless[sector] {
		if m.Country == "" { // of bodies that have a code of their own, as the UN
			m.Country, m.CountryVia = sector, "name"
		}
		return
	}
	if sector != "" {
		m.Sectors = append(m.Sectors, sector)
	}
	if r.former(p) {
		m.Sectors = []string{"ELI"}
	}
	if kind == "head" || sector == "" {
		r.fromGenitive(m, i)
	} else if b := r.ledBody(i); b != nil && r.leads(p, b) {
		r.holds(m, b)
	}
}

// leads tells whether the holder of an office is of the body b that is told beside it,
// whatever its sector is alone: the president of a company, a leading member of a
// movement. An office with an adjective (masʾūlun amniyyun) says more than a body of the
// state, and less than any other.
func (r *resolver) leads(p *isnad.Phrase, b *isnad.Mention) bool {
	lemma := r.Tokens[p.Head].R().Lemma
	row, last := r.agentAt(p.Head, p.Tokens.End)
	if row < 0 || !r.lx.List("chair")[lemma] || r.former(p) {
		return false
	}
	if len(b.Sectors) > 0 && b.Sectors[0] == "GOV" && r.lx.Table("agents").Get(row, "sector") == "MIL" {
		return false // the government's officers
	}
	if lemma == "نايب" && b.Kind != "role" {
		return false // a deputy for a party is of the parliament
	}
	if last == p.Head+1 {
		return true
	}
	return last == p.Head+2 && (r.Tokens[p.Head+1].Is(isnad.Adj) || b.Via == "name") && len(b.Sectors) > 0 && outsideState[b.Sectors[0]] // raʾīsu ḥizbi llāh, too
}

// outsideState are the sectors of bodies that are of no state.
var outsideState = map[string]bool{"REB": true, "PRM": true, "PTY": true, "OPP": true, "CRM": true, "UAF": true, "SOC": true, "BUS": true, "REL": true, "LAB": true}

// ledBody is the body, group or office in the idafa of phrase i, nil none: an office only
// as its second term (nāʾibu raʾīsi l-ḥaraka), since one further on may be in apposition.
func (r *resolver) ledBody(i int) *isnad.Mention {
	p := &r.Phrases[i]
	for j := i + 1; j < len(r.Phrases) && r.Phrases[j].Tokens.Start <= p.Head+1; j++ {
		if q := &r.Phrases[j]; q.Tokens.Start == p.Head+1 && q.Extends < 0 && q.Tokens.End <= p.Tokens.End {
			if g := r.mention(j); isBody(g) {
				return g
			}
		}
	}
	for _, c := range r.children[i] {
		if g := r.mention(c); isBody(g) && g.Kind != "role" {
			return g
		}
	}
	return nil
}

func isBody(m *isnad.Mention) bool {
	if m.Via != "agent" && m.Via != "name" {
		return false
	}
	return (m.Kind == "organisation" || m.Kind == "group" || m.Kind == "role") && (len(m.Sectors) > 0 || lexicon.Stateless[m.Country])
}

// holds gives an office the sector of the body b, and its state.
func (r *resolver) holds(m, b *isnad.Mention) {
	if len(b.Sectors) > 0 || !slices.Contains(m.Sectors, "MIL") { // who leads a force of an alliance is its military
		m.Sectors = b.Sectors
	}
	if b.Country != "" && m.Country == "" {
		m.Country, m.CountryVia = b.Country, b.CountryVia
	}
}

// belonging are the prepositions before the body that somebody is of.
var belonging = map[string]bool{"في": true, "ل": true, "من": true, "لدي": true, "عن": true, "ب": true}

// agentKinds maps the kinds of data/ar/agents.tsv to those of a mention.
var agentKinds = map[string]string{"role": "role", "people": "group", "body": "organisation", "group": "group"}

// former office holders are ELI (GUIDELINE, Codes): the title says that it is over.
func (r *resolver) former(p *isnad.Phrase) bool {
	if c := r.Tokens[p.Head].R().Class; c != "person" {
		return false
	}
	for i := p.Head + 1; i < p.Tokens.End; i++ {
		if rd := r.Tokens[i].R(); rd.POS == isnad.Adj && r.lx.List("former")[rd.Lemma] {
			return true
		}
	}
	return false
}

// fromGenitive takes sector and country from the party in the idafa: mawqifu
// l-mutaẓāhirīna is the demonstrators.
func (r *resolver) fromGenitive(m *isnad.Mention, i int) {
	for _, c := range r.children[i] {
		g := r.mention(c)
		if len(g.Sectors) == 0 && g.Country == "" {
			continue
		}
		if len(m.Sectors) == 0 {
			m.Sectors = g.Sectors
		}
		if m.Country == "" {
			m.Country, m.CountryVia = g.Country, g.CountryVia
		}
		if m.Kind == "" {
			m.Kind = g.Kind
		}
		return
	}
}

// agentAt finds the longest agent that begins at token i, by written words or by
// the lemma of the first; of a definite phrase also without its articles.
func (r *resolver) agentAt(i, end int) (row, last int) {
	rd := r.Tokens[i].R()
	word := r.Tokens[i].Key[min(rd.Cut(), len(r.Tokens[i].Key)):]
	if rd.Pro.Has(isnad.ProLi|isnad.ProAl) && !strings.HasPrefix(word, "ال") { // lil-quwwāt
		word = "ال" + strings.TrimPrefix(word, "ل")
	}
	row, last = r.agentFrom(i, end, strings.TrimPrefix(word, "ال"), false, -1, i+1) // quwwāt before quwwa
	row, last = r.agentFrom(i, end, rd.Lemma, false, row, last)
	row, last = r.agentFrom(i, end, word, false, row, last)
	if rd.Pro.Has(isnad.ProAl) {
		row, last = r.agentFrom(i, end, rd.Lemma, true, row, last) // al-amīnu l-ʿāmm is amīnun ʿāmm
		if rd.Features.Has(isnad.Fem | isnad.Sing) {
			row, last = r.agentFrom(i, end, "ال"+rd.Lemma, false, row, last)
		}
	}
	return row, last
}

// agentFrom finds an agent that begins with the word first and is longer than the one
// known, row. A bare one has no articles on its adjectives. Of a woman the adjectives
// are read as of a man, as rows are written: al-mufawwaḍatu s-sāmiya.
func (r *resolver) agentFrom(i, end int, first string, bare bool, row, last int) (int, int) {
	if !r.lx.Begins(first, lexicon.KindAgent) {
		return row, last
	}
	h := r.Tokens[i].R()
	woman := h.Features.Has(isnad.Fem|isnad.Sing) && !h.Features.Has(isnad.Masc) && strings.TrimPrefix(first, "ال") == h.Lemma && h.Stem != h.Lemma
	key := first
	for j := i; ; {
		k, known := r.lx.Step(key, lexicon.KindAgent)
		if k >= 0 && (row < 0 || j+1 > last) {
			row, last = k, j+1
		}
		if !known {
			break
		}
		if j++; j >= end || j > i+4 {
			break
		}
		next := r.Tokens[j].Key
		if a := r.Tokens[j].R(); a.POS == isnad.Adj {
			if woman && j == i+1 && a.Features.Has(isnad.Fem|isnad.Sing) && a.Pro&^isnad.ProAl == 0 {
				if next = a.Lemma; a.Pro.Has(isnad.ProAl) {
					next = "ال" + next
				}
			}
			if bare {
				next = strings.TrimPrefix(next, "ال")
			}
		}
		key += " " + next
	}
	return row, last
}

// named reads the name that a phrase is, or that stands in apposition to its head.
func (r *resolver) named(m *isnad.Mention, p *isnad.Phrase, head bool) {
	n := &r.Names[p.Name]
	if len(n.Rows) == 0 && n.Kind != isnad.NameShape {
		r.unlisted(m, n, head)
		return
	}
	switch n.Kind {
	case isnad.NameState:
		if head {
			t := r.lx.Table("states")
			r.entity(m, t, n.Rows[0], "states", "iso3", "state", "name")
			m.Country, m.CountryVia = t.Get(int(n.Rows[0]), "iso3"), "name"
		}
	case isnad.NameCapital, isnad.NameSeat:
		if row, _, away := r.place(n); away && head {
			r.placed(m, row)
		} else if head {
			m.Country, m.CountryVia, m.Kind, m.Via = r.lx.Table("states").Get(int(n.Rows[0]), "iso3"), "name", "place", "metonym"
			m.Row = "states:" + m.Country
			if n.Kind == isnad.NameSeat {
				m.Kind, m.Sectors = "organisation", []string{"GOV"}
			}
		}
	case isnad.NamePlace:
		if head {
			row, _, _ := r.place(n)
			r.placed(m, row)
		}
	case isnad.NameOrganisation:
		r.organisation(m, n.Rows)
	case isnad.NamePerson:
		r.person(m, n)
	case isnad.NameShape:
		if head || m.Kind == "" { // naẓīruhu Nīkūlāy Batrūshūf is he
			m.Kind, m.Via = "person", "name"
		}
	}
}

// place is the row of the place that a name means in this text, see lexicon.PlaceOf.
func (r *resolver) place(n *isnad.Name) (row, candidates int, away bool) {
	if n.Kind != isnad.NamePlace && n.Kind != isnad.NameCapital {
		return -1, 0, false
	}
	if r.told == nil {
		r.told, _ = r.lx.Told(r.Tokens, r.Names)
	}
	return r.lx.PlaceOf(n, r.told)
}

// placed reads a mention as a place of the gazetteer.
func (r *resolver) placed(m *isnad.Mention, row int) {
	t := r.lx.Table("places")
	r.entity(m, t, uint32(row), "places", "name", "place", "name")
	m.Country, m.CountryVia, m.ID = t.Get(row, "country"), "name", ""
}

// composed tells whether a phrase begins with a body that no gazetteer lists: its
// kind is read as any other word for who acts.
func (r *resolver) composed(p *isnad.Phrase) bool {
	n := &r.Names[p.Name]
	return n.Kind == isnad.NameOrganisation && len(n.Rows) == 0
}

// unlisted reads a body or place that the gazetteer does not have. The place or
// state in the name of a body tells whose it is.
func (r *resolver) unlisted(m *isnad.Mention, n *isnad.Name, head bool) {
	if !head {
		return
	}
	if n.Kind == isnad.NamePlace {
		m.Kind, m.Via = "place", "name"
		return
	}
	if m.Kind == "" {
		m.Kind, m.Via = "organisation", "name"
	}
	for k, kind := range n.Also {
		if m.Country == "" {
			m.Country, m.CountryVia = r.nameCountry(&isnad.Name{Kind: kind, Rows: n.AlsoRows[k : k+1]}), "name"
		}
	}
	if m.Country == "" {
		m.CountryVia = ""
	}
}

func (r *resolver) entity(m *isnad.Mention, t *lexicon.Table, row uint32, table, key, kind, via string) {
	m.ID, m.Kind, m.Via = t.Get(int(row), key), kind, via
	m.Name, m.NameEn = t.Get(int(row), "name"), t.Get(int(row), "name_en")
	m.Row = table + ":" + m.ID
}

func (r *resolver) organisation(m *isnad.Mention, rows []uint32) {
	t := r.lx.Table("organisations")
	row := rows[0]
	for _, k := range rows {
		if inTerm(t.Get(int(k), "from"), t.Get(int(k), "to"), r.Day) {
			row = k
			break
		}
	}
	sectors := m.Sectors
	r.entity(m, t, row, "organisations", "id", "organisation", "name")
	if k := t.Get(int(row), "kind"); k == "armed" || k == "movement" || k == "party" {
		m.Kind = "group"
	}
	m.Country, m.CountryVia = t.Get(int(row), "country"), "name"
	if s := t.Get(int(row), "sector"); s != "" && (len(sectors) == 0 || sectors[0] == "PTY" || sectors[0] == "REB" || sectors[0] == "SOC") {
		sectors = []string{s}
	}
	m.Sectors = sectors
}

// person takes the office of the day. A title printed beside the name overrules the
// gazetteer's sector: the page says what he was.
func (r *resolver) person(m *isnad.Mention, n *isnad.Name) {
	t := r.lx.Table("persons")
	row, titled := n.Rows[0], len(m.Sectors) > 0 && !r.vague(m)
	nisba := ""
	if m.Country == "" {
		nisba = r.titleNisba(m.Phrase, n)
	}
	for _, k := range slices.Backward(n.Rows) {
		if inTerm(t.Get(int(k), "from"), t.Get(int(k), "to"), r.Day) {
			row = k
		}
	}
	for _, k := range n.Rows {
		if nisba != "" && t.Get(int(row), "country") != nisba && t.Get(int(k), "country") == nisba {
			row = k
		}
	}
	sectors, via := m.Sectors, "name"
	if titled {
		via = "title"
	}
	r.entity(m, t, row, "persons", "id", "person", via)
	if c := t.Get(int(row), "country"); nisba != "" && !r.sameNisba(nisba, c) {
		m.Country, m.CountryVia = nisba, "nisba"
	} else if m.Country == "" {
		m.Country, m.CountryVia = t.Get(int(row), "country"), "name"
	}
	if s := t.Get(int(row), "sector"); s != "" && !titled {
		sectors = []string{s}
	}
	m.Sectors = sectors
}

// vague tells whether the title of a mention tells only that somebody leads, not what.
func (r *resolver) vague(m *isnad.Mention) bool {
	p := &r.Phrases[m.Phrase]
	row, last := r.agentAt(p.Head, p.Tokens.End)
	if row < 0 || last != p.Head+1 || !r.lx.List("leader")[r.Tokens[p.Head].R().Lemma] {
		return false
	}
	return len(m.Sectors) == 1 && m.Sectors[0] == r.lx.Table("agents").Get(row, "sector")
}

// titleNisba is the state of the office before a name: the Italian president Draghi
// speaks for Italy, whatever other office he had.
func (r *resolver) titleNisba(phrase int, n *isnad.Name) string {
	p := &r.Phrases[phrase]
	for i := p.Head + 1; i < n.Tokens.Start; i++ {
		if c := r.nisba(i, p); c != "" {
			return c
		}
	}
	return ""
}

// sameNisba tells whether two states have one adjective, as both Congos have.
func (r *resolver) sameNisba(a, b string) bool {
	t := r.lx.Table("states")
	of := func(iso string) string {
		for i := range t.Len() {
			if t.Get(i, "iso3") == iso {
				first, _, _ := strings.Cut(t.Get(i, "nisba"), ";")
				return first
			}
		}
		return iso
	}
	return a == b || of(a) == of(b)
}

// inTerm compares dates as text: ISO dates of any precision sort by time. An
// unknown day is in every term that is not that of a former office holder.
func inTerm(from, to, day string) bool {
	if day == "" {
		return true
	}
	return (from == "" || from <= day) && (to == "" || day <= to || strings.HasPrefix(day, to))
}

// inside reads the country from the words within the phrase: a state's name, a
// nisba, an organisation or place in the chain.
func (r *resolver) inside(m *isnad.Mention, p *isnad.Phrase) {
	if m.Country != "" && m.Via != "agent" {
		return
	}
	if m.Country != "" && lexicon.Stateless[m.Country] {
		r.national(m, p)
		return
	}
	if r.lx.List("harmer")[r.Tokens[p.Head].R().Lemma] {
		return // the captors of the Turkish engineers are not Turks
	}
	for i := p.Tokens.Start; i < p.Tokens.End; i++ {
		rd := r.Tokens[i].R()
		if i != p.Head && rd.Class == "state" && m.Country == "" && p.Name >= 0 && r.composed(p) { // the state inside a body put together
			m.Country, m.CountryVia = rd.Country, "name"
			return
		}
		if i == p.Head || r.body[i] { // the Syrian Observatory sits in London
			continue
		}
		if c := r.nisba(i, p); c != "" {
			if m.Country, m.CountryVia = c, "nisba"; m.Via == "" {
				m.Via = "nisba"
			}
			if c == "UNO" && m.Sector() == "GOV" { // her officials are of no government
				m.Sectors = nil
			}
			return
		}
	}
	for k := range r.Names {
		n := &r.Names[k]
		if n.Tokens.Start < p.Tokens.Start || n.Tokens.End > p.Tokens.End || len(n.Rows) == 0 || n.Tokens.Has(p.Head) {
			continue
		}
		if c := r.nameCountry(n); c != "" && m.Country == "" {
			m.Country, m.CountryVia = c, "name"
		}
	}
}

// national: aid organisations are of no state unless their words tell of one, and then
// its society's (GUIDELINE, Codes).
func (r *resolver) national(m *isnad.Mention, p *isnad.Phrase) {
	if m.Country != "NGO" || m.Kind != "organisation" {
		return
	}
	for i := p.Head + 1; i < p.Tokens.End; i++ {
		if c := r.nisba(i, p); c != "" {
			m.Country, m.CountryVia, m.Sectors = c, "nisba", []string{"SOC"}
			return
		}
	}
}

// nisba is the state that token i of a phrase is the adjective of, "" none. Of a word
// that means another thing too (mālī, "financial" or Malian) it is, beside an office
// or a body that every state has and with which it agrees: wazīru l-māliyya is no Malian.
func (r *resolver) nisba(i int, p *isnad.Phrase) string {
	if two := r.twoWordNisba(i, p.Tokens.End); two != "" {
		return two
	}
	t, rd := &r.Tokens[i], r.Tokens[i].R()
	if rd.Country != "" && rd.Features.Has(isnad.Nisba) {
		return rd.Country
	}
	if rd.POS != isnad.Adj && rd.POS != isnad.Noun {
		return ""
	}
	h := r.Tokens[p.Head].R()
	if !r.lx.List("statehead")[h.Lemma] {
		return ""
	}
	for k := range t.Readings {
		if o := &t.Readings[k]; o.Country != "" && o.Pro == rd.Pro && o.Features.Has(isnad.Nisba) && strings.HasPrefix(o.Row, "states:") && agrees(h, o) {
			return o.Country
		}
	}
	return ""
}

// twoWordNisba: kūriyyun janūbiyyun, al-janūbu l-afrīqī.
func (r *resolver) twoWordNisba(i, end int) string {
	if i+1 >= end || !r.Tokens[i+1].Is(isnad.Adj) && !r.Tokens[i+1].R().Features.Has(isnad.Nisba) {
		return ""
	}
	second := r.Tokens[i+1].R().Lemma
	for _, first := range [...]string{r.Tokens[i].R().Lemma, strings.TrimPrefix(r.Tokens[i].Key, "ال")} {
		if !r.lx.Begins(first, lexicon.KindNisba) {
			continue
		}
		if row := r.lx.First(first+" "+second, lexicon.KindNisba); row >= 0 {
			return r.lx.Table("states").Get(row, "iso3")
		}
	}
	return ""
}

func (r *resolver) nameCountry(n *isnad.Name) string {
	row := int(n.Rows[0])
	if p, _, away := r.place(n); away || n.Kind == isnad.NamePlace {
		return r.lx.Table("places").Get(p, "country")
	}
	switch n.Kind {
	case isnad.NameState, isnad.NameCapital, isnad.NameSeat:
		return r.lx.Table("states").Get(row, "iso3")
	case isnad.NameOrganisation:
		return r.lx.Table("organisations").Get(row, "country")
	case isnad.NamePerson:
		return r.lx.Table("persons").Get(row, "country")
	}
	return ""
}

// people reads a nisba as head: al-ʿIrāqiyyūna, "Iraqis".
func (r *resolver) people(m *isnad.Mention, p *isnad.Phrase) {
	rd := r.Tokens[p.Head].R()
	country := rd.Country
	if two := r.twoWordNisba(p.Head, p.Tokens.End); two != "" {
		country = two
	}
	if country == "" || !rd.Features.Has(isnad.Nisba) || m.Via == "agent" || p.Name >= 0 {
		return
	}
	m.Country, m.CountryVia, m.Via, m.Row = country, "nisba", "nisba", rd.Row
	counted := p.Head > p.Tokens.Start && r.Tokens[p.Head-1].Is(isnad.Num) // 13 ʿirāqiyyan
	if len(m.Sectors) == 0 && (counted || rd.Features.Any(isnad.Plur|isnad.Dual)) {
		m.Sectors, m.Kind = []string{"CVL"}, "group"
	}
}
