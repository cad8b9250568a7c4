// Package schema says what notes may carry: their types, the fields of each
// and the relations between them, each with its inverse. It decodes front
// matter against that, and complains with line and column. The built-in types
// stand in a table; a site extends them in fangzhi.yaml.
package schema

import (
	"maps"
	"slices"
)

// Kind is what a field's value is.
type Kind uint8

const (
	Text        Kind = iota // one line or paragraph of plain text
	Texts                   // a text or a list of them
	Date                    // EDTF
	Number                  // a decimal number
	Flag                    // true or false
	Relation                // the name of a note, a [[link]] or a list of them
	Coordinates             // [latitude, longitude] in degrees
	Structured              // a mapping or a list of mappings, read by its own feature
)

var kindNames = map[Kind]string{
	Text: "text", Texts: "texts", Date: "date", Number: "number", Flag: "flag",
	Relation: "relation", Coordinates: "coordinates", Structured: "structured",
}

// String is the kind's name in fangzhi.yaml.
func (k Kind) String() string { return kindNames[k] }

// Field is something a note may state in its front matter.
type Field struct {
	ID    string // as written in front matter: "in_force"
	Label string // as shown: "in force"
	Kind  Kind
	// Types holds the types that may carry the field; empty means all.
	Types []string
	// Inverse and its label are how the relation reads from the other end:
	// "superseded_by", "superseded by". Only relations have them.
	Inverse, InverseLabel string
}

// Carries tells whether notes of the type may have the field.
func (f Field) Carries(typeID string) bool {
	return len(f.Types) == 0 || slices.Contains(f.Types, typeID)
}

// Type is a kind of note.
type Type struct {
	ID               string // "norm"
	Folder           string // below content/, and the first part of the address: "norms"
	Singular, Plural string // in words, lower case
	// Dates names the fields that say when the thing was or held, the first
	// that is stated counts.
	Dates []string
}

// Schema is the whole of what notes may carry. It is not changed once a build
// has begun.
type Schema struct {
	types  []Type // in the order in which sites show them
	fields []Field
	byType map[string]int
	byName map[string]int // of fields
}

// New returns the built-in schema.
func New() *Schema {
	s := &Schema{byType: map[string]int{}, byName: map[string]int{}}
	for _, t := range builtinTypes {
		s.addType(t)
	}
	for _, f := range builtinFields {
		s.addField(f)
	}
	return s
}

func (s *Schema) addType(t Type) {
	if at, known := s.byType[t.ID]; known {
		s.types[at] = t
		return
	}
	s.byType[t.ID] = len(s.types)
	s.types = append(s.types, t)
}

func (s *Schema) addField(f Field) {
	if at, known := s.byName[f.ID]; known {
		s.fields[at] = f
		return
	}
	s.byName[f.ID] = len(s.fields)
	s.fields = append(s.fields, f)
}

// Types lists all types in the order of display.
func (s *Schema) Types() []Type { return s.types }

// Fields lists the type-specific fields in the order of display.
func (s *Schema) Fields() []Field { return s.fields }

// Type returns a type by its ID. It is not to be changed.
func (s *Schema) Type(id string) (*Type, bool) {
	at, known := s.byType[id]
	if !known {
		return &Type{}, false
	}
	return &s.types[at], true
}

// Field returns a type-specific field by its ID.
func (s *Schema) Field(id string) (Field, bool) {
	at, known := s.byName[id]
	if !known {
		return Field{}, false
	}
	return s.fields[at], true
}

// TypeOfFolder returns the type whose notes live in content/<folder>/.
func (s *Schema) TypeOfFolder(folder string) (Type, bool) {
	for _, t := range s.types {
		if t.Folder == folder && folder != "" {
			return t, true
		}
	}
	return Type{}, false
}

// typeIDs lists the IDs of all types, sorted.
func (s *Schema) typeIDs() []string { return slices.Sorted(maps.Keys(s.byType)) }

// names lists the names that a note of the type may use, for suggestions.
func (s *Schema) names(typeID string) []string {
	names := slices.Clone(commonNames)
	for _, f := range s.fields {
		if f.Carries(typeID) {
			names = append(names, f.ID)
		}
	}
	slices.Sort(names)
	return names
}
