package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fangzhi/generator/bench/measure"
)

// Search is what readers' searches cost on one built site.
type Search struct {
	Programs []Searched
}

// Searched is what was measured of one program's search.
type Searched struct {
	Program string
	Index   measure.Tree  // all files that the search alone needs
	Cost    measure.Usage // of making the index; zero where it is not known
	Queries []Query
	Answers []Answer // to questions whose answers are known
}

// Query is one search in a browser that had none of the search's files.
type Query struct {
	Text     string
	Bytes    int64         // of bodies, as sent, the client's included
	Requests int           // in all
	Time     time.Duration // from the last key to the results, where there are any
	Found    int           // results
}

// Answer is how a question was answered.
type Answer struct {
	Kind, Question string
	Rank           int // of the first right answer among ten, from 1; 0 for none
}

// searchTable has a row for each program.
func searchTable(s Search) string {
	var b strings.Builder
	writeRow(&b, []string{
		"Search", "Index, MB", "Files", "Making it: wall, s", "processor, s", "peak memory, MiB",
		"First query: kB", "requests", "queries that found nothing", "Last key to results, ms: median", "95th percentile",
	})
	writeRow(&b, []string{"---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:"})
	for _, p := range s.Programs {
		cells := []string{
			p.Program, fmt.Sprintf("%.1f", float64(p.Index.Bytes)/1e6), thousands(int64(p.Index.Files)),
			known(p.Cost.Wall.Seconds(), 1, 2), known(p.Cost.CPU.Seconds(), 1, 2), known(float64(p.Cost.Peak), 1<<20, 0),
		}
		if len(p.Queries) > 0 {
			bytes, requests := p.spreads()
			cells = append(cells, bytes.in(1000, 0), requests.in(1, 0),
				fmt.Sprintf("%d of %d", len(p.Queries)-len(p.times()), len(p.Queries)),
				milliseconds(percentile(p.times(), 50)), milliseconds(percentile(p.times(), 95)))
		} else {
			cells = append(cells, "–", "–", "–", "–", "–")
		}
		writeRow(&b, cells)
	}
	return b.String()
}

// spreads are those of the bytes and requests of the queries.
func (p Searched) spreads() (bytes, requests spread) {
	return spreadOf(p.Queries, func(q Query) float64 { return float64(q.Bytes) }),
		spreadOf(p.Queries, func(q Query) float64 { return float64(q.Requests) })
}

func (p Searched) times() []time.Duration {
	var times []time.Duration
	for _, q := range p.Queries {
		if q.Found > 0 {
			times = append(times, q.Time)
		}
	}
	return times
}

// known writes a number in a unit, or a dash where it is not known.
func known(value, unit float64, decimals int) string {
	if value == 0 {
		return "–"
	}
	return fmt.Sprintf("%.*f", decimals, value/unit)
}

// quality is the mean of one over the rank of the first right answer, and how
// often it is among the first three, of some answers.
func quality(answers []Answer) (reciprocal, topThree float64) {
	for _, a := range answers {
		if a.Rank > 0 {
			reciprocal += 1 / float64(a.Rank)
		}
		if a.Rank > 0 && a.Rank <= 3 {
			topThree++
		}
	}
	n := max(float64(len(answers)), 1)
	return reciprocal / n, topThree / n
}

// qualityTables compare the answers of programs that were asked the same, by
// kind of question and one by one where they differ.
func qualityTables(programs []Searched) string {
	if len(programs) == 0 || len(programs[0].Answers) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nOf %d questions whose answers are known, with the mean of one over the rank of the first right answer "+
		"among ten, and the share of right answers among the first three:\n\n", len(programs[0].Answers))
	header, align := []string{"Questions", "Count"}, []string{"---", "---:"}
	for _, p := range programs {
		header = append(header, p.Program+": mean reciprocal rank", "in the first three")
		align = append(align, "---:", "---:")
	}
	writeRow(&b, header)
	writeRow(&b, align)
	for _, kind := range append([]string{"all"}, kindsOf(programs[0].Answers)...) {
		var cells []string
		for _, p := range programs {
			asked := p.Answers
			if kind != "all" {
				asked = slices.DeleteFunc(slices.Clone(asked), func(a Answer) bool { return a.Kind != kind })
			}
			if cells == nil {
				cells = []string{kind, fmt.Sprint(len(asked))}
			}
			reciprocal, topThree := quality(asked)
			cells = append(cells, fmt.Sprintf("%.3f", reciprocal), fmt.Sprintf("%.3f", topThree))
		}
		writeRow(&b, cells)
	}
	b.WriteString("\nQuestions that not all answered with the first result, and the rank of the right one:\n\n")
	header, align = []string{"Question"}, []string{"---"}
	for _, p := range programs {
		header, align = append(header, p.Program), append(align, "---:")
	}
	writeRow(&b, header)
	writeRow(&b, align)
	for i, question := range programs[0].Answers {
		cells, first := []string{"`" + question.Question + "`"}, true
		for _, p := range programs {
			rank := "–"
			if r := p.Answers[i].Rank; r > 0 {
				rank = fmt.Sprint(r)
			}
			cells, first = append(cells, rank), first && rank == "1"
		}
		if !first {
			writeRow(&b, cells)
		}
	}
	return b.String()
}

// kindsOf lists the kinds of questions as they first come.
func kindsOf(answers []Answer) []string {
	var kinds []string
	for _, a := range answers {
		if !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
	}
	return kinds
}
