// What stands on a page as files: its table as CSV, its picture as SVG.

package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/isnad/isnad/internal/export"
)

// A tabular shows a table: its head and its rows, with codes and days as the API has
// them, whatever the language and the settings of the page.
type tabular interface{ table() [][]string }

// tableFile answers with the table of a page.
func (s *Server) tableFile(w http.ResponseWriter, status int, v *view) {
	t, ok := v.Data.(tabular)
	if !ok {
		s.fail(w, v.r, problem(http.StatusNotFound, "this page shows no table", "the files at its foot have the rows"))
		return
	}
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.WriteAll(t.table()) // into memory
	s.file(w, status, v, "text/csv; charset=utf-8", "csv", b.Bytes())
}

func (s *Server) file(w http.ResponseWriter, status int, v *view, mime, suffix string, b []byte) {
	w.Header().Set("Content-Type", mime)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="isnad-%s.%s"`, v.Page, suffix))
	w.WriteHeader(status)
	w.Write(b)
}

// pictureStyle is of a picture outside a page, which has no style sheet: on paper.
const pictureStyle = `svg{background:#fff;font:12px "Noto Naskh Arabic","Noto Sans",sans-serif}text{fill:#1b1f22}.col,.hollow{fill:none}.hatch,.grid{stroke:#d5d9d6}text.grid{stroke:none;fill:#555f66;font-size:10px}.axis{stroke:#555f66}` +
	`.k1,.head.e1,.k{fill:#1f6f8b}.k2,.head.e2{fill:#2e7d32}.k3,.head.e3{fill:#a85b00}.k4,.head.e4{fill:#b3261e}.kc0{fill:#1f6f8b}.kc1{fill:#a85b00}.kc2{fill:#2e7d32}.kc3{fill:#b3261e}.kc4{fill:#6a51a3}.kc5{fill:#8c6d31}.kc6{fill:#637939}.kc7{fill:#737373}` +
	`.edge{fill:none;opacity:.75}.e1{stroke:#1f6f8b;stroke-dasharray:7 4}.e2{stroke:#2e7d32}.e3{stroke:#a85b00;stroke-dasharray:2 4}.e4{stroke:#b3261e}.head{stroke:none}.spot{fill:#b3261e;fill-opacity:.45;stroke:#b3261e}.land{fill:#eef0ec;stroke:#b9c0ba}`

var svgHead = regexp.MustCompile(`^<svg[^>]*>`)

// pictureFile answers with the picture of a page: what the template draws, with a
// style of its own.
func (s *Server) pictureFile(w http.ResponseWriter, status int, v *view) {
	var b bytes.Buffer
	if err := s.pages.byName[v.Page].ExecuteTemplate(&b, "content", v); err != nil {
		s.Log.Error("render", "page", v.Page, "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	page := b.String()
	from := strings.Index(page, `<svg role="img"`)
	to := strings.Index(page, "</svg>\n<figcaption")
	if from < 0 || to < from {
		s.fail(w, v.r, problem(http.StatusNotFound, "there is nothing to draw", "the page says why"))
		return
	}
	picture := page[from : to+len("</svg>")]
	head := svgHead.FindString(picture)
	open := strings.TrimSuffix(head, ">") + ` xmlns="http://www.w3.org/2000/svg" xml:lang="` + v.Lang + `" direction="` + v.Dir + `"><style>` + pictureStyle + `</style>`
	s.file(w, status, v, "image/svg+xml", "svg", []byte(open+picture[len(head):]))
}

func (d *timelineData) table() [][]string {
	out := [][]string{append([]string{"time", "collected", "all"}, d.Bars.Keys...)}
	for i := range d.Bars.Columns {
		c := &d.Bars.Columns[i]
		row := []string{c.Time, strconv.FormatBool(c.Collected), strconv.Itoa(c.Total)}
		for _, k := range d.Bars.Keys {
			row = append(row, strconv.Itoa(c.Of(k)))
		}
		out = append(out, row)
	}
	return out
}

func (d *networkData) table() [][]string {
	out := [][]string{{"actor", "recipient", "happenings", "reports", "quad1", "quad2", "quad3", "quad4"}}
	for i := range d.Pairs {
		p := &d.Pairs[i]
		row := []string{p.Actor, p.Recipient, strconv.Itoa(p.Happenings), strconv.Itoa(p.Reports)}
		for _, q := range p.Quads {
			row = append(row, strconv.Itoa(q))
		}
		out = append(out, row)
	}
	return out
}

func (d *mapData) table() [][]string {
	out := [][]string{{"place", "country", "admin1", "latitude", "longitude", "happenings", "reports", "dead_min", "dead_max"}}
	for i := range d.Spots {
		p := &d.Spots[i]
		row := []string{p.Name, p.Country, p.Admin1, "", "", strconv.Itoa(p.Happenings), strconv.Itoa(p.Reports), "", ""}
		if p.OnMap() {
			row[3], row[4] = strconv.FormatFloat(*p.Lat, 'f', -1, 64), strconv.FormatFloat(*p.Lon, 'f', -1, 64)
		}
		if p.Dead != nil {
			row[7], row[8] = strconv.Itoa(p.Dead[0]), strconv.Itoa(p.Dead[1])
		}
		out = append(out, row)
	}
	return out
}

func (d *storyData) table() [][]string {
	out := [][]string{{"occurrence", "type", "outlet", "published", "document", "event", "word", "actor", "actor_country", "recipient", "recipient_country", "dead_min", "dead_max", "speaker", "stance", "aux", "sentence"}}
	for i := range d.Told {
		for _, r := range d.Told[i].Rows {
			row := []string{strconv.Itoa(i + 1), r.Type, r.Source.Outlet, r.Source.Published, r.Document, r.ID, r.Trigger.Text, texts(r.Actor), countries(r.Actor), texts(r.Recipient), countries(r.Recipient), "", "", "", "", strings.Join(r.Aux, ";"), r.Evidence.Text}
			if d := r.Size.Dead; d != nil {
				row[11], row[12] = strconv.Itoa(d.Min), strconv.Itoa(d.Max)
			}
			if c := r.Claim; c != nil {
				if row[14] = c.Stance; c.Speaker != nil {
					row[13] = c.Speaker.Text
				}
			}
			out = append(out, row)
		}
	}
	return out
}

func texts(ms []export.Mention) string {
	var out []string
	for i := range ms {
		out = append(out, ms[i].Text)
	}
	return strings.Join(out, ";")
}

func (d *entitiesData) table() [][]string {
	out := [][]string{{"id", "name", "name_en", "kind", "country", "mentions"}}
	for i := range d.Entities {
		e := &d.Entities[i]
		out = append(out, []string{e.ID, e.Name, e.NameEn, e.Kind, e.Country, strconv.Itoa(e.Reports)})
	}
	return out
}

func (d *entityData) table() [][]string {
	out := [][]string{{"role", "country", "sector", "from", "to"}}
	for _, r := range d.Roles {
		out = append(out, []string{r.Role, r.Country, r.Sector, r.From, r.To})
	}
	return out
}

func (d *namesData) table() [][]string {
	out := [][]string{{"outlet", "month", "name", "mentions", "of"}}
	for _, r := range d.Rows {
		for _, c := range r.Cells {
			for _, n := range c.Names {
				out = append(out, []string{r.Outlet, c.Month, n.Text, strconv.Itoa(n.Count), strconv.Itoa(c.Total)})
			}
		}
	}
	return out
}

func (d *outletsData) table() [][]string {
	out := [][]string{{"outlet", "first", "last", "documents", "with_events", "reports", "gaps"}}
	for i := range d.Outlets {
		o := &d.Outlets[i]
		var gaps []string
		for _, g := range o.Gaps {
			gaps = append(gaps, g.From+".."+g.To)
		}
		out = append(out, []string{o.Name, o.First, o.Last, strconv.Itoa(o.Documents), strconv.Itoa(o.Coded), strconv.Itoa(o.Reports), strings.Join(gaps, ";")})
	}
	return out
}
