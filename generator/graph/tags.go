package graph

import (
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
)

// tagID is the address of a tag: each part of its path as a slug. It is empty
// for a tag without a letter or digit.
func tagID(tag string) string {
	var parts []string
	for part := range strings.SplitSeq(tag, "/") {
		if slug := text.Slug(part); slug != "" {
			parts = append(parts, slug)
		}
	}
	return strings.Join(parts, "/")
}

// tagDepth bounds the tree: deeper tags are cut off.
const tagDepth = 8

// tagTree grows the tree of tags.
type tagTree struct {
	byID map[string]*Tag
	ids  map[string]string // of tags as they are written
}

// id is tagID, worked out once for each tag.
func (t *tagTree) id(written string) string {
	id, known := t.ids[written]
	if !known {
		id = tagID(written)
		t.ids[written] = id
	}
	return id
}

// at returns the tag of an ID, made if need be with all above it. Names are
// taken from written, the path as a note writes it.
func (t *tagTree) at(id, written string) *Tag {
	if tag, ok := t.byID[id]; ok {
		return tag
	}
	names := strings.Split(strings.Trim(written, "/"), "/")
	segments := strings.Split(id, "/")
	name := segments[len(segments)-1]
	if len(names) == len(segments) {
		name = strings.TrimSpace(names[len(names)-1])
	}
	tag := &Tag{ID: id, Name: name}
	t.byID[id] = tag
	if len(segments) > 1 {
		above := ""
		if len(names) == len(segments) {
			above = strings.Join(names[:len(names)-1], "/")
		}
		tag.Parent = t.at(strings.Join(segments[:len(segments)-1], "/"), above)
		tag.Parent.Children = append(tag.Parent.Children, tag)
	}
	return tag
}

// tag gathers the tags of all notes into a tree, and joins the notes of tags.
func (g *Graph) tag() {
	tree := tagTree{byID: map[string]*Tag{}, ids: map[string]string{}}
	for _, n := range g.Notes {
		for _, written := range n.Object.Front.Tags {
			id := tree.id(written.Text)
			if id == "" || strings.Count(id, "/") >= tagDepth {
				g.Diagnostics = append(g.Diagnostics, diag.Diagnostic{
					Path: n.Object.Path, Line: written.Line, Column: written.Column, Severity: diag.Error, Code: "tag-invalid",
					Message: fmt.Sprintf("%q cannot be a tag", text.Clip(written.Text, 80)),
					Hint:    fmt.Sprintf("a tag is words of letters and digits, with / between at most %d levels", tagDepth),
				})
				continue
			}
			if tag := tree.at(id, written.Text); !slices.Contains(n.Tags, tag) {
				n.Tags = append(n.Tags, tag)
			}
		}
	}
	for _, n := range g.Notes {
		if n.Role != TagNote {
			continue
		}
		rest := strings.TrimPrefix(n.Object.Name(), tagFolder)
		if id := tagID(rest); id != "" {
			tree.at(id, rest).Note = n
		}
	}
	g.bear()
	g.Tags, g.tagByID = tree.ordered(), tree.byID
}

// bear tells each tag, and those above it, which notes bear it, in order of
// title.
func (g *Graph) bear() {
	for _, n := range g.ordinary {
		for _, tag := range n.Tags {
			for t := tag; t != nil; t = t.Parent {
				if last := len(t.Notes) - 1; last < 0 || t.Notes[last] != n {
					t.Notes = append(t.Notes, n)
				}
			}
		}
	}
}

// ordered lists the tags as the tree reads, those of one parent by ID.
func (t *tagTree) ordered() []*Tag {
	all := make([]*Tag, 0, len(t.byID))
	for _, tag := range t.byID {
		all = append(all, tag)
	}
	byID := func(a, b *Tag) int {
		return slices.Compare(strings.Split(a.ID, "/"), strings.Split(b.ID, "/"))
	}
	slices.SortFunc(all, byID)
	for _, tag := range all {
		slices.SortFunc(tag.Children, byID)
	}
	return all
}
