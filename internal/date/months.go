package date

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
)

// A month is a month's name at a token.
type month struct {
	n    int // 0: no name begins here
	cal  calendar
	end  int // token behind the name
	lead string
	name string // folded
	both bool   // told by two names, Levantine and Egyptian
}

// Some names are common words or names of people too. What must stand round
// one, so that it is read as a month:
const (
	freely    = iota // nothing
	governed         // a preposition, or what follows
	told             // a day, a year, "month of", or "last"
	fullyTold        // a year, or "month of": with a day alone it may be a count (3 صفر, three-nil)
)

// wary lists them, folded. Hijri and Jalali names that are not listed are governed.
var wary = map[string]int{
	"مارس":      governed, // mārasa "practised"
	"اب":        told,     // āba "returned", ab "father"
	"اوت":       told,     // āwat "sheltered"
	"ماي":       told,     // Theresa May
	"جوان":      told,     // a given name
	"تموز":      governed,
	"نيسان":     governed, // Nissan
	"اذار":      governed,
	"ايار":      governed,
	"شباط":      governed,
	"ايلول":     governed, // Black September
	"محرم":      told,     // muḥarram "forbidden"
	"المحرم":    told,
	"صفر":       fullyTold, // ṣifr "zero"
	"رجب":       told,
	"شعبان":     told,
	"شوال":      told,
	"خرداد":     fullyTold,
	"تير":       fullyTold,
	"مرداد":     fullyTold,
	"امرداد":    fullyTold,
	"مهر":       fullyTold, // the agency Mehr
	"ابان":      fullyTold,
	"اذر":       fullyTold,
	"دي":        fullyTold, // de
	"بهمن":      fullyTold, // Bahman, a general and a group
	"ربيع اول":  told,
	"ربيع ثان":  told,
	"ربيع ثاني": told,
	"ربيع اخر":  fullyTold, // "another spring"
	"فروردين":   told,
	"ارديبهشت":  told,
	"شهريور":    told,
	"اسفند":     told,
}

func (m *month) wants() int {
	if w, ok := wary[m.name]; ok {
		return w
	}
	if m.cal != gregorian {
		return governed
	}
	return freely
}

// readMonth finds the longest name of a month that begins at token i.
func (f *finder) readMonth(lx *lexicon.Lexicon, i int) month {
	key := f.tokens[i].Key
	if m := f.nameFrom(lx, i, key); m.n > 0 {
		return m
	}
	for _, lead := range [...]string{"و", "ف", "ب", "ل", "ك", "وب", "ول"} {
		if rest, ok := strings.CutPrefix(key, lead); ok {
			if m := f.nameFrom(lx, i, rest); m.n > 0 {
				m.lead = lead
				return m
			}
		}
	}
	return month{}
}

func (f *finder) nameFrom(lx *lexicon.Lexicon, i int, words string) (best month) {
	if !lx.Begins(words, lexicon.KindMonth) {
		return month{}
	}
	for e := i + 1; ; e++ {
		values, ok := lx.Phrase(words, f.buf[:0])
		if !ok {
			return best
		}
		for _, v := range values {
			if v.Kind == lexicon.KindMonth {
				t := lx.Table("months")
				n := digits(t.Get(int(v.Row), "month"))
				best = month{n: n, cal: calendarOf(t.Get(int(v.Row), "calendar")), end: e, name: words}
			}
		}
		if !f.in.Has(e) {
			return best
		}
		words += " " + f.tokens[e].Key
	}
}

func calendarOf(name string) calendar {
	for _, c := range [...]calendar{hijri, jalali} {
		if c.String() == name {
			return c
		}
	}
	return gregorian
}

// monthAt reads a month at i with its second name: "نيسان / أبريل" (nīsān /
// abrīl), "يوليو (تموز)" (yūliyū (tammūz)), and the two side by side.
func (f *finder) monthAt(i int) month {
	if !f.in.Has(i) || f.months.get(i).n == 0 {
		return month{}
	}
	m := *f.months.get(i)
	j, closing := m.end, ""
	switch f.key(j) {
	case "/", "-", "،":
		j++
	case "(", "[":
		closing = map[string]string{"(": ")", "[": "]"}[f.key(j)]
		j++
	}
	if !f.in.Has(j) || f.months.get(j).n != m.n || f.months.get(j).cal != m.cal || f.months.get(j).lead != "" || f.months.get(j).name == m.name {
		return m
	}
	e := f.months.get(j).end
	if closing != "" {
		if f.key(e) != closing {
			return m
		}
		e++
	}
	m.end, m.both = e, true
	return m
}

// governedAt tells whether a preposition or a vague part of a period stands before token i.
func (f *finder) governedAt(i int) bool {
	if i > f.in.Start && f.in.Has(i-1) {
		k := f.tokens[i-1].Key
		if oneOf(strings.TrimPrefix(k, "و"), "في", "منذ", "خلال", "حتي", "من", "بين", "الي", "قبل", "بعد", "طوال", "طيلة", "بحلول") {
			return true
		}
		return f.words.get(i-1).kind == edge || f.months.get(i-1).n > 0 || len(f.tokens[i-1].Readings) > 0 && f.tokens[i-1].Is(isnad.Num)
	}
	return false
}
