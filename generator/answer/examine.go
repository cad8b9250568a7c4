package answer

import (
	"slices"
	"strings"

	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
	"fangzhi/generator/query"
	"fangzhi/generator/text"
)

// test tells whether something holds of a note.
type test func(*graph.Note) bool

// examiner makes tests of conditions. All that does not depend on the note at
// hand is looked up once, when the test is made.
type examiner struct {
	graph *graph.Graph
	named []*graph.Note
}

func newExaminer(g *graph.Graph, named []*graph.Note) examiner { return examiner{g, named} }

func (x examiner) compile(e *query.Expr) test {
	args := make([]test, len(e.Args))
	for i := range e.Args {
		args[i] = x.compile(&e.Args[i])
	}
	switch e.Op {
	case query.Is:
		return x.condition(&e.Condition)
	case query.Not:
		return func(n *graph.Note) bool { return !args[0](n) }
	case query.And:
		return func(n *graph.Note) bool {
			return !slices.ContainsFunc(args, func(holds test) bool { return !holds(n) })
		}
	case query.Or:
		return func(n *graph.Note) bool {
			return slices.ContainsFunc(args, func(holds test) bool { return holds(n) })
		}
	}
	return func(*graph.Note) bool { return true }
}

func (x examiner) condition(c *query.Condition) test {
	switch c.Verb {
	case query.LinksTo:
		return among(linking(x.note(c)))
	case query.LinkedFrom:
		return among(linked(x.note(c)))
	case query.Cites:
		return among(x.citing(c.Value.Text))
	case query.InPath:
		return func(n *graph.Note) bool { return Below(n, c.Value.Text) }
	case query.Exists:
		return func(n *graph.Note) bool { return len(Values(n, c.Field)) > 0 }
	}
	switch c.Kind {
	case query.Tag:
		return x.tag(c)
	case query.Date:
		return x.date(c)
	case query.Type:
		return unless(c, func(n *graph.Note) bool { return n.Type.ID == c.Value.Text })
	case query.Relation:
		to := x.note(c)
		return unless(c, anyValue(c.Field, func(v Value) bool { return v.Note == to && to != nil }))
	}
	return x.plain(c)
}

// unless turns a test of "=" into one of "!=" if that is asked.
func unless(c *query.Condition, equal test) test {
	if c.Verb == query.Unequal {
		return func(n *graph.Note) bool { return !equal(n) }
	}
	return equal
}

func anyValue(field string, holds func(Value) bool) test {
	return func(n *graph.Note) bool { return slices.ContainsFunc(Values(n, field), holds) }
}

func (x examiner) note(c *query.Condition) *graph.Note {
	if at := c.Value.Note; at > 0 && at <= len(x.named) {
		return x.named[at-1]
	}
	return nil
}

func among(set map[*graph.Note]bool) test {
	return func(n *graph.Note) bool { return set[n] }
}

// linking are the notes whose text links to n.
func linking(n *graph.Note) map[*graph.Note]bool {
	set := map[*graph.Note]bool{}
	if n != nil {
		for _, m := range n.Backlinks {
			set[m.From] = true
		}
	}
	return set
}

// linked are the notes to which the text of n links.
func linked(n *graph.Note) map[*graph.Note]bool {
	set := map[*graph.Note]bool{}
	if n != nil {
		for _, t := range n.Targets {
			if t.State == graph.Resolved && t.Note != nil && t.Note != n {
				set[t.Note] = true
			}
		}
	}
	return set
}

func (x examiner) citing(key string) map[*graph.Note]bool {
	set := map[*graph.Note]bool{}
	for _, m := range x.graph.CitedBy[key] {
		set[m.From] = true
	}
	return set
}

func (x examiner) tag(c *query.Condition) test {
	tag := x.graph.TagNamed(c.Value.Text)
	if c.Verb == query.Under {
		set := map[*graph.Note]bool{}
		if tag != nil {
			for _, n := range tag.Notes {
				set[n] = true
			}
		}
		return among(set)
	}
	return unless(c, func(n *graph.Note) bool { return tag != nil && slices.Contains(n.Tags, tag) })
}

// date compares a date with one that the query states, which is meant as a
// whole, or with that of a note, which is as certain as that note has it.
func (x examiner) date(c *query.Condition) test {
	with := Whole(c.Value.Date)
	if n := x.note(c); n != nil {
		with = n.When
	}
	least := edtf.Possibly
	if c.Certainly {
		least = edtf.Certainly
	}
	return anyValue(c.Field, func(v Value) bool { return relation(c.Verb, v.Date, with) >= least })
}

func relation(verb query.Verb, d, with edtf.Date) edtf.Certainty {
	if d.IsZero() || with.IsZero() {
		return edtf.No
	}
	switch verb {
	case query.After:
		return edtf.Before(with, d)
	case query.Before:
		return edtf.Before(d, with)
	case query.Within:
		return edtf.Within(d, with)
	case query.Overlaps:
		return edtf.Overlaps(d, with)
	case query.Covers:
		return edtf.Within(with, d)
	}
	return edtf.No
}

// Whole is a date that a query states, from its first day to its last: what
// was "after 2015" was after all of that year. Of a set, or of a year that
// needs more than four digits, it is the date itself.
func Whole(d edtf.Date) edtf.Date {
	if d.IsZero() || d.IsSet() {
		return d
	}
	first, last := d.Span()
	day := func(of edtf.Day) string {
		if of == edtf.Past || of == edtf.Future {
			return ".."
		}
		return of.String()
	}
	if whole, err := edtf.Parse(day(first) + "/" + day(last)); err == nil {
		return whole
	}
	return d
}

// plain compares words and numbers.
func (x examiner) plain(c *query.Condition) test {
	want := text.Fold(c.Value.Text)
	equal := func(v Value) bool {
		return v.Key == want || v.IsNumber && c.Value.IsNumber && v.Number == c.Value.Number
	}
	number := func(holds func(float64) bool) test {
		return anyValue(c.Field, func(v Value) bool { return v.IsNumber && holds(v.Number) })
	}
	to := c.Value.Number
	switch c.Verb {
	case query.Contains:
		return anyValue(c.Field, func(v Value) bool { return strings.Contains(v.Key, want) })
	case query.Less:
		return number(func(have float64) bool { return have < to })
	case query.Greater:
		return number(func(have float64) bool { return have > to })
	case query.AtMost:
		return number(func(have float64) bool { return have <= to })
	case query.AtLeast:
		return number(func(have float64) bool { return have >= to })
	}
	return unless(c, anyValue(c.Field, equal))
}
