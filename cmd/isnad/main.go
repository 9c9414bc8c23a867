// Command isnad reads Arabic-script news and writes political event records.
//
// The rules of the interface: results go to standard output and nothing else
// does; people read standard error, where each line begins with "isnad:" and a
// word that says what it is (error, hint, skipped, note). The exit code is 0 when
// all is done, 1 when it could not be done, 2 when the command was used wrongly,
// 3 when it is done but some inputs were faulty; standard error names those.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitFailed = 1
	exitUsage  = 2
	exitFaults = 3
)

// An exit is an error that knows its exit code and what to try next. An exit
// without a cause only ends the program: all has been said.
type exit struct {
	code  int
	cause error
	hint  string
}

func (e *exit) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.cause.Error()
}

func (e *exit) Unwrap() error { return e.cause }

func failed(err error, hint string) error { return &exit{exitFailed, err, hint} }
func usage(hint, format string, args ...any) error {
	return &exit{exitUsage, fmt.Errorf(format, args...), hint}
}

func main() { os.Exit(run(wallClock, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the whole program, without its process.
func run(at clock, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot(at)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(context.Background())
	if err == nil {
		return 0
	}
	var e *exit
	if !errors.As(err, &e) { // cobra's own errors are all about the command line
		e = &exit{exitUsage, err, "isnad --help lists the commands and their flags"}
	}
	if e.cause != nil {
		fmt.Fprintf(stderr, "isnad: error: %v\n", e.cause)
	}
	if e.hint != "" {
		fmt.Fprintf(stderr, "isnad: hint: %s\n", e.hint)
	}
	return e.code
}

func newRoot(at clock) *cobra.Command {
	root := &cobra.Command{
		Use:   "isnad",
		Short: "Read Arabic news, write political event records",
		Long: `isnad reads Arabic-script news and writes political event data: who did or said
what to whom, when, where, and by whose word. Each record carries the words that
support it.`,
		Example: `  isnad code page.html                      # event records, one JSON object a line
  isnad code news/ --to csv --out events.csv # all pages below a folder, as a table
  isnad explain page.html                   # why it is coded as it is
  isnad add news/ --store archive           # code and keep
  isnad query 'actor:RUS type:ACCUSE' --store archive
  isnad worker --sink postgres://isnad@db/news   # one of many, at a queue that isnad enqueue fills
  isnad code --help`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage(c.CommandPath()+" --help lists the flags", "%v", err)
	})
	root.AddCommand(newCode(), newStories(), newWatch(at), newAdd(), newRecode(), newQueue(), newEnqueue(), newWorker(), newStatus(), newQuery(), newExport(), newStore(), newServe(), newDemo(), newExplain(), newTokens(), newLexicon(), newEval(), newTrain(), newVersion())
	return root
}
