package graph

import (
	"slices"
	"testing"

	"fangzhi/generator/compile"
)

// TestTitlesAreOrderedAsInAnIndex orders titles by keys that are made in the
// same room, and holds that no key keeps that room.
func TestTitlesAreOrderedAsInAnIndex(t *testing.T) {
	want := []string{"Bridge 9", "Bridge 10", "bridges", "Élan", "Elder", "Zeng", "北京", "工作队", "重庆"}
	var letters []letter
	for _, title := range want {
		letters = append(letters, letterOf(&Note{Object: &compile.Object{}, Title: title}))
	}
	slices.Reverse(letters)
	g := Graph{letters: letters}
	g.spell()
	var got []string
	for _, l := range g.letters {
		got = append(got, l.note.Title)
		if cap(l.key) > 256 {
			t.Errorf("the key of %q keeps %d bytes", l.note.Title, cap(l.key))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("titles are ordered as %q", got)
	}
}
