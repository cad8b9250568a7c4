// Package edtf reads, orders, relates and words fuzzy dates. In comes a date
// in the Extended Date/Time Format (ISO 8601-2:2019, as the Library of
// Congress profiles it, levels 0, 1 and 2: "1953~", "197X", "1950-06/..",
// "[1667,1670..1672]"); out come its canonical text, the days between which it
// starts and ends, how it stands to other dates, and words for readers. The
// package never guesses silently: what is not EDTF is an error, which carries
// the form that was probably meant.
//
// Years are int64 and days are counted in the proleptic Gregorian calendar, so
// "Y-17E7" is as good a date as any; a time.Time is used nowhere. Beyond the
// profile, seasons may also be qualified, have unspecified years and stand in
// intervals, and long years may be qualified.
package edtf

import "slices"

// MaxLength is the greatest length in bytes of a text that is read as a date.
const MaxLength = 200

// Date is a parsed date, interval or set of dates. It is immutable; the zero
// Date stands for no date. Two Dates are compared with Equal or Compare.
type Date struct {
	form form
	// spans has one element for a single date and for an interval, and one
	// for each member of a set.
	spans []span
}

// form tells what a Date is as a whole.
type form uint8

const (
	nothing  form = iota
	single        // 1953
	interval      // 1953/1956
	oneOf         // [1953,1956]
	allOf         // {1953,1956}
)

// span runs from one end to another. In a single date, and in the member of a
// set that is not a range, both ends are the same date and ranged is false.
type span struct {
	start, end end
	ranged     bool
}

// end is one end of a span; date is set only if the end is dated.
type end struct {
	kind endKind
	date moment
}

type endKind uint8

const (
	dated   endKind = iota
	open            // ".."
	unknown         // "" beside the slash of an interval
)

// IsZero tells whether d is no date at all.
func (d Date) IsZero() bool { return d.form == nothing }

// IsInterval tells whether d was written as an interval, "1953/1956" or
// "1953/..". A single date and a set are none.
func (d Date) IsInterval() bool { return d.form == interval }

// IsSet tells whether d is a set of dates: "[1667,1668]" (one of them) or
// "{1667,1668}" (all of them).
func (d Date) IsSet() bool { return d.form == oneOf || d.form == allOf }

// OpenStart tells whether d has ".." for its start: no start, or none worth
// telling.
func (d Date) OpenStart() bool {
	return d.hasEnd(func(s span) bool { return s.start.kind == open })
}

// OpenEnd tells whether d has ".." for its end, as what is still going on has.
func (d Date) OpenEnd() bool {
	return d.hasEnd(func(s span) bool { return s.end.kind == open })
}

// UnknownStart tells whether d is an interval of which nobody knows the
// start: "/2006".
func (d Date) UnknownStart() bool {
	return d.hasEnd(func(s span) bool { return s.start.kind == unknown })
}

// UnknownEnd tells whether d is an interval that has ended, nobody knows
// when: "1953/".
func (d Date) UnknownEnd() bool {
	return d.hasEnd(func(s span) bool { return s.end.kind == unknown })
}

func (d Date) hasEnd(holds func(span) bool) bool {
	return slices.ContainsFunc(d.spans, holds)
}

// Uncertain tells whether any part of d is marked "?" or "%": the source is in
// doubt. It does not widen the bounds of d.
func (d Date) Uncertain() bool { return d.qualified(uncertain) }

// Approximate tells whether any part of d is marked "~" or "%": the value is
// an estimate. It does not widen the bounds of d.
func (d Date) Approximate() bool { return d.qualified(approximate) }

func (d Date) qualified(by qualifier) bool {
	return d.hasEnd(func(s span) bool {
		return s.start.date.qualifiers()&by != 0 || s.end.date.qualifiers()&by != 0
	})
}

// Start is the start of an interval as a date of its own, and d itself if d
// is a single date. It is zero for a set and where the start is open or
// unknown.
func (d Date) Start() Date {
	if d.form != interval {
		return d.alone()
	}
	return d.spans[0].start.alone()
}

// End is the counterpart of Start.
func (d Date) End() Date {
	if d.form != interval {
		return d.alone()
	}
	return d.spans[0].end.alone()
}

// alone is d if it is a single date, and else no date.
func (d Date) alone() Date {
	if d.form == single {
		return d
	}
	return Date{}
}

// alone is the date at one end of an interval as a Date of its own.
func (e end) alone() Date {
	if e.kind != dated {
		return Date{}
	}
	return Date{form: single, spans: []span{{start: e, end: e}}}
}

// Equal tells whether d and other are written alike in canonical form.
func (d Date) Equal(other Date) bool {
	return d.form == other.form && slices.Equal(d.spans, other.spans)
}

// MarshalText writes d as canonical EDTF, and the zero Date as the empty text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText; it reads all that Parse reads.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// MarshalBinary writes what MarshalText writes; encoding/gob asks for it, as
// it does not use MarshalText.
func (d Date) MarshalBinary() ([]byte, error) { return d.MarshalText() }

// UnmarshalBinary is the inverse of MarshalBinary.
func (d *Date) UnmarshalBinary(data []byte) error { return d.UnmarshalText(data) }
