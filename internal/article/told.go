package article

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// What a page tells scripts of its article where neither its head nor its readers are
// told: the state of an application as JSON, and pairs of names and values for those who
// count readers (dataLayer and its kin).
type told struct{ day, writer, section string }

const (
	maxTold   = 1 << 19 // bytes of a script: larger ones hold more than an article
	maxPairs  = 1 << 16 // bytes at the front of one with pairs
	maxTells  = 12      // scripts of a page
	toldDepth = 16      // of values in values
)

// counting are the words that scripts with pairs for those who count readers hold.
var counting = []string{"dataLayer", "digitalData", "utag_data", "_sf_async_config", "setTargeting", "_STATE__"}

// tells tells whether the text of a script may tell of the article.
func (n *node) tells(text string) bool {
	if n.tag != atom.Script || len(text) > maxTold {
		return false
	}
	for _, c := range counting {
		if strings.Contains(text, c) {
			return true
		}
	}
	return isState(text)
}

// isState tells whether a script is a value of JSON and no program.
func isState(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), "{") }

// toldAs are the fields by the names that systems give them, without case and signs.
var toldAs = invert(map[string]string{
	"title":   "title headline articletitle",
	"writer":  "author authors authorname articleauthor contentauthor pageauthor postauthor pagepostauthor writer writername byline",
	"section": "section sections sectionname articlesection contentsection pagesection category categories categoryname articlecategory contentcategory pagecategory postcategory maincategory primarycategory pagepostcategory",
	"day":     "publishdate datepublished publisheddate publishedat publishedon publicationdate pubdate articlepublishdate articledate publishtime postdate pagepostdate contentpublishdate firstpublished publishedtime publishdatetime datecreated createdat",
})

func invert(names map[string]string) map[string]string {
	m := map[string]string{}
	for field, of := range names {
		for _, n := range strings.Fields(of) {
			m[n] = field
		}
	}
	return m
}

func toldName(name string) string {
	return toldAs[strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)]
}

// pair is a name and a text of a script: 'author': "x", sections = 'x', setTargeting("section", "x").
var pair = regexp.MustCompile(`([A-Za-z_.\-]{3,40})["']?\s*[:=,]\s*\[?\s*("(?:[^"\\\n]|\\.){2,160}"|'(?:[^'\\\n]|\\.){2,160}')`)

// toldBy reads the scripts of a page with this headline; of two that tell a field the first wins.
func (p *page) toldBy(h *head, title string) (t told) {
	for i, s := range append([]string{h.meta["parsely-page"]}, p.scripts...) {
		if p.w.tick(1 + len(s)/16) {
			break
		}
		var v any
		if i > 0 && isState(s) {
			if json.Unmarshal([]byte(s), &v) == nil {
				t.state(p.lb, v, letters(p.lb.key(title)), 0)
			}
			continue
		}
		if k := strings.Index(s, "_STATE__"); k >= 0 {
			if open := strings.IndexByte(s[k:], '{'); open > 0 && json.NewDecoder(strings.NewReader(s[k+open:])).Decode(&v) == nil {
				t.state(p.lb, v, letters(p.lb.key(title)), 0)
			}
			continue
		}
		for _, m := range pair.FindAllStringSubmatch(s[:min(len(s), maxPairs)], 200) {
			t.take(p.lb, toldName(m[1][strings.LastIndexByte(m[1], '.')+1:]), unescaped(m[2]))
			t.take(p.lb, toldName(m[1]), unescaped(m[2]))
		}
	}
	return t
}

// unescaped is the text of a literal of a script.
func unescaped(s string) (out string) {
	in := s[1 : len(s)-1]
	if json.Unmarshal([]byte(`"`+strings.ReplaceAll(in, `\'`, "'")+`"`), &out) != nil {
		return in
	}
	return out
}

// state looks for the value that has this headline, and takes its fields.
func (t *told) state(lb *Labels, v any, title string, depth int) bool {
	if depth > toldDepth || title == "" {
		return false
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if t.state(lb, x, title, depth+1) {
				return true
			}
		}
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		for _, k := range names {
			if s, ok := v[k].(string); !ok || toldName(k) != "title" || len(s) > 4096 || letters(lb.key(s)) != title {
				continue
			}
			for _, k := range names {
				t.take(lb, toldName(k), name(v[k], 0))
			}
			if t.writer != "" || t.day != "" {
				return true
			}
		}
		for _, k := range names {
			if t.state(lb, v[k], title, depth+1) {
				return true
			}
		}
	}
	return false
}

// name is the name of a writer or section: a text, the name of a value, or that of the first of a list.
func name(v any, depth int) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 && depth < 3 {
			return name(v[0], depth+1)
		}
	case map[string]any:
		for _, k := range []string{"name", "title", "label", "full_name", "fullName", "display_name", "displayName"} {
			if s := str(v[k]); s != "" {
				return s
			}
		}
	}
	return ""
}

// take keeps the first value of a field that may be one: names of writers and sections
// are in our script, elsewhere they are keys of the system.
func (t *told) take(lb *Labels, field, v string) {
	v = strings.TrimSpace(v)
	words, ours := len(strings.Fields(v)), strings.ContainsFunc(v, arabic) && !strings.ContainsAny(v, "<>{}")
	switch {
	case field == "day" && t.day == "":
		t.day = lb.cleanDay(v)
	case field == "writer" && t.writer == "" && ours && words >= 2 && words <= 5 && !lb.desk(v):
		t.writer = v
	case field == "section" && t.section == "" && ours && words <= 4:
		t.section = v
	}
}
