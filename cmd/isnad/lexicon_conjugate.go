package main

import (
	"fmt"
	"strings"

	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
	"github.com/isnad/isnad/internal/paradigm"
	"github.com/spf13/cobra"
)

func newLexiconConjugate() *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "conjugate VERB | ROOT.FORM",
		Short: "Print the paradigm of a verb with its vowels",
		Long: `Print the paradigm of a verb of data/ar/verbs.tsv with its vowels. The verb is the past,
third person masculine singular, or root and form in safe Buckwalter: whm.8.`,
		Example: `  isnad lexicon conjugate اتهم
  isnad lexicon conjugate qwl.1`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("for example isnad lexicon conjugate qwl.1", "isnad lexicon conjugate takes one verb")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			coder, err := coderOf(data)
			if err != nil {
				return err
			}
			rows := verbRows(coder.Lexicon.Table("verbs"), args[0])
			if len(rows) == 0 {
				return failed(fmt.Errorf("no verb %s in data/ar/verbs.tsv", printable(args[0])), "name the past, third person masculine singular, or root.form in safe Buckwalter (docs/data.md)")
			}
			p := explain.NewPrinter(c.OutOrStdout(), isTerminal(c.OutOrStdout()))
			for _, row := range rows {
				if err := conjugate(p, coder.Lexicon.Table("verbs"), row); err != nil {
					return failed(err, "")
				}
			}
			return p.Flush()
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of data to read instead of the data the program carries")
	return c
}

// verbRows finds the rows of a lemma, or of root.form.
func verbRows(t *lexicon.Table, name string) (rows []int) {
	if t == nil {
		return nil
	}
	key := normal.Key(name)
	for i := range t.Len() {
		if normal.Key(t.Get(i, "lemma")) == key || t.Get(i, "root")+"."+t.Get(i, "form") == name {
			rows = append(rows, i)
		}
	}
	return rows
}

var (
	tenseNames  = [...]string{"past", "present", "imperative"}
	moodNames   = [...]string{"", ", indicative", ", subjunctive", ", jussive"}
	numberNames = [...]string{"", "singular", "dual", "plural"}
	genderNames = [...]string{"", "masculine", "feminine"}
)

func conjugate(p *explain.Printer, t *lexicon.Table, row int) error {
	v := paradigm.Verb{Root: t.Get(row, "root"), Form: t.Get(row, "form"), Lemma: t.Get(row, "lemma"), Vowels: t.Get(row, "vowels")}
	cells, err := paradigm.Conjugate(v)
	if err != nil {
		return err
	}
	vowels := ""
	if v.Vowels != "" {
		vowels = ", vowels " + v.Vowels
	}
	p.Line(0, v.Lemma, "VERB %s.%s%s  %q", v.Root, v.Form, vowels, t.Get(row, "gloss"))
	if f := t.Get(row, "frame"); f != "" {
		p.Line(1, f, "frame")
	}
	last := ""
	for _, c := range cells {
		voice := "active"
		if c.Passive {
			voice = "passive"
		}
		part := fmt.Sprintf("%s%s, %s", strings.ToUpper(tenseNames[c.Tense]), moodNames[c.Mood], voice)
		if part != last {
			p.Head("%s", part)
			last = part
		}
		p.Line(1, c.Vowelled, "%d  %-9s %s", c.Person, numberNames[c.Number], genderNames[c.Gender])
	}
	p.Head("NOUNS of the verb")
	active, passive := paradigm.Participles(v)
	for _, n := range []struct {
		what  string
		words []string
	}{{"masdar", t.List(row, "masdars")}, {"active participle", active}, {"passive participle", passive}} {
		for _, w := range n.words {
			p.Line(1, w, "%s", n.what)
		}
	}
	p.Line(0, "", "")
	return nil
}
