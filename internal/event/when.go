package event

import "github.com/isnad/isnad"

// when dates an event: by the time told nearest to its trigger in the sentence, a
// time behind the trigger first; else by the day of publication.
func (l *Layers) when(k *Candidate) isnad.EventDate {
	best, d := -1, 1<<30
	for i := range l.Dates {
		x := &l.Dates[i]
		if x.Sentence != k.Sentence || x.Value == "" {
			continue
		}
		dist := x.Tokens.Start - k.At
		if dist < 0 {
			dist = -2 * dist
		}
		for j := min(k.At, x.Tokens.Start) + 1; j < max(k.At, x.Tokens.Start); j++ {
			switch l.Tokens[j].R().POS {
			case isnad.Verb:
				dist += 8
			case isnad.Sub, isnad.Rel:
				dist += 5
			}
		}
		if dist < d {
			best, d = i, dist
		}
	}
	if best >= 0 && d < 60 {
		x := &l.Dates[best]
		return isnad.EventDate{Value: x.Value, Granularity: x.Granularity, Basis: "text", At: best}
	}
	if l.Day != "" {
		return isnad.EventDate{Value: l.Day, Granularity: "day", Basis: "publication", At: -1}
	}
	return isnad.EventDate{At: -1}
}

// where places an event: at the nearest place of its sentence behind a
// preposition of place, the smallest first among those that touch.
func (l *Layers) where(k *Candidate) *isnad.EventPlace {
	best, d := -1, 1<<30
	for i := range l.Places {
		n := &l.Names[l.Places[i].Name]
		if l.Tokens[n.Tokens.Start].Sentence != k.Sentence {
			continue
		}
		dist := n.Tokens.Start - k.At
		if dist < 0 {
			dist = -2 * dist
		}
		if !l.located(n) {
			continue // a party's country or the seat of an office is no place of the event
		}
		if l.Places[i].Kind == "country" {
			dist += 3
		}
		if dist < d {
			best, d = i, dist
		}
	}
	if best < 0 || d > 40 {
		return nil
	}
	p := &l.Places[best]
	n := &l.Names[p.Name]
	first, last := &l.Tokens[n.Tokens.Start], &l.Tokens[n.Tokens.End-1]
	return &isnad.EventPlace{
		Span: isnad.Span{Start: l.Normal.Map.Start(first.Fold + n.Cut), End: last.End}, Name: p.Canonical, Country: p.Country, Admin1: p.Admin1,
		Lat: p.Lat, Lon: p.Lon, Located: p.Located, Resolution: p.Kind, ID: p.Row,
	}
}

// located tells whether a preposition of place governs the name: fī Baghdād, bi-l-Qāhira,
// qurba Ḥimṣ, fī madīnati Ḥalab.
func (l *Layers) located(n *isnad.Name) bool {
	if n.Cut >= 2 {
		key := l.Tokens[n.Tokens.Start].Key
		if key[n.Cut-2:n.Cut] == "ب" {
			return true
		}
	}
	for i := n.Tokens.Start - 1; i >= 0 && i >= n.Tokens.Start-4; i-- {
		r := l.Tokens[i].R()
		switch {
		case r.POS == isnad.Prep:
			return placePrepositions[r.Lemma]
		case r.Pro.Has(isnad.ProBi):
			return true
		case r.POS == isnad.Noun && (r.Class == "place" || r.Class == "building") && !r.Pro.Has(isnad.ProAl), r.POS == isnad.Adj:
		case r.Stem == "شمال" || r.Stem == "جنوب" || r.Stem == "شرق" || r.Stem == "غرب" || r.Stem == "وسط":
			return true
		default:
			return false
		}
	}
	return false
}

var placePrepositions = map[string]bool{"في": true, "قرب": true, "داخل": true, "خارج": true, "وسط": true, "ب": true, "حول": true, "امام": true, "بالقرب من": true, "عند": true, "قبالة": true}
