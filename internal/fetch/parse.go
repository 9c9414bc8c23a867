package fetch

import (
	"fmt"
	"time"

	"github.com/isnad/isnad/internal/charset"
	"github.com/isnad/isnad/internal/feed"
)

// An entry is what a list says of a page, or an index of a sitemap.
type entry struct {
	url     string
	date    string // day of publication, "" when not told
	changed string // day of the last change
}

// day is the best that is known of when a page was made.
func (e *entry) day() string { return or(e.date, e.changed) }

// parseList reads what a list names: pages, and of an index other sitemaps. With
// an error it gives what came before the fault.
func parseList(k listKind, x *exchange) (pages, more []entry, err error) {
	from := feed.Source{URL: x.final.String(), Charset: x.charset}
	switch k {
	case feedList:
		f, err := feed.Parse(x.body, from)
		for i := range f.Items {
			if it := &f.Items[i]; it.URL != "" {
				pages = append(pages, entry{url: it.URL, date: it.Day})
			}
		}
		return pages, nil, err
	case sitemapList:
		all, form, err := feed.ParseSitemap(x.body, from)
		for i := range all {
			e := entry{url: all[i].URL}
			if n := all[i].News; n != nil {
				e.date = n.Day
			}
			if !all[i].Modified.IsZero() {
				e.changed = all[i].Modified.Format(time.DateOnly)
			}
			pages = append(pages, e)
		}
		if form == feed.Index {
			return nil, pages, err
		}
		return pages, nil, err
	}
	if !isHTML(&x.response) {
		return nil, nil, fmt.Errorf("type %.80q is no page", x.mime)
	}
	for _, l := range links(charset.Decode(x.body, x.charset, true).Text, x.final) {
		pages = append(pages, entry{url: l})
	}
	return pages, nil, nil
}
