package site

import (
	"fmt"
	"reflect"
	"testing"

	"fangzhi/generator/graph"
)

// TestPagesRenewedArePagesPlannedAnew holds that pages show new names as if they
// had been planned with them, wherever order depends on titles, and that a new
// link has them planned anew.
func TestPagesRenewedArePagesPlannedAnew(t *testing.T) {
	names := paths("norms", 6)
	text := func(i int, title string, to int) string {
		return fmt.Sprintf("---\ntitle: %s\nissued: 195%d\ntags: [village]\nattributes:\n  size: %d\n---\nSee [[note-%05d]].\n", title, i/3, i, to)
	}
	g, s := link(t, names, func(i int) string { return text(i, fmt.Sprintf("Norm %d", i), (i+1)%6) })
	languages := []Language{{Words: words(t)}}
	var m Memory
	pages, _ := Plan(g, s, languages, Assets{}, &m)
	views(pages) // whatever is kept of them is kept
	for _, title := range []string{"A law", "Zoning", "Norm 1"} {
		n, _ := g.Renew(compiled(t, s, names[1], text(1, title, 2)))
		if n == nil {
			t.Fatalf("%s: the graph is not renewed", title)
		}
		if _, ok := m.Renew([]*graph.Note{n}); !ok {
			t.Fatalf("%s: the pages are not renewed", title)
		}
		anew, _ := Plan(g, s, languages, Assets{}, &Memory{})
		got, want := views(pages), views(anew)
		for i := range want {
			if pages[i].Address != anew[i].Address || !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s: %s is\n%+v, not\n%+v", title, pages[i].Address, got[i], want[i])
			}
		}
	}
	n, _ := g.Renew(compiled(t, s, names[1], text(1, "Norm 1", 3)))
	if n == nil {
		t.Fatal("the graph is not renewed")
	}
	if _, ok := m.Renew([]*graph.Note{n}); ok {
		t.Error("a new link leaves the list of pages as it is")
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
