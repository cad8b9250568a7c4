package timeline

import (
	"cmp"
	"slices"

	"fangzhi/generator/edtf"
)

// Item is a dated thing to be drawn.
type Item struct {
	Label    string
	Original string // the title in the language of the thing itself
	Words    string // the date in words
	Type     string
	Lane     string // ID of the lane that it stands in
	Href     string
	Address  string // in full
	Tags     []string
	When     edtf.Date

	record []byte // if it is at hand
}

// Placed is an item with its place in time, worked out once for all charts
// that it is part of. Times are in years; the four of them are those of
// edtf.Bounds; what is open or unknown at an end is no longer than what is
// known of it.
type Placed struct {
	item                                            *Item
	earliestStart, latestStart, earliestEnd, latest float64
	openStart, openEnd                              bool
	fadedStart, fadedEnd                            bool
	unknownStart, unknownEnd                        bool
	approximate                                     bool
	single                                          bool // written as one date, not as an interval
}

// Href is where the item leads to.
func (s Placed) Href() string { return s.item.Href }

// In is the same item in another lane.
func (s Placed) In(lane string) Placed {
	item := *s.item
	item.Lane, item.record = lane, nil
	s.item = &item
	return s
}

// inTime copies items in order of time.
func inTime(items []Placed) []Placed {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(a, b Placed) int { return cmp.Compare(a.earliestStart, b.earliestStart) })
	return sorted
}

// Place works out where an item lies; false if it has no known day at either
// end, and so cannot be drawn.
func Place(item *Item) (Placed, bool) {
	when := item.When
	b := when.Bounds()
	first, last := b.EarliestStart, b.LatestEnd
	if when.IsZero() || first == edtf.Past && last == edtf.Future {
		return Placed{}, false
	}
	s := Placed{
		item: item, openStart: when.OpenStart(), openEnd: when.OpenEnd(), approximate: when.Approximate(),
		single: !when.IsInterval() && !when.IsSet(), unknownStart: when.UnknownStart(), unknownEnd: when.UnknownEnd(),
	}
	s.earliestStart, s.latest = yearOf(first), yearAfter(last)
	if first == edtf.Past {
		s.earliestStart = s.latest
	}
	if last == edtf.Future {
		s.latest = s.earliestStart
	}
	s.latestStart, s.earliestEnd = s.earliestStart, s.latest
	if d := b.LatestStart; d != edtf.Past && d != edtf.Future && !s.unknownStart {
		s.latestStart = min(max(yearOf(d), s.earliestStart), s.latest)
	}
	if d := b.EarliestEnd; d != edtf.Past && d != edtf.Future && !s.unknownEnd {
		s.earliestEnd = min(max(yearAfter(d), s.earliestStart), s.latest)
	}
	start, end := when.Start(), when.End()
	s.fadedStart = s.unknownStart || start.Uncertain()
	s.fadedEnd = s.unknownEnd || end.Uncertain()
	if when.IsSet() {
		s.fadedStart, s.fadedEnd = when.Uncertain(), when.Uncertain()
	}
	return s, true
}

// within tells whether some of an item may lie between two years.
func (s *Placed) within(from, to float64) bool {
	return (s.openStart || s.earliestStart <= to) && (s.openEnd || s.latest >= from)
}

// narrow is the greatest length, in years, of what is drawn as a moment.
const narrow = 1.01

// point tells whether an item is a moment: one date, known at least to the
// year. The years from its earliest to its latest day are those in which it
// may lie, not those through which it lasted.
func (s *Placed) point() bool { return s.single && s.latest-s.earliestStart < narrow }

// yearOf is the beginning of a day as a year with its fraction.
func yearOf(d edtf.Day) float64 {
	year, _, _ := d.Civil()
	first, next := edtf.DayOf(year, 1, 1), edtf.DayOf(year+1, 1, 1)
	if first == edtf.Past || next == edtf.Future {
		return 1970 + float64(d)/365.2425
	}
	return float64(year) + float64(d-first)/float64(next-first)
}

// yearAfter is the end of a day.
func yearAfter(d edtf.Day) float64 { return yearOf(d + 1) }
