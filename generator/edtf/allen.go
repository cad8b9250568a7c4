package edtf

// Certainty is the answer to a question about dates that are not known to the
// day: no, possibly (some of the days that they may stand for say yes, others
// no), or certainly.
type Certainty uint8

const (
	No Certainty = iota
	Possibly
	Certainly
)

// String is "no", "possibly" or "certainly".
func (c Certainty) String() string {
	switch c {
	case Possibly:
		return "possibly"
	case Certainly:
		return "certainly"
	}
	return "no"
}

// Relation is one of the thirteen relations of James F. Allen (1983) in which
// two intervals can stand; of any two intervals just one holds. Days are taken
// as intervals of their own, so that one date meets another if it ends on the
// day before the other starts.
type Relation uint8

const (
	Precedes     Relation = iota // a ends, days pass, b starts
	Meets                        // a ends on the day before b starts
	OverlapsWith                 // a starts first, b ends last, they share days
	FinishedBy                   // a starts first, both end together
	Contains                     // a starts first and ends last
	Starts                       // both start together, b ends last
	Equals                       // both start and end together
	StartedBy                    // both start together, a ends last
	During                       // b starts first and ends last
	Finishes                     // b starts first, both end together
	OverlappedBy                 // b starts first, a ends last, they share days
	MetBy                        // b ends on the day before a starts
	PrecededBy                   // b ends, days pass, a starts

	relationCount = iota
)

// String is the name of r, in Allen's words.
func (r Relation) String() string {
	names := [relationCount]string{
		"precedes", "meets", "overlaps", "finished by", "contains", "starts", "equals",
		"started by", "during", "finishes", "overlapped by", "met by", "preceded by",
	}
	if int(r) >= len(names) {
		return "unrelated"
	}
	return names[r]
}

// Inverse is the relation in which b stands to a if a stands in r to b.
func (r Relation) Inverse() Relation {
	if r >= relationCount {
		return r
	}
	return relationCount - 1 - r
}

// Relations tells of each Relation how certain it is.
type Relations [relationCount]Certainty

// Allen tells in which relations a may stand to b. One is certain if it is the
// only one that is possible. All are No if either is the zero Date.
//
// Both dates are taken to be what their Bounds say, and to be independent of
// each other: that two dates are written alike does not make them equal, and
// gaps in what the digits or the members of a set allow do not count. So what
// is certain is so, and what is possible may yet be ruled out by a reader.
// What is open at an end lasts for ever.
func Allen(a, b Date) Relations {
	var relations Relations
	if a.IsZero() || b.IsZero() {
		return relations
	}
	bounds := append(a.constraints(aStart, aEnd), b.constraints(bStart, bEnd)...)
	possible := 0
	for r := range relations {
		if solvable(bounds, orders[r]) {
			relations[r] = Possibly
			possible++
		}
	}
	if possible == 1 {
		for r := range relations {
			if relations[r] == Possibly {
				relations[r] = Certainly
			}
		}
	}
	return relations
}

// Any tells how certain it is that one of several relations holds.
func (relations Relations) Any(of ...Relation) Certainty {
	var asked [relationCount]bool
	for _, r := range of {
		if r < relationCount {
			asked[r] = true
		}
	}
	within, without := false, false
	for r, certainty := range relations {
		if certainty != No {
			within = within || asked[r]
			without = without || !asked[r]
		}
	}
	switch {
	case !within:
		return No
	case without:
		return Possibly
	}
	return Certainly
}

// Overlaps tells whether a and b share a day.
func Overlaps(a, b Date) Certainty {
	return Allen(a, b).Any(OverlapsWith, FinishedBy, Contains, Starts, Equals,
		StartedBy, During, Finishes, OverlappedBy)
}

// Within tells whether all days of a are days of b. A single date has but one
// day, so May 1953 is possibly within 1953 and certainly within 1952/1954; ask
// Covers if years and months are meant as wholes.
func Within(a, b Date) Certainty {
	return Allen(a, b).Any(Starts, Equals, During, Finishes)
}

// Before tells whether a is over when b starts.
func Before(a, b Date) Certainty {
	return Allen(a, b).Any(Precedes, Meets)
}

// Covers tells whether the Span of a takes in that of b: with years and months
// as wholes, 1953 covers 1953-05. The zero Date neither covers nor is covered.
func Covers(a, b Date) bool {
	if a.IsZero() || b.IsZero() {
		return false
	}
	aFirst, aLast := a.Span()
	bFirst, bLast := b.Span()
	return aFirst <= bFirst && bLast <= aLast
}
