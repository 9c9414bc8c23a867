package fetch

import (
	"fmt"
	"hash/fnv"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// maxURL is the longest address that is followed, in bytes. Arabic slugs take
// six bytes a letter once encoded.
const maxURL = 4096

// parseURL reads an absolute address and brings it to the form in which it is
// asked for and compared.
func parseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%q is no address", s)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q does not begin with http:// or https://", s)
	case u.Hostname() == "" || u.Opaque != "":
		return nil, fmt.Errorf("%q names no host", s)
	case u.User != nil:
		return nil, fmt.Errorf("%q holds a name or password", u.Redacted())
	case len(s) > maxURL:
		return nil, fmt.Errorf("address of %d bytes, the limit is %d", len(s), maxURL)
	}
	if u = clean(u); !hostForm.MatchString(u.Hostname()) {
		if a, err := netip.ParseAddr(u.Hostname()); err != nil || a.Zone() != "" {
			return nil, fmt.Errorf("%q names no host", s)
		}
	}
	return u, nil
}

// hostForm is that of a name, once it is ASCII.
var hostForm = regexp.MustCompile(`^[a-z0-9_-]([a-z0-9._-]{0,252}[a-z0-9_-])?$`)

// clean brings an address to one form: host in lower case ASCII, no default
// port, no fragment, no tracking parameters, letters outside ASCII encoded. An
// encoded slash stays what it is.
func clean(u *url.URL) *url.URL {
	c := *u
	host := strings.ToLower(c.Hostname())
	if a, err := idna.Lookup.ToASCII(host); err == nil {
		host = a
	}
	host = strings.TrimRight(host, ".")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := c.Port(); p != "" && !(p == "80" && c.Scheme == "http") && !(p == "443" && c.Scheme == "https") {
		host += ":" + p
	}
	c.Host, c.Fragment, c.RawFragment = host, "", ""
	if !strings.Contains(strings.ToLower(c.RawPath), "%2f") {
		c.RawPath = ""
	}
	if c.Path == "" {
		c.Path = "/"
	}
	c.RawQuery, c.ForceQuery = cleanQuery(c.RawQuery), false
	return &c
}

// tracking are parameters that say where a reader comes from and change no page.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "yclid": true, "igshid": true, "mc_cid": true, "mc_eid": true,
	"traffic_source": true, "at_medium": true, "at_campaign": true, "ocid": true, "cmpid": true,
}

func cleanQuery(q string) string {
	var kept []string
	for _, p := range strings.Split(q, "&") {
		key, _, _ := strings.Cut(strings.ToLower(p), "=")
		if p == "" || tracking[key] || strings.HasPrefix(key, "utm_") {
			continue
		}
		kept = append(kept, p)
	}
	var b strings.Builder
	for _, c := range []byte(strings.Join(kept, "&")) {
		if c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// site is what an outlet's articles may not leave: the domain that somebody has
// registered (news.example.com.iq belongs to example.com.iq), or the whole host
// of an address that is a number. A port that is not the usual one is part of it.
func site(u *url.URL) string {
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err != nil {
		if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
			host = d
		}
	}
	if p := u.Port(); p != "" {
		host += ":" + p
	}
	return host
}

// mark is how a page is remembered: http and https, with www. and without, are one.
func mark(u *url.URL) uint64 { return hash64(strings.TrimPrefix(u.Host, "www.") + u.RequestURI()) }

// digest is how a document is remembered, by its id.
func digest(id string) uint64 {
	if u, err := parseURL(id); err == nil {
		return mark(u)
	}
	return hash64(id)
}

func hash64(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// notPages are endings of files that are no pages.
var notPages = map[string]bool{
	".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".svg": true, ".ico": true, ".css": true, ".js": true, ".json": true,
	".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".zip": true, ".mp3": true, ".mp4": true, ".m3u8": true, ".apk": true,
	".xml": true, ".rss": true, ".txt": true,
}

// notArticles are folders of lists, tools and people.
var notArticles = map[string]bool{
	"tag": true, "tags": true, "topic": true, "topics": true, "category": true, "categories": true, "section": true, "author": true, "authors": true,
	"writer": true, "page": true, "search": true, "login": true, "register": true, "account": true, "about": true, "contact": true, "privacy": true,
	"terms": true, "feed": true, "rss": true, "wp-admin": true, "wp-content": true, "wp-json": true, "cdn-cgi": true, "video": true, "videos": true,
	"gallery": true, "photos": true, "live": true,
}

// article tells whether a link may lead to an article: by the outlet's patterns
// when it has some. Else feeds and sitemaps are believed, and a link of a section
// must look like one by its last step: a number of four digits or a headline of
// four words.
func (o *Outlet) article(u *url.URL, section bool) bool {
	if notPages[strings.ToLower(path.Ext(u.Path))] {
		return false
	}
	if len(o.Articles) > 0 {
		return slices.ContainsFunc(o.Articles, func(p string) bool {
			ok, _ := path.Match(p, u.Path)
			return ok
		})
	}
	if !section {
		return true
	}
	steps := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, s := range steps {
		if notArticles[strings.ToLower(s)] {
			return false
		}
	}
	last := steps[len(steps)-1]
	return numbered(last) || numbered(u.RawQuery) || strings.Count(strings.NewReplacer("_", "-", " ", "-").Replace(last), "-") >= 3
}

// numbered tells whether a word has four digits in a row, of any script.
func numbered(s string) bool {
	run := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= '٠' && r <= '٩', r >= '۰' && r <= '۹':
			if run++; run == 4 {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}
