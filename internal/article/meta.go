// A long flat list: the places where a page tells its fields to machines, the surest first.

package article

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"unicode"

	"github.com/isnad/isnad"
	"golang.org/x/net/html/atom"
)

// Head is what a page says of itself to machines.
type head struct {
	meta      map[string]string // by name, property or itemprop, lower case; the first of each wins
	canonical string
	title     string // of the title element
	h1        []string
	h2        []string // and h3
	titleAt   int32    // the first h1
	times     []string // datetime attributes, in order; those marked pubdate first
	crumbs    []string
	// categories are the texts of links that are called the category or section of
	// the page, by rel or by the word before them.
	categories []string
	trail      []string // of links, of which the first leads to the front page
	author     string   // of an element that is marked as the writer and tells the name to machines
	shown      string   // the part of the title element that stands on the page
	ld         linked
}

// linked is what the page's JSON-LD says of the article.
type linked struct {
	headline, published, section, body string
	changed                            string // the day of the last change
	uploaded                           string // a film, which may be all of the report
	authors, crumbs                    []string
	wanted                             []string // ids of authors
	persons                            map[string]string
}

func (p *page) head() head {
	h := head{meta: map[string]string{}}
	svg := int32(0)
	for i := int32(1); i < int32(len(p.nodes)) && !p.w.tick(1); i++ {
		n := &p.nodes[i]
		switch n.tag {
		case atom.Svg:
			svg = i
		case atom.Meta:
			h.addMeta(p, i)
		case atom.Link:
			if p.attr(i, "rel") == "canonical" && h.canonical == "" {
				h.canonical = strings.TrimSpace(p.attr(i, "href"))
			}
		case atom.Title:
			if h.title == "" && (svg == 0 || n.parent != svg) {
				h.title = p.inner(i)
			}
		case atom.H1:
			if s := p.inner(i); s != "" && len(h.h1) < 4 && !n.hidden && !p.logo(i) {
				h.h1 = append(h.h1, s)
				if h.titleAt == 0 {
					h.titleAt = i
				}
			}
		case atom.H2, atom.H3:
			if len(h.h2) < 8 && !n.hidden {
				h.h2 = append(h.h2, p.inner(i))
			}
			h.addNamed(p, i)
		case atom.Time:
			h.addTime(p, i)
		case atom.Script:
			if isData(n) {
				h.ld.read(p.inner(i))
			}
		default:
			h.addNamed(p, i)
		}
	}
	h.shown = p.shownPart(h.title)
	return h
}

// logo tells whether all of an element is a link to the front page.
func (p *page) logo(i int32) bool {
	for k := i + 1; k < int32(len(p.nodes)) && k < i+8 && p.nodes[k].parent >= i; k++ {
		if p.nodes[k].tag == atom.A && p.st[k].chars == p.st[i].chars {
			return toFront(p.attr(k, "href"))
		}
	}
	return false
}

// toFront tells whether an address is that of a front page or a place of this one.
func toFront(href string) bool {
	if _, rest, ok := strings.Cut(href, "://"); ok {
		_, href, _ = strings.Cut(rest, "/")
	}
	return len(strings.Trim(href, "/")) == 0 || href[0] == '#'
}

// titleMarks stand between a headline and the name of its site.
var titleMarks = []string{" || ", " | ", " – ", " — ", " - ", " :: ", " : ", ": ", " » ", " « ", " • ", " / "}

// shownPart is the part of a title element that also stands on the page by itself
// and is no link: the headline of a page that has no h1.
func (p *page) shownPart(title string) string {
	want, sizes := map[string]string{}, map[int32]bool{}
	for _, mark := range titleMarks {
		parts := strings.Split(title, mark)
		for k, n := 1, min(len(parts), 8); k < n; k++ { // a headline may hold the mark itself
			parts = append(parts, strings.Join(parts[:k], mark), strings.Join(parts[k:n], mark))
		}
		for _, part := range parts {
			if len(strings.Fields(part)) >= 3 {
				want[letters(p.lb.key(part))] = strings.TrimSpace(part)
				sizes[solid(part)] = true
			}
		}
	}
	best := ""
	for i := int32(1); i < int32(len(p.nodes)) && len(want) > 0 && !p.w.tick(1); i++ {
		n, s := &p.nodes[i], &p.st[i]
		if n.name == "" || n.skip || s.links > 0 || !sizes[s.chars] {
			continue
		}
		if part := want[letters(p.lb.key(p.inner(i)))]; len(part) > len(best) {
			best = part
		}
	}
	return best
}

func (h *head) addMeta(p *page, i int32) {
	v := strings.TrimSpace(p.attr(i, "content"))
	if v == "" || len(v) > 4096 {
		return
	}
	for _, key := range []string{"property", "name", "itemprop"} {
		if k := strings.ToLower(p.attr(i, key)); k != "" && h.meta[k] == "" {
			h.meta[k] = v
		}
	}
}

func (h *head) addTime(p *page, i int32) {
	v := p.attr(i, "datetime")
	for _, a := range p.nodes[i].attr {
		if v == "" && strings.HasPrefix(a.Key, "data-") {
			v = epoch(a.Val)
		}
	}
	if v == "" {
		v = p.inner(i)
	}
	hint := p.nodes[i].hint + p.nodes[p.nodes[i].parent].hint
	marked := false
	for _, a := range p.nodes[i].attr {
		marked = marked || a.Key == "pubdate" || a.Key == "itemprop" && strings.EqualFold(a.Val, "datePublished")
	}
	if marked || strings.Contains(hint, "publish") {
		h.times = append([]string{v}, h.times...)
	} else {
		h.times = append(h.times, v)
	}
}

// addNamed looks at elements that are known by class, itemprop or rel.
func (h *head) addNamed(p *page, i int32) {
	n := &p.nodes[i]
	if n.name == "" {
		return
	}
	if n.hint != "" && strings.Contains(n.hint, "datepublished") {
		if v := p.attr(i, "content"); v != "" {
			h.times = append([]string{v}, h.times...)
		}
	}
	if h.author == "" && strings.Contains(n.hint+" ", " author ") && (p.attr(i, "itemprop") == "author" || p.attr(i, "itemscope") != "") {
		for k := i + 1; k < min(i+12, int32(len(p.nodes))) && p.below(k, i); k++ {
			if p.nodes[k].tag == atom.Meta && p.attr(k, "itemprop") == "name" {
				h.author = strings.TrimSpace(p.attr(k, "content"))
			}
		}
	}
	if n.tag == atom.A && len(h.categories) == 0 && (strings.Contains(p.attr(i, "rel"), "category") || p.sectionLabel(n.prev)) {
		if s := p.inner(i); s != "" && len([]rune(s)) <= 40 {
			h.categories = append(h.categories, s)
		}
	}
	if len(h.crumbs) == 0 && strings.Contains(strings.ToLower(p.attr(i, "typeof")), "breadcrumb") && p.fuel > 0 {
		for k := i + 1; k < min(i+100, int32(len(p.nodes))) && len(h.crumbs) < 8 && (p.below(k, i) || strings.Contains(p.attr(k, "typeof"), "readcrumb")); k++ {
			if x := p.attr(k, "property"); x == "name" || x == "v:title" {
				h.crumbs = append(h.crumbs, p.inner(k))
			}
		}
	}
	if len(h.crumbs) == 0 {
		h.crumbs = p.path(i)
	}
	if len(h.crumbs) == 0 && h.trail == nil {
		h.trail = p.trail(i)
	}
	if len(h.crumbs) == 0 && (strings.Contains(n.hint, "crumb") || strings.Contains(n.hint+" ", " bread ")) && p.fuel > 0 {
		for k := i; k < min(i+100, int32(len(p.nodes))) && p.below(k, i) && len(h.crumbs) < 8; k++ {
			if t := p.nodes[k].tag; t == atom.A {
				if s := p.inner(k); s != "" {
					h.crumbs = append(h.crumbs, s)
				}
			}
		}
	}
}

// solid counts the runes that are no blanks, as stats do.
func solid(s string) (n int32) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// sectionLabel tells whether a text ends in a label of the section: "section: ".
func (p *page) sectionLabel(i int32) bool {
	ws := strings.Fields(p.nodes[i].text[max(0, len(p.nodes[i].text)-64):])
	if i == 0 || len(ws) == 0 || !strings.HasSuffix(ws[len(ws)-1], ":") {
		return false
	}
	reason, how := p.lb.find(p.lb.key(ws[len(ws)-1]))
	return reason == "section" && how == alone
}

// path reads a line of links that leads from the front page to the article, in
// an element without a name: home » politics » title.
func (p *page) path(i int32) []string {
	s := &p.st[i]
	if !block[p.nodes[i].tag] || s.links == 0 || s.chars > 200 || s.chars < 8 || p.holdsText(i) {
		return nil
	}
	text := p.inner(i)
	if !strings.ContainsAny(text, "»›>/") {
		return nil
	}
	parts := crumbs(text)
	if len(parts) < 2 || len(parts) > 5 {
		return nil
	}
	if reason, how := p.lb.find(p.lb.key(parts[0])); reason != "breadcrumb" || how != alone {
		return nil
	}
	return parts
}

// trail reads a line of links that leads from the front page to the article, whatever
// the front page is called: signs of a path stand between them, or nothing does and
// the headline follows.
func (p *page) trail(i int32) (parts []string) {
	s := &p.st[i]
	if !block[p.nodes[i].tag] || s.links == 0 || s.chars > 200 || s.chars < 6 || p.nodes[i].skip || p.nodes[i].hidden {
		return nil
	}
	if t := p.nodes[i].tag; t == atom.Ol || t == atom.Ul {
		return p.trailOfItems(i)
	}
	if p.holdsText(i) {
		return nil
	}
	links, bare, bars, front := 0, true, false, ""
	for k := i + 1; k < int32(len(p.nodes)) && k < i+60 && p.below(k, i); k++ {
		n := &p.nodes[k]
		switch {
		case n.tag == atom.A:
			if links == 0 && !toFront(p.attr(k, "href")) || links > 0 && toFront(p.attr(k, "href")) || links > 3 {
				return nil
			}
			links++
			if s := p.inner(k); links == 1 {
				front = s
			} else if !p.lb.partOf(front, s) { // one of the site's own sections: forum, its boards
				parts = append(parts, s)
			}
		case n.name == "" && strings.TrimSpace(n.text) != "" && p.linkOver(k) == 0:
			sign := strings.Trim(n.text, " \u00a0\n\t\r")
			bars = bars || strings.ContainsAny(sign, "|•·")
			bare = bare && (sign == "" || strings.Trim(sign, separators) != "")
		}
	}
	if links < 2 || links > 2 && (bare || bars) { // a menu
		return nil
	}
	if next := p.ahead(i); next == 0 || !isHeading(p.nodes[next].tag) && (bare || bars || !p.headed(next)) {
		return nil
	}
	return parts
}

// ahead is the next element behind one that holds text, 0 none.
func (p *page) ahead(i int32) int32 {
	next := p.nodes[i].next
	for next != 0 && p.st[next].chars == 0 {
		next = p.nodes[next].next
	}
	return next
}

// headed tells whether an element begins with a heading.
func (p *page) headed(i int32) bool {
	for level := 0; i != 0 && level < 4 && !isHeading(p.nodes[i].tag); level++ {
		i = p.nodes[i].first
		for i != 0 && p.st[i].chars == 0 {
			i = p.nodes[i].next
		}
	}
	return i != 0 && isHeading(p.nodes[i].tag)
}

// trailOfItems is trail for a list, whose last item is no link: where the reader is.
func (p *page) trailOfItems(i int32) (parts []string) {
	items, last, front := 0, int32(0), ""
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		if p.nodes[c].tag != atom.Li || p.st[c].chars == 0 {
			continue
		}
		s := p.inner(c)
		last = c
		if items++; items == 1 {
			front = s
			if a := p.nodes[c].first; a == 0 || p.nodes[a].tag != atom.A || !toFront(p.attr(a, "href")) {
				return nil
			}
		} else if len([]rune(s)) <= 40 && !p.lb.partOf(front, s) {
			parts = append(parts, s)
		}
	}
	up := i
	for level := 0; level < 3 && p.ahead(up) == 0; level++ {
		up = p.nodes[up].parent
	}
	if next := p.ahead(up); items < 2 || items > 3 || p.st[last].links > 0 || next == 0 || !p.headed(next) {
		return nil
	}
	return parts
}

// linkOver is the link that a node stands in, 0 none.
func (p *page) linkOver(i int32) int32 {
	for level := 0; i != 0 && level < 4 && !block[p.nodes[i].tag]; i, level = p.nodes[i].parent, level+1 {
		if p.nodes[i].tag == atom.A {
			return i
		}
	}
	return 0
}

// below tells whether k stands under i; k follows i in the document.
func (p *page) below(k, i int32) bool {
	for ; k > i; k = p.nodes[k].parent {
		p.fuel--
	}
	return k == i
}

// inner is the text below an element, blanks collapsed; of a long one the front.
func (p *page) inner(i int32) string {
	var b strings.Builder
	var walk func(i int32)
	walk = func(i int32) {
		for c := p.nodes[i].first; c != 0 && b.Len() < 1<<20 && p.fuel > 0; c = p.nodes[c].next {
			p.fuel--
			if n := &p.nodes[c]; n.name == "" {
				b.WriteString(n.text)
			} else if !n.skip {
				b.WriteByte(' ')
				walk(c)
			}
		}
	}
	walk(i)
	return strings.Join(strings.Fields(b.String()), " ")
}

// read takes one JSON-LD block. Broken ones are common (raw line ends in
// strings) and are read once more with those taken out.
func (l *linked) read(s string) {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil && json.Unmarshal([]byte(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)), &v) != nil {
		return
	}
	l.walk(v, 0)
}

func (l *linked) walk(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.walk(x, depth+1)
		}
	case map[string]any:
		kind := fmt.Sprint(v["@type"])
		if strings.Contains(kind, "Video") && l.uploaded == "" {
			l.uploaded = str(v["uploadDate"])
		}
		if id, name := str(v["@id"]), str(v["name"]); strings.Contains(kind, "Person") && id != "" && name != "" {
			if l.persons == nil {
				l.persons = map[string]string{}
			}
			l.persons[id] = name
		}
		switch {
		case strings.Contains(kind, "Article"), strings.Contains(kind, "Posting"), strings.Contains(kind, "Report"):
			l.article(v)
		case strings.Contains(kind, "BreadcrumbList") && l.crumbs == nil:
			l.breadcrumb(v["itemListElement"])
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "breadcrumb"} {
			l.walk(v[key], depth+1)
		}
	}
}

func (l *linked) article(v map[string]any) {
	if l.published != "" || l.headline != "" { // the first is the page's own; others are related ones
		return
	}
	l.headline, l.published, l.body = str(v["headline"]), str(v["datePublished"]), str(v["articleBody"])
	if l.published == "" {
		l.published = str(v["dateCreated"])
	}
	l.changed = str(v["dateModified"])
	l.section = str(v["articleSection"])
	if list, ok := v["articleSection"].([]any); ok && len(list) > 0 {
		l.section = str(list[0])
	}
	l.author(v["author"])
	if len(l.authors) == 0 {
		l.author(v["creator"])
	}
}

func (l *linked) author(v any) {
	switch v := v.(type) {
	case string:
		l.authors = append(l.authors, html.UnescapeString(v))
	case []any:
		for _, x := range v {
			l.author(x)
		}
	case map[string]any:
		if v["name"] == nil { // told elsewhere in the graph
			l.wanted = append(l.wanted, str(v["@id"]))
		}
		l.author(v["name"])
	}
}

func (l *linked) breadcrumb(v any) {
	list, _ := v.([]any)
	for _, x := range list {
		m, _ := x.(map[string]any)
		name := str(m["name"])
		if item, ok := m["item"].(map[string]any); ok && name == "" {
			name = str(item["name"])
		}
		if name != "" {
			l.crumbs = append(l.crumbs, name)
		}
	}
}

func str(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(html.UnescapeString(s))
}

// date is the day of publication and how it is known.
func (h *head) date(lb *Labels, url string) (day, basis string) {
	if d := lb.cleanDay(h.ld.published); d != "" {
		return d, "json-ld"
	}
	for _, k := range []string{
		"article:published_time", "og:published_time", "datepublished", "article:published", "published_time", "publishdate", "publish-date", "publish_date", "pubdate",
		"parsely-pub-date", "video:release_date", "og:release_date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "cxenseparse:recs:publishtime", "article.published", "og:article:published_time",
		"dcterms.issued", "dc.date.created", "dc.date.published", "dcterms.available", "date.created", "datecreated", "article.created", "creation_date", "original-publish-date", "originalpublicationdate",
		"article_date_original", "publication_date", "publicationdate", "published-date", "rnews:datepublished", "news:publication_date", "bt:pubdate", "shareaholic:article_published_time",
		"citation_publication_date", "citation_date", "displaydate", "prism.publicationdate",
	} {
		if d := lb.cleanDay(h.meta[k]); d != "" {
			return d, "meta"
		}
	}
	if d := lb.cleanDay(h.ld.uploaded); d != "" && h.ld.headline == "" {
		return d, "json-ld"
	}
	for _, t := range h.times {
		if d := lb.cleanDay(t); d != "" {
			return d, "time"
		}
	}
	if d := dayOfPath(url); d != "" {
		return d, "url"
	}
	return "", ""
}

// changed is the day of the last change, for pages that tell no other.
func (h *head) changed(lb *Labels) string {
	for _, v := range []string{h.ld.changed, h.meta["article:modified_time"], h.meta["og:updated_time"], h.meta["datemodified"], h.meta["dcterms.modified"]} {
		if d := lb.cleanDay(v); d != "" {
			return d
		}
	}
	return ""
}

// fill writes what the head says into the article, where the caller knew nothing.
func (h *head) fill(a *isnad.Article, lb *Labels) {
	or := func(to *string, vs ...string) {
		for _, v := range vs {
			if v = strings.TrimSpace(v); *to == "" {
				*to = v
			}
		}
	}
	or(&a.URL, web(h.canonical), web(h.meta["og:url"]))
	or(&a.Outlet, h.meta["og:site_name"], h.meta["application-name"], h.meta["dc.publisher"])
	or(&a.Title, h.bestTitle(lb, a.Outlet))
	if a.Date == "" {
		a.Date, a.Basis = h.date(lb, a.URL)
	}
	or(&a.Byline, h.byline(lb, a.Outlet))
	or(&a.Section, h.section(lb, a.Title))
}

// web returns a URL that names a page. Some sites declare their front page as
// the canonical form of every page; as an id it would join them all.
func web(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if _, path, _ := strings.Cut(rest, "/"); !ok || !strings.HasPrefix(url, "http") || path == "" {
		return ""
	}
	return url
}

// bestTitle prefers the headline on the page when the title element confirms it,
// and cuts the site's name off otherwise.
func (h *head) bestTitle(lb *Labels, site string) string {
	full := h.title
	for _, v := range []string{h.meta["og:title"], h.ld.headline} {
		if v != "" {
			full = v
			break
		}
	}
	for _, x := range h.h1 {
		k := letters(lb.key(x))
		if len(strings.Fields(x)) >= 2 && k != "" && (strings.Contains(letters(lb.key(h.title)), k) || strings.Contains(letters(lb.key(full)), k)) {
			return x
		}
	}
	if h.shown != "" {
		return h.shown
	}
	for _, x := range h.h2 { // "site : headline day"
		if k := letters(lb.key(x)); len(strings.Fields(x)) >= 4 && strings.Contains(letters(lb.key(h.title)), k) {
			return x
		}
	}
	if full == h.title && (lb.ofOutlet(full) || len(h.h1) == 1 && len(strings.Fields(full)) <= 3 && len(strings.Fields(h.h1[0])) > 3) {
		full = "" // old pages are all called after their site
	}
	if full == "" && len(h.h1) > 0 {
		full = h.h1[0]
	}
	return lb.withoutSite(full, site)
}

// ofOutlet tells whether a title is but the name of a site: "the newspaper X".
func (lb *Labels) ofOutlet(title string) bool {
	ws := wordsOf(lb.key(title))
	return len(ws) >= 2 && len(ws) <= 4 && lb.outlets[ws[0].text]
}

// withoutSite cuts a part before or behind a separator that is the site's name,
// or, when the name is not known, a short last part.
func (lb *Labels) withoutSite(title, site string) string {
	for _, sep := range titleMarks {
		parts := strings.Split(title, sep)
		if len(parts) < 2 {
			continue
		}
		first, last := parts[0], parts[len(parts)-1]
		name := letters(lb.key(site))
		isSite := func(s string) bool {
			k := letters(lb.key(s))
			return k != "" && name != "" && (strings.Contains(k, name) || strings.Contains(name, k))
		}
		switch {
		case isSite(last), name == "" && len(strings.Fields(last)) <= 4 && len(strings.Fields(title)) >= 8:
			return lb.withoutSite(strings.TrimSpace(strings.Join(parts[:len(parts)-1], sep)), site)
		case isSite(first):
			return lb.withoutSite(strings.TrimSpace(strings.Join(parts[1:], sep)), site)
		}
	}
	return title
}

func (h *head) byline(lb *Labels, site string) string {
	named := append([]string{}, h.ld.authors...)
	for _, id := range h.ld.wanted {
		named = append(named, h.ld.persons[id])
	}
	all := append(named, h.author, h.meta["author"], h.meta["article:author"], h.meta["parsely-author"], h.meta["dc.creator"], h.meta["dcterms.creator"], h.meta["og:article:author"], h.meta["citation_author"], h.meta["author_name"], h.meta["byl"],
		h.meta["sailthru.author"], h.meta["article.author"], h.meta["articleauthor"], h.meta["news:author"], h.meta["cxenseparse:author"], h.meta["dable:author"], h.meta["mrf:authors"], h.meta["writer"], h.meta["shareaholic:article_author_name"], h.meta["creator"])
	if reason, _ := lb.find(lb.key(h.meta["twitter:label1"])); reason == "writer" {
		all = append(all, h.meta["twitter:data1"])
	}
	for _, v := range all {
		v = strings.TrimSpace(v)
		low := strings.ToLower(v)
		if v == "" || len([]rune(v)) > 80 || strings.Contains(v, "://") || strings.Contains(v, "@") || strings.Contains(low, "developed by") || low == "admin" || acronym(v) || same(lb.key(v), lb.key(site)) || h.isSite(lb, v) {
			continue
		}
		if name := lb.writer(v); name != "" {
			return name
		}
		return v
	}
	return ""
}

// beside tells whether the title element names a writer beside the headline.
func (h *head) beside(lb *Labels, name string) bool {
	for _, mark := range titleMarks {
		if parts := strings.Split(h.title, mark); len(parts) > 1 {
			for _, part := range parts {
				if same(lb.key(part), lb.key(name)) {
					return true
				}
			}
		}
	}
	return false
}

// topic is the section that the title element names beside the headline: "headline - sport - site".
func (h *head) topic(lb *Labels) string {
	for _, mark := range titleMarks {
		parts := strings.Split(h.title, mark)
		for _, part := range parts[1:] {
			if lb.topic(part) {
				return strings.TrimSpace(part)
			}
		}
	}
	return ""
}

// ofTitle tells whether the last part of a path is the headline, or its first words.
func (lb *Labels) ofTitle(part, title string) bool {
	p, t := letters(lb.key(part)), letters(lb.key(title))
	return p != "" && (p == t || len(strings.Fields(part)) >= 2 && strings.HasPrefix(t, p))
}

// acronym tells whether a text is the letters that an agency calls itself by.
func acronym(s string) bool {
	return len(s) <= 6 && s == strings.ToUpper(s) && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// writer is the name behind a label of the writer, up to the next sign: "by X | day".
func (lb *Labels) writer(line string) string {
	ws := strings.Fields(line)
	for at, w := range ws { // "published: day, by: name"
		if at > 0 && len(ws) < 24 && (strings.HasSuffix(w, ":") || w == ":") {
			for k := at - 1; k <= at; k++ {
				if reason, how := lb.find(lb.key(strings.Join(ws[k:at+1], " "))); k > 0 && reason == "writer" && how == alone {
					return lb.writer(strings.Join(ws[k:], " "))
				}
			}
		}
	}
	if name := lb.office(ws); name != "" {
		return name
	}
	for n := min(3, len(ws)-1); n > 0; n-- {
		if reason, how := lb.find(lb.key(strings.Join(ws[:n], " "))); reason != "writer" || how != alone {
			continue
		}
		name := strings.TrimLeft(strings.Join(ws[n:], " "), ":-–—/ ")
		marked := strings.ContainsAny(ws[n-1], ":-–—/") || len(name) < len(strings.Join(ws[n:], " "))
		if k := strings.IndexAny(name, "|:،,-–—/•("); k >= 0 {
			name = name[:k]
		}
		name = upToWhen(name)
		if n := len(strings.Fields(name)); n == 0 || n > 5 || n == 1 && !marked || strings.ContainsFunc(name, unicode.IsDigit) {
			return ""
		}
		if lb.desk(name) || strings.ContainsFunc(name, arabic) && strings.ContainsAny(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz") {
			return ""
		}
		if first := strings.Fields(name)[0]; !marked && strings.HasPrefix(first, "ال") && !lb.given[lb.key(first)] {
			return "" // "editor of local affairs": an office
		}
		return name
	}
	return ""
}

// office is the name behind an office and a colon: "wrote the local editor: X".
func (lb *Labels) office(ws []string) string {
	for at, w := range ws[:min(len(ws), 12)] {
		if at == 0 || !strings.HasSuffix(w, ":") {
			continue
		}
		for k := max(0, at-2); k < at; k++ {
			if reason, how := lb.find(lb.key(ws[k])); reason == "writer" && how == alone {
				if name := lb.nameIn(strings.Join(ws[at+1:], " ")); lb.person(name) {
					return name
				}
			}
		}
	}
	return ""
}

// person tells whether a text begins with a given name and is no longer than names are.
func (lb *Labels) person(s string) bool {
	ws := strings.Fields(s)
	return len(ws) >= 2 && len(ws) <= 4 && lb.given[lb.key(ws[0])]
}

// upToWhen cuts a name where it goes on with when or where: "in", "on the day", a number.
func upToWhen(name string) string {
	ws := strings.Fields(name)
	for i, w := range ws {
		switch strings.ToLower(w) {
		case "في", "فى", "يوم", "بتاريخ", "على", "الساعة", "من", "در", "on", "at", "in":
			if i+1 == len(ws) || strings.ContainsFunc(strings.Join(ws[i+1:min(len(ws), i+4)], " "), unicode.IsDigit) {
				return strings.Join(ws[:i], " ")
			}
		}
		if k := strings.IndexFunc(w, unicode.IsDigit); k >= 0 { // also one that the day is stuck to
			return strings.TrimSpace(strings.Join(ws[:i], " ") + " " + w[:k])
		}
	}
	return strings.Join(ws, " ")
}

// siteName is what the page calls its site: the outlet, else the part of the title
// element beside the headline.
func (h *head) siteName(outlet, title string) string {
	if rest, ok := strings.CutPrefix(h.title, title); ok && outlet == "" {
		for _, mark := range titleMarks { // "headline - writer - site"
			if k := strings.LastIndex(rest, mark); k > 0 {
				rest = rest[k:]
			}
		}
		return strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	if rest, ok := strings.CutSuffix(h.title, title); ok && outlet == "" {
		return strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	return outlet
}

// isSite tells whether a text is the part of the title element beside the headline,
// unless that is the writer.
func (h *head) isSite(lb *Labels, v string) bool {
	if lb.person(v) {
		return false
	}
	for _, mark := range titleMarks {
		parts := strings.Split(h.title, mark)
		if len(parts) > 1 && (same(lb.key(parts[0]), lb.key(v)) || same(lb.key(parts[len(parts)-1]), lb.key(v))) {
			return true
		}
	}
	return false
}

func (h *head) section(lb *Labels, title string) string {
	for _, list := range [][]string{h.ld.crumbs, h.crumbs, h.trail} {
		for k := len(list) - 1; k >= 0; k-- {
			if reason, how := lb.find(lb.key(list[k])); reason == "breadcrumb" && how == alone || lb.ofTitle(list[k], title) {
				continue
			}
			return list[k]
		}
	}
	if h.ld.section != "" {
		return h.ld.section
	}
	for _, k := range []string{"article:section", "og:article:section", "articlesection", "parsely-section", "section", "sailthru.section", "article.section", "mrf:sections", "news:section", "cxenseparse:section", "dable:section", "section-name"} {
		if s := h.meta[k]; s != "" {
			return s
		}
	}
	if len(h.categories) > 0 {
		return h.categories[0]
	}
	for _, k := range []string{"category", "dc.subject", "dcterms.subject", "subject", "dc.type"} {
		if s := h.meta[k]; lb.topic(s) {
			return s
		}
	}
	return ""
}
