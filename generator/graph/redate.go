package graph

import (
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/compile"
	"fangzhi/generator/edtf"
)

// redate gives a note the dates of a newly compiled object, and tells whether the
// graph is then what Link would make of it. It is, if the same years and decades
// have pages as before, to which notes may link, and if no assignment holds as
// long as the note does. If it is not, nothing is changed.
func (g *Graph) redate(n *Note, o *compile.Object) bool {
	if n.Role != Ordinary || len(n.Translations) > 0 || len(n.Assigns) > 0 {
		return false
	}
	redated := *n
	redated.Object, redated.When = o, o.Front.When(*n.Type)
	redated.bounds = redated.When.Bounds()
	now := redated.timePages()
	if slices.ContainsFunc(now, func(p address.Path) bool { return !g.pages[p] }) {
		return false
	}
	left := slices.DeleteFunc(n.timePages(), func(p address.Path) bool { return slices.Contains(now, p) })
	for _, other := range g.ordinary {
		if len(left) == 0 {
			break
		}
		if other != n {
			theirs := other.timePages()
			left = slices.DeleteFunc(left, func(p address.Path) bool { return slices.Contains(theirs, p) })
		}
	}
	if len(left) > 0 {
		return false
	}
	n.Object, n.When, n.bounds = o, redated.When, redated.bounds
	n.Previous, n.Next, n.rank, n.timed, n.span = nil, nil, 0, false, edtf.Bounds{}
	g.dated = nil
	g.order()
	g.spread()
	g.inherit()
	g.Relinks++
	return true
}

// timePages are the addresses of the years and decades that have a page because
// of the note's date.
func (n *Note) timePages() []address.Path {
	var pages []address.Path
	for year, own := range n.calendar() {
		pages = append(pages, address.Decade(year))
		if own {
			pages = append(pages, address.Year(year))
		}
	}
	return pages
}
