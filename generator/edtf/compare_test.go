package edtf

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDatesAreSortedAsInAList(t *testing.T) {
	// The empty texts are no date.
	want := []string{
		"../1953", "[..1953]", "Y-17E7", "-0043", "1953-01", "1953", "1953?", "1953~", "1953/1954", "1953/..",
		"1953-05", "1953-05-01/..", "", "",
	}
	var got []Date
	for _, text := range want {
		d, _ := Parse(text)
		got = append(got, d)
	}
	slices.Reverse(got)
	slices.SortFunc(got, Compare)
	var texts []string
	for _, d := range got {
		texts = append(texts, d.String())
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestCompareIsATotalOrder(t *testing.T) {
	some := rapid.OneOf(dates(), rapid.Just(Date{}))
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := some.Draw(t, "a"), some.Draw(t, "b"), some.Draw(t, "c")
		if Compare(a, a) != 0 {
			t.Fatalf("%s is not in its own place", a)
		}
		if Compare(a, b) != -Compare(b, a) {
			t.Fatalf("%s and %s are in no order", a, b)
		}
		if (Compare(a, b) == 0) != a.Equal(b) || a.Equal(b) != (a.String() == b.String()) {
			t.Fatalf("%s and %s are in one place", a, b)
		}
		if Compare(a, b) <= 0 && Compare(b, c) <= 0 && Compare(a, c) > 0 {
			t.Fatalf("%s, %s and %s run in a circle", a, b, c)
		}
	})
}
