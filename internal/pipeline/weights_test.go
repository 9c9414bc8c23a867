package pipeline_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/isnad/isnad/internal/learn"
)

// The scorers that the program carries are those of the text that people read.
func TestWeightsAreThoseOfTheText(t *testing.T) {
	f, err := os.Open("weights.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ms, err := learn.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	want, err := learn.Compile(ms)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("weights.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile("weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("weights.bin is not weights.tsv compiled: run go run ./cmd/isnad train, or go test ./internal/pipeline -run Weights -update")
	}
}
