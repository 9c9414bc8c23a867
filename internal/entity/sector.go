package entity

import (
	"slices"
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
)

// Sectors of PLOVER, the frequent ones first; "" is a state acting as one, or nobody known.
var Sectors = [...]string{"", "GOV", "CVL", "MIL", "COP", "REB", "PTY", "OPP", "JUD", "LEG", "SOC", "ELI", "UAF", "LAB", "EDU", "BUS", "REL", "JRN", "PRM", "MED", "UNK", "CRM", "SPY", "REF", "AGR"}

// cutSector is how likely another sector must be to overrule the lexicon's.
const cutSector = 0.5

// sureSector is how likely the lexicon's own must be for the others not to be asked.
const sureSector = 0.6

// Refine settles the sectors and the countries of the parties of events, and of
// those who tell them.
func Refine(models learn.Models, l *Layers, mentions []isnad.Mention, events []isnad.Event, claims []isnad.Claim) {
	if len(events) == 0 {
		return
	}
	f := learn.Features{List: make([]learn.Feature, 0, 48)}
	parties := partiesOf(events, claims)
	Settle(models["sector"], l, mentions, parties, &f)
	h := newHome(l, mentions)
	for _, p := range parties {
		h.borrow(models["country"], p, &f)
	}
}

// partiesOf lists the parties of events and their speakers, each where it stands first.
func partiesOf(events []isnad.Event, claims []isnad.Claim) (out []Party) {
	seen := map[int]bool{}
	add := func(e *isnad.Event, m int, role string, with []int) {
		if !seen[m] {
			seen[m] = true
			out = append(out, Party{m, e.Type, e.TriggerAt, role, with})
		}
	}
	for i := range events {
		e := &events[i]
		for _, m := range e.Actor {
			add(e, m, "actor", e.Recipient)
		}
		for _, m := range e.Recipient {
			add(e, m, "recipient", e.Actor)
		}
	}
	for i := range events {
		if c := events[i].Claim; c >= 0 && claims[c].Speaker >= 0 {
			add(&events[i], claims[c].Speaker, "speaker", events[i].Actor)
		}
	}
	return out
}

// Settle gives each party the sector that the scorer "sector" finds likeliest from its
// words and its part in the event: the lexicon's own unless another is likely. All
// are found before any is changed, so that none hangs on the order of the parties.
func Settle(model *learn.Model, l *Layers, mentions []isnad.Mention, parties []Party, f *learn.Features) {
	if model == nil {
		return
	}
	found := make([]string, len(parties))
	for k := range parties {
		found[k] = sector(model, l, mentions, &parties[k], f)
	}
	for k := range parties {
		switch m := &mentions[parties[k].Mention]; {
		case found[k] == m.Sector():
		case found[k] == "":
			m.Sectors = nil
		default:
			m.Sectors = append([]string{found[k]}, m.Sectors...)
		}
	}
}

// settled tells whether the gazetteer's sector stands: a body has one, while a person
// or a movement that fights and sits in parliament is coded by what it does.
func settled(m *isnad.Mention) bool {
	return m.ID != "" && m.Kind != "person" && m.Kind != "group"
}

func sector(model *learn.Model, l *Layers, mentions []isnad.Mention, p *Party, f *learn.Features) string {
	m := &mentions[p.Mention]
	if settled(m) {
		return m.Sector()
	}
	said := learn.Features{Named: f.Named, List: make([]learn.Feature, 0, 48)}
	sectorWords(&said, l, mentions, p)
	gs := guesses(l, mentions, p)
	f.Reset()
	sectorFeatures(f, &said, gs, m, p, m.Sector())
	if model.Probability(f.List) > sureSector {
		return m.Sector()
	}
	best, score := m.Sector(), cutSector
	for _, s := range Sectors {
		f.Reset()
		sectorFeatures(f, &said, gs, m, p, s)
		if x := model.Probability(f.List); x > score {
			best, score = s, x
		}
	}
	return best
}

// SectorFeatures writes what speaks for a party being of sector s.
func SectorFeatures(f *learn.Features, l *Layers, mentions []isnad.Mention, p *Party, s string) {
	said := learn.Features{Named: f.Named}
	sectorWords(&said, l, mentions, p)
	sectorFeatures(f, &said, guesses(l, mentions, p), &mentions[p.Mention], p, s)
}

// sectorFeatures writes them from what is said of the party and whom it may be like.
func sectorFeatures(f, said *learn.Features, gs []guess, m *isnad.Mention, p *Party, s string) {
	w := learn.NewWord(s)
	own := m.Sector()
	same := strconv.FormatBool(own == s)
	f.Add("s", s)
	f.Add("same", same)
	f.Add2("samerow", same, m.Row)
	f.Add3("sameevent", same, p.Type, p.Role)
	for _, g := range gs {
		is := strconv.FormatBool(slices.Contains(g.sectors, s))
		f.Add3("is", g.kind, is, own)
		f.Add3("isrow", g.kind, is, m.Row)
		f.Add3("isevent", g.kind, is, p.Type+p.Role)
	}
	f.Each(said, &w)
}

// A guess is what the sector of a party could be, since one that it is told with has it.
type guess struct {
	kind    string // how they are told together
	sectors []string
}

// guesses lists whose sector a party may share: of what stands in its phrase, of what it
// is coordinated with, of the event's other parties, of all offices that the person held
// and of those who have the surname.
func guesses(l *Layers, mentions []isnad.Mention, p *Party) (out []guess) {
	i := p.Mention
	m, q := &mentions[i], &l.Phrases[i]
	add := func(kind, sector string) {
		if sector == "" {
			return
		}
		if n := len(out); n == 0 || out[n-1].kind != kind {
			out = append(out, guess{kind: kind})
		}
		g := &out[len(out)-1]
		g.sectors = append(g.sectors, sector)
	}
	for j := i + 1; j < len(l.Phrases) && l.Phrases[j].Tokens.Start < q.Tokens.End; j++ {
		if l.Phrases[j].Tokens.End <= q.Tokens.End && l.Phrases[j].Tokens.Start > q.Head {
			add("inner "+mentions[j].Kind, mentions[j].Sector())
		}
	}
	for j := max(0, i-6); j < min(len(l.Phrases), i+7); j++ {
		if o := &l.Phrases[j]; j != i && o.Coord == q.Coord && (o.Tokens.End <= q.Tokens.Start || o.Tokens.Start >= q.Tokens.End) {
			add("mate", mentions[j].Sector())
		}
	}
	for _, w := range p.With {
		add("other", mentions[w].Sector())
	}
	if m.Antecedent >= 0 {
		add("before", mentions[m.Antecedent].Sector())
	}
	if q.Name >= 0 && l.Names[q.Name].Kind == isnad.NamePerson {
		t := l.Lexicon.Table("persons")
		last, to := "", ""
		for _, row := range l.Names[q.Name].Rows {
			if t.Get(int(row), "id") != m.ID {
				continue
			}
			last, to = t.Get(int(row), "sector"), t.Get(int(row), "to")
			add("office", last)
		}
		if to != "" {
			add("lastoffice", last) // of the dead, and of those whose time is over
		}
	}
	if m.ID == "" {
		for _, b := range bearers(l, m) {
			add("bearer", b.sector)
		}
		for _, b := range bodies(l, m) {
			add("body", b.sector)
		}
	}
	return out
}

// sectorWords writes what is said of a party: the features without the sector, by
// which each of them ends.
func sectorWords(f *learn.Features, l *Layers, mentions []isnad.Mention, party *Party) {
	i := party.Mention
	m, p := &mentions[i], &l.Phrases[i]
	h := l.Tokens[p.Head].R()
	own := m.Sector()
	f.Add("own", own)
	f.Add("row", m.Row)
	f.Add2("event", party.Type, party.Role)
	f.Add3("event", party.Type, party.Role, own)
	f.Add3("rowevent", party.Type, party.Role, m.Row)
	f.Add3("define", definite(l, p), party.Role, own)
	if lexicon.Stateless[m.Country] {
		f.Add2("international", m.Country, own)
	}
	for _, w := range party.With {
		f.Add3("with", party.Type, party.Role, mentions[w].Sector())
		f.Add3("withown", party.Role, own, mentions[w].Sector())
	}
	f.Add("head", h.Lemma)
	f.Add2("head", h.Lemma, own)
	f.Add("class", h.Class)
	f.Add2("kind", m.Kind, m.Via)
	f.Add2("country", m.CountryVia, own)
	f.Add("id", m.ID)
	if m.ID == "" {
		if bs := bearers(l, m); len(bs) > 0 {
			f.Add2("bearer", bs[0].sector, strconv.FormatBool(bs[0].top))
		}
	}
	if p.Name >= 0 {
		f.Add2("name", l.Names[p.Name].Kind.String(), own)
	}
	number := "sg"
	if h.Features.Any(isnad.Plur|isnad.Dual) && !h.Features.Any(isnad.Sing) {
		number = "pl"
	}
	f.Add2("number", number, own)
	for k := p.Tokens.Start; k < p.Tokens.End; k++ {
		if k == p.Head {
			continue
		}
		r := l.Tokens[k].R()
		if r.POS == isnad.Adj || r.POS == isnad.Noun || r.POS == isnad.Num {
			f.Add("word", r.Lemma)
		}
	}
	for j := i + 1; j < len(l.Phrases) && l.Phrases[j].Tokens.Start < p.Tokens.End; j++ {
		if l.Phrases[j].Genitive == i || l.Phrases[j].Extends < 0 && l.Phrases[j].Tokens.End == p.Tokens.End {
			f.Add2("inner", mentions[j].Sector(), own)
			f.Add("innerkind", mentions[j].Kind)
		}
	}
}
