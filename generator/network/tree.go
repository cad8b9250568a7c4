package network

import "math/bits"

// tree divides the plane into quarters and these into quarters, until there is
// one body in each; but a square whose bodies are all in one quarter is left
// out. By it the push of many bodies far away is that of one in their midst,
// after Barnes and Hut: n log n pushes instead of n². It is the same for any
// order of the bodies, since sums of whole numbers are.
type tree struct {
	// squares holds each square before the quarters of it, so that all are
	// gone through from first to last.
	squares []square
	// members are the bodies by square: those that are near each other meet the
	// same squares one after the other. The tree that grows next begins with
	// this order, in which most will stand again.
	members []int32
}

// square is a quarter of a quarter.
type square struct {
	x, y int64   // the midst of its bodies
	mass float64 // in the measure of push
	wide int64   // its side, squared; 0 where it is not divided
	next int32   // index of the first square that is not within it
}

// deepest is how many times the plane is divided at most.
const deepest = 24

// newTree has not grown yet over so many bodies.
func newTree(bodies int) *tree {
	t := &tree{squares: make([]square, 0, 2*bodies), members: make([]int32, bodies)}
	for i := range t.members {
		t.members[i] = int32(i)
	}
	return t
}

// grow makes the tree anew.
func (t *tree) grow(bodies []body) {
	t.squares = t.squares[:0]
	if len(bodies) == 0 {
		return
	}
	low, high := bodies[0], bodies[0]
	for i := range bodies {
		b := &bodies[i]
		low.x, low.y = min(low.x, b.x), min(low.y, b.y)
		high.x, high.y = max(high.x, b.x), max(high.y, b.y)
	}
	side := int64(1) << bits.Len64(uint64(max(high.x-low.x, high.y-low.y)))
	t.divide(bodies, t.members, low.x, low.y, side, 0)
}

// divide adds the square of some bodies, and tells their mass and the sums of
// masses times places.
func (t *tree) divide(bodies []body, members []int32, x, y, side int64, depth int) (mass, sumX, sumY int64) {
	at := len(t.squares)
	t.squares = append(t.squares, square{})
	if len(members) == 1 || depth == deepest {
		for _, i := range members {
			b := &bodies[i]
			mass, sumX, sumY = mass+b.mass, sumX+b.mass*b.x, sumY+b.mass*b.y
		}
	} else {
		t.squares[at].wide = side * side
		side /= 2
		upper := partition(members, func(i int32) bool { return bodies[i].y < y+side })
		for row, half := range [2][]int32{members[:upper], members[upper:]} {
			left := partition(half, func(i int32) bool { return bodies[i].x < x+side })
			for column, quarter := range [2][]int32{half[:left], half[left:]} {
				if len(quarter) == 0 {
					continue
				}
				if len(quarter) == len(members) { // it stands for the whole, as it pushes likewise
					t.squares = t.squares[:at]
				}
				m, sx, sy := t.divide(bodies, quarter, x+int64(column)*side, y+int64(row)*side, side, depth+1)
				mass, sumX, sumY = mass+m, sumX+sx, sumY+sy
			}
		}
	}
	s := &t.squares[at]
	s.x, s.y, s.mass, s.next = sumX/mass, sumY/mass, float64(min(mass, 1<<28)<<34), int32(len(t.squares))
	return mass, sumX, sumY
}

// partition puts those first that are to be first, and tells how many they are.
func partition(members []int32, first func(int32) bool) int {
	end := 0
	for k, i := range members {
		if first(i) {
			members[k], members[end] = members[end], i
			end++
		}
	}
	return end
}

// push sums up how all others push a body: by a unit, at the distance of one.
// What is at the same place, as the body is itself, does not push it: the
// springs of others will part them.
func (t *tree) push(b *body) (x, y int64) {
	const nearest = unit * unit / 16
	squares, bx, by := t.squares, b.x, b.y
	for at := int32(0); int(at) < len(squares); {
		s := &squares[at]
		dx, dy := bx-s.x, by-s.y
		square := dx*dx + dy*dy
		if s.wide > square {
			at++
			continue
		}
		at = s.next
		// One division for both, and no step beyond 63 bits: masses of up to
		// 2^28, distances of up to 2^23. Of floating point it takes a quarter of
		// the time, and both numbers are exact.
		force := int64(s.mass / float64(max(square, nearest)))
		x += dx * force >> 20
		y += dy * force >> 20
	}
	return x, y
}
