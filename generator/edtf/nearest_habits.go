package edtf

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// habit is a way in which people write a date, and how EDTF is made of the
// parts in its parentheses. What is made need not be valid: it is tried.
type habit struct {
	pattern *regexp.Regexp
	guess   func(parts []string) string
}

// habits are compiled when first needed, which in good notes is never.
var habits = sync.OnceValue(func() []habit {
	compiled := make([]habit, 0, len(habitTable))
	for _, h := range habitTable {
		pattern := strings.NewReplacer(
			"<vaguely>", `(?:the )?(?:(?:early|mid|late)[ -])?`,
			"<nth>", `(?:st|nd|rd|th)`,
			"<bc>", `(?:bce?|b\.c\.(?:e\.)?)`,
		).Replace(h.pattern)
		compiled = append(compiled, habit{regexp.MustCompile("^" + pattern + "$"), h.guess})
	}
	return compiled
})

// habitTable holds the patterns, as plain leaves texts, for regexp.
var habitTable = []struct {
	pattern string
	guess   func(parts []string) string
}{
	// 1953-5-1, 1953.5.1, 1953/5/1, 1953年5月1日, 19530501; and days too many
	{`(-?\d{4}) ?[-./年] ?(\d{1,2}) ?[-./月] ?(\d{1,2}) ?[日号]?`, yearMonthDay},
	{`(\d{4})(\d\d)(\d\d)`, yearMonthDay},
	{`(-?\d{4}) ?[-./年] ?(\d{1,2}) ?(?:月|月份)?`, yearMonth},
	{`(\d{4}) ?年`, onlyYear},
	// 5 May 1953, May 5, 1953, 5.5.1953, 25/5/1953, 5/25/1953
	{`(\d{1,2})<nth>?(?: of)?[ .-]*([a-z]+)[ .,-]*(\d{4})`, dayMonthYear},
	{`([a-z]+)[. ]*(\d{1,2})<nth>?[, ] ?(\d{4})`, monthDayYear},
	{`(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})`, dayMonthYear},
	{`(1[3-9]|2\d|3[01])/(\d{1,2})/(\d{4})`, dayMonthYear},
	{`(\d{1,2})/(1[3-9]|2\d|3[01])/(\d{4})`, monthDayYear},
	// May 1953, spring of 1953, 1953 Q2, 1953年春, 1953年上半年
	{`(?:the )?([a-z]+|q[1-4])[.,]?(?: of)?[ /-]?(\d{4})`, monthYear},
	{`(\d{4})[, /-]*([a-z]+|q[1-4])\.?`, yearMonth},
	{`(\d{4}) ?年? ?([春夏秋冬]|上半年|下半年)[季天]?`, yearMonth},
	// 1950s, 1950年代, 20世纪50年代, 19th century, 1800s, 19世纪
	{`<vaguely>(\d\d)00'?s`, hundred},
	{`<vaguely>(\d{3})0(?:'?s|年代)`, ten},
	{`(\d{1,2}) ?世纪 ?(\d)0年代`, tenOfCentury},
	{`<vaguely>(\d{1,2})<nth> ?(?:century|cent\.|c\.)`, centuryOf},
	{`(?:公元)?(\d{1,2}) ?世纪`, centuryOf},
	{`<vaguely>(\d{1,2})<nth> century ?<bc>`, centuryBefore},
	{`公元前(\d{1,2}) ?世纪`, centuryBefore},
	// 44 BC, 公元前44年, AD 753, 753, -44; 12005, Y1984, -0000
	{`(\d{1,9}) ?<bc>`, yearBefore},
	{`(?:公元)?前(\d{1,9}) ?年?`, yearBefore},
	{`(?:ad|ce|a\.d\.|公元) ?()(\d{1,9}) ?年?`, signedYear},
	{`()(\d{1,9}) ?(?:ad|ce|a\.d\.|c\.e\.)`, signedYear},
	{`()(\d{3}|\d{5,7}|\d{9,15}) ?年?`, signedYear},
	{`(-)(\d{3}|\d{5,15})`, signedYear},
	{`y(-?)(\d{1,15})`, signedYear},
	{`-(0000)`, onlyYear},
	// 1985-04-12 23:20, 1985-04-12T23:20Z
	{`(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(z|[+-]\d\d(?::?\d\d)?)?`, timeOfDay},
}

func onlyYear(p []string) string { return p[0] }

func yearMonth(p []string) string { return p[0] + "-" + monthCode(p[1]) }

func monthYear(p []string) string { return p[1] + "-" + monthCode(p[0]) }

func dayMonthYear(p []string) string { return yearMonthDay([]string{p[2], p[1], p[0]}) }

func monthDayYear(p []string) string { return yearMonthDay([]string{p[2], p[0], p[1]}) }

// yearMonthDay draws a day that the month lacks back to its last one.
func yearMonthDay(p []string) string {
	month, day := monthCode(p[1]), twoDigits(p[2])
	year, _ := strconv.ParseInt(p[0], 10, 64)
	m, _ := strconv.Atoi(month)
	if d, _ := strconv.Atoi(day); d <= 31 && d > daysIn(year, m) {
		day = strconv.Itoa(daysIn(year, m))
	}
	return p[0] + "-" + month + "-" + day
}

func hundred(p []string) string { return p[0] + "XX" }

func ten(p []string) string { return p[0] + "X" }

func tenOfCentury(p []string) string { return centuryOf(p)[:2] + p[1] + "X" }

// centuryOf makes the years of a century of its ordinal number.
func centuryOf(p []string) string {
	n, _ := strconv.Atoi(p[0])
	return fmt.Sprintf("%02dXX", max(n-1, 0))
}

func centuryBefore(p []string) string { return "-" + centuryOf(p) }

// yearBefore makes a year before our era, of which the first is the year 0.
func yearBefore(p []string) string {
	n, _ := strconv.ParseInt(p[0], 10, 64)
	if n == 0 {
		return ""
	}
	return signedYear([]string{"-", strconv.FormatInt(n-1, 10)})
}

// signedYear makes a year of a sign and any number of digits.
func signedYear(p []string) string {
	digits := strings.TrimLeft(p[1], "0")
	switch {
	case digits == "":
		return "0000"
	case len(digits) > 4:
		return "Y" + p[0] + digits
	}
	return p[0] + strings.Repeat("0", 4-len(digits)) + digits
}

// timeOfDay completes a time with its seconds and drops their fractions.
func timeOfDay(p []string) string {
	seconds := p[2]
	if seconds == "" {
		seconds = ":00"
	}
	zone := strings.ToUpper(p[3])
	if len(zone) == 5 {
		zone = zone[:3] + ":" + zone[3:]
	}
	return p[0] + "T" + p[1] + seconds + zone
}

// seasonCodes are the two digits that EDTF has for parts of a year.
var seasonCodes = map[string]string{
	"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24",
	"春": "21", "夏": "22", "秋": "23", "冬": "24", "上半年": "40", "下半年": "41",
	"q1": "33", "q2": "34", "q3": "35", "q4": "36",
}

// monthCode is the two digits of a month or season by its number or name, of
// which three letters are enough; it is empty for other words.
func monthCode(name string) string {
	if isDigit(name[0]) {
		return twoDigits(name)
	}
	if code, ok := seasonCodes[name]; ok {
		return code
	}
	if name == "sept" {
		name = "sep"
	}
	for month, full := range englishMonths {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(full), name) {
			return fmt.Sprintf("%02d", month)
		}
	}
	return ""
}

func twoDigits(number string) string {
	if len(number) == 1 {
		return "0" + number
	}
	return number
}
