// A long flat list: the fields that a page shows its readers, each by its own evidence.

package article

import (
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
		} else if a.Date = h.changed(z.lb); a.Date != "" {
			a.Basis = "meta"
		}
	}
	if a.Byline == "" {
		a.Byline = z.writer()
	}
	if a.Section == "" {
		a.Section = z.section()
	}
}

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
	if z.title = z.headline(z.a.Title, z.first); z.title == 0 && z.h.titleAt < z.first {
		z.title = z.h.titleAt
	}
	if z.title == 0 {
		z.title = z.first
	}
}

// texts calls f for the short texts of the zone, first those between headline and
// text, then those above, going up, then those behind, until it returns false.
func (z *zone) texts(f func(i int32) bool) {
	visit := func(i int32) bool {
		n := &z.nodes[i]
		if n.name != "" || len(n.text) > 400 || z.w.tick(1) || z.buried(i) || strings.TrimSpace(n.text) == "" {
			return !z.w.late
		}
		return f(i)
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
		if b := z.holder(z.nodes[i].parent); b != 0 && z.lb.dayIn(key) == "" && z.st[z.nodes[b].parent].chars <= 40 { // day, month and year in a block each
			key = z.lb.key(z.inner(z.nodes[b].parent))
		}
		if d := z.titled(i); d != "" && z.lb.dayIn(key) == "" && (i >= z.title-near && i < z.first) {
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
	sectionWords = []string{"category", "categor", "section", "qism", "qesm", "kism", "tasnif", "tasneef", "tabwib", "rubri", "topic", "channel", "post-cat", "cat-", "-cat", "_cat", "cat_", " cat ", "dasteh", "daste", "sarvis", "service", "goroh", "news-group", "crumb", "itemlistelement", "path", "trail", "masar", " sec ", "sec-", "-sec ", " rub ", " arbo "}
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
		n, beside := "", false
		for _, part := range nameParts(text) { // "site - name"
			if z.ofSite(part) {
				beside = true
			} else if x := z.lb.nameIn(part); n == "" || !z.lb.person(n) && z.lb.person(x) {
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
		case z.leads(i, "author", writerPaths):
			take(6, n)
		case i > z.last && z.called(i, sectionWords):
		case z.called(i, writerWords), beside && z.lb.person(n):
			take(4, n)
		case i > z.last || z.called(i, sectionWords) || tag != 0 && z.many(i):
		case (z.beside(i) || z.fills(i) || z.linksAlone(i)) && z.lb.person(n):
			take(3, n)
		case (z.beside(i) || z.fills(i)) && z.lb.likely(n):
			take(2, n)
		case z.beside(i):
			take(2, n)
		}
		return best < 6
	})
	return name
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
		part = strings.TrimFunc(part, isBlank)
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
		if lb.person(part) {
			return part
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

// nameParts cuts a text where a name may begin or end.
func nameParts(text string) []string {
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
		if parts := crumbs(text); len(parts) > 1 && i < z.first { // the path of sections in one text
			text = parts[len(parts)-1]
			path = len(parts) <= 4 && i < z.title && !strings.ContainsFunc(z.nodes[i].text, unicode.IsDigit)
		}
		named := false
		if label, rest, ok := strings.Cut(text, ":"); ok {
			if reason, how := z.lb.find(z.lb.key(label)); reason == "section" && how == alone {
				text, named = strings.TrimSpace(rest), true
			}
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
		case named, labelled == "section":
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
		case z.links(i) && !z.many(i) && !z.within(i) && z.nearTitle(i) && !z.root(i) && z.lb.voice(key, "", true).spoken == 0:
			v = 2
		case z.links(i) || z.lb.person(text) || z.ofSite(text):
		case path:
			v = 2
		case ws <= 3 && z.kicker(i) && !strings.Contains(text, ":") && z.lb.notice(key, "", false) < headingIs:
			v = 3
		case i < z.title && i >= z.title-near && ws <= 3 && z.solo(i) && !strings.Contains(text, ":") && z.lb.notice(key, "", false) < headingIs:
			v = 1 // a word right over the headline
		}
		if v > best {
			best, name = v, text
		}
		return best < 5
	})
	return name
}

// solo tells whether a text is all of its block, which is neither a heading nor one of a list.
func (z *zone) solo(i int32) bool {
	b := z.holder(z.nodes[i].parent)
	return b != 0 && z.st[b].chars == z.st[i].chars && z.nodes[b].tag != atom.Li && !isHeading(z.nodes[b].tag)
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
