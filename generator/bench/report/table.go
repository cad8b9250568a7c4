package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Table is the measurements as a Markdown table: a row for each program and
// kind of run, in the order in which they first come.
func Table(measurements []Measurement, references []string) string {
	rows := group(measurements)
	header := []string{"Program", "Run", "Wall time, s", "Processor time, s", "Peak memory, MiB", "Output, MB", "Files"}
	align := []string{"---", "---", "---:", "---:", "---:", "---:", "---:"}
	var bases []string
	for _, reference := range references {
		if slices.ContainsFunc(rows, func(r row) bool { return r.program == reference }) {
			bases = append(bases, reference)
			header, align = append(header, "÷ "+reference), append(align, "---:")
		}
	}
	var b strings.Builder
	writeRow(&b, header)
	writeRow(&b, align)
	for _, row := range rows {
		last := row.runs[len(row.runs)-1].Output
		cells := []string{
			row.program, string(row.run),
			row.wall.in(1, 2), row.cpu.in(1, 2), row.peak.in(1<<20, 0),
			fmt.Sprintf("%.1f", float64(last.Bytes)/1e6), thousands(int64(last.Files)),
		}
		for _, reference := range bases {
			base := find(rows, reference, row.run)
			cells = append(cells, strings.Join([]string{
				ratio(row.wall, base.wall), ratio(row.cpu, base.cpu), ratio(row.peak, base.peak),
			}, " / "))
		}
		writeRow(&b, cells)
	}
	return strings.ReplaceAll(b.String(), "– / – / –", "–")
}

// writeRow writes one row of a Markdown table.
func writeRow(b *strings.Builder, cells []string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// row is all runs of one kind of one program.
type row struct {
	program         string
	run             Run
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
func find(rows []row, program string, run Run) row {
	k := slices.IndexFunc(rows, func(r row) bool { return r.program == program && r.run == run })
	if k < 0 {
		return row{}
	}
	return rows[k]
}

// spread is the middle and the ends of some numbers.
type spread struct{ median, least, greatest float64 }

// spreadOf takes one number from each thing; there is at least one.
func spreadOf[T any](things []T, number func(T) float64) spread {
	values := make([]float64, len(things))
	for i, m := range things {
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

// percentile is the least of the times that at least so many percent of them
// do not exceed (the nearest rank); 0 of none.
func percentile(times []time.Duration, percent int) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
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

// milliseconds writes a time.
func milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	if ms < 100 {
		return fmt.Sprintf("%.1f", ms)
	}
	return thousands(int64(ms + 0.5))
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
