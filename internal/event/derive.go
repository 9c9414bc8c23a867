package event

import "github.com/isnad/isnad"

// PLOVER codes what is to come by other types than what is: a meeting, aid or
// support promised is AGREE, a withdrawal announced is CONCEDE, and consent that
// is withheld is REJECT (manual, and docs/ontology.md). Each rule of those types
// therefore brings a second one, and the scorer decides which is told.

var futureOf = map[string]string{"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}

// hostile types that somebody says will come are threats.
var hostile = map[string]bool{"SANCTION": true, "COERCE": true, "ASSAULT": true, "MOBILIZE": true}

// toCome tells whether the trigger is a verb in the future, with sa- or sawfa.
func (y *layout) toCome() bool { return y.l.toCome(y.at, y.r) }

// toCome tells whether token i, read so, is a verb in the future, with sa- or sawfa.
func (l *Layers) toCome(i int, r *isnad.Reading) bool {
	return r.POS == isnad.Verb && (r.Pro.Has(isnad.ProSa) || i > 0 && l.Tokens[i-1].R().Lemma == "سوف")
}

// wontRule: who says lan yafʿala, whatever it is, may refuse.
var wontRule = named(rule{id: "reject.wont", kind: "REJECT", verb: true, actor: []Slot{SlotSubject}})[0]

// named gives rules of this program their names.
func named(rules ...rule) []rule {
	for i := range rules {
		rules[i].name()
	}
	return rules
}

// modalRules: what somebody says he will do for another, is ready to do or wants is
// AGREE, what will come upon somebody is THREATEN, and what somebody says must be done is
// REQUEST, whatever the deed; its trigger is the deed's own word (GUIDELINE, Trigger).
var (
	willRule   = named(rule{id: "agree.will", kind: "AGREE", verb: true, actor: []Slot{SlotSubject}})[0]
	threatRule = named(rule{id: "threaten.will", kind: "THREATEN", verb: true, actor: []Slot{SlotSubject}})[0]
	mustRule   = named(rule{id: "request.must", kind: "REQUEST", verb: true, receiver: []Slot{SlotSubject, "p:علي"}})[0]
)

// modals lists the rules of a deed by what colours it: the future, or a word of will
// or need right over it or over the deed that it goes on from.
func (c *Coder) modals(l *Layers, at int, r *isnad.Reading) []*rule {
	if r.POS != isnad.Verb && !r.Features.Has(isnad.Masdar) || r.Features.Has(isnad.Guessed) {
		return nil
	}
	y := layout{c: c, l: l, at: at, r: r, sent: l.Sentences[l.Tokens[at].Sentence].Tokens}
	if y.toCome() {
		return futureRules
	}
	if y.incumbent() {
		return mustRules
	}
	g, ok := y.up(at, r)
	if ok && g.by == "and" {
		g, ok = y.up(g.at, l.Tokens[g.at].R())
	}
	if !ok || g.by == "rel" || g.by == "and" {
		return nil
	}
	switch over, word := l.Tokens[g.at].R(), l.word(g.at); {
	case c.willing[word] || c.willing[over.Verb]:
		return willRules
	case c.required[word] || c.required[over.Verb]:
		return mustRules
	}
	return nil
}

// incumbent tells whether a clause says upon whom the deed lies: ʿalā l-ḥukūmati an tarḥala,
// ʿalā l-ḥukūmati r-raḥīlu.
func (y *layout) incumbent() bool {
	i := y.at - 1
	if y.r.POS == isnad.Verb {
		if !y.r.Features.Has(isnad.Present) || i < y.sent.Start || y.l.Tokens[i].Key != "ان" {
			return false
		}
		i--
	} else if y.r.Pro&^isnad.ProAl != 0 {
		return false
	}
	on := i - 1
	for ; on >= y.sent.Start && on > i-incumbentReach && y.l.Tokens[on].R().Lemma != "علي"; on-- {
	}
	if on < y.sent.Start || !y.l.Tokens[on].Is(isnad.Prep) || y.l.Tokens[on].R().Pron != "" {
		return false
	}
	if t := &y.l.Tokens[max(on-1, y.sent.Start)]; on > y.sent.Start && !t.Is(isnad.Punct) && !t.Is(isnad.Sub) && !y.l.Tokens[on].R().Pro.Has(isnad.ProWa|isnad.ProFa) {
		return false // iʿtamada ʿalā l-jayshi an ...
	}
	for k := range y.l.Phrases {
		if r := y.l.Phrases[k].Tokens; r.Start == on+1 && r.End == i+1 {
			return true
		}
	}
	return false
}

const incumbentReach = 10 // tokens of the phrase upon which the deed lies

var (
	futureRules = []*rule{&willRule, &threatRule}
	willRules   = []*rule{&willRule}
	mustRules   = []*rule{&mustRule}
)

// protesters tells whether demonstrators stand within reach of the trigger.
func (y *layout) protesters() bool {
	for k := range y.parties {
		if y.l.named(y.phrase(&y.parties[k]).Head).isOf("protester") {
			return true
		}
	}
	return false
}

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
		if r.kind == "ASSAULT" || r.kind == "COERCE" { // what demonstrators do with force is PROTEST (manual)
			d := *r
			d.kind, d.id, d.mode = "PROTEST", r.id+">riot", nil
			r.riot = &d
		}
		if hostile[r.kind] {
			d := *r
			d.kind, d.id, d.mode = "THREATEN", r.id+">threat", nil
			r.threat = &d
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
var saidRules = named(
	rule{id: "accuse.said", kind: "ACCUSE", verb: true, mode: []string{"disapprove"}, actor: []Slot{SlotSubject}},
	rule{id: "support.said", kind: "SUPPORT", verb: true, actor: []Slot{SlotSubject}},
	rule{id: "threaten.said", kind: "THREATEN", verb: true, actor: []Slot{SlotSubject}},
	rule{id: "reject.said", kind: "REJECT", verb: true, actor: []Slot{SlotSubject}},
)

// codeRules are the rules that stand in no table.
func codeRules() []*rule {
	out := []*rule{&wontRule, &willRule, &threatRule, &mustRule}
	for i := range saidRules {
		out = append(out, &saidRules[i])
	}
	return out
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
