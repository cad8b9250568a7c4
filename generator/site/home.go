package site

import (
	"cmp"
	"html/template"
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/edtf"
	"fangzhi/generator/graph"
)

const (
	homeTags   = 30 // how many of the most used tags the home page shows
	homeRecent = 8  // and how many of the notes changed last
)

func (p *Planner) home() (any, []diag.Diagnostic) {
	v := &HomePage{Frame: p.frame(HomeAddress, "", p.settings.Description), Notes: len(p.graph.Ordinary())}
	diagnostics := p.lend(p.graph.Home, func(_ *graph.Note, body template.HTML) { v.Body = body })
	for _, t := range p.graph.Types {
		if notes := p.graph.ByType[t.ID]; len(notes) > 0 && t.Folder != "" {
			v.Types = append(v.Types, Link{Text: p.heading(t), Href: p.href(address.Page(t.Folder)), Count: len(notes), Type: t.ID})
		}
	}
	v.Periods = p.periods()
	v.Tags = p.commonTags()
	for _, n := range p.recent(homeRecent) {
		v.Recent = append(v.Recent, p.entry(n))
	}
	p.nameTypes(v.Recent)
	return v, diagnostics
}

// commonTags are the tags that most notes bear, in the order of the tree.
func (p *Planner) commonTags() []Link {
	tags := slices.Clone(p.graph.Tags)
	slices.SortStableFunc(tags, func(a, b *graph.Tag) int { return len(b.Notes) - len(a.Notes) })
	tags = tags[:min(homeTags, len(tags))]
	slices.SortFunc(tags, func(a, b *graph.Tag) int { return cmp.Compare(a.ID, b.ID) })
	var links []Link
	for _, t := range tags {
		link := *p.tagLink(t)
		links = append(links, link)
	}
	return links
}

// changed is when a note was last changed, as far as it says so.
func changed(n *graph.Note) edtf.Date {
	if updated := n.Object.Front.Updated; !updated.IsZero() {
		return updated
	}
	return n.Object.Front.Published
}

// recent lists the notes that say when they were changed, the last one first.
func (p *Planner) recent(most int) []*graph.Note {
	var notes []*graph.Note
	for _, n := range p.graph.Ordinary() {
		if !changed(n).IsZero() {
			notes = append(notes, n)
		}
	}
	slices.SortStableFunc(notes, func(a, b *graph.Note) int { return edtf.Compare(changed(b), changed(a)) })
	return notes[:min(most, len(notes))]
}
