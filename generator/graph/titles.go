package graph

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// alphabet gives each note its place in the order that a reader expects of an
// index: by sort key or else title, Chinese by its sounds, letters regardless
// of case and accents, equal titles by path. Whatever is listed by title is
// then sorted by that number, since the collator is slow.
func (g *Graph) alphabet() {
	type entry struct {
		key  []byte
		note *Note
	}
	entries := make([]entry, len(g.Notes))
	collators := sync.Pool{New: func() any {
		return collate.New(language.MustParse("und-u-co-pinyin"), collate.Numeric, collate.Loose)
	}}
	forEach(len(g.Notes), func(i int) {
		n := g.Notes[i]
		collator := collators.Get().(*collate.Collator)
		defer collators.Put(collator)
		var buffer collate.Buffer
		entries[i] = entry{collator.KeyFromString(&buffer, cmp.Or(n.Object.Front.SortKey.Text, n.Title)), n}
	})
	// The notes are in order of path, and equal keys keep that order.
	slices.SortStableFunc(entries, func(a, b entry) int { return bytes.Compare(a.key, b.key) })
	for i, e := range entries {
		e.note.letter = i
	}
}

// byTitle orders notes by their place in the alphabet.
func byTitle(a, b *Note) int { return a.letter - b.letter }
