package lexicon

import (
	"slices"
	"strings"
)

// A Table is one data file as it was written: rows of text cells.
type Table struct {
	lx      *Lexicon
	name    string
	columns []string
	rows    int
	cells   string
}

// Table returns a data file by its name ("verbs", "persons", "events"), nil when there is none.
func (lx *Lexicon) Table(name string) *Table { return lx.byName[name] }

// Len is the number of rows.
func (t *Table) Len() int { return t.rows }

// Columns names the columns.
func (t *Table) Columns() []string { return t.columns }

// Cell is the text in a row and column, "" for an empty cell.
func (t *Table) Cell(row, column int) string {
	return t.lx.str(t.cells, (row*len(t.columns)+column)*8)
}

// Column is the index of a named column, -1 when there is none.
func (t *Table) Column(name string) int {
	for i, c := range t.columns {
		if c == name {
			return i
		}
	}
	return -1
}

// Get is the cell of a row in a named column.
func (t *Table) Get(row int, column string) string {
	if c := t.Column(column); c >= 0 {
		return t.Cell(row, c)
	}
	return ""
}

// List is such a cell cut at its semicolons.
func (t *Table) List(row int, column string) []string {
	if s := t.Get(row, column); s != "" {
		return strings.Split(s, ";")
	}
	return nil
}

// List is a list of data/ar/words.tsv: its folded words.
func (lx *Lexicon) List(name string) map[string]bool { return lx.lists[name] }

// Words are the words of List in order.
func (lx *Lexicon) Words(name string) []string { return lx.words[name] }

func (lx *Lexicon) readLists() {
	lx.lists, lx.words = map[string]map[string]bool{}, map[string][]string{}
	t := lx.Table("words")
	if t == nil {
		return
	}
	for i := 0; i < t.Len(); i++ {
		list := t.Get(i, "list")
		if lx.lists[list] == nil {
			lx.lists[list] = map[string]bool{}
		}
		if word := t.Get(i, "folded"); !lx.lists[list][word] {
			lx.lists[list][word] = true
			lx.words[list] = append(lx.words[list], word)
		}
	}
	for _, words := range lx.words {
		slices.Sort(words)
	}
}
