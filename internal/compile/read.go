// Package compile turns the files of data/ into the one table that the program
// carries, and checks them on the way.
package compile

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode/utf8"
)

// A Table is a data file, or several of one name (events-agree, events-aid, ...).
type Table struct {
	Name    string
	Columns []string
	Rows    []Row
}

// A Row is a line of a data file.
type Row struct {
	File  string
	Line  int // from 1
	Cells []string
}

// A Problem is a fault in a data file.
type Problem struct {
	File string
	Line int
	Text string
}

// String prints file:line: text, as compilers do.
func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// columns of every data file, by table name; a file may not differ.
var columns = map[string]string{
	"verbs":         "root form lemma vowels masdars frame gloss",
	"nouns":         "class gender lemma plurals gloss",
	"adjectives":    "kind lemma plurals gloss",
	"agents":        "sector kind lemma feminine plurals country gloss",
	"given":         "gender name",
	"particles":     "pos word lemma suffix gloss",
	"reporting":     "stance lemma complements gloss",
	"light":         "kind verb nouns actor recipient example",
	"labels":        "reason label gloss",
	"labelwords":    "kind word gloss",
	"months":        "month calendar name",
	"lang":          "tag kind weight form",
	"words":         "list word gloss",
	"common":        "band pos lemma",
	"senses":        "sense gloss verbs nouns adjectives",
	"states":        "iso3 name_en name variants nisba people capital seats",
	"organisations": "id kind country sector name_en name variants from to",
	"persons":       "id from to country sector name_en name variants role",
	"places":        "country kind admin1 lat lon name_en name variants",
	"provinces":     "country admin1 name",
	"hints":         "countries name variants gloss",
	"classes":       "class words",
	"events":        "key trigger pos mode frame cond context priority gloss example",
	"plover":        "type quad score mode mode_score meaning",
	"cameo":         "plover cameo",
	"refs":          "key licence what",
}

// Read reads all files below root in fsys. The tables come sorted by name.
func Read(fsys fs.FS) (map[string]*Table, []Problem, error) {
	tables := map[string]*Table{}
	var problems []Problem
	var names []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".tsv") {
			names = append(names, p)
		}
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read data: %w", err)
	}
	sort.Strings(names)
	for _, p := range names {
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return nil, nil, fmt.Errorf("read data: %w", err)
		}
		problems = append(problems, readFile(tables, p, b)...)
	}
	return tables, problems, nil
}

func readFile(tables map[string]*Table, p string, b []byte) (problems []Problem) {
	name, part, _ := strings.Cut(strings.ToLower(strings.TrimSuffix(path.Base(p), ".tsv")), "-")
	cols, ok := columns[name]
	if !ok {
		return []Problem{{p, 1, "no such table: its name stands in internal/compile/read.go"}}
	}
	t := tables[name]
	if t == nil {
		t = &Table{Name: name, Columns: strings.Fields(cols)}
		if name == "events" {
			t.Columns = append(t.Columns, "type")
		}
		tables[name] = t
	}
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		s := sc.Text()
		if s == "" || s[0] == '#' {
			continue
		}
		cells := strings.Split(s, "\t")
		if !utf8.ValidString(s) || len(cells) != len(strings.Fields(cols)) {
			problems = append(problems, Problem{p, line, fmt.Sprintf("%d columns, not %d: %s", len(cells), len(strings.Fields(cols)), cols)})
			continue
		}
		for i, c := range cells {
			if c == "-" {
				cells[i] = ""
			}
		}
		if name == "events" {
			cells = append(cells, strings.ToUpper(part))
		}
		t.Rows = append(t.Rows, Row{p, line, cells})
	}
	return problems
}

// Get is the cell of a row in a named column.
func (t *Table) Get(r Row, column string) string {
	for i, c := range t.Columns {
		if c == column {
			return r.Cells[i]
		}
	}
	return ""
}

// List is such a cell cut at its semicolons, blanks trimmed, empty items left out.
func (t *Table) List(r Row, column string) []string { return list(t.Get(r, column)) }

func list(s string) (out []string) {
	for _, x := range strings.Split(s, ";") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}
