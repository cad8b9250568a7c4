package graph

import (
	"fmt"

	"fangzhi/generator/diag"
	"fangzhi/generator/query"
	"fangzhi/generator/text"
)

// asked resolves what the queries of the note name, like links, but as no
// mention: a query makes no backlink.
func (r *resolver) asked() {
	blocks := r.note.Object.Body.Blocks
	r.note.Asked = make([][]Target, len(blocks))
	for i := range blocks {
		q := &blocks[i].Query
		for _, name := range q.Names {
			found, reason := r.one(r.graph.names.find(name.Text, r.folder), name.Text, name.Line, name.Column)
			t := Target{State: Resolved, Note: found, Part: -1}
			if found == nil {
				t.State, t.Reason = reason.state, reason.Reason
			}
			r.note.Asked[i] = append(r.note.Asked[i], t)
		}
		q.Where.Conditions(func(c *query.Condition) { r.askedOf(c) })
	}
}

// askedOf complains of tags and sources that do not exist.
func (r *resolver) askedOf(c *query.Condition) {
	switch {
	case c.Verb == query.Cites:
		if _, known := r.graph.Library.Item(c.Value.Text); !known {
			r.unknownKey(c.Value.Text, c.Line, c.Column)
		}
	case c.Kind == query.Tag && c.Verb != query.Exists && r.graph.TagNamed(c.Value.Text) == nil:
		var known []string
		for _, t := range r.graph.Tags {
			known = append(known, t.ID)
		}
		hint := "see /tags/ for those that there are"
		if near := text.Nearest(c.Value.Text, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		r.diagnostics = append(r.diagnostics, diag.Diagnostic{
			Path: r.note.Object.Path, Line: c.Line, Column: c.Column, Severity: diag.Warning, Code: "query-tag",
			Message: fmt.Sprintf("no note bears the tag %q", text.Clip(c.Value.Text, 60)), Hint: hint,
		})
	}
}

// TagNamed returns the tag of a path as a note or a query writes it, or nil.
func (g *Graph) TagNamed(path string) *Tag { return g.tagByID[tagID(path)] }
