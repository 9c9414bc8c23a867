package date

import (
	"time"

	"github.com/isnad/isnad"
)

// Granularities and bases, as the record names them.
const (
	day_    = "day"
	week_   = "week"
	month_  = "month"
	season_ = "season"
	year_   = "year"
	decade_ = "decade"

	fromText        = "text"
	fromPublication = "publication"
)

// A stretch is the time an expression means: whole days from first to last.
type stretch struct {
	first, last time.Time
	grain       string
	basis       string
	cal         calendar
	known       bool // false: a time is told, but not which
	yearOnly    bool // a season that only its year tells: winter 2013 lies in two of them
}

// unknown is a time that is told and cannot be placed.
func unknown(grain, basis string) stretch { return stretch{grain: grain, basis: basis} }

func oneDay(d time.Time, basis string) stretch {
	return stretch{first: d, last: d, grain: day_, basis: basis, known: true}
}

// record writes the stretch as ISO 8601. Value is as coarse as the grain, and
// End stands only where it says more than Value does: of ranges, and of months
// and years of other calendars, which have no ISO name.
func (d found) record(sentence int) isnad.Date {
	out := isnad.Date{Tokens: isnad.Range{Start: d.start, End: d.end}, Granularity: d.grain, Basis: d.basis, Calendar: d.cal.String(), Sentence: sentence}
	if !d.known {
		return out
	}
	format, natural := time.DateOnly, d.first
	switch {
	case d.yearOnly:
		out.Value = d.first.Format("2006")
		return out
	case d.cal != gregorian:
	case d.grain == month_:
		format, natural = "2006-01", d.first.AddDate(0, 1, -1)
	case d.grain == season_:
		format = "2006-01"
	case d.grain == year_ || d.grain == decade_:
		format, natural = "2006", d.first.AddDate(1, 0, -1)
	}
	out.Value = d.first.Format(format)
	if !d.last.Equal(natural) {
		out.End = d.last.Format(time.DateOnly)
	}
	return out
}

// to joins two stretches into the range from the first to the last.
func (s stretch) to(e stretch) (stretch, bool) {
	if !s.known || !e.known {
		return unknown(e.grain, e.basis), s.known == e.known
	}
	if e.last.Before(s.first) {
		return stretch{}, false
	}
	s.last = e.last
	if e.basis == fromPublication {
		s.basis = fromPublication
	}
	return s, true
}

// span is a day, month (d 0) or year (m 0 too) of a calendar; ok is false when
// there is no such day.
func span(cal calendar, y, m, d int) (s stretch, ok bool) {
	s = stretch{cal: cal, known: true, basis: fromText, grain: day_}
	first, last := [3]int{y, m, d}, [3]int{y, m, d}
	if m == 0 {
		s.grain, first[1], last[1] = year_, 1, 12
	}
	if y < 1 || y > 9999 || last[1] < 1 || last[1] > 12 || d < 0 || d > cal.length(y, last[1]) {
		return stretch{}, false
	}
	if d == 0 {
		if m != 0 {
			s.grain = month_
		}
		first[2], last[2] = 1, cal.length(y, last[1])
	}
	s.first, s.last = cal.day(y, first[1], first[2]), cal.day(y, last[1], last[2])
	return s, true
}
