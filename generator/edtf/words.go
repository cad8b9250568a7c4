package edtf

import (
	"strconv"
	"strings"
)

// Words says d to a reader: "about 1953", "约1953年", "около 1953 года". The
// languages are English, Chinese ("zh" or any tag that starts so) and Russian;
// others are given English. The zero Date has no words.
func (d Date) Words(lang string) string {
	if d.IsZero() {
		return ""
	}
	switch language(lang) {
	case chinese:
		return chineseWords(d)
	case russian:
		return russianWords(d)
	}
	return englishWords(d)
}

// The languages beside English that dates are worded in.
const (
	chinese = "zh"
	russian = "ru"
)

// language is the first part of a language tag: "zh" of "zh-Hans" or "zh_TW".
func language(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	return base
}

// Ordinal is the number of a century, an edition or the like as a language
// writes it before the noun: "19th", "XIX". In Chinese, and where a language is
// not known, it is the number alone. In Russian it is for what is numbered in
// Roman, such as centuries.
func Ordinal(n int64, lang string) string {
	switch language(lang) {
	case "en":
		return englishOrdinal(n)
	case russian:
		return roman(n)
	}
	return strconv.FormatInt(n, 10)
}

// yearShape is what a year is called by.
type yearShape uint8

const (
	exactYear     yearShape = iota // 1953
	estimatedYear                  // 1950S2
	decade                         // 197X
	century                        // 19XX
	millennium                     // 1XXX
	anyYear                        // XXXX
	severalYears                   // other unspecified digits
)

// shape tells what y is called by, and the number in it: the year itself, the
// decade without its zero (197), or the ordinal of the century or millennium,
// counted backwards before our era.
func (y year) shape() (yearShape, int64) {
	least, greatest := y.bounds()
	switch {
	case least == greatest:
		return exactYear, least
	case y.significant > 0 && y.negative:
		return estimatedYear, -y.magnitude()
	case y.significant > 0:
		return estimatedYear, y.magnitude()
	case y.digits.unspecified():
		return anyYear, 0
	case !y.digits.trailing():
		return severalYears, 0
	}
	given := pattern(strings.TrimRight(string(y.digits), "X")).least()
	switch unspecified := strings.Count(string(y.digits), "X"); {
	case unspecified == 3:
		return millennium, given + 1
	case unspecified == 2:
		return century, given + 1
	case y.negative || given == 0: // -004X is not a decade of any calendar
		return severalYears, 0
	}
	return decade, given
}

// isRegular tells whether the month and the day of m each have all digits or
// none, so that they can be named.
func (m moment) isRegular() bool {
	regular := func(p pattern) bool { return p == "" || p.exact() || p.unspecified() }
	return regular(m.month) && regular(m.day)
}

// wholeMark is the qualifier of m as a whole: that of all its components, if
// they have the same.
func (m moment) wholeMark() (qualifier, bool) {
	each := [...]qualifier{m.yearQualifier, m.monthQualifier, m.dayQualifier}
	for _, mark := range each[:m.components()] {
		if mark != each[0] {
			return 0, false
		}
	}
	return each[0], true
}

// remarks says which components have which qualifier, in the words given:
// "year and month approximate, day uncertain".
func (m moment) remarks(components [3]string, and, comma string, marks map[qualifier]string) string {
	each := [...]qualifier{m.yearQualifier, m.monthQualifier, m.dayQualifier}
	var remarks []string
	for _, mark := range [...]qualifier{uncertain, approximate, uncertain | approximate} {
		var having []string
		for i, name := range components[:m.components()] {
			if each[i] == mark {
				having = append(having, name)
			}
		}
		if len(having) > 0 {
			remarks = append(remarks, strings.Join(having, and)+marks[mark])
		}
	}
	return strings.Join(remarks, comma)
}

// enumerate joins items, with another separator before the last.
func enumerate(items []string, separator, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], separator) + last + items[len(items)-1]
}

// splitClock takes the time of day and its zone apart.
func splitClock(clock string) (time, zone string) {
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		return clock[:i], strings.TrimPrefix(clock[i:], "Z")
	}
	return clock, ""
}
