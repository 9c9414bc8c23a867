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

// Refine looks at the sectors of the mentions that are parties of events.
func Refine(models learn.Models, l *Layers, mentions []isnad.Mention, events []isnad.Event) {
	var f learn.Features
	seen := map[int]bool{}
	for i := range events {
		for _, list := range [2][]int{events[i].Actor, events[i].Recipient} {
			for _, m := range list {
				if !seen[m] {
					seen[m] = true
					sector(models, l, mentions, m, &f)
				}
			}
		}
	}
}

// sector gives a party the sector that the scorer "sector" finds likeliest from its
// words: the lexicon's own unless another is likely. It changes the mention.
func sector(models learn.Models, l *Layers, mentions []isnad.Mention, i int, f *learn.Features) {
	model := models["sector"]
	m := &mentions[i]
	if model == nil || organisationCodes[m.Country] && m.Sector() == "" || m.ID != "" && m.Kind != "person" {
		return
	}
	best, score := m.Sector(), cutSector
	for _, s := range Sectors {
		f.Reset()
		SectorFeatures(f, l, mentions, i, s)
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
	m, p := &mentions[i], &l.Phrases[i]
	h := l.Tokens[p.Head].R()
	own := m.Sector()
	f.Add("s", s)
	f.Add2("own", own, s)
	f.Add("same", strconv.FormatBool(own == s))
	f.Add2("row", m.Row, s)
	f.Add2("head", h.Lemma, s)
	f.Add3("head", h.Lemma, own, s)
	f.Add2("class", h.Class, s)
	f.Add3("kind", m.Kind, m.Via, s)
	f.Add3("country", m.CountryVia, own, s)
	f.Add2("id", m.ID, s)
	if p.Name >= 0 {
		f.Add3("name", l.Names[p.Name].Kind.String(), own, s)
	}
	number := "sg"
	if h.Features.Any(isnad.Plur|isnad.Dual) && !h.Features.Any(isnad.Sing) {
		number = "pl"
	}
	f.Add3("number", number, own, s)
	for k := p.Tokens.Start; k < p.Tokens.End; k++ {
		if k == p.Head {
			continue
		}
		r := l.Tokens[k].R()
		if r.POS == isnad.Adj || r.POS == isnad.Noun || r.POS == isnad.Num {
			f.Add2("word", r.Lemma, s)
		}
	}
	for j := i + 1; j < len(l.Phrases) && l.Phrases[j].Tokens.Start < p.Tokens.End; j++ {
		if l.Phrases[j].Genitive == i || l.Phrases[j].Extends < 0 && l.Phrases[j].Tokens.End == p.Tokens.End {
			f.Add3("inner", mentions[j].Sector(), own, s)
			f.Add2("innerkind", mentions[j].Kind, s)
		}
	}
}
