package date

import (
	"time"

	"github.com/isnad/isnad"
)

// calendarDate reads a point that is a whole date of its own.
func (f *finder) calendarDate(i int) []found {
	p := f.pointAt(i)
	if p.end == i {
		return nil
	}
	var out []found
	if f.isDate(&p) {
		out = f.found(p)
	}
	if len(out) == 0 && len(p.days) > 0 && p.month > 0 { // the month of "ثورة 25 يناير" is not told by itself either
		f.refused = p.end
	}
	if p.year != 0 || p.which != nil || p.yearWhich != nil || p.thisMonth != nil || len(out) == 0 || p.numeric {
		return out
	}
	// "in May and June 2014": the year behind the second date is that of the first too.
	if f.key(p.end) == "و" || f.in.Has(p.end) && f.months.get(p.end).lead == "و" {
		at := p.end
		if f.key(at) == "و" {
			at++
		}
		q := f.pointAt(at)
		if q.end > at && q.month > 0 && (q.year > 0 || q.yearWhich != nil || q.which != nil && q.which.dual) {
			p.year, p.yearWhich, p.which = q.year, q.yearWhich, q.which
			return append(f.found(p), f.found(q)...)
		}
	}
	return out
}

// isDate tells whether a point is more than a number or a name.
func (f *finder) isDate(p *point) bool {
	switch {
	case p.thisMonth != nil:
		return len(p.days) > 0
	case p.month == 0 && p.year != undecided:
		return false
	case p.numeric:
		return true
	}
	whole := p.year != 0 || p.which != nil || p.yearWhich != nil
	first := p.name.end // token of the name's first word
	for first > p.start && !(f.in.Has(first) && f.months.get(first).n == p.month && f.months.get(first).name == p.name.name) {
		first--
	}
	if f.namesSomething(p, whole) {
		return false
	}
	told4 := p.year != 0 || p.shahr || p.name.both
	switch p.name.wants() {
	case governed:
		return whole || told4 || len(p.days) > 0 || p.name.lead == "ب" || p.name.lead == "ل" || f.governedAt(p.start)
	case told:
		if f.key(first-1) == "تيريزا" {
			return false
		}
		if oneOf(p.name.name, "اب", "اوت") && oneOf(f.key(p.start-1), "في", "منذ", "خلال") {
			return true
		}
		return whole || told4 || len(p.days) > 0
	case fullyTold:
		return told4 && (p.shahr || p.name.both || p.year >= 1200 && p.year <= 1500)
	}
	return true
}

// namesSomething: "ثورة 25 يناير", "قوى 14 آذار", "مدينة 6 أكتوبر" and "حرب
// تشرين" name a thing by a day of some year. Said with its year it is a date.
func (f *finder) namesSomething(p *point, whole bool) bool {
	if whole || p.weekday >= 0 {
		return false
	}
	if f.key(p.end) == "كلينيك" { // the Mayo Clinic
		return true
	}
	i := p.start - 1
	w := f.word(i)
	if f.key(i) == "و" && f.number(i-1) > 0 { // the forces of the 8th and 14th of March
		w = f.word(i - 2)
	}
	if w.kind == named {
		return true
	}
	if len(p.days) != 1 {
		return false
	}
	d := p.days[0][0]
	switch {
	case p.month == 9 && d == 11:
		return oneOf(f.key(i), "احداث", "هجمات", "اعتداءات", "تفجيرات")
	case p.name.name == "اذار" && (d == 8 || d == 14): // the two camps of Lebanon since 2005
		return !p.name.both && f.word(p.start).kind != dayNoun
	}
	return false
}

// found makes the dates of a point, one for each of its days.
func (f *finder) found(p point) (out []found) {
	if len(p.days) == 0 {
		if s, ok := f.resolve(&p, 0); ok {
			out = append(out, found{p.start, p.end, s})
		}
		return out
	}
	for k, d := range p.days {
		s, ok := f.resolve(&p, d[0])
		if !ok {
			return nil
		}
		if d[1] != d[0] {
			e, ok2 := f.resolve(&p, d[1])
			if s, ok = s.to(e); !ok || !ok2 {
				return nil
			}
		}
		out = append(out, found{p.start, p.end, s})
		if n := len(p.days); n > 1 { // each date its own tokens, the last with the month
			at := f.tokenOf(p, d[0])
			out[k].start = at
			if k == 0 {
				out[k].start = p.start
			}
			if k > 0 {
				out[k-1].end = at
				if oneOf(f.key(at-1), "و", "،", "او") {
					out[k-1].end--
				}
			}
		}
	}
	return out
}

// tokenOf finds where a day of a list begins.
func (f *finder) tokenOf(p point, day int) int {
	for i := p.start; i < p.end; i++ {
		if d, _ := f.dayNumber(i); d == day {
			return i
		}
	}
	return p.start
}

// resolve places a point with one of its days, 0 for the month.
func (f *finder) resolve(p *point, d int) (stretch, bool) {
	grain := month_
	if d > 0 {
		grain = day_
	}
	switch {
	case p.year == undecided:
		return unknown(grain, fromText), true
	case p.thisMonth != nil:
		return f.inMonth(p, d)
	case p.year > 0 && p.cal == hijri && p.year > 1700, p.year > 0 && p.cal == jalali && p.year > 1700:
		return f.ofGregorianYear(p, d)
	case p.year > 0:
		return span(p.cal, p.year, p.month, d)
	case p.yearWhich != nil:
		y, basis, ok := f.yearOf(p.yearWhich, p.cal)
		if !ok {
			return unknown(grain, basis), true
		}
		s, ok := span(p.cal, y, p.month, d)
		s.basis = basis
		return s, ok
	case p.which != nil && p.which.n == same || !f.hasDay:
		s := unknown(grain, fromPublication)
		s.cal = p.cal
		return s, f.dayExists(p, d)
	}
	return f.nearest(p, d)
}

// dayExists refuses the 31st of April and such, whatever the year.
func (f *finder) dayExists(p *point, d int) bool {
	for y := 1400; y < 1430; y++ {
		if d <= p.cal.length(y, p.month) {
			return true
		}
	}
	return false
}

// inMonth places a day of this, last or next month.
func (f *finder) inMonth(p *point, d int) (stretch, bool) {
	ref, basis := f.day, fromPublication
	if !f.hasDay && p.thisMonth.n != same {
		return unknown(day_, basis), true
	}
	n := p.thisMonth.n
	if n == same {
		if !f.last.known || f.last.grain != day_ && f.last.grain != month_ || f.last.cal != gregorian {
			return unknown(day_, fromText), true
		}
		ref, basis, n = f.last.first, f.last.basis, 0
	}
	m := time.Date(ref.Year(), ref.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	s, ok := span(gregorian, m.Year(), int(m.Month()), d)
	s.basis = basis
	return s, ok
}

// ofGregorianYear places "Ramadan 2014", where just one Ramadan began in 2014.
func (f *finder) ofGregorianYear(p *point, d int) (s stretch, ok bool) {
	y, _ := p.cal.of(time.Date(p.year, time.January, 1, 0, 0, 0, 0, time.UTC))
	n := 0
	for k := y; k <= y+2; k++ {
		if p.cal.day(k, p.month, 1).Year() == p.year {
			s, ok = span(p.cal, k, p.month, d)
			n++
		}
	}
	if n != 1 {
		return unknown(month_, fromText), true
	}
	return s, ok
}

// yearOf is the year that "last year" and such mean, in a calendar.
func (f *finder) yearOf(w *word, cal calendar) (y int, basis string, ok bool) {
	if w.n == same {
		if !f.last.known {
			return 0, fromText, false
		}
		y, _ = cal.of(f.last.first)
		return y, f.last.basis, true
	}
	if !f.hasDay {
		return 0, fromPublication, false
	}
	y, _ = cal.of(f.day)
	return y + w.n, fromPublication, true
}

// nearest chooses the year of a date told without one, against the day of
// publication. Last and next say it, so do "since" and a verb in the future;
// a weekday picks the year it falls in. Else see soonDays.
func (f *finder) nearest(p *point, d int) (stretch, bool) {
	y0, _ := p.cal.of(f.day)
	var fit []stretch
	for y := y0 - 1; y <= y0+1; y++ {
		if s, ok := span(p.cal, y, p.month, d); ok {
			s.basis = fromPublication
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 { // 29 February outside a leap year
		s := unknown(day_, fromPublication)
		return s, f.dayExists(p, d)
	}
	if p.weekday >= 0 && d > 0 {
		var on []stretch
		for _, s := range fit {
			if p.weekdayFits(s.first) {
				on = append(on, s)
			}
		}
		if len(on) == 1 {
			return on[0], true
		}
		if p.numeric && len(on) == 0 { // 20/10 of the hijra, perhaps
			return unknown(day_, fromPublication), true
		}
	}
	return f.pick(p, fit, y0), true
}

// pick takes the year of a date told without one from those round publication.
func (f *finder) pick(p *point, fit []stretch, y0 int) stretch {
	past := func(s stretch) bool { return s.last.Before(f.day) }
	ahead := func(s stretch) bool { return s.first.After(f.day) }
	switch {
	case p.which != nil && p.which.n < -1:
		return unknown(fit[0].grain, fromPublication)
	case p.which != nil && p.which.n < 0:
		return lastOf(fit, past)
	case p.which != nil && p.which.n > 0:
		return firstOf(fit, ahead)
	case p.which != nil && p.which.n == 0: // of this month: the year in which it is near
		best := fit[0]
		for _, s := range fit[1:] {
			if g := f.gap(s); max(g, -g) < max(f.gap(best), -f.gap(best)) {
				best = s
			}
		}
		return best
	case f.since(p.start):
		return lastOf(fit, func(s stretch) bool { return !ahead(s) })
	case f.toCome(p.start, p.end):
		s := firstOf(fit, func(s stretch) bool { return !past(s) })
		if f.gap(s) > latePage { // an announcement of what is over, more likely
			return unknown(s.grain, fromPublication)
		}
		return s
	}
	own := firstOf(fit, func(s stretch) bool { y, _ := p.cal.of(s.first); return y == y0 })
	switch gap := f.gap(own); {
	case !own.known || gap <= soonDays:
		return own
	case gap > farDays: // December, told in January
		return lastOf(fit, past)
	}
	return unknown(own.grain, fromPublication)
}

func firstOf(fit []stretch, ok func(stretch) bool) stretch {
	for _, s := range fit {
		if ok(s) {
			return s
		}
	}
	return unknown(fit[0].grain, fromPublication)
}

func lastOf(fit []stretch, ok func(stretch) bool) stretch {
	best := unknown(fit[0].grain, fromPublication)
	for _, s := range fit {
		if ok(s) {
			best = s
		}
	}
	return best
}

// With nothing to say that it is ahead, a date told without its year is of the
// paper's own year when it is past or comes within soonDays, of the year before
// when that of this year is more than farDays away; between them it stays open.
const (
	soonDays = 60
	farDays  = 240
	latePage = 300 // days ahead of "will be on the 19th of July" in a page of the 27th
)

// gap is the days from publication to a stretch, negative when it is over.
func (f *finder) gap(s stretch) int {
	switch {
	case s.last.Before(f.day):
		return int(s.last.Sub(f.day).Hours()) / 24
	case s.first.After(f.day):
		return int(s.first.Sub(f.day).Hours()) / 24
	}
	return 0
}

// since tells whether mundhu stands before token i.
func (f *finder) since(i int) bool { return oneOf(f.key(i-1), "منذ", "ومنذ") }

// toCome tells whether the words before a date say that it is ahead: a verb
// with sa-, "scheduled for". The nearest verb decides, and a comma closes.
func (f *finder) toCome(i, end int) bool {
	if f.in.Has(end) && f.sa(end) {
		return true
	}
	for k, steps := i-1, 0; k >= f.in.Start && steps < 8; k, steps = k-1, steps+1 {
		t := &f.tokens[k]
		switch {
		case f.words.get(k).kind == future, f.sa(k):
			return true
		case len(t.Readings) > 0 && (t.Is(isnad.Punct) || t.Is(isnad.Verb) && !t.R().Features.Any(isnad.Present)):
			return false
		}
	}
	return false
}

func (f *finder) sa(i int) bool {
	t := &f.tokens[i]
	return len(t.Readings) > 0 && t.R().Pro.Has(isnad.ProSa)
}
