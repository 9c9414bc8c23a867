package event

import (
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// A lightRow is a row of data/ar/light.tsv.
type lightRow struct {
	kind, verb string
	prep       Slot // where the noun stands when the verb takes it by a preposition
	nouns      map[string]bool
	classes    []string
	any        bool
	actor      Slot
	receiver   Slot
}

func parseLight(lx *lexicon.Lexicon, fold func(string) string) []lightRow {
	t := lx.Table("light")
	if t == nil {
		return nil
	}
	out := make([]lightRow, t.Len())
	for i := range out {
		verb, prep, _ := strings.Cut(fold(t.Get(i, "verb")), " ")
		r := lightRow{kind: t.Get(i, "kind"), verb: verb, nouns: map[string]bool{}, actor: slotOf(t.Get(i, "actor"), fold), receiver: slotOf(t.Get(i, "recipient"), fold)}
		if prep != "" {
			r.prep = Slot("p:" + prep)
		}
		for _, n := range t.List(i, "nouns") {
			if class, ok := strings.CutPrefix(n, "class:"); ok {
				r.classes = append(r.classes, class)
			} else if n == "*" {
				r.any = true
			} else {
				r.nouns[fold(n)] = true
			}
		}
		out[i] = r
	}
	return out
}

func slotOf(s string, fold func(string) string) Slot {
	if p, ok := strings.CutPrefix(s, "p:"); ok {
		return Slot("p:" + fold(p))
	}
	return Slot(s)
}

// lightOf finds the light verb that carries a nominal trigger: the one over it, or
// the one in the clause behind it (hujūmun shannathu ...).
func (c *Coder) lightOf(y *layout, verb int, slot Slot) *lightRow {
	if verb < 0 {
		return nil
	}
	var found *lightRow
	lemma := y.r.Lemma
	for _, k := range c.words.light[y.l.Tokens[verb].R().Verb] {
		r := &c.light[k]
		if r.prep != "" && slot != r.prep && slot != "" {
			continue
		}
		fits := r.any || r.nouns[lemma]
		for _, class := range r.classes {
			fits = fits || slices.Contains(c.words.classes[lemma], class)
		}
		if fits && (found == nil || found.any) {
			found = r
		}
	}
	return found
}

// lights finds the light verbs of a candidate.
func (c *Coder) lights(k *Candidate) {
	y := k.y
	if y.r.POS != isnad.Verb {
		k.light = c.lightOf(y, y.governor, y.govSlot)
		k.tail = c.lightOf(y, y.tail, "")
	}
}

// expectations says of each party what the rule's frame, or a light verb's, makes of
// its slot. Only those whose roles are asked for need it.
func (k *Candidate) expectations() []byte {
	if k.expect == nil {
		k.expect = take(&k.y.l.Memory.expect, len(k.y.parties))
		for i := range k.expect {
			k.expect[i] = k.expected(k.y.parties[i].slot)
		}
	}
	return k.expect
}

// expected is what a light verb makes of one of its own slots.
func (r *lightRow) expected(s Slot) byte {
	switch {
	case r == nil:
	case s == r.actor:
		return 'a'
	case s == r.receiver:
		return 'r'
	}
	return 'x'
}

// slotControls is that of the subject of the verb over a masdar.
const slotControls Slot = "gsubj"

// controls are the senses of verbs whose subject is that of the masdar under them as well:
// qāmati sh-shurṭatu bi-iʿtiqāli-him, nafā l-jayshu qatla-hum.
var controls = map[string]bool{"admit": true, "begin": true, "continue": true, "decide": true, "deny": true, "end": true, "expect": true, "fail": true, "perform": true, "promise": true, "succeed": true, "threaten": true, "try": true, "want": true}

// controlled tells whether the verb over a masdar does what it does by the masdar.
func (y *layout) controlled() bool {
	if y.governor < 0 || !y.r.Features.Has(isnad.Masdar) {
		return false
	}
	n := y.l.named(y.governor)
	return n.sense != nil && controls[n.sense.String()] || len(y.c.words.light[y.l.Tokens[y.governor].R().Verb]) > 0
}

func (k *Candidate) expected(s Slot) byte {
	if s == "" {
		return 'x'
	}
	if s[0] == 'g' && s != SlotGenitive {
		if s == slotControls && k.Rule.verb && slices.Contains(k.Rule.actor, SlotSubject) && k.y.controlled() {
			return 'a'
		}
		return k.light.expected(s[1:])
	}
	if s[0] == 't' {
		return k.tail.expected(s[1:])
	}
	has := func(list []Slot, s Slot) bool {
		for _, x := range list {
			if x == s {
				return true
			}
		}
		return false
	}
	a, r := has(k.Rule.actor, s), has(k.Rule.receiver, s)
	switch {
	case a:
		return 'a'
	case r:
		return 'r'
	case s == slotTopic && has(k.Rule.receiver, SlotObject):
		return 'r'
	case k.Form == "masdar" && k.Rule.verb && s == SlotGenitive:
		if has(k.Rule.receiver, SlotObject) && !k.y.has(SlotObject) {
			return 'm' // subject or object of the masdar
		}
		if has(k.Rule.actor, SlotSubject) {
			return 'a'
		}
	case k.Form == "masdar" && s == "p:ل" && has(k.Rule.receiver, SlotObject):
		return 'r'
	case k.Form == "masdar" && k.Rule.verb && s == "p:من" && has(k.Rule.receiver, SlotObject):
		return 'a' // bi-daʿmin min Īrān
	case s == "p:من قبل" || s == "p:من جانب" || s == "p:علي يد" || s == "p:علي ايدي" || s == "p:من طرف":
		return 'a'
	case k.light != nil && s == k.light.receiver:
		return 'r'
	}
	return 'x'
}
