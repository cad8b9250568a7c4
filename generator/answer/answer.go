// Package answer answers the queries of notes: a Query and the Graph in, the
// notes that fit out, in order and in groups. It reads no text of a query,
// writes no HTML, and changes neither.
package answer

import (
	"cmp"
	"slices"

	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/query"
)

// Answer is what a query found.
type Answer struct {
	Groups []Group // one without a name where the query does not group
	Shown  int     // notes in the groups; one may stand in several if they are by tag
	Total  int     // notes that fit, before the limit
}

// Group is some of the notes found.
type Group struct {
	Name  string // of a date in EDTF; empty for what has no value in the field
	Value Value  // that its notes share
	Notes []*graph.Note
}

// Find answers a query. named are the notes to which its Names lead, none of
// them nil. The time it takes grows with the number of notes of the types
// asked for, or of those that bear a tag that all found must bear.
func Find(g *graph.Graph, q *query.Query, named []*graph.Note) Answer {
	test := newExaminer(g, named).compile(&q.Where)
	var found []*graph.Note
	for _, n := range candidates(g, q) {
		if test(n) {
			found = append(found, n)
		}
	}
	arrange(found, q)
	a := Answer{Total: len(found)}
	if q.Limit > 0 && len(found) > q.Limit {
		found = found[:q.Limit]
	}
	a.Shown = len(found)
	a.Groups = groups(g, q, found)
	return a
}

// candidates are the notes among which the answer is, in order of title.
func candidates(g *graph.Graph, q *query.Query) []*graph.Note {
	from := g.Ordinary()
	if len(q.Types) == 1 {
		from = g.ByType[q.Types[0]]
	}
	if tag := required(g, &q.Where); tag != nil && len(tag.Notes) < len(from) {
		from = tag.Notes
	}
	if len(q.Types) == 0 {
		return from
	}
	var of []*graph.Note
	for _, n := range from {
		if slices.Contains(q.Types, n.Type.ID) {
			of = append(of, n)
		}
	}
	return of
}

// required is a tag that every note found must bear, nil if there is none.
func required(g *graph.Graph, e *query.Expr) *graph.Tag {
	switch c := &e.Condition; e.Op {
	case query.Is:
		if c.Kind == query.Tag && (c.Verb == query.Under || c.Verb == query.Equal) {
			return g.TagNamed(c.Value.Text)
		}
	case query.And:
		for i := range e.Args {
			if tag := required(g, &e.Args[i]); tag != nil {
				return tag
			}
		}
	}
	return nil
}

// arrange puts the notes, which are in order of title, in the order asked for.
// A note without a value comes after those with one, in either direction.
func arrange(found []*graph.Note, q *query.Query) {
	keys := q.Sort
	if len(keys) == 0 && (q.View == query.Timeline || q.View == query.Matrix) {
		keys = []query.SortKey{{Field: "when"}}
	}
	if len(keys) == 0 {
		return
	}
	type row struct {
		note *graph.Note
		keys []sortKey
	}
	rows := make([]row, len(found))
	for i, n := range found {
		rows[i].note = n
		for _, key := range keys {
			rows[i].keys = append(rows[i].keys, newSortKey(First(n, key.Field)))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		for i, key := range keys {
			if c := compareKeys(&a.keys[i], &b.keys[i], key.Descending); c != 0 {
				return c
			}
		}
		return 0
	})
	for i := range rows {
		found[i] = rows[i].note
	}
}

// sortKey is a value with the days that its date may touch, by which dates
// are ordered first: finding them anew for each comparison took most of the
// time of a query.
type sortKey struct {
	value       Value
	first, last edtf.Day
}

func newSortKey(v Value) sortKey {
	k := sortKey{value: v}
	if !v.Date.IsZero() {
		k.first, k.last = v.Date.Span()
	}
	return k
}

func compareKeys(a, b *sortKey, descending bool) int {
	if !a.value.Date.IsZero() && !b.value.Date.IsZero() {
		if c := cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last)); c != 0 {
			if descending {
				return -c
			}
			return c
		}
	}
	return compare(a.value, b.value, descending)
}

func compare(a, b Value, descending bool) int {
	if a.Empty() || b.Empty() {
		switch {
		case a.Empty() && b.Empty():
			return 0
		case a.Empty():
			return 1
		}
		return -1
	}
	c := 0
	switch {
	case !a.Date.IsZero() && !b.Date.IsZero():
		c = edtf.Compare(a.Date, b.Date)
	case a.IsNumber && b.IsNumber:
		c = cmp.Compare(a.Number, b.Number)
	case a.IsNumber != b.IsNumber: // numbers before words
		c = -1
		if b.IsNumber {
			c = 1
		}
	default:
		c = cmp.Compare(a.Key, b.Key)
	}
	if descending {
		return -c
	}
	return c
}
