package edtf

import (
	"strconv"
	"strings"
)

// String is the canonical EDTF text of d, which Parse reads as d again; it is
// empty for the zero Date. Qualifiers stand to the right of the component or
// group that has them where that says the same as one on each component.
func (d Date) String() string {
	var b strings.Builder
	b.Grow(16) // most are a day at most
	switch d.form {
	case single:
		d.spans[0].start.write(&b)
	case interval:
		d.spans[0].start.write(&b)
		b.WriteByte('/')
		d.spans[0].end.write(&b)
	case oneOf:
		d.writeSet(&b, '[', ']')
	case allOf:
		d.writeSet(&b, '{', '}')
	}
	return b.String()
}

func (d Date) writeSet(b *strings.Builder, opening, closing byte) {
	b.WriteByte(opening)
	for i, s := range d.spans {
		if i > 0 {
			b.WriteByte(',')
		}
		if s.start.kind == dated {
			s.start.write(b)
		}
		if s.ranged {
			b.WriteString("..")
			if s.end.kind == dated {
				s.end.write(b)
			}
		}
	}
	b.WriteByte(closing)
}

func (e end) write(b *strings.Builder) {
	switch e.kind {
	case dated:
		e.date.write(b)
	case open:
		b.WriteString("..")
	}
}

func (m moment) write(b *strings.Builder) {
	before, after := m.marks()
	b.WriteString(before[0].String())
	m.year.write(b)
	b.WriteString(after[0].String())
	for i, p := range [...]pattern{m.month, m.day} {
		if p == "" {
			break
		}
		b.WriteByte('-')
		b.WriteString(before[i+1].String())
		b.WriteString(string(p))
		b.WriteString(after[i+1].String())
	}
	if m.clock != "" {
		b.WriteByte('T')
		b.WriteString(m.clock)
	}
}

// marks places the qualifiers of the year, month and day: one mark after the
// last of a leading group if just that group has it, else a mark before each.
func (m moment) marks() (before, after [3]qualifier) {
	each := [3]qualifier{m.yearQualifier, m.monthQualifier, m.dayQualifier}
	count := m.components()
	group := 1
	for group < count && each[group] == each[0] {
		group++
	}
	for _, rest := range each[group:count] {
		if rest != 0 {
			return each, after
		}
	}
	after[group-1] = each[0]
	return before, after
}

// components counts the year, month and day that m has.
func (m moment) components() int {
	switch {
	case m.day != "":
		return 3
	case m.month != "":
		return 2
	}
	return 1
}

func (y year) write(b *strings.Builder) {
	if y.lettered {
		b.WriteByte('Y')
	}
	if y.negative {
		b.WriteByte('-')
	}
	b.WriteString(string(y.digits))
	if y.exponent > 0 {
		b.WriteByte('E')
		b.WriteString(strconv.Itoa(y.exponent))
	}
	if y.significant > 0 {
		b.WriteByte('S')
		b.WriteString(strconv.Itoa(y.significant))
	}
}
