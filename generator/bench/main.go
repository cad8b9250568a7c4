// Command bench measures what a build costs, how soon an edit is served, and
// what a search asks of a reader's browser. It makes corpora of notes, the same
// for everyone with the same seed, in Fangzhi's form and in those of its peers;
// builds Fangzhi from this checkout and installs the peers at pinned versions;
// runs them and a probe of what is possible in turn; and prints tables of time,
// memory and output, and of the targets that are reached. It writes to its work
// folder only, and on request the page of results beside this file. A bench
// that was stopped goes on where it was.
//
//	go run ./generator/bench --notes 1000,10000 --rounds 3 --write
//	go run ./generator/bench stages
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
	"syscall"

	"fangzhi/generator/bench/corpus"
)

// Exit codes, as those of fangzhi itself.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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
	case len(args) > 0 && args[0] == "edits":
		err = runEdits(ctx, args[1:], stdout, stderr)
	case len(args) > 0 && args[0] == "search":
		err = runSearch(ctx, args[1:], stdout, stderr)
	case len(args) > 0 && args[0] == "stages":
		err = runStages(ctx, args[1:], stdout, stderr)
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
	notes     []int // sizes of the corpora, in order
	rounds    []int // for each corpus; the last number holds for all that follow
	seed      uint64
	programs  []program
	peersUpTo int    // notes of the largest corpus that peers are measured on
	folder    string // for the work, absolute
	write     bool
	from      int  // notes of the smallest corpus whose edits and searches are measured
	servers   bool // measure edits of served sites as well
	seek      bool // compare searches as well
	fresh     bool // begin anew although a bench was stopped
}

// roundsOf is how often all programs run on the corpus at an index.
func (o options) roundsOf(corpus int) int { return o.rounds[min(corpus, len(o.rounds)-1)] }

// parseOptions reads the command line.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	notes := flags.String("notes", "10000", "sizes of the corpora, with commas between")
	rounds := flags.String("rounds", "3", "runs of each kind, for each corpus, with commas between; the last number holds for the rest")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the corpora and of what is edited")
	chosen := flags.String("programs", programNames(), "programs to measure, with commas between")
	flags.IntVar(&o.peersUpTo, "peers-up-to", 10_000, "notes of the largest corpus that peers are measured on")
	dir := flags.String("dir", "", "work folder; corpora and outputs in it are replaced (default: in the user's cache folder)")
	flags.IntVar(&o.from, "from", 10_000, "notes of the smallest corpus of which edits and searches are measured too")
	flags.BoolVar(&o.servers, "edits", true, "also measure how soon edits are served")
	flags.BoolVar(&o.seek, "search", true, "also compare the searches, in a browser")
	flags.BoolVar(&o.write, "write", false, "also write generator/bench/RESULTS.md")
	flags.BoolVar(&o.fresh, "fresh", false, "begin anew, although a bench was stopped before its end")
	if err := flags.Parse(args); err != nil {
		return options{}, asUsage(err)
	}
	if flags.NArg() > 0 {
		return options{}, usageError{fmt.Errorf("unexpected argument %q", flags.Arg(0))}
	}
	var err error
	if o.rounds, err = parseRounds(*rounds); err != nil {
		return options{}, usageError{err}
	}
	if o.notes, err = parseSizes(*notes); err != nil {
		return options{}, usageError{err}
	}
	if o.programs, err = parsePrograms(*chosen); err != nil {
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

// parseRounds reads "3,1".
func parseRounds(list string) ([]int, error) {
	var rounds []int
	for item := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(item))
		if err != nil || n < 1 {
			return nil, fmt.Errorf("--rounds: %q is no number of runs: it must be at least 1", item)
		}
		rounds = append(rounds, n)
	}
	return rounds, nil
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
