package search

import (
	"fmt"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"fangzhi/generator/cores"
)

// Index makes the files of an index again and again, of notes of which few
// have changed since the last time. The zero value has made none yet. It is
// not safe for concurrent use.
type Index struct {
	notes      []Note
	places     []int // in ordered, of each of notes
	cut        layout
	ordered    []numbered
	collectors []*collector
	files      []File
}

// mostReplaced is how many notes are taken out of the index and put in again
// one by one: with more, all are read anew.
const mostReplaced = 64

// Files returns what Build returns. The notes must not be changed afterwards.
func (x *Index) Files(notes []Note) []File {
	changed := x.changed(notes)
	if changed == nil {
		x.build(notes)
	} else {
		x.update(notes, changed)
	}
	return slices.Clone(x.files)
}

// changed lists which notes differ from those of the last time, or returns nil
// where all must be read anew: because they are too many, or others.
func (x *Index) changed(notes []Note) []int {
	if len(x.files) == 0 || len(notes) != len(x.notes) {
		return nil
	}
	changed := []int{}
	for i := range notes {
		if notes[i].Path != x.notes[i].Path {
			return nil
		}
		if !notes[i].equal(&x.notes[i]) {
			if changed = append(changed, i); len(changed) > mostReplaced {
				return nil
			}
		}
	}
	return changed
}

func (n *Note) equal(o *Note) bool {
	return n.Path == o.Path && n.Href == o.Href && n.Title == o.Title && n.Type == o.Type && n.When == o.When &&
		n.Dated == o.Dated && n.FirstDay == o.FirstDay && n.LastDay == o.LastDay && n.Original == o.Original &&
		n.Summary == o.Summary && slices.Equal(n.Aliases, o.Aliases) && slices.Equal(n.Tags, o.Tags) &&
		slices.Equal(n.TagNames, o.TagNames) && n.Text == o.Text && slices.Equal(n.Sections, o.Sections)
}

// build reads all notes.
func (x *Index) build(notes []Note) {
	cut := layoutOf(len(notes))
	ordered := number(notes, cut.slots)
	*x = Index{notes: notes, cut: cut, ordered: ordered, places: make([]int, len(notes))}
	at := make(map[*Note]int, len(notes))
	for i := range notes {
		at[&notes[i]] = i
	}
	for place, n := range ordered {
		x.places[at[n.Note]] = place
	}
	var texts []File
	x.collectors, texts = x.read()
	x.files = []File{x.directory(), x.days()}
	all := func(int) bool { return true }
	x.files = append(x.files, x.termFiles(all, all)...)
	x.files = append(x.files, x.wordFiles(all)...)
	x.files = append(x.files, texts...)
}

// textsAtOnce is of how many shards of texts the notes are read before these are
// packed: what one of the two works on has no room beside that of the other
// where the processor has it at hand.
const textsAtOnce = 16

// read gathers what all notes say, as many runs of them at once as there are
// processors, and packs their texts, so that each is asked for once.
func (x *Index) read() (collectors []*collector, texts []File) {
	runs := max(1, min(runtime.GOMAXPROCS(0), len(x.ordered)/64))
	collectors, texts = make([]*collector, runs), make([]File, x.cut.texts)
	var l lexicon
	cores.Each(runs, func(run int) {
		first, end := run*x.cut.texts/runs, (run+1)*x.cut.texts/runs
		c := newCollector(&l, first*slotsPerTexts, len(x.inTexts(first, end)))
		for next := first; first < end; first = next {
			next = min(end, first+textsAtOnce)
			notes := x.inTexts(first, next)
			told := sections(notes)
			for i, n := range notes {
				c.note(n, told[i])
			}
			for shard := first; shard < next; shard++ {
				notes := x.inTexts(shard, shard+1)
				texts[shard] = File{textsName(shard), pack(textPackers, func(out, _ []byte) (_, _ []byte) {
					return encodeTexts(out, notes, told[:len(notes)]), nil
				})}
				told = told[len(notes):]
			}
		}
		c.settle()
		collectors[run] = c
	})
	return collectors, texts
}

// stale tells which files a change touches.
type stale struct {
	terms, more, words, texts map[int]bool // numbers of shards
}

// update takes the notes that changed out of the index and puts them in again.
func (x *Index) update(notes []Note, changed []int) {
	s := stale{map[int]bool{}, map[int]bool{}, map[int]bool{}, map[int]bool{}}
	dated := false
	for _, i := range changed {
		before, place := &x.notes[i], x.places[i]
		after, at := &notes[i], x.ordered[place].number
		x.replace(numbered{before, at}, numbered{after, at}, &s)
		s.texts[at/slotsPerTexts] = true
		dated = dated || before.Dated != after.Dated || before.FirstDay != after.FirstDay || before.LastDay != after.LastDay
	}
	x.notes = notes
	for i := range notes {
		x.ordered[x.places[i]].Note = &notes[i]
	}
	renewed := slices.Concat(
		[]File{x.directory()},
		x.termFiles(func(i int) bool { return s.terms[i] }, func(i int) bool { return s.more[i] }),
		x.wordFiles(func(i int) bool { return s.words[i] }),
		x.textFiles(func(i int) bool { return s.texts[i] }))
	if dated {
		renewed = append(renewed, x.days())
	}
	at := make(map[string]int, len(x.files))
	for i, f := range x.files {
		at[f.Name] = i
	}
	for _, f := range renewed {
		x.files[at[f.Name]] = f
	}
}

// replace puts what a note says now in the place of what it said before, and
// takes down which files tell of the difference.
func (x *Index) replace(before, after numbered, s *stale) {
	c := x.collectorOf(before.number)
	was, is := gather(before), gather(after)
	for term, at := range was.terms {
		now := &list{}
		if other, still := is.terms[term]; still {
			now = &is.lists[other]
		}
		if !was.lists[at].equal(&now.postings) {
			x.replacePostings(c, term, before.number, now, s)
		}
	}
	for term, at := range is.terms {
		if _, known := was.terms[term]; !known && is.lists[at].count > 0 {
			x.replacePostings(c, term, before.number, &is.lists[at], s)
		}
	}
	for i, w := range was.words {
		m, _ := c.known.find(w.written)
		if c.uses[m.word] -= was.uses[i]; c.uses[m.word] == 0 {
			s.words[x.cut.wordShard(w.folded)] = true
		}
	}
	for i, w := range is.words {
		m, known := c.known.find(w.written)
		if !known {
			m = c.learn(w.written)
		}
		if c.uses[m.word] += is.uses[i]; c.uses[m.word] == is.uses[i] {
			s.words[x.cut.wordShard(w.folded)] = true
		}
	}
	c.sections += is.sections - was.sections
}

func (x *Index) replacePostings(c *collector, term string, note int, now *list, s *stale) {
	at, known := c.terms[term]
	if !known {
		at = c.newTerm(strings.Clone(term))
	}
	l := &c.lists[at]
	before := x.count(term)
	l.postings = l.replaced(note, &now.postings)
	after := x.count(term)
	s.terms[x.cut.termShard(l)] = true
	if max(before, after) > mostFirst {
		s.more[x.cut.moreShard(l)] = true
	}
	if bits.Len(uint(before)) != bits.Len(uint(after)) {
		s.words[x.cut.wordShard(term)] = true // where its words are: a stem begins as they do
	}
}

// collectorOf is the one that has read the note with a number.
func (x *Index) collectorOf(number int) *collector {
	for _, c := range slices.Backward(x.collectors) {
		if c.first <= number {
			return c
		}
	}
	return x.collectors[0]
}

// count is in how many sections a term occurs.
func (x *Index) count(term string) int {
	count := 0
	for _, c := range x.collectors {
		if at, known := c.terms[term]; known {
			count += c.lists[at].count
		}
	}
	return count
}

func (x *Index) wordFiles(wanted func(int) bool) []File {
	shards := make([]map[string]stemmed, x.cut.words)
	for i := range shards {
		shards[i] = map[string]stemmed{}
	}
	for _, c := range x.collectors {
		for i := range c.words {
			w := &c.words[i]
			if w.term == none || c.uses[i] == 0 {
				continue
			}
			if at := x.cut.wordShard(w.folded); wanted(at) {
				term := c.lists[w.term].term
				if count := x.count(term); count > 0 {
					shards[at][w.folded] = stemmed{term, count}
				}
			}
		}
	}
	return packed(len(shards), wanted, wordsName, textPackers, func(out, _ []byte, i int) (_, _ []byte) { return encodeWords(out, shards[i]), nil })
}

// inTexts are the notes of some shards of texts, which cut the notes by number:
// of those from the first one and before the end.
func (x *Index) inTexts(first, end int) []numbered {
	begin := func(shard int) int {
		at, _ := slices.BinarySearchFunc(x.ordered, shard*slotsPerTexts, func(n numbered, number int) int { return n.number - number })
		return at
	}
	return x.ordered[begin(first):begin(end)]
}

func (x *Index) textFiles(wanted func(int) bool) []File {
	return packed(x.cut.texts, wanted, textsName, textPackers, func(out, _ []byte, i int) (_, _ []byte) {
		notes := x.inTexts(i, i+1)
		return encodeTexts(out, notes, sections(notes)), nil
	})
}

// packed makes the wanted ones of n files, on all processors.
func packed(n int, wanted func(int) bool, name func(int) string, packers *sync.Pool, encode func(out, apart []byte, i int) (_, _ []byte)) []File {
	var numbers []int
	for i := range n {
		if wanted(i) {
			numbers = append(numbers, i)
		}
	}
	files := make([]File, len(numbers))
	cores.Each(len(numbers), func(i int) {
		data := pack(packers, func(out, apart []byte) (_, _ []byte) { return encode(out, apart, numbers[i]) })
		files[i] = File{name(numbers[i]), data}
	})
	return files
}

func termsName(shard int) string { return fmt.Sprintf("terms-%x.bin", shard) }
func moreName(shard int) string  { return fmt.Sprintf("more-%x.bin", shard) }
func wordsName(shard int) string { return fmt.Sprintf("words-%x.bin", shard) }
func textsName(shard int) string { return fmt.Sprintf("texts-%x.bin", shard) }
