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
	relinks    int // of the graph when it was planned
	languages  []Language
	assets     Assets
	collisions []diag.Diagnostic
}

// Renew readies the pages that Plan has listed last for the graph that it was
// given, in which some notes got other names since. These are among the renewed,
// and all other notes are as they were. The diagnostics take the place of those
// of Plan. It fails, and has changed nothing, where other pages may be listed
// now: then the site is to be planned anew.
//
// To list pages takes most of the time of Plan, and names have no part in it,
// but for how many pages hold what is compared.
func (m *Memory) Renew(renewed []*graph.Note) ([]diag.Diagnostic, bool) {
	before := m.planned.planner
	if before == nil || before.graph.Relinks != m.planned.relinks {
		return nil, false
	}
	p := newPlanner(before.graph, before.settings, m)
	if !slices.Equal(p.divided(), before.divided()) {
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

// divided are the addresses of what is divided into pages by what it holds.
func (p *Planner) divided() []address.Path {
	var all []address.Path
	for _, page := range slices.Concat(p.comparisonPages(), p.powerPages()) {
		all = append(all, page.Address)
	}
	return all
}
