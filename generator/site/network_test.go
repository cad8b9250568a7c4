package site

import (
	"fmt"
	"testing"
)

// TestWhatJoinsNotesStaysWhileTitlesChange holds that who is joined with whom is
// made anew where links are, and kept where a note gets another title.
func TestWhatJoinsNotesStaysWhileTitlesChange(t *testing.T) {
	names := paths("norms", 4)
	text := func(title string, to int) string {
		return fmt.Sprintf("---\ntitle: %s\n---\nSee [[note-%05d]].\n", title, to)
	}
	g, s := link(t, names, func(i int) string { return text(fmt.Sprintf("Norm %d", i), (i+1)%4) })
	var m Memory
	before := m.joinedIn(g)
	for _, c := range []struct {
		what string
		text string
		kept bool
	}{
		{"another title", text("A law", 2), true},
		{"a link elsewhere", text("A law", 3), false},
		{"the first title", text("Norm 1", 3), true},
	} {
		if n, _ := g.Renew(compiled(t, s, names[1], c.text)); n == nil {
			t.Fatalf("%s: the graph is not renewed", c.what)
		}
		now := m.joinedIn(g)
		if (now == before) != c.kept {
			t.Errorf("%s: kept is %v", c.what, now == before)
		}
		before = now
	}
	if other, _ := link(t, names, func(i int) string { return text("N", 0) }); m.joinedIn(other) == before {
		t.Error("another graph has the joins of the first")
	}
}
