package site

import (
	"iter"
	"slices"

	"fangzhi/generator/cores"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/timeline"
)

// mostAlike is how many notes that began within a period its own timeline
// shows although nothing else joins them to it.
const mostAlike = 100

// ownTimeline is that of a period, with what happened in its time, or of an
// actor, with what concerns it. Other notes have none, and no note has one of
// a single mark.
func (p *Planner) ownTimeline(n *graph.Note) *Drawing {
	notes := p.ownNotes(n.Base())
	if len(notes) < 2 {
		return nil
	}
	d := p.draw(pageDrawing, p.ownChart(n, notes), n.Address+dataName)
	if d == nil || d.Figure.Count < 2 {
		return nil
	}
	return d
}

// ownNotes are the dated notes on the timeline of a period or an actor.
func (p *Planner) ownNotes(n *graph.Note) []*graph.Note {
	if n.Type.ID != periodType && !n.IsActor() {
		return nil
	}
	notes := n.Concern()
	if n.Type.ID == periodType && !n.When.IsZero() {
		if within := p.graph.Beginning(n.When); len(within) <= mostAlike {
			notes = both(notes, within, n)
		}
	}
	return notes
}

func (p *Planner) ownChart(n *graph.Note, notes []*graph.Note) timeline.Chart {
	c := p.chart(p.noteLink(n).Text, notes)
	c.Narrow = true
	if own := p.dated(n.Base()); n.Type.ID == periodType && own.drawn {
		c.Around = &own.placed
	}
	return c
}

// ownTimelineData lists the data of the timelines of notes, for each note that
// has one.
func (p *Planner) ownTimelineData() []Page {
	var pages []Page
	for _, n := range p.graph.Notes {
		if p.ownTimelines[n] {
			pages = append(pages, p.ownData(n))
		}
	}
	return pages
}

// timelined are the notes that have a timeline of their own. Those of a graph
// stay the same while it is renewed, but for its links.
type timelined struct {
	graph   *graph.Graph
	relinks int
	notes   map[*graph.Note]bool
}

// findOwnTimelines tells which notes have a timeline of their own.
func (p *Planner) findOwnTimelines(m *Memory) {
	if m.timelined.graph != p.graph || m.timelined.relinks != p.graph.Relinks {
		m.timelined = timelined{p.graph, p.graph.Relinks, map[*graph.Note]bool{}}
		notes := p.graph.Ordinary()
		has := make([]bool, len(notes))
		cores.Each(len(notes), func(i int) { has[i] = p.hasOwnTimeline(notes[i]) })
		for i, n := range notes {
			if has[i] {
				m.timelined.notes[n] = true
			}
		}
	}
	p.ownTimelines = m.timelined.notes
}

// hasOwnTimeline tells, from dates alone, whether ownTimeline draws one: what
// a page shows is not known yet when pages are listed.
func (p *Planner) hasOwnTimeline(n *graph.Note) bool {
	if n.Type.ID != periodType {
		return n.IsActor() && twoDrawn(n.Concerned())
	}
	own, drawn := bare(n)
	if !drawn {
		return twoDrawn(slices.Values(p.ownNotes(n)))
	}
	c := timeline.Chart{Around: &own}
	for _, other := range p.ownNotes(n) {
		if item, drawn := bare(other); drawn {
			c.Items = append(c.Items, item)
		}
	}
	return len(c.Drawn()) > 1
}

// twoDrawn tells whether more than one of some notes can be drawn.
func twoDrawn(notes iter.Seq[*graph.Note]) bool {
	count := 0
	for n := range notes {
		if _, drawn := bare(n); drawn {
			count++
		}
		if count > 1 {
			return true
		}
	}
	return false
}

// bare is where a note stands in time, and no more of it.
func bare(n *graph.Note) (timeline.Placed, bool) {
	return timeline.Place(&timeline.Item{When: n.When})
}

func (p *Planner) ownData(n *graph.Note) Page {
	return Page{Address: n.Address + dataName, Kind: Raw, Sources: []string{n.Object.Path}, view: func(p *Planner) (any, []diag.Diagnostic) {
		return records(p.ownChart(n, p.ownNotes(n.Base())).Drawn()), nil
	}}
}

// records is the data of items.
func records(items []timeline.Placed) []byte {
	all := [][]byte{timeline.Head()}
	for _, item := range items {
		all = append(all, item.Record())
	}
	return slices.Concat(all...)
}

// both lists what is in either of two lists, in order of time, but for one.
func both(a, b []*graph.Note, but *graph.Note) []*graph.Note {
	met := map[*graph.Note]bool{but: true}
	var list []*graph.Note
	for _, n := range slices.Concat(a, b) {
		if !met[n] {
			met[n] = true
			list = append(list, n)
		}
	}
	return graph.Dated(list)
}
