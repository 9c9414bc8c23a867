package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/isnad/isnad/internal/export"
)

// Told is what our own gold says beyond the fields of PLOVER: whose word an event
// is, when and where it was and how many it struck.
type Told struct {
	Claim *GoldClaim        // nil: the outlet's own word
	Date  string            // ISO 8601 as far as it is known; "" the text does not tell, and it is not scored
	Place *GoldPlace        // nil: no place of the event is named
	Size  map[string][2]int // dead, injured, arrested, crowd: least and most
}

// GoldClaim is the act of saying that an event comes by.
type GoldClaim struct {
	Verb   GoldMention
	Stance string
	Chain  []GoldMention // from the innermost speaker outwards
}

// GoldPlace is the finest place that the text names for an event.
type GoldPlace struct {
	GoldMention
	Country string // "" when it lies in no one state
}

// goldTold is the same as the files write it. Claim is kept raw: its key tells that
// a unit has these fields, its null that nobody but the outlet speaks.
type goldTold struct {
	Claim json.RawMessage   `json:"claim"`
	Date  *string           `json:"date"`
	Place *goldPlace        `json:"place"`
	Size  map[string][2]int `json:"size"`
}

type goldClaim struct {
	Verb   goldMention   `json:"verb"`
	Stance string        `json:"stance"`
	Chain  []goldMention `json:"chain"`
}

type goldPlace struct {
	goldMention
	Country *string `json:"country"`
}

// told is nil for an event without these fields.
func (g *goldTold) told() (*Told, error) {
	if g.Claim == nil {
		return nil, nil
	}
	out := &Told{Size: g.Size}
	if !bytes.Equal(g.Claim, []byte("null")) {
		var c goldClaim
		if err := json.Unmarshal(g.Claim, &c); err != nil {
			return nil, fmt.Errorf("claim: %w", err)
		}
		out.Claim = &GoldClaim{Verb: c.Verb.mention(), Stance: c.Stance, Chain: mentions(c.Chain)}
	}
	if g.Date != nil {
		out.Date = *g.Date
	}
	if g.Place != nil {
		out.Place = &GoldPlace{GoldMention: g.Place.mention()}
		if g.Place.Country != nil {
			out.Place.Country = *g.Place.Country
		}
	}
	return out, nil
}

// Own is the score of Told over the matched events of units that have it.
type Own struct {
	Matched map[string]Figure
	Counts  map[string]int // events behind each figure
	figures map[string][]float64
}

// ownFigures are printed in this order. Those with _marked leave out the events
// for which both sides say nothing, which are easily right.
var ownFigures = []string{"stance", "stance_marked", "chain", "chain_marked", "date", "place", "place_marked", "size", "size_marked"}

// told books how far a coded event agrees with a matched one of our own gold.
func (s *ploverScore) told(t *text, g *Told, p *export.Event) {
	if s.out.Own == nil {
		s.out.Own = &Own{figures: map[string][]float64{}}
	}
	add := func(name string, right, marked bool) {
		o := s.out.Own
		o.figures[name] = append(o.figures[name], one(right))
		if marked {
			o.figures[name+"_marked"] = append(o.figures[name+"_marked"], one(right))
		}
	}
	spoken := g.Claim != nil || p.Claim != nil
	add("stance", stanceOf(g.Claim) == codedStance(p.Claim), spoken)
	add("chain", sameChain(t, g.Claim, p.Claim), spoken)
	if g.Date != "" {
		add("date", g.Date == string(p.Date.Value), false)
	}
	add("place", samePlace(t, g.Place, p.Place), g.Place != nil || p.Place != nil)
	size := sizes(&p.Size)
	add("size", sameSizes(g.Size, size), len(g.Size)+len(size) > 0)
}

func stanceOf(c *GoldClaim) string {
	if c == nil {
		return ""
	}
	return c.Stance
}

func codedStance(c *export.Claim) string {
	if c == nil {
		return ""
	}
	return c.Stance
}

// sameChain wants as many links, each naming the same party.
func sameChain(t *text, g *GoldClaim, p *export.Claim) bool {
	var want, have [][]string
	if g != nil {
		for _, m := range g.Chain {
			want = append(want, t.tokens([]Span{m.Span}))
		}
	}
	if p != nil {
		for i := range p.Chain {
			have = append(have, t.tokens([]Span{{p.Chain[i].Start, p.Chain[i].End}}))
		}
	}
	return slices.EqualFunc(want, have, namesMeet)
}

// namesMeet lets a head stand for the whole: "a security official" for "a security
// official who asked not to be named".
func namesMeet(a, b []string) bool {
	n := common(a, b)
	return n > 0 && (n == min(len(a), len(b)) || TokenF1(a, b) >= .5)
}

// samePlace wants the country and the name.
func samePlace(t *text, g *GoldPlace, p *export.Place) bool {
	if g == nil || p == nil {
		return g == nil && p == nil
	}
	return g.Country == string(p.Country) && namesMeet(t.tokens([]Span{g.Span}), t.tokens([]Span{{p.Start, p.End}}))
}

func sizes(s *export.Sizes) map[string][2]int {
	out := map[string][2]int{}
	for _, x := range [...]struct {
		kind string
		size *export.Size
	}{{"dead", s.Dead}, {"injured", s.Injured}, {"arrested", s.Arrested}, {"crowd", s.Crowd}} {
		if x.size != nil {
			out[x.kind] = [2]int{x.size.Min, x.size.Max}
		}
	}
	return out
}

func sameSizes(g, p map[string][2]int) bool {
	if len(g) != len(p) {
		return false
	}
	for kind, r := range g {
		if have, ok := p[kind]; !ok || have != r {
			return false
		}
	}
	return true
}

func (o *Own) finish() {
	o.Matched, o.Counts = map[string]Figure{}, map[string]int{}
	for name, xs := range o.figures {
		o.Matched[name], o.Counts[name] = mean(xs), len(xs)
	}
}

// print is one line behind the table of PLOVER, each figure with its events.
func (o *Own) print(b *strings.Builder) {
	b.WriteString("told     ")
	for _, name := range ownFigures {
		if n := o.Counts[name]; n > 0 {
			fmt.Fprintf(b, " %s %v (%d)", name, o.Matched[name], n)
		}
	}
	b.WriteString("\n")
}
