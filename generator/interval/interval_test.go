package interval

import (
	"fmt"
	"slices"
	"testing"

	"fangzhi/generator/edtf"

	"pgregory.net/rapid"
)

// spans draws the bounds of dates near to each other, so that many overlap:
// exact and coarse ones, open and unknown ends, fuzzy ends, and sets.
func spans() *rapid.Generator[edtf.Bounds] {
	return rapid.Custom(func(t *rapid.T) edtf.Bounds {
		for {
			if d, err := edtf.Parse(drawText(t)); err == nil {
				return d.Bounds()
			}
		}
	})
}

func drawText(t *rapid.T) string {
	moment := func() string {
		return rapid.OneOf(
			rapid.StringMatching(`195[0-9X]`),
			rapid.StringMatching(`195[0-3]-0[1-4]`),
			rapid.StringMatching(`195[12]-0[12]-0[1-9X]`),
			rapid.SampledFrom([]string{"19XX", "1952~", "1951-21?", "-0043", "Y12000"}),
		).Draw(t, "moment")
	}
	switch rapid.IntRange(0, 8).Draw(t, "form") {
	case 0:
		return moment() + "/.."
	case 1:
		return moment() + "/"
	case 2:
		return "../" + moment()
	case 3:
		return "/" + moment()
	case 4:
		return "[" + moment() + "," + moment() + "]"
	case 5:
		return "{" + moment() + "," + moment() + "..}"
	case 6, 7:
		return moment() + "/" + moment()
	}
	return moment()
}

// TestAnswersAreThoseOfLookingAtEach compares all three structures with what
// comes of asking each span, which is quadratic.
func TestAnswersAreThoseOfLookingAtEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(spans(), 0, 40).Draw(t, "all")
		of := spans().Draw(t, "of")
		counts := map[edtf.Certainty]int{}
		var overlapping, before, after []int
		for i, b := range all {
			certainty := b.Overlaps(of)
			counts[certainty]++
			if certainty != edtf.No {
				overlapping = append(overlapping, i)
			}
			if b.Before(of) != edtf.No {
				before = append(before, i)
			}
			if of.Before(b) != edtf.No {
				after = append(after, i)
			}
		}
		certainly, possibly := NewCounter(all).Overlapping(of)
		if certainly != counts[edtf.Certainly] || possibly != counts[edtf.Possibly] {
			t.Fatalf("counted %d and %d, but %v by looking at each", certainly, possibly, counts)
		}
		found := slices.Collect(NewFinder(all).Overlapping(of))
		if !inOrder(all, found) {
			t.Fatalf("%v is not the order of %v", found, all)
		}
		same(t, "overlapping", found, overlapping)
		order := NewOrder(all)
		earlier, later := slices.Collect(order.Before(of)), slices.Collect(order.After(of))
		if !slices.IsSortedFunc(earlier, func(a, b int) int { return -compare(all[a].EarliestEnd, all[b].EarliestEnd) }) {
			t.Fatalf("%v are not the last to end first", earlier)
		}
		if !slices.IsSortedFunc(later, func(a, b int) int { return compare(all[a].LatestStart, all[b].LatestStart) }) {
			t.Fatalf("%v are not the first to start first", later)
		}
		same(t, "before", earlier, before)
		same(t, "after", later, after)
	})
}

func compare(a, b edtf.Day) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func same(t *rapid.T, what string, got, want []int) {
	t.Helper()
	got = slices.Sorted(slices.Values(got))
	if !slices.Equal(got, want) {
		t.Fatalf("%s: found %v, but %v by looking at each", what, got, want)
	}
}

// inOrder tells whether positions are found in the order that Overlapping
// promises.
func inOrder(all []edtf.Bounds, found []int) bool {
	return slices.IsSortedFunc(found, func(a, b int) int {
		if byLength := lengthClass(all[a]) - lengthClass(all[b]); byLength != 0 {
			return byLength
		}
		if byStart := compare(all[b].EarliestStart, all[a].EarliestStart); byStart != 0 {
			return byStart
		}
		return b - a
	})
}

func TestFindingMayStopAtAnyPlace(t *testing.T) {
	decade, err := edtf.Parse("1950/1959")
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Repeat([]edtf.Bounds{decade.Bounds()}, 5)
	for want := range len(all) {
		got := 0
		for range NewFinder(all).Overlapping(decade.Bounds()) {
			if got == want {
				break
			}
			got++
		}
		if got != want {
			t.Errorf("stopped after %d, want %d", got, want)
		}
	}
}

func BenchmarkCountAndFind(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		all := make([]edtf.Bounds, n)
		for i := range all {
			// Norms that are issued all through a century and hold for decades.
			start := edtf.DayOf(1920, 1, 1) + edtf.Day(i*36500/n)
			end := start + edtf.Day(i*7919%11000)
			all[i] = edtf.Bounds{EarliestStart: start, LatestStart: start + 30, EarliestEnd: end + 30, LatestEnd: end + 365}
		}
		counter, finder := NewCounter(all), NewFinder(all)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := range b.N {
				of := all[i%n]
				counter.Overlapping(of)
				left := 12
				for range finder.Overlapping(of) {
					if left--; left == 0 {
						break
					}
				}
			}
		})
	}
}
