package export

import (
	"io"
	"strconv"
	"strings"
)

// polecat are the forty columns of POLECAT's yearly files, in their order. What
// isnad does not know, or PLOVER does not ask for, is None.
var polecat = []struct {
	name string
	cell func(r *Row) string
}{
	{"Event ID", func(r *Row) string { return r.ID }},
	{"Event Date", func(r *Row) string { return string(r.Date.Value) }},
	{"Event Type", func(r *Row) string { return r.Type }},
	{"Event Mode", func(r *Row) string { return strings.Join(r.Mode, ";") }},
	{"Intensity", func(r *Row) string { return decimal(r.Intensity) }},
	{"Quad Code", func(r *Row) string { return quadName(r.Quad) }},
	{"Contexts", func(r *Row) string { return strings.Join(r.Context, ";") }},
	{"Actor Name", func(r *Row) string { return join(r.Actor, bestName) }},
	{"Actor Country", func(r *Row) string { return join(r.Actor, countryOf) }},
	{"Actor COW", none},
	{"Primary Actor Sector", func(r *Row) string { return join(r.Actor, sectorOf) }},
	{"Actor Sectors", func(r *Row) string { return join(r.Actor, sectorsOf) }},
	{"Actor Title", none},
	{"Actor Name Raw", func(r *Row) string { return join(r.Actor, textOf) }},
	{"Wikipedia Actor ID", none},
	{"Recipient Name", func(r *Row) string { return join(r.Recipient, bestName) }},
	{"Recipient Country", func(r *Row) string { return join(r.Recipient, countryOf) }},
	{"Recipient COW", none},
	{"Primary Recipient Sector", func(r *Row) string { return join(r.Recipient, sectorOf) }},
	{"Recipient Sectors", func(r *Row) string { return join(r.Recipient, sectorsOf) }},
	{"Recipient Title", none},
	{"Recipient Name Raw", func(r *Row) string { return join(r.Recipient, textOf) }},
	{"Wikipedia Recipient ID", none},
	{"Placename", placePart(func(p *Place) string { return p.Name })},
	{"City", placePart(func(p *Place) string {
		if p.Resolution == "city" || p.Resolution == "town" {
			return p.Name
		}
		return ""
	})},
	{"District", placePart(func(p *Place) string {
		if p.Resolution == "district" {
			return p.Name
		}
		return ""
	})},
	{"Province", placePart(func(p *Place) string { return p.Admin1 })},
	{"Country", placePart(func(p *Place) string { return string(p.Country) })},
	{"Latitude", placePart(func(p *Place) string { return degrees(p.Lat) })},
	{"Longitude", placePart(func(p *Place) string { return degrees(p.Lon) })},
	{"GeoNames ID", placePart(func(p *Place) string { return p.Geonames })},
	{"Raw Placename", placePart(func(p *Place) string { return p.Text })},
	{"Feature Type", placePart(func(p *Place) string { return string(p.Resolution) })},
	{"Source", func(r *Row) string { return r.Outlet }},
	{"Publication Date", func(r *Row) string { return r.Published }},
	{"Story People", none},
	{"Story Organizations", none},
	{"Story Locations", none},
	{"Language", func(r *Row) string { return r.Lang }},
	{"Version", func(*Row) string { return "isnad schema " + strconv.Itoa(Schema) }},
}

func none(*Row) string            { return "" }
func countryOf(m *Mention) string { return string(m.Country) }
func sectorOf(m *Mention) string  { return string(m.Sector) }
func sectorsOf(m *Mention) string { return strings.Join(m.Sectors, ",") }
func textOf(m *Mention) string    { return m.Text }

// bestName is a name that English readers know, else the Arabic one.
func bestName(m *Mention) string {
	if m.NameEn != "" {
		return string(m.NameEn)
	}
	return string(m.Name)
}

func placePart(f func(*Place) string) func(*Row) string {
	return func(r *Row) string {
		if r.Place == nil {
			return ""
		}
		return f(r.Place)
	}
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return decimal(*x)
}

func quadName(q int) string {
	switch q {
	case 1:
		return "VERBAL COOPERATION"
	case 2:
		return "MATERIAL COOPERATION"
	case 3:
		return "VERBAL CONFLICT"
	case 4:
		return "MATERIAL CONFLICT"
	}
	return ""
}

type rowPolecat struct {
	tab
	cells []string
}

// NewRowPolecat writes POLECAT's table: tabs, one head, None for what is missing,
// lists joined by ";" in step.
func NewRowPolecat(w io.Writer) (RowWriter, error) {
	t := &rowPolecat{tab{w}, make([]string, len(polecat))}
	for i, c := range polecat {
		t.cells[i] = c.name
	}
	return t, t.line(t.cells)
}

func (t *rowPolecat) Write(r *Row) error {
	for i, c := range polecat {
		s := c.cell(r)
		if strings.Trim(s, ";, ") == "" { // a list of nothing is nothing
			s = "None"
		}
		t.cells[i] = s
	}
	return t.line(t.cells)
}

func (t *rowPolecat) Close() error { return nil }
