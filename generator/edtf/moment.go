package edtf

import (
	"math"
	"strings"
)

// moment is one date as written, without intervals and sets: a year, maybe a
// month or season, maybe a day, maybe a time of day; each of the first three
// may be qualified, and may have unspecified digits.
type moment struct {
	year  year
	month pattern // two digits; a season or other part of a year from 21 to 41
	day   pattern // two digits
	clock string  // "23:20:30+04:30", the zone optional; checked when parsed
	// The qualifiers of each component. A qualifier to the right of a
	// component counts for it and for all to its left (2004-06~-11), and is
	// stored with each of them.
	yearQualifier, monthQualifier, dayQualifier qualifier
}

// qualifier is a set of the marks "?" (uncertain) and "~" (approximate);
// "%" is both.
type qualifier uint8

const (
	uncertain qualifier = 1 << iota
	approximate
)

// String is the mark of q, or nothing.
func (q qualifier) String() string {
	return [...]string{"", "?", "~", "%"}[q&(uncertain|approximate)]
}

// qualifiers are the marks on any component of m.
func (m moment) qualifiers() qualifier {
	return m.yearQualifier | m.monthQualifier | m.dayQualifier
}

// hasSeason tells whether the month's place is taken by a season or another
// part of a year.
func (m moment) hasSeason() bool { return m.month.exact() && m.month.least() > 12 }

// pattern is the digits of a component as written; X is an unspecified digit.
type pattern string

// exact tells whether p is given and all its digits are.
func (p pattern) exact() bool { return p != "" && strings.IndexByte(string(p), 'X') < 0 }

// unspecified tells whether no digit of p is given: "XX".
func (p pattern) unspecified() bool { return p != "" && strings.Trim(string(p), "X") == "" }

// least is the least number that p may stand for.
func (p pattern) least() int64 { return p.fill(0) }

// greatest is the greatest number that p may stand for.
func (p pattern) greatest() int64 { return p.fill(9) }

func (p pattern) fill(unspecified int64) int64 {
	var n int64
	for i := range len(p) {
		digit := unspecified
		if p[i] != 'X' {
			digit = int64(p[i] - '0')
		}
		n = n*10 + digit
	}
	return n
}

// matches tells whether p may stand for n, which is not negative.
func (p pattern) matches(n int64) bool {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i] != 'X' && int64(p[i]-'0') != n%10 {
			return false
		}
		n /= 10
	}
	return n == 0
}

// year is a year as written: 1953, -0043, 19X3, Y17E7, 1950S2.
type year struct {
	negative    bool
	lettered    bool    // has the prefix Y
	digits      pattern // four, or with the letter any number
	exponent    int     // of ten: Y17E7; 0 if not given
	significant int     // how many digits count: 1950S2; 0 if not given
}

// maxYearDigits bounds a year so that days, and sums of a few days, fit int64.
const maxYearDigits = 15

// magnitude is the year as estimated, without its sign.
func (y year) magnitude() int64 { return y.digits.least() * powerOfTen(y.exponent) }

// bounds are the least and the greatest year that y may stand for.
func (y year) bounds() (least, greatest int64) {
	least, greatest = y.magnitude(), y.digits.greatest()*powerOfTen(y.exponent)
	if y.significant > 0 {
		unit := powerOfTen(decimalDigits(least) - y.significant)
		least -= least % unit
		greatest = least + unit - 1
	}
	if y.negative {
		if least == 0 {
			// There is no year -0000: -000X ends with -0001, -00X0 with -0010.
			least = powerOfTen(len(y.digits) - 1 - strings.LastIndexByte(string(y.digits), 'X'))
		}
		return -greatest, -least
	}
	return least, greatest
}

// matches tells whether y may stand for the year n. Only years without the
// letter and without significant digits have months, so only they are asked.
func (y year) matches(n int64) bool {
	if y.negative {
		return n < 0 && y.digits.matches(-n)
	}
	return n >= 0 && y.digits.matches(n)
}

// powerOfTen is 10 to the n for 0 <= n <= maxYearDigits, and nearest to it else.
func powerOfTen(n int) int64 {
	return int64(math.Pow10(min(max(n, 0), maxYearDigits)))
}

// decimalDigits counts the digits of n without leading zeros; none for 0.
func decimalDigits(n int64) int {
	count := 0
	for ; n > 0; n /= 10 {
		count++
	}
	return count
}
