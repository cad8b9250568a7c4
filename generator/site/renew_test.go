package site

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"fangzhi/generator/graph"
)

// TestPagesRenewedArePagesPlannedAnew holds that pages show new names, links, tags
// and dates as if they had been planned with them, wherever order depends on these,
// and that they are planned anew where others may be listed.
func TestPagesRenewedArePagesPlannedAnew(t *testing.T) {
	names := slices.Concat([]string{"content/concepts/idea.md"}, paths("norms", 6), []string{"content/organisations/team.md"})
	type norm struct{ title, tags, issued, to string }
	text := func(i int, n norm) string {
		if n.title == "" {
			return "---\ntags: [undated]\n---\n"
		}
		return fmt.Sprintf("---\ntitle: %s\nissued: %s\ntags: [%s]\nattributes:\n  size: %d\n---\nSee [[%s]].\n\n## Part\n\nIts text.\n", n.title, n.issued, n.tags, i, n.to)
	}
	norms := []norm{
		{},
		{"Norm 0", "village, county", "1950/1953", "note-00001"},
		{"Norm 1", "village", "1950", "note-00002"},
		{"Norm 2", "village", "1950", "note-00003"},
		{"Norm 3", "village", "1951", "note-00004"},
		{"Norm 4", "village", "1951", "note-00005"},
		{"Norm 5", "village", "1953", "note-00000"},
		{},
	}
	g, s := link(t, names, func(i int) string { return text(i, norms[i]) })
	languages := []Language{{Words: words(t)}}
	var m Memory
	pages, _ := Plan(g, s, languages, Assets{}, &m)
	views(pages) // whatever is kept of them is kept
	for _, c := range []struct {
		what string
		note int
		norm norm
		anew bool // the pages are to be planned anew
	}{
		{what: "a title", note: 2, norm: norm{"A law", "village", "1950", "note-00002"}},
		{what: "another", note: 2, norm: norm{"Zoning", "village", "1950", "note-00002"}},
		{what: "the first", note: 2, norm: norms[2]},
		{what: "a link elsewhere", note: 2, norm: norm{"Norm 1", "village", "1950", "note-00003"}},
		{what: "a link to a part, of which the previews tell", note: 2, norm: norm{"Norm 1", "village", "1950", "note-00003#Part"}},
		{what: "a link to an actor, of whom one date alone makes no timeline", note: 2, norm: norm{"Norm 1", "village", "1950", "team"}},
		{what: "one link more", note: 2, norm: norm{"Norm 1", "village", "1950", "team]] and [[note-00004"}},
		{what: "a tag", note: 4, norm: norm{"Norm 3", "village, county", "1951", "note-00004"}},
		{what: "another tag", note: 4, norm: norm{"Norm 3", "county", "1951", "note-00004"}},
		{what: "a tag that nothing dated bears", note: 5, norm: norm{"Norm 4", "village, undated", "1951", "note-00005"}, anew: true},
		{what: "a date", note: 4, norm: norm{"Norm 3", "county", "1950/1951", "note-00004"}},
		{what: "a date before all", note: 6, norm: norm{"Norm 5", "village", "1950-01", "note-00000"}},
		{what: "a link to the actor from a second norm", note: 3, norm: norm{"Norm 2", "village", "1950", "team"}, anew: true},
	} {
		n, _ := g.Renew(compiled(t, s, names[c.note], text(c.note, c.norm)))
		if n == nil {
			t.Fatalf("%s: the graph is not renewed", c.what)
		}
		if _, ok := m.Renew([]*graph.Note{n}); ok == c.anew {
			t.Fatalf("%s: the pages are renewed: %v", c.what, ok)
		}
		anew, _ := Plan(g, s, languages, Assets{}, &Memory{})
		if c.anew {
			pages, _ = Plan(g, s, languages, Assets{}, &m)
		}
		got, want := views(pages), views(anew)
		for i := range want {
			if pages[i].Address != anew[i].Address || !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s: %s is\n%+v, not\n%+v", c.what, pages[i].Address, got[i], want[i])
			}
		}
	}
}

// views are the models of all pages, in their order.
func views(pages []Page) []any {
	var all []any
	for i := range pages {
		all = append(all, pages[i].View().Model)
	}
	return all
}
