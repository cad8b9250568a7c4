package site

import (
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
)

// planned is what Plan came to.
type planned struct {
	planner    *Planner
	pages      []Page
	varying    []address.Path // see there
	languages  []Language
	assets     Assets
	collisions []diag.Diagnostic
}

// Renew readies the pages that Plan has listed last for the graph that it was
// given, in which some notes were renewed since. These are among the renewed, and
// all other notes are as they were. The diagnostics take the place of those of
// Plan. It fails, and has changed nothing, where other pages may be listed now:
// then the site is to be planned anew.
//
// To list pages takes most of the time of Plan, and what a graph is renewed by has
// little part in it.
func (m *Memory) Renew(renewed []*graph.Note) ([]diag.Diagnostic, bool) {
	before := m.planned.planner
	if before == nil {
		return nil, false
	}
	p := newPlanner(before.graph, before.settings, m)
	defer p.ahead()()
	if !slices.Equal(p.varying(), m.planned.varying) {
		return nil, false
	}
	p.tongue, p.tongues = before.tongue, before.tongues
	planners := map[*tongue]*Planner{p.tongue: p}
	for _, t := range p.tongues {
		if planners[t] == nil {
			planners[t] = p.in(t)
		}
	}
	for t := range planners {
		for _, n := range renewed {
			t.shown[n.Base().Index], t.inTime[n.Base().Index] = shown{}, inTime{}
		}
	}
	diagnostics := p.speakAll(m.planned.languages, m.planned.assets)
	for i := range m.planned.pages {
		page := &m.planned.pages[i]
		page.planner = planners[page.planner.tongue]
	}
	m.planned.planner = p
	return append(diagnostics, m.planned.collisions...), true
}

// varying are the addresses of pages of which there may be others when a graph is
// renewed: of years, of what is divided into pages by what it holds, and of the
// data of timelines, which are there if something on them is dated.
func (p *Planner) varying() []address.Path {
	var all []address.Path
	for _, page := range slices.Concat(p.yearPages(), p.comparisonPages(), p.powerPages(), p.timelineData(), p.ownTimelineData()) {
		all = append(all, page.Address)
	}
	return all
}
