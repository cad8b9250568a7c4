package network

import "math"

// The forces are those of d3-force, in whole numbers: springs along the joins,
// weaker where a thing has many; a push between all things that falls off with
// the distance; a pull to the middle that keeps groups together that nothing
// joins.
const (
	unit = 1 << 12 // the length that springs strive for
	part = 1 << 10 // forces and masses are given in this part of one

	repulsion = 120 // in parts of a unit, at a distance of a unit
	// gravity is in parts of the distance from the middle. It is stronger
	// upwards and downwards, so that a drawing is wider than it is high.
	gravityX, gravityY = 60, 95
	retention          = 600 // how much of its motion a body keeps, in parts
)

// rounds is how often the forces act on so many bodies. What was laid out as
// groups needs few more, so that the cost stays near to linear.
func rounds(n int32) int { return min(150, 6+15000/max(1, int(n))) }

// body is a thing on its way.
type body struct {
	x, y   int64
	vx, vy int64
	mass   int64 // in parts of the average
}

// settle lets the forces act, less and less.
func (l *level) settle(bodies []body) {
	all := rounds(l.len())
	springs := l.springs()
	t := newTree(len(bodies))
	for round := range all {
		heat := int64(part * (all - round) / all)
		pull(bodies, springs, heat)
		t.grow(bodies)
		for _, i := range t.members {
			b := &bodies[i]
			px, py := t.push(b)
			b.vx += (px*repulsion/part - b.x*gravityX/part) * heat / part
			b.vy += (py*repulsion/part - b.y*gravityY/part) * heat / part
		}
		for i := range bodies {
			b := &bodies[i]
			b.vx, b.vy = bound(b.vx*retention/part), bound(b.vy*retention/part)
			b.x, b.y = b.x+b.vx, b.y+b.vy
		}
	}
}

// bound keeps a body from leaping.
func bound(v int64) int64 { return max(-4*unit, min(4*unit, v)) }

// spring is a join of two bodies.
type spring struct {
	a, b int32
	// forA and forB are how much of its force moves each. They are whole parts
	// of fine, so that products with them are exact, and are cut off as quotients
	// of whole numbers would be, which take half as long again.
	forA, forB float32
}

// fine is the whole of which the shares of springs are parts, and their forces:
// finer than part, since a hub's springs have thousandths.
const fine = 1 << 24

// springs are the joins. Of two things the one with fewer joins moves more.
func (l *level) springs() []spring {
	all := make([]spring, 0, len(l.to)/2)
	for i := range l.len() {
		mine := int64(l.degree(i))
		for _, j := range l.of(i) {
			if j > i {
				other := int64(l.degree(j))
				whole := (mine + other) * min(mine, other)
				all = append(all, spring{i, j, float32(fine*other/whole) / fine, float32(fine*mine/whole) / fine})
			}
		}
	}
	return all
}

// pull lets the springs act.
func pull(bodies []body, springs []spring, heat int64) {
	hot := float64(heat * (fine / part)) // exact, as are all numbers that a quotient is taken of
	for _, s := range springs {
		a, b := &bodies[s.a], &bodies[s.b]
		dx, dy := b.x-a.x, b.y-a.y
		far := math.Sqrt(float64(max(1, dx*dx+dy*dy)))
		force := int64(hot * (1 - unit/far)) // as a part of the way between them
		dx, dy = dx*force/fine, dy*force/fine
		x, y, forA, forB := float64(dx), float64(dy), float64(s.forA), float64(s.forB)
		a.vx += int64(x * forA)
		a.vy += int64(y * forA)
		b.vx -= int64(x * forB)
		b.vy -= int64(y * forB)
	}
}
