// Package query is the one filter language of the command line, the API and the
// page: docs/query.md describes it. Parse reads it, Query.String prints it back
// in one canonical form, and neither knows how the store answers.
package query

import (
	"fmt"
	"strings"
)

// A Query is a filter over events and how the answer is to be told. The zero
// value asks for everything, a happening a row, newest first.
type Query struct {
	Where  Node // nil: everything
	Group  Group
	Sort   Sort
	Sample int // so many by chance, 0 all
	Seed   int // of the chance; the same seed takes the same rows
}

// Group says what a row is.
type Group string

// A happening may be told by many reports; a report is one event record.
const (
	Happening Group = ""
	Report    Group = "report"
)

// Name is how the group is printed and labelled.
func (g Group) Name() string {
	if g == Report {
		return "report"
	}
	return "happening"
}

// Sort is the order of the rows.
type Sort string

// Newest is by day of the event, the last first; undated events come at the end
// of either order.
const (
	Newest Sort = ""
	Oldest Sort = "oldest"
)

// A Node is a part of a filter: And, Or, Not, Term or Text.
type Node interface {
	print(b *strings.Builder, inside bool)
}

// And holds when all its parts do, Or when one does; both have at least two.
type (
	And []Node
	Or  []Node
)

// Not holds when its part does not.
type Not struct{ Node Node }

// A Term compares a field with a list of values: one must hold.
type Term struct {
	Field  string // a key of Fields
	Values []Value
}

// Text asks for words in the document. Exact asks for them as they are typed.
type Text struct {
	Words string
	Exact bool
}

// A Value is one item of a list. What it holds depends on the kind of its field:
// a range has From and To, a party its parts, all else Text. None is the word
// none: the field is empty.
type Value struct {
	Text     string
	None     bool
	From, To string  // days "2014-10-01", half of them "" when open
	Min, Max *Number // of a number field
	Party    *Party
}

// A Number is a bound; Open excludes the bound itself.
type Number struct {
	Value float64
	Open  bool
}

// A Party names who: a state or group of states, a sector, or a known entity by
// its id or by a name in any language.
type Party struct {
	Country, Sector string
	ID              string // vladimir-putin
	Name            string // as typed
}

// An Error tells where a query cannot be read.
type Error struct {
	Column int // in code points, from 1
	Text   string
	Hint   string // the nearest word, or what may stand there
}

func (e *Error) Error() string { return fmt.Sprintf("query, column %d: %s", e.Column, e.Text) }

// With returns the query narrowed by a further node.
func (q Query) With(n Node) Query {
	switch w := q.Where.(type) {
	case nil:
		q.Where = n
	case And:
		q.Where = append(append(And{}, w...), n)
	default:
		q.Where = And{w, n}
	}
	return q
}

// String prints the query in its canonical form, which parses to the same query.
func (q Query) String() string {
	var b strings.Builder
	switch w := q.Where.(type) {
	case nil:
	case And:
		for i, n := range w {
			if i > 0 {
				b.WriteByte(' ')
			}
			n.print(&b, true)
		}
	case Or:
		w.print(&b, false)
	default:
		w.print(&b, true)
	}
	tail := func(field, value string) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(field + ":" + value)
	}
	if _, or := q.Where.(Or); or && (q.Group != Happening || q.Sort != Newest || q.Sample > 0) {
		s := "(" + b.String() + ")"
		b.Reset()
		b.WriteString(s)
	}
	if q.Group != Happening {
		tail("group", q.Group.Name())
	}
	if q.Sort != Newest {
		tail("sort", string(q.Sort))
	}
	if q.Sample > 0 {
		tail("sample", fmt.Sprint(q.Sample))
	}
	if q.Seed > 0 {
		tail("seed", fmt.Sprint(q.Seed))
	}
	return b.String()
}

func (n And) print(b *strings.Builder, inside bool) {
	if inside {
		b.WriteByte('(')
	}
	for i, x := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		x.print(b, true)
	}
	if inside {
		b.WriteByte(')')
	}
}

func (n Or) print(b *strings.Builder, inside bool) {
	if inside {
		b.WriteByte('(')
	}
	for i, x := range n {
		if i > 0 {
			b.WriteString(" OR ")
		}
		if a, ok := x.(And); ok { // AND binds closer
			a.print(b, false)
		} else {
			x.print(b, true)
		}
	}
	if inside {
		b.WriteByte(')')
	}
}

func (n Not) print(b *strings.Builder, _ bool) {
	b.WriteByte('-')
	n.Node.print(b, true)
}

func (n Term) print(b *strings.Builder, _ bool) {
	b.WriteString(n.Field + ":")
	for i, v := range n.Values {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(v.print(Fields[n.Field].Kind))
	}
}

func (n Text) print(b *strings.Builder, _ bool) {
	if n.Exact {
		b.WriteString("exact:")
	}
	b.WriteString(quote(n.Words))
}

func (v Value) print(k Kind) string {
	switch {
	case v.None:
		return "none"
	case k == Day:
		return printDays(v.From, v.To)
	case k == Amount:
		return printNumbers(v.Min, v.Max)
	case k == Who:
		return v.Party.print()
	}
	return bare(v.Text)
}

func (p *Party) print() string {
	switch {
	case p.ID != "":
		return p.ID
	case p.Name != "":
		return quote(p.Name)
	case p.Country != "" && p.Sector != "":
		return p.Country + "-" + p.Sector
	case p.Sector != "":
		return "*-" + p.Sector
	}
	return p.Country
}

// bare leaves a value without quotes where it would be read back as one.
func bare(s string) string {
	if s == "" || s == "none" || s == "OR" || strings.HasPrefix(s, "-") || strings.ContainsFunc(s, special) {
		return quote(s)
	}
	return s
}

// special tells the runes that end a bare value or mean something.
func special(r rune) bool {
	switch r {
	case '"', '(', ')', ',', '\\', '\u060c', '\u061b': // Arabic comma and semicolon
		return true
	}
	return isSpace(r) || closing(r) != 0
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
