// The pictures one after another, drawn by the same few strokes at the end.

package web

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

func limited(r io.ReadCloser) io.ReadCloser { return http.MaxBytesReader(nil, r, maxBody) }

// bars is a time series as a picture: one column a stretch of time, cut by key.
type bars struct {
	By      store.Unit
	Split   string
	Columns []column
	Keys    []string
	Max     int
	Undated int
	Width   int
	Height  int
	Cut     bool // there were more columns than a picture shows
	most    int  // of one key in one column

	Page, Base            string // what a choice of time leads to: the page, and the filter without its days
	Earlier, Later, Whole string // the same page of the stretch before, behind, and of all time
}

type column struct {
	Time      string
	Total     int
	Reports   int
	Parts     []part
	X, W      float64
	Collected bool // documents were collected in this time
	Link      string
	Label     bool
	More      bool // a label that a phone leaves out
}

type part struct {
	Key  string
	N    int
	Y, H float64
}

// maxColumns of a picture: more are thinner than a dot.
const maxColumns = 400

const (
	barsWidth  = 960
	barsHeight = 160
)

// bars counts a filter by day, month or year: by the finest unit that leaves
// columns wide enough to see.
func (s *Server) bars(v *view, q query.Query, split string, by store.Unit) (*bars, error) {
	q.Sample = 0
	unit := by
	if unit == "" {
		unit = store.ByMonth
	}
	points, err := s.series(v.r.Context(), q, unit, split)
	if err != nil {
		return nil, err
	}
	if by == "" {
		switch n := spread(points, 7); {
		case n <= 4:
			unit = store.ByDay
		case n > maxColumns:
			unit = store.ByYear
		}
		if unit != store.ByMonth {
			if points, err = s.series(v.r.Context(), q, unit, split); err != nil {
				return nil, err
			}
		}
	}
	b := &bars{By: unit, Split: split, Width: barsWidth, Height: barsHeight}
	width := map[store.Unit]int{store.ByDay: 10, store.ByMonth: 7, store.ByYear: 4}[unit]
	at := map[string]*column{}
	for _, p := range points {
		n := p.Happenings
		if q.Group == query.Report {
			n = p.Reports
		}
		if len(p.Time) < width {
			if split != "actor" || p.Key == "" {
				b.Undated += n
			}
			continue
		}
		if n == 0 {
			continue
		}
		c := at[p.Time]
		if c == nil {
			c = &column{Time: p.Time}
			at[p.Time] = c
		}
		if split != "actor" || p.Key == "" {
			c.Total += n
			c.Reports += p.Reports
		}
		if split == "actor" && p.Key == "" {
			continue
		}
		c.Parts = append(c.Parts, part{Key: p.Key, N: n})
		if !slices.Contains(b.Keys, p.Key) {
			b.Keys = append(b.Keys, p.Key)
		}
	}
	slices.Sort(b.Keys)
	var times []string
	for t := range at {
		times = append(times, t)
	}
	for _, n := range conjuncts(q.Where) { // the time that was asked for, though nothing happened at its ends
		if t, ok := n.(query.Term); ok && t.Field == "date" && len(t.Values) == 1 && len(times) > 0 {
			for _, day := range []string{t.Values[0].From, t.Values[0].To} {
				if len(day) >= width && at[day[:width]] == nil {
					times = append(times, day[:width])
				}
			}
		}
	}
	slices.Sort(times)
	all := steps(times, unit)
	if len(all) > maxColumns {
		all, b.Cut = all[len(all)-maxColumns:], true
	}
	for _, t := range all {
		c := column{Time: t, Collected: true}
		if have := at[t]; have != nil {
			c = *have
			c.Collected = true
		}
		b.Max = max(b.Max, c.Total)
		for _, p := range c.Parts {
			b.most = max(b.most, p.N)
		}
		if v != nil {
			c.Link = v.link("events", q.With(query.Term{Field: "date", Values: []query.Value{dayValue(t)}}))
		}
		b.Columns = append(b.Columns, c)
	}
	if err := s.mark(v, b); err != nil {
		return nil, err
	}
	b.place(v.RTLAxis())
	b.choices(v, q)
	return b, nil
}

// maxLanes are as many parties as the timeline shows under each other.
const maxLanes = 6

// series counts by time and key. By actor it is a lane for each of the parties that act
// most often, and the whole under no key: an event of two parties stands in two lanes.
func (s *Server) series(ctx context.Context, q query.Query, unit store.Unit, split string) ([]store.Point, error) {
	if split != "actor" {
		return s.Store.Series(ctx, q, unit, split)
	}
	out, err := s.Store.Series(ctx, q, unit, "")
	if err != nil {
		return nil, err
	}
	top, err := s.Store.Top(ctx, q, "actor", maxLanes+1)
	if err != nil {
		return nil, err
	}
	top = slices.DeleteFunc(slices.Clone(top), func(t store.Tally) bool { return t.Key == "" })
	for _, t := range top[:min(len(top), maxLanes)] {
		lane, err := s.Store.Series(ctx, q.With(countryTerm("actor", t.Key)), unit, "")
		if err != nil {
			return nil, err
		}
		for _, p := range lane {
			p.Key = t.Key
			out = append(out, p)
		}
	}
	return out, nil
}

// choices are where a stretch of time that the reader chooses leads to.
func (b *bars) choices(v *view, q query.Query) {
	base, dated := q, false
	base.Where = nil
	for _, n := range conjuncts(q.Where) {
		if t, ok := n.(query.Term); ok && t.Field == "date" {
			dated = true
			continue
		}
		base = base.With(n)
	}
	b.Page, b.Base = v.URL(v.Page), base.String()
	if !dated || len(b.Columns) == 0 {
		return
	}
	b.Whole = v.link(v.Page, base)
	first, _, ok1 := query.Span(b.First())
	_, last, ok2 := query.Span(b.Last())
	from, err1 := time.Parse(time.DateOnly, first)
	to, err2 := time.Parse(time.DateOnly, last)
	if !ok1 || !ok2 || err1 != nil || err2 != nil {
		return
	}
	shift := func(by int) string {
		n := len(b.Columns) * by
		f, t := from.AddDate(n, 0, 0), to.AddDate(n, 0, 0)
		switch b.By {
		case store.ByDay:
			f, t = from.AddDate(0, 0, n), to.AddDate(0, 0, n)
		case store.ByMonth: // to the last day of its month
			f, t = from.AddDate(0, n, 0), to.AddDate(0, 0, 1).AddDate(0, n, -1)
		}
		return v.link(v.Page, base.With(query.Term{Field: "date", Values: []query.Value{{From: f.Format(time.DateOnly), To: t.Format(time.DateOnly)}}}))
	}
	b.Earlier, b.Later = shift(-1), shift(1)
}

// First and Last are the ends of the picture.
func (b *bars) First() string { return b.Columns[0].Time }

// Last is the last stretch of time.
func (b *bars) Last() string { return b.Columns[len(b.Columns)-1].Time }

func dayValue(t string) query.Value {
	first, last, _ := query.Span(t)
	return query.Value{From: first, To: last}
}

// spread is how many months lie between the first and the last point.
func spread(points []store.Point, width int) int {
	first, last := "", ""
	for _, p := range points {
		if len(p.Time) < width {
			continue
		}
		if first == "" || p.Time < first {
			first = p.Time
		}
		last = max(last, p.Time)
	}
	if first == "" {
		return 0
	}
	a, _ := time.Parse("2006-01", first[:7])
	b, _ := time.Parse("2006-01", last[:7])
	return (b.Year()-a.Year())*12 + int(b.Month()-a.Month()) + 1
}

// steps are all days, months or years from the first to the last, so that a
// stretch of time without an event is seen.
func steps(times []string, unit store.Unit) []string {
	if len(times) == 0 {
		return nil
	}
	form := map[store.Unit]string{store.ByDay: "2006-01-02", store.ByMonth: "2006-01", store.ByYear: "2006"}[unit]
	t, err := time.Parse(form, times[0])
	end, err2 := time.Parse(form, times[len(times)-1])
	if err != nil || err2 != nil {
		return times
	}
	var out []string
	for !t.After(end) {
		if len(out) > 20_000 { // two events far apart: the empty days between would be the picture
			return times
		}
		out = append(out, t.Format(form))
		switch unit {
		case store.ByDay:
			t = t.AddDate(0, 0, 1)
		case store.ByMonth:
			t = t.AddDate(0, 1, 0)
		default:
			t = t.AddDate(1, 0, 0)
		}
	}
	return out
}

// mark tells the stretches of time for which no document was collected: there
// silence means nothing. Only days of publication are known, so a column counts
// as collected when a document came out in it or on the day after.
func (s *Server) mark(v *view, b *bars) error {
	days, err := s.Store.Days(v.r.Context())
	if err != nil {
		return err
	}
	width := map[store.Unit]int{store.ByDay: 10, store.ByMonth: 7, store.ByYear: 4}[b.By]
	have := map[string]bool{}
	for _, d := range days {
		if t, err := time.Parse("2006-01-02", d); err == nil {
			have[d[:width]] = true
			have[t.AddDate(0, 0, -1).Format("2006-01-02")[:width]] = true
		}
	}
	for i := range b.Columns {
		b.Columns[i].Collected = have[b.Columns[i].Time] || b.Columns[i].Total > 0
	}
	return nil
}

// place computes the picture.
func (b *bars) place(rtl bool) {
	n := len(b.Columns)
	if n == 0 {
		return
	}
	w := math.Min(40, float64(b.Width)/float64(n))
	every := 1 + (n-1)/8
	for i := range b.Columns {
		c := &b.Columns[i]
		c.W = round1(w * 0.86)
		c.X = round1(float64(i) * w)
		if rtl {
			c.X = round1(float64(b.Width) - float64(i+1)*w)
		}
		c.Label, c.More = i%every == 0, i/every%3 != 0
		y := float64(b.Height)
		slices.SortFunc(c.Parts, func(p, q part) int {
			if p.Key < q.Key {
				return -1
			}
			return 1
		})
		for k := range c.Parts {
			p := &c.Parts[k]
			if b.Split == "actor" {
				lane := float64(b.Height) / float64(len(b.Keys))
				p.H = round1((lane - 4) * float64(p.N) / float64(max(1, b.most)))
				p.Y = round1(lane*float64(slices.Index(b.Keys, p.Key)+1) - p.H)
				continue
			}
			p.H = round1(float64(b.Height-4) * float64(p.N) / float64(max(1, b.Max)))
			y -= p.H
			p.Y = round1(y)
		}
	}
}

func round1(x float64) float64 { return math.Round(x*10) / 10 }

// Outer is the width with room for the labels of the first and last column.
func (b *bars) Outer() int { return b.Width + 72 }

// Full is the height with the labels below.
func (b *bars) Full() int { return b.Height + 24 }

// LabelClass tells what a phone does with a label, whose letters are large there: most
// are left out, and those of the outermost columns stand inside the picture.
func (b *bars) LabelClass(c *column) string {
	switch {
	case c.More:
		return "more"
	case c.X < 90:
		return "begin"
	case c.X+c.W > float64(b.Width)-90:
		return "end"
	}
	return ""
}

// LabelX is the middle of a column.
func (c *column) LabelX() float64 { return round1(c.X + c.W/2) }

// Of is how many of a column have a key.
func (c *column) Of(key string) int {
	for _, p := range c.Parts {
		if p.Key == key {
			return p.N
		}
	}
	return 0
}

type timelineData struct {
	Count store.Count
	Bars  *bars
	By    string
}

func (s *Server) pageTimeline(v *view, f filter) (any, error) {
	n, err := s.Store.Count(v.r.Context(), f.query)
	if err != nil {
		return nil, err
	}
	by, split := v.Param("by"), v.Param("split")
	switch {
	case !slices.Contains([]string{"", "day", "month", "year"}, by):
		return nil, wrong("by", fmt.Sprintf("by: no value %q", clip(by)), "by takes day, month, year", "month")
	case !slices.Contains([]string{"", "quad", "type", "outlet", "actor"}, split):
		return nil, wrong("split", fmt.Sprintf("split: no value %q", clip(split)), "split takes quad, type, outlet, actor", "quad")
	case split == "":
		split = "quad"
	}
	b, err := s.bars(v, f.query, split, store.Unit(by))
	return &timelineData{n, b, by}, err
}

// A node and an edge of the network.
type node struct {
	Code   string
	X, Y   float64
	R      float64
	N      int
	Anchor string
	LX, LY float64
}

type edge struct {
	store.Pair
	X1, Y1, X2, Y2, W float64
	Quad              int // the most frequent
	Link              string
	Path              string
}

type networkData struct {
	Count       store.Count
	Nodes       []node
	Edges       []edge
	Pairs       []edge // of the table
	Total       int    // pairs in all
	Parties     int
	NodeLimit   int
	MoreParties bool
}

const (
	nodeLimit = 60
	pairLimit = 1000
	netSize   = 640
	labelRow  = 26.0
)

func (s *Server) pageNetwork(v *view, f filter) (any, error) {
	ctx := v.r.Context()
	d := &networkData{NodeLimit: nodeLimit}
	if raw := v.Param("nodes"); raw != "" {
		n, err := strconv.Atoi(raw)
		if err != nil || n < 2 || n > 300 {
			return nil, wrong("nodes", fmt.Sprintf("%q is no number from 2 to 300", clip(raw)), "", "60")
		}
		d.NodeLimit = n
	}
	var err error
	if d.Count, err = s.Store.Count(ctx, f.query); err != nil {
		return nil, err
	}
	pairs, total, err := s.Store.Pairs(ctx, f.query, pairLimit)
	if err != nil {
		return nil, err
	}
	d.Total = total
	weight := map[string]int{}
	for _, p := range pairs {
		weight[p.Actor] += p.Happenings
		weight[p.Recipient] += p.Happenings
	}
	var codes []string
	for c := range weight {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if weight[a] != weight[b] {
			return weight[b] - weight[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	d.Parties = len(codes)
	if len(codes) > d.NodeLimit {
		codes, d.MoreParties = codes[:d.NodeLimit], true
	}
	at := map[string]int{}
	top := 1
	if len(codes) > 0 {
		top = max(1, weight[codes[0]])
	}
	const c = netSize / 2.0
	radius := c - 60
	for i, code := range codes {
		angle := 2*math.Pi*float64(i)/float64(len(codes)) - math.Pi/2
		n := node{Code: code, N: weight[code], X: round1(c + radius*math.Cos(angle)), Y: round1(c + radius*math.Sin(angle)), R: round1(4 + 10*math.Sqrt(float64(weight[code])/float64(top))), Anchor: "start"}
		far := radius + n.R + 8
		n.LX, n.LY = round1(c+far*math.Cos(angle)), round1(c+far*math.Sin(angle)+4+8*math.Sin(angle))
		if math.Abs(math.Cos(angle)) < 0.6 && i%2 == 1 { // neighbours at the top and the bottom stand beside each other: every other label in a row of its own
			n.LY = round1(n.LY + math.Copysign(labelRow, math.Sin(angle)))
		}
		switch {
		case math.Abs(math.Cos(angle)) < 0.2:
			n.Anchor = "middle"
		case math.Cos(angle) < 0:
			n.Anchor = "end"
		}
		at[code] = len(d.Nodes)
		d.Nodes = append(d.Nodes, n)
	}
	most := 1
	for _, p := range pairs {
		most = max(most, p.Happenings)
	}
	for _, p := range pairs {
		e := edge{Pair: p, W: round1(1 + 5*math.Sqrt(float64(p.Happenings)/float64(most)))}
		for q := range 4 {
			if p.Quads[q] > p.Quads[max(0, e.Quad-1)] || e.Quad == 0 {
				e.Quad = q + 1
			}
		}
		e.Link = v.link("events", f.query.With(query.And{countryTerm("actor", p.Actor), countryTerm("recipient", p.Recipient)}))
		d.Pairs = append(d.Pairs, e)
		i, ok1 := at[p.Actor]
		k, ok2 := at[p.Recipient]
		if !ok1 || !ok2 || len(d.Edges) >= 300 {
			continue
		}
		a, b := d.Nodes[i], d.Nodes[k]
		e.Path = curve(a, b)
		d.Edges = append(d.Edges, e)
	}
	return d, nil
}

// MoreNodes is a picture of twice as many.
func (d *networkData) MoreNodes() int { return min(2*d.NodeLimit, 300) }

// curve is the way of an edge: bent toward the middle and to one side, so that
// both directions are seen, and ended before the node, where its arrow stands.
func curve(a, b node) string {
	const c = netSize / 2.0
	if a.Code == b.Code {
		dx, dy := (c-a.X)/8, (c-a.Y)/8
		return fmt.Sprintf("M%g %gc%g %g %g %g 0 0", a.X, a.Y, round1(dx*2-dy), round1(dy*2+dx), round1(dx*2+dy), round1(dy*2-dx))
	}
	dx, dy := b.X-a.X, b.Y-a.Y
	qx, qy := (a.X+b.X)/2-dy*0.14, (a.Y+b.Y)/2+dx*0.14
	qx, qy = round1(qx+(c-qx)*0.25), round1(qy+(c-qy)*0.25)
	ex, ey := b.X-qx, b.Y-qy
	if l := math.Hypot(ex, ey); l > 0 {
		ex, ey = ex/l*(b.R+5), ey/l*(b.R+5)
	}
	return fmt.Sprintf("M%g %gQ%g %g %g %g", a.X, a.Y, qx, qy, round1(b.X-ex), round1(b.Y-ey))
}

func countryTerm(role, country string) query.Node {
	return query.Term{Field: role, Values: []query.Value{{Party: &query.Party{Country: country}}}}
}

// spot is a place of the map.
type spot struct {
	store.PlaceTally
	X, Y, R float64
	Link    string
	Label   string
	More    bool // a label that a phone leaves out: its letters are large and would stand on those of a larger place
}

type mapData struct {
	store.Places
	Count     store.Count
	Spots     []spot
	Countries []facetRow
	W, H      int
	Lines     []gridLine
	Land      string // the way along the coasts
	By        string // place or admin1
}

type gridLine struct {
	X1, Y1, X2, Y2 float64
	Degrees        float64
	Compass        string // E, W, N, S or "" on a zero
	Label          string
	LX, LY         float64
}

// maxSpots are as many places as a map shows: those of most happenings.
const maxSpots = 300

func (s *Server) pageMap(v *view, f filter) (any, error) {
	ctx := v.r.Context()
	d := &mapData{W: 960, H: 520, By: v.Param("by")}
	if !slices.Contains([]string{"", "place", "admin1"}, d.By) {
		return nil, wrong("by", fmt.Sprintf("by: no value %q", clip(d.By)), "by takes place, admin1", "admin1")
	}
	q := f.query
	q.Sample = 0
	var err error
	if d.Count, err = s.Store.Count(ctx, q); err != nil {
		return nil, err
	}
	if d.Places, err = s.Store.Places(ctx, q, d.By == "admin1", maxSpots); err != nil {
		return nil, err
	}
	for _, p := range d.Places.Rows {
		where := p.Name
		if d.By == "admin1" {
			where = or(p.Admin1, p.Country) // a place of a state that is no part of it: the state
		}
		d.Spots = append(d.Spots, spot{PlaceTally: p, Link: v.link("events", q.With(query.Term{Field: "place", Values: []query.Value{{Text: where}}}))})
	}
	d.project(s.pages.land)
	d.label(v)
	for i := range d.Lines {
		x := &d.Lines[i]
		if x.Label = fmt.Sprintf("%g°", x.Degrees); x.Compass != "" {
			x.Label = fmt.Sprintf(v.T("compass."+x.Compass), fmt.Sprint(x.Degrees))
		}
		x.Label = v.digits(x.Label)
	}
	top, err := s.Store.Top(ctx, q, "country", 50)
	for _, t := range top {
		if t.Key != "" {
			d.Countries = append(d.Countries, facetRow{Tally: t, Text: v.Country(t.Key), Link: v.Narrow("events", "place:"+t.Key)})
		}
	}
	return d, err
}

// maxLabels are as many places as have their name on the map.
const maxLabels = 15

// label names the places of most happenings. A phone shows the names that have room for
// letters of 25 units, which are some 13 wide.
func (d *mapData) label(v *view) {
	var shown []spot
	for i := range d.Spots[:min(len(d.Spots), maxLabels)] {
		x := &d.Spots[i]
		if !x.OnMap() {
			continue
		}
		x.Label = v.Spot(*x)
		half := func(s *spot) float64 { return 6.5 * float64(utf8.RuneCountInString(s.Label)) }
		x.More = x.X < half(x) || x.X > float64(d.W)-half(x) || slices.ContainsFunc(shown, func(o spot) bool {
			return math.Abs(v.Below(o.Y, o.R)-v.Below(x.Y, x.R)) < 30 && math.Abs(o.X-x.X) < half(&o)+half(x)+6
		})
		if !x.More {
			shown = append(shown, *x)
		}
	}
}

// OnMap tells whether a place has coordinates.
func (x *spot) OnMap() bool { return x.Lat != nil && x.Lon != nil }

// project puts the places on a plane of latitude and longitude that just holds
// them: with the coasts and without borders, so that the picture claims none.
func (d *mapData) project(land []ring) {
	lat0, lat1, lon0, lon1 := 90.0, -90.0, 180.0, -180.0
	most := 1
	for i := range d.Spots {
		if x := &d.Spots[i]; x.OnMap() {
			lat0, lat1, lon0, lon1 = min(lat0, *x.Lat), max(lat1, *x.Lat), min(lon0, *x.Lon), max(lon1, *x.Lon)
			most = max(most, x.Happenings)
		}
	}
	if lat0 > lat1 {
		return
	}
	lat0, lat1, lon0, lon1 = lat0-2, lat1+2, lon0-3, lon1+3
	scale := math.Min(float64(d.W)/(lon1-lon0), (float64(d.H)-60)/(lat1-lat0)) // room for the labels
	midLat, midLon := (lat0+lat1)/2, (lon0+lon1)/2
	px := func(lon float64) float64 { return round1(float64(d.W)/2 + (lon-midLon)*scale) }
	py := func(lat float64) float64 { return round1(float64(d.H)/2 - (lat-midLat)*scale) }
	halfLon, halfLat := float64(d.W)/2/scale, float64(d.H)/2/scale
	d.Land = coast(land, midLon-halfLon, midLon+halfLon, midLat-halfLat, midLat+halfLat, px, py)
	for i := range d.Spots {
		if x := &d.Spots[i]; x.OnMap() {
			x.X, x.Y, x.R = px(*x.Lon), py(*x.Lat), round1(3+17*math.Sqrt(float64(x.Happenings)/float64(most)))
		}
	}
	step := 5.0
	if lon1-lon0 > 60 {
		step = 20
	}
	for lon := math.Ceil((midLon-float64(d.W)/2/scale)/step) * step; px(lon) < float64(d.W); lon += step {
		d.Lines = append(d.Lines, gridLine{X1: px(lon), X2: px(lon), Y2: float64(d.H), Degrees: math.Abs(lon), Compass: side(lon, "E", "W"), LX: px(lon) + 3, LY: float64(d.H) - 6})
	}
	for lat := math.Ceil((midLat-float64(d.H)/2/scale)/step) * step; py(lat) > 0; lat += step {
		d.Lines = append(d.Lines, gridLine{Y1: py(lat), X2: float64(d.W), Y2: py(lat), Degrees: math.Abs(lat), Compass: side(lat, "N", "S"), LX: 4, LY: py(lat) - 3})
	}
}

func side(x float64, plus, minus string) string {
	switch {
	case x < 0:
		return minus
	case x == 0:
		return ""
	}
	return plus
}
