package isnad_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/pipeline"
	"github.com/isnad/isnad/internal/read"
)

var update = flag.Bool("update", false, "rewrite the example of README.md")

var fences = regexp.MustCompile("(?s)<!-- example (in|out) -->\n```[a-z]*\n(.*?)```\n")

// TestReadmeExampleIsReal runs the coder on the example of README.md and compares
// its first record with the one shown there, to the byte.
func TestReadmeExampleIsReal(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := fences.FindAllSubmatchIndex(page, -1)
	if len(found) != 2 {
		t.Fatalf("README.md has %d examples, want one in and one out", len(found))
	}
	in, out := page[found[0][4]:found[0][5]], page[found[1][4]:found[1][5]]
	got := firstRecord(t, in)
	if *update {
		page = append(append(append([]byte(nil), page[:found[1][4]]...), got...), page[found[1][5]:]...)
		if err := os.WriteFile("README.md", page, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(out, got) {
		t.Errorf("README.md shows another record than isnad writes; look at it, then go test . -run Readme -update\n%s", got)
	}
}

// firstRecord codes JSON Lines and lays out the first event, one field a line.
func firstRecord(t *testing.T, in []byte) []byte {
	t.Helper()
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	ont, err := export.NewOntology(c.Lexicon.Table("plover"), c.Lexicon.Table("cameo"))
	if err != nil {
		t.Fatal(err)
	}
	var events []export.Event
	items := read.Inputs([]string{"-"}, bytes.NewReader(in), read.Options{From: read.JSONL})
	err = c.Code(items, 1, func(r pipeline.Result) error {
		events = append(events, export.Events(ont, &r.Document)...)
		return nil
	})
	if err != nil || len(events) == 0 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	var line bytes.Buffer
	w := export.NewJSONL(&line)
	if err := w.Write(&events[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return layOut(t, line.Bytes())
}

// layOut prints a JSON object with one field a line and blanks behind commas.
func layOut(t *testing.T, object []byte) []byte {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			t.Fatal(err)
		}
		spaced := strings.NewReplacer(`,"`, `, "`, `":`, `": `).Replace(string(value))
		fields = append(fields, `  "`+name.(string)+`": `+spaced)
	}
	return []byte("{\n" + strings.Join(fields, ",\n") + "\n}\n")
}
