package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/diag"
	"fangzhi/generator/text"
	"fangzhi/generator/yamldoc"

	"golang.org/x/text/language"
)

// Decode reads the front matter of the note at path against the schema. folder
// is the first folder below content/, which names the type of a note that does
// not state one.
func (s *Schema) Decode(notePath, folder string, front yamldoc.Value) (Front, []diag.Diagnostic) {
	d := decoder{schema: s, path: notePath}
	d.front.Type = Page
	if t, known := s.TypeOfFolder(folder); known {
		d.front.Type = t.ID
	}
	switch front.Kind {
	case yamldoc.Null:
		return d.front, nil
	case yamldoc.Mapping:
	default:
		d.fail(front.Line, front.Column, "front-shape", "front matter is "+front.Kind.String()+", not fields",
			"write each field on a line of its own: title: The title")
		return d.front, d.diagnostics
	}
	// The type comes first: it decides which other fields are known.
	for _, field := range front.Fields {
		if field.Name == "type" {
			d.noteType(field.Value)
		}
	}
	d.typedFields = s.countTyped(front.Fields)
	for _, field := range front.Fields {
		d.field(field)
	}
	slices.SortFunc(d.front.Values, func(a, b Value) int { return s.byName[a.Field] - s.byName[b.Field] })
	return d.front, d.diagnostics
}

type decoder struct {
	schema      *Schema
	path        string
	front       Front
	typedFields int // how many fields may have a value
	diagnostics []diag.Diagnostic
}

// countTyped tells how many of some fields are not common to all types.
func (s *Schema) countTyped(fields []yamldoc.Field) int {
	count := 0
	for i := range fields {
		if _, typed := s.byName[fields[i].Name]; typed {
			count++
		}
	}
	return count
}

func (d *decoder) report(severity diag.Severity, line, column int, code, message, hint string) {
	d.diagnostics = append(d.diagnostics, diag.Diagnostic{
		Path: d.path, Line: line, Column: column, Severity: severity, Code: code, Message: message, Hint: hint,
	})
}

func (d *decoder) fail(line, column int, code, message, hint string) {
	d.report(diag.Error, line, column, code, message, hint)
}

func (d *decoder) noteType(v yamldoc.Value) {
	w, ok := d.words("type", v)
	if !ok {
		return
	}
	if _, known := d.schema.Type(w.Text); known {
		d.front.Type = w.Text
		return
	}
	hint := "known types: " + strings.Join(d.schema.typeIDs(), ", ")
	if near := text.Nearest(w.Text, d.schema.typeIDs()); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	d.report(diag.Warning, w.Line, w.Column, "type-unknown",
		fmt.Sprintf("there is no type %q; the note is taken for a %s", w.Text, d.front.Type), hint)
}

// field decodes one field, common or of the type.
func (d *decoder) field(field yamldoc.Field) {
	f := &d.front
	switch field.Name {
	case "type":
	case "title":
		f.Title, _ = d.words(field.Name, field.Value)
	case "original_title":
		f.OriginalTitle, _ = d.words(field.Name, field.Value)
	case "id":
		f.ID, _ = d.words(field.Name, field.Value)
	case "slug":
		f.Slug = d.slug(field.Value)
	case "aliases":
		f.Aliases = d.list(field.Name, field.Value)
	case "tags":
		f.Tags = d.list(field.Name, field.Value)
	case "summary":
		f.Summary, _ = d.words(field.Name, field.Value)
	case "authors":
		f.Authors = d.list(field.Name, field.Value)
	case "lang":
		f.Language = d.language(field.Value)
	case "status":
		d.status(field.Value)
	case "sort_key":
		f.SortKey, _ = d.words(field.Name, field.Value)
	case "redirects":
		f.Redirects = d.list(field.Name, field.Value)
	case "sources":
		f.Sources = d.list(field.Name, field.Value)
	case "published":
		f.Published = d.date(field.Name, field.Value)
	case "updated":
		f.Updated = d.date(field.Name, field.Value)
	default:
		d.typed(field)
	}
}

// typed decodes a field that the schema describes.
func (d *decoder) typed(field yamldoc.Field) {
	known, ok := d.schema.Field(field.Name)
	if !ok || !known.Carries(d.front.Type) {
		d.unknown(field, ok)
		return
	}
	v := Value{Field: known.ID, Line: field.Line, Column: field.Column}
	if field.Value.Kind == yamldoc.Null {
		return
	}
	switch known.Kind {
	case Text:
		if w, ok := d.words(field.Name, field.Value); ok {
			v.Texts = []Words{w}
		}
	case Texts:
		v.Texts = d.list(field.Name, field.Value)
	case Date:
		v.Date, v.Texts = d.datedText(field.Name, field.Value)
		v.Line, v.Column = field.Value.Line, field.Value.Column
	case Number:
		v.Texts = d.parsed(field, "a number", func(s string) error { _, err := strconv.ParseFloat(s, 64); return err })
	case Flag:
		v.Texts = d.parsed(field, "true or false", func(s string) error { _, err := strconv.ParseBool(s); return err })
	case Relation:
		v.Texts = d.names(field.Name, field.Value)
	case Coordinates:
		d.coordinates(field, &v)
	case Structured:
		written := field.Value
		v.Written = &written
		switch field.Name {
		case "sessions":
			d.sessions(field)
		case "attributes":
			d.attributes(field.Value)
		case "assigns":
			d.assigns(field.Value)
		}
	}
	if len(v.Texts) > 0 || !v.Date.IsZero() || v.Written != nil {
		d.merge(v)
	}
}

// merge adds a value to those stated; a relation may be stated twice, by
// itself and within a structure.
func (d *decoder) merge(v Value) {
	for i := range d.front.Values {
		if before := &d.front.Values[i]; before.Field == v.Field {
			v.Texts = append(before.Texts, v.Texts...)
			*before = v
			return
		}
	}
	if d.front.Values == nil {
		d.front.Values = make([]Value, 0, d.typedFields)
	}
	d.front.Values = append(d.front.Values, v)
}

func (d *decoder) unknown(field yamldoc.Field, elsewhere bool) {
	names := d.schema.names(d.front.Type)
	hint := "fields of your own are declared in fangzhi.yaml, under fields or relations"
	if near := text.Nearest(field.Name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if elsewhere {
		known, _ := d.schema.Field(field.Name)
		hint = "only these types have it: " + strings.Join(known.Types, ", ")
	}
	d.report(diag.Warning, field.Line, field.Column, "field-unknown",
		fmt.Sprintf("%s has no field %q; it is not used", oneOf(d.front.Type), field.Name), hint)
}

// oneOf names a thing of a type, "a norm" or "an organisation".
func oneOf(typeID string) string {
	if typeID != "" && strings.ContainsRune("aeiou", rune(typeID[0])) {
		return "an " + typeID
	}
	return "a " + typeID
}

func (d *decoder) wrongKind(name string, v yamldoc.Value, want, hint string) {
	d.fail(v.Line, v.Column, "field-kind", fmt.Sprintf("field %q holds %s, but should be %s", name, v.Kind, want), hint)
}

// words reads one text. A list or mapping is an error, nothing is no text.
func (d *decoder) words(name string, v yamldoc.Value) (Words, bool) {
	switch v.Kind {
	case yamldoc.Scalar:
		if trimmed := strings.TrimSpace(v.Text); trimmed != "" {
			return Words{trimmed, v.Line, v.Column}, true
		}
	case yamldoc.Null:
	default:
		d.wrongKind(name, v, "one text", `text that begins with [ or { must be quoted`)
	}
	return Words{}, false
}

// list reads a text or a list of texts.
func (d *decoder) list(name string, v yamldoc.Value) []Words {
	if v.Kind != yamldoc.List {
		if w, ok := d.words(name, v); ok {
			return []Words{w}
		}
		return nil
	}
	var all []Words
	for _, item := range v.Items {
		if w, ok := d.words(name, item); ok {
			all = append(all, w)
		}
	}
	return all
}

// names reads the names of notes: a name, a [[link]], or a list of them. YAML
// reads an unquoted [[link]] as a list within a list.
func (d *decoder) names(name string, v yamldoc.Value) []Words {
	if v.Kind == yamldoc.List && len(v.Items) == 1 && v.Items[0].Kind == yamldoc.List {
		return d.linkInList(name, v.Items[0])
	}
	if v.Kind != yamldoc.List {
		if w, ok := d.words(name, v); ok {
			return []Words{unlink(w)}
		}
		return nil
	}
	var all []Words
	for _, item := range v.Items {
		switch {
		case item.Kind == yamldoc.List && len(item.Items) == 1 && item.Items[0].Kind == yamldoc.List:
			all = append(all, d.linkInList(name, item.Items[0])...)
		default:
			if w, ok := d.words(name, item); ok {
				all = append(all, unlink(w))
			}
		}
	}
	return all
}

// linkInList puts an unquoted [[name, with a comma]] together again.
func (d *decoder) linkInList(name string, v yamldoc.Value) []Words {
	parts := d.list(name, v)
	if len(parts) == 0 {
		return nil
	}
	joined := parts[0]
	for _, p := range parts[1:] {
		joined.Text += ", " + p.Text
	}
	return []Words{unlink(joined)}
}

// unlink takes the name out of a link.
func unlink(w Words) Words {
	w.Text = NoteName(w.Text)
	return w
}

// NoteName is the name in a relation's value: of [[name]] or [[name|label]]
// what is before the label, anything else as it is.
func NoteName(value string) string {
	name, linked := strings.CutPrefix(value, "[[")
	if linked {
		name, _, _ = strings.Cut(strings.TrimSuffix(name, "]]"), "|")
	}
	return strings.TrimSpace(name)
}

func (d *decoder) parsed(field yamldoc.Field, want string, check func(string) error) []Words {
	w, ok := d.words(field.Name, field.Value)
	if !ok {
		return nil
	}
	if check(w.Text) != nil {
		d.fail(w.Line, w.Column, "field-kind", fmt.Sprintf("field %q holds %q, but should be %s", field.Name, w.Text, want), "")
		return nil
	}
	return []Words{w}
}

func (d *decoder) coordinates(field yamldoc.Field, v *Value) {
	const hint = "write degrees as [latitude, longitude]: [34.82, 114.82]"
	items := field.Value.Items
	if field.Value.Kind != yamldoc.List || len(items) != 2 {
		d.wrongKind(field.Name, field.Value, "two numbers", hint)
		return
	}
	latitude, err1 := strconv.ParseFloat(items[0].Text, 64)
	longitude, err2 := strconv.ParseFloat(items[1].Text, 64)
	if err1 != nil || err2 != nil || !(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180) {
		d.fail(field.Value.Line, field.Value.Column, "field-kind", fmt.Sprintf("field %q is no place on the globe", field.Name), hint)
		return
	}
	v.Texts = []Words{{items[0].Text + ", " + items[1].Text, items[0].Line, items[0].Column}}
}

// sessions adds what the sessions of a course read to its relation Reads.
func (d *decoder) sessions(field yamldoc.Field) {
	if field.Value.Kind != yamldoc.List {
		d.wrongKind(field.Name, field.Value, "a list of sessions", "each session begins with a hyphen and has a title, and may have read and task")
		return
	}
	reads := Value{Field: Reads, Line: field.Line, Column: field.Column}
	for _, session := range field.Value.Items {
		for _, part := range session.Fields {
			if part.Name == "read" {
				reads.Texts = append(reads.Texts, d.names("read", part.Value)...)
			}
		}
	}
	if len(reads.Texts) > 0 {
		d.merge(reads)
	}
}

func (d *decoder) status(v yamldoc.Value) {
	w, ok := d.words("status", v)
	switch {
	case !ok, strings.EqualFold(w.Text, "published"):
	case strings.EqualFold(w.Text, "draft"):
		d.front.Draft = true
	default:
		d.report(diag.Warning, w.Line, w.Column, "status-unknown", fmt.Sprintf("there is no status %q", w.Text), "use draft, or published")
	}
}

func (d *decoder) language(v yamldoc.Value) Words {
	w, ok := d.words("lang", v)
	if !ok {
		return Words{}
	}
	if !IsLanguage(w.Text) {
		d.fail(w.Line, w.Column, "field-kind", fmt.Sprintf("%q is no tag of a language", w.Text), LanguageHint)
		return Words{}
	}
	return w
}

// LanguageHint tells how to write what IsLanguage does not take.
const LanguageHint = "write it as BCP 47 has it: zh, zh-Hans, pt-BR"

// IsLanguage tells whether pages can state a tag as their language: one that
// BCP 47 knows, with hyphens as HTML wants it.
func IsLanguage(tag string) bool {
	known, err := language.Parse(tag)
	return err == nil && known != language.Und && !strings.Contains(tag, "_")
}

// slug reads the last part of an address, which may be no path.
func (d *decoder) slug(v yamldoc.Value) Words {
	w, ok := d.words("slug", v)
	if !ok {
		return Words{}
	}
	if clean := text.Slug(w.Text); clean != w.Text {
		d.fail(w.Line, w.Column, "slug-invalid", fmt.Sprintf("%q cannot be part of an address", w.Text),
			fmt.Sprintf("letters, digits and hyphens only: %q", clean))
		w.Text = clean
	}
	if w.Text == "index" {
		d.fail(w.Line, w.Column, "slug-invalid", `"index" is the name of the folder itself`, "choose another slug")
		return Words{}
	}
	return w
}
