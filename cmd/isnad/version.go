package main

import (
	"fmt"

	"github.com/isnad/isnad/internal/lexicon"
	"github.com/spf13/cobra"
)

// version is that of the coder; records of documents name it.
const version = "0.1.0"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the coder and of its data",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			lx, err := lexicon.Open()
			if err != nil {
				return failed(err, "")
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "isnad %s, lexicon %s\n", version, lx.Digest())
			return err
		},
	}
}
