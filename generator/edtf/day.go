package edtf

import (
	"math"
	"strconv"
)

// Day is a day, counted from 1970-01-01 (which is 0) in the proleptic
// Gregorian calendar, with a year 0, as ISO 8601 has it.
type Day int64

// Past and Future are the bounds of what has none.
const (
	Past   Day = math.MinInt64
	Future Day = math.MaxInt64
)

// firstYear and lastYear are the years that can be written.
const (
	lastYear  int64 = 999_999_999_999_999
	firstYear int64 = -lastYear
)

// firstDay and lastDay are the days that can be written.
var (
	firstDay = DayOf(firstYear, 1, 1)
	lastDay  = DayOf(lastYear, 12, 31)
)

// A Gregorian cycle of 400 years has always as many days.
const (
	yearsOfCycle = 400
	daysOfCycle  = 146097
	// cycleStart is how many days 0000-03-01 lies before 1970-01-01.
	cycleStart = 719468
)

// DayOf is the day of a year, month (1 to 12) and day of the month. Years that
// cannot be written in EDTF are Past or Future.
func DayOf(year int64, month, day int) Day {
	switch {
	case year < firstYear:
		return Past
	case year > lastYear:
		return Future
	}
	// Years are made to start in March, so that the leap day comes last.
	if month <= 2 {
		year--
	}
	cycle := floorDiv(year, yearsOfCycle)
	y := year - cycle*yearsOfCycle
	dayOfYear := int64((153*((month+9)%12)+2)/5 + day - 1)
	return Day(cycle*daysOfCycle + y*365 + y/4 - y/100 + dayOfYear - cycleStart)
}

// Civil is the inverse of DayOf. Past and Future give the first and the last
// day that can be written.
func (d Day) Civil() (year int64, month, day int) {
	n := int64(min(max(d, firstDay), lastDay)) + cycleStart
	cycle := floorDiv(n, daysOfCycle)
	n -= cycle * daysOfCycle
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= y*365 + y/4 - y/100
	m := (5*n + 2) / 153
	day = int(n - (153*m+2)/5 + 1)
	month = int((m+2)%12 + 1)
	year = y + cycle*yearsOfCycle
	if month <= 2 {
		year++
	}
	return year, month, day
}

// String is the day as 1956-09-24, or "past" or "future".
func (d Day) String() string {
	switch d {
	case Past:
		return "past"
	case Future:
		return "future"
	}
	year, month, day := d.Civil()
	var room [32]byte
	text := room[:0]
	if year < 0 {
		text, year = append(text, '-'), -year
	}
	text = append(padded(text, year, 1000), '-')
	text = append(padded(text, int64(month), 10), '-')
	return string(padded(text, int64(day), 10))
}

// padded adds a number, with zeros before it where it is less than another.
func padded(to []byte, n, least int64) []byte {
	for ; n < least && least > 1; least /= 10 {
		to = append(to, '0')
	}
	return strconv.AppendInt(to, n, 10)
}

// daysIn is the number of days of a month.
func daysIn(year int64, month int) int {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func isLeap(year int64) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// floorDiv divides towards the past, as the calendar needs it.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
