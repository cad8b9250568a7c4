package search

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/cores"
)

// mostFirst is how many postings of a term the client reads at first: those
// that weigh most. A word that is nearly everywhere is so told of in a few
// kilobytes however large the site is, and its best sections are among them.
// The others are in a file of their own, for queries that must know all.
const mostFirst = 4096

// A file of terms says how many there are, and of each in order: its length and
// bytes; how many postings it has in all; the length in bytes and the distances
// of those that are kept here; and the length in bytes of their rests. All rests
// are told apart, term by term.

// encodeTerm adds a term that has so many postings in all, with those that are
// kept.
func encodeTerm(out, apart []byte, term string, total int, kept *postings) (_, _ []byte) {
	out = appendString(out, term)
	out = binary.AppendUvarint(out, uint64(total))
	out = binary.AppendUvarint(out, uint64(len(kept.distances)))
	out = append(out, kept.distances...)
	out = binary.AppendUvarint(out, uint64(len(kept.rests)))
	return out, append(apart, kept.rests...)
}

// split parts postings into the mostFirst that weigh most and the others. Of
// those that weigh the same the first ones come first, as they do among
// results.
func (p *postings) split() (first, others postings) {
	var weights [16]int
	for rests := p.rests; len(rests) > 0; rests = rests[restSize(rests):] {
		weights[rests[0]&15]++
	}
	least, room := byte(15), mostFirst
	for ; room > weights[least]; least-- {
		room -= weights[least]
	}
	var part [16]uint8 // by weight: 0 for the first ones, 1 for the others
	for weight := range least {
		part[weight] = 1
	}
	var parts [2]postings
	parts[0].distances, parts[0].rests = make([]byte, 0, 2*mostFirst), make([]byte, 0, mostFirst)
	parts[1].distances, parts[1].rests = make([]byte, 0, len(p.distances)), make([]byte, 0, len(p.rests))
	note := 0
	for distances, rests := p.distances, p.rests; len(distances) > 0; {
		distance, size := binary.Uvarint(distances)
		distances = distances[size:]
		note += int(distance)
		weight, end := rests[0]&15, restSize(rests)
		to := &parts[part[weight]]
		to.begin(note)
		to.rests = append(to.rests, rests[:end]...)
		rests = rests[end:]
		if weight == least {
			if room--; room == 0 {
				part[least] = 1
			}
		}
	}
	return parts[0], parts[1]
}

// entry is a term with those of its postings that a file keeps.
type entry struct {
	term  string
	total int // of its postings
	postings
}

// termFiles makes the wanted files of terms, and those of what very common ones
// have besides.
func (x *Index) termFiles(wanted, wantedMore func(int) bool) []File {
	// A term whose others are in a file is in one of some shards of terms.
	moreOf := func(shard int) int { return shard & (x.cut.more - 1) }
	shards := x.lists(func(shard int) bool { return wanted(shard) || wantedMore(moreOf(shard)) })
	others := make([][]entry, x.cut.terms)
	files := packed(x.cut.terms, wanted, termsName, numberPackers, func(out, apart []byte, i int) (_, _ []byte) {
		out = binary.AppendUvarint(out, uint64(countTerms(shards[i])))
		eachTerm(shards[i], func(term string, joined *postings) {
			kept := *joined
			if joined.count > mostFirst {
				var rest postings
				kept, rest = joined.split()
				others[i] = append(others[i], entry{term, joined.count, rest})
			}
			out, apart = encodeTerm(out, apart, term, joined.count, &kept)
		})
		return out, apart
	})
	cores.Each(x.cut.terms, func(i int) {
		if wanted(i) || !wantedMore(moreOf(i)) {
			return // they are gathered already
		}
		eachTerm(shards[i], func(term string, joined *postings) {
			if joined.count > mostFirst {
				_, rest := joined.split()
				others[i] = append(others[i], entry{term, joined.count, rest})
			}
		})
	})
	more := make([][]entry, x.cut.more)
	for i := range others {
		more[moreOf(i)] = append(more[moreOf(i)], others[i]...)
	}
	return append(files, packed(len(more), wantedMore, moreName, numberPackers, func(out, apart []byte, i int) (_, _ []byte) {
		return encodeEntries(out, apart, more[i])
	})...)
}

// encodeEntries adds a whole file of terms.
func encodeEntries(out, apart []byte, entries []entry) (_, _ []byte) {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.term, b.term) })
	out = binary.AppendUvarint(out, uint64(len(entries)))
	for i := range entries {
		e := &entries[i]
		out, apart = encodeTerm(out, apart, e.term, e.total, &e.postings)
	}
	return out, apart
}

// lists sorts the lists of the wanted shards into these, by term and then in the
// order of their notes.
func (x *Index) lists(wanted func(int) bool) [][]*list {
	shards := make([][]*list, x.cut.terms)
	for _, c := range x.collectors {
		for i := range c.lists {
			if l := &c.lists[i]; l.count > 0 {
				if at := x.cut.termShard(l); wanted(at) {
					shards[at] = append(shards[at], l)
				}
			}
		}
	}
	cores.Each(len(shards), func(i int) {
		slices.SortStableFunc(shards[i], func(a, b *list) int { return strings.Compare(a.term, b.term) })
	})
	return shards
}

func countTerms(lists []*list) int {
	count := 0
	for i := range lists {
		if i == 0 || lists[i].term != lists[i-1].term {
			count++
		}
	}
	return count
}

// eachTerm joins the lists of each term. What do is given is used again for the
// next term.
func eachTerm(lists []*list, do func(term string, joined *postings)) {
	joined := rooms.Get().(*postings)
	defer rooms.Put(joined)
	for i, l := range lists {
		if i == 0 || l.term != lists[i-1].term {
			*joined = postings{distances: joined.distances[:0], rests: joined.rests[:0]}
		}
		joined.append(&l.postings)
		if i+1 == len(lists) || l.term != lists[i+1].term {
			do(l.term, joined)
		}
	}
}

// rooms are to join postings in.
var rooms = sync.Pool{New: func() any { return new(postings) }}
