// Package export turns what was read out of a document into the records that
// leave the program, and writes them. Here bytes become code points, so that
// text[start:end] in Python or R is the quoted words.
package export

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// Schema is the number of the record's form. A new name or meaning of a field
// raises it; a further field does not.
const Schema = 1

// An Event is one coded event as it is written; fields stand in the order of
// docs/schema.md. Lists are never nil, so that they print as [].
type Event struct {
	Schema     int       `json:"schema"`
	ID         string    `json:"id"`
	Document   string    `json:"document"`
	Type       string    `json:"type"`
	Mode       []string  `json:"mode"`
	Context    []string  `json:"context"`
	Quad       int       `json:"quad"`
	Intensity  float64   `json:"intensity"`
	Cameo      string    `json:"cameo"`
	Aux        []string  `json:"aux"`
	Foreground bool      `json:"foreground"`
	Actor      []Mention `json:"actor"`
	Recipient  []Mention `json:"recipient"`
	Trigger    Span      `json:"trigger"`
	Mentions   []Span    `json:"mentions"`
	Claim      *Claim    `json:"claim"`
	Date       Date      `json:"date"`
	Place      *Place    `json:"place"`
	Size       Sizes     `json:"size"`
	Evidence   Span      `json:"evidence"`
	Confidence float64   `json:"confidence"`
	Rule       string    `json:"rule"`
	Happening  Optional  `json:"happening"`
	Story      Optional  `json:"story"`
}

// A Span is a quotation: code points of the document's text, from 0, half-open.
type Span struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// A Mention is a party as the text names it.
type Mention struct {
	Span
	Country    Optional `json:"country"`
	CountryVia Optional `json:"country_via"`
	Sector     Optional `json:"sector"`
	Sectors    []string `json:"sectors"`
	Name       Optional `json:"name"`
	NameEn     Optional `json:"name_en"`
	ID         Optional `json:"id"`
	Kind       Optional `json:"kind"`
	Via        Optional `json:"via"`
}

// A Claim tells whose word an event is.
type Claim struct {
	Speaker *Mention  `json:"speaker"`
	Verb    Span      `json:"verb"`
	Stance  string    `json:"stance"`
	Chain   []Mention `json:"chain"`
}

// A Date is when an event happened. Start, End and Text are there when the text
// itself gives the date.
type Date struct {
	Value       Optional `json:"value"`
	Granularity Optional `json:"granularity"`
	Basis       Optional `json:"basis"`
	Start       *int     `json:"start,omitempty"`
	End         *int     `json:"end,omitempty"`
	Text        string   `json:"text,omitempty"`
}

// A Place is where an event happened. Lat and Lon are degrees.
type Place struct {
	Name       string   `json:"name"`
	Country    Optional `json:"country"`
	Admin1     string   `json:"admin1,omitempty"`
	Lat        *float64 `json:"lat,omitempty"`
	Lon        *float64 `json:"lon,omitempty"`
	Geonames   string   `json:"geonames,omitempty"`
	Resolution Optional `json:"resolution"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Text       string   `json:"text"`
}

// Sizes are the counts told of an event; {} when none is.
type Sizes struct {
	Dead     *Size `json:"dead,omitempty"`
	Injured  *Size `json:"injured,omitempty"`
	Arrested *Size `json:"arrested,omitempty"`
	Crowd    *Size `json:"crowd,omitempty"`
}

// A Size is one count, as a range of numbers of people.
type Size struct {
	Min   int    `json:"min"`
	Max   int    `json:"max"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// A Document is the record of one input document.
type Document struct {
	Schema    int          `json:"schema"`
	ID        string       `json:"id"`
	URL       Optional     `json:"url"`
	Outlet    Optional     `json:"outlet"`
	Title     Optional     `json:"title"`
	Byline    Optional     `json:"byline"`
	Date      DocumentDate `json:"date"`
	Lang      Optional     `json:"lang"`
	Charset   Charset      `json:"charset"`
	Text      string       `json:"text"`
	Section   Optional     `json:"section"`
	Sentences []Extent     `json:"sentences"`
	Dropped   []Dropped    `json:"dropped"`
	Story     Optional     `json:"story"`
	Coder     Coder        `json:"coder"`
}

// A DocumentDate is the day of publication and how it is known.
type DocumentDate struct {
	Value Optional `json:"value"`
	Basis Optional `json:"basis"`
}

// A Charset is what was decided about the bytes of the input, and why.
type Charset struct {
	Value Optional `json:"value"`
	Why   Optional `json:"why"`
}

// An Extent is a span without its words.
type Extent struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Dropped is a part of the text that is not the article.
type Dropped struct {
	Extent
	Reason string `json:"reason"`
}

// A Coder tells which program and which lexicon made a record.
type Coder struct {
	Version string `json:"version"`
	Lexicon string `json:"lexicon"`
}

// An Optional is a string that prints as null when it is empty: in the records
// "unknown" is a value of its own.
type Optional string

// MarshalJSON prints plain strings by itself, since most are; the rest is left
// to encoding/json, without its escapes for HTML.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	if o.plain() {
		b := make([]byte, 0, len(o)+2)
		return append(append(append(b, '"'), o...), '"'), nil
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(string(o))
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), err
}

func (o Optional) plain() bool {
	for i := 0; i < len(o); i++ {
		if o[i] < ' ' || o[i] == '"' || o[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(string(o))
}
