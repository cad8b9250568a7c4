package edtf

import (
	"fmt"
	"strings"
)

// ParseError tells why a text is not a date in EDTF.
type ParseError struct {
	Input   string
	Offset  int    // in bytes, of the first thing that does not fit
	Message string // what is wrong there, as a sentence without a full stop
	Nearest string // what was probably meant, in valid EDTF; or empty
}

// Error is the message with the input and the suggestion.
func (e *ParseError) Error() string {
	shown := e.Input
	if len(shown) > MaxLength {
		shown = strings.ToValidUTF8(shown[:MaxLength], "") + "…"
	}
	if e.Nearest == "" {
		return fmt.Sprintf("%q is not an EDTF date: %s", shown, e.Message)
	}
	return fmt.Sprintf("%q is not an EDTF date: %s; perhaps %q", shown, e.Message, e.Nearest)
}

// Parse reads a date, interval or set of dates. Its error is a *ParseError.
func Parse(s string) (Date, error) {
	d, problem := parse(s)
	if problem != nil {
		problem.Nearest = nearest(s)
		return Date{}, problem
	}
	return d, nil
}

// parse is Parse without the guess, which calls it on its guesses.
func parse(s string) (Date, *ParseError) {
	c := &cursor{input: s}
	switch {
	case s == "":
		return Date{}, c.fail("the date is empty")
	case len(s) > MaxLength:
		c.offset = MaxLength
		return Date{}, c.fail("the date is longer than %d bytes", MaxLength)
	}
	var d Date
	var problem *ParseError
	switch {
	case s[0] == '[':
		d, problem = c.set(oneOf, ']')
	case s[0] == '{':
		d, problem = c.set(allOf, '}')
	case strings.Contains(s, "/"):
		d, problem = c.interval()
	default:
		d, problem = c.single()
	}
	if problem == nil && !c.done() {
		problem = c.fail("%s does not belong here", c.shown())
	}
	if problem != nil {
		return Date{}, problem
	}
	return d, nil
}

// cursor is a place in a text that is being parsed. Each of its methods reads
// one thing of the grammar from there on and moves behind it.
type cursor struct {
	input  string
	offset int
}

func (c *cursor) fail(format string, args ...any) *ParseError {
	return &ParseError{Input: c.input, Offset: c.offset, Message: fmt.Sprintf(format, args...)}
}

// failAt is fail with another offset.
func (c *cursor) failAt(offset int, format string, args ...any) *ParseError {
	c.offset = offset
	return c.fail(format, args...)
}

func (c *cursor) done() bool { return c.offset == len(c.input) }

// peek is the next byte, or 0 at the end.
func (c *cursor) peek() byte {
	if c.done() {
		return 0
	}
	return c.input[c.offset]
}

// accept reads token if it comes next.
func (c *cursor) accept(token string) bool {
	if !strings.HasPrefix(c.input[c.offset:], token) {
		return false
	}
	c.offset += len(token)
	return true
}

// shown is the next character, quoted for a message.
func (c *cursor) shown() string {
	for _, r := range c.input[c.offset:] {
		return fmt.Sprintf("%q", string(r))
	}
	return "the end"
}

// run reads the bytes that belong to a class, at most limit of them.
func (c *cursor) run(limit int, belongs func(byte) bool) string {
	start := c.offset
	for !c.done() && c.offset-start < limit && belongs(c.input[c.offset]) {
		c.offset++
	}
	return c.input[start:c.offset]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isDigitOrX(b byte) bool { return isDigit(b) || b == 'X' }

// single reads a date, maybe with a time of day.
func (c *cursor) single() (Date, *ParseError) {
	m, problem := c.moment()
	if problem != nil {
		return Date{}, problem
	}
	if c.peek() == 'T' && m.day != "" {
		if m.qualifiers() != 0 || m.precision() != PrecisionDay {
			return Date{}, c.fail("a time of day needs a full date without marks")
		}
		if m.clock, problem = c.clock(); problem != nil {
			return Date{}, problem
		}
	}
	e := end{date: m}
	return Date{form: single, spans: []span{{start: e, end: e}}}, nil
}

// interval reads two ends with a slash between them.
func (c *cursor) interval() (Date, *ParseError) {
	start, problem := c.intervalEnd()
	if problem != nil {
		return Date{}, problem
	}
	if !c.accept("/") {
		return Date{}, c.fail("a slash was expected, not %s", c.shown())
	}
	second := c.offset
	last, problem := c.intervalEnd()
	if problem != nil {
		return Date{}, problem
	}
	s := span{start: start, end: last, ranged: true}
	switch {
	case start.kind != dated && last.kind != dated:
		return Date{}, c.failAt(0, "an interval needs a date at one end at least")
	case s.reversed():
		return Date{}, c.failAt(second, "the interval ends before it starts")
	}
	return Date{form: interval, spans: []span{s}}, nil
}

// intervalEnd reads a date, ".." for an open end, or nothing for an unknown one.
func (c *cursor) intervalEnd() (end, *ParseError) {
	switch {
	case c.accept(".."):
		return end{kind: open}, nil
	case c.done() || c.peek() == '/':
		return end{kind: unknown}, nil
	}
	m, problem := c.moment()
	return end{date: m}, problem
}

// set reads members between brackets, with commas between them.
func (c *cursor) set(form form, closing byte) (Date, *ParseError) {
	c.offset++
	var spans []span
	for {
		s, problem := c.member(len(spans) == 0)
		if problem != nil {
			return Date{}, problem
		}
		spans = append(spans, s)
		switch {
		case c.peek() == closing:
			c.offset++
			return Date{form: form, spans: spans}, nil
		case s.end.kind == open:
			return Date{}, c.fail("only the last member of a set may have an open end")
		case !c.accept(","):
			return Date{}, c.fail("a comma or %q was expected, not %s", string(closing), c.shown())
		}
		c.accept(" ")
	}
}

// member reads a date, or a range of dates: "1670..1672", and "..1984" as the
// first member and "1984.." as the last.
func (c *cursor) member(first bool) (span, *ParseError) {
	if c.peek() == '.' {
		if !first {
			return span{}, c.fail("only the first member of a set may have an open start")
		}
		if !c.accept("..") {
			return span{}, c.fail("two dots were expected")
		}
		m, problem := c.moment()
		return span{start: end{kind: open}, end: end{date: m}, ranged: true}, problem
	}
	m, problem := c.moment()
	if problem != nil {
		return span{}, problem
	}
	s := span{start: end{date: m}, end: end{date: m}}
	if !c.accept("..") {
		return s, nil
	}
	s.ranged = true
	if next := c.peek(); next == ',' || next == ']' || next == '}' {
		s.end = end{kind: open}
		return s, nil
	}
	second := c.offset
	if m, problem = c.moment(); problem != nil {
		return span{}, problem
	}
	s.end.date = m
	if s.reversed() {
		return span{}, c.failAt(second, "the range ends before it starts")
	}
	return s, nil
}
