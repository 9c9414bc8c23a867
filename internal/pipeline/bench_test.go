package pipeline_test

import (
	"os"
	"testing"
	"time"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/segment"
)

// benchTexts are the sentences of gsr-dev, or the pages of examples/ where the
// gold does not lie beside the checkout.
func benchTexts(b *testing.B) (articles []isnad.Article, size int64) {
	b.Helper()
	if _, err := os.Stat(gold + "/gsr-dev"); err == nil {
		g, err := eval.ReadGSR(gold + "/gsr-dev")
		if err != nil {
			b.Fatal(err)
		}
		for _, u := range g.Units() {
			articles = append(articles, u.Article)
		}
	} else {
		articles = exampleArticles(b)
	}
	for i := range articles {
		size += int64(len(articles[i].Text))
	}
	return articles, size
}

// countWords counts written tokens, signs included, as the stages see them.
func countWords(articles []isnad.Article) (n int) {
	for i := range articles {
		folded := normal.Fold(articles[i].Text)
		_, ts := segment.Split(&folded, articles[i].Dropped)
		n += len(ts)
	}
	return n
}

// BenchmarkAnnotate reads all texts once an iteration, in one goroutine.
func BenchmarkAnnotate(b *testing.B) {
	r := coder(b).Reader()
	benchmarkAnnotate(b, func() *pipeline.Reader { return r })
}

// BenchmarkAnnotateUnseen reads them with a reader that has seen no word.
func BenchmarkAnnotateUnseen(b *testing.B) { benchmarkAnnotate(b, coder(b).Reader) }

func benchmarkAnnotate(b *testing.B, reader func() *pipeline.Reader) {
	articles, size := benchTexts(b)
	words := countWords(articles)
	b.SetBytes(size)
	b.ReportAllocs()
	began := time.Now()
	n := 0
	for b.Loop() {
		r := reader()
		for i := range articles {
			r.Annotate(articles[i])
		}
		n++
	}
	b.ReportMetric(float64(words*n)/time.Since(began).Seconds(), "words/s")
}

// BenchmarkMorph analyses the words of all texts once an iteration.
func BenchmarkMorph(b *testing.B) {
	articles, size := benchTexts(b)
	type split struct {
		sentences []isnad.Sentence
		tokens    []isnad.Token
	}
	var texts []split
	words := 0
	for i := range articles {
		folded := normal.Fold(articles[i].Text)
		ss, ts := segment.Split(&folded, nil)
		texts = append(texts, split{ss, ts})
		words += len(ts)
	}
	m := morph.New(coder(b).Lexicon)
	b.SetBytes(size)
	b.ReportAllocs()
	began := time.Now()
	n := 0
	for b.Loop() {
		for i := range texts {
			m.Analyze(texts[i].sentences, texts[i].tokens)
		}
		n++
	}
	b.ReportMetric(float64(words*n)/time.Since(began).Seconds(), "words/s")
}

// BenchmarkNew times what a run pays before its first document.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := pipeline.New(); err != nil {
			b.Fatal(err)
		}
	}
}
