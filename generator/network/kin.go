package network

import (
	"cmp"
	"math/bits"
	"slices"
)

// Thing is what is known of one thing when its kin are looked for.
type Thing struct {
	Near  []int32 // what it is joined with, ascending, each once
	Tags  []int32 // indexes of its tags, ascending, each once
	Dated bool
	First int64 // day on which its time begins
	Last  int64
}

// Kin is a thing that another is not joined with, but has much in common with.
type Kin struct {
	Of     int32
	Weight int
	Near   []int32 // neighbours of both, those that say most first
	Tags   []int32 // tags of both, the rarest first
	Days   int64   // between their times; 0 where these overlap, -1 where one has none
}

const (
	// mostListed is how long the list of a tag, or of the neighbours of a
	// thing, may be for others to be found by it: what half of all have in
	// common brings nobody together, and would cost the square of it.
	mostListed = 100
	// mostWeighed is how many of those found are compared in full.
	mostWeighed = 24
	// enough is the weight from which two things are kin: that of two
	// neighbours with few others, say, or of one and a rare tag.
	enough = 260
	// years is how far apart times may lie to count as close.
	years = 3 * 366
)

// Kinship finds kin among things that do not change. It may be used from many
// goroutines.
type Kinship struct {
	things []Thing
	tagged [][]int32 // by index of tag: what bears it
}

// NewKinship prepares to find kin.
func NewKinship(things []Thing) *Kinship {
	k := &Kinship{things: things}
	for i := range things {
		for _, tag := range things[i].Tags {
			for int(tag) >= len(k.tagged) {
				k.tagged = append(k.tagged, nil)
			}
			k.tagged[tag] = append(k.tagged[tag], int32(i))
		}
	}
	return k
}

// Of finds the nearest kin of a thing, at most so many, the nearest first.
// Scratch is room to work in, to be handed in again at the next call.
func (k *Kinship) Of(i int32, most int, scratch *Scratch) []Kin {
	var kin []Kin
	for _, other := range k.candidates(i, scratch) {
		if weight, days := k.weigh(i, other); weight >= enough {
			kin = append(kin, Kin{Of: other, Weight: weight, Days: days})
		}
	}
	slices.SortFunc(kin, func(a, b Kin) int { return cmp.Or(b.Weight-a.Weight, cmp.Compare(a.Of, b.Of)) })
	kin = slices.Clip(kin[:min(most, len(kin))])
	for at := range kin {
		one := &kin[at]
		each(k.things[i].Near, k.things[one.Of].Near, func(with int32) { one.Near = append(one.Near, with) })
		each(k.things[i].Tags, k.things[one.Of].Tags, func(tag int32) {
			if k.ofTag(tag) > 0 { // what all bear is worth no word
				one.Tags = append(one.Tags, tag)
			}
		})
		slices.SortStableFunc(one.Near, func(x, y int32) int { return k.ofNeighbour(y) - k.ofNeighbour(x) })
		slices.SortStableFunc(one.Tags, func(x, y int32) int { return k.ofTag(y) - k.ofTag(x) })
	}
	return kin
}

// Scratch is room to work in. The zero value is ready.
type Scratch struct {
	weight []int32 // by index of thing; all zero between calls
	found  []int32
}

// candidates finds those that have rare things in common with i and are not
// joined with it, those with the most first.
func (k *Kinship) candidates(i int32, s *Scratch) []int32 {
	if len(s.weight) < len(k.things) {
		s.weight = make([]int32, len(k.things))
	}
	s.found = s.found[:0]
	count := func(list []int32, weight int) {
		if len(list) > mostListed {
			return
		}
		for _, other := range list {
			if s.weight[other] == 0 {
				s.found = append(s.found, other)
			}
			s.weight[other] += int32(weight)
		}
	}
	t := &k.things[i]
	for _, with := range t.Near {
		count(k.things[with].Near, k.ofNeighbour(with))
	}
	for _, tag := range t.Tags {
		count(k.tagged[tag], k.ofTag(tag))
	}
	// What has too little in common is not even sorted.
	kept := slices.DeleteFunc(slices.Clone(s.found), func(other int32) bool {
		if 2*s.weight[other] < enough || other == i {
			return true
		}
		_, joined := slices.BinarySearch(t.Near, other)
		return joined
	})
	slices.SortFunc(kept, func(a, b int32) int { return cmp.Or(int(s.weight[b]-s.weight[a]), int(a-b)) })
	for _, other := range s.found {
		s.weight[other] = 0
	}
	return kept[:min(mostWeighed, len(kept))]
}

// weigh sums up what two things have in common, and tells the days between
// their times: see Kin.
func (k *Kinship) weigh(i, other int32) (weight int, days int64) {
	a, b := &k.things[i], &k.things[other]
	each(a.Near, b.Near, func(with int32) { weight += k.ofNeighbour(with) })
	each(a.Tags, b.Tags, func(tag int32) { weight += k.ofTag(tag) })
	if !a.Dated || !b.Dated {
		return weight, -1
	}
	days = max(0, a.First-b.Last, b.First-a.Last)
	switch {
	case days == 0:
		weight += weight / 4
	case days < years:
		weight += weight / 8
	}
	return weight, days
}

// ofNeighbour is what it weighs to have a neighbour in common: the more, the
// fewer have it, after Adamic and Adar.
func (k *Kinship) ofNeighbour(i int32) int { return 600 / (2 + log(len(k.things[i].Near))) }

// ofTag is what it weighs to have a tag in common: nothing, if all have it.
func (k *Kinship) ofTag(tag int32) int {
	return 30 * log(len(k.things)/max(1, len(k.tagged[tag])))
}

// log is the logarithm to the base two, rounded down; 0 of nothing.
func log(n int) int { return max(0, bits.Len(uint(max(0, n)))-1) }

// each calls do with every number that two ascending lists share.
func each(a, b []int32, do func(int32)) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			do(a[0])
			a, b = a[1:], b[1:]
		}
	}
}
