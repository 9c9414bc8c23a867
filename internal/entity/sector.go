package entity

import (
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// Sectors of PLOVER, the frequent ones first; "" is a state acting as one, or nobody known.
var Sectors = [...]string{"", "GOV", "CVL", "MIL", "COP", "REB", "PTY", "OPP", "JUD", "LEG", "SOC", "ELI", "UAF", "LAB", "EDU", "BUS", "REL", "JRN", "PRM", "MED", "UNK", "CRM", "SPY", "REF", "AGR"}

// cutSector is how likely another sector must be to overrule the lexicon's.
const cutSector = 0.5

// sureSector is how likely the lexicon's own must be for the others not to be asked.
const sureSector = 0.8

// Refine settles the sectors and the countries of the parties of events, and of
// those who tell them.
func Refine(models learn.Models, l *Layers, mentions []isnad.Mention, events []isnad.Event, claims []isnad.Claim) {
	if len(events) == 0 {
		return
	}
	f := learn.Features{List: make([]learn.Feature, 0, 48)}
	parties := partiesOf(events, claims)
	for _, p := range parties {
		Sector(models["sector"], l, mentions, p.Mention, &f)
	}
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
			out = append(out, Party{m, e.Type, role, with})
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

// Sector gives a party the sector that the scorer "sector" finds likeliest from its
// words: the lexicon's own unless another is likely. It changes the mention.
func Sector(model *learn.Model, l *Layers, mentions []isnad.Mention, i int, f *learn.Features) {
	m := &mentions[i]
	if model == nil || organisationCodes[m.Country] && m.Sector() == "" || m.ID != "" && m.Kind != "person" {
		return
	}
	said := learn.Features{Named: f.Named, List: make([]learn.Feature, 0, 32)}
	sectorWords(&said, l, mentions, i)
	f.Reset()
	sectorFeatures(f, &said, m.Sector(), m.Sector())
	if model.Probability(f.List) > sureSector {
		return
	}
	best, score := m.Sector(), cutSector
	for _, s := range Sectors {
		f.Reset()
		sectorFeatures(f, &said, m.Sector(), s)
		if p := model.Probability(f.List); p > score {
			best, score = s, p
		}
	}
	switch {
	case best == m.Sector():
	case best == "":
		m.Sectors = nil
	default:
		m.Sectors = append([]string{best}, m.Sectors...)
	}
}

// SectorFeatures writes what speaks for a mention being of sector s.
func SectorFeatures(f *learn.Features, l *Layers, mentions []isnad.Mention, i int, s string) {
	said := learn.Features{Named: f.Named}
	sectorWords(&said, l, mentions, i)
	sectorFeatures(f, &said, mentions[i].Sector(), s)
}

// sectorFeatures writes them from what is said of the mention.
func sectorFeatures(f, said *learn.Features, own, s string) {
	w := learn.NewWord(s)
	f.Add("s", s)
	f.Add("same", strconv.FormatBool(own == s))
	f.Each(said, &w)
}

// sectorWords writes what is said of a mention: the features without the sector, by
// which each of them ends.
func sectorWords(f *learn.Features, l *Layers, mentions []isnad.Mention, i int) {
	m, p := &mentions[i], &l.Phrases[i]
	h := l.Tokens[p.Head].R()
	own := m.Sector()
	f.Add("own", own)
	f.Add("row", m.Row)
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
