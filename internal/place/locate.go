// Package place says which place of the gazetteer a name is.
package place

import (
	"strconv"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// Locate reads the names that are places, states and capitals among them, in
// the order of names. Of several places of one name it takes the one in the
// state that the text names most, else the first of the gazetteer.
func Locate(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token, names []isnad.Name) []isnad.Place {
	states, places := lx.Table("states"), lx.Table("places")
	count := map[string]int{}
	for i := range names {
		if n := &names[i]; (n.Kind == isnad.NameState || n.Kind == isnad.NameCapital) && len(n.Rows) > 0 {
			count[states.Get(int(n.Rows[0]), "iso3")]++
		}
	}
	var out []isnad.Place
	for i := range names {
		n := &names[i]
		switch {
		case len(n.Rows) == 0:
		case n.Kind == isnad.NameState:
			row := int(n.Rows[0])
			iso := states.Get(row, "iso3")
			out = append(out, isnad.Place{Name: i, Canonical: states.Get(row, "name"), Country: iso, Kind: "country", Row: "states:" + iso, Candidates: 1})
		case n.Kind == isnad.NameCapital || n.Kind == isnad.NamePlace:
			out = append(out, city(states, places, n, i, count))
		}
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
