// Package event codes what is told: rules propose every candidate with its
// parties, small linear scorers decide whether it is an event, who acts on whom,
// and how it is told. Nothing is vetoed that a score could weigh.
package event

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
)

// A Coder holds the rules and the scorers. It is safe for use by many goroutines.
type Coder struct {
	Cuts     Cuts
	lx       *lexicon.Lexicon
	rules    []rule
	light    []lightRow
	passives map[string]bool
	portions map[string]bool // see meant
	words    words
	lists    conditions
	colours  map[string]colour // of each word that is in one of the lists
	willing  map[string]bool
	required map[string]bool
	models   learn.Models
	exists   *learn.Model   // of models, nil none
	roles    *learn.Pair    // actor and recipient
	kinds    []*learn.Word  // the types that rules tell of, in their order
	kindAt   map[string]int // place among them
	reach    map[shape]float64
	numbers  map[string]int // values of number words
}

// New reads the rules of lx. fold is normal.Key.
func New(lx *lexicon.Lexicon, models learn.Models, fold func(string) string) (*Coder, error) {
	rules, err := parseRules(lx, fold)
	if err != nil {
		return nil, err
	}
	rules = named(derive(rules)...)
	c := &Coder{Cuts: DefaultCuts(), lx: lx, rules: rules, light: parseLight(lx, fold), models: models, numbers: numbers(lx, fold)}
	c.kinds, c.kindAt = kindsOf(rules)
	c.ready()
	c.words, c.lists = readWords(lx, rules, fold), readConditions(rules)
	c.passives, c.willing, c.required = lx.List("passive"), lx.List("willing"), lx.List("required")
	c.portions = lx.List("portion")
	c.colours = map[string]colour{}
	for i, list := range colours {
		for word := range lx.List(list) {
			c.colours[word] |= 1 << i
		}
	}
	return c, nil
}

// WithModels is the same coder with other scorers, for cross-validation.
func (c *Coder) WithModels(ms learn.Models) *Coder {
	d := *c
	d.models = ms
	d.ready()
	return &d
}

// ready prepares what is made of the scorers.
func (c *Coder) ready() {
	c.exists = c.models["exists"]
	c.reach = c.reaches()
	c.roles = learn.NewPair(c.models["actor"], c.models["recipient"])
}

// A Candidate is a trigger read as an event of one type.
type Candidate struct {
	At       int
	Reading  *isnad.Reading
	Rule     *rule
	Passed   bool // all conditions of the rule hold
	Form     string
	y        *layout
	named    candidateNames
	expect   []byte    // of each party: a, r or x; see expectations
	light    *lightRow // the light verb over it
	tail     *lightRow // the light verb in the clause behind it
	rivals   int       // candidates of the same type in the sentence
	index    int       // place among them
	actors   []scored
	targets  []scored
	alone    float64 // what adds to the log-odds of existence before the roles are known; of an early one its own words
	early    bool    // its own words say that it is no event: nothing else was asked
	reach    float64 // what Score can be at most, whatever the roles are; 0 of an early one
	settled  bool    // Score is known
	Score    float64
	Sentence int
}

// Type is the candidate's PLOVER type.
func (k *Candidate) Type() string { return k.Rule.kind }

// RuleID names the pattern row.
func (k *Candidate) RuleID() string { return k.Rule.id }

type scored struct {
	party int
	p     float64
}

// Propose lists the candidates of a text in the order of their triggers.
func (c *Coder) Propose(l *Layers) []Candidate { return c.propose(l, nil) }

// propose adds the candidates to out, which is empty.
func (c *Coder) propose(l *Layers, out []Candidate) []Candidate {
	l.index(c)
	l.clauses(c)
	for s := range l.Sentences {
		if l.Sentences[s].Dropped {
			continue
		}
		first := len(out)
		for i := l.Sentences[s].Tokens.Start; i < l.Sentences[s].Tokens.End; i++ {
			out = c.proposeAt(l, i, out)
		}
		number(out[first:])
	}
	return out
}

// number counts the candidates of a sentence that are of one type.
func number(ks []Candidate) {
	for i := range ks {
		ks[i].rivals++
		for j := range ks[:i] {
			if ks[j].Rule.kind == ks[i].Rule.kind {
				ks[i].rivals++
				ks[j].rivals++
				ks[i].index++
			}
		}
	}
}

// proposeAt adds one candidate for each type that a rule gives the word.
func (c *Coder) proposeAt(l *Layers, at int, out []Candidate) []Candidate {
	t := &l.Tokens[at]
	if k := l.nameAt(at); k >= 0 && l.Names[k].Tokens.Len() > 1 && l.Names[k].Kind != isnad.NameShape {
		return out // a word inside a name: majlisu s-silm
	}
	if t.Aside() {
		return out // naṣarahu llāh
	}
	r := t.R()
	first := len(out)
	out = c.proposeReading(l, at, r, first, out)
	dawn := r.Class == "time" && at+1 < len(l.Tokens) && ofTime(l.Tokens[at+1].R()) // fajra l-yawm is no explosion
	for i := range t.Readings {
		if dawn {
			break
		}
		x := &t.Readings[i]
		if i != t.Best && x.Cost <= r.Cost+20 && (x.Verb != "" || r.Verb != "") && !(x.Verb == r.Verb && x.POS == r.POS) && (x.POS != isnad.Verb || x.Features.Any(isnad.P3)) {
			out = c.proposeReading(l, at, x, first, out)
		}
	}
	for k := first; k < len(out); k++ {
		out[k].name(l.Memory.namesOf(out[k].Reading))
		c.lights(&out[k])
	}
	return out
}

// ofTime tells whether a word says when: al-yawm, ams, al-aḥad.
func ofTime(r *isnad.Reading) bool {
	return r.Class == "time" || r.POS == isnad.Adv && (r.Lemma == "يوم" || r.Lemma == "امس" || r.Lemma == "غد")
}

// proposeReading adds the types that one reading of the word gives; a type that an
// earlier, likelier reading gave stays with that one unless its conditions failed.
func (c *Coder) proposeReading(l *Layers, at int, r *isnad.Reading, first int, out []Candidate) []Candidate {
	var verbs, nouns []int
	chosen := r == l.Tokens[at].R()
	if n := l.named(at); chosen {
		verbs, nouns = n.verbs, n.nouns
	} else {
		verbs, nouns = c.rows(r)
	}
	said := l.said[at] && chosen
	wont := r.POS == isnad.Verb && at > 0 && l.Tokens[at-1].R().Lemma == "لن"
	var modals []*rule
	if chosen && !said && !wont {
		modals = c.modals(l, at, r)
	}
	if len(verbs)+len(nouns)+len(modals) == 0 && !said && !wont {
		return out
	}
	y := l.verbs[at]
	if y == nil || y.r != r {
		y = c.look(l, at, r)
	}
	p := proposal{c: c, y: y, first: first, out: out}
	for _, k := range verbs {
		p.row(&c.rules[k])
	}
	for _, k := range nouns {
		p.row(&c.rules[k])
	}
	if wont {
		p.try(&wontRule, true)
	}
	for _, rule := range modals {
		if !p.has(rule.kind) {
			p.try(rule, true)
		}
	}
	if said {
		for i := range saidRules {
			p.try(&saidRules[i], true)
		}
	}
	return p.out
}

// proposal collects the candidates of one trigger, of which the first is out[first].
type proposal struct {
	c     *Coder
	y     *layout // the trigger in the reading at hand
	first int
	out   []Candidate
}

// row tries a rule and those derived from it.
func (p *proposal) row(rule *rule) {
	y, r := p.y, p.y.r
	passed := p.c.holds(y, rule)
	p.try(rule, passed)
	if d := rule.future; d != nil && !(r.Features.Has(isnad.Past) && r.POS == isnad.Verb) {
		p.try(d, passed)
	}
	if d := rule.threat; d != nil && y.toCome() {
		p.try(d, passed)
	}
	if d := rule.riot; d != nil && y.protesters() {
		p.try(d, passed)
	}
	if d := rule.refused; d != nil && y.negated() {
		p.try(d, passed)
	}
}

// has tells whether a rule gave the trigger the type.
func (p *proposal) has(kind string) bool {
	for j := p.first; j < len(p.out); j++ {
		if p.out[j].Rule.kind == kind {
			return true
		}
	}
	return false
}

// try adds the rule's type, or puts the rule in the place of a worse one of its type.
func (p *proposal) try(rule *rule, passed bool) {
	y, j := p.y, p.first
	for j < len(p.out) && p.out[j].Rule.kind != rule.kind {
		j++
	}
	if j == len(p.out) {
		p.out = append(p.out, Candidate{At: y.at, Reading: y.r, Rule: rule, Passed: passed, Form: formOf(y), y: y, Sentence: y.l.Tokens[y.at].Sentence})
		return
	}
	o := &p.out[j]
	if passed && !o.Passed || passed == o.Passed && o.Reading == y.r && better(rule, o.Rule, passed) {
		o.Rule, o.Passed, o.Reading, o.y, o.Form = rule, passed, y.r, y, formOf(y)
	}
}

// better tells whether rule a says more than b: of rules whose conditions hold the
// most special, of rules whose conditions fail the plainest.
func better(a, b *rule, passed bool) bool {
	if a.priority != b.priority {
		return (a.priority > b.priority) == passed
	}
	if len(a.tests) != len(b.tests) {
		return (len(a.tests) > len(b.tests)) == passed
	}
	return false
}

// forms are what formOf gives.
var forms = [...]string{"passive", "objectless", "verb", "masdar", "participle", "noun"}

func formOf(y *layout) string {
	r := y.r
	switch {
	case r.POS == isnad.Verb && y.passive:
		return "passive"
	case r.POS == isnad.Verb && y.objectless():
		return "objectless"
	case r.POS == isnad.Verb:
		return "verb"
	case r.Features.Has(isnad.Masdar):
		return "masdar"
	case r.Features.Any(isnad.PartAct | isnad.PartPas):
		return "participle"
	}
	return "noun"
}

// holds tests the conditions of a rule.
func (c *Coder) holds(y *layout, r *rule) bool {
	for i := range r.tests {
		if c.test(y, &r.tests[i]) == r.tests[i].not {
			return false
		}
	}
	return true
}

func (c *Coder) test(y *layout, t *test) bool {
	if t.slot == "near" {
		return y.nearby().has(t.list)
	}
	if t.by == '=' && !y.filling().has(t.list) {
		return false // whatever slot it is
	}
	for k := range y.parties {
		q := &y.parties[k]
		if q.slot == "" || !y.fits(q, t.slot) { // most have none
			continue
		}
		if t.by == '?' || c.wordIn(y.l, q.phrase, t) {
			return true
		}
	}
	return false
}

// nearby gives the lists that the words of the clause round the trigger are in.
func (y *layout) nearby() lists {
	if y.words == nil {
		y.words = take(&y.l.Memory.lists, y.c.lists.words())
		clear(y.words)
		r := y.clause(12, 16)
		if r.End < y.sent.End && y.l.Tokens[r.End].Is(isnad.Verb) {
			r.End++ // and what is done next
		}
		for i := r.Start; i < r.End; i++ {
			if i == y.at {
				continue
			}
			for k, x := range y.l.named(i).lists {
				y.words[k] |= x
			}
		}
	}
	return y.words
}

// filling gives the lists that the heads of the parties in any slot are in.
func (y *layout) filling() lists {
	if y.heads == nil {
		y.heads = take(&y.l.Memory.lists, y.c.lists.words())
		clear(y.heads)
		for k := range y.parties {
			if q := &y.parties[k]; q.slot != "" {
				r := y.c.meant(y.l, y.phrase(q))
				for t := r.Start; t < r.End; t++ {
					for i, x := range y.l.named(t).lists {
						y.heads[i] |= x
					}
				}
			}
		}
	}
	return y.heads
}

// clause is the stretch round the trigger up to a comma or a verb that goes on with
// and, at most so many tokens before and behind.
func (y *layout) clause(before, behind int) isnad.Range {
	border := func(i int) bool {
		t := &y.l.Tokens[i]
		if t.Is(isnad.Punct) {
			return t.Key == "،" || t.Key == "," || t.Key == "؛" || t.Key == "." || t.Key == ":"
		}
		return t.Is(isnad.Verb) && (t.R().Pro.Has(isnad.ProWa|isnad.ProFa) || i > y.sent.Start && y.l.Tokens[i-1].Key == "و")
	}
	a, b := y.at, y.at+1
	for ; a > y.sent.Start && a > y.at-before && !border(a); a-- {
	}
	for ; b < y.sent.End && b < y.at+behind && !border(b); b++ {
	}
	return isnad.Range{Start: a, End: b}
}

// fits tells whether a party stands in the slot that a rule names. A masdar's
// genitive may be its subject or its object.
func (y *layout) fits(q *party, s Slot) bool {
	if s == "any" {
		return q.slot != ""
	}
	if q.slot == s {
		return true
	}
	if y.r.POS != isnad.Verb {
		if s == SlotSubject && q.slot == slotControls && y.controlled() {
			return true
		}
		return q.slot == SlotGenitive && (s == SlotObject || s == SlotSubject) || s == SlotObject && q.slot == "p:ل"
	}
	return s == SlotGenitive && q.slot == SlotObject || s == SlotObject && (q.slot == slotSecond || q.slot == slotTopic)
}

func (c *Coder) wordIn(l *Layers, phrase int, t *test) bool {
	p := &l.Phrases[phrase]
	if t.by == '@' {
		m := &l.Mentions[phrase]
		for _, v := range t.values {
			if v == m.Sector() || v == m.Country || v == "IGO" && m.Sector() == "" && (m.Country == "UNO" || m.Country == "EUR") {
				return true
			}
		}
		return false
	}
	if t.by == ':' && c.kindOf(l, phrase, t.values) {
		return true
	}
	r := c.meant(l, p)
	for i := r.Start; i < r.End; i++ {
		if l.named(i).lists.has(t.list) {
			return true
		}
	}
	return false
}

// meant are the tokens of a phrase that tell what it is: its head, and behind one that tells
// only how much or what part of it the next two: ḥaqqu l-lujūʾ, ākhiru l-ʿaqabāt, ḥuzmatu l-musāʿadāt.
func (c *Coder) meant(l *Layers, p *isnad.Phrase) isnad.Range {
	r := isnad.Range{Start: p.Head, End: p.Head + 1}
	if c.portions[l.Tokens[p.Head].R().Lemma] {
		r.End = min(p.Head+3, p.Tokens.End)
	}
	return r
}

// inClass are the sectors whose members a class of words names as well.
var inClass = map[string]map[string]bool{
	"troops":    {"MIL": true, "PRM": true, "REB": true},
	"police":    {"COP": true, "SPY": true},
	"people":    {"CVL": true, "LAB": true, "AGR": true, "EDU": true, "SOC": true, "REF": true, "OPP": true, "MED": true},
	"authority": {"GOV": true, "LEG": true, "JUD": true},
}

// many tells whether a phrase means people in the plural.
func (l *Layers) many(phrase int) bool {
	f := l.Tokens[l.Phrases[phrase].Head].R().Features
	return f.Any(isnad.Plur) && !f.Any(isnad.Sing)
}

// kindOf tests the classes that a mention has by what it is, not by its word: state person org group place agent,
// and those of the sectors.
func (c *Coder) kindOf(l *Layers, phrase int, values []string) bool {
	m := &l.Mentions[phrase]
	for _, v := range values {
		switch v {
		case "state":
			if m.Kind == "state" || m.Via == "metonym" {
				return true
			}
		case "org":
			if m.Kind == "organisation" || m.Kind == "group" {
				return true
			}
		case "agent":
			if m.Via == "agent" || m.Kind == "person" || len(m.Sectors) > 0 {
				return true
			}
		case "person", "group", "place":
			if m.Kind == v || v == "person" && m.Kind == "role" {
				return true
			}
		case "troops", "police", "people", "authority":
			if inClass[v][m.Sector()] && (v != "authority" || m.Kind == "organisation") && (v != "people" || l.many(phrase)) {
				return true
			}
		}
	}
	return false
}
