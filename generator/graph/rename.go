package graph

import (
	"reflect"
	"slices"
	"sync/atomic"

	"fangzhi/generator/compile"
	"fangzhi/generator/edtf"
	"fangzhi/generator/markdown"
	"fangzhi/generator/query"
	"fangzhi/generator/schema"
)

// rename gives a note the title and the other names of a newly compiled object,
// with what of the front matter is shown and leads nowhere, and tells whether
// the graph is then what Link would make of it. It is, unless some name would
// lead elsewhere than before. If it is not, nothing is changed.
func (g *Graph) rename(n *Note, o *compile.Object) bool {
	if !reflect.DeepEqual(binding(n.Object.Front), binding(o.Front)) {
		return false
	}
	renamed := *n
	renamed.Object, renamed.Title = o, titleOf(o)
	gone, come := without(spokenOf(n), spokenOf(&renamed)), without(spokenOf(&renamed), spokenOf(n))
	for _, t := range n.Translations {
		if t.borrowsTitle() && renamed.Title != n.Title || slices.ContainsFunc(spokenIn(t), func(name string) bool { return gone[name] || come[name] }) {
			return false
		}
	}
	if !g.names.free(come) || !g.names.alone(gone) || g.called(gone, come) || g.complainsOfParts(n) {
		return false
	}
	g.names.replace(n, gone, come)
	n.Object, n.Title = o, renamed.Title
	g.letters[n.letter] = letterOf(n)
	if g.spell() {
		g.listAnew(n)
	}
	g.suggest()
	return true
}

// binding is what of a front matter a graph is made of besides names.
func binding(f schema.Front) schema.Front {
	f.Title, f.OriginalTitle, f.SortKey, f.Summary = schema.Words{}, schema.Words{}, schema.Words{}, schema.Words{}
	f.Aliases, f.Authors, f.Published, f.Updated = nil, nil, edtf.Date{}, edtf.Date{}
	return f
}

// without are those names of a list that are not in another. No name is empty.
func without(names, others []string) map[string]bool {
	left := map[string]bool{}
	for _, name := range names {
		if name != "" && !slices.Contains(others, name) {
			left[name] = true
		}
	}
	return left
}

// called tells whether any note is called by one of some folded names, or would
// be if one had it.
func (g *Graph) called(names ...map[string]bool) bool {
	among := func(name string) bool {
		key := keyOf(name)
		return slices.ContainsFunc(names, func(some map[string]bool) bool { return some[key] })
	}
	var found atomic.Bool
	for _, notes := range [][]*Note{g.Notes, g.translations} {
		forEach(len(notes), func(i int) {
			if !found.Load() && calls(notes[i].Object, among) {
				found.Store(true)
			}
		})
	}
	return found.Load()
}

// calls tells whether a note names one of some names where it may name a note.
func calls(o *compile.Object, among func(name string) bool) bool {
	stated := func(w schema.Words) bool { return among(w.Text) }
	return slices.ContainsFunc(o.Body.References, func(r markdown.Reference) bool { return among(r.Target) }) ||
		slices.ContainsFunc(o.Body.Blocks, func(b markdown.Block) bool {
			return slices.ContainsFunc(b.Query.Names, func(n query.Name) bool { return among(n.Text) })
		}) ||
		slices.ContainsFunc(o.Front.Values, func(v schema.Value) bool { return slices.ContainsFunc(v.Texts, stated) }) ||
		slices.ContainsFunc(o.Front.Assigns, func(a schema.Assignment) bool { return slices.ContainsFunc(a.To, stated) })
}

// complainsOfParts tells whether some note names a part that the given one has
// not: what is said of that names its title.
func (g *Graph) complainsOfParts(to *Note) bool {
	for _, notes := range [][]*Note{g.Notes, g.translations} {
		for _, n := range notes {
			for i, target := range n.Targets {
				if target.Note != nil && target.Note.Base() == to && target.Part < 0 && n.Object.Body.References[i].Fragment != "" ||
					target.Reason.Why == NoPart && target.Reason.Name == to.Title {
					return true
				}
			}
		}
	}
	return false
}

// listAnew sorts all lists in which a note stands by its title.
func (g *Graph) listAnew(n *Note) {
	slices.SortFunc(g.ordinary, byTitle)
	slices.SortFunc(g.ByType[n.Type.ID], byTitle)
	for _, tag := range n.Tags {
		for t := tag; t != nil; t = t.Parent {
			slices.SortFunc(t.Notes, byTitle)
		}
	}
	for _, relation := range n.Relations {
		for _, other := range relation.Others {
			if other.Note != nil && !relation.Inverse {
				other.Note.sortInverse(relation.Of)
			}
		}
	}
	for _, target := range n.Targets {
		if target.Note != nil {
			slices.SortFunc(target.Note.Backlinks, byTypeAndTitle)
		}
	}
	if len(n.Assigns) > 0 {
		g.assign()
	}
	g.rank()
	g.eras.sort(g)
	g.inherit()
}
