package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The Python of docs/exports.md runs on what isnad export writes.
func TestPythonOfTheDocsRuns(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	page, err := os.ReadFile("../../docs/exports.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```python\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("docs/exports.md has no Python")
	}
	dir := t.TempDir()
	isnad := func(args ...string) {
		t.Helper()
		var errs bytes.Buffer
		if code := run(wallClock, args, strings.NewReader(""), &bytes.Buffer{}, &errs); code != 0 {
			t.Fatalf("%v ends with %d: %s", args, code, errs.String())
		}
	}
	isnad("add", "../../examples", "--store", filepath.Join(dir, "archive"))
	for _, form := range []string{"tsv", "jsonl"} {
		isnad("export", "--store", filepath.Join(dir, "archive"), "--to", form, "--out", filepath.Join(dir, form))
	}
	c := exec.Command(python, "-c", string(block[1]))
	c.Dir, c.Stderr = dir, os.Stderr
	c.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?s)'2014-\d\d', '[A-Z]+'\), \d+.*\['[A-Z]{3}'`).Match(out) {
		t.Errorf("prints %s", out)
	}
}
