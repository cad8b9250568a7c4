// Package timeline lays dated notes out in time: Graph data in, a Figure of
// plain geometry out. It knows nothing of HTML; a template draws the Figure.
package timeline

// Figure is a drawing of dated things, in user units of an SVG view box. X
// grows with time, Y with each row. A Figure with no marks is nil.
type Figure struct {
	Width, Height float64
	Axis          float64 // Y of the axis line
	Bands         []Band
	Ticks         []Tick
	Marks         []Mark
	Bars          []Bar  // instead of Marks where there are too many to draw singly
	Title         string // what the drawing shows, in words, for those who do not see it
	HasOpen       bool   // some mark has an open end: the legend says so
	HasUncertain  bool   // some mark has an approximate or uncertain end
}

// Band is a period behind the marks.
type Band struct {
	X, Y, Width, Height float64
	Label, Title, Href  string
	LabelX, LabelY      float64
	Alternate           bool // every second band, for a change of tint
}

// Tick is a division of the axis.
type Tick struct {
	X     float64
	Label string
}

// Mark is one note: a bar where it lasted, a dot where it was a moment.
type Mark struct {
	X, Y, Width, Height float64
	Point               bool
	Type                string // the note's type, for its colour
	Label               string // empty where it would collide with another
	LabelX, LabelY      float64
	LabelEnd            bool   // the label ends at LabelX instead of beginning there
	Title               string // label and date in words
	Href                string
	OpenStart, OpenEnd  bool
	Uncertain           bool // approximate or uncertain date
}

// Bar counts the notes of one span of years.
type Bar struct {
	X, Y, Width, Height float64
	Title               string // "1950s: 12 notes"
	Href                string // of the group in the list beneath, may be empty
	Count               int
}
