package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// An Entry is a page that a sitemap lists, or a sitemap that an index lists.
type Entry struct {
	URL      string
	Modified time.Time // zero when not told
	News     *News     // of a news sitemap
}

// News is what the namespace of news sitemaps says of an article.
type News struct {
	Outlet, Language, Title string
	Published               string // as printed
	Day                     string // in the zone it is printed in
	Time                    time.Time
}

// ParseSitemap reads a sitemap or an index of sitemaps, gzip taken off. The error is
// an *Error or nil.
func ParseSitemap(raw []byte, from Source) (entries []Entry, kind Kind, err error) {
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		if raw, err = unzip(raw); err != nil {
			return nil, "", err
		}
	}
	d, err := decoded(raw, from)
	if err != nil {
		return nil, "", err
	}
	text := d.Text
	kind = Sniff([]byte(text[:min(len(text), 64<<10)]))
	if kind != Sitemap && kind != Index {
		return nil, kind, &Error{"no-sitemap", "neither a sitemap nor an index of sitemaps", -1}
	}
	base, err := url.Parse(from.URL)
	if err != nil {
		base = &url.URL{}
	}
	t := newTree(text)
	for {
		tok, err := t.next()
		if err != nil || tok == nil {
			return entries, kind, firstOf(err, t.fault)
		}
		e, ok := tok.(xml.StartElement)
		if local := strings.ToLower(e.Name.Local); !ok || local != "url" && local != "sitemap" {
			continue
		}
		if len(entries) >= MaxEntries {
			return entries, kind, &Error{"feed-too-many", fmt.Sprintf("more than %d entries; those before are given", MaxEntries), t.d.InputOffset()}
		}
		var entry Entry
		if err = t.entry(&entry); err != nil { // half an entry is none
			return entries, kind, err
		}
		if entry.URL = absolute(base, entry.URL); entry.URL != "" {
			entries = append(entries, entry)
		}
	}
}

func unzip(raw []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, &Error{"feed-damaged", err.Error(), -1}
	}
	out, err := io.ReadAll(io.LimitReader(z, MaxBytes+1))
	switch {
	case len(out) > MaxBytes:
		return nil, &Error{"feed-too-large", fmt.Sprintf("unpacks to more than %d bytes", MaxBytes), MaxBytes}
	case bytes.HasPrefix(out, []byte{0x1f, 0x8b}):
		return nil, &Error{"feed-damaged", "gzip inside gzip", 0}
	case len(out) == 0 && err != nil:
		return nil, &Error{"feed-damaged", err.Error(), -1}
	}
	return out, nil // what is cut shows as XML that ends too early
}

func (t *tree) entry(en *Entry) error {
	for depth := t.depth; ; {
		tok, err := t.next()
		if err != nil || tok == nil {
			return err
		}
		if _, ends := tok.(xml.EndElement); ends && t.depth < depth {
			return nil
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		local := strings.ToLower(e.Name.Local)
		switch {
		case local == "news" || local == "publication": // what they hold follows
			continue
		case e.Name.Space != "" && local != "publication_date" && local != "title" && local != "name" && local != "language" && local != "loc" && local != "lastmod",
			e.Name.Space == "image" || e.Name.Space == "video": // pictures and films have places and titles of their own
			if err := t.skip(); err != nil {
				return err
			}
			continue
		}
		text, err := t.inner(false)
		switch local {
		case "loc":
			set(&en.URL, text)
		case "lastmod":
			en.Modified, _ = readDate(text)
		case "publication_date", "title", "name", "language":
			if en.News == nil {
				en.News = &News{}
			}
			en.News.set(local, text)
		}
		if err != nil {
			return err
		}
	}
}

func (n *News) set(name, text string) {
	switch name {
	case "publication_date":
		set(&n.Published, text)
		n.Time, n.Day = readDate(n.Published)
	case "title":
		set(&n.Title, plain(text))
	case "name":
		set(&n.Outlet, plain(text))
	case "language":
		set(&n.Language, text)
	}
}
