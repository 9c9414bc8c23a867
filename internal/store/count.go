package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/isnad/isnad/internal/query"
)

func (c *Counts) read(b []byte) error { return json.Unmarshal(b, c) }

// set of rows of a query, for counting: "FROM ... WHERE ...", each event once.
func (s *DB) set(ctx context.Context, q query.Query, columns string) (string, []any, error) {
	p, err := s.plan(ctx, q.Where)
	if err != nil {
		return "", nil, err
	}
	args := append(append([]any{}, p.args...), p.wargs...)
	return "(SELECT e.n, e.hn, e.lead" + columns + " FROM " + p.from + " WHERE " + strings.Join(append(append([]string{}, p.drive...), p.where), " AND ") + ")", args, nil
}

// rolled is the query as a condition of a rollup that has these fields, when it
// asks for nothing else.
func (s *DB) rolled(ctx context.Context, q query.Query, fields string) (cond string, args []any, ok bool) {
	conds := []string{"reports > 0"}
	for _, part := range conjuncts(q.Where) {
		t, isTerm := part.(query.Term)
		if !isTerm || !strings.Contains(fields, " "+t.Field+" ") || t.Field == "outlet" && hasNone(&t) {
			return "", nil, false
		}
		c := &compiler{ctx: ctx, s: s}
		var sql string
		var err error
		if t.Field == "date" && strings.Contains(fields, " month ") {
			sql, ok = months(c, &t)
			if !ok {
				return "", nil, false
			}
		} else if sql, err = c.term(&t); err != nil {
			return "", nil, false
		}
		conds = append(conds, sql)
		args = append(args, c.args...)
	}
	return strings.Join(conds, " AND "), args, true
}

// months is a date condition on e.month, when its ends are those of months.
func months(c *compiler, t *query.Term) (string, bool) {
	var parts []string
	for _, v := range t.Values {
		if v.None {
			parts = append(parts, "e.month = ''")
			continue
		}
		from, to := v.From, v.To
		if from == "" {
			from = "0001-01-01"
		}
		if to == "" {
			to = "9999-12-31"
		}
		if _, last, ok := query.Span(to[:7]); !ok || last != to || !strings.HasSuffix(from, "-01") {
			return "", false
		}
		c.arg(from[:7], to[:7], from, to)
		parts = append(parts, "CASE length(e.month) WHEN 7 THEN e.month BETWEEN ? AND ? WHEN 0 THEN false ELSE substr(e.month, 1, 10) >= ? AND substr(e.month, 13) <= ? END")
	}
	return "(" + strings.Join(parts, " OR ") + ")", true
}

// Series implements Store. Points are in the order of time, then of key. Time is
// shorter than the unit where dates say no more, and "" where they say less than
// a year.
func (s *DB) Series(ctx context.Context, q query.Query, by Unit, split string) ([]Point, error) {
	width := map[Unit]int{ByDay: 10, ByMonth: 7, ByYear: 4}[by]
	if width == 0 {
		return nil, fmt.Errorf("no unit %q of time: day, month or year", by)
	}
	key, ok := map[string]string{"": "''", "type": "e.type", "quad": "e.quad", "outlet": "coalesce((SELECT name FROM outlet o WHERE o.n = e.outlet), '')"}[split]
	if !ok {
		return nil, fmt.Errorf("a series splits by type, quad or outlet, not by %q", split)
	}
	span := func(first, last string) string { // as much of the day as both ends share
		return fmt.Sprintf("CASE WHEN substr(%[1]s, 1, %[3]d) = substr(%[2]s, 1, %[3]d) THEN substr(%[1]s, 1, %[3]d) WHEN substr(%[1]s, 1, 7) = substr(%[2]s, 1, 7) THEN substr(%[1]s, 1, 7) WHEN substr(%[1]s, 1, 4) = substr(%[2]s, 1, 4) THEN substr(%[1]s, 1, 4) ELSE '' END", first, last, width)
	}
	var stmt string
	var args []any
	if split == "outlet" {
		if cond, a, ok := s.rolled(ctx, q, " type quad outlet date month "); ok && by != ByDay {
			last := "CASE length(e.month) WHEN 7 THEN e.month ELSE substr(e.month, 13) END"
			stmt, args = "SELECT "+span("e.month", last)+" t, "+key+" k, sum(reports), sum(happenings) FROM by_outlet e WHERE "+cond, a
		}
	} else if cond, a, ok := s.rolled(ctx, q, " type quad date month "); ok && by != ByDay {
		last := "CASE length(e.month) WHEN 7 THEN e.month ELSE substr(e.month, 13) END"
		stmt, args = "SELECT "+span("e.month", last)+" t, "+key+" k, sum(reports), sum(happenings) FROM by_month e WHERE "+cond, a
	} else if cond, a, ok := s.rolled(ctx, q, " date "); ok && split == "" {
		stmt, args = "SELECT "+span("e.day", "e.last")+" t, '' k, sum(reports), sum(happenings) FROM by_date e WHERE "+cond, a
	} else if cond, a, ok := s.rolled(ctx, q, " type quad date "); ok {
		stmt, args = "SELECT "+span("e.day", "e.last")+" t, "+key+" k, sum(reports), sum(happenings) FROM by_day e WHERE "+cond, a
	}
	if stmt == "" || by == ByDay || split == "outlet" {
		var out []Point
		if ok, err := s.known(ctx, q.Where, func(k *known) (err error) { out, err = k.series(by, split); return err }); err != nil || ok {
			return out, err
		}
	}
	if stmt == "" {
		from, a, err := s.set(ctx, q, ", e.day, e.last, e.type, e.quad, e.outlet")
		if err != nil {
			return nil, err
		}
		stmt, args = "SELECT "+span("e.day", "e.last")+" t, "+key+" k, count(*), sum(e.lead) FROM "+from+" e", a
	}
	rows, err := s.db.QueryContext(ctx, stmt+" GROUP BY t, k ORDER BY t, k", args...)
	if err != nil {
		return nil, fmt.Errorf("count by time: %w", err)
	}
	defer rows.Close()
	var out []Point
	for rows.Next() {
		var p Point
		if err := rows.Scan(&p.Time, &p.Key, &p.Reports, &p.Happenings); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Pairs implements Store.
func (s *DB) Pairs(ctx context.Context, q query.Query, limit int) ([]Pair, int, error) {
	cond, args, ok := s.rolled(ctx, q, " quad ")
	if !ok {
		if pairs, total, err := s.bitPairs(ctx, q, limit); err != nil || pairs != nil {
			return pairs, total, err
		}
	}
	if !ok {
		return s.rowPairs(ctx, q, limit)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT actor, recipient, sum(reports) r, sum(happenings), sum(CASE WHEN quad = 1 THEN reports ELSE 0 END), sum(CASE WHEN quad = 2 THEN reports ELSE 0 END), sum(CASE WHEN quad = 3 THEN reports ELSE 0 END),
		sum(CASE WHEN quad = 4 THEN reports ELSE 0 END),
		count(*) OVER () FROM by_pair e WHERE `+cond+" GROUP BY actor, recipient ORDER BY r DESC, actor, recipient LIMIT ?", append(args, Page{Limit: limit}.limit())...)
	if err != nil {
		return nil, 0, fmt.Errorf("count pairs: %w", err)
	}
	defer rows.Close()
	var out []Pair
	total := 0
	for rows.Next() {
		var p Pair
		if err := rows.Scan(&p.Actor, &p.Recipient, &p.Reports, &p.Happenings, &p.Quads[0], &p.Quads[1], &p.Quads[2], &p.Quads[3], &total); err != nil {
			return nil, 0, err
		}
		out = append(out, p)
	}
	return out, total, rows.Err()
}

// bitPairs answers Pairs from bitmaps when they know all that is asked, else nil.
func (s *DB) bitPairs(ctx context.Context, q query.Query, limit int) (out []Pair, total int, err error) {
	err = s.onSet(ctx, q.Where, func(b *bitmaps, set *roaring.Bitmap) (err error) {
		out, err = b.pairs(set)
		total, out = len(out), mostPairs(out, limit)
		return err
	})
	return out, total, err
}

func mostPairs(ps []Pair, limit int) []Pair {
	slices.SortFunc(ps, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Recipient, b.Recipient))
	})
	return append([]Pair{}, ps[:min(len(ps), Page{Limit: limit}.limit())]...)
}

// rowPairs answers Pairs from the rows of the events.
func (s *DB) rowPairs(ctx context.Context, q query.Query, limit int) ([]Pair, int, error) {
	counts := map[[2]string]*Pair{}
	err := s.eachParties(ctx, q, "e.quad", func(quad sql.NullString, lead int, ps []partyFact) error {
		k, err := strconv.Atoi(quad.String)
		if err != nil || k < 1 || k > 4 {
			k = 0
		}
		for _, a := range countries(ps, roleActor) {
			for _, r := range countries(ps, roleRecipient) {
				p := counts[[2]string{a, r}]
				if p == nil {
					p = &Pair{Actor: a, Recipient: r}
					counts[[2]string{a, r}] = p
				}
				p.Reports++
				p.Happenings += lead
				if k > 0 {
					p.Quads[k-1]++
				}
			}
		}
		return nil
	})
	var out []Pair
	for _, p := range counts {
		out = append(out, *p)
	}
	return mostPairs(out, limit), len(counts), err
}

// countries are those of the parties of a role, each once.
func countries(ps []partyFact, role int) []string {
	var out []string
	for i := range ps {
		if ps[i].role == role && ps[i].country != "" && !slices.Contains(out, ps[i].country) {
			out = append(out, ps[i].country)
		}
	}
	return out
}

// sectors are those of the actors and recipients, each once.
func sectors(ps []partyFact) []string {
	var out []string
	for i := range ps {
		if ps[i].role > roleRecipient {
			continue
		}
		for _, code := range codes(ps[i].sectors) {
			if code != "" && !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// eachParties calls f with one column, as text, and the parties of the events of a query.
func (s *DB) eachParties(ctx context.Context, q query.Query, column string, f func(value sql.NullString, lead int, ps []partyFact) error) error {
	set, args, err := s.set(ctx, q, ", "+column+" AS val, e.parties")
	if err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, "SELECT val, lead, parties FROM "+set+" e", args...)
	if err != nil {
		return fmt.Errorf("count parties: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var value sql.NullString
		var lead int
		var parties string
		if err := rows.Scan(&value, &lead, &parties); err != nil {
			return err
		}
		ps, err := getParties(parties)
		if err != nil {
			return err
		}
		if err := f(value, lead, ps); err != nil {
			return err
		}
	}
	return rows.Err()
}

// rowTop counts, in the rows of a query, what each event has of a kind.
func (s *DB) rowTop(ctx context.Context, q query.Query, column string, limit int, kinds func(value string, ps []partyFact) []string) ([]Tally, error) {
	counts := map[string]*Tally{}
	err := s.eachParties(ctx, q, column, func(value sql.NullString, lead int, ps []partyFact) error {
		for _, k := range kinds(value.String, ps) {
			if counts[k] == nil {
				counts[k] = &Tally{Key: k}
			}
			counts[k].Reports++
			counts[k].Happenings += lead
		}
		return nil
	})
	var out []Tally
	for _, t := range counts {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Key, b.Key))
	})
	return out[:min(len(out), Page{Limit: limit}.limit())], err
}

// bitTop answers Top from bitmaps when they know all that is asked, else nil.
func (s *DB) bitTop(ctx context.Context, q query.Query, field string, limit int) (out []Tally, err error) {
	err = s.onSet(ctx, q.Where, func(b *bitmaps, set *roaring.Bitmap) error {
		// one more: events without a party or code are no answer for these fields
		all, err := b.tallies(field, set, Page{Limit: limit}.limit()+1)
		out = []Tally{}
		for _, t := range all {
			if t.Key != "" || field == "stance" || field == "country" {
				out = append(out, t)
			}
		}
		out = out[:min(len(out), Page{Limit: limit}.limit())]
		return err
	})
	return out, err
}

// Top implements Store.
func (s *DB) Top(ctx context.Context, q query.Query, field string, limit int) ([]Tally, error) {
	lists := false
	switch field {
	case "mode", "context", "aux", "sector":
		lists = true
	}
	if lists || field == "stance" {
		if top, err := s.bitTop(ctx, q, field, limit); err != nil || top != nil {
			return top, err
		}
	}
	if lists {
		return s.rowTop(ctx, q, map[bool]string{true: "e.quad", false: "e." + field}[field == "sector"], limit, func(list string, ps []partyFact) []string {
			if field == "sector" {
				return sectors(ps)
			}
			return codes(list)
		})
	}
	var stmt string
	var args []any
	rollup := func(fields, key, label, table, more string) {
		if cond, a, ok := s.rolled(ctx, q, fields); ok {
			stmt, args = "SELECT "+key+" k, "+label+", sum(reports) r, sum(happenings) FROM "+table+" e WHERE "+cond+more, a
		}
	}
	key, label, columns := "", "''", ""
	switch field {
	case "type", "quad":
		key = "e." + field
		rollup(" type quad date month ", key, label, "by_month", "")
		columns = ", e." + field
	case "outlet":
		key = "coalesce(e.outlet, 0)"
		rollup(" type quad outlet date month ", key, label, "by_outlet", "")
		columns = ", e.outlet"
	case "country":
		key = "coalesce(e.country, '')"
		rollup(" date month ", key, label, "by_place", "")
		columns = ", e.country"
	case "place":
		key, label, columns = "coalesce(e.place_key, '')", "coalesce(min(e.place), '')", ", e.place, e.place_key"
	case "stance":
		key, columns = "coalesce(e.stance, '')", ", e.stance"
	case "actor", "recipient", "speaker":
		key = "e.country"
		rollup(" date month ", key, label, "by_party", fmt.Sprintf(" AND e.role = %d", roles[field][0]))
	default:
		return nil, fmt.Errorf("no list of the most frequent %q", field)
	}
	if stmt == "" || field == "outlet" {
		if field != "place" {
			if top, err := s.bitTop(ctx, q, field, limit); err != nil || top != nil {
				if field == "outlet" && err == nil {
					err = s.nameOutlets(ctx, top)
				}
				return top, err
			}
		}
	}
	if role := roles[field]; stmt == "" && role != nil {
		return s.rowTop(ctx, q, "e.quad", limit, func(_ string, ps []partyFact) []string { return countries(ps, role[0]) })
	}
	if stmt == "" {
		set, a, err := s.set(ctx, q, columns)
		if err != nil {
			return nil, err
		}
		stmt, args = "SELECT "+key+" k, "+label+", count(*) r, sum(e.lead) FROM "+set+" e", a
	}
	rows, err := s.db.QueryContext(ctx, stmt+" GROUP BY k ORDER BY r DESC, k LIMIT ?", append(args, Page{Limit: limit}.limit())...)
	if err != nil {
		return nil, fmt.Errorf("count by %s: %w", field, err)
	}
	out, err := tallies(rows)
	if field == "outlet" && err == nil {
		err = s.nameOutlets(ctx, out)
	}
	return out, err
}

// nameOutlets looks up the names of the few that are listed.
func (s *DB) nameOutlets(ctx context.Context, ts []Tally) error {
	for i := range ts {
		if err := s.db.QueryRowContext(ctx, "SELECT coalesce((SELECT name FROM outlet WHERE n = ?), '')", ts[i].Key).Scan(&ts[i].Key); err != nil {
			return err
		}
	}
	return nil
}

func tallies(rows *sql.Rows) ([]Tally, error) {
	defer rows.Close()
	var out []Tally
	for rows.Next() {
		var t Tally
		if err := rows.Scan(&t.Key, &t.Label, &t.Reports, &t.Happenings); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// Attribution implements Store.
func (s *DB) Attribution(ctx context.Context, q query.Query, limit int) ([]Said, error) {
	type key struct {
		entity                   int64
		country, sectors, stance string
	}
	counts := map[key]int{}
	err := s.eachParties(ctx, q, "e.stance", func(stance sql.NullString, _ int, ps []partyFact) error {
		k := key{stance: stance.String}
		for i := range ps {
			if p := &ps[i]; p.role == roleSpeaker {
				k.entity, k.country, k.sectors = p.entity, p.country, p.sectors
			}
		}
		counts[k]++
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count speakers: %w", err)
	}
	named := map[int64][2]string{}
	var out []Said
	for k, n := range counts {
		name, ok := named[k.entity]
		if !ok && k.entity > 0 {
			if err := s.db.QueryRowContext(ctx, "SELECT id, coalesce(name, '') FROM entity WHERE n = ?", k.entity).Scan(&name[0], &name[1]); err != nil {
				return nil, fmt.Errorf("name speaker %d: %w", k.entity, err)
			}
			named[k.entity] = name
		}
		out = append(out, Said{Speaker: name[0], Name: name[1], Country: k.country, Sector: k.sectors, Stance: k.stance, Reports: n})
	}
	slices.SortFunc(out, func(a, b Said) int {
		return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Speaker, b.Speaker), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Sector, b.Sector), cmp.Compare(a.Stance, b.Stance))
	})
	out = out[:min(len(out), Page{Limit: limit}.limit())]
	for i := range out {
		out[i].Sector, _, _ = strings.Cut(strings.TrimPrefix(out[i].Sector, ";"), ";")
	}
	return out, nil
}

// Info implements Store.
func (s *DB) Info(ctx context.Context) (Info, error) {
	var x Info
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM document), coalesce(sum(reports), 0), coalesce(sum(happenings), 0),
		(SELECT count(*) FROM entity), (SELECT count(*) FROM outlet), (SELECT count(DISTINCT story) FROM document WHERE story IS NOT NULL), (SELECT count(*) FROM tombstone), (SELECT count(*) FROM run),
		(SELECT coalesce(min(day), '') FROM by_day WHERE day <> '' AND reports > 0), (SELECT coalesce(max(day), '') FROM by_day WHERE reports > 0),
		coalesce((SELECT value FROM meta WHERE key = 'counter'), 0), EXISTS (SELECT 1 FROM meta WHERE key = 'loading')
		FROM by_month`).Scan(&x.Documents, &x.Events, &x.Happenings, &x.Entities, &x.Outlets, &x.Stories, &x.Gone, &x.Runs, &x.First, &x.Last, &x.Cursor, &x.Loading)
	if err == nil {
		err = s.recall.wrote(ctx, s.db, &x)
	}
	if err != nil {
		return x, err
	}
	return x, s.b.info(ctx, s, &x)
}
