package main

import (
	"runtime"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/spf13/cobra"
)

func newTokens() *cobra.Command {
	f := codeFlags{maxLine: read.DefaultMaxLine, maxPage: read.DefaultMaxPage}
	c := &cobra.Command{
		Use:   "tokens FILE... | DIR | -",
		Short: "Write the words as they were read",
		Long: `Write the words of each document: clitics, lemma, part of speech and features.

In CoNLL-U proclitics and pronoun suffixes are words of their own, the article stays
in its word, and forms are in the letters of the page. Heads and relations are not
known and stay _. In JSON each line is a document; offsets count code points.`,
		Example: `  echo "وسيلتقي رئيس الوزراء بنظيره التركي" | isnad tokens -
  isnad tokens page.html --to json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("name files or folders, or - for standard input", "isnad tokens needs something to read")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if f.to != "conllu" && f.to != "json" {
				return usage("--to takes conllu or json", "unknown output form %q", f.to)
			}
			if err := f.checkInputs(); err != nil {
				return err
			}
			return runTokens(c, f, args)
		},
	}
	c.Flags().StringVar(&f.from, "from", "auto", "form of the inputs: "+inputForms)
	c.Flags().StringVar(&f.to, "to", "conllu", "form of the output: conllu or json")
	c.Flags().IntVar(&f.jobs, "jobs", runtime.NumCPU(), "how many documents are read at a time; the output is the same for any number")
	return c
}

func runTokens(c *cobra.Command, f codeFlags, args []string) error {
	coder, err := pipeline.New()
	if err != nil {
		return failed(err, "")
	}
	lemma := explain.NewWords(coder.Lexicon).Lemma
	u, j := export.NewCoNLLU(c.OutOrStdout(), lemma), export.NewJSONL(c.OutOrStdout())
	out := output{u.Write, u.Flush}
	if f.to == "json" {
		out = output{func(d *isnad.Document) error { return j.Write(export.TokensOf(d, lemma)) }, j.Flush}
	}
	return f.writeAll(c, coder, args, out)
}
