package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/probe"
)

// runCorpus is `bench corpus`: make one corpus in one form. It is a process
// of its own so that the process which measures stays small; see measure.Run.
func runCorpus(args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench corpus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	notes := flags.Int("notes", 10000, "number of notes")
	seed := flags.Uint64("seed", 1, "seed of the corpus")
	form := flags.String("form", corpus.Fangzhi.String(), "form of the notes: fangzhi, hugo or eleventy")
	dir := flags.String("dir", "", "folder of the site (required)")
	if err := flags.Parse(args); err != nil {
		return asUsage(err)
	}
	if *dir == "" {
		return usageError{fmt.Errorf("corpus needs --dir")}
	}
	f, err := corpus.ParseForm(*form)
	if err != nil {
		return usageError{err}
	}
	c, err := corpus.New(*notes, *seed)
	if err != nil {
		return usageError{err}
	}
	_, err = c.Write(*dir, f)
	return err
}

// runProbe is `bench probe`: make bare pages of the notes of a folder.
func runProbe(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench probe", flag.ContinueOnError)
	flags.SetOutput(stderr)
	content := flags.String("content", "", "folder of the notes (required)")
	out := flags.String("out", "", "folder of the pages (required)")
	if err := flags.Parse(args); err != nil {
		return asUsage(err)
	}
	if *content == "" || *out == "" {
		return usageError{fmt.Errorf("probe needs --content and --out")}
	}
	_, err := probe.Run(ctx, *content, *out)
	return err
}
