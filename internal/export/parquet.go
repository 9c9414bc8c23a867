package export

import (
	"io"

	"github.com/parquet-go/parquet-go"
)

// parquetRows is how many rows a row group has: it bounds the memory of a writer.
const parquetRows = 64 << 10

// A parquetRow is the record as a table of lists: the parties are lists of
// structures, and what is unknown is null.
type parquetRow struct {
	Schema      int32          `parquet:"schema"`
	ID          string         `parquet:"id"`
	Document    string         `parquet:"document"`
	Type        string         `parquet:"type,dict"`
	Mode        []string       `parquet:"mode,list"`
	Context     []string       `parquet:"context,list"`
	Quad        int32          `parquet:"quad"`
	Intensity   float64        `parquet:"intensity"`
	Cameo       string         `parquet:"cameo,dict"`
	Aux         []string       `parquet:"aux,list"`
	Foreground  bool           `parquet:"foreground"`
	Actor       []parquetParty `parquet:"actor,list"`
	Recipient   []parquetParty `parquet:"recipient,list"`
	Trigger     string         `parquet:"trigger"`
	TriggerFrom int32          `parquet:"trigger_start"`
	TriggerTo   int32          `parquet:"trigger_end"`
	Speaker     *parquetParty  `parquet:"speaker,optional"`
	ClaimVerb   *string        `parquet:"claim_verb,optional"`
	Stance      *string        `parquet:"stance,optional,dict"`
	Chain       []parquetParty `parquet:"chain,list"`
	Date        *string        `parquet:"date,optional"`
	DateGrain   *string        `parquet:"date_granularity,optional,dict"`
	DateBasis   *string        `parquet:"date_basis,optional,dict"`
	Place       *string        `parquet:"place,optional"`
	PlaceState  *string        `parquet:"place_country,optional,dict"`
	PlaceAdmin1 *string        `parquet:"place_admin1,optional"`
	Lat         *float64       `parquet:"place_lat,optional"`
	Lon         *float64       `parquet:"place_lon,optional"`
	PlaceKind   *string        `parquet:"place_resolution,optional,dict"`
	DeadMin     *int64         `parquet:"dead_min,optional"`
	DeadMax     *int64         `parquet:"dead_max,optional"`
	InjuredMin  *int64         `parquet:"injured_min,optional"`
	InjuredMax  *int64         `parquet:"injured_max,optional"`
	ArrestedMin *int64         `parquet:"arrested_min,optional"`
	ArrestedMax *int64         `parquet:"arrested_max,optional"`
	CrowdMin    *int64         `parquet:"crowd_min,optional"`
	CrowdMax    *int64         `parquet:"crowd_max,optional"`
	Evidence    string         `parquet:"evidence"`
	EvidFrom    int32          `parquet:"evidence_start"`
	EvidTo      int32          `parquet:"evidence_end"`
	Confidence  float64        `parquet:"confidence"`
	Rule        string         `parquet:"rule,dict"`
	Happening   *string        `parquet:"happening,optional"`
	Story       *string        `parquet:"story,optional"`
	URL         *string        `parquet:"url,optional"`
	Outlet      *string        `parquet:"outlet,optional,dict"`
	Title       *string        `parquet:"title,optional"`
	Published   *string        `parquet:"published,optional"`
	Lang        *string        `parquet:"lang,optional,dict"`
	Group       string         `parquet:"group,dict"`
	Reports     *int64         `parquet:"reports,optional"`
	Outlets     *int64         `parquet:"outlets,optional"`
	Supersedes  *string        `parquet:"supersedes,optional"`
}

type parquetParty struct {
	Text    string   `parquet:"text"`
	Start   int32    `parquet:"start"`
	End     int32    `parquet:"end"`
	Country *string  `parquet:"country,optional,dict"`
	Via     *string  `parquet:"country_via,optional,dict"`
	Sectors []string `parquet:"sectors,list"`
	Name    *string  `parquet:"name,optional"`
	NameEn  *string  `parquet:"name_en,optional"`
	ID      *string  `parquet:"id,optional"`
	Kind    *string  `parquet:"kind,optional,dict"`
}

type rowParquet struct {
	w *parquet.GenericWriter[parquetRow]
	n int
}

// NewRowParquet writes a Parquet file, compressed with zstd.
func NewRowParquet(w io.Writer) RowWriter {
	return &rowParquet{w: parquet.NewGenericWriter[parquetRow](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("isnad", "", ""))}
}

func (p *rowParquet) Write(r *Row) error {
	if _, err := p.w.Write([]parquetRow{parquetOf(r)}); err != nil {
		return err
	}
	if p.n++; p.n%parquetRows == 0 {
		return p.w.Flush()
	}
	return nil
}

func (p *rowParquet) Close() error { return p.w.Close() }

func optional[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

func counts(s *Size) (low, high *int64) {
	if s == nil {
		return nil, nil
	}
	a, b := int64(s.Min), int64(s.Max)
	return &a, &b
}

func parquetParties(ms []Mention) []parquetParty {
	out := make([]parquetParty, len(ms))
	for i := range ms {
		m := &ms[i]
		out[i] = parquetParty{m.Text, int32(m.Start), int32(m.End), optional(m.Country), optional(m.CountryVia), m.Sectors,
			optional(m.Name), optional(m.NameEn), optional(m.ID), optional(m.Kind)}
	}
	return out
}

func parquetOf(r *Row) parquetRow {
	e := &r.Event
	out := parquetRow{
		Schema: int32(e.Schema), ID: e.ID, Document: e.Document, Type: e.Type, Mode: e.Mode, Context: e.Context, Quad: int32(e.Quad),
		Intensity: e.Intensity, Cameo: e.Cameo, Aux: e.Aux, Foreground: e.Foreground, Actor: parquetParties(e.Actor), Recipient: parquetParties(e.Recipient),
		Trigger: e.Trigger.Text, TriggerFrom: int32(e.Trigger.Start), TriggerTo: int32(e.Trigger.End),
		Date: optional(e.Date.Value), DateGrain: optional(e.Date.Granularity), DateBasis: optional(e.Date.Basis),
		Evidence: e.Evidence.Text, EvidFrom: int32(e.Evidence.Start), EvidTo: int32(e.Evidence.End), Confidence: e.Confidence, Rule: e.Rule,
		Happening: optional(e.Happening), Story: optional(e.Story), URL: optional(r.URL), Outlet: optional(r.Outlet), Title: optional(r.Title),
		Published: optional(r.Published), Lang: optional(r.Lang), Group: r.group(), Supersedes: optional(r.Supersedes),
	}
	if c := e.Claim; c != nil {
		out.ClaimVerb, out.Stance, out.Chain = optional(c.Verb.Text), optional(c.Stance), parquetParties(c.Chain)
		if c.Speaker != nil {
			out.Speaker = &parquetParties([]Mention{*c.Speaker})[0]
		}
	}
	if p := e.Place; p != nil {
		out.Place, out.PlaceState, out.PlaceAdmin1, out.Lat, out.Lon, out.PlaceKind = optional(p.Name), optional(p.Country), optional(p.Admin1), p.Lat, p.Lon, optional(p.Resolution)
	}
	out.DeadMin, out.DeadMax = counts(e.Size.Dead)
	out.InjuredMin, out.InjuredMax = counts(e.Size.Injured)
	out.ArrestedMin, out.ArrestedMax = counts(e.Size.Arrested)
	out.CrowdMin, out.CrowdMax = counts(e.Size.Crowd)
	if r.Reports > 0 {
		a, b := int64(r.Reports), int64(r.Outlets)
		out.Reports, out.Outlets = &a, &b
	}
	return out
}
