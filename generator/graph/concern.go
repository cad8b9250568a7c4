package graph

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strings"

	"fangzhi/generator/edtf"
)

// IsActor tells whether the note is about someone who acts: an organisation, a
// person, or what a norm gives a power or duty to.
func (n *Note) IsActor() bool {
	return n.Type.ID == organisationType || n.Type.ID == personType || len(n.Assigned) > 0
}

// Concern are the dated notes that a note is related to, links to or is linked
// from, each once, in order of time.
func (n *Note) Concern() []*Note {
	most := len(n.Targets) + len(n.Backlinks)
	for i := range n.Relations {
		most += len(n.Relations[i].Others)
	}
	list := make([]*Note, 0, most)
	for other := range n.acquainted() {
		if other != n && other.Role == Ordinary && !other.When.IsZero() {
			list = append(list, other)
		}
	}
	slices.SortFunc(list, func(a, b *Note) int {
		return cmp.Or(a.rank-b.rank, strings.Compare(a.Object.Path, b.Object.Path)) // a translation has the rank of its original
	})
	return slices.Compact(list)
}

// Concerned yields the notes of Concern in no particular order, for whoever
// needs but a few.
func (n *Note) Concerned() iter.Seq[*Note] {
	return func(yield func(*Note) bool) {
		met := map[*Note]bool{n: true}
		for other := range n.acquainted() {
			if !met[other] && other.Role == Ordinary && !other.When.IsZero() {
				if met[other] = true; !yield(other) {
					return
				}
			}
		}
	}
}

// Beginning are the dated notes that begin, at the earliest, on a day that d
// may touch, in order of time.
func (g *Graph) Beginning(d edtf.Date) []*Note {
	first, last := d.Span()
	from := sort.Search(len(g.dated), func(i int) bool { return g.dated[i].bounds.EarliestStart >= first })
	to := sort.Search(len(g.dated), func(i int) bool { return g.dated[i].bounds.EarliestStart > last })
	return g.dated[from:max(from, to)]
}
