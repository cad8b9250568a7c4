package edtf

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRelationsThatAreCertain(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want Relation
	}{
		{"1953-05-01", "1953-05-03", Precedes},
		{"1953-05-01", "1953-05-02", Meets},
		{"1953-05-01/1953-05-03", "1953-05-02/1953-05-04", OverlapsWith},
		{"1953-05-01/1953-05-03", "1953-05-03/1953-05-04", OverlapsWith},
		{"1953-05-01/1953-05-03", "1953-05-02/1953-05-03", FinishedBy},
		{"1953-05-01/1953-05-03", "1953-05-02", Contains},
		{"1953-05-01", "1953-05-01/1953-05-03", Starts},
		{"1953-05-01", "1953-05-01", Equals},
		{"1953-05-01/..", "1960-01-01/..", FinishedBy},
		{"../1953-05-01", "../1960-01-01", Starts},
		{"1953-05", "1952/1954", During},
		{"Y-17E7", "1953", Precedes},
		{"1952-12-30", "1953/", Precedes},
	} {
		t.Run(test.a+" "+test.want.String()+" "+test.b, func(t *testing.T) {
			a, b := date(t, test.a), date(t, test.b)
			if got := Allen(a, b)[test.want]; got != Certainly {
				t.Errorf("%s, want certainly", got)
			}
			if got := Allen(b, a)[test.want.Inverse()]; got != Certainly {
				t.Errorf("%s inverted, want certainly", got)
			}
		})
	}
}

func TestQuestionsAboutTwoDates(t *testing.T) {
	for _, test := range []struct {
		a, b                     string
		overlaps, within, before Certainty
		covers                   bool
	}{
		{"1953", "1954", No, No, Certainly, false},
		{"1953", "1953-12-31", Possibly, Possibly, Possibly, true},
		{"1953-05", "1953", Possibly, Possibly, Possibly, false},
		{"1953", "1953-05", Possibly, Possibly, Possibly, true},
		{"1953-05", "1952/1954", Certainly, Certainly, No, false},
		{"1953-05", "1953/1956", Possibly, Possibly, Possibly, false},
		{"1953/1956", "1954", Certainly, No, No, true},
		{"1953/..", "1960/..", Certainly, No, No, true},
		{"1960/..", "1953/..", Certainly, Certainly, No, false},
		{"1960", "1953/", Possibly, Possibly, No, false},
		{"1950", "../1953", Certainly, Certainly, No, false},
		{"1950", "/1953", Possibly, Possibly, Possibly, false},
		{"[1950,1960]", "1951/1955", Possibly, Possibly, Possibly, true}, // a set is the whole from 1950 to 1960
		{"", "1953", No, No, No, false},
		{"1953", "", No, No, No, false},
	} {
		t.Run(test.a+" and "+test.b, func(t *testing.T) {
			a, _ := Parse(test.a)
			b, _ := Parse(test.b)
			if got := Overlaps(a, b); got != test.overlaps {
				t.Errorf("overlaps: %s, want %s", got, test.overlaps)
			}
			if got := Within(a, b); got != test.within {
				t.Errorf("within: %s, want %s", got, test.within)
			}
			if got := Before(a, b); got != test.before {
				t.Errorf("before: %s, want %s", got, test.before)
			}
			if got := Covers(a, b); got != test.covers {
				t.Errorf("covers: %v, want %v", got, test.covers)
			}
		})
	}
}

func TestJustOneRelationHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := dates().Draw(t, "a"), dates().Draw(t, "b")
		relations, inverse := Allen(a, b), Allen(b, a)
		counts := map[Certainty]int{}
		for r, certainty := range relations {
			counts[certainty]++
			if inverse[Relation(r).Inverse()] != certainty {
				t.Fatalf("%s %s %s: %s, but inverted %s", a, Relation(r), b, certainty, inverse[Relation(r).Inverse()])
			}
		}
		if certain := counts[Certainly] == 1 && counts[Possibly] == 0; !certain && (counts[Certainly] != 0 || counts[Possibly] < 2) {
			t.Fatalf("%s and %s: %v", a, b, relations)
		}
	})
}

func TestPossibleRelationsAreThoseOfSomeDays(t *testing.T) {
	// Few days, so that all can be tried; what is unbounded lies well beyond.
	near := rapid.StringMatching(`2000-01-0[1-5X]`)
	texts := rapid.OneOf(
		near,
		rapid.Custom(func(t *rapid.T) string { return near.Draw(t, "start") + "/" + near.Draw(t, "end") }),
		rapid.Map(near, func(s string) string { return s + "/.." }),
		rapid.Map(near, func(s string) string { return s + "/" }),
		rapid.Map(near, func(s string) string { return "../" + s }),
		rapid.Map(near, func(s string) string { return "/" + s }),
		rapid.Map(near, func(s string) string { return "[" + s + ",2000-01-07]" }),
		rapid.Map(near, func(s string) string { return "{" + s + ",2000-01-07}" }),
	).Filter(func(s string) bool {
		_, problem := parse(s)
		return problem == nil
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := date(t, texts.Draw(t, "a")), date(t, texts.Draw(t, "b"))
		var want [relationCount]bool
		for _, x := range candidates(a) {
			for _, y := range candidates(b) {
				want[relationOf(x, y)] = true
			}
		}
		for r, certainty := range Allen(a, b) {
			if (certainty != No) != want[r] {
				t.Fatalf("%s %s %s: %s, but by trial %v", a, Relation(r), b, certainty, want[r])
			}
		}
	})
}

// candidates are all days of start, and days after the end, that d may have.
func candidates(d Date) [][2]Day {
	const past, future = -10, 30
	zero := DayOf(2000, 1, 1)
	near := func(day Day) Day {
		switch day {
		case Past:
			return past
		case Future:
			return future
		}
		return day - zero
	}
	b := d.Bounds()
	var pairs [][2]Day
	for start := near(b.EarliestStart); start <= near(b.LatestStart); start++ {
		for end := near(b.EarliestEnd); end <= near(b.LatestEnd); end++ {
			if end >= start && (!d.isPoint() || end == start) {
				pairs = append(pairs, [2]Day{start, end + 1})
			}
		}
	}
	return pairs
}

// relationOf is the relation of two known pairs of a start and the day after
// the end.
func relationOf(a, b [2]Day) Relation {
	switch {
	case a[1] < b[0]:
		return Precedes
	case a[1] == b[0]:
		return Meets
	case b[1] < a[0]:
		return PrecededBy
	case b[1] == a[0]:
		return MetBy
	}
	byStart := [][]Relation{
		{OverlapsWith, FinishedBy, Contains},
		{Starts, Equals, StartedBy},
		{During, Finishes, OverlappedBy},
	}
	return byStart[order(a[0], b[0])][order(a[1], b[1])]
}

// order is 0, 1 or 2 if a is less than, equal to or greater than b.
func order(a, b Day) int {
	switch {
	case a < b:
		return 0
	case a == b:
		return 1
	}
	return 2
}

func TestNamesOfRelationsAndCertainties(t *testing.T) {
	if got := MetBy.String() + ", " + Relation(99).String(); got != "met by, unrelated" {
		t.Error(got)
	}
	if got := Possibly.String() + ", " + Certainty(99).String(); got != "possibly, no" {
		t.Error(got)
	}
	if got := Allen(date(t, "1953"), date(t, "1954")).Any(Relation(99)); got != No {
		t.Error(got)
	}
}
