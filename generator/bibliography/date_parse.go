package bibliography

import (
	"strconv"
	"strings"
	"unicode"
)

// parseDate reads a date in the form that BibLaTeX shares with EDTF: 2019-03,
// 1998/2001, 1998/.., 1950~, 2021-21 (spring); and as people write it: "ca.
// 1950", "1998–2001", "6 April 2021", 2021年4月6日. Words without a year are kept
// as they are. ok is false where s has digits of which no date could be made.
func parseDate(s string) (d Date, ok bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(strings.Trim(s, "[]() ")) {
	case "", "n.d.", "n. d.", "nd", "no date", "undated":
		return Date{}, true
	}
	rest, circa := cutCirca(s)
	from, to, ranged := cutRange(rest)
	start, season, about, known := parseDay(from)
	if !known {
		return Date{Literal: s}, !strings.ContainsFunc(s, unicode.IsDigit)
	}
	d = Date{Start: start, Season: season, Circa: circa || about}
	if !ranged {
		return d, true
	}
	if to = strings.TrimSpace(to); to == "" || to == ".." {
		d.Open = true
		return d, true
	}
	end, _, about, known := parseDay(to)
	if !known {
		return Date{Literal: s}, false
	}
	d.End, d.Circa = end, d.Circa || about
	return d, true
}

// cutCirca cuts a word that says that a date is not sure.
func cutCirca(s string) (rest string, circa bool) {
	lower := strings.ToLower(s)
	for _, word := range []string{"circa ", "ca. ", "ca ", "c. ", "c."} {
		if strings.HasPrefix(lower, word) {
			return strings.TrimSpace(s[len(word):]), true
		}
	}
	return s, false
}

// cutRange parts a range: at a slash, at a dash, or at the hyphen between two
// years of four digits.
func cutRange(s string) (from, to string, ranged bool) {
	for _, mark := range []string{"/", "–", "—", "--"} {
		if from, to, ranged = strings.Cut(s, mark); ranged {
			return from, to, true
		}
	}
	if len(s) == 9 && s[4] == '-' && allDigits(s[:4]) && allDigits(s[5:]) {
		return s[:4], s[5:], true
	}
	return s, "", false
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// parseDay reads one end of a range.
func parseDay(s string) (d Day, season int, circa, ok bool) {
	s = strings.TrimSpace(s)
	bare := strings.TrimRight(s, "?~%")
	circa = bare != s
	sign := 1
	if rest, before := strings.CutPrefix(bare, "-"); before {
		sign, bare = -1, rest
	}
	numbers, ok := partNumbers(bare)
	if !ok {
		d, ok = spokenDay(bare)
		return d, 0, circa, ok && sign == 1
	}
	year := numbers[0] * sign
	if year <= 0 {
		year-- // in EDTF the year 0 is 1 BCE
	}
	if numbers[1] >= 21 && numbers[1] <= 24 {
		return newDay(year, 0, 0), numbers[1] - 20, circa, true
	}
	d = newDay(year, numbers[1], numbers[2])
	return d, 0, circa, d == Day{year, numbers[1], numbers[2]}
}

// partNumbers reads 2019, 2019-03 and 2019-03-05, with a time after it or not.
func partNumbers(s string) (numbers [3]int, ok bool) {
	s, _, _ = strings.Cut(s, "T")
	parts := strings.SplitN(s, "-", 4)
	if len(parts) > 3 {
		return numbers, false
	}
	for i, part := range parts {
		if !allDigits(part) || len(part) > 4 {
			return numbers, false
		}
		numbers[i], _ = strconv.Atoi(part)
	}
	return numbers, true
}

// spokenDay reads "6 April 2021", "April 6, 2021" and 2021年4月6日.
func spokenDay(s string) (Day, bool) {
	if year, rest, chinese := strings.Cut(s, "年"); chinese {
		month, day, _ := strings.Cut(rest, "月")
		numbers, ok := partNumbers(strings.TrimRight(joined("-", year, month, strings.TrimSuffix(day, "日")), "-"))
		return newDay(numbers[0], numbers[1], numbers[2]), ok && numbers[0] > 0
	}
	var d Day
	for _, word := range words(s) {
		n, err := strconv.Atoi(word)
		switch {
		case err == nil && len(word) == 4 && d.Year == 0:
			d.Year = n
		case err == nil && n >= 1 && n <= 31 && d.Day == 0:
			d.Day = n
		case err != nil && monthNumber(word) > 0 && d.Month == 0:
			d.Month = monthNumber(word)
		default:
			return Day{}, false
		}
	}
	return d, d.Year > 0 && d.Month > 0
}

// words are the runs of letters and digits of s, without their marks.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// monthNumber is the month of an English name or its beginning, or 0.
func monthNumber(s string) int {
	if len(s) < 3 {
		return 0
	}
	for i, name := range months {
		if i > 0 && len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) {
			return i
		}
	}
	if strings.EqualFold(s, "sept") {
		return 9
	}
	return 0
}

// parseYearMonth reads the fields year, month and day of BibTeX. A month may
// hold the day too: "6~April".
func parseYearMonth(year, month, day string) (Date, bool) {
	d, ok := parseDate(year)
	if !ok || d.Start.Year == 0 || d.Start.Month != 0 || d.End.Year != 0 || d.Open {
		return d, ok
	}
	var numbers []int
	for _, word := range words(month + " " + day) {
		if n, err := strconv.Atoi(word); err == nil {
			numbers = append(numbers, n)
		} else if n := monthNumber(word); n > 0 && d.Start.Month == 0 {
			d.Start.Month = n
		}
	}
	if d.Start.Month == 0 && len(numbers) > 0 && numbers[0] >= 1 && numbers[0] <= 12 {
		d.Start.Month, numbers = numbers[0], numbers[1:]
	}
	if d.Start.Month > 0 && len(numbers) > 0 && numbers[0] >= 1 && numbers[0] <= 31 {
		d.Start.Day = numbers[0]
	}
	return d, true
}
