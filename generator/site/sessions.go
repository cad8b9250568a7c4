package site

import (
	"fangzhi/generator/graph"
	"fangzhi/generator/schema"
	"fangzhi/generator/yamldoc"
)

// sessions lists the sessions of a course, with links to what each reads.
func (p *Planner) sessions(n *graph.Note) []Session {
	stated, ok := n.Object.Front.Value("sessions")
	if !ok {
		return nil
	}
	var sessions []Session
	for i, item := range stated.Structure().Items {
		s := Session{Number: i + 1}
		for _, f := range item.Fields {
			switch f.Name {
			case "title":
				s.Title = f.Value.Text
			case "task":
				s.Task = f.Value.Text
			case "read":
				s.Read = p.readings(f.Value)
			}
		}
		sessions = append(sessions, s)
	}
	return sessions
}

// readings links to the notes that a session reads. Names that lead nowhere
// are complained of with the relation "reads", which holds them too.
func (p *Planner) readings(v yamldoc.Value) []Value {
	items := v.Items
	if v.Kind == yamldoc.Scalar {
		items = []yamldoc.Value{v}
	}
	var values []Value
	for _, item := range items {
		name := schema.NoteName(item.Text)
		related := graph.Related{Name: name}
		if found := p.graph.Find(name); len(found) == 1 {
			related.Note = found[0]
		}
		values = append(values, p.relatedValue(related))
	}
	return values
}
