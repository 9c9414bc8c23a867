// Package place says which place of the gazetteer a name is.
package place

import (
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Locate reads the names that are places, states and capitals among them, in
// the order of names. Of several places of one name it takes the one in the
// state that the text tells of most, else the first of the gazetteer. A place that
// no gazetteer has (qaryatu X) lies in that state, most likely.
func Locate(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, names []isnad.Name) []isnad.Place {
	states, places := lx.Table("states"), lx.Table("places")
	count, most := told(states, tokens, names)
	var out []isnad.Place
	for i := range names {
		n := &names[i]
		switch {
		case n.Kind == isnad.NamePlace && len(n.Rows) == 0:
			out = append(out, isnad.Place{Name: i, Canonical: written(tokens, n), Country: most, Kind: "place"})
		case len(n.Rows) == 0:
		case n.Kind == isnad.NameState:
			row := int(n.Rows[0])
			iso := states.Get(row, "iso3")
			out = append(out, isnad.Place{Name: i, Canonical: states.Get(row, "name"), Country: iso, Kind: "country", Row: "states:" + iso, Candidates: 1})
		case n.Kind == isnad.NameSeat: // the White House, where it is no metonym of a government
			row := int(n.Rows[0])
			iso := states.Get(row, "iso3")
			out = append(out, isnad.Place{Name: i, Canonical: written(tokens, n), Country: iso, Kind: "building", Row: "states:" + iso, Candidates: 1})
		case n.Kind == isnad.NameCapital || n.Kind == isnad.NamePlace:
			out = append(out, city(states, places, n, i, count))
		}
	}
	return out
}

// told counts how often the text tells of each state, by name, capital or nisba, and
// gives the one it tells of most, the first of equals.
func told(states *lexicon.Table, tokens []isnad.Token, names []isnad.Name) (count map[string]int, most string) {
	count = map[string]int{}
	add := func(country string) {
		if len(country) != 3 || bodies[country] {
			return
		}
		if count[country]++; count[country] > count[most] {
			most = country
		}
	}
	for i := range names {
		if n := &names[i]; (n.Kind == isnad.NameState || n.Kind == isnad.NameCapital) && len(n.Rows) > 0 {
			add(states.Get(int(n.Rows[0]), "iso3"))
		}
	}
	for i := range tokens {
		if r := tokens[i].R(); r.Features.Has(isnad.Nisba) {
			add(r.Country)
		}
	}
	return count, most
}

// bodies are codes of no state.
var bodies = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "ISM": true, "IMG": true, "MNC": true}

// written is a name in the folded letters of the text.
func written(tokens []isnad.Token, n *isnad.Name) string {
	out := tokens[n.Tokens.Start].Key[n.Cut:]
	for i := n.Tokens.Start + 1; i < n.Tokens.End; i++ {
		out += " " + tokens[i].Key
	}
	return out
}

func city(states, places *lexicon.Table, n *isnad.Name, i int, count map[string]int) isnad.Place {
	rows := n.Rows
	p := isnad.Place{Name: i, Kind: "city"}
	if n.Kind == isnad.NameCapital {
		p.Country = states.Get(int(n.Rows[0]), "iso3")
		p.Canonical, p.Row = states.List(int(n.Rows[0]), "capital")[0], "states:"+p.Country
		rows = nil
		for k, kind := range n.Also {
			if kind == isnad.NamePlace && places.Get(int(n.AlsoRows[k]), "country") == p.Country {
				rows = append(rows, n.AlsoRows[k])
			}
		}
	}
	p.Candidates = max(1, len(rows))
	best := -1
	for _, r := range rows {
		if best < 0 || count[places.Get(int(r), "country")] > count[places.Get(best, "country")] {
			best = int(r)
		}
	}
	if best < 0 {
		return p
	}
	p.Canonical, p.Country, p.Admin1, p.Kind = places.Get(best, "name"), places.Get(best, "country"), places.Get(best, "admin1"), places.Get(best, "kind")
	p.Row = "places:" + p.Canonical
	lat, err1 := strconv.ParseFloat(places.Get(best, "lat"), 64)
	lon, err2 := strconv.ParseFloat(places.Get(best, "lon"), 64)
	if err1 == nil && err2 == nil {
		p.Lat, p.Lon, p.Located = lat, lon, true
	}
	return p
}
