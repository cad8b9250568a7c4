package answer

import (
	"path"
	"strconv"
	"strings"

	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/query"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// Value is one thing that a note has in a field.
type Value struct {
	Text     string // as shown, unless it is a date, a note or a tag
	Key      string // folded, by which words are ordered
	Date     edtf.Date
	Note     *graph.Note
	Tag      *graph.Tag
	Missing  bool // Text names a note that is not there
	Number   float64
	IsNumber bool
	Entries  int // how many a list or mapping has, of which Text tells no more
}

// Empty tells whether there is nothing.
func (v Value) Empty() bool { return v.Text == "" && v.Date.IsZero() && v.Note == nil }

// First is the first of the values of a field, or an empty one.
func First(n *graph.Note, field string) Value {
	if values := Values(n, field); len(values) > 0 {
		return values[0]
	}
	return Value{}
}

// Values are what a note has in a field, named as in a query.
func Values(n *graph.Note, field string) []Value {
	front := &n.Object.Front
	if key, is := strings.CutPrefix(field, "attributes."); is {
		return attribute(n, key)
	}
	switch field {
	case "title":
		return []Value{{Text: n.Title, Key: text.Fold(n.Title), Note: n}}
	case "original_title":
		return words(front.OriginalTitle.Text)
	case "summary":
		return words(front.Summary.Text)
	case "id":
		return words(front.ID.Text)
	case "path":
		return words(n.Object.Name())
	case "type":
		return words(n.Type.Singular)
	case "when":
		return date(n.When)
	case "published":
		return date(front.Published)
	case "updated":
		return date(front.Updated)
	case "authors":
		var all []Value
		for _, w := range front.Authors {
			all = append(all, words(w.Text)...)
		}
		return all
	case "tag":
		var all []Value
		for _, t := range n.Tags {
			all = append(all, Value{Text: t.Name, Key: t.ID, Tag: t})
		}
		return all
	}
	return stated(n, field)
}

// stated are the values of a field of the schema, or of a relation.
func stated(n *graph.Note, field string) []Value {
	var all []Value
	for _, r := range n.Relations {
		if r.Field != field {
			continue
		}
		for _, other := range r.Others {
			if other.Note == nil {
				all = append(all, Value{Text: other.Name, Key: text.Fold(other.Name), Missing: true})
				continue
			}
			all = append(all, Value{Text: other.Note.Title, Key: text.Fold(other.Note.Title), Note: other.Note})
		}
	}
	v, has := n.Object.Front.Value(field)
	switch {
	case !has || len(all) > 0:
	case !v.Date.IsZero():
		return date(v.Date)
	case v.Written != nil:
		return entries(v.Written)
	default:
		for _, w := range v.Texts {
			all = append(all, words(w.Text)...)
		}
	}
	return all
}

// entries tells of a list or mapping how much it holds: an answer has no room
// for the rest.
func entries(v *yamldoc.Value) []Value {
	n := max(1, len(v.Items)+len(v.Fields))
	all := words(strconv.Itoa(n))
	all[0].Entries = n
	return all
}

func date(d edtf.Date) []Value {
	if d.IsZero() {
		return nil
	}
	return []Value{{Date: d}}
}

func words(s string) []Value {
	if s == "" {
		return nil
	}
	v := Value{Text: s, Key: text.Fold(s)}
	v.Number, v.IsNumber = query.Numeric(s)
	return []Value{v}
}

// attribute is an entry of the field "attributes": a plain value, a list of
// them, or a mapping that holds one as "value" beside its source.
func attribute(n *graph.Note, key string) []Value {
	v, has := n.Object.Front.Value("attributes")
	if !has {
		return nil
	}
	for _, f := range v.Structure().Fields {
		if !same(f.Name, key) {
			continue
		}
		value := f.Value
		for _, inner := range f.Value.Fields {
			if inner.Name == "value" {
				value = inner.Value
			}
		}
		var all []Value
		if value.Kind == yamldoc.Scalar {
			all = words(value.Text)
		}
		for _, item := range value.Items {
			if item.Kind == yamldoc.Scalar {
				all = append(all, words(item.Text)...)
			}
		}
		return all
	}
	return nil
}

// Attribute is what a note states in a column of the field "attributes", with
// the passages where it stands.
func Attribute(n *graph.Note, column string) (graph.Attribute, bool) {
	key, is := strings.CutPrefix(column, "attributes.")
	for _, a := range n.Attributes {
		if is && same(a.Name, key) {
			return a, true
		}
	}
	return graph.Attribute{}, false
}

// same tells whether the key of an attribute is the one asked for: a query
// writes "minimum team size" as minimum_team_size.
func same(name, asked string) bool {
	return text.Fold(strings.ReplaceAll(name, " ", "_")) == text.Fold(asked)
}

// Below tells whether a note is the one at a path below content/, or stands in
// that folder.
func Below(n *graph.Note, folder string) bool {
	folder = strings.TrimSuffix(strings.TrimPrefix(path.Clean("/"+folder), "/"), ".md")
	name := n.Object.Name()
	return folder == "" || name == folder || strings.HasPrefix(name, folder+"/")
}

// Attributes are the attributes that any of the notes found has, as columns
// named in a query, in the order in which they first stand.
func Attributes(a Answer) []string {
	var columns []string
	seen := map[string]bool{}
	for _, g := range a.Groups {
		for _, n := range g.Notes {
			v, _ := n.Object.Front.Value("attributes")
			for _, f := range v.Structure().Fields {
				column := "attributes." + strings.ReplaceAll(f.Name, " ", "_")
				if !seen[text.Fold(column)] {
					seen[text.Fold(column)] = true
					columns = append(columns, column)
				}
			}
		}
	}
	return columns
}
