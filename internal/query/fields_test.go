package query

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The closed lists of the fields are those of the data and of docs/ontology.md: a
// code that events can have can be asked for, and no other.
func TestFieldsListWhatTheDataHas(t *testing.T) {
	types, modes := map[string]bool{}, map[string]bool{}
	quads := map[string]bool{}
	for _, row := range rows(t, "../../data/ontology/plover.tsv") {
		types[row["type"]], quads[row["quad"]] = true, true
		if row["mode"] != "-" {
			modes[row["mode"]] = true
		}
	}
	equal(t, "type", types)
	equal(t, "mode", modes)
	equal(t, "quad", quads)

	stances := map[string]bool{}
	for _, row := range rows(t, "../../data/ar/reporting.tsv") {
		stances[row["stance"]] = true
	}
	equal(t, "stance", stances)

	contexts := map[string]bool{}
	page, err := os.ReadFile("../../docs/ontology.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(page), "\n## Contexts\n")
	list, _, _ = strings.Cut(list, "\n\n")
	for _, c := range strings.Fields(list) {
		contexts[c] = true
	}
	equal(t, "context", contexts)

	// not all sectors and roots are in use
	for _, row := range rows(t, "../../data/ontology/cameo.tsv") {
		if !slices.Contains(Fields["root"].Values, row["cameo"]) {
			t.Errorf("root: no %q, which cameo.tsv has", row["cameo"])
		}
	}
	for _, row := range rows(t, "../../data/ar/agents.tsv") {
		if s := row["sector"]; s != "-" && !slices.Contains(Fields["sector"].Values, s) {
			t.Errorf("sector: no %q, which agents.tsv has", s)
		}
	}
}

func equal(t *testing.T, field string, want map[string]bool) {
	t.Helper()
	if len(want) < 2 {
		t.Fatalf("%s: the data lists %d", field, len(want))
	}
	for _, v := range Fields[field].Values {
		if !want[v] {
			t.Errorf("%s: %q is listed, the data has none", field, v)
		}
		delete(want, v)
	}
	for v := range want {
		t.Errorf("%s: no %q, which the data has", field, v)
	}
}

// rows of a data file by the names that its line of columns gives.
func rows(t *testing.T, path string) (out []map[string]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var columns []string
	for _, line := range strings.Split(string(b), "\n") {
		if head, ok := strings.CutPrefix(line, "# columns: "); ok {
			head, _, _ = strings.Cut(head, " (")
			columns = strings.Fields(head)
		}
		cells := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(cells) < len(columns) || len(columns) == 0 {
			continue
		}
		row := map[string]string{}
		for i, name := range columns {
			row[name] = cells[i]
		}
		out = append(out, row)
	}
	return out
}
