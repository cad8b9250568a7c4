package edtf

// Precision is how fine a date is given. Finer precisions are greater.
type Precision uint8

const (
	PrecisionNone       Precision = iota // the zero Date
	PrecisionEra                         // coarser than a millennium, or digits that mean nothing in order: XXXX, 19X3
	PrecisionMillennium                  // 1XXX
	PrecisionCentury                     // 19XX
	PrecisionDecade                      // 195X
	PrecisionYear                        // 1953
	PrecisionSeason                      // 1953-21, and other parts of a year
	PrecisionMonth                       // 1953-05
	PrecisionDay                         // 1953-05-01
	PrecisionTime                        // 1953-05-01T12:00:00
)

// String is the name of p in English.
func (p Precision) String() string {
	names := [...]string{"none", "era", "millennium", "century", "decade", "year", "season", "month", "day", "time"}
	if int(p) >= len(names) {
		return "none"
	}
	return names[p]
}

// Precision is how fine d is given; for intervals and sets, how fine the
// coarsest of their dates is. An unspecified component does not count, so that
// 1953-XX has the precision of a year.
func (d Date) Precision() Precision {
	coarsest := PrecisionNone
	for _, s := range d.spans {
		for _, e := range [...]end{s.start, s.end} {
			if e.kind != dated {
				continue
			}
			if p := e.date.precision(); coarsest == PrecisionNone || p < coarsest {
				coarsest = p
			}
		}
	}
	return coarsest
}

func (m moment) precision() Precision {
	year := m.year.precision()
	switch {
	case year != PrecisionYear:
		return year
	case m.clock != "":
		return PrecisionTime
	case m.hasSeason():
		return PrecisionSeason
	case !m.month.exact():
		return PrecisionYear
	case !m.day.exact():
		return PrecisionMonth
	}
	return PrecisionDay
}

func (y year) precision() Precision {
	least, greatest := y.bounds()
	switch width := greatest - least + 1; {
	case width <= 1:
		return PrecisionYear
	case y.significant == 0 && !y.digits.trailing():
		return PrecisionEra
	case width <= 10:
		return PrecisionDecade
	case width <= 100:
		return PrecisionCentury
	case width <= 1000:
		return PrecisionMillennium
	}
	return PrecisionEra
}

// trailing tells whether the unspecified digits of p are its last ones.
func (p pattern) trailing() bool {
	for i := 1; i < len(p); i++ {
		if p[i-1] == 'X' && p[i] != 'X' {
			return false
		}
	}
	return true
}
