package network

import (
	"cmp"
	"math/bits"
	"slices"
)

// coarsest is of how many things no coarser network is made.
const coarsest = 60

// level is a network of which each thing stands for some of a finer one.
type level struct {
	links
	weight []int32  // of each of links.to: how many joins it stands for
	mass   []int32  // how many things each stands for
	seed   []uint32 // by which each begins: the least of those it stands for
}

// finest is the network of the things themselves.
func finest(seeds []uint32, joins links) *level {
	l := &level{links: joins, mass: make([]int32, len(seeds)), seed: seeds}
	l.weight = make([]int32, len(l.to))
	for i := range l.mass {
		l.mass[i] = 1
	}
	for i := range l.weight {
		l.weight[i] = 1
	}
	return l
}

// coarser makes one of things that hang together, mostly of two. It tells
// which of the coarser things each belongs to.
//
// Which those are depends on their neighbourhood alone and on no order, so that
// a join more or less changes the groups around it, and leaves others, and where
// they will stand, as they are.
func (l *level) coarser() (coarse *level, of []int32) {
	g := grouping{level: l, of: make([]int32, l.len())}
	for i := range g.of {
		g.of[i] = none
	}
	g.gather(g.pairs())
	coarse = &level{mass: make([]int32, g.count), seed: make([]uint32, g.count)}
	for i, at := range g.of {
		if coarse.mass[at] == 0 || l.seed[i] < coarse.seed[at] {
			coarse.seed[at] = l.seed[i]
		}
		coarse.mass[at] += l.mass[i]
	}
	g.join(coarse)
	return coarse, g.of
}

// none is the index of no thing or group.
const none = -1

// grouping puts the things of a level into groups.
type grouping struct {
	*level
	of    []int32 // the group of each
	count int32   // of groups
}

// pairs makes a group of every two that are each other's nearest among those
// that have no group, again and again; and lists the others, of which no two
// are joined.
func (g *grouping) pairs() (others []int32) {
	open := make([]int32, g.len())
	for i := range open {
		open[i] = int32(i)
	}
	nearest := slices.Repeat([]int32{none}, int(g.len()))
	for len(open) > 0 {
		for _, i := range open {
			if with := nearest[i]; with == none || g.of[with] != none { // or else it is the nearest still
				nearest[i] = g.nearest(i, false)
			}
		}
		still := open[:0]
		for _, i := range open {
			with := nearest[i]
			switch {
			case with == none:
				others = append(others, i)
			case nearest[with] != i:
				still = append(still, i)
			case i < with:
				g.of[i], g.of[with] = g.count, g.count
				g.count++
			}
		}
		open = still
	}
	return others
}

// nearest is the one of the neighbours of i, of those in groups or of those in
// none, that hangs together with it most: by many joins, of few things that have
// few others. Where that is the same, chance decides, which is the same from
// both sides.
func (g *grouping) nearest(i int32, grouped bool) int32 {
	best, most, chance := int32(none), 0.0, uint32(0)
	weights := g.weight[g.start[i]:]
	for k, other := range g.links.of(i) {
		if (g.of[other] != none) != grouped {
			continue
		}
		weight := float64(weights[k])
		rating := weight * weight / (float64(g.mass[i]) * float64(g.mass[other]) * float64(g.degree(i)+g.degree(other)))
		if rating < most {
			continue
		}
		draw := mix(g.seed[i] ^ g.seed[other])
		if best == none || rating > most || draw > chance {
			best, most, chance = other, rating, draw
		}
	}
	return best
}

// gather makes groups of those that have nobody to pair with: of two or three
// around one hub, by their seeds.
func (g *grouping) gather(others []int32) {
	type waiting struct {
		hub, i int32
		share  uint32 // of those around the hub
	}
	all := make([]waiting, 0, len(others))
	around := map[int32]int{}
	for _, i := range others {
		hub := g.nearest(i, true) // as are all around it
		all = append(all, waiting{hub: hub, i: i})
		around[hub]++
	}
	for k := range all {
		w := &all[k]
		w.share = mix(g.seed[w.i]) >> (33 - bits.Len(uint(around[w.hub]+1)/2))
	}
	slices.SortFunc(all, func(a, b waiting) int {
		return cmp.Or(cmp.Compare(a.hub, b.hub), cmp.Compare(a.share, b.share), cmp.Compare(a.i, b.i))
	})
	for k, w := range all {
		if k == 0 || w.hub == none || w.hub != all[k-1].hub || w.share != all[k-1].share {
			g.count++
		}
		g.of[w.i] = g.count - 1
	}
}

// join joins the groups whose members are joined.
func (g *grouping) join(coarse *level) {
	coarse.start = make([]int32, g.count+1)
	coarse.to, coarse.weight = make([]int32, 0, len(g.to)), make([]int32, 0, len(g.to))
	begin := make([]int32, g.count+1) // of the members of each
	for _, at := range g.of {
		begin[at+1]++
	}
	for i := range g.count {
		begin[i+1] += begin[i]
	}
	members, at := make([]int32, len(g.of)), slices.Clone(begin)
	for i, group := range g.of {
		members[at[group]] = int32(i)
		at[group]++
	}
	seen := make([]int32, g.count) // of each group, one more than its place in to
	for group := range g.count {
		from := int32(len(coarse.to))
		for _, i := range members[begin[group]:begin[group+1]] {
			for k := g.start[i]; k < g.start[i+1]; k++ {
				other := g.of[g.to[k]]
				switch at := seen[other] - 1; {
				case other == group:
				case at >= from:
					coarse.weight[at] += g.weight[k]
				default:
					coarse.to, coarse.weight = append(coarse.to, other), append(coarse.weight, g.weight[k])
					seen[other] = int32(len(coarse.to))
				}
			}
		}
		coarse.start[group+1] = int32(len(coarse.to))
	}
	coarse.thin()
}

// enoughJoins is how many joins of a thing are kept on a coarser level, where
// it would have them with nearly all others, and more of them tell no more.
const enoughJoins = 16

// thin leaves out joins by chance: the fewer a thing has, and the heavier they
// are, the more of them stay.
func (l *level) thin() {
	share := make([]float64, l.len()) // of what weighs one
	for i := range share {
		var all int64
		for _, w := range l.weight[l.start[i]:l.start[i+1]] {
			all += int64(w)
		}
		share[i] = enoughJoins / 2 / float64(max(1, all))
	}
	var begin, end int32
	for i := range l.len() {
		for k := begin; k < l.start[i+1]; k++ {
			other, weight := l.to[k], l.weight[k]
			if float64(mix(l.seed[i]^l.seed[other])) <= float64(weight)*(share[i]+share[other])*(1<<32) {
				l.to[end], l.weight[end] = other, weight
				end++
			}
		}
		begin, l.start[i+1] = l.start[i+1], end
	}
	l.to, l.weight = l.to[:end], l.weight[:end]
}
