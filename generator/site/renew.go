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
	divided    []address.Path // see there
	drawn      []address.Path // likewise
	relinks    int            // of the graph when these were listed
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
	relinked := p.graph.Relinks != m.planned.relinks
	if !relinked {
		p.linked = before.linked
	}
	defer p.ahead()()
	if !slices.Equal(p.divided(), m.planned.divided) || relinked && !slices.Equal(p.drawn(), m.planned.drawn) {
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
	m.planned.planner, m.planned.relinks = p, p.graph.Relinks
	return append(diagnostics, m.planned.collisions...), true
}

// divided are the addresses of what is divided into pages by what it holds: there
// may be others whenever a graph is renewed.
func (p *Planner) divided() []address.Path {
	return addressesOf(p.comparisonPages(), p.powerPages())
}

// drawn are the addresses of years, and of the data of timelines, which are there
// if something on them is dated. There may be others when notes get other links,
// tags or dates; to list years takes long.
func (p *Planner) drawn() []address.Path {
	return addressesOf(p.yearPages(), p.timelineData(), p.ownTimelineData())
}

func addressesOf(lists ...[]Page) []address.Path {
	var all []address.Path
	for _, list := range lists {
		for i := range list {
			all = append(all, list[i].Address)
		}
	}
	return all
}
