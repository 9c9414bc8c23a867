package event

import (
	"slices"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
)

// words is what the tables say of single words, read from the lexicon once: each
// candidate asks for the words round it again and again.
type words struct {
	verbs   map[string][]int // rules of a verb, by its lemma
	nouns   map[string][]int // rules of a noun or adjective
	light   map[string][]int // rows of the table "light" by the verb
	classes map[string][]string
	named   map[string][]*learn.Word  // the same, for features
	kinds   map[string][]*learn.Word  // types that the rules of a verb or noun tell of
	senses  [3]map[string]*learn.Word // by senses.tsv, of verbs, nouns and adjectives by their lemma
	asClass map[string]*learn.Word    // senses that classes of other nouns are
}

// sense is what a word means by and large: that of its noun or adjective, or else of the
// verb it is made of, or else its class. Nil when nothing tells.
func (w *words) sense(r *isnad.Reading) *learn.Word {
	if r.Features.Has(isnad.Guessed) {
		return nil
	}
	verbs, nouns, adjectives := w.senses[0], w.senses[1], w.senses[2]
	var s *learn.Word
	switch r.POS {
	case isnad.Noun:
		if s = nouns[r.Lemma]; s == nil {
			s = adjectives[r.Lemma]
		}
	case isnad.Adj:
		s = adjectives[r.Lemma]
	case isnad.Verb, isnad.Proper:
	default:
		return nil
	}
	if s == nil && r.Verb != "" {
		s = verbs[r.Verb]
	}
	switch {
	case s != nil || r.POS == isnad.Verb:
	case r.POS == isnad.Adj && r.Country != "":
		s = nameNation
	default:
		s = w.asClass[r.Class]
	}
	return s
}

func (w *words) readSenses(lx *lexicon.Lexicon, fold func(string) string) {
	t := lx.Table("senses")
	if t == nil {
		return
	}
	for i, column := range [...]string{"verbs", "nouns", "adjectives"} {
		w.senses[i] = map[string]*learn.Word{}
		for row := range t.Len() {
			name := fixed(t.Get(row, "sense"))
			for _, lemma := range t.List(row, column) {
				w.senses[i][fold(lemma)] = name
			}
		}
	}
	for _, class := range nounClasses {
		w.asClass[class] = fixed(class)
	}
}

// nameNation is the sense of what belongs to a state: tūnisiyy.
var nameNation = fixed("nation")

// nounClasses are classes of nouns and names that are senses of their own.
var nounClasses = [...]string{"person", "food", "animal", "bodypart", "nature", "weapon", "vehicle", "money", "measure", "time", "substance", "building", "place", "group", "body", "state", "organisation", "given"}

func readWords(lx *lexicon.Lexicon, rules []rule, fold func(string) string) words {
	w := words{verbs: map[string][]int{}, nouns: map[string][]int{}, light: map[string][]int{}, classes: map[string][]string{}, named: map[string][]*learn.Word{}, kinds: map[string][]*learn.Word{}, asClass: map[string]*learn.Word{}}
	w.readSenses(lx, fold)
	classes := lx.Table("classes")
	names, named := map[string]*learn.Word{}, map[string]*learn.Word{}
	for i := range rules {
		names[rules[i].kind] = fixed(rules[i].kind)
	}
	lx.Each(func(key string, v lexicon.Value) {
		row := int(v.Row)
		switch v.Kind {
		case lexicon.KindTrigger:
			if name := names[rules[row].kind]; !slices.Contains(w.kinds[key], name) {
				w.kinds[key] = append(w.kinds[key], name)
			}
			if rules[row].verb {
				w.verbs[key] = append(w.verbs[key], row)
			} else {
				w.nouns[key] = append(w.nouns[key], row)
			}
		case lexicon.KindLight:
			w.light[key] = append(w.light[key], row)
		case lexicon.KindClass:
			class := classes.Cell(row, 0)
			if named[class] == nil {
				named[class] = fixed(class)
			}
			w.classes[key] = append(w.classes[key], class)
			w.named[key] = append(w.named[key], named[class])
		}
	})
	return w
}

// rows finds the rules of a reading: those of its verb, and those of the noun
// itself. Either may be empty.
func (c *Coder) rows(r *isnad.Reading) (verbs, nouns []int) {
	if r.Features.Has(isnad.Guessed) {
		return nil, nil
	}
	if r.Verb != "" {
		verbs = c.words.verbs[r.Verb]
	}
	if r.POS == isnad.Noun || r.POS == isnad.Adj {
		nouns = c.words.nouns[r.Lemma]
	}
	return verbs, nouns
}

// tells whether a token has a rule of the type: then what it does it does in the same
// happening, most likely.
func (c *Coder) tells(l *Layers, token int, kind string) *learn.Word {
	n := l.named(token)
	for _, rows := range [2][]int{n.verbs, n.nouns} {
		for _, k := range rows {
			if c.rules[k].kind == kind {
				return nameSame
			}
		}
	}
	return nameOther
}

// Takes tells whether the rules name a noun, or its class, among the things that a verb acts on.
// Persons and bodies are left out: they stand in an idafa as often.
func (c *Coder) Takes(verb, noun *isnad.Reading) bool {
	for _, i := range c.words.verbs[verb.Lemma] {
		for k := range c.rules[i].tests {
			t := &c.rules[i].tests[k]
			if t.not || t.slot != SlotObject {
				continue
			}
			for _, v := range t.values {
				switch {
				case t.by == '=' && (v == noun.Lemma || v == noun.Verb):
					return true
				case t.by == ':' && !doing[v] && (v == noun.Class || slices.Contains(c.words.classes[noun.Lemma], v)):
					return true
				}
			}
		}
	}
	return false
}

// doing are the classes of persons and bodies.
var doing = map[string]bool{
	"person": true, "people": true, "troops": true, "police": true, "leader": true, "organisation": true, "protester": true, "refugee": true, "prisoner": true, "hostage": true,
	"diplomat": true, "authority": true, "court": true, "state": true, "org": true, "agent": true, "group": true, "victim": true,
}
