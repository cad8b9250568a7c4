// Package timeline lays dated notes out in time: what is dated in, a Figure of
// plain geometry out. It knows nothing of HTML; package site draws the Figure,
// and the client module of the same name lays it out again as a reader zooms.
package timeline

// Figure is a drawing of dated things, in user units of an SVG view box. X
// grows with time, Y downwards. A Figure with nothing in it is nil.
type Figure struct {
	Width, Height float64
	Axis          float64 // Y of the axis line
	Head          float64 // baseline of the years above the lanes; zero where only the axis names them
	From, To      float64 // the years at Margin and at Width-Margin
	Count         int     // of the items drawn
	Complete      bool    // each item has a Mark; otherwise some are counted in Clusters
	Bands         []Band
	Narrow        bool // drawn for a column of text
	Unnamed       bool // the bands have no names, since the periods have a lane
	Ticks         []Tick
	Lanes         []Lane
	Title         string // what the drawing shows, in words, for those who do not see it
	Signs         Signs
}

// Signs are the ways of drawing what is not certain that a Figure uses, which
// its legend explains.
type Signs struct {
	Open        bool // an arrow: no end yet, or no beginning
	Faded       bool // an end that is uncertain, unknown or not known to the day
	Approximate bool // hatched: an estimate
}

// Band is a period behind the lanes.
type Band struct {
	X, Width          float64
	Start, End        float64 // in years
	Name, Title, Href string  // the period, and with its date in words
	Label             string  // the name as far as it has room
	Type              string
	Alternate         bool // every second band, for a change of tint
	LabelX, LabelY    float64
}

// Tick is a division of the axis.
type Tick struct {
	X     float64
	Label string
}

// Lane holds the items of one kind, one beneath the other where they would
// overlap. It has either Marks or Clusters.
type Lane struct {
	ID, Name  string
	Type      string // of all that stands in it, for its colour; empty where they differ
	Y, Height float64
	NameY     float64 // baseline of the name; zero where the only lane needs none
	Count     int
	Marks     []Mark
	Clusters  []Cluster
}

// Mark is one note: a bar where it lasted, a dot where it was a moment. Between
// X and CoreX, and between the end of the core and that of the whole, it may or
// may not have held already.
type Mark struct {
	X, Y, Width, Height  float64
	CoreX, CoreWidth     float64 // what is certain; of a moment its dot
	Point                bool
	Item                 *Item
	Span                 [4]float64 // in years: earliest and latest start, earliest and latest end
	Label                string     // may be clipped; empty where it has no room
	LabelX, LabelY       float64
	LabelEnd             bool    // the label ends at LabelX instead of beginning there
	LabelRoom            float64 // how much of the mark the label covers; zero where it stands beside
	OpenStart, OpenEnd   bool
	FadedStart, FadedEnd bool
	// UnknownStart and UnknownEnd are ends that nobody knows: the mark reaches
	// a little beyond what is known, and fades.
	UnknownStart, UnknownEnd bool
	CutStart, CutEnd         bool // it goes on beyond what is drawn
	Approximate              bool
}

// Cluster counts the items of a lane that begin within some years.
type Cluster struct {
	X, Y, Width, Height float64
	Year, Years         int64  // the first year, and how many there are
	Name                string // of these years: "1950s"
	Count               int
	LabelX, LabelY      float64 // of the count; zero where it has no room
}
