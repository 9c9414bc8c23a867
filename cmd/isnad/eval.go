package main

import (
	"fmt"
	"os"

	"github.com/isnad/isnad/internal/eval"
	"github.com/isnad/isnad/internal/learn"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/train"
	"github.com/spf13/cobra"
)

// evalFlags are the flags of isnad eval.
type evalFlags struct {
	held, open bool
	folds      string
	root       string
	errors     int
}

func newEval() *cobra.Command {
	var f evalFlags
	c := &cobra.Command{
		Use:   "eval GOLD...",
		Short: "Code gold and print how well it was coded",
		Long: `Code annotated text and print the tables of score_gsr.py (for a folder of people's
labels) and score_plover.py (for a .jsonl file of units with events). Of any other
folder, each such file and folder in it is scored.

The scorers that the program carries have seen plover-train, own-train, gsr-dev and
data/train, but for their held quarter. With --out-of-fold GOLD they are fitted anew,
five times, and each unit is coded by those that have not seen it.`,
		Example: `  isnad eval ../shared/gold/plover-dev.jsonl --errors 20
  isnad eval ../shared/gold/gsr-dev --out-of-fold ../shared/gold
  isnad eval ../shared/gold/articles-dev.jsonl --held
  isnad eval testdata/gold`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name a .jsonl file of annotated units, or a folder like gsr-dev", "isnad eval needs gold")
			}
			if f.held && f.open {
				return usage("leave both out for all units", "--held and --open exclude each other")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return runEval(c, f, args) },
	}
	c.Flags().BoolVar(&f.held, "held", false, "only the held quarter of the units")
	c.Flags().BoolVar(&f.open, "open", false, "only the other three quarters")
	c.Flags().StringVar(&f.folds, "out-of-fold", "", "folder of gold to fit the scorers on, five times")
	c.Flags().StringVar(&f.root, "root", ".", "checkout of isnad, for --out-of-fold")
	c.Flags().IntVar(&f.errors, "errors", 0, "list this many missed and this many wrong events (held units aside)")
	return c
}

func runEval(c *cobra.Command, f evalFlags, args []string) error {
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	models := func(string) learn.Models { return coder.Events.Models() }
	if f.folds != "" {
		s, err := train.Load(coder, f.root, f.folds, nil)
		if err != nil {
			return failed(err, "--out-of-fold names the folder with plover-train.jsonl, own-train.jsonl, plover-dev.jsonl and gsr-dev")
		}
		models = s.Train().For
	}
	pick := eval.All
	if f.held {
		pick = eval.Held
	} else if f.open {
		pick = eval.Open
	}
	var golds []string
	for _, path := range args {
		found, err := eval.Find(path)
		if err != nil {
			return failed(err, "name a .jsonl file of annotated units, or a folder of such files")
		}
		golds = append(golds, found...)
	}
	for _, path := range golds {
		if len(golds) > 1 {
			fmt.Fprintf(c.OutOrStdout(), "# %s\n", path)
		}
		if err := evalOne(c, coder, path, models, pick, f.errors); err != nil {
			return failed(err, "")
		}
	}
	return nil
}

func evalOne(c *cobra.Command, coder *pipeline.Coder, path string, models func(string) learn.Models, pick eval.Pick, errors int) error {
	units, err := eval.Units(path)
	if err != nil {
		return err
	}
	coded, err := train.Code(coder, units, models)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		g, err := eval.ReadGSR(path)
		if err != nil {
			return err
		}
		return eval.PrintGSR(c.OutOrStdout(), eval.ScoreGSR(g, coded, pick))
	}
	p := eval.ScorePlover(units, coded, pick)
	if err := p.Print(c.OutOrStdout()); err != nil {
		return err
	}
	return p.PrintErrors(c.OutOrStdout(), errors)
}
