package web

import (
	"strings"
	"testing"
)

// Places that lie on land lie in a ring, and places at sea in none.
func TestTheCoastsAreWhereTheyAre(t *testing.T) {
	land, err := readLand(landTopology)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]struct {
		lon, lat float64
		dry      bool
	}{
		"Baghdad": {44.4, 33.3, true}, "Khartoum": {32.5, 15.6, true}, "Rabat inland": {-5, 33, true}, "Kinshasa": {15.3, -4.3, true}, "Sanaa": {44.2, 15.4, true}, "Beijing": {116.4, 39.9, true},
		"the Red Sea": {38, 20, false}, "the Mediterranean": {20, 34.5, false}, "the Atlantic": {-30, 30, false}, "the Arabian Sea": {63, 15, false},
	} {
		crossings := 0
		for _, r := range land {
			for i := range r.points {
				a, b := r.points[i], r.points[(i+1)%len(r.points)]
				if (a[1] > p.lat) != (b[1] > p.lat) && p.lon < a[0]+(p.lat-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					crossings++
				}
			}
		}
		if crossings%2 == 1 != p.dry {
			t.Errorf("%s: on land %v", name, !p.dry)
		}
	}
	if _, err := readLand([]byte(strings.Replace(string(landTopology), `"arcs":[[[0]]`, `"arcs":[[[999]]`, 1))); err == nil {
		t.Error("an arc that is not there is no fault")
	}
}
