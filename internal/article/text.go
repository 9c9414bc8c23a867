package article

import (
	"strings"

	"github.com/isnad/isnad"
)

// Text reads a text that was scraped by somebody else. Nothing of it is changed
// or left out: what belongs to the page is listed in Dropped. What the caller
// knows already (ID, URL, Title, Date, Outlet, Lang) comes in known.
func Text(text string, lb *Labels, known isnad.Article) isnad.Article {
	a := known
	a.Text, a.Dropped = text, nil
	if a.Date != "" {
		a.Date, a.Basis = lb.cleanDay(a.Date), "given"
		if a.Date == "" {
			a.Basis = ""
		}
	}
	lb.mark(&a)
	return a
}

// body is the text without its dropped parts.
func body(a *isnad.Article) string {
	var b strings.Builder
	at := 0
	for _, d := range a.Dropped {
		b.WriteString(a.Text[at:d.Start])
		at = d.End
	}
	b.WriteString(a.Text[at:])
	return b.String()
}
