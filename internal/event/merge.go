package event

import (
	"slices"
	"sort"

	"github.com/isnad/isnad"
)

// merge makes one event of several tellings of one occurrence: same type, parties
// that do not contradict, told again in the same sentence by another word, or
// later by a definite noun or the same word.
func merge(l *Layers, es []isnad.Event) []isnad.Event {
	gone := make([]bool, len(es))
	for i := range es {
		for j := 0; j < i && !gone[i]; j++ {
			if gone[j] || !sameHappening(l, &es[j], &es[i]) {
				continue
			}
			a, b := &es[j], &es[i]
			a.Mentions = append(a.Mentions, b.Mentions...)
			sort.Slice(a.Mentions, func(x, y int) bool { return a.Mentions[x].Start < a.Mentions[y].Start })
			if len(a.Actor) == 0 {
				a.Actor = b.Actor
			}
			if len(a.Recipient) == 0 {
				a.Recipient = b.Recipient
			}
			a.Foreground = a.Foreground || b.Foreground
			gone[i] = true
		}
	}
	out := es[:0]
	for i := range es {
		if !gone[i] {
			out = append(out, es[i])
		}
	}
	return out
}

// sameHappening is cautious: an event lost by merging is lost for good.
func sameHappening(l *Layers, a, b *isnad.Event) bool {
	if a.Type != b.Type || len(a.Aux) != len(b.Aux) || a.TriggerAt == b.TriggerAt {
		return false
	}
	ra, rb := l.Tokens[a.TriggerAt].R(), l.Tokens[b.TriggerAt].R()
	sameWord := ra.Lemma == rb.Lemma || ra.Verb != "" && ra.Verb == rb.Verb
	if oneVerb := (ra.POS == isnad.Verb) != (rb.POS == isnad.Verb); oneVerb && a.Sentence == b.Sentence && len(a.Actor) > 0 && slices.Equal(a.Actor, b.Actor) && slices.Equal(a.Recipient, b.Recipient) {
		return true // taẓāharū iḥtijājan; arsalat musāʿadātin: one deed in two words
	}
	if !sameWord {
		return false
	}
	if followUp(l, b) && (shareCountry(l, a, b) || len(b.Actor) == 0) {
		return true
	}
	actor, recipient := compare(l, a.Actor, b.Actor), compare(l, a.Recipient, b.Recipient)
	if actor < 0 || recipient < 0 {
		return false
	}
	definite := rb.Pro.Has(isnad.ProAl) || rb.Pron != ""
	switch {
	case actor > 0 && (recipient > 0 || len(a.Recipient) == 0 && len(b.Recipient) == 0):
		return true
	case definite && rb.POS == isnad.Noun && (len(b.Actor) == 0 || actor > 0):
		return true
	case recipient > 0 && len(b.Actor) == 0 && definite:
		return true
	}
	return false
}

// followUp tells whether an event is told by a definite noun behind a preposition of
// time: baʿda t-tawqīʿi ʿalā l-mudhakkira looks back on a signing told before.
func followUp(l *Layers, e *isnad.Event) bool {
	r := l.Tokens[e.TriggerAt].R()
	if r.POS != isnad.Noun || e.TriggerAt == 0 {
		return false
	}
	t := &l.Tokens[e.TriggerAt-1]
	return t.Is(isnad.Prep) && afterwards[t.R().Lemma]
}

var afterwards = map[string]bool{"بعد": true, "عقب": true, "اثر": true, "منذ": true, "قبل": true, "قبيل": true, "خلال": true, "اثناء": true, "غداة": true}

// shareCountry tells whether the parties of two events have a country in common.
func shareCountry(l *Layers, a, b *isnad.Event) bool {
	seen := map[string]bool{}
	for _, list := range [2][]int{a.Actor, a.Recipient} {
		for _, m := range list {
			if c := l.Mentions[m].Country; c != "" {
				seen[c] = true
			}
		}
	}
	for _, list := range [2][]int{b.Actor, b.Recipient} {
		for _, m := range list {
			if seen[l.Mentions[m].Country] {
				return true
			}
		}
	}
	return false
}

// compare: 1 when two lists share a party, -1 when both name parties and share none, 0 when one is silent.
func compare(l *Layers, a, b []int) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	for _, x := range a {
		for _, y := range b {
			if sameParty(l, x, y) {
				return 1
			}
		}
	}
	return -1
}

func sameParty(l *Layers, x, y int) bool {
	if x == y {
		return true
	}
	a, b := &l.Mentions[x], &l.Mentions[y]
	if a.Antecedent == y || b.Antecedent == x {
		return true
	}
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID && a.Country == b.Country
	}
	ha, hb := l.Tokens[l.Phrases[x].Head].R(), l.Tokens[l.Phrases[y].Head].R()
	return ha.Lemma == hb.Lemma && a.Country == b.Country && a.Sector() == b.Sector()
}
