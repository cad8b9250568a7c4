package graph

import (
	"cmp"
	"fmt"
	"slices"

	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// relate resolves the relations that notes state, and gives each its inverse
// in the note at its other end.
func (g *Graph) relate(s *schema.Schema) {
	fields := s.Fields()
	resolvers := make([]resolver, len(g.Notes))
	cores.Each(len(g.Notes), func(i int) {
		resolvers[i] = g.resolve(g.Notes[i])
		resolvers[i].relations(s)
	})
	g.complain(resolvers)
	type stated struct {
		field int // in the order of the schema
		by    *Note
	}
	inverse := make([][]stated, len(g.Notes)) // of each note by index
	order := make(map[string]int, len(fields))
	for i, field := range fields {
		order[field.ID] = i
	}
	for _, n := range g.Notes {
		for _, relation := range n.Relations {
			field := order[relation.Of]
			for _, other := range relation.Others {
				if other.Note != nil {
					inverse[other.Note.Index] = append(inverse[other.Note.Index], stated{field, n})
				}
			}
		}
	}
	cores.Each(len(g.Notes), func(i int) {
		slices.SortFunc(inverse[i], func(a, b stated) int { return cmp.Or(a.field-b.field, ByTitle(a.by, b.by)) })
		n, last := g.Notes[i], -1
		for _, said := range inverse[i] {
			if said.field != last {
				last = said.field
				field := &fields[last]
				n.Relations = append(n.Relations, Relation{Field: field.Inverse, Of: field.ID, Inverse: true})
			}
			r := &n.Relations[len(n.Relations)-1]
			r.Others = append(r.Others, Related{Note: said.by})
		}
	})
}

// relations resolves the relations that the note states.
func (r *resolver) relations(s *schema.Schema) {
	for _, value := range r.note.Object.Front.Values {
		field, _ := s.Field(value.Field)
		if field.Kind != schema.Relation {
			continue
		}
		relation := Relation{Field: field.ID, Of: field.ID}
		for _, name := range value.Texts {
			relation.Others = append(relation.Others, r.related(field, name, &relation))
		}
		relation.Others = slices.DeleteFunc(relation.Others, func(o Related) bool { return o.Note == nil && o.Name == "" })
		r.note.Relations = append(r.note.Relations, relation)
	}
}

// related resolves one name that a relation states. A name that stands twice
// is taken once, and a note related to itself is a mistake.
func (r *resolver) related(field schema.Field, name schema.Words, so *Relation) Related {
	found, _ := r.one(r.graph.names.find(name.Text, r.folder), name.Text, name.Line, name.Column)
	switch {
	case found == nil:
		return Related{Name: name.Text}
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
			slices.SortFunc(r.Others, func(a, b Related) int { return ByTitle(a.Note, b.Note) })
		}
	}
}
