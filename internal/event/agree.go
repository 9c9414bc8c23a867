package event

import "github.com/isnad/isnad"

// agrees tells whether a phrase can be the subject of the verb behind it, which then shows its number.
func (y *layout) agrees(q *party) bool {
	h := y.l.Tokens[y.phrase(q).Head].R()
	v, n := y.r.Features, h.Features
	if v.Any(isnad.P1) && !v.Any(isnad.P3) {
		return false
	}
	if v.Has(isnad.Plur) && !v.Any(isnad.Sing) && n.Has(isnad.Sing) && !n.Any(isnad.Plur) && !n.Has(isnad.Human) && h.POS != isnad.Proper && y.phrase(q).Name < 0 {
		return false
	}
	if v.Has(isnad.Dual) && !v.Any(isnad.Sing|isnad.Plur) && n.Has(isnad.Sing) && !n.Any(isnad.Dual|isnad.Plur) && !y.listed(q) {
		return false // the two of whom one is told behind a preposition: baḥatha X maʿa Y wa-ttafaqā
	}
	if n.Has(isnad.Plur) && !n.Any(isnad.Human) {
		return v.Has(isnad.Fem) || v.Any(isnad.Plur)
	}
	if n.Has(isnad.Masc) && !n.Has(isnad.Fem) && v.Has(isnad.Fem) && !v.Has(isnad.Masc) {
		return false
	}
	if n.Has(isnad.Fem) && !n.Has(isnad.Masc) && v.Has(isnad.Masc) && !v.Has(isnad.Fem) {
		return false
	}
	return true
}

// listed tells whether another party is in one list with this one.
func (y *layout) listed(q *party) bool {
	c := y.phrase(q).Coord
	for i := range y.parties {
		if o := &y.parties[i]; o.phrase != q.phrase && o.base < 0 && y.phrase(o).Coord == c {
			return true
		}
	}
	return false
}

// feminineName tells whether a phrase is the name of a state or body that takes a
// feminine verb: daʿā l-Umama l-Muttaḥidata has another subject.
func (y *layout) feminineName(q *party) bool {
	p := y.phrase(q)
	if p.Name < 0 || y.l.Names[p.Name].Tokens.Start != p.Tokens.Start {
		return false
	}
	h := y.l.Tokens[p.Head].R()
	switch y.l.Names[p.Name].Kind {
	case isnad.NameCapital:
		return true
	case isnad.NameState:
		t := &y.l.Tokens[p.Head]
		return !y.c.lx.List("mascstate")[t.Key[min(y.l.Names[p.Name].Cut, len(t.Key)):]]
	case isnad.NameOrganisation:
		return h.Pro.Has(isnad.ProAl) && (h.Features.Has(isnad.Fem|isnad.Sing) && !h.Features.Has(isnad.Masc) || h.Features.Has(isnad.Plur) && !h.Features.Any(isnad.Sing))
	}
	return false
}
