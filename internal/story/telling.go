package story

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/normal"
)

// A telling is one event as one document tells it, ready to be compared.
type telling struct {
	document, outlet, day string
	event                 *export.Event // nil once its batch is done: the window keeps what is compared
	kind                  string        // PLOVER's type
	mode                  string        // the first
	dead                  *export.Size
	told                  string // happened, future, hypothetical, negation: what is told of it
	days                  []string
	actor, recipient      []party
	sides                 []string // the countries of both, lent ones left out
	place                 place
	words                 []word
	fullness              int
	why                   []string // what speaks for the happening it has joined
}

// A party is a mention as far as it is compared.
type party struct {
	id, country, sector string
	lent                bool // the country is borrowed from the place or the topic
	area                bool // a place, not somebody
	words               []word
}

type place struct {
	name, country string
	words         []word
	fine          bool // a city or the like, not a state
	located       bool
	lat, lon      float64 // degrees
}

// fine resolutions are points, a day's walk at most; the rest are areas.
var fine = map[string]bool{
	"city": true, "town": true, "village": true, "camp": true, "base": true, "airport": true,
	"crossing": true, "prison": true, "square": true, "street": true, "site": true,
}

func (w *words) telling(d *Document, e *export.Event) *telling {
	t := &telling{document: d.ID, outlet: d.Outlet, day: d.Day, event: e, kind: e.Type, dead: e.Size.Dead}
	if len(e.Mode) > 0 {
		t.mode = e.Mode[0]
	}
	t.told = "happened"
	for _, a := range e.Aux {
		if a != "historical" { // it happened, only long ago, and its date says so
			t.told = a
			break
		}
	}
	t.days = eventDays(e, d.Day)
	t.actor, t.recipient = w.parties(e.Actor), w.parties(e.Recipient)
	for _, p := range slices.Concat(t.actor, t.recipient) {
		if p.country != "" && !p.lent && !general[p.country] {
			t.sides = append(t.sides, p.country)
		}
	}
	slices.Sort(t.sides)
	t.sides = slices.Compact(t.sides)
	if p := e.Place; p != nil {
		t.place = place{name: normal.Key(p.Name), country: string(p.Country), words: w.of(p.Name), fine: fine[string(p.Resolution)]}
		if p.Lat != nil && p.Lon != nil {
			t.place.located, t.place.lat, t.place.lon = true, *p.Lat, *p.Lon
		}
	}
	t.words = w.of(e.Evidence.Text)
	t.fullness = t.full()
	return t
}

// maxParties is how many parties of a side are compared: each is with each.
const maxParties = 8

func (w *words) parties(ms []export.Mention) []party {
	ms = ms[:min(len(ms), maxParties)]
	out := make([]party, 0, len(ms))
	for i := range ms {
		m := &ms[i]
		out = append(out, party{
			id: string(m.ID), country: string(m.Country), sector: string(m.Sector),
			lent:  m.CountryVia == "place" || m.CountryVia == "topic",
			area:  m.Kind == "place",
			words: w.of(m.Text + " " + string(m.Name)),
		})
	}
	return out
}

// full counts what a telling knows: the fullest are gathered first, so that the
// vague ones find a happening to join instead of founding one.
func (t *telling) full() (n int) {
	for _, ps := range [][]party{t.actor, t.recipient} {
		for _, p := range ps[:min(len(ps), 2)] {
			n++
			if p.country != "" && !p.lent {
				n += 2
			}
			if p.id != "" {
				n++
			}
		}
	}
	if t.place.name != "" {
		n += 2
	}
	if t.place.fine {
		n += 3
	}
	if t.event.Foreground {
		n += 3
	}
	if t.event.Date.Basis == "text" {
		n++
	}
	return n
}

// eventDays are the days on which the event may have been, as keys that tellings
// of one happening share. What the text does not date was on the day of
// publication or before it; a week, a month or a year is a key by itself.
func eventDays(e *export.Event, published string) []string {
	v := string(e.Date.Value)
	if e.Date.Basis == "text" && v != "" {
		return []string{v}
	}
	if v == "" {
		v = published
	}
	day, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return []string{v}
	}
	back := 1
	if !e.Foreground { // "after the killing": news of some days ago
		back = 2
	}
	out := make([]string, 0, 3)
	for i := -back; i <= 0; i++ {
		out = append(out, day.AddDate(0, 0, i).Format(time.DateOnly))
	}
	return out
}

// compare orders tellings by day, document and place in it: the canonical order.
func (t *telling) compare(o *telling) int {
	return cmp.Or(strings.Compare(t.day, o.day), strings.Compare(t.document, o.document),
		t.event.Trigger.Start-o.event.Trigger.Start, strings.Compare(t.event.Type, o.event.Type), strings.Compare(t.event.ID, o.event.ID))
}
