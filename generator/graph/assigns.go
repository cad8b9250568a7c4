package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/bibliography"
	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/markdown"
	"fangzhi/generator/schema"
	"fangzhi/generator/text"
)

// Passage is where something that a note states can be read, resolved: a part
// of the note itself, a place in a source, or a source that is only described.
type Passage struct {
	Words   string // describe the source; all else is empty then
	Anchor  string // id in the note's page; empty for its beginning, or where Cluster is set
	Heading string // text of the heading that Anchor names, or of the one above the block
	Cluster bibliography.Cluster
}

// Attribute is one point on which notes can be compared, and what this one
// states of it.
type Attribute struct {
	Key      string // by which attributes of several notes are one
	Name     string
	Value    string
	Unknown  bool // stated as not known
	Passages []Passage
}

// Assignment is one entry of a norm's assigns: a power or duty, with a share
// for each of some actors.
type Assignment struct {
	By       *Note
	Key      string // by which powers of several norms are one
	Power    string
	Duty     bool
	To       []Related // Note is nil where the name is not resolved
	Share    schema.Share
	When     edtf.Date // stated, or else when the norm is in force; zero if neither is
	Passages []Passage
}

// state resolves what notes state in attributes and assigns. An actor's note
// gets to know what was assigned to it.
func (g *Graph) state() {
	resolvers := make([]resolver, len(g.Notes))
	cores.Each(len(g.Notes), func(i int) {
		n, r := g.Notes[i], &resolvers[i]
		*r = g.resolve(n)
		for _, a := range n.Object.Front.Attributes {
			n.Attributes = append(n.Attributes, Attribute{
				Key: a.Key(), Name: a.Name.Text, Value: a.Value.Text, Unknown: a.Unknown, Passages: r.passages(a.Passages),
			})
		}
		for _, a := range n.Object.Front.Assigns {
			n.Assigns = append(n.Assigns, r.assignment(a))
		}
	})
	g.complain(resolvers)
	g.assign()
}

// assign lists what is assigned, of all notes and for each of those to which it
// is, in place of the lists that there may be.
func (g *Graph) assign() {
	for _, a := range g.Assignments {
		for _, to := range a.To {
			if to.Note != nil {
				to.Note.Assigned = nil
			}
		}
	}
	g.orderAssignments()
	for _, a := range g.Assignments {
		for _, to := range a.To {
			if to.Note != nil {
				to.Note.Assigned = append(to.Note.Assigned, a)
			}
		}
	}
}

// orderAssignments lists the assignments of all ordinary notes in order of
// time. The days of each date are computed once: a comparison of dates costs
// more than one of numbers.
func (g *Graph) orderAssignments() {
	type dated struct {
		first, last edtf.Day
		assignment  *Assignment
	}
	var list []dated
	for _, n := range g.ordinary {
		for i := range n.Assigns {
			a := &n.Assigns[i]
			d := dated{edtf.Future, edtf.Future, a}
			if !a.When.IsZero() {
				d.first, d.last = a.When.Span()
			}
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b dated) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), edtf.Compare(a.assignment.When, b.assignment.When))
	})
	g.Assignments = nil
	for _, d := range list {
		g.Assignments = append(g.Assignments, d.assignment)
	}
}

func (r *resolver) assignment(stated schema.Assignment) Assignment {
	a := Assignment{
		By: r.note, Key: text.Fold(stated.Power.Text), Power: stated.Power.Text, Duty: stated.Duty,
		To: r.actors(stated.To), Share: stated.Share, When: stated.When, Passages: r.passages(stated.Passages),
	}
	if a.When.IsZero() {
		a.When = holding(r.note)
	}
	return a
}

// holding is when what a norm assigns holds: while the norm is in force, or,
// if only the day of its issue is known, from then until nobody knows when.
func holding(n *Note) edtf.Date {
	front := &n.Object.Front
	if v, ok := front.Value("in_force"); ok && !v.Date.IsZero() {
		return v.Date
	}
	if v, ok := front.Value("issued"); ok && !v.Date.IsZero() {
		if since, err := edtf.Parse(v.Date.String() + "/"); err == nil {
			return since
		}
	}
	return n.When
}

// passages resolves passages of the note itself and looks for the sources.
func (r *resolver) passages(stated []schema.Passage) []Passage {
	var all []Passage
	for _, p := range stated {
		if !p.Cites() && p.Fragment == "" {
			all = append(all, Passage{Words: p.Text})
			continue
		}
		if !p.Cites() {
			all = append(all, r.ownPart(p))
			continue
		}
		for _, cite := range p.Cluster.Cites {
			if _, known := r.graph.Library.Item(cite.Key); !known {
				r.unknownKey(cite.Key, p.Line, p.Column)
			}
		}
		all = append(all, Passage{Cluster: p.Cluster})
	}
	return all
}

// ownPart finds the heading or block of the note that a passage names. One
// that is not there leads to the beginning of the note.
func (r *resolver) ownPart(p schema.Passage) Passage {
	o := r.note.Object
	part, ok := anchor(o, p.Fragment, p.Block)
	if !ok {
		r.missingPart(&markdown.Reference{Fragment: p.Fragment, Block: p.Block, Line: int32(p.Line), Column: int32(p.Column)}, r.note)
		return Passage{}
	}
	a := o.Body.Anchors[part]
	found := Passage{Anchor: a.Fragment()}
	found.Heading = headingAt(o.Body, a)
	return found
}

// headingAt is the text of a heading, or of the innermost one that a block
// stands beneath.
func headingAt(body markdown.Outline, a markdown.Anchor) string {
	names := make(map[string]string, len(body.Headings))
	for _, h := range body.Headings {
		names[h.ID] = h.Text
	}
	if !a.Block {
		return names[a.ID]
	}
	innermost, start := "", int32(-1)
	for _, outer := range body.Anchors {
		if !outer.Block && outer.Start <= a.Start && a.Start < outer.End && outer.Start > start {
			innermost, start = names[outer.ID], outer.Start
		}
	}
	return innermost
}

// actors resolves the names of those to whom something is assigned.
func (r *resolver) actors(names []schema.Words) []Related {
	var actors []Related
	for _, name := range names {
		found, _ := r.one(r.graph.names.find(name.Text, r.folder), name.Text, name.Line, name.Column)
		if found == nil {
			actors = append(actors, Related{Name: name.Text})
			continue
		}
		if slices.ContainsFunc(actors, func(o Related) bool { return o.Note == found }) {
			r.diagnostics = append(r.diagnostics, diag.Diagnostic{
				Path: r.note.Object.Path, Line: name.Line, Column: name.Column, Severity: diag.Warning, Code: "relation-twice",
				Message: fmt.Sprintf("%q stands twice in one entry of assigns", text.Clip(name.Text, 80)), Hint: "keep one",
			})
			continue
		}
		actors = append(actors, Related{Note: found})
	}
	return actors
}

// SourceKeys lists the keys of the sources that the front matter names: those
// on which the whole note rests, and those of attributes and assigns. A key
// may stand in the list more than once.
func (n *Note) SourceKeys() []string {
	var keys []string
	for _, s := range n.Object.Front.Sources {
		keys = append(keys, strings.TrimPrefix(s.Text, "@"))
	}
	add := func(passages []Passage) {
		for _, p := range passages {
			for _, cite := range p.Cluster.Cites {
				keys = append(keys, cite.Key)
			}
		}
	}
	for _, a := range n.Attributes {
		add(a.Passages)
	}
	for _, a := range n.Assigns {
		add(a.Passages)
	}
	return keys
}

// CompareFolder is the part of an address under /compare/ where the notes of a
// type are compared.
func CompareFolder(t schema.Type) string { return cmp.Or(t.Folder, "pages") }
