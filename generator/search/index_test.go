package search

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAnIndexRenewedIsAnIndexMadeAnew edits notes at random, adds some and
// removes some, and compares the index with a new one each time.
func TestAnIndexRenewedIsAnIndexMadeAnew(t *testing.T) {
	words := []string{"bridge", "bridges", "Bridge", "Élan", "the", "of", "工作队", "村民委员会", "2015", "team", "teams'", "Ёлка", "village", strings.Repeat("x", maxWord+1)}
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ")
	})
	note := func(t *rapid.T, path string) Note {
		n := Note{Path: path, Href: "/" + path, Title: text.Draw(t, "title"), Type: rapid.SampledFrom([]string{"norm", "case"}).Draw(t, "type")}
		n.Dated = rapid.Bool().Draw(t, "dated")
		if n.Dated {
			n.FirstDay = rapid.Int64Range(-9, 9).Draw(t, "day")
			n.LastDay = n.FirstDay + 3
		}
		n.Aliases = rapid.SliceOfN(text, 0, 2).Draw(t, "aliases")
		n.Tags = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "a/b", "c"}), 0, 2).Draw(t, "tags")
		n.TagNames = n.Tags
		n.Summary = text.Draw(t, "summary")
		for range rapid.IntRange(1, 18).Draw(t, "sections") {
			n.Sections = append(n.Sections, Section{ID: "s", Heading: text.Draw(t, "heading"), Text: text.Draw(t, "text")})
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		var notes []Note
		for i := range rapid.SampledFrom([]int{0, 1, 3, 33, 200}).Draw(t, "notes") {
			notes = append(notes, Note{Path: fmt.Sprintf("n%d", i), Title: words[i%len(words)], Sections: []Section{{Text: words[i%5]}}})
		}
		var x Index
		for step := range rapid.IntRange(1, 6).Draw(t, "steps") {
			if step > 0 {
				notes = slices.Clone(notes)
				switch at := rapid.IntRange(0, len(notes)).Draw(t, "at"); {
				case at == len(notes):
					notes = append(notes, note(t, fmt.Sprintf("new%d", step)))
				case rapid.IntRange(0, 5).Draw(t, "remove") == 0:
					notes = slices.Delete(notes, at, at+1)
				default:
					notes[at] = note(t, notes[at].Path)
				}
			}
			got, want := x.Files(notes), Build(notes)
			if len(got) != len(want) {
				t.Fatalf("%d files, want %d", len(got), len(want))
			}
			for i := range want {
				if got[i].Name != want[i].Name || !bytes.Equal(got[i].Data, want[i].Data) {
					t.Fatalf("after step %d %s differs from %s of a new index", step, got[i].Name, want[i].Name)
				}
			}
		}
	})
}

// TestACommonWordIsRenewed takes a word out of notes until it is no longer
// very common, and puts it in again.
func TestACommonWordIsRenewed(t *testing.T) {
	notes := commonNotes()
	var x Index
	x.Files(notes)
	for step, text := range []string{"A ferry.", "A bridge, and a bridge."} {
		for from := 0; from < 180; from += 60 {
			notes = slices.Clone(notes)
			for i := from; i < from+60; i++ {
				notes[i].Sections = slices.Clone(notes[i].Sections)
				for k := range notes[i].Sections {
					notes[i].Sections[k].Text = text
				}
			}
			want := Build(notes)
			for i, f := range x.Files(notes) {
				if f.Name != want[i].Name || !bytes.Equal(f.Data, want[i].Data) {
					t.Errorf("in step %d, after note %d, %s differs from %s of a new index", step, from, f.Name, want[i].Name)
				}
			}
		}
	}
}

// TestAnEditReadsOneNote holds that the index is not made anew for an edit.
func TestAnEditReadsOneNote(t *testing.T) {
	notes := sampleNotes(600)
	var x Index
	x.Files(notes)
	readers := x.collectors
	notes = slices.Clone(notes)
	notes[7].Title = "Another title"
	x.Files(notes)
	if &x.collectors[0] != &readers[0] {
		t.Error("all notes were read again")
	}
	x.Files(notes[1:])
	if &x.collectors[0] == &readers[0] {
		t.Error("the numbers of a note that is no longer there are kept")
	}
}
