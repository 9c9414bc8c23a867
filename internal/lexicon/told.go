package lexicon

import "github.com/isnad/isnad"

// Told counts how often a text tells of each state, by name, place or nisba, and gives the one it tells of most, the
// first of equals. A name that places of two states have counts for neither.
func (lx *Lexicon) Told(tokens []isnad.Token, names []isnad.Name) (count map[string]int, most string) {
	states := lx.Table("states")
	count = map[string]int{}
	add := func(country string) {
		if len(country) != 3 || Stateless[country] {
			return
		}
		if count[country]++; count[country] > count[most] {
			most = country
		}
	}
	for i := range names {
		n := &names[i]
		if len(n.Rows) == 0 {
			continue
		}
		switch row := int(n.Rows[0]); n.Kind {
		case isnad.NameState:
			add(states.Get(row, "iso3"))
		case isnad.NameCapital:
			if of := states.Get(row, "iso3"); !lx.otherwhere(n.Also, n.AlsoRows, of) {
				add(of)
			}
		case isnad.NamePlace:
			if of := lx.Table("places").Get(row, "country"); !lx.otherwhere(nil, n.Rows, of) {
				add(of)
			}
		}
	}
	for i := range tokens {
		if r := tokens[i].R(); r.Features.Has(isnad.Nisba) {
			add(r.Country)
		}
	}
	return count, most
}

// Stateless are codes of the column "country" that are no state: organisations, movements, companies.
var Stateless = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "ISM": true, "IMG": true, "MNC": true}

// otherwhere tells whether one of the rows is a place of another state; kinds says which are places, nil that all are.
func (lx *Lexicon) otherwhere(kinds []isnad.NameKind, rows []uint32, state string) bool {
	places := lx.Table("places")
	for k, row := range rows {
		if (kinds == nil || kinds[k] == isnad.NamePlace) && places.Get(int(row), "country") != state {
			return true
		}
	}
	return false
}

// PlaceOf is the row of the table "places" that the name of a place or capital means in a text that tells of states so
// often, and how many it could mean: the one in the state told most, else the first of the gazetteer. Of a capital it is
// -1 where no such row stands for it, and away tells that another state's place is meant: Ṭarābulus in Lebanon.
func (lx *Lexicon) PlaceOf(n *isnad.Name, count map[string]int) (row, candidates int, away bool) {
	places, rows := lx.Table("places"), n.Rows
	country := func(row uint32) string { return places.Get(int(row), "country") }
	if n.Kind == isnad.NameCapital {
		state := lx.Table("states").Get(int(n.Rows[0]), "iso3")
		var own, others []uint32
		for k, kind := range n.Also {
			if r := n.AlsoRows[k]; kind == isnad.NamePlace && country(r) == state {
				own = append(own, r)
			} else if kind == isnad.NamePlace && count[country(r)] > count[state] {
				others = append(others, r)
			}
		}
		if rows, away = own, len(others) > 0; away {
			rows = others
		}
	}
	row = -1
	for _, r := range rows {
		if row < 0 || count[country(r)] > count[country(uint32(row))] {
			row = int(r)
		}
	}
	return row, max(1, len(rows)), away
}
