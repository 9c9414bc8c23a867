package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/compile"
	"github.com/isnad/isnad/internal/event"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
	"github.com/spf13/cobra"
)

// explainFlags are the flags of isnad explain.
type explainFlags struct {
	from, to, doc, date, data string
	readings                  bool
	sentence                  int
}

func newExplain() *cobra.Command {
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain SENTENCE | FILE [--doc ID] | -",
		Short: "Tell why a text is coded as it is",
		Long: `Tell why a text is coded as it is: the reading of each word, what each mention was
resolved to and how, who says what, and for each event the pattern row, its
conditions, and the weights that decided. Triggers that made no event are listed
with the condition that failed or the weights that spoke against them.

What is no name of a file is read as a sentence. Of a file with several documents
--doc names one. With --data the files of data/ are read anew, so that a changed
row can be tried without building the program.`,
		Example: `  isnad explain "اعتقلت الشرطة التركية عشرة متظاهرين في أنقرة"
  isnad explain docs.jsonl --doc 17 --readings
  isnad explain page.html --sentence 3
  isnad explain page.html --to json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("put a sentence in quotation marks, or name one file", "isnad explain takes one sentence or file, not %d", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return runExplain(c, f, args[0]) },
	}
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "auto", "form of the input: "+inputForms)
	fs.StringVar(&f.to, "to", "text", "form of the output: text or json")
	fs.StringVar(&f.doc, "doc", "", "id of the document in the file")
	fs.StringVar(&f.date, "date", "", "day of publication of a sentence, 2014-10-22")
	fs.StringVar(&f.data, "data", "", "folder of data to read instead of the data the program carries")
	fs.IntVar(&f.sentence, "sentence", -1, "tell only of this sentence, counted from 0 as the text is listed")
	fs.BoolVar(&f.readings, "readings", false, "list all readings of each word with their costs")
	return c
}

func runExplain(c *cobra.Command, f explainFlags, arg string) error {
	if f.to != "text" && f.to != "json" {
		return usage("--to takes text or json", "unknown output form %q", f.to)
	}
	if err := (&codeFlags{from: f.from, to: "events", jobs: 1, maxLine: 1, maxPage: 1}).check(); err != nil {
		return err
	}
	coder, err := coderOf(f.data)
	if err != nil {
		return err
	}
	a, err := articleOf(c, coder, f, arg)
	if err != nil {
		return err
	}
	e, err := explain.New(coder)
	if err != nil {
		return failed(err, "")
	}
	report := e.Explain(a, f.readings)
	if c.Flags().Changed("sentence") && !report.Keep(f.sentence) {
		return usage(fmt.Sprintf("sentences count from 0 to %d", len(report.Sentences)-1), "the text has no sentence %d", f.sentence)
	}
	if f.to == "json" {
		j := export.NewJSONL(c.OutOrStdout())
		return errors.Join(j.Write(report), j.Flush())
	}
	p := explain.NewPrinter(c.OutOrStdout(), isTerminal(c.OutOrStdout()))
	report.Print(p)
	return p.Flush()
}

// coderOf makes a coder from a folder of data, or the one the program carries.
func coderOf(data string) (*pipeline.Coder, error) {
	coder, err := pipeline.New()
	if err != nil || data == "" {
		return coder, wrapped(err)
	}
	b, problems, err := compile.Compile(os.DirFS(data))
	if err == nil && len(problems) > 0 {
		err = fmt.Errorf("%s", problems[0])
	}
	if err != nil {
		return nil, failed(err, "isnad lexicon check --data "+data+" lists what is wrong")
	}
	return coderWith(coder, string(b))
}

// coderWith is a coder of the same scorers over other data.
func coderWith(c *pipeline.Coder, compiled string) (*pipeline.Coder, error) {
	lx, err := lexicon.Read(compiled)
	if err != nil {
		return nil, failed(err, "--data names the folder that holds ar, gazetteer, ontology and patterns")
	}
	ec, err := event.New(lx, c.Events.Models(), normal.Key)
	if err != nil {
		return nil, failed(err, "isnad lexicon check lists what is wrong")
	}
	return &pipeline.Coder{Lexicon: lx, Events: ec}, nil
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return failed(err, "")
}

// errFound ends the walk over a file when the document is found.
var errFound = errors.New("found")

// articleOf is the sentence, or the document of the file that --doc names.
func articleOf(c *cobra.Command, coder *pipeline.Coder, f explainFlags, arg string) (isnad.Article, error) {
	if _, err := os.Stat(arg); err != nil && arg != "-" {
		if f.doc != "" || !strings.ContainsFunc(arg, func(r rune) bool { return r > '\u0600' }) {
			return isnad.Article{}, failed(fmt.Errorf("read %s: no such file", printable(arg)), "a sentence to explain is Arabic and stands in quotation marks")
		}
		return isnad.Article{ID: "sentence", Date: f.date, Text: strings.ToValidUTF8(arg, "\ufffd")}, nil
	}
	labels := pipeline.Labels(coder.Lexicon)
	rep := newReport(c.ErrOrStderr())
	var out isnad.Article
	var ids []string
	err := func() error {
		for it := range read.Inputs([]string{arg}, c.InOrStdin(), read.Options{From: read.Kind(f.from)}) {
			a, faults, ok := pipeline.Article(labels, &it)
			for i := range faults {
				rep.fault(&faults[i])
			}
			if !ok {
				continue
			}
			if ids = append(ids, a.ID); f.doc == "" && len(ids) == 1 || a.ID == f.doc {
				out = a
			}
			if a.ID == f.doc {
				return errFound
			}
		}
		return nil
	}()
	switch {
	case errors.Is(err, errFound):
		return out, nil
	case len(ids) == 0:
		return out, failed(fmt.Errorf("read %s: no document", printable(arg)), "")
	case f.doc != "":
		return out, failed(fmt.Errorf("read %s: no document %q", printable(arg), f.doc), some(ids))
	case len(ids) > 1:
		return out, usage(some(ids), "%s holds %d documents; --doc names one", printable(arg), len(ids))
	}
	return out, nil
}

// some lists the first ids of a file.
func some(ids []string) string {
	hint := "its documents are " + strings.Join(ids[:min(5, len(ids))], ", ")
	if len(ids) > 5 {
		hint += ", ..."
	}
	return printable(hint)
}
