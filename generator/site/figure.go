package site

import (
	"html/template"
	"strconv"
	"strings"

	"fangzhi/generator/timeline"
)

// SVG is the drawing itself. What is certain of a note is solid, what is not
// shows through; the masks and the pattern that it needs are within it, under
// IDs of its own. It is written here rather than by a template because bodies
// of notes, which no template reaches, hold timelines, too.
func (d *Drawing) SVG() template.HTML {
	w := &drawingWriter{Drawing: d}
	w.svg()
	return template.HTML(w.out.String())
}

// Markup is the whole figure: the drawing, what its signs mean, and its data.
func (d *Drawing) Markup() template.HTML {
	if d == nil {
		return ""
	}
	w := &drawingWriter{Drawing: d}
	out := &w.out
	shapes := len(d.Figure.Bands) + len(d.Figure.Ticks)
	for i := range d.Figure.Lanes {
		shapes += len(d.Figure.Lanes[i].Marks) + len(d.Figure.Lanes[i].Clusters)
	}
	out.Grow(2048 + 360*shapes)
	out.WriteString(`<figure class="timeline"`)
	attribute(out, "id", "", d.ID)
	attribute(out, "data-csv", "", d.Data)
	// The room of what the client adds is kept from the first, so that nothing
	// moves when it comes.
	out.WriteString(">\n<div class=\"timeline-tools\"></div>\n<div class=\"timeline-scroll\" role=\"region\" tabindex=\"0\"")
	attribute(out, "aria-label", "", d.Figure.Title)
	out.WriteString(">\n")
	w.svg()
	out.WriteString("\n</div>\n")
	w.caption()
	out.WriteString("</figure>\n")
	return template.HTML(out.String())
}

// drawingWriter writes one timeline.
type drawingWriter struct {
	*Drawing
	out strings.Builder
}

func (w *drawingWriter) strings(parts ...string) {
	for _, s := range parts {
		w.out.WriteString(s)
	}
}

func (w *drawingWriter) svg() {
	f := w.Figure
	w.strings(`<svg viewBox="0 0 `, number(f.Width), " ", number(f.Height), `"`)
	geometry(&w.out, "width height", f.Width, f.Height)
	w.strings(` role="group" data-margin="`, number(timeline.Margin), `" data-axis="`, number(f.Axis),
		`" data-from="`, year(f.From), `" data-to="`, year(f.To), `"`)
	if f.Complete {
		w.strings(` data-complete`)
	}
	if f.Unnamed {
		w.strings(` data-unnamed`)
	}
	attribute(&w.out, "aria-label", "", f.Title)
	w.strings(">\n")
	w.definitions()
	for i := range f.Bands {
		w.band(&f.Bands[i])
	}
	for _, t := range f.Ticks {
		w.strings(`<line class="tick"`)
		geometry(&w.out, "x1 x2 y1 y2", t.X, t.X, 0, f.Axis)
		w.strings(`/><text class="tick-label"`)
		geometry(&w.out, "x y", t.X, f.Axis+20)
		w.strings(` text-anchor="middle">`)
		escape(&w.out, t.Label)
		w.strings("</text>\n")
	}
	w.strings(`<line class="axis"`)
	geometry(&w.out, "x1 x2 y1 y2", 0, f.Width, f.Axis, f.Axis)
	w.strings("/>\n")
	for i := range f.Lanes {
		w.lane(&f.Lanes[i], i)
	}
	w.strings("</svg>")
}

// definitions are what the signs of this drawing need: stripes of the paper
// for what is approximate, and masks for ends that fade.
func (w *drawingWriter) definitions() {
	signs := w.Figure.Signs
	w.strings("<defs>")
	if signs.Approximate {
		w.strings(`<pattern id="`, w.ID, `-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2" height="5"/></pattern>`)
	}
	if signs.Faded {
		for _, end := range []struct{ name, stops string }{
			{"start", `<stop offset="0" stop-color="#000"/><stop offset=".7" stop-color="#fff"/>`},
			{"end", `<stop offset=".3" stop-color="#fff"/><stop offset="1" stop-color="#000"/>`},
			{"both", `<stop offset="0" stop-color="#000"/><stop offset=".5" stop-color="#fff"/><stop offset="1" stop-color="#000"/>`},
		} {
			w.strings(`<linearGradient id="`, w.ID, "-", end.name, `">`, end.stops, `</linearGradient><mask id="`, w.ID, "-fade-", end.name,
				`" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#`, w.ID, "-", end.name, `)"/></mask>`)
		}
	}
	w.strings("</defs>\n")
}

func (w *drawingWriter) band(b *timeline.Band) {
	w.strings(`<a class="band`)
	if b.Alternate {
		w.strings(" alternate")
	}
	w.strings(`"`)
	attribute(&w.out, "href", "", b.Href)
	w.strings(` data-span="`, year(b.Start), " ", year(b.End), `"`)
	if b.Label != b.Name {
		attribute(&w.out, "data-label", "", b.Name)
	}
	w.strings("><title>")
	escape(&w.out, b.Title)
	w.strings(`</title><rect`)
	geometry(&w.out, "x y width height", b.X, 0, b.Width, w.Figure.Axis)
	w.strings("/>")
	if b.Label != "" {
		w.strings("<text")
		geometry(&w.out, "x y", b.LabelX, b.LabelY)
		w.strings(">")
		escape(&w.out, b.Label)
		w.strings("</text>")
	}
	w.strings("</a>\n")
}

func (w *drawingWriter) lane(l *timeline.Lane, index int) {
	w.strings(`<g class="lane"`)
	attribute(&w.out, "data-lane", "", l.ID)
	attribute(&w.out, "data-name", "", l.Name)
	w.strings(">\n")
	if index > 0 {
		w.strings(`<line class="lane-edge"`)
		geometry(&w.out, "x1 x2 y1 y2", 0, w.Figure.Width, l.Y, l.Y)
		w.strings("/>\n")
	}
	if l.NameY > 0 {
		w.strings(`<text class="lane-name" x="4" y="`, number(l.NameY), `">`)
		escape(&w.out, l.Name)
		w.strings(` <tspan class="lane-count">`, strconv.Itoa(l.Count), "</tspan></text>\n")
	}
	for i := range l.Marks {
		w.mark(&l.Marks[i])
	}
	for i := range l.Clusters {
		w.cluster(&l.Clusters[i], l)
	}
	w.strings("</g>\n")
}

func (w *drawingWriter) mark(m *timeline.Mark) {
	class := "mark type-" + m.Item.Type
	for _, sign := range []struct {
		is   bool
		name string
	}{
		{m.OpenStart, " open-start"}, {m.OpenEnd, " open-end"}, {m.FadedStart, " faded-start"}, {m.FadedEnd, " faded-end"},
		{m.Approximate, " approximate"}, {m.Point, " instant"},
	} {
		if sign.is {
			class += sign.name
		}
	}
	w.strings("<a")
	attribute(&w.out, "href", "", m.Item.Href)
	attribute(&w.out, "class", "", class)
	w.strings(` data-span="`, year(m.Span[0]), " ", year(m.Span[1]), " ", year(m.Span[2]), " ", year(m.Span[3]), `"`)
	if len(m.Item.Tags) > 0 {
		attribute(&w.out, "data-tags", "", strings.Join(m.Item.Tags, " "))
	}
	if m.Label != m.Item.Label {
		attribute(&w.out, "data-label", "", m.Item.Label)
	}
	w.strings("><title>")
	escape(&w.out, m.Item.Label)
	if m.Item.Words != "" {
		w.strings(", ")
		escape(&w.out, m.Item.Words)
	}
	w.strings("</title>")
	w.shape(m)
	if m.Label != "" {
		w.strings("<text")
		geometry(&w.out, "x y", m.LabelX, m.LabelY)
		if m.LabelEnd {
			w.strings(` text-anchor="end"`)
		}
		w.strings(">")
		escape(&w.out, m.Label)
		w.strings("</text>")
	}
	w.strings("</a>\n")
}

// shape draws the days that a note may touch, upon them those that it
// certainly does, and the arrows of ends that are open.
func (w *drawingWriter) shape(m *timeline.Mark) {
	if m.X < m.CoreX || m.CoreX+m.CoreWidth < m.X+m.Width || m.CoreWidth == 0 {
		w.strings(`<rect class="reach"`)
		geometry(&w.out, "x y width height rx", m.X, m.Y, m.Width, m.Height, 2)
		w.mask(m)
		w.strings("/>")
	}
	if m.CoreWidth > 0 {
		radius := 2.0
		if m.Point {
			radius = m.CoreWidth / 2
		}
		w.strings(`<rect class="core"`)
		geometry(&w.out, "x y width height rx", m.CoreX, m.Y, m.CoreWidth, m.Height, radius)
		w.mask(m)
		w.strings("/>")
	}
	if m.Approximate {
		w.strings(`<rect fill="url(#`, w.ID, `-hatch)"`)
		geometry(&w.out, "x y width height", m.X, m.Y, m.Width, m.Height)
		w.strings("/>")
	}
	middle := m.Y + m.Height/2
	if m.OpenStart {
		w.arrow(m.X, m.X-5, middle)
	}
	if m.OpenEnd {
		w.arrow(m.X+m.Width, m.X+m.Width+5, middle)
	}
}

func (w *drawingWriter) arrow(from, to, y float64) {
	w.strings(`<path class="core arrow" d="M`, number(from), " ", number(y-5), "L", number(to), " ", number(y), "L", number(from), " ", number(y+5), `z"/>`)
}

func (w *drawingWriter) mask(m *timeline.Mark) {
	end := ""
	switch {
	case m.FadedStart && m.FadedEnd:
		end = "both"
	case m.FadedStart:
		end = "start"
	case m.FadedEnd:
		end = "end"
	default:
		return
	}
	w.strings(` mask="url(#`, w.ID, "-fade-", end, `)"`)
}

// cluster is a bar as tall as there are notes, a link where there is a page
// of its years.
func (w *drawingWriter) cluster(c *timeline.Cluster, l *timeline.Lane) {
	title := c.Name + ": " + strconv.Itoa(c.Count) + " in " + l.Name
	href := w.Sources[c.Year]
	if href != "" {
		w.strings("<a")
		attribute(&w.out, "href", "", href)
	} else {
		w.strings("<g")
	}
	class := "cluster"
	if l.Type != "" {
		class += " type-" + l.Type
	}
	attribute(&w.out, "class", "", class)
	w.strings("><title>")
	escape(&w.out, title)
	w.strings("</title><rect")
	geometry(&w.out, "x y width height", c.X, c.Y, c.Width, c.Height)
	w.strings("/>")
	if c.LabelX > 0 {
		w.strings("<text")
		geometry(&w.out, "x y", c.LabelX, c.LabelY)
		w.strings(` text-anchor="middle">`, strconv.Itoa(c.Count), "</text>")
	}
	if href != "" {
		w.strings("</a>\n")
	} else {
		w.strings("</g>\n")
	}
}

// caption says what the signs mean, and where the data is.
func (w *drawingWriter) caption() {
	signs := w.Figure.Signs
	if signs == (timeline.Signs{}) && w.Data == "" && w.Figure.Complete {
		return
	}
	w.strings("<figcaption>\n<ul class=\"timeline-legend\">\n")
	for _, sign := range []struct {
		is          bool
		name, words string
	}{
		{signs.Faded, "faded", "uncertain when it began or ended"},
		{signs.Approximate, "approximate", "approximate date"},
		{signs.Open, "open", "no end yet, or no known beginning"},
		{!w.Figure.Complete, "cluster", "number of notes that begin then"},
	} {
		if sign.is {
			w.strings(`<li><span class="key key-`, sign.name, `"></span> `, sign.words, "</li>\n")
		}
	}
	if w.Data != "" {
		w.strings(`<li class="timeline-data"><a`)
		attribute(&w.out, "href", "", w.Data)
		w.strings(" download>Data (CSV)</a></li>\n")
	}
	w.strings("</ul>\n</figcaption>\n")
}

// geometry writes attributes that are numbers; names are separated by spaces.
func geometry(b *strings.Builder, names string, values ...float64) {
	for i, name := range strings.Fields(names) {
		b.WriteString(" " + name + `="` + number(values[i]) + `"`)
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// year is a time in years, to about a day.
func year(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
