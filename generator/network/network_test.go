package network

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// made is a network with groups, hubs and things alone.
func made(n int) (ids []string, joins []Join) {
	s := uint32(1)
	next := func(below int) int32 {
		s = mix(s + 0x9e3779b9)
		return int32(s % uint32(below))
	}
	for i := range n {
		ids = append(ids, fmt.Sprintf("/notes/%d/", i))
		if i%17 == 5 {
			continue
		}
		group := i / 40 * 40
		for range 2 {
			joins = append(joins, Join{int32(i), int32(group) + next(min(40, n-group))})
		}
		if i%9 == 0 {
			joins = append(joins, Join{int32(i), next(n)}, Join{int32(i), next(min(n, 8))})
		}
	}
	return ids, joins
}

func TestLayoutDependsOnNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 90).Draw(t, "things")
		ids, joins := made(n)
		points, height := Layout(ids, joins)
		order := rapid.Permutation(indexes(n)).Draw(t, "order")
		shuffled := make([]string, n)
		for i, at := range order {
			shuffled[at] = ids[i]
		}
		others := rapid.Permutation(joins).Draw(t, "joins")
		for i, j := range others {
			others[i] = Join{int32(order[j.B]), int32(order[j.A])}
		}
		again, high := Layout(shuffled, others)
		if high != height {
			t.Fatalf("the drawing is %d high, and in another order %d", height, high)
		}
		for i, at := range order {
			if points[i] != again[at] {
				t.Fatalf("%s stands at %v, and in another order at %v", ids[i], points[i], again[at])
			}
		}
	})
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// TestLayoutIsTheSameEverywhere holds places that were worked out on another
// kind of processor, too: see the package's comment.
func TestLayoutIsTheSameEverywhere(t *testing.T) {
	points, height := Layout(made(400))
	sum := sha256.New()
	for _, p := range append(points, Point{height, 0}) {
		binary.Write(sum, binary.BigEndian, p)
	}
	const want = "dd07b822fd63d444"
	if got := fmt.Sprintf("%x", sum.Sum(nil)[:8]); got != want {
		t.Errorf("the layout has the sum %s, not %s", got, want)
	}
}

func TestJoinedThingsStandNear(t *testing.T) {
	ids, joins := made(400)
	points, _ := Layout(ids, joins)
	var near, far float64
	for _, j := range joins {
		near += distance(points[j.A], points[j.B])
	}
	for i := range points {
		far += distance(points[i], points[(i*7+31)%len(points)])
	}
	if near, far = near/float64(len(joins)), far/float64(len(points)); 3*near > far {
		t.Errorf("joined things are %.0f apart on average, others %.0f", near, far)
	}
	places := slices.Clone(points)
	slices.SortFunc(places, func(a, b Point) int { return int(a.X-b.X)*100000 + int(a.Y-b.Y) })
	if len(slices.Compact(places)) < len(points) {
		t.Error("two things stand at one place")
	}
}

// TestAJoinLessMovesLittle takes one join away, and compares. Where the median
// moves by a tenth of the width, nobody knows the drawing again.
func TestAJoinLessMovesLittle(t *testing.T) {
	ids, joins := made(60)
	before, _ := Layout(ids, joins)
	for k := range joins {
		after, _ := Layout(ids, slices.Delete(slices.Clone(joins), k, k+1))
		moved := make([]int, len(before))
		for i := range moved {
			moved[i] = int(distance(before[i], after[i]))
		}
		slices.Sort(moved)
		if median := moved[len(moved)/2]; median > Width/10 {
			t.Errorf("the median moves by %d, when join %d is taken away", median, k)
		}
	}
}

func distance(a, b Point) float64 {
	return float64(root(int64(a.X-b.X)*int64(a.X-b.X) + int64(a.Y-b.Y)*int64(a.Y-b.Y)))
}

func TestNoLabelOverlapsAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var labels []Label
		for range rapid.IntRange(0, 60).Draw(t, "labels") {
			labels = append(labels, Label{
				X: rapid.Int32Range(-50, 1000).Draw(t, "x"), Y: rapid.Int32Range(0, 500).Draw(t, "y"),
				Width: rapid.Int32Range(5, 200).Draw(t, "width"), Height: 16,
			})
		}
		levels := Levels(labels, 4)
		for level := int8(0); level <= 4; level++ {
			for i := range labels {
				for j := range i {
					a, b := scaled(labels[i], level), scaled(labels[j], level)
					if levels[i] <= level && levels[j] <= level && boxesOverlap(a, b) {
						t.Fatalf("labels %v and %v overlap at level %d", a, b, level)
					}
				}
			}
		}
		if len(labels) > 0 && levels[0] != 0 {
			t.Fatal("the first label has room, and is not shown")
		}
	})
}

func scaled(l Label, level int8) Label { l.X <<= level; l.Y <<= level; return l }

func boxesOverlap(a, b Label) bool {
	ax, bx := float64(a.X)-float64(a.Width)/2, float64(b.X)-float64(b.Width)/2
	return ax < bx+float64(b.Width) && bx < ax+float64(a.Width) && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height
}

func BenchmarkLayout(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		ids, joins := made(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Layout(ids, joins)
			}
		})
	}
}
