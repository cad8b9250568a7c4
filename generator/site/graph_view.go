package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"fangzhi/generator/address"
	"fangzhi/generator/network"
	"fangzhi/generator/text"
)

// The measures of the drawing, in CSS pixels.
const (
	graphWidth  = 1000
	graphMargin = 60 // for names at the edge
	labelHeight = 18
	labelBelow  = 17 // from the midst of a mark to the foot of its name
	labelSigns  = 26 // how many signs of a title are shown, Chinese ones counting twice
	signWidth   = 64 // tenths of a pixel
	// mostEnlarged is how often a drawing may be enlarged twofold.
	mostEnlarged, mostEnlargedByClient = 3, 6
)

// shapes tell the types apart for those who see no hues. Those of a site's own
// types take their turn among the last. Steps are relative: so a path may hold
// many of them, each after a move to its place.
var shapes = map[string]string{
	"norm":         "m-6-6h12v12h-12z",
	"case":         "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
	"period":       "m-8-3h16v6h-16z",
	"organisation": "m0-8l8 8l-8 8l-8-8z",
	"person":       "m-6 6v-6a6 6 0 0 1 12 0v6z",
	"place":        "m-7-6h14l-7 14z",
	"concept":      "m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0zm3 0a4 4 0 1 1 8 0a4 4 0 1 1-8 0z",
	"course":       "m-6-6h12v12h-12zm3 3v6h6v-6z",
	"page":         "m-2-7h4v5h5v4h-5v5h-4v-5h-5v-4h5z",
}

var otherShapes = []string{"m0-8l7 14h-14z", "m-7 0l3.5-6h7l3.5 6l-3.5 6h-7z", "m0-8l8 8l-8 8l-8-8zm0 4l-4 4l4 4l4-4z", "m-8-6l8 6l8-6v12l-8-6l-8 6z"}

func shapeOf(id string, turn int) string {
	if shape, known := shapes[id]; known {
		return shape
	}
	return otherShapes[turn%len(otherShapes)]
}

// Mark is the type's mark, as a drawing of its own.
func (t GraphType) Mark() template.HTML { return written(t.mark) }

func (t *GraphType) mark(b *markup) {
	b.strings(`<svg class="graph-mark" viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true"><path d="`, t.Shape, `"/></svg>`)
}

// TypeOptions and TagOptions are the choices of the filters.
func (p *GraphPage) TypeOptions() template.HTML { return written(p.typeOptions) }

func (p *GraphPage) typeOptions(b *markup) { options(b, p.Filter) }

// TagOptions are the tags as <option> elements.
func (p *GraphPage) TagOptions() template.HTML { return written(p.tagOptions) }

func (p *GraphPage) tagOptions(b *markup) { options(b, p.Tagged) }

// Whole tells whether all notes are drawn and listed.
func (p *GraphPage) Whole() bool { return len(p.Notes) == p.Count }

// Picture lays the notes out and draws them. Names that have no room are
// hidden until the drawing is enlarged.
func (p *GraphPage) Picture() template.HTML { return written(p.picture) }

func (p *GraphPage) picture(b *markup) {
	ids, joins := make([]string, len(p.Notes)), []network.Join(nil)
	for i := range p.Notes {
		ids[i] = p.Notes[i].ID
		for _, other := range p.Notes[i].Near {
			if other > int32(i) {
				joins = append(joins, network.Join{A: int32(i), B: other})
			}
		}
	}
	points, height := network.Layout(ids, joins)
	titles, counts := make([]string, len(ids)), make([]int, len(ids))
	for i := range points {
		points[i] = onPage(points[i])
		titles[i], counts[i] = p.Notes[i].Text, p.Notes[i].Joins
	}
	levels := labelLevels(ids, titles, counts, points, mostEnlarged)

	p.draw(b, joins, points, levels, height)
}

func (p *GraphPage) draw(b *markup, joins []network.Join, points []network.Point, levels []int8, height int32) {
	high := onPage(network.Point{Y: height}).Y + graphMargin
	b.WriteString(`<svg class="graph-svg" viewBox="0 0 ` + strconv.Itoa(graphWidth) + ` ` + digits(high) + `" width="` + strconv.Itoa(graphWidth) + `" height="` + digits(high) + "\" aria-hidden=\"true\">\n<defs>\n")
	for _, t := range p.Types {
		b.WriteString(`<path id="fz-mark-` + t.ID + `" d="` + t.Shape + "\"/>\n")
	}
	b.WriteString("</defs>\n<path class=\"graph-lines\" d=\"")
	for _, j := range joins {
		from, to := points[j.A], points[j.B]
		b.WriteString("M" + digits(from.X) + " " + digits(from.Y) + "L" + digits(to.X) + " " + digits(to.Y))
	}
	b.WriteString("\"/>\n<path class=\"graph-lines-here\" d=\"\"/>\n")
	for i := range p.Notes {
		p.Notes[i].draw(b, points[i], levels[i])
	}
	b.WriteString("</svg>")
}

// onPage is a place of a layout as one of the drawing.
func onPage(p network.Point) network.Point {
	return network.Point{X: graphMargin + p.X*(graphWidth-2*graphMargin)/network.Width, Y: graphMargin/2 + p.Y*(graphWidth-2*graphMargin)/network.Width}
}

func digits(n int32) string { return strconv.Itoa(int(n)) }

func (n *GraphNote) draw(b *markup, at network.Point, level int8) {
	b.WriteString(`<a tabindex="-1"`)
	attribute(b, "href", "", n.Href)
	attribute(b, "class", "graph-note type-", n.Type)
	attribute(b, "data-level", "", strconv.Itoa(int(level)))
	b.WriteString(` transform="translate(` + digits(at.X) + " " + digits(at.Y) + `)"><use href="#fz-mark-` + n.Type + `"/><text y="` + strconv.Itoa(labelBelow) + `"`)
	drawn(b, n.Language, shortTitle(n.Text))
	b.WriteString("</text></a>\n")
}

// shortTitle is as much of a title as a drawing shows.
func shortTitle(title string) string {
	width, end := 0, 0
	for i, r := range title {
		if width += columns(r); width > labelSigns {
			return strings.TrimRight(title[:end], " ,;:") + "…"
		}
		if width < labelSigns {
			end = i + len(string(r))
		}
	}
	return title
}

func columns(r rune) int {
	if text.IsHan(r) {
		return 2
	}
	return 1
}

// labelLevels gives names room in the order of how much is joined.
func labelLevels(ids, titles []string, counts []int, points []network.Point, most int8) []int8 {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(ids[a], ids[b])
	})
	labels := make([]network.Label, len(ids))
	for k, i := range order {
		wide := 1
		for _, r := range shortTitle(titles[i]) {
			wide += columns(r)
		}
		labels[k] = network.Label{X: points[i].X, Y: points[i].Y, Width: int32((wide + 2) * signWidth / 10), Height: labelHeight}
	}
	levels := make([]int8, len(ids))
	for k, level := range network.Levels(labels, most) {
		levels[order[k]] = level
	}
	return levels
}

// List is the notes of the drawing with their neighbours, by type: what the
// drawing shows, for those who do not see it.
func (p *GraphPage) List() template.HTML { return written(p.list) }

func (p *GraphPage) list(b *markup) {
	last := ""
	for i := range p.Notes {
		n := &p.Notes[i]
		if n.Type != last {
			if last != "" {
				b.WriteString("</ul>\n</section>\n")
			}
			last = n.Type
			p.heading(b, n.Type)
		}
		n.item(b, p.Notes)
	}
	if last != "" {
		b.WriteString("</ul>\n</section>\n")
	}
}

func (p *GraphPage) heading(b *markup, id string) {
	at := slices.IndexFunc(p.Types, func(t GraphType) bool { return t.ID == id })
	t := &p.Types[at]
	b.WriteString(`<section class="graph-group type-` + t.ID + `"><h3>`)
	b.WriteString(string(t.Mark()))
	b.WriteString(" ")
	p.prose(b, t.Text)
	b.WriteString("</h3>\n<ul>\n")
}

func (n *GraphNote) item(b *markup, all []GraphNote) {
	b.WriteString(`<li`)
	attribute(b, "id", "", n.ID)
	b.WriteString(`>`)
	n.Link.write(b, "")
	b.WriteString(` <span class="count">` + strconv.Itoa(n.Joins) + "</span>")
	if len(n.Near) > 0 {
		b.WriteString(` <span class="graph-near">`)
		for k, other := range nearest(n.Near, all) {
			if k > 0 {
				b.WriteString(" · ")
			}
			to := Link{Text: all[other].Text, Href: address.Fragment("", all[other].ID), Language: all[other].Language}
			to.write(b, "")
		}
		if more := n.Joins - min(len(n.Near), mostNear); more > 0 {
			b.WriteString(" · +" + strconv.Itoa(more))
		}
		b.WriteString("</span>")
	}
	b.WriteString("</li>\n")
}

// nearest are the neighbours that a list names: the most joined.
func nearest(near []int32, all []GraphNote) []int32 {
	near = slices.Clone(near)
	slices.SortStableFunc(near, func(a, b int32) int { return all[b].Joins - all[a].Joins })
	return near[:min(len(near), mostNear)]
}

// graphFile is GraphData as the client reads it: columns rather than rows,
// since their names would take more room than they.
type graphFile struct {
	Types  []string  `json:"types"`
	Tags   []string  `json:"tags"`
	Title  []string  `json:"title"`
	Href   []string  `json:"href"`
	ID     []string  `json:"id"`
	Type   []int     `json:"type"`
	Tagged [][]int   `json:"tagged"`
	Near   [][]int32 `json:"near"` // of each those that come after it
	X      []int32   `json:"x,omitempty"`
	Y      []int32   `json:"y,omitempty"`
	Level  []int8    `json:"level,omitempty"`
	Height int32     `json:"height,omitempty"`
}

// Bytes lays the notes out, where the client is to draw them, and writes the
// file.
func (d *GraphData) Bytes() []byte {
	n := len(d.Notes)
	f := graphFile{
		Types: d.Types, Tags: d.Tags, Title: make([]string, n), Href: make([]string, n), ID: make([]string, n), Type: make([]int, n),
		Tagged: make([][]int, n), Near: make([][]int32, n),
	}
	for i := range d.Notes {
		n := &d.Notes[i]
		f.Title[i], f.Href[i], f.ID[i], f.Type[i], f.Tagged[i] = n.Title, n.Href, n.ID, n.Type, n.Tags
		after, _ := slices.BinarySearch(d.Near[i], int32(i))
		f.Near[i] = d.Near[i][after:]
	}
	if d.Placed {
		d.place(&f)
	}
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(f); err != nil {
		panic(err) // strings and numbers can always be written
	}
	return data.Bytes()
}

// place lays the notes of a file out, and gives their names room.
func (d *GraphData) place(f *graphFile) {
	n, count := len(d.Notes), 0
	for i := range f.Near {
		count += len(f.Near[i])
	}
	joins := make([]network.Join, 0, count)
	counts := make([]int, n)
	for i := range f.Near {
		counts[i] = len(d.Near[i])
		for _, other := range f.Near[i] {
			joins = append(joins, network.Join{A: int32(i), B: other})
		}
	}
	points, height := network.Layout(f.ID, joins)
	f.X, f.Y, f.Height = make([]int32, n), make([]int32, n), height
	for i, p := range points {
		f.X[i], f.Y[i] = p.X, p.Y
		points[i] = onPage(p)
	}
	f.Level = labelLevels(f.ID, f.Title, counts, points, mostEnlargedByClient)
}
