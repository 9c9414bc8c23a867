package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/isnad/isnad/internal/query"
)

// Methods that only put together what templates need.

type withList struct {
	V    *view
	List any
}

// With hands a list to a part, with the view.
func (v *view) With(list any) withList { return withList{v, list} }

type withEvent struct {
	V *view
	E *eventLine
}

// Line hands an event to its part.
func (v *view) Line(e any) withEvent {
	switch x := e.(type) {
	case eventLine:
		return withEvent{v, &x}
	case *eventLine:
		return withEvent{v, x}
	}
	return withEvent{v, nil}
}

type withBars struct {
	V *view
	B *bars
}

// Bars hands a picture to its part.
func (v *view) Bars(b *bars) withBars { return withBars{v, b} }

type withNext struct {
	V *view
	N string
}

// More hands a cursor to its part.
func (v *view) More(next string) withNext { return withNext{v, next} }

type quadWord struct {
	N    int
	Text string
}

// Quad is a quad as sign and word: colour alone would not tell it.
func (v *view) Quad(n int) quadWord { return quadWord{n, v.Code("quad", fmt.Sprint(n))} }

// QuadOf is a quad by its key in a count.
func (v *view) QuadOf(key string) quadWord {
	n, _ := strconv.Atoi(key) // the store counts 1 to 4
	return v.Quad(n)
}

// Arrow points from actor to recipient in the direction of the page.
func (v *view) Arrow() string {
	if v.Dir == "rtl" {
		return "←"
	}
	return "→"
}

// Anchor turns the ends of labels round on a page from right to left, where SVG
// counts from the other side.
func (v *view) Anchor(a string) string {
	if v.Dir == "rtl" {
		switch a {
		case "start":
			return "end"
		case "end":
			return "start"
		}
	}
	return a
}

// Below is the line under a spot of a map.
func (v *view) Below(y, r float64) float64 { return round1(y + r + 13) }

// List and Ints are lists for templates to go through.
func (v *view) List(xs ...string) []string { return xs }

// Ints is a list of numbers.
func (v *view) Ints(xs ...int) []int { return xs }

// Types are PLOVER's.
func (v *view) Types() []string { return query.Fields["type"].Values }

// Here is the address of this page.
func (v *view) Here() string { return v.r.URL.RequestURI() }

// OtherLang is the language that this page is not in.
func (v *view) OtherLang() string {
	if v.Lang == "ar" {
		return "en"
	}
	return "ar"
}

type navItem struct {
	Link, Text string
	Current    bool
}

// take lets the reader take the rows that a page without a filter shows.
func (v *view) take(n query.Node) {
	v.Query, v.Takes = query.Query{Where: n, Group: query.Report}, true
}

// Table and Picture are what stands on this page as files.
func (v *view) Table() string { return v.beside("table.csv") }

// Picture is the picture of this page as a file.
func (v *view) Picture() string { return v.beside("picture.svg") }

func (v *view) beside(name string) string {
	out := v.r.URL.EscapedPath() + "/" + name
	if v.r.URL.RawQuery != "" {
		out += "?" + v.r.URL.RawQuery
	}
	return out
}

// SameCall is the call of the API that answers as this page does, "" when there is none.
func (v *view) SameCall() string {
	parts := strings.SplitN(strings.Trim(v.r.URL.EscapedPath(), "/"), "/", 4)
	query := ""
	if v.r.URL.RawQuery != "" {
		query = "?" + v.r.URL.RawQuery
	}
	one := map[string]string{"event": "events", "document": "documents", "entity": "entities"}
	switch {
	case len(parts) == 2 && callOf[parts[1]] != "":
		return prefix + "/" + callOf[parts[1]] + query
	case len(parts) == 3 && one[parts[1]] != "":
		return prefix + "/" + one[parts[1]] + "/" + parts[2]
	}
	return ""
}

// CanKeep tells whether the box may keep a text.
func (v *view) CanKeep() bool { return v.s.Keep != nil && !v.s.Public }

// Part tells what painted words are in an event: colour and line alone would not.
func (v *view) Part(roles []string) string {
	var out []string
	for _, r := range roles {
		if key := "paint." + r; v.Has(key) {
			out = append(out, v.T(key))
		}
	}
	return strings.Join(out, v.T("list.comma"))
}

// Spelling is the same search as it is spelled, or in every spelling, when it has words.
func (v *view) Spelling() *navItem {
	q := v.Query
	q.Where = nil
	words, exact := false, true
	for _, n := range conjuncts(v.Query.Where) {
		if t, ok := n.(query.Text); ok {
			words, exact = true, exact && t.Exact
		}
	}
	if !words {
		return nil
	}
	for _, n := range conjuncts(v.Query.Where) {
		if t, ok := n.(query.Text); ok {
			t.Exact = !exact
			n = t
		}
		q = q.With(n)
	}
	return &navItem{Link: v.link(v.Page, q), Text: v.T(map[bool]string{true: "spelling.any", false: "spelling.exact"}[exact])}
}

// Nav are the pages of the bar. Those that take a filter keep it.
func (v *view) Nav() []navItem {
	var out []navItem
	for _, p := range []string{"events", "documents", "stories", "timeline", "network", "map", "entities", "outlets", "check", "code"} {
		if p == "code" && v.s.Code == nil {
			continue
		}
		n := navItem{v.URL(p), v.T("nav." + p), v.Page == p}
		if v.Filters && !slices.Contains([]string{"entities", "outlets", "code"}, p) {
			n.Link = v.To(p)
		}
		out = append(out, n)
	}
	return out
}

type setting struct {
	Label  string
	Values []navItem
}

// Settings are what changes how a page looks.
func (v *view) Settings() []setting {
	var out []setting
	for _, x := range viewParams {
		if x.name == "cal" && v.s.Hijri == nil {
			continue
		}
		s := setting{Label: v.T("set." + x.name)}
		for _, value := range x.values {
			s.Values = append(s.Values, navItem{v.Setting(x.name, value), v.T("set." + x.name + "." + value), v.Set(x.name) == value})
		}
		out = append(out, s)
	}
	return out
}

// ExcelFile is the table with the byte order mark that Excel needs.
func (v *view) ExcelFile() string {
	f := v.File("csv")
	if strings.Contains(f, "?") {
		return f + "&bom=1"
	}
	return f + "?bom=1"
}

// Without is this page without one part of its filter.
func (v *view) Without(at int) string { return v.link(v.Page, without(v.Query, at)) }

// IsReport tells whether rows are reports.
func (v *view) IsReport() bool { return v.Query.Group == query.Report }

// Grouped is this page with rows of another kind.
func (v *view) Grouped(by string) string {
	q := v.Query
	q.Group = query.Happening
	if by == "report" {
		q.Group = query.Report
	}
	return v.link(v.Page, q)
}

// SampleLink is the page that checks a hundred of these rows.
func (v *view) SampleLink() string {
	q := v.Query
	q.Sample, q.Seed = 100, 7
	return v.link("check", q)
}

// Unsampled is the filter without its sample.
func (v *view) Unsampled() string {
	q := v.Query
	q.Sample, q.Seed = 0, 0
	return q.String()
}

// Painted is a document with the words of the filter marked.
func (v *view) Painted(id string) string {
	values := url.Values{}
	var words query.Query
	for _, n := range conjuncts(v.Query.Where) {
		if t, ok := n.(query.Text); ok {
			words = words.With(t)
		}
	}
	if words.Where != nil {
		values.Set("q", words.String())
	}
	return v.address([]string{"document", id}, values)
}

// DocAPI, EventAPI and NamesAPI are the calls of the API that a page shows.
func (v *view) DocAPI(id string) string { return prefix + "/documents/" + url.PathEscape(id) }

// EventAPI is the call for one event.
func (v *view) EventAPI(id string) string { return prefix + "/events/" + url.PathEscape(id) }

// NamesAPI is the call for the names of an entity.
func (v *view) NamesAPI(id string) string {
	return prefix + "/entities/" + url.PathEscape(id) + "/names"
}

// Share is a part of a whole.
func (v *view) Share(n, of int) string {
	if of == 0 {
		return ""
	}
	return v.Percent(float64(n) / float64(of))
}

// ExportCLI is the command that writes the same rows with their manifest.
func (v *view) ExportCLI() string {
	return "isnad export '" + strings.ReplaceAll(v.Query.String(), "'", `'\''`) + "' --store " + v.s.Dir + " --to csv --out release"
}

// ManifestCLI is the command that writes the cited rows again.
func (v *view) ManifestCLI() string {
	return "isnad query --manifest isnad-cite.manifest.json --store " + v.s.Dir + " --out rows.jsonl"
}

// Short is a stretch of time below a chart.
func (v *view) Short(t string) string { return v.digits(t) }

// KeyText is a key of a chart in words.
func (v *view) KeyText(b *bars, key string) string {
	switch b.Split {
	case "actor":
		return v.Country(key)
	case "outlet":
		return key
	}
	return v.Code(b.Split, key)
}

// Lanes are the lines under the lanes of a chart that has them.
func (b *bars) Lanes() []float64 {
	var out []float64
	for i := 1; b.Split == "actor" && i < len(b.Keys); i++ {
		out = append(out, round1(float64(b.Height*i)/float64(len(b.Keys))))
	}
	return out
}

// KeyClass is the colour of a key of a chart.
func (b *bars) KeyClass(key string) string {
	if b.Split == "quad" {
		return key
	}
	return fmt.Sprintf("c%d", max(0, slices.Index(b.Keys, key))%8)
}

// LabelY is the line of the labels.
func (b *bars) LabelY() int { return b.Height + 17 }

// Given is the value that is wrong: what stands before the fault, its word, and
// the rest.
func (p *Problem) Given() []string {
	if p.value == "" || p.Column == 0 {
		return nil
	}
	rs := []rune(p.value)
	from := min(p.Column-1, len(rs))
	to := from
	for to < len(rs) && (to == from || !unicode.IsSpace(rs[to])) {
		to++
	}
	return []string{string(rs[:from]), string(rs[from:to]), string(rs[to:])}
}
