package compile

import "io/fs"

// Compile reads data/ and returns the compiled file and what is wrong with the
// data; with problems the file is still whole but for the rows they name.
func Compile(fsys fs.FS) ([]byte, []Problem, error) {
	tables, problems, err := Read(fsys)
	if err != nil {
		return nil, nil, err
	}
	w := newWords()
	for _, step := range []struct {
		table string
		add   func(*Table)
	}{
		{"particles", w.particles}, {"verbs", w.verbs}, {"nouns", w.plainNouns}, {"agents", w.agents}, {"adjectives", w.adjectives},
		{"states", w.nisbas}, {"organisations", w.organisations}, {"places", w.places}, {"persons", w.persons}, {"given", w.givenNames},
	} {
		if t := tables[step.table]; t != nil {
			step.add(t)
		}
	}
	problems = append(problems, w.problems...)
	return encode(tables, w, namePhrases(tables)), problems, nil
}
