package edtf

// Bounds are the days between which a date starts and ends. They follow from
// its precision and its unspecified digits alone; "?" and "~" do not widen
// them. An open start is Past on both sides and an open end Future on both;
// an unknown one may be anywhere that the other end allows.
//
//   - A single date is one day that is not known better than written: 1953-05
//     starts and ends on the same day of May 1953, so its start and its end
//     have the same bounds.
//   - An interval starts on some day of its first date and ends on some day of
//     its second: 2004/2006 starts between 2004-01-01 and 2004-12-31 and ends
//     between 2006-01-01 and 2006-12-31.
//   - One of a set is a day of one of its members; all of a set run from a day
//     of the earliest member to a day of the latest.
//
// What a date would cover if it were taken as a whole is its Span.
type Bounds struct {
	EarliestStart, LatestStart, EarliestEnd, LatestEnd Day
}

// Bounds are the days between which d starts and ends; all zero for the zero
// Date.
func (d Date) Bounds() Bounds {
	if d.IsZero() {
		return Bounds{}
	}
	b := d.spans[0].bounds()
	for _, s := range d.spans[1:] {
		next := s.bounds()
		b.EarliestStart = min(b.EarliestStart, next.EarliestStart)
		b.LatestStart = min(b.LatestStart, next.LatestStart)
		b.EarliestEnd = max(b.EarliestEnd, next.EarliestEnd)
		b.LatestEnd = max(b.LatestEnd, next.LatestEnd)
	}
	if d.form == oneOf {
		b.LatestStart, b.EarliestEnd = b.LatestEnd, b.EarliestStart
	}
	return b
}

// Span is the first and the last day that d may touch. In it, 1953 is the
// whole of that year.
func (d Date) Span() (first, last Day) {
	b := d.Bounds()
	return b.EarliestStart, b.LatestEnd
}

// Year is the first year that d may touch, to group dates by. It is false for
// the zero Date and if there is no bound to the past.
func (d Date) Year() (int64, bool) {
	if d.IsZero() {
		return 0, false
	}
	return d.Bounds().Year()
}

// Year is Date.Year of a date that is not zero.
func (b Bounds) Year() (int64, bool) {
	if b.EarliestStart == Past {
		return 0, false
	}
	year, _, _ := b.EarliestStart.Civil()
	return year, true
}

// isPoint tells whether d is a single day, if not a known one, so that it
// starts when it ends.
func (d Date) isPoint() bool { return d.form == single || d.form == oneOf }

func (s span) bounds() Bounds {
	var b Bounds
	switch s.start.kind {
	case dated:
		b.EarliestStart, b.LatestStart = s.start.date.days()
	case open:
		b.EarliestStart, b.LatestStart = Past, Past
	}
	switch s.end.kind {
	case dated:
		b.EarliestEnd, b.LatestEnd = s.end.date.days()
	case open:
		b.EarliestEnd, b.LatestEnd = Future, Future
	}
	if s.start.kind == unknown {
		b.EarliestStart, b.LatestStart = Past, b.LatestEnd
	}
	if s.end.kind == unknown {
		b.EarliestEnd, b.LatestEnd = b.EarliestStart, Future
	}
	return s.clip(b)
}

// clip draws in what the other end forbids: 2004/2004-06-03 starts by 3 June.
func (s span) clip(b Bounds) Bounds {
	if s.ranged {
		b.LatestStart = min(b.LatestStart, b.LatestEnd)
		b.EarliestEnd = max(b.EarliestEnd, b.EarliestStart)
	}
	return b
}

// reversed tells whether s certainly ends before it starts.
func (s span) reversed() bool {
	if s.start.kind != dated || s.end.kind != dated {
		return false
	}
	first, _ := s.start.date.days()
	_, last := s.end.date.days()
	return last < first
}

// days are the first and the last day that m may stand for.
func (m moment) days() (first, last Day) {
	least, greatest := m.year.bounds()
	switch {
	case m.hasSeason():
		first, _ = seasonDays(least, int(m.month.least()))
		_, last = seasonDays(greatest, int(m.month.least()))
	case m.month == "":
		first, last = DayOf(least, 1, 1), DayOf(greatest, 12, 31)
	case least == greatest && m.month.exact() && m.day == "":
		month := int(m.month.least())
		first, last = DayOf(least, month, 1), DayOf(least, month, daysIn(least, month))
	case least == greatest && m.month.exact() && m.day.exact():
		first = DayOf(least, int(m.month.least()), int(m.day.least()))
		last = first
	default:
		first, _ = m.firstDay()
		last = m.lastDay()
	}
	return first, last
}

// firstDay is the first day of the calendar that the digits of m allow, and
// false if they allow none, as those of 1900-02-29 do not. It asks for a month.
func (m moment) firstDay() (Day, bool) { return m.edge(false) }

// lastDay is the last day that the digits of m allow; the parser has made sure
// that there is one.
func (m moment) lastDay() Day {
	day, _ := m.edge(true)
	return day
}

// edge is the first or the last day that the digits of m allow. Years are
// tried from that side on, but few: the year has four digits, all years of a
// kind have the same days, and a day that only leap years have comes soon.
func (m moment) edge(last bool) (Day, bool) {
	common, inCommon := m.inYear(false, last)
	leap, inLeap := m.inYear(true, last)
	if !inCommon && !inLeap {
		return 0, false
	}
	year, greatest := m.year.bounds()
	step, count := int64(1), greatest-year+1
	if last {
		year, step = greatest, -1
	}
	for ; count > 0; count-- {
		switch {
		case !m.year.matches(year):
		case isLeap(year) && inLeap:
			return DayOf(year, leap.month, leap.day), true
		case !isLeap(year) && inCommon:
			return DayOf(year, common.month, common.day), true
		}
		year += step
	}
	return 0, false
}

// monthDay is a day of no particular year.
type monthDay struct{ month, day int }

// inYear is the first or the last month and day that the digits of m allow in
// a leap year or in a common one.
func (m moment) inYear(leap, last bool) (monthDay, bool) {
	year := int64(2001)
	if leap {
		year = 2000
	}
	for i := 1; i <= 12; i++ {
		month := i
		if last {
			month = 13 - i
		}
		if !m.month.matches(int64(month)) {
			continue
		}
		length := daysIn(year, month)
		for j := 1; j <= length; j++ {
			day := j
			if last {
				day = length + 1 - j
			}
			if m.day == "" || m.day.matches(int64(day)) {
				return monthDay{month, day}, true
			}
		}
	}
	return monthDay{}, false
}

const (
	firstSeason = 21
	lastSeason  = 41
)

// seasonMonths are the month in which each part of a year starts, and how many
// months it has. Seasons are those of meteorology; where the hemisphere is not
// told (21 to 24) they are the northern ones. A winter in the north, and a
// summer in the south, start in December of the year that is written.
var seasonMonths = [lastSeason + 1]struct{ first, count int }{
	21: {3, 3}, 22: {6, 3}, 23: {9, 3}, 24: {12, 3},
	25: {3, 3}, 26: {6, 3}, 27: {9, 3}, 28: {12, 3},
	29: {9, 3}, 30: {12, 3}, 31: {3, 3}, 32: {6, 3},
	33: {1, 3}, 34: {4, 3}, 35: {7, 3}, 36: {10, 3},
	37: {1, 4}, 38: {5, 4}, 39: {9, 4},
	40: {1, 6}, 41: {7, 6},
}

func seasonDays(year int64, season int) (first, last Day) {
	months := seasonMonths[season]
	end, month := year, months.first+months.count-1
	if month > 12 {
		end, month = year+1, month-12
	}
	return DayOf(year, months.first, 1), DayOf(end, month, daysIn(end, month))
}
