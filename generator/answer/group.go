package answer

import (
	"cmp"
	"fmt"
	"slices"

	"fangzhi/generator/graph"
	"fangzhi/generator/query"
)

// groups parts the notes found. Within a group their order stays; the groups
// are in the order of their values, what has none last. A note with several
// values stands in the group of each.
func groups(g *graph.Graph, q *query.Query, found []*graph.Note) []Group {
	if q.Group == "" {
		if len(found) == 0 {
			return nil
		}
		return []Group{{Notes: found}}
	}
	var all []*Group
	at := map[string]*Group{}
	for _, n := range found {
		for _, v := range heads(n, q.Group) {
			name := v.Text
			if !v.Empty() && !v.Date.IsZero() {
				name = v.Date.String()
			}
			k := at[name]
			if k == nil {
				k = &Group{Name: name, Value: v}
				at[name] = k
				all = append(all, k)
			}
			if last := len(k.Notes) - 1; last < 0 || k.Notes[last] != n {
				k.Notes = append(k.Notes, n)
			}
		}
	}
	rank := map[string]int{}
	if q.Group == "type" {
		for i, t := range g.Types {
			rank[t.Singular] = i
		}
	}
	slices.SortStableFunc(all, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(rank[a.Name], rank[b.Name]), compare(a.Value, b.Value, false))
	})
	result := make([]Group, len(all))
	for i, k := range all {
		result[i] = *k
	}
	return result
}

// heads are the values under which a note is grouped; an empty one where it
// has none.
func heads(n *graph.Note, by string) []Value {
	var values []Value
	if by == "decade" {
		if year, known := n.When.Year(); known {
			decade := floorDecade(year)
			values = []Value{{Text: fmt.Sprintf("%ds", decade), Number: float64(decade), IsNumber: true}}
		}
	} else {
		values = Values(n, by)
	}
	if len(values) == 0 {
		return []Value{{}}
	}
	return values
}

// floorDecade is the first year of a decade, also before the year 0.
func floorDecade(year int64) int64 {
	if year < 0 {
		year -= 9
	}
	return year / 10 * 10
}
