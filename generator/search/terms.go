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

// split keeps the mostFirst postings that weigh most, and takes out the others.
// Of those that weigh the same the first ones are kept, as they come first among
// results.
func (p *postings) split() (others postings) {
	least, turn := p.lightest(mostFirst)
	var kept, left [16]int
	for weight := range byte(len(kept)) {
		if weight >= least {
			kept[weight] = 1
		} else {
			left[weight] = 1
		}
	}
	room := postings{distances: make([]byte, len(p.distances)+1), rests: make([]byte, len(p.rests)-mostFirst+1)}
	others = p.sift(left, least, turn, room)
	*p = p.sift(kept, least, turn, *p)
	return others
}

// lightest is the least weight of as many postings, the heaviest, and where the
// rests of those begin that weigh as little and are not among them.
func (p *postings) lightest(most int) (weight byte, turn int) {
	var count [16]int
	for at := 0; at < len(p.rests); at += restSize(p.rests[at:]) {
		count[p.rests[at]&15]++
	}
	for weight = 15; most > count[weight]; weight-- {
		most -= count[weight]
	}
	for ; most > 0; turn += restSize(p.rests[turn:]) {
		if p.rests[turn]&15 == weight {
			most--
		}
	}
	return weight, turn
}

// sift returns the postings of some weights, for which wanted is 1, and not 0.
// From a turn on that is the other way round for one weight. They are put into
// room, which has a byte more than they need, or is that of p itself.
//
// Whether one is wanted a processor would guess wrong as often as not, and lose
// more time by it than by writing down what is not wanted, over which the next
// is written.
func (p *postings) sift(wanted [16]int, turned byte, turn int, room postings) postings {
	sifted := postings{distances: room.distances, rests: room.rests}
	note, distances, rests := 0, 0, 0 // how many bytes of each there are
	for from, at := 0, 0; at < len(p.rests); {
		if at == turn {
			wanted[turned] ^= 1
		}
		step, size := int(p.distances[from]), 1
		if step >= 0x80 {
			step, size = varint(p.distances[from:])
		}
		note, from = note+step, from+size
		rest, end := p.rests[at], at+restSize(p.rests[at:])
		is, distance := wanted[rest&15], note-sifted.last
		if distance < 0x80 && end == at+1 { // as most are
			sifted.distances[distances], sifted.rests[rests] = byte(distance), rest
			distances += is
			rests += is
		} else if is == 1 {
			distances += binary.PutUvarint(sifted.distances[distances:], uint64(distance))
			rests += copy(sifted.rests[rests:], p.rests[at:end])
		}
		sifted.last += distance * is
		sifted.count += is
		at = end
	}
	sifted.distances, sifted.rests = sifted.distances[:distances], sifted.rests[:rests]
	return sifted
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
			total := joined.count
			if total > mostFirst {
				others[i] = append(others[i], entry{term, total, joined.split()})
			}
			out, apart = encodeTerm(out, apart, term, total, joined)
		})
		return out, apart
	})
	cores.Each(x.cut.terms, func(i int) {
		if wanted(i) || !wantedMore(moreOf(i)) {
			return // they are gathered already
		}
		eachTerm(shards[i], func(term string, joined *postings) {
			if total := joined.count; total > mostFirst {
				others[i] = append(others[i], entry{term, total, joined.split()})
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
