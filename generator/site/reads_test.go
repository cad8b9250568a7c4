package site

import (
	"testing"

	"fangzhi/generator/graph"
)

func TestOnlyWhatWasReadOfANoteCounts(t *testing.T) {
	var outlined, whole, other graph.Note
	reads := ReadsOf([]*graph.Note{&outlined, &whole}, []*graph.Note{&whole}, false)
	for _, c := range []struct {
		what    string
		changed Changed
		any     bool
	}{
		{"nothing", Changed{}, false},
		{"a note that was not read", Changed{&other: true}, false},
		{"an outline that was read", Changed{&outlined: true}, true},
		{"the rest of a text of which the outline was read", Changed{&outlined: false}, false},
		{"the rest of a text that was read", Changed{&whole: false}, true},
		{"one of several", Changed{&other: true, &outlined: false, &whole: true}, true},
	} {
		if got := reads.Any(c.changed); got != c.any {
			t.Errorf("%s changed: %v", c.what, got)
		}
	}
	if all := ReadsOf(nil, nil, true); !all.Any(Changed{&other: false}) || all.Any(nil) {
		t.Error("a page that reads all texts does not count each")
	}
}
