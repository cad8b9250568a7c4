package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fangzhi/generator/build"
	"fangzhi/generator/diag"

	"github.com/spf13/cobra"
)

func checkCommand(t terminal) *cobra.Command {
	var f siteFlags
	var format string
	formats := []string{"text", "json"}
	c := &cobra.Command{
		Use:   "check",
		Short: "Say what is wrong in the notes, and write nothing",
		Long: "Run the same stages as build, write nothing, and print the same diagnostics.\n" +
			"Exit code 0: no errors; 1: notes have errors; 2: not checked.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !slices.Contains(formats, format) {
				return fmt.Errorf("there is no format %q: use %s", format, strings.Join(formats, " or "))
			}
			return t.check(c, &f, format)
		},
	}
	f.add(c)
	c.Flags().StringVar(&format, "format", "text", "how to print: "+strings.Join(formats, " or "))
	c.Flags().BoolVar(&f.strict, "strict", false, "let warnings count as errors")
	c.Flags().BoolVar(&f.stats, "stats", false, "print what each stage took")
	return c
}

func (t terminal) check(c *cobra.Command, f *siteFlags, format string) error {
	began := time.Now()
	options, err := f.options()
	if err != nil {
		return err
	}
	options.Check, options.Once, options.Listed = true, true, collectLess
	b, err := build.Open(options)
	if err != nil {
		return err
	}
	result, err := b.Build(c.Context(), nil)
	if err := errors.Join(err, b.Close()); err != nil {
		return err
	}
	if format == "json" {
		if err := diag.WriteJSON(t.out, result.Diagnostics); err != nil {
			return err
		}
		return verdict(result.Diagnostics, f.strict)
	}
	if err := diag.WriteText(t.err, result.Diagnostics); err != nil {
		return err
	}
	if f.stats {
		printStages(t.out, result.Stages, time.Since(began))
	}
	errors, warnings := diag.Count(result.Diagnostics)
	fmt.Fprintf(t.out, "%s checked: %s, %s\n", count(result.Notes, "note"), count(errors, "error"), count(warnings, "warning"))
	return verdict(result.Diagnostics, f.strict)
}
