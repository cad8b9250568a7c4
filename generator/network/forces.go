package network

// The forces are those of d3-force, in whole numbers: springs along the joins,
// weaker where a thing has many; a push between all things that falls off with
// the distance; a pull to the middle that keeps groups together that nothing
// joins.
const (
	unit = 1 << 12 // the length that springs strive for
	part = 1 << 10 // forces and masses are given in this part of one

	repulsion = 120 // in parts of a unit, at a distance of a unit
	gravity   = 70  // in parts of the distance from the middle
	retention = 600 // how much of its motion a body keeps, in parts
)

// rounds is how often the forces act on so many bodies. What was laid out as
// groups needs few more, so that the cost stays near to linear.
func rounds(n int32) int { return min(150, 9+40000/max(1, int(n))) }

// body is a thing on its way.
type body struct {
	x, y   int64
	vx, vy int64
	mass   int64 // in parts of the average
}

// settle lets the forces act, less and less.
func (l *level) settle(bodies []body) {
	all := rounds(l.len())
	var t tree
	for round := range all {
		heat := int64(part * (all - round) / all)
		l.pull(bodies, heat)
		t.grow(bodies)
		for i := range bodies {
			b := &bodies[i]
			px, py := t.push(b)
			b.vx += (px*repulsion/part - b.x*gravity/part) * heat / part
			b.vy += (py*repulsion/part - b.y*gravity/part) * heat / part
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

// pull lets the springs act: of two things the one with fewer joins moves more.
func (l *level) pull(bodies []body, heat int64) {
	for i := range l.len() {
		a, mine := &bodies[i], int64(l.degree(i))
		for _, j := range l.of(i) {
			if j < i {
				continue
			}
			b, other := &bodies[j], int64(l.degree(j))
			dx, dy := b.x-a.x, b.y-a.y
			far := max(1, root(dx*dx+dy*dy))
			// As a part of the way between them, times heat.
			force := (far - unit) * heat / far / min(mine, other)
			dx, dy = dx*force/part, dy*force/part
			a.vx += dx * other / (mine + other)
			a.vy += dy * other / (mine + other)
			b.vx -= dx * mine / (mine + other)
			b.vy -= dy * mine / (mine + other)
		}
	}
}
