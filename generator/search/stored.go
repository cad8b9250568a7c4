package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math/bits"
	"slices"

	"github.com/klauspost/compress/gzip"
)

// Renew returns those files of the index of notes that are not the same in the
// index of other notes, of which read gives the files by name. changed lists
// the notes that differ, as they were, by their place among notes; paths and
// days must be the same. Where too many differ or a file is not what Build
// makes, Renew fails, and the index must be made anew.
func Renew(notes []Note, changed map[int]Note, read func(name string) ([]byte, error)) ([]File, error) {
	if len(changed) > mostReplaced {
		return nil, errors.New("search: too many notes have changed")
	}
	cut := layoutOf(len(notes))
	r := renewal{
		read: read, cut: cut, ordered: number(notes, cut.slots),
		terms: map[string]*shard{}, words: map[int]map[string]stemmed{}, counts: map[string]int{}, stale: map[string]bool{},
	}
	places := make(map[*Note]int, len(notes))
	for i, n := range r.ordered {
		places[n.Note] = i
	}
	texts := map[int]bool{}
	sections := 0
	before, after := map[string]string{}, map[string]string{} // words with their terms
	for _, i := range slices.Sorted(maps.Keys(changed)) {
		n, was := r.ordered[places[&notes[i]]], changed[i]
		if was.Dated != n.Dated || was.FirstDay != n.FirstDay || was.LastDay != n.LastDay || was.Path != n.Path {
			return nil, errors.New("search: more than texts has changed")
		}
		texts[n.number/slotsPerTexts] = true
		sections += len(n.sections()) - len(was.sections())
		if err := r.note(numbered{&was, n.number}, n, before, after); err != nil {
			return nil, err
		}
	}
	if err := r.wordsOf(before, after); err != nil {
		return nil, err
	}
	files := r.files()
	directory, err := r.directory(sections)
	if err != nil {
		return nil, err
	}
	x := Index{cut: cut, ordered: r.ordered}
	return slices.Concat(files, directory, x.textFiles(func(i int) bool { return texts[i] })), nil
}

// renewal is an index in which some notes are replaced.
type renewal struct {
	read    func(string) ([]byte, error)
	cut     layout
	ordered []numbered
	terms   map[string]*shard          // of terms, and of what these have besides, by name of file
	words   map[int]map[string]stemmed // by number of shard
	counts  map[string]int             // in how many sections terms were whose postings changed
	stale   map[string]bool            // names of files that changed
}

// unpacked reads a file and undoes pack.
func (r *renewal) unpacked(name string) ([]byte, error) {
	data, err := r.read(name)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// note puts what a note says now in the place of what it said before, and
// gathers the words of both.
func (r *renewal) note(before, after numbered, wordsBefore, wordsAfter map[string]string) error {
	was, is := gather(before), gather(after)
	maps.Copy(wordsBefore, was.folded())
	maps.Copy(wordsAfter, is.folded())
	none := &list{}
	for term, at := range was.terms {
		now := none
		if other, still := is.terms[term]; still {
			now = &is.lists[other]
		}
		if l := &was.lists[at]; !l.equal(&now.postings) {
			if err := r.replace(l, before.number, now); err != nil {
				return err
			}
		}
	}
	for term, at := range is.terms {
		if _, known := was.terms[term]; !known && is.lists[at].count > 0 {
			if err := r.replace(&is.lists[at], before.number, &is.lists[at]); err != nil {
				return err
			}
		}
	}
	return nil
}

// replace puts the postings of a note in the place of those that a term has of
// it.
func (r *renewal) replace(of *list, note int, now *list) error {
	terms, err := r.shard(termsName(r.cut.termShard(of)))
	if err != nil {
		return err
	}
	e := terms.entries[of.term]
	if e.total == 0 && isStop[of.term] {
		return errors.New("search: words that were not told of may have to be")
	}
	whole := e.postings
	var more *shard
	if e.total > mostFirst {
		if more, err = r.shard(moreName(r.cut.moreShard(of))); err != nil {
			return err
		}
		whole = merged(e.postings, more.entries[of.term].postings)
	}
	if whole.count != e.total {
		return errDamaged
	}
	whole = whole.replaced(note, &now.postings)
	if _, known := r.counts[of.term]; !known {
		r.counts[of.term] = e.total
	}
	r.stale[terms.name] = true
	if max(e.total, whole.count) > mostFirst && more == nil {
		if more, err = r.shard(moreName(r.cut.moreShard(of))); err != nil {
			return err
		}
	}
	if more != nil {
		r.stale[more.name] = true
	}
	switch {
	case whole.count == 0:
		delete(terms.entries, of.term)
	case whole.count <= mostFirst:
		terms.entries[of.term] = entry{of.term, whole.count, whole}
	default:
		total := whole.count
		others := whole.split()
		terms.entries[of.term], more.entries[of.term] = entry{of.term, total, whole}, entry{of.term, total, others}
		return nil
	}
	if more != nil {
		delete(more.entries, of.term)
	}
	return nil
}

// merged undoes split.
func merged(parts ...postings) postings {
	type posting struct {
		note, section int
		rest          []byte
	}
	var all []posting
	for _, p := range parts {
		for note, rest := range p.all() {
			section := int(rest[0] >> 4)
			if section == 15 {
				more, _ := binary.Uvarint(rest[1:])
				section += int(more)
			}
			all = append(all, posting{note, section, rest})
		}
	}
	slices.SortStableFunc(all, func(a, b posting) int { return cmp.Or(a.note-b.note, a.section-b.section) })
	var whole postings
	for _, p := range all {
		whole.begin(p.note)
		whole.rests = append(whole.rests, p.rest...)
	}
	return whole
}

func (r *renewal) shard(name string) (*shard, error) {
	if s, known := r.terms[name]; known {
		return s, nil
	}
	data, err := r.unpacked(name)
	if err != nil {
		return nil, err
	}
	s := &shard{name: name, entries: map[string]entry{}}
	if err := s.decode(data); err != nil {
		return nil, err
	}
	r.terms[name] = s
	return s, nil
}

// wordsOf renews what is told of words: whether they occur, and how common
// their terms are.
func (r *renewal) wordsOf(gone, fresh map[string]string) error {
	for w := range gone {
		if _, still := fresh[w]; still {
			delete(gone, w)
			delete(fresh, w)
		}
	}
	shards := map[int]bool{}
	for _, words := range []map[string]string{gone, fresh} {
		for w := range words {
			shards[r.cut.wordShard(w)] = true
		}
	}
	common := map[string]int{} // in how many sections terms are now that are told to be in fewer or more
	for term, was := range r.counts {
		e, err := r.term(term)
		if err != nil {
			return err
		}
		if bits.Len(uint(e.total)) != bits.Len(uint(was)) {
			common[term] = e.total
			shards[r.cut.wordShard(term)] = true // a stem begins as its words do
		}
	}
	for i := range shards {
		if err := r.readWords(i); err != nil {
			return err
		}
		r.recount(i, common)
	}
	for w, term := range fresh {
		if err := r.put(r.cut.wordShard(w), w, term); err != nil {
			return err
		}
	}
	for w, term := range gone {
		if err := r.drop(r.cut.wordShard(w), w, term); err != nil {
			return err
		}
	}
	return nil
}

// folded are the words that are written, with their terms.
func (c *collector) folded() map[string]string {
	words := map[string]string{}
	for _, w := range c.words {
		if w.term >= 0 {
			words[w.folded] = c.lists[w.term].term
		}
	}
	return words
}

// recount tells of the words of a shard how common their terms are now.
func (r *renewal) recount(i int, common map[string]int) {
	for w, s := range r.words[i] {
		now, changed := common[s.term]
		switch {
		case !changed:
			continue
		case now == 0:
			delete(r.words[i], w)
		default:
			r.words[i][w] = stemmed{s.term, now}
		}
		r.stale[wordsName(i)] = true
	}
}

// put adds a word, if its term is in some section.
func (r *renewal) put(i int, word, term string) error {
	e, err := r.term(term)
	if _, known := r.words[i][word]; !known && err == nil && e.total > 0 {
		r.words[i][word] = stemmed{term, e.total}
		r.stale[wordsName(i)] = true
	}
	return err
}

// drop takes a word away, if no note has it any more.
func (r *renewal) drop(i int, word, term string) error {
	if _, known := r.words[i][word]; !known {
		return nil
	}
	occurs, err := r.occurs(word, term)
	if err == nil && !occurs {
		delete(r.words[i], word)
		r.stale[wordsName(i)] = true
	}
	return err
}

func (r *renewal) term(term string) (entry, error) {
	s, err := r.shard(termsName(r.cut.termShard(&list{hash: Hash(term)})))
	if err != nil {
		return entry{}, err
	}
	return s.entries[term], nil
}

// occurs tells whether a word is written in some note: in one that has its
// term, or in any for words that are not always counted.
func (r *renewal) occurs(word, term string) (bool, error) {
	e, err := r.term(term)
	if err != nil {
		return false, err
	}
	if isStop[term] || e.total > mostFirst {
		for _, n := range r.ordered {
			if n.says(word) {
				return true, nil
			}
		}
		return false, nil
	}
	last := -1
	for note := range e.all() {
		if note == last {
			continue
		}
		last = note
		at, known := slices.BinarySearchFunc(r.ordered, note, func(n numbered, number int) int { return n.number - number })
		if known && r.ordered[at].says(word) {
			return true, nil
		}
	}
	return false, nil
}

// says tells whether a word, folded, is written somewhere in a note.
func (n numbered) says(word string) bool {
	return slices.ContainsFunc(gather(n).words, func(w wordEntry) bool { return w.folded == word })
}

// readWords reads a shard of words.
func (r *renewal) readWords(i int) error {
	data, err := r.unpacked(wordsName(i))
	if err != nil {
		return err
	}
	r.words[i], err = decodeWords(data)
	return err
}

// files are those of terms and words that changed.
func (r *renewal) files() []File {
	var files []File
	for name, s := range r.terms {
		if r.stale[name] {
			files = append(files, File{name, pack(numberPackers, s.encode)})
		}
	}
	for i, words := range r.words {
		if name := wordsName(i); r.stale[name] {
			files = append(files, File{name, pack(textPackers, func(out, _ []byte) (_, _ []byte) { return encodeWords(out, words), nil })})
		}
	}
	return files
}

// directory counts so many sections more than before.
func (r *renewal) directory(more int) ([]File, error) {
	if more == 0 {
		return nil, nil
	}
	const name = "directory.json"
	data, err := r.read(name)
	if err != nil {
		return nil, err
	}
	var was struct{ Sections int }
	if err := json.Unmarshal(data, &was); err != nil {
		return nil, err
	}
	x := Index{cut: r.cut, notes: make([]Note, len(r.ordered)), collectors: []*collector{{sections: was.Sections + more}}}
	return []File{x.directory()}, nil
}
