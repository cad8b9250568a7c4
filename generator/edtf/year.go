package edtf

// StartYear is the year in which d starts. It is false if that is not known to
// the year, and for the zero Date.
func (d Date) StartYear() (int64, bool) {
	b := d.Bounds()
	return oneYear(d, b.EarliestStart, b.LatestStart)
}

// EndYear is the year in which d ends. It is false if that is not known to the
// year, and for the zero Date.
func (d Date) EndYear() (int64, bool) {
	b := d.Bounds()
	return oneYear(d, b.EarliestEnd, b.LatestEnd)
}

func oneYear(d Date, from, to Day) (int64, bool) {
	if d.IsZero() || from == Past || to == Future {
		return 0, false
	}
	first, _, _ := from.Civil()
	last, _, _ := to.Civil()
	return first, first == last
}
