package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

//go:embed templates assets words.tsv arabic.tsv roles.tsv
var files embed.FS

// pages are the parsed templates and the words of both languages.
type pages struct {
	byName         map[string]*template.Template
	words          map[string]Name
	sayings, roles *sayings
	land           []ring
}

func loadPages() (*pages, error) {
	p := &pages{byName: map[string]*template.Template{}, words: map[string]Name{}}
	b, err := files.ReadFile("words.tsv")
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(string(b), "\n") {
		if c := strings.Split(line, "\t"); len(c) == 3 && !strings.HasPrefix(line, "#") {
			p.words[c[0]] = Name{c[1], c[2]}
		}
	}
	for name, into := range map[string]**sayings{"arabic.tsv": &p.sayings, "roles.tsv": &p.roles} {
		if b, err = files.ReadFile(name); err != nil {
			return nil, err
		}
		*into = readSayings(string(b))
	}
	if p.land, err = readLand(landTopology); err != nil {
		return nil, err
	}
	base, err := template.ParseFS(files, "templates/base.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(files, n)
		}
		if err != nil {
			return nil, err
		}
		p.byName[strings.TrimSuffix(path.Base(n), ".html")] = t
	}
	return p, nil
}

// viewParams change how a page looks and never what it shows.
var viewParams = []struct {
	name   string
	values []string // the first is the default
}{
	{"nu", []string{"latn", "arab"}},
	{"months", []string{"both", "levant", "gulf", "maghreb"}},
	{"axis", []string{"auto", "rtl", "ltr"}},
	{"cal", []string{"gregory", "hijri"}},
}

// A page is one kind of view below /ar/ and /en/.
type page struct {
	name    string                                          // of its template, and of its heading in words.tsv
	path    string                                          // pattern behind the language
	params  []string                                        // its own, beside those of the view
	filters bool                                            // takes a filter
	show    func(s *Server, v *view, f filter) (any, error) // what the template shows
	picture bool                                            // the template draws one: it is a file too
}

func (s *Server) routePages() {
	for _, p := range []page{
		{name: "events", path: "events", filters: true, show: (*Server).pageEvents},
		{name: "documents", path: "documents", filters: true, show: (*Server).pageDocuments},
		{name: "timeline", path: "timeline", filters: true, params: []string{"by", "split"}, show: (*Server).pageTimeline, picture: true},
		{name: "network", path: "network", filters: true, params: []string{"nodes"}, show: (*Server).pageNetwork, picture: true},
		{name: "map", path: "map", filters: true, params: []string{"by"}, show: (*Server).pageMap, picture: true},
		{name: "stories", path: "stories", filters: true, show: (*Server).pageStories},
		{name: "story", path: "story/{id}", params: []string{"was"}, show: (*Server).pageStory},
		{name: "document", path: "document/{id}", params: []string{"event", "q"}, show: (*Server).pageDocument},
		{name: "why", path: "document/{id}/why", show: (*Server).pageWhyDocument},
		{name: "event", path: "event/{id}", show: (*Server).pageEvent},
		{name: "why", path: "event/{id}/why", show: (*Server).pageWhy},
		{name: "entities", path: "entities", params: []string{"name", "next"}, show: (*Server).pageEntities},
		{name: "entity", path: "entity/{id}", show: (*Server).pageEntity},
		{name: "names", path: "entity/{id}/names", params: []string{"outlet"}, show: (*Server).pageNames},
		{name: "outlets", path: "outlets", show: (*Server).pageOutlets},
		{name: "check", path: "check", filters: true, show: (*Server).pageCheck},
		{name: "cite", path: "cite", filters: true, show: (*Server).pageCite},
		{name: "code", path: "code", show: (*Server).pageCode},
		{name: "help", path: "help", show: (*Server).pageHelp},
		{name: "api", path: "api", show: (*Server).pageAPI},
	} {
		for _, lang := range []string{"/ar/", "/en/"} {
			s.routePage(lang, p)
		}
	}
	s.mux.HandleFunc("GET /assets/{name}", s.asset)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		first := strings.SplitN(strings.Trim(r.URL.Path, "/"), "/", 2)[0]
		switch rest := strings.Trim(r.URL.Path, "/"); {
		case rest == "":
			http.Redirect(w, r, "/"+preferred(r)+"/events", http.StatusFound)
		case rest == first && (first == "ar" || first == "en"):
			http.Redirect(w, r, "/"+first+"/events", http.StatusFound)
		default:
			s.fail(w, r, problem(http.StatusNotFound, "there is no such page", ""))
		}
	})
}

func (s *Server) routePage(lang string, p page) {
	s.mux.HandleFunc("GET "+lang+p.path, s.handler(p, s.render))
	s.mux.HandleFunc("GET "+lang+p.path+"/table.csv", s.handler(p, s.tableFile))
	if p.picture {
		s.mux.HandleFunc("GET "+lang+p.path+"/picture.svg", s.handler(p, s.pictureFile))
	}
	if p.name == "cite" && s.Manifest != nil {
		s.mux.HandleFunc("GET "+lang+p.path+"/manifest.json", s.handler(p, s.manifestFile))
	}
	if p.name == "code" {
		s.mux.HandleFunc("POST "+lang+p.path, s.handler(p, s.render))
	}
	if !p.filters {
		return
	}
	to := func(suffix, call string) { // the same rows as a file, or from the API
		s.mux.HandleFunc("GET "+lang+p.path+suffix, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, prefix+call+rowsOf(r), http.StatusSeeOther)
		})
	}
	for i := range s.Forms {
		to("."+s.Forms[i].Name, "/events."+s.Forms[i].Name)
	}
	if call := callOf[p.name]; call != "" {
		to(".json", "/"+call)
	}
}

// callOf is the call that gives what a page shows.
var callOf = map[string]string{"events": "events", "documents": "documents", "stories": "stories", "timeline": "series", "network": "pairs", "map": "places", "entities": "entities", "outlets": "outlets"}

// callOfOne is the call that gives what the page of one record shows, when its id ends
// with .json; a record whose own id does so has its page.
func callOfOne(page, id string) string {
	id, asked := strings.CutSuffix(id, ".json")
	if !asked {
		return ""
	}
	switch page {
	case "document", "event":
		return "/" + page + "s/" + url.PathEscape(id)
	case "entity":
		return "/entities/" + url.PathEscape(id)
	case "story":
		return "/events?" + url.Values{"story": {id}, "group": {"report"}}.Encode()
	}
	return ""
}

// rowsOf is the filter of an address, without what changes the look of a page alone.
func rowsOf(r *http.Request) string {
	values := r.URL.Query()
	for name := range values {
		if !slices.Contains(filterParams, name) {
			values.Del(name)
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// preferred is the language of the page that the browser asks for first.
func preferred(r *http.Request) string {
	accept := strings.ToLower(r.Header.Get("Accept-Language"))
	ar, en := strings.Index(accept, "ar"), strings.Index(accept, "en")
	if ar >= 0 && (en < 0 || ar < en) {
		return "ar"
	}
	return "en"
}

var assetTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml"}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	b, err := files.ReadFile("assets/" + r.PathValue("name"))
	if err != nil {
		s.fail(w, r, problem(http.StatusNotFound, "there is no such file", ""))
		return
	}
	w.Header().Set("Content-Type", assetTypes[path.Ext(r.PathValue("name"))])
	w.Header().Set("Cache-Control", "max-age=600")
	w.Write(b)
}

// handler reads what all pages have in common, and renders: as a page, or what is on
// it as a file.
func (s *Server) handler(p page, render func(w http.ResponseWriter, status int, v *view)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := s.view(r, p.name)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		known := slices.Clone(p.params)
		for _, x := range viewParams {
			known = append(known, x.name)
		}
		if p.filters {
			known = append(known, filterParams...)
		}
		values, bad := url.ParseQuery(r.URL.RawQuery)
		if bad != nil {
			s.fail(w, r, wrong("", "the parameters of the address cannot be read", "", ""))
			return
		}
		if x := unknownParam(values, known); x != nil {
			s.fail(w, r, x)
			return
		}
		var f filter
		if p.filters {
			var x *Problem
			if f, x = parseFilter(values, s.Now()); x != nil {
				x.value = values.Get(x.Parameter)
				s.fail(w, r, x)
				return
			}
			v.Query, v.Filters = f.query, true
		}
		if v.Data, err = p.show(s, v, f); err != nil {
			if call, p := callOfOne(p.name, r.PathValue("id")), s.known(err); call != "" && p != nil && p.Status == http.StatusNotFound {
				http.Redirect(w, r, prefix+call, http.StatusSeeOther)
				return
			}
			s.fail(w, r, err)
			return
		}
		if v.redirect != "" {
			http.Redirect(w, r, v.redirect, v.status)
			return
		}
		render(w, http.StatusOK, v)
	}
}

func (s *Server) render(w http.ResponseWriter, status int, v *view) {
	var b bytes.Buffer
	if err := s.pages.byName[v.Page].ExecuteTemplate(&b, "base", v); err != nil {
		s.Log.Error("render", "page", v.Page, "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.Lang)
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

func (s *Server) errorPage(w http.ResponseWriter, r *http.Request, p *Problem) {
	v, err := s.view(r, "error")
	if err != nil { // no language in the address, or the store does not answer
		v = &view{s: s, r: r, Lang: preferred(r), Page: "error"}
		v.prepare()
	}
	v.Data = p
	v.Heading = v.T("status." + fmt.Sprint(p.Status))
	s.render(w, p.Status, v)
}

// view is what every template sees.
func (s *Server) view(r *http.Request, name string) (*view, error) {
	lang := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 2)[0]
	if lang != "ar" && lang != "en" {
		return nil, problem(http.StatusNotFound, "there is no such page", "pages begin with /ar/ or /en/")
	}
	v := &view{s: s, r: r, Lang: lang, Page: name}
	info, err := s.Store.Info(r.Context())
	if err != nil {
		return nil, err
	}
	v.Info = info
	v.prepare()
	for _, x := range viewParams {
		got := r.URL.Query().Get(x.name)
		if got != "" && !slices.Contains(x.values, got) && name != "error" {
			return nil, wrong(x.name, fmt.Sprintf("%s: no value %q", x.name, clip(got)), x.name+" takes "+strings.Join(x.values, ", "), x.values[0])
		}
		if got != "" && slices.Contains(x.values, got) {
			v.settings[x.name] = got
		}
	}
	return v, nil
}

func (v *view) prepare() {
	v.Dir, v.settings = "ltr", map[string]string{}
	if v.Lang == "ar" {
		v.Dir = "rtl"
	}
	v.Heading = v.T("page." + v.Page)
}

// noneReasons tells which part of a filter leaves nothing.
func (s *Server) noneReasons(r *http.Request, q query.Query) ([]reason, error) {
	var out []reason
	all := conjuncts(q.Where)
	for i := range all {
		rest := without(q, i)
		n, err := s.Store.Count(r.Context(), query.Query{Where: rest.Where, Group: query.Report})
		if err != nil {
			return nil, err
		}
		out = append(out, reason{i, all[i], query.Query{Where: all[i]}.String(), n.Reports})
	}
	return out, nil
}

// A tally of a facet, and the page narrowed to it.
type facet struct {
	Field string
	Rows  []facetRow
}

type facetRow struct {
	store.Tally
	Text, Link string
}

// Rows is the number that is shown: happenings, or reports where those are the rows.
func (r facetRow) Rows(g query.Group) int {
	if g == query.Report {
		return r.Reports
	}
	return r.Happenings
}
