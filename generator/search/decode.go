package search

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
)

// errDamaged says that a file is not what Build makes.
var errDamaged = errors.New("search: a file of the index is damaged")

// shard is a file of terms or of what these have besides, read.
type shard struct {
	name    string
	entries map[string]entry
}

// decode reads what encodeEntries wrote.
func (s *shard) decode(data []byte) error {
	d := decoder{data: data}
	type header struct {
		term      string
		total     int
		distances []byte
		rests     int
	}
	headers := make([]header, d.length())
	for i := range headers {
		headers[i] = header{string(d.bytes()), d.number(), d.bytes(), d.number()}
	}
	for _, h := range headers {
		e := entry{h.term, h.total, postings{distances: h.distances, rests: d.take(h.rests)}}
		distances, rests := decoder{data: e.distances}, decoder{data: e.rests}
		for ; len(distances.data) > 0 && !rests.damaged; e.postings.count++ {
			e.last += distances.number()
			rests.rest()
		}
		if d.damaged || distances.damaged || rests.damaged || len(rests.data) > 0 {
			return errDamaged
		}
		s.entries[h.term] = e
	}
	if d.damaged || len(d.data) > 0 {
		return errDamaged
	}
	return nil
}

func (s *shard) encode(out, apart []byte) (_, _ []byte) {
	return encodeEntries(out, apart, slices.Collect(maps.Values(s.entries)))
}

// decodeWords reads what encodeWords wrote.
func decodeWords(data []byte) (map[string]stemmed, error) {
	words := map[string]stemmed{}
	last := ""
	for d := (decoder{data: data}); len(d.data) > 0; {
		shared := int(d.byte())
		rest := d.bytes()
		if shared > len(last) {
			return nil, errDamaged
		}
		word := last[:shared] + string(rest)
		kept := int(d.byte())
		end := d.bytes()
		size := d.byte()
		if d.damaged || kept > len(word) || size == 0 || size > 62 {
			return nil, errDamaged
		}
		words[word] = stemmed{word[:kept] + string(end), 1 << (size - 1)}
		last = strings.Clone(word)
	}
	return words, nil
}

// decoder reads numbers and strings. Once something is not there, it is
// damaged, and gives nothing.
type decoder struct {
	data    []byte
	damaged bool
}

func (d *decoder) number() int {
	n, size := binary.Uvarint(d.data)
	if size <= 0 || n > 1<<40 {
		d.damaged, d.data = true, nil
		return 0
	}
	d.data = d.data[size:]
	return int(n)
}

func (d *decoder) take(n int) []byte {
	if n > len(d.data) {
		d.damaged, d.data = true, nil
		return nil
	}
	taken := d.data[:n]
	d.data = d.data[n:]
	return taken
}

// length reads a number of things, each of which takes a byte or more.
func (d *decoder) length() int {
	n := d.number()
	if n > len(d.data) {
		d.damaged, d.data = true, nil
		return 0
	}
	return n
}

func (d *decoder) bytes() []byte { return d.take(d.number()) }

func (d *decoder) byte() byte {
	if b := d.take(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

// rest reads that of a posting.
func (d *decoder) rest() {
	if d.byte()>>4 == 15 {
		d.number()
	}
}
