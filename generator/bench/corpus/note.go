package corpus

import (
	"math/rand/v2"
	"slices"
)

// Note is one note before it is written in a form. Its body is Markdown that
// all forms share, with pieces between that each form writes in its own way.
type Note struct {
	Head
	Date      string // the day it tells of, in ISO 8601
	Aliases   []string
	Tags      []string
	Summary   string
	Facts     []Fact
	Relations []Relation
	Body      []Piece
}

// Fact is a field of the front matter with values of its own.
type Fact struct {
	Field  string
	Values []string
}

// Relation is a field of the front matter that names other notes.
type Relation struct {
	Field string
	To    []Head
}

// PieceKind tells what a Piece of a body is.
type PieceKind uint8

const (
	// Text is Markdown, the same in every form.
	Text PieceKind = iota
	// Link leads to another note.
	Link
	// Citation names a source and a page.
	Citation
	// Callout is the first line of a block quote with a title; the lines
	// that follow are Text.
	Callout
)

// Piece is a part of a body.
type Piece struct {
	Kind    PieceKind
	Text    string // Text: the Markdown. Link: the label, or nothing. Citation: the page. Callout: the title
	Key     string // Citation: the key of the source. Callout: its type
	To      Head   // Link: the note
	Heading string // Link: a heading of the note, or nothing
}

// Note makes the note with index i, from 0 to Len()-1.
func (c *Corpus) Note(i int) Note {
	r := c.random(i, streamBody)
	n := Note{Head: c.Head(i)}
	began := dayIn(r, n.Year)
	n.Date = began.String()
	if r.IntN(4) == 0 {
		n.Aliases = append(n.Aliases, n.Chinese)
	}
	if r.IntN(8) == 0 && n.Kind != Person {
		n.Aliases = append(n.Aliases, n.Name+" "+n.Kind.String())
	}
	n.Tags = drawTags(r, c.notes)
	n.Summary = c.phrase(r, pick(r, summaries))
	c.relate(r, &n, began)
	c.compose(r, &n)
	return n
}

// relate fills in the facts and relations that a note of its kind has.
func (c *Corpus) relate(r *rand.Rand, n *Note, began day) {
	fact := func(field string, values ...string) { n.Facts = append(n.Facts, Fact{field, values}) }
	switch n.Kind {
	case Period:
		fact("when", began.span(r, 2+r.IntN(12)))
	case Norm:
		fact("issued", began.point(r))
		fact("in_force", began.span(r, 1+r.IntN(30)))
		fact("level", pick(r, []string{"law", "government norm", "party norm", "local rule"}))
		n.relate("issuer", c.some(r, Organisation, 1))
		n.relate(pick(r, []string{"supersedes", "amends", "implements"}), c.earlier(r, n, Norm))
	case Case:
		fact("when", began.span(r, 1+r.IntN(4)))
		n.relate("place", c.some(r, Place, 1))
		n.relate("actors", append(c.some(r, Organisation, 1+r.IntN(2)), c.some(r, Person, r.IntN(2))...))
		n.relate("norms", c.earlier(r, n, Norm))
		n.relate("periods", c.earlier(r, n, Period))
	case Organisation:
		fact("when", began.span(r, 5+r.IntN(40)))
		n.relate("part_of", c.above(r, n))
		n.relate(pick(r, []string{"reports_to", "dispatches", "evaluates"}), c.above(r, n))
	case Person:
		fact("when", began.span(r, 40+r.IntN(40)))
		fact("roles", pick(r, adjectives)+" secretary", pick(r, adjectives)+" member")
	case Place:
		n.relate("part_of", c.above(r, n))
	case Concept:
		fact("when", began.point(r))
	}
}

// relate adds a relation unless it names nothing.
func (n *Note) relate(field string, to []Head) {
	if len(to) > 0 {
		n.Relations = append(n.Relations, Relation{field, to})
	}
}

// some draws up to count different notes of a kind.
func (c *Corpus) some(r *rand.Rand, k Kind, count int) []Head {
	var heads []Head
	for range count {
		h := c.Head(c.popular(r, k))
		if !slices.ContainsFunc(heads, func(have Head) bool { return have.Index == h.Index }) {
			heads = append(heads, h)
		}
	}
	return heads
}

// earlier draws a note of the kind that is older than n, so that nothing
// follows from what came after it and no chain of notes is a circle. It finds
// none now and then.
func (c *Corpus) earlier(r *rand.Rand, n *Note, k Kind) []Head {
	for range 4 {
		if h := c.Head(c.popular(r, k)); h.Year < n.Year {
			return []Head{h}
		}
	}
	return nil
}

// above draws a note of n's kind that stands before it, as parts stand below
// the whole: never a circle. The first note has none.
func (c *Corpus) above(r *rand.Rand, n *Note) []Head {
	first := c.first[n.Kind]
	if n.Index == first {
		return nil
	}
	return []Head{c.Head(first + skewed(r, n.Index-first, popularHead))}
}
