package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	country, admin1, place           string // place: its folded name
	parties                          []partyFact
}

// A tally gathers what events add to the rollups and to the bitmaps, so that a
// transaction writes each row once. SQL could count the same out of the event
// table; here it costs a fifth.
type tally struct {
	words map[string]uint32 // each word of the keys once
	names []string          // by their number
	rolls [len(rollups)]map[rollKey]*sum
	bits  [len(bitFields)]map[string]*marked
	gone  [len(bitFields)]map[string]*marked // to be taken out, before bits are put in
	sets  int                                // of bits and gone
	from  int64                              // least event that was entered since the last write, 0 none
}

type sum struct{ reports, happenings int64 }

// A rollKey is the key of a row of a rollup: up to three words, by their numbers, and two numbers.
type rollKey struct {
	a, b, c uint32
	x, y    int64
}

// A rollup is a table of counts: its key columns in their order.
type rollup struct {
	table   string
	columns [4]string // "" is none
}

// Rollups by their number in a tally.
const (
	rollDay = iota
	rollDate
	rollMonth
	rollOutlet
	rollPair
	rollParty
	rollPlace
	rollNaming
)

var rollups = [...]rollup{
	rollDay:    {"by_day", [4]string{"day", "last", "type", "quad"}},
	rollDate:   {"by_date", [4]string{"day", "last"}},
	rollMonth:  {"by_month", [4]string{"month", "type", "quad"}},
	rollOutlet: {"by_outlet", [4]string{"outlet", "month", "type", "quad"}},
	rollPair:   {"by_pair", [4]string{"actor", "recipient", "quad"}},
	rollParty:  {"by_party", [4]string{"role", "country", "month"}},
	rollPlace:  {"by_place", [4]string{"country", "admin1", "month"}},
	rollNaming: {"naming", [4]string{"entity", "outlet", "month", "text"}},
}

// isNumber are the columns of keys that hold numbers.
var isNumber = map[string]bool{"quad": true, "outlet": true, "role": true, "entity": true}

func (r *rollup) keys() []string {
	n := len(r.columns)
	for r.columns[n-1] == "" {
		n--
	}
	return r.columns[:n]
}

// values are the key columns of a row in their order.
func (t *tally) values(r *rollup, k rollKey, into []any) []any {
	words, figures := [...]uint32{k.a, k.b, k.c}, [...]int64{k.x, k.y}
	w, f := 0, 0
	for _, c := range r.keys() {
		if isNumber[c] {
			into = append(into, figures[f])
			f++
		} else {
			into = append(into, t.names[words[w]])
			w++
		}
	}
	return into
}

func newTally() *tally {
	t := &tally{words: map[string]uint32{}}
	for i := range t.rolls {
		t.rolls[i] = map[rollKey]*sum{}
	}
	for i := range t.bits {
		t.bits[i], t.gone[i] = map[string]*marked{}, map[string]*marked{}
	}
	return t
}

func (t *tally) word(s string) uint32 {
	n, ok := t.words[s]
	if !ok {
		n = uint32(len(t.names))
		t.words[s] = n
		t.names = append(t.names, s)
	}
	return n
}

// maxCounts bounds what a tally holds of counts and their words, to some 40 MB.
const maxCounts = 300_000

func (t *tally) counts() int {
	n := len(t.names)
	for _, r := range t.rolls {
		n += len(r)
	}
	return n
}

// full says that so much was gathered that it should be written.
func (t *tally) full() bool { return t.counts()+4*t.sets > maxCounts }

// add enters an event, or takes one out when sign is -1. What was entered must be
// written before it is taken out.
func (t *tally) add(f *fact, sign int64) {
	happenings := int64(0)
	if f.lead {
		happenings = sign
	}
	inc := func(roll int, k rollKey) {
		s := t.rolls[roll][k]
		if s == nil {
			s = &sum{}
			t.rolls[roll][k] = s
		}
		s.reports += sign
		s.happenings += happenings
	}
	day, last, kind, month := t.word(f.day), t.word(f.last), t.word(f.kind), t.word(f.month)
	inc(rollDay, rollKey{a: day, b: last, c: kind, x: f.quad})
	inc(rollDate, rollKey{a: day, b: last})
	inc(rollMonth, rollKey{a: month, b: kind, x: f.quad})
	inc(rollOutlet, rollKey{a: month, b: kind, x: f.outlet, y: f.quad})
	inc(rollPlace, rollKey{a: t.word(f.country), b: t.word(f.admin1), c: month})
	published := t.word(f.published[:min(7, len(f.published))])
	for i := range f.parties {
		p := &f.parties[i]
		if p.entity > 0 {
			inc(rollNaming, rollKey{a: published, b: t.word(p.text), x: p.entity, y: f.outlet})
		}
		if p.country == "" || p.role > roleSpeaker || f.before(i) {
			continue
		}
		country := t.word(p.country)
		inc(rollParty, rollKey{a: country, b: month, x: int64(p.role)})
		if p.role != roleActor {
			continue
		}
		for k := range f.parties {
			if r := &f.parties[k]; r.role == roleRecipient && r.country != "" && !f.before(k) {
				inc(rollPair, rollKey{a: country, b: t.word(r.country), x: f.quad})
			}
		}
	}
	into := &t.bits
	switch {
	case sign < 0:
		into = &t.gone
	case t.from == 0 || f.n < t.from:
		t.from = f.n
	}
	f.marks(func(field bitField, value string) {
		m := into[field][value]
		if m == nil {
			m = &marked{}
			into[field][value] = m
			t.sets++
		}
		m.add(uint32(f.n))
	})
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
	for i := range rollups {
		if err := t.writeRoll(ctx, w, i); err != nil {
			return fmt.Errorf("count %s: %w", rollups[i].table, err)
		}
	}
	if err := t.writeBits(ctx, w); err != nil {
		return fmt.Errorf("write bitmaps: %w", err)
	}
	*t = *newTally()
	return nil
}

func (t *tally) writeRoll(ctx context.Context, w *writer, i int) error {
	r := &rollups[i]
	out := newRows(w, r.table, len(r.keys())+2)
	out.tail = " ON CONFLICT(" + strings.Join(r.keys(), ", ") + ") DO UPDATE SET reports = " + r.table + ".reports + excluded.reports, happenings = " + r.table + ".happenings + excluded.happenings"
	var row []any
	for _, x := range t.sorted(i) {
		row = append(t.values(r, x.key, row[:0]), x.sum.reports, x.sum.happenings)
		if err := out.add(ctx, row...); err != nil {
			return err
		}
	}
	return out.flush(ctx)
}

type rollRow struct {
	key rollKey
	sum *sum
}

// sorted are the rows of a rollup in the order of its table.
func (t *tally) sorted(roll int) []rollRow {
	out := make([]rollRow, 0, len(t.rolls[roll]))
	for k, s := range t.rolls[roll] {
		out = append(out, rollRow{k, s})
	}
	word := func(p, q uint32) int {
		if p == q {
			return 0
		}
		return cmp.Compare(t.names[p], t.names[q])
	}
	numbers := isNumber[rollups[roll].columns[0]]
	slices.SortFunc(out, func(p, q rollRow) int {
		figures := cmp.Or(cmp.Compare(p.key.x, q.key.x), cmp.Compare(p.key.y, q.key.y))
		if numbers && figures != 0 {
			return figures
		}
		if c := word(p.key.a, q.key.a); c != 0 {
			return c
		}
		return cmp.Or(word(p.key.b, q.key.b), word(p.key.c, q.key.c), figures)
	})
	return out
}

// factsOf reads the facts of the events lo to hi out of their rows.
func factsOf(ctx context.Context, tx querier, lo, hi int64, f func(*fact) error) error {
	const chunk = 8192 // numbers, so that a chunk fits in memory
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
		coalesce(published, ''), coalesce(country, ''), coalesce(admin1, ''), coalesce(place_key, ''), parties FROM event WHERE n BETWEEN ? AND ? ORDER BY n`, lo, hi)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var f fact
		var parties string
		if err := rows.Scan(&f.n, &f.lead, &f.kind, &f.quad, &f.root, &f.mode, &f.context, &f.aux, &f.stance, &f.foreground, &f.day, &f.last, &f.month, &f.outlet,
			&f.published, &f.country, &f.admin1, &f.place, &parties); err != nil {
			return nil, err
		}
		if f.parties, err = getParties(parties); err != nil {
			return nil, fmt.Errorf("event %d: %w", f.n, err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// marks are the bitmaps that an event is in. A field that is empty has the value "".
func (f *fact) marks(mark func(field bitField, value string)) {
	mark(bitAll, "")
	if f.lead {
		mark(bitLead, "")
	}
	mark(bitType, f.kind)
	mark(bitQuad, strconv.FormatInt(f.quad, 10))
	mark(bitRoot, f.root)
	mark(bitStance, f.stance)
	mark(bitOutlet, strconv.FormatInt(f.outlet, 10))
	mark(bitCountry, f.country)
	mark(bitMonth, f.month)
	if f.foreground {
		mark(bitForeground, "")
	}
	if f.place != "" {
		mark(bitPlace, f.place)
	}
	if f.admin1 != "" {
		mark(bitAdmin1, f.admin1)
	}
	for _, l := range [...]struct {
		field bitField
		codes string
	}{{bitMode, f.mode}, {bitContext, f.context}, {bitAux, f.aux}} {
		if l.codes == "" {
			mark(l.field, "")
		}
		for _, code := range codes(l.codes) {
			mark(l.field, code)
		}
	}
	var has [roleChain]bool
	for i := range f.parties {
		if role := f.parties[i].role; role <= roleSpeaker {
			has[role] = true
			f.parties[i].marks(mark)
		}
	}
	for role := roleActor; role <= roleSpeaker; role++ {
		if !has[role] {
			mark(bitsOfRole[role].country, "")
		}
	}
}

func (p *partyFact) marks(mark func(field bitField, value string)) {
	in := &bitsOfRole[p.role]
	if p.country != "" {
		mark(in.country, p.country)
	}
	if p.entity > 0 {
		mark(in.entity, strconv.FormatInt(p.entity, 10))
	}
	for _, code := range codes(p.sectors) {
		if code == "" {
			continue
		}
		if p.country != "" {
			mark(in.sector, p.country+"-"+code)
		}
		if p.role != roleSpeaker {
			mark(bitSector, code)
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
