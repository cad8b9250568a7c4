package matrix

import "fangzhi/generator/text"

// Statement is what a subject states on one point.
type Statement struct {
	Key     string // by which the statements of several subjects meet; once in a subject
	Name    string // as shown
	Value   string
	Unknown bool // the point is stated as not known
}

// Subject is one of the things to be compared.
type Subject struct {
	Statements []Statement
	// Follows holds the indices of subjects that this one continues, replaces
	// or amends.
	Follows []int
}

// Change is how a cell differs from the one before it in its row.
type Change uint8

const (
	None    Change = iota // nothing to say: first in the row, or empty like the one before
	Same                  // states what the one before states
	Changed               // states something else
	Added                 // states what the one before does not
	Removed               // does not state what the one before does
	Unclear               // either is stated as not known
)

var changeNames = [...]string{"", "same", "changed", "added", "removed", "unclear"}

// String is the change in one word, "" for None.
func (c Change) String() string { return changeNames[c] }

// Table compares subjects on all points that any of them states.
type Table struct {
	Columns []int // indices of subjects, in the order in which they were given
	Rows    []Row // in the order in which points are first stated
}

// Row is one point.
type Row struct {
	Key, Name string // as the first column that states it has them
	Cells     []Cell // parallel to Table.Columns
}

// Cell is what one subject states on one point. Statement is an index in the
// subject's Statements, or -1 where it states nothing.
type Cell struct {
	Statement int
	Change    Change
}

// pairing is how many statements of a subject count for finding its like.
const pairing = 12

// Families gathers the subjects that are worth comparing: those that share two
// points or more, and those of which one follows the other, through any number
// of steps. Subjects without statements carry a line of following through, and
// are left out. Families stand in the order of their first members, members in
// the order given.
func Families(subjects []Subject) [][]int {
	f := newForest(len(subjects))
	type pair [2]string
	seen := map[pair]int{}
	for i, s := range subjects {
		for _, other := range s.Follows {
			f.join(i, other)
		}
		counted := s.Statements[:min(len(s.Statements), pairing)]
		for j, a := range counted {
			for _, b := range counted[j+1:] {
				key := pair{min(a.Key, b.Key), max(a.Key, b.Key)}
				if first, known := seen[key]; known {
					f.join(i, first)
				} else {
					seen[key] = i
				}
			}
		}
	}
	var families [][]int
	at := map[int]int{}
	for i, s := range subjects {
		if len(s.Statements) == 0 {
			continue
		}
		root := f.root(i)
		family, known := at[root]
		if !known {
			family = len(families)
			at[root] = family
			families = append(families, nil)
		}
		families[family] = append(families[family], i)
	}
	return families
}

// Compare makes the table of some of the subjects.
func Compare(subjects []Subject, columns []int) Table {
	t := Table{Columns: columns}
	at := map[string]int{}
	for column, subject := range columns {
		for i, s := range subjects[subject].Statements {
			row, known := at[s.Key]
			if !known {
				row = len(t.Rows)
				at[s.Key] = row
				t.Rows = append(t.Rows, emptyRow(s, len(columns)))
			}
			t.Rows[row].Cells[column].Statement = i
		}
	}
	for _, row := range t.Rows {
		for column := 1; column < len(columns); column++ {
			row.Cells[column].Change = change(
				statement(subjects[columns[column-1]], row.Cells[column-1]),
				statement(subjects[columns[column]], row.Cells[column]))
		}
	}
	return t
}

func emptyRow(s Statement, columns int) Row {
	row := Row{Key: s.Key, Name: s.Name, Cells: make([]Cell, columns)}
	for i := range row.Cells {
		row.Cells[i].Statement = -1
	}
	return row
}

func statement(s Subject, c Cell) *Statement {
	if c.Statement < 0 {
		return nil
	}
	return &s.Statements[c.Statement]
}

// change tells how what is stated now differs from what was before; nil is
// nothing stated.
func change(before, now *Statement) Change {
	switch {
	case now == nil && (before == nil || before.Unknown):
		return None
	case now == nil:
		return Removed
	case now.Unknown || before != nil && before.Unknown:
		return Unclear
	case before == nil:
		return Added
	case text.Fold(before.Value) == text.Fold(now.Value):
		return Same
	}
	return Changed
}

// forest joins indices into sets (union-find, with paths halved).
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join unites two sets under the smaller of their roots.
func (f forest) join(a, b int) {
	a, b = f.root(a), f.root(b)
	f[max(a, b)] = min(a, b)
}
