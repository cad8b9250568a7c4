package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"fangzhi/generator/bench/corpus"
	"fangzhi/generator/bench/report"
)

// program is one that is measured.
type program struct {
	name  string // on the command line
	title string // in the table
	form  corpus.Form
	// reads is the name of the program whose output this one reads; empty for
	// those that read the notes.
	reads string
	// ready makes the program unless it is there.
	ready func(context.Context, place) (tool, error)
	// runs are measured one after the other, each on what the last one left.
	runs []report.Run
	// arguments are those of a build of the folder source into out.
	arguments func(source, out string, run report.Run) []string
	// leavings are what it writes besides its output, below its source; they
	// are removed before a cold run.
	leavings []string
	// peer tells that it is measured for comparison only, and so not on
	// corpora that are too large for that; see options.peersUpTo.
	peer bool
}

// tool is a program made ready.
type tool struct {
	argv    []string // what its arguments are appended to
	version string   // in words
}

// oursTitle is this program in the tables.
const oursTitle = "Fangzhi"

var coldAndAgain = []report.Run{report.Cold, report.Unchanged}

// programs is all of them, in the order of the table.
var programs = []program{
	{
		name: "fangzhi", title: oursTitle, form: corpus.Fangzhi, ready: buildFangzhi,
		runs: []report.Run{report.Cold, report.Unchanged, report.OneBody},
		arguments: func(source, out string, run report.Run) []string {
			args := []string{"build", "--site", source, "--out", out}
			if run == report.Cold {
				args = append(args, "--clean")
			}
			return args
		},
		leavings: []string{".fangzhi", "permalinks.tsv"},
	},
	hugo("hugo", report.Hugo, corpus.Hugo, coldAndAgain),
	hugo("hugo-references", report.HugoReferences, corpus.HugoReferences, []report.Run{report.Cold}),
	{
		name: "pagefind", title: report.Pagefind, form: corpus.Hugo, reads: "hugo", ready: installPagefind, peer: true,
		runs: []report.Run{report.Cold}, // it keeps nothing from one run to the next
		arguments: func(source, out string, _ report.Run) []string {
			return []string{"--site", source, "--output-path", out, "--root-selector", "main", "--quiet"}
		},
	},
	{
		name: "eleventy", title: "Eleventy", form: corpus.Eleventy, ready: installEleventy, runs: coldAndAgain, peer: true,
		arguments: func(_, out string, _ report.Run) []string {
			return []string{"--config=eleventy.config.mjs", "--output=" + out, "--quiet"}
		},
	},
	{
		name: "probe", title: report.Probe, form: corpus.Hugo, runs: coldAndAgain,
		ready: func(_ context.Context, p place) (tool, error) {
			return tool{[]string{p.self, "probe"}, fmt.Sprintf("Limit probe: goldmark %s, %s", moduleVersion("github.com/yuin/goldmark"), runtime.Version())}, nil
		},
		arguments: func(source, out string, _ report.Run) []string {
			return []string{"--content", filepath.Join(source, "content"), "--out", out}
		},
	},
}

// hugo is Hugo with the notes in one of the forms that it reads.
func hugo(name, title string, form corpus.Form, runs []report.Run) program {
	return program{
		name: name, title: title, form: form, ready: installHugo, runs: runs, peer: true,
		arguments: func(source, out string, run report.Run) []string {
			args := []string{"build", "--source", source, "--destination", out, "--noBuildLock",
				"--cacheDir", filepath.Join(source, "cache")}
			if run == report.Cold {
				args = append(args, "--ignoreCache")
			}
			return args
		},
		leavings: []string{"resources", "cache"},
	}
}

// source is the folder that the program reads, below that of a corpus.
func (p program) source(folder string) string {
	if p.reads != "" {
		return filepath.Join(folder, "public-"+p.reads)
	}
	return filepath.Join(folder, p.form.String())
}

// out is the folder that it writes.
func (p program) out(folder string) string { return filepath.Join(folder, "public-"+p.name) }

// programNames is the names of all programs as --programs takes them.
func programNames() string {
	names := make([]string, len(programs))
	for i, p := range programs {
		names[i] = p.name
	}
	return strings.Join(names, ",")
}

// parsePrograms reads "hugo,probe", in the order of the table.
func parsePrograms(list string) ([]program, error) {
	wanted := strings.Split(strings.ReplaceAll(list, " ", ""), ",")
	var chosen []program
	for _, p := range programs {
		if !slices.Contains(wanted, p.name) {
			continue
		}
		if p.reads != "" && !slices.Contains(wanted, p.reads) {
			return nil, fmt.Errorf("--programs: %s reads what %s writes: name both", p.name, p.reads)
		}
		chosen = append(chosen, p)
	}
	for _, name := range wanted {
		if !slices.ContainsFunc(programs, func(p program) bool { return p.name == name }) {
			return nil, fmt.Errorf("--programs: no program is called %q; there are %s", name, programNames())
		}
	}
	return chosen, nil
}
