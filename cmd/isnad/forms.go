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
	head  bool // names before GDELT's columns
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
	"parquet": {meaning: "the record with its lists, compressed with zstd", suffix: "parquet",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowParquet(w), nil }},
	"polecat": {meaning: "the 40 columns of POLECAT", suffix: "polecat.tsv",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowPolecat(w) }},
	"gdelt": {meaning: "the 61 columns of GDELT 2.0 events, without a head", suffix: "export.CSV",
		open: func(w io.Writer, o formOptions) (export.RowWriter, error) { return export.NewRowGDELTEvents(w, o.head) }},
	"gdelt-mentions": {meaning: "the 16 columns of GDELT 2.0 mentions", suffix: "mentions.CSV", text: true,
		open: func(w io.Writer, o formOptions) (export.RowWriter, error) {
			return export.NewRowGDELTMentions(w, o.head)
		}},
	"gdelt-gkg": {meaning: "the 27 columns of GDELT's GKG 2.1, a document a row", suffix: "gkg.csv",
		open: func(w io.Writer, o formOptions) (export.RowWriter, error) { return export.NewRowGKG(w, o.head) }},
	"plover": {meaning: "the JSON record of the PLOVER manual, one a line", suffix: "plover.jsonl",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowPlover(w), nil }},
	"webanno": {meaning: "W3C Web Annotations of the sentences", suffix: "jsonld", text: true,
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowWebAnnotations(w), nil }},
	"geojson": {meaning: "a map; events without a place have no geometry", suffix: "geojson",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowGeoJSON(w), nil }},
	"gexf": {meaning: "the network of actors and recipients", suffix: "gexf",
		open: func(w io.Writer, _ formOptions) (export.RowWriter, error) { return export.NewRowGEXF(w), nil }},
	"atom": {meaning: "a feed", suffix: "atom",
		open: func(w io.Writer, o formOptions) (export.RowWriter, error) {
			return export.NewRowAtom(w, "isnad: "+o.query.String()), nil
		}},
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
