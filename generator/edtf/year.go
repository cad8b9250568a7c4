package edtf

// StartYear is the year in which d starts. It is false if that is not known to
// the year, and for the zero Date.
func (d Date) StartYear() (int64, bool) {
	if d.IsZero() {
		return 0, false
	}
	return d.Bounds().StartYear()
}

// EndYear is the year in which d ends. It is false if that is not known to the
// year, and for the zero Date.
func (d Date) EndYear() (int64, bool) {
	if d.IsZero() {
		return 0, false
	}
	return d.Bounds().EndYear()
}

// StartYear is Date.StartYear of a date that is not zero.
func (b Bounds) StartYear() (int64, bool) { return oneYear(b.EarliestStart, b.LatestStart) }

// EndYear is Date.EndYear of a date that is not zero.
func (b Bounds) EndYear() (int64, bool) { return oneYear(b.EarliestEnd, b.LatestEnd) }

func oneYear(from, to Day) (int64, bool) {
	if from == Past || to == Future {
		return 0, false
	}
	first, _, _ := from.Civil()
	if from == to {
		return first, true
	}
	last, _, _ := to.Civil()
	return first, first == last
}
