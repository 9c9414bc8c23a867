package isnad_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/isnad/isnad"

// stages stand on one row: they meet only through the root's types.
var stages = map[string]bool{
	"read": true, "article": true, "language": true, "normal": true, "segment": true, "morph": true, "date": true, "entity": true, "phrase": true,
	"place": true, "claim": true, "event": true, "export": true, "lexicon": true, "learn": true, "paradigm": true,
}

// allowed lists what a package may import of ours beside the root. A stage may
// read the lexicon; event also the scorers.
var allowed = map[string][]string{
	"article":     {"learn"},
	"event":       {"lexicon", "learn"},
	"entity":      {"lexicon", "learn"},
	"feed":        {"charset"},
	"read":        {"charset", "feed", "warc"},
	"fetch":       {"charset", "feed", "robots", "warc"},
	"compile":     {"lexicon", "normal", "paradigm"},
	"lexicon/gen": {"compile"},
	"pipeline":    {"*"},
	"search":      {"lexicon", "morph", "normal", "segment"},
	"queue":       {},
	"store":       {"export", "query", "search"},
	"web":         {"export", "query", "store"},
	"eval":        {"export", "pipeline"},
	"nlpeval":     {"eval", "lexicon", "morph", "normal", "pipeline"},
	"explain":     {"event", "export", "learn", "lexicon", "morph", "normal", "pipeline"},
	"story":       {"export", "lexicon", "normal"},
	"train":       {"article", "entity", "eval", "event", "export", "learn", "paradigm", "pipeline"},
}

func TestImportsFollowThePicture(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for dec.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		for _, i := range p.Imports {
			if !mayImport(p.ImportPath, i) {
				t.Errorf("%s imports %s, which ARCHITECTURE.md does not draw", p.ImportPath, i)
			}
		}
	}
}

func mayImport(from, to string) bool {
	if !strings.HasPrefix(to, module) {
		return from != module || !strings.Contains(strings.SplitN(to, "/", 2)[0], ".") // the root: the standard library only
	}
	if to == module || strings.HasPrefix(from, module+"/cmd/") || strings.HasPrefix(from, module+"/bench/") {
		return true
	}
	f, x := strings.TrimPrefix(from, module+"/internal/"), strings.TrimPrefix(to, module+"/internal/")
	for _, a := range allowed[f] {
		if a == x || a == "*" && stages[x] {
			return true
		}
	}
	return stages[f] && f != "learn" && f != "paradigm" && f != "normal" && x == "lexicon"
}

func TestOnlyTheLexiconKnowsItsFile(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{.EmbedFiles}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "lexicon.bin") && !strings.HasPrefix(line, module+"/internal/lexicon ") {
			t.Errorf("embeds the compiled lexicon: %s", line)
		}
	}
}

var bidi = regexp.MustCompile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")

// Raw bidi controls in source show code that is not what runs (STYLE section 9).
func TestNoBidiControlsInTrackedFiles(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == ".git" {
				return filepath.SkipDir
			}
			return err
		}
		switch filepath.Ext(path) {
		case ".go", ".md", ".tsv", ".txt", ".jsonl", ".html", ".mod":
		default:
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if i := bidi.FindIndex(b); i != nil {
			t.Errorf("%s: bidi control at byte %d", path, i[0])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
