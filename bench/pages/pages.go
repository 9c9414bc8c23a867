// Package pages makes news pages with their truth: own texts (texts/) set in
// layouts written after the content systems that Arabic and Persian outlets use
// (layouts/). Outlets, persons and news are invented. The pages are the same on
// every run; TestExtraction measures extraction on them, bench/peers that of others.
package pages

import (
	"crypto/sha256"
	"embed"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template"
	"time"

	"golang.org/x/text/encoding/charmap"
)

//go:embed texts layouts
var files embed.FS

// rounds of layouts that were written after the first set, each scored once before
// the extractor was mended for it (ROUNDS.md); a folder of layouts each.
var rounds = []string{"", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "12b", "14", "13b"}

// A Page is a page as a server would send it, and what is true of it.
type Page struct {
	Name    string // layout and text: wordpress-03
	Layout  string
	Round   string // "" the first three
	Held    bool   // of a layout that nobody looks at while mending the extractor
	HTML    string
	Charset string // that Bytes are written in
	Gold    Gold
}

// Gold is what the page says; a field that it does not say is "".
type Gold struct {
	Title, Byline, Section string
	Date                   string   // day of publication in the page's own time zone
	Body                   []string // paragraphs; the first is the lede
	Boilerplate            []string // texts round and in the article that are none of it
	Site                   string   // its name is no byline
}

// Bytes are the page in its charset.
func (p *Page) Bytes() ([]byte, error) {
	if p.Charset == "windows-1256" {
		return charmap.Windows1256.NewEncoder().Bytes([]byte(p.HTML))
	}
	return []byte(p.HTML), nil
}

// held are the layouts that are scored and never read while mending: chosen by the
// digests of their names, so that nobody chooses. Of a round they are the half with
// the lowest; of the first set those below a bound.
func held(round string, layouts []string) map[string]bool {
	digest := func(layout string) string { d := sha256.Sum256([]byte(layout)); return string(d[:]) }
	order := slices.SortedFunc(slices.Values(layouts), func(a, b string) int { return strings.Compare(digest(a), digest(b)) })
	m := map[string]bool{}
	for i, layout := range order {
		m[layout] = i < len(order)/2 && !opened[round]
		if round == "" {
			m[layout] = digest(layout)[0] < 128 && !slices.Contains(read, layout)
		}
	}
	return m
}

// opened are the rounds whose held halves were opened when the open ones had no more to teach.
var opened = map[string]bool{"4": true, "5": true, "6": true, "7": true, "8": true, "9": true, "10": true, "11": true, "12": true, "12b": true, "13b": true}

// read are layouts that were held and have been read since, so they are open.
var read = []string{"wordpress", "fa-agency", "tv-channel", "nuke"}

// perLayout is how many texts are set in each Arabic layout; Persian ones take all theirs.
const perLayout = 9 // steps of 4 through 27 texts never meet one twice

// withTraps are the rounds that take four texts for a layout, two of them traps:
// news with words that sites use of themselves, so that what drops too much is seen.
var withTraps = map[string]bool{"12": true, "12b": true, "13b": true}

// ownTexts are the rounds with a kind of text that no other is set with, of which open
// and held layouts take every other one: a rule made for a text shows on open pages alone.
var ownTexts = map[string]string{"13": "y", "14": "z"}

// A choice is a text by its place among those of a kind: "" news, "x" traps, "y" and "z" those of rounds 13 and 14.
type choice struct {
	of string
	at int
}

// pick chooses the texts of the nth layout. Open and held layouts have traps of their own.
func pick(texts map[string][]Text, lang string, n int, round string, held bool) (out []choice) {
	parity := 0
	if held {
		parity = 1
	}
	if own := ownTexts[round]; own != "" {
		half := len(texts[lang+own]) / 2
		for k := range min(4, half) {
			out = append(out, choice{own, 2*((4*n+k)%half) + parity})
		}
		return out
	}
	count, traps := perLayout, withTraps[round]
	if traps {
		count = 2
	}
	for k := range min(count, len(texts[lang])) {
		out = append(out, choice{"", (n*5 + k*4) % len(texts[lang])})
	}
	for k := 0; traps && k < 2; k++ {
		out = append(out, choice{"x", (2*(n+k) + parity) % len(texts[lang+"x"])})
	}
	return out
}

// All makes every page, in the order of the layouts' names.
func All() ([]Page, error) {
	texts, err := readTexts()
	if err != nil {
		return nil, err
	}
	var out []Page
	n := 0 // of the layout, over all rounds: neighbours are set with different texts
	for _, round := range rounds {
		names, err := layoutsOf(round)
		if err != nil {
			return nil, err
		}
		closed := held(round, names)
		for _, layout := range names {
			src, err := files.ReadFile(path.Join("layouts", round, layout+".html"))
			if err != nil {
				return nil, err
			}
			lang := ""
			if strings.HasPrefix(layout, "fa-") {
				lang = "fa"
			}
			for k, i := range pick(texts, lang, n, round, closed[layout]) {
				p, err := make1(layout, string(src), texts[lang+i.of], texts[lang], i.at, k)
				if err != nil {
					return nil, fmt.Errorf("layout %s: %w", layout, err)
				}
				p.Round, p.Held = round, closed[layout]
				out = append(out, p)
			}
			n++
		}
	}
	return out, nil
}

// layoutsOf are the names of the layouts in the folder of a round, sorted.
func layoutsOf(round string) (names []string, err error) {
	list, err := files.ReadDir(path.Join("layouts", round))
	for _, e := range list {
		if name, ok := strings.CutSuffix(e.Name(), ".html"); ok {
			names = append(names, name)
		}
	}
	return names, err
}

// A Block is a paragraph (p), a heading between paragraphs (h) or a quotation (q).
type Block struct{ Kind, Text string }

// A Text is an article without a page.
type Text struct {
	ID, Title, Byline, Section, Caption, Jalali, Hijri string
	Date                                               time.Time
	Tags                                               []string
	Body                                               []Block
}

// readTexts are the texts by kind: "" and "fa", "x" and "fax" the traps of both, "y" and "fay" those of round 13, "z" and "faz" of round 14.
func readTexts() (map[string][]Text, error) {
	list, err := files.ReadDir("texts")
	if err != nil {
		return nil, err
	}
	m := map[string][]Text{}
	for _, e := range list {
		b, err := files.ReadFile("texts/" + e.Name())
		if err != nil {
			return nil, err
		}
		t, err := parse(string(b))
		if err != nil {
			return nil, fmt.Errorf("text %s: %w", e.Name(), err)
		}
		t.ID = strings.TrimSuffix(e.Name(), ".txt")
		kind := strings.TrimRight(t.ID, "0123456789")
		m[kind] = append(m[kind], t)
	}
	return m, nil
}

// Texts are all texts, of news and of traps.
func Texts() (out []Text, err error) {
	m, err := readTexts()
	for _, kind := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[kind]...)
	}
	return out, err
}

// parse reads "key: value" lines, then paragraphs between blank lines.
func parse(s string) (t Text, err error) {
	head, body, ok := strings.Cut(s, "\n\n")
	if !ok {
		return t, fmt.Errorf("no blank line behind the head")
	}
	for line := range strings.Lines(head) {
		k, v, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch k {
		case "title":
			t.Title = v
		case "byline":
			t.Byline = v
		case "section":
			t.Section = v
		case "caption":
			t.Caption = v
		case "jalali":
			t.Jalali = v
		case "hijri":
			t.Hijri = v
		case "tags":
			t.Tags = strings.Split(v, "; ")
		case "date":
			if t.Date, err = time.Parse(time.RFC3339, v); err != nil {
				return t, err
			}
		default:
			return t, fmt.Errorf("unknown key %q", k)
		}
	}
	for _, p := range strings.Split(strings.TrimSpace(body), "\n\n") {
		b := Block{"p", p}
		if text, ok := strings.CutPrefix(p, "## "); ok {
			b = Block{"h", text}
		} else if text, ok := strings.CutPrefix(p, "> "); ok {
			b = Block{"q", text}
		}
		t.Body = append(t.Body, b)
	}
	return t, nil
}

// data is what a layout is filled with.
type data struct {
	*Text
	K    int // number of the page in its layout: layouts vary with it
	Mid  int // index of the paragraph behind which boxes stand
	Rel  []Text
	Path string // of the page's URL
}

// make1 sets texts[i] in a layout, among headlines of others.
func make1(layout, src string, texts, others []Text, i, k int) (Page, error) {
	t := &texts[i]
	p := Page{Name: layout + "-" + t.ID, Layout: layout, Charset: "utf-8"}
	p.Gold = Gold{Title: t.Title, Byline: t.Byline, Section: t.Section, Date: t.Date.Format(time.DateOnly)}
	for _, b := range t.Body {
		p.Gold.Body = append(p.Gold.Body, b.Text)
	}
	d := data{Text: t, K: k, Mid: 1 + k%max(1, len(t.Body)-2), Path: fmt.Sprintf("%s/%d", t.Date.Format("2006/01/02"), 4000+37*i)}
	for r := 1; r <= 5 && r < len(others); r++ {
		d.Rel = append(d.Rel, others[(i+r*2)%len(others)])
	}
	tmpl, err := template.New(layout).Funcs(p.funcs(t)).Parse(src)
	if err != nil {
		return p, err
	}
	var b strings.Builder
	if err := tmpl.Execute(&b, d); err != nil {
		return p, err
	}
	p.HTML = b.String()
	return p, nil
}

// funcs of layouts. b writes a text that is none of the article's and notes it.
func (p *Page) funcs(t *Text) template.FuncMap {
	return template.FuncMap{
		"h": html.EscapeString,
		"b": func(s string) string {
			p.Gold.Boilerplate = append(p.Gold.Boilerplate, s)
			return html.EscapeString(s)
		},
		"j": func(s string) (string, error) { b, err := json.Marshal(s); return string(b), err },
		"para": func(b Block) string {
			tag := map[string]string{"p": "p", "h": "h3", "q": "blockquote"}[b.Kind]
			return "<" + tag + ">" + html.EscapeString(b.Text) + "</" + tag + ">"
		},
		"linked": linked,
		"date":   func(layout string) string { return t.Date.Format(layout) },
		"day":    func(months string) string { return written(t.Date, months) },
		"indic": func(s string) string {
			return strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩").Replace(s)
		},
		"absent": func(field string) (string, error) {
			at := map[string]*string{"byline": &p.Gold.Byline, "section": &p.Gold.Section, "date": &p.Gold.Date}[field]
			if at == nil {
				return "", fmt.Errorf("absent: no field %q", field)
			}
			*at = ""
			return "", nil
		},
		"site":    func(s string) string { p.Gold.Site = s; return "" },
		"charset": func(s string) string { p.Charset = s; return s },
		"first":   func(n int, ts []Text) []Text { return ts[:min(n, len(ts))] },
		"joined":  func(ss []string) string { return strings.Join(ss, "، ") },
		"odd":     func(n int) bool { return n%2 == 1 },
		"add":     func(a, b int) int { return a + b },
	}
}

// linked is a paragraph that names something the site has a page about: words four to six are a link.
func linked(s string) string {
	ws := strings.Split(s, " ")
	if len(ws) < 9 {
		return html.EscapeString(s)
	}
	run := func(ws []string) string { return html.EscapeString(strings.Join(ws, " ")) }
	return run(ws[:3]) + ` <a href="/about">` + run(ws[3:6]) + "</a> " + run(ws[6:])
}

var weekdays = strings.Fields("الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت")

var monthNames = map[string][]string{
	"gulf":    strings.Fields("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
	"maghreb": strings.Fields("يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"),
	"levant": {
		"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
		"تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
	},
}

// written is a day as newspapers print it; "dual" has both names of the month.
func written(d time.Time, months string) string {
	m := int(d.Month()) - 1
	name := ""
	if months == "dual" {
		name = monthNames["levant"][m] + " / " + monthNames["gulf"][m]
	} else {
		name = monthNames[months][m]
	}
	return fmt.Sprintf("%s %d %s %d", weekdays[d.Weekday()], d.Day(), name, d.Year())
}
