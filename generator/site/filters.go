package site

import (
	"cmp"
	"html/template"
	"slices"

	"fangzhi/generator/graph"
)

// fewestFiltered is from how many notes on a list can be sorted and filtered:
// a shorter one is seen at a glance.
const fewestFiltered = 6

// ListFilters is by what a reader may sort and filter a list in place. What it
// goes by stands at the entries.
type ListFilters struct {
	Types  []Choice // of which there are at least two, or none
	Tagged []Choice // tags of the notes, and those above them
	Dated  bool     // some notes have a date
}

// TypeOptions are the types as <option> elements.
func (f *ListFilters) TypeOptions() template.HTML { return written(f.typeOptions) }

func (f *ListFilters) typeOptions(b *markup) { options(b, f.Types) }

// TagOptions are the tags as <option> elements.
func (f *ListFilters) TagOptions() template.HTML { return written(f.tagOptions) }

func (f *ListFilters) tagOptions(b *markup) { options(b, f.Tagged) }

// Sorted is what an entry of a list goes by when a reader sorts and filters.
type Sorted struct {
	Tags        []int // indexes in ListFilters.Tagged
	Dated       bool
	First, Last int64 // days from 1970-01-01
}

// filters makes the entries of groups, which list the given notes, fit to be
// sorted and filtered; nil where they are too few.
func (p *Planner) filters(notes []*graph.Note, groups []Group) *ListFilters {
	if len(notes) < fewestFiltered {
		return nil
	}
	f := &ListFilters{}
	at := p.filterTags(f, notes)
	types := map[string]int{}
	sorted := make(map[string]*Sorted, len(notes)) // by Href
	room, tags := make([]Sorted, len(notes)), make([]int, 0, 4*len(notes))
	for i, n := range notes {
		types[n.Type.ID]++
		s, start := &room[i], len(tags)
		for _, t := range n.Tags {
			tags = append(tags, at[t])
		}
		s.Tags = tags[start:len(tags):len(tags)]
		if !n.When.IsZero() {
			b := n.Bounds()
			s.Dated, s.First, s.Last = true, int64(b.EarliestStart), int64(b.LatestEnd)
			f.Dated = true
		}
		sorted[p.linkTo(n).Href] = s
	}
	for _, t := range p.graph.Types {
		if len(types) > 1 && types[t.ID] > 0 {
			f.Types = append(f.Types, Choice{ID: t.ID, Name: p.heading(t), Count: types[t.ID]})
		}
	}
	for i := range groups {
		for k := range groups[i].Entries {
			e := &groups[i].Entries[k]
			e.Sorted = sorted[e.Href]
		}
	}
	return f
}

// filterTags lists the tags of notes, in order of their paths, and tells the
// index of each.
func (p *Planner) filterTags(f *ListFilters, notes []*graph.Note) map[*graph.Tag]int {
	counts := map[*graph.Tag]int{}
	var counted []*graph.Tag // of a note
	for _, n := range notes {
		counted = counted[:0]
		for _, t := range n.Tags {
			for ; t != nil && !slices.Contains(counted, t); t = t.Parent {
				counted = append(counted, t)
				counts[t]++
			}
		}
	}
	tags := make([]*graph.Tag, 0, len(counts))
	for t := range counts {
		tags = append(tags, t)
	}
	slices.SortFunc(tags, func(a, b *graph.Tag) int { return cmp.Compare(a.ID, b.ID) })
	at := make(map[*graph.Tag]int, len(tags))
	f.Tagged = make([]Choice, len(tags))
	for i, t := range tags {
		at[t] = i
		f.Tagged[i] = Choice{ID: t.ID, Name: p.tagLink(t).Text, Count: counts[t]}
	}
	return at
}

// attributes writes what the entry goes by.
func (s *Sorted) attributes(b *markup) {
	if len(s.Tags) > 0 {
		b.WriteString(` data-tags="`)
		for i, t := range s.Tags {
			if i > 0 {
				b.WriteString(" ")
			}
			b.integer(t)
		}
		b.WriteString(`"`)
	}
	if s.Dated {
		b.WriteString(` data-days="`)
		b.integer(int(s.First))
		b.WriteString(" ")
		b.integer(int(s.Last))
		b.WriteString(`"`)
	}
}
