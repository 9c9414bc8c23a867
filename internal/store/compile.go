// The whole way from a query to SQL, field after field.

package store

import (
	"context"
	"fmt"
	"math/bits"
	"regexp"
	"strings"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// A plan is a query as SQL: where the rows come from, in which order, and what
// must hold of event e. All that the caller wrote is in args, none of it in SQL.
type plan struct {
	from    string   // tables before event e, with their join, or "event e"
	drive   []string // conditions of the table that drives
	args    []any    // of drive
	where   string   // of event e, "true" when nothing
	wargs   []any
	known   int             // how many events bitmaps say it may find, -1 when they were not asked or cannot tell
	partial bool            // it finds the rows that come next, not all
	text    []search.Phrase // to highlight
}

// A docSet is the documents that a text is in, or is not in. A walk looks rows up
// in it: SQLite would list the documents anew for each happening.
type docSet struct {
	bits []uint64
	not  bool
}

func (d *docSet) has(n int64) bool {
	in := int(n/64) < len(d.bits) && d.bits[n/64]&(1<<(n%64)) != 0
	return in != d.not
}

func (d *docSet) add(n int64) {
	for int(n/64) >= len(d.bits) {
		d.bits = append(d.bits, make([]uint64, n/64+1-int64(len(d.bits)))...)
	}
	d.bits[n/64] |= 1 << (n % 64)
}

// first are so many of the documents that a text is in.
func (d *docSet) first(limit int) (ns []int64) {
	for at, word := range d.bits {
		for ; word != 0 && len(ns) < limit; word &= word - 1 {
			ns = append(ns, int64(at*64+bits.TrailingZeros64(word)))
		}
	}
	return ns
}

// sets takes the texts out of the parts that all rows must meet.
func (s *DB) sets(ctx context.Context, n query.Node) (rest query.Node, sets []docSet, text []search.Phrase, err error) {
	var others query.And
	for _, part := range conjuncts(n) {
		t, ok := part.(query.Text)
		not, isNot := part.(query.Not)
		if isNot {
			t, ok = not.Node.(query.Text)
		}
		if !ok {
			others = append(others, part)
			continue
		}
		match, p := s.match(t)
		ns, err := numbers(ctx, s.db, s.b.words, match)
		if err != nil {
			return nil, nil, nil, err
		}
		d := docSet{not: isNot}
		for _, n := range ns {
			d.add(n)
		}
		sets = append(sets, d)
		if !isNot {
			text = append(text, p)
		}
	}
	if len(others) == 0 {
		return nil, sets, text, nil
	}
	return others, sets, text, nil
}

// rare is how many documents a text may be in for it to be looked up first.
const rare = 2000

// compiler turns nodes into conditions on event e.
type compiler struct {
	ctx  context.Context
	s    *DB
	args []any
	text []search.Phrase
}

// plan chooses what drives the query: the documents of rare words, or the numbers
// of the events that bitmaps tell of. All conditions are asked of each row.
func (s *DB) plan(ctx context.Context, where query.Node) (*plan, error) {
	return s.planPage(ctx, where, nil)
}

// planPage plans for a page, when pg is not nil: the plan may then be partial.
func (s *DB) planPage(ctx context.Context, where query.Node, pg *page) (*plan, error) {
	p := &plan{from: "event e", known: -1, where: "true"}
	if where == nil {
		return p, nil
	}
	parts := conjuncts(where)
	if !indexed(parts) {
		if err := s.rareWords(ctx, p, parts); err != nil {
			return nil, err
		}
		if p.from == "event e" {
			if err := s.narrow(ctx, p, where, pg); err != nil {
				return nil, err
			}
		}
	}
	c := &compiler{ctx: ctx, s: s}
	cond, err := c.node(where, false)
	if err != nil {
		return nil, err
	}
	p.where, p.wargs, p.text = cond, c.args, c.text
	return p, nil
}

// indexed tells whether a part finds few rows by an index of its own.
func indexed(parts []query.Node) bool {
	for _, part := range parts {
		if t, ok := part.(query.Term); ok && (t.Field == "id" || t.Field == "document" || t.Field == "happening" || t.Field == "story") {
			return true
		}
	}
	return false
}

// few lets the documents drive when a text is in so few that nothing tells more.
func (p *plan) few(sets []docSet) {
	if p.from != "event e" {
		return
	}
	for i := range sets {
		ns := sets[i].first(rare + 1)
		switch {
		case sets[i].not || len(ns) > rare:
		case len(ns) == 0:
			p.drive = append(p.drive, "false")
			return
		default:
			p.drive = append(p.drive, "e.document "+oneOf(ns))
			return
		}
	}
}

// filter is the whole query as one condition of event e.
func (s *DB) filter(ctx context.Context, n query.Node) (string, []any, error) {
	if n == nil {
		return "true", nil, nil
	}
	c := &compiler{ctx: ctx, s: s}
	cond, err := c.node(n, false)
	return cond, c.args, err
}

func conjuncts(n query.Node) []query.Node {
	switch x := n.(type) {
	case nil:
		return nil
	case query.And:
		var out []query.Node
		for _, y := range x {
			out = append(out, conjuncts(y)...)
		}
		return out
	}
	return []query.Node{n}
}

// rareWords lets the documents of a text drive when it is in few. It is asked
// again of the row, which is cheap and gives the highlights.
func (s *DB) rareWords(ctx context.Context, p *plan, parts []query.Node) error {
	for _, part := range parts {
		t, ok := part.(query.Text)
		if !ok {
			continue
		}
		match, _ := s.match(t)
		n, err := s.atMost(ctx, match, rare)
		if err != nil {
			return err
		}
		if n < rare {
			p.from, p.drive, p.args = "("+s.b.words+") d CROSS JOIN event e ON e.document = d.doc", []string{"true"}, []any{match}
			return nil
		}
	}
	return nil
}

// atMost counts the documents that a text is in, up to a limit.
func (s *DB) atMost(ctx context.Context, match string, limit int) (n int, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM ("+s.b.words+" LIMIT ?) d", match, limit).Scan(&n)
	return n, err
}

// roles of the fields that name a party.
var roles = map[string][]int{
	"actor": {roleActor}, "recipient": {roleRecipient}, "party": {roleActor, roleRecipient}, "speaker": {roleSpeaker},
}

// entities are the numbers of the entities that an id or a name may mean.
func entities(ctx context.Context, db querier, p *query.Party) ([]int64, error) {
	stmt, arg := "SELECT n FROM entity WHERE id = ?", p.ID
	if p.ID == "" {
		stmt, arg = "SELECT entity FROM entity_name WHERE key = ? ORDER BY 1", search.Fold(p.Name)
	}
	return numbers(ctx, db, stmt, arg)
}

// numbers are the numbers that a statement gives.
func numbers(ctx context.Context, db querier, stmt string, args ...any) ([]int64, error) {
	rows, err := db.QueryContext(ctx, stmt, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// oneOf compares with numbers of ours.
func oneOf(ns []int64) string {
	if len(ns) == 1 {
		return fmt.Sprintf("= %d", ns[0])
	}
	list := fmt.Sprint(ns[0])
	for _, n := range ns[1:] {
		list += fmt.Sprintf(", %d", n)
	}
	return "IN (" + list + ")"
}

// match is a text as a query of the index of words, and as the words to highlight.
func (s *DB) match(t query.Text) (string, search.Phrase) {
	sg := <-s.segments
	defer func() { s.segments <- sg }()
	p := sg.Query(t.Words, t.Exact)
	return s.b.match(p), p
}

func (c *compiler) arg(vs ...any) { c.args = append(c.args, vs...) }

// node is a condition of event e. negated: what matches is not to be highlighted.
func (c *compiler) node(n query.Node, negated bool) (string, error) {
	switch x := n.(type) {
	case query.And:
		return c.join(x, " AND ", negated)
	case query.Or:
		return c.join(x, " OR ", negated)
	case query.Not:
		s, err := c.node(x.Node, !negated)
		return "NOT coalesce(" + s + ", false)", err
	case query.Text:
		match, p := c.s.match(x)
		if !negated {
			c.text = append(c.text, p)
		}
		c.arg(match)
		return "+e.document IN (" + c.s.b.words + ")", nil
	case query.Term:
		return c.term(&x)
	}
	return "", fmt.Errorf("a filter holds an unknown part %T", n)
}

func (c *compiler) join(ns []query.Node, op string, negated bool) (string, error) {
	parts := make([]string, len(ns))
	for i, n := range ns {
		s, err := c.node(n, negated)
		if err != nil {
			return "", err
		}
		parts[i] = s
	}
	return "(" + strings.Join(parts, op) + ")", nil
}

// columns of the fields that compare one column of event e with a value.
var plain = map[string]string{"type": "e.type", "quad": "e.quad", "root": "e.root", "stance": "e.stance", "story": "e.story", "id": "e.id", "rule": "e.rule"}

// lists are the fields that look for a code in a list.
var lists = map[string]string{"mode": "e.mode", "context": "e.context", "aux": "e.aux"}

var isCountry = regexp.MustCompile(`^[A-Z]{3}$`)

func (c *compiler) term(t *query.Term) (string, error) {
	if col := plain[t.Field]; col != "" && !hasNone(t) {
		for _, v := range t.Values {
			c.arg(v.Text)
		}
		if len(t.Values) == 1 {
			return col + " = ?", nil
		}
		return col + " IN (?" + strings.Repeat(", ?", len(t.Values)-1) + ")", nil
	}
	if t.Field == "happening" { // an event that shares none is its own
		list := "(?" + strings.Repeat(", ?", len(t.Values)-1) + ")"
		for range 2 {
			for _, v := range t.Values {
				c.arg(v.Text)
			}
		}
		return "e.hn IN (SELECT n FROM happening WHERE id IN " + list + " UNION ALL SELECT hn FROM event WHERE id IN " + list + ")", nil
	}
	parts := make([]string, len(t.Values))
	for i := range t.Values {
		s, err := c.value(t.Field, &t.Values[i])
		if err != nil {
			return "", err
		}
		parts[i] = s
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", nil
}

func hasNone(t *query.Term) bool {
	for _, v := range t.Values {
		if v.None {
			return true
		}
	}
	return false
}

func (c *compiler) value(field string, v *query.Value) (string, error) {
	if role := roles[field]; role != nil {
		return c.party(role, v)
	}
	if col := plain[field]; col != "" {
		if v.None {
			return col + " IS NULL", nil
		}
		c.arg(v.Text)
		return col + " = ?", nil
	}
	if col := lists[field]; col != "" {
		if v.None {
			return col + " = ''", nil
		}
		c.arg(";" + v.Text + ";")
		return "instr(" + col + ", ?) > 0", nil
	}
	switch field {
	case "foreground":
		c.arg(v.Text == "yes")
		return "e.foreground = ?", nil
	case "sector":
		return c.marked(codeMark(roleActor, "", v.Text), codeMark(roleRecipient, "", v.Text)), nil
	case "outlet":
		if v.None {
			return "e.outlet IS NULL", nil
		}
		ns, err := numbers(c.ctx, c.s.db, "SELECT n FROM outlet WHERE key = ? ORDER BY n", search.Fold(v.Text))
		if err != nil || len(ns) == 0 {
			return "false", err
		}
		return "e.outlet " + oneOf(ns), nil
	case "place":
		switch {
		case v.None:
			return "e.country IS NULL AND e.place IS NULL", nil
		case isCountry.MatchString(v.Text):
			c.arg(v.Text)
			return "e.country = ?", nil
		}
		c.arg(search.Fold(v.Text), v.Text)
		return "(e.place_key = ? OR e.admin1 = ?)", nil
	case "lang", "document":
		col := map[string]string{"lang": "lang", "document": "id"}[field]
		if v.None {
			return "e.document IN (SELECT n FROM document WHERE " + col + " IS NULL)", nil
		}
		c.arg(v.Text)
		if field == "document" {
			return "e.document = (SELECT n FROM document WHERE id = ?)", nil
		}
		return "+e.document IN (SELECT n FROM document WHERE " + col + " = ?)", nil
	case "date":
		return c.days(v, "e.day", "e.last", "e.day = ''"), nil
	case "published":
		return c.days(v, "e.published", "e.published", "e.published IS NULL"), nil
	case "confidence", "intensity", "dead":
		return c.numbers(v, "e."+field), nil
	}
	return "", fmt.Errorf("the store does not know the field %s", field)
}

func (c *compiler) days(v *query.Value, first, last, none string) string {
	switch {
	case v.None:
		return none
	case v.To == "":
		c.arg(v.From)
		return first + " >= ?"
	case v.From == "":
		c.arg(v.To)
		return "(" + first + " > '' AND " + last + " <= ?)"
	}
	c.arg(v.From, v.To, v.To) // the second bounds what the index walks
	return "(" + first + " >= ? AND " + first + " <= ? AND " + last + " <= ?)"
}

func (c *compiler) numbers(v *query.Value, col string) string {
	if v.None {
		return col + " IS NULL"
	}
	var parts []string
	bound := func(n *query.Number, op string) {
		if n == nil {
			return
		}
		if !n.Open {
			op += "="
		}
		c.arg(n.Value)
		parts = append(parts, col+" "+op+" ?")
	}
	bound(v.Min, ">")
	bound(v.Max, "<")
	return "(" + strings.Join(parts, " AND ") + ")"
}

func (c *compiler) party(role []int, v *query.Value) (string, error) {
	var marks []string
	p := v.Party
	switch {
	case v.None:
		for _, r := range role {
			marks = append(marks, roleMark(r))
		}
		return "NOT " + c.marked(marks...), nil
	case p.ID != "" || p.Name != "":
		ns, err := entities(c.ctx, c.s.db, p)
		if err != nil {
			return "", err
		}
		if len(ns) == 0 {
			return "false", nil
		}
		for _, r := range role {
			for _, n := range ns {
				marks = append(marks, entityMark(r, n))
			}
		}
	default:
		for _, r := range role {
			marks = append(marks, codeMark(r, p.Country, p.Sector))
		}
	}
	return c.marked(marks...), nil
}

// marked asks for a party with one of these marks.
func (c *compiler) marked(marks ...string) string {
	parts := make([]string, len(marks))
	for i, m := range marks {
		c.arg(";" + m + ";")
		parts[i] = "instr(e.parties, ?) > 0"
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}
