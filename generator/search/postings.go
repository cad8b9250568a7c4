package search

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"

	"fangzhi/generator/text"
)

// Weights of the fields: how many occurrences in the body one occurrence is
// worth.
const (
	weightHeading = 4
	weightTag     = 4
	weightTitle   = 4
	weightSummary = 2
	weightBody    = 1
)

// Weights are kept in four bits: up to weightText for how often a term occurs,
// and the rest for being (a large part of) the name of the note or section.
const (
	weightText  = 7
	nameTitle   = 8
	nameHeading = 4
)

// BM25: k1 says how soon more occurrences cease to count, b how much long
// sections are held back. The usual length is fixed rather than an average, so
// that an edit of one note leaves the weights in others as they are.
const (
	bm25K1      = 1.4
	bm25B       = 0.6
	usualLength = 90 // words or Chinese characters
)

// impact is how much a term weighs in a section, 1 to weightText: the part of
// BM25 that does not depend on other sections.
func impact(frequency float64, length int) byte {
	norm := bm25K1 * (1 - bm25B + bm25B*float64(length)/usualLength)
	return byte(max(1, math.Round(weightText*frequency/(frequency+norm))))
}

// list is the postings of one term in a run of notes. Each posting is the
// distance to the last note's number as a varint, then a byte with the section
// in the high four bits and the weight in the low ones; where the section is
// the 15th or a later one, these are full and a varint of its number above 15
// follows.
type list struct {
	term        string
	hash        uint32 // of the term
	first, last int    // numbers of notes
	skip        int    // bytes of the first distance, which is made anew when lists are joined
	count       int
	data        []byte
}

func (l *list) add(note, section int, weight byte) {
	l.begin(note)
	l.data = append(l.data, byte(min(section, 15))<<4|weight)
	if section >= 15 {
		l.data = binary.AppendUvarint(l.data, uint64(section-15))
	}
}

// begin begins a posting with its distance to the last one.
func (l *list) begin(note int) {
	if l.count == 0 {
		l.first, l.last = note, note
		l.data = append(l.data, 0)
		l.skip = 1
	} else {
		l.data = binary.AppendUvarint(l.data, uint64(note-l.last))
	}
	l.last = note
	l.count++
}

// each calls do with every posting: the note's number, and all that follows
// the distance to it.
func (l *list) each(do func(note int, rest []byte)) {
	note := l.first
	for data := l.data; len(data) > 0; {
		distance, rest, others := cutPosting(data)
		note += distance
		do(note, rest)
		data = others
	}
}

// cutPosting cuts the first posting off: its distance to the last note's
// number, and all that follows that.
func cutPosting(data []byte) (distance int, rest, others []byte) {
	far, size := binary.Uvarint(data)
	end := size + 1
	if data[size]>>4 == 15 {
		_, more := binary.Uvarint(data[end:])
		end += more
	}
	return int(far), data[size:end], data[end:]
}

// replace puts the postings of one note in the place of those that the list
// has of it. Either may be none.
func (l *list) replace(note int, now *list) {
	fresh := list{term: l.term, hash: l.hash, data: make([]byte, 0, len(l.data)+len(now.data))}
	add := func(note int, rest []byte) {
		fresh.begin(note)
		fresh.data = append(fresh.data, rest...)
	}
	done := false
	l.each(func(at int, rest []byte) {
		if at > note && !done {
			now.each(add)
			done = true
		}
		if at != note {
			add(at, rest)
		}
	})
	if !done {
		now.each(add)
	}
	*l = fresh
}

// collector gathers the postings of a run of notes, in order of number.
type collector struct {
	known map[string]int32 // word as written to entry in words
	terms map[string]int32 // term to entry in lists
	words []wordEntry
	lists []list
	stop  []bool // of lists: the term is a stop word

	weights  []float64 // of the section at hand, by entry in lists
	names    []byte    // likewise, for being its name
	touched  []int32
	inName   bool // gather the terms that are counted in naming
	naming   []int32
	length   int
	sections int
	first    int // least number of a note that it reads, or any below
}

// wordEntry is a word and the term that it is kept under.
type wordEntry struct {
	written, folded string
	term            int32 // entry in lists; -1 where the word is not indexed
	uses            int32 // how often it is written
}

func newCollector() *collector {
	return &collector{known: map[string]int32{}, terms: map[string]int32{}}
}

func (c *collector) note(n numbered) {
	for i, s := range n.sections() {
		c.length = 0
		c.field(s.Text, weightBody)
		c.name(s.Heading, weightHeading, nameHeading)
		if i == 0 {
			c.opening(n)
		}
		for _, term := range c.touched {
			c.lists[term].add(n.number, i, impact(c.weights[term], c.length)+c.names[term])
			c.weights[term], c.names[term] = 0, 0
		}
		c.touched = c.touched[:0]
		c.sections++
	}
}

// opening adds to the first section what belongs to the note as a whole.
func (c *collector) opening(n numbered) {
	c.field(n.Summary, weightSummary)
	c.name(n.Title, weightTitle, nameTitle)
	c.name(n.Original, weightTitle, nameTitle)
	for _, alias := range n.Aliases {
		c.name(alias, weightTitle, nameTitle)
	}
	for _, tag := range n.TagNames {
		c.field(tag, weightTag)
	}
	c.keep("type:"+n.Type, weightBody)
	for _, tag := range n.Tags {
		c.keep("tag:"+tag, weightBody)
	}
	c.length = min(c.length, usualLength) // a long opening does not make its note less fitting
}

// name counts the words of a name, each the more the fewer there are.
func (c *collector) name(s string, weight float64, most byte) {
	if s == "" {
		return
	}
	from := c.length
	c.naming = c.naming[:0]
	c.inName = true
	c.field(s, weight)
	c.inName = false
	words := max(2, c.length-from)
	share := byte(math.Round(float64(most) * math.Sqrt(2/float64(words))))
	for _, term := range c.naming {
		c.names[term] = max(c.names[term], share)
	}
}

// field counts the words of a text.
func (c *collector) field(s string, weight float64) {
	pieces(s, func(k kind, piece string) {
		if k == han {
			c.han(piece, weight)
			return
		}
		c.length++
		at, ok := c.known[piece]
		if !ok {
			at = c.learn(piece)
		}
		c.words[at].uses++
		if term := c.words[at].term; term >= 0 && (c.inName || !c.stop[term]) {
			c.count(term, weight)
		}
	})
}

// han counts a run of Chinese: every two neighbours, and every character.
func (c *collector) han(run string, weight float64) {
	before := -1
	for i, r := range run {
		size := utf8.RuneLen(r)
		c.length++
		c.keep(foldHan(run[i:i+size]), weight/2)
		if before >= 0 {
			c.keep(foldHan(run[before:i+size]), weight)
		}
		before = i
	}
}

// foldHan folds the few Chinese characters that Unicode has twice.
func foldHan(s string) string {
	for _, r := range s {
		if r >= 0xF900 && r <= 0xFAFF || r >= 0x2E80 && r <= 0x2FDF || r >= 0x2F800 && r <= 0x2FA1F {
			return text.FoldSearch(s)
		}
	}
	return s
}

// keep counts a term that is no word.
func (c *collector) keep(term string, weight float64) {
	at, ok := c.terms[term]
	if !ok {
		at = c.newTerm(strings.Clone(term))
	}
	c.count(at, weight)
}

func (c *collector) count(term int32, weight float64) {
	if c.weights[term] == 0 {
		c.touched = append(c.touched, term)
	}
	c.weights[term] += weight
	if c.inName {
		c.naming = append(c.naming, term)
	}
}

// learn folds and stems a word that is met for the first time.
func (c *collector) learn(piece string) int32 {
	piece = strings.Clone(piece) // the text that it is a part of is not kept
	folded := text.FoldSearch(lower(piece))
	entry := wordEntry{written: piece, folded: folded, term: -1}
	if folded != "" && len(folded) <= maxWord {
		term := stem(folded)
		at, ok := c.terms[term]
		if !ok {
			at = c.newTerm(term)
		}
		entry.term = at
	}
	at := int32(len(c.words))
	c.words = append(c.words, entry)
	c.known[piece] = at
	return at
}

// lower spares ASCII words the tables.
func lower(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return s
		}
	}
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

func (c *collector) newTerm(term string) int32 {
	at := int32(len(c.lists))
	c.terms[term] = at
	c.lists = append(c.lists, list{term: term, hash: Hash(term)})
	c.weights = append(c.weights, 0)
	c.names = append(c.names, 0)
	c.stop = append(c.stop, isStop[term])
	return at
}

var isStop = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range stopWords {
		all[w] = true
	}
	return all
}()
