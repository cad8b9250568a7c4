package edtf

import (
	"fmt"
	"strconv"
)

// phrase is a date in English, and whether it takes an article inside a
// sentence: "1970s", but "from the 1970s on".
type phrase struct {
	text     string
	articled bool
}

// after puts the phrase behind a word.
func (p phrase) after(word string) string {
	if p.articled {
		return word + " the " + p.text
	}
	return word + " " + p.text
}

func englishWords(d Date) string {
	switch d.form {
	case interval:
		return englishInterval(d.spans[0])
	case oneOf:
		return englishSet(d.spans, " or ", "one of ")
	case allOf:
		return englishSet(d.spans, " and ", "each of ")
	}
	return englishMoment(d.spans[0].start.date).text
}

func englishInterval(s span) string {
	start, last := englishMoment(s.start.date), englishMoment(s.end.date)
	switch {
	case s.end.kind == open:
		return start.after("from") + " on"
	case s.end.kind == unknown:
		return start.after("from") + " (end unknown)"
	case s.start.kind == open:
		return last.after("until")
	case s.start.kind == unknown:
		return last.after("until") + " (start unknown)"
	}
	return last.after(start.text + " to")
}

// englishSet words a set with the word that joins its members, and the one
// that keeps a single range from looking like an interval.
func englishSet(members []span, joint, single string) string {
	var items []string
	for _, s := range members {
		switch {
		case s.start.kind == open:
			items = append(items, englishMoment(s.end.date).text+joint+"earlier")
		case s.end.kind == open:
			items = append(items, englishMoment(s.start.date).text+joint+"later")
		case s.ranged && len(members) == 1:
			items = append(items, single+englishInterval(s))
		case s.ranged:
			items = append(items, englishInterval(s))
		default:
			items = append(items, englishMoment(s.start.date).text)
		}
	}
	return enumerate(items, ", ", joint)
}

// englishMoment words a date with its qualifiers.
func englishMoment(m moment) phrase {
	p := englishDate(m)
	mark, whole := m.wholeMark()
	if !whole {
		remarks := m.remarks([3]string{"year", "month", "day"}, " and ", ", ", map[qualifier]string{
			uncertain: " uncertain", approximate: " approximate",
			uncertain | approximate: " uncertain and approximate",
		})
		p.text += " (" + remarks + ")"
		return p
	}
	if mark&approximate != 0 {
		p = phrase{text: p.after("about")}
	}
	if mark&uncertain != 0 {
		p.text += " (uncertain)"
	}
	return p
}

// englishDate words a date without its qualifiers.
func englishDate(m moment) phrase {
	if m.year.digits == "" {
		return phrase{} // the other end of a half-dated interval
	}
	if !m.isRegular() {
		return phrase{text: "between " + englishDay(m, false) + " and " + englishDay(m, true)}
	}
	if m.month == "" {
		return englishYear(m.year)
	}
	inYear := englishInYear(m.year)
	switch {
	case m.hasSeason():
		return englishSeason(int(m.month.least()), inYear, englishOfYear(m.year))
	case m.day == "" && m.month.unspecified():
		return phrase{text: "an unknown month " + englishOfYear(m.year)}
	case m.day == "":
		return phrase{text: englishMonths[m.month.least()] + " " + inYear}
	case m.day.unspecified() && m.month.unspecified():
		return phrase{text: "an unknown day " + englishOfYear(m.year)}
	case m.day.unspecified():
		return phrase{text: "an unknown day of " + englishMonths[m.month.least()] + " " + inYear}
	case m.month.unspecified():
		return phrase{text: fmt.Sprintf("day %d of an unknown month %s", m.day.least(), englishOfYear(m.year))}
	}
	day := strconv.FormatInt(int64(m.day.least()), 10)
	return phrase{text: day + " " + englishMonths[m.month.least()] + " " + inYear + clockWords(m.clock)}
}

// englishDay is the first or the last month, or day, that m may stand for.
func englishDay(m moment, last bool) string {
	first, until := m.days()
	if last {
		first = until
	}
	year, month, day := first.Civil()
	if m.day == "" {
		return englishMonths[month] + " " + englishYearNumber(year)
	}
	return fmt.Sprintf("%d %s %s", day, englishMonths[month], englishYearNumber(year))
}

func englishYear(y year) phrase {
	least, greatest := y.bounds()
	era := ""
	if y.negative {
		era = " BCE"
	}
	switch shape, n := y.shape(); shape {
	case exactYear:
		return phrase{text: englishYearNumber(n)}
	case estimatedYear:
		return phrase{text: fmt.Sprintf("estimated %s (between %s and %s)",
			englishYearNumber(n), englishYearNumber(least), englishYearNumber(greatest))}
	case decade:
		if n < 100 {
			era = " CE"
		}
		return phrase{text: fmt.Sprintf("%d0s%s", n, era), articled: true}
	case century:
		return phrase{text: englishOrdinal(n) + " century" + era, articled: true}
	case millennium:
		return phrase{text: englishOrdinal(n) + " millennium" + era, articled: true}
	case anyYear:
		return phrase{text: "an unknown year" + era}
	}
	return phrase{text: fmt.Sprintf("a year between %s and %s", englishYearNumber(least), englishYearNumber(greatest))}
}

// englishOfYear words a year behind a month or day.
func englishOfYear(y year) string {
	p := englishYear(y)
	if p.articled {
		return "of a year in the " + p.text
	}
	return "of " + p.text
}

// englishInYear words a year behind a month or day, without "of" where that is
// not needed: "May 1953", but "May of a year in the 1950s".
func englishInYear(y year) string {
	if shape, n := y.shape(); shape == exactYear {
		return englishYearNumber(n)
	}
	return englishOfYear(y)
}

// englishYearNumber names a year, with its era if that is not obvious.
func englishYearNumber(n int64) string {
	switch {
	case n <= 0:
		return thousands(1-n) + " BCE"
	case n < 1000:
		return strconv.FormatInt(n, 10) + " CE"
	}
	return thousands(n)
}

// thousands groups the digits of a number of five or more.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if len(digits) < 5 {
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func englishOrdinal(n int64) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.FormatInt(n, 10) + suffix
}

var englishMonths = [...]string{"", "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

// englishSeason words a part of a year, of which the year is worded in both
// ways: "1953" and "of 1953".
func englishSeason(code int, inYear, ofYear string) phrase {
	four := [...]string{"first", "second", "third", "fourth"}
	seasons := [...]string{"spring", "summer", "autumn", "winter"}
	switch {
	case code <= 24:
		return phrase{text: seasons[code-21] + " " + inYear}
	case code <= 28:
		return phrase{text: seasons[code-25] + " " + inYear + " (northern hemisphere)"}
	case code <= 32:
		return phrase{text: seasons[code-29] + " " + inYear + " (southern hemisphere)"}
	case code <= 36:
		return phrase{text: four[code-33] + " quarter " + ofYear, articled: true}
	case code <= 39:
		months := seasonMonths[code]
		return phrase{text: englishMonths[months.first] + "–" + englishMonths[months.first+months.count-1] + " " + inYear}
	}
	return phrase{text: four[code-40] + " half " + ofYear, articled: true}
}

// clockWords are a time of day behind its date: ", 23:20:30 (UTC-04)".
func clockWords(clock string) string {
	time, zone := splitClock(clock)
	switch {
	case clock == "":
		return ""
	case time == clock:
		return ", " + time
	}
	return ", " + time + " (UTC" + zone + ")"
}
