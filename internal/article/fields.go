// A long flat list: the fields that a page shows its readers, each by its own evidence.

package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/isnad/isnad"
	"golang.org/x/net/html/atom"
)

// How many elements before the headline a field may stand: farther up is what day
// it is today. A day with a time is told of the report. Behind the text stand the
// agencies' signatures.
const (
	near       = 10
	timeAbove  = 40
	nearBehind = 80
	most       = 2000 // between headline and text: a page made to harm has more
)

// fields reads day, writer and section off the page where its head does not tell
// them: from the short texts round the headline and behind the last paragraph.
func (p *page) fields(h *head, a *isnad.Article) {
	z := zone{page: p, h: h, a: a}
	z.bounds()
	if a.Date == "" {
		if a.Date = z.day(); a.Date != "" {
			a.Basis = "text"
		} else if a.Date = z.front(); a.Date != "" {
			a.Basis = "text"
		}
	}
	if a.Byline == "" {
		a.Byline = z.writer()
	}
	if a.Section == "" {
		a.Section = z.section()
	}
	if a.Section == "" {
		a.Section = h.topic(z.lb)
	}
	if a.Date == "" || a.Byline == "" || a.Section == "" {
		z.toldToScripts()
	}
	if a.Date == "" {
		if a.Date = h.changed(z.lb); a.Date != "" {
			a.Basis = "meta"
		}
	}
	if a.Section == "" {
		a.Section = z.current()
	}
}

// toldToScripts takes what nobody but scripts is told.
func (z *zone) toldToScripts() {
	t := z.toldBy(z.h, z.a.Title)
	if z.a.Date == "" && t.day != "" {
		z.a.Date, z.a.Basis = t.day, "meta"
	}
	if z.a.Byline == "" && !z.ofSite(t.writer) {
		z.a.Byline = t.writer
	}
	if z.a.Section == "" && !z.ofSite(t.section) {
		z.a.Section = t.section
	}
}

// here are the names that systems give to the item of a menu that the reader is in.
var here = []string{"current-menu", "current_page", " active ", " current ", " selected ", "is-active", "menu-active", "-active "}

// current is the section that the menu over the headline shows as the reader's, if one is.
func (z *zone) current() (name string) {
	for i := int32(1); i < min(z.title, most); i++ {
		n := &z.nodes[i]
		if n.tag != atom.Li && n.tag != atom.A || z.w.tick(1) || z.st[i].chars > 30 || z.st[i].chars == 0 || z.st[i].links != z.st[i].chars {
			continue
		}
		if !anyWord(n.hint+" ", here) && z.attr(i, "aria-current") == "" {
			continue
		}
		s := z.inner(i)
		if reason, how := z.lb.find(z.lb.key(s)); how == alone && reason != "" || z.ofSite(s) || same(z.lb.key(s), z.lb.key(name)) || !strings.ContainsFunc(s, arabic) {
			continue
		}
		if name != "" || len(strings.Fields(s)) > 4 {
			return ""
		}
		name = s
	}
	if !z.lb.topic(name) {
		return ""
	}
	return name
}

// topic tells whether a text is the name of a section.
func (lb *Labels) topic(s string) bool { return lb.topics[joined(wordsOf(lb.key(s)))] }

// A zone is the part of a page where an article tells of itself.
type zone struct {
	*page
	h           *head
	a           *isnad.Article
	title       int32 // element of the headline, 0 unknown
	first, last int32 // elements of the first and last paragraph that is kept
}

func (z *zone) bounds() {
	d, paragraphs := 0, 0
	for _, l := range z.places {
		for d < len(z.a.Dropped) && z.a.Dropped[d].End <= l.at {
			d++
		}
		if l.put || d < len(z.a.Dropped) && z.a.Dropped[d].Start <= l.at || l.chars < 60 {
			continue
		}
		if paragraphs++; paragraphs <= 2 { // the lede may stand over day and writer
			z.first = l.block
		}
		z.last = max(z.last, l.block)
	}
	if z.first == 0 && len(z.roots) > 0 {
		z.first, z.last = z.roots[0], z.roots[0]
	}
	if z.inOne() {
		return
	}
	if z.title = z.headline(z.a.Title, z.first); z.title == 0 && z.h.titleAt < z.first {
		z.title = z.h.titleAt
	}
	if z.title == 0 {
		z.title = z.first
	}
}

// inOne sets the bounds where one element holds headline and text, and lines end in br: there texts stand for paragraphs.
func (z *zone) inOne() bool {
	title := z.headline(z.a.Title, int32(len(z.nodes)))
	if title <= z.first || z.first == 0 || z.fuel <= 0 || !z.below(title, z.first) {
		return false
	}
	first, last := int32(0), int32(0)
	for i := title + 1; i < int32(len(z.nodes)) && z.fuel > 0 && z.below(i, z.first) && !z.w.tick(1); i++ {
		if n := &z.nodes[i]; n.name == "" && solid(n.text) >= 60 && !z.below(i, title) {
			if last = i; first == 0 {
				first = i
			}
		}
	}
	if first == 0 {
		return false
	}
	z.title, z.first, z.last = title, first, max(z.last, last)
	return true
}

// texts calls f for the short texts of the zone, first those between headline and
// text, then those above, going up, then those behind, until it returns false.
func (z *zone) texts(f func(i int32) bool) {
	visit := func(i int32) bool {
		n := &z.nodes[i]
		if n.name != "" || len(n.text) > 400 || z.w.tick(1) || z.buried(i) || strings.TrimSpace(n.text) == "" {
			return !z.w.late
		}
		return !z.w.tick(50) && f(i)
	}
	for i := z.title + 1; i < min(z.first, z.title+most); i++ {
		if !visit(i) {
			return
		}
	}
	for i := z.title - 1; i > 0 && i >= z.title-timeAbove; i-- {
		if !visit(i) {
			return
		}
	}
	for i := z.last + 1; i < int32(len(z.nodes)) && i <= z.last+nearBehind; i++ {
		if !visit(i) {
			return
		}
	}
}

// buried tells whether a text is not shown, or stands in a part of comments or teasers.
func (z *zone) buried(i int32) bool {
	for up := z.nodes[i].parent; up != 0; up = z.nodes[up].parent {
		if n := &z.nodes[up]; n.skip || n.hidden {
			return true
		}
	}
	return z.chatter(z.nodes[i].parent)
}

// day reads the day of publication. A day without a year does not count.
func (z *zone) day() (day string) {
	z.texts(func(i int32) bool {
		text := z.row(i)
		key := z.lb.key(text)
		if len(wordsOf(key)) > 9 {
			key = z.lb.key(z.nodes[i].text)
		}
		if len(wordsOf(key)) > 9 { // "presented by: name — sent on day"
			for _, part := range strings.FieldsFunc(z.nodes[i].text, func(r rune) bool { return strings.ContainsRune("|•·–—", r) }) {
				if k := z.lb.key(part); len(wordsOf(k)) <= 9 && z.lb.dayIn(k) != "" {
					key = k
					break
				}
			}
		}
		if len(wordsOf(key)) > 9 && len(wordsOf(key)) <= 20 && z.hinted(i) {
			key = upToYear(key)
		}
		if b := z.holder(z.nodes[i].parent); b != 0 && z.lb.dayIn(key) == "" && z.st[z.nodes[b].parent].chars <= 40 { // day, month and year in a block each
			key = z.lb.key(z.inner(z.nodes[b].parent))
		}
		if d := z.titled(i); d != "" && z.lb.dayIn(key) == "" && (i >= z.title-near && i < z.first) {
			day = d
			return false
		}
		if d := shortDay(key); d != "" && z.lb.dayIn(key) == "" && i >= z.title-near && i < z.first {
			day = d
			return false
		}
		switch d := z.lb.dayIn(key); {
		case d == "" || len(wordsOf(key)) > 9:
		case i < z.title-near && !strings.Contains(text, ":"):
		case i > z.last && z.links(i):
		default:
			day = d
		}
		return day == ""
	})
	return day
}

// hinted tells whether a text stands in an element that systems give the day of publication.
func (z *zone) hinted(i int32) bool {
	for up, level := z.nodes[i].parent, 0; up != 0 && level < 3 && z.st[up].chars <= 400; up, level = z.nodes[up].parent, level+1 {
		if n := &z.nodes[up]; anyWord(n.hint, []string{"meta", "date", "publish", "posted", "submitted", "byline"}) {
			return true
		}
	}
	return false
}

var aYear = regexp.MustCompile(`(?:^|[^0-9])(?:19|20|13|14)[0-9]{2}(?:[^0-9]|$)`)

// upToYear is what a row says up to its first year, of that the last words.
func upToYear(key string) string {
	at := aYear.FindStringIndex(key)
	if at == nil {
		return key
	}
	ws := strings.Fields(key[:at[1]])
	return strings.Join(ws[max(0, len(ws)-8):], " ")
}

// front is the day in the dateline that the first paragraph begins with: "place, day (agency) - ".
func (z *zone) front() string {
	text := strings.TrimSpace(body(z.a))
	line, _, _ := strings.Cut(text[:min(len(text), maxLabel)], "\n")
	ws := strings.Fields(line)
	for n := min(len(ws), 12); n > 1; n-- { // the last sign among the first words
		if head := strings.Join(ws[:n], " "); strings.ContainsAny(head[len(head)-1:], "-:/)") || strings.HasSuffix(head, "–") || strings.HasSuffix(head, "—") {
			return z.lb.dayIn(z.lb.key(strings.ToValidUTF8(head, "")))
		}
	}
	return ""
}

// titled is the day in an attribute of an element round a text: "two days ago", of which the title tells the day.
func (z *zone) titled(i int32) string {
	for up, level := z.nodes[i].parent, 0; up != 0 && level < 2 && z.st[up].chars <= 60; up, level = z.nodes[up].parent, level+1 {
		for _, a := range z.nodes[up].attr {
			if a.Key != "title" && a.Key != "content" && !strings.HasPrefix(a.Key, "data-") || len(a.Val) > 64 {
				continue
			}
			if d := z.lb.cleanDay(a.Val); d != "" {
				return d
			}
			if d := epoch(a.Val); d != "" && a.Key != "title" {
				return d
			}
			if k := z.lb.key(a.Val); a.Key == "title" && len(wordsOf(k)) <= 9 && z.lb.dayIn(k) != "" {
				return z.lb.dayIn(k)
			}
		}
	}
	return ""
}

// row is the text of the block round a text, when it is short; else the text itself.
func (z *zone) row(i int32) string {
	if b := z.holder(z.nodes[i].parent); b != 0 && z.st[b].chars <= 90 && !z.holdsText(b) {
		return z.inner(b)
	}
	return z.nodes[i].text
}

// links tells whether a text stands in a link.
func (z *zone) links(i int32) bool { return z.link(i) != 0 }

func (z *zone) link(i int32) int32 {
	for up, level := z.nodes[i].parent, 0; up != 0 && level < 4 && !block[z.nodes[up].tag]; up, level = z.nodes[up].parent, level+1 {
		if z.nodes[up].tag == atom.A {
			return up
		}
	}
	return 0
}

// Words in class names, ids and paths that content systems give to the writer and
// to the section, in English and in Arabic and Persian written in Latin letters.
var (
	writerWords  = []string{"author", "byline", " by ", "writer", "reporter", "journalist", "columnist", "redact", "auteur", "katib", "kateb", "katep", "moharrer", "mohrer", "mo7arer", "murasel", "morasel", "nevisande", "khabarnegar", "vcard", "submitted", "created-by", "createdby", "username", "user-name", "blogger", "contributor", "mudawin", "mudawwin"}
	writerPaths  = []string{"/author", "/writer", "/user", "/profile", "/auteur", "/journalist", "/reporter", "/kuttab", "/kottab", "/katib", "/columnist", "author=", "writer=", "authorid", "writerid", "/blogger", "/member", "member.php", "/@", "/contributor", "/people/", "/staff/", "/katep", "/nevisande"}
	sectionWords = []string{"category", "categor", "section", "qism", "qesm", "kism", "tasnif", "tasneef", "tabwib", "rubri", "topic", "channel", "post-cat", "posted-in", "posted_in", "filed-under", "cat-", "-cat", "_cat", "cat_", " cat ", "dasteh", "daste", "sarvis", "service", "goroh", "news-group", "crumb", "itemlistelement", "path", "trail", "masar", " sec ", "sec-", "-sec ", " rub ", " arbo "}
	sectionPaths = []string{"/category", "/section", "/cat/", "/categories", "/rubrique", "/topic", "/c/", "cat=", "catid", "section=", "/taxonomy", "/service/"}
)

// called tells whether an element near a text has one of the words in its name.
func (z *zone) called(i int32, words []string) bool {
	for up, level := z.nodes[i].parent, 0; up != 0 && level < 4 && z.st[up].chars <= 120; up, level = z.nodes[up].parent, level+1 {
		if n := &z.nodes[up]; n.hint != "" && anyWord(n.hint+" ", words) {
			return true
		}
	}
	return false
}

func (z *zone) leads(i int32, rel string, paths []string) bool {
	a := z.link(i)
	return a != 0 && (strings.Contains(z.attr(a, "rel"), rel) || anyWord(strings.ToLower(z.attr(a, "href")), paths))
}

// writer weighs the names that stand in the zone; the first of the best wins. A
// label before the name or a name of its element is proof; a name in the row of the
// day alone is enough where nothing better stands.
func (z *zone) writer() string {
	best, name := 0, ""
	take := func(v int, s string) {
		if v > best && !same(z.lb.key(s), z.lb.key(z.a.Outlet)) && !same(z.lb.key(s), z.lb.key(z.a.Section)) && !z.h.isSite(z.lb, s) {
			best, name = v, s
		}
	}
	z.texts(func(i int32) bool {
		text := strings.TrimSpace(z.nodes[i].text)
		row := z.row(i)
		if n := z.lb.writer(row); n != "" {
			take(5, n)
			return best < 6
		}
		if n := z.lb.writer(text); n != "" {
			take(5, n)
			return best < 6
		}
		for _, s := range []string{row, text} {
			if n := z.lb.credited(s); n != "" && (i > z.title && i < z.first || z.lb.person(n)) && i <= z.last+near {
				take(5, n)
				return best < 6
			}
		}
		if n := z.lb.bareName(text); n != text && i > z.title && i < z.first {
			take(4, n)
			return best < 6
		}
		n, beside := "", false
		for _, part := range nameParts(text) { // "site - name"
			if z.ofSite(part) {
				beside = true
			} else if x := z.lb.nameIn(part); titles(text, part) && !z.lb.person(x) {
				continue
			} else if n == "" || !z.lb.person(n) && z.lb.person(x) {
				n = x
			}
		}
		if n == "" || strings.HasSuffix(text, ":") {
			return true
		}
		labelled := z.after(i)
		tag := z.link(i)
		switch {
		case labelled == "writer", z.lb.officeAfter(row, n):
			take(5, n)
		case labelled != "" || z.leads(i, "tag", sectionPaths) && !z.leads(i, "author", writerPaths):
		case z.leads(i, "author", writerPaths), len(n) == len(text) && z.lb.likely(n) && z.h.beside(z.lb, n):
			take(6, n)
		case i > z.last && z.called(i, sectionWords):
		case z.called(i, writerWords), beside && z.lb.person(n):
			take(4, n)
		case i > z.last || z.called(i, sectionWords) || tag != 0 && z.many(i):
		case (z.beside(i) || z.fills(i) || z.linksAlone(i)) && z.lb.person(n):
			take(3, n)
		case z.lb.likely(n) && len(n) == len(text) && z.bioBehind(i):
			take(4, n)
		case z.lb.person(n) && len(n) == len(text) && i > z.title && i < z.first && tag == 0 && z.st[z.nodes[i].parent].chars == z.st[i].chars:
			take(3, n)
		case (z.beside(i) || z.fills(i) || i > z.title && i < z.first && tag == 0 && len(n) == len(text)) && z.lb.likely(n):
			take(2, n)
		}
		return best < 6
	})
	return z.lb.bareName(name)
}

// ofSite tells whether a text is the name of the site or a word of it.
func (z *zone) ofSite(text string) bool { return z.lb.partOf(text, z.site) || z.h.isSite(z.lb, text) }

// partOf tells whether all words of a text are words of a name.
func (lb *Labels) partOf(text, name string) bool {
	ws := wordsOf(lb.key(text))
	for _, w := range ws {
		if !strings.Contains(" "+joined(wordsOf(lb.key(name)))+" ", " "+w.text+" ") {
			return false
		}
	}
	return len(ws) > 0 && name != ""
}

// fills tells whether a text stands alone in its block between headline and text.
func (z *zone) fills(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return i > z.title && i < z.first && z.st[b].chars == z.st[i].chars && z.link(i) == 0
}

// bioBehind tells whether the element behind that of a name begins with what writers are: "a writer from ...".
func (z *zone) bioBehind(i int32) bool {
	up := z.nodes[i].parent
	for level := 0; level < 3 && z.following(up) == 0 && z.st[up].chars == z.st[i].chars; level++ {
		up = z.nodes[up].parent
	}
	next := z.following(up)
	if next == 0 || z.st[up].chars != z.st[i].chars || z.st[next].chars > 400 {
		return false
	}
	ws := wordsOf(z.lb.key(z.inner(next)))
	return len(ws) > 1 && (z.lb.reasons[ws[0].text] == "writer" || z.lb.reasons["ال"+ws[0].text] == "writer")
}

// linksAlone tells whether a link is all of its block between headline and text.
func (z *zone) linksAlone(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return i > z.title && i < z.first && z.st[b].chars == z.st[i].chars
}

// after is the reason of the label that ends right before a text: "by", "section:".
func (z *zone) after(i int32) string {
	for k := i - 1; k > 0 && k > i-8; k-- {
		n := &z.nodes[k]
		if n.name != "" || strings.TrimSpace(n.text) == "" {
			continue
		}
		ws := strings.Fields(n.text[max(0, len(n.text)-64):])
		if len(ws) == 0 {
			return ""
		}
		if end := ws[len(ws)-1]; len(ws) > 3 && !strings.HasSuffix(end, ":") {
			return ""
		}
		for n := min(3, len(ws)); n > 0; n-- {
			if reason, how := z.lb.find(z.lb.key(strings.Join(ws[len(ws)-n:], " "))); how == alone {
				return reason
			}
		}
		return ""
	}
	return ""
}

// many tells whether the text stands in a list of links: a menu.
func (z *zone) many(i int32) bool {
	for up := z.nodes[i].parent; up != 0 && z.st[up].chars <= 200; up = z.nodes[up].parent {
		links := 0
		for c := z.nodes[up].first; c != 0 && links < 2; c = z.nodes[c].next {
			if z.st[c].links > 0 && z.st[c].links == z.st[c].chars {
				links++
			}
		}
		if links >= 2 {
			return true
		}
	}
	return false
}

// beside tells whether a text stands in the row of the day: elements of a few
// words of which one is a full day or a time ago.
func (z *zone) beside(i int32) bool {
	for up, level := z.nodes[i].parent, 0; up != 0 && level < 3; up, level = z.nodes[up].parent, level+1 {
		if z.st[up].chars > 110 {
			return false
		}
		if z.lb.dayIn(z.lb.key(z.inner(up))) != "" {
			return true
		}
		if next := z.following(up); next != 0 && !block[z.nodes[up].tag] && z.st[next].chars <= 40 && z.lb.dayIn(z.lb.key(z.inner(next))) != "" {
			return true // name and day in one row of a cell that holds the text too
		}
	}
	return false
}

// following is the next element behind one, over blanks; 0 when a text comes first.
func (z *zone) following(i int32) int32 {
	for c := z.nodes[i].next; c != 0; c = z.nodes[c].next {
		if z.nodes[c].name != "" {
			return c
		}
		if strings.TrimSpace(z.nodes[c].text) != "" {
			return 0
		}
	}
	return 0
}

// nameIn is the person's name that a short text is, or the part of it that is
// one: two to four words of letters, none of them a word of labels.
func (lb *Labels) nameIn(text string) string {
	if strings.HasSuffix(strings.TrimSpace(text), ":") {
		return "" // a label
	}
	for _, part := range nameParts(text) {
		if k := strings.IndexFunc(part, unicode.IsDigit); k > 0 {
			part = part[:k] // the day may be stuck to the name
		}
		part = strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '.' })
		part = lb.bareName(part)
		ws := strings.Fields(part)
		if len(ws) < 2 || len(ws) > 4 || len(part) > 80 || strings.ContainsFunc(part, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && r != '\u200c' && r != '.'
		}) {
			continue
		}
		switch ws[len(ws)-1] {
		case "الساعة", "في", "من", "على", "عن", "در", "از", "به", "و":
			continue // goes on with when, where or how many
		}
		if lb.town(part) {
			continue
		}
		if lb.person(part) {
			return part
		}
		if titles(text, part) || lb.topic(part) {
			continue
		}
		if len(ws) == 2 && len(ws[1]) > 8 && strings.HasPrefix(ws[1], "و") {
			continue // "media and press"
		}
		if times := 0; !lb.given[lb.key(ws[0])] {
			for _, w := range ws {
				if lb.time[lb.key(w)] {
					times++
				}
			}
			if times*2 >= len(ws) {
				continue
			}
		}
		if lb.credit("makes", ws[0]) || slices.ContainsFunc(ws, func(w string) bool { return aboutWords[w] }) || slices.Contains(ws, "هذا") || slices.Contains(ws, "هذه") {
			continue
		}
		if reason, _ := lb.find(lb.key(part)); reason != "" || lb.share(lb.key(part)) >= .5 || lb.anyLabelled(part) {
			continue
		}
		return part
	}
	return ""
}

// drawn are the dashes that newspapers draw with the stroke between letters.
var drawn = strings.NewReplacer(" \u0640 ", " - ", " \u0640\u0640 ", " - ", " \u0640\u0640\u0640 ", " - ")

// titles tells whether a part of a text is what stands before a colon: "number of the report: 12".
func titles(text, part string) bool {
	_, rest, ok := strings.Cut(text, strings.TrimSpace(part))
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " \u00a0"), ":")
}

// nameParts cuts a text where a name may begin or end.
func nameParts(text string) []string {
	text = drawn.Replace(text)
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|•·–—-/:،,()", r) })
}

// anyLabelled tells whether a word of a supposed name is a label by itself.
func (lb *Labels) anyLabelled(s string) bool {
	for _, w := range wordsOf(lb.key(s)) {
		if lb.reasons[w.text] != "" || lb.reasons["ال"+w.text] != "" || lb.words[w.text] && bare(w.text) != w.text {
			return true
		}
	}
	return false
}

// section weighs the short texts of the zone as a name of the section.
func (z *zone) section() string {
	best, name := 0, ""
	z.texts(func(i int32) bool {
		text := strings.TrimFunc(strings.TrimSpace(z.nodes[i].text), func(r rune) bool { return strings.ContainsRune(separators+"#|-–:[]", r) || isBlank(r) })
		path := false
		if parts := slices.DeleteFunc(crumbs(text), z.ofSite); len(parts) > 0 && strings.ContainsAny(text, separators) && i < z.first { // the path of sections in one text
			text = parts[len(parts)-1]
			if k := slices.IndexFunc(parts, z.lb.topic); k >= 0 && !z.lb.topic(text) {
				text = parts[k]
			}
			path = len(parts) <= 4 && i < z.title && !strings.ContainsFunc(z.nodes[i].text, unicode.IsDigit)
		}
		named := false
		if label, rest, ok := strings.Cut(text, ":"); ok {
			if reason, how := z.lb.find(z.lb.key(label)); reason == "section" && how == alone || z.lb.topic(rest) && len(strings.Fields(label)) <= 3 {
				text, named = strings.Trim(rest, " :"), true
			}
		} else if len(text) > 3 && strings.EqualFold(text[:3], "in ") && !latin(strings.TrimSpace(text[3:])) {
			text, named = strings.TrimSpace(text[3:]), true
		}
		if t := z.homePath(z.nodes[i].text); t != "" && i < z.first {
			text, named = t, true
		}
		if k := strings.IndexByte(text, ' '); k > 0 && z.lb.topic(text[k:]) {
			if reason, how := z.lb.find(z.lb.key(text[:k])); reason == "section" && how == alone || slices.Contains(within, text[:k]) {
				text, named = strings.TrimSpace(text[k:]), true
			}
		}
		if t := z.besideDay(text); t != "" && i >= z.title-2*near && i < z.first {
			if best < 3 {
				best, name = 3, t
			}
			return true
		}
		key := z.lb.key(text)
		ws := len(strings.Fields(text))
		if ws == 0 || ws > 4 || len(text) > 60 || strings.ContainsFunc(text, unicode.IsDigit) || same(key, z.lb.key(z.a.Title)) || same(key, z.lb.key(z.a.Byline)) || same(key, z.lb.key(z.a.Outlet)) || z.h.isSite(z.lb, text) {
			return true
		}
		labelled := z.after(i)
		if reason, how := z.lb.find(key); how == alone && reason != "" && reason != "section" {
			return true
		} else if reason == "section" {
			return true
		}
		v := 0
		switch {
		case named, labelled == "section", labelled == "date" && i > z.last && z.links(i) && z.lb.topic(text):
			v = 5
		case labelled != "" && labelled != "breadcrumb" && labelled != "date" || z.leads(i, "author", writerPaths) || z.called(i, writerWords):
		case z.leads(i, "category", sectionPaths):
			v = 4
		case z.called(i, sectionWords) && i < z.first:
			v = 4
		case i > z.last && z.called(i, sectionWords) && z.links(i):
			v = 3
		case i > z.first:
		case z.linksAlone(i) && z.lb.person(text):
		case z.links(i) && (z.lb.topic(text) || i < z.title && z.rightOver(i)) && !z.many(i) && !z.within(i) && z.nearTitle(i) && !z.root(i) && z.lb.voice(key, "", true).spoken == 0:
			v = 2
		case z.links(i) || z.lb.person(text) || z.ofSite(text):
		case z.lb.topic(text) && i >= z.title-2*near && z.st[z.nodes[i].parent].chars == z.st[i].chars && z.nodes[z.nodes[i].parent].tag != atom.Li:
			v = 3
		case ws <= 3 && z.overTitle(i) && z.lb.notice(key, "", false) < headingIs:
			v = 2
		case path:
			v = 2
		case ws <= 3 && z.kicker(i) && !strings.Contains(text, ":") && z.lb.notice(key, "", false) < headingIs:
			v = 3
		case i < z.title && i >= z.title-near && ws <= 3 && z.solo(i) && z.rightOver(i) && !strings.Contains(text, ":") && z.lb.notice(key, "", false) < headingIs:
			v = 1 // a word right over the headline
		}
		if v > best {
			best, name = v, text
		}
		return best < 5
	})
	return name
}

// within are the words that say what a text belongs to: "in", "under".
var within = []string{"في", "ضمن", "تحت", "من", "در"}

// homePath is the last part of a path in one text that begins at the front page and is not the headline.
func (z *zone) homePath(text string) string {
	parts := strings.FieldsFunc(pathMarks.Replace(text), func(r rune) bool { return strings.ContainsRune(separators, r) })
	if len(parts) < 2 || len(parts) > 5 {
		return ""
	}
	if reason, how := z.lb.find(z.lb.key(parts[0])); reason != "breadcrumb" || how != alone {
		return ""
	}
	for k := len(parts) - 1; k > 0; k-- {
		if s := strings.Trim(parts[k], " \u00a0.:"); s != "" && !z.lb.ofTitle(s, z.a.Title) {
			return s
		}
	}
	return ""
}

var pathMarks = strings.NewReplacer(" - ", " / ", " – ", " / ", "::", "/", "->", "/", "=>", "/", "<", "/")

// besideDay is the name of a section in a row that tells the day too and little else: "politics - 5 March 2019".
func (z *zone) besideDay(row string) (topic string) {
	if len(row) > 160 || z.lb.dayIn(z.lb.key(row)) == "" {
		return ""
	}
	for _, part := range nameParts(row) {
		if part = strings.TrimFunc(part, isBlank); z.lb.topic(part) {
			if topic != "" {
				return ""
			}
			topic = part
		}
	}
	return topic
}

// overTitle tells whether a text is a smaller heading right over the headline.
func (z *zone) overTitle(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return b != 0 && i < z.title && isHeading(z.nodes[b].tag) && z.st[b].chars == z.st[i].chars &&
		isHeading(z.nodes[z.title].tag) && z.nodes[b].tag > z.nodes[z.title].tag && z.following(b) == z.title
}

// solo tells whether a text is all of its block, which is neither a heading nor one of a list.
func (z *zone) solo(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return b != 0 && z.st[b].chars == z.st[i].chars && z.nodes[b].tag != atom.Li && !isHeading(z.nodes[b].tag)
}

// rightOver tells whether nothing that is read stands between the block of a text and the headline.
func (z *zone) rightOver(i int32) bool {
	for k := i + 1; k < z.title; k++ {
		if n := &z.nodes[k]; n.name == "" && strings.TrimSpace(n.text) != "" {
			return false
		}
	}
	return true
}

// kicker tells whether a text is all of the block right before the headline, in the element of which they are parts.
func (z *zone) kicker(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return i < z.title && z.solo(i) && z.following(b) != 0 && z.around(z.following(b), z.title)
}

// around tells whether an element is another or holds it.
func (z *zone) around(outer, inner int32) bool {
	for level := 0; inner != 0 && level < 4; inner, level = z.nodes[inner].parent, level+1 {
		if inner == outer {
			return true
		}
	}
	return false
}

// within tells whether a text is a few words of running text.
func (z *zone) within(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	s := &z.st[b]
	return b != 0 && (s.chars > 90 || s.ends > 0 && s.chars > 40 && s.links*2 < s.chars) && !z.holdsText(b)
}

func (z *zone) nearTitle(i int32) bool { return i > z.title-2*near }

// root tells whether a text links to the front page or a place of this one.
func (z *zone) root(i int32) bool {
	return toFront(z.attr(z.link(i), "href"))
}
