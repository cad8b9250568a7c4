package graph

import (
	"fmt"
	"slices"

	"fangzhi/generator/diag"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// relate resolves the relations that notes state, and gives each its inverse
// in the note at its other end.
func (g *Graph) relate(s *schema.Schema) {
	type end struct {
		note  *Note
		field string
	}
	inverse := map[end][]*Note{}
	resolvers := make([]resolver, len(g.Notes))
	for i, n := range g.Notes {
		r := &resolvers[i]
		r.graph, r.note = g, n
		for _, value := range n.Object.Front.Values {
			field, _ := s.Field(value.Field)
			if field.Kind != schema.Relation {
				continue
			}
			relation := Relation{Field: field.ID, Of: field.ID, Label: field.Label}
			for _, name := range value.Texts {
				relation.Others = append(relation.Others, r.related(field, name, &relation))
			}
			relation.Others = slices.DeleteFunc(relation.Others, func(o Related) bool { return o.Note == nil && o.Name == "" })
			for _, other := range relation.Others {
				if other.Note != nil {
					at := end{other.Note, field.ID}
					inverse[at] = append(inverse[at], n)
				}
			}
			n.Relations = append(n.Relations, relation)
		}
	}
	g.complain(resolvers)
	for _, n := range g.Notes {
		for _, field := range s.Fields() {
			others := inverse[end{n, field.ID}]
			if len(others) == 0 {
				continue
			}
			slices.SortFunc(others, byTitle)
			relation := Relation{Field: field.Inverse, Of: field.ID, Label: field.InverseLabel, Inverse: true}
			for _, other := range others {
				relation.Others = append(relation.Others, Related{Note: other})
			}
			n.Relations = append(n.Relations, relation)
		}
	}
}

// related resolves one name that a relation states. A name that stands twice
// is taken once, and a note related to itself is a mistake.
func (r *resolver) related(field schema.Field, name schema.Words, so *Relation) Related {
	found, reason := r.one(r.graph.names.find(name.Text, r.folder()), name.Text, name.Line, name.Column)
	switch {
	case found == nil:
		return Related{Name: name.Text, Reason: reason.Reason}
	case found == r.note:
		r.fail(name.Line, name.Column, "relation-self", fmt.Sprintf("the note is in the relation %q to itself", field.Label), "name another note")
		return Related{}
	case slices.ContainsFunc(so.Others, func(o Related) bool { return o.Note == found }):
		if field.ID == schema.Reads {
			return Related{} // two sessions may read the same
		}
		r.diagnostics = append(r.diagnostics, diag.Diagnostic{
			Path: r.note.Object.Path, Line: name.Line, Column: name.Column, Severity: diag.Warning, Code: "relation-twice",
			Message: fmt.Sprintf("%q stands twice in %q", text.Clip(name.Text, 80), field.ID), Hint: "keep one",
		})
		return Related{}
	}
	return Related{Note: found}
}

// sortInverse puts those that state a relation to the note in order of title.
func (n *Note) sortInverse(field string) {
	for _, r := range n.Relations {
		if r.Inverse && r.Of == field {
			slices.SortFunc(r.Others, func(a, b Related) int { return byTitle(a.Note, b.Note) })
		}
	}
}
