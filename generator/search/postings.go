package search

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// postings are sections that have a term, in order, in the two parts that files
// keep them in: of what is alike, much stands together, and packs better.
type postings struct {
	count     int
	last      int    // number of the last note
	distances []byte // of each note's number from the last one's, as varints
	// rests say the rest: a byte with the section in the high four bits and the
	// weight in the low ones; where the section is the 15th or a later one,
	// these are full and a varint of its number above 15 follows.
	rests []byte
}

// begin adds a posting but for its rest.
func (p *postings) begin(note int) {
	p.distances = binary.AppendUvarint(p.distances, uint64(note-p.last))
	p.last = note
	p.count++
}

// varint is the first number in b, with its size in bytes.
func varint(b []byte) (number, size int) {
	n, size := binary.Uvarint(b)
	return int(n), size
}

// all yields the number of each posting's note, and its rest.
func (p *postings) all() iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		note, rests := 0, p.rests
		for distances := p.distances; len(distances) > 0; {
			distance, size := varint(distances)
			distances = distances[size:]
			note += distance
			end := restSize(rests)
			if !yield(note, rests[:end]) {
				return
			}
			rests = rests[end:]
		}
	}
}

// restSize is how many bytes the first rest has.
func restSize(rests []byte) int {
	if rests[0] < 15<<4 {
		return 1
	}
	return longRestSize(rests)
}

func longRestSize(rests []byte) int {
	_, more := varint(rests[1:])
	return 1 + more
}

// append adds those of later notes.
func (p *postings) append(later *postings) {
	first, size := binary.Uvarint(later.distances)
	p.distances = binary.AppendUvarint(p.distances, first-uint64(p.last))
	p.distances = append(p.distances, later.distances[size:]...)
	p.rests = append(p.rests, later.rests...)
	p.last = later.last
	p.count += later.count
}

// replaced has the postings of one note in the place of those that there are
// of it. Either may be none.
func (p *postings) replaced(note int, now *postings) postings {
	fresh := postings{distances: make([]byte, 0, len(p.distances)+len(now.distances)), rests: make([]byte, 0, len(p.rests)+len(now.rests))}
	add := func(note int, rest []byte) {
		fresh.begin(note)
		fresh.rests = append(fresh.rests, rest...)
	}
	addAll := func() {
		for note, rest := range now.all() {
			add(note, rest)
		}
	}
	done := false
	for at, rest := range p.all() {
		if at > note && !done {
			addAll()
			done = true
		}
		if at != note {
			add(at, rest)
		}
	}
	if !done {
		addAll()
	}
	return fresh
}

// equal tells whether two say the same.
func (p *postings) equal(o *postings) bool {
	return bytes.Equal(p.distances, o.distances) && bytes.Equal(p.rests, o.rests)
}

// list is the postings of one term in a run of notes.
type list struct {
	postings
	term string
	hash uint32 // of the term
}
