package site

import (
	"html/template"
	"strconv"
	"strings"

	"fangzhi/generator/timeline"
)

// figureMarkup draws a timeline within the body of a note, where no template
// reaches. It is what the partial "timeline-figure" writes, but without ids,
// since a body may hold several. A nil figure is nothing.
func figureMarkup(f *timeline.Figure) template.HTML {
	if f == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("<figure class=\"timeline\">\n<div class=\"timeline-scroll\" role=\"region\" tabindex=\"0\"")
	attribute(&b, "aria-label", "", f.Title)
	b.WriteString(">\n<svg viewBox=\"0 0 " + number(f.Width) + " " + number(f.Height) + `"`)
	geometry(&b, "width height", f.Width, f.Height)
	b.WriteString(` role="group"`)
	attribute(&b, "aria-label", "", f.Title)
	b.WriteString(">\n")
	for _, t := range f.Ticks {
		b.WriteString(`<line class="tick"`)
		geometry(&b, "x1 x2 y1 y2", t.X, t.X, 0, f.Axis)
		b.WriteString(`/><text class="tick-label"`)
		geometry(&b, "x y", t.X, f.Height)
		b.WriteString(` dy="-8" text-anchor="middle">`)
		escape(&b, t.Label)
		b.WriteString("</text>\n")
	}
	b.WriteString(`<line class="axis"`)
	geometry(&b, "x1 x2 y1 y2", 0.0, f.Width, f.Axis, f.Axis)
	b.WriteString("/>\n")
	for _, bar := range f.Bars {
		b.WriteString(`<rect class="bar"`)
		geometry(&b, "x y width height", bar.X, bar.Y, bar.Width, bar.Height)
		b.WriteString("><title>")
		escape(&b, bar.Title)
		b.WriteString("</title></rect>\n")
	}
	for i := range f.Marks {
		markMarkup(&b, &f.Marks[i])
	}
	b.WriteString("</svg>\n</div>\n")
	if f.HasUncertain || f.HasOpen {
		b.WriteString("<figcaption>")
		if f.HasUncertain {
			b.WriteString("A dashed edge marks a date that is approximate or uncertain.")
		}
		if f.HasOpen {
			b.WriteString(" A fading end marks what has no end yet.")
		}
		b.WriteString("</figcaption>\n")
	}
	b.WriteString("</figure>\n")
	return template.HTML(b.String())
}

func markMarkup(b *strings.Builder, m *timeline.Mark) {
	class := "mark type-" + m.Type
	if m.OpenStart {
		class += " open-start"
	}
	if m.OpenEnd {
		class += " open-end"
	}
	if m.Uncertain {
		class += " uncertain"
	}
	b.WriteString("<a")
	attribute(b, "href", "", m.Href)
	attribute(b, "class", "", class)
	b.WriteString("><title>")
	escape(b, m.Title)
	b.WriteString("</title>")
	shape, radius := "span", 2.0
	if m.Point {
		shape, radius = "point", m.Width
	}
	b.WriteString(`<rect class="` + shape + `"`)
	geometry(b, "x y width height rx", m.X, m.Y, m.Width, m.Height, radius)
	b.WriteString("/>")
	if m.Label != "" {
		b.WriteString("<text")
		geometry(b, "x y", m.LabelX, m.LabelY)
		if m.LabelEnd {
			b.WriteString(` text-anchor="end"`)
		}
		b.WriteString(">")
		escape(b, m.Label)
		b.WriteString("</text>")
	}
	b.WriteString("</a>\n")
}

// geometry writes attributes that are numbers; names are separated by spaces.
func geometry(b *strings.Builder, names string, values ...float64) {
	for i, name := range strings.Fields(names) {
		b.WriteString(" " + name + `="` + number(values[i]) + `"`)
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
