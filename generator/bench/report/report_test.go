package report

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fangzhi/generator/bench/measure"

	"github.com/google/go-cmp/cmp"
)

// run is a canned measurement: seconds, seconds, MiB.
func run(program string, kind Run, wall, cpu float64, peak int64) Measurement {
	return Measurement{
		Program: program, Run: kind,
		Usage: measure.Usage{
			Wall: time.Duration(wall * float64(time.Second)),
			CPU:  time.Duration(cpu * float64(time.Second)),
			Peak: peak << 20,
		},
		Output: measure.Tree{Files: 10_432, Bytes: 81_250_000},
	}
}

var canned = []Measurement{
	run("Fangzhi", "cold", 4, 6, 300),
	run("Fangzhi", "unchanged", 0.5, 0.25, 100),
	run("Hugo", "cold", 16, 24, 1500),
	run("Hugo", "unchanged", 14, 20, 1400),
	run("Fangzhi", "cold", 3, 7, 200),
	run("Fangzhi", "unchanged", 0.75, 0.25, 100),
	run("Hugo", "cold", 15, 25, 1400),
	run("Hugo", "unchanged", 12, 20, 1200),
	run("Fangzhi", "cold", 5, 5, 250),
	run("Fangzhi", "unchanged", 0.25, 0.25, 100),
	run("Hugo", "cold", 20, 26, 1600),
	run("Hugo", "unchanged", 16, 20, 1600),
}

// references are those of the tests.
var references = []string{Hugo, HugoWithPagefind, Probe}

// spaces makes no-break spaces plain.
func spaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestTableShowsMediansSpreadsAndRatios(t *testing.T) {
	want := `| Program | Run | Wall time, s | Processor time, s | Peak memory, MiB | Output, MB | Files | ÷ Hugo |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
| Fangzhi | cold | 4.00 (3.00–5.00) | 6.00 (5.00–7.00) | 250 (200–300) | 81.2 | 10 432 | 0.25 / 0.24 / 0.17 |
| Fangzhi | unchanged | 0.50 (0.25–0.75) | 0.25 (0.25–0.25) | 100 (100–100) | 81.2 | 10 432 | 0.04 / 0.01 / 0.07 |
| Hugo | cold | 16.00 (15.00–20.00) | 25.00 (24.00–26.00) | 1500 (1400–1600) | 81.2 | 10 432 | 1.00 / 1.00 / 1.00 |
| Hugo | unchanged | 14.00 (12.00–16.00) | 20.00 (20.00–20.00) | 1400 (1200–1600) | 81.2 | 10 432 | 1.00 / 1.00 / 1.00 |
`
	if diff := cmp.Diff(want, spaces(Table(canned, references))); diff != "" {
		t.Error(diff)
	}
}

func TestTwoProgramsTogetherAddTimesAndTakeTheGreaterMemory(t *testing.T) {
	got := Together("both", Unchanged, run("a", Unchanged, 2, 3, 500), run("b", Cold, 4, 5, 300))
	want := run("both", Unchanged, 6, 8, 500)
	want.Output = measure.Tree{Files: 20_864, Bytes: 162_500_000}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNotKnownIsADash(t *testing.T) {
	table := Table([]Measurement{run("a", Cold, 2, 3, 0), run("Hugo", Unchanged, 1, 1, 1)}, references)
	want := "| a | cold | 2.00 (2.00–2.00) | 3.00 (3.00–3.00) | – | 81.2 | 10 432 | – |"
	if !strings.Contains(spaces(table), want) {
		t.Errorf("the table lacks %s:\n%s", want, table)
	}
}

func TestTheMedianOfAnEvenNumberOfRunsIsBetweenTheTwoInTheMiddle(t *testing.T) {
	runs := []Measurement{run("a", "b", 8, 1, 1), run("a", "b", 2, 1, 1), run("a", "b", 3, 1, 1), run("a", "b", 4, 1, 1)}
	got := spreadOf(runs, func(m Measurement) float64 { return m.Usage.Wall.Seconds() })
	if want := (spread{3.5, 2, 8}); got != want {
		t.Errorf("spread %v, want %v", got, want)
	}
}

func TestAReportTellsWhenOnWhatAndWithWhat(t *testing.T) {
	var b strings.Builder
	err := Write(&b, Report{
		Date:     time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("", -7200)),
		Machine:  "2 cores, 24 GB of memory, linux/amd64",
		Seed:     1,
		Versions: []string{"Hugo v0.165.0", "Hugo v0.165.0"},
		Missing:  []Missing{{"Eleventy", "could not be installed"}},
		Sites: []Site{
			{Notes: 1000, Bytes: 4_000_000, Rounds: 3, Measurements: canned, Edits: edited, Search: &searched},
			{Notes: 100_000},
		},
		Real:       &searched,
		Ours:       "Fangzhi",
		References: references,
	})
	if err != nil {
		t.Fatal(err)
	}
	page := spaces(b.String())
	for _, part := range []string{
		"24 November 2026", "2 cores, 24 GB of memory", "Median of 3 runs", "Seed 1.\n\n- Hugo v0.165.0\n- Not",
		"- Not measured: Eleventy (could not be installed)\n",
		"## 1 000 notes, 4 MB\n\nMedian of 3 runs", "| Program", "## 100 000 notes\n", "| Fangzhi | cold |",
		"### From an edit to its page\n\n| Server", "### Search over 1 000 notes\n\n| Search", "## Search over this site's own notes\n\n| Search",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the report lacks %q:\n%s", part, page)
		}
	}
}

// failing is a full disk.
type failing struct{}

var errFull = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestAReportThatCannotBeWrittenIsAnError(t *testing.T) {
	if err := Write(failing{}, Report{}); !errors.Is(err, errFull) {
		t.Errorf("error is %v", err)
	}
}

// edited are canned edits: 1 to 100 ms, and one of a title.
var edited = func() []Edits {
	list := []Edits{{Program: "Fangzhi", Edit: BodyWritten}, {Program: "Fangzhi", Edit: TitleOwn, Times: []time.Duration{60 * time.Millisecond}}}
	for i := range 100 {
		list[0].Times = append(list[0].Times, time.Duration(100-i)*time.Millisecond)
	}
	return list
}()

func TestAPercentileIsOneOfTheTimes(t *testing.T) {
	times := edited[0].Times
	for percent, want := range map[int]time.Duration{50: 50, 95: 95, 100: 100, 0: 1} {
		if got := percentile(times, percent); got != want*time.Millisecond {
			t.Errorf("the %dth percentile of 1 to 100 ms is %v", percent, got)
		}
	}
	if got := percentile(times[:3], 95); got != 100*time.Millisecond {
		t.Errorf("of three times it is %v", got)
	}
	if got := percentile(nil, 95); got != 0 {
		t.Errorf("of no times it is %v", got)
	}
}

func TestEditsAreToldByMedianAndPercentile(t *testing.T) {
	want := `| Server | What was edited | Edits | Median, ms | 95th percentile, ms | Longest, ms |
| --- | --- | ---: | ---: | ---: | ---: |
| Fangzhi | a body, written in place | 100 | 50.0 | 95.0 | 100 |
| Fangzhi | a title that 1,000 notes link to: its own page | 1 | 60.0 | 60.0 | 60.0 |
`
	if diff := cmp.Diff(want, spaces(editsTable(edited))); diff != "" {
		t.Error(diff)
	}
}

// searched is a canned comparison of searches.
var searched = Search{Programs: []Searched{
	{
		Program: "Fangzhi", Index: measure.Tree{Files: 1400, Bytes: 18_000_000}, Cost: measure.Usage{Wall: time.Second},
		Queries: []Query{{Text: "a", Bytes: 90_000, Requests: 5, Time: 20 * time.Millisecond, Found: 3}, {Text: "b", Bytes: 70_000, Requests: 7, Time: 40 * time.Millisecond, Found: 1}, {Text: "c", Bytes: 80_000, Requests: 6}},
		Answers: []Answer{{"word", "a", 1}, {"word", "b", 4}, {"name", "c", 0}},
	},
	{
		Program: "Pagefind", Index: measure.Tree{Files: 10_000, Bytes: 50_000_000},
		Queries: []Query{{Text: "a", Bytes: 160_000, Requests: 9, Time: 300 * time.Millisecond, Found: 1}},
		Answers: []Answer{{"word", "a", 1}, {"word", "b", 2}, {"name", "c", 1}},
	},
}}

func TestSearchesAreSetSideBySide(t *testing.T) {
	want := `| Search | Index, MB | Files | Making it: wall, s | processor, s | peak memory, MiB | First query: kB | requests | queries that found nothing | Last key to results, ms: median | 95th percentile |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Fangzhi | 18.0 | 1 400 | 1.00 | – | – | 80 (70–90) | 6 (5–7) | 1 of 3 | 20.0 | 40.0 |
| Pagefind | 50.0 | 10 000 | – | – | – | 160 (160–160) | 9 (9–9) | 0 of 1 | 300 | 300 |
`
	if diff := cmp.Diff(want, spaces(searchTable(searched))); diff != "" {
		t.Error(diff)
	}
}

func TestQualityIsToldByKindAndWhereItDiffers(t *testing.T) {
	page := qualityTables(searched.Programs)
	for _, part := range []string{
		"Of 3 questions", "| all | 3 | 0.417 | 0.333 | 0.833 | 1.000 |\n", "| word | 2 | 0.625 | 0.500 | 0.750 | 1.000 |\n",
		"| `b` | 4 | 2 |\n| `c` | – | 1 |\n",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the tables lack %q:\n%s", part, page)
		}
	}
	if strings.Contains(page, "| `a` |") {
		t.Error("what all answered first is listed")
	}
}

func TestTargetsSayWhetherTheyAreReached(t *testing.T) {
	measured := append(slices.Clone(canned), run(HugoWithPagefind, Cold, 40, 60, 1500), run("Fangzhi", OneBody, 0.375, 1, 1))
	page := Report{Ours: "Fangzhi", References: references, Sites: []Site{
		{Notes: 10_000, Measurements: measured, Edits: edited, Search: &searched},
		{Notes: 100_000, Measurements: []Measurement{run("Fangzhi", Cold, 60, 60, 2000)}, Search: &searched},
	}, Real: &searched}
	var b strings.Builder
	writeTargets(&b, page)
	for _, row := range []string{
		"| cold build, 10,000 notes: wall time ÷ Hugo | at most 0.250 | 0.250 | yes |",
		"| wall time ÷ Hugo + Pagefind | at most 0.125 | 0.100 | yes |",
		"| wall time ÷ limit probe | at most 1.60 | – | not measured |",
		"| peak memory ÷ Hugo | at most 0.333 | 0.167 | yes |",
		"| second build, unchanged, 10,000 notes | at most 300 ms | 500 ms | **no** |",
		"| second build, one body changed | at most 400 ms | 375 ms | yes |",
		"| served, 10,000 notes: a body, median | at most 30.0 ms | 50.0 ms | **no** |",
		"| served, 10,000 notes: a title that 1,000 notes link to, 95th percentile | at most 100.0 ms | 60.0 ms | yes |",
		"| cold build, 100,000 notes: wall time a note ÷ that at 10,000 | at most 1.25 | 1.50 | **no** |",
		"| peak memory, 100,000 notes | at most 3.00 GB | 2.10 GB | yes |",
		"| index, size | at most 20.0 MB | 18.0 MB | yes |",
		"| first query: median bytes ÷ Pagefind | at most 1.00 | 0.50 | yes |",
		"| first query at 100,000 notes: median bytes ÷ those at 10,000 | at most 2.00 | 1.00 | yes |",
		"| search over this site's notes: mean reciprocal rank, beside Pagefind's | at least 0.833 | 0.417 | **no** |",
	} {
		if !strings.Contains(b.String(), row+"\n") {
			t.Errorf("the targets lack %s:\n%s", row, b.String())
		}
	}
}

func TestThousandsAreApart(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1\u00a0000", 1234567: "1\u00a0234\u00a0567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
