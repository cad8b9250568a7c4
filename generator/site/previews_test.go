package site

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

// TestPreviewsMadeAheadAreThoseOfTheirFiles holds that files of previews have the
// same bytes, and tell of the same texts, whether the pages of notes were made
// before, after, or have kept nothing; and that a page tells of no text that
// went into its preview alone.
func TestPreviewsMadeAheadAreThoseOfTheirFiles(t *testing.T) {
	g, s := link(t, paths("norms", 4), func(i int) string {
		return fmt.Sprintf("---\ntitle: Norm %d\n---\nOf [[note-%05d#^rule]].\n\n> ![[note-%05d#^rule]]\n\nIt holds. ^rule\n", i, (i+1)%4, (i+2)%4)
	})
	var wanted []View
	for _, c := range []struct {
		what  string
		once  bool
		first func(*Page) bool // is made before the others
	}{
		{"nothing is kept", false, (*Page).IsPreviews},
		{"pages are made first", true, func(page *Page) bool { return !page.IsPreviews() }},
		{"previews are made first", true, (*Page).IsPreviews},
	} {
		pages, _ := Plan(g, s, []Language{{Words: words(t)}}, Assets{}, &Memory{Once: c.once})
		views := make([]View, len(pages))
		for _, first := range []bool{true, false} {
			for i := range pages {
				if (pages[i].Kind == Note || pages[i].IsPreviews()) && c.first(&pages[i]) == first {
					views[i] = pages[i].View()
				}
			}
		}
		if wanted == nil {
			wanted = views
			continue
		}
		for i, got := range views {
			want := wanted[i]
			if !reflect.DeepEqual(got.Model, want.Model) {
				t.Errorf("%s: %s is\n%s, not\n%s", c.what, pages[i].Address, got.Model, want.Model)
			}
			if !sameNotes(got.Reads.notes, want.Reads.notes) || !sameNotes(got.Reads.bodies, want.Reads.bodies) {
				t.Errorf("%s: %s tells of other texts", c.what, pages[i].Address)
			}
		}
	}
}

// TestPreviewsMadeAheadReadNoTextAgain holds that the files of previews need no
// text once the pages of the notes are made.
func TestPreviewsMadeAheadReadNoTextAgain(t *testing.T) {
	g, s := link(t, paths("norms", 4), func(i int) string { return fmt.Sprintf("---\ntitle: Norm %d\n---\nIt holds.\n", i) })
	pages, _ := Plan(g, s, []Language{{Words: words(t)}}, Assets{}, &Memory{Once: true})
	for i := range pages {
		if pages[i].Kind == Note {
			pages[i].View()
		}
	}
	for _, n := range g.Notes {
		n.Object.Text = lostText{}
	}
	for i := range pages {
		if pages[i].IsPreviews() && pages[i].View().Lost != nil {
			t.Errorf("%s reads a text", pages[i].Address)
		}
	}
}

// TestAPreviewLeadsToPlacesInPages: it is shown on other pages than it speaks of,
// where an anchor alone would lead to a place of theirs.
func TestAPreviewLeadsToPlacesInPages(t *testing.T) {
	g, s := link(t, paths("norms", 1), func(int) string { return "---\ntitle: Norm\n---\nSee [then](/timeline/#d1950).\n" })
	pages, _ := Plan(g, s, []Language{{Words: words(t)}}, Assets{}, &Memory{})
	found := false
	for i := range pages {
		if pages[i].IsPreviews() {
			made := fmt.Sprintf("%s", pages[i].View().Model)
			found = found || strings.Contains(made, `/timeline/#d1950`)
		}
	}
	if !found {
		t.Error("no preview leads to /timeline/#d1950")
	}
}

// lostText is a text that cannot be read.
type lostText struct{}

func (lostText) Read() (*markdown.Text, error)         { return nil, errors.New("it is lost") }
func (lostText) Sections() ([]markdown.Section, error) { return nil, errors.New("it is lost") }

// sameNotes tells whether two lists hold the same notes, in whatever order.
func sameNotes(a, b []*graph.Note) bool {
	set := func(notes []*graph.Note) map[*graph.Note]bool {
		all := map[*graph.Note]bool{}
		for _, n := range notes {
			all[n] = true
		}
		return all
	}
	return len(a) == len(b) && reflect.DeepEqual(set(a), set(b))
}
