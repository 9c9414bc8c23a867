package explain

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/isnad/isnad/internal/compile"
	"github.com/isnad/isnad/internal/pipeline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// What isnad lexicon check calls a fault is one: the data is merged with none.
func TestTheDataHasNoFaults(t *testing.T) {
	findings, _, err := compile.Check(os.DirFS("../../data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Kind != compile.KindWords {
			t.Errorf("data/%s", f)
		}
	}
}

// The share of pattern rows whose own example they propose is a figure of quality:
// it stands in a golden, so that a change shows in review.
func TestRowsAreProposedByTheirExamples(t *testing.T) {
	const golden = "../../testdata/rows.txt"
	c, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	got := rowsTable(Examples(c))
	hold(t, golden, got)
}

// hold compares a table with its golden file, or writes it.
func hold(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("go test ./internal/explain -run Rows -update rewrites %s. Now:\n%s", golden, got)
	}
}

// rowsTable counts by the first part of the key, which is the type.
func rowsTable(examples []Example) string {
	type counts struct{ rows, proposed, own, coded int }
	by := map[string]*counts{"all": {}}
	kinds := []string{}
	for _, x := range examples {
		kind, _, _ := strings.Cut(x.Key, ".")
		if by[kind] == nil {
			by[kind] = &counts{}
			kinds = append(kinds, kind)
		}
		for _, n := range []*counts{by[kind], by["all"]} {
			n.rows++
			n.proposed += one(x.Proposed)
			n.own += one(x.Own)
			n.coded += one(x.Coded)
		}
	}
	slices.Sort(kinds)
	var b strings.Builder
	b.WriteString("# Pattern rows, and in how many the row's own example is proposed as its type, by the row itself, and coded as its type by the scorers.\n")
	fmt.Fprintf(&b, "%-10s %5s %9s %7s %7s\n", "type", "rows", "proposed", "itself", "coded")
	for _, kind := range append(kinds, "all") {
		n := by[kind]
		share := func(k int) float64 { return float64(k) / float64(max(1, n.rows)) }
		fmt.Fprintf(&b, "%-10s %5d %9.3f %7.3f %7.3f\n", kind, n.rows, share(n.proposed), share(n.own), share(n.coded))
	}
	return b.String()
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
