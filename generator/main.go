// Fangzhi turns a folder of Markdown notes about historical periods,
// institutional norms and case studies into a cross-linked, dated, citable
// static site, and keeps it current while the notes change.
//
// This package is the command line: flags in, exit codes, progress and
// messages out. All work is done below it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes of the contract.
const (
	exitOK          = 0
	exitNotes       = 1 // errors in the notes
	exitEnvironment = 2 // bad usage, or the machine is in the way
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// terminal is where a command prints.
type terminal struct {
	out io.Writer // results
	err io.Writer // progress and complaints
}

// failure is an exit code that is no complaint of its own: what there was to
// say has been said.
type failure int

func (f failure) Error() string { return fmt.Sprintf("exit %d", int(f)) }

// run executes one command line and returns the exit code, so that the whole
// program can be run within a test.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	t := terminal{out, errOut}
	root := &cobra.Command{
		Use:           "fangzhi",
		Short:         "Compile notes on periods, norms and cases into a linked, dated, citable site",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	root.AddCommand(buildCommand(t), serveCommand(t), checkCommand(t))
	err := root.ExecuteContext(ctx)
	var code failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintf(errOut, "fangzhi: %v\n", err)
	return exitEnvironment
}
