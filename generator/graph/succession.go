package graph

import (
	"cmp"
	"slices"

	"fangzhi/generator/schema"
)

// successions are the relations in which a later note takes the place of an
// earlier one, as a whole or in part.
var successions = []string{"supersedes", "amends", "successor_of"}

// findSuccessions finds those that the schema has.
func (g *Graph) findSuccessions(s *schema.Schema) {
	for _, field := range successions {
		if f, known := s.Field(field); known && f.Kind == schema.Relation {
			g.successions = append(g.successions, f)
		}
	}
}

// mostSteps is how many notes a line names at most on either side.
const mostSteps = 12

// Step is a note in a line, and how it was reached: by the relation Of, which
// Note has to Via, or with Inverse Via to Note.
type Step struct {
	Note     *Note
	Of       string // ID of the field
	Inverse  bool
	Via      *Note
	distance int // from the note whose line it is, in steps
}

// Line is what came before a note and after it by supersession, amendment or
// succession, through any number of steps, each note once.
type Line struct {
	Earlier, Later         []Step // the oldest first
	MoreEarlier, MoreLater bool   // the line goes on beyond the outermost steps
}

// Line follows the relations of succession from a note in both directions.
func (g *Graph) Line(n *Note) Line {
	var l Line
	l.Earlier, l.MoreEarlier = g.follow(n, false)
	l.Later, l.MoreLater = g.follow(n, true)
	slices.SortStableFunc(l.Earlier, func(a, b Step) int {
		return cmp.Or(b.distance-a.distance, inTime(a.Note, b.Note))
	})
	slices.SortStableFunc(l.Later, func(a, b Step) int {
		return cmp.Or(a.distance-b.distance, inTime(a.Note, b.Note))
	})
	return l
}

// follow goes on step by step, breadth first, and stops where the line grows
// too long, so that a line through all norms does not cost its square. Notes
// in a circle are met once.
func (g *Graph) follow(n *Note, later bool) (steps []Step, more bool) {
	met := map[*Note]bool{n: true}
	at, distance := n, 0
	for next := 0; ; next++ {
		for _, field := range g.successions {
			for other := range related(at, field.ID, later) {
				if met[other] {
					continue
				}
				if len(steps) == mostSteps {
					return steps, true
				}
				met[other] = true
				steps = append(steps, Step{other, field.ID, !later, at, distance + 1})
			}
		}
		if next == len(steps) {
			return steps, false
		}
		at, distance = steps[next].Note, steps[next].distance
	}
}

// Change is what differs between a note and one whose place it took.
type Change struct {
	From        *Note
	Relation    string // ID of the field: "supersedes"
	Differences []Difference
	More        int // differences that are not listed
}

// Difference is one field or attribute that the two notes state differently.
type Difference struct {
	Field    string // ID, empty for an attribute
	Name     string // of the attribute
	Old, New Said
}

// Said is what a note says in a field or attribute. All is empty if it does
// not state it.
type Said struct {
	Texts     []string
	Related   []Related
	Attribute *Attribute
}

const (
	mostChanges     = 3
	mostDifferences = 12
)

// Changes compares a note with those that it directly supersedes, amends or
// succeeds. Dates are left out, as they always differ.
func (g *Graph) Changes(n *Note, s *schema.Schema) []Change {
	var changes []Change
	for _, field := range g.successions {
		for old := range related(n, field.ID, false) {
			if len(changes) == mostChanges {
				return changes
			}
			differences := append(fieldsDiffer(old, n, s), attributesDiffer(old, n)...)
			if len(differences) == 0 {
				continue
			}
			listed := min(len(differences), mostDifferences)
			changes = append(changes, Change{old, field.ID, differences[:listed], len(differences) - listed})
		}
	}
	return changes
}

// fieldsDiffer compares the fields that both notes state.
func fieldsDiffer(before, after *Note, s *schema.Schema) []Difference {
	var all []Difference
	for i := range after.Object.Front.Values {
		field, _ := s.Field(after.Object.Front.Values[i].Field)
		if field.Kind == schema.Relation && slices.Contains(successions, field.ID) {
			continue
		}
		d := Difference{Field: field.ID, Old: said(before, field), New: said(after, field)}
		if d.Old.stated() && d.New.stated() && !d.Old.equal(d.New) {
			all = append(all, d)
		}
	}
	return all
}

func said(n *Note, field schema.Field) Said {
	switch field.Kind {
	case schema.Relation:
		for _, r := range n.Relations {
			if !r.Inverse && r.Field == field.ID {
				return Said{Related: r.Others}
			}
		}
	case schema.Text, schema.Texts, schema.Number, schema.Flag, schema.Coordinates:
		v, _ := n.Object.Front.Value(field.ID)
		var texts []string
		for _, w := range v.Texts {
			texts = append(texts, w.Text)
		}
		return Said{Texts: texts}
	}
	return Said{}
}

func (s Said) stated() bool { return len(s.Texts)+len(s.Related) > 0 || s.Attribute != nil }

func (s Said) equal(other Said) bool {
	return slices.Equal(s.Texts, other.Texts) && slices.EqualFunc(s.Related, other.Related, func(a, b Related) bool {
		return a.Note == b.Note && a.Name == b.Name
	})
}

// attributesDiffer compares all attributes that one of the notes states: those
// of the later note in its order, then those that it has no more.
func attributesDiffer(before, after *Note) []Difference {
	find := func(n *Note, key string) *Attribute {
		for i := range n.Attributes {
			if n.Attributes[i].Key == key {
				return &n.Attributes[i]
			}
		}
		return nil
	}
	var all []Difference
	for i := range after.Attributes {
		now := &after.Attributes[i]
		was := find(before, now.Key)
		if was == nil || was.Value != now.Value || was.Unknown != now.Unknown {
			all = append(all, Difference{Name: now.Name, Old: Said{Attribute: was}, New: Said{Attribute: now}})
		}
	}
	for i := range before.Attributes {
		was := &before.Attributes[i]
		if find(after, was.Key) == nil {
			all = append(all, Difference{Name: was.Name, Old: Said{Attribute: was}})
		}
	}
	return all
}
