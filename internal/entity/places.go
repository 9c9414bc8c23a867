package entity

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
)

// located finds the name of a place behind the word for its kind, whatever that
// name means by itself: qaryatu ʿInāba, madīnatu n-Nāṣira. Its Rows are nil when no
// gazetteer has it.
func (f *finder) located(i, start, end int) (isnad.Name, bool) {
	if i == start || f.tokens[i].Inside() {
		return isnad.Name{}, false
	}
	r := f.tokens[i-1].R()
	if r.POS != isnad.Noun || r.Pro.Has(isnad.ProAl) || r.Pron != "" || r.Features.Any(isnad.AccInd) || !f.lx.List("placehead")[r.Lemma] || r.Features.Any(isnad.Dual|isnad.Plur) && !r.Features.Any(isnad.Sing) {
		return isnad.Name{}, false
	}
	return f.placeName(i, end, r)
}

// placeName reads the name of a place behind its head.
func (f *finder) placeName(i, end int, head *isnad.Reading) (isnad.Name, bool) {
	if n, ok := f.place(i, end); ok {
		return n, true
	}
	n := isnad.Name{Tokens: isnad.Range{Start: i, End: i + 1}, Kind: isnad.NamePlace}
	t, r := &f.tokens[i], f.tokens[i].R()
	if r.Pro&^isnad.ProAl != 0 || r.Pron != "" && r.Pron != "ي" || len(t.Key) < 4 {
		return n, false
	}
	part := f.lx.List("placepart")[t.Key]
	switch village := f.lx.List("villagehead")[head.Lemma]; {
	case part && i+1 < end && !f.tokens[i+1].Is(isnad.Punct):
		n.Tokens.End++
		return n, true
	case r.POS == isnad.Proper, r.Features.Has(isnad.Guessed) && r.POS != isnad.Verb, r.Cost >= rare && nameToo(t):
	case village && r.POS == isnad.Noun && r.Pro == isnad.ProAl && r.Class != "person" && !r.Features.Any(isnad.Human|isnad.Plur|isnad.Masdar):
	case village && r.Pro == isnad.ProAl && r.POS == isnad.Adj && r.Features.Has(isnad.Sing) && r.Country == "":
	default:
		return n, false
	}
	f.more(&n, end)
	return n, true
}

// rare is the lexical cost of a word of which a known name is as likely.
const rare = 16

// nameToo tells whether the word can be a name as well.
func nameToo(t *isnad.Token) bool {
	return slices.ContainsFunc(t.Readings, func(r isnad.Reading) bool { return r.POS == isnad.Proper && r.Pro == 0 })
}

// more takes a second word: a term of the name with al- (Dūrā l-Qarʿ), another
// unknown word, or an adjective that tells two places of one name apart.
func (f *finder) more(n *isnad.Name, end int) {
	j := n.Tokens.End
	if j >= end {
		return
	}
	if f.tokens[j-1].R().Class == "given" { // šāriʿu X Y: whom it is called after
		for ; j < min(end, n.Tokens.Start+3) && f.tokens[j].Is(isnad.Proper) && f.tokens[j].R().Pro&^isnad.ProAl == 0; j++ {
			n.Tokens.End++
		}
		return
	}
	al := f.tokens[j-1].R().Pro.Has(isnad.ProAl) || strings.HasPrefix(f.tokens[j-1].Key, "ال")
	r := f.tokens[j].R()
	switch {
	case !al && r.Pro == 0 && r.POS == isnad.Proper && r.Class == "":
	case al && r.Pro == isnad.ProAl && r.POS == isnad.Adj && f.lx.List("placesize")[r.Lemma]:
	default:
		return
	}
	n.Tokens.End++
}

// place finds a place or state of the gazetteer that begins at token i, although
// the word is read as another one.
func (f *finder) place(i, end int) (isnad.Name, bool) {
	f.loose = true
	n, ok := f.longest(i, end, f.tokens[i].Key, 0)
	f.loose = false
	return n, ok && (n.Kind == isnad.NamePlace || n.Kind == isnad.NameState || n.Kind == isnad.NameCapital || n.Kind == isnad.NameSeat)
}

// placed tells whether the word at token i is a place though it means something else as
// well: behind a direction it is one (shamāla Baʿqūba, not bi-ʿuqūba), and with al- behind
// a preposition of place where nothing describes it (fī l-Ḥilla; not fī l-ʿaqabati l-kubrā).
// The gazetteer has no names that are everyday words.
func (f *finder) placed(i int) bool {
	t := &f.tokens[i]
	if i == 0 || f.tokens[i-1].Sentence != t.Sentence {
		return false
	}
	prev := &f.tokens[i-1]
	if p := prev.R(); p.Pro&^(isnad.ProWa|isnad.ProBi) == 0 && p.Pron == "" && f.lx.List("direction")[p.Lemma] && len(t.Key) > 6 {
		return true
	}
	if !strings.HasPrefix(t.Key, "ال") || !prev.Is(isnad.Prep) || !inPlace[strings.TrimPrefix(prev.Key, "و")] {
		return false
	}
	if i+1 >= len(f.tokens) || f.tokens[i+1].Sentence != t.Sentence {
		return true
	}
	next := f.tokens[i+1].R()
	return !(next.Pro.Has(isnad.ProAl) && (next.POS == isnad.Adj || next.Features.Has(isnad.Nisba))) && !f.tokens[i+1].Is(isnad.Rel)
}

// inPlace are prepositions behind which a place stands.
var inPlace = map[string]bool{"في": true, "الي": true, "قرب": true}
