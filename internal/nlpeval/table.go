package nlpeval

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/isnad/isnad/internal/pipeline"
)

// A set is a file of test data, how to read it and which lines it draws.
type set struct {
	file   string
	read   func(string) ([]Doc, error)
	scheme Scheme
}

var sets = []set{
	{"wikinews.pos.ref", Farasa, Scheme{Zuruf: ClassNoun, Dem: ClassPron, Rel: ClassRest, Quantifier: ClassNoun, Ghayr: ClassNoun}},
	{"ud-arabic-pud.conllu", CoNLL, Scheme{Zuruf: ClassRest, Dem: ClassPron, Rel: ClassPron, Quantifier: ClassRest, Ghayr: ClassRest}},
	{"wojood.txt", Wojood, Scheme{Kindword: true}},
	{"aqmar.txt", AQMAR, Scheme{}},
}

// Run scores all sets in dir and writes the table; it returns the errors of the
// open parts by file.
func Run(c *pipeline.Coder, dir string, w io.Writer) (map[string][]string, error) {
	errs := map[string][]string{}
	fmt.Fprintln(w, "# Reading of words and names, per cent. Held: the quarter of sentences whose id (words, where a set has no ids) has a SHA-256")
	fmt.Fprintln(w, "# that begins with a byte below 64; its errors are never read. Clitics, part of speech and lemma count written words without")
	fmt.Fprintln(w, "# punctuation (clitics and lemma also without digits); part of speech and lemma are those of the word between its clitics.")
	fmt.Fprintln(w, "# Names: exact spans of words, the outermost of PER, ORG and LOC (GPE is LOC); a state found where the set tags ORG is right. A name whose words")
	fmt.Fprintln(w, "# are only not known, behind no title, claims no kind. wojood counts the word for the kind (madinat X) to the name of a place, so ours are widened over it.")
	fmt.Fprintln(w, "# nsubj and obj: pairs of verb and head read out of phrases alone. whole: the share right when no word is cut.")
	fmt.Fprintf(w, "%-22s %-10s %8s %8s %8s %8s\n", "set", "figure", "open", "words", "held", "words")
	for _, s := range sets {
		docs, err := s.read(filepath.Join(dir, s.file))
		if err != nil {
			return nil, err
		}
		sc := Score(c.Reader(), docs, s.scheme)
		errs[s.file] = sc.Errors
		for _, row := range []struct {
			name string
			n    [2]Count
		}{{"whole", sc.Whole}, {"clitics", sc.Clitics}, {"pos", sc.POS}, {"lemma", sc.Lemma}} {
			if row.n[0].All > 0 {
				fmt.Fprintf(w, "%-22s %-10s %8.1f %8d %8.1f %8d\n", s.file, row.name, row.n[0].Share(), row.n[0].All, row.n[1].Share(), row.n[1].All)
			}
		}
		printNames(w, s.file, sc)
		printRoles(w, s.file, sc)
	}
	return errs, nil
}

func printNames(w io.Writer, file string, sc Scores) {
	for _, k := range []string{"PER", "ORG", "LOC"} {
		if sc.Names[0][k].True == 0 {
			continue
		}
		o, h := sc.Names[0][k], sc.Names[1][k]
		p, r, f := o.Score()
		hp, hr, hf := h.Score()
		fmt.Fprintf(w, "%-22s %-10s %8.1f %8d %8.1f %8d   p %.1f r %.1f, held p %.1f r %.1f\n", file, k, f, o.True, hf, h.True, p, r, hp, hr)
	}
}

func printRoles(w io.Writer, file string, sc Scores) {
	for _, x := range []struct {
		name string
		f    [2]F
	}{{"nsubj", sc.Subject}, {"obj", sc.Object}} {
		if x.f[0].True == 0 {
			continue
		}
		p, r, f := x.f[0].Score()
		hp, hr, hf := x.f[1].Score()
		fmt.Fprintf(w, "%-22s %-10s %8.1f %8d %8.1f %8d   p %.1f r %.1f, held p %.1f r %.1f\n", file, x.name, f, x.f[0].True, hf, x.f[1].True, p, r, hp, hr)
	}
}
