package lexicon_test

import (
	"testing"

	"github.com/isnad/isnad/internal/lexicon"
)

// BenchmarkOpen is what every start of the program pays.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := lexicon.Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStem(b *testing.B) {
	lx := open(b)
	var buf []lexicon.Entry
	for b.Loop() {
		buf = lx.Stem("اعتقل", buf[:0])
	}
}
