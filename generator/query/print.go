package query

import (
	"fmt"
	"strings"
)

// String is the query in its canonical form, which Parse reads as the same
// query again: a clause on each line, and parentheses around every group.
func (q Query) String() string {
	var b strings.Builder
	from := "all"
	if len(q.Types) > 0 {
		from = strings.Join(q.Types, ", ")
	}
	fmt.Fprintf(&b, "from %s\n", from)
	if q.Where.Op != Anything {
		b.WriteString("where " + q.expr(q.Where) + "\n")
	}
	for i, key := range q.Sort {
		b.WriteString([]string{"sort by ", ", "}[min(i, 1)] + key.Field)
		if key.Descending {
			b.WriteString(" desc")
		}
	}
	if len(q.Sort) > 0 {
		b.WriteString("\n")
	}
	if q.Group != "" {
		fmt.Fprintf(&b, "group by %s\n", q.Group)
	}
	if q.Limit > 0 {
		fmt.Fprintf(&b, "limit %d\n", q.Limit)
	}
	fmt.Fprintf(&b, "view %s\n", q.View)
	if len(q.Columns) > 0 {
		fmt.Fprintf(&b, "columns %s\n", strings.Join(q.Columns, ", "))
	}
	if q.Caption != "" {
		fmt.Fprintf(&b, "caption \"%s\"\n", q.Caption)
	}
	return b.String()
}

func (q Query) expr(e Expr) string {
	switch e.Op {
	case Is:
		return q.condition(e.Condition)
	case Not:
		return "not " + q.expr(e.Args[0])
	case And, Or:
		parts := make([]string, len(e.Args))
		for i, arg := range e.Args {
			parts[i] = q.expr(arg)
		}
		return "(" + strings.Join(parts, []string{" and ", " or "}[e.Op-And]) + ")"
	}
	return ""
}

func (q Query) condition(c Condition) string {
	var words []string
	if c.Certainly {
		words = append(words, "certainly")
	}
	if c.Field != "" {
		words = append(words, c.Field)
	}
	words = append(words, c.Verb.String())
	switch {
	case c.Verb == Exists:
	case c.Verb == Cites:
		words = append(words, "@"+c.Value.Text)
	case c.Value.Note > 0:
		words = append(words, "[["+q.Names[c.Value.Note-1].Text+"]]")
	case c.Kind == Type && c.Field != "":
		words = append(words, c.Value.Text)
	default:
		words = append(words, `"`+c.Value.Text+`"`)
	}
	return strings.Join(words, " ")
}
