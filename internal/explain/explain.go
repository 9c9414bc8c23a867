// Package explain tells why a document was read and coded as it was: the reading
// of each word, what each mention was resolved to, and for each trigger the
// pattern row, the conditions and the weights that made an event of it or not.
package explain

import (
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/pipeline"
)

// An Explainer explains documents with one coder. It is for one goroutine.
type Explainer struct {
	coder    *pipeline.Coder
	reader   *pipeline.Reader
	ontology *export.Ontology
	words    *Words
}

// New makes an explainer; it fails when the data has no ontology.
func New(c *pipeline.Coder) (*Explainer, error) {
	types, cameo := c.Lexicon.Table("plover"), c.Lexicon.Table("cameo")
	if types == nil || cameo == nil {
		return nil, errors.New("the data has no ontology")
	}
	o, err := export.NewOntology(types, cameo)
	if err != nil {
		return nil, err
	}
	return &Explainer{c, c.Reader(), o, NewWords(c.Lexicon)}, nil
}

// Explain reads an article and tells why. With readings each token carries all its
// readings with their costs.
func (e *Explainer) Explain(a isnad.Article, readings bool) *Report {
	_, layers := e.reader.Layers(a) // as the event scorers saw it, before parties were refined
	d := e.reader.Annotate(a)
	x := &explainer{Explainer: e, d: &d, layers: &layers, quote: export.Quoter(d.Text)}
	r := &Report{
		Document: d.ID, Date: d.Date, Text: d.Text, Sentences: []Sentence{}, Tokens: []Token{}, Names: []Name{},
		Mentions: []Mention{}, Claims: []Claim{}, Events: []Event{}, Rejected: []Rejected{},
	}
	x.sentences(r)
	x.tokens(r, readings)
	x.names(r)
	x.claims(r)
	x.events(r)
	x.mentions(r)
	return r
}

// An explainer explains one document.
type explainer struct {
	*Explainer
	d      *isnad.Document
	layers *event.Layers
	quote  func(isnad.Span) export.Span
	judged []event.Judgement // of each candidate, once they are proposed
}

func (x *explainer) sentences(r *Report) {
	for _, s := range x.d.Sentences {
		r.Sentences = append(r.Sentences, Sentence{x.quote(s.Span), s.Tokens.Start, s.Tokens.End, s.Dropped, s.Title})
	}
}

func (x *explainer) tokens(r *Report, readings bool) {
	for i := range x.d.Tokens {
		t := &x.d.Tokens[i]
		out := Token{Span: x.quote(t.Span), Index: i, Sentence: t.Sentence, Read: x.read(i, t.Best)}
		for k := range t.Readings {
			if readings {
				out.Readings = append(out.Readings, x.read(i, k))
			}
		}
		r.Tokens = append(r.Tokens, out)
	}
}

func (x *explainer) read(token, reading int) Read {
	t := &x.d.Tokens[token]
	r := &t.Readings[reading]
	before, after := morph.Beside(x.d.Tokens, token, reading)
	out := x.words.Read(r)
	out.Before, out.After, out.Total, out.Chosen = before, after, r.Cost+before+after, reading == t.Best
	return out
}

var nameTables = map[isnad.NameKind]string{
	isnad.NameState: "states", isnad.NameCapital: "states", isnad.NameSeat: "states",
	isnad.NameOrganisation: "organisations", isnad.NamePerson: "persons", isnad.NamePlace: "places",
}

func (x *explainer) names(r *Report) {
	for _, n := range x.d.Names {
		s := x.extent(n.Tokens)
		first := &x.d.Tokens[n.Tokens.Start]
		s.Start = x.d.Normal.Map.Start(first.Fold + n.Cut)
		out := Name{Span: x.quote(s), Kind: n.Kind.String(), Rows: []Row{}, Also: []string{}}
		for _, row := range n.Rows {
			if w := x.words.At(nameTables[n.Kind], int(row)); !slices.Contains(out.Rows, w) { // terms of one person
				out.Rows = append(out.Rows, w)
			}
		}
		for _, k := range n.Also {
			if !slices.Contains(out.Also, k.String()) {
				out.Also = append(out.Also, k.String())
			}
		}
		r.Names = append(r.Names, out)
	}
}

// extent is the span from the first to the last token of a range.
func (x *explainer) extent(r isnad.Range) isnad.Span {
	if r.Len() <= 0 {
		return isnad.Span{}
	}
	return isnad.Span{Start: x.d.Tokens[r.Start].Start, End: x.d.Tokens[r.End-1].End}
}

func (x *explainer) ref(mention int) Ref {
	return Ref{mention, x.d.Mentions[mention].Of(x.d.Text)}
}

func (x *explainer) claims(r *Report) {
	for i, c := range x.d.Claims {
		out := Claim{Index: i, Verb: x.quote(x.extent(c.Verb)), Stance: c.Stance, Row: x.words.Row(c.Row), Direct: c.Direct, Chain: []Ref{}, Scope: x.quote(x.extent(c.Scope))}
		if c.Speaker >= 0 {
			s := x.ref(c.Speaker)
			out.Speaker = &s
		}
		for _, m := range c.Chain {
			out.Chain = append(out.Chain, x.ref(m))
		}
		r.Claims = append(r.Claims, out)
	}
}

// mentions lists the parties of the article itself. A phrase that was read twice,
// with and without its complement, is listed with it only where that was used.
func (x *explainer) mentions(r *Report) {
	used := map[int]bool{}
	for _, e := range x.d.Events {
		for _, m := range append(append([]int(nil), e.Actor...), e.Recipient...) {
			used[m] = true
		}
	}
	for i := range x.d.Mentions {
		m := &x.d.Mentions[i]
		out := Mention{Index: i, Mention: x.mention(m), Sentence: -1}
		if m.Phrase >= 0 {
			p := &x.d.Phrases[m.Phrase]
			if x.d.Sentences[p.Sentence].Dropped || p.Extends >= 0 && !used[i] {
				continue
			}
			out.Sentence, out.Preposition = p.Sentence, p.PrepWord
		}
		if m.Row != "" {
			row := x.words.Row(m.Row)
			out.Row = &row
		}
		if m.Antecedent >= 0 {
			a := x.ref(m.Antecedent)
			out.Antecedent = &a
		}
		r.Mentions = append(r.Mentions, out)
	}
}

func (x *explainer) mention(m *isnad.Mention) export.Mention {
	o := func(s string) export.Optional { return export.Optional(s) }
	return export.Mention{
		Span: x.quote(m.Span), Country: o(m.Country), CountryVia: o(m.CountryVia), Sector: o(m.Sector()), Sectors: list(m.Sectors),
		Name: o(m.Name), NameEn: o(m.NameEn), ID: o(m.ID), Kind: o(m.Kind), Via: o(m.Via),
	}
}

// events matches the events with the candidates that they were made from, and
// tells of the other candidates why they were not coded.
func (x *explainer) events(r *Report) {
	ks := x.coder.Events.Propose(x.layers)
	records := export.Events(x.ontology, x.d)
	x.judged = x.coder.Events.Judge(x.layers, ks)
	of := make([]int, len(ks))              // event of each candidate, -1 none
	byEvent := make([]int, len(x.d.Events)) // candidate of each event, -1 none
	for i := range byEvent {
		byEvent[i] = -1
	}
	for k := range ks {
		of[k] = -1
		for i := range x.d.Events {
			if e := &x.d.Events[i]; e.TriggerAt == ks[k].At && e.Type == ks[k].Type() && e.Rule == ks[k].RuleID() {
				of[k], byEvent[i] = i, k
			}
		}
	}
	for i := range x.d.Events {
		if k := byEvent[i]; k >= 0 {
			r.Events = append(r.Events, x.event(&ks[k], &x.judged[k], i, &records[i]))
		}
	}
	for k := range ks {
		if of[k] < 0 {
			r.Rejected = append(r.Rejected, x.rejected(ks, k))
		}
	}
}

func (x *explainer) event(k *event.Candidate, j *event.Judgement, i int, rec *export.Event) Event {
	e := &x.d.Events[i]
	out := Event{Record: *rec, Token: k.At, Form: k.Form, Pattern: x.pattern(k), Score: round(k.Score), Alone: round(j.Alone), Cut: x.coder.Events.Cuts.Exists, Front: round(e.Front)}
	out.Decided = x.heaviest("exists", &j.First, 6, 0)
	out.Beside = x.heaviest("exists2", &j.Second, 3, 0)
	out.Roles = x.roles(k, j, e)
	out.Rows = x.used(k, e)
	return out
}

func (x *explainer) roles(k *event.Candidate, j *event.Judgement, e *isnad.Event) (out []Role) {
	add := func(role string, ms []int) {
		for _, m := range ms {
			out = append(out, x.role(k, j, role, m))
		}
	}
	add("actor", e.Actor)
	add("recipient", e.Recipient)
	return out
}

func (x *explainer) role(k *event.Candidate, j *event.Judgement, role string, mention int) Role {
	out := Role{Role: role, Mention: x.ref(mention), Frame: "taken from another telling", Decided: []Feature{}, Beside: []Feature{}}
	for i := range k.Parties() {
		if k.Party(i) != mention {
			continue
		}
		out.Slot, out.Frame = string(k.Slot(i)), frameWords[k.Expect(i)]
		q, n := &j.Parties[i], 0
		if role == "recipient" || q.Score[0] < q.Score[1] { // the parties of CONSULT are all actors
			n = 1
		}
		model := [2]string{"actor", "recipient"}[n]
		out.Score = round(q.Score[n])
		out.Decided = x.heaviest(model, &q.First, 3, 1)
		out.Beside = x.heaviest(model+"2", &q.Second[n], 2, 1)
	}
	return out
}

// heaviest lists what moved a scorer most.
func (x *explainer) heaviest(model string, f *learn.Features, n, sign int) []Feature {
	return list(heaviest(x.coder.Events.Models()[model], strings.HasSuffix(model, "2"), f, n, sign))
}

var frameWords = map[byte]string{
	'a': "the frame makes it the actor", 'r': "the frame makes it the recipient",
	'm': "subject or object of the masdar", 'x': "no place of the frame",
}

// used lists the rows of the lexicon that the event rests on, each once.
func (x *explainer) used(k *event.Candidate, e *isnad.Event) (out []Used) {
	seen := map[Row]bool{}
	add := func(what string, r Row) {
		if r.Key != "" && !seen[r] {
			seen[r] = true
			out = append(out, Used{what, r})
		}
	}
	add("trigger", x.words.Row(k.Reading.Row))
	over, behind := x.coder.Events.LightRows(k)
	for _, row := range []int{over, behind} {
		if row >= 0 {
			add("light verb", x.words.At("light", row))
		}
	}
	for _, class := range x.coder.Events.Classes(k.Reading.Lemma) {
		add("class of the trigger", x.words.Row("classes:"+class))
	}
	party := func(role string, ms []int) {
		for _, i := range ms {
			m := &x.d.Mentions[i]
			if m.Row != "" {
				add(role, x.words.Row(m.Row))
			}
			if m.Phrase >= 0 {
				add(role+", head", x.words.Row(x.d.Tokens[x.d.Phrases[m.Phrase].Head].R().Row))
			}
			if m.Antecedent >= 0 && x.d.Mentions[m.Antecedent].Row != "" {
				add(role+", antecedent", x.words.Row(x.d.Mentions[m.Antecedent].Row))
			}
		}
	}
	party("actor", e.Actor)
	party("recipient", e.Recipient)
	if e.Claim >= 0 {
		add("claim", x.words.Row(x.d.Claims[e.Claim].Row))
	}
	if e.Place != nil && e.Place.ID != "" {
		add("place", x.words.Row(e.Place.ID))
	}
	return out
}

func (x *explainer) rejected(ks []event.Candidate, k int) Rejected {
	c, j := &ks[k], &x.judged[k]
	out := Rejected{
		Trigger: x.quote(x.d.Tokens[c.At].Span), Token: c.At, Type: c.Type(), Form: c.Form, Score: round(c.Score), Cut: x.coder.Events.Cuts.Exists, Pattern: x.pattern(c),
		Against: x.heaviest("exists", &j.First, 6, -1),
	}
	out.Reason = x.reason(ks, k)
	return out
}

// reason says why a candidate is no event of its own.
func (x *explainer) reason(ks []event.Candidate, k int) string {
	c := &ks[k]
	switch {
	case c.Score < x.coder.Events.Cuts.Exists && !c.Passed:
		return "condition failed"
	case c.Score < x.coder.Events.Cuts.Exists:
		return "score below the cut-off"
	}
	for i := range x.d.Events {
		e := &x.d.Events[i]
		for _, m := range e.Mentions {
			if e.Type == c.Type() && m == x.d.Tokens[c.At].Span {
				return "tells of the same event again"
			}
		}
	}
	for i := range ks {
		if ks[i].At == c.At && ks[i].Score > c.Score {
			return "another type of the same word scores higher: " + ks[i].Type()
		}
	}
	return "left out behind the scorer"
}

// pattern is the row behind a candidate. Some rules stand in the code alone: what a
// reporting verb quotes, and what is told by the future, a will, a need or lan.
func (x *explainer) pattern(k *event.Candidate) Pattern {
	id, derived, _ := strings.Cut(k.RuleID(), ">")
	out := Pattern{ID: k.RuleID(), Conditions: []Condition{}, Others: []Other{}}
	switch derived {
	case "future":
		out.Note = "read as still to come, which is another type in PLOVER"
	case "refused":
		out.Note = "read as refused, which is another type in PLOVER"
	}
	t, row := x.words.Find("events:" + id)
	if row < 0 {
		out.File, out.Note = "internal/event/derive.go", "told by what colours the deed: the future, a word of will or of need"
		if strings.HasSuffix(id, ".said") {
			out.Note = "told by what a reporting verb quotes"
		}
		return out
	}
	out.File = "data/patterns/events-" + strings.ToLower(t.Get(row, "type")) + ".tsv"
	out.Trigger, out.Frame, out.Gloss, out.Example = t.Get(row, "trigger"), t.Get(row, "frame"), t.Get(row, "gloss"), t.Get(row, "example")
	for _, tried := range x.coder.Events.Tried(k) {
		texts := strings.Fields(t.Get(tried.Row, "cond"))
		if tried.Row == row {
			for i, held := range tried.Held {
				out.Conditions = append(out.Conditions, Condition{texts[i], held})
			}
			continue
		}
		o := Other{ID: t.Get(tried.Row, "key"), Failed: []string{}}
		for i, held := range tried.Held {
			if !held {
				o.Failed = append(o.Failed, texts[i])
			}
		}
		out.Others = append(out.Others, o)
	}
	return out
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// list is never nil, so that it prints as [].
func list[T any](xs []T) []T {
	if xs == nil {
		return []T{}
	}
	return xs
}
