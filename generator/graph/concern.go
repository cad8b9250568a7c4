package graph

import (
	"slices"
	"sort"

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
	met := map[*Note]bool{n: true}
	var list []*Note
	for other := range n.acquainted() {
		if !met[other] && other.Role == Ordinary && !other.When.IsZero() {
			met[other] = true
			list = append(list, other)
		}
	}
	slices.SortFunc(list, func(a, b *Note) int { return a.rank - b.rank })
	return list
}

// Beginning are the dated notes that begin, at the earliest, on a day that d
// may touch, in order of time.
func (g *Graph) Beginning(d edtf.Date) []*Note {
	first, last := d.Span()
	from := sort.Search(len(g.dated), func(i int) bool { return g.dated[i].first >= first })
	to := sort.Search(len(g.dated), func(i int) bool { return g.dated[i].first > last })
	return g.dated[from:max(from, to)]
}
