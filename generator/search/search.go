// Package search makes the index that readers search the site by: the texts of
// notes in, small files of bytes out, of which a client needs only a few for
// each query. It knows no pages and writes nothing.
//
// The parts of an index:
//
//   - the directory, JSON: how many shards there are of each kind;
//   - words, by first letter: every word that occurs, with its stem, so that the
//     client needs no stemmer and can complete and correct what is typed, and how
//     common it is;
//   - terms, by hash: for each stem and each Chinese bigram or character, the
//     sections that have it and how much it weighs there, or of a term that is
//     very common those where it weighs most;
//   - more, by hash: the other sections that have a very common term;
//   - texts, by number of note: titles, addresses and the text for excerpts;
//   - days: when each dated note begins and ends.
//
// Notes are numbered by a hash of their path, so that a new note leaves the
// numbers of others as they are, and an edit changes only the shards that hold
// what was edited.
package search

import (
	"hash/fnv"
	"slices"
	"strings"
)

// Note is what search knows of one note.
type Note struct {
	Path     string // unique: it decides the note's number
	Href     string // where it stands, with the site's base
	Title    string
	Type     string // ID of its type
	When     string // in words, empty for undated notes
	Dated    bool
	FirstDay int64 // first and last day that it may touch, counted from 1970-01-01
	LastDay  int64
	Original string
	Aliases  []string
	Tags     []string // IDs, with those above each
	TagNames []string
	Summary  string
	Sections []Section // the first has no heading

	// Later gives the sections where Sections is nil, each time they are needed,
	// so that not the texts of all notes need lie in memory at once. It is called
	// from many goroutines. Text stands for what it gives: it is comparable, and
	// equal only where the sections are.
	Later func() []Section
	Text  any
}

// Section is the text between one heading and the next.
type Section struct {
	ID, Heading, Text string
}

// sections are those of a note, whichever way they are given.
func (n *Note) sections() []Section {
	if n.Later != nil {
		return n.Later()
	}
	return n.Sections
}

// sections are those of each note.
func sections(notes []numbered) [][]Section {
	all := make([][]Section, len(notes))
	for i := range notes {
		all[i] = notes[i].sections()
	}
	return all
}

// File is one file of an index.
type File struct {
	Name string // "terms-0f.bin", unique in the index
	Data []byte
}

// layout is how an index is cut, which depends on nothing but the number of
// notes, in steps of powers of two.
type layout struct {
	slots int // numbers for notes, at least twice as many as there are notes
	terms int // shards of terms
	more  int // shards of what terms have besides
	texts int // shards of texts
	words int // shards of words: one, or as many as wordShard tells apart
}

// How many numbers of notes share a shard; half of them are in use at most. At
// 10,000 notes a query of two words that shows four results then needs the
// fewest bytes that 1,500 files allow.
const (
	slotsPerTerms = 64
	slotsPerTexts = 36
	termsPerMore  = 16   // shards of terms that share one of what they have besides
	slotsOneWords = 1024 // up to here all words are in one shard
)

func layoutOf(notes int) layout {
	slots := power(max(2*notes, 64))
	cut := layout{slots: slots, terms: slots / slotsPerTerms, texts: (slots + slotsPerTexts - 1) / slotsPerTexts, words: 1}
	cut.more = max(1, cut.terms/termsPerMore)
	if slots > slotsOneWords {
		cut.words = 26 + 1 + otherLetters
	}
	return cut
}

// termShard tells in which shard the postings of a term are.
func (cut layout) termShard(l *list) int { return int(l.hash) & (cut.terms - 1) }

// moreShard tells in which shard the postings are that a term has besides the
// first ones.
func (cut layout) moreShard(l *list) int { return int(l.hash) & (cut.more - 1) }

// power is the least power of two that is at least n.
func power(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

// sum is 32-bit FNV-1a, which the client computes as well.
func sum(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// numbered is a note with its number.
type numbered struct {
	*Note
	number int
}

// Hash decides in which file of many something is kept. The client computes it
// as well.
func Hash(s string) uint32 { return mix(sum(s)) }

// number gives each note a number by the hash of its path: the next free one
// where two meet. The result is in order of number.
func number(notes []Note, slots int) []numbered {
	type hashed struct {
		*Note
		hash int
	}
	all := make([]hashed, len(notes))
	for i := range notes {
		all[i] = hashed{&notes[i], int(Hash(notes[i].Path)) & (slots - 1)}
	}
	slices.SortFunc(all, func(a, b hashed) int {
		if a.hash != b.hash {
			return a.hash - b.hash
		}
		return strings.Compare(a.Path, b.Path)
	})
	taken := make([]*Note, slots)
	for _, n := range all {
		at := n.hash
		for taken[at] != nil {
			at = (at + 1) & (slots - 1)
		}
		taken[at] = n.Note
	}
	ordered := make([]numbered, 0, len(notes))
	for at, n := range taken {
		if n != nil {
			ordered = append(ordered, numbered{n, at})
		}
	}
	return ordered
}

// mix spreads the bits of a hash, of which only the low ones are used.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x7feb352d
	h ^= h >> 15
	h *= 0x846ca68b
	return h ^ h>>16
}
