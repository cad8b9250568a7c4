package search

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fangzhi/generator/text"

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
		var before []Note
		var files []File
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
			if renewed, err := renewFrom(before, notes, files); err == nil {
				sameFiles(t, renewed, want)
			}
			before, files = notes, want
		}
	})
}

// renewFrom renews the files of an index.
func renewFrom(before, notes []Note, files []File) ([]File, error) {
	if len(before) != len(notes) || len(files) == 0 {
		return nil, errors.New("the notes are others")
	}
	changed := map[int]Note{}
	for i := range notes {
		if !notes[i].equal(&before[i]) {
			changed[i] = before[i]
		}
	}
	at := map[string]int{}
	for i, f := range files {
		at[f.Name] = i
	}
	renewed, err := Renew(notes, changed, func(name string) ([]byte, error) { return files[at[name]].Data, nil })
	if err != nil {
		return nil, err
	}
	files = slices.Clone(files)
	for _, f := range renewed {
		files[at[f.Name]] = f
	}
	return files, nil
}

func sameFiles(t interface{ Errorf(string, ...any) }, got, want []File) {
	for i := range want {
		if got[i].Name != want[i].Name || !bytes.Equal(got[i].Data, want[i].Data) {
			t.Errorf("%s differs from %s of a new index", got[i].Name, want[i].Name)
		}
	}
}

// TestAStoredIndexIsRenewed edits texts and compares an index that is renewed
// from its files with a new one.
func TestAStoredIndexIsRenewed(t *testing.T) {
	for what, before := range map[string][]Note{"common words": commonNotes(), "many words": sampleNotes(600), "few notes": sampleNotes(3)} {
		files := Build(before)
		for _, text := range []string{"A ferry.", "", "Weltanschauung of the 工作队", "A bridge, and a bridge.", "Bridges and Weltanschauungen"} {
			for _, many := range []int{1, 2, 60} {
				notes := slices.Clone(before)
				for i := range min(many, len(notes)) {
					notes[i].Sections = append(slices.Clone(notes[i].Sections[1:]), Section{Heading: "Ferries", Text: text})
				}
				renewed, err := renewFrom(before, notes, files)
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				sameFiles(t, renewed, Build(notes))
				before, files = notes, renewed
			}
		}
	}
}

// TestADamagedIndexIsNotRenewed spoils the files that an index is renewed from,
// but those of texts, which are made of notes alone.
func TestADamagedIndexIsNotRenewed(t *testing.T) {
	before := sampleNotes(40)
	notes := slices.Clone(before)
	notes[3].Sections = []Section{{Text: "Weltanschauung"}}
	whole := Build(before)
	renewed, err := renewFrom(before, notes, whole)
	if err != nil {
		t.Fatal(err)
	}
	packed := pack(numberPackers, func(out, _ []byte) (_, _ []byte) { return append(out, 200, 1, 7, 255, 255, 3), nil })
	for i, f := range whole {
		if bytes.Equal(f.Data, renewed[i].Data) || strings.HasPrefix(f.Name, "texts") {
			continue
		}
		for _, data := range [][]byte{nil, f.Data[:len(f.Data)/2], packed} {
			files := slices.Clone(whole)
			files[i].Data = data
			if _, err := renewFrom(before, notes, files); err == nil {
				t.Errorf("%s was renewed from %d damaged bytes", f.Name, len(data))
			}
		}
	}
}

func TestAStemStandsWhereItsWordsDo(t *testing.T) {
	cut := layoutOf(10_000)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.StringMatching(`[a-z]{1,12}`), rapid.StringMatching(`[a-z]{1,6}(ies|ing|ed|s|ization|fulness|ly)`), rapid.String()).Draw(t, "word")
		if folded := text.FoldSearch(word); folded != "" && cut.wordShard(stem(folded)) != cut.wordShard(folded) {
			t.Errorf("%q and %q are in different shards", folded, stem(folded))
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
