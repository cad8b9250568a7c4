// Package query reads the questions that notes ask of all notes: the text of a
// fenced query block in, a Query out, in which every word has its place in the
// file. It knows which fields there are, since it is told, but no note: a
// Query is answered by package answer.
package query

import "fangzhi/generator/edtf"

// View is how an answer is shown.
type View uint8

const (
	Table View = iota
	List
	Cards
	Timeline
	Matrix
	Count
)

var viewNames = []string{"table", "list", "cards", "timeline", "matrix", "count"}

// String is the view's name as a query writes it.
func (v View) String() string { return viewNames[v] }

// Kind is what a field holds, which decides what may be asked of it.
type Kind uint8

const (
	Text      Kind = iota // words: compared with = and contains
	Date                  // EDTF: compared in time
	Number                // a decimal number
	Relation              // other notes
	Attribute             // an entry of the field "attributes": a number if it looks like one
	Tag                   // the tags of a note
	Type                  // the type of a note
	Opaque                // may only be asked whether it is stated
)

// Vocabulary is what a query may name. The zero Vocabulary has only the fields
// that all notes have.
type Vocabulary struct {
	Types  map[string]string // every name of a type, folded, to its ID
	Fields map[string]Kind   // fields of the schema and the inverses of relations, by ID
}

// Query is a question, read. It is plain data and is kept with the note.
type Query struct {
	Types   []string // IDs; empty: all notes
	Where   Expr
	Sort    []SortKey
	Group   string // name of a field, "type", "tag" or "decade"; empty: no groups
	Limit   int    // zero: no limit
	View    View
	Columns []string // names of fields; empty: those that suit the view
	Caption string
	// Names are the notes that the conditions name, in order; a Value points
	// into them.
	Names []Name
}

// Name is a note as a query names it, and where.
type Name struct {
	Text         string
	Line, Column int
}

// SortKey is one field by which an answer is ordered.
type SortKey struct {
	Field      string
	Descending bool
}

// Op joins conditions.
type Op uint8

const (
	Anything Op = iota // no condition: all notes
	Is                 // Condition
	Not                // of the one argument
	And                // of two arguments or more
	Or
)

// Expr is what must hold of a note.
type Expr struct {
	Op        Op
	Condition Condition // of Is
	Args      []Expr    // of Not, And, Or
}

// Verb is what a condition asks.
type Verb uint8

const (
	Exists     Verb = iota
	Equal           // =
	Unequal         // !=
	Less            // <
	Greater         // >
	AtMost          // <=
	AtLeast         // >=
	Contains        // of text
	After           // of dates, from here on
	Before          //
	Within          // also written "in"
	Overlaps        //
	Covers          // takes in the whole of
	Under           // of tags: the tag or one beneath it
	LinksTo         // has no field
	LinkedFrom      // has no field
	Cites           // has no field; Value.Text is the key
	InPath          // has no field; Value.Text is a folder or path below content/
)

var verbNames = []string{
	"exists", "=", "!=", "<", ">", "<=", ">=", "contains", "after", "before", "in", "overlaps", "covers", "under",
	"links to", "linked from", "cites", "in path",
}

// String is the verb as a query writes it.
func (v Verb) String() string { return verbNames[v] }

// Condition is one thing asked of a note.
type Condition struct {
	Field        string // ID; "attributes.term" for an attribute
	Kind         Kind   // of the field
	Verb         Verb
	Certainly    bool // of dates: a possible answer is not enough
	Value        Value
	Line, Column int // of the value, or of the verb where there is none
}

// Value is what a field is compared with. Which members are set is decided by
// the kind of the field and by the verb.
type Value struct {
	Text     string // as written, without quotation marks
	Note     int    // 1 + index into Query.Names; zero: no note
	Date     edtf.Date
	Number   float64
	IsNumber bool // Text is a number
}

// Conditions calls visit for every condition, in the order in which they are
// written.
func (e *Expr) Conditions(visit func(*Condition)) {
	if e.Op == Is {
		visit(&e.Condition)
	}
	for i := range e.Args {
		e.Args[i].Conditions(visit)
	}
}
