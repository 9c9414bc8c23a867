package export

import "io"

// jsonList writes a JSON object that ends in a list, one item a line.
type jsonList struct {
	w     io.Writer
	begun bool
	head  string // up to the list's bracket
	item  func(r *Row) (any, error)
}

func (l *jsonList) Write(r *Row) error {
	v, err := l.item(r)
	if err != nil {
		return err
	}
	b, err := encode(v)
	if err != nil {
		return err
	}
	sep := ",\n"
	if !l.begun {
		l.begun, sep = true, l.head
	}
	_, err = io.WriteString(l.w, sep+string(b))
	return err
}

func (l *jsonList) Close() error {
	end := "\n]}\n"
	if !l.begun {
		end = l.head + "]}\n"
	}
	_, err := io.WriteString(l.w, end)
	return err
}

type feature struct {
	Type       string    `json:"type"`
	ID         string    `json:"id"`
	Geometry   *geometry `json:"geometry"`
	Properties any       `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude first
}

type properties struct {
	Document   string    `json:"document"`
	Type       string    `json:"event_type"`
	Mode       []string  `json:"mode"`
	Quad       int       `json:"quad"`
	Aux        []string  `json:"aux"`
	Date       Optional  `json:"date"`
	Actor      []Mention `json:"actor"`
	Recipient  []Mention `json:"recipient"`
	Place      Optional  `json:"place"`
	Country    Optional  `json:"country"`
	Admin1     Optional  `json:"admin1"`
	Resolution Optional  `json:"resolution"`
	Size       Sizes     `json:"size"`
	Evidence   string    `json:"evidence"`
	Confidence float64   `json:"confidence"`
	Beside     beside    `json:"source"`
}

// NewRowGeoJSON writes a FeatureCollection. An event without coordinates is there
// with the geometry null: a map that leaves it out silently tells a lie.
func NewRowGeoJSON(w io.Writer) RowWriter {
	return &jsonList{w: w, head: `{"type":"FeatureCollection","features":[` + "\n", item: func(r *Row) (any, error) {
		f := feature{Type: "Feature", ID: r.ID}
		p := properties{
			Document: r.Document, Type: r.Type, Mode: list(r.Mode), Quad: r.Quad, Aux: list(r.Aux), Date: r.Date.Value, Actor: r.Actor, Recipient: r.Recipient,
			Size: r.Size, Evidence: r.Evidence.Text, Confidence: r.Confidence, Beside: r.beside(),
		}
		if x := r.Place; x != nil {
			p.Place, p.Country, p.Admin1, p.Resolution = Optional(x.Name), x.Country, Optional(x.Admin1), x.Resolution
			if x.Lat != nil && x.Lon != nil {
				f.Geometry = &geometry{"Point", [2]float64{*x.Lon, *x.Lat}}
			}
		}
		f.Properties = p
		return f, nil
	}}
}

// quoteContext is how many code points before and behind a quotation help to find it again.
const quoteContext = 32

type annotation struct {
	Context    string   `json:"@context,omitempty"`
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Motivation string   `json:"motivation"`
	Generator  string   `json:"generator,omitempty"`
	Body       []tagged `json:"body"`
	Target     target   `json:"target"`
}

type tagged struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Value   string `json:"value"`
}

type target struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

type selector struct {
	Type   string  `json:"type"`
	Exact  *string `json:"exact,omitempty"`
	Prefix *string `json:"prefix,omitempty"`
	Suffix *string `json:"suffix,omitempty"`
	Start  *int    `json:"start,omitempty"`
	End    *int    `json:"end,omitempty"`
}

// NewRowWebAnnotations writes an AnnotationPage of the W3C model: each event
// annotates its sentence, found by its words and by its place.
func NewRowWebAnnotations(w io.Writer) RowWriter {
	return &jsonList{w: w, head: `{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:isnad:annotations","type":"AnnotationPage","items":[` + "\n", item: func(r *Row) (any, error) {
		return annotationOf(r), nil
	}}
}

func annotationOf(r *Row) annotation {
	a := annotation{ID: "urn:isnad:event:" + r.ID, Type: "Annotation", Motivation: "tagging", Target: target{Source: sourceOf(r)}}
	tag := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				a.Body = append(a.Body, tagged{"TextualBody", "tagging", name + ":" + v})
			}
		}
	}
	tag("type", r.Type)
	tag("mode", r.Mode...)
	tag("aux", r.Aux...)
	for i := range r.Actor {
		tag("actor", partyCode(&r.Actor[i]))
	}
	for i := range r.Recipient {
		tag("recipient", partyCode(&r.Recipient[i]))
	}
	start, end, exact := r.Evidence.Start, r.Evidence.End, r.Evidence.Text
	quote := selector{Type: "TextQuoteSelector", Exact: &exact}
	if text := []rune(r.Text); end <= len(text) && start <= end && start >= 0 {
		before, behind := string(text[max(0, start-quoteContext):start]), string(text[end:min(len(text), end+quoteContext)])
		quote.Prefix, quote.Suffix = &before, &behind
	}
	a.Target.Selector = []selector{quote, {Type: "TextPositionSelector", Start: &start, End: &end}}
	return a
}

// partyCode names a party as the query language does.
func partyCode(m *Mention) string {
	switch {
	case m.Country != "" && m.Sector != "":
		return string(m.Country + "-" + m.Sector)
	case m.Country != "":
		return string(m.Country)
	case m.ID != "":
		return string(m.ID)
	case m.Sector != "":
		return "*-" + string(m.Sector)
	}
	return ""
}
