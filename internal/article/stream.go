// The kinds of lines and what each decides, together: the marker goes over them in order, and each reads what those before left.

package article

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// A stream is the running text of a page: most of its paragraphs stand in elements
// of one style, one after the other. What stands elsewhere, in links, or round it
// is likely to be none of the article, whatever it is called; how likely is summed
// up from the evidence of each line.
type stream struct {
	styles      map[string]bool
	arabic      bool            // is in Arabic script
	boxes       map[string]bool // styles of small boxes among the paragraphs
	first, last int             // lines: of the first and last paragraph of the stream
	stops       bool            // its paragraphs end as sentences do
}

// Weights of the evidence, in halves of what drops a line by itself. They are set
// by hand: each is a reason that a reader of the page would give, and none
// decides alone but that all of a line is a link beside the running text.
const (
	dropFrom = 4

	wSite     = 2  // is no sentence and names the site
	wOff      = 3  // stands in an element of another style than the running text
	wAfter    = 2  // behind its last paragraph
	wBefore   = 2  // before its first
	wLinked   = 3  // is a link
	wLinks    = 2  // more than half of it is
	wOpen     = 1  // ends without a stop
	wTrail    = 1  // does so behind the last paragraph
	wShort    = 1  // a few words
	wNamed    = 2  // half of its words are words of labels
	wAllNamed = 4  // nearly all are
	wListed   = 3  // is a headline that the page links to elsewhere
	wBox      = 4  // stands in a small box with a name, of a style that is seldom here
	wOdd      = 2  // a p among the paragraphs that has a name of its own
	wOddBox   = 9  // a div that has
	wEnding   = 1  // is no sentence and holds a link
	wNotice   = 10 // the site speaks, not the news
	wAgo      = 2  // a time of day, a number, "two days ago"
	wTimed    = 3  // a time and nothing else
	wPictured = 3  // is no sentence and stands right behind a picture
	wOver     = 3  // is no sentence and stands right over a link
	wForeign  = 8  // is in another script than the text
	wList     = 1  // an item of a list before the text
	wSounds   = 3  // stands elsewhere or behind and sounds like a notice
	wHangs    = 3  // is no sentence and stands right behind what was dropped, in a text of sentences

	wProse   = -6 // a paragraph in the running text
	wTelling = -3 // a sentence in it, or a paragraph elsewhere
	wBehind  = -1 // a sentence or paragraph elsewhere, behind the text
	wHeading = -3 // a heading between paragraphs
	wItem    = -2 // an item of a list among them
)

// ofLinks marks the style of an element that holds headlines and their first words.
const ofLinks = " of links"

// stream finds the running text among the lines.
func (m *marker) stream() (s stream, ok bool) {
	several := map[int32]int{}
	for i := range m.ls {
		several[m.ls[i].block]++
	}
	size, total := map[string]int{}, 0
	all, count := map[string]int32{}, map[string]int{}
	told, links := map[int32]int{}, map[int32]int{}     // lines of prose and of links, by the element
	prose, headed := map[string]int{}, map[string]int{} // paragraphs, and those right under a link, by the style
	under := map[int32]int{}                            // the same, by the element
	for i := range m.ls {
		l := &m.ls[i]
		l.stand = m.p.stand(l.block, several[l.block] > 1)
		l.style = m.p.style(l.stand)
		all[l.style] += l.chars
		switch {
		case l.linked() >= .9:
			if l.drop == "" && !l.given {
				links[l.stand]++
			}
		case l.prose():
			told[l.stand]++
			prose[l.style]++
			if i > 0 && (m.ls[i-1].linked() >= .9 || m.ls[i-1].linked() >= .6 && m.ls[i-1].links >= 20 && !m.ls[i-1].stop) {
				headed[l.style]++
				under[l.stand]++
			}
		}
		count[l.style]++
	}
	for i := range m.ls {
		l := &m.ls[i]
		if n, h := links[l.stand], headed[l.style]; n > 0 && under[l.stand]*2 >= told[l.stand] || h > 1 && h*3 >= prose[l.style]*2 { // teasers: headline and first words, one by one
			l.style += ofLinks
		}
		if l.drop == "" && !l.given && l.prose() && l.linked() < .4 && !l.put {
			size[l.style] += l.End - l.Start
			total += l.End - l.Start
		}
	}
	main := ""
	for i := range m.ls { // in the order of the text, not of the map
		if k := m.ls[i].style; size[k] > size[main] && !strings.HasSuffix(k, ofLinks) {
			main = k
		}
	}
	if main == "" {
		return s, false
	}
	script := false
	for i := range m.ls {
		script = script || m.ls[i].style == main && m.ls[i].prose() && strings.ContainsFunc(m.ls[i].key, arabic)
	}
	s = stream{arabic: script, styles: map[string]bool{main: true}, first: -1}
	s.bounds(m.ls)
	for i := range m.ls { // a lede or a second part in an element of its own
		l := &m.ls[i]
		if k := size[l.style]; k > 0 && !strings.HasSuffix(l.style, ofLinks) && (i < s.last && k*7 >= total || k*5 >= size[main]*2 && !m.p.chatter(l.block)) {
			s.styles[l.style] = true
		}
	}
	s.bounds(m.ls)
	s.boxes = map[string]bool{}
	kinds, usual := map[string]int{}, ""
	for i := range m.ls {
		if l := &m.ls[i]; s.styles[l.style] {
			kind := m.p.called(l.block)
			if kinds[kind]++; l.prose() && kinds[kind] > kinds[usual] {
				usual = kind
			}
		}
	}
	for i := range m.ls {
		l := &m.ls[i]
		if kind := m.p.called(l.block); s.styles[l.style] && several[l.block] == 1 && kinds[kind] <= 3 && m.p.nodes[l.block].hint != "" && kind != usual && !isHeading(m.p.nodes[l.block].tag) {
			l.odd = true // a p or div among them that has a name of its own
		}
		if !s.styles[l.style] && count[l.style] <= 4 && int(all[l.style])*8 < total && m.p.boxed(l.stand) {
			s.boxes[l.style] = true
		}
	}
	return s, true
}

// whole is the stream of a text that somebody scraped: from its first paragraph to its last.
func (m *marker) whole() stream {
	s := stream{styles: map[string]bool{"": true}, arabic: true}
	s.bounds(m.ls)
	return s
}

// around finds what stands round the paragraphs of a scraped text: times alone, and
// behind the last one headlines and words of the page. News ends in a sentence; but some
// papers put no stops, so the headlines are sought only in a text whose paragraphs have them.
func (m *marker) around(s *stream) {
	for i := range m.ls {
		l := &m.ls[i]
		if l.drop != "" || l.given {
			continue
		}
		in := s.first >= 0 && i >= s.first && i <= s.last
		l.own = l.own || m.lb.timed(l.key) && (in && !l.stop || i < s.first && !m.dateline(l))
	}
	if m.sentences(s) {
		m.tail(s)
	}
}

// sentences tells whether the paragraphs of a text end as sentences do: some papers put no stops.
func (m *marker) sentences(s *stream) bool {
	stops, paragraphs := 0, 0
	for i := max(s.first, 0); i <= s.last; i++ {
		l := &m.ls[i]
		if l.drop == "" && !l.given && s.styles[l.style] && (l.stop || l.words >= 12) {
			paragraphs++
			if l.stop {
				stops++
			}
		}
	}
	return stops >= 3 && stops*5 >= paragraphs*4
}

// tail drops what stands behind the last paragraph, if there is no sentence in it. One
// line right behind may be a last sentence without a stop.
func (m *marker) tail(s *stream) {
	n, from := 0, s.last+1
	for i := from; i < len(m.ls); i++ {
		l := &m.ls[i]
		switch {
		case l.drop != "" || l.given || l.own:
			if n < 2 {
				n, from = 2, i // the page has begun
			}
		case l.stop && !l.cut || l.words > 14 || strings.HasPrefix(l.Of(m.a.Text), "("):
			return
		default:
			n++
		}
	}
	for i := from; i < len(m.ls) && n >= 2; i++ {
		m.ls[i].own = true
	}
}

// slanted tells whether all of a block is set in italics or small letters: behind
// the text that is a note of the editors.
func (p *page) slanted(i int32) bool {
	if strings.Contains(p.nodes[i].hint, "small") {
		return true
	}
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		switch p.nodes[c].tag {
		case atom.Em, atom.I, atom.Small:
			return p.st[c].chars > 0 && p.st[c].chars == p.st[i].chars
		}
	}
	return false
}

// boxWords in the name of a p say that it is set apart.
var boxWords = []string{"box", "info", "note", "notice", "promo", "alert", "support", "label", "source", "credit", "button", "prompt"}

// boxed tells whether an element is set apart from the text round it by a name or
// by its kind.
func (p *page) boxed(i int32) bool {
	n := &p.nodes[i]
	return n.hint != "" || n.tag == atom.Section || n.tag == atom.Table || n.tag == atom.Td || n.tag == atom.Fieldset
}

// chatter tells whether an element stands in a part that is called comments, or
// of teasers.
func (p *page) chatter(i int32) bool {
	for level := 0; i != 0 && level < 6; i, level = p.nodes[i].parent, level+1 {
		for _, part := range parts {
			if (part.reason == "comment" || part.reason == "related" || part.reason == "promo") && p.nodes[i].hint != "" && anyWord(p.nodes[i].hint, part.words) {
				return true
			}
		}
	}
	return false
}

func (s *stream) bounds(ls []line) {
	s.first, s.last = -1, -1
	for i := range ls {
		if l := &ls[i]; l.drop == "" && !l.given && !l.own && s.styles[l.style] && l.told() && l.linked() < .5 && (l.prose() || s.first >= 0) {
			if s.first < 0 {
				s.first = i
			}
			s.last = i
		}
	}
}

// told tells whether the line is at least a short sentence.
func (l *line) told() bool {
	return l.prose() || l.stop && l.words >= 4 && !strings.HasSuffix(l.key, ":")
}

// beside drops the lines that the evidence is against.
func (m *marker) beside() {
	s, ok := m.stream()
	if !ok || s.first < 0 || !s.arabic { // in other scripts headings and captions are told by their names
		return
	}
	m.ownWords(&s)
	m.ownBoxes(&s)
	s.stops = m.sentences(&s)
	for i := range m.ls {
		l := &m.ls[i]
		if l.drop != "" || l.given || l.put {
			continue
		}
		if m.weigh(&s, i) >= dropFrom {
			l.drop = m.reason(&s, i)
		}
	}
}

// weigh sums up the evidence against a line.
func (m *marker) weigh(s *stream, i int) (w int) {
	l := &m.ls[i]
	in, after, before := s.styles[l.style], i > s.last, i < s.first
	add := func(is bool, v int) {
		if is {
			w += v
		}
	}
	tag := m.p.nodes[l.block].tag
	add(!in, wOff)
	add((!in || after) && m.sounds(l) > noticeAtEnds, wSounds)
	add(!in && before && l.words <= 16 && m.lb.dayIn(l.key) != "", wTimed) // the row of writer and day
	add(after, wAfter)
	add(before, wBefore)
	add(l.linked() >= .9, wLinked)
	add(l.linked() >= .5 && l.linked() < .9, wLinks)
	add(l.linked() >= .5 && l.linked() < .9 && !l.stop, wLinks)
	add(!l.stop, wOpen)
	add(!l.stop && after, wTrail)
	add(l.words <= 5, wShort)
	share := m.lb.share(l.key)
	v := m.voice(l)
	if v.said >= 2 {
		share = max(share, v.rate())
	}
	add(share >= .8, wAllNamed)
	add(share >= .5 && share < .8, wNamed)
	add(m.listed(l), wListed)
	add(l.words <= 6 && strings.ContainsFunc(l.key, unicode.IsDigit), wAgo)
	linked := l.linked() >= .9 // whatever a link says, it is no paragraph
	add(in && l.prose() && !linked, wProse)
	add(!in && !after && !before && s.boxes[l.style], wBox)
	switch {
	case in && l.prose() || !l.told() || linked:
	case after:
		add(true, wBehind)
	default:
		add(true, wTelling)
	}
	add(l.odd && !before && tag == atom.P, wOdd)
	add(l.odd && !before && tag == atom.P && anyWord(m.p.nodes[l.block].hint, boxWords), wOddBox)
	add(l.odd && !before && (tag == atom.Div || tag == atom.Section), wOddBox)
	add(!l.stop && l.links > 0 && l.linked() < .5, wEnding)
	add(l.own, wNotice)
	add(in && !before && !after && !l.stop && l.words >= 5 && s.stops && m.hangs(i), wHangs)
	add(in && !l.stop && v.named, wSite)
	open := !l.stop || l.words <= 6 && strings.HasSuffix(l.key, ":")
	add(open && m.lb.timed(l.key), wTimed)
	add(open && l.pictured && !isHeading(tag), wPictured)
	add(open && l.words <= 8 && m.over(i), wOver)
	add(!strings.ContainsFunc(l.key, arabic), wForeign)
	add(before && tag == atom.Li, wList)
	add(isHeading(tag) && !after && !before && l.links == 0 && !m.listed(l), wHeading)
	add((tag == atom.Li || tag == atom.Blockquote) && in && !before && l.links == 0, wItem)
	add(before && in && l.words > 1 && !l.odd && strings.ContainsAny(l.key, "-–—،,ـ(/"), wTelling) // a dateline
	return w
}

// ownBoxes gives the site all of a box of a few lines most of which are its own words or lead elsewhere.
func (m *marker) ownBoxes(s *stream) {
	of, own, spoken := map[int32]int{}, map[int32]int{}, map[int32]bool{}
	for i := range m.ls {
		l := &m.ls[i]
		of[l.stand]++
		if l.own || l.given || l.drop != "" || l.linked() >= .9 {
			own[l.stand]++
		}
		spoken[l.stand] = spoken[l.stand] || l.own
	}
	for i := range m.ls {
		l := &m.ls[i]
		if i <= s.first || i > s.last || of[l.stand] > 4 || !spoken[l.stand] {
			continue
		}
		if own[l.stand]*2 > of[l.stand] && m.p.boxed(l.stand) || own[l.stand] == of[l.stand]-1 && isHeading(m.p.nodes[l.block].tag) {
			l.own = true
		}
	}
	s.bounds(m.ls)
}

// hangs tells whether a plain line stands right behind a notice or a teaser: the
// headline that these announce, though it leads nowhere.
func (m *marker) hangs(i int) bool {
	l := &m.ls[i]
	if i == 0 || isHeading(m.p.nodes[l.block].tag) || m.p.bold(l.block) || l.links > 0 || strings.HasSuffix(l.key, ":") {
		return false
	}
	before := &m.ls[i-1]
	return before.own || before.drop == "aside" || before.drop == "related"
}

// bold tells whether all of a block is set in bold letters: a heading.
func (p *page) bold(i int32) bool {
	for c := p.nodes[i].first; c != 0; c = p.nodes[c].next {
		switch p.nodes[c].tag {
		case atom.B, atom.Strong:
			return p.st[c].chars > 0 && p.st[c].chars == p.st[i].chars
		}
	}
	return false
}

// over tells whether the next line is a link, or was dropped as one.
func (m *marker) over(i int) bool {
	if i+1 >= len(m.ls) {
		return false
	}
	next := &m.ls[i+1]
	return next.linked() >= .9 && next.words >= 3 || next.given && m.given(next) == "related"
}

// given is the reason that a part with the line was dropped for before lines were looked at.
func (m *marker) given(l *line) string {
	ds := m.a.Dropped
	if i := sort.Search(len(ds), func(i int) bool { return ds[i].End > l.Start }); i < len(ds) {
		return ds[i].Reason
	}
	return ""
}

// From what score on a line is the site's own word. Of 2,900 sentences of newspapers that
// the scorer has not seen fewer than one in a hundred score above 0, nearly all of them in columns
// that speak to their readers or in lists of applications.
const (
	noticeAmong  = 1 // among the paragraphs, or a few words before them
	noticeAtEnds = 0 // a sentence before them, or the last
	headingIs    = 2 // a heading in the text, or what may be one in a scraped text

	longNotice = 45 // words: longer ones are paragraphs of the news
	noNotice   = -9
)

// ownWords finds the paragraphs in which the site speaks: notices anywhere, and what
// stands at the end of a text behind a rule or a star, in small or slanted letters,
// or tells who its writer is.
func (m *marker) ownWords(s *stream) {
	if s.first < 0 {
		return
	}
	all, stars := 0, 0 // a star marks a note, several mark the items of a list
	for i := s.first; i <= s.last; i++ {
		l := &m.ls[i]
		if l.drop != "" || l.given || !s.styles[l.style] {
			continue
		}
		all += l.End - l.Start
		if of := l.Of(m.a.Text); strings.HasPrefix(of, "*") && !strings.HasPrefix(of, "**") {
			stars++
		}
	}
	m.usualNotice(s)
	title := m.lb.key(m.a.Title)
	for i := range s.first { // "thank you for reading our news of ..."
		l := &m.ls[i]
		signs := m.voice(l).named && !l.stop && l.words <= 16 && strings.HasPrefix(l.key, m.site) && !strings.ContainsAny(l.key, "-–—ـ") // no dateline
		score := m.sounds(l)
		if l.drop == "" && !l.given && !l.put && !same(l.key, title) {
			l.own = signs || score > noticeAmong || m.p != nil && l.words >= 5 && score > noticeAtEnds
		}
	}
	for i := s.first; i < s.last; i++ {
		l := &m.ls[i]
		if l.drop != "" || l.given || l.put || l.told() {
			continue
		}
		least := float64(noticeAmong)
		if m.p != nil && isHeading(m.p.nodes[l.block].tag) || m.p == nil && l.words < 5 {
			least = headingIs
		}
		l.own = m.sounds(l) > least
	}
	if l := &m.ls[s.first]; m.p != nil && s.first < s.last && !l.put && m.sounds(l) > headingIs+quiet(m.voice(l)) { // over the lede
		l.own = true
	}
	writer := m.lb.key(m.a.Byline)
	tail, told, news := 0, 0, 0 // bytes behind; sentences among them, and those that are news
	cut := s.last + 1           // what lies behind is cut off by a rule, a star or a notice
	for i := s.last; i > s.first; i-- {
		l := &m.ls[i]
		if l.drop != "" || l.given || l.put || !s.styles[l.style] {
			continue
		}
		tail += l.End - l.Start
		v, end, score := m.voice(l), told <= 2 && tail*3 <= all, m.sounds(l)
		switch {
		case l.told() && score > noticeAmong+quiet(v), end && told == 0 && score > noticeAtEnds+quiet(v):
			l.own = true
			end = end && v.spoken > 0 && news == 0
		case !end:
		case told == 0 && v.said >= 2 && v.named, told == 0 && l.words <= 30 && m.p != nil && m.p.slanted(l.block):
			l.own, end = true, false
		case stars == 1 && strings.HasPrefix(l.Of(m.a.Text), "*"), writer != "" && l.words <= 60 && strings.HasPrefix(l.key, writer):
			l.own = true
		default:
			end = l.ruled && tail*4 <= all && !m.boxOver(i)
		}
		if end {
			for ; cut > i; cut-- {
				m.ls[cut-1].own = true
			}
			told, news = 0, 0
		}
		if l.own {
			tail -= l.End - l.Start
			continue
		}
		told++
		if v.said == 0 || score < noticeAtEnds {
			news++
		}
	}
	s.bounds(m.ls)
}

// boxOver tells whether what stands right over a line is a box between two rules.
func (m *marker) boxOver(i int) bool {
	for k := i - 1; k > 0 && (m.ls[k].drop != "" || m.ls[k].given || m.ls[k].linked() >= .9 || !m.ls[k].told()); k-- {
		if m.ls[k].ruled {
			return true
		}
	}
	return false
}

// quiet is what a sentence must score more that neither speaks to its reader nor names the site.
func quiet(v voice) float64 {
	if v.spoken > 0 || v.named {
		return 0
	}
	return 0.5
}

// sounds is how far a line sounds like a notice, above what the news of this text does.
func (m *marker) sounds(l *line) float64 {
	if !l.heard {
		l.heard, l.score = true, noNotice
		if l.words <= longNotice && strings.ContainsFunc(l.key, arabic) { // what is in another script is the language's to judge
			l.score = m.lb.notice(l.key, m.named(), l.stop)
		}
	}
	return l.score - m.usual
}

// usualNotice sets what half of the paragraphs exceed, in news that tells of sites and apps.
func (m *marker) usualNotice(s *stream) {
	var all []float64
	for i := s.first; i < s.last; i++ {
		if l := &m.ls[i]; l.prose() && l.words <= longNotice && l.drop == "" && !l.given && s.styles[l.style] {
			all = append(all, m.sounds(l))
		}
	}
	if slices.Sort(all); len(all) > 0 {
		m.usual = max(0, all[len(all)/2]+3)
	}
}

// named is the folded name of the site.
func (m *marker) named() string {
	if m.site == "" {
		m.site = joined(wordsOf(m.lb.key(m.name())))
	}
	return m.site
}

// voice listens to a line.
func (m *marker) voice(l *line) voice {
	return m.lb.voice(l.key, m.named(), (l.stop || l.prose()) && !strings.HasSuffix(l.key, ":"))
}

// reason names what a line is dropped for.
func (m *marker) reason(s *stream, i int) string {
	l := &m.ls[i]
	switch {
	case l.linked() >= .5 || m.listed(l):
		return "related"
	case l.own:
		return "aside"
	case i < s.first:
		return "byline"
	case s.styles[l.style] && l.words <= 5:
		return "byline"
	}
	return "aside"
}

// listed tells whether the line is a headline that stands elsewhere on the page as
// a link of its own.
func (m *marker) listed(l *line) bool {
	if l.words < 4 || l.words > 30 {
		return false
	}
	if m.heads == nil {
		m.heads = m.p.headlines()
	}
	return m.heads[letters(l.key)]
}

// headlines are the texts of the links that lie in no paragraph, folded.
func (p *page) headlines() map[string]bool {
	out := map[string]bool{}
	for i := int32(1); i < int32(len(p.nodes)) && len(out) < 512 && !p.w.tick(1); i++ {
		if n, s := &p.nodes[i], &p.st[i]; n.tag == atom.A && s.chars >= 15 && s.chars <= 160 && p.nodes[n.parent].tag != atom.P {
			out[letters(p.lb.key(p.inner(i)))] = true
		}
	}
	return out
}
