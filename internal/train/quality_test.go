package train_test

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/train"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	root   = "../.."
	gold   = "../../../shared/gold"
	golden = "../../testdata/quality.txt"
	own    = "testdata/gold/own-dev.jsonl" // written for isnad, never trained on
)

// TestQuality holds the figures of the coder on all gold to the committed ones, so
// that a change in coding shows in review. Trained text is coded out of fold. It
// also holds the embedded scorers to what training gives, to the byte.
func TestQuality(t *testing.T) {
	if _, err := os.Stat(gold); err != nil {
		t.Skipf("no gold beside the checkout: %v", err)
	}
	if raceDetector {
		t.Skip("training is too slow under the race detector; make check runs it without")
	}
	coder, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	set, err := train.Load(coder, root, gold, nil)
	if err != nil {
		t.Fatal(err)
	}
	result := set.Train()
	sameWeights(t, result)
	var out bytes.Buffer
	out.WriteString("# Written by `go test ./internal/train -run Quality -update`; see docs/quality.md.\n")
	for _, part := range []struct {
		name string
		pick eval.Pick
	}{{"all units", eval.All}, {"held quarter", eval.Held}, {"open part", eval.Open}} {
		for _, path := range []string{own, "plover-dev.jsonl", "articles-dev.jsonl", "seed/gold.jsonl", "plover-train.jsonl", "own-train.jsonl", "gsr-dev"} {
			file := filepath.Join(gold, path)
			if path == own {
				file = filepath.Join(root, path)
			}
			fmt.Fprintf(&out, "\n## %s, %s\n", path, part.name)
			if err := score(&out, coder, result, file, part.pick); err != nil {
				t.Fatal(err)
			}
		}
	}
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, out.Bytes()) {
		t.Errorf("the figures changed; read the diff after: go test ./internal/train -run Quality -update\n%s", out.String())
	}
}

func sameWeights(t *testing.T, r *train.Result) {
	path := filepath.Join(t.TempDir(), "weights.tsv")
	if *update { // one training for the scorers and their figures
		path = root + "/internal/pipeline/weights.tsv"
	}
	if err := r.Write(path); err != nil {
		t.Fatal(err)
	}
	for _, name := range [...]string{"weights.tsv", "weights.bin"} {
		have, err := os.ReadFile(filepath.Join(filepath.Dir(path), name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(root + "/internal/pipeline/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) {
			t.Errorf("internal/pipeline/%s is stale: run go run ./cmd/isnad train", name)
		}
	}
}

var coded = map[string]eval.Coded{}

func score(w io.Writer, c *pipeline.Coder, r *train.Result, path string, pick eval.Pick) error {
	units, err := eval.Units(path)
	if err != nil {
		return err
	}
	if coded[path] == nil {
		if coded[path], err = train.Code(c, units, r.For); err != nil {
			return err
		}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		g, err := eval.ReadGSR(path)
		if err != nil {
			return err
		}
		return eval.PrintGSR(w, eval.ScoreGSR(g, coded[path], pick))
	}
	if err := eval.ScorePlover(units, coded[path], pick).Print(w); err != nil {
		return err
	}
	return eval.PrintReliability(w, eval.Reliable(units, coded[path], pick))
}
