package site

import (
	"slices"
	"sync"

	"fangzhi/generator/graph"
	"fangzhi/generator/network"
)

// joined is who is joined with whom: by a link or a relation, in either
// direction, among the notes that have a page. It is made by whoever asks for it
// first: see Planner.ahead. Titles have no part in it, so that it stays while
// they change.
type joined struct {
	graph     *graph.Graph
	relinks   int // of the graph when it was made
	once      sync.Once
	notes     []*graph.Note // in order of path; joins and near name them by index
	index     []int32       // of each note by its own index, -1 for those without a page
	ids       []string      // addresses
	joins     []network.Join
	near      [][]int32 // ascending
	types     []int32   // of each note, indexes in graph.Graph.Types
	tags      []*graph.Tag
	kinship   *network.Kinship
	scratches sync.Pool // of *network.Scratch
}

// joinedIn is who is joined with whom in a graph: the same as before, unless
// the graph is another or was given other links.
func (m *Memory) joinedIn(g *graph.Graph) *joined {
	if m.joined == nil || m.joined.graph != g || m.joined.relinks != g.Relinks {
		m.joined = &joined{graph: g, relinks: g.Relinks}
	}
	return m.joined
}

// network is made of what the graph knows, and never of texts.
func (p *Planner) network() *joined {
	j := p.joined
	j.once.Do(j.gather)
	return j
}

func (j *joined) gather() {
	g := j.graph
	j.tags = g.Tags
	j.index = slices.Repeat([]int32{-1}, len(g.Notes))
	j.notes = make([]*graph.Note, 0, len(g.Ordinary()))
	for _, n := range g.Notes {
		if n.Role == graph.Ordinary {
			j.index[n.Index] = int32(len(j.notes))
			j.notes = append(j.notes, n)
		}
	}
	j.ids, j.types = make([]string, len(j.notes)), make([]int32, len(j.notes))
	turn := make(map[string]int32, len(g.Types))
	for i, t := range g.Types {
		turn[t.ID] = int32(i)
	}
	most := 0
	for i, n := range j.notes {
		most += len(n.Targets) + len(n.Relations)
		j.ids[i], j.types[i] = string(n.Address), turn[n.Type.ID]
	}
	j.joins = make([]network.Join, 0, most)
	for i, n := range j.notes {
		join := func(other *graph.Note) {
			if to := j.of(other); to >= 0 {
				j.joins = append(j.joins, network.Join{A: int32(i), B: to})
			}
		}
		for _, t := range n.Targets {
			if t.State == graph.Resolved && t.Note != nil && t.Note != n {
				join(t.Note)
			}
		}
		for _, r := range n.Relations {
			for _, other := range r.Others {
				if other.Note != nil && !r.Inverse {
					join(other.Note)
				}
			}
		}
	}
	j.near = network.Neighbours(len(j.notes), j.joins)
	j.kinship = network.NewKinship(j.things())
	j.scratches.New = func() any { return new(network.Scratch) }
}

// of is the index of a note, or -1; so it is of nil.
func (j *joined) of(n *graph.Note) int32 {
	if n == nil || n.Original != nil {
		return -1
	}
	return j.index[n.Index]
}

// byTitle orders notes, named by index.
func (j *joined) byTitle(a, b int32) int { return graph.ByTitle(j.notes[a], j.notes[b]) }

// inOrder lists for each of the notes, which are given in some order, what it is
// joined with, ascending by index in that order. No list is nil.
func (j *joined) inOrder(notes []*graph.Note) [][]int32 {
	place := make([]int32, len(notes)) // in that order, by index here
	for i, n := range notes {
		place[j.of(n)] = int32(i)
	}
	near := make([][]int32, len(notes))
	for i, n := range notes {
		near[i] = make([]int32, 0, len(j.near[j.of(n)]))
	}
	for i, n := range notes { // each tells its neighbours of itself, those that come first before others
		for _, other := range j.near[j.of(n)] {
			near[place[other]] = append(near[place[other]], int32(i))
		}
	}
	return near
}

// things are the notes as those among whom kin are found.
func (j *joined) things() []network.Thing {
	number := make(map[*graph.Tag]int32, len(j.tags))
	for i, t := range j.tags {
		number[t] = int32(i)
	}
	count := 0
	for _, n := range j.notes {
		count += len(n.Tags)
	}
	things, tags := make([]network.Thing, len(j.notes)), make([]int32, 0, count) // of all notes
	for i, n := range j.notes {
		t := &things[i]
		t.Near = j.near[i]
		own := len(tags)
		for _, tag := range n.Tags {
			tags = append(tags, number[tag])
		}
		slices.Sort(tags[own:])
		t.Tags = slices.Compact(tags[own:])
		if !n.When.IsZero() {
			b := n.Bounds()
			t.Dated, t.First, t.Last = true, int64(b.EarliestStart), int64(b.LatestEnd)
		}
	}
	return things
}
