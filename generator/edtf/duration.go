package edtf

import "fmt"

// DurationYears are the least and the greatest number of full years that d may
// last: 3 to 5 for 1953/1957. They are known only for an interval that is
// dated at both ends.
func (d Date) DurationYears() (least, greatest int64, known bool) {
	if d.form != interval || d.spans[0].start.kind != dated || d.spans[0].end.kind != dated {
		return 0, 0, false
	}
	b := d.Bounds()
	return fullYears(b.LatestStart, b.EarliestEnd+1), fullYears(b.EarliestStart, b.LatestEnd+1), true
}

// fullYears counts the full years from one day to another, none if the other
// is not later.
func fullYears(from, to Day) int64 {
	year, month, day := from.Civil()
	toYear, toMonth, toDay := to.Civil()
	years := toYear - year
	if toMonth < month || toMonth == month && toDay < day {
		years--
	}
	return max(years, 0)
}

// DurationWords says DurationYears to a reader, in the languages of Words; it
// is empty if they are not known.
func (d Date) DurationWords(lang string) string {
	least, greatest, known := d.DurationYears()
	if !known {
		return ""
	}
	switch language(lang) {
	case chinese:
		return chineseYears(least, greatest)
	case russian:
		return russianYears(least, greatest)
	}
	return englishYears(least, greatest)
}

func englishYears(least, greatest int64) string {
	switch {
	case greatest == 0:
		return "less than a year"
	case greatest == 1 && least == 1:
		return "1 year"
	case greatest == 1:
		return "up to 1 year"
	case least == greatest:
		return thousands(least) + " years"
	case least == 0:
		return "up to " + thousands(greatest) + " years"
	}
	return thousands(least) + " to " + thousands(greatest) + " years"
}

func chineseYears(least, greatest int64) string {
	switch {
	case greatest == 0:
		return "不到1年"
	case least == greatest:
		return fmt.Sprintf("%d年", least)
	case least == 0:
		return fmt.Sprintf("至多%d年", greatest)
	}
	return fmt.Sprintf("%d至%d年", least, greatest)
}

func russianYears(least, greatest int64) string {
	switch {
	case greatest == 0:
		return "менее года"
	case least == greatest:
		return russianNumber(least) + " " + countedYears(least)
	case least == 0:
		return "до " + russianNumber(greatest) + " " + yearsUpTo(greatest)
	}
	return "от " + russianNumber(least) + " до " + russianNumber(greatest) + " " + yearsUpTo(greatest)
}

// countedYears is the word for years behind their number: 1 год, 2 года, 5 лет.
func countedYears(n int64) string {
	switch last := n % 10; {
	case n/10%10 == 1 || last == 0 || last > 4:
		return "лет"
	case last == 1:
		return "год"
	}
	return "года"
}

// yearsUpTo is the same in the genitive: до 1 года, до 2 лет.
func yearsUpTo(n int64) string {
	if n%10 == 1 && n/10%10 != 1 {
		return "года"
	}
	return "лет"
}
