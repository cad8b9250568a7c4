package edtf

import "strings"

// moment reads a year with its month or season and its day, as far as they are
// given, and the qualifiers on them.
func (c *cursor) moment() (moment, *ParseError) {
	var m moment
	m.yearQualifier = c.qualifier()
	var problem *ParseError
	if m.year, problem = c.year(); problem != nil {
		return m, problem
	}
	m.yearQualifier |= c.qualifier()
	if m.year.lettered || m.year.significant > 0 {
		if c.peek() == '-' {
			return m, c.fail("a year like this takes no month")
		}
		return m, nil
	}
	if !c.accept("-") {
		return m, nil
	}
	m.monthQualifier = c.qualifier()
	if m.month, problem = c.month(); problem != nil {
		return m, problem
	}
	group := c.qualifier()
	m.yearQualifier |= group
	m.monthQualifier |= group
	if c.peek() != '-' {
		return m, nil
	}
	if m.hasSeason() {
		return m, c.fail("a season has no days")
	}
	c.offset++
	m.dayQualifier = c.qualifier()
	if m.day, problem = c.day(m); problem != nil {
		return m, problem
	}
	group = c.qualifier()
	m.yearQualifier |= group
	m.monthQualifier |= group
	m.dayQualifier |= group
	return m, nil
}

// qualifier reads a mark if one comes next.
func (c *cursor) qualifier() qualifier {
	switch {
	case c.accept("?"):
		return uncertain
	case c.accept("~"):
		return approximate
	case c.accept("%"):
		return uncertain | approximate
	}
	return 0
}

// year reads a year in any of its forms.
func (c *cursor) year() (year, *ParseError) {
	start := c.offset
	y := year{lettered: c.accept("Y"), negative: c.accept("-")}
	digits := c.offset
	var problem *ParseError
	if y.lettered {
		y.digits = pattern(c.run(MaxLength, isDigit))
		problem = c.checkLongYear(&y, digits)
	} else {
		y.digits = pattern(c.run(MaxLength, isDigitOrX))
		problem = c.checkYear(y, digits)
	}
	if problem != nil {
		return y, problem
	}
	if !c.accept("S") {
		return y, nil
	}
	place := c.offset
	count := c.run(MaxLength, isDigit)
	switch {
	case !y.digits.exact():
		return y, c.failAt(place-1, "a year with unspecified digits has no significant ones")
	case count == "" || count[0] == '0':
		return y, c.failAt(place, "a number of significant digits was expected")
	case len(count) > 2 || int(pattern(count).least()) > decimalDigits(y.magnitude()):
		return y, c.failAt(place, "the year %s has fewer digits than that", c.input[start:place-1])
	}
	y.significant = int(pattern(count).least())
	return y, nil
}

// checkYear checks a year without the letter, of which the digits began at
// start.
func (c *cursor) checkYear(y year, start int) *ParseError {
	switch {
	case y.digits == "" && c.done():
		return c.fail("a year is missing")
	case y.digits == "":
		return c.fail("a year was expected, not %s", c.shown())
	case len(y.digits) > 4:
		return c.failAt(start, "a year of more than four digits needs a Y before it")
	case len(y.digits) < 4:
		return c.failAt(start, "a year has four digits")
	case y.negative && y.digits == "0000":
		return c.failAt(start-1, "the year zero has no sign")
	case c.peek() == 'E':
		return c.fail("a year with an exponent needs a Y before it")
	}
	return nil
}

// checkLongYear checks a year with the letter, of which the digits began at
// start, and reads its exponent.
func (c *cursor) checkLongYear(y *year, start int) *ParseError {
	if y.digits == "" {
		return c.fail("a year was expected, not %s", c.shown())
	}
	if y.digits[0] == '0' {
		return c.failAt(start, "a year after Y does not start with a zero")
	}
	exponent := ""
	if place := c.offset; c.accept("E") {
		exponent = c.run(MaxLength, isDigit)
		if exponent == "" || exponent[0] == '0' {
			return c.failAt(place+1, "an exponent was expected")
		}
	} else if len(y.digits) <= 4 {
		return c.failAt(start, "only a year of more than four digits has a Y before it")
	}
	if len(exponent) > 2 || len(y.digits)+int(pattern(exponent).least()) > maxYearDigits {
		return c.failAt(start, "the year has more than %d digits", maxYearDigits)
	}
	y.exponent = int(pattern(exponent).least())
	return nil
}

// month reads the two digits of a month, or the code of a season.
func (c *cursor) month() (pattern, *ParseError) {
	start := c.offset
	p, problem := c.twoDigits("month")
	switch {
	case problem != nil:
		return p, problem
	case p.exact() && p.least() >= firstSeason && p.least() <= lastSeason:
		return p, nil
	case !matchesAny(p, 1, 12):
		return p, c.failAt(start, "there is no month or season %s", p)
	}
	return p, nil
}

// day reads the two digits of a day in the year and month of m.
func (c *cursor) day(m moment) (pattern, *ParseError) {
	start := c.offset
	p, problem := c.twoDigits("day")
	if problem != nil {
		return p, problem
	}
	m.day = p
	if _, ok := m.firstDay(); !ok {
		year := strings.Builder{}
		m.year.write(&year)
		return p, c.failAt(start, "there is no day %s in %s-%s", p, year.String(), m.month)
	}
	return p, nil
}

func (c *cursor) twoDigits(what string) (pattern, *ParseError) {
	start := c.offset
	p := pattern(c.run(MaxLength, isDigitOrX))
	switch {
	case p == "" && c.done():
		return p, c.fail("the %s is missing", what)
	case p == "":
		return p, c.fail("a %s was expected, not %s", what, c.shown())
	case len(p) != 2:
		return p, c.failAt(start, "a %s has two digits", what)
	}
	return p, nil
}

// matchesAny tells whether p may stand for a number between two.
func matchesAny(p pattern, from, to int64) bool {
	for n := from; n <= to; n++ {
		if p.matches(n) {
			return true
		}
	}
	return false
}

// clock reads "T23:20:30" with "Z", "+04", "-04:30" or nothing behind it, and
// returns it without the T.
func (c *cursor) clock() (string, *ParseError) {
	c.offset++
	start := c.offset
	for _, part := range [...]struct {
		before, name string
		greatest     int64
	}{{"", "hour", 23}, {":", "minute", 59}, {":", "second", 60}} {
		if !c.accept(part.before) {
			return "", c.fail("a time of day has hours, minutes and seconds, with colons between them")
		}
		if problem := c.clockPart(part.name, part.greatest); problem != nil {
			return "", problem
		}
	}
	if c.accept("Z") {
		return c.input[start:c.offset], nil
	}
	zone := c.offset
	if !c.accept("+") && !c.accept("-") {
		return c.input[start:c.offset], nil
	}
	if problem := c.clockPart("hour", 23); problem != nil {
		return "", problem
	}
	if c.accept(":") {
		if problem := c.clockPart("minute", 59); problem != nil {
			return "", problem
		}
	}
	if strings.Trim(c.input[zone:c.offset], "0:") == "-" {
		return "", c.failAt(zone, "a zone of nothing has no minus")
	}
	return c.input[start:c.offset], nil
}

func (c *cursor) clockPart(name string, greatest int64) *ParseError {
	start := c.offset
	p := pattern(c.run(MaxLength, isDigit))
	switch {
	case len(p) != 2:
		return c.failAt(start, "%s %s has two digits", article(name), name)
	case p.least() > greatest:
		return c.failAt(start, "there is no %s %s", name, p)
	}
	return nil
}

// article is the indefinite article that a word of the clock takes.
func article(name string) string {
	if name == "hour" {
		return "an"
	}
	return "a"
}
