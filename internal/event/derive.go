package event

import (
	"slices"

	"github.com/isnad/isnad"
)

// PLOVER codes what is to come by other types than what is: a meeting, aid or
// support promised is AGREE, a withdrawal announced is CONCEDE, and consent that
// is withheld is REJECT (manual, and docs/ontology.md). Each rule of those types
// therefore brings a second one, and the scorer decides which is told.

var futureOf = map[string]string{"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}

// ofProtesters: what demonstrators do with force is a PROTEST of the mode riot or
// another (manual, PROTEST).
var ofProtesters = test{slot: "any", by: ':', values: []string{"protester"}}

var refusedOf = map[string]string{"AGREE": "REJECT", "CONCEDE": "REJECT", "SUPPORT": "REJECT", "CONSULT": "REJECT"}

// derive gives the rules their second readings.
func derive(rules []rule) []rule {
	for i := range rules {
		r := &rules[i]
		if kind := futureOf[r.kind]; kind != "" {
			d := *r
			d.kind, d.id, d.mode = kind, r.id+">future", nil
			r.future = &d
		}
		if r.kind == "ASSAULT" || r.kind == "COERCE" {
			d := *r
			d.kind, d.id, d.mode, d.tests = "PROTEST", r.id+">riot", nil, append(slices.Clone(r.tests), ofProtesters)
			r.riot = &d
		}
		if kind := refusedOf[r.kind]; kind != "" {
			d := *r
			d.kind, d.id, d.mode = kind, r.id+">refused", nil
			r.refused = &d
		}
	}
	return rules
}

// saidRules: criticism or praise that lies only in what a quotation says is told by
// its reporting verb (GUIDELINE, Trigger).
var saidRules = []rule{
	{id: "accuse.said", kind: "ACCUSE", verb: true, mode: []string{"disapprove"}, actor: []Slot{SlotSubject}},
	{id: "support.said", kind: "SUPPORT", verb: true, actor: []Slot{SlotSubject}},
}

// negated tells whether a negative stands right before the trigger, or a verb of
// refusing governs it.
func (y *layout) negated() bool {
	for i := y.at - 1; i >= y.sent.Start && i >= y.at-3; i-- {
		if t := &y.l.Tokens[i]; t.Is(isnad.Neg) {
			return true
		} else if t.Is(isnad.Punct) {
			return false
		}
	}
	return false
}
