// The evidence of a line and what it decides, together: the marker reads what the line was given here.

package article

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/isnad/isnad"
)

// A line of a text that is not blank.
type line struct {
	isnad.Span        // without the blanks round it
	key        string // folded, lower case
	words      int
	stop       bool    // ends as a sentence does
	cut        bool    // ends in "..." as teasers do
	after      bool    // a blank line follows, or the end
	given      bool    // lies in a part that was dropped before lines were looked at
	drop       string  // reason, "" kept
	place              // in the page, of a text that is from one
	odd        bool    // its block has a name that those of the stream do not have
	stand      int32   // the element that its stream runs in
	style      string  // of the element that its stream runs in
	own        bool    // is the site's own word
	score      float64 // of the scorer of notices, once heard
	heard      bool
}

// prose tells whether the line reads like a paragraph of running text: teasers
// and headlines are short, unpunctuated or cut.
func (l *line) prose() bool { return l.stop && l.words >= 10 || l.words >= 25 && !l.cut }

func (lb *Labels) lines(text string, dropped []isnad.Dropped, w *watch) (ls []line) {
	d := 0
	for at := 0; at < len(text); {
		end := len(text)
		if k := strings.IndexByte(text[at:], '\n'); k >= 0 {
			end = at + k
		}
		if w.tick(4 + (end-at)/16) { // several passes over each
			break
		}
		body := strings.TrimFunc(text[at:end], isBlank)
		if body == "" {
			if len(ls) > 0 {
				ls[len(ls)-1].after = true
			}
			at = end + 1
			continue
		}
		start := at + strings.Index(text[at:end], body)
		l := line{Span: isnad.Span{Start: start, End: start + len(body)}, key: lb.lineKey(body), words: countWords(body)}
		tail := strings.TrimRight(body, " \u00a0\"'”»)]\u200f\u200e")
		l.cut = strings.HasSuffix(tail, "...") || strings.HasSuffix(tail, "…") || strings.HasSuffix(tail, "..")
		mark := strings.TrimRight(tail, "0123456789[]() ") // of a footnote
		last, _ := utf8.DecodeLastRuneInString(mark)
		l.stop = !l.cut && (strings.ContainsRune(".؟?!۔", last) || last == ':' && mark == tail) // 11:30 is an hour
		for d < len(dropped) && dropped[d].End <= l.Start {
			d++
		}
		l.given = d < len(dropped) && dropped[d].Contains(l.Span)
		ls = append(ls, l)
		at = end + 1
	}
	if len(ls) > 0 {
		ls[len(ls)-1].after = true
	}
	return ls
}

// longLine is more than any paragraph of news has, in bytes; of a longer one the
// front is folded, and its length tells it from others.
const longLine = 1 << 16

func (lb *Labels) lineKey(s string) string {
	if len(s) <= longLine {
		return lb.key(s)
	}
	return lb.key(strings.ToValidUTF8(s[:longLine], "")) + " " + strconv.Itoa(len(s))
}

// countWords counts the words of a line, and of a long one those of its front.
func countWords(s string) (n int) {
	in := false
	for _, r := range s[:min(len(s), longLine)] {
		blank := unicode.IsSpace(r)
		if !blank && !in {
			n++
		}
		in = !blank
	}
	return n
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u00a0' || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff'
}

// same tells whether two folded lines have the same letters and digits.
func same(a, b string) bool { return a != "" && letters(a) == letters(b) && letters(a) != "" }

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// A marker goes over the lines of one article and drops those of the page.
type marker struct {
	lb    *Labels
	a     *isnad.Article
	ls    []line
	p     *page           // nil of a text that was scraped by somebody else
	heads map[string]bool // once asked for
	site  string          // its name, folded, once asked for
	usual float64         // by how much the news of this text sounds like notices itself
}

// mark looks at the lines of a.Text and completes a.Dropped, a.Title, a.Section, a.Date.
func (lb *Labels) mark(a *isnad.Article) {
	m := marker{lb: lb, a: a, ls: lb.lines(a.Text, a.Dropped, untimed())}
	m.all()
	s := m.whole()
	m.ownWords(&s)
	m.around(&s)
	if slices.ContainsFunc(m.ls, func(l line) bool { return !l.own && l.drop == "" }) { // where all is aside, nothing is
		for i := range m.ls {
			if l := &m.ls[i]; l.own && l.drop == "" {
				l.drop = "aside"
			}
		}
	}
	m.finish()
}

// markPage is mark for the text of a page, whose container holds more than the article.
func (lb *Labels) markPage(a *isnad.Article, p *page) {
	m := marker{lb: lb, a: a, ls: lb.lines(a.Text, a.Dropped, p.w), p: p}
	if p.w.over() {
		return
	}
	at := 0
	for i := range m.ls {
		for at+1 < len(p.places) && p.places[at+1].at <= m.ls[i].Start {
			at++
		}
		if len(p.places) > 0 {
			m.ls[i].place = p.places[at]
		}
	}
	m.all()
	m.beside()
	m.finish()
}

func (m *marker) all() {
	m.breadcrumb()
	m.titles()
	m.labelled()
	m.copies()
}

func arabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

const separators = "/›»>|«\\•←→"

// crumbs cuts a line at its separators.
func crumbs(s string) (parts []string) {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if p = strings.TrimFunc(p, isBlank); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// breadcrumb looks for the path of sections at the top: its first part is known
// as such a part ("home"), or its last is the title on the next line.
func (m *marker) breadcrumb() {
	for i := 0; i < len(m.ls) && i < 3; i++ {
		l := &m.ls[i]
		if l.given || l.words > 80 {
			continue
		}
		parts := crumbs(l.Of(m.a.Text))
		if len(parts) < 2 || len(parts) > 8 || l.stop && l.words > 12 {
			continue
		}
		short := true
		for _, p := range parts[:len(parts)-1] {
			short = short && len(strings.Fields(p)) <= 5
		}
		reason, how := m.lb.find(m.lb.key(parts[0]))
		home := reason == "breadcrumb" && how == alone
		last := parts[len(parts)-1]
		repeated := i+1 < len(m.ls) && same(m.lb.key(last), m.ls[i+1].key)
		if !short || !home && !repeated {
			continue
		}
		l.drop = "breadcrumb"
		m.section(parts, home, repeated)
		if repeated {
			m.ls[i+1].drop = "title"
			if m.a.Title == "" {
				m.a.Title = last
			}
		}
		return
	}
}

// section takes the last part that is neither home nor the title.
func (m *marker) section(parts []string, home, repeated bool) {
	if m.a.Section != "" {
		return
	}
	if home {
		parts = parts[1:]
	}
	if repeated || len(parts) > 1 && m.a.Title != "" && same(m.lb.key(parts[len(parts)-1]), m.lb.key(m.a.Title)) {
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 0 {
		m.a.Section = parts[len(parts)-1]
	}
}

// titles drops lines that repeat a title known otherwise, and takes a first line
// that looks like one for the title. Such a line is kept: it is read once.
func (m *marker) titles() {
	first := -1
	for i := range m.ls {
		if m.ls[i].drop == "" && !m.ls[i].given {
			first = i
			break
		}
	}
	if first >= 0 && m.dateline(&m.ls[first]) {
		first++
	}
	if m.a.Title == "" && first >= 0 && first+1 < len(m.ls) {
		l, next := &m.ls[first], &m.ls[first+1]
		if !l.stop && !l.cut && l.words >= 2 && l.words <= 20 && ((l.after || next.words > l.words) && next.words >= 5 || m.p != nil && l.words >= 4) {
			if reason, _ := m.lb.find(l.key); reason == "" {
				m.a.Title = l.Of(m.a.Text)
				m.repeats(first + 1)
				return
			}
		}
	}
	m.repeats(0)
}

// dateline tells whether the first line says who reports from where ("name –
// city") or where and when (place, day, agency). It is part of the text and is
// kept: later stages read it. Its day counts only when it is written with a year.
func (m *marker) dateline(l *line) bool {
	if l.stop || l.words > 16 {
		return false
	}
	body := l.Of(m.a.Text)
	if l.words <= 7 {
		for _, dash := range []string{" – ", " - ", " — ", " ـ ", " ــ "} {
			if who, where, ok := strings.Cut(body, dash); ok && !strings.ContainsFunc(body, unicode.IsDigit) && len(strings.Fields(who)) <= 4 && len(strings.Fields(where)) <= 3 {
				if site := m.name(); m.lb.partOf(who, site) {
					body = where
				} else if m.lb.partOf(where, site) {
					body = who
				}
				if m.overTitle(l) {
					return false
				}
				if m.a.Byline == "" && !m.lb.town(body) {
					m.a.Byline = body
				}
				return true
			}
		}
	}
	return len(wordsOf(l.key)) <= 9 && m.day(l.key)
}

// overTitle tells whether a line stands over the headline, where the site tells of itself.
func (m *marker) overTitle(l *line) bool {
	return m.p != nil && l.block != 0 && m.p.headline(m.a.Title, int32(len(m.p.nodes))) > l.block
}

// name is that of the site, as far as it is known.
func (m *marker) name() string {
	if m.p != nil {
		return m.p.site
	}
	return m.a.Outlet
}

func (m *marker) repeats(from int) {
	title := m.lb.key(m.a.Title)
	for i := from; i < len(m.ls) && i < from+8 && title != ""; i++ {
		if l := &m.ls[i]; l.drop == "" && !l.given && same(l.key, title) && len(m.ls) > 1 {
			l.drop = "title"
		}
	}
}

// labelled drops the lines that begin with a label, and what follows a label
// that stands over a box.
func (m *marker) labelled() {
	seen, total := 0, 0
	for i := range m.ls {
		total += len(m.ls[i].key)
	}
	for i := 0; i < len(m.ls); i++ {
		l := &m.ls[i]
		seen += len(l.key)
		if l.drop != "" || l.given {
			continue
		}
		if m.p != nil && m.p.w.tick(10+len(l.key)/64) {
			return
		}
		reason, how := m.lb.find(l.key)
		if how == none || reason == "breadcrumb" {
			m.signs(i)
			continue
		}
		switch {
		case reason == "writer" && how != alone && m.lb.writer(l.Of(m.a.Text)) == "": // "report: ..." begins a sentence too
		case reason == "comment" && how == alone && seen*5 >= total*3:
			m.rest(i, reason) // comments are prose, so only their place tells them apart
		case how == alone || how == colon && strings.Trim(l.key[len(l.key)-1:], ": ") == "":
			l.drop = dropReason(reason)
			m.box(i, reason)
		case how == colon && l.words <= 60 && (reason == "tags" || l.words <= 30):
			l.drop = dropReason(reason)
		case how == front && (i > 0 || reason == "promo" && m.a.Title != "") && l.words <= 25 && (!l.stop || (reason == "promo" || reason == "copyright" || reason == "comment") && !m.tells(l)):
			l.drop = dropReason(reason)
		}
		if reason == "date" && l.drop != "" {
			m.day(l.key)
		}
		if reason == "writer" && l.drop != "" && m.a.Byline == "" {
			m.a.Byline = m.lb.writer(l.Of(m.a.Text))
		}
	}
}

// tells tells whether a sentence that begins as a promotion does may tell of somebody
// else: ḥammala t-taṭbīqa "he loaded the app" is written as "load the app" is.
func (m *marker) tells(l *line) bool {
	k, _ := m.lb.kindOf(wordsOf(l.key)[0].text)
	return k&ofMayCall != 0 && m.voice(l).spoken == 0
}

// dropReason is the reason that the record shows: a line with the day of
// publication or the writer is part of what Dropped calls the byline, the section
// of the path.
func dropReason(label string) string {
	switch label {
	case "date", "writer":
		return "byline"
	case "section":
		return "breadcrumb"
	}
	return label
}

// box drops what stands under a label: teasers under "read also", words under
// "tags". It ends at the first line of running text.
func (m *marker) box(i int, reason string) {
	for k := i + 1; k < len(m.ls); k++ {
		l := &m.ls[k]
		switch {
		case l.given:
			continue
		case m.p != nil && k > i+1 && l.links == 0 && isHeading(m.p.nodes[l.block].tag):
			return // of what follows in the text
		case reason == "related" && l.told() && l.links == 0 && (k > i+1 || m.p != nil):
			return
		case reason == "related" && !l.prose():
		case reason == "tags" && l.words <= 5 && !l.stop:
		case reason == "share" && l.words <= 2 && !l.stop:
		default:
			return
		}
		if l.drop == "" {
			l.drop = reason
		}
	}
}

func (m *marker) rest(i int, reason string) {
	for ; i < len(m.ls); i++ {
		if l := &m.ls[i]; l.drop == "" && !l.given {
			l.drop = reason
		}
	}
}

// signs drops lines that are known by their signs alone: a copyright sign, a
// day and nothing else, left-over markup, lines of numbers alone, the
// writers' initials at the end.
func (m *marker) signs(i int) {
	l := &m.ls[i]
	body := l.Of(m.a.Text)
	switch {
	case l.words <= 25 && strings.ContainsRune(body, '©'):
		l.drop = "copyright"
	case l.words <= 12 && i <= 6 && m.day(l.key) && (m.onlyDay(l.key) || m.lb.timed(l.key)):
		l.drop = "byline"
	case l.words <= 3 && numbers(body, 6), body == "-->", body == "//", body == "<!--":
		l.drop = "nav"
	case rule(body):
		if i+1 < len(m.ls) {
			m.ls[i+1].ruled = true
		}
	case i <= 3 && l.words <= 8 && m.signed(body):
		l.drop = "byline"
	case i+3 >= len(m.ls) && i > 0 && initials(l.key):
		l.drop = "byline"
	case m.p != nil && i <= 3 && l.words <= 4 && m.lb.person(body) && i+1 < len(m.ls) && m.ls[i+1].words <= 8 && m.lb.timed(m.ls[i+1].key) && m.lb.dayIn(m.ls[i+1].key) != "":
		l.drop = "byline" // a name over the day
		if m.a.Byline == "" {
			m.a.Byline = body
		}
	}
}

// signed tells whether a line is the name of the site and that of the writer, and
// takes the writer: "site / name".
func (m *marker) signed(line string) bool {
	site, writer, label := false, "", false
	for _, part := range nameParts(line) {
		part = strings.TrimFunc(part, isBlank)
		reason, how := m.lb.find(m.lb.key(part))
		switch {
		case m.lb.partOf(part, m.name()):
			site = true
		case reason == "writer" && how == alone: // "special"
			label = true
		case m.lb.person(part) && writer == "":
			writer = part
		default:
			return false
		}
	}
	if !site || writer == "" && !label {
		return false
	}
	if m.a.Byline == "" {
		m.a.Byline = writer
	}
	return true
}

// rule tells whether a line is drawn, not written: dashes, stars.
func rule(s string) bool {
	return len(s) >= 3 && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// numbers tells whether a line is of digits and signs alone, of so many digits at
// most: a counter, a time, 1/5; more are a telephone.
func numbers(s string, most int) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			n++
		case unicode.IsLetter(r), unicode.Is(unicode.Sc, r), r == '%':
			return false
		}
	}
	return n > 0 && n <= most
}

// initials tells whether a line is how Arabic agencies sign a report: letters that
// stand for its writers, perhaps with a time.
func initials(key string) bool {
	ws := wordsOf(key)
	for _, w := range ws {
		if r, size := utf8.DecodeRuneInString(w.text); size < len(w.text) || !arabic(r) {
			return false
		}
	}
	return len(ws) > 0 && len(ws) <= 4 && len(key) <= 30
}

// copies drops paragraphs that the page holds twice, as hidden copies for other
// screens do; a short line counts only behind another copy.
func (m *marker) copies() {
	seen, before := map[string]bool{}, false // before: the line before is a copy
	for i := range m.ls {
		l := &m.ls[i]
		if l.drop != "" || l.given {
			continue
		}
		before = seen[l.key] && (before || l.words >= 10)
		if before {
			l.drop = "copy"
		}
		seen[l.key] = true
	}
}

// finish turns dropped lines into spans; neighbours of one reason become one.
func (m *marker) finish() {
	for i := 0; i < len(m.ls); i++ {
		l := m.ls[i]
		if l.drop == "" {
			continue
		}
		d := isnad.Dropped{Span: l.Span, Reason: l.drop}
		for i+1 < len(m.ls) && m.ls[i+1].drop == l.drop {
			i++
			d.End = m.ls[i].End
		}
		m.a.Dropped = append(m.a.Dropped, d)
	}
	ds := m.a.Dropped
	sort.SliceStable(ds, func(i, j int) bool { return ds[i].Start < ds[j].Start })
	m.a.Dropped = merged(ds)
}

// merged makes spans that do not overlap; of two that do, the first keeps its reason.
func merged(ds []isnad.Dropped) []isnad.Dropped {
	out := ds[:0]
	for _, d := range ds {
		if k := len(out); k > 0 && d.Start < out[k-1].End {
			out[k-1].End = max(out[k-1].End, d.End)
			continue
		}
		out = append(out, d)
	}
	return out
}
