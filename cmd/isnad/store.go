package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newStore() *cobra.Command {
	c := &cobra.Command{
		Use:   "store check | info",
		Short: "Check a store, or tell what it holds",
		Example: `  isnad store info --store archive
  isnad store check --store archive`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usage("isnad store --help lists them", "isnad store needs check or info")
		},
	}
	c.AddCommand(newStoreCheck(), newStoreInfo())
	return c
}

func newStoreCheck() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "check --store DIR",
		Short: "Read the whole store and count anew what it has counted",
		Long: `Read the whole store: the file's own structure, every record, and every count anew from
the events. Problems are printed one a line and end the command with exit code 1.`,
		Example: `  isnad store check --store archive`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := openStore(c.Context(), dir, false)
			if err != nil {
				return err
			}
			defer s.Close()
			problems, err := s.Check(c.Context())
			if err != nil {
				return failed(err, "")
			}
			for _, p := range problems {
				fmt.Fprintln(c.OutOrStdout(), p)
			}
			if len(problems) > 0 {
				return failed(fmt.Errorf("the store has %d problems", len(problems)), "add the documents again that are named, or all of them to a new store")
			}
			info, err := s.Info(c.Context())
			if err != nil {
				return failed(err, "")
			}
			fmt.Fprintf(c.OutOrStdout(), "clean: %d documents, %d events\n", info.Documents, info.Events)
			return nil
		},
	}
	storeFlag(c, &dir)
	return c
}

func newStoreInfo() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:     "info --store DIR",
		Short:   "Tell what a store holds",
		Example: `  isnad store info --store archive`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := openStore(c.Context(), dir, false)
			if err != nil {
				return err
			}
			defer s.Close()
			x, err := s.Info(c.Context())
			if err != nil {
				return failed(err, "")
			}
			w := c.OutOrStdout()
			fmt.Fprintf(w, "documents\t%d\nevents\t%d\nhappenings\t%d\ntombstones\t%d\nentities\t%d\noutlets\t%d\nstories\t%d\nruns\t%d\nfirst day\t%s\nlast day\t%s\n",
				x.Documents, x.Events, x.Happenings, x.Gone, x.Entities, x.Outlets, x.Stories, x.Runs, x.First, x.Last)
			fmt.Fprintf(w, "coder\t%s\nlexicon\t%s\nschema\t%d\ncursor\t%d\nbytes\t%d\n", x.Version, x.Lexicon, x.Schema, x.Cursor, x.Bytes)
			if x.Loading {
				fmt.Fprintln(w, "a bulk load has not ended: lists are slow and counts incomplete; the next isnad add ends it")
			}
			return nil
		},
	}
	storeFlag(c, &dir)
	return c
}
