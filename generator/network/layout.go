package network

import (
	"math"
	"slices"
	"strings"
)

// Point is a place in a drawing, from its upper left corner.
type Point struct{ X, Y int32 }

// Width is how wide every drawing is.
const Width = 10000

// Layout places things so that those which are joined stand near each other,
// and tells how high the drawing is. IDs tell things apart and seed where they
// begin: the layout depends on nothing but the IDs and which of them are
// joined.
//
// It is a layout by forces on ever finer networks: first some few groups are
// drawn, then the smaller groups of which they are made, and so on down to the
// things themselves. Things that are joined with nothing stand in rows below.
func Layout(ids []string, joins []Join) (points []Point, height int32) {
	order := make([]int32, len(ids)) // by ID
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(ids[a], ids[b]) })
	all := newLinks(len(ids), joins)
	var joined, alone []int32
	rank := make([]int32, len(ids)) // among those that are joined
	for _, i := range order {
		if all.degree(i) == 0 {
			alone = append(alone, i)
			continue
		}
		rank[i] = int32(len(joined))
		joined = append(joined, i)
	}
	sorted := links{start: make([]int32, 1, len(joined)+1), to: make([]int32, 0, len(all.to))}
	seeds := make([]uint32, len(joined))
	for r, i := range joined {
		seeds[r] = hash(ids[i])
		for _, other := range all.of(i) {
			sorted.to = append(sorted.to, rank[other])
		}
		sorted.start = append(sorted.start, int32(len(sorted.to)))
	}
	sorted.sort()
	points = make([]Point, len(ids))
	bodies := place(finest(seeds, sorted))
	upright(bodies, seeds)
	for r, p := range fit(bodies, &height) {
		points[joined[r]] = p
	}
	inRows(alone, points, &height)
	return points, height
}

// place lays a level out by way of coarser ones.
func place(l *level) []body {
	bodies := make([]body, l.len())
	coarse, of := l, []int32(nil)
	if l.len() > coarsest {
		coarse, of = l.coarser()
	}
	if 10*coarse.len() >= 9*l.len() {
		// Few things, or nothing is gained any more: small groups without a join.
		scatter(bodies, l.seed, unit*root(int64(l.len())))
	} else {
		scatter(bodies, l.seed, unit/2)
		groups := place(coarse)
		for i := range bodies {
			// As many more things want as much more room.
			g := &groups[of[i]]
			bodies[i].x += stretch(g.x, int64(l.len()), int64(coarse.len()))
			bodies[i].y += stretch(g.y, int64(l.len()), int64(coarse.len()))
		}
	}
	var total int64
	for _, m := range l.mass {
		total += int64(m)
	}
	for i := range bodies {
		bodies[i].mass = max(1, int64(l.mass[i])*part*int64(l.len())/total)
	}
	l.settle(bodies)
	return bodies
}

// scatter puts bodies anywhere about the middle, up to so far from it.
func scatter(bodies []body, seeds []uint32, far int64) {
	for i := range bodies {
		s := mix(seeds[i])
		bodies[i].x = (int64(s&0xffff) - 0x8000) * far >> 15
		bodies[i].y = (int64(s>>16) - 0x8000) * far >> 15
	}
}

// upright mirrors a layout so that things stand rather on the side on which
// they began. Forces know neither left nor right, and so a small change of the
// joins might exchange these.
func upright(bodies []body, seeds []uint32) {
	start := make([]body, len(bodies))
	scatter(start, seeds, unit)
	var x, y int64
	for i := range bodies {
		x += bodies[i].x / part * start[i].x
		y += bodies[i].y / part * start[i].y
	}
	for i := range bodies {
		if x < 0 {
			bodies[i].x = -bodies[i].x
		}
		if y < 0 {
			bodies[i].y = -bodies[i].y
		}
	}
}

// mix spreads the bits of a seed, so that seeds that differ a little begin far
// apart: the last steps of MurmurHash3.
func mix(s uint32) uint32 {
	s = (s ^ s>>16) * 0x85ebca6b
	s = (s ^ s>>13) * 0xc2b2ae35
	return s ^ s>>16
}

// stretch takes a length by the root of the ratio of two numbers.
func stretch(length, more, fewer int64) int64 { return length * root(more<<20/fewer) >> 10 }

// root is the square root of a whole number below 2^52, rounded down. Such a
// number is exact in floating point, of which the standard rounds roots alike
// everywhere.
func root(n int64) int64 { return int64(math.Sqrt(float64(n))) }

// fewest is the least width of a drawing in units: what is small stands in its
// middle.
const fewest = 8

// fit scales a layout to the width of a drawing, turned so that it is wider
// than high, and sets the height.
func fit(bodies []body, height *int32) []Point {
	points := make([]Point, len(bodies))
	if len(bodies) == 0 {
		return points
	}
	low, high := bodies[0], bodies[0]
	for i := range bodies {
		b := &bodies[i]
		low.x, low.y = min(low.x, b.x), min(low.y, b.y)
		high.x, high.y = max(high.x, b.x), max(high.y, b.y)
	}
	wide := max(fewest*unit, high.x-low.x, high.y-low.y)
	margin := (wide - max(high.x-low.x, high.y-low.y)) / 2
	for i := range bodies {
		x, y := bodies[i].x-low.x, bodies[i].y-low.y
		points[i] = Point{int32((x + margin) * Width / wide), int32(y * Width / wide)}
		*height = max(*height, points[i].Y)
	}
	return points
}

// inRows places things that are joined with nothing below all others.
func inRows(alone []int32, points []Point, height *int32) {
	if len(alone) == 0 {
		return
	}
	columns := int32(max(10, root(4*int64(len(points)))))
	gap := int32(Width) / columns
	top := *height
	if top > 0 {
		top += 2 * gap
	}
	for k, i := range alone {
		points[i] = Point{gap/2 + int32(k)%columns*gap, top + int32(k)/columns*gap}
		*height = points[i].Y
	}
}
