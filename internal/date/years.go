package date

import (
	"strings"

	"github.com/isnad/isnad"
)

// yearAlone reads "عام 2003", "عامي 2003 و2006", "في 2011", "عام 1435 هـ", "موسم 2013-2014".
func (f *finder) yearAlone(i int) []found {
	w := f.word(i)
	j := i
	if w.kind == edge {
		j++
	}
	if f.unitWord(j, years) && (j == i || f.plain(j).kind == unit) {
		return f.yearsAfterWord(i, j+1)
	}
	switch {
	case w.kind == edge, w.kind == ofYear, oneOf(f.key(i), "حرب", "ثورة", "انتفاضة", "نكسة", "نكبة", "عدوان", "هزيمة"):
	case oneOf(strings.TrimPrefix(f.key(i), "و"), "في", "منذ", "خلال", "بحلول", "حتي", "الفترة"):
	case f.key(i) == "من" && oneOf(f.key(i-1), "الاول", "الاولي", "الثاني", "الثانية", "الثالث", "الثالثة", "الرابع", "الاخير", "الاخيرة"): // the first quarter of 2014
	default:
		return nil
	}
	if s, e, ok := f.yearPair(i + 1); ok {
		return []found{{i + 1, e, s}}
	}
	y := f.number(i + 1)
	if len(f.key(i+1)) != 4 || !plausible(y) || w.kind == none && f.counts(i+2) {
		return nil
	}
	start := i + 1
	if w.kind == edge {
		start = i
	}
	s, ok := span(gregorian, y, 0, 0)
	e, cal, told := f.eraAt(i + 2)
	if !ok || told && cal != gregorian {
		return nil
	}
	return []found{{start, e, s}}
}

// yearsAfterWord reads the years behind "year", "two years", "years".
func (f *finder) yearsAfterWord(start, i int) []found {
	if s, e, ok := f.yearPair(i); ok {
		return []found{{start, e, s}}
	}
	if k := f.key(i); oneOf(k, "الهجري", "الهجرية") && len(f.key(i+1)) == 4 { // the Hijri year 1436
		if s, ok := span(hijri, f.number(i+1), 0, 0); ok {
			e, _, _ := f.eraAt(i + 2)
			return []found{{start, e, s}}
		}
	}
	var out []found
	for j := i; ; {
		y := f.number(j)
		if n := len(f.key(j)); y < 100 || n > 4 {
			return out
		}
		e, cal, told := f.eraAt(j + 1)
		s, ok := span(cal, y, 0, 0)
		switch {
		case !ok:
			return out
		case !told && y >= 1300 && y <= 1500: // of the hijra, the sun or Christ: the page does not say
			s = unknown(year_, fromText)
		}
		if len(out) > 0 {
			start = j
		}
		out = append(out, found{start, e, s})
		if f.word(i-1).n == 1 || !oneOf(f.key(e), "و", "،", "او") {
			return out
		}
		j = e + 1
	}
}

// yearPair reads 2013-2014 and 2013/2014.
func (f *finder) yearPair(i int) (s stretch, end int, ok bool) {
	a, b, e := f.number(i), -1, i+3
	if p := strings.Split(f.key(i), "/"); len(p) == 2 {
		a, b, e = digits(p[0]), digits(p[1]), i+1
	} else if oneOf(f.key(i+1), "-", "/") {
		b = f.number(i + 2)
	}
	if !plausible(a) || !plausible(b) || b <= a || oneOf(f.key(e), "-", "/") && f.glued(e) {
		return stretch{}, i, false
	}
	first, _ := span(gregorian, a, 0, 0)
	last, _ := span(gregorian, b, 0, 0)
	s, ok = first.to(last)
	return s, e, ok
}

// counts tells whether a number before token i may be a count of what stands
// there: an indefinite noun, a per cent sign, a number word, a foreign name of a
// coin. In doubt it is one.
func (f *finder) counts(i int) bool {
	if !f.in.Has(i) {
		return false
	}
	t := &f.tokens[i]
	if oneOf(t.Key, "%", "$", "€", "£", "الف", "مليون", "مليار", "الاف", "متر", "كلم", "كم", "من", "في") {
		return !oneOf(t.Key, "من", "في")
	}
	if len(t.Readings) == 0 {
		return false
	}
	r := t.R()
	return (r.POS == isnad.Noun || r.POS == isnad.Adj) && r.Pro == 0 && r.Pron == "" && !r.Features.Has(isnad.Masdar)
}

// decade reads "تسعينيات القرن الماضي" and "الثمانينات".
func (f *finder) decade(i int) []found {
	j := i
	if f.unitWord(j, tenYears) && f.word(j).n == 1 && !f.word(j).def {
		j++
	}
	w := f.word(j)
	if w.kind != decades || f.isAge(j) {
		return nil
	}
	century, e, told := f.century(j + 1)
	switch {
	case told && century < 0:
		return []found{{i, e, unknown(decade_, fromPublication)}}
	case told:
	case !w.def:
		return nil
	case w.n <= 20: // of which century, the 1920s or ours, nothing tells
		return []found{{i, e, unknown(decade_, fromText)}}
	default:
		century = 19
	}
	first, ok := span(gregorian, 100*century+w.n, 0, 0)
	last, _ := span(gregorian, 100*century+w.n+9, 0, 0)
	s, joined := first.to(last)
	if !ok || !joined {
		return nil
	}
	s.grain = decade_
	if f.plain(e-1).kind == which {
		s.basis = fromPublication
	}
	return []found{{i, e, s}}
}

// century reads "القرن الماضي", "القرن العشرين", "القرن التاسع عشر": its first two
// digits, -1 when publication would have to tell and does not.
func (f *finder) century(i int) (n, end int, told bool) {
	j := i
	if f.key(j) == "من" {
		j++
	}
	if f.key(j) != "القرن" {
		return 0, i, false
	}
	if q, e := f.whichAt(j + 1); q != nil {
		if !f.hasDay || q.n == same || q.n < -1 {
			return -1, e, true
		}
		return f.day.Year()/100 + q.n, e, true
	}
	if d, e := f.dayNumber(j + 1); d > 0 {
		return d - 1, e, true
	}
	return 0, i, false
}

// isAge: "في الثلاثينات من العمر", "رجل في الخمسينيات".
func (f *finder) isAge(i int) bool {
	if f.key(i+1) == "من" && strings.HasPrefix(strings.TrimPrefix(f.key(i+2), "ال"), "عمر") || strings.HasPrefix(f.key(i+1), "عمر") {
		return true
	}
	for k := i - 1; k >= i-4 && k >= f.in.Start; k-- {
		t := &f.tokens[k]
		if oneOf(t.Key, "رجل", "امراة", "سيدة", "رجلا", "شاب", "شابا", "مواطن", "مواطنا", "مسن", "مسنا", "وهو", "وهي", "عمره", "عمرها", "يبلغ", "تبلغ") {
			return true
		}
	}
	return false
}
