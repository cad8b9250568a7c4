// Package interval finds among very many spans of time those that overlap with
// a given one, or lie before or after it, without looking at each. In come the
// bounds of dates, which may be fuzzy; out come counts, and positions in the
// list that came in. It knows nothing of notes.
//
// Three structures answer three questions, since most who ask want only one:
// Counter how many, Finder which first, and Order what came before and after.
// Each is made in O(n log n), is not changed once made, and may be asked from
// any goroutine.
package interval

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"sort"

	"fangzhi/generator/edtf"
)

// Counter counts the spans that overlap with a given one.
type Counter struct {
	earliestStarts []edtf.Day // ascending
	latestEnds     []edtf.Day // ascending
	latestStarts   []edtf.Day // ascending
	// ends is a Fenwick tree over the spans in order of latestStarts: the
	// element i holds the earliest ends, ascending, of as many spans up to the
	// i-th (counted from 1) as the lowest bit of i says.
	ends [][]edtf.Day
}

// NewCounter returns a counter of the given spans.
func NewCounter(spans []edtf.Bounds) *Counter {
	n := len(spans)
	c := &Counter{
		earliestStarts: make([]edtf.Day, n), latestEnds: make([]edtf.Day, n),
		latestStarts: make([]edtf.Day, n), ends: make([][]edtf.Day, n+1),
	}
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b edtf.Bounds) int { return cmp.Compare(a.LatestStart, b.LatestStart) })
	for i, b := range sorted {
		c.earliestStarts[i], c.latestEnds[i], c.latestStarts[i] = b.EarliestStart, b.LatestEnd, b.LatestStart
		for at := i + 1; at <= n; at += at & -at {
			c.ends[at] = append(c.ends[at], b.EarliestEnd)
		}
	}
	slices.Sort(c.earliestStarts)
	slices.Sort(c.latestEnds)
	for _, ends := range c.ends {
		slices.Sort(ends)
	}
	return c
}

// Overlapping counts the spans that certainly overlap with the given one, in
// O(log² n), and those that only possibly do, in O(log n).
func (c *Counter) Overlapping(with edtf.Bounds) (certainly, possibly int) {
	// No span can both start too late and end too early.
	touching := upTo(c.earliestStarts, with.LatestEnd) - below(c.latestEnds, with.EarliestStart)
	for at := upTo(c.latestStarts, with.EarliestEnd); at > 0; at -= at & -at {
		certainly += len(c.ends[at]) - below(c.ends[at], with.LatestStart)
	}
	return certainly, touching - certainly
}

// upTo counts the days that are not later than the given one.
func upTo(ascending []edtf.Day, day edtf.Day) int {
	return sort.Search(len(ascending), func(i int) bool { return ascending[i] > day })
}

// below counts the days that are earlier than the given one.
func below(ascending []edtf.Day, day edtf.Day) int {
	return sort.Search(len(ascending), func(i int) bool { return ascending[i] >= day })
}

// Finder finds the spans that overlap with a given one, the most specific
// first: a law of three years tells more of a day than one of three hundred.
type Finder struct {
	classes []class // those that have spans, the shortest first
}

// class holds the spans of about one length: each is shorter than twice any
// other, but for the last class, which holds what has no bound on a side.
type class struct {
	positions []int      // in order of starts
	starts    []edtf.Day // the earliest ones, ascending
	// latest is a tree over the latest ends: the element 1 is the latest of
	// all, and the children of i are 2i and 2i+1. The leaves stand from
	// len(latest)/2 on, in order of starts.
	latest []edtf.Day
}

// lengthClasses is how many powers of two an int64 has, and one for endless.
const lengthClasses = 65

// lengthClass is the binary logarithm of the days that a span may touch.
func lengthClass(b edtf.Bounds) int {
	if b.EarliestStart == edtf.Past || b.LatestEnd == edtf.Future {
		return lengthClasses - 1
	}
	return bits.Len64(uint64(b.LatestEnd - b.EarliestStart))
}

// NewFinder returns a finder of the given spans.
func NewFinder(spans []edtf.Bounds) *Finder {
	var members [lengthClasses][]int
	for i, b := range spans {
		at := lengthClass(b)
		members[at] = append(members[at], i)
	}
	f := &Finder{}
	for _, positions := range members {
		if len(positions) > 0 {
			f.classes = append(f.classes, newClass(spans, positions))
		}
	}
	return f
}

func newClass(spans []edtf.Bounds, positions []int) class {
	slices.SortStableFunc(positions, func(a, b int) int {
		return cmp.Compare(spans[a].EarliestStart, spans[b].EarliestStart)
	})
	leaves := 1 << bits.Len(uint(len(positions))) // one more at least, so that a leaf stands behind the last span
	c := class{positions: positions, starts: make([]edtf.Day, len(positions)), latest: make([]edtf.Day, 2*leaves)}
	for i, at := range positions {
		c.starts[i], c.latest[leaves+i] = spans[at].EarliestStart, spans[at].LatestEnd
	}
	for i := leaves - 1; i > 0; i-- {
		c.latest[i] = max(c.latest[2*i], c.latest[2*i+1])
	}
	return c
}

// Overlapping yields the positions of the spans that certainly or possibly
// overlap with the given one: shorter before longer by powers of two, among
// those of one power the later start first, and of equal starts the last
// position first. Each costs O(log n).
func (f *Finder) Overlapping(with edtf.Bounds) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range f.classes {
			c := &f.classes[i]
			end := upTo(c.starts, with.LatestEnd)
			for {
				at := c.lastEnding(end, with.EarliestStart)
				if at < 0 {
					break
				}
				if !yield(c.positions[at]) {
					return
				}
				end = at
			}
		}
	}
}

// lastEnding is the last of the first count spans that does not certainly end
// before the given day, or -1. It climbs from the leaf behind them to the
// first tree on its left that has such a span, and then down in that.
func (c *class) lastEnding(count int, day edtf.Day) int {
	leaves := len(c.latest) / 2
	node := leaves + count
	for {
		for node&1 == 0 { // nothing stands to its left beneath its parent
			node /= 2
		}
		if node == 1 {
			return -1
		}
		node-- // the tree on the left
		if c.latest[node] >= day {
			break
		}
	}
	for node < leaves {
		node *= 2
		if c.latest[node+1] >= day {
			node++
		}
	}
	return node - leaves
}

// Order finds the spans that lie before or after a given one, the nearest
// first.
type Order struct {
	spans         []edtf.Bounds
	byEarliestEnd []int // positions
	byLatestStart []int
}

// NewOrder returns the order of the given spans, which it keeps.
func NewOrder(spans []edtf.Bounds) *Order {
	o := &Order{spans: spans, byEarliestEnd: make([]int, len(spans)), byLatestStart: make([]int, len(spans))}
	for i := range spans {
		o.byEarliestEnd[i], o.byLatestStart[i] = i, i
	}
	slices.SortStableFunc(o.byEarliestEnd, func(a, b int) int { return cmp.Compare(spans[a].EarliestEnd, spans[b].EarliestEnd) })
	slices.SortStableFunc(o.byLatestStart, func(a, b int) int { return cmp.Compare(spans[a].LatestStart, spans[b].LatestStart) })
	return o
}

// Before yields the positions of the spans that certainly or possibly are over
// when the given one starts, the last to end first.
func (o *Order) Before(of edtf.Bounds) iter.Seq[int] {
	return func(yield func(int) bool) {
		count := sort.Search(len(o.byEarliestEnd), func(i int) bool { return o.spans[o.byEarliestEnd[i]].EarliestEnd >= of.LatestStart })
		for _, at := range slices.Backward(o.byEarliestEnd[:count]) {
			if !yield(at) {
				return
			}
		}
	}
}

// After yields the positions of the spans that certainly or possibly start
// when the given one is over, the first to start first.
func (o *Order) After(of edtf.Bounds) iter.Seq[int] {
	return func(yield func(int) bool) {
		first := sort.Search(len(o.byLatestStart), func(i int) bool { return o.spans[o.byLatestStart[i]].LatestStart > of.EarliestEnd })
		for _, at := range o.byLatestStart[first:] {
			if !yield(at) {
				return
			}
		}
	}
}
