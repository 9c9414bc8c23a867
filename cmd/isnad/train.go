package main

import (
	"fmt"

	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/train"
	"github.com/spf13/cobra"
)

func newTrain() *cobra.Command {
	var root, gold string
	var tune bool
	c := &cobra.Command{
		Use:   "train",
		Short: "Fit the scorers on annotated text",
		Long: `Fit the scorers of the event coder and write internal/pipeline/weights.tsv below the
checkout. Build the program again to use them. Each line on standard error is what a
scorer reaches on text that it has not seen (five folds). The same text gives the
same weights. --tune first finds how much each group of features is held back, by what
that costs on text not seen, and keeps it in internal/train/penalties.tsv: do so when
features or text have changed much; it takes some ten times as long.`,
		Example: `  isnad train --root . --gold ../shared/gold
  isnad train --tune`,
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
	c.Flags().StringVar(&gold, "gold", "../shared/gold", "folder of gold")
	return c
}
