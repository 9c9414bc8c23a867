package compile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/paradigm"
)

var humanClass = map[string]bool{"person": true, "group": true}

func (w *words) plainNouns(t *Table) {
	for _, r := range t.Rows {
		lemma, class := t.Get(r, "lemma"), t.Get(r, "class")
		var f isnad.Features
		if humanClass[class] {
			f = isnad.Human
		}
		row := w.row(lexicon.Row{POS: isnad.Noun, Pronoun: true, Cost: w.cost(costNoun, isnad.Noun, lemma), Lemma: normal.Key(lemma), Class: class, ID: "nouns:" + lemma, Features: f})
		plurals := t.List(r, "plurals")
		for _, p := range plurals {
			w.plurals[p] = true
		}
		if i := looksSound(lemma, plurals); i >= 0 {
			p := plurals[i]
			w.add(row, "", p, "", lexicon.Either, f|isnad.Plur|isnad.Masc)
			w.add(row, "", p, "ا", lexicon.Free, f|isnad.Plur|isnad.Masc|isnad.AccInd)
			plurals = slices.Delete(slices.Clone(plurals), i, i+1)
		}
		w.nouns(row, paradigm.Inflect(lemma, t.Get(r, "gender"), plurals), f)
	}
}

// looksSound finds a broken plural that looks like a sound one, -1 when there is
// none: funūn of fann. A sound one stands with both its endings.
func looksSound(lemma string, plurals []string) int {
	if slices.Contains(plurals, lemma+"ين") {
		return -1
	}
	return slices.Index(plurals, lemma+"ون")
}

func (w *words) adjectives(t *Table) {
	for _, r := range t.Rows {
		lemma := t.Get(r, "lemma")
		kind, body, _ := strings.Cut(t.Get(r, "kind"), ":")
		var f isnad.Features
		switch kind {
		case "elative":
			f = isnad.Elative
		case "nisba":
			f = isnad.Nisba
		}
		row := w.row(lexicon.Row{POS: isnad.Adj, Pronoun: true, Cost: w.cost(costAdj, isnad.Adj, lemma), Lemma: normal.Key(lemma), ID: "adjectives:" + lemma, Features: f, Country: body})
		w.nouns(row, paradigm.Adjective(lemma, kind, t.List(r, "plurals")), f)
	}
}

// agents adds role nouns; of several words the phrase table has them, and the
// first word is a noun of its own kind only when it stands alone somewhere.
func (w *words) agents(t *Table) {
	for _, r := range t.Rows {
		lemma, kind := t.Get(r, "lemma"), t.Get(r, "kind")
		if strings.Contains(lemma, " ") {
			continue
		}
		class, f := "group", isnad.Features(isnad.Human)
		switch kind {
		case "role", "people":
			class, w.roles[lemma] = "person", true
		case "body":
			class = "body"
		case "head":
			class, f = "head", 0
		}
		gender := "m"
		if strings.HasSuffix(lemma, "ة") || strings.HasSuffix(lemma, "ات") && kind == "body" { // mukhābarāt
			gender = "f"
		}
		plurals := t.List(r, "plurals")
		row := w.row(lexicon.Row{POS: isnad.Noun, Pronoun: true, Cost: w.cost(costNoun, isnad.Noun, lemma), Lemma: normal.Key(lemma), Class: class, ID: "agents:" + lemma, Features: f, Country: t.Get(r, "country")})
		if slices.Contains(plurals, lemma) {
			if !w.plurals[lemma] {
				w.nouns(row, paradigm.Plurals(lemma, gender), f)
			}
			continue
		}
		if kind == "role" || kind == "people" {
			if utf8.RuneCountInString(lemma) > 2 { // no sound plural of ab or ʿamm
				w.nouns(row, paradigm.Adjective(lemma, "adj", nil), f)
			}
			if fem := t.Get(r, "feminine"); fem != "" {
				w.nouns(row, paradigm.Inflect(fem, "f", []string{strings.TrimSuffix(fem, "ة") + "ات"}), f)
			}
		}
		w.nouns(row, paradigm.Inflect(lemma, gender, plurals), f)
	}
}

// nisbas adds "Turkish" in all its forms, and the people (أتراك) as nouns.
func (w *words) nisbas(t *Table) {
	for _, r := range t.Rows {
		iso := t.Get(r, "iso3")
		first := ""
		for _, n := range t.List(r, "nisba") {
			if strings.Contains(n, " ") {
				continue
			}
			if first == "" {
				first = normal.Key(n)
			}
			row := w.row(lexicon.Row{POS: isnad.Adj, Pronoun: true, Cost: costAdj, Lemma: normal.Key(n), Class: "nisba", ID: "states:" + iso, Country: iso, Features: isnad.Nisba})
			w.nouns(row, paradigm.Adjective(n, "nisba", nil), isnad.Nisba)
		}
		for _, p := range t.List(r, "people") {
			if strings.Contains(p, " ") {
				continue
			}
			if first == "" {
				first = normal.Key(p)
			}
			row := w.row(lexicon.Row{POS: isnad.Noun, Pronoun: true, Cost: costNoun, Lemma: first, Class: "person", ID: "states:" + iso, Country: iso, Features: isnad.Nisba | isnad.Human})
			w.add(row, "", p, "", lexicon.Either, isnad.Nisba|isnad.Human|isnad.Plur|isnad.Masc|isnad.Broken)
		}
		for _, n := range append([]string{t.Get(r, "name")}, append(t.List(r, "variants"), t.List(r, "capital")...)...) {
			w.proper(n, "state", "states:"+iso, iso)
		}
		for _, n := range t.List(r, "seats") {
			w.proper(n, "seat", "states:"+iso, iso)
		}
	}
}

func (w *words) places(t *Table) {
	for _, r := range t.Rows {
		name, country := t.Get(r, "name"), t.Get(r, "country")
		for _, n := range append([]string{name}, t.List(r, "variants")...) {
			w.proper(n, "place", "places:"+name, country)
		}
		if k := t.Get(r, "kind"); strings.Contains(name, " ") || k != "city" && k != "region" && k != "province" && k != "island" && k != "town" {
			continue
		}
		for _, n := range paradigm.Nisba(name) {
			row := w.row(lexicon.Row{POS: isnad.Adj, Cost: costAdj + 6, Lemma: normal.Key(n), Class: "nisba", ID: "places:" + name, Country: country, Features: isnad.Nisba})
			w.nouns(row, paradigm.Adjective(n, "nisba", nil), isnad.Nisba)
		}
	}
}

func (w *words) organisations(t *Table) {
	for _, r := range t.Rows {
		for _, n := range append([]string{t.Get(r, "name")}, t.List(r, "variants")...) {
			w.proper(n, "organisation", "organisations:"+t.Get(r, "id"), t.Get(r, "country"))
		}
	}
}

func (w *words) persons(t *Table) {
	for _, r := range t.Rows {
		for _, n := range append([]string{t.Get(r, "name")}, t.List(r, "variants")...) {
			for i, word := range strings.Fields(n) {
				switch {
				case len([]rune(word)) < 3, i == 0 && w.roles[strings.TrimPrefix(word, "ال")] && strings.HasPrefix(word, "ال"): // al-malik
				case i == 0 && strings.Contains(n, " "):
					w.first = append(w.first, word)
				default:
					w.borne = append(w.borne, word)
				}
			}
		}
	}
}

// months are nouns: of those of two words (kānūn ath-thānī) the first.
func (w *words) months(t *Table) {
	for _, r := range t.Rows {
		for _, n := range t.List(r, "name") {
			first, rest, two := strings.Cut(n, " ")
			if two && !strings.HasPrefix(rest, "ال") || len(first) < 6 {
				continue
			}
			row := w.row(lexicon.Row{POS: isnad.Noun, Cost: costMonth, Lemma: normal.Key(first), Class: "time", ID: "months:" + n})
			w.add(row, "", first, "", lexicon.Free, 0)
		}
	}
}

// proper adds a name of one word; names of several are found in the phrase table.
func (w *words) proper(name, class, id, country string) {
	if name == "" || strings.Contains(name, " ") {
		return
	}
	cost := costProper
	switch class { // states are named in every story; Rūsiyā is the state, not "Russian"
	case "state":
		cost = costState
	case "seat", "organisation":
		cost = costBody
	}
	row := w.row(lexicon.Row{POS: isnad.Proper, Cost: w.cost(cost, isnad.Proper, name), Lemma: normal.Key(name), Class: class, ID: id, Country: country})
	w.add(row, "", name, "", lexicon.Free, 0)
}

// given adds a word as part of a person's name. The id tells how good a sign of a
// person it is: given, given.weak (above all a common word, or only known to begin
// the name of somebody), given.person (known from inside such a name, so it may be any word), given.family
// (a family name that is also a common word).
func (w *words) given(name, id string, more int) {
	row := w.row(lexicon.Row{POS: isnad.Proper, Cost: w.cost(costGiven+more, isnad.Proper, name), Lemma: normal.Key(name), Class: "given", ID: id})
	w.add(row, "", name, "", lexicon.Free, 0)
}

func (w *words) givenNames(t *Table) {
	borne, own := map[string]bool{}, map[string]bool{}
	for _, name := range append(w.first, w.borne...) {
		borne[normal.Key(name)] = true
	}
	for _, r := range t.Rows {
		name := t.Get(r, "name")
		if strings.Contains(name, " ") {
			continue
		}
		own[normal.Key(name)] = true
		switch {
		case t.Get(r, "gender") == "s" && borne[normal.Key(name)]:
			w.given(name, "given.family", 0)
		case t.Get(r, "gender") == "s":
			w.given(name, "given.family", 2*costWeak)
		case t.Get(r, "gender") != "w":
			w.given(name, "given", 0)
		case borne[normal.Key(name)]:
			w.given(name, "given.weak", 0)
		default:
			w.given(name, "given.weak", costWeak)
		}
	}
	for i, name := range append(w.first, w.borne...) {
		key := normal.Key(name)
		if own[key] {
			continue
		}
		own[key] = true
		if i < len(w.first) {
			w.given(name, "given.weak", 0)
		} else {
			w.given(name, "given.person", 0)
		}
	}
}

func (w *words) particles(t *Table) {
	for _, r := range t.Rows {
		word := t.Get(r, "word")
		if strings.Contains(word, " ") {
			continue
		}
		pos := isnad.ParsePOS(t.Get(r, "pos"))
		if pos == isnad.Other {
			w.problem(r, "no such part of speech")
			continue
		}
		bound := lexicon.Free
		if t.Get(r, "suffix") != "" {
			bound = lexicon.Either
		}
		cost := costParticle
		if pos == isnad.Num {
			cost = costNumber
		}
		row := w.row(lexicon.Row{POS: pos, Pronoun: bound != lexicon.Free, Cost: w.cost(cost, pos, word), Lemma: normal.Key(t.Get(r, "lemma")), ID: "particles:" + word})
		w.add(row, "", strings.ReplaceAll(word, "+", ""), "", bound, 0)
	}
}
