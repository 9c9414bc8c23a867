package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"strings"

	"github.com/isnad/isnad/internal/compile"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/spf13/cobra"
)

func newLexicon() *cobra.Command {
	c := &cobra.Command{
		Use:   "lexicon",
		Short: "Check and look up the data",
		Long: `Check and look up the files of data/: words, names, codes and patterns. docs/data.md
tells what each file holds, and how to add a row and test it.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usage("isnad lexicon --help lists them", "isnad lexicon takes check, show or conjugate")
		},
	}
	c.AddCommand(newLexiconCheck(), newLexiconShow(), newLexiconGaps(), newLexiconConjugate())
	return c
}

func newLexiconCheck() *cobra.Command {
	var data string
	var strict bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong in the files of data/",
		Long: `Say what is wrong in the files of data/, one fault a line as file:line: kind: text.

Faults are of the kinds parse, unique, sorted, cells, letters, codes, refs, triggers
and classes. Two kinds are notes: words (a condition or class names a word that the
lexicon lacks) and example (the example of a pattern does not propose an event of its
type). The exit code is 1 when there is a fault, or with --strict a note.`,
		Example: `  isnad lexicon check
  isnad lexicon check --data ~/isnad/data --strict`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runLexiconCheck(c, data, strict) },
	}
	c.Flags().StringVar(&data, "data", "data", "folder that holds ar, gazetteer, ontology and patterns")
	c.Flags().BoolVar(&strict, "strict", false, "count notes as faults")
	return c
}

// kindExample is the note that a pattern's own example does not propose it.
const kindExample = "example"

func runLexiconCheck(c *cobra.Command, data string, strict bool) error {
	if info, err := os.Stat(data); err != nil || !info.IsDir() {
		return failed(fmt.Errorf("read %s: no such folder", printable(data)), "--data names the folder that holds ar, gazetteer, ontology and patterns")
	}
	if files, err := fs.Glob(os.DirFS(data), "*/*.tsv"); err != nil || len(files) == 0 {
		return failed(fmt.Errorf("read %s: no data files below it", printable(data)), "--data names the folder that holds ar, gazetteer, ontology and patterns")
	}
	findings, compiled, err := compile.Check(os.DirFS(data))
	if err != nil {
		return failed(err, "")
	}
	examples, err := examplesOf(string(compiled))
	if err == nil {
		findings = append(findings, unproposed(os.DirFS(data), examples)...)
	} else { // what stands in its way is among the findings
		findings = append(findings, compile.Finding{Problem: compile.Problem{File: "patterns", Text: err.Error()}, Kind: compile.KindParse})
	}
	faults := printFindings(c.OutOrStdout(), findings)
	rows, proposed, own, coded := tally(examples)
	notes := len(findings) - faults
	fmt.Fprintf(c.OutOrStdout(), "%d faults, %d notes; of %d pattern rows the own example is proposed for %d (by the row itself %d), coded for %d\n", faults, notes, rows, proposed, own, coded)
	if faults > 0 || strict && notes > 0 {
		return &exit{code: exitFailed}
	}
	return nil
}

// examplesOf runs the examples of compiled data.
func examplesOf(compiled string) ([]explain.Example, error) {
	carried, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	coder, err := coderWith(carried, compiled)
	if err != nil {
		return nil, err
	}
	return explain.Examples(coder), nil
}

func tally(examples []explain.Example) (rows, proposed, own, coded int) {
	for _, x := range examples {
		rows++
		for _, n := range []struct {
			yes   bool
			count *int
		}{{x.Proposed, &proposed}, {x.Own, &own}, {x.Coded, &coded}} {
			if n.yes {
				*n.count++
			}
		}
	}
	return rows, proposed, own, coded
}

// printFindings writes them by place and counts the faults.
func printFindings(w io.Writer, findings []compile.Finding) (faults int) {
	sort.SliceStable(findings, func(i, j int) bool {
		a, b := findings[i], findings[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
	p := explain.NewPrinter(w, isTerminal(w))
	for _, f := range findings {
		if f.Kind != compile.KindWords && f.Kind != kindExample {
			faults++
		}
		latin, words := f.String(), ""
		if k := strings.LastIndex(latin, ": "); k >= 0 && f.Kind == kindExample {
			latin, words = latin[:k+1], latin[k+2:]
		}
		p.Line(0, words, "%s", latin)
	}
	if err := p.Flush(); err != nil {
		return max(1, faults)
	}
	return faults
}

// unproposed are the pattern rows that their own example does not propose, with
// their place in the files.
func unproposed(data fs.FS, examples []explain.Example) (out []compile.Finding) {
	tables, _, err := compile.Read(data)
	if err != nil || tables["events"] == nil {
		return nil
	}
	t := tables["events"]
	rows := map[string]compile.Row{}
	for _, r := range t.Rows {
		rows[t.Get(r, "key")] = r
	}
	for _, x := range examples {
		if r := rows[x.Key]; !x.Proposed {
			out = append(out, compile.Finding{Problem: compile.Problem{File: r.File, Line: r.Line, Text: fmt.Sprintf("%s is not proposed by its own example; %s", x.Key, x.Why)}, Kind: kindExample})
		}
	}
	return out
}
