package search

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fangzhi/generator/text"
)

func TestTextsAreCutIntoWordsAndChinese(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The villagers' committee", "The villagers committee"},
		{"2007年,村民委员会 met", "2007 年 村民委员会 met"},
		{"cafe\u0301 — Élan_x", "cafe\u0301 Élan x"},
		{"деревня Ёлка", "деревня Ёлка"},
		{"", ""}, {"…", ""},
	} {
		var got []string
		pieces(c.text, func(_ kind, piece string) { got = append(got, piece) })
		if joined := strings.Join(got, " "); joined != c.want {
			t.Errorf("%q is cut into %q, want %q", c.text, joined, c.want)
		}
	}
}

func TestWordsMeetUnderOneTerm(t *testing.T) {
	for _, same := range [][]string{
		{"village", "villages", "Village"}, {"campaign", "campaigns", "campaigning"}, {"Élan", "elan", "E\u0301LAN"}, {"Ёлка", "елка"}, {"Łódź", "lodz"},
	} {
		for _, w := range same {
			if got, want := stem(text.FoldSearch(lower(w))), stem(text.FoldSearch(lower(same[0]))); got != want {
				t.Errorf("%q is kept under %q, %q under %q", w, got, same[0], want)
			}
		}
	}
}

func TestNumbersStayWhenANoteIsAdded(t *testing.T) {
	notes := make([]Note, 400)
	for i := range notes {
		notes[i] = Note{Path: fmt.Sprintf("content/cases/%d.md", i), Sections: []Section{{}}}
	}
	before := map[string]int{}
	for _, n := range number(notes[1:], 1024) {
		before[n.Path] = n.number
	}
	moved := 0
	for _, n := range number(notes, 1024) {
		if was, ok := before[n.Path]; ok && was != n.number {
			moved++
		}
	}
	if moved > 8 {
		t.Errorf("%d of 399 notes have another number because one was added", moved)
	}
}

func TestBytesDoNotDependOnTheOrderOfNotes(t *testing.T) {
	notes := sampleNotes(300)
	want := Build(notes)
	slices.Reverse(notes)
	for i, f := range Build(notes) {
		if f.Name != want[i].Name || !bytes.Equal(f.Data, want[i].Data) {
			t.Errorf("%s differs", f.Name)
		}
	}
}

func TestFilesAreThoseThatWereNamed(t *testing.T) {
	for _, n := range []int{0, 1, 31, 32, 33, 600} {
		var got []string
		for _, f := range Build(sampleNotes(n)) {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, Names(n)) {
			t.Errorf("%d notes: %d files, %d named", n, len(got), len(Names(n)))
		}
	}
	if n := len(Names(10_000)); n > 1500 {
		t.Errorf("10,000 notes have an index of %d files", n)
	}
}

// TestAnEditChangesFewFiles edits one word of one note of many.
func TestAnEditChangesFewFiles(t *testing.T) {
	notes := sampleNotes(600)
	before := Build(notes)
	notes[7].Sections = slices.Clone(notes[7].Sections)
	notes[7].Sections[1].Text = strings.Replace(notes[7].Sections[1].Text, "bridge", "ferry", 1)
	var changed []string
	for i, f := range Build(notes) {
		if !bytes.Equal(f.Data, before[i].Data) {
			changed = append(changed, f.Name)
		}
	}
	// The texts of the note, the terms of both words, and perhaps how common these are.
	if len(changed) == 0 || len(changed) > 5 {
		t.Errorf("changed: %v", changed)
	}
}

func TestWeightsOrderSections(t *testing.T) {
	filler := strings.Repeat("other words of no interest here ", 20)
	lists := decodedTerms(t, Build([]Note{
		{Path: "title", Href: "title", Title: "The bridge", Sections: []Section{{}}},
		{Path: "longer-title", Href: "longer-title", Title: "The history of one old bridge in the mountains", Sections: []Section{{}}},
		{Path: "heading", Href: "heading", Title: "X", Sections: []Section{{}, {Heading: "Bridge", Text: filler}}},
		{Path: "often", Href: "often", Title: "X", Sections: []Section{{Text: "bridge bridge bridge " + filler}}},
		{Path: "once", Href: "once", Title: "X", Sections: []Section{{Text: "bridge " + filler}}},
		{Path: "once-in-much", Href: "once-in-much", Title: "X", Sections: []Section{{Text: "bridge " + strings.Repeat(filler, 8)}}},
	}))
	weights := map[string]byte{}
	for note, byPlace := range lists["bridg"] {
		for _, w := range byPlace {
			weights[note] = w
		}
	}
	order := []string{"title", "longer-title", "heading", "often", "once", "once-in-much"}
	for i := 1; i < len(order); i++ {
		if weights[order[i-1]] < weights[order[i]] {
			t.Errorf("%s weighs %d, %s %d", order[i-1], weights[order[i-1]], order[i], weights[order[i]])
		}
	}
	if weights["title"] <= weights["often"] || weights["often"] <= weights["once-in-much"] {
		t.Errorf("weights: %v", weights)
	}
}

// TestWhatOccursIsFound holds, for any notes, that every word and every two
// Chinese neighbours of a section lead to it.
func TestWhatOccursIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOf(rapid.RuneFrom([]rune("abcdeéЁж村民年 -'.1"))), 0, 6)
		var notes []Note
		for i := range rapid.IntRange(1, 90).Draw(rt, "notes") {
			n := Note{Path: fmt.Sprint(i), Href: fmt.Sprint(i), Title: strings.Join(words.Draw(rt, "title"), " "), Sections: []Section{{}}}
			for j := range rapid.IntRange(0, 20).Draw(rt, "sections") {
				n.Sections = append(n.Sections, Section{ID: fmt.Sprint(j), Text: strings.Join(words.Draw(rt, "text"), " ")})
			}
			notes = append(notes, n)
		}
		files := Build(notes)
		lists, stems := decodedTerms(t, files), decodedWords(t, files)
		for _, n := range notes {
			for i, s := range n.Sections {
				whole := s.Text
				if i == 0 {
					whole = n.Title
				}
				pieces(whole, func(k kind, piece string) {
					term := piece
					if k == word {
						folded := text.FoldSearch(lower(piece))
						if i > 0 && isStop[stem(folded)] || folded == "" || len(folded) > maxWord {
							return
						}
						term = stems[folded]
						if term != stem(folded) {
							rt.Fatalf("the stem of %q is told as %q", folded, term)
						}
					} else if runes := []rune(piece); len(runes) > 1 {
						term = string(runes[:2])
					}
					if lists[term][n.Path][i] == 0 {
						rt.Fatalf("%q of %q is not found in section %d of note %s", term, whole, i, n.Path)
					}
				})
			}
		}
	})
}

// The decoders below follow the description of the format, not the encoder.

type reader struct{ data []byte }

func (r *reader) number() int {
	n, size := binary.Uvarint(r.data)
	r.data = r.data[size:]
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) string() string { return string(r.bytes(r.number())) }

func unpacked(t testing.TB, f File) *reader {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{data}
}

// decodedTerms reads all lists: term, path of the note, section, weight.
// notes of tests have their path as address.
func decodedTerms(t testing.TB, files []File) map[string]map[string]map[int]byte {
	t.Helper()
	paths := map[int]string{}
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "texts-") {
			continue
		}
		for r := unpacked(t, f); len(r.data) > 0; {
			number := r.number()
			paths[number] = r.string()
			for range 5 {
				r.string()
			}
			for range 3 * r.number() {
				r.string()
			}
		}
	}
	lists := map[string]map[string]map[int]byte{}
	decoded, told := map[string]int{}, map[string]int{}
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "terms-") && !strings.HasPrefix(f.Name, "more-") {
			continue
		}
		r := unpacked(t, f)
		type entry struct {
			term      string
			distances *reader
			length    int
		}
		var entries []entry
		for range r.number() {
			term := r.string()
			told[term] = r.number()
			entries = append(entries, entry{term, &reader{r.bytes(r.number())}, r.number()})
		}
		for _, e := range entries {
			if lists[e.term] == nil {
				lists[e.term] = map[string]map[int]byte{}
			}
			rest := &reader{r.bytes(e.length)}
			for note := 0; len(e.distances.data) > 0; decoded[e.term]++ {
				note += e.distances.number()
				b := rest.bytes(1)[0]
				section := int(b >> 4)
				if section == 15 {
					section += rest.number()
				}
				if lists[e.term][paths[note]] == nil {
					lists[e.term][paths[note]] = map[int]byte{}
				}
				lists[e.term][paths[note]][section] = b & 15
			}
			if len(rest.data) > 0 {
				t.Errorf("%q has %d bytes too many", e.term, len(rest.data))
			}
		}
		if len(r.data) > 0 {
			t.Errorf("%s has %d bytes too many", f.Name, len(r.data))
		}
	}
	for term, count := range told {
		if decoded[term] != count {
			t.Errorf("%q has %d postings, but says %d", term, decoded[term], count)
		}
	}
	return lists
}

// commonNotes are notes with one word in more sections than a list holds at
// first. It weighs more in a few of them, which are not the first ones.
func commonNotes() []Note {
	notes := make([]Note, 400)
	for i := range notes {
		notes[i] = Note{Path: fmt.Sprint("n", i), Href: fmt.Sprint("n", i), Title: "X"}
		for range 12 {
			notes[i].Sections = append(notes[i].Sections, Section{Text: "The bridge of " + fmt.Sprint("w", i)})
		}
		if i >= 380 {
			notes[i].Sections[3].Heading = "Bridge"
		}
	}
	return notes
}

func TestOfACommonWordTheBestSectionsComeFirst(t *testing.T) {
	files := Build(commonNotes())
	var terms []File
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "more-") {
			terms = append(terms, f)
		}
	}
	count := func(list map[string]map[int]byte) (all, named int) {
		for _, sections := range list {
			for _, weight := range sections {
				all++
				if weight > weightText {
					named++
				}
			}
		}
		return all, named
	}
	silent := &silentTB{TB: t} // that not all are there is told as a fault
	if all, named := count(decodedTerms(silent, terms)["bridg"]); all != mostFirst || named != 20 {
		t.Errorf("at first there are %d sections, %d of them with the word in their heading", all, named)
	}
	if !silent.complained {
		t.Error("the list does not say that it goes on")
	}
	if all, named := count(decodedTerms(t, files)["bridg"]); all != 400*12 || named != 20 {
		t.Errorf("in all there are %d sections, %d of them with the word in their heading", all, named)
	}
}

// silentTB keeps a complaint to itself.
type silentTB struct {
	testing.TB
	complained bool
}

func (s *silentTB) Errorf(string, ...any) { s.complained = true }

// decodedWords reads all words with their stems.
func decodedWords(t testing.TB, files []File) map[string]string {
	t.Helper()
	stems := map[string]string{}
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "words-") {
			continue
		}
		last := ""
		for r := unpacked(t, f); len(r.data) > 0; {
			shared := int(r.bytes(1)[0])
			w := last[:shared] + r.string()
			kept := int(r.bytes(1)[0])
			stems[w] = w[:kept] + r.string()
			r.bytes(1)
			last = w
		}
	}
	return stems
}

// sampleNotes are n notes that share some words.
func sampleNotes(n int) []Note {
	notes := make([]Note, n)
	for i := range notes {
		notes[i] = Note{
			Path: fmt.Sprintf("content/cases/%d.md", i), Href: fmt.Sprintf("/cases/%d/", i), Title: fmt.Sprintf("Case %d of the canal", i), Type: "case",
			Dated: i%2 == 0, FirstDay: int64(i) - 100, LastDay: math.MaxInt64,
			Sections: []Section{{Text: "村民委员会 met."}, {ID: "a", Heading: "The bridge", Text: fmt.Sprintf("A bridge over canal %d, and a ferry.", i%50)}},
		}
	}
	return notes
}
