package report

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fangzhi/generator/bench/measure"

	"github.com/google/go-cmp/cmp"
)

// run is a canned measurement: seconds, seconds, MiB.
func run(program, kind string, wall, cpu float64, peak int64) Measurement {
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

func TestTableShowsMediansSpreadsAndRatios(t *testing.T) {
	want := `| Program | Run | Wall time, s | Processor time, s | Peak memory, MiB | Output, MB | Files | Wall ÷ Hugo | Processor ÷ Hugo | Memory ÷ Hugo |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Fangzhi | cold | 4.00 (3.00–5.00) | 6.00 (5.00–7.00) | 250 (200–300) | 81.2 | 10 432 | 0.25 | 0.24 | 0.17 |
| Fangzhi | unchanged | 0.50 (0.25–0.75) | 0.25 (0.25–0.25) | 100 (100–100) | 81.2 | 10 432 | 0.04 | 0.01 | 0.07 |
| Hugo | cold | 16.00 (15.00–20.00) | 25.00 (24.00–26.00) | 1500 (1400–1600) | 81.2 | 10 432 | 1.00 | 1.00 | 1.00 |
| Hugo | unchanged | 14.00 (12.00–16.00) | 20.00 (20.00–20.00) | 1400 (1200–1600) | 81.2 | 10 432 | 1.00 | 1.00 | 1.00 |
`
	got := strings.ReplaceAll(Table(canned, "Hugo"), "\u00a0", " ")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNotKnownIsADash(t *testing.T) {
	table := Table([]Measurement{run("limit probe", "cold", 2, 3, 0)}, "Hugo")
	want := "| limit probe | cold | 2.00 (2.00–2.00) | 3.00 (3.00–3.00) | – | 81.2 | 10 432 | – | – | – |"
	if !strings.Contains(strings.ReplaceAll(table, "\u00a0", " "), want) {
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
		Date:      time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("", -7200)),
		Machine:   "2 cores, 24 GB of memory, linux/amd64",
		Rounds:    3,
		Seed:      1,
		Versions:  []string{"Hugo v0.165.0"},
		Sites:     []Site{{Notes: 1000, Bytes: 4_000_000, Measurements: canned}, {Notes: 100_000}},
		Reference: "Hugo",
	})
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(b.String(), "\u00a0", " ")
	for _, part := range []string{
		"24 November 2026", "2 cores, 24 GB of memory", "Median of 3 runs", "Seed 1.", "- Hugo v0.165.0\n",
		"## 1 000 notes, 4 MB\n\n| Program", "## 100 000 notes\n", "| Fangzhi | cold |",
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

func TestThousandsAreApart(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1\u00a0000", 1234567: "1\u00a0234\u00a0567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
