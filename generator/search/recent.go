package search

import "encoding/binary"

// recent are the last postings of a term while notes are read: as many as have
// room in one place, so that not each is carried to two far ends of memory.
type recent struct {
	last      int32 // number of the last note
	term      int32 // in a store, whose they are
	count     uint8
	distance  uint8 // bytes of distances
	rest      uint8 // bytes of rests
	distances [24]byte
	rests     [21]byte
}

// add adds a posting if there is room for the longest.
func (r *recent) add(note, section int, weight byte) bool {
	if int(r.distance) > len(r.distances)-binary.MaxVarintLen32 || int(r.rest) > len(r.rests)-1-binary.MaxVarintLen32 {
		return false
	}
	r.distance += uint8(binary.PutUvarint(r.distances[r.distance:], uint64(int32(note)-r.last)))
	r.last = int32(note)
	r.rests[r.rest] = byte(min(section, 15))<<4 | weight
	r.rest++
	if section >= 15 {
		r.rest += uint8(binary.PutUvarint(r.rests[r.rest:], uint64(section-15)))
	}
	r.count++
	return true
}

// store holds what had no room any more, in order. Unlike the postings of each
// term, it grows without being copied.
type store [][]recent

// take moves the postings of a term into the store, and makes room.
func (s *store) take(r *recent, term int32) {
	const most = 1024
	if n := len(*s); n == 0 || len((*s)[n-1]) == most {
		*s = append(*s, make([]recent, 0, most))
	}
	shelf := &(*s)[len(*s)-1]
	*shelf = append(*shelf, *r)
	(*shelf)[len(*shelf)-1].term = term
	*r = recent{last: r.last}
}

// moveTo adds postings to those before.
func (r *recent) moveTo(p *postings) {
	p.count += int(r.count)
	p.last = int(r.last)
	p.distances = append(p.distances, r.distances[:r.distance]...)
	p.rests = append(p.rests, r.rests[:r.rest]...)
}

// settle moves all postings to the lists of their terms, the last ones of which
// are in tallies.
func (s store) settle(lists []list, tallies []tally) {
	type size struct{ distances, rests int }
	sizes := make([]size, len(lists))
	whole := 0
	add := func(term int, r *recent) {
		sizes[term].distances += int(r.distance)
		sizes[term].rests += int(r.rest)
		whole += int(r.distance) + int(r.rest)
	}
	for _, shelf := range s {
		for i := range shelf {
			add(int(shelf[i].term), &shelf[i])
		}
	}
	for i := range tallies {
		add(i, &tallies[i].recent)
	}
	// All are in one piece, each with an end of its own.
	room := make([]byte, whole)
	cut := func(size int) []byte {
		piece := room[:0:size]
		room = room[size:]
		return piece
	}
	for i := range lists {
		lists[i].distances, lists[i].rests = cut(sizes[i].distances), cut(sizes[i].rests)
	}
	for _, shelf := range s {
		for i := range shelf {
			shelf[i].moveTo(&lists[shelf[i].term].postings)
		}
	}
	for i := range lists {
		tallies[i].recent.moveTo(&lists[i].postings)
	}
}
