package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The rows that docs/data.md tells people to add pass the check and code their
// example, without building anything.
func TestAddARowAndTestIt(t *testing.T) {
	if raceDetector {
		t.Skip("compiles the data three times, with nothing to race; make check runs this without the detector")
	}
	doc, err := os.ReadFile("../../docs/data.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(doc), "## Add a row and test it")
	if !ok {
		t.Fatal("docs/data.md has no section of this name")
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../data")); err != nil {
		t.Fatal(err)
	}
	example := ""
	for _, line := range strings.Split(section, "\n") {
		switch row := strings.TrimSpace(line); {
		case strings.HasPrefix(row, "klbc\t"):
			addRow(t, filepath.Join(dir, "ar/verbs.tsv"), row)
		case strings.HasPrefix(row, "coerce.klbc\t"):
			addRow(t, filepath.Join(dir, "patterns/events-coerce.tsv"), row)
			example = row[strings.LastIndex(row, "\t")+1:]
		}
	}
	if out := runOK(t, "lexicon", "check", "--data", dir); strings.Contains(out, "klbc") {
		t.Errorf("the check names the row:\n%s", out)
	}
	if out := runOK(t, "lexicon", "conjugate", "klbc.q1", "--data", dir); !strings.Contains(out, "كَلْبَشَ") {
		t.Errorf("conjugate prints\n%s", out)
	}
	if out := runOK(t, "explain", "--data", dir, example); !strings.Contains(out, "pattern coerce.klbc in") {
		t.Errorf("explain prints\n%s", out)
	}
}

func addRow(t *testing.T, file, row string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var head, rows []string
	for _, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			head = append(head, line)
		} else {
			rows = append(rows, line)
		}
	}
	rows = append(rows, row)
	slices.Sort(rows)
	if err := os.WriteFile(file, []byte(strings.Join(append(head, rows...), "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func runOK(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(wallClock, args, strings.NewReader(""), &out, &errs); code != 0 {
		t.Errorf("isnad %v ends with %d: %s\n%s", args, code, errs.String(), out.String())
	}
	return out.String()
}
