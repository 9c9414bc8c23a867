package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// The coasts are those of Natural Earth at 1:110 million (public domain), as
// world-atlas 2.0.2 has them (ISC): TopoJSON, whose arcs are steps on a grid. No
// borders of states: a map of news should not decide them.
//
//go:embed land-110m.json
var landTopology []byte

// A ring is the coast of one body of land, or of a lake in it, in degrees.
type ring struct {
	points                 [][2]float64 // longitude, latitude
	west, east, south, top float64
}

func readLand(b []byte) ([]ring, error) {
	var t struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]int
		Objects   struct {
			Land struct{ Geometries []struct{ Arcs [][][]int } }
		}
	}
	if err := json.Unmarshal(b, &t); err != nil {
		return nil, fmt.Errorf("read the coasts: %w", err)
	}
	arc := func(i int) ([][2]float64, error) { // ^i is arc i from its end
		back := i < 0
		if back {
			i = ^i
		}
		if i >= len(t.Arcs) {
			return nil, fmt.Errorf("read the coasts: there is no arc %d", i)
		}
		var out [][2]float64
		x, y := 0, 0
		for _, step := range t.Arcs[i] {
			x, y = x+step[0], y+step[1]
			out = append(out, [2]float64{float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0], float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1]})
		}
		if back {
			slices.Reverse(out)
		}
		return out, nil
	}
	var out []ring
	for _, g := range t.Objects.Land.Geometries {
		for _, polygon := range g.Arcs {
			for _, arcs := range polygon {
				r := ring{west: 180, east: -180, south: 90, top: -90}
				for _, i := range arcs {
					points, err := arc(i)
					if err != nil {
						return nil, err
					}
					r.points = append(r.points, points...)
				}
				for _, p := range r.points {
					r.west, r.east, r.south, r.top = min(r.west, p[0]), max(r.east, p[0]), min(r.south, p[1]), max(r.top, p[1])
				}
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// coast is the way along the coasts within a picture: x and y place a point of the
// globe, and points that would fall together are left out.
func coast(rings []ring, west, east, south, north float64, x, y func(float64) float64) string {
	var b []byte
	for i := range rings {
		r := &rings[i]
		if r.east < west || r.west > east || r.top < south || r.south > north {
			continue
		}
		lastX, lastY := math.Inf(1), math.Inf(1)
		for k, p := range r.points {
			px, py := x(p[0]), y(p[1])
			if k > 0 && math.Abs(px-lastX) < 1 && math.Abs(py-lastY) < 1 {
				continue
			}
			b = append(b, "ML"[min(k, 1)])
			b = strconv.AppendFloat(b, px, 'f', -1, 64)
			b = append(b, ' ')
			b = strconv.AppendFloat(b, py, 'f', -1, 64)
			lastX, lastY = px, py
		}
		b = append(b, 'Z')
	}
	return string(b)
}
