package matrix

import (
	"slices"

	"fangzhi/generator/text"
)

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

// Table compares subjects on the points that any of them states.
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

// Compare makes the table of some of the subjects, cut into parts of at most
// width columns. The marks of a part take the last column of the part before
// it into account. A part has only the rows in which it has a value or a mark,
// so that all parts together are not larger than what is stated allows.
func Compare(subjects []Subject, columns []int, width int) []Table {
	var points []Row // without cells
	order := map[string]int{}
	for _, subject := range columns {
		for _, s := range subjects[subject].Statements {
			if _, known := order[s.Key]; !known {
				order[s.Key] = len(points)
				points = append(points, Row{Key: s.Key, Name: s.Name})
			}
		}
	}
	var parts []Table
	before := Subject{}
	for part := range slices.Chunk(columns, width) {
		parts = append(parts, compare(subjects, part, before, points, order))
		before = subjects[part[len(part)-1]]
	}
	return parts
}

// compare makes one part, which stands to the right of the subject before.
func compare(subjects []Subject, columns []int, before Subject, points []Row, order map[string]int) Table {
	t := Table{Columns: columns}
	at := map[string]int{}
	row := func(key string) *Row {
		i, known := at[key]
		if !known {
			i = len(t.Rows)
			at[key] = i
			point := points[order[key]]
			point.Cells = make([]Cell, len(columns))
			for j := range point.Cells {
				point.Cells[j].Statement = -1
			}
			t.Rows = append(t.Rows, point)
		}
		return &t.Rows[i]
	}
	last := map[string]*Statement{}
	for i, s := range before.Statements {
		last[s.Key] = &before.Statements[i]
		if !s.Unknown {
			row(s.Key)
		}
	}
	for column, subject := range columns {
		for i, s := range subjects[subject].Statements {
			row(s.Key).Cells[column].Statement = i
		}
	}
	for _, r := range t.Rows {
		was := last[r.Key]
		for column := range columns {
			is := statement(subjects[columns[column]], r.Cells[column])
			if column > 0 || before.Statements != nil {
				r.Cells[column].Change = change(was, is)
			}
			was = is
		}
	}
	slices.SortFunc(t.Rows, func(a, b Row) int { return order[a.Key] - order[b.Key] })
	return t
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
