package network

import "slices"

// coarsest is of how many things no coarser network is made.
const coarsest = 24

// level is a network of which each thing stands for some of a finer one.
type level struct {
	links
	mass []int32 // how many things each stands for
}

// finest is the network of the things themselves.
func finest(n int, joins []Join) *level {
	l := &level{links: newLinks(n, joins), mass: make([]int32, n)}
	for i := range l.mass {
		l.mass[i] = 1
	}
	return l
}

// coarser makes one of every two things that hang together: of a thing and one
// of its neighbours or else, as around a hub, of two with a neighbour in
// common. It tells which of the coarser things each belongs to.
func (l *level) coarser() (coarse *level, of []int32) {
	n := l.len()
	of = make([]int32, n)
	waits := make([]int32, n) // for another that has this neighbour
	for i := range of {
		of[i], waits[i] = -1, -1
	}
	coarse = &level{}
	group := func(members ...int32) {
		var mass int32
		for _, i := range members {
			of[i] = int32(len(coarse.mass))
			mass += l.mass[i]
		}
		coarse.mass = append(coarse.mass, mass)
	}
	for _, i := range l.fewestFirst() {
		if of[i] >= 0 {
			continue
		}
		if with := l.lightest(i, of); with >= 0 {
			group(i, with)
			continue
		}
		for _, hub := range l.of(i) {
			if other := waits[hub]; other >= 0 && of[other] < 0 && other != i {
				group(i, other)
				break
			}
			waits[hub] = i
		}
	}
	for i := range n {
		if of[i] < 0 {
			group(i)
		}
	}
	joins := make([]Join, 0, len(l.to)/2)
	for i := range n {
		for _, other := range l.of(i) {
			if i < other {
				joins = append(joins, Join{of[i], of[other]})
			}
		}
	}
	coarse.links = newLinks(len(coarse.mass), joins)
	return coarse, of
}

// fewestFirst lists the things by the number of their neighbours: those with
// few have the least choice.
func (l *level) fewestFirst() []int32 {
	order := make([]int32, l.len())
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return int(l.degree(a) - l.degree(b)) })
	return order
}

// lightest is the neighbour of i without a group that stands for the fewest
// things, so that groups grow alike; -1 if all have one.
func (l *level) lightest(i int32, of []int32) int32 {
	best := int32(-1)
	for _, other := range l.of(i) {
		if of[other] < 0 && (best < 0 || l.mass[other] < l.mass[best]) {
			best = other
		}
	}
	return best
}
