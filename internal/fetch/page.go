package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
)

// page fetches a page, keeps it and has it coded.
func (w *Watcher) page(ctx context.Context, l link, u *url.URL) error {
	x, err := w.fetch(ctx, u, validators{})
	if err != nil {
		return err
	}
	s := &step{Kind: stepPage, URL: l.URL}
	if x.outcome == "" {
		if err := w.keep(x, l, u, s); err != nil {
			return err
		}
	}
	s.Outcome, s.Asked, s.Until = x.outcome, x.asked, x.until
	w.fault(l.URL, x.outcome, x.detail)
	before := w.state.Counts[GivenUp]
	err = w.commit(s)
	if w.state.Counts[GivenUp] > before {
		w.fault(l.URL, GivenUp, "")
	}
	return err
}

// keep writes an answer to the archive and what is coded of it to the records.
func (w *Watcher) keep(x *exchange, l link, u *url.URL, s *step) error {
	moved := mark(x.final) != mark(u)
	if moved {
		s.Final = x.final.String()
	}
	switch _, known := w.state.Known[mark(x.final)]; {
	case x.status != http.StatusOK || !isHTML(&x.response):
		x.end(NotAPage, "status %d, type %.80q", x.status, x.mime)
		return nil
	case moved && known:
		x.end(RedirectKnown, "")
		return nil
	}
	if err := w.archive.begin(x.at); err != nil {
		return err
	}
	rec, err := w.archive.add(x.final.String(), &x.response, x.at)
	if err != nil {
		return err
	}
	r, err := w.s.Code(Page{w.o, x.final.String(), l.Date, rec, w.state.memory})
	if err != nil {
		return err
	}
	if !r.Coded {
		x.end(NoArticle, "")
		return nil
	}
	id := x.final.String()
	if same, err := parseURL(r.Same); err == nil && w.sites[site(same)] && same.Path != "/" && !w.isList(same.String()) {
		id = same.String() // some sites name the front page on every page
	}
	if _, before := w.state.Documents[digest(id)]; before {
		x.outcome = Copy
		return nil
	}
	x.outcome, s.Document, s.Memory = Coded, id, r.Seen
	n, err := w.records.Write(r.Records)
	w.written += int64(n)
	if err != nil {
		return fmt.Errorf("write records: %w", err)
	}
	return nil
}

func isHTML(r *response) bool { return r.mime == "text/html" || r.mime == "application/xhtml+xml" }
