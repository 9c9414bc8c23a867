package export

import (
	"github.com/isnad/isnad"
)

// ArticleOf is the article that a document record was made from, so that it can be
// read again. Code points become bytes. What was dropped for its language is for
// the reader to find again.
func ArticleOf(d *Document) isnad.Article {
	a := isnad.Article{
		ID: d.ID, URL: string(d.URL), Outlet: string(d.Outlet), Title: string(d.Title), Byline: string(d.Byline),
		Date: string(d.Date.Value), Basis: string(d.Date.Basis), Lang: string(d.Lang), Section: string(d.Section),
		Charset: isnad.Charset{Name: string(d.Charset.Value), Why: string(d.Charset.Why)}, Text: d.Text,
	}
	var bytes []int // where each code point begins, read when something was dropped
	for _, x := range d.Dropped {
		if x.Reason == "language" {
			continue
		}
		if bytes == nil {
			for at := range d.Text {
				bytes = append(bytes, at)
			}
			bytes = append(bytes, len(d.Text))
		}
		if x.Start < 0 || x.End < x.Start || x.End >= len(bytes) { // records of others may say anything
			continue
		}
		a.Dropped = append(a.Dropped, isnad.Dropped{Span: isnad.Span{Start: bytes[x.Start], End: bytes[x.End]}, Reason: x.Reason})
	}
	return a
}
