package edtf

import (
	"fmt"
	"strconv"
)

func chineseWords(d Date) string {
	switch d.form {
	case interval:
		return chineseInterval(d.spans[0])
	case oneOf:
		return chineseSet(d.spans, "或", "中的某一个")
	case allOf:
		return chineseSet(d.spans, "和", "中的每一个")
	}
	return chineseMoment(d.spans[0].start.date)
}

func chineseInterval(s span) string {
	start, last := chineseMoment(s.start.date), chineseMoment(s.end.date)
	switch {
	case s.end.kind == open:
		return start + "起"
	case s.end.kind == unknown:
		return start + "起（结束时间不详）"
	case s.start.kind == open:
		return "至" + last
	case s.start.kind == unknown:
		return "至" + last + "（开始时间不详）"
	}
	return start + "至" + last
}

// chineseSet words a set with the word that joins its members, and the one
// that keeps a single range from looking like an interval.
func chineseSet(members []span, joint, single string) string {
	var items []string
	for _, s := range members {
		switch {
		case s.start.kind == open:
			items = append(items, chineseMoment(s.end.date)+joint+"更早")
		case s.end.kind == open:
			items = append(items, chineseMoment(s.start.date)+joint+"更晚")
		case s.ranged && len(members) == 1:
			items = append(items, chineseInterval(s)+single)
		case s.ranged:
			items = append(items, chineseInterval(s))
		default:
			items = append(items, chineseMoment(s.start.date))
		}
	}
	return enumerate(items, "、", joint)
}

// chineseMoment words a date with its qualifiers.
func chineseMoment(m moment) string {
	words := chineseDate(m)
	mark, whole := m.wholeMark()
	if !whole {
		return words + "（" + m.remarks([3]string{"年", "月", "日"}, "、", "，", map[qualifier]string{
			uncertain: "存疑", approximate: "为约数", uncertain | approximate: "存疑且为约数",
		}) + "）"
	}
	if mark&approximate != 0 {
		words = "约" + words
	}
	if mark&uncertain != 0 {
		words += "（存疑）"
	}
	return words
}

// chineseDate words a date without its qualifiers.
func chineseDate(m moment) string {
	switch {
	case m.year.digits == "":
		return "" // the other end of a half-dated interval
	case !m.isRegular():
		return chineseDay(m, false) + "至" + chineseDay(m, true) + "之间"
	case m.month == "":
		return chineseYear(m.year)
	case m.hasSeason():
		return chineseInYear(m.year) + chineseSeason(int(m.month.least()))
	}
	words := chineseInYear(m.year) + chineseNumber(m.month, "月")
	if m.day != "" {
		words += chineseNumber(m.day, "日")
	}
	return words + chineseClock(m.clock)
}

// chineseNumber words a month or day, which may be unspecified.
func chineseNumber(p pattern, unit string) string {
	if p.unspecified() {
		return "某" + unit
	}
	return strconv.FormatInt(p.least(), 10) + unit
}

// chineseDay is the first or the last month, or day, that m may stand for.
func chineseDay(m moment, last bool) string {
	first, until := m.days()
	if last {
		first = until
	}
	year, month, day := first.Civil()
	if m.day == "" {
		return fmt.Sprintf("%s%d月", chineseYearNumber(year), month)
	}
	return fmt.Sprintf("%s%d月%d日", chineseYearNumber(year), month, day)
}

func chineseYear(y year) string {
	least, greatest := y.bounds()
	era := ""
	if y.negative {
		era = "公元前"
	}
	switch shape, n := y.shape(); shape {
	case exactYear:
		return chineseYearNumber(n)
	case estimatedYear:
		return fmt.Sprintf("估计%s（%s至%s之间）",
			chineseYearNumber(n), chineseYearNumber(least), chineseYearNumber(greatest))
	case decade:
		if n%10 == 0 {
			return fmt.Sprintf("%d世纪头十年", n/10+1)
		}
		return fmt.Sprintf("%d世纪%d0年代", n/10+1, n%10)
	case century:
		return fmt.Sprintf("%s%d世纪", era, n)
	case millennium:
		if era == "" {
			era = "公元"
		}
		return fmt.Sprintf("%s第%d个千年", era, n)
	case anyYear:
		return era + "某年"
	}
	return fmt.Sprintf("%s至%s间某年", chineseYearNumber(least), chineseYearNumber(greatest))
}

// chineseInYear words a year before a month or season.
func chineseInYear(y year) string {
	words := chineseYear(y)
	switch shape, _ := y.shape(); shape {
	case decade, century, millennium:
		return words + "某年"
	}
	return words
}

// chineseYearNumber names a year, with its era if that is not obvious.
func chineseYearNumber(n int64) string {
	switch {
	case n <= 0:
		return fmt.Sprintf("公元前%d年", 1-n)
	case n < 1000:
		return fmt.Sprintf("公元%d年", n)
	}
	return fmt.Sprintf("%d年", n)
}

func chineseSeason(code int) string {
	four := [...]string{"一", "二", "三", "四"}
	seasons := [...]string{"春", "夏", "秋", "冬"}
	switch {
	case code <= 24:
		return seasons[code-21]
	case code <= 28:
		return seasons[code-25] + "（北半球）"
	case code <= 32:
		return seasons[code-29] + "（南半球）"
	case code <= 36:
		return "第" + four[code-33] + "季度"
	case code <= 39:
		months := seasonMonths[code]
		return fmt.Sprintf("%d月至%d月", months.first, months.first+months.count-1)
	case code == 40:
		return "上半年"
	}
	return "下半年"
}

func chineseClock(clock string) string {
	time, zone := splitClock(clock)
	if time == clock {
		return time
	}
	return time + "（UTC" + zone + "）"
}
