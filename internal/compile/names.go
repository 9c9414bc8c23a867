package compile

import (
	"strings"

	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
)

// phrases maps folded words, joined by one blank, to what they are.
type phrases map[string][]lexicon.Value

func (p phrases) add(words string, kind, row int) {
	key := strings.Join(strings.Fields(normal.Key(words)), " ")
	if key == "" {
		return
	}
	v := lexicon.Value{Kind: uint32(kind), Row: uint32(row)}
	for _, x := range p[key] {
		if x == v {
			return
		}
	}
	p[key] = append(p[key], v)
}

// prefixes enters each beginning of a longer phrase without a value.
func (p phrases) prefixes() {
	for _, key := range sortedKeys(p) {
		for i := range key {
			if key[i] == ' ' {
				if _, ok := p[key[:i]]; !ok {
					p[key[:i]] = nil
				}
			}
		}
	}
}

func namePhrases(tables map[string]*Table) phrases {
	p := phrases{}
	each := func(table string, f func(t *Table, r Row, i int)) {
		if t := tables[table]; t != nil {
			for i, r := range t.Rows {
				f(t, r, i)
			}
		}
	}
	lists := func(t *Table, r Row, i, kind int, cols ...string) {
		for _, c := range cols {
			for _, n := range t.List(r, c) {
				p.add(n, kind, i)
			}
		}
	}
	each("states", func(t *Table, r Row, i int) {
		lists(t, r, i, lexicon.KindState, "name", "variants")
		lists(t, r, i, lexicon.KindNisba, "nisba")
		lists(t, r, i, lexicon.KindCapital, "capital")
		lists(t, r, i, lexicon.KindSeat, "seats")
	})
	each("organisations", func(t *Table, r Row, i int) { lists(t, r, i, lexicon.KindOrganisation, "name", "variants") })
	each("places", func(t *Table, r Row, i int) { lists(t, r, i, lexicon.KindPlace, "name", "variants") })
	each("hints", func(t *Table, r Row, i int) {
		lists(t, r, i, lexicon.KindHint, "name", "variants")
		for _, n := range append([]string{t.Get(r, "name")}, t.List(r, "variants")...) {
			if bare, ok := strings.CutPrefix(n, "ال"); ok && nisba(bare) {
				p.add(bare, lexicon.KindHint, i) // ghazzāwiyyūna, too
			}
		}
	})
	each("persons", func(t *Table, r Row, i int) {
		lists(t, r, i, lexicon.KindPerson, "name", "variants")
		if ws := strings.Fields(t.Get(r, "name")); len(ws) > 1 {
			p.add(ws[len(ws)-1], lexicon.KindSurname, i)
		}
	})
	each("agents", func(t *Table, r Row, i int) {
		lists(t, r, i, lexicon.KindAgent, "lemma", "feminine")
		if strings.Contains(t.Get(r, "lemma"), " ") {
			lists(t, r, i, lexicon.KindAgent, "plurals")
		}
	})
	each("reporting", func(t *Table, r Row, i int) {
		p.add(strings.TrimPrefix(t.Get(r, "lemma"), "phrase:"), lexicon.KindReporting, i)
	})
	each("events", func(t *Table, r Row, i int) { lists(t, r, i, lexicon.KindTrigger, "trigger") })
	each("light", func(t *Table, r Row, i int) { // the verb alone: its preposition is checked where it is used
		if verb, _, _ := strings.Cut(t.Get(r, "verb"), " "); verb != "" {
			p.add(verb, lexicon.KindLight, i)
		}
	})
	each("classes", func(t *Table, r Row, i int) { lists(t, r, i, lexicon.KindClass, "words") })
	each("particles", func(t *Table, r Row, i int) {
		if w := t.Get(r, "word"); strings.Contains(w, " ") {
			p.add(w, lexicon.KindCompound, i)
		}
	})
	each("months", func(t *Table, r Row, i int) { lists(t, r, i, lexicon.KindMonth, "name") })
	p.prefixes()
	return p
}

// nisba tells whether a word has an ending of nisbas, long enough to be one.
func nisba(w string) bool {
	for _, end := range [...]string{"ية", "يون", "يين", "ي"} {
		if stem, ok := strings.CutSuffix(w, end); ok {
			return len([]rune(stem)) >= 3 && !strings.Contains(w, " ")
		}
	}
	return false
}
