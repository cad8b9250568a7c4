// Package report turns measurements into words: in come the costs of single
// runs, out come Markdown tables of medians, spreads and ratios, and of the
// targets that they reach. It runs nothing and reads no clock.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fangzhi/generator/bench/measure"
)

// Run is a kind of run, as the tables name it.
type Run string

const (
	// Cold finds nothing that the program wrote before.
	Cold Run = "cold"
	// Unchanged comes after a run, with nothing edited between.
	Unchanged Run = "unchanged"
	// OneBody comes after a run, with a sentence added to one note.
	OneBody Run = "one body changed"
)

// Measurement is one run of one program.
type Measurement struct {
	Program string // as the table names it
	Run     Run
	Usage   measure.Usage
	Output  measure.Tree // what the program had written when it ended
}

// Together is what two programs cost that run one after the other: times add
// up, and memory is that of the greedier one.
func Together(program string, run Run, a, b Measurement) Measurement {
	return Measurement{
		Program: program, Run: run,
		Usage: measure.Usage{
			Wall: a.Usage.Wall + b.Usage.Wall, CPU: a.Usage.CPU + b.Usage.CPU, Peak: max(a.Usage.Peak, b.Usage.Peak),
		},
		Output: measure.Tree{Files: a.Output.Files + b.Output.Files, Bytes: a.Output.Bytes + b.Output.Bytes},
	}
}

// Site is what was measured on one corpus.
type Site struct {
	Notes        int
	Bytes        int64 // of the folder of notes; 0 when not known
	Rounds       int   // runs of each kind
	Measurements []Measurement
	Edits        []Edits
	Search       *Search // nil when not measured
}

// Missing is a program, or a part of the bench, that was not measured.
type Missing struct {
	What, Why string // the reason in a few words, without any path
}

// Report is all that a page of results tells.
type Report struct {
	Date     time.Time
	Machine  string   // in words; see measure.Machine
	Seed     uint64   // of the corpora
	Versions []string // of the programs, in words
	Missing  []Missing
	Sites    []Site
	Real     *Search // over the site's own notes; nil when not measured
	// Names of the programs that others are set in proportion to.
	Ours       string
	References []string
}

// Write writes the report as a page of Markdown.
func Write(w io.Writer, r Report) error {
	var b strings.Builder
	b.WriteString("# Results of the bench\n\n")
	fmt.Fprintf(&b, "Measured on %s on a computer with %s. The programs took turns, and began when what was written before was on the disk. Seed %d.\n\n",
		r.Date.UTC().Format("2 January 2006"), r.Machine, r.Seed)
	for _, v := range slices.Compact(slices.Clone(r.Versions)) { // one program may run in two ways
		fmt.Fprintf(&b, "- %s\n", v)
	}
	for _, m := range r.Missing {
		fmt.Fprintf(&b, "- Not measured: %s (%s)\n", m.What, m.Why)
	}
	writeTargets(&b, r)
	for _, s := range r.Sites {
		fmt.Fprintf(&b, "\n## %s notes", thousands(int64(s.Notes)))
		if s.Bytes > 0 {
			fmt.Fprintf(&b, ", %s MB", thousands(s.Bytes/1e6))
		}
		b.WriteString("\n\n")
		if len(s.Measurements) > 0 {
			fmt.Fprintf(&b, "Median of %s of each kind, with the least and the greatest in brackets.\n\n", plural(s.Rounds, "run"))
			b.WriteString(Table(s.Measurements, r.References))
		}
		if len(s.Edits) > 0 {
			b.WriteString("\n### From an edit to its page\n\n" + editsTable(s.Edits))
		}
		if s.Search != nil {
			fmt.Fprintf(&b, "\n### Search over %s notes\n\n", thousands(int64(s.Notes)))
			b.WriteString(searchTable(*s.Search))
		}
	}
	if r.Real != nil {
		b.WriteString("\n## Search over this site's own notes\n\n" + searchTable(*r.Real))
		b.WriteString(qualityTables(r.Real.Programs))
	}
	b.WriteString(reading)
	_, err := io.WriteString(w, b.String())
	return err
}
