package pipeline_test

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/claim"
	"github.com/isnad/isnad/internal/date"
	"github.com/isnad/isnad/internal/entity"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/phrase"
	"github.com/isnad/isnad/internal/segment"
)

// BenchmarkStages times each stage alone, on the layers that those before it made
// of all texts. The analyser has seen the words, as it has after some news.
func BenchmarkStages(b *testing.B) {
	c := coder(b)
	lx, reader, m := c.Lexicon, c.Reader(), morph.New(c.Lexicon)
	articles, size := benchTexts(b)
	docs := make([]isnad.Document, len(articles))
	layers := make([]event.Layers, len(articles))
	memory := event.Memory{}
	for i := range articles {
		docs[i], layers[i] = reader.Layers(articles[i])
		layers[i].Memory = &memory
		m.Analyze(docs[i].Sentences, docs[i].Tokens)
	}
	for _, stage := range []struct {
		name string
		run  func(d *isnad.Document, l *event.Layers)
	}{
		{"normal", func(d *isnad.Document, l *event.Layers) { normal.Fold(d.Text) }},
		{"segment", func(d *isnad.Document, l *event.Layers) { segment.Split(&d.Normal, d.Dropped) }},
		{"morph", func(d *isnad.Document, l *event.Layers) { m.Analyze(d.Sentences, d.Tokens) }},
		{"date", func(d *isnad.Document, l *event.Layers) { date.Find(lx, d.Sentences, d.Tokens, d.Date) }},
		{"names", func(d *isnad.Document, l *event.Layers) { entity.Find(lx, d.Sentences, d.Tokens) }},
		{"phrase", func(d *isnad.Document, l *event.Layers) { phrase.Chunk(d.Sentences, d.Tokens, d.Names, c.Events.Takes) }},
		{"mentions", func(d *isnad.Document, l *event.Layers) {
			entity.Resolve(entity.Layers{Lexicon: lx, Day: d.Date, Normal: &d.Normal, Sentences: d.Sentences, Tokens: d.Tokens, Names: d.Names, Phrases: d.Phrases})
		}},
		{"claim", func(d *isnad.Document, l *event.Layers) {
			claim.Attribute(lx, d.Sentences, d.Tokens, d.Phrases, d.Mentions)
		}},
		{"event", func(d *isnad.Document, l *event.Layers) { c.Events.Code(l) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for i := range docs {
					stage.run(&docs[i], &layers[i])
				}
			}
		})
	}
}
