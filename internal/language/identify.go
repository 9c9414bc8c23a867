package language

import (
	"strings"

	"github.com/isnad/isnad"
)

// Identify tells the language of a text by a BCP 47 tag: ar, fa, ur, ckb or ps;
// und-Latn, und-Cyrl, und-Hebr or und of other scripts; "" of a text without
// letters. When sure is false the tag is the best guess, and Arabic where the
// words say nothing. It allocates nothing.
func (id *Identifier) Identify(text string) (tag string, sure bool) {
	var t tally
	id.scan(text, &t)
	return t.verdict()
}

// How much must speak for a language, and how little for the next, before the
// verdict is sure. One function word is not enough: names and titles hold words
// of the neighbours. Measured on the paragraphs of testdata: none is wrong and sure.
const (
	sureLead    = 7  // weights
	sureShare   = 4  // the lead is a quarter of the best score, or more
	sureLetters = 20 // of another script
	sureWords   = 4  // of another script
	sureTimes   = 5  // so many letters of another script for each of Arabic script
)

func (t *tally) verdict() (tag string, sure bool) {
	script, letters := 0, 0
	for i, n := range t.other {
		letters += n
		if n > t.other[script] {
			script = i
		}
	}
	switch {
	case letters == 0 && t.arabic == 0:
		return "", false
	case t.arabic == 0, letters >= sureTimes*t.arabic && letters >= sureLetters && t.words >= sureWords:
		return scriptTags[script], letters >= sureLetters && t.words >= sureWords
	}
	best, next := 0, -1
	for i := 1; i < len(t.score); i++ {
		switch {
		case t.score[i] > t.score[best]:
			best, next = i, best
		case next < 0 || t.score[i] > t.score[next]:
			next = i
		}
	}
	lead := t.score[best] - t.score[next]
	return tags[best], lead >= sureLead && lead*sureShare >= t.score[best]
}

// A Paragraph is a line of a text, or what the dropped parts leave of it.
type Paragraph struct {
	isnad.Span
	Lang string // as Identify tells it; of an unsure paragraph that of its neighbours
	Sure bool   // its own words or a neighbour tell
}

// Paragraphs cuts a text at its line ends and dropped parts, tells the language of
// each piece that is not dropped or blank, and appends them to buf, in order. A
// title or a name that tells nothing takes the language of the sure paragraphs
// next to it.
func (id *Identifier) Paragraphs(text string, dropped []isnad.Dropped, buf []Paragraph) []Paragraph {
	first, at := len(buf), 0
	for _, d := range dropped {
		if d.Start > at {
			buf = id.lines(text, isnad.Span{Start: at, End: d.Start}, buf)
		}
		at = max(at, d.End)
	}
	buf = id.lines(text, isnad.Span{Start: at, End: len(text)}, buf)
	borrow(buf[first:])
	return buf
}

func (id *Identifier) lines(text string, s isnad.Span, buf []Paragraph) []Paragraph {
	for s.Start < s.End {
		line := isnad.Span{Start: s.Start, End: s.End}
		if n := strings.IndexAny(text[s.Start:s.End], "\n\r"); n >= 0 {
			line.End = s.Start + n
		}
		s.Start = line.End + 1
		words := strings.TrimSpace(line.Of(text))
		if words == "" {
			continue
		}
		line.Start += strings.Index(line.Of(text), words)
		line.End = line.Start + len(words)
		tag, sure := id.Identify(words)
		buf = append(buf, Paragraph{line, tag, sure})
	}
	return buf
}

// borrow gives unsure paragraphs the language of the nearest sure ones. Where
// those differ the paragraph's own guess decides between them, else the earlier.
func borrow(ps []Paragraph) {
	before := -1
	for i := 0; i < len(ps); i++ {
		if ps[i].Sure {
			before = i
			continue
		}
		after := i + 1 // one look ahead for the whole run
		for after < len(ps) && !ps[after].Sure {
			after++
		}
		for ; i < after; i++ {
			lend(ps, &ps[i], before, after)
		}
		before = after
	}
}

// lend gives one paragraph the language of the sure ones before or after; both
// may be out of range.
func lend(ps []Paragraph, p *Paragraph, before, after int) {
	switch {
	case before < 0 && after >= len(ps):
		return
	case before < 0, after < len(ps) && p.Lang == ps[after].Lang:
		p.Lang = ps[after].Lang
	default:
		p.Lang = ps[before].Lang
	}
	p.Sure = true
}
