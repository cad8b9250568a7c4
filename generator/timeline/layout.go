package timeline

import (
	"container/heap"
	"fmt"
	"math"
	"slices"

	"fangzhi/generator/edtf"
	"fangzhi/generator/text"
)

// Item is a dated thing to be drawn.
type Item struct {
	Label string
	Words string // the date in words
	Type  string
	Href  string
	When  edtf.Date
}

const (
	width     = 960.0
	margin    = 12.0
	laneStep  = 24.0
	barHeight = 10.0
	dot       = 8.0
	axisSpace = 28.0
	textSize  = 12.0 // of labels, in the units of the drawing
	labelGap  = 6.0
	labelMost = 34 // letters of a label
	// most is how many marks are drawn one by one; more become bars that count
	// them by span of years.
	most = 120
	// tickGap is the least room between two ticks' labels.
	tickGap = 80.0
)

// Layout draws items, which need not be in order. It returns nil when none has
// a date that can be placed.
func Layout(title string, items []Item) *Figure {
	placed := place(items)
	if len(placed) == 0 {
		return nil
	}
	s := newScale(placed)
	f := &Figure{Width: width, Title: fmt.Sprintf("%s: %d dated notes from %d to %d", title, len(placed), s.firstYear, s.lastYear)}
	if len(placed) > most {
		f.bars(placed, s)
	} else {
		f.marks(placed, s)
	}
	f.ticks(s)
	return f
}

// span is an item with its place in time, in years.
type span struct {
	Item
	start, end float64
	openStart  bool
	openEnd    bool
	uncertain  bool
}

func (s span) point() bool { return !s.When.IsInterval() && s.end-s.start < 1.01 }

// place finds where each item lies; what has no known day at either end is
// left out.
func place(items []Item) []span {
	var placed []span
	for _, item := range items {
		if item.When.IsZero() {
			continue
		}
		first, last := item.When.Span()
		s := span{Item: item, uncertain: item.When.Approximate() || item.When.Uncertain()}
		// An end that is open is not yet; one that is unknown was at some time.
		s.openStart, s.openEnd = item.When.OpenStart(), item.When.OpenEnd()
		s.uncertain = s.uncertain || item.When.UnknownStart() || item.When.UnknownEnd()
		switch {
		case first == edtf.Past && last == edtf.Future:
			continue
		case first == edtf.Past:
			s.end = yearOf(last)
			s.start = s.end
		case last == edtf.Future:
			s.start = yearOf(first)
			s.end = s.start
		default:
			s.start, s.end = yearOf(first), yearOf(last)
		}
		placed = append(placed, s)
	}
	slices.SortStableFunc(placed, func(a, b span) int {
		switch {
		case a.start < b.start:
			return -1
		case a.start > b.start:
			return 1
		}
		return 0
	})
	return placed
}

// yearOf is a day as a year with its fraction.
func yearOf(d edtf.Day) float64 { return 1970 + float64(d)/365.2425 }

// scale turns years into places along the axis.
type scale struct {
	from, to            float64 // years at the margins
	firstYear, lastYear int64
}

func newScale(placed []span) scale {
	from, to := math.Inf(1), math.Inf(-1)
	for _, s := range placed {
		from, to = min(from, s.start), max(to, s.end)
	}
	s := scale{firstYear: int64(math.Floor(from)), lastYear: int64(math.Floor(to))}
	room := max(to-from, 1) * 0.04
	s.from, s.to = from-room, to+room
	return s
}

func (s scale) x(year float64) float64 {
	return round(margin + (year-s.from)/(s.to-s.from)*(width-2*margin))
}

// round keeps the drawing small, and the same on every machine.
func round(v float64) float64 { return math.Round(v*10) / 10 }

// lane is a row of the drawing, free from a place on.
type lane struct {
	free  float64
	index int
}

type lanes []lane

func (l lanes) Len() int { return len(l) }
func (l lanes) Less(i, j int) bool {
	if l[i].free != l[j].free {
		return l[i].free < l[j].free
	}
	return l[i].index < l[j].index
}
func (l lanes) Swap(i, j int) { l[i], l[j] = l[j], l[i] }
func (l *lanes) Push(v any)   { *l = append(*l, v.(lane)) }
func (l *lanes) Pop() any {
	last := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	return last
}

// marks packs the items into as few lanes as hold them without overlap, each
// into the lane that is free first (greedy interval partitioning). The room of
// an item is its mark with its label, so labels never collide.
func (f *Figure) marks(placed []span, s scale) {
	var free lanes
	for _, item := range placed {
		m, from, to := mark(item, s)
		at := len(free)
		if len(free) > 0 && free[0].free <= from {
			at = free[0].index
			free[0].free = to + labelGap
			heap.Fix(&free, 0)
		} else {
			heap.Push(&free, lane{to + labelGap, at})
		}
		top := laneStep*float64(at) + 4
		m.Y = round(top + (laneStep-m.Height)/2)
		m.LabelY = round(top + laneStep/2 + textSize*0.35)
		f.Marks = append(f.Marks, m)
		f.HasOpen = f.HasOpen || m.OpenStart || m.OpenEnd
		f.HasUncertain = f.HasUncertain || m.Uncertain
	}
	f.Axis = laneStep*float64(len(free)) + 10
	f.Height = f.Axis + axisSpace
}

// mark places one item along the axis, and tells the room that it takes.
func mark(item span, s scale) (m Mark, from, to float64) {
	m = Mark{
		Type: item.Type, Href: item.Href, Title: item.Label + ", " + item.Words,
		OpenStart: item.openStart, OpenEnd: item.openEnd, Uncertain: item.uncertain, Point: item.point(),
	}
	start, end := s.x(item.start), s.x(item.end)
	if item.openStart {
		start = margin / 2
	}
	if item.openEnd {
		end = width - margin/2
	}
	if m.Point {
		middle := (start + end) / 2
		m.X, m.Width, m.Height = round(middle-dot/2), dot, dot
	} else {
		m.X, m.Width, m.Height = start, round(max(end-start, 3)), barHeight
	}
	m.Label = text.Clip(item.Label, labelMost)
	wide := labelWidth(m.Label)
	from, to = m.X, m.X+m.Width
	if to+labelGap+wide <= width {
		m.LabelX = round(to + labelGap)
		return m, from, m.LabelX + wide
	}
	if from-labelGap-wide >= 0 {
		m.LabelX, m.LabelEnd = round(from-labelGap), true
		return m, m.LabelX - wide, to
	}
	// A mark from side to side has its label upon itself, at its beginning.
	m.LabelX = round(max(from, 0) + labelGap)
	return m, from, max(to, m.LabelX+wide)
}

// labelWidth estimates the room of a label: it is drawn by a font not known
// here, so the estimate is on the wide side.
func labelWidth(label string) float64 {
	wide := 0.0
	for _, r := range label {
		if r >= 0x2E80 {
			wide += textSize * 1.02
		} else {
			wide += textSize * 0.58
		}
	}
	return round(wide)
}

// steps are the natural divisions of time, in years.
var steps = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000}

// step is the finest division whose parts are at least room wide.
func (s scale) step(room float64) int64 {
	perYear := (width - 2*margin) / (s.to - s.from)
	for _, step := range steps {
		if float64(step)*perYear >= room {
			return step
		}
	}
	return max(1, int64(s.to-s.from))
}

func (f *Figure) ticks(s scale) {
	step := s.step(tickGap)
	first := int64(math.Ceil(s.from/float64(step))) * step
	for year := first; float64(year) <= s.to && len(f.Ticks) < 64; year += step {
		f.Ticks = append(f.Ticks, Tick{s.x(float64(year)), yearLabel(year)})
	}
}

func yearLabel(year int64) string {
	if year <= 0 {
		return fmt.Sprintf("%d BCE", 1-year)
	}
	return fmt.Sprint(year)
}

// bars counts the items by the span of years in which they begin.
func (f *Figure) bars(placed []span, s scale) {
	const tallest, narrowest = 160.0, 8.0
	step := s.step(narrowest)
	counts := map[int64]int{}
	highest := 0
	for _, item := range placed {
		year := int64(math.Floor(item.start/float64(step))) * step
		counts[year]++
		highest = max(highest, counts[year])
	}
	years := make([]int64, 0, len(counts))
	for year := range counts {
		years = append(years, year)
	}
	slices.Sort(years)
	for _, year := range years {
		count := counts[year]
		height := round(max(2, tallest*float64(count)/float64(highest)))
		from, to := s.x(float64(year)), s.x(float64(year+step))
		f.Bars = append(f.Bars, Bar{
			X: from, Y: round(tallest + 8 - height), Width: round(max(to-from-1, 1)), Height: height,
			Title: fmt.Sprintf("%s: %d notes", spanLabel(year, step), count), Count: count,
		})
	}
	f.Axis = tallest + 8
	f.Height = f.Axis + axisSpace
}

// spanLabel names some years: "1953", "1950s", "1950 to 1954".
func spanLabel(year, step int64) string {
	switch {
	case step == 1 || year <= 0:
		return yearLabel(year)
	case step == 10:
		return fmt.Sprintf("%ds", year)
	}
	return fmt.Sprintf("%d to %d", year, year+step-1)
}
