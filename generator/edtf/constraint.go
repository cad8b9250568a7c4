package edtf

// The variables of a question about two dates: the day on which each starts,
// and the day after each ends. origin is day 0, against which the others are
// bounded.
const (
	aStart = iota
	aEnd
	bStart
	bEnd
	origin
	variableCount
)

// constraint says that the day from lies at least gap days before the day to.
type constraint struct {
	from, to int
	gap      int64
}

// orders are the constraints that each Relation puts on the ends of a and b.
var orders = [relationCount][]constraint{
	Precedes:     {before(aEnd, bStart)},
	Meets:        {notAfter(aEnd, bStart), notAfter(bStart, aEnd)},
	OverlapsWith: {before(aStart, bStart), before(bStart, aEnd), before(aEnd, bEnd)},
	FinishedBy:   {before(aStart, bStart), notAfter(aEnd, bEnd), notAfter(bEnd, aEnd)},
	Contains:     {before(aStart, bStart), before(bEnd, aEnd)},
	Starts:       {notAfter(aStart, bStart), notAfter(bStart, aStart), before(aEnd, bEnd)},
	Equals:       {notAfter(aStart, bStart), notAfter(bStart, aStart), notAfter(aEnd, bEnd), notAfter(bEnd, aEnd)},
	StartedBy:    {notAfter(aStart, bStart), notAfter(bStart, aStart), before(bEnd, aEnd)},
	During:       {before(bStart, aStart), before(aEnd, bEnd)},
	Finishes:     {before(bStart, aStart), notAfter(aEnd, bEnd), notAfter(bEnd, aEnd)},
	OverlappedBy: {before(bStart, aStart), before(aStart, bEnd), before(bEnd, aEnd)},
	MetBy:        {notAfter(bEnd, aStart), notAfter(aStart, bEnd)},
	PrecededBy:   {before(bEnd, aStart)},
}

func before(from, to int) constraint { return constraint{from, to, 1} }

func notAfter(from, to int) constraint { return constraint{from, to, 0} }

// solvable tells whether there are days that fulfil the constraints. The
// soonest days are found from the origin (Bellman and Ford); there are none if
// the constraints ask the origin to lie after itself, or still push days on
// after as many rounds as there are variables.
func solvable(bounds, order []constraint) bool {
	var soonest [variableCount]int64
	for variable := range origin {
		soonest[variable] = -2 * beyond
	}
	for range variableCount {
		changed := false
		for _, constraints := range [...][]constraint{bounds, order} {
			for _, c := range constraints {
				if day := soonest[c.from] + c.gap; day > soonest[c.to] {
					soonest[c.to] = day
					changed = true
				}
			}
		}
		if soonest[origin] > 0 {
			return false
		}
		if !changed {
			return true
		}
	}
	return false
}

// constraints are what the bounds of d say of its start and the day after its
// end.
func (d Date) constraints(start, end int) []constraint {
	b := d.Bounds()
	system := []constraint{
		{origin, start, finite(b.EarliestStart)},
		{start, origin, -finite(b.LatestStart)},
		{origin, end, finite(b.EarliestEnd) + 1},
		{end, origin, -finite(b.LatestEnd) - 1},
		before(start, end),
	}
	if d.isPoint() {
		system = append(system, constraint{end, start, -1})
	}
	return system
}

// beyond is later than any day that can be written, yet so near that sums of a
// few dozen such days fit int64.
const beyond = (lastYear + 2) * 366

// finite is a day with the unbounded ones put beyond all others.
func finite(d Day) int64 {
	return min(max(int64(d), -beyond), beyond)
}
