package graph

import (
	"slices"

	"fangzhi/generator/compile"
)

// relink resolves the references and citations of a newly compiled object in
// place of those that a note has, and tells whether the graph is then what Link
// would make of it. It is, unless there is something to complain of. If it is
// not, nothing is changed.
func (g *Graph) relink(n *Note, o *compile.Object) bool {
	object, targets := n.Object, n.Targets
	n.Object = o
	r := g.resolve(n)
	r.references()
	r.citations()
	if len(r.diagnostics) > 0 {
		n.Object, n.Targets = object, targets
		return false
	}
	cited := slices.Concat(citedIn(object), citedIn(o), n.SourceKeys())
	for _, t := range targets {
		if t.Note != nil {
			t.Note.Backlinks = notBy(n, t.Note.Backlinks)
		}
	}
	for _, key := range cited {
		g.CitedBy[key] = notBy(n, g.CitedBy[key])
	}
	g.linksOf(n)
	g.citationsOf(n)
	for _, t := range n.Targets {
		if t.Note != nil {
			slices.SortFunc(t.Note.Backlinks, byTypeAndTitle)
		}
	}
	for _, key := range cited {
		slices.SortStableFunc(g.CitedBy[key], func(a, b Mention) int { return a.From.Index - b.From.Index })
		if len(g.CitedBy[key]) == 0 {
			delete(g.CitedBy, key)
		}
	}
	g.inherit()
	g.Relinks++
	return true
}

// citedIn are the keys that the text of a note cites.
func citedIn(o *compile.Object) []string {
	var keys []string
	for _, c := range o.Body.Citations {
		for _, cite := range c.Cites {
			keys = append(keys, cite.Key)
		}
	}
	return keys
}

// notBy are those of some mentions that are not a note's, in the same array.
func notBy(n *Note, mentions []Mention) []Mention {
	mentions = slices.DeleteFunc(mentions, func(m Mention) bool { return m.From == n })
	if len(mentions) == 0 {
		return nil
	}
	return mentions
}
