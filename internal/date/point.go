package date

import "time"

// A point is a date of a calendar as it is told: any part may be missing.
type point struct {
	start, end int
	weekday    int      // -1 none
	days       [][2]int // days of the month, "5 and 6" as two, "5 to 10" as one
	month      int
	cal        calendar
	year       int
	which      *word // of the month: "October last"
	yearWhich  *word // of the year: "October of last year"
	thisMonth  *word // "of last month", in place of a name
	name       month
	shahr      bool // "the month of" stands before the name
	numeric    bool
}

// undecided is the year of a date whose calendar cannot be told: 1393/07/30.
const undecided = -1

// pointAt reads: parts of the day, weekday, day, month, year, in any of the
// orders in print. end is i when nothing was read.
func (f *finder) pointAt(i int) point {
	p := point{start: i, end: i, weekday: -1}
	j := f.parts(i)
	if w := f.word(j); w.kind == weekday && (j == i || w.lead == "") && !f.isName(j) {
		p.weekday, j = w.n, f.afterWeekday(j+1)
	}
	if e := f.numeric(j, &p); e > j {
		p.end = e
		return p
	}
	if y := f.number(j); len(f.key(j)) == 4 && plausible(y) { // 2014 October 22
		if m := f.monthAt(j + 1); m.n > 0 && f.number(m.end) > 0 && f.number(m.end) <= 31 {
			p.setMonth(m)
			p.year, p.days, p.end = y, one(f.number(m.end)), m.end+1
			return p
		}
	}
	k := f.daysOfMonth(j, &p)
	if k > j {
		p.end = f.monthAfterDay(k, &p)
		return p
	}
	if p.weekday < 0 {
		p.end = f.monthFirst(j, &p)
	}
	return p
}

func one(d int) [][2]int { return [][2]int{{d, d}} }

// plausible years of a newspaper's "in 2011".
func plausible(y int) bool { return y >= 1900 && y <= 2100 }

func (p *point) setMonth(m month) { p.month, p.cal, p.name = m.n, m.cal, m }

// afterWeekday steps over what may stand between a weekday and its date.
func (f *finder) afterWeekday(j int) int {
	k := j
	if _, e := f.whichAt(k); e > k { // Sunday last, the 22nd
		k = e
	}
	for oneOf(f.key(k), "،", ",", "(", "الموافق", "المصادف", "الواقع", "-", "ل") || oneOf(f.key(k), "فيه", "في") && f.key(k-1) == "الواقع" {
		k++
	}
	if n := f.number(k); n > 0 || f.ordinalAt(k) > 0 || len(f.key(k)) > 4 && f.key(k)[0] >= '0' && f.key(k)[0] <= '9' {
		return k
	}
	return j
}

// parts steps over parts of the day and "day": "في وقت متأخر من مساء يوم" (late
// in the evening of the day). It returns i when they are not followed by more.
func (f *finder) parts(i int) int {
	j := i
	if k := f.key(j); oneOf(k, "وقت", "ساعة") && oneOf(f.key(j+1), "سابق", "لاحق", "متاخر", "متاخرة", "مبكر", "مبكرة") {
		j += 2
		if f.key(j) == "من" {
			j++
		}
	}
	for first := true; ; first = false {
		w := f.word(j)
		switch {
		case !first && w.lead != "":
			return j
		case w.kind == part, w.kind == dayNoun && w.n < 3, w.kind == dayNoun && f.number(j+1) > 0:
			j++
		case oneOf(f.key(j), "بعد", "قبل", "منتصف") && oneOf(f.key(j+1), "ظهر", "ليل", "عصر", "ليلة"):
			j += 2
		default:
			return j
		}
	}
}

// daysOfMonth reads "22", "الـ22", "الثاني والعشرين", "5 و6", "5 - 10", "5 إلى 10".
func (f *finder) daysOfMonth(i int, p *point) int {
	d, j := f.dayNumber(i)
	if d == 0 {
		return i
	}
	p.days = one(d)
	for {
		k := j
		ranged := oneOf(f.key(k), "-", "الي", "حتي", "لغاية")
		if ranged || oneOf(f.key(k), "و", "او", "،") {
			k++
		}
		e, next := f.dayNumber(k)
		last := &p.days[len(p.days)-1]
		switch {
		case e == 0 || e <= last[1] || k == j && f.word(k).lead != "و":
			return j
		case ranged:
			last[1] = e
		default:
			p.days = append(p.days, [2]int{e, e})
		}
		j = next
	}
}

// dayNumber reads one day of the month, in digits or as an ordinal.
func (f *finder) dayNumber(i int) (day, end int) {
	j := i
	if f.key(j) == "ال" && f.glued(j+1) {
		j++
	}
	if len(f.key(j)) <= 2 {
		if n := f.number(j); n >= 1 && n <= 31 {
			return n, j + 1
		}
	}
	if oneOf(f.key(i), "اول", "واول", "فاتح") && f.monthAt(i+1).n > 0 { // awwal māyū, Maghrebi fātiḥ māy, the first of May
		return 1, i + 1
	}
	n := f.ordinalAt(i)
	if n == 0 {
		return 0, i
	}
	next := f.word(i + 1)
	switch {
	case n < 10 && oneOf(f.key(i+1), "عشر", "عشرة"):
		return n + 10, i + 2
	case n < 10 && next.kind == ordinal && next.lead == "و" && next.n >= 20:
		return n + next.n, i + 2
	case n > 30:
		return 0, i
	}
	return n, i + 1
}

func (f *finder) ordinalAt(i int) int {
	if w := f.word(i); w.kind == ordinal && (w.lead == "" || w.lead == "و") {
		return w.n
	}
	return 0
}

// monthAfterDay reads what follows the days of a month; p.days[...] alone is a
// point too, which only a range may complete.
func (f *finder) monthAfterDay(j int, p *point) int {
	k := j
	if f.key(k) == "من" {
		k++
	}
	if f.unitWord(k, months) && !f.word(k).def {
		if m := f.monthAt(k + 1); m.n > 0 {
			p.shahr = true
			k++
		}
	}
	if m := f.monthAt(k); m.n > 0 && m.lead == "" {
		p.setMonth(m)
		return f.yearAfter(m.end, p)
	}
	if f.unitWord(k, months) && f.word(k).def { // the 5th of last month
		if w, e := f.whichAt(k + 1); w != nil {
			p.thisMonth = w
			return e
		}
	}
	if w, e := f.whichAt(j); w != nil && w.n != same && !w.dual { // the 15th instant
		p.thisMonth = w
		return e
	}
	return j
}

func (f *finder) unitWord(i, of int) bool {
	w := f.word(i)
	return w.kind == unit && w.of == of
}

// monthFirst reads a month, and perhaps its day behind it, and the year.
func (f *finder) monthFirst(i int, p *point) int {
	j := i
	if w := f.word(j); w.kind == edge && f.months.get(j).n == 0 {
		j++
		if f.key(j) == "من" {
			j++
		}
	}
	if f.unitWord(j, months) && !f.word(j).def && f.word(j).n > 0 {
		p.shahr = true
		j++
	}
	m := f.monthAt(j)
	if m.n == 0 || p.shahr && m.lead != "" {
		return i
	}
	p.setMonth(m)
	k := m.end
	if d := f.number(k); d >= 1 && d <= 31 && len(f.key(k)) <= 2 { // October 22, 2014
		e := k + 1
		if oneOf(f.key(e), "،", ",") {
			e++
		}
		if y := f.number(e); len(f.key(e)) == 4 && plausible(y) {
			p.days, p.year = one(d), y
			return e + 1
		}
	}
	return f.yearAfter(k, p)
}

// yearAfter reads the year of a month, told or relative, or "last" of the month.
func (f *finder) yearAfter(i int, p *point) int {
	if w, e := f.whichAt(i); w != nil {
		p.which = w
		return e
	}
	j := i
	if oneOf(f.key(j), "،", ",", "من", "-", "/") {
		j++
	}
	if oneOf(f.key(j), "هذا", "هذه") && f.unitWord(j+1, years) {
		p.yearWhich = &word{kind: which}
		return j + 2
	}
	counted := f.unitWord(j, years) && f.word(j).n == 1
	if counted {
		if w, e := f.whichAt(j + 1); w != nil && f.word(j).def && !w.dual {
			p.yearWhich = w
			return e
		}
		j++
	}
	if y := f.number(j); len(f.key(j)) == 4 && y >= 1000 || counted && y >= 100 {
		p.year = y
		return f.era(j+1, p)
	}
	return i
}

// era reads هـ (hijrī), م (mīlādī) and their long forms.
func (f *finder) era(i int, p *point) int {
	e, cal, ok := f.eraAt(i)
	if ok && p.month == 0 {
		p.cal = cal
	}
	return e
}

func (f *finder) eraAt(i int) (end int, cal calendar, ok bool) {
	j, closing := i, ""
	if f.key(j) == "(" {
		j, closing = j+1, ")"
	}
	switch k := f.key(j); {
	case oneOf(k, "ه", "هجري", "هجرية", "هجريا", "للهجرة"):
		cal, j = hijri, j+1
		if oneOf(f.key(j), "ش", "شمسي", "شمسية") {
			cal, j = jalali, j+1
		}
	case oneOf(k, "ش", "شمسي", "شمسية"):
		cal, j = jalali, j+1
	case oneOf(k, "م", "ميلادي", "ميلادية", "ميلاديا", "للميلاد"):
		j++
	default:
		return i, gregorian, false
	}
	if k := f.key(j - 1); len(k) == 2 && f.key(j) == "." && k != "م" {
		return j, cal, true
	}
	if closing != "" {
		if f.key(j) != closing {
			return i, gregorian, false
		}
		j++
	}
	return j, cal, true
}

// weekdayFits tells whether a day falls on the weekday told, if one is.
func (p *point) weekdayFits(d time.Time) bool { return p.weekday < 0 || int(d.Weekday()) == p.weekday }
