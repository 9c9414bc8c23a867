package explain

import (
	"strings"

	"github.com/isnad/isnad"
	"github.com/isnad/isnad/internal/lexicon"
	"github.com/isnad/isnad/internal/normal"
)

// A Row is a row of the data as people look it up. Table is the file's name
// without .tsv; a guessed reading has none, and Key tells why it was guessed.
type Row struct {
	Table string `json:"table"`
	Key   string `json:"key"`
	Gloss string `json:"gloss"`
}

// Words finds the rows behind the ids that readings, mentions and claims carry.
type Words struct {
	lx    *lexicon.Lexicon
	index map[string]map[string]int // table, key, row
}

// keyColumns make the part of an id behind its table.
var keyColumns = map[string][]string{
	"verbs": {"root", "form"}, "nouns": {"lemma"}, "adjectives": {"lemma"}, "agents": {"lemma"}, "particles": {"word"}, "reporting": {"lemma"},
	"states": {"iso3"}, "organisations": {"id"}, "persons": {"id"}, "places": {"name"}, "events": {"key"}, "light": {"verb"}, "classes": {"class"},
	"words": {"list", "word"}, "given": {"name"}, "months": {"calendar", "month"}, "labels": {"label"},
}

// NewWords makes a look-up; tables are indexed when first asked for.
func NewWords(lx *lexicon.Lexicon) *Words { return &Words{lx, map[string]map[string]int{}} }

// Find returns the table and row of an id, -1 when it names none.
func (w *Words) Find(id string) (*lexicon.Table, int) {
	name, key, _ := strings.Cut(id, ":")
	t := w.lx.Table(name)
	if t == nil || keyColumns[name] == nil {
		return nil, -1
	}
	rows := w.index[name]
	if rows == nil {
		rows = map[string]int{}
		for i := t.Len() - 1; i >= 0; i-- { // of rows of one key the first is kept
			rows[keyOf(t, name, i)] = i
		}
		w.index[name] = rows
	}
	if i, ok := rows[key]; ok {
		return t, i
	}
	return nil, -1
}

func keyOf(t *lexicon.Table, name string, row int) string {
	var parts []string
	for _, c := range keyColumns[name] {
		parts = append(parts, t.Get(row, c))
	}
	return strings.Join(parts, ".")
}

// At is row i of a table.
func (w *Words) At(name string, i int) Row {
	t := w.lx.Table(name)
	return Row{name, keyOf(t, name, i), gloss(t, i)}
}

func gloss(t *lexicon.Table, i int) string {
	for _, c := range []string{"gloss", "name_en"} {
		if g := t.Get(i, c); g != "" {
			return g
		}
	}
	return ""
}

// Row is what an id stands for.
func (w *Words) Row(id string) Row {
	name, key, cut := strings.Cut(id, ":")
	if t, i := w.Find(id); i >= 0 {
		return Row{name, key, gloss(t, i)}
	}
	if !cut || w.lx.Table(name) == nil {
		return Row{Key: id}
	}
	return Row{Table: name, Key: key}
}

// Lemma is the dictionary form in its right spelling, with hamzas: as the row
// writes it, else as it was folded.
func (w *Words) Lemma(r *isnad.Reading) string {
	t, i := w.Find(r.Row)
	if i < 0 {
		return r.Lemma
	}
	for c := range t.Columns() {
		for _, x := range strings.Split(t.Cell(i, c), ";") {
			if x != "" && normal.Key(x) == r.Lemma {
				return x
			}
		}
	}
	return r.Lemma
}

// Clitics are the proclitics of a reading in Latin letters, in order.
func Clitics(p isnad.Proclitics) (out []string) {
	for _, x := range [...]struct {
		pro  isnad.Proclitics
		name string
	}{
		{isnad.ProA, "a"}, {isnad.ProWa, "wa"}, {isnad.ProFa, "fa"}, {isnad.ProLa, "la"}, {isnad.ProBi, "bi"}, {isnad.ProKa, "ka"},
		{isnad.ProLi, "li"}, {isnad.ProLiV, "li"}, {isnad.ProSa, "sa"}, {isnad.ProAl, "al"},
	} {
		if p.Has(x.pro) {
			out = append(out, x.name)
		}
	}
	return out
}

// Features names the grammatical features of a set.
func Features(f isnad.Features) (out []string) {
	for _, x := range [...]struct {
		f    isnad.Features
		name string
	}{
		{isnad.Past, "past"}, {isnad.Present, "present"}, {isnad.Imper, "imperative"}, {isnad.Jussive, "short-mood"}, {isnad.Active, "active"}, {isnad.Passive, "passive"},
		{isnad.P1, "1st"}, {isnad.P2, "2nd"}, {isnad.P3, "3rd"}, {isnad.Masc, "masc"}, {isnad.Fem, "fem"}, {isnad.Sing, "sing"}, {isnad.Dual, "dual"}, {isnad.Plur, "plur"},
		{isnad.NomCase, "nom"}, {isnad.OblCase, "obl"}, {isnad.AccInd, "acc-an"}, {isnad.Construct, "construct"}, {isnad.Masdar, "masdar"},
		{isnad.PartAct, "active-participle"}, {isnad.PartPas, "passive-participle"}, {isnad.Nisba, "nisba"}, {isnad.Elative, "elative"}, {isnad.Human, "human"},
		{isnad.Broken, "broken"}, {isnad.Guessed, "guessed"},
	} {
		if f.Has(x.f) {
			out = append(out, x.name)
		}
	}
	return out
}

// pronounNames are the pronoun suffixes in Latin letters.
var pronounNames = map[string]string{
	"ه":   "hu",
	"ها":  "ha",
	"هم":  "hum",
	"هما": "huma",
	"هن":  "hunna",
	"نا":  "na",
	"ني":  "ni",
	"ك":   "ka",
	"كم":  "kum",
	"ي":   "i",
}

// Pronoun is a pronoun suffix in Latin letters.
func Pronoun(folded string) string {
	if n := pronounNames[folded]; n != "" {
		return n
	}
	return folded
}

// Read describes a reading outside any sentence.
func (w *Words) Read(r *isnad.Reading) Read {
	return Read{
		POS: r.POS.String(), Proclitics: list(Clitics(r.Pro)), Pronoun: Pronoun(r.Pron), Lemma: w.Lemma(r), Class: r.Class, Country: r.Country,
		Features: list(Features(r.Features)), Row: w.Row(r.Row), Cost: r.Cost, Total: r.Cost,
	}
}
