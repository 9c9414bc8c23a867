package date

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/segment"
)

func TestCalendarsAgreeWithKnownDays(t *testing.T) {
	for _, c := range []struct {
		name    string
		cal     calendar
		y, m, d int
		want    string
	}{
		{"the table begins with 1356", hijri, 1356, 1, 1, "1937-03-14"},
		{"the last tabular month meets the table", hijri, 1355, 12, 29, "1937-03-12"},
		{"Ramadan 1435", hijri, 1435, 9, 1, "2014-06-28"},
		{"ʿĪd al-fiṭr 1444", hijri, 1444, 10, 1, "2023-04-21"},
		{"the table ends with 1500", hijri, 1500, 12, 29, "2077-11-15"},
		{"the epoch, in the proleptic Gregorian calendar", hijri, 1, 1, 1, "0622-07-19"},
		{"Nawrūz 1357", jalali, 1357, 1, 1, "1978-03-21"},
		{"Nawrūz after a leap year", jalali, 1400, 1, 1, "2021-03-21"},
		{"Nawrūz 1404, where older arithmetic fails", jalali, 1404, 1, 1, "2025-03-21"},
		{"22 Bahman 1357, the revolution", jalali, 1357, 11, 22, "1979-02-11"},
		{"the first month of autumn", jalali, 1393, 7, 30, "2014-10-22"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.cal.day(c.y, c.m, c.d).Format(time.DateOnly); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestEveryDayLiesInItsMonth(t *testing.T) {
	for _, cal := range []calendar{gregorian, hijri, jalali} {
		for d := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 2100; d = d.AddDate(0, 0, 11) {
			y, m := cal.of(d)
			if first := cal.day(y, m, 1); d.Before(first) || !d.Before(first.AddDate(0, 0, cal.length(y, m))) {
				t.Fatalf("%s: %s lies outside month %d of %d", cal, d.Format(time.DateOnly), m, y)
			}
			if n := cal.length(y, m); n < 28 || n > 31 || cal == hijri && (n < 29 || n > 30) {
				t.Fatalf("%s: month %d of %d has %d days", cal, m, y, n)
			}
		}
	}
}

func TestVocabularyIsFoldedAsTokensAre(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(vocabulary), "\n") {
		c := strings.Fields(line)
		if len(c) != 4 || kinds[c[0]] == none {
			t.Errorf("row %q", line)
			continue
		}
		if got, want := folded.Replace(c[3]), normal.Key(c[3]); got != want {
			t.Errorf("%s folds to %s here, to %s in normal", c[3], got, want)
		}
	}
}

func TestEveryMonthNameIsReadWithItsYear(t *testing.T) {
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	years := map[string]string{"gregorian": "2014", "hijri": "1435", "jalali": "1393"}
	months := lx.Table("months")
	if months.Len() != 36 {
		t.Fatalf("%d rows, not 36", months.Len())
	}
	for r := 0; r < months.Len(); r++ {
		cal := months.Get(r, "calendar")
		for _, name := range months.List(r, "name") {
			ds := soup(lx, "في 12 "+name+" "+years[cal])
			want, _ := span(calendarOf(cal), digits(years[cal]), digits(months.Get(r, "month")), 12)
			if len(ds) != 1 || ds[0].Calendar != cal || ds[0].Value != want.first.Format(time.DateOnly) {
				t.Errorf("%s: got %v, want %s", name, ds, want.first.Format(time.DateOnly))
			}
		}
	}
}

func soup(lx *lexicon.Lexicon, text string) []isnad.Date {
	n := normal.Fold(text)
	ss, ts := segment.Split(&n, nil)
	return Find(lx, ss, ts, "2014-10-22")
}

// Any order of time words must keep the layer's contract: in order, apart,
// within a sentence, with a value that is a date.
func TestRandomTimeWordsKeepTheContract(t *testing.T) {
	lx, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"5", "31", "2014", "1435", "22/10/2014", "99/99", "-", "/", "(", ")", "،", ".", "و", "من", "إلى", "بين", "في", "هـ", "م", "شهر", "عام", "قبل", "منذ", "ال"}
	for _, line := range strings.Split(strings.TrimSpace(vocabulary), "\n") {
		words = append(words, strings.Fields(line)[3])
	}
	for r := 0; r < lx.Table("months").Len(); r++ {
		words = append(words, lx.Table("months").List(r, "name")...)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for k := 0; k < 20000; k++ {
		var b strings.Builder
		for i := 0; i < 12; i++ {
			b.WriteString(words[rnd.IntN(len(words))])
			if rnd.IntN(4) > 0 {
				b.WriteByte(' ')
			}
		}
		n := normal.Fold(b.String())
		ss, ts := segment.Split(&n, nil)
		for _, day := range []string{"2016-02-29", "", "no day"} {
			check(t, b.String(), ss, Find(lx, ss, ts, day))
		}
		if t.Failed() {
			return
		}
	}
}

func check(t *testing.T, text string, ss []isnad.Sentence, ds []isnad.Date) {
	t.Helper()
	at := 0
	for _, d := range ds {
		in := ss[d.Sentence].Tokens
		if d.Tokens.Start < at || d.Tokens.Len() < 1 || d.Tokens.Start < in.Start || d.Tokens.End > in.End {
			t.Errorf("tokens %v after %d, sentence %v: %s", d.Tokens, at, in, text)
		}
		at = d.Tokens.End
		if d.Value == "" && d.End == "" {
			continue
		}
		layout := map[int]string{4: "2006", 7: "2006-01", 10: time.DateOnly}[len(d.Value)]
		first, err := time.Parse(layout, d.Value)
		if layout == "" || err != nil {
			t.Errorf("value %q: %s", d.Value, text)
		}
		if d.End != "" {
			if last, err := time.Parse(time.DateOnly, d.End); err != nil || last.Before(first) {
				t.Errorf("end %q of %q: %s", d.End, d.Value, text)
			}
		}
	}
}
