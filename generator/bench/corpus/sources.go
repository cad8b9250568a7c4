package corpus

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
)

// sourceCount is how many sources a site has, whatever its size: readers
// return to the same books.
const sourceCount = 400

// source is an entry of the bibliography.
type source struct {
	key, kind       string // kind: the BibTeX type
	family, given   string
	title, in       string // in: the journal, book or publisher
	year            int
	volume, page    int
	chinese         bool
	hanName, hanKey string
}

// makeSources draws the bibliography. Keys are unique by their number.
func makeSources(r *rand.Rand) []source {
	list := make([]source, sourceCount)
	for i := range list {
		a, b, d := pick(r, syllables), pick(r, syllables), pick(r, syllables)
		s := source{
			kind:   pick(r, []string{"article", "article", "book", "incollection", "report"}),
			family: capitalised(a.latin), given: capitalised(b.latin + d.latin),
			title: fmt.Sprintf("%s %s and %s %s", capitalised(pick(r, adjectives)), capitalised(pick(r, nouns)),
				capitalised(pick(r, adjectives)), capitalised(pick(r, nouns))),
			in:   capitalised(pick(r, adjectives)) + " Studies",
			year: 1950 + r.IntN(75), volume: 1 + r.IntN(60), page: 1 + r.IntN(400),
			chinese: r.IntN(3) == 0, hanName: a.han + b.han + d.han, hanKey: b.han + d.han + a.han,
		}
		s.key = fmt.Sprintf("%s-%d-%s-%03d", a.latin, s.year, pick(r, nouns), i)
		list[i] = s
	}
	return list
}

// writeBibTeX writes all sources as one BibTeX file.
func (c *Corpus) writeBibTeX(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, s := range c.sources {
		author, title := s.family+", "+s.given, s.title
		if s.chinese {
			author, title = "{"+s.hanName+"}", s.hanKey+"村史资料选编"
		}
		fmt.Fprintf(b, "@%s{%s,\n  author = {%s},\n  title = {%s},\n  year = {%d},\n", s.kind, s.key, author, title, s.year)
		switch s.kind {
		case "article":
			fmt.Fprintf(b, "  journal = {%s},\n  volume = {%d},\n  pages = {%d--%d},\n", s.in, s.volume, s.page, s.page+20)
		case "incollection":
			fmt.Fprintf(b, "  booktitle = {Essays in %s},\n  publisher = {%s Press},\n", s.in, s.family)
		case "report":
			fmt.Fprintf(b, "  institution = {Institute of %s},\n", s.in)
		default:
			fmt.Fprintf(b, "  publisher = {%s Press},\n", s.family)
		}
		fmt.Fprint(b, "}\n\n")
	}
	return b.Flush()
}
