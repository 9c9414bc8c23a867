package isnad_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pages are all documents, root and docs/.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			out[n] = string(b)
		}
	}
	return out
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestLinksOfDocumentsLeadSomewhere(t *testing.T) {
	for name, text := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			to, _, _ := strings.Cut(m[1], "#")
			if to == "" || strings.Contains(to, "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), to)); err != nil {
				t.Errorf("%s links to %s: %v", name, to, err)
			}
		}
	}
}

// Each third-party module has its line in ARCHITECTURE.md, and each package of ours
// its place in the picture.
func TestArchitectureNamesModulesAndPackages(t *testing.T) {
	text := pages(t)["ARCHITECTURE.md"]
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+\.\S+/\S+) v`).FindAllStringSubmatch(string(mod), -1) {
		if !strings.Contains(text, "`"+m[1]+"`") {
			t.Errorf("ARCHITECTURE.md does not say what we would write without %s", m[1])
		}
	}
	packages, err := os.ReadDir("internal")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if p.IsDir() && !regexp.MustCompile(`\b`+p.Name()+`\b`).MatchString(text) {
			t.Errorf("ARCHITECTURE.md does not draw internal/%s", p.Name())
		}
	}
}

// Each file of data/ is described, by its path or by a pattern that names it.
func TestDataPageDescribesEveryFile(t *testing.T) {
	text := pages(t)["docs/data.md"]
	var described []string
	for _, m := range regexp.MustCompile(`data/[A-Za-z0-9_/*-]+\.(tsv|jsonl)`).FindAllString(text, -1) {
		described = append(described, strings.ReplaceAll(m, "TYPE", "*"))
	}
	err := filepath.WalkDir("data", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".md" {
			return err
		}
		for _, p := range described {
			if ok, _ := filepath.Match(p, filepath.ToSlash(path)); ok {
				return nil
			}
		}
		t.Errorf("docs/data.md does not describe %s", path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
