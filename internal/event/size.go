package event

import (
	"strconv"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// numbers are the values of number words, by folded word, from the particles' gloss.
func numbers(lx *lexicon.Lexicon, fold func(string) string) map[string]int {
	out := map[string]int{}
	t := lx.Table("particles")
	if t == nil {
		return out
	}
	for i := 0; i < t.Len(); i++ {
		if t.Get(i, "pos") != "NUM" {
			continue
		}
		if v, err := strconv.Atoi(t.Get(i, "gloss")); err == nil {
			out[fold(t.Get(i, "word"))] = v
		}
	}
	return out
}

// vague number words stand for a range: "tens" are at least two tens.
var vague = map[string][2]int{"عشرات": {20, 99}, "مئات": {200, 999}, "ميات": {200, 999}, "الاف": {2000, 9999}, "بضعة": {3, 9}, "بضع": {3, 9}, "ملايين": {2000000, 9999999}}

// thousands multiplies a number before it; plenty are all that do.
const thousands = "الاف"

var plenty = map[string]int{thousands: 1000, "ملايين": 1_000_000}

// count reads how many the head of a phrase are: 0, 0 when the phrase does not say.
func (c *Coder) count(l *Layers, p *isnad.Phrase) (lo, hi int) {
	total, group, found, start := 0, 0, false, p.Tokens.Start
	if start > 0 && l.Tokens[start-1].Sentence == p.Sentence && l.Tokens[start].R().Stem == thousands {
		if _, ok := vague[l.Tokens[start-1].R().Stem]; ok {
			start-- // al-ālāf alone was chosen of miʾātu l-ālāf
		}
	}
	for i := start; i < p.Tokens.End && i <= p.Head; i++ {
		t := &l.Tokens[i]
		stem := t.R().Stem
		if each := plenty[stem]; each > 0 && group > 0 { // thalāthatu ālāfin
			total, group = total+group*each, 0
			continue
		}
		if r, ok := vague[stem]; ok {
			if n := i + 1; n < len(l.Tokens) && l.Tokens[n].Sentence == p.Sentence && l.Tokens[n].R().Stem == thousands { // miʾātu l-ālāfi
				return 1000 * r[0], 1000*(r[1]+1) - 1
			}
			return r[0], r[1]
		}
		v, ok := c.numbers[stem]
		if !ok {
			v, ok = c.numbers[strings.TrimPrefix(stem, "ال")]
		}
		if !ok {
			if v, ok = digits(t.Key); !ok {
				continue
			}
		}
		found = true
		switch {
		case v >= 1000 && v%1000 == 0 && group > 0 && t.Is(isnad.Num) && t.Key != strconv.Itoa(v):
			total, group = total+group*v, 0
		default:
			group += v
		}
	}
	if found {
		return total + group, total + group
	}
	h := l.Tokens[p.Head].R()
	switch {
	case h.Features.Has(isnad.Dual) && !h.Features.Any(isnad.Plur) && !h.Features.Has(isnad.AccInd):
		return 2, 2
	case h.Features.Has(isnad.Sing) && !h.Features.Any(isnad.Plur) && h.Features.Has(isnad.Human) && h.Class == "person" && p.Name < 0 && !h.Definite():
		return 1, 1 // rajulun; of whom the text names it counts nobody
	}
	return 0, 0
}

func digits(s string) (int, bool) {
	s = strings.ReplaceAll(s, ",", "")
	v, err := strconv.Atoi(s)
	return v, err == nil && v < 1e9
}

// sizes reads the counts told of an event: of its victims by the word that tells
// their fate, of a crowd by the crowd itself.
func (c *Coder) sizes(l *Layers, k *Candidate, e *isnad.Event) (out []isnad.Size) {
	add := func(kind string, phrase int) {
		for _, s := range out {
			if s.Kind == kind {
				return
			}
		}
		p := &l.Phrases[phrase]
		if lo, hi := c.count(l, p); lo > 1 || lo == 1 && (kind == "dead" || kind == "injured") {
			out = append(out, isnad.Size{Span: l.Mentions[phrase].Span, Kind: kind, Min: lo, Max: hi})
		}
	}
	switch e.Type {
	case "PROTEST":
		for _, p := range e.Actor {
			add("crowd", p)
		}
	case "COERCE":
		for _, p := range e.Recipient {
			if len(e.Mode) > 0 && e.Mode[0] == "arrest" {
				add("arrested", p)
			}
		}
	case "ASSAULT":
		c.casualties(l, k, e, add)
	}
	return out
}

// casualties looks at the words of killing and wounding in the event's sentence.
func (c *Coder) casualties(l *Layers, k *Candidate, e *isnad.Event, add func(string, int)) {
	killing, wounding := c.lx.List("killing"), c.lx.List("wounding")
	r := l.Sentences[e.Sentence].Tokens
	for i := r.Start; i < r.End; i++ {
		x := l.Tokens[i].R()
		kind := ""
		switch {
		case killing[x.Verb] || killing[x.Lemma]:
			kind = "dead"
		case wounding[x.Verb] || wounding[x.Lemma]:
			kind = "injured"
		default:
			continue
		}
		if x.Class == "person" { // 12 qatīlan
			if p := l.headedBy(i); p >= 0 {
				add(kind, p)
			}
			continue
		}
		y := k.y
		if i != k.At {
			y = c.look(l, i, x)
		}
		for j := range y.parties {
			q := &y.parties[j]
			if q.slot == SlotObject || q.slot == SlotGenitive || q.slot == SlotSubject && (x.Features.Has(isnad.Passive) || c.lx.List("dying")[x.Verb]) {
				add(kind, q.phrase)
			}
		}
		if at := l.nearly(i + 1); at > i+1 || x.POS == isnad.Noun { // maqtalu 14 madaniyyan: the noun behind a number is no term of the idafa
			if p := l.numbered(at); p >= 0 {
				add(kind, p)
			}
		}
	}
}

// nearly steps over the words before a number that say how exact it is: naḥwa, akthara min, mā lā yaqillu ʿan.
func (l *Layers) nearly(token int) int {
	i := token
	for i < len(l.Tokens) && i < token+5 && inexact[l.Tokens[i].Key] {
		i++
	}
	if i < len(l.Tokens) && l.Tokens[i].Is(isnad.Num) {
		return i
	}
	return token
}

var inexact = map[string]bool{"نحو": true, "زهاء": true, "قرابة": true, "حوالي": true, "اكثر": true, "اقل": true, "من": true, "ما": true, "لا": true, "يقل": true, "يقارب": true, "يزيد": true, "يناهز": true, "عن": true, "علي": true, "بضعة": true}

// numbered is the phrase that begins with a number at a token, -1 none.
func (l *Layers) numbered(token int) int {
	if token >= len(l.Tokens) || !l.Tokens[token].Is(isnad.Num) {
		return -1
	}
	s := l.bySentence[l.Tokens[token].Sentence]
	for i := s.Start; i < s.End; i++ {
		if l.Phrases[i].Tokens.Start == token {
			return i
		}
	}
	return -1
}

func (l *Layers) headedBy(token int) int {
	s := l.bySentence[l.Tokens[token].Sentence]
	for i := s.Start; i < s.End; i++ {
		if l.Phrases[i].Head == token {
			return i
		}
	}
	return -1
}
