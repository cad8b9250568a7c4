package network

import "math/bits"

// tree divides the plane into quarters and these into quarters, until there is
// one body in each. By it the push of many bodies far away is that of one in
// their midst, after Barnes and Hut: n log n pushes instead of n². It is the
// same for any order of the bodies, since sums of whole numbers are.
type tree struct {
	squares []square
	side    int64 // of the whole, a power of two
	x, y    int64 // its corner
	stack   []visit
}

// square is a quarter of a quarter.
type square struct {
	mass   int64
	x, y   int64    // sums of masses times places, later the midst
	within [4]int32 // indexes of its quarters, 0: none
	body   *body    // the only one
}

// visit is a square that is yet to be looked at.
type visit struct {
	at   int32
	side int64
}

// deepest is how many times the plane is divided at most.
const deepest = 24

// grow makes the tree anew.
func (t *tree) grow(bodies []body) {
	t.squares = append(t.squares[:0], square{})
	if len(bodies) == 0 {
		return
	}
	low, high := bodies[0], bodies[0]
	for i := range bodies {
		b := &bodies[i]
		low.x, low.y = min(low.x, b.x), min(low.y, b.y)
		high.x, high.y = max(high.x, b.x), max(high.y, b.y)
	}
	t.x, t.y = low.x, low.y
	t.side = 1 << bits.Len64(uint64(max(high.x-low.x, high.y-low.y)))
	for i := range bodies {
		t.add(&bodies[i])
	}
	for i := range t.squares {
		s := &t.squares[i]
		s.x, s.y = s.x/max(1, s.mass), s.y/max(1, s.mass)
	}
}

func (t *tree) add(b *body) {
	at, side, x, y := int32(0), t.side, t.x, t.y
	for depth := 0; ; depth++ {
		s := &t.squares[at]
		before := s.mass
		s.mass += b.mass
		s.x += b.mass * b.x
		s.y += b.mass * b.y
		if before == 0 {
			s.body = b
			return
		}
		if depth == deepest {
			s.body = nil // they count together
			return
		}
		side /= 2
		if other := s.body; other != nil {
			s.body = nil
			// Its quarter is new, so it comes to rest there.
			moved := t.quarter(at, other, x, y, side)
			q := &t.squares[moved]
			q.mass, q.x, q.y, q.body = other.mass, other.mass*other.x, other.mass*other.y, other
		}
		at = t.quarter(at, b, x, y, side)
		if b.x >= x+side {
			x += side
		}
		if b.y >= y+side {
			y += side
		}
	}
}

// quarter finds, or makes, the quarter of a square in which a body lies.
func (t *tree) quarter(at int32, b *body, x, y, side int64) int32 {
	which := 0
	if b.x >= x+side {
		which++
	}
	if b.y >= y+side {
		which += 2
	}
	found := t.squares[at].within[which]
	if found == 0 {
		found = int32(len(t.squares))
		t.squares = append(t.squares, square{})
		t.squares[at].within[which] = found
	}
	return found
}

// push sums up how all others push a body: by a unit, at the distance of one.
func (t *tree) push(b *body) (x, y int64) {
	const nearest = unit * unit / 16
	t.stack = append(t.stack[:0], visit{0, t.side})
	for len(t.stack) > 0 {
		v := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		s := &t.squares[v.at]
		if s.body == b || s.mass == 0 {
			continue
		}
		dx, dy := b.x-s.x, b.y-s.y
		square := dx*dx + dy*dy
		if s.body == nil && v.side*v.side > square && s.within != [4]int32{} {
			for _, q := range s.within {
				if q != 0 {
					t.stack = append(t.stack, visit{q, v.side / 2})
				}
			}
			continue
		}
		if square < nearest {
			if square == 0 {
				continue // the springs of others will part them
			}
			square = nearest
		}
		// One division for both, and no step beyond 63 bits: masses of up to
		// 2^28, distances of up to 2^23.
		force := min(s.mass, 1<<28) << 34 / square
		x += dx * force >> 20
		y += dy * force >> 20
	}
	return x, y
}
