package report

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// target is what a measure is to come to at most, or at least.
type target struct {
	what        string
	goal, value float64 // value is 0 where it was not measured
	atLeast     bool
	unit        string
	decimals    int
}

func (t target) met() bool {
	if t.atLeast {
		return t.value >= t.goal
	}
	return t.value <= t.goal
}

// The corpora that targets are set for.
const (
	tenThousand     = 10_000
	hundredThousand = 100_000
)

// writeTargets says of each target whether it is reached. Corpora that were
// not measured have none.
func writeTargets(b *strings.Builder, r Report) {
	targets := r.targets()
	if len(targets) == 0 {
		return
	}
	b.WriteString("\n## Targets\n\n")
	writeRow(b, []string{"Measure", "Target", "Measured", "Reached"})
	writeRow(b, []string{"---", "---:", "---:", "---"})
	for _, t := range targets {
		bound, verdict := "at most", "**no**"
		if t.atLeast {
			bound = "at least"
		}
		if t.met() {
			verdict = "yes"
		}
		measured := fmt.Sprintf("%.*f%s", t.decimals, t.value, t.unit)
		if t.value == 0 {
			measured, verdict = "–", "not measured"
		}
		writeRow(b, []string{t.what, fmt.Sprintf("%s %.*f%s", bound, t.decimals, t.goal, t.unit), measured, verdict})
	}
}

func (r Report) targets() []target {
	var list []target
	small, large := r.site(tenThousand), r.site(hundredThousand)
	if small != nil {
		list = append(list, r.buildTargets(*small)...)
		list = append(list, r.editTargets(*small, "10,000 notes", 30, 50, 100)...)
	}
	if large != nil {
		list = append(list, r.largeTargets(small, *large)...)
	}
	if small != nil && small.Search != nil {
		list = append(list, r.searchTargets(*small, large)...)
	}
	if r.Real != nil {
		list = append(list, r.qualityTargets()...)
	}
	return list
}

// site is the corpus of a size, or nil.
func (r Report) site(notes int) *Site {
	if k := slices.IndexFunc(r.Sites, func(s Site) bool { return s.Notes == notes }); k >= 0 {
		return &r.Sites[k]
	}
	return nil
}

// part is a in proportion to b; 0 where one of them is not known.
func part(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Titles of the programs that targets are set in proportion to.
const (
	Hugo             = "Hugo"
	HugoReferences   = "Hugo with relref"
	HugoWithPagefind = "Hugo + Pagefind"
	Probe            = "limit probe"
)

// buildTargets are those of builds of 10,000 notes.
func (r Report) buildTargets(s Site) []target {
	rows := group(s.Measurements)
	cold := find(rows, r.Ours, Cold)
	against := func(program string) float64 { return part(cold.wall.median, find(rows, program, Cold).wall.median) }
	seconds := func(run Run) float64 { return find(rows, r.Ours, run).wall.median * 1000 }
	return []target{
		{what: "cold build, 10,000 notes: wall time ÷ Hugo", goal: 0.25, value: against(Hugo), decimals: 3},
		{what: "wall time ÷ Hugo that resolves links", goal: 1.0 / 3, value: against(HugoReferences), decimals: 3},
		{what: "wall time ÷ Hugo + Pagefind", goal: 0.125, value: against(HugoWithPagefind), decimals: 3},
		{what: "wall time ÷ limit probe", goal: 1.6, value: against(Probe), decimals: 2},
		{what: "peak memory ÷ Hugo", goal: 1.0 / 3, value: part(cold.peak.median, find(rows, Hugo, Cold).peak.median), decimals: 3},
		{what: "second build, unchanged, 10,000 notes", goal: 300, value: seconds(Unchanged), unit: " ms"},
		{what: "second build, one body changed", goal: 400, value: seconds(OneBody), unit: " ms"},
	}
}

// editTargets are those of a served site, in milliseconds. A median of 0 sets
// no target.
func (r Report) editTargets(s Site, size string, median, body, title float64) []target {
	if len(s.Edits) == 0 {
		return nil
	}
	percent := func(p int, kinds ...string) float64 {
		return float64(percentile(times(s.Edits, r.Ours, kinds...), p)) / float64(time.Millisecond)
	}
	var list []target
	if median > 0 {
		list = append(list, target{what: "served, " + size + ": a body, median", goal: median, value: percent(50, BodyWritten, BodyRenamed), unit: " ms", decimals: 1})
	}
	return append(list,
		target{what: "served, " + size + ": a body, 95th percentile", goal: body, value: percent(95, BodyWritten, BodyRenamed), unit: " ms", decimals: 1},
		target{what: "served, " + size + ": a title that 1,000 notes link to, 95th percentile", goal: title, value: percent(95, TitleOwn, TitleReferrer), unit: " ms", decimals: 1},
		target{what: "served, " + size + ": a body, while all pages change, 95th percentile", goal: title, value: percent(95, BodyMeanwhile), unit: " ms", decimals: 1},
	)
}

// largeTargets are those at 100,000 notes.
func (r Report) largeTargets(small *Site, large Site) []target {
	here := find(group(large.Measurements), r.Ours, Cold)
	var list []target
	if small != nil {
		there := find(group(small.Measurements), r.Ours, Cold)
		factor := float64(small.Notes) / float64(large.Notes)
		list = append(list,
			target{what: "cold build, 100,000 notes: wall time a note ÷ that at 10,000", goal: 1.25, value: factor * part(here.wall.median, there.wall.median), decimals: 2},
			target{what: "processor time a note ÷ that at 10,000", goal: 1.25, value: factor * part(here.cpu.median, there.cpu.median), decimals: 2})
	}
	list = append(list, target{what: "peak memory, 100,000 notes", goal: 3, value: here.peak.median / 1e9, unit: " GB", decimals: 2})
	return append(list, r.editTargets(large, "100,000 notes", 0, 250, 250)...)
}

// of is what was measured of a program's search, or nil.
func (s *Search) of(program string) *Searched {
	if s == nil {
		return nil
	}
	if k := slices.IndexFunc(s.Programs, func(p Searched) bool { return p.Program == program }); k >= 0 {
		return &s.Programs[k]
	}
	return nil
}

// Pagefind is the program that searches are compared with.
const Pagefind = "Pagefind"

// searchTargets are those of the index and its client at 10,000 notes, and in
// proportion at 100,000.
func (r Report) searchTargets(small Site, large *Site) []target {
	ours, theirs := small.Search.of(r.Ours), small.Search.of(Pagefind)
	if ours == nil || len(ours.Queries) == 0 {
		return nil
	}
	bytes, _ := ours.spreads()
	list := []target{
		{what: "index of 10,000 notes: time on top of the build", goal: 1.5, value: ours.Cost.Wall.Seconds(), unit: " s", decimals: 2},
		{what: "index, size", goal: 20, value: float64(ours.Index.Bytes) / 1e6, unit: " MB", decimals: 1},
		{what: "index, files", goal: 1500, value: float64(ours.Index.Files)},
		{what: "first query, client included: median", goal: 120, value: bytes.median / 1000, unit: " kB", decimals: 1},
		{what: "first query: the greatest", goal: 120, value: bytes.greatest / 1000, unit: " kB", decimals: 1},
		{what: "last key to results, median", goal: 50, value: float64(percentile(ours.times(), 50)) / float64(time.Millisecond), unit: " ms", decimals: 1},
	}
	if theirs != nil && len(theirs.Queries) > 0 {
		other, _ := theirs.spreads()
		list = append(list, target{what: "first query: median bytes ÷ Pagefind", goal: 1, value: part(bytes.median, other.median), decimals: 2})
	}
	if large == nil {
		return list
	}
	if many := large.Search.of(r.Ours); many != nil && len(many.Queries) > 0 {
		there, _ := many.spreads()
		list = append(list, target{what: "first query at 100,000 notes: median bytes ÷ those at 10,000", goal: 2, value: part(there.median, bytes.median), decimals: 2})
	}
	return list
}

// qualityTargets set the answers of our search beside Pagefind's.
func (r Report) qualityTargets() []target {
	ours, theirs := r.Real.of(r.Ours), r.Real.of(Pagefind)
	if ours == nil || theirs == nil || len(ours.Answers) == 0 || len(theirs.Answers) == 0 {
		return nil
	}
	rank, top := quality(ours.Answers)
	theirRank, theirTop := quality(theirs.Answers)
	return []target{
		{what: "search over this site's notes: mean reciprocal rank, beside Pagefind's", goal: theirRank, value: rank, atLeast: true, decimals: 3},
		{what: "in the first three, beside Pagefind's", goal: theirTop, value: top, atLeast: true, decimals: 3},
	}
}
