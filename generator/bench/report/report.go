// Package report turns measurements into words: in come the costs of single
// runs, out come Markdown tables of medians, spreads and ratios. It runs
// nothing and reads no clock.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fangzhi/generator/bench/measure"
)

// Measurement is one run of one program.
type Measurement struct {
	Program string // as the table names it
	Run     string // what kind of run it was: "cold", "unchanged"
	Usage   measure.Usage
	Output  measure.Tree // what the program had written when it ended
}

// Site is what was measured on one corpus.
type Site struct {
	Notes        int
	Bytes        int64 // of the folder of notes; 0 when not known
	Measurements []Measurement
}

// Report is all that a page of results tells.
type Report struct {
	Date     time.Time
	Machine  string   // in words; see measure.Machine
	Rounds   int      // runs of each kind
	Seed     uint64   // of the corpora
	Versions []string // of the programs, in words
	Sites    []Site
	// Reference is the program that others are set in proportion to.
	Reference string
}

// Write writes the report as a page of Markdown.
func Write(w io.Writer, r Report) error {
	var b strings.Builder
	b.WriteString("# Results of the bench\n\n")
	fmt.Fprintf(&b, "Measured on %s on a computer with %s. Median of %s of each kind, "+
		"with the least and the greatest in brackets; the programs took turns. Seed %d.\n\n",
		r.Date.UTC().Format("2 January 2006"), r.Machine, plural(r.Rounds, "run"), r.Seed)
	for _, v := range r.Versions {
		fmt.Fprintf(&b, "- %s\n", v)
	}
	for _, s := range r.Sites {
		fmt.Fprintf(&b, "\n## %s notes", thousands(int64(s.Notes)))
		if s.Bytes > 0 {
			fmt.Fprintf(&b, ", %s MB", thousands(s.Bytes/1e6))
		}
		b.WriteString("\n\n" + Table(s.Measurements, r.Reference))
	}
	b.WriteString(reading)
	_, err := io.WriteString(w, b.String())
	return err
}

const reading = `
## How to read this

*Cold*: no output and no cache of the program's own is there; the notes are in
the system's file cache. *Unchanged*: run again on what the cold run left, with
nothing edited. Processor time counts all cores. Peak memory is the most that
was resident. The *limit probe* reads, parses and renders every note with
goldmark, executes one template around it and writes one file, on all cores,
and does nothing else: no links, lists, feeds or search. Hugo builds the same
notes with plain links and a plain theme: no backlinks, no search, no
citations.
`

// Table is the measurements as a Markdown table: a row for each program and
// kind of run, in the order in which they first come.
func Table(measurements []Measurement, reference string) string {
	rows := group(measurements)
	var b strings.Builder
	fmt.Fprintf(&b, "| Program | Run | Wall time, s | Processor time, s | Peak memory, MiB | Output, MB | Files | Wall ÷ %[1]s | Processor ÷ %[1]s | Memory ÷ %[1]s |\n", reference)
	b.WriteString("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, row := range rows {
		last := row.runs[len(row.runs)-1].Output
		cells := []string{
			row.program, row.run,
			row.wall.in(1, 2), row.cpu.in(1, 2), row.peak.in(1<<20, 0),
			fmt.Sprintf("%.1f", float64(last.Bytes)/1e6), thousands(int64(last.Files)),
		}
		base := find(rows, reference, row.run)
		cells = append(cells, ratio(row.wall, base.wall), ratio(row.cpu, base.cpu), ratio(row.peak, base.peak))
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	return b.String()
}

// row is all runs of one kind of one program.
type row struct {
	program, run    string
	runs            []Measurement
	wall, cpu, peak spread
}

func group(measurements []Measurement) []row {
	var rows []row
	for _, m := range measurements {
		k := slices.IndexFunc(rows, func(r row) bool { return r.program == m.Program && r.run == m.Run })
		if k < 0 {
			k = len(rows)
			rows = append(rows, row{program: m.Program, run: m.Run})
		}
		rows[k].runs = append(rows[k].runs, m)
	}
	for k := range rows {
		r := &rows[k]
		r.wall = spreadOf(r.runs, func(m Measurement) float64 { return m.Usage.Wall.Seconds() })
		r.cpu = spreadOf(r.runs, func(m Measurement) float64 { return m.Usage.CPU.Seconds() })
		r.peak = spreadOf(r.runs, func(m Measurement) float64 { return float64(m.Usage.Peak) })
	}
	return rows
}

// find is the row of a program and kind of run, or an empty one.
func find(rows []row, program, run string) row {
	k := slices.IndexFunc(rows, func(r row) bool { return r.program == program && r.run == run })
	if k < 0 {
		return row{}
	}
	return rows[k]
}

// spread is the middle and the ends of some numbers.
type spread struct{ median, least, greatest float64 }

// spreadOf takes one number from each run; there is at least one run.
func spreadOf(runs []Measurement, number func(Measurement) float64) spread {
	values := make([]float64, len(runs))
	for i, m := range runs {
		values[i] = number(m)
	}
	slices.Sort(values)
	middle := len(values) / 2
	median := values[middle]
	if len(values)%2 == 0 {
		median = (values[middle-1] + median) / 2
	}
	return spread{median, values[0], values[len(values)-1]}
}

// in writes the spread in a unit: "3.21 (3.10–3.40)". What is not known, and
// so is zero throughout, is a dash.
func (s spread) in(unit float64, decimals int) string {
	if s.greatest == 0 {
		return "–"
	}
	return fmt.Sprintf("%.*f (%.*f–%.*f)", decimals, s.median/unit, decimals, s.least/unit, decimals, s.greatest/unit)
}

// ratio is a in proportion to b, by their medians.
func ratio(a, b spread) string {
	if a.median == 0 || b.median == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", a.median/b.median)
}

// thousands writes a count with spaces between groups of three digits, of the
// kind at which no line is broken.
func thousands(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf("\u00a0%03d", n%1000)
}

// plural is a count with its noun: "1 run", "3 runs".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
