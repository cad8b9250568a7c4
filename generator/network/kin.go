package network

import (
	"math"
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
	// ofNeighbour and ofTag are what it weighs to have a thing for a neighbour
	// in common, or a tag.
	ofNeighbour, ofTag []int32
	// wide are, of each thing, the neighbours and tags by which nobody is found,
	// ascending: neighbours by index, then tags, counted on from the last thing.
	wide [][]int32
}

// NewKinship prepares to find kin.
func NewKinship(things []Thing) *Kinship {
	k := &Kinship{things: things, ofNeighbour: make([]int32, len(things)), wide: make([][]int32, len(things))}
	for i := range things {
		k.ofNeighbour[i] = weightOfNeighbour(len(things[i].Near))
		for _, tag := range things[i].Tags {
			for int(tag) >= len(k.tagged) {
				k.tagged = append(k.tagged, nil)
			}
			k.tagged[tag] = append(k.tagged[tag], int32(i))
		}
	}
	k.ofTag = make([]int32, len(k.tagged))
	for tag, list := range k.tagged {
		k.ofTag[tag] = weightOfTag(len(list), len(things))
	}
	for i := range things {
		for _, with := range things[i].Near {
			if len(things[with].Near) > mostListed {
				k.wide[i] = append(k.wide[i], with)
			}
		}
		for _, tag := range things[i].Tags {
			if len(k.tagged[tag]) > mostListed {
				k.wide[i] = append(k.wide[i], int32(len(things))+tag)
			}
		}
	}
	return k
}

// weightOfNeighbour is what it weighs to have a neighbour in common: the more,
// the fewer have it, after Adamic and Adar.
func weightOfNeighbour(near int) int32 { return int32(600 / (2 + log(near))) }

// weightOfTag is what it weighs to have a tag in common: nothing, if all have it.
func weightOfTag(bear, all int) int32 { return int32(30 * log(all/max(1, bear))) }

// Scratch is room to work in. The zero value is ready.
type Scratch struct {
	weight []int32 // by index of thing; all zero between calls
	found  []int32
	ranks  []rank
	kin    []Kin
	common []int32 // what kin have in common
}

// rank is a thing with what it weighs. In ascending order, those come first that
// weigh most, and of equals the first.
type rank int64

func newRank(weight, of int32) rank { return rank(-int64(weight)<<32 | int64(of)) }
func (r rank) of() int32            { return int32(r) }
func (r rank) weight() int32        { return int32(-(r >> 32)) }

// Of finds the nearest kin of a thing, at most so many, the nearest first. They
// lie in the scratch, and stand until that is handed in again.
func (k *Kinship) Of(i int32, most int, s *Scratch) []Kin {
	candidates := k.candidates(i, s)
	near := candidates[:0]
	for _, c := range candidates {
		if weight := k.weigh(i, c); weight >= enough {
			near = append(near, newRank(weight, c.of()))
		}
	}
	slices.Sort(near)
	near = near[:min(most, len(near))]
	s.kin, s.common = s.kin[:0], s.common[:0]
	for _, r := range near {
		s.kin = append(s.kin, Kin{Of: r.of(), Weight: int(r.weight()), Days: k.days(i, r.of())})
	}
	t := &k.things[i]
	for at := range s.kin {
		one := &s.kin[at]
		other := &k.things[one.Of]
		one.Near = s.inCommon(t.Near, other.Near, k.ofNeighbour)
		one.Tags = s.inCommon(t.Tags, other.Tags, k.ofTag)
	}
	return s.kin
}

// inCommon lists what two lists share, that which weighs most first. What all
// bear is worth no word.
func (s *Scratch) inCommon(a, b, weights []int32) []int32 {
	s.ranks = s.ranks[:0]
	each(a, b, func(it int32) {
		if weights[it] > 0 {
			s.ranks = append(s.ranks, newRank(weights[it], it))
		}
	})
	slices.Sort(s.ranks)
	start := len(s.common)
	for _, r := range s.ranks {
		s.common = append(s.common, r.of())
	}
	return s.common[start:len(s.common):len(s.common)]
}

// candidates finds those that have rare things in common with i and are not
// joined with it, those with the most first, with what these things weigh.
func (k *Kinship) candidates(i int32, s *Scratch) []rank {
	if len(s.weight) < len(k.things) {
		s.weight = make([]int32, len(k.things))
	}
	t := &k.things[i]
	const never = math.MinInt32 / 2 // more than can be made up for
	s.weight[i] = never
	for _, with := range t.Near {
		s.weight[with] = never
	}
	s.found = s.found[:0]
	for _, with := range t.Near {
		s.count(k.things[with].Near, k.ofNeighbour[with])
	}
	for _, tag := range t.Tags {
		s.count(k.tagged[tag], k.ofTag[tag])
	}
	s.ranks = s.ranks[:0]
	for _, other := range s.found {
		if weight := s.weight[other]; 2*weight >= enough { // what has too little in common is not even sorted
			s.ranks = append(s.ranks, newRank(weight, other))
		}
		s.weight[other] = 0
	}
	s.weight[i] = 0
	for _, with := range t.Near {
		s.weight[with] = 0
	}
	slices.Sort(s.ranks)
	return s.ranks[:min(mostWeighed, len(s.ranks))]
}

// count adds a weight to all in a list, unless that is too long.
func (s *Scratch) count(list []int32, weight int32) {
	if len(list) > mostListed || weight == 0 {
		return
	}
	for _, other := range list {
		if s.weight[other] == 0 {
			s.found = append(s.found, other)
		}
		s.weight[other] += weight
	}
}

// weigh sums up what i and a candidate have in common: beside what the candidate
// was found by, that by which nobody is, and their time.
func (k *Kinship) weigh(i int32, c rank) int32 {
	weight := c.weight()
	each(k.wide[i], k.wide[c.of()], func(it int32) {
		if tag := int(it) - len(k.things); tag >= 0 {
			weight += k.ofTag[tag]
		} else {
			weight += k.ofNeighbour[it]
		}
	})
	switch days := k.days(i, c.of()); {
	case days == 0:
		weight += weight / 4
	case days > 0 && days < years:
		weight += weight / 8
	}
	return weight
}

// days are those between the times of two things: see Kin.
func (k *Kinship) days(i, other int32) int64 {
	a, b := &k.things[i], &k.things[other]
	if !a.Dated || !b.Dated {
		return -1
	}
	return max(0, a.First-b.Last, b.First-a.Last)
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
