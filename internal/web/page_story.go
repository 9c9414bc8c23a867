package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// maxStory bounds what the page of one story reads.
const maxStory = 2000

type storyData struct {
	ID      string
	Title   string
	First   string
	Last    string
	Docs    []storyDoc
	Told    []told
	Rest    int // happenings that one outlet alone tells
	Outlets []string
	Single  bool
	Was     string // the id by which the reader came
}

// A storyDoc is a document of a story: its own reporting, or a relay of an agency.
type storyDoc struct {
	*store.Hit
	Via string // whose word it passes on, "" its own
}

// told is what several outlets tell of one occurrence, side by side.
type told struct {
	Type    string
	Quad    int
	Dates   []string
	Places  []string
	Figures []figure
	Rows    []toldRow
	Silent  []string
	Agreed  []string // fields that all give alike
	Differ  []string
	outlets map[string]bool
}

type figure struct {
	Name     string
	Min, Max int
}

type toldRow struct {
	*eventLine
	Chain []link
}

func (s *Server) pageStory(v *view, _ filter) (any, error) {
	ctx := v.r.Context()
	id := v.r.PathValue("id")
	where := query.Term{Field: "story", Values: []query.Value{{Text: id}}}
	hits, _, err := s.Store.Documents(ctx, query.Query{Where: where, Sort: query.Oldest}, store.Page{Limit: maxStory})
	if err != nil {
		return nil, err
	}
	if len(hits) == 0 && s.StoryOf != nil { // merged: the story that its first document is in now
		now, err := s.Store.StoryWith(ctx, func(document string) bool { return s.StoryOf(document) == id })
		if err == nil && now != "" {
			v.redirect, v.status = v.address([]string{"story", now}, url.Values{"was": {id}}), http.StatusMovedPermanently
			return nil, nil
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
	}
	if len(hits) == 0 {
		return nil, problem(http.StatusNotFound, fmt.Sprintf("there is no story %q", clip(id)), "it may have been merged or split; look for its documents")
	}
	events, _, err := s.Store.Events(ctx, query.Query{Where: where, Group: query.Report, Sort: query.Oldest}, store.Page{Limit: maxStory})
	if err != nil {
		return nil, err
	}
	d := &storyData{ID: id, Was: v.Param("was")}
	v.take(where)
	agency := map[string]string{}
	lines := s.lines(events)
	for i := range lines {
		e := lines[i].Event
		for _, l := range chain(e) {
			if l.Kind == "agency" && agency[e.Document] == "" {
				agency[e.Document] = l.Who
			}
		}
	}
	for i := range hits {
		h := &hits[i]
		d.Docs = append(d.Docs, storyDoc{h, agency[h.Document]})
		if !slices.Contains(d.Outlets, h.Outlet) {
			d.Outlets = append(d.Outlets, h.Outlet)
		}
		d.Title = or(d.Title, h.Title)
		if h.Published != "" {
			d.First, d.Last = or(d.First, h.Published), max(d.Last, h.Published)
		}
	}
	d.Single = len(d.Outlets) == 1
	d.compare(lines)
	v.Heading = or(d.Title, v.T("page.story"))
	return d, nil
}

// compare puts the reports of one occurrence side by side. Where the store knows
// happenings they decide; else reports of one type between the same countries.
func (d *storyData) compare(lines []eventLine) {
	at := map[string]int{}
	for i := range lines {
		e := &lines[i]
		k := string(e.Happening)
		if k == "" {
			k = e.Type + " " + countries(e.Actor) + ">" + countries(e.Recipient) + " " + strings.Join(e.Aux, ";")
		}
		x, ok := at[k]
		if !ok {
			x = len(d.Told)
			at[k] = x
			d.Told = append(d.Told, told{Type: e.Type, Quad: e.Quad, outlets: map[string]bool{}})
		}
		t := &d.Told[x]
		t.Rows = append(t.Rows, toldRow{e, chain(e.Event)})
		t.outlets[e.Source.Outlet] = true
	}
	kept := d.Told[:0]
	for i := range d.Told {
		t := d.Told[i]
		if len(t.outlets) < 2 && !d.Single {
			d.Rest++
			continue
		}
		t.settle(d.Outlets)
		kept = append(kept, t)
	}
	d.Told = kept
	sort.SliceStable(d.Told, func(i, k int) bool { return len(d.Told[i].outlets) > len(d.Told[k].outlets) })
}

func countries(ms []export.Mention) string {
	var cs []string
	for i := range ms {
		if c := string(ms[i].Country); c != "" && !slices.Contains(cs, c) {
			cs = append(cs, c)
		}
	}
	slices.Sort(cs)
	return strings.Join(cs, ",")
}

// settle tells what the reports give alike and where they differ. A report that
// does not give a field agrees with none and differs from none.
func (t *told) settle(all []string) {
	sizes := map[string]*figure{}
	for _, r := range t.Rows {
		if x := string(r.Date.Value); x != "" && !slices.Contains(t.Dates, x) {
			t.Dates = append(t.Dates, x)
		}
		if r.Place != nil && !slices.Contains(t.Places, r.Place.Name) {
			t.Places = append(t.Places, r.Place.Name)
		}
		for _, x := range sizesOf(&r.Size) {
			f := sizes[x.Name]
			if f == nil {
				f = &figure{x.Name, x.Min, x.Max}
				sizes[x.Name] = f
			}
			if f.Min != x.Min || f.Max != x.Max {
				if !slices.Contains(t.Differ, x.Name) {
					t.Differ = append(t.Differ, x.Name)
				}
			}
			f.Min, f.Max = min(f.Min, x.Min), max(f.Max, x.Max)
		}
	}
	for _, name := range []string{"dead", "injured", "arrested", "crowd"} {
		if f := sizes[name]; f != nil {
			t.Figures = append(t.Figures, *f)
			if !slices.Contains(t.Differ, name) {
				t.Agreed = append(t.Agreed, name)
			}
		}
	}
	for _, x := range []struct {
		name string
		n    int
	}{{"date", len(t.Dates)}, {"place", len(t.Places)}} {
		switch {
		case x.n == 1:
			t.Agreed = append(t.Agreed, x.name)
		case x.n > 1:
			t.Differ = append(t.Differ, x.name)
		}
	}
	for _, o := range all {
		if !t.outlets[o] {
			t.Silent = append(t.Silent, o)
		}
	}
}

// N is how many outlets tell of it.
func (t *told) N() int { return len(t.outlets) }

// indent writes a record for people: with line ends, and with the controls that
// turn the direction of a line as escapes, so that the fields stand in order.
func indent(b []byte) string {
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return string(b)
	}
	return escaped(out.String())
}

func escaped(s string) string {
	if !strings.ContainsFunc(s, turns) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if turns(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// turns tells bidi controls.
func turns(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f' || r == '\u061c'
}
