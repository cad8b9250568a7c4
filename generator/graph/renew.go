package graph

import (
	"cmp"
	"reflect"
	"slices"

	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"
)

// Renew puts a newly compiled object in the place of the one that its note was
// made of, and returns the note if the graph is then what Link would make of
// it. So it is while the text of a note is written, when its front matter says
// what it said, and its headings do or nothing leads to any; and when it gets a
// name that no other note has instead of one by which none calls it, is summed up
// otherwise, or gets tags or dates that are others' too. Then, and if references
// or citations came or went, wide tells that any page may come out otherwise, and
// not only those that show the text. If the graph is not what Link would make of
// it, nothing is changed, and the note is nil.
func (g *Graph) Renew(o *compile.Object) (note *Note, wide bool) {
	at, found := slices.BinarySearchFunc(g.Notes, o.Path, func(n *Note, path string) int {
		return cmp.Compare(n.Object.Path, path)
	})
	if !found || !renewable(g.Notes[at].Object, o) || !sameParts(g.Notes[at].Object, o) && !g.mayPart(g.Notes[at], o) {
		return nil, false
	}
	// What was said of the note names lines that may not be the same any more.
	if slices.ContainsFunc(g.Diagnostics, func(d diag.Diagnostic) bool { return d.Path == o.Path }) {
		return nil, false
	}
	note = g.Notes[at]
	c, ok := changeOf(&note.Object.Front, &o.Front)
	linked := !alikeBeyond(note.Object, o)
	switch wide = linked || c.parts() > 0; {
	case !ok, c.parts() > 1, linked && c.parts() > 0:
		return nil, false
	case c.names:
		ok = g.rename(note, o)
	case c.tags:
		ok = g.retag(note, o)
	case c.dates:
		ok = g.redate(note, o)
	case linked:
		ok = g.relink(note, o)
	}
	if !ok {
		return nil, false
	}
	note.Object = o
	g.Renewals++
	return note, wide
}

// Alike tells whether two objects of a note are one to all that links: what is
// compared is what Link looks at. Texts that pages take from the object when
// they are made are free to differ.
func Alike(a, b *compile.Object) bool {
	return renewable(a, b) && sameParts(a, b) && alikeBeyond(a, b) && reflect.DeepEqual(a.Front, b.Front)
}

// renewable tells whether one object may take the place of the other. The names
// in a query are resolved, too, which is left to Link.
func renewable(a, b *compile.Object) bool {
	return a.Refused == b.Refused && len(a.Body.Blocks)+len(b.Body.Blocks) == 0
}

// sameParts tells whether the bodies have the same parts, to which others may
// lead.
func sameParts(a, b *compile.Object) bool {
	return slices.EqualFunc(a.Body.Headings, b.Body.Headings, func(x, y markdown.Heading) bool {
		return x.ID == y.ID && x.Text == y.Text && x.Level == y.Level
	}) &&
		slices.EqualFunc(a.Body.Anchors, b.Body.Anchors, func(x, y markdown.Anchor) bool {
			return x.ID == y.ID && x.Block == y.Block
		})
}

// alikeBeyond tells whether the bodies lead to the same.
func alikeBeyond(a, b *compile.Object) bool {
	return slices.EqualFunc(a.Body.References, b.Body.References, func(x, y markdown.Reference) bool {
		return x.Kind == y.Kind && x.Target == y.Target && x.Fragment == y.Fragment && x.Block == y.Block
	}) &&
		slices.EqualFunc(a.Body.Citations, b.Body.Citations, func(x, y markdown.Citation) bool {
			return reflect.DeepEqual(x.Cluster, y.Cluster)
		})
}

// mayPart tells whether a note may have the headings and blocks of a new object,
// which are others than it has: nothing names any of them, be it there or not,
// and the note keeps its title without them. One with translations may not: what
// names a heading of those may call it as the original does.
func (g *Graph) mayPart(n *Note, o *compile.Object) bool {
	if len(n.Translations) > 0 || titleOf(o) != n.Title || namesOwnParts(o) {
		return false
	}
	names := func(m *Note) bool {
		for i := range m.Targets {
			t := &m.Targets[i]
			if m.Object.Body.References[i].Fragment != "" && (t.Note == n || t.Reason != nil && t.Reason.Why == NoPart && t.Reason.Name == n.Title) {
				return true
			}
		}
		return false
	}
	return !slices.ContainsFunc(g.Notes, names) && !slices.ContainsFunc(g.translations, names)
}

// namesOwnParts tells whether the front matter of a note names a part of it.
func namesOwnParts(o *compile.Object) bool {
	names := func(p schema.Passage) bool { return p.Fragment != "" }
	return slices.ContainsFunc(o.Front.Attributes, func(a schema.Attribute) bool { return slices.ContainsFunc(a.Passages, names) }) ||
		slices.ContainsFunc(o.Front.Assigns, func(a schema.Assignment) bool { return slices.ContainsFunc(a.Passages, names) })
}
