// Command bench measures what a build costs. It makes a corpus of notes, the
// same for everyone with the same seed, in Fangzhi's form and as a Hugo site;
// builds Fangzhi from this checkout and installs Hugo at a pinned version;
// runs them and a probe of what is possible in turn, cold and again with
// nothing changed; and prints one table of time, memory and output. It writes
// to its work folder only, and on request the page of results beside this
// file.
//
//	go run ./generator/bench --notes 1000,10000 --rounds 3 --write
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"

	"fangzhi/generator/bench/corpus"
)

// Exit codes, as those of fangzhi itself.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program. The first argument may name one of the parts that
// the program runs as a process of its own.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var err error
	switch {
	case len(args) > 0 && args[0] == "corpus":
		err = runCorpus(args[1:], stderr)
	case len(args) > 0 && args[0] == "probe":
		err = runProbe(ctx, args[1:], stderr)
	default:
		err = runBench(ctx, args, stdout, stderr)
	}
	var usage usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "bench:", err)
		return exitUsage
	default:
		fmt.Fprintln(stderr, "bench:", err)
		return exitFailed
	}
}

// usageError is a wrong command line.
type usageError struct{ error }

// options is the command line.
type options struct {
	notes    []int // sizes of the corpora, in order
	rounds   int
	seed     uint64
	programs []program
	folder   string // for the work, absolute
	write    bool
}

// parseOptions reads the command line.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	notes := flags.String("notes", "10000", "sizes of the corpora, with commas between")
	rounds := flags.Int("rounds", 3, "runs of each kind")
	seed := flags.Uint64("seed", 1, "seed of the corpora")
	peers := flags.String("peers", programNames(), "programs to measure, with commas between")
	dir := flags.String("dir", "", "work folder; corpora and outputs in it are replaced (default: in the user's cache folder)")
	write := flags.Bool("write", false, "also write generator/bench/RESULTS.md")
	if err := flags.Parse(args); err != nil {
		return options{}, asUsage(err)
	}
	if flags.NArg() > 0 {
		return options{}, usageError{fmt.Errorf("unexpected argument %q", flags.Arg(0))}
	}
	if *rounds < 1 {
		return options{}, usageError{fmt.Errorf("--rounds is %d, and must be at least 1", *rounds)}
	}
	o := options{rounds: *rounds, seed: *seed, write: *write}
	var err error
	if o.notes, err = parseSizes(*notes); err != nil {
		return options{}, usageError{err}
	}
	if o.programs, err = parsePrograms(*peers); err != nil {
		return options{}, usageError{err}
	}
	o.folder, err = workFolder(*dir)
	return o, err
}

// asUsage marks an error of the flag package, which has told it already when
// it is a call for help.
func asUsage(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	return usageError{err}
}

// parseSizes reads "1000,10000".
func parseSizes(list string) ([]int, error) {
	var sizes []int
	for item := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(item))
		if err != nil {
			return nil, fmt.Errorf("--notes: %q is no number", item)
		}
		if _, err := corpus.New(n, 0); err != nil {
			return nil, fmt.Errorf("--notes: %w", err)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// workFolder is the absolute path of the work folder.
func workFolder(dir string) (string, error) {
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", usageError{fmt.Errorf("no folder for the work, give one with --dir: %w", err)}
		}
		dir = filepath.Join(cache, "fangzhi-bench")
	}
	return filepath.Abs(dir)
}
