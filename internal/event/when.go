package event

import (
	"strings"

	"github.com/isnad/isnad"
)

// when dates an event: by the time told nearest to its trigger in the sentence, a
// time behind the trigger first; else by the day of publication.
func (l *Layers) when(k *Candidate) isnad.EventDate {
	if d := l.dateOf(k); d >= 0 {
		x := &l.Dates[d]
		return isnad.EventDate{Value: x.Value, Granularity: x.Granularity, Basis: "text", At: d}
	}
	if l.Day != "" {
		return isnad.EventDate{Value: l.Day, Granularity: "day", Basis: "publication", At: -1}
	}
	return isnad.EventDate{At: -1}
}

// dateOf is the date that an event bears, -1 none. Each verb or clause between makes
// it likelier that the date is another's.
func (l *Layers) dateOf(k *Candidate) int {
	return l.timeOf(k, func(x *isnad.Date) bool { return x.Value != "" })
}

// timeOf is the time among those that count which stands nearest to an event, -1 none.
func (l *Layers) timeOf(k *Candidate, counts func(*isnad.Date) bool) int {
	best, d := -1, 60
	for i := range l.Dates {
		x := &l.Dates[i]
		if x.Sentence != k.Sentence || !counts(x) {
			continue
		}
		dist := behind(x.Tokens.Start - k.At)
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
	return best
}

// where places an event: at the place of its sentence that it costs least to tie to
// it, in words between and in what divides the two.
func (l *Layers) where(k *Candidate) *isnad.EventPlace {
	best, least := -1, farPlace
	if verbal[k.Type()] {
		least = nearPlace
	}
	for i := range l.Places {
		n := &l.Names[l.Places[i].Name]
		if l.Tokens[n.Tokens.Start].Sentence != k.Sentence || n.Tokens.Has(k.At) {
			continue
		}
		if d := l.tie(k, n, l.Places[i].Kind == "country"); d < least {
			best, least = i, d
		}
	}
	if best < 0 {
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

// What a place may cost at most. A place in what somebody says or asks for is that of
// the things he speaks of, unless it stands close to the saying.
const (
	farPlace  = 50
	nearPlace = 20
)

// verbal types are acts of speech.
var verbal = map[string]bool{"AGREE": true, "SUPPORT": true, "CONCEDE": true, "REQUEST": true, "ACCUSE": true, "REJECT": true, "THREATEN": true, "SANCTION": true}

// tie is the cost of tying a place to an event.
func (l *Layers) tie(k *Candidate, n *isnad.Name, country bool) int {
	cost, ok := l.stands(n).cost(k, n, country)
	if !ok {
		return farPlace
	}
	from, to := k.At+1, n.Tokens.Start
	spoken := verbal[k.Type()]
	if to < from {
		from, to = n.Tokens.End, k.At
		cost += to - from
		if spoken && l.between(from, to).commas > 0 {
			cost += 10 // where that happened which he speaks of
		}
	}
	cost += to - from
	if l.claimAt(k.At) != l.claimAt(n.Tokens.Start) {
		cost += 18 // one of the two is somebody's word: where he said it is not where it happened
	}
	if (spoken || k.Type() == "AID") && l.qualifies(n) {
		return farPlace
	}
	event := 4 // of a noun that tells of something else, which may be what the place is of
	if spoken {
		event = 20
	}
	occasion := false
	for j := from; j < to; j++ {
		r := l.Tokens[j].R()
		occasion = occasion || l.occasion(j)
		switch {
		case l.names[j] >= 0:
		case occasion && (r.POS == isnad.Verb || r.POS == isnad.Rel): // khilāla muʾtamarin ʿuqida fī X: where it met
		case r.POS == isnad.Verb:
			cost += 12
		case r.POS == isnad.Sub, r.POS == isnad.Rel:
			cost += 8
		case r.POS == isnad.Punct:
			cost += 3
		case r.POS == isnad.Noun && r.Features.Has(isnad.Masdar) && r.Class != "place" && r.Class != "person":
			if cost += event; spoken && r.Features.Has(isnad.AccInd) {
				cost -= event / 2 // waqqaʿā ttifāqan fī X: what they did there
			}
		}
	}
	return cost
}

// occasion tells whether a meeting or speech at which something was said begins at a token: khilāla muʾtamarin, fī kalimatin.
func (l *Layers) occasion(i int) bool {
	if i+1 >= len(l.Tokens) || !occasionPrepositions[l.Tokens[i].R().Lemma] {
		return false
	}
	s := l.named(i + 1).sense
	return s != nil && s.String() == "meet"
}

var occasionPrepositions = map[string]bool{"خلال": true, "في": true, "اثناء": true, "هامش": true, "عقب": true, "بعد": true, "ختام": true}

// qualifies tells whether a place says who somebody is, not where he acted: al-infiṣāliyyīna fī Dūnītsk.
func (l *Layers) qualifies(n *isnad.Name) bool {
	i := n.Tokens.Start - 1
	if i < 1 || l.Tokens[i].R().POS != isnad.Prep || l.Tokens[i-1].Sentence != l.Tokens[i].Sentence {
		return false
	}
	r := l.Tokens[i-1].R()
	return r.POS == isnad.Noun && (r.Class == "person" || r.Class == "group" || r.Class == "body" || r.Features.Has(isnad.Human)) && r.Definite()
}

// A standing is how a place stands in its clause.
type standing struct {
	by     string // in, to, from, on, via; "" behind no preposition of place; - behind another
	headed bool   // behind the word for its kind, or a direction: qurba madīnati X, šimāla X
	scene  bool   // subject of a verb that makes it a scene: šahidat Baghdādu
	first  int    // first token of the whole: the preposition, the head or the name
}

// stands reads the words before a name: fī Baghdād, bi-l-Qāhira, qurba Ḥimṣ, min qāʿidati X, fī sijni X.
func (l *Layers) stands(n *isnad.Name) standing {
	s := standing{first: n.Tokens.Start}
	if n.Cut >= 2 {
		switch key := l.Tokens[n.Tokens.Start].Key; key[n.Cut-2 : n.Cut] {
		case "ب":
			s.by = "in"
			return s
		case "ل":
			s.by = "to"
			return s
		}
	}
	s.headed = n.Tokens.Len() > 1 && directions[l.Tokens[n.Tokens.Start].R().Stem] // janūba l-Līṭānī is one name
	start := l.Sentences[l.Tokens[n.Tokens.Start].Sentence].Tokens.Start
	for i := n.Tokens.Start - 1; i >= start && i >= n.Tokens.Start-5; i-- {
		r := l.Tokens[i].R()
		stem := strings.TrimPrefix(r.Stem, "ال")
		switch {
		case directions[stem]:
			s.headed = true
		case r.POS == isnad.Prep && r.Pron != "":
			return s // minhum: its noun is the pronoun
		case r.POS == isnad.Prep:
			if s.by = placePrepositions[r.Lemma]; s.by == "" {
				s.by = "-"
			}
			s.first = i
			return s
		case r.POS == isnad.Noun && (r.Class == "place" || r.Class == "building") && !r.Pro.Has(isnad.ProAl) && r.Pron == "":
			s.headed = true
		case r.POS == isnad.Noun && !r.Definite() && r.Class != "person" && r.Class != "group" && r.Class != "body" && !r.Features.Any(isnad.AccInd|isnad.Human|isnad.Masdar): // fī mahrajāni Qarṭāja
		case r.POS == isnad.Verb:
			s.scene = scenes[r.Verb]
			return s
		default:
			return s
		}
		s.first = i
		if r.Pro.Has(isnad.ProBi) {
			if s.by = "in"; r.Stem == "اسم" {
				s.by = "-" // al-mutaḥaddithu bi-smi l-Kirimlin
			}
			return s
		} else if r.Pro.Has(isnad.ProLi) {
			s.by = "to"
			return s
		}
	}
	return s
}

// cost is what it costs to tie a place that stands so, before what stands between.
func (s standing) cost(k *Candidate, n *isnad.Name, country bool) (cost int, ok bool) {
	kind := k.Type()
	switch s.by {
	case "in":
	case "via":
		cost = 2
	case "to":
		if cost = 3; !moves[kind] {
			return 0, false
		}
	case "from":
		if cost = 3; kind != "MOBILIZE" && (kind != "RETREAT" || len(k.Rule.mode) > 0 && k.Rule.mode[0] == "release") {
			return 0, false
		}
	case "on":
		if cost = 1; kind != "ASSAULT" && kind != "COERCE" {
			return 0, false
		}
	case "-":
		return 0, false
	default:
		switch {
		case s.scene:
		case s.headed:
			cost = 3
		case country && kind == "RETREAT" && k.Reading.POS == isnad.Verb && s.first > k.At && s.first <= k.At+5: // ghādarati l-quwwātu l-ʿIrāqa
		case !struck[kind] || country || n.Kind == isnad.NameCapital:
			return 0, false
		case k.Reading.POS != isnad.Verb && s.first == k.At+1: // qaṣfu Ḥimṣ
		case k.Reading.POS == isnad.Verb && s.first > k.At && s.first <= k.At+5:
			cost = 6
		default:
			return 0, false
		}
	}
	if country && verbal[kind] {
		cost += 12 // most often a party or the topic
	} else if country {
		cost += 6
	}
	return cost, true
}

// moves are types whose doers go or send somewhere; struck are those that strike a place itself.
var (
	moves  = map[string]bool{"CONSULT": true, "MOBILIZE": true, "AID": true, "PROTEST": true}
	struck = map[string]bool{"ASSAULT": true, "COERCE": true, "RETREAT": true}
)

// scenes are verbs whose subject is where something is: šahida, istaḍāfa.
var scenes = map[string]bool{"شهد": true, "استضاف": true, "احتضن": true, "غص": true, "عاش": true, "عرف": true}

var directions = map[string]bool{"شمال": true, "جنوب": true, "شرق": true, "غرب": true, "وسط": true, "شمالي": true, "جنوبي": true, "شرقي": true, "غربي": true, "ريف": true, "ضواحي": true, "محيط": true, "داخل": true, "قرب": true}

var placePrepositions = map[string]string{
	"في": "in", "قرب": "in", "داخل": "in", "خارج": "in", "وسط": "in", "ب": "in", "حول": "in", "امام": "in", "بالقرب من": "in", "عند": "in", "قبالة": "in", "فوق": "in",
	"الي": "to", "نحو": "to", "باتجاه": "to", "صوب": "to", "ل": "to", "من": "from", "علي": "on", "عبر": "via",
}
