package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
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
	tools     map[string]tool // by the name of the program; without those that are missing
	journal   *journal
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

// say tells whoever watches what is done.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.progress, format+"\n", args...) }

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
	b := &bench{options: o, place: p, tools: map[string]tool{}, progress: stderr}
	defer os.RemoveAll(filepath.Join(b.dir, discardFolder))
	page := report.Report{
		Date: time.Now(), Machine: measure.Machine(), Seed: o.seed,
		Ours: oursTitle, References: []string{report.Hugo, report.HugoWithPagefind, report.Probe},
	}
	if err := b.makeReady(ctx, &page); err != nil {
		return err
	}
	programs, err := b.fingerprint()
	if err != nil {
		return err
	}
	if b.journal, err = openJournal(filepath.Join(b.dir, "journal.jsonl"), programs, o.fresh); err != nil {
		return err
	}
	if n := len(b.journal.done); n > 0 {
		b.say("going on after %d steps of a bench that was stopped; --fresh begins anew", n)
	}
	for k, notes := range o.notes {
		site, err := b.site(ctx, &page, notes, o.roundsOf(k))
		if err != nil {
			return err
		}
		page.Sites = append(page.Sites, site)
	}
	if page.Real, err = b.realSite(ctx, &page); err != nil {
		return err
	}
	if o.write {
		if err := writePage(filepath.Join(p.root, "generator", "bench", "RESULTS.md"), page); err != nil {
			return err
		}
	}
	return errors.Join(report.Write(stdout, page), b.journal.remove())
}

// makeReady makes all programs. A peer that cannot be had is told of, and the
// others are measured without it.
func (b *bench) makeReady(ctx context.Context, page *report.Report) error {
	for _, program := range b.programs {
		b.say("making ready: %s", program.title)
		made, err := program.ready(ctx, b.place)
		if err != nil && (!program.peer || ctx.Err() != nil) {
			return err
		}
		if err != nil {
			b.lacks(page, program.title, "could not be installed", err)
			continue
		}
		b.tools[program.name] = made
		page.Versions = append(page.Versions, made.version)
	}
	return nil
}

// lacks takes down what is not measured. The error itself may name folders of
// this machine, and is shown on the terminal only.
func (b *bench) lacks(page *report.Report, what, why string, err error) {
	b.say("not measured: %s %s: %v", what, why, err)
	page.Missing = append(page.Missing, report.Missing{What: what, Why: why})
}

// fingerprint tells benches apart that measure different things.
func (b *bench) fingerprint() (string, error) {
	sum := sha256.New()
	fmt.Fprintln(sum, b.seed)
	for _, p := range b.programs {
		fmt.Fprintln(sum, p.name, b.tools[p.name].version)
		if p.peer {
			continue
		}
		// What is made of this checkout differs where its version does not. A
		// file is not read whole: this process is to stay small.
		if made, there := b.tools[p.name]; there {
			f, err := os.Open(made.argv[0])
			if err != nil {
				return "", err
			}
			_, err = io.Copy(sum, f)
			f.Close() // nothing was written
			if err != nil {
				return "", err
			}
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

// measured are the programs that are there and fit for a corpus of a size.
func (b *bench) measured(notes int) []program {
	return slices.DeleteFunc(slices.Clone(b.programs), func(p program) bool {
		_, there := b.tools[p.name]
		_, source := b.tools[p.reads]
		return !there || p.reads != "" && !source || p.peer && notes > b.peersUpTo
	})
}

// site makes a corpus and measures all programs on it.
func (b *bench) site(ctx context.Context, page *report.Report, notes, rounds int) (report.Site, error) {
	site := report.Site{Notes: notes, Rounds: rounds}
	c, err := corpus.New(notes, b.seed)
	if err != nil {
		return site, err
	}
	m := &measuring{bench: b, page: page, corpus: c, folder: filepath.Join(b.dir, "notes-"+strconv.Itoa(notes)), programs: b.measured(notes)}
	if site.Bytes, err = step(b.journal, m.name("its notes"), func() (int64, error) { return m.write(ctx) }); err != nil {
		return site, err
	}
	if site.Measurements, err = m.builds(ctx, rounds); err != nil {
		return site, err
	}
	if notes < b.from {
		return site, nil
	}
	if site.Edits, err = m.edits(ctx); err != nil {
		return site, err
	}
	if site.Search, err = m.searches(ctx); err != nil {
		return site, err
	}
	return site, nil
}

// measuring is the work on one corpus.
type measuring struct {
	*bench
	page     *report.Report
	corpus   *corpus.Corpus
	folder   string // of the corpus in all forms, and of the outputs
	programs []program
}

// name is that of a step on this corpus.
func (m *measuring) name(what string) string {
	return fmt.Sprintf("%d notes, %s", m.corpus.Len(), what)
}

// write writes the corpus in the forms that the programs read, and returns the
// size of the notes in the first of them.
func (m *measuring) write(ctx context.Context) (int64, error) {
	// A corpus of another seed or an older bench must not remain in parts.
	if err := m.discard(m.folder); err != nil {
		return 0, err
	}
	var size int64
	for _, form := range m.forms() {
		m.say("%s", m.name(fmt.Sprintf("writing them in the form of %v", form)))
		dir := filepath.Join(m.folder, form.String())
		_, err := measure.Run(ctx, m.dir, m.self, "corpus", "--notes", strconv.Itoa(m.corpus.Len()),
			"--seed", strconv.FormatUint(m.seed, 10), "--form", form.String(), "--dir", dir)
		if err != nil {
			return 0, err
		}
		if size == 0 {
			tree, err := measure.Files(filepath.Join(dir, "content"))
			if err != nil {
				return 0, err
			}
			size = tree.Bytes
		}
	}
	return size, rest(ctx)
}

// forms are those that the programs read, each once.
func (m *measuring) forms() []corpus.Form {
	var forms []corpus.Form
	for _, p := range m.programs {
		if !slices.Contains(forms, p.form) {
			forms = append(forms, p.form)
		}
	}
	return forms
}

// rest waits until what was just written looks old: programs that tell changes
// by the time of a file read it again while it is young.
func rest(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(3 * time.Second):
		return nil
	}
}

// builds runs all programs in turn, for some rounds. One that fails is told of
// and not run again.
func (m *measuring) builds(ctx context.Context, rounds int) ([]report.Measurement, error) {
	var all []report.Measurement
	failed := map[string]bool{}
	for round := range rounds {
		latest := map[string][]report.Measurement{}
		for _, p := range m.programs {
			if failed[p.name] || failed[p.reads] {
				continue
			}
			name := m.name(fmt.Sprintf("round %d: %s", round+1, p.title))
			list, err := step(m.journal, name, func() ([]report.Measurement, error) { return m.round(ctx, p, round) })
			if err != nil && (!p.peer || ctx.Err() != nil) {
				return nil, err
			}
			if err != nil {
				failed[p.name] = true
				m.lacks(m.page, fmt.Sprintf("%s on %d notes", p.title, m.corpus.Len()), "failed", err)
				continue
			}
			latest[p.name] = list
			for _, one := range list {
				m.say("%s, %s: %.2f s, %.2f s of processor time, %d MiB", name, one.Run,
					one.Usage.Wall.Seconds(), one.Usage.CPU.Seconds(), one.Usage.Peak>>20)
			}
			all = append(all, list...)
			for _, source := range latest[p.reads] {
				all = append(all, report.Together(report.HugoWithPagefind, source.Run, source, list[0]))
			}
		}
	}
	return all, nil
}

// round makes all runs of a program once. A cold run finds nothing that the
// program wrote before; the others find all of it.
func (m *measuring) round(ctx context.Context, p program, round int) ([]report.Measurement, error) {
	var list []report.Measurement
	for _, run := range p.runs {
		var err error
		var mend func() error
		switch run {
		case report.Cold:
			err = m.forget(p)
		case report.OneBody:
			mend, err = m.editOne(p.form, round)
		}
		if err != nil {
			return nil, err
		}
		one, err := m.measure(ctx, p, run)
		if mend != nil {
			err = errors.Join(err, mend())
		}
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// forget puts away all that a program has written.
func (m *measuring) forget(p program) error {
	err := m.discard(p.out(m.folder))
	for _, name := range p.leavings {
		err = errors.Join(err, m.discard(filepath.Join(p.source(m.folder), name)))
	}
	return err
}

// editOne adds a sentence to a note, and returns what takes it out again.
func (m *measuring) editOne(form corpus.Form, round int) (mend func() error, err error) {
	e := newEditor(m.corpus, form, m.folder)
	edit := e.body(e.draw(round))
	before, err := os.ReadFile(edit.file)
	if err != nil {
		return nil, err
	}
	return func() error { return os.WriteFile(edit.file, before, 0o666) }, os.WriteFile(edit.file, edit.data, 0o666)
}

// measure runs one program once.
func (m *measuring) measure(ctx context.Context, p program, run report.Run) (report.Measurement, error) {
	source, out := p.source(m.folder), p.out(m.folder)
	argv := slices.Concat(m.tools[p.name].argv, p.arguments(source, out, run))
	one := report.Measurement{Program: p.title, Run: run}
	var err error
	if one.Usage, err = measure.Run(ctx, source, argv[0], argv[1:]...); err != nil {
		return one, err
	}
	one.Output, err = measure.Files(out)
	return one, err
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

// part runs a part of this program as a process of its own, which may grow
// without growing this one, and returns what it prints.
func (b *bench) part(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, b.self, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute // for the programs that it has started
	var output, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = b.dir, &output, &errs
	if err := cmd.Run(); err != nil {
		said := errs.Bytes()
		return nil, fmt.Errorf("%s: %w\n%s", args[0], err, said[max(0, len(said)-4<<10):])
	}
	return output.Bytes(), nil
}
