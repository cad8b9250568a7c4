package site

import (
	"maps"
	"slices"
	"strings"

	"fangzhi/generator/compile"
	"fangzhi/generator/graph"
	"fangzhi/generator/markdown"
)

// Reads are the notes whose text went into a page. While the text of a note is
// all that changes, only pages that read it can come out otherwise: the graph,
// of which everything else is made, is the same.
type Reads struct {
	all    bool
	notes  []*graph.Note // of which the outline was read
	bodies []*graph.Note // of these, those of which the rest was read, too
}

// Changed are notes whose text changed: true where the outline says something
// else than before (see markdown.Outline.Says), and not only the rest.
type Changed map[*graph.Note]bool

// Any tells whether something that was read has changed.
func (r Reads) Any(notes Changed) bool {
	if r.all {
		return len(notes) > 0
	}
	return slices.ContainsFunc(r.notes, func(n *graph.Note) bool { return notes[n] }) ||
		slices.ContainsFunc(r.bodies, func(n *graph.Note) bool { _, changed := notes[n]; return changed })
}

// Notes lists them in no particular order, and again those of which more than
// the outline was read; all tells that every note is among them, and that none
// is listed.
func (r Reads) Notes() (notes, bodies []*graph.Note, all bool) { return r.notes, r.bodies, r.all }

// ReadsOf are the notes that Notes once told of.
func ReadsOf(notes, bodies []*graph.Note, all bool) Reads {
	return Reads{all: all, notes: notes, bodies: bodies}
}

// reading takes down reads while a page is made.
type reading struct {
	all    bool
	notes  []*graph.Note                      // each once
	seen   map[*graph.Note]bool               // the same, when they are many
	bodies map[*graph.Note]*markdown.Document // of those whose body was asked for; nil where that was for another page
	lost   error                              // why one of these cannot be read
}

func (r *reading) add(n *graph.Note) {
	last := len(r.notes) - 1
	if r.all || last >= 0 && r.notes[last] == n || r.has(n) {
		return
	}
	if r.notes == nil {
		r.notes = make([]*graph.Note, 0, 16) // the page of a note names about as many others
	}
	r.notes = append(r.notes, n)
	switch {
	case r.seen != nil:
		r.seen[n] = true
	case len(r.notes) == fewRead:
		r.seen = make(map[*graph.Note]bool, 2*fewRead)
		for _, n := range r.notes {
			r.seen[n] = true
		}
	}
}

// fewRead is from how many notes on one is not found among them by looking at
// each any more.
const fewRead = 32

func (r *reading) has(n *graph.Note) bool {
	if r.seen != nil {
		return r.seen[n]
	}
	return slices.Contains(r.notes, n)
}

func (r *reading) done() Reads {
	if r.all {
		return Reads{all: true}
	}
	// They are kept, without the room behind them.
	return Reads{notes: slices.Clone(r.notes), bodies: slices.AppendSeq(make([]*graph.Note, 0, len(r.bodies)), maps.Keys(r.bodies))}
}

// with is a reading that has the body of a note at hand, if this one has.
func (r *reading) with(n *graph.Note) *reading {
	if body := r.bodies[n]; body != nil {
		return &reading{notes: []*graph.Note{n}, bodies: map[*graph.Note]*markdown.Document{n: body}}
	}
	return &reading{}
}

// include takes down what was read for another page that is part of this one.
func (r *reading) include(other Reads, lost error) {
	for _, n := range other.notes {
		r.add(n)
	}
	for _, n := range other.bodies {
		if _, known := r.bodies[n]; !known {
			if r.bodies == nil {
				r.bodies = map[*graph.Note]*markdown.Document{}
			}
			r.bodies[n] = nil
		}
	}
	if lost != nil {
		r.lost = lost
	}
}

// text gives access to the outline of a note, sentences about its references
// included, and takes down that the page at hand shows some of its text. Beside
// body it is the only way to that: what was planned before any page is asked for
// must not depend on texts. Lines, places in the text and the number of words
// are only for those who ask for the body.
func (p *Planner) text(n *graph.Note) *markdown.Outline {
	if p.reads == nil {
		panic("site: the text of " + n.Object.Path + " is read for no page")
	}
	p.reads.add(n)
	return &n.Object.Body
}

// body is all of what text gives access to. The page at hand gets it once.
func (p *Planner) body(n *graph.Note) *markdown.Document {
	outline := p.text(n)
	if body := p.reads.bodies[n]; body != nil {
		return body
	}
	body := &markdown.Document{Outline: *outline, Text: *p.reads.read(n.Object)}
	if p.reads.bodies == nil {
		p.reads.bodies = map[*graph.Note]*markdown.Document{}
	}
	p.reads.bodies[n] = body
	return body
}

// read reads the text of a note. Of one that is lost it gives a blank text in
// which every place of the outline can be found, since the page will be thrown
// away.
func (r *reading) read(o *compile.Object) *markdown.Text {
	text, err := o.Text.Read()
	if err != nil {
		r.lost = err
		end := o.Body.Footnotes
		for i := range o.Body.Anchors {
			end = max(end, int(o.Body.Anchors[i].End))
		}
		text = &markdown.Text{HTML: strings.Repeat(" ", end)}
	}
	return text
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
	return page.stands(&p) && p.reads.lost == nil
}

// View computes the view model, or, for Raw, the bytes as a []byte or a Maker of
// them, and tells of which notes it shows the text. It may be called from any goroutine. A page
// made of a File has none.
func (page *Page) View() View {
	p := *page.planner
	p.reads = &reading{}
	model, diagnostics := page.view(&p)
	return View{Model: model, Reads: p.reads.done(), Diagnostics: diagnostics, Lost: p.reads.lost}
}
