package pack

import (
	"bytes"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

type colour uint8

type leaf struct {
	Name   string
	Line   int
	Column int32
	Kind   colour
	Sure   bool
	North  float64
}

type tree struct {
	Leaf     leaf
	Leaves   []leaf
	Sum      [4]byte
	Data     []byte
	Next     *tree
	ByName   map[string]leaf
	Modified time.Time // writes its own bytes
}

func trees(depth int) *rapid.Generator[tree] {
	return rapid.Custom(func(t *rapid.T) tree {
		leaves := rapid.Custom(func(t *rapid.T) leaf {
			return leaf{
				Name: rapid.String().Draw(t, "name"), Line: rapid.Int().Draw(t, "line"), Column: rapid.Int32().Draw(t, "column"), Sure: rapid.Bool().Draw(t, "sure"),
				Kind: colour(rapid.Uint8().Draw(t, "kind")), North: rapid.Float64().Draw(t, "north"),
			}
		})
		v := tree{
			Leaf: leaves.Draw(t, "leaf"), Leaves: rapid.SliceOf(leaves).Draw(t, "leaves"),
			ByName:   rapid.MapOf(rapid.String(), leaves).Draw(t, "by name"),
			Modified: time.Unix(rapid.Int64Range(0, 1e10).Draw(t, "seconds"), 0).UTC(),
		}
		if data := rapid.SliceOf(rapid.Byte()).Draw(t, "data"); len(data) > 0 {
			v.Data = data
		}
		copy(v.Sum[:], rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "sum"))
		if len(v.Leaves) == 0 {
			v.Leaves = nil
		}
		if depth > 0 && rapid.Bool().Draw(t, "next") {
			next := trees(depth-1).Draw(t, "the next")
			v.Next = &next
		}
		return v
	})
}

func TestWhatIsPackedIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := trees(3).Draw(t, "tree")
		var got tree
		if err := Read(string(Append(nil, want)), &got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(Append(nil, want), Append(nil, got)) {
			t.Fatal("equal values have other bytes")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("written (-) and read (+):\n%s", diff)
		}
	})
}

func TestATightValueIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(trees(2)).Draw(t, "trees")
		var room *Room
		if rapid.Bool().Draw(t, "in a room") {
			room = &Room{}
		}
		var tight []tree
		pieces := make([]string, len(want))
		for i, each := range want {
			each, pieces[i] = Tight(each, room)
			tight = append(tight, each)
			// Whoever appends to a copy writes upon no other.
			_ = append(append(each.Leaves, leaf{Name: "more"}), leaf{Name: "still more"})
		}
		if diff := cmp.Diff(want, tight, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("values (-) and their tight copies (+):\n%s", diff)
		}
		if !bytes.Equal(AppendPacked(nil, pieces), Append(nil, want)) {
			t.Fatal("a slice of packed values has other bytes than the packed slice")
		}
	})
}

func TestAnEmptyTextHoldsOnToNothing(t *testing.T) {
	var read leaf
	if err := Read(string(Append(nil, leaf{Line: 3})), &read); err != nil {
		t.Fatal(err)
	}
	if unsafe.StringData(read.Name) != nil {
		t.Error("it is a part of the data")
	}
}

func TestATooDeepValueStaysAsItIs(t *testing.T) {
	type ring struct{ Next *ring }
	deep := &ring{}
	for range 2 * maxDepth {
		deep = &ring{deep}
	}
	if same, packed := Tight(deep, &Room{}); same != deep || packed != "" {
		t.Fatal("it was packed")
	}
}

func BenchmarkAppend(b *testing.B) {
	value := measured()
	var to []byte
	b.ReportAllocs()
	for b.Loop() {
		to = Append(to[:0], value)
	}
	b.SetBytes(int64(len(to)))
}

func BenchmarkRead(b *testing.B) {
	data := string(Append(nil, measured()))
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var value []tree
		if err := Read(data, &value); err != nil {
			b.Fatal(err)
		}
	}
}

// measured is a value to measure with, the same at any time.
func measured() []tree {
	return rapid.SliceOfN(trees(3), 20, 20).Example(1)
}

// TestDamagedBytesAreNoPanic: they yield an error, or another value.
func TestDamagedBytesAreNoPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := Append(nil, trees(2).Draw(t, "tree"))
		switch rapid.IntRange(0, 2).Draw(t, "damage") {
		case 0:
			data = data[:rapid.IntRange(0, len(data)-1).Draw(t, "cut")]
			var v tree
			if Read(string(data), &v) == nil {
				t.Fatal("truncated bytes were read")
			}
			return
		case 1:
			data[rapid.IntRange(0, len(data)-1).Draw(t, "place")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		case 2:
			data = rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		}
		var v tree
		_ = Read(string(data), &v) // only must come back
	})
}

func TestEndlessNestingIsRefused(t *testing.T) {
	type ring struct{ Next *ring }
	ones := make([]byte, 1<<16)
	for i := range ones {
		ones[i] = 1
	}
	var v ring
	if Read(string(ones), &v) == nil {
		t.Fatal("it was read")
	}
}
