package timeline

import (
	"fmt"
	"math"
	"slices"
)

// Chart is what a timeline shows.
type Chart struct {
	Title   string
	Items   []Placed
	Lanes   []Name      // in the order of display; an item of none of them is in none
	Periods *Background // may be nil
	// Around is that whose time is drawn, with a little on either side, and
	// nothing that lies outside; nil: all of the time of the items.
	Around *Placed
	Narrow bool // the drawing stands in a column of text, and not over a page
	Words  Words
}

// Words are the texts in a drawing; of those that are missing, it has English.
type Words struct {
	Title  func(title string, n int, from, to string) string // what the drawing shows
	Year   func(int64) string
	Decade func(int64) string // of a year of it
	Span   func(from, to string) string
	Titled func(name, when string) string // a period with its date
}

// orEnglish fills in what is missing.
func (w Words) orEnglish() Words {
	if w.Title == nil {
		w.Title = func(title string, n int, from, to string) string {
			return fmt.Sprintf("%s: %d dated %s from %s to %s", title, n, plural(n, "note", "notes"), from, to)
		}
	}
	if w.Year == nil {
		w.Year = yearName
	}
	if w.Decade == nil {
		w.Decade = func(year int64) string { return fmt.Sprintf("%ds", year/10*10) }
	}
	if w.Span == nil {
		w.Span = func(from, to string) string { return from + " to " + to }
	}
	if w.Titled == nil {
		w.Titled = func(name, when string) string { return name + ", " + when }
	}
	return w
}

// Name is a lane's ID with what readers call it.
type Name struct{ ID, Text string }

// Margin is the room to the left and right of what is drawn.
const Margin = 12.0

const (
	wide      = 960.0
	narrowed  = 640.0
	rowStep   = 22.0
	denseStep = 17.0 // of more rows than airyRows
	tightStep = 15.0 // of rows in which not each mark has its label
	barHeight = 9.0
	dot       = 8.0
	headRoom  = 20.0 // above the lanes, for the names of periods
	nameRoom  = 17.0 // above each lane, for its name
	laneGap   = 7.0
	headSpace = 18.0 // above the lanes of a tall drawing, for the years
	axisSpace = 28.0
	textSize  = 12.0 // of labels, in the units of the drawing
	labelGap  = 5.0
	labelMost = 38 // letters of a label
	beginning = 24 // of a mark is seen before a label upon it, where there is room
	// tickGap is the least room between two ticks' labels.
	tickGap = 80.0
	// tickRoom is that which the label of a tick needs on either side.
	tickRoom  = 14.0
	mostTicks = 64 // of an axis
	// mostMarks is how many marks of one lane are drawn singly; of more, or of
	// those that need more rows than there may be, those are counted that begin
	// within the same years.
	mostMarks     = 150
	airyRows      = 16
	mostRows      = 36 // with labels
	mostTightRows = 30
	// tail is how far an end that nobody knows is drawn, as it fades.
	tail        = 30.0
	clusterTall = 34.0
	clusterWide = 16.0 // at least
	// shortest is the fewest years that a drawing spans.
	shortest = 2.0
)

// Layout draws a chart, whose items need not be in order. It returns nil when
// none has a date that can be placed.
func Layout(c Chart) *Figure {
	placed, s := c.drawn()
	if len(placed) == 0 {
		return nil
	}
	s.words = c.Words.orEnglish()
	f := &Figure{
		Width: s.width, Narrow: c.Narrow, From: s.from, To: s.to, Count: len(placed), Complete: true,
		Title: s.words.Title(c.Title, len(placed), s.words.Year(s.firstYear), s.words.Year(s.lastYear)),
	}
	y := 4.0
	lanes := inLanes(placed, c.Lanes)
	if c.Periods != nil && !(len(lanes) == 1 && c.Periods.among(lanes)) {
		f.Bands = c.Periods.bands(s)
	}
	if f.Unnamed = c.Periods.among(lanes); f.Unnamed {
		for i := range f.Bands {
			f.Bands[i].Label = ""
		}
	} else if len(f.Bands) > 0 {
		y = headRoom
	}
	if len(lanes) > 1 || len(placed) > airyRows { // it may be taller than a screen
		f.Head = y + headSpace - 6
		y += headSpace
	}
	f.Lanes = make([]Lane, 0, len(lanes))
	for _, l := range lanes {
		y = f.lane(l, s, y, len(lanes) == 1)
	}
	f.Axis = y + 2
	f.Height = f.Axis + axisSpace
	f.ticks(s)
	return f
}

// Drawn are the items that Layout draws, in order of time.
func (c Chart) Drawn() []Placed {
	placed, _ := c.drawn()
	return placed
}

func (c Chart) drawn() ([]Placed, scale) {
	if len(c.Items) == 0 {
		return nil, scale{}
	}
	placed := inTime(c.Items)
	s := newScale(placed, c)
	return slices.DeleteFunc(placed, func(p Placed) bool { return !p.within(s.from, s.to) }), s
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// named is a lane with what stands in it.
type named struct {
	Name
	spans []Placed
}

// inLanes sorts items into lanes, in the order of names. Lanes that have no
// name come last under their ID, so that nothing is lost.
func inLanes(placed []Placed, names []Name) []named {
	names = slices.Clip(names) // others hold it as well
	at := make(map[string]int, len(names))
	for i, n := range names {
		at[n.ID] = i
	}
	of, count := make([]int, len(placed)), make([]int, len(names)) // the name of each item's lane, the items of each lane
	for k := range placed {
		id := placed[k].item.Lane
		i, known := at[id]
		if !known {
			i = len(names)
			at[id] = i
			names, count = append(names, Name{id, id}), append(count, 0)
		}
		of[k] = i
		count[i]++
	}
	lanes, room := make([]named, 0, min(len(names), len(placed))), make([]Placed, len(placed))
	lane := make([]int, len(names))
	for i, n := range names {
		if count[i] > 0 {
			lane[i] = len(lanes)
			lanes = append(lanes, named{n, room[:0:count[i]]})
			room = room[count[i]:]
		}
	}
	for k, i := range of {
		l := &lanes[lane[i]]
		l.spans = append(l.spans, placed[k])
	}
	return lanes
}

// scale turns years into places along the axis, and names them.
type scale struct {
	from, to            float64 // years at the margins
	firstYear, lastYear int64
	width               float64
	perYear             float64 // the room of a year
	words               Words
}

// newScale fits the time of the items, or that of what the chart is around.
func newScale(placed []Placed, c Chart) scale {
	s := scale{width: wide}
	if c.Narrow {
		s.width = narrowed
	}
	from, to := math.Inf(1), math.Inf(-1)
	for i := range placed {
		from, to = min(from, placed[i].earliestStart), max(to, placed[i].latest)
	}
	share := 0.04
	if a := c.Around; a != nil {
		share = 0.12
		if !a.openStart {
			from = a.earliestStart
		}
		if to = max(to, from); !a.openEnd {
			to = a.latest
		}
	}
	s.firstYear, s.lastYear = int64(math.Floor(from)), int64(math.Ceil(to))-1
	s.lastYear = max(s.firstYear, s.lastYear)
	room := max((to-from)*share, (shortest-(to-from))/2)
	s.from, s.to = from-room, to+room
	s.perYear = (s.width - 2*Margin) / (s.to - s.from)
	return s
}

func (s *scale) x(year float64) float64 {
	return round(Margin + (year-s.from)*s.perYear)
}

// round keeps the drawing small, and the same on every machine.
func round(v float64) float64 { return math.Round(v*10) / 10 }

// lane draws one lane from y on, and returns where the next begins. It has
// each item with its label, if there is room; or else each item, with the
// labels for which there is; or else clusters.
func (f *Figure) lane(n named, s scale, y float64, alone bool) float64 {
	l := Lane{ID: n.ID, Name: n.Text, Type: typeOf(n.spans), Y: round(y), Count: len(n.spans)}
	if !alone {
		l.NameY = round(y + nameRoom - 5)
		y += nameRoom
	}
	height := 0.0
	if l.Marks, height = pack(n.spans, s); l.Marks == nil {
		l.Clusters, height = clusters(n.spans, s), clusterTall+12
		f.Complete = false
	}
	for i := range l.Marks {
		m := &l.Marks[i]
		m.Y, m.LabelY = round(m.Y+y), round(m.LabelY+y)
		f.Signs.add(m)
	}
	for i := range l.Clusters {
		c := &l.Clusters[i]
		c.Y = round(c.Y + y)
		c.LabelY = round(c.Y - 3)
	}
	y += height + laneGap
	l.Height = round(y - l.Y)
	f.Lanes = append(f.Lanes, l)
	return y
}

// typeOf is the type of all items, or empty where they have several.
func typeOf(spans []Placed) string {
	for i := range spans {
		if spans[i].item.Type != spans[0].item.Type {
			return ""
		}
	}
	return spans[0].item.Type
}

func (s *Signs) add(m *Mark) {
	s.Open = s.Open || m.OpenStart || m.OpenEnd
	s.Approximate = s.Approximate || m.Approximate
	s.Faded = s.Faded || m.FadedStart || m.FadedEnd || !m.Point && (m.CoreX > m.X || m.CoreX+m.CoreWidth < m.X+m.Width)
}

// steps are the natural divisions of time, in years.
var steps = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000}

// step is the finest division whose parts are at least room wide.
func (s *scale) step(room float64) int64 {
	for _, step := range steps {
		if float64(step)*s.perYear >= room {
			return step
		}
	}
	return max(1, int64(s.to-s.from))
}

func (f *Figure) ticks(s scale) {
	step := s.step(tickGap)
	first := int64(math.Ceil(s.from/float64(step))) * step
	f.Ticks = make([]Tick, 0, min(mostTicks, max(0, int64(s.to)-first)/step+1))
	for year := first; float64(year) <= s.to && len(f.Ticks) < mostTicks; year += step {
		if x := s.x(float64(year)); x > tickRoom && x < s.width-tickRoom {
			f.Ticks = append(f.Ticks, Tick{x, s.words.Year(year)})
		}
	}
}

// yearName is a year as readers know it: there is no year 0, which is 1 BCE.
func yearName(year int64) string {
	if year <= 0 {
		return fmt.Sprintf("%d BCE", 1-year)
	}
	return fmt.Sprint(year)
}

// clusters counts the items by the span of years in which they begin.
func clusters(spans []Placed, s scale) []Cluster {
	step := s.step(clusterWide)
	var all []Cluster
	highest := 0
	for i := range spans {
		year := int64(math.Floor(max(spans[i].earliestStart, s.from)/float64(step))) * step
		if last := len(all) - 1; last < 0 || all[last].Year != year {
			all = append(all, Cluster{Year: year, Years: step, Name: s.words.span(year, step)})
		}
		c := &all[len(all)-1]
		c.Count++
		highest = max(highest, c.Count)
	}
	for i := range all {
		c := &all[i]
		c.Height = round(max(2, (clusterTall)*float64(c.Count)/float64(highest)))
		c.X = max(s.x(float64(c.Year)), 0)
		c.Width = round(max(s.x(float64(c.Year+step))-c.X-1, 1))
		c.Y = 12 + clusterTall - c.Height
		if labelWidth(fmt.Sprint(c.Count)) <= c.Width {
			c.LabelX = round(c.X + c.Width/2)
		}
	}
	return all
}

// span names some years: "1953", "1950s", "1950 to 1954".
func (w Words) span(year, step int64) string {
	switch {
	case step == 1 || year <= 0:
		return w.Year(year)
	case step == 10:
		return w.Decade(year)
	}
	return w.Span(w.Year(year), w.Year(year+step-1))
}
