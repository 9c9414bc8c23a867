package date

import "strings"

// rangeOf reads "من 5 مايو إلى 10 يونيو", "بين 2003 و2006", "من الأحد إلى الخميس". What
// the second date tells and the first leaves out holds for both.
func (f *finder) rangeOf(i int) []found {
	j := i
	if f.key(j) == "ما" {
		j++
	}
	lead := strings.TrimPrefix(f.key(j), "و")
	if !oneOf(lead, "من", "بين", "منذ") {
		return f.pointRange(i, i, false)
	}
	return f.pointRange(i, j+1, lead == "بين")
}

// pointRange reads two dates from token j; between wants "and", else "to".
func (f *finder) pointRange(start, j int, between bool) []found {
	if between && f.unitWord(j, years) && f.word(j).n == 2 || !between && j > start && f.unitWord(j, years) && f.word(j).n == 1 && f.number(j+1) > 0 {
		j++
	}
	if ys := f.yearRange(start, j, between); ys != nil {
		return ys
	}
	a := f.pointAt(j)
	if a.end == j && j > start {
		a = f.bareWeekday(j)
	}
	if between && len(a.days) == 2 && a.month > 0 { // between the 5th and the 10th of May
		a.days = [][2]int{{a.days[0][0], a.days[1][0]}}
		return f.closed(start, f.found(a))
	}
	if a.end == j || j == start && a.month == 0 {
		return nil
	}
	k, ok := f.joint(a.end, between)
	if !ok {
		return nil
	}
	b := f.pointAt(k)
	if b.end == k {
		b = f.bareWeekday(k)
	}
	if b.end == k {
		return nil
	}
	return f.join(start, a, b)
}

func (f *finder) bareWeekday(i int) point {
	j := f.parts(i)
	if w := f.word(j); w.kind == weekday {
		return point{start: i, end: j + 1, weekday: w.n}
	}
	return point{start: i, end: i, weekday: -1}
}

// joint steps over what joins the two ends of a range.
func (f *finder) joint(i int, between bool) (int, bool) {
	switch k := f.key(i); {
	case between && k == "و":
		return i + 1, true
	case between:
		return i, f.word(i).lead == "و" || f.in.Has(i) && f.months.get(i).lead == "و"
	case oneOf(k, "الي", "حتي", "لغاية", "ولغاية", "وحتي", "والي", "-"):
		return i + 1, true
	}
	return i, false
}

// join places both ends.
func (f *finder) join(start int, a, b point) []found {
	if a.weekday >= 0 && b.weekday >= 0 && a.month+b.month == 0 {
		q, e := f.whichAt(b.end)
		if q == nil {
			e = b.end
		}
		last := f.onWeekday(b.weekday, q, start, e)
		if !last.known {
			return []found{{start, e, last}}
		}
		first := last
		first.first = last.first.AddDate(0, 0, -((b.weekday - a.weekday + 7) % 7))
		first.last = first.first
		if q != nil && q.n > 0 && !first.first.After(f.day) { // it may be the week after too
			return []found{{start, e, unknown(day_, fromPublication)}}
		}
		return f.through2(start, e, first, last)
	}
	if len(a.days) > 1 || len(b.days) > 1 || (len(a.days) == 0) != (len(b.days) == 0) {
		return nil
	}
	if a.month == 0 && a.thisMonth == nil {
		a.month, a.cal, a.name, a.thisMonth = b.month, b.cal, b.name, b.thisMonth
	}
	if a.year == 0 && a.which == nil && a.yearWhich == nil {
		a.year, a.which, a.yearWhich = b.year, b.which, b.yearWhich
	}
	if !f.isDate(&b) || a.month == 0 && a.thisMonth == nil {
		return nil
	}
	first, last := f.found(a), f.found(b)
	if len(first) != 1 || len(last) != 1 {
		return nil
	}
	return f.through2(start, b.end, first[0].stretch, last[0].stretch)
}

func (f *finder) through2(start, end int, first, last stretch) []found {
	s, ok := first.to(last)
	if !ok {
		return nil
	}
	return []found{{start, end, s}}
}

func (f *finder) closed(start int, out []found) []found {
	if len(out) == 1 {
		out[0].start = start
		return out
	}
	return nil
}

// yearRange reads "بين 2003 و2006", "من 2003 إلى 2006".
func (f *finder) yearRange(start, j int, between bool) []found {
	if start == j {
		return nil
	}
	a := f.number(j)
	if len(f.key(j)) != 4 || !plausible(a) {
		return nil
	}
	k, ok := f.joint(j+1, between)
	if !ok {
		return nil
	}
	told := j > start+1
	if f.unitWord(k, years) && f.word(k).n == 1 {
		k, told = k+1, true
	}
	b := f.number(k)
	if len(f.key(k)) != 4 || !plausible(b) || b < a || !told && f.counts(k+1) {
		return nil
	}
	first, _ := span(gregorian, a, 0, 0)
	last, _ := span(gregorian, b, 0, 0)
	return f.through2(start, k+1, first, last)
}
