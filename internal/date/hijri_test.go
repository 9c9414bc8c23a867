package date

import (
	"testing"
	"time"
)

// Hijri undoes hijriMonth, for every third day of the table and none outside.
func TestHijriIsTheWayBack(t *testing.T) {
	first, end := hijriMonth(ummAlQuraFirst, 1), hijriMonth(ummAlQuraLast, 12).AddDate(0, 0, 30)
	for d := first.AddDate(0, 0, -1); d.Before(end.AddDate(0, 0, 3)); d = d.AddDate(0, 0, 3) {
		y, m, day, ok := Hijri(d)
		if inside := !d.Before(first) && d.Before(end); ok != inside && !(d.Equal(end.AddDate(0, 0, -1))) {
			t.Fatalf("%s: known is %v", d.Format(time.DateOnly), ok)
		}
		if ok && !hijriMonth(y, m).AddDate(0, 0, day-1).Equal(d) {
			t.Fatalf("%s is %d-%d-%d, which begins on %s", d.Format(time.DateOnly), y, m, day, hijriMonth(y, m).Format(time.DateOnly))
		}
	}
	if y, m, d, _ := Hijri(time.Date(1979, 11, 21, 0, 0, 0, 0, time.UTC)); y != 1400 || m != 1 || d != 1 {
		t.Errorf("1400 began on %d-%d-%d", y, m, d)
	}
}
