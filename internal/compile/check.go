package compile

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Finding is a fault in the data with its kind.
type Finding struct {
	Problem
	Kind string
}

// String prints file:line: kind: text.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Kind, f.Text)
}

// Kinds of findings. All but KindWords are faults; that one says that a word of a
// condition or class stands in no lexicon, so that it is only found as a guess.
const (
	KindParse    = "parse"    // a row, frame, condition or paradigm that cannot be read
	KindUnique   = "unique"   // a key that stands twice
	KindSorted   = "sorted"   // rows out of byte order
	KindCells    = "cells"    // empty cells, first columns that are not ASCII
	KindLetters  = "letters"  // Persian letters, vowels, bidi controls, text that is not NFC
	KindCodes    = "codes"    // a code that no ontology has
	KindRefs     = "refs"     // a file without reference, or a reference without row
	KindTriggers = "triggers" // an event row whose trigger is no word of the lexicon
	KindClasses  = "classes"  // a condition on a class that does not exist
	KindWords    = "words"
)

// Check reads all files of data/ and says what is wrong with them, sorted by
// place, and returns them compiled.
func Check(fsys fs.FS) ([]Finding, []byte, error) {
	tables, w, problems, err := build(fsys)
	if err != nil {
		return nil, nil, err
	}
	c := &checker{tables: tables, words: w}
	for _, p := range problems {
		c.out = append(c.out, Finding{p, KindParse})
	}
	c.refs = c.column("refs", "key")
	err = fs.WalkDir(fsys, ".", func(p string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".tsv") {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		c.file(p, b)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("check data: %w", err)
	}
	c.keys()
	c.codes()
	c.patterns()
	c.senses()
	sort.SliceStable(c.out, func(i, j int) bool {
		a, b := c.out[i], c.out[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
	return c.out, encode(tables, w, namePhrases(tables)), nil
}

// A checker collects findings.
type checker struct {
	tables map[string]*Table
	words  *words
	refs   map[string]bool
	out    []Finding
}

// senses: each word is a lemma of its table, and has one sense.
func (c *checker) senses() {
	t := c.tables["senses"]
	if t == nil {
		return
	}
	for _, name := range []string{"verbs", "nouns", "adjectives"} {
		lemmas, seen := map[string]bool{}, map[string]string{}
		if of := c.tables[name]; of != nil {
			for _, r := range of.Rows {
				lemmas[of.Get(r, "lemma")] = true
			}
		}
		for _, r := range t.Rows {
			sense := t.Get(r, "sense")
			for _, w := range strings.Split(t.Get(r, name), ";") {
				switch {
				case w == "-" || w == "":
				case !lemmas[w]:
					c.row(KindCodes, r, "%s: %q stands in no row of %s.tsv", sense, w, name)
				case seen[w] != "":
					c.row(KindUnique, r, "%s: %q of %s stands under %s already", sense, w, name, seen[w])
				default:
					seen[w] = sense
				}
			}
		}
	}
}

func (c *checker) find(kind, file string, line int, format string, args ...any) {
	c.out = append(c.out, Finding{Problem{file, line, fmt.Sprintf(format, args...)}, kind})
}

func (c *checker) row(kind string, r Row, format string, args ...any) {
	c.find(kind, r.File, r.Line, format, args...)
}

// column is the set of what a column holds, lists cut into their items.
func (c *checker) column(table, name string) map[string]bool {
	out := map[string]bool{}
	if t := c.tables[table]; t != nil {
		for _, r := range t.Rows {
			for _, x := range t.List(r, name) {
				out[x] = true
			}
		}
	}
	return out
}

// each calls f with the rows of a table, if there is one.
func (c *checker) each(table string, f func(t *Table, r Row)) {
	if t := c.tables[table]; t != nil {
		for _, r := range t.Rows {
			f(t, r)
		}
	}
}

// file checks what holds for every line of a file, whatever its columns mean.
func (c *checker) file(p string, b []byte) {
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, 1<<20)
	last, ref := "", false
	for line := 1; sc.Scan(); line++ {
		s := sc.Text()
		if key, ok := strings.CutPrefix(s, "# ref:"); ok {
			ref = true
			for _, k := range strings.Fields(strings.ReplaceAll(key, ";", " ")) {
				if !c.refs[k] {
					c.find(KindRefs, p, line, "reference %q has no row in REFS.tsv", k)
				}
			}
		}
		c.letters(p, line, s)
		if s == "" || s[0] == '#' {
			continue
		}
		if s < last {
			c.find(KindSorted, p, line, "stands after a row that sorts behind it; sort rows by bytes (LC_ALL=C sort)")
		}
		last = s
		c.cells(p, line, strings.Split(s, "\t"))
	}
	if !ref && !strings.EqualFold(path.Base(p), "refs.tsv") {
		c.find(KindRefs, p, 1, "the head has no line \"# ref: KEY\"")
	}
}

func (c *checker) cells(p string, line int, cells []string) {
	for i, x := range cells {
		switch {
		case x == "":
			c.find(KindCells, p, line, "column %d is empty; write - for nothing", i+1)
		case strings.TrimSpace(x) != x:
			c.find(KindCells, p, line, "column %d begins or ends with a blank", i+1)
		}
	}
	for _, r := range cells[0] {
		if r > unicode.MaxASCII {
			c.find(KindCells, p, line, "the first column is not ASCII")
			return
		}
	}
}

// foreign are letters of Persian, Urdu and Kurdish that stand for Arabic ones. The
// three that Arabic newspapers print in names (peh, tcheh, veh) are allowed.
const foreign = "\u06a9\u06cc\u06c1\u06be\u06d5\u06c0\u06d2\u0698\u06af\u06d0\u06aa"

// letters finds what no row may hold. Heads are text for people, but controls
// that turn the line round are nowhere allowed.
func (c *checker) letters(p string, line int, s string) {
	head := strings.HasPrefix(s, "#")
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			c.find(KindLetters, p, line, "bidi control %U", r)
		case head || strings.HasPrefix(path.Base(p), "label") || path.Base(p) == "lang.tsv": // of other languages too
		case unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Arabic, r) || r >= '\u064b' && r <= '\u0652' || r == '\u0640':
			c.find(KindLetters, p, line, "vowel, shadda or tatweel %U", r)
		case strings.ContainsRune(foreign, r):
			c.find(KindLetters, p, line, "%U is not a letter of Arabic", r)
		case r >= '\ufb50' && r <= '\ufdff' || r >= '\ufe70' && r <= '\ufefc' || r == '\u00a0' || r == '\ufeff' || unicode.Is(unicode.Cf, r):
			c.find(KindLetters, p, line, "%U: write plain letters and blanks", r)
		default:
			continue
		}
		if !head {
			break // one finding a line says enough
		}
	}
	if !norm.NFC.IsNormalString(s) {
		c.find(KindLetters, p, line, "not in NFC")
	}
	if strings.HasSuffix(s, "\r") {
		c.find(KindLetters, p, line, "ends with CR LF")
	}
}

// keyColumns make a row of a table unique; in other tables whole rows are.
var keyColumns = map[string]string{
	"verbs": "root form vowels lemma", "nouns": "class lemma plurals", "adjectives": "kind lemma", "agents": "kind lemma", "given": "gender name",
	"particles": "pos word lemma", "reporting": "lemma stance", "light": "kind verb nouns", "labels": "label", "labelwords": "kind word", "lang": "tag kind form", "months": "calendar month",
	"words": "list word", "common": "pos lemma", "senses": "sense", "states": "iso3", "organisations": "id", "persons": "id from sector role", "places": "country kind name admin1",
	"provinces": "country admin1", "hints": "name", "classes": "class", "events": "key", "plover": "type mode", "cameo": "plover", "refs": "key",
}

func (c *checker) keys() {
	for _, name := range sortedKeys(c.tables) {
		t, seen := c.tables[name], map[string]Row{}
		for _, r := range t.Rows {
			parts := r.Cells
			if cols, ok := keyColumns[name]; ok {
				parts = nil
				for _, col := range strings.Fields(cols) {
					parts = append(parts, t.Get(r, col))
				}
			}
			k := strings.Join(parts, " ")
			if old, twice := seen[k]; twice {
				c.row(KindUnique, r, "%q stands already in %s:%d", k, old.File, old.Line)
				continue
			}
			seen[k] = r
		}
	}
}
