package graph

import (
	"cmp"
	"iter"
	"slices"

	"fangzhi/generator/edtf"
)

// order finds the place of each dated note in time, and what came before and
// after it within its type.
func (g *Graph) order() {
	for _, n := range g.ordinary {
		if !n.When.IsZero() {
			g.dated = append(g.dated, n)
		}
	}
	g.rank()
}

// rank sorts the dated notes and tells each its place among them.
func (g *Graph) rank() {
	slices.SortFunc(g.dated, byDate)
	last := map[string]*Note{}
	for i, n := range g.dated {
		n.rank, n.Previous, n.Next = i, last[n.Type.ID], nil
		if n.Previous != nil {
			n.Previous.Next = n
		}
		last[n.Type.ID] = n
	}
}

// byDate orders dated notes by time, those of one date by title.
func byDate(a, b *Note) int {
	if a.bounds.EarliestStart != b.bounds.EarliestStart {
		return cmp.Compare(a.bounds.EarliestStart, b.bounds.EarliestStart)
	}
	if a.bounds.LatestEnd != b.bounds.LatestEnd {
		return cmp.Compare(a.bounds.LatestEnd, b.bounds.LatestEnd)
	}
	return cmp.Or(edtf.Compare(a.When, b.When), ByTitle(a, b))
}

// rankAnew moves a note with another title to its place among those of its date,
// and between those of its type that come before and after it.
func (g *Graph) rankAnew(n *Note) {
	if n.Role != Ordinary || n.When.IsZero() {
		return
	}
	from := n.rank
	to := moveTo(g.dated, from, n, byDate)
	for i := min(from, to); i <= max(from, to); i++ {
		g.dated[i].rank = i
	}
	if n.Previous != nil {
		n.Previous.Next = n.Next
	}
	if n.Next != nil {
		n.Next.Previous = n.Previous
	}
	n.Previous, n.Next = nil, nil
	for at := to - 1; at >= 0 && n.Previous == nil; at-- {
		if g.dated[at].kind == n.kind {
			n.Previous = g.dated[at]
		}
	}
	for at := to + 1; at < len(g.dated) && n.Next == nil; at++ {
		if g.dated[at].kind == n.kind {
			n.Next = g.dated[at]
		}
	}
	if n.Previous != nil {
		n.Previous.Next = n
	}
	if n.Next != nil {
		n.Next.Previous = n
	}
}

// Dated returns those of the notes that have a date, in order of time, equal
// dates in order of title.
func Dated(notes []*Note) []*Note {
	// What is sorted are numbers: a note lies elsewhere in memory, and is looked at
	// once.
	places := make([]uint64, 0, len(notes))
	for i, n := range notes {
		if !n.When.IsZero() {
			places = append(places, uint64(n.rank)<<32|uint64(i))
		}
	}
	if len(places) == 0 {
		return nil
	}
	slices.Sort(places)
	list := make([]*Note, len(places))
	for i, place := range places {
		list[i] = notes[uint32(place)]
	}
	return list
}

// calendar yields the years in whose decades a note stands by its date, and of
// each whether it has a page because of that. One may come twice.
func (n *Note) calendar() iter.Seq2[int64, bool] {
	return func(yield func(int64, bool) bool) {
		if n.When.IsZero() {
			return
		}
		if year, known := n.bounds.Year(); known && !yield(year, false) {
			return
		}
		for _, year := range n.Years() {
			if !yield(year, true) {
				return
			}
		}
	}
}

// Years are those that the note's date names: the year in which it starts and
// the one in which it ends, as far as they are known to the year.
func (n *Note) Years() []int64 {
	if n.When.IsZero() {
		return nil
	}
	start, started := n.bounds.StartYear()
	end, ended := n.bounds.EndYear()
	switch {
	case started && ended && start != end:
		return []int64{start, end}
	case started:
		return []int64{start}
	case ended:
		return []int64{end}
	}
	return nil
}
