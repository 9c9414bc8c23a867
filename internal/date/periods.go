package date

import (
	"strings"
	"time"
)

// period reads weeks, months and years told from now: "الأسبوع الماضي", "هذا
// العام", "الأيام الثلاثة الماضية".
func (f *finder) period(i int) []found {
	j := i
	if f.word(j).kind == edge {
		j++
	}
	this := oneOf(strings.TrimPrefix(f.key(j), "و"), "هذا", "هذه", "لهذا", "لهذه", "بهذا", "بهذه")
	if this {
		j++
	}
	w := f.word(j)
	if w.kind != unit || !w.def || (j > i && w.lead != "") {
		return f.several(i)
	}
	q, e := f.whichAt(j + 1)
	switch {
	case this && w.n == 1 && w.of != tenYears && q == nil:
		return []found{{i, j + 1, f.unitFrom(0, w.of)}}
	case q == nil || q.n == same:
		return f.several(i)
	case w.n == 1 && f.isGeneral(i, j, w, q):
		return nil
	case w.n == 1:
		if y := f.number(e); w.of == years && len(f.key(e)) == 4 && plausible(y) { // last year, 2014
			s, _ := span(gregorian, y, 0, 0)
			return []found{{i, e + 1, s}}
		}
		return []found{{i, e, f.unitFrom(q.n, w.of)}}
	case w.n == 2 && (q.n == 1 || q.n == -1):
		return []found{{i, e, f.through(2*q.n, w.of)}}
	}
	return f.several(i)
}

// isGeneral: al-ʿāmm is "general" behind a definite noun: al-amīn al-ʿāmm al-ḥālī.
func (f *finder) isGeneral(i, j int, w word, q *word) bool {
	if w.of != years || q.n < 0 || !strings.HasSuffix(f.key(j), "العام") || j > i {
		return false
	}
	k := f.key(j - 1)
	return strings.HasPrefix(k, "ال") || strings.HasPrefix(k, "وال") || strings.HasPrefix(k, "لل")
}

// several reads "الأيام (الثلاثة) الماضية" and "الـ3 أيام الماضية".
func (f *finder) several(i int) []found {
	j, n := i, 0
	if w := f.word(j); w.kind == cardinal && w.def {
		n, j = w.n, j+1
	} else if f.key(j) == "ال" && f.glued(j+1) && f.number(j+1) > 0 {
		n, j = f.number(j+1), j+2
	}
	u := f.word(j)
	if d, ok := f.unitAt(j); u.kind != unit && ok {
		u = d
	}
	if u.kind != unit || u.n != 0 || (n == 0) != u.def {
		return nil
	}
	e := j + 1
	if n == 0 {
		switch w := f.plain(e); {
		case w.kind == cardinal && w.def:
			n, e = w.n, e+1
		case f.key(e) == "ال" && f.number(e+1) > 0:
			n, e = f.number(e+1), e+2
		case oneOf(f.key(e), "القليلة", "القلائل"):
			e++
		}
	}
	q, end := f.whichAt(e)
	switch {
	case q == nil && oneOf(f.key(e), "الاخيرة"):
		q, end = &word{n: -1}, e+1
	case q == nil || q.n == 0 || q.n == same || q.n < -1:
		return nil
	}
	s := f.through(n*q.n, u.of)
	if n == 0 {
		s = unknown(s.grain, fromPublication)
	}
	return []found{{i, end, s}}
}

// unitFrom is the week, month or year n units from that of publication. A week
// is that of ISO 8601, from Monday. A decade is left open: it may be the one in
// the calendar or the last ten years.
func (f *finder) unitFrom(n, of int) stretch {
	grain := [...]string{days: day_, weeks: week_, months: month_, years: year_, tenYears: decade_}[of]
	if !f.hasDay || of == tenYears {
		return unknown(grain, fromPublication)
	}
	if of != weeks {
		return f.back(-n, of)
	}
	monday := f.day.AddDate(0, 0, -(int(f.day.Weekday())+6)%7+7*n)
	return stretch{first: monday, last: monday.AddDate(0, 0, 6), grain: week_, basis: fromPublication, known: true}
}

// through is the time from n units ago until publication, or until n units ahead,
// as coarse as the unit at its far end.
func (f *finder) through(n, of int) stretch {
	s := f.back(-n, of)
	if !s.known {
		return s
	}
	if s.last = f.day; n > 0 {
		s.first, s.last = f.day, f.back(-n, of).last
	}
	return s
}

// season reads "صيف 2014", "الشتاء الماضي", "خريف هذا العام". A season with nothing
// behind it is none: rabīʿ is a name, and "the Arab Spring" another.
func (f *finder) season(i int) []found {
	w := f.word(i)
	if w.kind != seasonal || f.months.get(i).n > 0 {
		return nil
	}
	if s, e, ok := f.yearPair(i + 1); ok && w.n == 12 && s.last.Year() == s.first.Year()+1 { // winter 2013-2014
		s = seasonOf(w.n, s.first.Year(), fromText)
		s.yearOnly = false
		return []found{{i, e, s}}
	}
	var p point
	e := f.yearAfter(i+1, &p)
	switch {
	case e == i+1:
		if w.def && oneOf(f.key(i-1), "هذا") {
			return []found{{i, e, f.seasonFrom(w.n, 0)}}
		}
		return nil
	case p.year > 0 && p.cal == gregorian && plausible(p.year):
		return []found{{i, e, seasonOf(w.n, p.year, fromText)}}
	case p.yearWhich != nil:
		y, basis, ok := f.yearOf(p.yearWhich, gregorian)
		if !ok {
			return []found{{i, e, unknown(season_, basis)}}
		}
		return []found{{i, e, seasonOf(w.n, y, basis)}}
	case p.which != nil && w.def:
		return []found{{i, e, f.seasonFrom(w.n, p.which.n)}}
	}
	return nil
}

// seasonOf is a season of a year, of three whole months as weather services
// count. The winter of a year may be its first or its last: the year alone stands.
func seasonOf(m, y int, basis string) stretch {
	s := stretch{grain: season_, basis: basis, known: true}
	s.first = time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	s.last = s.first.AddDate(0, 3, -1)
	s.yearOnly = m == 12
	return s
}

// seasonFrom is the last season of that name that is over, the one running, or
// the next one.
func (f *finder) seasonFrom(m, n int) stretch {
	if f.hasDay && n >= -1 && n <= 1 {
		var best stretch
		for y := f.day.Year() - 2; y <= f.day.Year()+1; y++ {
			s := seasonOf(m, y, fromPublication)
			s.yearOnly = false
			switch {
			case n < 0 && s.last.Before(f.day),
				n > 0 && !best.known && s.first.After(f.day),
				n == 0 && f.gap(s) == 0,
				n == 0 && m != 12 && y == f.day.Year():
				best = s
			}
		}
		if best.known {
			return best
		}
	}
	return unknown(season_, fromPublication)
}
