package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Latin letters that an Arabic page may show: names of formats, tools, data and keys,
// and the names of the query language and its codes where they are told as such.
var latinNames = regexp.MustCompile(`^(API|OpenAPI|isnad|CSV|TSV|JSON|GeoJSON|GEXF|SVG|Atom|BibTeX|English|Shift|Enter|ISO|UTC|` +
	`Natural|Earth|GeoNames|CC|BY|Noto|Naskh|Arabic|OFL|PLOVER|CAMEO|POLECAT|GDELT|GKG|ACLED|W3C|zstd|X-Rows|X-Digest|explain|code|` +
	`R|W|J|type:ACCUSE)$`)

// What stands in these is a code, an address, a command or the name in the other
// language, and is marked so.
func isCode(n *html.Node) bool {
	switch n.Data {
	case "code", "pre", "kbd", "script", "style":
		return true
	case "a":
		return strings.Contains(attr(n, "class"), "url") || attr(n, "hreflang") != "" || attr(n, "href") == "/openapi.json"
	case "bdi":
		return attr(n, "class") == "other" || attr(n, "dir") != "" && attr(n, "lang") == ""
	}
	return false
}

var latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z0-9:.-]*`)

// inArabic calls wrong for every word in Latin letters that a reader of a page is shown
// or told and that is no name.
func inArabic(n *html.Node, wrong func(where, word string)) {
	if n.Type == html.ElementNode && isCode(n) {
		return
	}
	check := func(where, text string) {
		for _, w := range latinWord.FindAllString(text, -1) {
			if w = strings.TrimRight(w, ".:-"); !latinNames.MatchString(w) {
				wrong(where, w)
			}
		}
	}
	file := n.Parent != nil && n.Parent.Parent != nil && attr(n.Parent.Parent, "class") == "files" // a link named as its file is
	if n.Type == html.TextNode && n.Parent.Data != "title" && !file {
		check("text", n.Data)
	}
	for _, a := range n.Attr {
		if slices.Contains([]string{"title", "aria-label", "alt", "data-l", "data-how", "data-judged", "data-precision"}, a.Key) && n.Data != "li" {
			check(a.Key, a.Val)
		}
		if a.Key == "placeholder" && attr(n, "dir") != "ltr" && latinWord.FindString(a.Val) != a.Val && !strings.Contains(a.Val, "-") {
			check(a.Key, a.Val)
		}
	}
	for c := range n.ChildNodes() {
		inArabic(c, wrong)
	}
}

// A reader of Arabic is owed Arabic: every page of the demonstration that its links lead
// to, and every kind of error, shows Latin letters in names and codes alone.
func TestArabicPagesAreInArabic(t *testing.T) {
	srv := demoServer(t)
	r := &reader{t: t, base: srv.URL}
	todo := []string{"/ar/events", "/ar/help", "/ar/api", "/ar/map?by=admin1", "/ar/events?q=type:ACCUSE+place:SWE", "/ar/events?group=report&sort=oldest&sample=5&seed=7", "/ar/timeline?by=day&split=type&q=date:2018&cal=hijri&nu=arab",
		"/ar/network?nodes=2", "/ar/documents?q=%D9%88%D8%B2%D9%8A%D8%B1", "/ar/check?sample=3&seed=7", "/ar/cite?q=actor:RUS-GOV+-type:CONSULT+confidence:%3E%3D0.8"}
	kinds := map[string]int{} // pages of one kind differ in their rows: eight of each are enough
	seen, found := map[string]bool{}, map[string]string{}
	see := func(address string) {
		inArabic(r.page, func(where, word string) {
			if found[word] == "" {
				found[word] = address + " (" + where + ")"
			}
		})
	}
	id := regexp.MustCompile(`/(document|event|story|entity)/[^/?#]+`)
	for len(todo) > 0 {
		address, _, _ := strings.Cut(todo[0], "#")
		todo = todo[1:]
		path, filter, _ := strings.Cut(address, "?")
		kind := id.ReplaceAllString(path, "/$1/ID")
		if filter != "" {
			kind += "?"
		}
		if seen[address] || kinds[kind] >= 8 || !strings.HasPrefix(path, "/ar/") || strings.Contains(path, ".") {
			continue
		}
		seen[address] = true
		kinds[kind]++
		r.open(address)
		see(address)
		for n := range r.page.Descendants() {
			if n.Data == "a" && n.Type == html.ElementNode {
				todo = append(todo, attr(n, "href"))
			}
		}
	}
	if len(kinds) < 25 {
		t.Errorf("links lead to %d kinds of pages: %v", len(kinds), slices.Sorted(maps.Keys(kinds)))
	}
	for _, address := range []string{"/ar/none", "/ar/story/none", "/ar/entity/none", "/ar/event/none", "/ar/document/none", "/ar/events?aktor=RUS", "/ar/events?q=type:ACUSE", "/ar/events?q=(a", "/ar/events?q=colour:red", "/ar/events?q=zzzz:red",
		"/ar/events?q=dead:x", "/ar/events?q=date:x", "/ar/events?q=actor:*-*", "/ar/events?from=x", "/ar/events?limit=0", "/ar/events?next=x", "/ar/timeline?by=week", "/ar/network?nodes=1", "/ar/events?nu=roman", "/ar/events?actor=a&actor=b", "/ar/events?timespan=x"} {
		r.anyStatus(address)
		see(address)
	}
	for _, word := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%q on %s", word, found[word])
	}
}
