package edtf

import (
	"fmt"
	"strconv"
	"strings"
)

// cases are a name of a time in the cases that Russian puts it in: alone, after
// "с" or "около", and after "по".
type cases struct{ nominative, genitive, accusative string }

// sameBut is a name whose accusative is its nominative, as of all but feminine
// nouns.
func sameBut(nominative, genitive string) cases { return cases{nominative, genitive, nominative} }

// same is a name that stands unchanged in all cases: 24 сентября 1956 года.
func same(text string) cases { return cases{text, text, text} }

// then adds to all cases what does not change with them.
func (c cases) then(s string) cases {
	return cases{c.nominative + s, c.genitive + s, c.accusative + s}
}

func russianWords(d Date) string {
	switch d.form {
	case interval:
		return russianInterval(d.spans[0])
	case oneOf:
		return russianSet(d.spans, " или ", "одна из дат: ")
	case allOf:
		return russianSet(d.spans, " и ", "каждая из дат: ")
	}
	return russianMoment(d.spans[0].start.date)
}

func russianInterval(s span) string {
	if years := russianYearSpan(s); years != "" {
		return years
	}
	switch {
	case s.end.kind == open:
		return russianFrom(s.start.date)
	case s.end.kind == unknown:
		return russianFrom(s.start.date) + " (конец неизвестен)"
	case s.start.kind == open:
		return russianUntil(s.end.date)
	case s.start.kind == unknown:
		return russianUntil(s.end.date) + " (начало неизвестно)"
	}
	return russianFrom(s.start.date) + " " + russianUntil(s.end.date)
}

// russianYearSpan is "1953–1957 годы", for years of one era of which nothing is
// in doubt; else nothing.
func russianYearSpan(s span) string {
	var numbers [2]int64
	for i, e := range [...]end{s.start, s.end} {
		shape, n := e.date.year.shape()
		if e.kind != dated || e.date.month != "" || e.date.qualifiers() != 0 || shape != exactYear {
			return ""
		}
		numbers[i] = n
	}
	from, until := numbers[0], numbers[1]
	if from == until || russianEra(from) != russianEra(until) {
		return ""
	}
	return russianNumber(ofEra(from)) + "–" + russianNumber(ofEra(until)) + " годы" + russianEra(until)
}

func russianFrom(m moment) string {
	name := russianDate(m).genitive
	word := "с "
	for _, second := range []string{"втор", "II ", "2 ", "2-го "} { // со второго
		if strings.HasPrefix(name, second) {
			word = "со "
		}
	}
	return russianDoubt(m, word+name, "примерно "+word+name)
}

func russianUntil(m moment) string {
	until := "по " + russianDate(m).accusative
	return russianDoubt(m, until, "примерно "+until)
}

// russianSet words a set with the word that joins its members, and the one
// that keeps a single range from looking like an interval.
func russianSet(members []span, joint, single string) string {
	var items []string
	for _, s := range members {
		switch {
		case s.start.kind == open:
			items = append(items, russianMoment(s.end.date)+joint+"ранее")
		case s.end.kind == open:
			items = append(items, russianMoment(s.start.date)+joint+"позднее")
		case s.ranged && len(members) == 1:
			items = append(items, single+russianInterval(s))
		case s.ranged:
			items = append(items, russianInterval(s))
		default:
			items = append(items, russianMoment(s.start.date))
		}
	}
	return enumerate(items, ", ", joint)
}

// russianMoment words a date with its qualifiers.
func russianMoment(m moment) string {
	name := russianDate(m)
	return russianDoubt(m, name.nominative, "около "+name.genitive)
}

// russianDoubt adds what is doubtful of a date to the words for it; about are
// those for one that is approximate as a whole.
func russianDoubt(m moment, words, about string) string {
	mark, whole := m.wholeMark()
	if !whole {
		return words + " (" + m.remarks([3]string{"год", "месяц", "день"}, " и ", ", ", map[qualifier]string{
			uncertain: " — предположительно", approximate: " — приблизительно",
			uncertain | approximate: " — предположительно и приблизительно",
		}) + ")"
	}
	if mark&approximate != 0 {
		words = about
	}
	if mark&uncertain != 0 {
		words += " (предположительно)"
	}
	return words
}

// russianDate words a date without its qualifiers.
func russianDate(m moment) cases {
	if m.year.digits == "" {
		return cases{} // the other end of a half-dated interval
	}
	if !m.isRegular() {
		between := "между " + russianDay(m, false) + " и " + russianDay(m, true)
		return cases{between, "времени " + between, "время " + between}
	}
	ofYear := " " + russianOfYear(m.year)
	switch {
	case m.month == "":
		return russianYear(m.year)
	case m.hasSeason():
		return russianSeason(int(m.month.least()), ofYear)
	case m.day == "" && m.month.unspecified():
		return sameBut("неизвестный месяц", "неизвестного месяца").then(ofYear)
	case m.day == "":
		month := russianMonths[m.month.least()]
		return sameBut(month.name, month.genitive).then(ofYear)
	case m.day.unspecified():
		unknown := sameBut("неизвестный день", "неизвестного дня")
		if !m.month.unspecified() {
			unknown = unknown.then(" " + russianMonths[m.month.least()].genitive)
		}
		return unknown.then(ofYear)
	case m.month.unspecified():
		day := strconv.FormatInt(m.day.least(), 10)
		return sameBut(day+"-е число", day+"-го числа").then(" неизвестного месяца" + ofYear)
	}
	return same(fmt.Sprintf("%d %s%s%s", m.day.least(), russianMonths[m.month.least()].genitive, ofYear, clockWords(m.clock)))
}

// russianDay is the first or the last month, or day, that m may stand for, as
// it stands after "между".
func russianDay(m moment, last bool) string {
	first, until := m.days()
	if last {
		first = until
	}
	year, month, day := first.Civil()
	ofYear := " " + russianYearNumber(year).genitive
	if m.day == "" {
		return russianMonths[month].instrumental + ofYear
	}
	return fmt.Sprintf("%d %s%s", day, russianMonths[month].genitive, ofYear)
}

func russianYear(y year) cases {
	least, greatest := y.bounds()
	era := ""
	if y.negative {
		era = beforeOurEra
	}
	switch shape, n := y.shape(); shape {
	case exactYear:
		return russianYearNumber(n)
	case estimatedYear:
		number := russianYearNumber(n)
		between := " (между " + russianYearsBetween(least, greatest) + ")"
		return cases{"приблизительно " + number.nominative, "приблизительно " + number.genitive, "приблизительно " + number.accusative}.then(between)
	case decade:
		if n < 100 {
			era = ofOurEra
		}
		return sameBut(fmt.Sprintf("%d0-е годы", n), fmt.Sprintf("%d0-х годов", n)).then(era)
	case century:
		return sameBut(roman(n)+" век", roman(n)+" века").then(era)
	case millennium:
		return sameBut(roman(n)+" тысячелетие", roman(n)+" тысячелетия").then(era)
	case anyYear:
		return sameBut("неизвестный год", "неизвестного года").then(era)
	}
	return sameBut("год", "года").then(" между " + russianYearsBetween(least, greatest))
}

// russianOfYear words a year behind a month or day.
func russianOfYear(y year) string {
	name := russianYear(y).genitive
	switch shape, _ := y.shape(); shape {
	case decade:
		return "одного из " + name
	case century, millennium:
		return "одного из годов " + name
	}
	return name
}

const (
	beforeOurEra = " до н.\u00A0э."
	ofOurEra     = " н.\u00A0э."
)

// russianEra is the era of a year, if that is not obvious.
func russianEra(n int64) string {
	switch {
	case n <= 0:
		return beforeOurEra
	case n < 1000:
		return ofOurEra
	}
	return ""
}

// ofEra is the number of a year in its era: there is no year 0, which is the
// first before ours.
func ofEra(n int64) int64 {
	if n <= 0 {
		return 1 - n
	}
	return n
}

func russianYearNumber(n int64) cases {
	number := russianNumber(ofEra(n))
	return sameBut(number+" год", number+" года").then(russianEra(n))
}

// russianYearsBetween names two years as they stand after "между".
func russianYearsBetween(least, greatest int64) string {
	from, until := russianNumber(ofEra(least)), russianNumber(ofEra(greatest))
	if russianEra(least) == russianEra(greatest) {
		return from + " и " + until + " годами" + russianEra(greatest)
	}
	return from + " годом" + russianEra(least) + " и " + until + " годом" + russianEra(greatest)
}

// russianNumber groups the digits of a number of five or more.
func russianNumber(n int64) string { return strings.ReplaceAll(thousands(n), ",", "\u00A0") }

// roman is a number in Roman numerals, in which Russian numbers centuries,
// millennia and quarters; one that they do not reach stays in digits.
func roman(n int64) string {
	if n < 1 || n > 3999 {
		return strconv.FormatInt(n, 10)
	}
	var b strings.Builder
	for _, numeral := range [...]struct {
		value  int64
		letter string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
		{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= numeral.value; n -= numeral.value {
			b.WriteString(numeral.letter)
		}
	}
	return b.String()
}

var russianMonths = [...]struct{ name, genitive, instrumental string }{
	{},
	{"январь", "января", "январём"}, {"февраль", "февраля", "февралём"}, {"март", "марта", "мартом"},
	{"апрель", "апреля", "апрелем"}, {"май", "мая", "маем"}, {"июнь", "июня", "июнем"},
	{"июль", "июля", "июлем"}, {"август", "августа", "августом"}, {"сентябрь", "сентября", "сентябрём"},
	{"октябрь", "октября", "октябрём"}, {"ноябрь", "ноября", "ноябрём"}, {"декабрь", "декабря", "декабрём"},
}

// russianSeason words a part of a year.
func russianSeason(code int, ofYear string) cases {
	seasons := [...]cases{
		{"весна", "весны", "весну"}, {"лето", "лета", "лето"}, {"осень", "осени", "осень"}, {"зима", "зимы", "зиму"},
	}
	halves := [...]cases{
		{"первая половина", "первой половины", "первую половину"}, {"вторая половина", "второй половины", "вторую половину"},
	}
	switch {
	case code <= 24:
		return seasons[code-21].then(ofYear)
	case code <= 28:
		return seasons[code-25].then(ofYear + " (Северное полушарие)")
	case code <= 32:
		return seasons[code-29].then(ofYear + " (Южное полушарие)")
	case code <= 36:
		quarter := roman(int64(code - 32))
		return sameBut(quarter+" квартал", quarter+" квартала").then(ofYear)
	case code <= 39:
		months := seasonMonths[code]
		first, last := russianMonths[months.first], russianMonths[months.first+months.count-1]
		return sameBut(first.name+"–"+last.name, first.genitive+"–"+last.genitive).then(ofYear)
	}
	return halves[code-40].then(ofYear)
}
