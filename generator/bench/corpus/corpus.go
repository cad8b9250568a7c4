// Package corpus makes the notes that Fangzhi and its peers are measured on.
// In comes a number of notes and a seed; out comes the same site every time,
// on any machine, written in one of several forms: Fangzhi's own notes, or
// the same notes as a Hugo or an Eleventy site with plain links. All names and statements in
// it are invented: it has the shape of a knowledge base about villages and
// norms, and says nothing about any.
//
// Nothing is stored between notes. A note is a function of the seed and its
// index, so a hundred thousand of them are made in parallel and in little
// memory, and a note can name another without having made it.
package corpus

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// Kind is the type of a note, and so its folder below content/.
type Kind uint8

// The kinds of notes, in the order in which they divide a corpus.
const (
	Period Kind = iota
	Norm
	Case
	Organisation
	Person
	Place
	Concept
	kinds // how many there are
)

// kindTable holds what differs between kinds. Share is the part of all notes
// in percent; cited is the part of all links that lead to the kind: few
// periods are named often, many cases seldom.
var kindTable = [kinds]struct {
	name, folder string
	share, cited int
}{
	Period:       {"period", "periods", 2, 10},
	Norm:         {"norm", "norms", 26, 32},
	Case:         {"case", "cases", 34, 18},
	Organisation: {"organisation", "organisations", 14, 12},
	Person:       {"person", "people", 8, 8},
	Place:        {"place", "places", 10, 10},
	Concept:      {"concept", "concepts", 6, 10},
}

// String is the type as front matter spells it.
func (k Kind) String() string { return kindTable[k].name }

// Folder is the folder of the kind's notes below content/.
func (k Kind) Folder() string { return kindTable[k].folder }

// MinNotes is the smallest corpus: with fewer notes a kind might have none,
// and relations nothing to name.
const MinNotes = 40

// MaxNotes is where the names made of four syllables run out.
const MaxNotes = 6_000_000

// Corpus is a site of notes, all of them implied by their number and a seed.
// It is safe for concurrent use.
type Corpus struct {
	notes     int
	seed      uint64
	first     [kinds + 1]int // first[k] is the index of the first note of kind k
	syllables int            // in a name; enough for every note to have its own
	sources   []source
}

// New describes the corpus of that many notes. An error tells that the number
// is outside MinNotes to MaxNotes.
func New(notes int, seed uint64) (*Corpus, error) {
	if notes < MinNotes || notes > MaxNotes {
		return nil, fmt.Errorf("a corpus has %d to %d notes, not %d", MinNotes, MaxNotes, notes)
	}
	c := &Corpus{notes: notes, seed: seed, syllables: 3}
	if notes > len(syllables)*len(syllables)*len(syllables) {
		c.syllables = 4
	}
	share := 0
	for k := range kinds {
		share += kindTable[k].share
		c.first[k+1] = max(notes*share/100, c.first[k]+1)
	}
	c.sources = makeSources(c.random(0, streamSources))
	return c, nil
}

// Len is the number of notes.
func (c *Corpus) Len() int { return c.notes }

// Seed is what the corpus was described with.
func (c *Corpus) Seed() uint64 { return c.seed }

// First is the index of the first note of a kind, which is one of the notes
// that most others name.
func (c *Corpus) First(k Kind) int { return c.first[k] }

// kindOf tells the kind of the note with index i.
func (c *Corpus) kindOf(i int) Kind {
	k := Period
	for i >= c.first[k+1] {
		k++
	}
	return k
}

// Streams of random numbers, kept apart so that the head of a note can be
// made without its body.
const (
	streamHead uint64 = iota + 1
	streamBody
	streamSources
	streamQueries
)

// random is the source of one note's numbers. Its two words are mixed so that
// neighbouring notes and seeds share nothing.
func (c *Corpus) random(index int, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(mix(c.seed^stream<<56), mix(uint64(index)+stream<<56)))
}

// mix is the finalizer of SplitMix64: every bit of the result depends on
// every bit of x.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// skewed draws from 0 to n-1 as words, tags and links are drawn: the first
// head numbers are equally likely together as the next head, as the next two
// times head, and so on by doubling. That is Zipf's law in steps, in whole
// numbers alone, so that every machine draws the same.
func skewed(r *rand.Rand, n, head int) int {
	octaves := 1 + bits.Len(uint((n-1)/head))
	for {
		low, width := 0, head
		if k := r.IntN(octaves); k > 0 {
			low = head << (k - 1)
			width = low
		}
		// The last octave may reach beyond n.
		if x := low + r.IntN(width); x < n {
			return x
		}
	}
}

// pick draws one element, all alike.
func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// popularHead is how many notes of a kind share the first rank. A popular
// norm of ten thousand notes is linked some three hundred times.
const popularHead = 8

// popular draws a note of kind k.
func (c *Corpus) popular(r *rand.Rand, k Kind) int {
	return c.first[k] + skewed(r, c.first[k+1]-c.first[k], popularHead)
}

// anyPopular draws a note of any kind but the one with index self.
func (c *Corpus) anyPopular(r *rand.Rand, self int) int {
	for {
		n, k := r.IntN(100), Period
		for n >= kindTable[k].cited {
			n -= kindTable[k].cited
			k++
		}
		if i := c.popular(r, k); i != self {
			return i
		}
	}
}
