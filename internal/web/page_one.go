package web

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// gaps are the stretches of days without a document between the first and the last.
func gaps(days []store.DayCount) []gap {
	var out []gap
	last := time.Time{}
	for _, d := range days {
		t, err := time.Parse("2006-01-02", d.Day)
		if err != nil {
			continue
		}
		if n := int(t.Sub(last).Hours()/24) - 1; !last.IsZero() && n >= minGap {
			out = append(out, gap{last.AddDate(0, 0, 1).Format("2006-01-02"), t.AddDate(0, 0, -1).Format("2006-01-02"), n})
		}
		last = t
	}
	return out
}

// longest are so many of the gaps, the longest, in the order of time.
func longest(all []gap, n int) []gap {
	if len(all) <= n {
		return all
	}
	out := slices.Clone(all)
	sort.SliceStable(out, func(i, k int) bool { return out[i].Days > out[k].Days })
	out = out[:n]
	sort.Slice(out, func(i, k int) bool { return out[i].From < out[k].From })
	return out
}

// paragraph is one line of a text.
type paragraph struct {
	Pieces  []piece
	Dropped string // why it is not read, "" when it is
	Anchor  string
}

// paragraphs cut a text at its line ends and paint it. A part that was dropped is
// a paint too, so that it may be a part of a line.
func paragraphs(d *export.Document, ps []paint) []paragraph {
	text := []rune(d.Text)
	for _, x := range d.Dropped {
		ps = append(ps, paint{x.Start, x.End, "dropped"})
	}
	sort.SliceStable(ps, func(i, k int) bool { return ps[i].Start < ps[k].Start })
	var out []paragraph
	start, k := 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && text[i] != '\n' {
			continue
		}
		var here []paint
		for k < len(ps) && ps[k].End <= start {
			k++
		}
		for _, p := range ps[k:] {
			if p.Start >= i {
				break
			}
			if p.End > start {
				here = append(here, p)
			}
		}
		if line := text[start:i]; strings.TrimSpace(string(line)) != "" {
			p := paragraph{Pieces: pieces(line, start, here)}
			for _, x := range d.Dropped {
				if x.Start <= start && x.End >= i {
					p.Dropped = x.Reason
				}
			}
			out = append(out, p)
		}
		start = i + 1
	}
	return out
}

type documentData struct {
	*store.Document
	Title, Outlet, URL string
	Text               []paragraph
	Events             []eventLine
	Selected           *eventLine
	Chain              []link
	Prev, Next         string
}

// A link of the chain of attribution: who, by which verb.
type link struct {
	Who     string
	Mention *export.Mention
	Verb    string
	Stance  string
	Kind    string // speaker, agency, outlet
}

// chain is the isnad of an event: from the innermost speaker to the outlet.
func chain(e *store.Event) []link {
	var out []link
	if c := e.Claim; c != nil {
		ms := c.Chain
		if len(ms) == 0 && c.Speaker != nil {
			ms = []export.Mention{*c.Speaker}
		}
		for i := range ms {
			l := link{Who: ms[i].Text, Mention: &ms[i], Kind: "speaker"}
			if ms[i].Sector == "JRN" {
				l.Kind = "agency"
			}
			if i == 0 {
				l.Verb, l.Stance = c.Verb.Text, c.Stance
			}
			out = append(out, l)
		}
		if len(ms) == 0 {
			out = append(out, link{Kind: "nobody", Verb: c.Verb.Text, Stance: c.Stance})
		}
	}
	return append(out, link{Who: e.Source.Outlet, Kind: "outlet"})
}

func (s *Server) pageDocument(v *view, _ filter) (any, error) {
	d, err := s.Store.Document(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	out := &documentData{Document: &d, Title: string(d.Title), Outlet: string(d.Outlet), URL: safeURL(string(d.URL))}
	out.Events = s.lines(d.Events)
	sort.SliceStable(out.Events, func(i, k int) bool { return out.Events[i].Trigger.Start < out.Events[k].Trigger.Start })
	var ps []paint
	want := v.Param("event")
	for i := range out.Events {
		e := &out.Events[i]
		ps = append(ps, paint{e.Trigger.Start, e.Trigger.End, "any"})
		if e.ID != want {
			continue
		}
		out.Selected, out.Chain = e, chain(e.Event)
		if i > 0 {
			out.Prev = v.Event(d.ID, out.Events[i-1].ID)
		}
		if i+1 < len(out.Events) {
			out.Next = v.Event(d.ID, out.Events[i+1].ID)
		}
	}
	if want != "" && out.Selected == nil {
		if _, err := s.Store.Event(v.r.Context(), want); err != nil {
			return nil, err // gone, with its successor, or never there
		}
		return nil, wrong("event", fmt.Sprintf("event %s is not of this document", clip(want)), "", "")
	}
	if out.Selected == nil && len(out.Events) > 0 {
		out.Next = v.Event(d.ID, out.Events[0].ID)
	}
	if e := out.Selected; e != nil {
		ps = append(append(ps, paint{e.Evidence.Start, e.Evidence.End, "evidence"}), paintsOf(&e.Event.Event)...)
	}
	if q := v.Param("q"); q != "" {
		hits, err := s.hits(v.r.Context(), q, d.ID)
		if err != nil {
			return nil, err
		}
		ps = append(ps, hits...)
	}
	if !s.Public {
		out.Text = paragraphs(&d.Document, ps)
	}
	v.take(query.Term{Field: "document", Values: []query.Value{{Text: d.ID}}})
	v.Heading = out.Title
	if v.Heading == "" {
		v.Heading = v.T("page.document")
	}
	return out, nil
}

// hits are the words of a query in one document.
func (s *Server) hits(ctx context.Context, text, document string) ([]paint, error) {
	q, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	q = query.Query{Where: query.Term{Field: "document", Values: []query.Value{{Text: document}}}}.With(q.Where)
	if q.Where == nil {
		return nil, nil
	}
	hs, _, err := s.Store.Documents(ctx, q, store.Page{Limit: 1})
	var out []paint
	for _, h := range hs {
		for _, x := range h.Highlights {
			out = append(out, paint{x.Start, x.End, "hit"})
		}
	}
	return out, err
}

// safeURL lets only addresses of the web become links.
func safeURL(u string) string {
	if strings.HasPrefix(u, "https://") || strings.HasPrefix(u, "http://") {
		return u
	}
	return ""
}

type eventData struct {
	*eventLine
	Chain   []link
	Others  []eventLine // reports of the same happening
	JSON    string
	URL     string
	InStory string
	HasText bool
}

func (s *Server) pageEvent(v *view, _ filter) (any, error) {
	e, err := s.Store.Event(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	d := &eventData{URL: safeURL(e.Source.URL), HasText: e.Source.Text != ""}
	one := s.lines([]store.Event{e})
	d.eventLine, d.Chain = &one[0], chain(one[0].Event)
	row, err := s.row(one[0].Event)
	if err != nil {
		return nil, err
	}
	d.JSON, d.InStory = indent(row), string(e.Event.Story)
	if e.Happening != "" {
		others, _, err := s.Store.Events(v.r.Context(), query.Query{Where: query.Term{Field: "happening", Values: []query.Value{{Text: string(e.Happening)}}}, Group: query.Report, Sort: query.Oldest}, store.Page{Limit: 200})
		if err != nil {
			return nil, err
		}
		d.Others = s.lines(others)
	}
	v.take(query.Term{Field: "id", Values: []query.Value{{Text: e.ID}}})
	v.Heading = v.Code("type", e.Type)
	return d, nil
}

type whyData struct {
	Event    *eventLine // nil: the whole document is explained
	Document string
	Title    string
	Text     string
}

func (s *Server) pageWhy(v *view, _ filter) (any, error) {
	e, err := s.Store.Event(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	text, err := s.explained(v.r.Context(), Why{Document: e.Source.Document, Text: e.Source.Text, Title: e.Source.Title, Date: e.Source.Published, Lang: e.Source.Lang, At: e.Trigger.Start})
	if err != nil {
		return nil, err
	}
	one := s.lines([]store.Event{e})
	return &whyData{Event: &one[0], Document: e.Document, Text: text}, nil
}

// maxExplained bounds the letters of a document that is explained whole.
const maxExplained = 20_000

// pageWhyDocument explains every sentence of a document: why nothing was coded from
// one is told as well as why something was.
func (s *Server) pageWhyDocument(v *view, _ filter) (any, error) {
	d, err := s.Store.Document(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if n := len([]rune(d.Text)); n > maxExplained {
		return nil, problem(413, fmt.Sprintf("the text has %d letters; %d are explained at a time", n, maxExplained), "isnad explain tells of a sentence")
	}
	text, err := s.explained(v.r.Context(), Why{Document: d.ID, Text: d.Text, Title: string(d.Title), Date: string(d.Date.Value), Lang: string(d.Lang), At: -1})
	return &whyData{Document: d.ID, Title: string(d.Title), Text: text}, err
}

func (s *Server) explained(ctx context.Context, w Why) (string, error) {
	if s.Explain == nil || s.Public {
		return "", problem(404, "this server explains nothing", "isnad explain tells more")
	}
	if w.Text == "" {
		return "", problem(404, "the text of the document is not kept here", "")
	}
	select {
	case s.coding <- struct{}{}:
		defer func() { <-s.coding }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	text, err := s.Explain(ctx, w)
	return escaped(text), err
}

type entityData struct {
	store.Entity
	Roles               []Role
	Does, Suffers, Says []eventLine
	Counts              [3]store.Count
	Toward, From        []facetRow
}

// entityLines are how many events each part of the page of an entity lists.
const entityLines = 5

func (s *Server) pageEntity(v *view, _ filter) (any, error) {
	ctx := v.r.Context()
	id := v.r.PathValue("id")
	e, err := s.entity(ctx, id)
	if err != nil {
		return nil, err
	}
	d := &entityData{Entity: e, Roles: s.Roles[id]}
	for i, role := range []string{"actor", "recipient", "speaker"} {
		q := query.Query{Where: partyTerm(role, id)}
		if d.Counts[i], err = s.Store.Count(ctx, q); err != nil {
			return nil, err
		}
		if d.Counts[i].Reports == 0 {
			continue
		}
		es, _, err := s.Store.Events(ctx, q, store.Page{Limit: entityLines})
		if err != nil {
			return nil, err
		}
		*[]*[]eventLine{&d.Does, &d.Suffers, &d.Says}[i] = s.lines(es)
	}
	for _, x := range []struct {
		role, other string
		into        *[]facetRow
	}{{"actor", "recipient", &d.Toward}, {"recipient", "actor", &d.From}} {
		q := query.Query{Where: partyTerm(x.role, id)}
		top, err := s.Store.Top(ctx, q, x.other, 8)
		if err != nil {
			return nil, err
		}
		for _, t := range top {
			*x.into = append(*x.into, facetRow{t, v.Country(t.Key), v.link("events", q.With(countryTerm(x.other, t.Key)))})
		}
	}
	v.take(partyTerm("party", id))
	v.Heading = v.Name(&e)
	return d, nil
}

type namesData struct {
	Glosses []gloss // on English pages
	store.Entity
	Outlet  string
	Months  []string
	Rows    []nameRow
	Total   int
	Outlets []string
}

type nameRow struct {
	Outlet string
	Cells  []nameCell
	Total  int
}

type nameCell struct {
	Month string
	Total int
	Names []nameShare
	Link  string
}

type nameShare struct {
	Text  string
	Count int
	Share float64
	Width float64
}

// fewMentions is the least number of mentions of which shares are told.
const fewMentions = 5

// Few tells that a cell has too little for shares.
func (c *nameCell) Few() bool { return c.Total < fewMentions }

// maxGlosses are as many wordings as have their words told in English: the most frequent.
const maxGlosses = 40

// gloss tells the wordings of the grid in English, on English pages.
func (d *namesData) gloss(v *view) error {
	if v.Lang != "en" || v.s.Gloss == nil {
		return nil
	}
	count := map[string]int{}
	for _, r := range d.Rows {
		for _, c := range r.Cells {
			for _, n := range c.Names {
				count[n.Text] += n.Count
			}
		}
	}
	names := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(names, func(a, b string) int { return count[b] - count[a] })
	names = names[:min(len(names), maxGlosses)]
	glosses, err := v.s.Gloss(names)
	if err != nil {
		return err
	}
	for i, n := range names {
		d.Glosses = append(d.Glosses, gloss{Text: n, Words: glosses[i], Count: count[n]})
	}
	return nil
}

// A gloss is a wording with its words in English.
type gloss struct {
	Text, Words string
	Count       int
}

func (s *Server) pageNames(v *view, _ filter) (any, error) {
	ctx := v.r.Context()
	id := v.r.PathValue("id")
	e, err := s.entity(ctx, id)
	if err != nil {
		return nil, err
	}
	d := &namesData{Entity: e, Outlet: v.Param("outlet")}
	rows, err := s.Store.Names(ctx, id, d.Outlet)
	if err != nil {
		return nil, err
	}
	type key struct{ outlet, month string }
	cells := map[key]*nameCell{}
	for _, r := range rows {
		k := key{r.Outlet, r.Month}
		if cells[k] == nil {
			cells[k] = &nameCell{Month: r.Month}
		}
		c := cells[k]
		c.Total += r.Count
		d.Total += r.Count
		c.Names = append(c.Names, nameShare{Text: r.Text, Count: r.Count})
		if !slices.Contains(d.Months, r.Month) {
			d.Months = append(d.Months, r.Month)
		}
		if !slices.Contains(d.Outlets, r.Outlet) {
			d.Outlets = append(d.Outlets, r.Outlet)
		}
	}
	slices.Sort(d.Months)
	slices.Sort(d.Outlets)
	for _, o := range d.Outlets {
		row := nameRow{Outlet: o}
		for _, m := range d.Months {
			c := nameCell{Month: m}
			if have := cells[key{o, m}]; have != nil {
				c = *have
				for i := range c.Names {
					c.Names[i].Share = float64(c.Names[i].Count) / float64(c.Total)
					c.Names[i].Width = round1(60 * c.Names[i].Share)
				}
				q := query.Query{Where: partyTerm("party", id), Group: query.Report}
				if o != "" {
					q = q.With(query.Term{Field: "outlet", Values: []query.Value{{Text: o}}})
				}
				if m != "" {
					q = q.With(query.Term{Field: "published", Values: []query.Value{dayValue(m)}})
				}
				c.Link = v.link("events", q)
			}
			row.Total += c.Total
			row.Cells = append(row.Cells, c)
		}
		d.Rows = append(d.Rows, row)
	}
	if err := d.gloss(v); err != nil {
		return nil, err
	}
	v.take(partyTerm("party", id))
	v.Heading = v.T("page.names") + ": " + v.Name(&e)
	return d, nil
}
