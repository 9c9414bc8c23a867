package date

import (
	"strings"
	"time"

	"github.com/isnad/isnad"
)

// relativeDay reads days told from today: "أمس الأول", "فجر اليوم", "الليلة
// الماضية", "أمس (الأحد)".
func (f *finder) relativeDay(i int) []found {
	j := f.parts(i)
	n, e, ok := f.fromToday(i, j)
	if !ok {
		return nil
	}
	weekdayAt, closing := e, ""
	switch f.key(e) {
	case "(":
		weekdayAt, closing = e+1, ")"
	case "،", ",":
		weekdayAt++
	}
	w := f.plain(weekdayAt)
	if w.kind != weekday {
		return f.offset(i, e, n)
	}
	if p := f.pointAt(weekdayAt); p.end > weekdayAt && len(p.days) == 1 && (p.month > 0 || p.thisMonth != nil) && closing == "" {
		if s, ok := f.resolve(&p, p.days[0][0]); ok { // today, Wednesday the 22nd of October
			return []found{{i, p.end, s}}
		}
	}
	end := weekdayAt + 1
	if closing != "" {
		if f.key(end) != closing {
			return f.offset(i, e, n)
		}
		end++
	}
	if !f.hasDay {
		return f.offset(i, end, n)
	}
	// Pages are dated days after the words were written, hardly before: the weekday decides.
	d := f.day.AddDate(0, 0, n)
	shift := (w.n - int(d.Weekday()) + 7) % 7
	if shift > 1 {
		shift -= 7
	}
	return []found{{i, end, oneDay(d.AddDate(0, 0, shift), fromPublication)}}
}

func (f *finder) offset(start, end, n int) []found {
	if !f.hasDay {
		return []found{{start, end, unknown(day_, fromPublication)}}
	}
	return []found{{start, end, oneDay(f.day.AddDate(0, 0, n), fromPublication)}}
}

// fromToday reads the day word at j: days from publication and its end. i is
// where the parts of the day before it begin.
func (f *finder) fromToday(i, j int) (n, end int, ok bool) {
	w := f.word(j)
	if j > i && w.lead != "" {
		return 0, j, false
	}
	switch key := strings.TrimPrefix(f.key(j), "و"); {
	case oneOf(key, "اول", "الاول") && f.key(j+1) == "من" && f.plain(j+2).kind == today && f.plain(j+2).n == -1:
		return -2, j + 3, true
	case oneOf(key, "اول", "قبل") && f.plain(j+1).kind == today && f.plain(j+1).n == -1:
		return -2, j + 2, true
	case key == "بعد" && (f.plain(j+1).kind == today || f.plain(j+1).kind == bound) && f.plain(j+1).n == 1 && f.key(j+1) != "غدا":
		return 2, j + 2, true
	case oneOf(key, "هذا", "هذه") && oneOf(f.key(j+1), "اليوم", "المساء", "الصباح", "الفجر", "الليلة", "النهار"):
		return 0, j + 2, true
	}
	switch w.kind {
	case tonight:
		if oneOf(f.key(j-1), "تلك", "نفس") || oneOf(f.key(j+1), "التالية", "السابقة", "نفسها", "ذاتها", "الاولي", "الثانية", "الثالثة", "الاخيرة") {
			return 0, j, false
		}
		if q, e := f.whichAt(j + 1); q != nil {
			return q.n, e, q.n < 0
		}
		return 0, j + 1, w.lead == "" || w.lead == "و"
	case bound:
		return w.n, j + 1, j > i || w.lead == "ب" && w.n < 0
	case today:
		return f.dayWord(w, i, j)
	}
	return 0, j, false
}

// dayWord settles al-yawm, ams and ghadan, which are other words as well.
func (f *finder) dayWord(w word, i, j int) (n, end int, ok bool) {
	switch w.n {
	case 0:
		return 0, j + 1, f.isToday(w, i, j)
	case -1:
		if oneOf(f.key(j+1), "الحاجة", "حاجة") { // fī amassi l-ḥāja, in dire need
			return 0, j, false
		}
		if oneOf(f.key(j+1), "الاول", "الاولي") && f.months.get(j+1).n == 0 { // al-bāriḥa al-ūlā too, in Saudi papers
			return -2, j + 2, true
		}
		return -1, j + 1, true
	}
	if strings.HasSuffix(f.key(j), "غدا") && f.in.Has(j+1) && f.plain(j+1).kind == none { // ghadā wāḍiḥan, it became clear
		if t := &f.tokens[j+1]; len(t.Readings) > 0 && t.R().Features.Any(isnad.AccInd) && strings.HasSuffix(t.Key, "ا") {
			return 0, j, false
		}
	}
	if strings.HasSuffix(f.key(j), "غد") && j == i && w.lead != "ل" && f.word(j+1).kind != weekday {
		return 0, j, false // ghad alone: "tomorrow's world"
	}
	return 1, j + 1, true
}

// isToday: al-yawm is "the day" with an adjective or an ordinal behind it, and
// the name of newspapers and channels.
func (f *finder) isToday(w word, i, j int) bool {
	if w.lead != "" && w.lead != "و" && w.lead != "ف" {
		return false
	}
	if q := f.word(j + 1); q.kind == ordinal && q.lead == "" {
		return false
	}
	if oneOf(f.key(j+1), "العالمي", "الدولي", "الوطني", "التالي", "السابع", "الواحد", "المذكور", "نفسه", "ذاته", "عينه", "الذي", "الموالي", "السابق", "المفتوح", "الدراسي", "الاخير", "كله", "التاريخي", "المشهود") {
		return false
	}
	if j > i {
		return true
	}
	return !oneOf(f.key(j-1), "في", "وفي", "ذلك", "نفس", "ذات", "كل", "المصري", "روسيا", "صحيفة", "جريدة", "قناة", "موقع", "اخبار", "دار", "عين", "فلسطين", "العرب", "مؤسسة", "بنفس")
}

// ago reads "قبل يومين", "منذ نحو 3 أسابيع", "قبل سنوات".
func (f *finder) ago(i int) []found {
	if !oneOf(strings.TrimPrefix(f.key(i), "و"), "قبل", "منذ") {
		return nil
	}
	j, vague, rough := i+1, false, false
	switch {
	case f.plain(j).kind == about:
		j, rough = j+1, true
	case oneOf(f.key(j), "اكثر", "اقل", "ما") && oneOf(f.key(j+1), "من", "يزيد", "يقارب"):
		j, vague = j+2, true
	}
	n, u, e := f.count(j)
	if e == j || f.idafa(n, u, e) {
		return nil
	}
	if f.key(e) == "واحد" || f.key(e) == "واحدة" {
		e++
	}
	if strings.HasPrefix(f.key(e), "ونصف") || strings.HasPrefix(f.key(e), "وعدة") {
		vague, e = true, e+1
	}
	if f.plain(e).kind == none && f.key(e) == "تقريبا" {
		rough, e = true, e+1
	}
	if f.key(e) == "من" {
		if !oneOf(f.key(e+1), "الان", "اليوم") { // two days before something else
			return nil
		}
		e += 2
	}
	s := f.back(n, u.of)
	if vague || n == 0 {
		s = unknown(s.grain, fromPublication)
	}
	if rough && s.grain == day_ {
		s.grain = week_
	}
	return []found{{i, e, s}}
}

// idafa: "قبل يوم الانتخابات" and "منذ شهر مايو" count nothing.
func (f *finder) idafa(n int, u word, e int) bool {
	if n != 1 {
		return false
	}
	if f.in.Has(e) && (f.months.get(e).n > 0 && f.months.get(e).lead == "" || f.number(e) >= 0) {
		return true
	}
	return u.of == days && (f.plain(e).kind == weekday || strings.HasPrefix(f.key(e), "ال") || f.plain(e).kind == today || f.plain(e).kind == bound)
}

// count reads "يومين", "3 أيام", "ثلاثة أيام", "خمسة عشر يوما", "بضعة أيام": how many
// (0 unknown) of what.
func (f *finder) count(i int) (n int, u word, end int) {
	if u, ok := f.unitAt(i); ok && !u.def {
		return u.n, u, i + 1
	}
	j := i
	if w := f.plain(j); w.kind == cardinal && !w.def {
		n, j = w.n, j+1
		if n < 10 && n > 0 && oneOf(f.key(j), "عشر", "عشرة") {
			n, j = n+10, j+1
		}
	} else if n = f.number(j); n > 0 {
		j++
	} else {
		return 0, word{}, i
	}
	if u, ok := f.unitAt(j); ok && !u.def && u.n < 2 {
		return n, u, j + 1
	}
	return 0, word{}, i
}

// back is the day, week, month or year so many units before publication.
func (f *finder) back(n, of int) stretch {
	grain := [...]string{days: day_, weeks: week_, months: month_, years: year_, tenYears: decade_}[of]
	if !f.hasDay || of == tenYears {
		return unknown(grain, fromPublication)
	}
	y, m := f.day.Year(), f.day.Month()
	var s stretch
	ok := true
	switch of {
	case days:
		return oneDay(f.day.AddDate(0, 0, -n), fromPublication)
	case weeks:
		s = oneDay(f.day.AddDate(0, 0, -7*n), fromPublication)
		s.grain = week_
	case months:
		t := time.Date(y, m-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		s, ok = span(gregorian, t.Year(), int(t.Month()), 0)
	case years:
		if s, ok = span(gregorian, y-n, 0, 0); n > 150 { // "2,000 years ago" is no year
			ok = false
		}
	}
	if !ok {
		return unknown(grain, fromPublication)
	}
	s.basis = fromPublication
	return s
}
