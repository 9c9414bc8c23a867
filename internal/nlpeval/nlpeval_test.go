package nlpeval

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/pipeline"
)

var (
	update = flag.Bool("update", false, "rewrite the golden table")
	errors = flag.String("errors", "", "folder to write the errors of the open parts to")
)

// The golden shows every change of quality in review.
func TestTable(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "nlp")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no test data beside the checkout")
	}
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	errs, err := Run(c, dir, &b)
	if err != nil {
		t.Fatal(err)
	}
	if errs["parties"], err = Parties(c, filepath.Join("..", "..", "..", "shared", "gold"), &b); err != nil {
		t.Fatal(err)
	}
	if *errors != "" {
		writeErrors(t, *errors, errs)
	}
	golden := filepath.Join("testdata", "nlp.txt")
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(want, b.Bytes()) {
		t.Errorf("%s is not what the program does now; go test ./internal/nlpeval -update, and read the diff\n%s", golden, b.String())
	}
}

func writeErrors(t *testing.T, dir string, errs map[string][]string) {
	for file, es := range errs {
		sort.Strings(es)
		if err := os.WriteFile(filepath.Join(dir, file+".errors"), []byte(strings.Join(es, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
