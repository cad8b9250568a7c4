package edtf

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	for _, test := range []struct {
		year       int64
		month, day int
		want       Day
	}{
		{1970, 1, 1, 0}, {1969, 12, 31, -1}, {2000, 2, 29, 11016}, {0, 3, 1, -719468}, {-1, 12, 31, -719529},
		{firstYear - 1, 12, 31, Past}, {lastYear + 1, 1, 1, Future},
	} {
		if got := DayOf(test.year, test.month, test.day); got != test.want {
			t.Errorf("%d-%d-%d is the day %d, want %d", test.year, test.month, test.day, got, test.want)
		}
	}
}

func TestDaysAgreeWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-4_000_000, 4_000_000).Draw(t, "day")
		want := time.Unix(0, 0).UTC().AddDate(0, 0, int(n))
		year, month, day := Day(n).Civil()
		if year != int64(want.Year()) || month != int(want.Month()) || day != want.Day() {
			t.Fatalf("the day %d is %d-%d-%d, want %s", n, year, month, day, want.Format(time.DateOnly))
		}
	})
}

func TestEveryDayIsTheDayOfItsCivilDate(t *testing.T) {
	first, last := DayOf(firstYear, 1, 1), DayOf(lastYear, 12, 31)
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.Int64Range(int64(first), int64(last)).Draw(t, "day"))
		if got := DayOf(d.Civil()); got != d {
			t.Fatalf("%d is %s, which is %d", d, d, got)
		}
	})
}

func TestUnboundedDaysHaveTheCivilDatesAtTheEdges(t *testing.T) {
	for unbounded, want := range map[Day]Day{Past: DayOf(firstYear, 1, 1), Future: DayOf(lastYear, 12, 31)} {
		if got := DayOf(unbounded.Civil()); got != want {
			t.Errorf("%s has the civil date %s, want %s", unbounded, got, want)
		}
	}
}

func TestDaysAreWrittenInISO8601(t *testing.T) {
	for d, want := range map[Day]string{
		0: "1970-01-01", DayOf(-43, 3, 15): "-0043-03-15", DayOf(12005, 1, 1): "12005-01-01", Past: "past", Future: "future",
	} {
		if got := d.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
