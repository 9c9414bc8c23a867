package export

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
)

var gkgColumns = strings.Fields(`GKGRECORDID V2.1DATE V2SOURCECOLLECTIONIDENTIFIER V2SOURCECOMMONNAME V2DOCUMENTIDENTIFIER V1COUNTS V2.1COUNTS V1THEMES V2ENHANCEDTHEMES
	V1LOCATIONS V2ENHANCEDLOCATIONS V1PERSONS V2ENHANCEDPERSONS V1ORGANIZATIONS V2ENHANCEDORGANIZATIONS V1.5TONE V2.1ENHANCEDDATES V2GCAM V2.1SHARINGIMAGE
	V2.1RELATEDIMAGES V2.1SOCIALIMAGEEMBEDS V2.1SOCIALVIDEOEMBEDS V2.1QUOTATIONS V2.1ALLNAMES V2.1AMOUNTS V2.1TRANSLATIONINFO V2EXTRASXML`)

// maxGKG bounds the documents that wait for their last event.
const maxGKG = 500_000

// rowGKG gathers what the events of a document name: the table has one line a
// document, and rows come by day.
type rowGKG struct {
	tab
	documents map[string]*gkg
}

type gkg struct {
	published, outlet, source string
	web                       bool
	counts, locations         map[string]int // value: offset of the first
	persons, organisations    map[string]int
	amounts                   map[string]int
}

// NewRowGKG writes the GKG 2.1 table: of each document what its events name.
func NewRowGKG(w io.Writer, head bool) (RowWriter, error) {
	t := &rowGKG{tab{w}, map[string]*gkg{}}
	if head {
		return t, t.line(gkgColumns)
	}
	return t, nil
}

func (t *rowGKG) Write(r *Row) error {
	g := t.documents[r.Document]
	if g == nil {
		if len(t.documents) == maxGKG {
			return fmt.Errorf("the GKG table gathers at most %d documents: %w", maxGKG, errors.New("narrow the query by date and write several files"))
		}
		g = &gkg{r.Published, r.Outlet, sourceOf(r), r.URL != "", map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
		t.documents[r.Document] = g
	}
	place := ""
	if p := r.Place; p != nil {
		place = hashed(gdeltGeoType(p), p.Name, fips(p), "", degrees(p.Lat), degrees(p.Lon), p.Geonames)
		first(g.locations, place, p.Start)
	} else {
		place = hashed("0", "", "", "", "", "", "")
	}
	for _, c := range []struct {
		kind, object string
		size         *Size
	}{{"KILL", "people", r.Size.Dead}, {"WOUND", "people", r.Size.Injured}, {"ARREST", "people", r.Size.Arrested}} {
		if c.size != nil {
			first(g.counts, hashed(c.kind, strconv.Itoa(c.size.Min), c.object)+"#"+place, c.size.Start)
			first(g.amounts, strconv.Itoa(c.size.Min)+","+commas.Replace(c.size.Text), c.size.Start)
		}
	}
	all := append(append([]Mention{}, r.Actor...), r.Recipient...)
	if r.Claim != nil {
		all = append(all, r.Claim.Chain...)
	}
	for i := range all {
		m := &all[i]
		if m.Name == "" {
			continue
		}
		switch m.Kind {
		case "person":
			first(g.persons, commas.Replace(bestName(m)), m.Start)
		case "organisation", "group":
			first(g.organisations, commas.Replace(bestName(m)), m.Start)
		}
	}
	return nil
}

var commas = strings.NewReplacer(",", " ", ";", " ", "#", " ")

func hashed(parts ...string) string {
	for i := range parts {
		parts[i] = commas.Replace(parts[i])
	}
	return strings.Join(parts, "#")
}

func first(m map[string]int, key string, at int) {
	if old, ok := m[key]; !ok || at < old {
		m[key] = at
	}
}

// Close writes the documents by day of publication and id.
func (t *rowGKG) Close() error {
	ids := make([]string, 0, len(t.documents))
	for id := range t.documents {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, k int) bool {
		a, b := t.documents[ids[i]].published, t.documents[ids[k]].published
		return a < b || a == b && ids[i] < ids[k]
	})
	for i, id := range ids {
		g := t.documents[id]
		day := compact(g.published)
		if day == "" {
			day = "00000000"
		}
		kind := "2"
		if g.web {
			kind = "1"
		}
		if err := t.line([]string{second(day) + "-" + strconv.Itoa(i+1), second(day), kind, g.outlet, g.source,
			listed(g.counts, ";", ""), listed(g.counts, ";", "#"), "", "", listed(g.locations, ";", ""), enhanced(g.locations),
			listed(g.persons, ";", ""), listed(g.persons, ";", ","), listed(g.organisations, ";", ""), listed(g.organisations, ";", ","),
			"", "", "", "", "", "", "", "", names(g), listed(g.amounts, ";", ","), "", ""}); err != nil {
			return err
		}
	}
	return nil
}

func names(g *gkg) string {
	all := map[string]int{}
	for _, m := range []map[string]int{g.persons, g.organisations} {
		for k, at := range m {
			first(all, k, at)
		}
	}
	return listed(all, ";", ",")
}

// listed joins the keys in the order of the text; with what is not "" their
// offset stands behind it.
func listed(m map[string]int, by, offset string) string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, k int) bool {
		return m[keys[i]] < m[keys[k]] || m[keys[i]] == m[keys[k]] && keys[i] < keys[k]
	})
	if offset != "" {
		for i, k := range keys {
			keys[i] = k + offset + strconv.Itoa(m[k])
		}
	}
	return strings.Join(keys, by)
}

// enhanced puts the second administrative level, which is empty, and the offset into locations.
func enhanced(m map[string]int) string {
	out := map[string]int{}
	for k, at := range m {
		parts := strings.Split(k, "#")
		parts = append(parts[:4], append([]string{""}, parts[4:]...)...)
		out[strings.Join(parts, "#")] = at
	}
	return listed(out, ";", "#")
}
