// Package web serves a store: the HTTP API under /api/v1, and pages in Arabic and
// English that show what the API gives. It is handed what codes and explains a
// text as functions, and knows no stage.
//
// The rules of the pages: rendered here, and whole without a script; no style and
// no script inside a page, so that the content security policy can forbid both;
// every view is a link, and its filter is the query language of docs/query.md;
// quoted text stands isolated in its own direction, painted by colour and
// underline alone, to the edges of words.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// Options of a server.
type Options struct {
	Store store.Store
	Dir   string // of the store, for command lines that people copy
	Forms []Form // of downloads
	Log   *slog.Logger
	Now   func() time.Time

	Code    func(ctx context.Context, p Paste) (Coded, error)  // codes a pasted text
	Keep    func(ctx context.Context, p Paste) (string, error) // stores a pasted text when its reader asks, and gives its id; nil: nothing is kept
	Explain func(ctx context.Context, w Why) (string, error)   // tells why a sentence is coded as it is
	// Manifest describes the rows of a query, with the digest of them as JSON Lines; nil: nobody tells.
	Manifest func(ctx context.Context, q query.Query) (manifest []byte, digest string, err error)
	Gloss    func(names []string) ([]string, error) // tells the words of names in English; nil: it is not told

	Hijri   func(day time.Time) (y, m, d int, ok bool) // by Umm al-Qura; nil: the calendar is not offered
	StoryOf func(document string) string               // the id of the story that begins with a document: what was merged is found by it

	States map[string]Name   // names of countries and groups of states by code
	Roles  map[string][]Role // terms of office by the id of a person

	Names     map[string]string // Arabic names of states, organisations and places by the English ones, for the offices
	Provinces map[string]string // Arabic names of first-level divisions by COUNTRY/English name

	Version, Lexicon string

	Public   bool    // titles, evidence sentences and links instead of texts, no private persons
	Loopback bool    // only this machine can ask: no token is needed, and Host must be of this machine
	Token    string  // who asks must show it; "" nobody must
	Rate     float64 // requests a second from one address; 0 no limit
	CORS     bool    // scripts of other sites may read the API
}

// A Form is a way to write rows to a file.
type Form struct {
	Name, Meaning, Suffix, MIME string
	Text                        bool // needs the texts of the documents
	Open                        func(w io.Writer, q query.Query, bom bool) (export.RowWriter, error)
}

// A Name is one name in both languages.
type Name struct{ En, Ar string }

// A Role is an office and when it was held; days are as exact as they are known.
type Role struct{ From, To, Country, Sector, Role string }

// A Paste is a text from the box.
type Paste struct{ Text, Date, Outlet, Title string }

// Coded is what was read out of a text.
type Coded struct {
	Document export.Document
	Events   []export.Event
}

// Why names the sentence of a text that is to be explained, by a code point in it; -1
// is all of them.
type Why struct {
	Document                string // its id
	Text, Title, Date, Lang string
	At                      int
}

// Limits of what one request may cost.
const (
	maxBody    = 1 << 20          // bytes of a form
	maxPaste   = 100_000          // letters of a pasted text
	answerTime = 30 * time.Second // for everything but streams
	maxStreams = 3                // each holds one of the store's eight connections
	maxCoding  = 2                // pasted texts coded at a time
)

// A Server answers requests.
type Server struct {
	Options
	mux     *http.ServeMux
	pages   *pages
	api     apiDoc
	streams chan struct{}
	coding  chan struct{}
	limits  *limits
}

// New makes the handler of a store.
func New(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{Options: o, mux: http.NewServeMux(), streams: make(chan struct{}, maxStreams), coding: make(chan struct{}, maxCoding), limits: newLimits(o.Rate)}
	s.Store = newKeeper(o.Store, o.Now)
	var err error
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	s.routeAPI()
	s.routePages()
	return s, nil
}

// csp forbids everything that is not a file of this program.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := requestID()
	h := w.Header()
	h.Set("Content-Security-Policy", csp)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Request-Id", id)
	if s.CORS && isAPI(r) {
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Expose-Headers", "Link, X-Total-Count, X-Request-Id, ETag")
	}
	r = r.WithContext(context.WithValue(r.Context(), requestKey{}, id))
	began := s.Now()
	rec := &recorder{ResponseWriter: w}
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.Log.Error("panic", "request", id, "path", r.URL.Path, "what", fmt.Sprint(p))
			if rec.status == 0 {
				s.fail(rec, r, errors.New("internal"))
			}
		}
		s.Log.Info("request", "id", id, "method", r.Method, "path", r.URL.Path, "status", rec.status, "bytes", rec.bytes, "took", s.Now().Sub(began).String())
	}()
	if p := s.gate(r); p != nil {
		if p.Status == http.StatusUnauthorized {
			h.Set("WWW-Authenticate", `Basic realm="isnad", charset="UTF-8"`)
		}
		s.fail(rec, r, p)
		return
	}
	if !streams(r) {
		ctx, cancel := context.WithTimeout(r.Context(), answerTime)
		defer cancel()
		s.tagged(rec, r.WithContext(ctx))
		return
	}
	s.mux.ServeHTTP(rec, r)
}

type requestKey struct{}

func isAPI(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/openapi")
}

// streams tells whether an answer takes as long as its rows are many.
func streams(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/api/v1/events.") || strings.HasSuffix(r.URL.Path, "/cite/manifest.json")
}

// gate tells why a request is not answered, nil when it is.
func (s *Server) gate(r *http.Request) *Problem {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	switch ip := net.ParseIP(strings.Trim(host, "[]")); {
	case s.Loopback && host != "localhost" && (ip == nil || !ip.IsLoopback()):
		// a page of another site whose name was made to lead here
		return problem(http.StatusMisdirectedRequest, "this server answers only to localhost", "open it as http://localhost or http://127.0.0.1")
	case !s.limits.allow(address(r), s.Now()):
		return problem(http.StatusTooManyRequests, "too many requests from your address", "wait a second, or take all rows at once: /api/v1/events.jsonl")
	case !s.Loopback && s.Token != "" && !hasToken(r, s.Token):
		return problem(http.StatusUnauthorized, "this server asks for its token", "send Authorization: Bearer TOKEN, or the token as the password")
	case r.Method == http.MethodPost && !sameSite(r):
		return problem(http.StatusForbidden, "a form of another site was sent here", "use the form of this server")
	}
	return nil
}

// sameSite: browsers say where a form comes from; other programs say nothing.
func sameSite(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "" || site == "same-origin" || site == "none"
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// Warm counts what the first page shows, so that its first reader need not wait, then
// reads what all counts need.
func (s *Server) Warm(ctx context.Context) error {
	var all query.Query
	for _, field := range facets {
		if _, err := s.Store.Top(ctx, all, field, facetRows); err != nil {
			return err
		}
	}
	_, err := s.Store.Count(ctx, all)
	if err == nil {
		_, err = s.Store.Series(ctx, all, store.ByMonth, "quad")
	}
	if err == nil {
		_, err = s.Store.Days(ctx)
	}
	if err == nil {
		err = s.Store.Warm(ctx)
	}
	if err == nil {
		_, err = s.Store.Outlets(ctx)
	}
	return err
}
