// Command gen compiles data/ into internal/lexicon/lexicon.bin; go generate runs it.
package main

import (
	"fmt"
	"os"

	"github.com/isnad/isnad/internal/compile"
)

func main() {
	b, problems, err := compile.Compile(os.DirFS("../../data"))
	for _, p := range problems {
		fmt.Fprintln(os.Stderr, "data/"+p.String())
	}
	if err == nil {
		err = os.WriteFile("lexicon.bin", b, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen: error:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "lexicon.bin: %d bytes\n", len(b))
}
