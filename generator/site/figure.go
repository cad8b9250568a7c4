package site

import (
	"html/template"
	"strconv"

	"fangzhi/generator/timeline"
)

// SVG is the drawing itself. What is certain of a note is solid, what is not
// shows through; the masks and the pattern that it needs are within it, under
// IDs of its own. It is written here rather than by a template because bodies
// of notes, which no template reaches, hold timelines, too.
func (d *Drawing) SVG() template.HTML { return written(d.svg) }

func (d *Drawing) svg(b *markup) {
	w := d.writer(b)
	w.svg()
}

// Markup is the whole figure: the drawing, what its signs mean, and its data.
func (d *Drawing) Markup() template.HTML {
	if d == nil {
		return ""
	}
	return written(d.figure)
}

func (d *Drawing) figure(b *markup) {
	w := d.writer(b)
	w.figure()
}

// drawingWriter writes one timeline.
type drawingWriter struct {
	*Drawing
	*markup
	comma string // between the name of a note and when it was
}

func (d *Drawing) writer(b *markup) drawingWriter {
	return drawingWriter{d, b, d.Words.Say("list.comma")}
}

func (w *drawingWriter) figure() {
	class := "timeline"
	if w.Figure.Narrow {
		class += " narrow"
	}
	w.strings(`<figure`)
	attribute(w.markup, "class", "", class)
	attribute(w.markup, "id", "", w.ID)
	attribute(w.markup, "data-csv", "", w.Data)
	// The room of what the client adds is kept from the first, so that nothing
	// moves when it comes.
	w.strings(">\n<div class=\"timeline-tools\"></div>\n<div class=\"timeline-scroll\" role=\"region\" tabindex=\"0\"")
	attribute(w.markup, "aria-label", "", w.Figure.Title)
	w.strings(">\n")
	w.svg()
	w.strings("\n</div>\n")
	w.caption()
	w.strings("</figure>\n")
}

func (w *drawingWriter) svg() {
	f := w.Figure
	w.WriteString(`<svg viewBox="0 0 `)
	w.numbers(f.Width, f.Height)
	w.WriteString(`"`)
	geometry(w.markup, "width height", f.Width, f.Height)
	w.WriteString(` role="group"`)
	geometry(w.markup, "data-margin data-axis", timeline.Margin, f.Axis)
	w.years("data-from", f.From)
	w.years("data-to", f.To)
	if f.Complete {
		w.strings(` data-complete`)
	}
	if f.Unnamed {
		w.strings(` data-unnamed`)
	}
	attribute(w.markup, "data-lent", "", w.Lent)
	attribute(w.markup, "aria-label", "", f.Title)
	w.strings(">\n")
	w.definitions()
	for i := range f.Bands {
		w.band(&f.Bands[i])
	}
	for _, t := range f.Ticks {
		w.strings(`<line class="tick"`)
		geometry(w.markup, "x1 x2 y1 y2", t.X, t.X, 0, f.Axis)
		w.strings(`/><text class="tick-label"`)
		geometry(w.markup, "x y", t.X, f.Axis+20)
		w.strings(` text-anchor="middle">`)
		escape(w.markup, t.Label)
		w.strings("</text>\n")
		if f.Head > 0 { // for the eye: who is read to has them from the axis
			w.strings(`<text class="tick-label" aria-hidden="true"`)
			geometry(w.markup, "x y", t.X, f.Head)
			w.strings(` text-anchor="middle">`)
			escape(w.markup, t.Label)
			w.strings("</text>\n")
		}
	}
	w.strings(`<line class="axis"`)
	geometry(w.markup, "x1 x2 y1 y2", 0, f.Width, f.Axis, f.Axis)
	w.strings("/>\n")
	for i := range f.Lanes {
		w.lane(&f.Lanes[i], i)
	}
	w.strings("</svg>")
}

// stops are where colours of ends that fade begin and end to do so. A gradient
// costs a browser far less than a mask, which it lays out as a layer.
var stops = map[string]string{
	"start": `<stop offset="0" stop-opacity="0"/><stop offset=".7"/>`,
	"end":   `<stop offset=".3"/><stop offset="1" stop-opacity="0"/>`,
	"both":  `<stop offset="0" stop-opacity="0"/><stop offset=".5"/><stop offset="1" stop-opacity="0"/>`,
}

// definitions are what the signs of this drawing need: stripes of the paper
// for what is approximate, and for ends that fade their colours.
func (w *drawingWriter) definitions() {
	w.strings("<defs>")
	if w.Figure.Signs.Approximate {
		w.strings(`<pattern id="`, w.ID, `-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="2" height="5"/></pattern>`)
	}
	type colour struct{ end, typeID string }
	defined := map[colour]bool{}
	for i := range w.Figure.Lanes {
		for k := range w.Figure.Lanes[i].Marks {
			m := &w.Figure.Lanes[i].Marks[k]
			c := colour{fading(m), m.Item.Type}
			if c.end == "" || defined[c] {
				continue
			}
			defined[c] = true
			w.strings(`<linearGradient id="`, w.ID, "-", c.end, "-", c.typeID, `" class="type-`, c.typeID, `">`, stops[c.end], `</linearGradient>`)
		}
	}
	w.strings("</defs>\n")
}

// fading tells which ends of a mark fade; empty: neither.
func fading(m *timeline.Mark) string {
	start, end := m.FadedStart && !m.CutStart, m.FadedEnd && !m.CutEnd
	switch {
	case start && end:
		return "both"
	case start:
		return "start"
	case end:
		return "end"
	}
	return ""
}

func (w *drawingWriter) band(b *timeline.Band) {
	w.strings(`<a class="band`)
	if b.Alternate {
		w.strings(" alternate")
	}
	w.strings(`"`)
	attribute(w.markup, "href", "", b.Href)
	w.years("data-span", b.Start, b.End)
	if b.Label != b.Name {
		attribute(w.markup, "data-label", "", b.Name)
	}
	w.strings("><title>")
	escape(w.markup, b.Title)
	w.strings(`</title><rect`)
	geometry(w.markup, "x y width height", b.X, 0, b.Width, w.Figure.Axis)
	w.strings("/>")
	if b.Label != "" {
		w.strings("<text")
		geometry(w.markup, "x y", b.LabelX, b.LabelY)
		w.name(b.Label)
		w.strings("</text>")
	}
	w.strings("</a>\n")
}

// name ends the tag of a text, and writes the name of a note or lane in it.
func (w *drawingWriter) name(s string) {
	drawn(w.markup, runLanguage(w.Words.Language(), w.Lent, s), s)
}

func (w *drawingWriter) lane(l *timeline.Lane, index int) {
	w.strings(`<g class="lane"`)
	attribute(w.markup, "data-lane", "", l.ID)
	attribute(w.markup, "data-name", "", l.Name)
	w.strings(">\n")
	if index > 0 {
		w.strings(`<line class="lane-edge"`)
		geometry(w.markup, "x1 x2 y1 y2", 0, w.Figure.Width, l.Y, l.Y)
		w.strings("/>\n")
	}
	if l.NameY > 0 {
		w.WriteString(`<text class="lane-name"`)
		geometry(w.markup, "x y", 4, l.NameY)
		w.name(l.Name)
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
	w.strings("<a")
	attribute(w.markup, "href", "", m.Item.Href)
	w.strings(` class="mark type-`)
	escape(w.markup, m.Item.Type)
	for _, sign := range []struct {
		is   bool
		name string
	}{
		{m.OpenStart, " open-start"}, {m.OpenEnd, " open-end"}, {m.FadedStart, " faded-start"}, {m.FadedEnd, " faded-end"},
		{m.UnknownStart, " unknown-start"}, {m.UnknownEnd, " unknown-end"}, {m.Approximate, " approximate"}, {m.Point, " instant"},
	} {
		if sign.is {
			w.strings(sign.name)
		}
	}
	w.strings(`"`)
	w.years("data-span", m.Span[:]...)
	for i, tag := range m.Item.Tags {
		if i == 0 {
			w.WriteString(` data-tags="`)
		} else {
			w.WriteString(" ")
		}
		escape(w.markup, tag)
	}
	if len(m.Item.Tags) > 0 {
		w.WriteString(`"`)
	}
	if w.Data == "" { // no file has it
		attribute(w.markup, "data-date", "", m.Item.When.String())
	}
	if m.Label != m.Item.Label {
		attribute(w.markup, "data-label", "", m.Item.Label)
	}
	w.strings("><title>")
	escape(w.markup, m.Item.Label)
	if m.Item.Words != "" {
		escape(w.markup, w.comma)
		escape(w.markup, m.Item.Words)
	}
	w.strings("</title>")
	w.shape(m)
	if m.LabelRoom > 0 {
		// A label upon its bar breaks it, as the number of a contour line does.
		w.strings(`<rect class="label-room"`)
		geometry(w.markup, "x y width height", m.LabelX-2, m.Y-1, m.LabelRoom, m.Height+2)
		w.strings("/>")
	}
	if m.Label != "" {
		w.strings("<text")
		geometry(w.markup, "x y", m.LabelX, m.LabelY)
		if m.LabelEnd {
			w.strings(` text-anchor="end"`)
		}
		w.name(m.Label)
		w.strings("</text>")
	}
	w.strings("</a>\n")
}

// shape draws the days that a note may touch, upon them those that it
// certainly does, and the arrows of ends that are open.
func (w *drawingWriter) shape(m *timeline.Mark) {
	if m.X < m.CoreX || m.CoreX+m.CoreWidth < m.X+m.Width || m.CoreWidth == 0 {
		w.strings(`<rect class="reach"`)
		geometry(w.markup, "x y width height rx", m.X, m.Y, m.Width, m.Height, 2)
		w.fill(m)
		w.strings("/>")
	}
	if m.CoreWidth > 0 {
		radius := 2.0
		if m.Point {
			radius = m.CoreWidth / 2
		}
		w.strings(`<rect class="core"`)
		geometry(w.markup, "x y width height rx", m.CoreX, m.Y, m.CoreWidth, m.Height, radius)
		w.fill(m)
		w.strings("/>")
	}
	if m.Approximate {
		w.strings(`<rect fill="url(#`, w.ID, `-hatch)"`)
		geometry(w.markup, "x y width height", m.X, m.Y, m.Width, m.Height)
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
	w.WriteString(`<path class="core arrow" d="M`)
	w.numbers(from, y-5)
	w.WriteString("L")
	w.numbers(to, y)
	w.WriteString("L")
	w.numbers(from, y+5)
	w.WriteString(`z"/>`)
}

// fill colours a part of a mark whose ends fade; style sheets colour others.
func (w *drawingWriter) fill(m *timeline.Mark) {
	if end := fading(m); end != "" {
		w.strings(` fill="url(#`, w.ID, "-", end, "-", m.Item.Type, `)"`)
	}
}

// cluster is a bar as tall as there are notes, a link where there is a page
// of its years.
func (w *drawingWriter) cluster(c *timeline.Cluster, l *timeline.Lane) {
	title := w.Words.With("timeline.cluster", "span", c.Name, "n", c.Count, "lane", l.Name)
	href := w.Sources[c.Year]
	if href != "" {
		w.strings("<a")
		attribute(w.markup, "href", "", href)
	} else {
		w.strings("<g")
	}
	class := "cluster"
	if l.Type != "" {
		class += " type-" + l.Type
	}
	attribute(w.markup, "class", "", class)
	w.strings("><title>")
	escape(w.markup, title)
	w.strings("</title><rect")
	geometry(w.markup, "x y width height", c.X, c.Y, c.Width, c.Height)
	w.strings("/>")
	if c.LabelX > 0 {
		w.strings("<text")
		geometry(w.markup, "x y", c.LabelX, c.LabelY)
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
	if signs == (timeline.Signs{}) && len(w.Figure.Bands) == 0 && w.Data == "" && w.Figure.Complete {
		return
	}
	w.strings("<figcaption>\n<ul class=\"timeline-legend\">\n")
	for _, sign := range []struct {
		is          bool
		name, words string
	}{
		{signs.Faded, "faded", "timeline.faded"},
		{signs.Approximate, "approximate", "timeline.approximate"},
		{signs.Open, "open", "timeline.open"},
		{len(w.Figure.Bands) > 0, "band", "timeline.band"},
		{!w.Figure.Complete, "cluster", "timeline.counted"},
	} {
		if sign.is {
			w.strings(`<li><span class="key key-`, sign.name, `"></span> `)
			escape(w.markup, w.Words.Say(sign.words))
			w.strings("</li>\n")
		}
	}
	if w.Data != "" {
		w.strings(`<li class="timeline-data"><a`)
		attribute(w.markup, "href", "", w.Data)
		w.strings(" download>")
		escape(w.markup, w.Words.Say("timeline.data"))
		w.strings("</a></li>\n")
	}
	w.strings("</ul>\n</figcaption>\n")
}

// geometry writes attributes that are numbers; names are separated by spaces.
func geometry(b *markup, names string, values ...float64) {
	at := 0
	for _, v := range values {
		b.text = append(b.text, ' ')
		for ; at < len(names) && names[at] != ' '; at++ {
			b.text = append(b.text, names[at])
		}
		at++
		b.WriteString(`="`)
		b.number(v)
		b.WriteString(`"`)
	}
}

// numbers writes numbers with a space between them.
func (w *drawingWriter) numbers(values ...float64) {
	for i, v := range values {
		if i > 0 {
			w.WriteString(" ")
		}
		w.number(v)
	}
}

// years writes an attribute that is times in years, to about a day.
func (w *drawingWriter) years(name string, values ...float64) {
	w.strings(" ", name, `="`)
	for i, v := range values {
		if i > 0 {
			w.WriteString(" ")
		}
		w.thousandths(v)
	}
	w.WriteString(`"`)
}
