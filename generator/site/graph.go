package site

import (
	"cmp"
	"slices"

	"fangzhi/generator/address"
	"fangzhi/generator/diag"
	"fangzhi/generator/graph"
	"fangzhi/generator/network"
)

// GraphAddress is the page that draws who is joined with whom.
const (
	GraphAddress     address.Path = "/graph/"
	GraphDataAddress address.Path = "/graph/notes.json"
)

const (
	// mostDrawn is how many notes the page of the graph draws and lists: the
	// most joined. Where there are more, a browser that runs scripts draws all.
	mostDrawn = 300
	// mostNear is how many neighbours of each it names.
	mostNear = 8
)

// GraphPage draws the notes and what joins them, and lists them.
type GraphPage struct {
	Frame
	Types  []GraphType // that are drawn, in the order of types
	Filter []Choice    // the types, with counts
	Tagged []Choice    // the tags that notes bear
	Notes  []GraphNote // that are drawn, in the order of types and then of titles
	Count  int         // of all notes
	Joins  int         // of all
	Data   string      // Href of what the client draws and filters by
}

// GraphType is an entry of the legend.
type GraphType struct {
	Link         // to the index; Count of all notes of the type
	ID    string // "norm"
	Shape string // path of its mark, as in SVG, about the origin
}

// GraphNote is a note of the graph.
type GraphNote struct {
	Link
	ID    string  // by which it is laid out, and found on the page: its address
	Near  []int32 // its neighbours among those that are drawn: indexes in GraphPage.Notes
	Joins int     // how many neighbours it has, drawn or not
}

// graphPage is the page of the graph. It holds what the drawing is made of: the
// drawing itself is made when the page is, so that an edit which joins nothing
// anew lays nothing out.
func (p *Planner) graphPage() (any, []diag.Diagnostic) {
	j := p.network()
	v := &GraphPage{Frame: p.frame(GraphAddress, p.say("nav.graph"), p.with("graph.description", "site", p.settings.Title)), Count: len(j.notes), Data: p.href(GraphDataAddress)}
	for _, near := range j.near {
		v.Joins += len(near)
	}
	v.Joins /= 2
	drawn := network.MostJoined(j.ids, j.near, mostDrawn)
	slices.SortFunc(drawn, func(a, b int32) int { return cmp.Or(int(j.types[a]-j.types[b]), j.byTitle(a, b)) })
	at := make(map[int32]int32, len(drawn))
	for i, note := range drawn {
		at[note] = int32(i)
	}
	for _, i := range drawn {
		n := GraphNote{Link: p.noteLink(j.notes[i]), ID: string(j.notes[i].Address), Joins: len(j.near[i])}
		for _, other := range j.near[i] {
			if k, is := at[other]; is {
				n.Near = append(n.Near, k)
			}
		}
		slices.SortFunc(n.Near, func(a, b int32) int { return j.byTitle(drawn[a], drawn[b]) })
		v.Notes = append(v.Notes, n)
	}
	v.Types = p.graphTypes()
	v.Filter, v.Tagged = p.choices()
	return v, nil
}

func (p *Planner) graphTypes() []GraphType {
	var types []GraphType
	for i, t := range p.graph.Types {
		if n := len(p.graph.ByType[t.ID]); n > 0 {
			legend := GraphType{Link: Link{Text: p.heading(t), Count: n}, ID: t.ID, Shape: shapeOf(t.ID, i)}
			if t.Folder != "" {
				legend.Href = p.href(address.Page(t.Folder))
			}
			types = append(types, legend)
		}
	}
	return types
}

// GraphData is what the client knows of the graph, in the order of titles.
type GraphData struct {
	Types  []string // IDs of types
	Tags   []string // IDs of tags
	Notes  []GraphDatum
	Near   [][]int32 // indexes in Notes, ascending; none nil
	Placed bool      // the client draws it: with places
}

// GraphDatum is a note in GraphData.
type GraphDatum struct {
	Title, Href, ID string
	Type            int   // index in Types
	Tags            []int // indexes in Tags; not nil
}

func (p *Planner) graphData() *GraphData {
	j := p.network()
	notes := p.graph.Ordinary()
	d := &GraphData{Near: j.inOrder(notes), Placed: len(notes) > mostDrawn}
	types := map[string]int{}
	for i, t := range p.graph.Types {
		types[t.ID] = i
		d.Types = append(d.Types, t.ID)
	}
	tags := map[*graph.Tag]int{}
	for i, t := range p.graph.Tags {
		tags[t] = i
		d.Tags = append(d.Tags, t.ID)
	}
	d.Notes = make([]GraphDatum, 0, len(notes))
	for _, n := range notes {
		link := p.noteLink(n)
		datum := GraphDatum{Title: link.Text, Href: link.Href, ID: string(n.Address), Type: types[n.Type.ID], Tags: make([]int, 0, len(n.Tags))}
		for _, t := range n.Tags {
			datum.Tags = append(datum.Tags, tags[t])
		}
		d.Notes = append(d.Notes, datum)
	}
	return d
}
