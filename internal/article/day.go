package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	yearFirst = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2}) ?[-/.\\] ?([0-9]{1,2}) ?[-/.\\] ?([0-9]{1,2})(?:[^0-9]|$)`)
	dayFirst  = regexp.MustCompile(`(?:^|[^0-9])([0-9]{1,2}) ?[-/.\\] ?([0-9]{1,2}) ?[-/.\\] ?((?:19|20)[0-9]{2})(?:[^0-9]|$)`)
	inPath    = regexp.MustCompile(`/((?:19|20)[0-9]{2})[-/]?([0-9]{2})[-/]?([0-9]{2})(?:[^0-9]|$)`)
	compact   = regexp.MustCompile(`^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[^0-9]|$)`)
)

// ymd is the ISO form of a day that exists, or "".
func ymd(y, m, d string) string {
	a, _ := strconv.Atoi(y)
	b, _ := strconv.Atoi(m)
	c, _ := strconv.Atoi(d)
	t := time.Date(a, time.Month(b), c, 0, 0, 0, 0, time.UTC)
	if b < 1 || b > 12 || t.Day() != c || int(t.Month()) != b {
		return ""
	}
	return t.Format("2006-01-02")
}

// cleanDay reads a day as machines write it: ISO 8601 and its relatives. The
// day is that of the time zone it is written in, not of UTC: an article of one
// in the morning in Cairo is of that day.
func (lb *Labels) cleanDay(s string) string {
	s = strings.TrimSpace(s)
	if m := yearFirst.FindStringSubmatch(s[:min(len(s), 64)]); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006", "Mon Jan 2 15:04:05 MST 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("2006-01-02")
		}
	}
	return lb.numbered(lb.key(s[:min(len(s), 64)]))
}

// day takes the day that a folded line names with its year, when the article
// has none yet. Days without a year and numbers that could be read two ways in
// the order of Arabic newspapers (day first) are not guessed at.
func (m *marker) day(key string) bool {
	d := m.lb.dayIn(key)
	if d == "" {
		return false
	}
	if m.a.Date == "" {
		m.a.Date, m.a.Basis = d, "text"
	}
	return true
}

func (lb *Labels) dayIn(key string) string {
	if m := yearFirst.FindStringSubmatch(key); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(key); m != nil {
		return ymd(m[3], m[2], m[1])
	}
	fields := dayFields(key)
	other := "" // day of another calendar, for where no Gregorian one stands beside it
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil || n < 1 || n > 31 {
			continue
		}
		if i > 0 && i+1 < len(fields) { // "March 5 2019"
			if v, y := lb.month(fields[i-1]), fields[i+1]; v.Number > 0 && len(y) == 4 && (latin(fields[i-1]) || v.Calendar == "gregorian" && (i < 2 || !isNumber(fields[i-2]))) {
				if year, err := strconv.Atoi(y); err == nil && year >= firstYear[v.Calendar] && year < firstYear[v.Calendar]+200 {
					if d := lb.civil(v.Calendar, year, v.Number, n); d != "" {
						return d
					}
				}
			}
		}
		if i > 1 { // "2019 March 5"
			if v, y := lb.month(fields[i-1]), fields[i-2]; v.Calendar == "gregorian" && len(y) == 4 {
				if year, err := strconv.Atoi(y); err == nil && year >= 1900 && year < 2100 && (i+1 == len(fields) || len(fields[i+1]) != 4) {
					if d := lb.civil(v.Calendar, year, v.Number, n); d != "" {
						return d
					}
				}
			}
		}
		var month Month
		for k := i + 1; k < len(fields) && k <= i+4; k++ { // "24 nisan / abril 2020", "5 kanun al-thani 2014"
			if y, err := strconv.Atoi(fields[k]); err == nil {
				switch from := firstYear[month.Calendar]; {
				case from == 0 || y < from || y >= from+200:
				case month.Calendar == "gregorian":
					return lb.civil(month.Calendar, y, month.Number, n)
				case other == "":
					other = lb.civil(month.Calendar, y, month.Number, n)
				}
				break
			}
			if v := lb.month(fields[k]); v.Number > 0 && (month.Number == 0 || v.Calendar == "gregorian") {
				month = v
			}
			if k+1 < len(fields) {
				if v := lb.month(fields[k] + " " + fields[k+1]); v.Number > 0 {
					month = v
				}
			}
		}
	}
	if other == "" {
		other = lb.numbered(key)
	}
	return other
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// dayFields cuts a row at its signs, and where digits and letters are stuck together: "5th",
// "March2019", "2019m" with the era behind the year.
func dayFields(key string) (fields []string) {
	for _, f := range strings.FieldsFunc(key, func(r rune) bool {
		return r == ' ' || strings.ContainsRune(",،/-|:()[]–—•·\\", r)
	}) {
		f = strings.TrimRight(f, ".")
		for stuck := false; f != ""; stuck = true {
			digit := isNumber(f)
			k := strings.IndexFunc(f, func(r rune) bool { return (r >= '0' && r <= '9') != digit })
			if k < 0 {
				k = len(f)
			}
			part := f[:k]
			if month, ok := strings.CutSuffix(part, "ماه"); ok && len(month) > 4 {
				part = month
			}
			if digit || !stuck || utf8.RuneCountInString(part) > 2 { // no ending of the number before it
				fields = append(fields, part)
			}
			f = f[k:]
		}
	}
	return fields
}

// firstYear is where the years begin that a page may name.
var firstYear = map[string]int{"gregorian": 1900, "jalali": 1300, "hijri": 1300}

var otherYear = regexp.MustCompile(`(?:^|[^0-9])(1[34][0-9]{2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?([0-9]{1,2})(?:[^0-9]|$)`)

var otherDay = regexp.MustCompile(`(?:^|[^0-9])([0-9]{1,2}) ?[-/.] ?([0-9]{1,2}) ?[-/.] ?(1[34][0-9]{2})(?:[^0-9]|$)`)

// numbered reads a day written as numbers, year first or last, in the calendar of Iran or of
// the Hijra. Of the years since there are news on the web no number is one of both:
// 1375 to 1419 is 1996 to 2041 in the one, 1420 to 1463 is 1999 to 2042 in the other.
func (lb *Labels) numbered(s string) string {
	m := otherYear.FindStringSubmatch(s)
	if m == nil {
		if m = otherDay.FindStringSubmatch(s); m == nil {
			return ""
		}
		m[1], m[3] = m[3], m[1]
	}
	y, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	d, _ := strconv.Atoi(m[3])
	switch {
	case y >= 1375 && y < 1420:
		return lb.civil("jalali", y, month, d)
	case y >= 1420 && y < 1464:
		return lb.civil("hijri", y, month, d)
	}
	return ""
}

var dotted = regexp.MustCompile(`(?:^|[^0-9.])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{2})(?:[^0-9.]|$)`)

// shortDay reads a day with two digits of the year: with dots it is written day first wherever it is.
func shortDay(key string) string {
	m := dotted.FindStringSubmatch(key)
	if m == nil || len(wordsOf(key)) > 3 {
		return ""
	}
	century := "20"
	if m[3] > "89" {
		century = "19"
	} else if m[3] > "39" {
		return ""
	}
	return ymd(century+m[3], m[2], m[1])
}

// epoch is the day of a number of seconds or milliseconds since 1970, of the years that the web has news of.
func epoch(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	if err == nil && len(s) == 13 {
		n /= 1000
	}
	if t := time.Unix(n, 0).UTC(); err == nil && (len(s) == 10 || len(s) == 13) && t.Year() >= 2001 && t.Year() < 2040 {
		return t.Format(time.DateOnly)
	}
	return ""
}

// latin tells whether a word is written in the letters of English.
func latin(s string) bool { return s != "" && s[0] < 0x80 }

// french are the months as sites of the Maghreb print them.
var french = map[string]int{"janvier": 1, "fevrier": 2, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12, "décembre": 12}

// dari are the months of the Jalali year as Afghanistan calls them, folded. They are common
// words too, so they count only here, between a day and a year of that calendar.
var dari = map[string]int{"حمل": 1, "ثور": 2, "جوزا": 3, "سرطان": 4, "اسد": 5, "سنبله": 6, "ميزان": 7, "عقرب": 8, "قوس": 9, "جدي": 10, "دلو": 11, "حوت": 12}

func (lb *Labels) month(s string) Month {
	if n := dari[s]; n > 0 {
		return Month{"jalali", n, s}
	}
	if n := french[s]; n > 0 {
		return Month{"gregorian", n, s}
	}
	if m, ok := lb.months[s]; ok {
		return m
	}
	for n := time.January; n <= time.December; n++ {
		if name := strings.ToLower(n.String()); s == name || s == name[:3] {
			return Month{"gregorian", int(n), name}
		}
	}
	return Month{}
}

// onlyDay tells whether a line that holds a day holds little else: a weekday, a time.
func (m *marker) onlyDay(key string) bool { return len(wordsOf(key)) <= 5 }

// dayOfPath reads a day out of a URL: /2014/10/22/, /20141022/, /2014-10-22.
func dayOfPath(url string) string {
	if m := inPath.FindStringSubmatch(url); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	return ""
}
