// Package train fits the scorers of the event coder on annotated text, and codes
// gold out of fold.
//
// Units of the held quarter of the gold are never read. Every figure on trained text is out of
// fold: five sets of scorers are fitted, each without the units of one fold, and
// the scores that one scorer hands to the next are out of fold as well.
package train

import (
	"fmt"
	"io"
	"runtime/debug"
	"sort"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/article"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
)

// Folds is the number of cross-validation folds.
const Folds = 5

// memoryLimit is where training collects sooner rather than take more, in bytes.
const memoryLimit = 14 << 30

// newsWeight is how much a text that a newspaper printed counts beside one written
// for training, of which there are four times as many and which differ from news in
// what they hold: chosen by the figures on plover-train out of fold and the sets
// that are never trained on.
const newsWeight = 2

// apart are the scorers for which newspapers are learned apart from what was written for
// training: what a newspaper puts in front is not what a writer of examples does. The
// others lose more by the smaller number than they gain (plover-train out of fold: events
// .657 alike, .645 apart).
var apart = map[string]bool{"foreground": true, "foreground:people": true}

// A Set holds the texts to train on.
type Set struct {
	Options   learn.Options
	Penalties Penalties
	Tune      bool      // find the penalties anew
	Progress  io.Writer // nil: none

	coder   *pipeline.Coder
	verbs   verbs // to tell sentences in other words
	labels  *article.Labels
	reader  *pipeline.Reader
	units   []unit
	byID    map[string]int
	exclude map[string]bool
	calm    []string // paragraphs written for training that tell of no event
	adds    []func() // what was added, to be read once more in the other telling
	telling int      // which one the units are in, see setting
}

// unit is one text with what is known of it.
type unit struct {
	id     string
	fold   int
	doc    isnad.Document
	layers event.Layers
	events []goldEvent
	weight float64           // newsWeight for what newspapers printed
	coded  bool              // events are the whole truth
	label  map[string]string // people's answers, by type
	marked map[string]marks  // people's words, by type
	row    string            // pattern row whose example this is, "" none
	plain  isnad.Span        // where the row's example stands
	cands  []event.Candidate
	round  *event.Round
}

// marks are the folded words that most people marked in a sentence.
type marks struct{ actor, recipient, trigger []string }

// goldEvent is an annotated event, in bytes.
type goldEvent struct {
	*eval.Gold
	trigger, speaker isnad.Span
	actor, recipient []isnad.Span
	parties          []party // both roles
}

// A party is an annotated span with its country and sector, "" when the annotator saw none.
type party struct {
	span    isnad.Span
	role    string // actor or recipient
	country string
	sector  string
}

// New returns an empty set. Units whose id is in exclude are never added.
func New(c *pipeline.Coder, exclude map[string]bool, progress io.Writer) *Set {
	return &Set{Options: learn.Defaults, Penalties: Penalties{}, Progress: progress, coder: c, labels: pipeline.Labels(c.Lexicon), reader: c.Reader(), byID: map[string]int{}, exclude: exclude}
}

// Add adds a unit with all its events; weight is 1 or newsWeight.
func (s *Set) Add(u *eval.Unit, weight float64) { s.put(func() { s.add(u, weight) }) }

// put adds something now, and once more when the texts are told anew.
func (s *Set) put(add func()) {
	s.adds = append(s.adds, add)
	add()
}

// retell reads all texts again in another telling.
func (s *Set) retell(telling int) {
	s.telling, s.units, s.byID, s.calm = telling, nil, map[string]int{}, nil
	for _, add := range s.adds {
		add()
	}
}

func (s *Set) add(u *eval.Unit, weight float64) {
	if weight == 1 {
		u = s.inOtherWords(u)
	}
	i, ok := s.at(u.Article)
	if !ok {
		return
	}
	x := &s.units[i]
	x.weight = weight
	x.coded, x.events = true, nil
	if len(u.Events) == 0 && weight == 1 && !strings.Contains(u.Article.Text, "\n") {
		s.calm = append(s.calm, u.Article.Text)
	}
	spans := func(ms []eval.GoldMention) (out []isnad.Span) {
		for _, m := range ms {
			out = append(out, u.Bytes(m.Span))
		}
		return out
	}
	for k := range u.Events {
		g := &u.Events[k]
		e := goldEvent{Gold: g, trigger: u.Bytes(g.Trigger.Span), actor: spans(g.Actor), recipient: spans(g.Recipient)}
		if g.Speaker != nil {
			e.speaker = u.Bytes(g.Speaker.Span)
		}
		for role, ms := range [2][]eval.GoldMention{g.Actor, g.Recipient} {
			for _, m := range ms {
				country := m.Code[:min(3, len(m.Code))]
				if country == "---" {
					country = ""
				}
				sector := ""
				if len(m.Code) > 4 {
					sector = m.Code[4:]
				}
				e.parties = append(e.parties, party{u.Bytes(m.Span), [2]string{"actor", "recipient"}[role], country, sector})
			}
		}
		x.events = append(x.events, e)
	}
}

// Label adds people's answer whether a sentence reports an event of a type.
func (s *Set) Label(l *eval.GSRLabel, kind string) {
	s.put(func() {
		if i, ok := s.at(isnad.Article{ID: l.ID, Text: l.Text}); ok {
			s.units[i].label[kind], s.units[i].weight = l.Label, newsWeight
		}
	})
}

// Marks adds the words that people marked for an event of a type.
func (s *Set) Marks(r *eval.GSRSpans, kind string) {
	s.put(func() {
		if i, ok := s.at(isnad.Article{ID: r.ID, Text: r.Text}); ok {
			var m marks
			m.actor, m.recipient, m.trigger = r.Marked()
			s.units[i].marked[kind], s.units[i].weight = m, newsWeight
		}
	})
}

// Row adds the example of a pattern row: a sentence that the row must code. News stands
// anywhere in an article, so that three examples of four stand among paragraphs that tell of nothing,
// lest a scorer learn that what happens is told in first sentences. An example that can be told as a headline is told so besides.
func (s *Set) Row(key, example string) { s.put(func() { s.addRow(key, example) }) }

func (s *Set) addRow(key, example string) {
	plain := &eval.Unit{Article: isnad.Article{ID: "row:" + key, Text: example}}
	if h := s.tell(plain, headline, 0).Article.Text; h != example {
		s.place("headline:"+key, key, h, 0, len(h))
	}
	example = s.inOtherWords(plain).Article.Text
	text := example
	calm := func(what string) string { return s.calm[eval.FoldOf(what+key, len(s.calm))] + "\n" }
	at := 0
	if setting := eval.FoldOf("setting:"+key, 4); setting > 0 && len(s.calm) > 0 {
		before := calm("before:")
		at, text = len(before), before+example
		if setting > 1 {
			text += "\n" + calm("after:")
		}
	}
	s.place("row:"+key, key, text, at, at+len(example))
}

// place adds a text in which the example of a row stands from start to end; all of a row are of one fold.
func (s *Set) place(id, key, text string, start, end int) {
	if i, ok := s.at(isnad.Article{ID: id, Text: text}); ok {
		x := &s.units[i]
		x.row, x.plain, x.fold = key, isnad.Span{Start: start, End: end}, eval.FoldOf("row:"+key, Folds)
	}
}

// example tells whether a candidate is of the row whose example this is, and stands there.
func (u *unit) example(k *event.Candidate) bool {
	return u.row == k.RuleID() && u.plain.Overlaps(k.Trigger())
}

// Thin is the set with k eighths of its texts, chosen by their ids; the examples of the rows stay.
func (s *Set) Thin(k int) *Set {
	t := *s
	t.units, t.byID, t.adds = nil, map[string]int{}, nil
	for i := range s.units {
		if u := &s.units[i]; u.row != "" || eval.FoldOf("share:"+u.id, 8) < k {
			t.byID[u.id] = len(t.units)
			t.units = append(t.units, *u)
		}
	}
	return &t
}

// Len is the number of texts, without the examples of the rows.
func (s *Set) Len() (n int) {
	for i := range s.units {
		if s.units[i].row == "" {
			n++
		}
	}
	return n
}

func (s *Set) at(a isnad.Article) (int, bool) {
	if s.exclude[a.ID] {
		return 0, false
	}
	if i, ok := s.byID[a.ID]; ok {
		return i, true
	}
	x := unit{id: a.ID, weight: 1, fold: eval.FoldOf(a.ID, Folds), label: map[string]string{}, marked: map[string]marks{}}
	x.doc, x.layers = s.reader.Layers(article.Text(a.Text, s.labels, a))
	s.byID[x.id] = len(s.units)
	s.units = append(s.units, x)
	return len(s.units) - 1, true
}

func (u *unit) entities(c *pipeline.Coder) entity.Layers {
	l := &u.layers
	return entity.Layers{Lexicon: c.Lexicon, Day: l.Day, Normal: l.Normal, Sentences: l.Sentences, Tokens: l.Tokens, Names: l.Names, Phrases: l.Phrases}
}

// Result is what training gives: the scorers for use, and one set a fold that has
// not seen the fold.
type Result struct {
	Models  learn.Models
	Fold    []learn.Models
	Trainer *learn.Trainer
	trained map[string]bool     // ids of the units read
	oof     map[string][]answer // each example's score by scorers that have not seen it
}

// For returns the scorers for a unit: those of its fold when it was trained on.
func (r *Result) For(id string) learn.Models {
	if r.trained[id] {
		return r.Fold[eval.FoldOf(id, Folds)]
	}
	return r.Models
}

// Train fits all scorers twice, once for each telling of the texts, and gives the mean of
// both: less hangs on which text was told how. A thinned set is told once.
func (s *Set) Train() *Result {
	if was := debug.SetMemoryLimit(-1); was > memoryLimit {
		debug.SetMemoryLimit(memoryLimit) // the examples take 11 GB, and would take twice as much before they are collected
		defer debug.SetMemoryLimit(was)
	}
	if s.telling != 0 {
		s.retell(0)
	}
	r := s.train(learn.NewTrainer())
	if len(s.adds) == 0 {
		return r
	}
	r.Trainer.Examples = map[string][]learn.Example{}
	s.retell(1)
	return r.mean(s.train(r.Trainer))
}

// mean joins two trainings of the same units.
func (r *Result) mean(o *Result) *Result {
	join := func(a, b learn.Models) learn.Models {
		out := learn.Models{}
		for n, m := range a {
			out[n] = learn.Mean(m, b[n])
		}
		return out
	}
	r.Models = join(r.Models, o.Models)
	for f := range r.Fold {
		r.Fold[f] = join(r.Fold[f], o.Fold[f])
	}
	for id := range o.trained {
		r.trained[id] = true
	}
	return r
}

// train fits all scorers: roles first, then what reads their scores.
func (s *Set) train(t *learn.Trainer) *Result {
	sort.SliceStable(s.units, func(i, j int) bool { return s.units[i].id < s.units[j].id })
	r := &Result{Models: learn.Models{}, Trainer: t, Fold: make([]learn.Models, Folds), trained: map[string]bool{}, oof: map[string][]answer{}}
	for f := range r.Fold {
		r.Fold[f] = learn.Models{}
	}
	for i := range s.units {
		u := &s.units[i]
		r.trained[u.id] = true
		u.cands = s.coder.Events.Propose(&u.layers)
	}
	s.stage(r, s.sectors, "sector")
	s.stage(r, s.countries, "country")
	s.stage(r, s.roles, "actor", "recipient")
	s.stage(r, s.existence, "exists")
	s.stage(r, s.topics, "topic")
	s.stage(r, s.rolesAgain, "actor2", "recipient2")
	s.stage(r, s.pairs, "pair")
	s.stage(r, s.existsAgain, "exists2")
	s.stage(r, s.told, "aux:negation", "aux:future", "aux:hypothetical", "aux:historical", "mode", "speaker", "foreground", "foreground:people")
	return r
}

// stage collects the examples of some scorers unit by unit, with the scores of
// earlier stages out of fold, and fits them for all units and without each fold.
func (s *Set) stage(r *Result, collect func(u *unit, c *event.Coder, t *learn.Trainer), models ...string) {
	parts := make([]map[string][]learn.Example, Folds)
	for f := range parts {
		c := s.coder.Events.WithModels(r.Fold[f])
		before := map[string]int{}
		for n, es := range r.Trainer.Examples {
			before[n] = len(es)
		}
		for i := range s.units {
			if s.units[i].fold == f {
				r.Trainer.Weight, r.Trainer.Target = s.units[i].weight, s.units[i].weight == newsWeight
				collect(&s.units[i], c, r.Trainer)
			}
		}
		parts[f] = map[string][]learn.Example{}
		for n, es := range r.Trainer.Examples {
			parts[f][n] = es[before[n]:]
		}
	}
	for _, m := range models {
		s.fit(r, m, parts)
		if s.Progress != nil {
			fmt.Fprintln(s.Progress, r.Curve(m))
		}
	}
}

// fit fits one scorer for all units and without each fold, side by side: no fit reads another.
func (s *Set) fit(r *Result, m string, parts []map[string][]learn.Example) {
	o := s.Options
	o.Apart = apart[m]
	if s.Tune && s.telling == 0 {
		of := make([][]learn.Example, len(parts))
		for f := range parts {
			of[f] = parts[f][m]
		}
		s.Penalties[m] = r.Trainer.Tune(of, o)
	}
	o.Penalties = s.Penalties[m]
	fitted := make([]*learn.Model, len(parts)+1) // of all units last
	learn.Each(len(fitted), func(f int) {
		var es []learn.Example
		for g := range parts {
			if g != f {
				es = append(es, parts[g][m]...)
			}
		}
		fitted[f] = r.Trainer.Train(es, o)
	})
	r.Models[m] = fitted[len(parts)]
	for f := range parts {
		r.Fold[f][m] = fitted[f]
		for i := range parts[f][m] {
			e := &parts[f][m][i]
			r.oof[m] = append(r.oof[m], answer{r.Trainer.Probability(fitted[f], e), e.Yes})
		}
	}
}
