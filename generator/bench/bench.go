package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/measure"
	"fangzhi/generator/bench/report"
)

// bench is one run of the whole.
type bench struct {
	options
	place
	binaries  []string // of options.programs, in their order
	progress  io.Writer
	discarded int // folders that await their removal
}

// discardFolder holds what is no longer wanted until all is measured.
const discardFolder = "discarded"

// discard puts a folder out of the way. It is not removed yet: some file
// systems (ext4 without a journal) are slow to make files for minutes after
// many were removed, which would be counted against whatever runs next.
func (b *bench) discard(folder string) error {
	if _, err := os.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	aside := filepath.Join(b.dir, discardFolder)
	if err := os.MkdirAll(aside, 0o777); err != nil {
		return err
	}
	b.discarded++
	return os.Rename(folder, filepath.Join(aside, fmt.Sprintf("%d-%d", os.Getpid(), b.discarded)))
}

// runBench is the bench itself: make the programs, then measure them on one
// corpus after another, and tell.
func runBench(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parseOptions(args, stderr)
	if err != nil {
		return err
	}
	p, err := findPlace(ctx, o.folder)
	if err != nil {
		return err
	}
	b := &bench{options: o, place: p, progress: stderr}
	defer os.RemoveAll(filepath.Join(b.dir, discardFolder))
	page := report.Report{
		Date: time.Now(), Machine: measure.Machine(),
		Rounds: o.rounds, Seed: o.seed, Reference: referenceTitle,
	}
	for _, program := range o.programs {
		fmt.Fprintf(stderr, "making ready: %s\n", program.title)
		binary, version, err := program.ready(ctx, p)
		if err != nil {
			return err
		}
		b.binaries = append(b.binaries, binary)
		page.Versions = append(page.Versions, version)
	}
	for _, notes := range o.notes {
		site, err := b.site(ctx, notes)
		if err != nil {
			return err
		}
		page.Sites = append(page.Sites, site)
	}
	if o.write {
		if err := writePage(filepath.Join(p.root, "generator", "bench", "RESULTS.md"), page); err != nil {
			return err
		}
	}
	return report.Write(stdout, page)
}

// site makes a corpus and measures all programs on it.
func (b *bench) site(ctx context.Context, notes int) (report.Site, error) {
	site := report.Site{Notes: notes}
	folder := filepath.Join(b.dir, "notes-"+strconv.Itoa(notes))
	// A corpus of another seed or an older bench must not remain in parts.
	if err := b.discard(folder); err != nil {
		return site, err
	}
	for _, form := range b.forms() {
		fmt.Fprintf(b.progress, "%d notes: writing them in the form of %v\n", notes, form)
		dir := filepath.Join(folder, form.String())
		_, err := measure.Run(ctx, b.dir, b.self, "corpus", "--notes", strconv.Itoa(notes),
			"--seed", strconv.FormatUint(b.seed, 10), "--form", form.String(), "--dir", dir)
		if err != nil {
			return site, err
		}
		if site.Bytes == 0 {
			size, err := measure.Files(filepath.Join(dir, "content"))
			if err != nil {
				return site, err
			}
			site.Bytes = size.Bytes
		}
	}
	for round := range b.rounds {
		for k, p := range b.programs {
			for _, cold := range []bool{true, false} {
				m, err := b.measure(ctx, p, b.binaries[k], folder, cold)
				if err != nil {
					return site, err
				}
				fmt.Fprintf(b.progress, "%d notes, round %d of %d: %s, %s: %.2f s\n",
					notes, round+1, b.rounds, m.Program, m.Run, m.Usage.Wall.Seconds())
				site.Measurements = append(site.Measurements, m)
			}
		}
	}
	return site, nil
}

// forms are those that the chosen programs read, each once.
func (b *bench) forms() []corpus.Form {
	var forms []corpus.Form
	for _, p := range b.programs {
		if !slices.Contains(forms, p.form) {
			forms = append(forms, p.form)
		}
	}
	return forms
}

// measure runs one program once on the corpus in folder. A cold run finds
// nothing that the program wrote before; the other finds all of it.
func (b *bench) measure(ctx context.Context, p program, binary, folder string, cold bool) (report.Measurement, error) {
	site := filepath.Join(folder, p.form.String())
	out := filepath.Join(folder, "public-"+p.name)
	m := report.Measurement{Program: p.title, Run: "unchanged"}
	if cold {
		m.Run = "cold"
		if err := b.discard(out); err != nil {
			return m, err
		}
		for _, name := range p.leavings {
			if err := b.discard(filepath.Join(site, name)); err != nil {
				return m, err
			}
		}
	}
	var err error
	if m.Usage, err = measure.Run(ctx, b.dir, binary, p.arguments(site, out, cold)...); err != nil {
		return m, err
	}
	m.Output, err = measure.Files(out)
	return m, err
}

// writePage replaces the file by the report.
func writePage(name string, page report.Report) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	err = report.Write(f, page)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}
