// A long flat list: one call of the API after another, each with its parameters and answer.

package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// FilterInput are the parameters of everything that takes a filter. They are
// read by parseFilter, which the pages use too; here they are described.
type FilterInput struct {
	Q         string `query:"q" doc:"a query, as docs/query.md describes it; all other parameters narrow it" example:"type:ACCUSE actor:RUS"`
	From      string `query:"from" doc:"first day, month or year of the event" example:"2014-10"`
	To        string `query:"to" doc:"last day, month or year of the event" example:"2014-12"`
	Actor     string `query:"actor" doc:"who acts: RUS, RUS-GOV, *-MIL, an entity's id or a name; lists by comma"`
	Recipient string `query:"recipient" doc:"at whom it is directed"`
	Party     string `query:"party" doc:"either of both"`
	Type      string `query:"type" doc:"PLOVER type" example:"ACCUSE,REJECT"`
	Mode      string `query:"mode" doc:"PLOVER mode" example:"arrest"`
	Quad      string `query:"quad" doc:"1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"`
	Context   string `query:"context" doc:"PLOVER context" example:"election"`
	Aux       string `query:"aux" doc:"how it is told: negation, future, hypothetical, historical or none"`
	Speaker   string `query:"speaker" doc:"whose word it is; none: nobody is named"`
	Stance    string `query:"stance" doc:"how it is said" example:"denied"`
	Place     string `query:"place" doc:"where: a country's code, a place or a province"`
	Country   string `query:"country" doc:"the same as place" example:"SYR"`
	Sector    string `query:"sector" doc:"sector of a party" example:"MIL"`
	Outlet    string `query:"outlet" doc:"who published it"`
	Lang      string `query:"lang" doc:"language of the document" example:"ar"`
	Story     string `query:"story" doc:"documents of one story"`
	Happening string `query:"happening" doc:"reports of one occurrence"`
	Document  string `query:"document" doc:"events of one document"`
	Published string `query:"published" doc:"when the document came out" example:"2014-10-22"`
	Group     string `query:"group" doc:"what a row is: happening (the default) or report"`
	Sort      string `query:"sort" doc:"newest (the default) or oldest"`
	Sample    string `query:"sample" doc:"so many rows by chance" example:"100"`
	Seed      string `query:"seed" doc:"of the chance; the same seed takes the same rows" example:"7"`
	Limit     string `query:"limit" doc:"rows of a page, 50 when absent, at most 10000" example:"50"`
	Next      string `query:"next" doc:"next of the page before"`

	TimeSpan  string `query:"timespan" doc:"GDELT's name: events of the last so many days, weeks, months, years" example:"7d"`
	StartTime string `query:"startdatetime" doc:"GDELT's name for from" example:"20141022000000"`
	EndTime   string `query:"enddatetime" doc:"GDELT's name for to" example:"20141231000000"`
	MaxRows   string `query:"maxrecords" doc:"GDELT's name for limit" example:"250"`
	EventDate string `query:"event_date" doc:"ACLED's name for from and to" example:"2014-10-01|2014-12-31"`

	url url.URL
}

// Resolve implements huma.Resolver.
func (f *FilterInput) Resolve(ctx huma.Context) []error {
	f.url = ctx.URL()
	return nil
}

// with reads the filter; every operation begins with it.
func (s *Server) with(f *FilterInput) (filter, error) {
	x, p := parseFilter(f.url.Query(), s.Now())
	if p != nil {
		return x, p
	}
	return x, nil
}

// A list is an answer of rows.
type list[T any] struct {
	Link  string `header:"Link" doc:"rel=next when there is more"`
	Total string `header:"X-Total-Count"`
	Body  listBody[T]
}

type listBody[T any] struct {
	Rows      []T    `json:"rows" nullable:"false"`
	Total     *int   `json:"total,omitempty" doc:"rows of all pages"`
	Group     string `json:"group,omitempty" doc:"what a row is"`
	Reports   *int   `json:"reports,omitempty" doc:"event records behind the rows"`
	Next      string `json:"next,omitempty" doc:"cursor of the next page"`
	NextURL   string `json:"next_url,omitempty"`
	Truncated bool   `json:"truncated" doc:"there are more rows than these"`
	Query     string `json:"query,omitempty" doc:"the filter in its canonical form, as isnad query takes it"`
}

// paged fills what a list says about its further pages.
func paged[T any](l *list[T], u url.URL, next string, total *int) {
	if l.Body.Rows == nil {
		l.Body.Rows = []T{}
	}
	l.Body.Total, l.Body.Next, l.Body.Truncated = total, next, next != ""
	if total != nil {
		l.Total = strconv.Itoa(*total)
	}
	if next != "" {
		v := u.Query()
		v.Set("next", next)
		l.Body.NextURL = u.Path + "?" + v.Encode()
		l.Link = "<" + l.Body.NextURL + `>; rel="next"`
	}
}

type one[T any] struct{ Body T }

type idInput struct {
	ID string `path:"id"`
}

// apiDoc is what the page of the API tells; it is made once.
type apiDoc struct{ ops []*huma.Operation }

const prefix = "/api/v1"

func (s *Server) routeAPI() {
	ownErrors()
	c := huma.DefaultConfig("isnad", s.Version)
	c.Info.Description = "Political events from Arabic news: who did or said what to whom, when, where, and by whose word. Read only. Filters are the query language of docs/query.md; records are those of docs/schema.md."
	c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", nil
	api := humago.New(s.mux, c)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		var known []string
		for _, p := range ctx.Operation().Parameters {
			if p.In == "query" {
				known = append(known, p.Name)
			}
		}
		u := ctx.URL()
		v, err := url.ParseQuery(u.RawQuery)
		p := unknownParam(v, known)
		if err != nil {
			p = wrong("", "the parameters of the address cannot be read: "+err.Error(), "write % as %25 and ; as %3B", "")
		}
		if p != nil {
			s.writeProblem(ctx, p)
			return
		}
		next(ctx)
	})

	get(s, api, "/events", "Events", "A page of the rows that answer a filter, newest first.", s.apiEvents)
	get(s, api, "/events/{id}", "One event", "The record; 410 with its successor when it was superseded.", s.apiEvent)
	get(s, api, "/documents", "Documents", "Documents that answer a filter, with the words of it in their text.", s.apiDocuments)
	get(s, api, "/documents/{id}", "One document", "The record with its text, and its events. A public server gives no text.", s.apiDocument)
	get(s, api, "/search", "Search", "What a search shows first: counts, the most frequent values of each field, and documents.", s.apiSearch)
	get(s, api, "/stories", "Stories", "Groups of documents that tell of the same, the latest first.", s.apiStories)
	get(s, api, "/entities", "Entities", "Who and what parties are, by a part of any of their names.", s.apiEntities)
	get(s, api, "/entities/{id}", "One entity", "Its names, the wordings for it, its terms of office.", s.apiEntity)
	get(s, api, "/entities/{id}/names", "Names used", "How an entity is named, by outlet and month.", s.apiNames)
	get(s, api, "/outlets", "Outlets", "Who publishes, and on which days documents were collected.", s.apiOutlets)
	get(s, api, "/series", "Time series", "Counts by day, month or year, split by type, quad or outlet.", s.apiSeries)
	get(s, api, "/pairs", "Actor pairs", "Who does to whom, by country, most reports first.", s.apiPairs)
	get(s, api, "/places", "Places", "Where it happened, most happenings first, with the least and most dead that a report tells; and how many reports name no place.", s.apiPlaces)
	get(s, api, "/top", "Most frequent values", "The most frequent values of one field.", s.apiTop)
	get(s, api, "/attribution", "Whose word", "Speakers and how they say it.", s.apiAttribution)
	get(s, api, "/changes", "Changes", "Events that are new, changed or gone since a cursor. Ask again with the cursor of the answer.", s.apiChanges)
	get(s, api, "/info", "The store", "What the store holds, and which coder wrote it.", s.apiInfo)
	for i := range s.Forms {
		s.routeForm(api, &s.Forms[i])
	}
	if s.Code != nil {
		huma.Register(api, huma.Operation{OperationID: "post-code", Method: http.MethodPost, Path: prefix + "/code", Summary: "Code a text", MaxBodyBytes: maxBody,
			Description: "Codes a text on the spot and keeps nothing of it."}, s.apiCode)
	}
	s.mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		p := problem(http.StatusNotFound, "there is nothing at this address", "/openapi.json lists all calls")
		p.Example = prefix + "/events?type=ACCUSE"
		s.fail(w, r, p)
	})
	for _, item := range api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op != nil {
				s.api.ops = append(s.api.ops, op)
			}
		}
	}
	slices.SortFunc(s.api.ops, func(a, b *huma.Operation) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
}

func (s *Server) writeProblem(ctx huma.Context, p *Problem) {
	p = s.problemOf(ctx.Context(), p)
	ctx.SetHeader("Content-Type", p.ContentType(""))
	ctx.SetStatus(p.Status)
	enc := json.NewEncoder(ctx.BodyWriter())
	enc.SetEscapeHTML(false)
	enc.Encode(p)
}

// get registers a call that reads; errors become problems in one place.
func get[I, O any](s *Server, api huma.API, path, summary, description string, f func(context.Context, *I) (*O, error)) {
	op := huma.Operation{OperationID: huma.GenerateOperationID(http.MethodGet, path, (*O)(nil)), Method: http.MethodGet, Path: prefix + path, Summary: summary, Description: description}
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		return out, nil
	})
}

func (s *Server) apiEvents(ctx context.Context, in *FilterInput) (*list[json.RawMessage], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	events, next, err := s.Store.Events(ctx, f.query, f.page)
	if err != nil {
		return nil, err
	}
	n, err := s.Store.Count(ctx, f.query)
	if err != nil {
		return nil, err
	}
	out := &list[json.RawMessage]{}
	for i := range events {
		b, err := s.row(&events[i])
		if err != nil {
			return nil, err
		}
		out.Body.Rows = append(out.Body.Rows, b)
	}
	total := n.Rows(f.query.Group)
	out.Body.Group, out.Body.Reports, out.Body.Query = f.query.Group.Name(), &n.Reports, f.query.String()
	paged(out, in.url, next, &total)
	return out, nil
}

// row is an event as JSON Lines have it.
func (s *Server) row(e *store.Event) (json.RawMessage, error) {
	var b oneLine
	r := s.exported(e)
	err := export.NewRowLines(&b).Write(&r)
	return json.RawMessage(b), err
}

type oneLine []byte

func (o *oneLine) Write(p []byte) (int, error) {
	*o = append(*o, p...)
	return len(p), nil
}

// exported is a stored event as the exports see it, and as far as this server
// shows it.
func (s *Server) exported(e *store.Event) export.Row {
	s.screen(e)
	x := &e.Source
	return export.Row{Event: e.Event, URL: x.URL, Outlet: x.Outlet, Title: x.Title, Published: x.Published, Lang: x.Lang, Text: x.Text,
		Reports: e.Reports, Outlets: e.Outlets, Supersedes: e.Supersedes, Raw: e.Raw}
}

// screen takes away what a public server does not show: the text, and names that
// would make entities of private persons.
func (s *Server) screen(e *store.Event) {
	if !s.Public {
		return
	}
	e.Source.Text, e.Raw = "", nil
	anonymous(e.Actor)
	anonymous(e.Recipient)
	if c := e.Claim; c != nil {
		anonymous(c.Chain)
		if c.Speaker != nil {
			one := []export.Mention{*c.Speaker}
			anonymous(one)
			c.Speaker = &one[0]
		}
	}
}

func anonymous(ms []export.Mention) {
	for i := range ms {
		if ms[i].ID == "" && (ms[i].Kind == "person" || ms[i].Kind == "") {
			ms[i].Name, ms[i].NameEn = "", ""
		}
	}
}

func (s *Server) apiEvent(ctx context.Context, in *idInput) (*one[json.RawMessage], error) {
	e, err := s.Store.Event(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	b, err := s.row(&e)
	return &one[json.RawMessage]{b}, err
}

// hit is a document of a list, with the columns that GDELT's article list has.
type hit struct {
	ID         string            `json:"id"`
	URL        string            `json:"url"`
	Title      string            `json:"title"`
	Outlet     string            `json:"outlet"`
	Published  string            `json:"published"`
	Lang       string            `json:"lang"`
	Story      string            `json:"story"`
	Events     int               `json:"events"`
	Snippet    string            `json:"snippet,omitempty" doc:"the text round the first word found; not on a public server"`
	Highlights []store.Highlight `json:"highlights,omitempty" doc:"in code points of the text"`
}

func (s *Server) hit(h *store.Hit) hit {
	out := hit{ID: h.Document, URL: h.URL, Title: h.Title, Outlet: h.Outlet, Published: h.Published, Lang: h.Lang, Story: h.Story, Events: h.Events}
	if !s.Public {
		out.Snippet, out.Highlights = h.Snippet.Text, h.Highlights
	}
	return out
}

func (s *Server) apiDocuments(ctx context.Context, in *FilterInput) (*list[hit], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	hits, next, err := s.Store.Documents(ctx, f.query, f.page)
	if err != nil {
		return nil, err
	}
	out := &list[hit]{}
	for i := range hits {
		out.Body.Rows = append(out.Body.Rows, s.hit(&hits[i]))
	}
	out.Body.Group, out.Body.Query = "document", f.query.String()
	paged(out, in.url, next, nil)
	return out, nil
}

type documentBody struct {
	Document any               `json:"document"`
	Events   []json.RawMessage `json:"events" nullable:"false"`
}

func (s *Server) apiDocument(ctx context.Context, in *idInput) (*one[documentBody], error) {
	d, err := s.Store.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &one[documentBody]{documentBody{Events: []json.RawMessage{}}}
	for i := range d.Events {
		b, err := s.row(&d.Events[i])
		if err != nil {
			return nil, err
		}
		out.Body.Events = append(out.Body.Events, b)
	}
	if s.Public {
		d.Text, d.Raw, d.Byline = "", nil, ""
		d.Sentences, d.Dropped = nil, nil
	}
	out.Body.Document = d.Document
	if d.Raw != nil {
		out.Body.Document = json.RawMessage(d.Raw)
	}
	return out, nil
}

type searchBody struct {
	Count     store.Count              `json:"count"`
	Facets    map[string][]store.Tally `json:"facets"`
	Documents []hit                    `json:"documents" nullable:"false"`
	Query     string                   `json:"query"`
}

// facets are the fields that a page of events counts, facetRows values of each.
var facets = []string{"type", "actor", "recipient", "country", "outlet", "aux"}

const facetRows = 8

func (s *Server) apiSearch(ctx context.Context, in *FilterInput) (*one[searchBody], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	out := &one[searchBody]{searchBody{Facets: map[string][]store.Tally{}, Documents: []hit{}, Query: f.query.String()}}
	if out.Body.Count, err = s.Store.Count(ctx, f.query); err != nil {
		return nil, err
	}
	for _, field := range facets {
		if out.Body.Facets[field], err = s.Store.Top(ctx, f.query, field, facetRows); err != nil {
			return nil, err
		}
	}
	f.page.Limit = min(max(f.page.Limit, 10), 50)
	hits, _, err := s.Store.Documents(ctx, f.query, f.page)
	for i := range hits {
		out.Body.Documents = append(out.Body.Documents, s.hit(&hits[i]))
	}
	return out, err
}

func (s *Server) apiStories(ctx context.Context, in *FilterInput) (*list[store.Story], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	out := &list[store.Story]{}
	var next string
	out.Body.Rows, next, err = s.Store.Stories(ctx, f.query, f.page)
	out.Body.Query = f.query.String()
	paged(out, in.url, next, nil)
	return out, err
}

type entitiesInput struct {
	Name  string `query:"name" doc:"a part of any name, in any language"`
	Limit int    `query:"limit" minimum:"1" maximum:"10000" default:"50"`
	Next  string `query:"next"`
	url   url.URL
}

// Resolve implements huma.Resolver.
func (f *entitiesInput) Resolve(ctx huma.Context) []error {
	f.url = ctx.URL()
	return nil
}

func (s *Server) apiEntities(ctx context.Context, in *entitiesInput) (*list[store.Entity], error) {
	out := &list[store.Entity]{}
	rows, next, err := s.Store.Entities(ctx, in.Name, store.Page{Limit: in.Limit, Cursor: in.Next})
	for i := range rows {
		if s.shown(&rows[i]) {
			out.Body.Rows = append(out.Body.Rows, rows[i])
		}
	}
	paged(out, in.url, next, nil)
	return out, err
}

// shown: a public server makes no entity of one whom the gazetteer does not know
// and who may be a private person.
func (s *Server) shown(e *store.Entity) bool {
	return !s.Public || e.ID[:min(1, len(e.ID))] != "~" || e.Kind != "person" && e.Kind != ""
}

type entityBody struct {
	store.Entity
	Roles []Role `json:"roles" nullable:"false"`
}

func (s *Server) entity(ctx context.Context, id string) (store.Entity, error) {
	e, err := s.Store.Entity(ctx, id)
	if err == nil && !s.shown(&e) {
		err = fmt.Errorf("entity %q: %w", id, store.ErrNotFound)
	}
	return e, err
}

func (s *Server) apiEntity(ctx context.Context, in *idInput) (*one[entityBody], error) {
	e, err := s.entity(ctx, in.ID)
	roles := s.Roles[in.ID]
	if roles == nil {
		roles = []Role{}
	}
	return &one[entityBody]{entityBody{e, roles}}, err
}

type namesInput struct {
	ID     string `path:"id"`
	Outlet string `query:"outlet"`
}

func (s *Server) apiNames(ctx context.Context, in *namesInput) (*list[store.Naming], error) {
	if _, err := s.entity(ctx, in.ID); err != nil {
		return nil, err
	}
	rows, err := s.Store.Names(ctx, in.ID, in.Outlet)
	return whole(rows), err
}

// whole is a list that has no further page.
func whole[T any](rows []T) *list[T] {
	out := &list[T]{}
	out.Body.Rows = rows
	n := len(rows)
	paged(out, url.URL{}, "", &n)
	return out
}

func (s *Server) apiOutlets(ctx context.Context, _ *struct{}) (*list[store.Outlet], error) {
	rows, err := s.Store.Outlets(ctx)
	return whole(rows), err
}

type placesInput struct {
	FilterInput
	By string `query:"by" enum:"place,admin1" default:"place"`
}

func (s *Server) apiPlaces(ctx context.Context, in *placesInput) (*one[store.Places], error) {
	f, err := s.with(&in.FilterInput)
	if err != nil {
		return nil, err
	}
	limit := f.page.Limit
	if limit == 0 {
		limit = maxSpots
	}
	f.query.Sample = 0
	x, err := s.Store.Places(ctx, f.query, in.By == "admin1", limit)
	return &one[store.Places]{x}, err
}

type seriesInput struct {
	FilterInput
	By    string `query:"by" enum:"day,month,year" default:"month"`
	Split string `query:"split" enum:"type,quad,outlet"`
}

func (s *Server) apiSeries(ctx context.Context, in *seriesInput) (*list[store.Point], error) {
	f, err := s.with(&in.FilterInput)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Series(ctx, f.query, store.Unit(in.By), in.Split)
	out := whole(rows)
	out.Body.Query = f.query.String()
	return out, err
}

func (s *Server) apiPairs(ctx context.Context, in *FilterInput) (*list[store.Pair], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	rows, total, err := s.Store.Pairs(ctx, f.query, f.page.Limit)
	out := whole(rows)
	out.Body.Total, out.Total = &total, strconv.Itoa(total)
	out.Body.Truncated, out.Body.Query = len(rows) < total, f.query.String()
	return out, err
}

type topInput struct {
	FilterInput
	Field string `query:"field" required:"true" enum:"type,quad,mode,context,actor,recipient,speaker,sector,outlet,place,country,stance,aux"`
}

func (s *Server) apiTop(ctx context.Context, in *topInput) (*list[store.Tally], error) {
	f, err := s.with(&in.FilterInput)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Top(ctx, f.query, in.Field, f.page.Limit)
	out := whole(rows)
	out.Body.Total, out.Total, out.Body.Query = nil, "", f.query.String()
	return out, err
}

func (s *Server) apiAttribution(ctx context.Context, in *FilterInput) (*list[store.Said], error) {
	f, err := s.with(in)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.Attribution(ctx, f.query, f.page.Limit)
	if s.Public {
		for i := range rows {
			if rows[i].Speaker == "" || rows[i].Speaker[0] == '~' {
				rows[i].Speaker, rows[i].Name = "", ""
			}
		}
	}
	out := whole(rows)
	out.Body.Total, out.Total, out.Body.Query = nil, "", f.query.String()
	return out, err
}

type changesInput struct {
	Since int64 `query:"since" minimum:"0" doc:"cursor of the last answer; 0 or none for all"`
	Limit int   `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
}

type change struct {
	Cursor    int64           `json:"cursor"`
	ID        string          `json:"id"`
	Document  string          `json:"document"`
	Gone      bool            `json:"gone"`
	Successor string          `json:"successor,omitempty"`
	Event     json.RawMessage `json:"event,omitempty"`
}

type changesBody struct {
	Rows      []change `json:"rows" nullable:"false"`
	Cursor    int64    `json:"cursor" doc:"ask again with since=cursor"`
	Truncated bool     `json:"truncated"`
}

func (s *Server) apiChanges(ctx context.Context, in *changesInput) (*one[changesBody], error) {
	rows, cursor, err := s.Store.Changes(ctx, in.Since, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &one[changesBody]{changesBody{Rows: []change{}, Cursor: cursor, Truncated: len(rows) == in.Limit}}
	for i := range rows {
		c := change{Cursor: rows[i].Cursor, ID: rows[i].ID, Document: rows[i].Document, Gone: rows[i].Gone, Successor: rows[i].Successor}
		if rows[i].Event != nil {
			if c.Event, err = s.row(rows[i].Event); err != nil {
				return nil, err
			}
		}
		out.Body.Rows = append(out.Body.Rows, c)
	}
	return out, nil
}

func (s *Server) apiInfo(ctx context.Context, _ *struct{}) (*one[store.Info], error) {
	x, err := s.Store.Info(ctx)
	return &one[store.Info]{x}, err
}

type codeInput struct {
	Body struct {
		Text   string `json:"text" maxLength:"100000" minLength:"1"`
		Date   string `json:"date,omitempty" doc:"day of publication, which yesterday counts from" example:"2014-10-22"`
		Title  string `json:"title,omitempty" maxLength:"1000"`
		Outlet string `json:"outlet,omitempty" maxLength:"200"`
	}
}

type codeBody struct {
	Document export.Document `json:"document"`
	Events   []export.Event  `json:"events" nullable:"false"`
}

func (s *Server) apiCode(ctx context.Context, in *codeInput) (*one[json.RawMessage], error) {
	c, err := s.code(ctx, Paste{in.Body.Text, in.Body.Date, in.Body.Outlet, in.Body.Title})
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	b, err := json.Marshal(codeBody{c.Document, append([]export.Event{}, c.Events...)})
	return &one[json.RawMessage]{b}, err
}

// code codes a pasted text, so many at a time.
// pasteProblem tells what is wrong with a text from the box.
func pasteProblem(p *Paste) error {
	if n := len([]rune(p.Text)); n > maxPaste {
		return wrong("text", fmt.Sprintf("the text has %d letters, more than %d", n, maxPaste), "isnad code reads files of any length", "")
	}
	if p.Date != "" {
		if _, _, ok := query.Span(p.Date); !ok || len(p.Date) != len("2014-10-22") {
			return wrong("date", fmt.Sprintf("%q is no day", clip(p.Date)), "write the day of publication as 2014-10-22, or leave it out", "2014-10-22")
		}
	}
	return nil
}

func (s *Server) code(ctx context.Context, p Paste) (Coded, error) {
	if err := pasteProblem(&p); err != nil {
		return Coded{}, err
	}
	select {
	case s.coding <- struct{}{}:
		defer func() { <-s.coding }()
	case <-ctx.Done():
		return Coded{}, ctx.Err()
	}
	return s.Code(ctx, p)
}

type formInput struct {
	FilterInput
	BOM string `query:"bom" enum:"0,1" doc:"1 begins csv with a byte order mark, for Excel"`
}

// routeForm adds the stream of all rows in one form.
func (s *Server) routeForm(api huma.API, f *Form) {
	if s.Public && f.Text {
		return // such a form is made from the texts
	}
	op := huma.Operation{OperationID: "stream-events-" + f.Name, Method: http.MethodGet, Path: prefix + "/events." + f.Name, Summary: "All events as " + f.Name,
		Description: "All rows that answer a filter, oldest first, without a cap: " + f.Meaning + ". A broken stream is visible: the connection ends without its last chunk and without the trailers X-Rows and X-Digest."}
	huma.Register(api, op, func(ctx context.Context, in *formInput) (*huma.StreamResponse, error) {
		x, err := s.with(&in.FilterInput)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		n, err := s.Store.Count(ctx, x.query)
		if err != nil {
			return nil, s.problemOf(ctx, err)
		}
		select {
		case s.streams <- struct{}{}:
		default:
			return nil, s.problemOf(ctx, problem(http.StatusTooManyRequests, "as many downloads run as this server gives at a time", "try again when one has ended"))
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			defer func() { <-s.streams }()
			s.stream(hc, f, x, n.Rows(x.query.Group), in.BOM == "1")
		}}, nil
	})
}

// counted writes, and knows what it wrote.
type counted struct {
	w   io.Writer
	sum hash.Hash
}

func (c counted) Write(p []byte) (int, error) {
	c.sum.Write(p)
	return c.w.Write(p)
}

var errEnough = errors.New("enough rows")

func (s *Server) stream(hc huma.Context, f *Form, x filter, total int, bom bool) {
	hc.SetHeader("Content-Type", f.MIME)
	hc.SetHeader("Content-Disposition", `attachment; filename="isnad.`+f.Suffix+`"`)
	hc.SetHeader("X-Total-Count", strconv.Itoa(total))
	hc.SetHeader("Trailer", "X-Rows, X-Digest")
	hc.SetStatus(http.StatusOK)
	out := counted{hc.BodyWriter(), sha256.New()}
	rows := 0
	err := func() error {
		w, err := f.Open(out, x.query, bom)
		if err != nil {
			return err
		}
		err = s.Store.Each(hc.Context(), x.query, store.EachOptions{Document: f.Text}, func(e *store.Event) error {
			if x.page.Limit > 0 && rows == x.page.Limit {
				return errEnough
			}
			rows++
			r := s.exported(e)
			return w.Write(&r)
		})
		if errors.Is(err, errEnough) {
			err = nil
		}
		return errors.Join(err, w.Close())
	}()
	if err != nil {
		id, _ := hc.Context().Value(requestKey{}).(string)
		s.Log.Error("stream broken", "request", id, "rows", rows, "error", err)
		panic(http.ErrAbortHandler) // the reader must see that it is not whole
	}
	hc.SetHeader("X-Rows", strconv.Itoa(rows))
	hc.SetHeader("X-Digest", "sha-256="+hex.EncodeToString(out.sum.Sum(nil)))
}
