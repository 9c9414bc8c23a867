// Package entity finds names and says who the phrases of a text stand for.
package entity

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// longestName bounds the words of a name.
const longestName = 9

// Find returns the names of a text: the longest runs of words that the gazetteer
// knows, bodies put together from a word for their kind, and runs of given names
// and unknown proper nouns. They are in order and do not overlap.
func Find(lx *lexicon.Lexicon, sentences []isnad.Sentence, tokens []isnad.Token) []isnad.Name {
	var names []isnad.Name
	f := finder{lx: lx, tokens: tokens, linking: lx.List("linking"), short: map[string]uint32{}, bearers: map[string]isnad.Name{}}
	for _, s := range sentences {
		for i := s.Tokens.Start; i < s.Tokens.End; {
			n, ok := f.at(i, s.Tokens.End)
			if !ok || n.Tokens.Len() == 1 {
				if again, is := f.again(i, s.Tokens); is {
					n, ok = again, true
				}
			}
			if !ok {
				n, ok = f.composed(i, s.Tokens.End)
			}
			if !ok {
				n, ok = f.located(i, s.Tokens.Start, s.Tokens.End)
			}
			if !ok {
				n, ok = f.quoted(i, s.Tokens.Start, s.Tokens.End)
			}
			if !ok {
				n, ok = f.known(i)
			}
			if !ok {
				n, ok = f.shape(i, s.Tokens.End)
			}
			if !ok {
				i++
				continue
			}
			f.house(&n, s.Tokens.End)
			f.country(&n)
			f.remember(&n)
			names = append(names, n)
			i = n.Tokens.End
		}
	}
	return names
}

// house takes the fathers of a person and the house that he is of: Muḥammadu bnu Salmāna
// bni ʿAbdi l-ʿAzīzi Āl Saʿūd.
func (f *finder) house(n *isnad.Name, end int) {
	if n.Kind != isnad.NamePerson && n.Kind != isnad.NameShape {
		return
	}
	for n.Tokens.End+1 < end && descent[f.tokens[n.Tokens.End].Key] {
		r := f.tokens[n.Tokens.End+1].R()
		if r.Pro&^isnad.ProAl != 0 || r.Pron != "" || r.POS != isnad.Noun && r.POS != isnad.Proper && r.POS != isnad.Adj {
			return
		}
		n.Tokens.End += 2
	}
}

// country tells of which country a known person is, when all who bear the name are of it.
func (f *finder) country(n *isnad.Name) {
	if n.Kind != isnad.NamePerson {
		return
	}
	t := f.lx.Table("persons")
	for _, row := range n.Rows {
		c := t.Get(int(row), "country")
		if n.Country != "" && c != n.Country || lexicon.Stateless[c] {
			n.Country = ""
			return
		}
		n.Country = c
	}
}

// descent are words behind a name that tell of whom its bearer is.
var descent = map[string]bool{"ال": true, "بن": true, "بنت": true}

type finder struct {
	lx      *lexicon.Lexicon
	tokens  []isnad.Token
	key     []byte
	values  []lexicon.Value
	linking map[string]bool       // words that stand inside the name of a person
	loose   bool                  // single words are names whatever else they mean
	short   map[string]uint32     // organisations named in full so far, by their name without its kind
	bearers map[string]isnad.Name // people named in full so far, by their surname
}

// quoted reads a name in quotation marks as the organisation it is when its kind
// is put before it: «al-Qāʿida» is tanẓīmu l-Qāʿida.
func (f *finder) quoted(i, start, end int) (isnad.Name, bool) {
	if i == start || f.tokens[i-1].Key != "«" && f.tokens[i-1].Key != "\"" && f.tokens[i-1].Key != "'" {
		return isnad.Name{}, false
	}
	key := ""
	for j := i; j < min(end, i+4); j++ {
		if t := &f.tokens[j]; t.Key == "»" || t.Key == "\"" || t.Key == "'" {
			break
		}
		if key += f.tokens[j].Key; j+1 >= end {
			break
		}
		if q := f.tokens[j+1].Key; q != "»" && q != "\"" && q != "'" {
			key += " "
			continue
		}
		for _, kind := range f.lx.Words("kindword") {
			if row := f.lx.First(kind+" "+key, lexicon.KindOrganisation); row >= 0 {
				return isnad.Name{Tokens: isnad.Range{Start: i, End: j + 1}, Kind: isnad.NameOrganisation, Rows: []uint32{uint32(row)}}, true
			}
		}
	}
	return isnad.Name{}, false
}

// remember keeps the short name of an organisation named with its kind: after
// ḥarakatu Fatḥ, a bare Fatḥ is the movement.
func (f *finder) remember(n *isnad.Name) {
	if f.bears(n) {
		f.bearers[f.tokens[n.Tokens.End-1].Key] = *n
	}
	if n.Kind != isnad.NameOrganisation || n.Tokens.Len() != 2 || len(n.Rows) == 0 {
		return
	}
	first := f.tokens[n.Tokens.Start].R().Lemma
	if f.lx.List("kindword")[first] {
		f.short[f.tokens[n.Tokens.Start+1].Key] = n.Rows[0]
	}
}

// known finds a short name told before.
func (f *finder) known(i int) (isnad.Name, bool) {
	if len(f.short) == 0 || f.tokens[i].Is(isnad.Verb) {
		return isnad.Name{}, false
	}
	var room cutRoom
	for _, c := range cuts(f.tokens[i].Key, &room) {
		if row, ok := f.short[c.first]; ok {
			return isnad.Name{Tokens: isnad.Range{Start: i, End: i + 1}, Kind: isnad.NameOrganisation, Rows: []uint32{row}, Cut: c.cut}, true
		}
	}
	return isnad.Name{}, false
}

// at finds the longest known name that begins at token i.
func (f *finder) at(i, end int) (best isnad.Name, ok bool) {
	key := f.tokens[i].Key
	var room cutRoom
	for _, c := range cuts(key, &room) {
		n, found := f.longest(i, end, c.first, c.cut)
		if found && (!ok || n.Tokens.End > best.Tokens.End) {
			best, ok = n, true
		}
	}
	return best, ok
}

// A cut is a first word without its proclitics.
type cut struct {
	first string
	cut   int // bytes
}

// cutRoom holds the cuts of a word.
type cutRoom [4]cut

// cuts lists the ways a name can stand in a written word, the whole word first, in
// the room given: it is asked at every word, and four are the most there are.
func cuts(key string, room *cutRoom) []cut {
	out := append(room[:0], cut{key, 0})
	at := 0
	rest := key
	if len(rest) > 4 && (strings.HasPrefix(rest, "و") || strings.HasPrefix(rest, "ف")) {
		rest, at = rest[2:], 2
		out = append(out, cut{rest, at})
	}
	if len(rest) > 4 && (strings.HasPrefix(rest, "ب") || strings.HasPrefix(rest, "ل") || strings.HasPrefix(rest, "ك")) {
		if r, ok := strings.CutPrefix(rest, "لل"); ok {
			out = append(out, cut{"ال" + r, at + 2})
		}
		out = append(out, cut{rest[2:], at + 2})
	}
	return out
}

func (f *finder) longest(i, end int, first string, cutBytes int) (best isnad.Name, ok bool) {
	if !f.lx.MayName(first) {
		return best, false
	}
	key := first
	f.key = append(f.key[:0], first...)
	for j := i; j < min(end, i+longestName); {
		values, known := f.lx.Phrase(key, f.values[:0])
		f.values = values
		if !known {
			break
		}
		if n, fits := f.name(i, j+1, cutBytes, values); fits {
			best, ok = n, true
		}
		if j++; j+1 < end && f.tokens[j].Key == "-" { // Ghīniyā - Bīsāw
			j++
		}
		if j >= end || f.tokens[j].Is(isnad.Punct) {
			break
		}
		f.key = append(append(f.key, ' '), f.tokens[j].Key...)
		key = string(f.key)
	}
	return best, ok
}

var kinds = [lexicon.KindHint + 1]isnad.NameKind{
	lexicon.KindState: isnad.NameState, lexicon.KindOrganisation: isnad.NameOrganisation, lexicon.KindPerson: isnad.NamePerson,
	lexicon.KindCapital: isnad.NameCapital, lexicon.KindSeat: isnad.NameSeat, lexicon.KindPlace: isnad.NamePlace,
}

// name turns the values of a run of words into a Name, when the run is one here.
func (f *finder) name(i, end, cutBytes int, values []lexicon.Value) (isnad.Name, bool) {
	n := isnad.Name{Tokens: isnad.Range{Start: i, End: end}, Cut: cutBytes}
	for _, v := range values {
		if k := kinds[v.Kind]; k != 0 && (n.Kind == 0 || k < n.Kind) {
			n.Kind = k
		}
	}
	if n.Kind == isnad.NamePlace && end-i > 1 && f.tokens[end-1].Is(isnad.Prep) && f.governs(end-1) {
		return n, false // kabīrun ʿalā is no village of ʿAlī
	}
	if n.Kind == 0 || end-i == 1 && !f.loose && !f.alone(i, cutBytes) && !(n.Kind == isnad.NamePerson && f.dual(i)) && !(n.Kind == isnad.NamePlace && cutBytes == 0 && f.placed(i)) {
		return n, false
	}
	for _, v := range values {
		switch k := kinds[v.Kind]; {
		case k == n.Kind:
			n.Rows = append(n.Rows, v.Row)
		case k == isnad.NamePlace, k != 0 && !slices.Contains(n.Also, k): // of places all, since two states may have one
			n.Also = append(n.Also, k)
			n.AlsoRows = append(n.AlsoRows, v.Row)
		}
	}
	return n, true
}

// governs tells whether an object can stand behind the preposition at token i.
func (f *finder) governs(i int) bool {
	if i+1 >= len(f.tokens) || f.tokens[i+1].Sentence != f.tokens[i].Sentence {
		return false
	}
	n := &f.tokens[i+1]
	return !n.Is(isnad.Punct) && !n.Is(isnad.Verb) && !n.Is(isnad.Prep) && !n.Is(isnad.Adv)
}

// alone tells whether a name of one word is read as a name here: the words
// around decided for its proper reading, or it has no other.
func (f *finder) alone(i, cutBytes int) bool {
	r := f.tokens[i].R()
	return r.POS == isnad.Proper && r.Cut() == cutBytes
}

// dual: the name of a person that has the ending of a dual, behind a verb: qāla Būtīn.
func (f *finder) dual(i int) bool {
	r := f.tokens[i].R()
	return i > 0 && f.tokens[i-1].Is(isnad.Verb) && r.Features.Has(isnad.Dual) && !r.Features.Has(isnad.Sing) && r.Pro == 0
}
