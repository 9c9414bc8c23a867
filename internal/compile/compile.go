package compile

import (
	"io/fs"
	"strings"

	"github.com/isnad/isnad/internal/normal"
)

// Compile reads data/ and returns the compiled file and what is wrong with the
// data; with problems the file is still whole but for the rows they name.
func Compile(fsys fs.FS) ([]byte, []Problem, error) {
	tables, w, problems, err := build(fsys)
	if err != nil {
		return nil, nil, err
	}
	return encode(tables, w, namePhrases(tables)), problems, nil
}

// build reads the tables and makes the paradigms of their words.
func build(fsys fs.FS) (map[string]*Table, *words, []Problem, error) {
	tables, problems, err := Read(fsys)
	if err != nil {
		return nil, nil, nil, err
	}
	foldWords(tables["words"])
	foldWords(tables["particles"])
	w := newWords()
	w.bands(tables["common"])
	for _, step := range []struct {
		table string
		add   func(*Table)
	}{
		{"particles", w.particles}, {"verbs", w.verbs}, {"nouns", w.plainNouns}, {"agents", w.agents}, {"adjectives", w.adjectives},
		{"states", w.nisbas}, {"organisations", w.organisations}, {"places", w.places}, {"persons", w.persons}, {"given", w.givenNames}, {"months", w.months},
	} {
		if t := tables[step.table]; t != nil {
			step.add(t)
		}
	}
	return tables, w, append(problems, w.problems...), nil
}

// foldWords adds the folded form to lists of words, so that no stage has to fold.
func foldWords(t *Table) {
	if t == nil {
		return
	}
	t.Columns = append(t.Columns, "folded")
	for i := range t.Rows {
		t.Rows[i].Cells = append(t.Rows[i].Cells, normal.Key(strings.ReplaceAll(t.Get(t.Rows[i], "word"), "+", "")))
	}
}
