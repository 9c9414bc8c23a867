package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/train"
	"github.com/spf13/cobra"
)

func newTrain() *cobra.Command {
	var root, gold string
	var tune, curve bool
	c := &cobra.Command{
		Use:   "train",
		Short: "Fit the scorers on annotated text",
		Long: `Fit the scorers of the event coder and write internal/pipeline/weights.tsv and, for
the program, weights.bin below the checkout. Build the program again to use them. Each line on standard error is what a
scorer reaches on text that it has not seen (five folds). All is fitted twice, each
written text as it stands in one fit and told in other words in the other, and the mean
is kept; it takes some ten minutes and 14 GB. The same text gives the same weights.

--tune first finds how much each group of features is held back, by what that costs on
text not seen, and keeps it in internal/train/penalties.tsv: do so when features or text
have changed much; it takes some ten times as long.

--curve writes no scorers: it fits an eighth, a quarter, a half and all of the text, and
prints what each reaches on plover-train.`,
		Example: `  isnad train --root . --gold ../shared/gold
  isnad train --tune
  isnad train --curve`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			coder, err := pipeline.New()
			if err != nil {
				return failed(err, "")
			}
			s, err := train.Load(coder, root, gold, c.ErrOrStderr())
			if err != nil {
				return failed(err, "--gold names the folder with plover-train.jsonl, own-train.jsonl, plover-dev.jsonl and gsr-dev")
			}
			if curve {
				return learningCurve(c.OutOrStdout(), coder, s, gold)
			}
			s.Tune = tune
			path := root + "/internal/pipeline/weights.tsv"
			if err := s.Train().Write(path); err != nil {
				return failed(err, "--root names a checkout of isnad")
			}
			if tune {
				if err := s.Penalties.Write(root); err != nil {
					return failed(err, "--root names a checkout of isnad")
				}
			}
			fmt.Fprintf(c.ErrOrStderr(), "isnad: note: wrote %s; build again to use it\n", path)
			return nil
		},
	}
	c.Flags().StringVar(&root, "root", ".", "checkout of isnad, with data/train and internal/pipeline")
	c.Flags().BoolVar(&tune, "tune", false, "find the penalties anew")
	c.Flags().BoolVar(&curve, "curve", false, "print what less text would give")
	c.Flags().StringVar(&gold, "gold", "../shared/gold", "folder of gold")
	return c
}

// learningCurve prints the figures of plover-train, its open part out of fold, by the
// share of the text that the scorers were fitted on.
func learningCurve(w io.Writer, coder *pipeline.Coder, s *train.Set, gold string) error {
	units, err := eval.Units(filepath.Join(gold, "plover-train.jsonl"))
	if err != nil {
		return failed(err, "--gold names the folder with plover-train.jsonl")
	}
	fmt.Fprintln(w, "texts  part  event F1  tuple F1  actor  recipient")
	for _, k := range [...]int{1, 2, 4, 8} {
		t := s.Thin(k)
		coded, err := train.Code(coder, units, t.Train().For)
		if err != nil {
			return failed(err, "")
		}
		for _, part := range [...]struct {
			name string
			pick eval.Pick
		}{{"open", eval.Open}, {"held", eval.Held}} {
			p := eval.ScorePlover(units, coded, part.pick)
			fmt.Fprintf(w, "%5d  %s  %8.3f  %8.3f  %5.3f  %9.3f\n", t.Len(), part.name, p.Event.F1, p.Tuple.F1, p.Matched["actor"], p.Matched["recipient"])
		}
	}
	return nil
}
