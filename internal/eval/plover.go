package eval

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/isnad/isnad/internal/export"
)

// Coded are the events to score, by document id.
type Coded map[string][]export.Event

// ByDocument sorts events by their document and keeps their order in it.
func ByDocument(events []export.Event) Coded {
	by := Coded{}
	for _, e := range events {
		by[e.Document] = append(by[e.Document], e)
	}
	return by
}

// Plover is the score over annotated units of all types.
type Plover struct {
	Units    int               `json:"-"`
	Gold     int               `json:"-"` // gold events
	Coded    int               `json:"-"`
	Event    PRF               `json:"event"`
	TypeFree Figure            `json:"type_free_F1"`
	Tuple    PRF               `json:"tuple"`
	Matched  map[string]Figure `json:"matched"`
	Types    map[string]Type   `json:"types"`
	Missed   []Miss            `json:"-"` // in the order of the units, held ones included
	Extra    []Miss            `json:"-"`
	Own      *Own              `json:"-"` // nil when no unit tells more than PLOVER has
	order    []string          // keys of Matched as they first came
}

// Type counts the events of one type.
type Type struct {
	Found  int    `json:"tp"`
	Missed int    `json:"fn"`
	Extra  int    `json:"fp"`
	F1     Figure `json:"F1"`
}

// A Miss is a gold event that was not found, or a coded one that is not gold.
type Miss struct {
	Unit    string
	Type    string
	Trigger string
	Context string // the trigger with 60 code points on both sides
}

// ScorePlover matches coded events to those of the picked units. Two events of a
// unit match when the types are equal and the triggers' words meet at F1 .5 or
// more, or, failing that, both actor and recipient words meet above .5; the best
// match first, each event once.
func ScorePlover(units []Unit, coded Coded, pick Pick) *Plover {
	s := ploverScore{
		out:     &Plover{Matched: map[string]Figure{}, Types: map[string]Type{}},
		figures: map[string][]float64{},
	}
	for i := range units {
		if pick(units[i].Article.ID) {
			s.unit(&units[i], coded[units[i].Article.ID])
		}
	}
	return s.finish()
}

type ploverScore struct {
	out                                   *Plover
	tp, typeFree, tupleTP, tupleP, tupleG int
	figures                               map[string][]float64
}

// A side is an event of either kind, reduced to what is compared.
type side struct {
	typ                                string
	trigger, actor, recipient, speaker []string // folded words
	actors, recipients                 []string // codes, as sets: sorted, each once
	mode, aux                          []string // as sets
	spoken                             bool     // has a speaker
}

func (e *side) tuple() string {
	return e.typ + "\x00" + strings.Join(e.actors, "|") + "\x00" + strings.Join(e.recipients, "|")
}

func (s *ploverScore) unit(u *Unit, coded []export.Event) {
	t := newText(u.Article.Text)
	gold, pred := make([]side, len(u.Events)), make([]side, len(coded))
	for i := range gold {
		gold[i] = goldSide(t, &u.Events[i])
	}
	for i := range pred {
		pred[i] = codedSide(t, &coded[i])
	}
	pairs := match(gold, pred, true)
	s.out.Units++
	s.out.Gold += len(gold)
	s.out.Coded += len(pred)
	s.tp += len(pairs)
	s.typeFree += len(match(gold, pred, false))
	s.count(u, coded, pairs)
	s.tuples(gold, pred)
	for _, p := range pairs {
		s.compare(&gold[p[0]], &pred[p[1]])
		if g := u.Events[p[0]].Told; g != nil {
			s.told(t, g, &coded[p[1]])
		}
	}
}

// count books found, missed and extra events by type, and lists the latter two.
func (s *ploverScore) count(u *Unit, coded []export.Event, pairs [][2]int) {
	foundGold, foundCoded := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		foundGold[p[0]], foundCoded[p[1]] = true, true
	}
	for i := range u.Events {
		e := &u.Events[i]
		t := s.out.Types[e.Type]
		if foundGold[i] {
			t.Found++
		} else {
			t.Missed++
			s.out.Missed = append(s.out.Missed, miss(u, e.Type, e.Trigger.Text, e.Trigger.Span))
		}
		s.out.Types[e.Type] = t
	}
	for j := range coded {
		e := &coded[j]
		if foundCoded[j] {
			continue
		}
		t := s.out.Types[e.Type]
		t.Extra++
		s.out.Types[e.Type] = t
		s.out.Extra = append(s.out.Extra, miss(u, e.Type, e.Trigger.Text, Span{e.Trigger.Start, e.Trigger.End}))
	}
}

func miss(u *Unit, typ, trigger string, at Span) Miss {
	around := u.Bytes(Span{max(0, at.Start-60), at.End + 60})
	return Miss{u.Article.ID, typ, trigger, around.Of(u.Article.Text)}
}

// tuples books (type, set of actor codes, set of recipient codes).
func (s *ploverScore) tuples(gold, pred []side) {
	g, p := make([]string, len(gold)), make([]string, len(pred))
	for i := range gold {
		g[i] = gold[i].tuple()
	}
	for i := range pred {
		p[i] = pred[i].tuple()
	}
	s.tupleTP += common(g, p)
	s.tupleG += len(g)
	s.tupleP += len(p)
}

func (s *ploverScore) add(name string, x float64) {
	if _, ok := s.figures[name]; !ok {
		s.out.order = append(s.out.order, name)
	}
	s.figures[name] = append(s.figures[name], x)
}

// compare books how far two matched events agree.
func (s *ploverScore) compare(g, p *side) {
	s.add("actor", TokenF1(g.actor, p.actor))
	s.add("recipient", TokenF1(g.recipient, p.recipient))
	s.add("trigger", TokenF1(g.trigger, p.trigger))
	s.add("actor_codes", one(slices.Equal(g.actors, p.actors)))
	s.add("recipient_codes", one(slices.Equal(g.recipients, p.recipients)))
	speaker := TokenF1(g.speaker, p.speaker)
	s.add("speaker", speaker)
	if g.spoken || p.spoken {
		s.add("speaker_marked", speaker)
	}
	aux := one(slices.Equal(g.aux, p.aux))
	if len(g.aux) > 0 || len(p.aux) > 0 {
		s.add("aux_marked", aux)
	}
	s.add("mode", one(slices.Equal(g.mode, p.mode) || len(g.mode) > 0 && len(p.mode) <= 2 && contains(p.mode, g.mode)))
	s.add("aux", aux)
}

func contains(all, some []string) bool {
	for _, x := range some {
		if !slices.Contains(all, x) {
			return false
		}
	}
	return true
}

func (s *ploverScore) finish() *Plover {
	o := s.out
	o.Event = prf(s.tp, o.Coded-s.tp, o.Gold-s.tp)
	o.TypeFree = prf(s.typeFree, o.Coded-s.typeFree, o.Gold-s.typeFree).F1
	o.Tuple = prf(s.tupleTP, s.tupleP-s.tupleTP, s.tupleG-s.tupleTP)
	for name, xs := range s.figures {
		o.Matched[name] = mean(xs)
	}
	for name, t := range o.Types {
		t.F1 = prf(t.Found, t.Extra, t.Missed).F1
		o.Types[name] = t
	}
	if o.Own != nil {
		o.Own.finish()
	}
	return o
}

func goldSide(t *text, g *Gold) side {
	s := side{
		typ: g.Type, trigger: t.tokens([]Span{g.Trigger.Span}), mode: set(g.Mode), aux: set(g.Aux), spoken: g.Speaker != nil,
	}
	s.actor, s.actors = goldParty(t, g.Actor)
	s.recipient, s.recipients = goldParty(t, g.Recipient)
	if g.Speaker != nil {
		s.speaker = t.tokens([]Span{g.Speaker.Span})
	}
	return s
}

func goldParty(t *text, ms []GoldMention) (words, codes []string) {
	spans := make([]Span, len(ms))
	for i, m := range ms {
		spans[i] = m.Span
		codes = append(codes, m.Code)
	}
	return t.tokens(spans), set(codes)
}

func codedSide(t *text, e *export.Event) side {
	s := side{typ: e.Type, trigger: t.tokens([]Span{{e.Trigger.Start, e.Trigger.End}}), mode: set(e.Mode), aux: set(e.Aux)}
	s.actor, s.actors = codedParty(t, e.Actor)
	s.recipient, s.recipients = codedParty(t, e.Recipient)
	if e.Claim != nil && e.Claim.Speaker != nil {
		s.speaker = t.tokens([]Span{{e.Claim.Speaker.Start, e.Claim.Speaker.End}})
		s.spoken = true
	}
	return s
}

func codedParty(t *text, ms []export.Mention) (words, codes []string) {
	for i := range ms {
		codes = append(codes, Code(&ms[i]))
	}
	return t.tokens(spansOf(ms)), set(codes)
}

func spansOf(ms []export.Mention) []Span {
	spans := make([]Span, len(ms))
	for i := range ms {
		spans[i] = Span{ms[i].Start, ms[i].End}
	}
	return spans
}

// Code is a coded party as the gold writes it: RUS, IRQ-MIL, ---, ----REB.
func Code(m *export.Mention) string {
	c := "---"
	if m.Country != "" {
		c = string(m.Country)
	}
	if m.Sector != "" {
		c += "-" + string(m.Sector)
	}
	return c
}

// set is xs sorted, each once.
func set(xs []string) []string {
	out := slices.Clone(xs)
	slices.Sort(out)
	return slices.Compact(out)
}

// match pairs gold and coded events, the best pair first.
func match(gold, pred []side, types bool) (out [][2]int) {
	type pair struct {
		score float64
		i, j  int
	}
	var pairs []pair
	for i := range gold {
		for j := range pred {
			if score, ok := likeness(&gold[i], &pred[j], types); ok {
				pairs = append(pairs, pair{score, i, j})
			}
		}
	}
	sort.SliceStable(pairs, func(a, b int) bool { return pairs[a].score > pairs[b].score })
	usedGold, usedPred := make([]bool, len(gold)), make([]bool, len(pred))
	for _, p := range pairs {
		if !usedGold[p.i] && !usedPred[p.j] {
			usedGold[p.i], usedPred[p.j] = true, true
			out = append(out, [2]int{p.i, p.j})
		}
	}
	return out
}

// likeness tells how well two events fit, and whether they may match at all. The
// conversions keep the machine from fusing two roundings into one, which would
// turn ties.
func likeness(g, p *side, types bool) (float64, bool) {
	if types && g.typ != p.typ {
		return 0, false
	}
	trigger := TokenF1(g.trigger, p.trigger)
	var actor, recipient float64
	if len(g.actor) > 0 {
		actor = TokenF1(g.actor, p.actor)
	}
	if len(g.recipient) > 0 {
		recipient = TokenF1(g.recipient, p.recipient)
	}
	both := len(g.actor) > 0 && len(g.recipient) > 0
	if trigger < .5 && !(both && min(actor, recipient) > .5) {
		return 0, false
	}
	bonus := 0.0
	if g.typ == p.typ {
		bonus = .1
	}
	return float64(float64(trigger*2)+float64(actor+recipient)) + bonus, true
}

// Print writes the tables.
func (o *Plover) Print(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "units %d  gold events %d  coded %d\n", o.Units, o.Gold, o.Coded)
	fmt.Fprintf(&b, "event     P %v  R %v  F1 %v   type-free F1 %v\n", o.Event.P, o.Event.R, o.Event.F1, o.TypeFree)
	fmt.Fprintf(&b, "tuple     P %v  R %v  F1 %v\n", o.Tuple.P, o.Tuple.R, o.Tuple.F1)
	parts := make([]string, len(o.order))
	for i, name := range o.order {
		parts[i] = name + " " + o.Matched[name].String()
	}
	fmt.Fprintf(&b, "matched   %s\n", strings.Join(parts, "  "))
	for _, name := range slices.Sorted(maps.Keys(o.Types)) {
		t := o.Types[name]
		fmt.Fprintf(&b, "  %-10s found %3d missed %3d extra %3d  F1 %s\n", name, t.Found, t.Missed, t.Extra, t.F1.places(2))
	}
	if o.Own != nil {
		o.Own.print(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// PrintErrors lists up to n missed and n extra events. Held units are never shown.
func (o *Plover) PrintErrors(w io.Writer, n int) error {
	var b strings.Builder
	for _, part := range [...]struct {
		name string
		list []Miss
	}{{"missed", o.Missed}, {"extra", o.Extra}} {
		shown := 0
		for _, m := range part.list {
			if shown == n {
				break
			}
			if Held(m.Unit) {
				continue
			}
			shown++
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", part.name, m.Unit, m.Type, oneLine(m.Trigger), oneLine(m.Context))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
