package schema

import (
	"fmt"
	"slices"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"
)

// Extend adds the types, fields and relations that a site declares in its
// settings, under the names "types", "fields" and "relations". A declaration
// of a built-in name replaces it.
func (s *Schema) Extend(settingsPath string, section string, declared yamldoc.Value) []diag.Diagnostic {
	e := extender{schema: s, path: settingsPath}
	if declared.Kind == yamldoc.Null {
		return nil
	}
	if declared.Kind != yamldoc.Mapping {
		e.fail(declared, fmt.Sprintf("%q is %s, not a mapping of names", section, declared.Kind), "")
		return e.diagnostics
	}
	for _, field := range declared.Fields {
		if !identifier(field.Name) {
			e.fail(yamldoc.Value{Line: field.Line, Column: field.Column}, fmt.Sprintf("%q is no name", field.Name), "use small letters, digits and underscores")
			continue
		}
		switch section {
		case "types":
			e.declareType(field)
		case "fields":
			e.declareField(field)
		case "relations":
			e.declareRelation(field)
		}
	}
	return e.diagnostics
}

type extender struct {
	schema      *Schema
	path        string
	diagnostics []diag.Diagnostic
}

func (e *extender) fail(at yamldoc.Value, message, hint string) {
	e.diagnostics = append(e.diagnostics, diag.Diagnostic{
		Path: e.path, Line: at.Line, Column: at.Column, Severity: diag.Error, Code: "schema-invalid", Message: message, Hint: hint,
	})
}

// options reads a declaration's own fields; each name must be in known.
func (e *extender) options(of yamldoc.Field, known ...string) map[string]yamldoc.Value {
	options := map[string]yamldoc.Value{}
	if of.Value.Kind != yamldoc.Mapping && of.Value.Kind != yamldoc.Null {
		e.fail(of.Value, fmt.Sprintf("%q is %s, not a mapping", of.Name, of.Value.Kind), "known: "+strings.Join(known, ", "))
		return options
	}
	for _, f := range of.Value.Fields {
		if !slices.Contains(known, f.Name) {
			hint := "known: " + strings.Join(known, ", ")
			if near := text.Nearest(f.Name, known); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			e.fail(yamldoc.Value{Line: f.Line, Column: f.Column}, fmt.Sprintf("%q is not known here", f.Name), hint)
			continue
		}
		options[f.Name] = f.Value
	}
	return options
}

func (e *extender) declareType(of yamldoc.Field) {
	options := e.options(of, "folder", "singular", "plural", "dates")
	words := strings.ReplaceAll(of.Name, "_", " ")
	t := Type{ID: of.Name, Folder: of.Name + "s", Singular: words, Plural: words + "s", Dates: []string{"when"}}
	if before, known := e.schema.Type(of.Name); known {
		t = *before
	}
	setText(&t.Folder, options["folder"])
	setText(&t.Singular, options["singular"])
	setText(&t.Plural, options["plural"])
	if dates := texts(options["dates"]); dates != nil {
		t.Dates = dates
	}
	if slug := text.Slug(t.Folder); t.Folder != "" && slug != t.Folder {
		e.fail(options["folder"], fmt.Sprintf("%q cannot be a folder of notes", t.Folder), fmt.Sprintf("use %q", slug))
		t.Folder = slug
	}
	if other, taken := e.schema.TypeOfFolder(t.Folder); taken && other.ID != t.ID {
		e.fail(options["folder"], fmt.Sprintf("folder %q is that of type %q", t.Folder, other.ID), "give each type a folder of its own")
		return
	}
	e.schema.addType(t)
}

func (e *extender) declareField(of yamldoc.Field) {
	if slices.Contains(commonNames, of.Name) {
		e.fail(yamldoc.Value{Line: of.Line, Column: of.Column}, fmt.Sprintf("%q is a field of all notes and cannot be declared", of.Name), "")
		return
	}
	options := e.options(of, "kind", "label", "types")
	f := Field{ID: of.Name, Label: strings.ReplaceAll(of.Name, "_", " "), Types: texts(options["types"])}
	setText(&f.Label, options["label"])
	if kind := options["kind"]; kind.Kind != yamldoc.Null {
		f.Kind = e.kind(kind)
	}
	e.checkTypes(options["types"])
	e.schema.addField(f)
}

func (e *extender) kind(v yamldoc.Value) Kind {
	var names []string
	for k := Text; k <= Structured; k++ {
		if k == Relation {
			continue
		}
		if k.String() == v.Text {
			return k
		}
		names = append(names, k.String())
	}
	e.fail(v, fmt.Sprintf("%q is no kind of field", v.Text), "kinds: "+strings.Join(names, ", ")+"; relations are declared under relations")
	return Text
}

func (e *extender) declareRelation(of yamldoc.Field) {
	options := e.options(of, "label", "types", "inverse", "inverse_label")
	words := strings.ReplaceAll(of.Name, "_", " ")
	f := Field{
		ID: of.Name, Label: words, Kind: Relation, Types: texts(options["types"]),
		Inverse: of.Name + "_inverse", InverseLabel: "named as " + words + " by",
	}
	setText(&f.Label, options["label"])
	if inverse := options["inverse"]; inverse.Kind == yamldoc.Scalar {
		f.Inverse, f.InverseLabel = inverse.Text, strings.ReplaceAll(inverse.Text, "_", " ")
	}
	setText(&f.InverseLabel, options["inverse_label"])
	e.checkTypes(options["types"])
	e.schema.addField(f)
}

// checkTypes complains of types that do not exist.
func (e *extender) checkTypes(v yamldoc.Value) {
	for _, id := range texts(v) {
		if _, known := e.schema.Type(id); !known {
			e.fail(v, fmt.Sprintf("there is no type %q", id), "types: "+strings.Join(e.schema.typeIDs(), ", "))
		}
	}
}

func setText(to *string, v yamldoc.Value) {
	if v.Kind == yamldoc.Scalar {
		*to = v.Text
	}
}

func texts(v yamldoc.Value) []string {
	switch v.Kind {
	case yamldoc.Scalar:
		return []string{v.Text}
	case yamldoc.List:
		var all []string
		for _, item := range v.Items {
			if item.Kind == yamldoc.Scalar {
				all = append(all, item.Text)
			}
		}
		return all
	}
	return nil
}

// identifier tells whether a name may stand in front matter.
func identifier(name string) bool {
	for i, c := range name {
		if !(c == '_' || c >= 'a' && c <= 'z' || i > 0 && c >= '0' && c <= '9') {
			return false
		}
	}
	return name != ""
}
