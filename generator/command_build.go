package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"time"

	"fangzhi/generator/build"
	"fangzhi/generator/diag"
	"fangzhi/generator/render"
	"fangzhi/templates"

	"github.com/spf13/cobra"
)

// siteFlags are the flags of every command that builds.
type siteFlags struct {
	site, out string
	drafts    bool
	clean     bool
	strict    bool
	stats     bool
	profile   string // file of the CPU profile, if one is wanted
	trace     string // file of the execution trace, if one is wanted
}

func (f *siteFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.site, "site", ".", "folder of the site, with fangzhi.yaml and content/")
	c.Flags().BoolVar(&f.drafts, "drafts", false, "build notes with status draft as well")
}

// options are those of the builder, with the default theme.
func (f *siteFlags) options() (build.Options, error) {
	theme, err := render.ReadFS(templates.FS)
	return build.Options{Site: f.site, Out: f.out, Drafts: f.drafts, Clean: f.clean, Theme: theme}, err
}

func buildCommand(t terminal) *cobra.Command {
	var f siteFlags
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site into public/",
		Long: "Build the site into public/. Only what changed since the last build is made again.\n" +
			"Exit code 0: built; 1: built, but notes have errors; 2: not built.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return recorded(f.trace, "trace", trace.Start, trace.Stop, func() error {
				return recorded(f.profile, "profile", pprof.StartCPUProfile, pprof.StopCPUProfile, func() error { return t.build(c, &f) })
			})
		},
	}
	f.add(c)
	c.Flags().StringVar(&f.out, "out", "", "output folder (default public/ in the site's folder)")
	c.Flags().BoolVar(&f.clean, "clean", false, "forget what earlier builds made, and build all anew")
	c.Flags().BoolVar(&f.strict, "strict", false, "let warnings count as errors")
	c.Flags().BoolVar(&f.stats, "stats", false, "print what each stage took")
	c.Flags().StringVar(&f.profile, "cpuprofile", "", "write a CPU profile for go tool pprof to this file")
	c.Flags().StringVar(&f.trace, "trace", "", "write an execution trace for go tool trace to this file")
	return c
}

// recorded runs do while the runtime records into a file, if one is named.
func recorded(name, what string, start func(io.Writer) error, stop func(), do func() error) error {
	if name == "" {
		return do()
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := start(f); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", what, err), f.Close())
	}
	err = do()
	stop()
	return errors.Join(err, f.Close())
}

func (t terminal) build(c *cobra.Command, f *siteFlags) error {
	began := time.Now()
	collectAt(0) // until it turns out that there is more to do
	options, err := f.options()
	if err != nil {
		return err
	}
	progress := newProgress(t.err)
	options.Progress, options.Listed, options.Compiling = progress.update, limitMemory, collectAt
	options.Notice, options.Once = t.notice, true
	b, err := build.Open(options)
	if err != nil {
		return err
	}
	result, err := b.Build(c.Context(), nil)
	progress.end()
	if err != nil {
		return errors.Join(err, b.Close())
	}
	if err := b.Close(); err != nil {
		// The site is built all the same: only the next build takes longer.
		fmt.Fprintf(t.err, "fangzhi: the cache could not be kept: %v\n", err)
	}
	if err := diag.WriteText(t.err, result.Diagnostics); err != nil {
		return err
	}
	if f.stats {
		printStages(t.out, result.Stages, time.Since(began))
	}
	t.summary(result, time.Since(began))
	return verdict(result.Diagnostics, f.strict)
}

// notice tells what a person should know of the machine.
func (t terminal) notice(line string) { fmt.Fprintln(t.err, "fangzhi:", line) }

// verdict is the exit code that the diagnostics come to.
func verdict(list []diag.Diagnostic, strict bool) error {
	errors, warnings := diag.Count(list)
	if errors > 0 || strict && warnings > 0 {
		return failure(exitNotes)
	}
	return nil
}

func (t terminal) summary(r *build.Result, took time.Duration) {
	errors, warnings := diag.Count(r.Diagnostics)
	what := fmt.Sprintf("%s written, %d removed", count(len(r.Written), "file"), len(r.Removed))
	if r.Unchanged || len(r.Written)+len(r.Removed) == 0 {
		what = "nothing to write"
	}
	fmt.Fprintf(t.out, "%s, %s: %s in %s; %s, %s\n", count(r.Notes, "note"), count(r.Pages, "page"), what,
		took.Round(time.Millisecond), count(errors, "error"), count(warnings, "warning"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// printStages prints a table of what each stage took.
func printStages(w io.Writer, stages []build.Stage, total time.Duration) {
	fmt.Fprintf(w, "%-12s %10s %9s %9s\n", "stage", "time", "inputs", "reused")
	for _, s := range stages {
		fmt.Fprintf(w, "%-12s %10s %9d %9d\n", s.Name, s.Took.Round(10*time.Microsecond), s.Inputs, s.Reused)
	}
	fmt.Fprintf(w, "%-12s %10s\n", "all", total.Round(10*time.Microsecond))
}
