package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// A fact is what is counted of one event, as its rows have it.
type fact struct {
	n                                int64
	lead                             bool
	kind                             string // type
	quad                             int64
	root, mode, context, aux, stance string
	foreground                       bool
	day, last, month                 string
	outlet                           int64 // 0 none
	published                        string
	country, admin1                  string
	parties                          []partyFact
}

type partyFact struct {
	role                   int
	country, sectors, text string
	entity                 int64 // 0 none
}

// A tally gathers what events add to the rollups, to the table pair and to the
// bitmaps, so that a transaction writes each row once. SQL could count the same
// out of the event table, and a check does; here it costs a fifth.
type tally struct {
	rolls [6]map[rollKey]sum // in the order of counted tables
	bits  map[bitKey]*roaring.Bitmap
	gone  map[bitKey]*roaring.Bitmap // to be taken out, before bits are put in
	pairs []pairRow
	from  int64 // least event that was entered since the last write, 0 none
}

type sum struct{ reports, happenings int64 }

// A rollKey is the key of a row of a rollup: up to three words and two numbers.
type rollKey struct {
	a, b, c string
	x, y    int64
}

type pairRow struct {
	actor, recipient, day string
	event                 int64
}

// Rollups that are counted, by their number in rolls; by_date and by_month are
// sums of by_day.
const (
	rollDay = iota
	rollOutlet
	rollPair
	rollParty
	rollPlace
	rollNaming
)

func newTally() *tally {
	t := &tally{bits: map[bitKey]*roaring.Bitmap{}, gone: map[bitKey]*roaring.Bitmap{}}
	for i := range t.rolls {
		t.rolls[i] = map[rollKey]sum{}
	}
	return t
}

// full says that so much was gathered that it should be written: some 30 MB.
func (t *tally) full() bool {
	n := len(t.pairs) / 2
	for _, r := range t.rolls {
		n += len(r)
	}
	return n > 120_000
}

// add enters an event, or takes one out when sign is -1. What was entered must be
// written before it is taken out.
func (t *tally) add(f *fact, sign int64) {
	one := sum{sign, 0}
	if f.lead {
		one.happenings = sign
	}
	inc := func(roll int, k rollKey) {
		s := t.rolls[roll][k]
		t.rolls[roll][k] = sum{s.reports + one.reports, s.happenings + one.happenings}
	}
	inc(rollDay, rollKey{a: f.day, b: f.last, c: f.kind, x: f.quad})
	inc(rollOutlet, rollKey{a: f.month, b: f.kind, x: f.outlet, y: f.quad})
	inc(rollPlace, rollKey{a: f.country, b: f.admin1, c: f.month})
	published := f.published[:min(7, len(f.published))]
	for i := range f.parties {
		p := &f.parties[i]
		if p.entity > 0 {
			inc(rollNaming, rollKey{a: published, b: p.text, x: p.entity, y: f.outlet})
		}
		if p.country == "" || p.role > roleSpeaker || f.before(i) {
			continue
		}
		inc(rollParty, rollKey{a: p.country, b: f.month, x: int64(p.role)})
		if p.role != roleActor {
			continue
		}
		for k := range f.parties {
			if r := &f.parties[k]; r.role == roleRecipient && r.country != "" && !f.before(k) {
				inc(rollPair, rollKey{a: p.country, b: r.country, x: f.quad})
				if sign > 0 {
					t.pairs = append(t.pairs, pairRow{p.country, r.country, f.day, f.n})
				}
			}
		}
	}
	into := t.bits
	switch {
	case sign < 0:
		into = t.gone
	case t.from == 0 || f.n < t.from:
		t.from = f.n
	}
	f.marks(func(field, value string) { mark(into, field, value, f.n) })
}

// before tells whether a party of the same role and country stands before party i.
func (f *fact) before(i int) bool {
	for k := range i {
		if f.parties[k].role == f.parties[i].role && f.parties[k].country == f.parties[i].country {
			return true
		}
	}
	return false
}

// monthOf is the month of two days, or both days when they lie in two months.
func monthOf(day, last string) string {
	if day == "" || day[:7] == last[:7] {
		return day[:min(7, len(day))]
	}
	return day + ".." + last
}

// write enters what was gathered and empties the tally. Rows that come to nothing
// stay as rows of zeros, which readers pass over.
func (t *tally) write(ctx context.Context, w *writer) error {
	dates, months := map[rollKey]sum{}, map[rollKey]sum{}
	for k, s := range t.rolls[rollDay] {
		for _, into := range []struct {
			m map[rollKey]sum
			k rollKey
		}{{dates, rollKey{a: k.a, b: k.b}}, {months, rollKey{a: monthOf(k.a, k.b), b: k.c, x: k.x}}} {
			have := into.m[into.k]
			into.m[into.k] = sum{have.reports + s.reports, have.happenings + s.happenings}
		}
	}
	for _, r := range []struct {
		table, keys string
		rows        map[rollKey]sum
		numbers     bool // come first
		row         func(k rollKey) []any
	}{
		{"by_day", "day, last, type, quad", t.rolls[rollDay], false, func(k rollKey) []any { return []any{k.a, k.b, k.c, k.x} }},
		{"by_date", "day, last", dates, false, func(k rollKey) []any { return []any{k.a, k.b} }},
		{"by_month", "month, type, quad", months, false, func(k rollKey) []any { return []any{k.a, k.b, k.x} }},
		{"by_outlet", "outlet, month, type, quad", t.rolls[rollOutlet], true, func(k rollKey) []any { return []any{k.x, k.a, k.b, k.y} }},
		{"by_pair", "actor, recipient, quad", t.rolls[rollPair], false, func(k rollKey) []any { return []any{k.a, k.b, k.x} }},
		{"by_party", "role, country, month", t.rolls[rollParty], true, func(k rollKey) []any { return []any{k.x, k.a, k.b} }},
		{"by_place", "country, admin1, month", t.rolls[rollPlace], false, func(k rollKey) []any { return []any{k.a, k.b, k.c} }},
		{"naming", "entity, outlet, month, text", t.rolls[rollNaming], true, func(k rollKey) []any { return []any{k.x, k.y, k.a, k.b} }},
	} {
		columns := strings.Count(r.keys, ",") + 3
		out := newRows(w, r.table, columns)
		out.tail = " ON CONFLICT(" + r.keys + ") DO UPDATE SET reports = reports + excluded.reports, happenings = happenings + excluded.happenings"
		for _, k := range sortedKeys(r.rows, r.numbers) {
			s := r.rows[k]
			if err := out.add(ctx, append(r.row(k), s.reports, s.happenings)...); err != nil {
				return fmt.Errorf("count %s: %w", r.table, err)
			}
		}
		if err := out.flush(ctx); err != nil {
			return fmt.Errorf("count %s: %w", r.table, err)
		}
	}
	slices.SortFunc(t.pairs, func(a, b pairRow) int {
		return cmp.Or(cmp.Compare(a.actor, b.actor), cmp.Compare(a.recipient, b.recipient), cmp.Compare(a.day, b.day), cmp.Compare(a.event, b.event))
	})
	out := newRows(w, "pair", 4)
	for i := range t.pairs {
		p := &t.pairs[i]
		if err := out.add(ctx, p.actor, p.recipient, p.day, p.event); err != nil {
			return fmt.Errorf("count pairs: %w", err)
		}
	}
	if err := out.flush(ctx); err != nil {
		return fmt.Errorf("count pairs: %w", err)
	}
	if err := t.writeBits(ctx, w); err != nil {
		return fmt.Errorf("write bitmaps: %w", err)
	}
	*t = *newTally()
	return nil
}

func sortedKeys(m map[rollKey]sum, numbers bool) []rollKey {
	out := make([]rollKey, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(p, q rollKey) int {
		words := cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b), cmp.Compare(p.c, q.c))
		figures := cmp.Or(cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y))
		if numbers {
			return cmp.Or(figures, words)
		}
		return cmp.Or(words, figures)
	})
	return out
}

// factsOf reads the facts of the events lo to hi out of their rows.
func factsOf(ctx context.Context, tx querier, lo, hi int64, f func(*fact) error) error {
	const chunk = 8192 // numbers, so that a chunk's mentions fit in memory
	for ; lo <= hi; lo += chunk {
		facts, err := someFacts(ctx, tx, lo, min(lo+chunk-1, hi))
		if err != nil {
			return fmt.Errorf("read events %d to %d: %w", lo, lo+chunk-1, err)
		}
		for i := range facts {
			if err := f(&facts[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func someFacts(ctx context.Context, tx querier, lo, hi int64) ([]fact, error) {
	var out []fact
	rows, err := tx.QueryContext(ctx, `SELECT n, lead, type, quad, root, mode, context, aux, coalesce(stance, ''), foreground, day, last, month, coalesce(outlet, 0),
		coalesce(published, ''), coalesce(country, ''), coalesce(admin1, '') FROM event WHERE n BETWEEN ? AND ? ORDER BY n`, lo, hi)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var f fact
		if err := rows.Scan(&f.n, &f.lead, &f.kind, &f.quad, &f.root, &f.mode, &f.context, &f.aux, &f.stance, &f.foreground, &f.day, &f.last, &f.month, &f.outlet,
			&f.published, &f.country, &f.admin1); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	mentions, err := tx.QueryContext(ctx, "SELECT event, role, country, sectors, coalesce(entity, 0), text FROM mention WHERE event BETWEEN ? AND ? ORDER BY event, role, ordinal", lo, hi)
	if err != nil {
		return nil, err
	}
	defer mentions.Close()
	at := 0
	for mentions.Next() {
		var n int64
		var p partyFact
		var text sql.RawBytes
		if err := mentions.Scan(&n, &p.role, &p.country, &p.sectors, &p.entity, &text); err != nil {
			return nil, err
		}
		p.text = string(text)
		for at < len(out) && out[at].n < n {
			at++
		}
		if at < len(out) && out[at].n == n {
			out[at].parties = append(out[at].parties, p)
		}
	}
	return out, mentions.Err()
}

// marks are the bitmaps that an event is in. A field that is empty has the value "".
func (f *fact) marks(mark func(field, value string)) {
	mark("all", "")
	if f.lead {
		mark("lead", "")
	}
	mark("type", f.kind)
	mark("quad", strconv.FormatInt(f.quad, 10))
	mark("root", f.root)
	mark("stance", f.stance)
	mark("outlet", strconv.FormatInt(f.outlet, 10))
	mark("country", f.country)
	mark("month", f.month)
	if f.foreground {
		mark("foreground", "")
	}
	for _, l := range [...]struct{ field, codes string }{{"mode", f.mode}, {"context", f.context}, {"aux", f.aux}} {
		if l.codes == "" {
			mark(l.field, "")
		}
		for _, code := range codes(l.codes) {
			mark(l.field, code)
		}
	}
	for role, field := range [...]string{roleActor: "actor", roleRecipient: "recipient", roleSpeaker: "speaker"} {
		if field == "" {
			continue
		}
		none := true
		for i := range f.parties {
			p := &f.parties[i]
			if p.role != role {
				continue
			}
			none = false
			if p.country != "" {
				mark(field, p.country)
			}
			for _, code := range codes(p.sectors) {
				if p.country != "" {
					mark(field+"-sector", p.country+"-"+code)
				}
				if role != roleSpeaker {
					mark("sector", code)
				}
			}
		}
		if none {
			mark(field, "")
		}
	}
}

// codes of a list as set writes it.
func codes(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(strings.Trim(list, ";"), ";")
}
