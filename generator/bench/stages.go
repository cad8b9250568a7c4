package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// runStages is `bench stages`: run the Go benchmarks of all packages several
// times, and compare them with the last time by benchstat. Both results stay
// in the work folder.
func runStages(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("bench stages", flag.ContinueOnError)
	flags.SetOutput(stderr)
	count := flags.Int("count", 6, "runs of each benchmark; fewer than 6 hardly tell a difference from chance")
	pattern := flags.String("bench", ".", "which benchmarks, as a regular expression")
	packages := flags.String("packages", "./generator/...", "of which packages")
	dir := flags.String("dir", "", "work folder (default: in the user's cache folder)")
	if err := flags.Parse(args); err != nil {
		return asUsage(err)
	}
	folder, err := workFolder(*dir)
	if err != nil {
		return err
	}
	p, err := findPlace(ctx, folder)
	if err != nil {
		return err
	}
	var output bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", *pattern, "-benchmem",
		"-count", fmt.Sprint(*count), "-timeout", "2h", *packages)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.root, io.MultiWriter(&output, stderr), stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run the benchmarks: %w", err)
	}
	before, now := filepath.Join(p.dir, "stages-before.txt"), filepath.Join(p.dir, "stages.txt")
	if err := os.Rename(now, before); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.WriteFile(now, output.Bytes(), 0o666); err != nil {
		return err
	}
	compared := []string{"tool", "benchstat"}
	if _, err := os.Stat(before); err == nil {
		compared = append(compared, "before="+before)
	}
	cmd = exec.CommandContext(ctx, "go", append(compared, "now="+now)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.root, stdout, stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("compare by benchstat: %w", err)
	}
	return nil
}
