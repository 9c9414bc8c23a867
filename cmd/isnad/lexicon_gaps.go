package main

import (
	"bufio"
	"fmt"
	"runtime"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/spf13/cobra"
)

func newLexiconGaps() *cobra.Command {
	f := codeFlags{maxLine: read.DefaultMaxLine, maxPage: read.DefaultMaxPage}
	var data string
	var least, most int
	c := &cobra.Command{
		Use:   "gaps FILE... | DIR | -",
		Short: "Rank words beside known parties that no pattern knows",
		Long: `Rank the verbs and masdars that no pattern row, light verb or reporting verb knows, and
the words that the lexicon lacks, by how often they stand beside known parties in the
texts given: what a row may be missing for. Columns, tab between them: times beside two
parties or more, beside one, in all, form, lemma, document and sentence of an example.

docs/data.md tells how to write a row and test it.`,
		Example: `  isnad lexicon gaps articles.jsonl | head -50
  isnad lexicon gaps pages/ --min 3 --data data`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name files or folders, or - for standard input", "isnad lexicon gaps needs something to read")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.checkInputs(); err != nil {
				return err
			}
			coder, err := coderOf(data)
			if err != nil {
				return err
			}
			return runGaps(c, f, coder, args, least, most)
		},
	}
	c.Flags().StringVar(&f.from, "from", "auto", "form of the inputs: "+inputForms)
	c.Flags().StringVar(&data, "data", "", "folder of data to read instead of the data the program carries")
	c.Flags().IntVar(&least, "min", 1, "leave out words that stand fewer times beside two parties")
	c.Flags().IntVar(&most, "limit", 0, "how many words, 0 all")
	c.Flags().IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many documents are read at a time; the output is the same for any number")
	return c
}

func runGaps(c *cobra.Command, f codeFlags, coder *pipeline.Coder, args []string, least, most int) error {
	g := explain.NewGaps(coder.Lexicon)
	out := output{func(d *isnad.Document) error { g.Add(d); return nil }, func() error { return nil }}
	if err := f.writeAll(c, coder, args, out); err != nil {
		return err
	}
	w := bufio.NewWriter(c.OutOrStdout())
	for i, x := range g.Ranked(least) {
		if most > 0 && i == most {
			break
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%s\t%s\t%s\t%s\n", x.Two, x.One, x.All, x.Form, x.Lemma, x.Doc, strings.Join(strings.Fields(x.Example), " "))
	}
	return w.Flush()
}
