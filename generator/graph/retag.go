package graph

import (
	"slices"
	"strings"

	"fangzhi/generator/compile"
)

// retag gives a note the tags of a newly compiled object, and tells whether the
// graph is then what Link would make of it. It is, if each tag that comes or goes,
// and each above it, is borne by a note that comes before: then it is there with
// and without this note, by the same name. If it is not, nothing is changed.
func (g *Graph) retag(n *Note, o *compile.Object) bool {
	if n.Role != Ordinary || len(n.Translations) > 0 {
		return false
	}
	var tags []*Tag
	for _, written := range o.Front.Tags {
		id := tagID(written.Text)
		tag := g.tagByID[id]
		if tag == nil || strings.Count(id, "/") >= tagDepth {
			return false
		}
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	before, now := withAncestors(n.Tags), withAncestors(tags)
	gone, come := apartFrom(before, now), apartFrom(now, before)
	for _, t := range slices.Concat(gone, come) {
		if !slices.ContainsFunc(t.Notes, func(other *Note) bool { return other.Index < n.Index }) {
			return false
		}
	}
	for _, t := range gone {
		t.Notes = slices.DeleteFunc(t.Notes, func(other *Note) bool { return other == n })
	}
	for _, t := range come {
		at, _ := slices.BinarySearchFunc(t.Notes, n, ByTitle)
		t.Notes = slices.Insert(t.Notes, at, n)
	}
	n.Object, n.Tags = o, tags
	g.eras.renew(func(e *era) bool {
		_, listed := e.place(n)
		return listed
	})
	g.Relinks++
	return true
}

// withAncestors are some tags, and those above them, each once.
func withAncestors(tags []*Tag) []*Tag {
	var all []*Tag
	for _, tag := range tags {
		for t := tag; t != nil && !slices.Contains(all, t); t = t.Parent {
			all = append(all, t)
		}
	}
	return all
}

// apartFrom are those of some tags that are not among others.
func apartFrom(tags, others []*Tag) []*Tag {
	var apart []*Tag
	for _, t := range tags {
		if !slices.Contains(others, t) {
			apart = append(apart, t)
		}
	}
	return apart
}
