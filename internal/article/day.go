package article

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	yearFirst = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[^0-9]|$)`)
	dayFirst  = regexp.MustCompile(`(?:^|[^0-9])([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]((?:19|20)[0-9]{2})(?:[^0-9]|$)`)
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
func cleanDay(s string) string {
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
	return ""
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
	fields := strings.FieldsFunc(key, func(r rune) bool {
		return r == ' ' || r == ',' || r == '،' || r == '/' || r == '-' || r == '|' || r == ':'
	})
	for i, f := range fields {
		n, err := strconv.Atoi(f)
		if err != nil || n < 1 || n > 31 {
			continue
		}
		month := 0
		for k := i + 1; k < len(fields) && k <= i+4; k++ { // "24 nisan / abril 2020", "5 kanun al-thani 2014"
			if y, err := strconv.Atoi(fields[k]); err == nil {
				if month > 0 && y >= 1900 && y < 2100 {
					return ymd(fields[k], strconv.Itoa(month), f)
				}
				break
			}
			if v := lb.month(fields[k]); v > 0 {
				month = v
			}
			if k+1 < len(fields) {
				if v := lb.month(fields[k] + " " + fields[k+1]); v > 0 {
					month = v
				}
			}
		}
	}
	return ""
}

func (lb *Labels) month(s string) int {
	if n := lb.months[s]; n > 0 {
		return n
	}
	for n := time.January; n <= time.December; n++ {
		if name := strings.ToLower(n.String()); s == name || s == name[:3] {
			return int(n)
		}
	}
	return 0
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
