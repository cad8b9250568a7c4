package search

import (
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

// restraint is how much its length holds a section back.
func restraint(length int) float64 {
	return bm25K1 * (1 - bm25B + bm25B*float64(length)/usualLength)
}

// impact is how much a term weighs in a section, 1 to weightText: the part of
// BM25 that does not depend on other sections.
func impact(frequency, restraint float64) byte {
	return byte(max(1, math.Round(weightText*frequency/(frequency+restraint))))
}

// impacts are those in one section. Most terms occur there a few times, and
// have the same ones.
type impacts struct {
	restraint float64
	known     [16]byte // by weight in halves
}

func (i *impacts) of(halves int32) byte {
	if int(halves) >= len(i.known) {
		return impact(float64(halves)/2, i.restraint)
	}
	known := &i.known[halves]
	if *known == 0 {
		*known = impact(float64(halves)/2, i.restraint)
	}
	return *known
}

// collector gathers the postings of a run of notes, in order of number.
type collector struct {
	lexicon *lexicon         // nil when all is read
	known   vocabulary       // what is written, to entries in words and lists
	terms   map[string]int32 // term to entry in lists
	words   []wordEntry
	uses    []int32 // of words: how often each is written
	lists   []list
	tallies []tally // of lists, until all is read
	older   store   // of what has no room in tallies, until all is read

	touched  []int32 // terms of the section at hand
	inName   bool    // gather the terms that are counted in naming
	naming   []int32
	length   int
	impacts  impacts
	sections int
	first    int // least number that a note can have that it reads
}

// tally is what changes of a term from one section to the next. It has the size
// of what a processor fetches at once, since there are thousands of terms, and
// each section has some hundred.
type tally struct {
	halves int32 // weight in the section at hand, twice: a Chinese character counts half
	name   byte  // likewise, for being its name
	stop   bool  // the term is a stop word
	recent recent
}

// wordEntry is a word and the term that it is kept under.
type wordEntry struct {
	written, folded string
	term            int32 // entry in lists; none where the word is not indexed
}

// none is an entry that there is not.
const none = -1

// newCollector is one that has read nothing yet of so many notes. What it has in
// common with others that read at the same time is in the lexicon, which may be
// nil.
func newCollector(l *lexicon, first, notes int) *collector {
	// Some thousand words are on most sites, and few have many times more.
	room := min(4*notes, 16_384)
	return &collector{
		lexicon: l, first: first, terms: make(map[string]int32, room),
		words: make([]wordEntry, 0, room), uses: make([]int32, 0, room),
		lists: make([]list, 0, room), tallies: make([]tally, 0, room),
	}
}

// gather reads one note.
func gather(n numbered) *collector {
	c := newCollector(nil, n.number, 0)
	c.note(n, n.sections())
	c.settle()
	return c
}

// settle is called when all is read.
func (c *collector) settle() {
	c.older.settle(c.lists, c.tallies)
	c.older, c.tallies, c.lexicon = nil, nil, nil
}

// note reads a note with its sections.
func (c *collector) note(n numbered, sections []Section) {
	for i, s := range sections {
		c.length = 0
		c.field(s.Text, weightBody)
		c.name(s.Heading, weightHeading, nameHeading)
		if i == 0 {
			c.opening(n)
		}
		c.impacts = impacts{restraint: restraint(c.length)}
		for _, term := range c.touched {
			t := &c.tallies[term]
			weight := c.impacts.of(t.halves) + t.name
			if !t.recent.add(n.number, i, weight) {
				c.older.take(&t.recent, term)
				t.recent.add(n.number, i, weight)
			}
			t.halves, t.name = 0, 0
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
	c.count(c.term("type:"+n.Type), 2*weightBody)
	for _, tag := range n.Tags {
		c.count(c.term("tag:"+tag), 2*weightBody)
	}
	c.length = min(c.length, usualLength) // a long opening does not make its note less fitting
}

// name counts the words of a name, each the more the fewer there are.
func (c *collector) name(s string, weight int32, most byte) {
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
		t := &c.tallies[term]
		t.name = max(t.name, share)
	}
}

// field counts the words of a text.
func (c *collector) field(s string, weight int32) {
	pieces(s, func(k kind, piece string) {
		if k == han {
			c.han(piece, weight)
			return
		}
		c.length++
		m, known := c.known.find(piece)
		if !known {
			m = c.learn(piece)
		}
		c.uses[m.word]++
		if m.term != none && (c.inName || !c.tallies[m.term].stop) {
			c.count(m.term, 2*weight)
		}
	})
}

// han counts a run of Chinese: every two neighbours, and every character.
func (c *collector) han(run string, weight int32) {
	before := 0 // bytes of the character before
	var key uint64
	for i, r := range run {
		size := utf8.RuneLen(r)
		one := short(run[i : i+size])
		c.length++
		c.gram(one, run[i:i+size], weight)
		if before > 0 {
			c.gram(key|one<<(8*before), run[i-before:i+size], 2*weight)
		}
		before, key = size, one
	}
}

// gram counts one or two Chinese characters, which have at most eight bytes.
func (c *collector) gram(key uint64, written string, halves int32) {
	m, known := c.known.findShort(key)
	if !known {
		m = meaning{word: none, term: c.term(foldHan(written))}
		c.known.addShort(key, m)
	}
	c.count(m.term, halves)
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

func (c *collector) count(term, halves int32) {
	t := &c.tallies[term]
	if t.halves == 0 {
		c.touched = append(c.touched, term)
	}
	t.halves += halves
	if c.inName {
		c.naming = append(c.naming, term)
	}
}

// learn takes in a word that is met for the first time.
func (c *collector) learn(piece string) meaning {
	w := c.lexicon.of(piece)
	m := meaning{word: int32(len(c.words)), term: none}
	if w.stem != "" {
		m.term = c.term(w.stem)
	}
	c.words = append(c.words, wordEntry{written: w.written, folded: w.folded, term: m.term})
	c.uses = append(c.uses, 0)
	c.known.add(w.written, m)
	return m
}

func (c *collector) newTerm(term string) int32 {
	at := int32(len(c.lists))
	c.terms[term] = at
	c.lists = append(c.lists, list{term: term, hash: Hash(term)})
	c.tallies = append(c.tallies, tally{stop: isStop[term]})
	return at
}

var isStop = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range stopWords {
		all[w] = true
	}
	return all
}()
