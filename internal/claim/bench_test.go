package claim_test

import (
	"testing"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/claim"
)

// The texts of the table above as one article of short paragraphs.
func BenchmarkAttribute(b *testing.B) {
	c := coder(b)
	text := ""
	for _, tt := range attributions {
		text += tt.text + "\n"
	}
	d, _ := c.Reader().Layers(isnad.Article{ID: "x", Text: text})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		claim.Attribute(c.Lexicon, d.Sentences, d.Tokens, d.Phrases, d.Mentions)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
