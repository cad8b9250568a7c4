package edtf

// The two questions below are asked of very many pairs of dates, and of bounds
// that follow from more than one date. They are Overlaps and Before without
// the detour over Allen's relations, which a property holds them to.

// Overlaps tells whether what has the bounds b shares a day with what has the
// bounds o.
func (b Bounds) Overlaps(o Bounds) Certainty {
	switch {
	case b.EarliestStart > o.LatestEnd || o.EarliestStart > b.LatestEnd:
		return No
	case b.LatestStart <= o.EarliestEnd && o.LatestStart <= b.EarliestEnd:
		return Certainly
	}
	return Possibly
}

// Before tells whether what has the bounds b is over when what has the bounds
// o starts.
func (b Bounds) Before(o Bounds) Certainty {
	switch {
	case b.EarliestEnd >= o.LatestStart:
		return No
	case b.LatestEnd < o.EarliestStart:
		return Certainly
	}
	return Possibly
}
