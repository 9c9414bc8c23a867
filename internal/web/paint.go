package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/store"
)

// A paint says that a stretch of text plays a role. Offsets are code points.
type paint struct {
	Start, End int
	Role       string
}

// A piece is text between two borders with all that paints it.
type piece struct {
	Text  string
	Roles []string
	From  string // "120-164": the exact offsets of what paints it, for tools
}

// Class names the roles for the style sheet.
func (p *piece) Class() string {
	var b strings.Builder
	for i, r := range p.Roles {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("p-" + r)
	}
	return b.String()
}

// inWord tells whether a tag before this rune would cut a word in two. Marks and
// joiners belong to the letter before them.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u0640' || r == '\u200c' || r == '\u200d'
}

// pieces cuts text at all borders of the paints, each widened to the edges of its
// words: spans begin behind a clitic (wa-, bi-, li-), and a tag within a word
// can cut the joins of its letters. first is the offset of the text's first rune.
func pieces(text []rune, first int, paints []paint) []piece {
	type wide struct {
		from, to int
		p        paint
	}
	var ws []wide
	cuts := []int{0, len(text)}
	for _, p := range paints {
		from, to := max(0, p.Start-first), min(len(text), p.End-first)
		if from >= to {
			continue
		}
		for from > 0 && inWord(text[from]) && inWord(text[from-1]) {
			from--
		}
		for to < len(text) && inWord(text[to]) && inWord(text[to-1]) {
			to++
		}
		ws = append(ws, wide{from, to, p})
		cuts = append(cuts, from, to)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := range len(cuts) - 1 {
		x := piece{Text: string(text[cuts[i]:cuts[i+1]])}
		for _, w := range ws {
			if w.from <= cuts[i] && w.to >= cuts[i+1] {
				if !slices.Contains(x.Roles, w.p.Role) {
					x.Roles = append(x.Roles, w.p.Role)
				}
				if x.From == "" && w.p.Role != "evidence" {
					x.From = strconv.Itoa(w.p.Start) + "-" + strconv.Itoa(w.p.End)
				}
			}
		}
		out = append(out, x)
	}
	return out
}

// paintsOf are the words of an event by what they are in it.
func paintsOf(e *export.Event) []paint {
	out := []paint{{e.Trigger.Start, e.Trigger.End, "trigger"}}
	for _, m := range e.Mentions {
		if m.Start != e.Trigger.Start {
			out = append(out, paint{m.Start, m.End, "again"})
		}
	}
	for _, m := range e.Actor {
		out = append(out, paint{m.Start, m.End, "actor"})
	}
	for _, m := range e.Recipient {
		out = append(out, paint{m.Start, m.End, "recipient"})
	}
	if c := e.Claim; c != nil {
		for _, m := range c.Chain {
			out = append(out, paint{m.Start, m.End, "speaker"})
		}
		if c.Speaker != nil {
			out = append(out, paint{c.Speaker.Start, c.Speaker.End, "speaker"})
		}
		out = append(out, paint{c.Verb.Start, c.Verb.End, "says"})
	}
	if e.Date.Start != nil && e.Date.End != nil {
		out = append(out, paint{*e.Date.Start, *e.Date.End, "date"})
	}
	if p := e.Place; p != nil {
		out = append(out, paint{p.Start, p.End, "place"})
	}
	for _, x := range sizesOf(&e.Size) {
		out = append(out, paint{x.Start, x.End, "size"})
	}
	return out
}

type namedSize struct {
	Name string
	*export.Size
}

func sizesOf(s *export.Sizes) []namedSize {
	var out []namedSize
	for _, x := range []namedSize{{"dead", s.Dead}, {"injured", s.Injured}, {"arrested", s.Arrested}, {"crowd", s.Crowd}} {
		if x.Size != nil {
			out = append(out, x)
		}
	}
	return out
}

// evidence is the sentence of an event, painted.
func evidence(e *store.Event) []piece {
	ps := paintsOf(&e.Event)
	for _, h := range e.Highlights {
		ps = append(ps, paint{h.Start, h.End, "hit"})
	}
	return pieces([]rune(e.Evidence.Text), e.Evidence.Start, ps)
}
