package main

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/explain"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/morph"
	"github.com/isnad/isnad/internal/normal"
	"github.com/spf13/cobra"
)

func newLexiconShow() *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "show WORD",
		Short: "Show all readings of a word, its rows, names and patterns",
		Long: `Show all that the data says of a word or a name of several words: the readings of the
written form, the rows it stands in, and the event patterns it triggers. Hamzas and
vowels need not be right: look-up folds them.`,
		Example: `  isnad lexicon show وزير
  isnad lexicon show "البيت الأبيض"
  isnad lexicon show اعتقل --data data`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return usage("put a name of several words in quotation marks", "isnad lexicon show takes one word")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			coder, err := coderOf(data)
			if err != nil {
				return err
			}
			s := shower{coder.Lexicon, explain.NewWords(coder.Lexicon), explain.NewPrinter(c.OutOrStdout(), isTerminal(c.OutOrStdout()))}
			s.show(strings.Join(strings.Fields(args[0]), " "))
			return s.p.Flush()
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of data to read instead of the data the program carries")
	return c
}

// A shower prints what the data says of one word.
type shower struct {
	lx *lexicon.Lexicon
	w  *explain.Words
	p  *explain.Printer
}

// kindNames tell of each kind of fixed phrase what it is.
var kindNames = [...]string{
	lexicon.KindState: "state", lexicon.KindNisba: "nisba or people of a state", lexicon.KindCapital: "capital", lexicon.KindSeat: "seat of power",
	lexicon.KindOrganisation: "organisation", lexicon.KindPerson: "person", lexicon.KindPlace: "place", lexicon.KindAgent: "agent",
	lexicon.KindReporting: "reporting verb", lexicon.KindCompound: "compound particle", lexicon.KindMonth: "month", lexicon.KindSurname: "surname",
	lexicon.KindTrigger: "trigger of a pattern", lexicon.KindLight: "light verb", lexicon.KindClass: "word of a class", lexicon.KindHint: "word that suggests a country",
}

func (s *shower) show(word string) {
	key := normal.Key(word)
	s.p.Line(0, word, "WORD")
	s.p.Line(0, key, "folded")
	keys := []string{key}
	if !strings.Contains(key, " ") {
		keys = s.readings(key, keys)
	}
	s.p.Head("ROWS of names, agents, reporting verbs, light verbs and classes")
	for i, k := range keys {
		values, _ := s.lx.Phrase(k, nil)
		for _, v := range values {
			if v.Kind != lexicon.KindTrigger && (i == 0 || ofLemma[v.Kind]) {
				s.row(kindNames[v.Kind], lexicon.TableOf(v.Kind), int(v.Row))
			}
		}
	}
	s.p.Head("PATTERNS that it triggers")
	for _, k := range keys {
		s.lx.Rows(k, lexicon.KindTrigger, func(row int) {
			t := s.lx.Table("events")
			s.row(t.Get(row, "type"), "events", row)
		})
	}
}

// ofLemma are the kinds that a word has by its lemma, whatever form is printed.
var ofLemma = map[uint32]bool{lexicon.KindAgent: true, lexicon.KindReporting: true, lexicon.KindLight: true, lexicon.KindClass: true}

// readings prints the readings of a written word with their rows, and returns the
// word and what it can be a form of: lemmas and verbs.
func (s *shower) readings(key string, keys []string) []string {
	s.p.Head("READINGS  cost, part of speech, clitics, features, row; lemma")
	seen := map[string]bool{key: true}
	shown := map[string]bool{}
	var rows []*isnad.Reading
	for _, r := range morph.New(s.lx).Word(key) {
		read := s.w.Read(&r)
		s.p.Line(1, read.Lemma, "%3d  %s", read.Cost, read.Columns())
		for _, k := range []string{r.Lemma, r.Verb} {
			if k != "" && !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
		if !shown[r.Row] {
			shown[r.Row] = true
			rows = append(rows, &r)
		}
	}
	s.p.Head("ROWS of the words")
	for _, r := range rows {
		if _, i := s.w.Find(r.Row); i >= 0 {
			s.row(r.POS.String(), s.w.Row(r.Row).Table, i)
		}
	}
	return keys
}

// row prints the cells of a row, one string a line.
func (s *shower) row(what, table string, row int) {
	t := s.lx.Table(table)
	s.p.Line(1, "", "%s, row of %s", what, table)
	for i, c := range t.Columns() {
		cell := t.Cell(row, i)
		if cell == "" || c == "folded" {
			continue
		}
		items := []string{cell}
		if c != "gloss" && c != "cond" {
			items = strings.Split(cell, ";")
		}
		if table == "classes" && c == "words" {
			s.p.Line(3, "", "%-12s %d", "words", len(items))
			continue
		}
		for _, x := range items {
			if strings.ContainsFunc(x, func(r rune) bool { return r >= 0x600 && r <= 0x6ff }) {
				s.p.Line(3, x, "%s", c)
			} else {
				s.p.Line(3, "", "%-12s %s", c, x)
			}
		}
	}
}
