package network

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestKinHaveThingsInCommon: 0 and 1 implement 2 and bear the rare tag 0, at
// one time; 3 bears only the tag that all do; 4 is joined with 0 already.
func TestKinHaveThingsInCommon(t *testing.T) {
	things := []Thing{
		{Near: []int32{2, 4}, Tags: []int32{0, 1}, Dated: true, First: 100, Last: 200},
		{Near: []int32{2}, Tags: []int32{0, 1}, Dated: true, First: 150, Last: 300},
		{Near: []int32{0, 1, 4}, Tags: []int32{1}},
		{Tags: []int32{1}},
		{Near: []int32{0, 2}, Tags: []int32{1}},
	}
	for len(things) < 64 {
		things = append(things, Thing{Tags: []int32{1}})
	}
	k := NewKinship(things)
	got := k.Of(0, 3, &Scratch{})
	if len(got) != 1 {
		t.Fatalf("0 has the kin %v, want 1 alone", got)
	}
	got[0].Weight = 0
	if diff := cmp.Diff(Kin{Of: 1, Near: []int32{2}, Tags: []int32{0}}, got[0]); diff != "" {
		t.Errorf("what 0 and 1 have in common differs (-want +got):\n%s", diff)
	}
}

// TestKinAreFoundAsByComparingAll holds the search by lists to comparing every
// two things, where no list is too long.
func TestKinAreFoundAsByComparingAll(t *testing.T) {
	var scratch Scratch
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, mostWeighed).Draw(t, "things")
		var joins []Join
		things := make([]Thing, n)
		for i := range things {
			for range rapid.IntRange(0, 3).Draw(t, "joins") {
				joins = append(joins, Join{int32(i), rapid.Int32Range(0, int32(n-1)).Draw(t, "to")})
			}
			things[i].Tags = rapid.SliceOfNDistinct(rapid.Int32Range(0, 8), 0, 3, rapid.ID).Draw(t, "tags")
			slices.Sort(things[i].Tags)
		}
		for i, near := range Neighbours(n, joins) {
			things[i].Near = near
		}
		k := NewKinship(things)
		i := rapid.Int32Range(0, int32(n-1)).Draw(t, "of")
		var want []int32
		for other := range int32(n) {
			if compared(things, i, other) >= enough && other != i && !slices.Contains(things[i].Near, other) {
				want = append(want, other)
			}
		}
		var got []int32
		for _, kin := range k.Of(i, n, &scratch) {
			got = append(got, kin.Of)
		}
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Fatalf("the kin of %d are %v, found were %v", i, want, got)
		}
	})
}

// compared is what two of some things have in common, weighed by comparing all
// that is known of both.
func compared(things []Thing, i, other int32) int {
	bear := map[int32]int{}
	for _, t := range things {
		for _, tag := range t.Tags {
			bear[tag]++
		}
	}
	a, b := things[i], things[other]
	weight := int32(0)
	for _, with := range a.Near {
		if slices.Contains(b.Near, with) {
			weight += weightOfNeighbour(len(things[with].Near))
		}
	}
	for _, tag := range a.Tags {
		if slices.Contains(b.Tags, tag) {
			weight += weightOfTag(bear[tag], len(things))
		}
	}
	switch days := max(0, a.First-b.Last, b.First-a.Last); {
	case !a.Dated || !b.Dated:
	case days == 0:
		weight += weight / 4
	case days < years:
		weight += weight / 8
	}
	return int(weight)
}

// TestWhatManyShareWeighsToo: nobody is found by what more than mostListed have,
// but it counts with those that are found by something else.
func TestWhatManyShareWeighsToo(t *testing.T) {
	const n = 4 * mostListed
	var joins []Join
	things := make([]Thing, n)
	for i := range int32(n) {
		joins = append(joins, Join{i, i * 7 % n}, Join{i, i % 5}) // the first five have a neighbour in each five things
		things[i] = Thing{Tags: []int32{i % 3, 3 + i/4}, Dated: i%2 == 0, First: int64(i) * 100, Last: int64(i)*100 + 1000}
	}
	for i, near := range Neighbours(n, joins) {
		things[i].Near = near
	}
	k := NewKinship(things)
	var scratch Scratch
	found, wide := 0, 0
	for i := range int32(n) {
		for _, kin := range k.Of(i, n, &scratch) {
			if want := compared(things, i, kin.Of); kin.Weight != want {
				t.Fatalf("what %d and %d have in common weighs %d, want %d", i, kin.Of, kin.Weight, want)
			}
			found++
			wide += len(k.wide.of(kin.Of))
		}
	}
	if found == 0 || wide == 0 {
		t.Errorf("%d kin with %d things that many share were found, want some", found, wide)
	}
}

// TestNobodyIsKinTwice: to be found by what all bear as well makes no second kin.
func TestNobodyIsKinTwice(t *testing.T) {
	things := make([]Thing, 40)
	for i := range things {
		things[i].Tags = []int32{0}
		if i < 2 {
			things[i].Tags = []int32{0, 1, 2, 3}
		}
	}
	if got := NewKinship(things).Of(0, 4, &Scratch{}); len(got) != 1 {
		t.Errorf("0 has the kin %v, want 1 once", got)
	}
}

// TestSearchesBeforeLeaveNothing uses a scratch over and over, until its floor
// is taken down.
func TestSearchesBeforeLeaveNothing(t *testing.T) {
	things := make([]Thing, 50)
	for i := range things {
		things[i].Tags = []int32{int32(i % 7), int32(7 + i%5)}
	}
	k := NewKinship(things)
	used := &Scratch{weight: make([]int32, len(things)), floor: math.MaxInt32/2 - 10000}
	floor := used.floor
	for i := range int32(len(things)) {
		if diff := cmp.Diff(k.Of(i, 4, &Scratch{}), k.Of(i, 4, used)); diff != "" {
			t.Fatalf("the kin of %d differ with a used scratch (-want +got):\n%s", i, diff)
		}
	}
	if used.floor >= floor {
		t.Errorf("the floor is %d and was never taken down", used.floor)
	}
}

func BenchmarkKinship(b *testing.B) {
	const n = 10000
	_, joins := made(n)
	things := make([]Thing, n)
	for i, near := range Neighbours(n, joins) {
		things[i] = Thing{Near: near, Tags: []int32{int32(i % 2), int32(2 + i%90), int32(100 + i%700)}}
	}
	var scratch Scratch
	for b.Loop() {
		k := NewKinship(things)
		for i := range int32(n) {
			k.Of(i, 4, &scratch)
		}
	}
}
