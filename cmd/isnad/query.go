package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/isnad/isnad/internal/export"
	"github.com/isnad/isnad/internal/query"
	"github.com/isnad/isnad/internal/store"
	"github.com/spf13/cobra"
)

// queryFlags are the flags of isnad query.
type queryFlags struct {
	store, to, out, manifest string
	limit                    int
	bom, head                bool
}

func newQuery() *cobra.Command {
	var f queryFlags
	c := &cobra.Command{
		Use:   "query 'QUERY' --store DIR",
		Short: "Write the events of a store that answer a query",
		Long: `Write the events of a store that answer a query, all of them, the oldest first.

A row is a happening: of the reports that tell of one occurrence the first that answers,
with how many there are. group:report writes each report. docs/query.md describes the
language and docs/exports.md the forms:
` + formList() + `

--manifest beside a query writes what was asked, of which state of the store, and the
digest of the output. Without a query it repeats that output and fails when a byte differs.`,
		Example: `  isnad query 'actor:RUS recipient:USA type:ACCUSE date:2014-10..2014-12' --store archive
  isnad query '"مذكرة تفاهم" type:AGREE aux:none' --store archive --to csv --out agreements.csv
  isnad query 'place:SYR dead:>=10' --store archive --to geojson > map.geojson
  isnad query 'type:PROTEST' --store archive --to count
  isnad query 'type:ACCUSE' --store archive --to csv --out a.csv --manifest a.json
  isnad query --manifest a.json --store archive --out again.csv`,
		RunE: func(c *cobra.Command, args []string) error {
			if f.manifest != "" {
				return queryWithManifest(c, f, args)
			}
			return runQuery(c, f, strings.Join(args, " "))
		},
	}
	fs := c.Flags()
	fs.StringVar(&f.to, "to", "jsonl", "form of the output: "+strings.Join(formNames(), ", ")+" or count")
	fs.StringVar(&f.out, "out", "", "write to this file instead of standard output; it appears when all is done")
	fs.StringVar(&f.manifest, "manifest", "", "beside a query write this file; without one repeat the output that it describes")
	fs.IntVar(&f.limit, "limit", 0, "at most so many rows, the newest; 0 all, the oldest first")
	fs.BoolVar(&f.bom, "bom", false, "begin csv with a byte order mark, for Excel")
	fs.BoolVar(&f.head, "header", false, "begin GDELT's tables with the names of their columns")
	storeFlag(c, &f.store)
	return c
}

// parseQuery reads a query; an error shows where it is, below the query itself.
func parseQuery(s string) (query.Query, error) {
	q, err := query.Parse(s)
	var e *query.Error
	if errors.As(err, &e) {
		return q, usage(e.Hint, "%v\n  %s\n  %s^", err, printable(s), strings.Repeat(" ", e.Column-1))
	}
	return q, err
}

func runQuery(c *cobra.Command, f queryFlags, text string) error {
	q, err := parseQuery(text)
	if err != nil {
		return err
	}
	if f.to != "count" && forms[f.to] == nil {
		return usage("--to takes "+strings.Join(formNames(), ", ")+" or count", "unknown output form %q", f.to)
	}
	if f.limit < 0 {
		return usage("", "--limit takes a number from 0")
	}
	s, err := openStore(c.Context(), f.store, false)
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := s.Count(c.Context(), q)
	if err != nil {
		return failed(err, "")
	}
	if f.to == "count" {
		fmt.Fprintf(c.OutOrStdout(), "happenings\t%d\nreports\t%d\ndocuments\t%d\noutlets\t%d\n", n.Happenings, n.Reports, n.Documents, n.Outlets)
		return nil
	}
	if n.Reports == 0 {
		if err := whyNone(c.Context(), c.ErrOrStderr(), s, q); err != nil {
			return failed(err, "")
		}
	}
	return writeTo(f.out, c.OutOrStdout(), func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		err := writeRows(c.Context(), s, q, f.to, formOptions{bom: f.bom, head: f.head}, b, f.limit, 0)
		if err = errors.Join(err, b.Flush()); err != nil {
			return failed(fmt.Errorf("write %s: %w", f.to, err), "")
		}
		return nil
	})
}

// queryWithManifest writes the rows of a query with their manifest, or repeats them.
func queryWithManifest(c *cobra.Command, f queryFlags, args []string) error {
	m, text, again := &manifest{Form: f.to}, strings.Join(args, " "), len(args) == 0
	if again {
		if c.Flags().Changed("to") || f.bom || f.head {
			return usage("give the store and --out, nothing else", "--manifest says what to write")
		}
		var err error
		if m, err = readManifest(f.manifest); err == nil && (len(m.Files) != 1 || m.Files[0].Name != stream) {
			err = fmt.Errorf("%s describes the files of an export", f.manifest)
		}
		if err != nil {
			return failed(err, "it is a manifest of isnad query, or of the page that cites a result; isnad export --manifest repeats files")
		}
		text = m.Query
	}
	q, err := parseQuery(text)
	switch {
	case err != nil:
		return err
	case forms[m.Form] == nil:
		return usage("--to takes "+strings.Join(formNames(), ", "), "a manifest is of no form %q", m.Form)
	case f.limit != 0:
		return usage("sample:100 seed:7 in the query takes some", "a manifest is of all rows, without --limit")
	}
	s, err := openStore(c.Context(), f.store, false)
	if err != nil {
		return err
	}
	defer s.Close()
	if !again {
		if _, err := os.Stat(f.manifest); err == nil {
			return failed(fmt.Errorf("%s is there already", f.manifest), "leave the query out to repeat it, or name another file")
		}
		info, err := s.Info(c.Context())
		if err != nil {
			return failed(err, "")
		}
		q.Sort = query.Newest // rows are oldest first in any case
		m = newManifest(info, q, f.to, formOptions{bom: f.bom, head: f.head})
	}
	err = writeTo(f.out, c.OutOrStdout(), func(w io.Writer) error {
		b := bufio.NewWriterSize(w, 1<<16)
		err := m.write(c.Context(), s, q, b)
		if err = errors.Join(err, b.Flush()); err != nil {
			return failed(err, "")
		}
		return nil
	})
	if err != nil || again {
		return err
	}
	b, err := m.json()
	if err = errors.Join(err, os.WriteFile(f.manifest, b, 0o644)); err != nil {
		return failed(err, "")
	}
	return nil
}

// writeRows writes the rows of a query in one form: all, or the newest few.
func writeRows(ctx context.Context, s store.Store, q query.Query, form string, o formOptions, w io.Writer, limit int, upTo int64) error {
	o.query = q
	out, err := forms[form].open(w, o)
	if err != nil {
		return err
	}
	put := func(e *store.Event) error {
		r := rowOf(e)
		return out.Write(&r)
	}
	if limit == 0 {
		err = s.Each(ctx, q, store.EachOptions{Document: forms[form].text, UpTo: upTo}, put)
	} else {
		cursor := ""
		for limit > 0 && err == nil {
			var es []store.Event
			es, cursor, err = s.Events(ctx, q, store.Page{Limit: limit, Cursor: cursor})
			for i := range es {
				if err = put(&es[i]); err != nil {
					break
				}
			}
			if limit -= len(es); cursor == "" {
				break
			}
		}
	}
	return errors.Join(err, out.Close())
}

// rowOf is a stored event as the exports see it.
func rowOf(e *store.Event) export.Row {
	x := &e.Source
	return export.Row{Event: e.Event, URL: x.URL, Outlet: x.Outlet, Title: x.Title, Published: x.Published, Lang: x.Lang, Text: x.Text,
		Reports: e.Reports, Outlets: e.Outlets, Supersedes: e.Supersedes, Raw: e.Raw}
}

// whyNone tells which part of a query that nothing answers leaves something when
// it is taken away.
func whyNone(ctx context.Context, w io.Writer, s store.Store, q query.Query) error {
	fmt.Fprintln(w, "isnad: note: no event answers the query")
	all, ok := q.Where.(query.And)
	if !ok {
		return nil
	}
	for i := range all {
		rest := query.Query{Group: query.Report}
		for k, n := range all {
			if k != i {
				rest = rest.With(n)
			}
		}
		n, err := s.Count(ctx, rest)
		if err != nil {
			return err
		}
		if n.Reports > 0 {
			fmt.Fprintf(w, "isnad: note: without %s there are %d reports\n", query.Query{Where: all[i]}, n.Reports)
		}
	}
	return nil
}
