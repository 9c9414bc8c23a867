// Package feed reads what outlets tell machines about their pages: RSS 0.9x to 2.0,
// RDF, Atom and JSON feeds, and sitemaps with their indices.
//
// It is pure parsing: bytes in, values out. What is damaged, too much or made to
// harm ends with an [Error]; the items before it are given all the same. Entities
// that a document declares for itself are never expanded, so they cannot explode.
package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/charset"
)

// Limits that no outlet comes near.
const (
	MaxItems   = 20000 // items of a feed
	MaxEntries = 50000 // entries of a sitemap, by its protocol
	MaxBytes   = 64 << 20
	maxDepth   = 200
)

// An Error is a fault of a document. What could be read is given beside it.
type Error struct {
	Code string // feed-damaged, feed-too-large, feed-too-many, feed-too-deep, feed-entities, no-feed
	Text string
	Byte int64 // in the decoded text; -1 when it does not apply
}

func (e *Error) Error() string {
	if e.Byte < 0 {
		return e.Code + ": " + e.Text
	}
	return fmt.Sprintf("%s at byte %d: %s", e.Code, e.Byte, e.Text)
}

// A Feed is a list of news with what it says of itself.
type Feed struct {
	Kind     Kind
	Title    string // plain text
	URL      string // of the site
	Language string // as given, "" when not
	Charset  string // what the bytes were taken for
	Why      string // and on what ground
	Items    []Item
}

// An Item is one piece of news.
type Item struct {
	ID         string // as the feed names it; often, not always, a URL
	URL        string // of the page, absolute when it can be told
	Title      string // plain text
	Author     string
	Published  string // as printed
	Day        string // of publication, in the time zone it is printed in: 2014-10-22, "" unknown
	Time       time.Time
	Updated    time.Time
	Content    string // what the feed gives as the whole text
	Summary    string
	Plain      bool // Content is text, not HTML
	Categories []string
	Media      []string // URLs of pictures, sound, films
}

// Kind is the form of a document.
type Kind string

// The forms that are known.
const (
	RSS     Kind = "rss"
	RDF     Kind = "rdf"
	Atom    Kind = "atom"
	JSON    Kind = "json"
	Sitemap Kind = "sitemap"
	Index   Kind = "sitemap-index"
)

var roots = map[string]Kind{"rss": RSS, "rdf": RDF, "feed": Atom, "urlset": Sitemap, "sitemapindex": Index}

// Sniff tells the form by the first bytes of a document in any charset; "" for
// what is none of ours.
func Sniff(head []byte) Kind {
	head = bytes.ReplaceAll(head, []byte{0}, nil) // UTF-16 and UTF-32 read as ASCII here
	head = bytes.TrimLeft(head, "\ufeff\xff\xfe\xef\xbb\xbf \t\r\n")
	if bytes.HasPrefix(head, []byte("{")) {
		if bytes.Contains(head, []byte("jsonfeed.org/version")) || bytes.Contains(head, []byte(`jsonfeed.org\/version`)) {
			return JSON
		}
		return ""
	}
	for len(head) > 0 && head[0] == '<' {
		end := ">"
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<!DOCTYPE")) && bytes.IndexByte(head, '[') >= 0 && bytes.IndexByte(head, '[') < bytes.IndexByte(head, '>'):
			end = "]>"
		case head[min(1, len(head)-1)] != '?' && head[min(1, len(head)-1)] != '!':
			name := head[1:]
			if k := bytes.IndexAny(name, " \t\r\n>/"); k >= 0 {
				name = name[:k]
			}
			if k := bytes.IndexByte(name, ':'); k >= 0 {
				name = name[k+1:]
			}
			return roots[strings.ToLower(string(name))]
		}
		k := bytes.Index(head, []byte(end))
		if k < 0 {
			return ""
		}
		head = bytes.TrimLeft(head[k+len(end):], " \t\r\n")
	}
	return ""
}

// Source is where a document came from, as far as it is known.
type Source struct {
	URL     string // of the document, for relative links
	Charset string // as the server names it
}

// Parse reads a feed. The error is an *Error or nil.
func Parse(raw []byte, from Source) (Feed, error) {
	d, err := decoded(raw, from)
	if err != nil {
		return Feed{}, err
	}
	text, f := d.Text, Feed{Charset: d.Charset, Why: d.Why}
	switch f.Kind = Sniff([]byte(text[:min(len(text), 64<<10)])); f.Kind {
	case JSON:
		err = f.readJSON(text)
	case RSS, RDF, Atom:
		err = f.readXML(text)
	case Sitemap, Index:
		return f, &Error{"no-feed", "a sitemap lists pages; it holds no news", -1}
	default:
		return f, &Error{"no-feed", "neither RSS nor Atom nor a JSON feed", -1}
	}
	f.finish(from.URL)
	return f, err
}

func decoded(raw []byte, from Source) (d charset.Decoded, err error) {
	if len(raw) > MaxBytes {
		return d, &Error{"feed-too-large", fmt.Sprintf("%d bytes, the limit is %d", len(raw), MaxBytes), MaxBytes}
	}
	return charset.Decode(raw, from.Charset, true), nil
}

// finish makes links absolute and reads the dates.
func (f *Feed) finish(at string) {
	base, err := url.Parse(at)
	if err != nil {
		base = &url.URL{}
	}
	f.URL = absolute(base, f.URL)
	if site, err := url.Parse(f.URL); err == nil && site.IsAbs() && !base.IsAbs() {
		base = site
	}
	for i := range f.Items {
		it := &f.Items[i]
		if it.URL == "" && (strings.HasPrefix(it.ID, "http://") || strings.HasPrefix(it.ID, "https://")) {
			it.URL = it.ID
		}
		it.URL = absolute(base, it.URL)
		it.Time, it.Day = readDate(it.Published)
		for k, m := range it.Media {
			it.Media[k] = absolute(base, m)
		}
	}
}

func absolute(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	u, err := url.Parse(link)
	if err != nil || link == "" || u.IsAbs() || !base.IsAbs() {
		return link
	}
	return base.ResolveReference(u).String()
}
