package export

import "io"

// A ploverRecord is the JSON record of the PLOVER manual. It has no field for
// whose word an event is.
type ploverRecord struct {
	ID         string         `json:"id"`
	Date       string         `json:"date"`
	EndDate    string         `json:"enddate,omitempty"`
	Actor      []ploverEntity `json:"actor"`
	Recipient  []ploverEntity `json:"recipient,omitempty"`
	Event      string         `json:"event"`
	Mode       []string       `json:"mode,omitempty"`
	Context    []string       `json:"context,omitempty"`
	Aux        []string       `json:"aux,omitempty"`
	Quad       int            `json:"quad_code"`
	Scale      float64        `json:"event_scale"`
	EventText  string         `json:"event_text"`
	EventPlace *ploverPlace   `json:"event_loc,omitempty"`
	Size       map[string]int `json:"size,omitempty"`
	Text       string         `json:"text"`
	TextInfo   ploverText     `json:"text_info"`
	Cite       ploverCite     `json:"cite_info"`
	Coder      string         `json:"coder"`
}

type ploverEntity struct {
	Code   string `json:"code,omitempty"`
	Sector string `json:"sector,omitempty"`
	Text   string `json:"entity_text"`
	Known  string `json:"identifier_text,omitempty"`
	ID     string `json:"identifier_id,omitempty"`
}

type ploverPlace struct {
	Name       string   `json:"name"`
	Country    string   `json:"country_code3,omitempty"`
	Admin1     string   `json:"admin1_name,omitempty"`
	Lat        *float64 `json:"lat,omitempty"`
	Lon        *float64 `json:"lon,omitempty"`
	ID         string   `json:"geonameid,omitempty"`
	Resolution string   `json:"resolution,omitempty"`
}

type ploverText struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type ploverCite struct {
	URL         string `json:"url,omitempty"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
	Date        string `json:"date,omitempty"`
	Citation    string `json:"citation"`
	Codebook    string `json:"codebook"`
}

type rowPlover struct{ w io.Writer }

// NewRowPlover writes the manual's record as JSON Lines.
func NewRowPlover(w io.Writer) RowWriter { return rowPlover{w} }

func (p rowPlover) Write(r *Row) error {
	out := ploverRecord{
		ID: r.ID, Date: string(r.Date.Value), Actor: ploverEntities(r.Actor), Recipient: ploverEntities(r.Recipient), Event: r.Type, Mode: r.Mode, Context: r.Context, Aux: r.Aux,
		Quad: r.Quad, Scale: r.Intensity, EventText: r.Trigger.Text, Text: r.Evidence.Text, TextInfo: ploverText{r.Evidence.Start, r.Evidence.End},
		Cite: ploverCite{r.URL, r.Title, r.Lang, r.Outlet, r.Published, r.Document, "PLOVER 2"}, Coder: "isnad",
	}
	if x := r.Place; x != nil {
		out.EventPlace = &ploverPlace{x.Name, string(x.Country), x.Admin1, x.Lat, x.Lon, x.Geonames, string(x.Resolution)}
	}
	for kind, s := range map[string]*Size{"dead": r.Size.Dead, "injured": r.Size.Injured, "arrested": r.Size.Arrested} { // encoding/json sorts them
		if s != nil {
			if out.Size == nil {
				out.Size = map[string]int{}
			}
			out.Size[kind] = s.Min
		}
	}
	b, err := encode(out)
	if err != nil {
		return err
	}
	_, err = p.w.Write(append(b, '\n'))
	return err
}

func (rowPlover) Close() error { return nil }

func ploverEntities(ms []Mention) []ploverEntity {
	out := make([]ploverEntity, len(ms))
	for i := range ms {
		m := &ms[i]
		out[i] = ploverEntity{string(m.Country), string(m.Sector), m.Text, bestName(m), string(m.ID)}
	}
	return out
}
