package web

import (
	"fmt"
	"strings"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// A chip is a part of the filter, and the same page without it. Words says it in the
// language of the page; Text, in the query language, is what it stands for.
type chip struct {
	Words        string
	Text, Remove string
}

// Chips are the parts of the filter.
func (v *view) Chips() []chip {
	var out []chip
	for i, n := range conjuncts(v.Query.Where) {
		out = append(out, chip{v.Words(n), query.Query{Where: n}.String(), v.link(v.Page, without(v.Query, i))})
	}
	add := func(words, text string, q query.Query) { out = append(out, chip{words, text, v.link(v.Page, q)}) }
	q := v.Query
	if q.Group == query.Report {
		q.Group = query.Happening
		add(v.T("group")+": "+v.T("group.report"), "group:report", q)
	}
	if q = v.Query; q.Sort != query.Newest {
		q.Sort = query.Newest
		add(v.T("sort")+": "+v.T("sort.oldest"), "sort:oldest", q)
	}
	if q = v.Query; q.Sample > 0 {
		q.Sample, q.Seed = 0, 0
		add(v.T("sample")+": "+v.Num(v.Query.Sample)+v.T("list.comma")+v.T("seed")+" "+v.Num(v.Query.Seed), query.Query{Sample: v.Query.Sample, Seed: v.Query.Seed}.String(), q)
	}
	return out
}

// Words is a part of a filter in the language of the page; "" where it is nested
// deeper than a line can say, and stands as it is typed.
func (v *view) Words(n query.Node) string {
	switch x := n.(type) {
	case query.Text:
		return "«" + x.Words + "»"
	case query.Not:
		if s := v.Words(x.Node); s != "" {
			return v.T("not") + " " + s
		}
	case query.Term:
		if !v.Has(x.Field) {
			return ""
		}
		var values []string
		for _, value := range x.Values {
			values = append(values, v.value(x.Field, value))
		}
		return v.T(x.Field) + ": " + strings.Join(values, " "+v.T("or")+" ")
	}
	return ""
}

func (v *view) value(field string, x query.Value) string {
	switch {
	case x.None:
		if field == "aux" {
			return v.T("aux.none")
		}
		return v.T("none.value")
	case x.Party != nil:
		return v.party(x.Party)
	case x.From != "" || x.To != "":
		return v.span(x.From, x.To)
	case x.Min != nil || x.Max != nil: // 0.8.. as it is typed, behind its field
		_, typed, _ := strings.Cut(query.Query{Where: query.Term{Field: field, Values: []query.Value{x}}}.String(), ":")
		return v.digits(typed)
	}
	switch _, state := v.s.States[x.Text]; {
	case field == "place" && state:
		return v.Country(x.Text)
	case field == "foreground":
		return v.T(x.Text)
	}
	return v.Code(field, x.Text)
}

func (v *view) party(p *query.Party) string {
	var parts []string
	if p.Country != "" {
		parts = append(parts, v.Country(p.Country))
	}
	if p.Sector != "" {
		parts = append(parts, v.Code("sector", p.Sector))
	}
	name := p.Name
	if p.ID != "" {
		e, err := v.s.entity(v.r.Context(), p.ID)
		if err != nil { // nobody by this id: it stands as it was asked
			e.Name, e.NameEn = p.ID, p.ID
		}
		name = v.Name(&e)
	}
	if name != "" {
		parts = append(parts, name)
	}
	return strings.Join(parts, v.T("list.comma"))
}

// Name is the name of an entity in the language of the page, or the one that is known.
func (v *view) Name(e *store.Entity) string {
	name := or(e.Name, e.NameEn)
	if v.Lang == "en" {
		name = or(e.NameEn, e.Name)
	}
	return or(name, e.ID)
}

// span is a stretch of days, told as the month or year that it is where it is one.
func (v *view) span(from, to string) string {
	for _, n := range []int{4, 7} {
		if len(from) < n {
			continue
		}
		if first, last, ok := query.Span(from[:n]); ok && first == from && last == to {
			return v.Day(from[:n])
		}
	}
	switch {
	case from == to:
		return v.Day(from)
	case from == "":
		return v.T("to.day") + " " + v.Day(to)
	case to == "":
		return v.T("from.day") + " " + v.Day(from)
	}
	return fmt.Sprintf("%s – %s", v.Day(from), v.Day(to))
}
