package schema

import (
	"fmt"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// Attribute is one point on which notes of a type can be compared: the minimum
// size of a team, a term in years.
type Attribute struct {
	Name     Words
	Value    Words // no text where Unknown
	Unknown  bool  // the point is stated, with an empty value: it is not known
	Passages []Passage
}

// Key is what notes are compared by: names that differ only in case, width or
// spacing are one.
func (a Attribute) Key() string { return text.Fold(a.Name.Text) }

const attributesHint = `write each on a line of its own: "term in years: 2", or with its source: "term in years: {value: 2, passage: "#term"}"`

// attributes reads the mapping of that name.
func (d *decoder) attributes(v yamldoc.Value) {
	if v.Kind != yamldoc.Mapping {
		d.wrongKind("attributes", v, "a mapping of names to values", attributesHint)
		return
	}
	seen := map[string]bool{}
	for _, field := range v.Fields {
		a := Attribute{Name: Words{field.Name, field.Line, field.Column}}
		key := a.Key()
		switch {
		case key == "":
			d.fail(field.Line, field.Column, "attribute-invalid", "an attribute has no name", attributesHint)
			continue
		case seen[key]:
			d.report(diag.Warning, field.Line, field.Column, "attribute-twice",
				fmt.Sprintf("the attribute %q stands twice, written in two ways; the first holds", text.Clip(field.Name, 80)), "keep one")
			continue
		}
		seen[key] = true
		if d.attribute(&a, field.Value) {
			d.front.Attributes = append(d.front.Attributes, a)
		}
	}
}

// attribute reads the value of one: a text, nothing, or a mapping of value and
// passage. It is false where there is no value that could be shown.
func (d *decoder) attribute(a *Attribute, v yamldoc.Value) bool {
	value := v
	if v.Kind == yamldoc.Mapping {
		value = yamldoc.Value{Line: v.Line, Column: v.Column}
		stated := false
		for _, part := range v.Fields {
			switch part.Name {
			case "value":
				value, stated = part.Value, true
			case "passage", "source":
				a.Passages = append(a.Passages, d.passages(part.Name, part.Value)...)
			default:
				d.unknownPart(part, "an attribute", "value", "passage", "source")
			}
		}
		if !stated {
			d.fail(v.Line, v.Column, "attribute-invalid", fmt.Sprintf("the attribute %q has no value", text.Clip(a.Name.Text, 80)),
				"add value:, and leave it empty if the value is not known")
			return false
		}
	}
	switch value.Kind {
	case yamldoc.Null:
		a.Value, a.Unknown = Words{"", value.Line, value.Column}, true
		return true
	case yamldoc.Scalar:
		if w, ok := d.words(a.Name.Text, value); ok {
			a.Value = w
			return true
		}
		a.Value, a.Unknown = Words{"", value.Line, value.Column}, true
		return true
	}
	d.fail(value.Line, value.Column, "attribute-invalid",
		fmt.Sprintf("the attribute %q holds %s, but should be one text or number", text.Clip(a.Name.Text, 80), value.Kind), attributesHint)
	return false
}

// unknownPart complains of a name within a structure that is none of those
// that are read there.
func (d *decoder) unknownPart(part yamldoc.Field, of string, known ...string) {
	hint := fmt.Sprintf("known: %s", join(known))
	if near := text.Nearest(part.Name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	d.report(diag.Warning, part.Line, part.Column, "field-unknown", fmt.Sprintf("%s has no field %q; it is not used", of, text.Clip(part.Name, 80)), hint)
}
