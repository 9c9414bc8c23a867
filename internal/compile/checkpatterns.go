package compile

import (
	"strings"

	"github.com/isnad/isnad/internal/normal"
)

// lemmas are the folded words of the lexicon: verbs, and everything else.
func (c *checker) lemmas() (verbs, others map[string]bool) {
	verbs, others = map[string]bool{}, map[string]bool{}
	put := func(into map[string]bool, words ...string) {
		for _, w := range words {
			into[normal.Key(w)] = true
		}
	}
	c.each("verbs", func(t *Table, r Row) {
		put(verbs, t.Get(r, "lemma"))
		put(others, t.List(r, "masdars")...)
	})
	for _, table := range []string{"nouns", "adjectives", "agents", "particles"} {
		c.each(table, func(t *Table, r Row) {
			put(others, t.Get(r, "lemma"))
			put(others, t.List(r, "feminine")...)
		})
	}
	return verbs, others
}

// has tells whether some paradigm makes the form, clitics aside.
func (w *words) has(form string) bool {
	for p, prefix := range w.prefixes.list {
		rest, ok := strings.CutPrefix(form, prefix)
		if !ok {
			continue
		}
		for s, suffix := range w.suffixes.list {
			stem, ok := strings.CutSuffix(rest, suffix)
			if !ok {
				continue
			}
			for _, cells := range w.stems[stem] {
				for c := range cells {
					if int(c.Prefix) == p && int(c.Suffix) == s {
						return true
					}
				}
			}
		}
	}
	return false
}

// patterns checks what event rows, light verbs and classes say of words.
func (c *checker) patterns() {
	verbs, others := c.lemmas()
	p := patternChecker{checker: c, classes: c.column("classes", "class"), states: c.column("states", "iso3")}
	for x := range c.column("nouns", "class") {
		p.classes[x] = true
	}
	for x := range kinds {
		p.classes[x] = true
	}
	for _, x := range []string{"head", "body", "nisba"} { // classes that the compiler gives
		p.classes[x] = true
	}
	c.each("events", func(t *Table, r Row) {
		trigger, pos := t.Get(r, "trigger"), "noun, adjective or masdar"
		ok := others[normal.Key(trigger)]
		if t.Get(r, "pos") == "v" {
			ok, pos = verbs[normal.Key(trigger)], "verb"
		}
		if !ok {
			c.row(KindTriggers, r, "the trigger is no %s of data/ar: %s", pos, trigger)
		}
		if t.Get(r, "example") == "" || t.Get(r, "gloss") == "" {
			c.row(KindCells, r, "a pattern has a gloss and an example")
		}
		for _, f := range strings.Fields(t.Get(r, "frame")) {
			p.frame(r, f)
		}
		for _, x := range strings.Fields(t.Get(r, "cond")) {
			p.cond(r, x)
		}
	})
	c.each("classes", func(t *Table, r Row) {
		for _, x := range t.List(r, "words") {
			if k := normal.Key(x); !verbs[k] && !others[k] && !c.words.has(k) {
				c.row(KindWords, r, "the lexicon lacks a word of class %s: %s", t.Get(r, "class"), x)
			}
		}
	})
	c.each("light", func(t *Table, r Row) {
		v, _, _ := strings.Cut(t.Get(r, "verb"), " ")
		if k := normal.Key(v); !verbs[k] && !(t.Get(r, "kind") == "passive" && p.words.has(k)) {
			c.row(KindTriggers, r, "no verb of data/ar: %s", v)
		}
		for _, n := range t.List(r, "nouns") {
			if class, ok := strings.CutPrefix(n, "class:"); ok && !p.classes[class] {
				c.row(KindClasses, r, "no class %q", class)
			}
		}
	})
}

type patternChecker struct {
	*checker
	classes, states map[string]bool
}

func (p *patternChecker) frame(r Row, f string) {
	who, list, ok := strings.Cut(f, ":")
	if !ok || who != "a" && who != "r" {
		p.row(KindParse, r, "frame %q: want a:SLOT or r:SLOT", f)
		return
	}
	for _, s := range strings.Split(list, "|") {
		if s != "-" && !p.isSlot(s) {
			p.row(KindParse, r, "frame %q: no slot %q", f, s)
		}
	}
}

func (p *patternChecker) isSlot(s string) bool {
	prep, ok := strings.CutPrefix(s, "p:")
	return ok && prep != "" || slots[s]
}

// cond checks one condition: its slot, and that its values exist.
func (p *patternChecker) cond(r Row, x string) {
	s := strings.TrimPrefix(x, "!")
	from := 0
	if strings.HasPrefix(s, "p:") {
		from = 2
	}
	k := strings.IndexAny(s[from:], "=:@")
	switch {
	case k < 0 && from == 2: // only the preposition
		return
	case k < 0:
		p.row(KindParse, r, "condition %q: want SLOT=WORD, SLOT:CLASS or SLOT@SECTOR", x)
		return
	}
	k += from
	if !p.isSlot(s[:k]) {
		p.row(KindParse, r, "condition %q: no slot %q", x, s[:k])
	}
	for _, v := range strings.Split(s[k+1:], "|") {
		switch {
		case v == "":
			p.row(KindParse, r, "condition %q: an empty value", x)
		case s[k] == ':' && !p.classes[v]:
			p.row(KindClasses, r, "condition %q: no class %q in classes.tsv or nouns.tsv", x, v)
		case s[k] == '@' && !sectorCodes[v] && !p.states[v] && !groupCodes[v]:
			p.row(KindCodes, r, "condition %q: no sector or country %q", x, v)
		case s[k] == '=' && !p.words.has(normal.Key(v)):
			p.row(KindWords, r, "the lexicon lacks a word of a condition: %s", v)
		}
	}
}
