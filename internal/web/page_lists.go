package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// eventsData is the search page.
type eventsData struct {
	Count  store.Count
	Rows   int // of the whole list
	Events []eventLine
	Facets []facet
	Bars   *bars
	Next   string
	None   []reason
}

// An eventLine is one row of a list of events.
type eventLine struct {
	*store.Event
	Sentence []piece
	ranges   *export.Sizes // of all reports of the happening; nil: the event's own
}

// Figures are the counts that an event tells, or all reports of its happening.
func (e *eventLine) Figures() []namedSize {
	if e.ranges != nil {
		return sizesOf(e.ranges)
	}
	return sizesOf(&e.Size)
}

// ranges gives the happenings of a list the figures of all their reports that
// answer the query: the one that stands for them may tell the lowest, or none.
func (s *Server) ranges(ctx context.Context, q query.Query, lines []eventLine) error {
	t := query.Term{Field: "happening"}
	of := map[string]*eventLine{}
	for i := range lines {
		if id := string(lines[i].Happening); id != "" && lines[i].Reports > 1 {
			t.Values = append(t.Values, query.Value{Text: id})
			of[id] = &lines[i]
			lines[i].ranges = &export.Sizes{}
		}
	}
	if len(t.Values) == 0 {
		return nil
	}
	q = query.Query{Where: q.Where, Group: query.Report}
	es, _, err := s.Store.Events(ctx, q.With(t), store.Page{Limit: 2000})
	for i := range es {
		if e := of[string(es[i].Happening)]; e != nil {
			widen(&e.ranges.Dead, es[i].Size.Dead)
			widen(&e.ranges.Injured, es[i].Size.Injured)
			widen(&e.ranges.Arrested, es[i].Size.Arrested)
			widen(&e.ranges.Crowd, es[i].Size.Crowd)
		}
	}
	return err
}

// widen makes a range hold another; nobody's words stand behind the sum.
func widen(into **export.Size, x *export.Size) {
	switch {
	case x == nil:
	case *into == nil:
		*into = &export.Size{Min: x.Min, Max: x.Max}
	default:
		(*into).Min, (*into).Max = min((*into).Min, x.Min), max((*into).Max, x.Max)
	}
}

func (s *Server) lines(es []store.Event) []eventLine {
	out := make([]eventLine, len(es))
	for i := range es {
		s.screen(&es[i])
		out[i] = eventLine{Event: &es[i], Sentence: evidence(&es[i])}
	}
	return out
}

func (s *Server) pageEvents(v *view, f filter) (any, error) {
	ctx := v.r.Context()
	var d eventsData
	var err error
	if d.Count, err = s.Store.Count(ctx, f.query); err != nil {
		return nil, err
	}
	d.Rows = d.Count.Rows(f.query.Group)
	events, next, err := s.Store.Events(ctx, f.query, store.Page{Limit: min(max(f.page.Limit, 25), 200), Cursor: f.page.Cursor})
	if err != nil {
		return nil, err
	}
	d.Events, d.Next = s.lines(events), next
	if err := s.ranges(ctx, f.query, d.Events); err != nil {
		return nil, err
	}
	if d.Rows == 0 {
		if d.None, err = s.noneReasons(v.r, f.query); err != nil {
			return nil, err
		}
		return &d, nil
	}
	if d.Facets, err = s.facets(v, f.query); err != nil {
		return nil, err
	}
	d.Bars, err = s.bars(v, f.query, "quad", "")
	return &d, err
}

// facets are the most frequent values of the fields that narrow a search.
func (s *Server) facets(v *view, q query.Query) ([]facet, error) {
	var out []facet
	for _, field := range facets {
		top, err := s.Store.Top(v.r.Context(), q, field, facetRows)
		if err != nil {
			return nil, err
		}
		f := facet{Field: field}
		for _, t := range top {
			if t.Key == "" {
				continue
			}
			r := facetRow{Tally: t, Text: t.Key}
			param := field
			switch field {
			case "type", "aux":
				r.Text = v.Code(field, t.Key)
			case "actor", "recipient", "country":
				r.Text = v.Country(t.Key)
			}
			if field == "country" {
				param = "place"
			}
			n, p := term(param, param, t.Key)
			if field == "outlet" {
				n, p = query.Term{Field: "outlet", Values: []query.Value{{Text: t.Key}}}, nil
			}
			if p != nil {
				continue
			}
			q := q.With(n)
			r.Link = v.link("events", q)
			f.Rows = append(f.Rows, r)
		}
		slices.SortStableFunc(f.Rows, func(a, b facetRow) int { return b.Rows(q.Group) - a.Rows(q.Group) }) // by the number that is shown
		if len(f.Rows) > 0 {
			out = append(out, f)
		}
	}
	return out, nil
}

type documentsData struct {
	Hits []docHit
	Next string
}

type docHit struct {
	*store.Hit
	Snippet []piece
}

func (s *Server) pageDocuments(v *view, f filter) (any, error) {
	hits, next, err := s.Store.Documents(v.r.Context(), f.query, store.Page{Limit: min(max(f.page.Limit, 25), 200), Cursor: f.page.Cursor})
	if err != nil {
		return nil, err
	}
	d := &documentsData{Next: next}
	for i := range hits {
		h := docHit{Hit: &hits[i]}
		if !s.Public {
			var ps []paint
			for _, x := range hits[i].Highlights {
				ps = append(ps, paint{x.Start, x.End, "hit"})
			}
			h.Snippet = pieces([]rune(hits[i].Snippet.Text), hits[i].Snippet.Start, ps)
		}
		d.Hits = append(d.Hits, h)
	}
	return d, nil
}

type storiesData struct {
	Stories []store.Story
	Next    string
}

func (s *Server) pageStories(v *view, f filter) (any, error) {
	rows, next, err := s.Store.Stories(v.r.Context(), f.query, f.page)
	return &storiesData{rows, next}, err
}

type entitiesData struct {
	Name     string
	Entities []store.Entity
	Next     string
}

func (s *Server) pageEntities(v *view, _ filter) (any, error) {
	d := &entitiesData{Name: v.Param("name")}
	rows, next, err := s.Store.Entities(v.r.Context(), d.Name, store.Page{Limit: 100, Cursor: v.Param("next")})
	for i := range rows {
		if s.shown(&rows[i]) {
			d.Entities = append(d.Entities, rows[i])
		}
	}
	d.Next = next
	return d, err
}

type outletsData struct{ Outlets []outletRow }

type outletRow struct {
	store.Outlet
	Gaps  []gap // the longest, in the order of time
	NGaps int
}

// maxGaps are as many as the page lists of one outlet; the API has all days.
const maxGaps = 30

// A gap is a stretch of days between the first and the last without a document.
type gap struct {
	From, To string
	Days     int
}

// minGap is the least number of days that is told as a gap: many papers rest a
// day or two a week.
const minGap = 3

func (s *Server) pageOutlets(v *view, _ filter) (any, error) {
	rows, err := s.Store.Outlets(v.r.Context())
	d := &outletsData{}
	for _, o := range rows {
		all := gaps(o.Days)
		d.Outlets = append(d.Outlets, outletRow{o, longest(all, maxGaps), len(all)})
	}
	return d, err
}

type citeData struct {
	Count          store.Count
	Rows           int
	URL            string
	Coder, Lexicon string
	Digest         string // of the rows as JSON Lines, when they are few
	BibTeX         string
}

// maxDigest is as many reports as are read for the digest that the page shows; the
// manifest has it for any number.
const maxDigest = 1000

// ManifestFile is the address of the manifest of the rows of a page, "" when none is made.
func (v *view) ManifestFile() string {
	if v.s.Manifest == nil {
		return ""
	}
	return "/" + v.Lang + "/cite/manifest.json?" + url.Values{"q": {v.Query.String()}}.Encode()
}

// manifestFile answers with the manifest of the rows that are cited. Its digest is of
// all rows, so it counts as a download.
func (s *Server) manifestFile(w http.ResponseWriter, status int, v *view) {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		s.fail(w, v.r, problem(http.StatusTooManyRequests, "as many downloads run as this server gives at a time", "try again when one has ended"))
		return
	}
	b, _, err := s.Manifest(v.r.Context(), v.Query)
	if err != nil {
		s.fail(w, v.r, err)
		return
	}
	s.file(w, status, v, "application/json", "manifest.json", b)
}

func (s *Server) pageCite(v *view, f filter) (any, error) {
	n, err := s.Store.Count(v.r.Context(), f.query)
	if err != nil {
		return nil, err
	}
	i := v.Info
	d := &citeData{Count: n, Rows: n.Rows(f.query.Group), URL: v.link("events", f.query)}
	d.Coder, d.Lexicon = or(i.Version, s.Version), or(i.Lexicon, s.Lexicon)
	digest := fmt.Sprintf("cursor %d, schema %d, coder %s, lexicon %s", i.Cursor, i.Schema, d.Coder, d.Lexicon)
	if s.Manifest != nil && n.Reports <= maxDigest {
		if _, d.Digest, err = s.Manifest(v.r.Context(), f.query); err != nil {
			return nil, err
		}
		digest += ", sha256 " + d.Digest
	}
	year := s.Now().UTC().Format("2006")
	d.BibTeX = fmt.Sprintf("@misc{isnad-%d,\n  title        = {Event data from Arabic news, coded by isnad},\n  howpublished = {Query: \\verb|%s|},\n  note         = {%d rows; %s},\n  year         = {%s}\n}",
		i.Cursor, strings.ReplaceAll(f.query.String(), "|", " "), d.Rows, digest, year)
	return d, nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

type checkData struct {
	Sample, Seed int
	Total        int
	Events       []eventLine
}

// maxCheck is the largest sample that one page lists; the files have any.
const maxCheck = 300

// pageCheck lists a sample with a verdict to give for each. Without a sample in
// the filter it takes a hundred by the seed 7.
func (s *Server) pageCheck(v *view, f filter) (any, error) {
	all := f.query
	all.Sample = 0
	n, err := s.Store.Count(v.r.Context(), all)
	if err != nil {
		return nil, err
	}
	q := f.query
	if q.Sample == 0 {
		q.Sample, q.Seed = 100, 7
	}
	q.Sample = min(q.Sample, maxCheck)
	v.Query = q
	events, _, err := s.Store.Events(v.r.Context(), q, store.Page{Limit: q.Sample})
	return &checkData{q.Sample, q.Seed, n.Rows(q.Group), s.lines(events)}, err
}

type codeData struct {
	Paste   Paste
	Done    bool
	Text    []paragraph
	Events  []codedEvent
	Assumed []string
	Wrong   *Problem
}

type codedEvent struct {
	export.Event
	Sentence []piece
}

// Figures are the counts that an event tells.
func (e *codedEvent) Figures() []namedSize { return sizesOf(&e.Size) }

// keep stores a text that its reader asks to keep, under the limits of the box.
func (s *Server) keep(ctx context.Context, p Paste) (string, error) {
	if err := pasteProblem(&p); err != nil {
		return "", err
	}
	select {
	case s.coding <- struct{}{}:
		defer func() { <-s.coding }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return s.Keep(ctx, p)
}

// pageCode is the box. What is pasted is coded and forgotten, unless its reader asks
// to keep it and the server may.
func (s *Server) pageCode(v *view, _ filter) (any, error) {
	d := &codeData{}
	if s.Code == nil {
		return nil, problem(404, "this server codes no text", "")
	}
	if v.r.Method != "POST" {
		return d, nil
	}
	v.r.Body = limited(v.r.Body)
	if err := v.r.ParseForm(); err != nil {
		return nil, problem(413, "the text is too large for the box", "isnad code reads files of any size")
	}
	form := func(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }
	d.Paste = Paste{Text: strings.ReplaceAll(v.r.PostForm.Get("text"), "\r\n", "\n"), Date: form("date"), Outlet: form("outlet"), Title: form("title")}
	if strings.TrimSpace(d.Paste.Text) == "" {
		return d, nil
	}
	if v.r.PostForm.Get("keep") != "" && v.CanKeep() {
		id, err := s.keep(v.r.Context(), d.Paste)
		if p, ok := err.(*Problem); ok {
			d.Wrong = p
			return d, nil
		}
		if err == nil {
			v.redirect, v.status = v.URL("document", id), http.StatusSeeOther
		}
		return d, err
	}
	c, err := s.code(v.r.Context(), d.Paste)
	if p, ok := err.(*Problem); ok {
		d.Wrong = p
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	d.Done = true
	if d.Paste.Date == "" {
		d.Assumed = append(d.Assumed, "assumed.date")
	}
	if l := string(c.Document.Lang); l != "ar" {
		d.Assumed = append(d.Assumed, "assumed.lang")
	}
	var ps []paint
	for i := range c.Events {
		e := &c.Events[i]
		ps = append(ps, paint{e.Trigger.Start, e.Trigger.End, "trigger"})
		d.Events = append(d.Events, codedEvent{*e, pieces([]rune(e.Evidence.Text), e.Evidence.Start, paintsOf(e))})
	}
	d.Text = paragraphs(&c.Document, ps)
	return d, nil
}

type helpData struct {
	Fields []string
	All    map[string]query.Field
}

func (s *Server) pageHelp(*view, filter) (any, error) {
	order := strings.Fields("type mode context quad root aux foreground actor recipient party speaker sector stance outlet lang date published place confidence intensity dead happening story document id rule text exact group sort sample seed")
	return &helpData{order, query.Fields}, nil
}

type apiData struct{ Calls []apiCall }

type apiCall struct {
	Method, Path, Summary, Description string
	Params                             []apiParam
}

type apiParam struct{ Name, In, Doc, Values, Example string }

func (s *Server) pageAPI(*view, filter) (any, error) {
	d := &apiData{}
	for _, op := range s.api.ops {
		c := apiCall{Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description}
		for _, p := range op.Parameters {
			x := apiParam{Name: p.Name, In: p.In, Doc: p.Description}
			if p.Schema != nil && len(p.Schema.Enum) > 0 {
				x.Values = fmt.Sprint(p.Schema.Enum...)
			}
			if p.Schema != nil && len(p.Schema.Examples) > 0 {
				x.Example = fmt.Sprint(p.Schema.Examples[0])
			}
			c.Params = append(c.Params, x)
		}
		d.Calls = append(d.Calls, c)
	}
	return d, nil
}

// EntityLink is the page of who a mention names, "" when nobody is known.
func (v *view) EntityLink(m *export.Mention) string {
	switch {
	case m.ID != "":
		return v.URL("entity", string(m.ID))
	}
	return ""
}

// PartyQuery is a query of a party by its entity.
func (v *view) PartyQuery(role, id string) string {
	return v.link("events", query.Query{Where: partyTerm(role, id)})
}

func partyTerm(role, id string) query.Node {
	p := query.Party{ID: id}
	if name, ok := strings.CutPrefix(id, "~"); ok {
		p = query.Party{Name: name}
	}
	return query.Term{Field: role, Values: []query.Value{{Party: &p}}}
}

// Hidden are the parameters of the address that a form must keep.
func (v *view) Hidden() url.Values {
	out := url.Values{}
	for _, x := range viewParams {
		if got := v.settings[x.name]; got != "" {
			out.Set(x.name, got)
		}
	}
	return out
}
