package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// A CSV writes events as one flat table with a head. Lists are joined by ";" and
// the columns of one party keep step: the second name belongs to the second
// country. A ";" inside a quoted word becomes "," there.
type CSV struct {
	w     *csv.Writer
	begun bool
	cells []string
}

// NewCSV returns a writer of comma-separated events to w.
func NewCSV(w io.Writer) *CSV { return &CSV{w: csv.NewWriter(w)} }

// Write writes one event, and before the first the head.
func (c *CSV) Write(e *Event) error {
	if err := c.head(); err != nil {
		return err
	}
	c.cells = c.cells[:0]
	for _, col := range flat {
		c.cells = append(c.cells, col.cell(e))
	}
	return c.w.Write(c.cells)
}

// Flush writes out what is buffered; a table without events still has its head.
func (c *CSV) Flush() error {
	if err := c.head(); err != nil {
		return err
	}
	c.w.Flush()
	return c.w.Error()
}

func (c *CSV) head() error {
	if c.begun {
		return nil
	}
	c.begun = true
	names := make([]string, len(flat))
	for i, col := range flat {
		names[i] = col.name
	}
	return c.w.Write(names)
}

// A column of the flat table.
type column struct {
	name string
	cell func(e *Event) string
}

// flat is the table, from left to right.
var flat = columns()

func columns() []column {
	out := []column{
		{"schema", func(e *Event) string { return strconv.Itoa(e.Schema) }},
		{"id", func(e *Event) string { return e.ID }},
		{"document", func(e *Event) string { return e.Document }},
		{"type", func(e *Event) string { return e.Type }},
		{"mode", func(e *Event) string { return strings.Join(e.Mode, ";") }},
		{"context", func(e *Event) string { return strings.Join(e.Context, ";") }},
		{"quad", func(e *Event) string { return strconv.Itoa(e.Quad) }},
		{"intensity", func(e *Event) string { return decimal(e.Intensity) }},
		{"cameo", func(e *Event) string { return e.Cameo }},
		{"aux", func(e *Event) string { return strings.Join(e.Aux, ";") }},
		{"foreground", func(e *Event) string { return strconv.FormatBool(e.Foreground) }},
	}
	out = append(out, partyColumns("actor", func(e *Event) []Mention { return e.Actor })...)
	out = append(out, partyColumns("recipient", func(e *Event) []Mention { return e.Recipient })...)
	out = append(out, spanColumns("trigger", func(e *Event) *Span { return &e.Trigger })...)
	out = append(out, column{"mentions", func(e *Event) string {
		return join(e.Mentions, func(s *Span) string { return s.Text })
	}})
	out = append(out, claimColumns()...)
	out = append(out, dateColumns()...)
	out = append(out, placeColumns()...)
	out = append(out, sizeColumns("dead", func(s *Sizes) *Size { return s.Dead })...)
	out = append(out, sizeColumns("injured", func(s *Sizes) *Size { return s.Injured })...)
	out = append(out, sizeColumns("arrested", func(s *Sizes) *Size { return s.Arrested })...)
	out = append(out, sizeColumns("crowd", func(s *Sizes) *Size { return s.Crowd })...)
	out = append(out, spanColumns("evidence", func(e *Event) *Span { return &e.Evidence })...)
	return append(out,
		column{"confidence", func(e *Event) string { return decimal(e.Confidence) }},
		column{"rule", func(e *Event) string { return e.Rule }},
		column{"happening", func(e *Event) string { return string(e.Happening) }},
		column{"story", func(e *Event) string { return string(e.Story) }})
}

func partyColumns(name string, of func(*Event) []Mention) []column {
	part := func(suffix string, f func(*Mention) string) column {
		return column{name + suffix, func(e *Event) string { return join(of(e), f) }}
	}
	return []column{
		part("", func(m *Mention) string { return m.Text }),
		part("_start", func(m *Mention) string { return strconv.Itoa(m.Start) }),
		part("_end", func(m *Mention) string { return strconv.Itoa(m.End) }),
		part("_country", func(m *Mention) string { return string(m.Country) }),
		part("_country_via", func(m *Mention) string { return string(m.CountryVia) }),
		part("_sector", func(m *Mention) string { return string(m.Sector) }),
		part("_name", func(m *Mention) string { return string(m.Name) }),
		part("_name_en", func(m *Mention) string { return string(m.NameEn) }),
		part("_id", func(m *Mention) string { return string(m.ID) }),
		part("_kind", func(m *Mention) string { return string(m.Kind) }),
		part("_via", func(m *Mention) string { return string(m.Via) }),
	}
}

func spanColumns(name string, of func(*Event) *Span) []column {
	return []column{
		{name, func(e *Event) string { return of(e).Text }},
		{name + "_start", func(e *Event) string { return strconv.Itoa(of(e).Start) }},
		{name + "_end", func(e *Event) string { return strconv.Itoa(of(e).End) }},
	}
}

func claimColumns() []column {
	part := func(name string, f func(*Claim) string) column {
		return column{name, func(e *Event) string {
			if e.Claim == nil {
				return ""
			}
			return f(e.Claim)
		}}
	}
	speaker := func(name string, f func(*Mention) string) column {
		return part(name, func(c *Claim) string {
			if c.Speaker == nil {
				return ""
			}
			return f(c.Speaker)
		})
	}
	return []column{
		speaker("speaker", func(m *Mention) string { return m.Text }),
		speaker("speaker_country", func(m *Mention) string { return string(m.Country) }),
		speaker("speaker_sector", func(m *Mention) string { return string(m.Sector) }),
		part("claim_verb", func(c *Claim) string { return c.Verb.Text }),
		part("stance", func(c *Claim) string { return c.Stance }),
		part("chain", func(c *Claim) string { return join(c.Chain, func(m *Mention) string { return m.Text }) }),
	}
}

func dateColumns() []column {
	return []column{
		{"date", func(e *Event) string { return string(e.Date.Value) }},
		{"date_granularity", func(e *Event) string { return string(e.Date.Granularity) }},
		{"date_basis", func(e *Event) string { return string(e.Date.Basis) }},
		{"date_text", func(e *Event) string { return e.Date.Text }},
	}
}

func placeColumns() []column {
	part := func(name string, f func(*Place) string) column {
		return column{name, func(e *Event) string {
			if e.Place == nil {
				return ""
			}
			return f(e.Place)
		}}
	}
	degrees := func(x *float64) string {
		if x == nil {
			return ""
		}
		return decimal(*x)
	}
	return []column{
		part("place", func(p *Place) string { return p.Name }),
		part("place_country", func(p *Place) string { return string(p.Country) }),
		part("place_admin1", func(p *Place) string { return p.Admin1 }),
		part("place_lat", func(p *Place) string { return degrees(p.Lat) }),
		part("place_lon", func(p *Place) string { return degrees(p.Lon) }),
		part("place_resolution", func(p *Place) string { return string(p.Resolution) }),
		part("place_text", func(p *Place) string { return p.Text }),
	}
}

func sizeColumns(name string, of func(*Sizes) *Size) []column {
	part := func(suffix string, f func(*Size) int) column {
		return column{name + suffix, func(e *Event) string {
			s := of(&e.Size)
			if s == nil {
				return ""
			}
			return strconv.Itoa(f(s))
		}}
	}
	return []column{part("_min", func(s *Size) int { return s.Min }), part("_max", func(s *Size) int { return s.Max })}
}

func join[T any](xs []T, f func(*T) string) string {
	parts := make([]string, len(xs))
	for i := range xs {
		parts[i] = strings.ReplaceAll(f(&xs[i]), ";", ",")
	}
	return strings.Join(parts, ";")
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
