package fingerprint_test

import (
	"testing"

	"fangzhi/generator/fingerprint"
)

type view struct {
	Title string
	Rows  []string
	Next  *view
	Count int
}

func sum(v view) fingerprint.Sum { return fingerprint.Of(v) }

func TestEqualValuesHaveEqualSums(t *testing.T) {
	a := view{"T", []string{"a", "b"}, &view{Title: "N"}, 3}
	b := view{"T", append(make([]string, 0, 9), "a", "b"), &view{Title: "N"}, 3}
	if sum(a) != sum(b) {
		t.Error("pointers and room to spare must not count")
	}
}

func TestDifferentValuesHaveDifferentSums(t *testing.T) {
	seen := map[fingerprint.Sum]int{}
	for i, v := range []view{
		{}, {Title: "ab"}, {Title: "a", Rows: []string{"b"}}, {Rows: []string{"ab"}}, {Rows: []string{"a", "b"}},
		{Rows: []string{"", "ab"}}, {Next: &view{}}, {Next: &view{Next: &view{}}}, {Count: 1}, {Count: -1},
	} {
		if other, double := seen[sum(v)]; double {
			t.Errorf("values %d and %d have one sum", other, i)
		}
		seen[sum(v)] = i
	}
	if fingerprint.Of("a", "b") == fingerprint.Of("ab") || fingerprint.Of("a", "b") == fingerprint.Of("b", "a") {
		t.Error("values in a row must not run together")
	}
}

func TestWhatHasNoPlaceInAViewPanics(t *testing.T) {
	for what, v := range map[string]any{"a function": func() {}, "an interface": struct{ Any any }{1}, "a channel": make(chan int)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was summed up", what)
				}
			}()
			fingerprint.Of(v)
		}()
	}
}
