package graph

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// titles orders notes as a reader expects an index to be: by sort key or else
// title, Chinese by its sounds, letters regardless of case and accents. Keys
// are computed once for each note, since the collator is slow.
type titles struct {
	collator *collate.Collator
	buffer   collate.Buffer
	keys     map[*Note]string
}

func newTitles() *titles {
	return &titles{
		collator: collate.New(language.MustParse("und-u-co-pinyin"), collate.Numeric, collate.Loose),
		keys:     map[*Note]string{},
	}
}

func (t *titles) key(n *Note) string {
	key, ok := t.keys[n]
	if !ok {
		text := n.Object.Front.SortKey.Text
		if text == "" {
			text = n.Title
		}
		t.buffer.Reset()
		key = string(t.collator.KeyFromString(&t.buffer, text))
		t.keys[n] = key
	}
	return key
}

// compare is a total order: equal titles are ordered by path.
func (t *titles) compare(a, b *Note) int {
	if a == b {
		return 0
	}
	return cmp.Or(cmp.Compare(t.key(a), t.key(b)), cmp.Compare(a.Object.Path, b.Object.Path))
}

func (t *titles) sort(notes []*Note) { slices.SortFunc(notes, t.compare) }
