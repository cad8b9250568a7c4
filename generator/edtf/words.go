package edtf

import (
	"strconv"
	"strings"
)

// Words says d to a reader: "about 1953", "约1953年". The languages are
// English and Chinese ("zh" or any tag that starts so); others are given
// English. The zero Date has no words.
func (d Date) Words(lang string) string {
	if d.IsZero() {
		return ""
	}
	if isChinese(lang) {
		return chineseWords(d)
	}
	return englishWords(d)
}

// isChinese tells whether a language tag is one of Chinese.
func isChinese(lang string) bool {
	lang = strings.ToLower(lang)
	return lang == "zh" || strings.HasPrefix(lang, "zh-") || strings.HasPrefix(lang, "zh_")
}

// Ordinal is the number of a century, an edition or the like as a language
// writes it before the noun: "19th" in English, and elsewhere the number alone.
func Ordinal(n int64, lang string) string {
	if base, _, _ := strings.Cut(lang, "-"); base == "en" {
		return englishOrdinal(n)
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
