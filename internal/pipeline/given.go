package pipeline

import (
	"slices"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/phrase"
)

// Given reads who a span of an article names, when somebody else says that the
// span names a party of an event: the phrases of its sentence are cut at its
// borders. kind is the event's type and role the party's part, actor or recipient:
// they weigh a country that the words do not say. It tells how well parties are
// coded apart from how well they are found.
// ok is false where no noun phrase begins in the span.
func (r *Reader) Given(a isnad.Article, at isnad.Span, kind, role string) (m isnad.Mention, ok bool) {
	d, layers := r.read(a)
	words := touched(d.Tokens, at)
	if words.Len() == 0 {
		return m, false
	}
	el := entity.Layers{Lexicon: r.c.Lexicon, Day: a.Date, Normal: &d.Normal, Sentences: d.Sentences, Tokens: d.Tokens, Names: d.Names, Phrases: d.Phrases}
	ms := d.Mentions
	k := slices.IndexFunc(d.Phrases, func(p isnad.Phrase) bool { return p.Tokens == words })
	if k < 0 {
		if el.Phrases, k = r.recut(&layers, words); k < 0 {
			return m, false
		}
		ms = entity.Resolve(el)
	}
	e := isnad.Event{Type: kind, TriggerAt: -1, Claim: -1, Actor: []int{k}}
	if role == "recipient" {
		e.Actor, e.Recipient = nil, e.Actor
	}
	entity.Refine(r.c.Events.Models(), &el, ms, []isnad.Event{e}, nil)
	return ms[k], true
}

// touched are the tokens of the first sentence that a span touches, without signs at either end.
func touched(ts []isnad.Token, at isnad.Span) (r isnad.Range) {
	r.Start = slices.IndexFunc(ts, func(t isnad.Token) bool { return t.End > at.Start && !t.Is(isnad.Punct) })
	if r.Start < 0 {
		return isnad.Range{}
	}
	for r.End = r.Start; r.End < len(ts) && ts[r.End].Start < at.End && ts[r.End].Sentence == ts[r.Start].Sentence; r.End++ {
	}
	for r.End > r.Start && ts[r.End-1].Is(isnad.Punct) {
		r.End--
	}
	return r
}

// recut finds the phrases anew with the span as a sentence of its own, and returns
// the index of the one that is the span, -1 none. A name is never cut: the span
// grows over it. Where the first phrase ends before the span does, the span is
// that phrase with what follows as its complement.
func (r *Reader) recut(l *event.Layers, words isnad.Range) ([]isnad.Phrase, int) {
	for _, n := range l.Names {
		if n.Tokens.Start < words.End && words.Start < n.Tokens.End {
			words = isnad.Range{Start: min(words.Start, n.Tokens.Start), End: max(words.End, n.Tokens.End)}
		}
	}
	s := l.Tokens[words.Start].Sentence
	whole := l.Sentences[s].Tokens
	pieces := slices.Clone(l.Sentences[:s])
	for _, r := range []isnad.Range{{Start: whole.Start, End: words.Start}, words, {Start: words.End, End: whole.End}} {
		piece := l.Sentences[s]
		piece.Tokens = r
		pieces = append(pieces, piece)
	}
	ps := phrase.Chunk(append(pieces, l.Sentences[s+1:]...), l.Tokens, l.Names, r.c.Events.Takes)
	first, last := -1, -1
	for i := range ps {
		if ps[i].Sentence == s+1 {
			if last = i; first < 0 {
				first = i
			}
		}
		ps[i].Sentence -= min(2, max(0, ps[i].Sentence-s)) // as before the cut
	}
	if first < 0 {
		return nil, -1
	}
	if k := slices.IndexFunc(ps[first:last+1], func(p isnad.Phrase) bool { return p.Tokens == words }); k >= 0 {
		return ps, first + k
	}
	p := ps[first]
	p.Tokens, p.Extends, p.Genitive, p.Coord = words, first, -1, last+1
	return inserted(ps, last+1, p), last + 1
}

// inserted puts a phrase at place k; phrases name each other by index.
func inserted(ps []isnad.Phrase, k int, p isnad.Phrase) []isnad.Phrase {
	for i := range ps {
		for _, at := range []*int{&ps[i].Coord, &ps[i].Genitive, &ps[i].Extends} {
			if *at >= k {
				*at++
			}
		}
	}
	return slices.Insert(ps, k, p)
}
