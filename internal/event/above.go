package event

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/learn"
)

// What stands over a trigger tells the types apart: a visit that is wished for is
// AGREE and one that took place is CONSULT, a release that is demanded is no
// RETREAT, and what a promise promises is told by the promise.

var (
	depthNames  = [...]*learn.Word{fixed("0"), fixed("1"), fixed("2"), fixed("3"), fixed("4")}
	colourNames = func() (out [len(colours)]*learn.Word) {
		for i, c := range colours {
			out[i] = fixed(c)
		}
		return out
	}()
)

// above writes what governs the trigger by grammar, however far: the words, how they
// take it, how they colour it and what types they tell themselves.
func (k *Candidate) above(f *learn.Features) {
	y, n := k.y, &k.named
	k.behind(f)
	links := y.chain()
	if len(links) == 0 {
		f.Of("top", &n.kind, &n.form)
		return
	}
	for d, g := range links {
		depth, by := depthNames[d+1], learn.NewWord(g.by)
		r, w := y.l.Tokens[g.at].R(), y.l.over(g.at)
		f.Of("up", &n.kind, &w)
		if d == 0 {
			f.Of("uplemma", &n.lemma, &by, &w)
			f.Of("upword", &n.kind, &by, &w)
		}
		if s := y.l.named(g.at).sense; s != nil {
			f.Of("upsense", &n.kind, s)
			f.Of("upsenseby", &n.kind, depth, &by, s)
		}
		colour := y.c.colours[w.String()] | y.c.colours[r.Verb] | y.c.colours[g.by]
		for i := range colours {
			if colour.has(i) {
				f.Of("colour", &n.kind, colourNames[i])
			}
		}
		for _, told := range y.c.told(r) {
			f.Of("uptells", &n.kind, told, &by)
			f.Of("uptold", &n.kind, told, depth)
		}
		y.marks(g.at, r, func(m string) {
			w := learn.NewWord(m)
			f.Of("upmark", &n.kind, depth, &w)
		})
	}
}

// behind writes the adjectives behind a noun that say it is to come, or was: al-muqarrara.
func (k *Candidate) behind(f *learn.Features) {
	y := k.y
	if k.Reading.POS == isnad.Verb {
		return
	}
	for i := k.At + 1; i < min(y.sent.End, k.At+7) && !y.border(i); i++ {
		r := y.l.Tokens[i].R()
		if r.POS != isnad.Adj && !r.Features.Any(isnad.PartAct|isnad.PartPas) {
			continue
		}
		colour := y.c.colours[r.Lemma] | y.c.colours[r.Verb]
		for c := range colours {
			if colour.has(c) {
				f.Of("behind", &k.named.kind, colourNames[c])
			}
		}
	}
}

// over names what a link says, as word does.
func (l *Layers) over(at int) learn.Word {
	if c := l.Tokens[at].Compound; c != "" {
		return learn.NewWord(c)
	}
	return l.named(at).lemma
}

// told lists the types that the rules of a word tell of.
func (c *Coder) told(r *isnad.Reading) []*learn.Word {
	if kinds := c.words.kinds[r.Verb]; len(kinds) > 0 {
		return kinds
	}
	return c.words.kinds[r.Lemma]
}
