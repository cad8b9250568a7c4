package site

import (
	"cmp"
	"fmt"
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
)

// mostHolding is how many notes the page of a year names that began before it
// and ended after it.
const mostHolding = 100

// decadeNotes are ten years in which something begins or ends.
type decadeNotes struct {
	at    address.Path
	first int64 // a year of it
	years []*yearNotes
	loose []*graph.Note // begin in it, the year is not known
}

// yearNotes are the notes whose dates name a year, each list in order of time.
type yearNotes struct {
	at           address.Path
	year         int64
	begins, ends []*graph.Note
}

// spanned is a note with the bounds of its date.
type spanned struct {
	note   *graph.Note
	bounds edtf.Bounds
	years  []int64 // that its date names
}

func (d *decadeNotes) begins() int {
	n := len(d.loose)
	for _, y := range d.years {
		n += len(y.begins)
	}
	return n
}

// beginning are the notes that begin in it, those first of which the year is not
// known.
func (d *decadeNotes) beginning() []*graph.Note {
	notes := slices.Clone(d.loose)
	for _, y := range d.years {
		notes = append(notes, y.begins...)
	}
	return notes
}

// calendar is all years that dates name, in order.
type calendar struct {
	decades []*decadeNotes
	years   []*yearNotes  // of all decades
	unknown []*graph.Note // dated, but their beginning is not
	pages   map[address.Path]bool
	spans   []spanned // the notes that lasted, in order of time
}

// newCalendar sorts dated notes, which are in order of time, into years.
func newCalendar(dated []*graph.Note) *calendar {
	c := &calendar{pages: map[address.Path]bool{}}
	years := map[int64]*yearNotes{}
	decades := map[address.Path]*decadeNotes{}
	decade := func(year int64) *decadeNotes {
		at := address.Decade(year)
		if decades[at] == nil {
			decades[at] = &decadeNotes{at: at, first: year}
			c.decades = append(c.decades, decades[at])
			c.pages[at] = true
		}
		return decades[at]
	}
	of := func(year int64) *yearNotes {
		if years[year] == nil {
			years[year] = &yearNotes{at: address.Year(year), year: year}
			c.pages[years[year].at] = true
			d := decade(year)
			d.years = append(d.years, years[year])
		}
		return years[year]
	}
	for _, n := range dated {
		if n.When.IsInterval() {
			c.spans = append(c.spans, spanned{n, n.Bounds(), n.Years()})
		}
		start, started := n.Bounds().StartYear()
		end, ended := n.Bounds().EndYear()
		if started {
			of(start).begins = append(of(start).begins, n)
		} else if year, known := n.Bounds().Year(); known {
			decade(year).loose = append(decade(year).loose, n)
		} else {
			c.unknown = append(c.unknown, n)
		}
		if ended && (!started || end != start) {
			of(end).ends = append(of(end).ends, n)
		}
	}
	c.sort()
	return c
}

func (c *calendar) sort() {
	slices.SortFunc(c.decades, func(a, b *decadeNotes) int { return cmp.Compare(a.first, b.first) })
	for _, d := range c.decades {
		slices.SortFunc(d.years, func(a, b *yearNotes) int { return cmp.Compare(a.year, b.year) })
		c.years = append(c.years, d.years...)
	}
}

// yearPages lists the pages of years: of all, of every ten, and of each.
func (p *Planner) yearPages() []Page {
	c := p.calendar()
	page := func(at address.Path, view func(*Planner) *YearsPage) Page {
		return Page{Address: at, Kind: Years, view: func(p *Planner) (any, []diag.Diagnostic) { return view(p), nil }}
	}
	pages := []Page{page(address.Time, (*Planner).allYears)}
	for i, d := range c.decades {
		pages = append(pages, page(d.at, func(p *Planner) *YearsPage { return p.decadePage(i) }))
	}
	for i, y := range c.years {
		pages = append(pages, page(y.at, func(p *Planner) *YearsPage { return p.yearPage(i) }))
	}
	return pages
}

// spans are the decades with the years of each, as links that count what
// begins in them.
func (p *Planner) spans() []Span {
	var spans []Span
	for _, d := range p.calendar().decades {
		s := Span{Link: Link{Text: p.decadeName(d.first), Href: p.href(d.at), Count: d.begins()}}
		for _, y := range d.years {
			s.Years = append(s.Years, Link{Text: p.yearName(y.year), Href: p.href(y.at), Count: len(y.begins)})
		}
		spans = append(spans, s)
	}
	return spans
}

func (p *Planner) allYears() *YearsPage {
	v := &YearsPage{Frame: p.frame(address.Time, p.say("nav.years"), ""), Count: len(p.graph.Dated()), Decades: p.spans()}
	v.Description = p.with("years.description", "site", p.settings.Title)
	v.Section = p.href(TimelineAddress)
	v.Crumbs = append(v.Crumbs, p.timelineCrumb())
	if unknown := p.calendar().unknown; len(unknown) > 0 {
		v.Groups = []Group{p.timeGroup("unknown", p.say("group.unknown"), unknown)}
	}
	return v
}

func (p *Planner) timelineCrumb() Link {
	return Link{Text: p.say("nav.timeline"), Href: p.href(TimelineAddress)}
}

func (p *Planner) timeGroup(id, name string, notes []*graph.Note) Group {
	g := p.group(id, name, notes)
	p.nameTypes(g.Entries)
	return g
}

// decadePage lists what begins in ten years, year by year.
func (p *Planner) decadePage(index int) *YearsPage {
	decades := p.calendar().decades
	d := decades[index]
	v := &YearsPage{Frame: p.frame(d.at, p.decadeName(d.first), ""), Count: d.begins()}
	v.Description = p.with("years.decade-description", "decade", v.Title, "site", p.settings.Title)
	v.Section = p.href(TimelineAddress)
	v.Crumbs = append(v.Crumbs, p.timelineCrumb(), Link{Text: p.say("nav.years"), Href: p.href(address.Time)})
	if index > 0 {
		v.Previous = &Link{Text: p.decadeName(decades[index-1].first), Href: p.href(decades[index-1].at)}
	}
	if index+1 < len(decades) {
		v.Next = &Link{Text: p.decadeName(decades[index+1].first), Href: p.href(decades[index+1].at)}
	}
	for _, y := range d.years {
		if len(y.begins) == 0 {
			continue // only ends are known of it
		}
		g := p.timeGroup(yearID(y.year), p.yearName(y.year), y.begins)
		g.Href = p.href(y.at)
		v.Groups = append(v.Groups, g)
	}
	if len(d.loose) > 0 {
		v.Groups = append(v.Groups, p.timeGroup("loose", p.say("years.loose"), d.loose))
	}
	v.Timeline = p.drawing(pageDrawing, v.Title, graph.Dated(d.beginning()), d.at+dataName)
	return v
}

// yearID is the anchor of a year: the same in every language.
func yearID(year int64) string {
	if year <= 0 {
		return fmt.Sprintf("y%d-BCE", 1-year)
	}
	return fmt.Sprintf("y%d", year)
}

// yearPage lists what begins and ends in a year, and what goes on in it.
func (p *Planner) yearPage(index int) *YearsPage {
	years := p.calendar().years
	y := years[index]
	v := &YearsPage{Frame: p.frame(y.at, p.yearName(y.year), "")}
	v.Description = p.with("years.year-description", "year", v.Title, "site", p.settings.Title)
	v.Section = p.href(TimelineAddress)
	v.Crumbs = append(v.Crumbs, p.timelineCrumb(), Link{Text: p.say("nav.years"), Href: p.href(address.Time)},
		Link{Text: p.decadeName(y.year), Href: p.href(address.Decade(y.year))})
	if index > 0 {
		v.Previous = &Link{Text: p.yearName(years[index-1].year), Href: p.href(years[index-1].at)}
	}
	if index+1 < len(years) {
		v.Next = &Link{Text: p.yearName(years[index+1].year), Href: p.href(years[index+1].at)}
	}
	certain, possible := p.holding(y)
	for _, g := range []Group{
		p.timeGroup("begins", p.with("years.begins", "year", v.Title), y.begins),
		p.timeGroup("ends", p.with("years.ends", "year", v.Title), y.ends),
		p.heldGroup("holds", p.with("years.holds", "year", v.Title), &certain),
		p.heldGroup("possibly", p.with("years.possibly", "year", v.Title), &possible),
	} {
		if len(g.Entries) > 0 {
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

// held are notes of which no more than mostHolding are named.
type held struct {
	notes []*graph.Note
	more  int
}

func (h *held) add(n *graph.Note) {
	if len(h.notes) == mostHolding {
		h.more++
	} else {
		h.notes = append(h.notes, n)
	}
}

func (p *Planner) heldGroup(id, name string, h *held) Group {
	g := p.timeGroup(id, name, h.notes)
	g.More = h.more
	return g
}

// holding are the notes that neither begin nor end in a year and yet certainly
// hold in all of it, or possibly in a part.
func (p *Planner) holding(y *yearNotes) (certain, possible held) {
	first, last := edtf.DayOf(y.year, 1, 1), edtf.DayOf(y.year+1, 1, 1)-1
	for i := range p.calendar().spans {
		s := &p.calendar().spans[i]
		if s.bounds.EarliestStart > last {
			break // they are in order of their first day
		}
		if s.bounds.LatestEnd < first || slices.Contains(s.years, y.year) {
			continue
		}
		if s.bounds.LatestStart <= first && s.bounds.EarliestEnd >= last {
			certain.add(s.note)
		} else {
			possible.add(s.note)
		}
	}
	return certain, possible
}
