package graph

import (
	"cmp"
	"reflect"
	"slices"

	"fangzhi/generator/compile"
	"fangzhi/generator/diag"
	"fangzhi/generator/markdown"
)

// Renew puts a newly compiled object in the place of the one that its note was
// made of, and returns the note if the graph is then what Link would make of
// it. So it is while the text of a note is written, when its front matter and
// headings stay as they were; and when it gets a name that no other note has
// instead of one by which none calls it, or is summed up otherwise. Then, and
// if references or citations came or went, wide tells that any page may come
// out otherwise, and not only those that show the text. If the graph is not
// what Link would make of it, nothing is changed, and the note is nil.
func (g *Graph) Renew(o *compile.Object) (note *Note, wide bool) {
	at, found := slices.BinarySearchFunc(g.Notes, o.Path, func(n *Note, path string) int {
		return cmp.Compare(n.Object.Path, path)
	})
	if !found || !alikeWithin(g.Notes[at].Object, o) {
		return nil, false
	}
	// What was said of the note names lines that may not be the same any more.
	if slices.ContainsFunc(g.Diagnostics, func(d diag.Diagnostic) bool { return d.Path == o.Path }) {
		return nil, false
	}
	note = g.Notes[at]
	named, linked := !reflect.DeepEqual(note.Object.Front, o.Front), !alikeBeyond(note.Object, o)
	if named && linked || named && !g.rename(note, o) || linked && !g.relink(note, o) {
		return nil, false
	}
	note.Object = o
	g.Renewals++
	return note, named || linked
}

// Alike tells whether two objects of a note are one to all that links: what is
// compared is what Link looks at. Texts that pages take from the object when
// they are made are free to differ.
func Alike(a, b *compile.Object) bool {
	return alikeWithin(a, b) && alikeBeyond(a, b) && reflect.DeepEqual(a.Front, b.Front)
}

// alikeWithin tells whether the bodies have the same parts, to which others may
// lead.
func alikeWithin(a, b *compile.Object) bool {
	if len(a.Body.Blocks)+len(b.Body.Blocks) > 0 {
		return false // the names in a query are resolved, too
	}
	return a.Refused == b.Refused &&
		slices.EqualFunc(a.Body.Headings, b.Body.Headings, func(x, y markdown.Heading) bool {
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
