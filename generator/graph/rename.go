package graph

import (
	"slices"

	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/query"
	"fangzhi/generator/schema"
)

// rename gives a note the title and the other names of a newly compiled object,
// with what of the front matter is shown and leads nowhere, and tells whether
// the graph is then what Link would make of it. It is, unless some name would
// lead elsewhere than before. If it is not, nothing is changed.
func (g *Graph) rename(n *Note, o *compile.Object) bool {
	renamed := *n
	renamed.Object, renamed.Title = o, titleOf(o)
	gone, come := without(spokenOf(n), spokenOf(&renamed)), without(spokenOf(&renamed), spokenOf(n))
	for _, t := range n.Translations {
		if t.borrowsTitle() && renamed.Title != n.Title || slices.ContainsFunc(spokenIn(t), func(name string) bool { return gone[name] || come[name] }) {
			return false
		}
	}
	if !g.names.free(come) || !g.names.alone(gone) || g.missed(come) || g.called(n, gone) || g.complainsOfParts(n) {
		return false
	}
	g.names.replace(n, gone, come)
	n.Object, n.Title = o, renamed.Title
	if g.spellAnew(n) {
		g.listAnew(n)
	}
	g.suggest()
	return true
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

// missed tells whether a note calls something by one of some folded names that
// no note has.
func (g *Graph) missed(names map[string]bool) bool {
	return slices.ContainsFunc(g.unknown, func(u unknown) bool { return names[keyOf(u.name)] })
}

// called tells whether some note may call one by one of some folded names.
func (g *Graph) called(to *Note, names map[string]bool) bool {
	if len(names) == 0 {
		return false
	}
	among := func(name string) bool { return names[keyOf(name)] }
	stated := func(w schema.Words) bool { return among(w.Text) }
	for _, m := range to.Backlinks {
		if among(m.From.Object.Body.References[m.Index].Target) {
			return true
		}
	}
	for _, relation := range to.Relations {
		if !relation.Inverse {
			continue
		}
		for _, other := range relation.Others {
			if v, _ := other.Note.Object.Front.Value(relation.Of); slices.ContainsFunc(v.Texts, stated) {
				return true
			}
		}
	}
	// What notes say of themselves is no backlink.
	links := func(n *Note) bool {
		return slices.ContainsFunc(n.Object.Body.References, func(r markdown.Reference) bool { return among(r.Target) })
	}
	calls := func(n *Note) bool {
		o := n.Object
		return slices.ContainsFunc(o.Front.Assigns, func(a schema.Assignment) bool { return slices.ContainsFunc(a.To, stated) }) ||
			slices.ContainsFunc(o.Body.Blocks, func(b markdown.Block) bool {
				return slices.ContainsFunc(b.Query.Names, func(n query.Name) bool { return among(n.Text) })
			})
	}
	return links(to) || slices.ContainsFunc(g.translations, links) || slices.ContainsFunc(g.callers, calls)
}

// complainsOfParts tells whether some note names a part that the given one has
// not: what is said of that names its title.
func (g *Graph) complainsOfParts(to *Note) bool {
	lacks := func(n *Note) bool {
		for i, target := range n.Targets {
			if target.Note != nil && target.Note.Base() == to && target.Part < 0 && n.Object.Body.References[i].Fragment != "" ||
				target.Reason != nil && target.Reason.Why == NoPart && target.Reason.Name == to.Title {
				return true
			}
		}
		return false
	}
	return len(g.Diagnostics) > 0 && (slices.ContainsFunc(g.Notes, lacks) || slices.ContainsFunc(g.translations, lacks))
}

// listAnew moves a note, of which the title stands elsewhere in the alphabet
// now, to its place in all lists in which it stands by that.
func (g *Graph) listAnew(n *Note) {
	move := func(list []*Note) {
		if at := slices.Index(list, n); at >= 0 {
			moveTo(list, at, n, ByTitle)
		}
	}
	move(g.ordinary)
	move(g.ByType[n.Type.ID])
	seen := map[*Tag]bool{}
	for _, tag := range n.Tags {
		for t := tag; t != nil && !seen[t]; t = t.Parent {
			seen[t] = true
			move(t.Notes)
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
	g.rankAnew(n)
	g.eras.renew(func(e *era) bool { return e.disorders(n) })
	g.inherit()
}
