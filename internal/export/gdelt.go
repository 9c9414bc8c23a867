package export

import (
	"hash/fnv"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The tables of GDELT 2.0 (event codebook of 2015-02-19): events have 61 columns,
// mentions 16; tabs, no head. docs/exports.md tells what each column holds here
// and which are empty because isnad does not measure them.

var gdeltEventColumns = strings.Fields(`GlobalEventID Day MonthYear Year FractionDate
	Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
	Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
	IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
	Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
	Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
	ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
	DATEADDED SOURCEURL`)

var gdeltMentionColumns = strings.Fields(`GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
	Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras`)

// gdeltID is the record's id as a number that GDELT's readers take: the first
// sixty bits of its sixteen digits.
func gdeltID(id string) string {
	if len(id) >= 15 {
		if n, err := strconv.ParseUint(id[:15], 16, 64); err == nil {
			return strconv.FormatUint(n, 10)
		}
	}
	h := fnv.New64a()
	io.WriteString(h, id)
	return strconv.FormatUint(h.Sum64()>>4, 10)
}

// compact is a date as YYYYMMDD; a month or year has its first day, as the
// codebook asks for.
func compact(date string) string {
	switch len(date) {
	case 4:
		date += "-01-01"
	case 7:
		date += "-01"
	}
	return strings.ReplaceAll(date, "-", "")
}

// fraction is the codebook's (month*30+day)/365 behind the year.
func fraction(day string) string {
	if len(day) != 8 {
		return ""
	}
	y, _ := strconv.Atoi(day[:4])
	m, _ := strconv.Atoi(day[4:6])
	d, _ := strconv.Atoi(day[6:])
	return strconv.FormatFloat(float64(y)+math.Min(float64(m*30+d)/365, 0.9999), 'f', 4, 64)
}

func second(day string) string {
	if day == "" {
		return ""
	}
	return day + "000000"
}

// gdeltActor are the ten columns of the first party.
func gdeltActor(ms []Mention) []string {
	out := make([]string, 10)
	if len(ms) == 0 {
		return out
	}
	m := &ms[0]
	var types []string
	for _, s := range m.Sectors {
		if s != "UNK" && s != string(m.Country) && len(types) < 3 {
			if s == "JRN" { // the older set calls the press MED
				s = "MED"
			}
			types = append(types, s)
		}
	}
	out[0] = string(m.Country) + strings.Join(types, "")
	out[1] = strings.ToUpper(bestName(m))
	if out[1] == "" {
		out[1] = m.Text
	}
	out[2] = string(m.Country)
	copy(out[7:], types)
	return out
}

// gdeltGeo are the eight columns of a place.
func gdeltGeo(p *Place) []string {
	out := make([]string, 8)
	if p == nil {
		out[0] = "0"
		return out
	}
	return []string{gdeltGeoType(p), p.Name, fips(p), "", "", degrees(p.Lat), degrees(p.Lon), p.Geonames}
}

// gdeltGeoType is 1 for a country, 5 and 2 for provinces and those of the USA, 4 and 3 for places.
func gdeltGeoType(p *Place) string {
	usa := p.Country == "USA"
	switch p.Resolution {
	case "country", "state":
		return "1"
	case "region", "province", "district":
		if usa {
			return "2"
		}
		return "5"
	}
	if usa {
		return "3"
	}
	return "4"
}

type rowGDELT struct {
	tab
	row func(r *Row) []string
}

// NewRowGDELTEvents writes the events table. head writes the names first, which
// GDELT's own files do not have.
func NewRowGDELTEvents(w io.Writer, head bool) (RowWriter, error) {
	t := &rowGDELT{tab{w}, gdeltEvent}
	if head {
		return t, t.line(gdeltEventColumns)
	}
	return t, nil
}

// NewRowGDELTMentions writes the mentions table.
func NewRowGDELTMentions(w io.Writer, head bool) (RowWriter, error) {
	t := &rowGDELT{tab{w}, gdeltMention}
	if head {
		return t, t.line(gdeltMentionColumns)
	}
	return t, nil
}

func (t *rowGDELT) Write(r *Row) error { return t.line(t.row(r)) }
func (t *rowGDELT) Close() error       { return nil }

func gdeltEvent(r *Row) []string {
	day := compact(string(r.Date.Value))
	month, year := "", ""
	if len(day) == 8 {
		month, year = day[:6], day[:4]
	}
	out := []string{gdeltID(r.ID), day, month, year, fraction(day)}
	out = append(out, gdeltActor(r.Actor)...)
	other := r.Recipient
	if len(other) == 0 && len(r.Actor) > 1 { // reciprocal: the parties are all actors
		other = r.Actor[1:]
	}
	out = append(out, gdeltActor(other)...)
	reports, outlets := max(r.Reports, 1), max(r.Outlets, 1)
	out = append(out, oneZero(r.Foreground), r.Cameo, r.Cameo, r.Cameo, strconv.Itoa(r.Quad), decimal(r.Intensity),
		strconv.Itoa(reports), strconv.Itoa(outlets), strconv.Itoa(reports), "")
	out = append(out, gdeltGeo(nil)...)
	out = append(out, gdeltGeo(nil)...)
	out = append(out, gdeltGeo(r.Place)...)
	return append(out, second(compact(r.Published)), sourceOf(r))
}

func sourceOf(r *Row) string {
	if r.URL != "" {
		return r.URL
	}
	return r.Document
}

func oneZero(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func offsetOf(ms []Mention) string {
	if len(ms) == 0 || ms[0].End <= ms[0].Start {
		return "-1"
	}
	return strconv.Itoa(ms[0].Start)
}

func gdeltMention(r *Row) []string {
	kind := "1" // web
	if r.URL == "" {
		kind = "2" // by citation alone
	}
	length := ""
	if r.Text != "" {
		length = strconv.Itoa(utf8.RuneCountInString(r.Text))
	}
	return []string{gdeltID(r.ID), second(compact(string(r.Date.Value))), second(compact(r.Published)), kind, r.Outlet, sourceOf(r), "",
		offsetOf(r.Actor), offsetOf(r.Recipient), strconv.Itoa(r.Trigger.Start), "1", strconv.Itoa(int(math.Round(r.Confidence*10)) * 10), length, "", "", ""}
}
