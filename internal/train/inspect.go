package train

import (
	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
)

// A Scored is a candidate of a training unit with its score out of fold.
type Scored struct {
	Candidate *event.Candidate
	Text      string
	ID        string
	Score     float64
	Gold      bool
	Features  learn.Features
	Model     *learn.Model
}

// Inspect scores the candidates of all wholly annotated units out of fold, for reading errors.
func (s *Set) Inspect(r *Result, f func(Scored)) {
	for i := range s.units {
		u := &s.units[i]
		if !u.coded {
			continue
		}
		c := s.coder.Events.WithModels(r.Fold[u.fold])
		for j := range u.cands {
			k := &u.cands[j]
			fs := learn.Features{Named: true}
			c.Roles(k, &fs)
			fs.Reset()
			k.ExistenceFeatures(&fs)
			f(Scored{k, u.doc.Text, u.id, c.Exists(&fs), u.match(k) != nil, fs, r.Fold[u.fold]["exists"]})
		}
	}
}

// Ranks prints, for gold parties of candidates that are gold events, where the
// role scorers put them.
func (s *Set) Ranks(r *Result, f func(id, text, kind, trigger, role, gold, top string, rank int, p, topP float64)) {
	for i := range s.units {
		u := &s.units[i]
		if !u.coded {
			continue
		}
		c := s.coder.Events.WithModels(r.Fold[u.fold])
		fs := learn.Features{}
		for j := range u.cands {
			k := &u.cands[j]
			g := u.match(k)
			if g == nil {
				continue
			}
			c.Roles(k, &fs)
			for role, spans := range [2][]isnad.Span{g.actor, g.recipient} {
				scores := k.Scores(role)
				lab := u.parties(k, spans)
				best := -1
				for p := range scores {
					if best < 0 || scores[p] > scores[best] {
						best = p
					}
				}
				for p := range scores {
					if lab[p] != 1 {
						continue
					}
					rank := 0
					for q := range scores {
						if scores[q] > scores[p] {
							rank++
						}
					}
					f(u.id, u.doc.Text, k.Type(), k.Trigger().Of(u.doc.Text), [2]string{"actor", "recipient"}[role], u.layers.Mentions[k.Party(p)].Span.Of(u.doc.Text), u.layers.Mentions[k.Party(best)].Span.Of(u.doc.Text), rank, scores[p], scores[best])
				}
				if n := len(spans); n > 0 {
					found := 0
					for p := range lab {
						if lab[p] == 1 {
							found++
						}
					}
					for ; found < n; found++ {
						f(u.id, u.doc.Text, k.Type(), k.Trigger().Of(u.doc.Text), [2]string{"actor", "recipient"}[role], "?", "", 99, 0, 0)
					}
				}
			}
		}
	}
}
