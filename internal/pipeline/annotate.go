// Package pipeline holds the order of the stages and the only worker pool.
package pipeline

import (
	_ "embed"
	"errors"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/claim"
	"github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/language"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/phrase"
	"github.com/isnad/isnad/internal/place"
	"github.com/isnad/isnad/internal/segment"
)

// weights are the scorers as `isnad train` compiles them; weights.tsv beside it is the same for people.
//
//go:embed weights.bin
var weights []byte

// A Coder is all that is needed to read articles: the lexicon, the rules, the
// scorers. It is safe for many goroutines; each takes its own Reader.
type Coder struct {
	Lexicon  *lexicon.Lexicon
	Events   *event.Coder
	PageTime time.Duration // the longest that the extraction of a page may take, 0 no limit
}

// New opens the lexicon and the scorers that the program was built with.
func New() (*Coder, error) {
	var models learn.Models
	var bad error
	done := make(chan struct{})
	go func() { // beside the lexicon: each is a fifth of the start
		models, bad = learn.Load(weights)
		close(done)
	}()
	lx, err := lexicon.Open()
	<-done
	if err = errors.Join(err, bad); err != nil {
		return nil, err
	}
	ec, err := event.New(lx, models, normal.Key)
	if err != nil {
		return nil, err
	}
	return &Coder{Lexicon: lx, Events: ec}, nil
}

// WithModels is the same coder with other scorers, for cross-validation.
func (c *Coder) WithModels(ms learn.Models) *Coder {
	d := *c
	d.Events = c.Events.WithModels(ms)
	return &d
}

// A Reader reads articles one after another; it remembers words.
type Reader struct {
	c        *Coder
	language *language.Identifier
	morph    *morph.Analyzer
	memory   event.Memory
}

// Reader returns a reader of its own memory, for one goroutine.
func (c *Coder) Reader() *Reader {
	return &Reader{c: c, language: language.New(c.Lexicon), morph: morph.New(c.Lexicon)}
}

// Annotate reads one article, layer by layer. Nothing it returns shares memory
// that a later call changes.
func (r *Reader) Annotate(a isnad.Article) isnad.Document {
	d, layers := r.read(a)
	layers.Memory = &r.memory
	d.Events = r.c.Events.Code(&layers)
	el := entity.Layers{Lexicon: r.c.Lexicon, Day: a.Date, Normal: &d.Normal, Sentences: d.Sentences, Tokens: d.Tokens, Names: d.Names, Phrases: d.Phrases}
	entity.Refine(r.c.Events.Models(), &el, d.Mentions, d.Events, d.Claims)
	return d
}

// Layers reads an article up to the events, for training.
func (r *Reader) Layers(a isnad.Article) (isnad.Document, event.Layers) { return r.read(a) }

func (r *Reader) read(a isnad.Article) (isnad.Document, event.Layers) {
	lx := r.c.Lexicon
	a = foreign(r.language, a)
	n := normal.Fold(a.Text)
	ss, ts := segment.Split(&n, a.Dropped)
	ts = r.morph.Analyze(ss, ts)
	ds := date.Find(lx, ss, ts, a.Date)
	ns := entity.Find(lx, ss, ts)
	ps := phrase.Chunk(ss, ts, ns, r.c.Events.Takes)
	el := entity.Layers{Lexicon: r.c.Lexicon, Day: a.Date, Normal: &n, Sentences: ss, Tokens: ts, Names: ns, Phrases: ps}
	ms := entity.Resolve(el)
	pl := place.Locate(lx, ss, ts, ns)
	cs := claim.Attribute(lx, ss, ts, ps, ms)
	d := isnad.Document{Article: a, Normal: n, Sentences: ss, Tokens: ts, Dates: ds, Names: ns, Phrases: ps, Mentions: ms, Places: pl, Claims: cs}
	return d, event.Layers{Day: a.Date, Normal: &d.Normal, Sentences: ss, Tokens: ts, Dates: ds, Names: ns, Phrases: ps, Mentions: ms, Places: pl, Claims: cs}
}
