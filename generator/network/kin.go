package network

import (
	"math"
	"math/bits"
	"slices"
)

// Thing is what is known of one thing when its kin are looked for.
type Thing struct {
	Near  []int32 // its neighbours, which have it among theirs, ascending, each once
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
	// worth is the weight from which it is worth while to compare two in full.
	worth = (enough + 1) / 2
	// years is how far apart times may lie to count as close.
	years = 3 * 366
)

// Kinship finds kin among things that do not change. It may be used from many
// goroutines.
//
// What things have in common, a neighbour or a tag, goes by one number: a
// neighbour by its index, and a tag by the count of things and its own.
type Kinship struct {
	briefs  []brief // of the things
	has     lists   // of each, its neighbours and after these its tags
	had     lists   // of each neighbour and tag, the things that have it
	weights []int32 // of each neighbour and tag, what it weighs to have it in common
	wide    lists   // those of has by which nobody is found
}

// brief is what is at hand of a thing beside the lists: no more than is looked
// at, since those that are found may be anywhere among all.
type brief struct {
	near        int32 // how many neighbours it has
	dated       bool
	first, last int64
}

// NewKinship prepares to find kin.
func NewKinship(things []Thing) *Kinship {
	k := &Kinship{briefs: make([]brief, len(things))}
	count := 0
	for i := range things {
		t := &things[i]
		k.briefs[i] = brief{int32(len(t.Near)), t.Dated, t.First, t.Last}
		count += len(t.Near) + len(t.Tags)
	}
	k.has = newLists(len(things), count)
	for i := range things {
		k.has.all = append(k.has.all, things[i].Near...)
		for _, tag := range things[i].Tags {
			k.has.all = append(k.has.all, int32(len(things))+tag)
		}
		k.has.end()
	}
	k.had = k.has.turned()
	k.weights = make([]int32, k.had.len())
	count = 0
	for it := range k.had.len() {
		bear := len(k.had.of(it))
		if int(it) < len(things) {
			k.weights[it] = weightOfNeighbour(bear)
		} else {
			k.weights[it] = weightOfTag(bear, len(things))
		}
		if bear > mostListed {
			count += bear
		}
	}
	k.wide = newLists(len(things), count)
	for i := range k.has.len() {
		for _, it := range k.has.of(i) {
			if len(k.had.of(it)) > mostListed {
				k.wide.all = append(k.wide.all, it)
			}
		}
		k.wide.end()
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
	// weight is by index of thing. It counts from floor on, which rises above all
	// weights with every call: so none need be taken back to zero.
	weight []int32
	floor  int32
	has    []int32 // by index in weights: what each neighbour and tag weighs that the thing has; all zero between calls
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
	if len(s.weight) < len(k.briefs) {
		s.weight, s.floor = make([]int32, len(k.briefs)), 0
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
			near = insert(near, newRank(weight, c.of()), most)
		}
	}
	s.kin, s.common = s.kin[:0], s.common[:0]
	for _, r := range near {
		s.kin = append(s.kin, Kin{Of: r.of(), Weight: int(r.weight()), Days: k.days(i, r.of())})
	}
	for at := range s.kin {
		one := &s.kin[at]
		has, near := k.has.of(one.Of), k.briefs[one.Of].near
		one.Near = s.inCommon(has[:near], 0)
		one.Tags = s.inCommon(has[near:], int32(len(k.briefs)))
	}
	for _, it := range k.has.of(i) {
		s.has[it] = 0
	}
	return s.kin
}

// insert puts a rank into its place among others in ascending order, of which at
// most so many are kept.
func insert(ranks []rank, r rank, most int) []rank {
	ranks = append(ranks, r)
	for at := len(ranks) - 1; at > 0 && ranks[at-1] > r; at-- {
		ranks[at-1], ranks[at] = r, ranks[at-1]
	}
	return ranks[:min(most, len(ranks))]
}

// inCommon lists what the thing has of a list, that which weighs most first,
// counted from the first. What all bear is worth no word.
func (s *Scratch) inCommon(list []int32, first int32) []int32 {
	s.ranks = s.ranks[:0]
	for _, it := range list {
		if weight := s.has[it]; weight > 0 {
			s.ranks = append(s.ranks, newRank(weight, it-first))
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
	has := k.has.of(i)
	// These weigh enough from the start, and so are never found.
	top := s.floor + worth
	s.weight[i] = top
	for _, with := range has[:k.briefs[i].near] {
		s.weight[with] = top
	}
	s.found = s.found[:0]
	for _, it := range has {
		if list := k.had.of(it); len(list) <= mostListed {
			s.count(list, k.weights[it])
			top += k.weights[it]
		}
	}
	s.ranks = s.ranks[:0]
	for _, other := range s.found {
		s.ranks = insert(s.ranks, newRank(s.weight[other]-s.floor, other), mostWeighed)
	}
	if s.floor = top; s.floor > math.MaxInt32/2 {
		clear(s.weight)
		s.floor = 0
	}
	return s.ranks
}

// count adds a weight to all in a list, and finds those that come to be worth
// comparing.
func (s *Scratch) count(list []int32, weight int32) {
	for _, other := range list {
		before := max(s.weight[other], s.floor)
		s.weight[other] = before + weight
		if before < s.floor+worth && before+weight >= s.floor+worth {
			s.found = append(s.found, other)
		}
	}
}

// weigh sums up what i and a candidate have in common: beside what the candidate
// was found by, that by which nobody is, and their time.
func (k *Kinship) weigh(i int32, c rank, s *Scratch) int32 {
	weight := c.weight()
	for _, it := range k.wide.of(c.of()) {
		weight += s.has[it]
	}
	if weight+weight/4 < enough {
		return weight // whatever their times
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
	a, b := &k.briefs[i], &k.briefs[other]
	if !a.dated || !b.dated {
		return -1
	}
	return max(0, a.first-b.last, b.first-a.last)
}

// log is the logarithm to the base two, rounded down; 0 of nothing.
func log(n int) int { return max(0, bits.Len(uint(max(0, n)))-1) }

// lists are lists of numbers, one after the other.
type lists struct {
	start []int32 // of each in all, with the end of the last
	all   []int32
}

// newLists has room for n lists with so many numbers.
func newLists(n, count int) lists {
	return lists{start: make([]int32, 1, n+1), all: make([]int32, 0, count)}
}

func (l *lists) len() int32         { return int32(len(l.start) - 1) }
func (l *lists) of(i int32) []int32 { return l.all[l.start[i]:l.start[i+1]] }

// end ends a list, to which all numbers belong that were added since the last.
func (l *lists) end() { l.start = append(l.start, int32(len(l.all))) }

// turned lists for each number the lists that have it, ascending.
func (l *lists) turned() lists {
	turned := lists{start: make([]int32, 1), all: make([]int32, len(l.all))}
	if len(l.all) == 0 {
		return turned
	}
	turned.start = make([]int32, slices.Max(l.all)+2)
	for _, it := range l.all {
		turned.start[it+1]++
	}
	for it := range turned.len() {
		turned.start[it+1] += turned.start[it]
	}
	at := slices.Clone(turned.start)
	for i := range l.len() {
		for _, it := range l.of(i) {
			turned.all[at[it]] = i
			at[it]++
		}
	}
	return turned
}
