package search

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unsafe"

	"fangzhi/generator/cores"

	"pgregory.net/rapid"
)

// TestPostingsAreSettledInOrder takes down postings of a few terms, in a
// collector as while notes are read, and one after the other.
func TestPostingsAreSettledInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const terms = 3
		lists, tallies, want := make([]list, terms), make([]tally, terms), make([]postings, terms)
		var older store
		note := 0
		for range rapid.IntRange(0, 20_000).Draw(t, "postings") {
			note = min(note+rapid.SampledFrom([]int{0, 0, 1, 2, 127, 128, 1 << 24}).Draw(t, "distance"), 1<<31-1)
			section := rapid.SampledFrom([]int{0, 1, 14, 15, 16, 1 << 20}).Draw(t, "section")
			term, weight := rapid.IntRange(0, terms-1).Draw(t, "term"), rapid.ByteRange(0, 15).Draw(t, "weight")
			if r := &tallies[term].recent; !r.add(note, section, weight) {
				older.take(r, int32(term))
				if !r.add(note, section, weight) {
					t.Fatal("there is no room for one posting")
				}
			}
			want[term].begin(note)
			want[term].rests = append(want[term].rests, byte(min(section, 15))<<4|weight)
			if section >= 15 {
				want[term].rests = binary.AppendUvarint(want[term].rests, uint64(section-15))
			}
		}
		older.settle(lists, tallies)
		for i := range want {
			if got := &lists[i].postings; !got.equal(&want[i]) || got.count != want[i].count || got.last != want[i].last {
				t.Errorf("%d postings of term %d, want %d, or they differ", got.count, i, want[i].count)
			}
		}
	})
}

func TestATallyHasTheSizeThatIsFetchedAtOnce(t *testing.T) {
	if size := unsafe.Sizeof(tally{}); size != 64 {
		t.Errorf("a tally has %d bytes", size)
	}
}

func TestAVocabularyFindsWhatWasAdded(t *testing.T) {
	piece := rapid.OneOf(rapid.StringMatching(`[a-z]{1,4}`), rapid.StringMatching(`[a-z]{7,10}`), rapid.StringMatching(`[工作队村]{1,2}`))
	rapid.Check(t, func(t *rapid.T) {
		var v vocabulary
		want := map[string]meaning{}
		for i, p := range rapid.SliceOfN(piece, 0, 2000).Draw(t, "pieces") {
			got, known := v.find(p)
			if m, added := want[p]; known != added || known && got != m {
				t.Fatalf("%q is %v (known: %v), want %v (%v)", p, got, known, m, added)
			}
			if !known {
				want[p] = meaning{word: int32(i), term: none}
				v.add(p, want[p])
			}
		}
	})
}

// TestALexiconTellsWhatIsFoundAnew asks from many goroutines.
func TestALexiconTellsWhatIsFoundAnew(t *testing.T) {
	words := []string{"Bridges", "Élan", "bridges", "工", string(bytes.Repeat([]byte("x"), maxWord+1)), "2015"}
	var shared lexicon
	cores.Each(64, func(i int) {
		var none *lexicon
		w := words[i%len(words)]
		if got, want := shared.of(w), none.of(w); got != want {
			t.Errorf("%q is %v, want %v", w, got, want)
		}
	})
}
