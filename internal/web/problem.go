package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
)

// A Problem is an error as it is answered (RFC 9457). It names the parameter that
// is wrong, where in it, and an example of a right one. Error repeats the detail
// for clients that look for that key.
type Problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Message   string `json:"error" doc:"the same as detail"`
	Parameter string `json:"parameter,omitempty" doc:"the parameter that is wrong"`
	Column    int    `json:"column,omitempty" doc:"where in its value, in code points from 1"`
	Hint      string `json:"hint,omitempty" doc:"what to try next"`
	Example   string `json:"example,omitempty" doc:"a right value or call"`
	Successor string `json:"successor,omitempty" doc:"of an event that is gone: the one that took its place"`
	Request   string `json:"request,omitempty" doc:"id of the request, as in the log"`
	value     string // that was given
}

// Error implements error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func problem(status int, detail, hint string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Message: detail, Hint: hint}
}

// wrong is a problem of one parameter.
func wrong(parameter, detail, hint, example string) *Problem {
	p := problem(http.StatusBadRequest, detail, hint)
	p.Parameter, p.Example = parameter, example
	return p
}

// problemOf is the one place where kinds of errors become status codes. What is
// not the caller's affair is logged under the request's id and not told.
func (s *Server) problemOf(ctx context.Context, err error) *Problem {
	id, _ := ctx.Value(requestKey{}).(string)
	p := s.known(err)
	if p == nil {
		s.Log.Error("failed", "request", id, "error", err)
		p = problem(http.StatusInternalServerError, "the server could not answer", "the log of the server tells more under the id of this request")
	}
	out := *p
	out.Request = id
	return &out
}

func (s *Server) known(err error) *Problem {
	var p *Problem
	var gone *store.Gone
	var bad *query.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &gone):
		p := problem(http.StatusGone, gone.Error(), "")
		p.Successor = gone.Successor
		return p
	case errors.As(err, &bad):
		p := wrong("q", bad.Text, bad.Hint, `type:ACCUSE actor:RUS`)
		p.Column = bad.Column
		return p
	case errors.Is(err, store.ErrNotFound):
		return problem(http.StatusNotFound, err.Error(), "look for it with a list; ids are as the lists give them")
	case errors.Is(err, store.ErrCursor):
		return wrong("next", err.Error(), "take it from next of the page before, with the same filter", "")
	case errors.Is(err, context.DeadlineExceeded):
		return problem(http.StatusServiceUnavailable, "the answer took longer than half a minute", "narrow the filter, or take all rows at once: /api/v1/events.jsonl")
	case errors.Is(err, context.Canceled):
		return problem(http.StatusServiceUnavailable, "the request was given up", "")
	}
	return nil
}

// fail answers with an error: JSON below the API, a page elsewhere.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problemOf(r.Context(), err)
	if p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	if !isAPI(r) {
		s.errorPage(w, r, p)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.Encode(p)
}

// ownErrors makes the library's own errors problems of ours. The variable is the
// library's only way to say so, and belongs to the process.
var ownErrors = sync.OnceFunc(func() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		if status == http.StatusUnprocessableEntity {
			status = http.StatusBadRequest
		}
		p := problem(status, msg, "")
		for _, err := range errs {
			var d *huma.ErrorDetail
			if errors.As(err, &d) {
				p.Detail = d.Message
				p.Parameter = strings.TrimPrefix(strings.TrimPrefix(d.Location, "query."), "path.")
				break
			}
			p.Detail = err.Error()
		}
		if status >= 500 {
			p.Detail = "the server could not answer"
		}
		p.Message = p.Detail
		return p
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return huma.NewError(status, msg, errs...)
	}
})
