package date

import "time"

// isName tells whether a weekday's name at i is no day of this week: the imam of
// the Friday mosque, Fridays in general, Good Friday, al-ithnayn "the two".
func (f *finder) isName(i int) bool {
	w, before, after := f.word(i), f.word(i-1), f.key(i+1)
	switch {
	case oneOf(f.key(i-1), "كل", "امام", "خطيب", "مسجد", "جامع", "خطب", "صلوات"):
		return true
	case oneOf(f.key(i-1), "الدكتور", "الشيخ", "السيد", "اللواء", "العميد", "الاستاذ", "المهندس"): // a family name
		return true
	case before.kind == dayNoun && before.n == 3, before.kind == dayNoun && f.key(i-2) == "كل":
		return true
	case oneOf(after, "الدامي", "الدامية", "الاسود", "السوداء", "العظيمة", "الحزينة", "البيضاء", "الاولي", "الثانية", "الثالثة", "الرابعة", "الاخيرة"):
		return true
	case w.n == int(time.Monday):
		return oneOf(f.key(i-1), "بين", "كلا", "هذين", "احد", "هذان") || oneOf(after, "معا", "الاخرين", "الاخران", "كليهما")
	}
	return false
}

// weekdayAlone reads weekdays with no date behind: "مساء الأحد الماضي", "ليل
// السبت - الأحد", "السبت والأحد المقبلين".
func (f *finder) weekdayAlone(i int) []found {
	j := f.parts(i)
	w := f.word(j)
	if w.kind != weekday || j > i && w.lead != "" || f.isName(j) {
		return nil
	}
	var out []found
	start, end := i, j+1
	if d := f.plain(end); d.kind == today && d.n <= 0 && f.hasDay { // "Friday yesterday" on a Thursday: a family name
		day := f.day.AddDate(0, 0, d.n)
		if int(day.Weekday()) != w.n {
			return nil
		}
		return []found{{i, end + 1, oneDay(day, fromPublication)}}
	}
	for {
		q, e := f.whichAt(end)
		if q == nil {
			q, e = f.ofWeek(end)
		}
		if next := f.nightTo(end, w.n); q == nil && next > end { // the night from one day to the next
			s := f.onWeekday(w.n, nil, start, next)
			if s.known {
				s.last = s.first.AddDate(0, 0, 1)
			}
			return append(out, found{start, next, s})
		}
		out = append(out, found{start, e, f.onWeekday(w.n, q, start, e)})
		next := f.word(e)
		if q != nil && q.dual {
			f.shareWhich(out, j, q)
		}
		if q != nil || next.kind != weekday || next.lead != "و" || f.isName(e) {
			return out
		}
		w, start, end = next, e, e+1
	}
}

// shareWhich gives a dual "last" or "next" to the weekdays before it too.
func (f *finder) shareWhich(out []found, first int, q *word) {
	for k := range out[:len(out)-1] {
		at := out[k].start
		if k == 0 {
			at = first
		}
		out[k].stretch = f.onWeekday(f.word(at).n, q, out[k].start, out[k].end)
	}
}

// nightTo reads "- الأحد", "/ الأحد", "إلى الأحد" or "الأحد" behind the day before it.
func (f *finder) nightTo(i, n int) int {
	j := i
	if oneOf(f.key(j), "-", "/", "الي") {
		j++
	}
	if w := f.plain(j); w.kind == weekday && w.n == (n+1)%7 {
		return j + 1
	}
	return i
}

// ofWeek reads "من الأسبوع الماضي": which day that is hangs on the day a week
// begins with, and it is not the same in all Arab states; so it stays open.
func (f *finder) ofWeek(i int) (*word, int) {
	j := i
	if f.key(j) == "من" {
		j++
	}
	if f.unitWord(j, weeks) && f.word(j).def {
		if w, e := f.whichAt(j + 1); w != nil {
			return &word{kind: which}, e
		}
	}
	return nil, i
}

// onWeekday is the day of a weekday's name. Alone it is the nearest one before
// publication, that day included: agencies write "he said on Wednesday" on a
// Wednesday. Told as ahead it is the next.
func (f *finder) onWeekday(n int, q *word, start, end int) stretch {
	if !f.hasDay {
		return unknown(day_, fromPublication)
	}
	back := (int(f.day.Weekday()) - n + 7) % 7
	switch {
	case q == nil && (oneOf(f.key(start-1), "هذا", "ذلك") || oneOf(f.key(end), "الذي", "التالي", "السابق", "اللاحق", "الموالي")):
		return unknown(day_, fromPublication)
	case q == nil && !f.toCome(start, end):
		return oneDay(f.day.AddDate(0, 0, -back), fromPublication)
	case q == nil:
		return oneDay(f.day.AddDate(0, 0, (7-back)%7), fromPublication)
	case q.n == -1 && back == 0, q.n == -2 && back != 0:
		return oneDay(f.day.AddDate(0, 0, -back-7), fromPublication)
	case q.n == -2:
		return oneDay(f.day.AddDate(0, 0, -14), fromPublication)
	case q.n == -1:
		return oneDay(f.day.AddDate(0, 0, -back), fromPublication)
	case q.n == 1:
		return oneDay(f.day.AddDate(0, 0, 7-back), fromPublication)
	}
	return unknown(day_, fromPublication)
}

// whichAt reads "الماضي", "المقبل", "قبل الماضي" (before last); nil when there is none.
func (f *finder) whichAt(i int) (*word, int) {
	j := i
	if f.key(j) == "ما" && f.key(j+1) == "قبل" {
		j++
	}
	before := f.key(j) == "قبل"
	if before {
		j++
	}
	w := f.plain(j)
	switch {
	case w.kind != which, before && w.n != -1:
		return nil, i
	case before:
		w.n = -2
	}
	return &w, j + 1
}
