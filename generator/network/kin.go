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
	// near and tags are those of the things, close together: what a thing is
	// joined with may be anywhere among all.
	near, tags lists
	tagged     lists // by index of tag: what bears it
	// weights are what it weighs to have a thing for a neighbour in common, and
	// after those of all things what it weighs to have a tag.
	weights []int32
	has     lists // of each thing, its neighbours and tags, by index in weights
	wide    lists // those of has by which nobody is found
}

// NewKinship prepares to find kin.
func NewKinship(things []Thing) *Kinship {
	k := &Kinship{
		things: things,
		near:   newLists(len(things), func(i int) []int32 { return things[i].Near }),
		tags:   newLists(len(things), func(i int) []int32 { return things[i].Tags }),
	}
	k.tagged = k.tags.turned()
	k.weights = make([]int32, 0, k.near.len()+k.tagged.len())
	for i := range k.near.len() {
		k.weights = append(k.weights, weightOfNeighbour(len(k.near.of(i))))
	}
	for tag := range k.tagged.len() {
		k.weights = append(k.weights, weightOfTag(len(k.tagged.of(tag)), len(things)))
	}
	var has, wide []int32
	k.has.all = make([]int32, 0, len(k.near.all)+len(k.tags.all))
	for i := range k.near.len() {
		has, wide = has[:0], wide[:0]
		for _, with := range k.near.of(i) {
			has = append(has, with)
			if len(k.near.of(with)) > mostListed {
				wide = append(wide, with)
			}
		}
		for _, tag := range k.tags.of(i) {
			has = append(has, k.near.len()+tag)
			if len(k.tagged.of(tag)) > mostListed {
				wide = append(wide, k.near.len()+tag)
			}
		}
		k.has.add(has)
		k.wide.add(wide)
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
	has    []int32 // by index in weights: what each neighbour and tag weighs that the thing has; likewise
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
	if len(s.weight) < len(k.things) {
		s.weight = make([]int32, len(k.things))
	}
	if len(s.has) < len(k.weights) {
		s.has = make([]int32, len(k.weights))
	}
	for _, it := range k.has.of(i) {
		s.has[it] = k.weights[it]
	}
	candidates := k.candidates(i, s)
	near := candidates[:0]
	for _, c := range candidates {
		if weight := k.weigh(i, c, s); weight >= enough {
			near = append(near, newRank(weight, c.of()))
		}
	}
	slices.Sort(near)
	near = near[:min(most, len(near))]
	s.kin, s.common = s.kin[:0], s.common[:0]
	for _, r := range near {
		s.kin = append(s.kin, Kin{Of: r.of(), Weight: int(r.weight()), Days: k.days(i, r.of())})
	}
	for at := range s.kin {
		one := &s.kin[at]
		one.Near = s.inCommon(k.near.of(one.Of), 0)
		one.Tags = s.inCommon(k.tags.of(one.Of), k.near.len())
	}
	for _, it := range k.has.of(i) {
		s.has[it] = 0
	}
	return s.kin
}

// inCommon lists what the thing has of a list, that which weighs most first. What
// all bear is worth no word. The weights of the list are those from first on.
func (s *Scratch) inCommon(list []int32, first int32) []int32 {
	s.ranks = s.ranks[:0]
	for _, it := range list {
		if weight := s.has[first+it]; weight > 0 {
			s.ranks = append(s.ranks, newRank(weight, it))
		}
	}
	slices.Sort(s.ranks)
	start := len(s.common)
	for _, r := range s.ranks {
		s.common = append(s.common, r.of())
	}
	return s.common[start:len(s.common):len(s.common)]
}

// candidates finds those that have rare things in common with i and are not
// joined with it, those with the most, with what these things weigh.
func (k *Kinship) candidates(i int32, s *Scratch) []rank {
	near := k.near.of(i)
	const never = math.MinInt32 / 2 // more than can be made up for
	s.weight[i] = never
	for _, with := range near {
		s.weight[with] = never
	}
	s.found = s.found[:0]
	for _, with := range near {
		s.count(k.near.of(with), k.weights[with])
	}
	for _, tag := range k.tags.of(i) {
		s.count(k.tagged.of(tag), k.weights[k.near.len()+tag])
	}
	s.ranks = s.ranks[:0]
	for _, other := range s.found {
		if weight := s.weight[other]; 2*weight >= enough { // what has too little in common is not even sorted
			s.ranks = append(s.ranks, newRank(weight, other))
		}
		s.weight[other] = 0
	}
	s.weight[i] = 0
	for _, with := range near {
		s.weight[with] = 0
	}
	if len(s.ranks) > mostWeighed {
		slices.Sort(s.ranks)
		s.ranks = s.ranks[:mostWeighed]
	}
	return s.ranks
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
func (k *Kinship) weigh(i int32, c rank, s *Scratch) int32 {
	weight := c.weight()
	for _, it := range k.wide.of(c.of()) {
		weight += s.has[it]
	}
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

// lists are lists of numbers, one after the other. The zero value has none.
type lists struct {
	end []int32 // of each in all
	all []int32
}

func newLists(n int, of func(int) []int32) lists {
	count := 0
	for i := range n {
		count += len(of(i))
	}
	l := lists{end: make([]int32, 0, n), all: make([]int32, 0, count)}
	for i := range n {
		l.add(of(i))
	}
	return l
}

func (l *lists) len() int32 { return int32(len(l.end)) }

func (l *lists) of(i int32) []int32 {
	var start int32
	if i > 0 {
		start = l.end[i-1]
	}
	return l.all[start:l.end[i]]
}

func (l *lists) add(list []int32) {
	l.all = append(l.all, list...)
	l.end = append(l.end, int32(len(l.all)))
}

// turned lists for each number the lists that have it, ascending.
func (l *lists) turned() lists {
	turned := lists{all: make([]int32, len(l.all))}
	if len(l.all) == 0 {
		return turned
	}
	turned.end = make([]int32, slices.Max(l.all)+1)
	for _, it := range l.all {
		turned.end[it]++
	}
	var start int32
	for it, count := range turned.end { // as if each were empty yet
		turned.end[it] = start
		start += count
	}
	for i := range l.len() {
		for _, it := range l.of(i) {
			turned.all[turned.end[it]] = i
			turned.end[it]++
		}
	}
	return turned
}
