package site

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/graph"
	"fangzhi/generator/network"
)

// mostNearby is how many neighbours are drawn on the page of a note: those that
// most joins. More would be too small to read on a phone.
const mostNearby = 12

// Nearby is the neighbourhood of a note: the notes that it is joined with, by a
// relation or a link in either direction, and what joins those.
type Nearby struct {
	Notes []NearbyNote   // in the order of types, then of titles
	Joins []network.Join // between two of Notes, by index, A before B
	Type  string         // of the note itself, by ID
	Shape string         // of its mark
	Count int            // of all neighbours, drawn or not
	Graph string         // Href of the page of the graph, with the note chosen
}

// NearbyNote is a neighbour.
type NearbyNote struct {
	*Link
	Shape   string // of its mark, as a path in SVG about the origin
	Related bool   // a relation joins it, not links alone
}

// nearby is what the page of n draws of the graph; nil where nothing is joined
// with it. It is made of what the graph knows, and reads no text.
func (p *Planner) nearby(n *graph.Note) *Nearby {
	j := p.network()
	i := j.of(n)
	if i < 0 || len(j.near[i]) == 0 {
		return nil
	}
	near := j.near[i]
	drawn := j.drawn(i)
	v := &Nearby{
		Notes: make([]NearbyNote, len(drawn)), Type: n.Type.ID, Shape: shapeOf(n.Type.ID, int(j.types[i])), Count: len(near),
		Graph: p.href(GraphAddress) + "?note=" + inQuery(n.Address),
	}
	var joins [mostNearby * (mostNearby - 1) / 2]network.Join
	count := 0
	for k, d := range drawn {
		l := p.linkTo(j.notes[d.of])
		v.Notes[k] = NearbyNote{l, shapeOf(l.Type, int(d.kind)), d.strength >= byRelation}
		for before := range k {
			if j.adjacent(d.of, drawn[before].of) {
				joins[count] = network.Join{A: int32(before), B: int32(k)}
				count++
			}
		}
	}
	v.Joins = append(v.Joins, joins[:count]...)
	return v
}

// adjacent tells whether two notes are joined: either is near the other then, and
// it is the one with the fewer neighbours that is looked at.
func (j *joined) adjacent(a, b int32) bool {
	if len(j.near[a]) > len(j.near[b]) {
		a, b = b, a
	}
	_, found := slices.BinarySearch(j.near[a], b)
	return found
}

// neighbour is one of a note, by its index, with what it is drawn by.
type neighbour struct{ of, strength, degree, kind int32 }

// drawn are the neighbours of a note that its page draws, in the order of types.
func (j *joined) drawn(i int32) []neighbour {
	near := j.near[i]
	drawn := make([]neighbour, len(near))
	for k, of := range near {
		drawn[k] = neighbour{of: of, degree: int32(len(j.near[of])), kind: j.types[of]}
	}
	j.strengthen(drawn, i)
	if len(drawn) > mostNearby {
		slices.SortFunc(drawn, func(a, b neighbour) int {
			if more := cmp.Or(b.strength-a.strength, b.degree-a.degree); more != 0 {
				return int(more)
			}
			return j.byTitle(a.of, b.of)
		})
		drawn = drawn[:mostNearby]
	}
	slices.SortFunc(drawn, func(a, b neighbour) int {
		if a.kind != b.kind {
			return int(a.kind - b.kind)
		}
		return j.byTitle(a.of, b.of)
	})
	return drawn
}

// byRelation is how much a relation joins two notes, where a link counts as
// one: more than all links.
const byRelation = 1 << 20

// strengthen adds up how much joins a note with each of its neighbours, which
// are all there, in their order.
func (j *joined) strengthen(all []neighbour, i int32) {
	n, near := j.notes[i], j.near[i]
	add := func(other *graph.Note, much int32) {
		if k, joined := slices.BinarySearch(near, j.of(other)); joined {
			all[k].strength += much
		}
	}
	for _, r := range n.Relations {
		for _, other := range r.Others {
			add(other.Note, byRelation)
		}
	}
	for _, t := range n.Targets {
		if t.State == graph.Resolved {
			add(t.Note, 1)
		}
	}
	for _, m := range n.Backlinks {
		add(m.From, 1)
	}
}

// inQuery is an address as a value in the query of another.
func inQuery(a address.Path) string {
	return strings.ReplaceAll(url.QueryEscape(string(a)), "%2F", "/")
}

// The measures of the drawing, of which sixteen are an em of its text: it grows
// with the letters, which stand beside it.
const (
	nearbyWidth = 128
	nearbyRow   = 56 // up to three lines of a name
	nearbyEdge  = 10 // from the edge to the midst of a mark
	perEm       = 16
)

// More is how many neighbours are not drawn.
func (v *Nearby) More() int { return v.Count - len(v.Notes) }

// place is where the mark of a neighbour is: at the left and at the right by
// turns, from above.
func (v *Nearby) place(k int) network.Point {
	at := network.Point{X: nearbyEdge, Y: int32(k/2*nearbyRow + nearbyRow/2)}
	if k%2 > 0 {
		at.X = nearbyWidth - nearbyEdge
	}
	return at
}

// Markup is the drawing, and the names on both sides of it as a list. The names
// are HTML, each in a cell of a grid: so none covers another, whatever font and
// size, and the list is the drawing's equal.
func (v *Nearby) Markup() template.HTML { return written(v.draw) }

func (v *Nearby) draw(b *markup) {
	b.WriteString("<div class=\"nearby-notes\">\n<ul>\n")
	for k := range v.Notes {
		b.WriteString("<li>")
		v.Notes[k].write(b, "")
		b.WriteString("</li>\n")
	}
	rows := (len(v.Notes) + 1) / 2
	high := rows * nearbyRow
	b.WriteString("</ul>\n<svg width=\"")
	b.number(nearbyWidth / perEm)
	b.WriteString(`em" height="`)
	b.number(float64(high) / perEm)
	b.WriteString(`em" viewBox="`)
	points(b, "", 0, 0, nearbyWidth, int32(high))
	b.WriteString("\" aria-hidden=\"true\">\n")
	v.lines(b, int32(high/2))
	points(b, `<path class="type-`+v.Type+`" d="M`, nearbyWidth/2, int32(high/2))
	b.WriteString(v.Shape)
	v.marks(b)
	b.WriteString("</svg>\n</div>\n")
}

// lines are those between neighbours, those of links, and those of relations:
// each kind is one path.
func (v *Nearby) lines(b *markup, middle int32) {
	if len(v.Joins) > 0 {
		b.WriteString(`<path class="among" d="`)
		for _, j := range v.Joins {
			v.among(b, v.place(int(j.A)), v.place(int(j.B)))
		}
		b.WriteString("\"/>\n")
	}
	for _, related := range []bool{false, true} {
		if !slices.ContainsFunc(v.Notes, func(n NearbyNote) bool { return n.Related == related }) {
			continue
		}
		b.WriteString("<path")
		if related {
			b.WriteString(` class="related"`)
		}
		b.WriteString(` d="`)
		for k := range v.Notes {
			if v.Notes[k].Related == related {
				to := v.place(k)
				points(b, "M", nearbyWidth/2, middle)
				points(b, "Q", (nearbyWidth/2+to.X)/2, to.Y, to.X, to.Y)
			}
		}
		b.WriteString("\"/>\n")
	}
}

// among is the line between two neighbours: straight from side to side, else a
// bow towards the middle, the wider the farther it goes.
func (v *Nearby) among(b *markup, from, to network.Point) {
	points(b, "M", from.X, from.Y)
	if from.X != to.X {
		points(b, "L", to.X, to.Y)
		return
	}
	wide := min(nearbyWidth/2, 12+(to.Y-from.Y)/3)
	if from.X > nearbyWidth/2 {
		wide = -wide
	}
	points(b, "Q", from.X+wide, (from.Y+to.Y)/2, to.X, to.Y)
}

// points writes a command of a path with its numbers.
func points(b *markup, command string, numbers ...int32) {
	b.WriteString(command)
	for i, n := range numbers {
		if i > 0 {
			b.WriteString(" ")
		}
		b.integer(int(n))
	}
}

// marks are the notes of each type as one path.
func (v *Nearby) marks(b *markup) {
	last := v.Type
	for k := range v.Notes {
		n := &v.Notes[k]
		if n.Type != last {
			last = n.Type
			b.strings("\"/>\n<path class=\"type-", n.Type, `" d="`)
		}
		at := v.place(k)
		points(b, "M", at.X, at.Y)
		b.WriteString(n.Shape)
	}
	b.WriteString("\"/>\n")
}
