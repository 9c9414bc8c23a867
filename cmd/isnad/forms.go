package main

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
)

// formOptions are what a form may need beside the rows.
type formOptions struct {
	bom   bool
	query query.Query
}

// A form is a way to write rows.
type form struct {
	meaning string
	suffix  string // of its files
	text    bool   // needs the text of the documents
	open    func(w io.Writer, o formOptions) (export.RowWriter, error)
}

// forms are the output forms of isnad query and isnad export.
var forms = map[string]*form{
	"jsonl": {meaning: "the record, one JSON object a line, with url, outlet and title", suffix: "jsonl",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowLines(w), nil }},
	"csv": {meaning: "the record as a table, lists joined by ;", suffix: "csv",
		open: func(w io.Writer, o formOptions) (export.RowWriter, error) { return export.NewRowCSV(w, o.bom) }},
	"tsv": {meaning: "the same with tabs, nothing quoted", suffix: "tsv",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowTSV(w) }},
}

func formNames() []string {
	out := make([]string, 0, len(forms))
	for n := range forms {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

func formList() string {
	var b strings.Builder
	for _, n := range formNames() {
		fmt.Fprintf(&b, "  %-16s %s\n", n, forms[n].meaning)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
