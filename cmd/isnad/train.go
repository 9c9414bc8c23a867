package main

import (
	"fmt"

	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/train"
	"github.com/spf13/cobra"
)

func newTrain() *cobra.Command {
	var root, gold string
	c := &cobra.Command{
		Use:   "train",
		Short: "Fit the scorers on annotated text",
		Long: `Fit the scorers of the event coder and write internal/pipeline/weights.tsv below the
checkout. Build the program again to use them. Each line on standard error is what a
scorer reaches on text that it has not seen (five folds). The same text gives the
same weights.`,
		Example: `  isnad train --root . --gold ../shared/gold`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			coder, err := pipeline.New()
			if err != nil {
				return failed(err, "")
			}
			s, err := train.Load(coder, root, gold, c.ErrOrStderr())
			if err != nil {
				return failed(err, "--gold names the folder with plover-train.jsonl, own-train.jsonl, plover-dev.jsonl and gsr-dev")
			}
			path := root + "/internal/pipeline/weights.tsv"
			if err := s.Train().Write(path); err != nil {
				return failed(err, "--root names a checkout of isnad")
			}
			fmt.Fprintf(c.ErrOrStderr(), "isnad: note: wrote %s; build again to use it\n", path)
			return nil
		},
	}
	c.Flags().StringVar(&root, "root", ".", "checkout of isnad, with data/train and internal/pipeline")
	c.Flags().StringVar(&gold, "gold", "../shared/gold", "folder of gold")
	return c
}
