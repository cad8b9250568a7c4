package schema

import (
	"fangzhi/generator/edtf"
	"fangzhi/generator/yamldoc"
)

// Words is a piece of text and where it was written.
type Words struct {
	Text         string
	Line, Column int
}

// Front is a note's front matter, decoded. What was wrong is left out.
type Front struct {
	Type          string  // ID of a type of the schema
	Title         Words   // empty when not stated
	OriginalTitle Words   // in the language of the thing itself
	ID            Words   // a name that stays when the file is renamed
	Slug          Words   // the last part of the address, instead of the file's name
	Aliases       []Words // other names under which links find it
	Tags          []Words
	Summary       Words
	Authors       []Words
	Language      Words   // BCP 47, of the note's text
	Draft         bool    // status: draft
	SortKey       Words   // by which the note sorts instead of its title
	Redirects     []Words // former addresses
	Sources       []Words // citation keys on which the note rests
	Published     edtf.Date
	Updated       edtf.Date
	Values        []Value // of the type's fields, in the order of the schema
	Attributes    []Attribute
	Assigns       []Assignment
}

// Value is what a note states in one field. Which members are set is decided
// by the kind of the field.
type Value struct {
	Field        string // ID
	Line, Column int
	Date         edtf.Date      // Date
	Texts        []Words        // Text, Texts, Number, Flag, Coordinates (as shown); Relation: the names; Date: at most one, as the source writes it
	Written      *yamldoc.Value // Structured, else nil: see Structure
}

// Structure is what is stated in a Structured field, and nothing of others.
func (v *Value) Structure() yamldoc.Value {
	if v.Written == nil {
		return yamldoc.Value{}
	}
	return *v.Written
}

// Value returns what is stated in a field.
func (f *Front) Value(field string) (Value, bool) {
	for _, v := range f.Values {
		if v.Field == field {
			return v, true
		}
	}
	return Value{}, false
}

// When returns the date at which, or span in which, the thing was or held: the
// first stated of the type's date fields. It is zero for an undated note.
func (f *Front) When(t Type) edtf.Date {
	for _, field := range t.Dates {
		if v, stated := f.Value(field); stated && !v.Date.IsZero() {
			return v.Date
		}
	}
	return edtf.Date{}
}
