package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A LabelWord is a row of data/ar/labelwords.tsv.
type LabelWord struct{ Kind, Text string }

// A kind is what a folded word is to the voice of a line; a word may be of several.
type kind uint16

const (
	ofSite    kind = 1 << iota // of publishing
	ofReader                   // said to the reader, or by the site of itself
	ofCall                     // bids the reader: iqraʾ "read"
	ofCalls                    // does so where a clause begins: tābiʿū "follow", in the plural
	ofMayCall                  // does so, or tells what somebody did: tābiʿ, tābaʿa "follow, he followed"
	ofAim                      // noun of what a reader does: mutābaʿa "following"
	ofHere                     // where or how he may: hunā "here", majjānan "for free"
	ofSay                      // before a colon: what follows is another's word
	ofLabel                    // in a label of data/ar/labels.tsv, where common words are too
	bits      = iota
)

var kinds = map[string]kind{
	"site": ofSite, "reader": ofReader, "call": ofCall, "maycall": ofMayCall, "aim": ofAim, "here": ofHere, "say": ofSay,
}

// A voice is how far a line speaks of the site that prints it, or to its reader,
// instead of the news: "the magazine welcomes your letters", "what is written here
// does not express the opinion of the site".
type voice struct {
	said   int  // words of labels and of publishing
	spoken int  // of them those that speak to the reader, and addresses
	of     int  // words that say anything
	called bool // bids the reader do something with what a site has
	named  bool // names the site
}

// rate is the share of the words that tell of the site; what speaks to the reader counts twice.
func (v voice) rate() float32 {
	if v.of == 0 {
		return 0
	}
	return float32(v.said+v.spoken) / float32(v.of)
}

// prefixes are what is written together with the next word: wa- and fa- "and",
// bi-, ka- and li- "with, as, for", and the article, alone or behind them.
var prefixes = []string{"", "ال", "و", "ل", "لل", "ب", "وال", "بال", "ول", "ولل", "وب", "ف", "ك", "كال", "عبر"}

// address makes the words that speak of us and you of the words of publishing:
// mawqiʿu-nā "our site", ṣafḥati-nā "our page", barīdi-kum "your mail".
func (lb *Labels) address(site string) {
	if t, ok := strings.CutSuffix(site, "ة"); ok {
		site = t + "ت"
	}
	for _, suffix := range []string{"نا", "كم", "ك"} {
		lb.kinds[site+suffix] |= ofReader | ofSite
	}
}

// bid makes the forms of an imperative: of a woman, of many, and with what is bidden
// behind it. Those of many may be past tense too, but begin no sentence then.
func (lb *Labels) bid(verb string, may kind) {
	lb.kinds[verb] |= may
	many := []string{"وا", "ي", "ونا"}
	if stem, ok := strings.CutSuffix(verb, "ا"); ok { // iqraʾ
		lb.kinds[stem+"ووا"] |= ofCalls
		lb.kinds[stem+"يي"] |= ofCalls
	}
	for _, end := range many {
		lb.kinds[verb+end] |= ofCalls
	}
	for _, end := range []string{"ه", "ها", "نا"} {
		lb.kinds[verb+end] |= may
	}
}

// A heard word is one of a line, as far as the voice goes.
type heard struct {
	kind
	text  string
	first bool // of its clause
	last  bool
	front string // what is written together with it

	forbids bool // lā tafawwat "do not miss", where a clause begins; or "it does not"
}

// voice listens to the front of a folded line, without what it quotes.
func (lb *Labels) voice(key, site string, stop bool) (v voice) {
	key = lb.unquoted(strings.ToValidUTF8(key[:min(len(key), 4*maxLabel)], ""))
	hs := lb.hear(key)
	if len(hs) > 0 && hs[0].kind&ofSay != 0 && hs[0].kind&(ofCall|ofMayCall) == 0 {
		return v
	}
	seen := map[string]bool{}
	say := func(i int, spoken bool) {
		w := hs[i].text
		if !seen[w] {
			seen[w] = true
			v.said++
		}
		if spoken && !seen[w+"!"] {
			seen[w+"!"] = true
			v.spoken++
		}
	}
	var may, aims []int
	here := false
	for i, h := range hs {
		if len(h.text) <= 4 && h.kind&ofReader == 0 || empty[h.text] {
			continue
		}
		v.of++
		switch {
		case h.kind&(ofCall|ofCalls) != 0 && (h.first || v.called || h.front == "" && len(aims) > 0) && object(hs, i, 6):
			say(i, true)
			v.called = true
		case h.kind&ofReader != 0:
			say(i, true)
		case h.kind&ofMayCall != 0 && h.first && h.front == "" && object(hs, i, 4), h.forbids && object(hs, i, 2):
			may = append(may, i)
		case h.kind&ofAim != 0 && (h.front != "" || h.first || i > 0 && hs[i-1].kind&ofReader != 0):
			aims = append(aims, i)
			say(i, false)
		case h.kind&ofHere != 0 && h.last && (i == 0 || hs[i-1].text != "حتي"):
			here = true
			say(i, false)
		case h.kind&(ofSite|ofCall|ofLabel) != 0:
			say(i, false)
		}
	}
	if n := contacts(key); n > 0 {
		v.said, v.spoken, v.of, here = v.said+n, v.spoken+n, v.of+n, true
	}
	if v.named = named(key, site); v.named {
		v.said += 1 + strings.Count(site, " ")
	}
	if v.spoken > 0 || here || !stop {
		for _, i := range may {
			say(i, true)
			v.called = true
		}
		for _, i := range aims {
			if hs[i].first && (strings.Contains(hs[i].front, "ل") || !stop && v.of <= 10 && v.said >= 3) && object(hs, i, 8) {
				say(i, true)
			}
		}
	}
	return v
}

// object tells whether one of the next words is of what a site has.
func object(hs []heard, i, far int) bool {
	for k := i + 1; k < len(hs) && k <= i+far; k++ {
		if hs[k].kind&(ofSite|ofReader|ofHere|ofAim|ofLabel) != 0 {
			return true
		}
		if hs[k].last {
			break
		}
	}
	return false
}

// hear cuts a line into words and says of what kind each is.
func (lb *Labels) hear(key string) []heard {
	ws := wordsOf(key)
	hs := make([]heard, len(ws))
	end := 0
	for i, w := range ws {
		h := &hs[i]
		h.text = w.text
		h.kind, h.front = lb.kindOf(w.text)
		start := w.end - len(w.text)
		h.forbids = i > 0 && hs[i-1].text == "لا" && hs[i-1].first && strings.HasPrefix(w.text, "ت")
		h.first = i == 0 || strings.ContainsAny(key[end:start], ".:!?؟،؛-–(«\"\n|")
		if h.first && i > 0 {
			hs[i-1].last = true
		}
		end = w.end
	}
	if len(hs) > 0 {
		hs[len(hs)-1].last = true
	}
	return hs
}

// kindOf is the kind of a folded word, and what is written together with it.
func (lb *Labels) kindOf(w string) (k kind, written string) {
	for _, front := range prefixes {
		rest, ok := strings.CutPrefix(w, front)
		if !ok || len(rest) < 4 {
			continue
		}
		is := lb.kinds[rest]
		if front == "" && lb.words[rest] {
			is |= ofLabel
		}
		if toReader(rest) {
			is |= ofReader
		}
		if front != "" && front != "و" && front != "ف" {
			is &^= ofCall | ofCalls | ofMayCall | ofSay
		}
		if front == "ك" || front == "كال" {
			is &= ofSite | ofLabel
		}
		if is != 0 && (written == "" || is&ofAim != 0) {
			written = front
		}
		k |= is
	}
	return k, written
}

// unquoted takes out what a line quotes: between quotation marks, where that is more
// than a name, and behind "he said:".
func (lb *Labels) unquoted(key string) string {
	var b strings.Builder
	for rest := key; rest != ""; {
		i := strings.IndexAny(rest, "«\"")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		open, size := utf8.DecodeRuneInString(rest[i:])
		b.WriteString(rest[:i])
		rest = rest[i+size:]
		shut := "\""
		if open == '«' {
			shut = "»"
		}
		said, after, ok := strings.Cut(rest, shut)
		if len(strings.Fields(said)) <= 4 {
			b.WriteString(" " + said + " ")
		}
		if !ok {
			break
		}
		rest = after
	}
	out := b.String()
	if head, _, ok := strings.Cut(out, ":"); ok {
		for _, w := range wordsOf(head) {
			if k, _ := lb.kindOf(w.text); k&ofSay != 0 {
				return head
			}
		}
	}
	return out
}

// toReader tells whether a folded word speaks to many readers by its ending: musāhamāti-kum
// "your contributions", tuḥāwilūna "you try", wajadtum "you found"; or to one, in iʿṭāʾi-ka
// "giving you". Roots that end in these letters do not: yaḥtakim "he resorts to", ihtamma "he cared".
func toReader(w string) bool {
	n := utf8.RuneCountInString(w)
	end := func(of ...string) bool {
		return slices.ContainsFunc(of, func(s string) bool { return strings.HasSuffix(w, s) })
	}
	switch {
	case n < 5:
		return false
	case end("كم"):
		return !end("حكم", "حاكم", "حتكم", "راكم", "لاكم", "هكم", "بكم")
	case end("ون"):
		return n >= 6 && strings.HasPrefix(w, "ت") && !end("لفزيون", "يفون")
	case end("تم"):
		return !end("هتم", "ختم", "تتم", "شتم", "اتم", "كتم", "حتم", "عتم", "يتم")
	}
	return n >= 5 && end("ايك")
}

// contacts counts the ways to reach somebody that a line names: addresses of mail
// and web, names behind @, telephones.
func contacts(key string) (n int) {
	for _, f := range strings.Fields(key) {
		digits := 0
		for _, r := range f {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		switch {
		case digits >= 8, strings.Contains(f, "@"), strings.Contains(f, "://"), strings.HasPrefix(f, "www."), strings.Contains(f, ".com"), strings.Contains(f, ".net"), strings.Contains(f, ".org"):
			n++
		}
	}
	return min(n, 2)
}

// named tells whether a folded line names the site, with li-, bi- or wa- before it perhaps.
func named(key, site string) bool {
	if len(site) <= 6 {
		return false
	}
	line := " " + joined(wordsOf(key)) + " "
	for _, front := range []string{" ", " ل", " ب", " و"} {
		if strings.Contains(line, front+site+" ") {
			return true
		}
	}
	return false
}

// timed tells whether a line holds a day or an hour and nothing else: weekday,
// month, "two hours ago", "last update".
func (lb *Labels) timed(key string) bool {
	if !strings.ContainsFunc(key, unicode.IsDigit) {
		return false
	}
	for _, w := range wordsOf(key) {
		if len(w.text) > 4 && !lb.time[w.text] && !lb.time[strings.TrimPrefix(w.text, "ال")] {
			return false
		}
	}
	return true
}
