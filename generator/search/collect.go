package search

import (
	"math"
	"runtime"
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

// restraint is how much its length holds a section back.
func restraint(length int) float64 {
	return bm25K1 * (1 - bm25B + bm25B*float64(length)/usualLength)
}

// impact is how much a term weighs in a section, 1 to weightText: the part of
// BM25 that does not depend on other sections.
func impact(frequency, restraint float64) byte {
	return byte(max(1, math.Round(weightText*frequency/(frequency+restraint))))
}

// collect reads all notes, as many runs at once as there are processors.
func collect(ordered []numbered) []*collector {
	runs := max(1, min(runtime.GOMAXPROCS(0), len(ordered)/64))
	collectors := make([]*collector, runs)
	parallel(runs, func(i int) {
		c := newCollector()
		if i > 0 {
			c.first = ordered[i*len(ordered)/runs].number
		}
		for _, n := range ordered[i*len(ordered)/runs : (i+1)*len(ordered)/runs] {
			c.note(n)
		}
		collectors[i] = c
	})
	return collectors
}

// collector gathers the postings of a run of notes, in order of number.
type collector struct {
	known vocabulary       // words as written, to entries in words
	terms map[string]int32 // term to entry in lists
	grams map[uint64]int32 // short form of Chinese as written to entry in lists
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

// vocabulary finds words as written. Nine in ten are short and kept as numbers,
// which are found in half the time of strings.
type vocabulary struct {
	short map[uint64]int32
	long  map[string]int32
}

func (v *vocabulary) find(word string) (at int32, known bool) {
	if len(word) <= 8 {
		at, known = v.short[short(word)]
	} else {
		at, known = v.long[word]
	}
	return at, known
}

func (v *vocabulary) add(word string, at int32) {
	if len(word) <= 8 {
		v.short[short(word)] = at
	} else {
		v.long[word] = at
	}
}

// short is a piece of at most eight bytes as a number, which no other has: no
// letter is a zero byte.
func short(piece string) uint64 {
	var key uint64
	for i := range len(piece) {
		key = key<<8 | uint64(piece[i])
	}
	return key
}

// wordEntry is a word and the term that it is kept under.
type wordEntry struct {
	written, folded string
	term            int32 // entry in lists; -1 where the word is not indexed
	uses            int32 // how often it is written
}

func newCollector() *collector {
	return &collector{
		known: vocabulary{short: map[uint64]int32{}, long: map[string]int32{}},
		terms: map[string]int32{}, grams: map[uint64]int32{},
	}
}

func (c *collector) note(n numbered) {
	for i, s := range n.sections() {
		c.length = 0
		c.field(s.Text, weightBody)
		c.name(s.Heading, weightHeading, nameHeading)
		if i == 0 {
			c.opening(n)
		}
		held := restraint(c.length)
		for _, term := range c.touched {
			c.lists[term].add(n.number, i, impact(c.weights[term], held)+c.names[term])
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
	c.count(c.term("type:"+n.Type), weightBody)
	for _, tag := range n.Tags {
		c.count(c.term("tag:"+tag), weightBody)
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
		at, ok := c.known.find(piece)
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
		c.gram(run[i:i+size], weight/2)
		if before >= 0 {
			c.gram(run[before:i+size], weight)
		}
		before = i
	}
}

// gram counts one or two Chinese characters, which have at most eight bytes.
func (c *collector) gram(s string, weight float64) {
	key := short(s)
	at, ok := c.grams[key]
	if !ok {
		at = c.term(foldHan(s))
		c.grams[key] = at
	}
	c.count(at, weight)
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

// term is the entry of a term in lists. What it is a part of is not kept.
func (c *collector) term(term string) int32 {
	at, ok := c.terms[term]
	if !ok {
		at = c.newTerm(strings.Clone(term))
	}
	return at
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
		entry.term = c.term(stem(folded))
	}
	at := int32(len(c.words))
	c.words = append(c.words, entry)
	c.known.add(piece, at)
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
