package fetch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Bounds of what lists may bring in.
const (
	maxSitemaps = 50     // sitemaps of one round that indexes name
	maxPending  = 10_000 // pages that wait
)

// A listKind is by which key the user lists an address.
type listKind string

const (
	feedList    listKind = "feed"
	sitemapList listKind = "sitemap"
	sectionList listKind = "section"
)

// A listed is a list of the outlet.
type listed struct {
	kind listKind
	url  string
}

// nextList is the first list that this round has not read: those of the user, then
// the sitemaps that indexes named.
func (w *Watcher) nextList() (listed, bool) {
	var all []listed
	for _, g := range []struct {
		kind listKind
		urls []string
	}{{feedList, w.o.Feeds}, {sitemapList, w.o.Sitemaps}, {sectionList, w.o.Sections}, {sitemapList, w.state.More}} {
		for _, u := range g.urls {
			all = append(all, listed{g.kind, u})
		}
	}
	for _, l := range all {
		if !slices.Contains(w.state.Read, l.url) {
			return l, true
		}
	}
	return listed{}, false
}

// list fetches one list and takes in what is new.
func (w *Watcher) list(ctx context.Context, l listed) error {
	u, err := parseURL(l.url)
	if err != nil {
		return err
	}
	old := w.state.Lists[l.url]
	x, err := w.fetch(ctx, u, old.validators)
	if err != nil {
		return err
	}
	s := &step{Kind: stepList, URL: l.url, Asked: x.asked, Until: x.until, Counts: Counts{}}
	switch {
	case x.outcome != "":
	case x.status == http.StatusNotModified:
		w.unchanged(s, x, old)
	default:
		w.readList(s, l, x, old)
	}
	s.Outcome = x.outcome
	w.fault(l.url, x.outcome, x.detail)
	return w.commit(s)
}

func (w *Watcher) readList(s *step, l listed, x *exchange, old list) {
	s.List = &list{
		validators{x.header.Get("ETag"), x.header.Get("Last-Modified")},
		fmt.Sprintf("%x", sha256.Sum256(x.body))[:32], nil,
	}
	if s.List.Digest == old.Digest {
		s.List.More = old.More
		w.unchanged(s, x, old)
		return
	}
	entries, more, err := parseList(l.kind, x)
	if err != nil {
		x.end(ListFaulty, "%v", err)
		if len(entries)+len(more) == 0 {
			s.List = nil // so that it is read anew when it has been mended
			return
		}
	} else {
		x.outcome = ListRead
	}
	took := map[uint64]bool{}
	for _, e := range entries {
		u, o := w.sort(l, x.final, e, took)
		if s.Counts[o]++; o == LinkNew {
			took[mark(u)] = true
			s.Links = append(s.Links, link{URL: u.String(), Date: e.date})
		}
	}
	s.List.More = w.index(s, more, x.final)
	s.More = w.unread(s.List.More)
	if s.Counts[LinkFull] > 0 {
		*s.List = list{More: s.List.More} // an answer that nothing has changed would lose what was left
	}
}

// unchanged reads the sitemaps of an index again all the same: that it has not
// changed does not say that they have not.
func (w *Watcher) unchanged(s *step, x *exchange, old list) {
	x.outcome, s.More = ListUnchanged, w.unread(old.More)
}

// sort tells what becomes of a link.
func (w *Watcher) sort(l listed, at *url.URL, e entry, took map[uint64]bool) (*url.URL, Outcome) {
	u, err := at.Parse(e.url)
	if err == nil {
		u, err = parseURL(u.String())
	}
	if err != nil {
		return nil, LinkOther
	}
	_, known := w.state.Known[mark(u)]
	switch {
	case !w.sites[site(u)]:
		return u, LinkOffSite
	case w.isList(u.String()), !w.o.article(u, l.kind == sectionList):
		return u, LinkOther
	case known, took[mark(u)]:
		return u, LinkKnown
	case w.old(e.day()):
		return u, LinkOld
	case len(w.state.Pending)+len(took) >= maxPending:
		return u, LinkFull
	}
	return u, LinkNew
}

func (w *Watcher) isList(u string) bool {
	return slices.Contains(w.o.Feeds, u) || slices.Contains(w.o.Sitemaps, u) || slices.Contains(w.o.Sections, u)
}

// old tells whether a day is before those that the outlet is read of. Without a day
// nothing is old.
func (w *Watcher) old(day string) bool {
	t, err := time.Parse(time.DateOnly, day)
	return err == nil && w.state.Begun.Sub(t) > time.Duration(w.o.Days+1)*24*time.Hour
}

// index gives the sitemaps that an index names, as far as they may hold news.
func (w *Watcher) index(s *step, more []entry, at *url.URL) (out []string) {
	for _, e := range more {
		u, err := at.Parse(e.url)
		if err == nil {
			u, err = parseURL(u.String())
		}
		switch {
		case err != nil || !w.sites[site(u)] || w.old(e.day()):
			s.Counts[ListSkipped]++
		case len(out) >= maxSitemaps:
			s.Counts[LinkFull]++
		case !slices.Contains(out, u.String()):
			out = append(out, u.String())
		}
	}
	return out
}

// unread are the sitemaps that this round has neither read nor is going to.
func (w *Watcher) unread(urls []string) (out []string) {
	for _, u := range urls {
		if !w.isList(u) && !slices.Contains(w.state.Read, u) && !slices.Contains(w.state.More, u) && len(w.state.More)+len(out) < maxSitemaps {
			out = append(out, u)
		}
	}
	return out
}
