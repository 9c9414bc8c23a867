package date

import "time"

// calendar is the calendar a date is told in.
type calendar uint8

const (
	gregorian calendar = iota
	hijri
	jalali
)

// String names the calendar as the record does.
func (c calendar) String() string { return [...]string{"gregorian", "hijri", "jalali"}[c] }

// length is the number of days of a month.
func (c calendar) length(y, m int) int {
	if m == 12 {
		return int(c.day(y+1, 1, 1).Sub(c.day(y, 12, 1)).Hours()) / 24
	}
	return int(c.day(y, m+1, 1).Sub(c.day(y, m, 1)).Hours()) / 24
}

// day is the Gregorian day of a day of the calendar.
func (c calendar) day(y, m, d int) time.Time {
	switch c {
	case hijri:
		return hijriMonth(y, m).AddDate(0, 0, d-1)
	case jalali:
		return jalaliMonth(y, m).AddDate(0, 0, d-1)
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
}

// Civil is the Gregorian day, as YYYY-MM-DD, of a day of a calendar by its name, ""
// of one that does not exist or of a calendar that is not known.
func Civil(name string, y, m, d int) string {
	for _, c := range []calendar{gregorian, hijri, jalali} {
		if c.String() == name && y > 0 && y < 3000 && m >= 1 && m <= 12 && d >= 1 && d <= c.length(y, m) {
			return c.day(y, m, d).Format(time.DateOnly)
		}
	}
	return ""
}

// of is the year and month of the calendar in which a Gregorian day lies.
func (c calendar) of(t time.Time) (y, m int) {
	switch c {
	case hijri:
		y = (t.Year()-622)*33/32 - 1
	case jalali:
		y = t.Year() - 623
	default:
		return t.Year(), int(t.Month())
	}
	for !c.day(y+1, 1, 1).After(t) {
		y++
	}
	for m = 12; m > 1 && c.day(y, m, 1).After(t); m-- {
	}
	return y, m
}

// The Umm al-Qura calendar of Saudi Arabia, 1356 to 1500 AH, as the data of ICU
// 78 and of OpenJDK 17 both have it: for each year the months of 30 days, Muḥarram
// in the lowest bit. Other states see the new moon a day earlier or later, so a
// day of this calendar may be one off in their news. In its early decades the
// paper of the day could print another day too: 1 Muḥarram 1400 is 21 November
// 1979 here and was kept in Mecca on the 20th.
const (
	ummAlQuraFirst = 1356
	ummAlQuraLast  = 1500
)

var ummAlQuraStart = time.Date(1937, time.March, 14, 0, 0, 0, 0, time.UTC) // 1 Muḥarram 1356

var ummAlQura = [...]uint16{
	0xeaa, 0xe94, 0xd2a, 0xc56, 0x4ae, 0xa6d, 0x56a, 0xd55, 0xd4a, 0xa93,
	0x52b, 0xa5b, 0x53a, 0x6b5, 0xea9, 0xd52, 0xd29, 0xa55, 0x4ad, 0x56d,
	0xaea, 0x6e4, 0xed1, 0xda2, 0xaaa, 0x95a, 0x2da, 0x5b9, 0xbb2, 0x764,
	0x6c9, 0x555, 0x2ab, 0x4db, 0xaba, 0x5b4, 0xda9, 0xd52, 0xaa5, 0x92d,
	0x26d, 0x8ed, 0x2da, 0xad5, 0xaa5, 0xa4b, 0x497, 0x937, 0x2b6, 0x975,
	0xd69, 0xd52, 0xc95, 0x92b, 0x25b, 0x4db, 0x9d5, 0x5d2, 0xda5, 0xd4a,
	0xa95, 0x54d, 0xaad, 0x3aa, 0xbd2, 0xbc4, 0xb89, 0xa95, 0x52d, 0x5ad,
	0xb6a, 0x6d4, 0xdc9, 0xd92, 0xaa6, 0x956, 0x2ae, 0x56d, 0x36a, 0xb55,
	0xaaa, 0x94d, 0x49d, 0x95d, 0x2ba, 0x5b5, 0x5aa, 0xd55, 0xa9a, 0x92e,
	0x26e, 0x55d, 0xada, 0x6d4, 0x6a5, 0xb27, 0xa4d, 0x4ad, 0x56d, 0xb5a,
	0x754, 0xf49, 0xe92, 0xd26, 0xa56, 0x356, 0x6b5, 0xbaa, 0xb92, 0xb25,
	0x68b, 0xa9b, 0x55a, 0xada, 0x5b4, 0xda9, 0xb52, 0xa9a, 0x536, 0x276,
	0x575, 0xaf2, 0x6d4, 0x6a9, 0x555, 0x2ad, 0x4bd, 0x9ba, 0x574, 0xb69,
	0xb52, 0xa95, 0x52d, 0xa5d, 0x4da, 0xad9, 0x6b2, 0xe95, 0xe2a, 0xc96,
	0x92e, 0xaad, 0x56a, 0xd65, 0xd4a,
}

// hijriMonth is the first day of a month: by Umm al-Qura where the table
// reaches, else by the tabular calendar (30-year cycle, civil epoch 16 July 622
// Julian; Reingold and Dershowitz, Calendrical Calculations, ch. 7), which
// follows the moon to within two days.
func hijriMonth(y, m int) time.Time {
	if y < ummAlQuraFirst || y > ummAlQuraLast {
		n := 29*(m-1) + m/2 + (y-1)*354 + (3+11*y)/30
		return time.Date(622, time.July, 19+n, 0, 0, 0, 0, time.UTC)
	}
	n := 0
	for i := ummAlQuraFirst; i <= y; i++ {
		last := 12
		if i == y {
			last = m - 1
		}
		for k := 0; k < last; k++ {
			n += 29 + int(ummAlQura[i-ummAlQuraFirst]>>k&1)
		}
	}
	return ummAlQuraStart.AddDate(0, 0, n)
}

// Hijri is a day by Umm al-Qura, where its table reaches.
func Hijri(t time.Time) (year, month, day int, ok bool) {
	n := int(t.Sub(ummAlQuraStart).Hours() / 24)
	if n < 0 {
		return 0, 0, 0, false
	}
	for i, months := range ummAlQura {
		for k := range 12 {
			days := 29 + int(months>>k&1)
			if n < days {
				return ummAlQuraFirst + i, k + 1, n + 1, true
			}
			n -= days
		}
	}
	return 0, 0, 0, false
}

// jalaliMonth is the first day of a month of the Iranian solar calendar by its
// 33-year arithmetic cycle, which gives the same leap years as ICU 78 from 1150
// to 1500 AP. The calendar of the law follows the equinox; far outside those
// years the two may differ by a day.
func jalaliMonth(y, m int) time.Time {
	n := 31 * (m - 1)
	if m > 7 {
		n -= m - 7
	}
	return jalaliYear(y).AddDate(0, 0, n)
}

func jalaliYear(y int) time.Time {
	start := time.Date(1925, time.March, 21, 0, 0, 0, 0, time.UTC) // 1 Farvardīn 1304
	n := 0
	for i := 1304; i < y; i++ {
		n += jalaliLength(i)
	}
	for i := y; i < 1304; i++ {
		n -= jalaliLength(i)
	}
	return start.AddDate(0, 0, n)
}

func jalaliLength(y int) int {
	switch ((y % 33) + 33) % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return 366
	}
	return 365
}
