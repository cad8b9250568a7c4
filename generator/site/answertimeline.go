package site

import (
	"fmt"
	"html"

	"fangzhi/generator/address"
	"fangzhi/generator/answer"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/query"
	"fangzhi/generator/timeline"
)

// timeline draws an answer, with its groups as lanes, and lists it beneath.
func (w *answerWriter) timeline(a answer.Answer) {
	title := w.caption(a)
	w.strings(string(w.planner.draw(w.timelineID, w.chart(title, a), w.data).Markup()))
	w.strings(`<details class="query-list-equal"><summary>`, html.EscapeString(w.planner.with("query.as-list", "caption", title)), "</summary>\n")
	for _, g := range a.Groups {
		if w.query.Group != "" {
			w.strings(`<p class="query-lane">`, w.said(w.groupTitle(g)), "</p>\n")
		}
		w.list(g.Notes)
	}
	w.strings("</details>\n")
}

// chart is what the timeline of an answer shows: in lanes by type, or by what
// the query groups by.
func (w *answerWriter) chart(title string, a answer.Answer) timeline.Chart {
	if w.query.Group == "" || w.query.Group == "type" {
		var notes []*graph.Note
		for _, g := range a.Groups {
			notes = append(notes, g.Notes...)
		}
		c := w.planner.chart(title, graph.Dated(notes))
		c.Narrow = true
		return c
	}
	c := timeline.Chart{Title: title, Periods: w.planner.background, Narrow: true}
	for _, g := range a.Groups {
		name := w.groupTitle(g)
		c.Lanes = append(c.Lanes, timeline.Name{ID: name, Text: name})
		for _, item := range w.planner.placed(graph.Dated(g.Notes)) {
			c.Items = append(c.Items, item.In(name))
		}
	}
	return c
}

// timelineData is where what the timeline of a block shows is published.
func timelineData(n *graph.Note, index int) address.Path {
	return n.Address + address.Path(fmt.Sprintf("timeline-%d.csv", index+1))
}

// answerData lists the data of the timelines within notes.
func (p *Planner) answerData() []Page {
	var pages []Page
	for _, n := range p.graph.Notes {
		pages = append(pages, p.answersIn(n)...)
	}
	return pages
}

// answersIn lists the data of the timelines within one note.
func (p *Planner) answersIn(n *graph.Note) []Page {
	var pages []Page
	for i := range n.Object.Body.Blocks {
		block := &n.Object.Body.Blocks[i]
		if block.Invalid != "" || block.Query.View != query.Timeline {
			continue
		}
		pages = append(pages, Page{Address: timelineData(n, i), Kind: Raw, Sources: []string{n.Object.Path}, view: func(p *Planner) (any, []diag.Diagnostic) {
			w := answerWriter{planner: p, block: block, query: &block.Query}
			var c timeline.Chart
			if named, reason := askedNotes(n, i); reason == nil {
				c = w.chart("", answer.Find(p.graph, &block.Query, named))
			}
			return records(c.Items), nil
		}})
	}
	return pages
}
