package fetch

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxLinks is how many links of one list are looked at. Sitemaps hold 50,000 at most.
const maxLinks = 50_000

// links lists where the anchors of a page lead, in order.
func links(page string, at *url.URL) (out []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(1 << 20)
	base := at
	for len(out) < maxLinks {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		if tt != html.StartTagToken && tt != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		a := atom.Lookup(name)
		for more && (a == atom.A || a == atom.Base) {
			var key, value []byte
			key, value, more = z.TagAttr()
			if string(key) != "href" {
				continue
			}
			u, err := base.Parse(strings.TrimSpace(string(value)))
			switch {
			case err != nil:
			case a == atom.A:
				out = append(out, u.String())
			case base == at: // the first base counts
				base = u
			}
		}
	}
	return out
}
