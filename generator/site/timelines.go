package site

import (
	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/timeline"
)

const (
	periodType = "period"
	// pageDrawing is the ID of the timeline of a whole page.
	pageDrawing = "fz-timeline"
	// dataName is added to the address of a page for the data of its timeline.
	dataName = "timeline.csv"
	// mostSummaries is with how many notes the page of all dated notes still
	// says what each is, and mostListed with how many it still names them.
	// Beyond, the pages of the years do.
	mostSummaries, mostListed = 500, 5000
)

// timeline is the page of everything dated.
func (p *Planner) timeline() (any, []diag.Diagnostic) {
	notes := p.graph.Dated()
	v := &TimelinePage{Frame: p.frame(TimelineAddress, p.say("nav.timeline"), ""), Count: len(notes), Years: p.href(address.Time)}
	v.Description = p.with("timeline.description", "n", len(notes), "site", p.settings.Title)
	v.Timeline = p.drawing(pageDrawing, p.settings.Title, notes, TimelineAddress+dataName)
	p.linkClusters(v.Timeline)
	if len(notes) > mostListed {
		v.Decades = p.spans()
		return v, nil
	}
	v.Groups = p.byDecade(notes)
	for i := range v.Groups {
		g := &v.Groups[i]
		p.nameTypes(g.Entries)
		if len(notes) > mostSummaries {
			withoutSummaries(g.Entries)
		}
	}
	return v, nil
}

func withoutSummaries(entries []Entry) {
	brief := make([]Listed, len(entries))
	for i := range entries {
		brief[i] = *entries[i].Listed
		brief[i].Summary = ""
		entries[i].Listed = &brief[i]
	}
}

// periods is the timeline of the home page.
func (p *Planner) periods() *Drawing {
	notes := p.graph.ByType[periodType]
	var data address.Path
	if folder := p.types[periodType].Folder; folder != "" {
		data = address.Page(folder) + dataName
	}
	return p.drawing(pageDrawing, p.say("home.periods"), graph.Dated(notes), data)
}

// linkClusters leads from what is counted to the pages of its years, where
// these are one year or ten.
func (p *Planner) linkClusters(d *Drawing) {
	if d == nil || d.Figure.Complete {
		return
	}
	d.Sources = map[int64]string{}
	for _, l := range d.Figure.Lanes {
		for _, c := range l.Clusters {
			at := address.Year(c.Year)
			if c.Years == 10 && c.Year > 0 {
				at = address.Decade(c.Year)
			}
			if (c.Years == 1 || c.Years == 10) && p.calendar().pages[at] {
				d.Sources[c.Year] = p.href(at)
			}
		}
	}
}

// drawing lays out dated notes, in lanes by type. Its data is published at an
// address, if that is not empty. Without any that can be drawn it is nil.
func (p *Planner) drawing(id, title string, notes []*graph.Note, data address.Path) *Drawing {
	return p.draw(id, p.chart(title, notes), data)
}

func (p *Planner) draw(id string, c timeline.Chart, data address.Path) *Drawing {
	c.Words = p.timelineWords()
	f := timeline.Layout(c)
	if f == nil {
		return nil
	}
	d := &Drawing{Words: p.words, ID: id, Figure: f, Lent: p.lent()}
	if data != "" {
		d.Data = p.href(data)
	}
	return d
}

// chart is what a timeline of notes shows, in lanes by type.
func (p *Planner) chart(title string, notes []*graph.Note) timeline.Chart {
	return timeline.Chart{Title: title, Items: p.placed(notes), Periods: p.background, Lanes: p.lanes}
}

// placed are those of the notes that can be drawn.
func (p *Planner) placed(notes []*graph.Note) []timeline.Placed {
	items := make([]timeline.Placed, 0, len(notes))
	for _, n := range notes {
		if s := p.dated(n); s.drawn {
			items = append(items, s.placed)
		}
	}
	return items
}

// dated works out where a note stands in time, and its record in the data of
// timelines, when it is first asked for.
func (p *Planner) dated(n *graph.Note) *inTime {
	s := &p.inTime[n.Index]
	s.once.Do(func() {
		e := &p.named(n).entry
		item := &timeline.Item{
			Label: e.Text, Original: e.OriginalTitle, Words: e.When, Type: n.Type.ID, Lane: n.Type.ID,
			Href: e.Href, Address: p.settings.Base.Absolute(p.local(n).Address), When: n.When,
		}
		for _, t := range n.Tags {
			item.Tags = append(item.Tags, t.ID)
		}
		if s.placed, s.drawn = timeline.Place(item); s.drawn {
			s.placed = s.placed.Recorded()
		}
	})
	return s
}

// data is the page that publishes what a timeline of notes shows, in the order
// of the notes.
func (p *Planner) data(at address.Path, notes func(*Planner) []*graph.Note) Page {
	return Page{Address: at + dataName, Kind: Raw, view: func(p *Planner) (any, []diag.Diagnostic) {
		return records(p.placed(graph.Dated(notes(p)))), nil
	}}
}

// timelineData lists the data of the timelines of all pages that are lists.
func (p *Planner) timelineData() []Page {
	var pages []Page
	add := func(at address.Path, notes func(*Planner) []*graph.Note) {
		if anyDated(notes(p)) {
			pages = append(pages, p.data(at, notes))
		}
	}
	add(TimelineAddress, func(p *Planner) []*graph.Note { return p.graph.Dated() })
	for _, t := range p.graph.Types {
		if t.Folder != "" {
			add(address.Page(t.Folder), func(p *Planner) []*graph.Note { return p.graph.ByType[t.ID] })
		}
	}
	for i, d := range p.calendar().decades {
		add(d.at, func(p *Planner) []*graph.Note { return p.calendar().decades[i].beginning() })
	}
	for _, t := range p.graph.Tags {
		add(t.Address(), func(*Planner) []*graph.Note { return t.Notes })
	}
	return pages
}

func anyDated(notes []*graph.Note) bool {
	for _, n := range notes {
		if !n.When.IsZero() {
			return true
		}
	}
	return false
}
