package site

import (
	"maps"
	"slices"

	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

// Reads are the notes whose text went into a page. While the text of a note is
// all that changes, only pages that read it can come out otherwise: the graph,
// of which everything else is made, is the same.
type Reads struct {
	all   bool
	notes []*graph.Note
}

// Any tells whether one of the given notes is among them.
func (r Reads) Any(notes map[*graph.Note]bool) bool {
	if r.all {
		return len(notes) > 0
	}
	return slices.ContainsFunc(r.notes, func(n *graph.Note) bool { return notes[n] })
}

// Notes lists them in no particular order; all tells that every note is among
// them, and that none is listed.
func (r Reads) Notes() (notes []*graph.Note, all bool) { return r.notes, r.all }

// ReadsOf are the notes that Notes once told of.
func ReadsOf(notes []*graph.Note, all bool) Reads { return Reads{all: all, notes: notes} }

// reading takes down reads while a page is made.
type reading struct {
	all  bool
	seen map[*graph.Note]bool
	last *graph.Note
}

func (r *reading) add(n *graph.Note) {
	if n == r.last {
		return
	}
	if r.last = n; r.seen == nil {
		r.seen = map[*graph.Note]bool{}
	}
	r.seen[n] = true
}

func (r *reading) done() Reads {
	if r.all {
		return Reads{all: true}
	}
	return Reads{notes: slices.AppendSeq(make([]*graph.Note, 0, len(r.seen)), maps.Keys(r.seen))}
}

// text gives access to the text of a note, and takes down that the page at
// hand shows some of it. It is the only way to it: what was planned before any
// page is asked for must not depend on texts.
func (p *Planner) text(n *graph.Note) *markdown.Document {
	if p.reads == nil {
		panic("site: the text of " + n.Object.Path + " is read for no page")
	}
	p.reads.add(n)
	return &n.Object.Body
}

// Stands tells whether the page would come out as it did in the run that
// Memory.Recall told of, though it shows a text that has changed. Then it need
// not be made again, if its file is the one that was published. It may be called
// from any goroutine.
func (page *Page) Stands() bool {
	if page.stands == nil {
		return false
	}
	p := *page.planner
	p.reads = &reading{}
	return page.stands(&p)
}

// View computes the view model, or, for Raw, the bytes as a []byte or a Maker of
// them, and tells of which notes it shows the text. It may be called from any goroutine. A page
// made of a File has none.
func (page *Page) View() View {
	p := *page.planner
	p.reads = &reading{}
	model, diagnostics := page.view(&p)
	return View{Model: model, Reads: p.reads.done(), Diagnostics: diagnostics}
}
