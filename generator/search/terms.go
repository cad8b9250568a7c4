package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// mostFirst is how many postings of a term the client reads at first: those
// that weigh most. A word that is nearly everywhere is so told of in a few
// kilobytes however large the site is, and its best sections are among them.
// The others are in a file of their own, for queries that must know all.
const mostFirst = 4096

// encodeTerms adds how many terms there are, and for each in order: its length
// and bytes; how many postings it has in all; the length in bytes and the
// distances from note to note of the first ones by weight, in order of note; and
// the length in bytes of what else these say. All that else is told apart, term
// by term: what is alike stands together, and packs better.
func encodeTerms(out, apart []byte, lists []*list) (_, _ []byte) {
	return encodeLists(out, apart, lists, func(joined []byte, count int) []byte {
		if count <= mostFirst {
			return joined
		}
		first, _ := splitPostings(joined)
		return first
	})
}

// encodeMore adds the same for terms with more postings, and the others of
// them.
func encodeMore(out, apart []byte, lists []*list) (_, _ []byte) {
	return encodeLists(out, apart, lists, func(joined []byte, _ int) []byte {
		_, others := splitPostings(joined)
		return others
	})
}

// encodeLists joins the lists of each term, and adds what is to be kept of
// their postings.
func encodeLists(out, apart []byte, lists []*list, keep func(joined []byte, count int) []byte) (_, _ []byte) {
	slices.SortStableFunc(lists, func(a, b *list) int { return strings.Compare(a.term, b.term) })
	terms := 0
	for i := range lists {
		if i == 0 || lists[i].term != lists[i-1].term {
			terms++
		}
	}
	out = binary.AppendUvarint(out, uint64(terms))
	var joined []byte
	for start := 0; start < len(lists); {
		end, count, last := start, 0, 0
		joined = joined[:0]
		for ; end < len(lists) && lists[end].term == lists[start].term; end++ {
			l := lists[end]
			joined = binary.AppendUvarint(joined, uint64(l.first-last))
			joined = append(joined, l.data[l.skip:]...)
			last = l.last
			count += l.count
		}
		out, apart = encodePostings(out, apart, lists[start].term, count, keep(joined, count))
		start = end
	}
	return out, apart
}

// encodePostings adds a term that is in so many sections, with those of its
// postings that are kept.
func encodePostings(out, apart []byte, term string, count int, kept []byte) (_, _ []byte) {
	out = appendString(out, term)
	out = binary.AppendUvarint(out, uint64(count))
	size := 0 // of the distances in bytes
	for data := kept; len(data) > 0; {
		before := len(data)
		_, rest, others := cutPosting(data)
		size += before - len(others) - len(rest)
		data = others
	}
	out = binary.AppendUvarint(out, uint64(size))
	from := len(apart)
	for data := kept; len(data) > 0; {
		var distance int
		var rest []byte
		distance, rest, data = cutPosting(data)
		out = binary.AppendUvarint(out, uint64(distance))
		apart = append(apart, rest...)
	}
	return binary.AppendUvarint(out, uint64(len(apart)-from)), apart
}

// splitPostings parts postings into the mostFirst that weigh most and the
// others. Of those that weigh the same the first ones come first, as they do
// among results.
func splitPostings(joined []byte) (first, others []byte) {
	var weights [16]int
	for data := joined; len(data) > 0; {
		var rest []byte
		_, rest, data = cutPosting(data)
		weights[rest[0]&15]++
	}
	least, room := byte(15), mostFirst
	for ; room > weights[least]; least-- {
		room -= weights[least]
	}
	others = make([]byte, 0, len(joined))
	note, lastFirst, lastOther := 0, 0, 0
	for data := joined; len(data) > 0; {
		var distance int
		var rest []byte
		distance, rest, data = cutPosting(data)
		note += distance
		switch weight := rest[0] & 15; {
		case weight == least && room > 0:
			room--
			fallthrough
		case weight > least:
			first = append(binary.AppendUvarint(first, uint64(note-lastFirst)), rest...)
			lastFirst = note
		default:
			others = append(binary.AppendUvarint(others, uint64(note-lastOther)), rest...)
			lastOther = note
		}
	}
	return first, others
}

// termFiles sorts the lists of the wanted shards into these and joins those of
// one term.
func (x *Index) termFiles(wanted func(int) bool) []File {
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
	return packed(len(shards), wanted, termsName, numberPackers, func(out, apart []byte, i int) (_, _ []byte) { return encodeTerms(out, apart, shards[i]) })
}

// moreFiles are those of terms that have more postings than mostFirst.
func (x *Index) moreFiles(wanted func(int) bool) []File {
	shards := make([][]*list, x.cut.more)
	added := map[string]bool{}
	for _, c := range x.collectors {
		for i := range c.lists {
			l := &c.lists[i]
			at := x.cut.moreShard(l)
			// A list that is no part of so many is not looked up.
			if !wanted(at) || l.count*len(x.collectors) <= mostFirst || added[l.term] || x.count(l.term) <= mostFirst {
				continue
			}
			added[l.term] = true
			for _, d := range x.collectors {
				if k, known := d.terms[l.term]; known && d.lists[k].count > 0 {
					shards[at] = append(shards[at], &d.lists[k])
				}
			}
		}
	}
	return packed(len(shards), wanted, moreName, numberPackers, func(out, apart []byte, i int) (_, _ []byte) { return encodeMore(out, apart, shards[i]) })
}
