package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// A filter is a query and the page of its rows, as an address gives them.
type filter struct {
	query query.Query
	page  store.Page
}

// fieldParams are the parameters that are one term of the query language: the
// parameter, and the field that it stands for.
var fieldParams = [][2]string{
	{"actor", "actor"}, {"recipient", "recipient"}, {"party", "party"}, {"type", "type"}, {"mode", "mode"}, {"quad", "quad"}, {"context", "context"},
	{"aux", "aux"}, {"speaker", "speaker"}, {"stance", "stance"}, {"place", "place"}, {"country", "place"}, {"sector", "sector"}, {"outlet", "outlet"},
	{"lang", "lang"}, {"story", "story"}, {"happening", "happening"}, {"document", "document"}, {"published", "published"},
}

// filterParams are all parameters that change what is shown.
var filterParams = func() []string {
	out := []string{"q", "from", "to", "group", "sort", "sample", "seed", "limit", "next", "timespan", "startdatetime", "enddatetime", "maxrecords", "event_date"}
	for _, f := range fieldParams {
		out = append(out, f[0])
	}
	return out
}()

// parseFilter reads a filter. Every error names its parameter.
func parseFilter(v url.Values, now time.Time) (filter, *Problem) {
	var f filter
	q, err := query.Parse(v.Get("q"))
	if err != nil {
		return f, queryProblem("q", 0, err, "type:ACCUSE actor:RUS")
	}
	f.query = q
	for _, x := range fieldParams {
		if raw := strings.TrimSpace(v.Get(x[0])); raw != "" {
			n, p := term(x[0], x[1], raw)
			if p != nil {
				return f, p
			}
			f.query = f.query.With(n)
		}
	}
	if n, p := days(v, now); p != nil {
		return f, p
	} else if n != nil {
		f.query = f.query.With(n)
	}
	for _, d := range []string{"group", "sort", "sample", "seed"} {
		raw := strings.TrimSpace(v.Get(d))
		if raw == "" {
			continue
		}
		if d == "group" && raw == "event" {
			raw = "report"
		}
		x, err := query.Parse(d + ":" + raw)
		if err != nil || x.Where != nil {
			return f, queryProblem(d, len(d)+1, err, strings.TrimPrefix(query.Fields[d].Example, d+":"))
		}
		switch d {
		case "group":
			f.query.Group = x.Group
		case "sort":
			f.query.Sort = x.Sort
		case "sample":
			f.query.Sample = x.Sample
		case "seed":
			f.query.Seed = x.Seed
		}
	}
	if s := f.query.String(); len(s) > query.MaxLength {
		return f, wrong("q", "the filter is longer than a query may be", "split it", "")
	}
	for _, name := range []string{"limit", "maxrecords"} {
		if raw := v.Get(name); raw != "" {
			n, err := strconv.Atoi(raw)
			if err != nil || n < 1 || n > 10_000 {
				return f, wrong(name, fmt.Sprintf("%q is no number from 1 to 10000", clip(raw)), "downloads have no limit: /api/v1/events.jsonl", "50")
			}
			f.page.Limit = n
		}
	}
	f.page.Cursor = v.Get("next")
	return f, nil
}

// queryProblem tells of an error of the query language in a parameter; skip is
// how much stood before the parameter's value.
func queryProblem(name string, skip int, err error, example string) *Problem {
	e, ok := err.(*query.Error)
	if !ok {
		return wrong(name, "this is no single value", "", example)
	}
	p := wrong(name, e.Text, e.Hint, example)
	p.Column = max(1, e.Column-skip)
	return p
}

// term reads the value of a parameter as the values of one field. A value with
// spaces is a name, and may stand without quotation marks.
func term(name, field, raw string) (query.Node, *Problem) {
	raw = strings.ReplaceAll(raw, ":OR:", ",")
	q, err := query.Parse(field + ":" + raw)
	if err == nil && isTerm(q, field) {
		return q.Where, nil
	}
	var items []string
	for _, item := range strings.FieldsFunc(raw, func(r rune) bool { return r == ',' || r == '\u060c' }) {
		items = append(items, `"`+strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(strings.TrimSpace(item))+`"`)
	}
	if k := query.Fields[field].Kind; k == query.Who || k == query.Name || k == query.ID {
		if quoted, err := query.Parse(field + ":" + strings.Join(items, ",")); err == nil && isTerm(quoted, field) {
			return quoted.Where, nil
		}
	}
	return nil, queryProblem(name, len(field)+1, err, strings.TrimPrefix(query.Fields[field].Example, field+":"))
}

func isTerm(q query.Query, field string) bool {
	t, ok := q.Where.(query.Term)
	return ok && t.Field == field && q.Group == "" && q.Sort == "" && q.Sample == 0 && q.Seed == 0
}

// days reads from and to, and the names that GDELT and ACLED have for them.
func days(v url.Values, now time.Time) (query.Node, *Problem) {
	from, to := v.Get("from"), v.Get("to")
	for _, x := range []struct {
		name string
		into *string
	}{{"startdatetime", &from}, {"enddatetime", &to}} {
		if raw := v.Get(x.name); raw != "" {
			t, err := time.Parse("20060102150405", raw)
			if err != nil {
				return nil, wrong(x.name, fmt.Sprintf("%q is not YYYYMMDDHHMMSS", clip(raw)), "from and to take 2014, 2014-10 or 2014-10-22", "20141022000000")
			}
			*x.into = t.Format("2006-01-02")
		}
	}
	if raw := v.Get("event_date"); raw != "" {
		from, to, _ = strings.Cut(raw, "|")
		if to == "" {
			to = from
		}
	}
	if raw := v.Get("timespan"); raw != "" {
		n, err := strconv.Atoi(strings.TrimRight(raw, "dwmy"))
		unit := strings.TrimLeft(raw, "0123456789")
		if err != nil || n < 1 || n > 10_000 || len(unit) != 1 {
			return nil, wrong("timespan", fmt.Sprintf("%q is no span of days, weeks, months or years", clip(raw)), "", "7d")
		}
		first := map[string]time.Time{"d": now.AddDate(0, 0, -n), "w": now.AddDate(0, 0, -7*n), "m": now.AddDate(0, -n, 0), "y": now.AddDate(-n, 0, 0)}[unit]
		from = first.UTC().Format("2006-01-02")
	}
	if from == "" && to == "" {
		return nil, nil
	}
	for _, x := range [][2]string{{"from", from}, {"to", to}} {
		if x[1] != "" {
			if _, err := query.Parse("date:" + x[1]); err != nil || strings.ContainsAny(x[1], " ,.") || x[1] == "none" {
				return nil, wrong(x[0], fmt.Sprintf("%q is no date", clip(x[1])), "write 2014, 2014-10 or 2014-10-22", "2014-10-22")
			}
		}
	}
	q, err := query.Parse("date:" + from + ".." + to)
	if err != nil {
		return nil, queryProblem("from", 0, err, "2014-10-22")
	}
	return q.Where, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// conjuncts are the parts of a filter that must all hold.
func conjuncts(n query.Node) []query.Node {
	switch x := n.(type) {
	case nil:
		return nil
	case query.And:
		return x
	}
	return []query.Node{n}
}

// without is the query without one of its conjuncts.
func without(q query.Query, at int) query.Query {
	all := conjuncts(q.Where)
	q.Where = nil
	for i, n := range all {
		if i != at {
			q = q.With(n)
		}
	}
	return q
}

// unknownParam names the parameter that nobody knows, and the nearest that is known.
func unknownParam(v url.Values, known []string) *Problem {
	var names []string
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch {
		case !slices.Contains(known, name):
			hint := "the parameters are " + strings.Join(known, ", ")
			if n := nearest(name, known); n != "" {
				hint = "did you mean " + n + "?"
			}
			return wrong(name, fmt.Sprintf("there is no parameter %q here", clip(name)), hint, "q=type:ACCUSE")
		case len(v[name]) > 1:
			return wrong(name, fmt.Sprintf("the parameter %s is given %d times", name, len(v[name])), "join its values with commas", "type=ACCUSE,REJECT")
		}
	}
	return nil
}

// nearest is the known name that shares most pairs of letters with a name.
func nearest(name string, known []string) string {
	pairs := func(s string) map[string]bool {
		m := map[string]bool{}
		s = " " + strings.ToLower(s) + " "
		for i := range len(s) - 1 {
			m[s[i:i+2]] = true
		}
		return m
	}
	best, most := "", 0.45
	if len(name) > 60 {
		return ""
	}
	a := pairs(name)
	for _, k := range known {
		b, both := pairs(k), 0
		for p := range a {
			if b[p] {
				both++
			}
		}
		if score := 2 * float64(both) / float64(len(a)+len(b)); score > most {
			best, most = k, score
		}
	}
	return best
}

// A reason is a part of a filter that nothing answers, and what there is without it.
type reason struct {
	At      int
	Node    query.Node
	Part    string
	Reports int
}
