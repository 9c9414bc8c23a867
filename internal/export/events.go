package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"github.com/isnad/isnad"
)

// Events are the records of the document's events, in the order of the document.
func Events(o *Ontology, d *isnad.Document) []Event {
	if len(d.Events) == 0 {
		return nil
	}
	x := exporter{d, newPoints(d.Text)}
	ids := identifier{d.ID, map[string]int{}}
	out := make([]Event, len(d.Events))
	for i := range d.Events {
		e := &d.Events[i]
		trigger := x.span(e.Trigger)
		out[i] = Event{
			Schema: Schema, ID: ids.next(e.Type, trigger.Start), Document: d.ID,
			Type: e.Type, Mode: list(e.Mode), Context: list(e.Context),
			Quad: o.Quad(e.Type), Intensity: o.Intensity(e.Type, e.Mode), Cameo: o.Cameo(e.Type, e.Mode),
			Aux: list(e.Aux), Foreground: e.Foreground,
			Actor: x.mentions(e.Actor), Recipient: x.mentions(e.Recipient),
			Trigger: trigger, Mentions: x.spans(e.Mentions),
			Claim: x.claim(e.Claim), Date: x.date(e.Date), Place: x.place(e.Place), Size: x.sizes(e.Size),
			Evidence: x.span(d.Sentences[e.Sentence].Span), Confidence: round(e.Confidence), Rule: e.Rule,
			Happening: Optional(e.Happening), Story: Optional(d.Story),
		}
	}
	return out
}

// DocumentOf is the record of the document itself.
func DocumentOf(d *isnad.Document, coder Coder) Document {
	p := newPoints(d.Text)
	out := Document{
		Schema: Schema, ID: d.ID, URL: Optional(d.URL), Outlet: Optional(d.Outlet),
		Title: Optional(d.Title), Byline: Optional(d.Byline),
		Date: DocumentDate{Optional(d.Date), Optional(d.Basis)}, Lang: Optional(d.Lang),
		Charset: Charset{Optional(d.Charset.Name), Optional(d.Charset.Why)},
		Text:    d.Text, Section: Optional(d.Section),
		Sentences: make([]Extent, len(d.Sentences)), Dropped: make([]Dropped, len(d.Dropped)),
		Story: Optional(d.Story), Coder: coder,
	}
	for i, s := range d.Sentences {
		out.Sentences[i] = p.extent(s.Span)
	}
	for i, s := range d.Dropped {
		out.Dropped[i] = Dropped{p.extent(s.Span), s.Reason}
	}
	return out
}

// round keeps four digits: more would differ between machines that fuse
// multiplication and addition and those that do not, and say nothing.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// list is never nil.
func list(xs []string) []string {
	if xs == nil {
		return []string{}
	}
	return xs
}

// An identifier makes the ids of one document's events. No version goes in, so
// that coding again keeps the ids of unchanged events.
type identifier struct {
	document string
	seen     map[string]int
}

func (n *identifier) next(typ string, start int) string {
	key := fmt.Sprintf("%s\x00%s\x00%d", n.document, typ, start)
	ordinal := n.seen[key]
	n.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, ordinal))
	return hex.EncodeToString(sum[:8])
}

// An exporter resolves the indexes of one document.
type exporter struct {
	d *isnad.Document
	points
}

func (x *exporter) mention(i int) Mention {
	m := &x.d.Mentions[i]
	return Mention{
		Span: x.span(m.Span), Country: Optional(m.Country), CountryVia: Optional(m.CountryVia),
		Sector: Optional(m.Sector()), Sectors: list(m.Sectors), Name: Optional(m.Name), NameEn: Optional(m.NameEn),
		ID: Optional(m.ID), Kind: Optional(m.Kind), Via: Optional(m.Via),
	}
}

func (x *exporter) mentions(is []int) []Mention {
	out := make([]Mention, len(is))
	for k, i := range is {
		out[k] = x.mention(i)
	}
	return out
}

func (x *exporter) spans(ss []isnad.Span) []Span {
	out := make([]Span, len(ss))
	for i, s := range ss {
		out[i] = x.span(s)
	}
	return out
}

// words is the span from the first to the last token of a range.
func (x *exporter) words(r isnad.Range) Span {
	if r.Len() <= 0 {
		return Span{}
	}
	return x.span(isnad.Span{Start: x.d.Tokens[r.Start].Start, End: x.d.Tokens[r.End-1].End})
}

func (x *exporter) claim(i int) *Claim {
	if i < 0 {
		return nil
	}
	c := &x.d.Claims[i]
	out := &Claim{Verb: x.words(c.Verb), Stance: c.Stance, Chain: x.mentions(c.Chain)}
	if c.Speaker >= 0 {
		m := x.mention(c.Speaker)
		if !c.Words.Empty() { // title, name and office in full
			m.Span = x.span(c.Words)
		}
		out.Speaker = &m
		if len(out.Chain) > 0 && c.Chain[0] == c.Speaker {
			out.Chain[0] = m
		}
	}
	return out
}

func (x *exporter) date(e isnad.EventDate) Date {
	out := Date{Value: Optional(e.Value), Granularity: Optional(e.Granularity), Basis: Optional(e.Basis)}
	if e.At >= 0 && e.At < len(x.d.Dates) && e.Value != "" { // "yesterday" has words too
		s := x.words(x.d.Dates[e.At].Tokens)
		out.Start, out.End, out.Text = &s.Start, &s.End, s.Text
	}
	return out
}

func (x *exporter) place(e *isnad.EventPlace) *Place {
	if e == nil {
		return nil
	}
	s := x.span(e.Span)
	out := &Place{
		Name: e.Name, Country: Optional(e.Country), Admin1: e.Admin1, Resolution: Optional(e.Resolution),
		Start: s.Start, End: s.End, Text: s.Text,
	}
	if e.Located {
		out.Lat, out.Lon = &e.Lat, &e.Lon
	}
	if e.ID != "" && strings.Trim(e.ID, "0123456789") == "" { // other ids are rows of our own gazetteer
		out.Geonames = e.ID
	}
	return out
}

// sizes keeps the first count of a kind: the coder puts the surest first.
func (x *exporter) sizes(ss []isnad.Size) (out Sizes) {
	for _, s := range ss {
		slot := out.slot(s.Kind)
		if slot == nil || *slot != nil {
			continue
		}
		w := x.span(s.Span)
		*slot = &Size{s.Min, s.Max, w.Start, w.End, w.Text}
	}
	return out
}

func (s *Sizes) slot(kind string) **Size {
	switch kind {
	case "dead":
		return &s.Dead
	case "injured":
		return &s.Injured
	case "arrested":
		return &s.Arrested
	case "crowd":
		return &s.Crowd
	}
	return nil
}
