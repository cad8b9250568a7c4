package graph

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"fangzhi/generator/cores"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// letter is a note's place in the alphabet.
type letter struct {
	key  []byte // of the collator
	note *Note
}

// collator orders titles: letters first, regardless of case and accents, then
// Chinese by its sounds. It serves one goroutine at a time.
type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

var collators = sync.Pool{New: func() any {
	return &collator{Collator: collate.New(language.MustParse("zh-u-co-pinyin"), collate.Numeric, collate.Loose)}
}}

// letterOf finds the key of a note, which is by its sort key or else its title.
func letterOf(n *Note) letter {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	c.buffer.Reset()
	key := c.KeyFromString(&c.buffer, cmp.Or(n.Object.Front.SortKey.Text, n.Title))
	return letter{bytes.Clone(key), n} // as long as the buffer has any key, it has 4 kB
}

// alphabet gives each note its place in the order that a reader expects of an
// index, equal titles by path. Whatever is listed by title is then sorted by
// that number, since the collator is slow.
func (g *Graph) alphabet() {
	g.letters = make([]letter, len(g.Notes))
	cores.Each(len(g.Notes), func(i int) { g.letters[i] = letterOf(g.Notes[i]) })
	g.spell()
}

// spell sorts the alphabet, and tells the notes their places.
func (g *Graph) spell() {
	slices.SortFunc(g.letters, inAlphabet)
	for i, l := range g.letters {
		l.note.letter = i
	}
}

func inAlphabet(a, b letter) int {
	return cmp.Or(bytes.Compare(a.key, b.key), a.note.Index-b.note.Index)
}

// spellAnew gives a note with another title its place in the alphabet, and tells
// whether that is another than before.
func (g *Graph) spellAnew(n *Note) (moved bool) {
	from := n.letter
	to := moveTo(g.letters, from, letterOf(n), inAlphabet)
	for i := min(from, to); i <= max(from, to); i++ {
		g.letters[i].note.letter = i
	}
	return to != from
}

// moveTo moves what stands at one place of a list, of which the rest is in order,
// to where it belongs as it is now, and returns the place.
func moveTo[T any](list []T, from int, moved T, order func(a, b T) int) (to int) {
	rest := list[:len(list)-1]
	copy(rest[from:], list[from+1:])
	to, _ = slices.BinarySearchFunc(rest, moved, order)
	copy(list[to+1:], rest[to:])
	list[to] = moved
	return to
}

// ByTitle orders the notes of a graph by their place in the alphabet, which is
// that of their titles.
func ByTitle(a, b *Note) int { return a.letter - b.letter }
