package train

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/event"
)

// Writers put the verb first; headlines, broadcasters and much of what is translated put
// the doer first. One text in turnedShare of those written for training has sentences
// turned round, whether they tell of events or not, lest a scorer take the order of
// words for what they say.
const turnedShare = 4

// turned gives a unit with its subjects before their verbs where a sentence begins with
// verb and subject and both are in the singular, which leaves the verb as it is. A unit
// whose turn it is not, or that has no such sentence, comes back as it was.
func (s *Set) turned(u *eval.Unit) *eval.Unit {
	if eval.FoldOf("order:"+u.Article.ID, turnedShare) > 0 {
		return u
	}
	for _, w := range s.swaps(u.Article.Text) {
		u = w.unit(u)
	}
	return u
}

// A swap changes places between a verb and the subject right behind it.
type swap struct {
	verb, subject, end int // where they begin, and where the subject ends, in code points
	wa                 int // 1 when the verb begins with wa-, which stays in front
}

// swaps finds what can be turned round in a text.
func (s *Set) swaps(text string) (out []swap) {
	doc, l := s.reader.Layers(article.Text(text, s.labels, isnad.Article{ID: "order", Text: text}))
	if doc.Text != text {
		return nil
	}
	points := func(at int) int { return utf8.RuneCountInString(text[:at]) }
	for i := range l.Sentences {
		t := l.Sentences[i].Tokens
		if t.Len() < 4 {
			continue
		}
		v := &l.Tokens[t.Start]
		end := subjectEnd(&l, t)
		if end == 0 {
			continue
		}
		w := swap{verb: points(v.Start), subject: points(l.Tokens[t.Start+1].Start), end: points(l.Tokens[end-1].End)}
		if v.R().Pro.Has(isnad.ProWa) {
			w.wa = 1
		}
		if w.subject == points(v.End)+1 {
			out = append(out, w)
		}
	}
	return out
}

// subjectEnd is the token behind the subject that stands right behind the verb which begins a
// sentence, 0 when there is none that can stand before it.
func subjectEnd(l *event.Layers, t isnad.Range) int {
	const one = isnad.Masc | isnad.Fem
	v := l.Tokens[t.Start].R()
	if v.POS != isnad.Verb || v.Pro&^(isnad.ProWa|isnad.ProSa) != 0 || !v.Features.Has(isnad.P3|isnad.Sing) || v.Features.Any(isnad.Plur|isnad.Dual) && !v.Features.Any(isnad.Sing) {
		return 0
	}
	for k := range l.Phrases {
		p := &l.Phrases[k]
		if p.Tokens.Start != t.Start+1 || p.Extends >= 0 || p.PrepWord != "" || p.Genitive >= 0 {
			continue
		}
		h, m := l.Tokens[p.Head].R(), &l.Mentions[k]
		switch {
		case h.Class == "time" || m.Number.Any(isnad.Plur|isnad.Dual) && !m.Number.Any(isnad.Sing):
			return 0
		case h.Features&one != 0 && v.Features&one != 0 && h.Features&v.Features&one == 0:
			return 0
		case h.Features.Any(isnad.AccInd), !known(l, p):
			return 0
		}
		return p.Tokens.End
	}
	return 0
}

// known tells whether a phrase is definite: a clause begins with what is known.
func known(l *event.Layers, p *isnad.Phrase) bool {
	for i := p.Tokens.Start; i < p.Tokens.End; i++ {
		if l.Tokens[i].R().Definite() {
			return true
		}
	}
	return p.Name >= 0
}

// unit turns round one sentence of a unit; the unit as it is when an annotated span reaches over the border.
func (w swap) unit(u *eval.Unit) *eval.Unit {
	text := []rune(u.Article.Text)
	verb, subject := text[w.verb+w.wa:w.subject-1], text[w.subject:w.end]
	ok := true
	move := func(m eval.GoldMention) eval.GoldMention {
		switch {
		case m.End <= w.verb || m.Start >= w.end || m.Start <= w.verb && m.End >= w.end:
			return m
		case m.Start >= w.subject && m.End <= w.end:
			d := w.verb + w.wa - w.subject
			m.Start, m.End = m.Start+d, m.End+d
		case m.Start >= w.verb && m.End < w.subject:
			cut := max(0, w.verb+w.wa-m.Start)
			m.Text = string([]rune(m.Text)[cut:])
			d := len(subject) + 1
			m.Start, m.End = m.Start+cut+d, m.End+d
		default:
			ok = false
		}
		return m
	}
	out := *u
	out.Events = slices.Clone(u.Events)
	for i := range out.Events {
		g := &out.Events[i]
		g.Trigger = move(g.Trigger)
		g.Actor, g.Recipient = slices.Clone(g.Actor), slices.Clone(g.Recipient)
		for _, ms := range [][]eval.GoldMention{g.Actor, g.Recipient} {
			for k := range ms {
				ms[k] = move(ms[k])
			}
		}
		if g.Speaker != nil {
			m := move(*g.Speaker)
			g.Speaker = &m
		}
	}
	if !ok {
		return u
	}
	var b strings.Builder
	for _, r := range [][]rune{text[:w.verb+w.wa], subject, {' '}, verb, text[w.end:]} {
		b.WriteString(string(r))
	}
	out.Article.Text = b.String()
	return &out
}
