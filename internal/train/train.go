// Package train fits the scorers of the event coder on annotated text.
//
// Units of the held quarter are never read. Every figure on trained text is out of
// fold: five sets of scorers are fitted, each without the units of one fold, and
// the scores that one scorer hands to the next are out of fold as well.
package train

import (
	"fmt"
	"io"
	"sort"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
)

// Folds is the number of cross-validation folds.
const Folds = 5

// A Set holds the texts to train on.
type Set struct {
	units    []unit
	byText   map[string]int
	Skipped  int // held units, and those of Exclude
	exclude  map[string]bool
	reader   *pipeline.Reader
	coder    *event.Coder
	Options  learn.Options
	Progress io.Writer
}

// unit is one text with what is known of it.
type unit struct {
	id     string
	fold   int
	layers event.Layers
	doc    isnad.Document
	events []eval.GoldEvent
	coded  bool              // events are the whole truth
	label  map[string]string // detection labels of people, by type
	cands  []event.Candidate
}

// New returns an empty set. Units whose id is in exclude are never added.
func New(c *pipeline.Coder, exclude map[string]bool, progress io.Writer) *Set {
	return &Set{byText: map[string]int{}, exclude: exclude, reader: c.Reader(), coder: c.Events, Options: learn.Defaults, Progress: progress}
}

// Add adds a unit with its events.
func (s *Set) Add(u eval.Unit) {
	if i, ok := s.at(u); ok {
		s.units[i].events, s.units[i].coded = u.Events, true
	}
}

// Label adds people's answer whether the text reports an event of a type.
func (s *Set) Label(u eval.Unit, kind, label string) {
	if i, ok := s.at(u); ok {
		s.units[i].label[kind] = label
	}
}

func (s *Set) at(u eval.Unit) (int, bool) {
	if eval.Held(u.Article.ID) || s.exclude[u.Article.ID] {
		s.Skipped++
		return 0, false
	}
	if i, ok := s.byText[u.Article.ID]; ok {
		return i, true
	}
	x := unit{id: u.Article.ID, fold: eval.Fold(u.Article.ID, Folds), label: map[string]string{}}
	x.doc, x.layers = s.reader.Layers(u.Article)
	s.byText[x.id] = len(s.units)
	s.units = append(s.units, x)
	return len(s.units) - 1, true
}

// Result is what training gives: the scorers for use, and one set a fold that has
// not seen the fold.
type Result struct {
	Models  learn.Models
	Fold    []learn.Models
	Trainer *learn.Trainer
}

// Train fits all scorers: roles first, then what reads their scores.
func (s *Set) Train() *Result {
	sort.SliceStable(s.units, func(i, j int) bool { return s.units[i].id < s.units[j].id })
	for i := range s.units {
		s.units[i].cands = s.coder.Propose(&s.units[i].layers)
	}
	all := learn.NewTrainer()
	r := &Result{Models: learn.Models{}, Trainer: all, Fold: make([]learn.Models, Folds)}
	for f := range r.Fold {
		r.Fold[f] = learn.Models{}
	}
	s.stage(r, s.roles, "actor", "recipient")
	s.stage(r, s.existence, "exists")
	s.stage(r, s.told, "aux:negation", "aux:future", "aux:hypothetical", "aux:historical", "mode", "speaker", "foreground")
	return r
}

// stage collects the examples of some scorers unit by unit, with the scores of
// earlier stages out of fold, and fits them for all units and without each fold.
func (s *Set) stage(r *Result, collect func(u *unit, c *event.Coder, t *learn.Trainer), models ...string) {
	parts := make([]map[string][]learn.Example, Folds)
	for f := range parts {
		c := s.coder.WithModels(r.Fold[f])
		before := map[string]int{}
		for n, es := range r.Trainer.Examples {
			before[n] = len(es)
		}
		for i := range s.units {
			if s.units[i].fold == f {
				collect(&s.units[i], c, r.Trainer)
			}
		}
		parts[f] = map[string][]learn.Example{}
		for n, es := range r.Trainer.Examples {
			parts[f][n] = es[before[n]:]
		}
	}
	for _, m := range models {
		if s.Progress != nil {
			yes := 0
			for _, e := range r.Trainer.Examples[m] {
				if e.Yes {
					yes++
				}
			}
			fmt.Fprintf(s.Progress, "train %s: %d examples, %d yes\n", m, len(r.Trainer.Examples[m]), yes)
		}
		for f := range parts {
			var rest []learn.Example
			for g := range parts {
				if g != f {
					rest = append(rest, parts[g][m]...)
				}
			}
			r.Fold[f][m] = learn.Train(rest, s.Options)
		}
		r.Models[m] = learn.Train(r.Trainer.Examples[m], s.Options)
	}
}
