package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"

	"fangzhi/generator/bench/corpus"
)

// edit is a change of one file.
type edit struct {
	file string // to be written
	data []byte // all of it
	page string // address of the page that shows the change, "/norms/x/"
	want string // a text that the page shows afterwards, and showed never before
}

// editor makes edits of the notes of one site, each with a text of its own.
type editor struct {
	corpus *corpus.Corpus
	form   corpus.Form
	site   string
	order  []int // of notes, drawn by the seed; each is edited once
	made   int
	front  func(note *corpus.Note) // what holds of a note besides what the corpus says
}

// newEditor edits the site of a form, below the folder of a corpus.
func newEditor(c *corpus.Corpus, form corpus.Form, folder string) *editor {
	random := rand.New(rand.NewPCG(c.Seed(), uint64(c.Len())))
	return &editor{
		corpus: c, form: form, site: filepath.Join(folder, form.String()), order: random.Perm(c.Len()),
		front: func(*corpus.Note) {},
	}
}

// draw is the note to be edited at a turn.
func (e *editor) draw(turn int) int { return e.order[turn%len(e.order)] }

// note is a note as it stands in its file.
func (e *editor) note(i int) *corpus.Note {
	n := e.corpus.Note(i)
	e.front(&n)
	return &n
}

// of is the edit that gives a note the text of n, and shows it on n's page.
func (e *editor) of(n *corpus.Note, want string) edit {
	return edit{e.file(n), n.Append(nil, e.form), n.Address(e.form), want}
}

func (e *editor) file(n *corpus.Note) string {
	return filepath.Join(e.site, "content", filepath.FromSlash(n.Path()))
}

// mark is a text that was never written before.
func (e *editor) mark() string {
	e.made++
	return fmt.Sprintf("Remark %d of the bench", e.made)
}

// body adds a paragraph to the note with an index.
func (e *editor) body(i int) edit {
	n, mark := e.note(i), e.mark()
	n.Body = append(n.Body, corpus.Piece{Kind: corpus.Text, Text: "\n" + mark + ".\n"})
	return e.of(n, mark)
}

// title gives the note with an index another title.
func (e *editor) title(i int) edit {
	n, mark := e.note(i), e.mark()
	n.Title = mark
	return e.of(n, mark)
}

// refer makes every k-th note, and so a thousand of them where there are more,
// lead to the one with index to, whose title is on all their pages then. It
// returns the edits and the indexes of the notes.
func (e *editor) refer(to int) (edits []edit, referrers []int) {
	const most = 1000
	k := max(1, e.corpus.Len()/most)
	hub := e.corpus.Head(to)
	refers := func(i int) bool { return i%k == 0 && i != to }
	e.front = func(n *corpus.Note) {
		if refers(n.Index) {
			n.Body = append(n.Body,
				corpus.Piece{Kind: corpus.Text, Text: "\nSee also "},
				corpus.Piece{Kind: corpus.Link, To: hub},
				corpus.Piece{Kind: corpus.Text, Text: ".\n"})
		}
	}
	for i := range e.corpus.Len() {
		if refers(i) {
			edits, referrers = append(edits, e.of(e.note(i), "")), append(referrers, i)
		}
	}
	return edits, referrers
}

// settings gives the site another title, which is on every page. The page to
// look at is that of the note with an index.
func (e *editor) settings(data []byte, i int) edit {
	mark := e.mark()
	head := e.corpus.Head(i)
	return edit{
		filepath.Join(e.site, "fangzhi.yaml"), bytes.Replace(data, []byte(corpus.SiteTitle), []byte(mark), 1),
		head.Address(e.form), mark,
	}
}
