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
	states := lx.Table("states")
	count, most := lx.Told(tokens, names)
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
			out = append(out, city(lx, n, i, count))
		}
	}
	return out
}

// written is a name in the folded letters of the text.
func written(tokens []isnad.Token, n *isnad.Name) string {
	out := tokens[n.Tokens.Start].Key[n.Cut:]
	for i := n.Tokens.Start + 1; i < n.Tokens.End; i++ {
		out += " " + tokens[i].Key
	}
	return out
}

func city(lx *lexicon.Lexicon, n *isnad.Name, i int, count map[string]int) isnad.Place {
	states, places := lx.Table("states"), lx.Table("places")
	p := isnad.Place{Name: i, Kind: "city"}
	best, candidates, _ := lx.PlaceOf(n, count)
	if p.Candidates = candidates; n.Kind == isnad.NameCapital {
		p.Country = states.Get(int(n.Rows[0]), "iso3")
		p.Canonical, p.Row = states.List(int(n.Rows[0]), "capital")[0], "states:"+p.Country
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
