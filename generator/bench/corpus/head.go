package corpus

import (
	"math/rand/v2"
	"strings"
)

// Head is what other notes may name of a note.
type Head struct {
	Index    int
	Kind     Kind
	Stem     string   // file name without ".md", unique in the corpus
	Title    string   // unique in the corpus
	Chinese  string   // the title in Chinese, unique in the corpus
	Name     string   // the invented proper name, such as "Qinghebao"
	Han      string   // the same in Chinese, such as "清河堡"
	Region   string   // the subfolder
	Year     int      // when what the note tells of began
	Headings []string // texts of its headings, all different
}

// Years that notes speak of.
const (
	firstYear = 1947
	lastYear  = 2024
)

// Head is the head of note i.
func (c *Corpus) Head(i int) Head {
	r := c.random(i, streamHead)
	h := Head{Index: i, Kind: c.kindOf(i)}
	own := c.syllablesOf(i)
	for _, s := range own {
		h.Name += s.latin
		h.Han += s.han
	}
	h.Name = capitalised(h.Name)
	h.Region = pick(r, regions)
	h.Year = firstYear + r.IntN(lastYear-firstYear+1)
	p := pick(r, titlePatterns[h.Kind])
	h.Title = strings.Replace(p.latin, "{}", h.Name, 1)
	h.Chinese = strings.Replace(p.han, "{}", h.Han, 1)
	if h.Kind == Person {
		// The family name stands first and by itself: "Qing Hebao".
		family := len(own[0].latin)
		h.Title = h.Name[:family] + " " + capitalised(h.Name[family:])
	}
	h.Stem = strings.ReplaceAll(strings.ToLower(h.Title), " ", "-")
	h.Headings = drawDistinct(r, headingTexts, 3+r.IntN(4))
	return h
}

// syllablesOf is the proper name of note i. The index is permuted so that
// notes with close indexes have unlike names. No two notes share a name, also
// when it is written in one word: every syllable begins with a consonant and
// ends in a vowel, n or ng, so a name is read in one way only.
func (c *Corpus) syllablesOf(i int) []syllable {
	base, total := uint64(len(syllables)), uint64(1)
	for range c.syllables {
		total *= base
	}
	// The golden section spreads neighbours far apart. It has no factor in
	// common with base, a power of which is total: this is a permutation.
	factor := total*618/1000 | 1
	n := (uint64(i)*factor + mix(c.seed)%total) % total
	own := make([]syllable, c.syllables)
	for k := range own {
		own[k] = syllables[n%base]
		n /= base
	}
	return own
}

// capitalised is a word of ASCII letters with a capital at its beginning.
func capitalised(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// drawDistinct draws n different elements of list, in random order.
func drawDistinct(r *rand.Rand, list []string, n int) []string {
	picked := make([]string, 0, n)
	var used uint64 // one bit for each element: lists are short
	for len(picked) < min(n, len(list)) {
		if k := r.IntN(len(list)); used&(1<<k) == 0 {
			used |= 1 << k
			picked = append(picked, list[k])
		}
	}
	return picked
}

// Path is the note's file below content/, slash-separated.
func (h Head) Path() string { return h.Kind.Folder() + "/" + h.Region + "/" + h.Stem + ".md" }
