package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/search"
)

// rows gathers rows of one table and inserts many with one statement, which is
// some times faster than one by one.
type rows struct {
	w       *writer
	table   string
	columns int
	tail    string // of the statement: what to do with rows that are there
	full    string // the statement of many rows
	args    []any
}

// many is the rows of one statement: SQLite takes 32,766 parameters. A server is
// asked as seldom as can be: each question is a way there and back.
const (
	many       = 64
	manyShared = 2048
)

func newRows(w *writer, table string, columns int) *rows {
	return &rows{w: w, table: table, columns: columns, args: make([]any, 0, columns*many)}
}

func (r *rows) insert(n int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", r.columns), ",") + ")"
	return "INSERT INTO " + r.table + " VALUES" + strings.TrimSuffix(strings.Repeat(one+",", n), ",") + r.tail
}

func (r *rows) add(ctx context.Context, args ...any) (err error) {
	r.args = append(r.args, args...)
	if r.w.s.b.shared {
		if len(r.args) >= r.columns*manyShared {
			return r.flush(ctx)
		}
		return nil
	}
	if len(r.args) == r.columns*many {
		if r.full == "" {
			r.full = r.insert(many)
		}
		_, err = r.w.exec(ctx, r.full, r.args...)
		r.args = r.args[:0]
	}
	return err
}

func (r *rows) flush(ctx context.Context) error {
	n := len(r.args) / r.columns
	if n == 0 {
		return nil
	}
	stmt, args := "", r.args
	if r.w.s.b.shared {
		stmt, args = r.insertColumns()
	} else {
		stmt = r.insert(n)
	}
	_, err := r.w.tx.ExecContext(ctx, stmt, args...)
	r.args = r.args[:0]
	return err
}

// set writes a list so that ";code;" finds a code in it; "" when empty.
func set(xs []string) string {
	if len(xs) == 0 {
		return ""
	}
	return ";" + valid(strings.Join(xs, ";")) + ";"
}

// lastDay is the last day that a date allows; its value names the first.
func lastDay(first, last, granularity string) string {
	t, err := time.Parse("2006-01-02", first)
	if err != nil {
		return last
	}
	end := last
	switch granularity {
	case "week":
		end = t.AddDate(0, 0, 6).Format("2006-01-02")
	case "season":
		end = t.AddDate(0, 3, -1).Format("2006-01-02")
	case "decade":
		end = t.AddDate(10, 0, -1).Format("2006-01-02")
	}
	return max(last, end)
}

func (w *writer) addEvent(ctx context.Context, document int64, ordinal int, e *export.Event, h head, supersedes string) error {
	w.counter++
	n, hn, lead := w.counter, w.counter, true
	if e.Happening != "" {
		g, err := w.happening(ctx, w.s.b.text(string(e.Happening)), n)
		if err != nil {
			return err
		}
		g.fresh++
		g.reports++
		hn, lead = g.n, g.reports == 1
	}
	day, last := "", ""
	if first, end, ok := query.Span(string(e.Date.Value)); ok {
		day, last = first, lastDay(first, end, string(e.Date.Granularity))
	}
	month := monthOf(day, last)
	if n > maxNumber {
		return fmt.Errorf("the store has taken %d changes and can take no more: begin another", maxNumber)
	}
	f := &w.fact
	*f = fact{n: n, lead: lead, kind: e.Type, quad: int64(e.Quad), root: w.s.b.text(e.Cameo), mode: w.s.b.text(set(e.Mode)), context: w.s.b.text(set(e.Context)), aux: w.s.b.text(set(e.Aux)),
		foreground: e.Foreground, day: day, last: last, month: month, parties: f.parties[:0]}
	f.outlet, _ = h.outlet.(int64)
	f.published, _ = h.published.(string)
	var country, admin1, place, placeKey, stance, dead any
	if p := e.Place; p != nil {
		f.country, f.admin1, f.place = w.s.b.text(string(p.Country)), w.s.b.text(p.Admin1), w.s.b.text(search.Fold(p.Name))
		country, admin1, place, placeKey = null(f.country), null(f.admin1), null(p.Name), null(f.place)
	}
	if e.Claim != nil {
		stance = null(e.Claim.Stance)
		f.stance = w.s.b.text(e.Claim.Stance)
	}
	if e.Size.Dead != nil {
		dead = e.Size.Dead.Max
	}
	story := h.story
	if e.Story != "" {
		story = valid(string(e.Story))
	}
	for _, g := range parties(e) {
		for i := range g.who {
			p, err := w.party(ctx, g.role, &g.who[i])
			if err != nil {
				return err
			}
			f.parties = append(f.parties, p)
		}
	}
	err := w.events.add(ctx, n, valid(e.ID), document, int64(ordinal), hn, number(lead), e.Type, f.quad, f.root, f.mode, f.context, f.aux, e.Foreground,
		day, last, month, h.outlet, h.published, country, admin1, place, placeKey, stance, e.Confidence, e.Intensity, dead, null(e.Rule), story, null(supersedes), putParties(f.parties))
	if err != nil {
		return err
	}
	w.tally.add(f, 1)
	w.pending++
	w.counts.Events++
	return nil
}

// number is a truth as the columns that are summed have it.
func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// A happening as a writer knows it.
type happening struct {
	n       int64
	reports int64 // those that are not written yet among them
	fresh   int64 // not written yet
}

// happening is the one with an id; a new one takes the number of its first event.
func (w *writer) happening(ctx context.Context, id string, n int64) (*happening, error) {
	g, known := w.happenings[id]
	if g != nil {
		return g, nil
	}
	if g = (&happening{n: n}); known { // as new
		w.happenings[id] = g
		return g, nil
	}
	err := w.row(ctx, "SELECT n, reports FROM happening WHERE id = ?", id).Scan(&g.n, &g.reports)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	w.happenings[id] = g
	return g, nil
}

// flushHappenings writes how many reports each has got.
func (w *writer) flushHappenings(ctx context.Context) error {
	ids := make([]string, 0, len(w.happenings))
	for id, g := range w.happenings {
		if g != nil && g.fresh > 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	out := newRows(w, "happening", 3)
	out.tail = " ON CONFLICT(id) DO UPDATE SET reports = happening.reports + excluded.reports"
	for _, id := range ids {
		g := w.happenings[id]
		if err := out.add(ctx, id, g.n, g.fresh); err != nil {
			return err
		}
		g.fresh = 0
	}
	if len(w.happenings) > maxKnown {
		clear(w.happenings)
	}
	return out.flush(ctx)
}

type group struct {
	role int
	who  []export.Mention
}

// parties are the mentions of an event by role. The chain begins with the
// speaker, who is not listed twice.
func parties(e *export.Event) []group {
	out := []group{{roleActor, e.Actor}, {roleRecipient, e.Recipient}}
	if c := e.Claim; c != nil {
		chain := c.Chain
		if c.Speaker != nil {
			out = append(out, group{roleSpeaker, []export.Mention{*c.Speaker}})
			if len(chain) > 0 && chain[0].Span == c.Speaker.Span {
				chain = chain[1:]
			}
		}
		out = append(out, group{roleChain, chain})
	}
	return out
}

func (w *writer) party(ctx context.Context, role int, m *export.Mention) (p partyFact, err error) {
	if m.ID != "" || m.Name != "" {
		if p.entity, err = w.entity(ctx, m); err != nil {
			return p, err
		}
		p.text = w.s.b.text(m.Text)
	}
	sectors := m.Sectors
	if len(sectors) == 0 && m.Sector != "" {
		sectors = []string{string(m.Sector)}
	}
	p.role, p.country, p.sectors = role, w.s.b.text(string(m.Country)), w.s.b.text(set(sectors))
	return p, nil
}

// maxKnown bounds what a writer remembers of entities and names; they can always
// be looked up again.
const maxKnown = 200_000

// entityID is the id of who or what a mention names, as its row has it.
func (w *writer) entityID(m *export.Mention) string {
	id := string(m.ID)
	if id == "" {
		id = "~" + search.Fold(string(m.Name))
	}
	return w.s.b.text(id)
}

// entity is the number of who or what a mention names, and keeps its names.
func (w *writer) entity(ctx context.Context, m *export.Mention) (int64, error) {
	id := w.entityID(m)
	n, ok := w.entities[id]
	if !ok {
		err := w.row(ctx, "INSERT INTO entity(id, name, name_en, kind, country) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET id = excluded.id RETURNING n",
			id, null(string(m.Name)), null(string(m.NameEn)), null(string(m.Kind)), null(string(m.Country))).Scan(&n)
		if err != nil {
			return 0, err
		}
		if len(w.entities) > maxKnown {
			clear(w.entities)
		}
		w.entities[id] = n
	}
	names := []string{string(m.Name), string(m.NameEn)}
	if m.Via == "name" || m.Via == "variant" {
		names = append(names, m.Text)
	}
	for _, name := range names {
		if name == "" {
			continue
		}
		k := nameKey{name, n}
		if w.named[k] {
			continue
		}
		if err := w.names.add(ctx, w.s.b.text(search.Fold(name)), n); err != nil {
			return 0, err
		}
		if len(w.named) > maxKnown {
			clear(w.named)
		}
		w.named[k] = true
	}
	return n, nil
}
