package bibliography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chineseUnits are the words after the number of a Chinese locator, longer
// ones first.
var chineseUnits = []string{"部分", "页", "頁", "条", "章", "节", "款", "项", "段", "卷", "册", "编", "期", "号", "行", "栏", "叶", "图", "表"}

// chineseLocator parts 第12页 into 页 and 12. One of several levels, such as
// 第十一条第二款, has no one label and stays whole.
func chineseLocator(s string) (label, locator string) {
	inner, numbered := strings.CutPrefix(s, "第")
	for _, unit := range chineseUnits {
		number, ok := strings.CutSuffix(inner, unit)
		if ok && numbered && !strings.Contains(number, "第") {
			return unit, enDashes(strings.TrimSpace(number))
		}
	}
	return "", enDashes(s)
}

// chineseUnit tells whether a label is the word of a Chinese locator, which
// stands around its number: 第12页.
func chineseUnit(label string) bool { return label != "" && isEastAsian(firstRune(label)) }

// scanChinese is the length of a Chinese locator that s begins with: 第12页,
// 第3-5页, 12页, 第十一条第二款.
func scanChinese(s string) int {
	end := 0
	for {
		next := end
		if rest, ok := strings.CutPrefix(s[next:], "第"); ok {
			next = len(s) - len(strings.TrimLeft(rest, " "))
		} else if end > 0 {
			return end
		}
		number := scanChineseNumber(s[next:])
		if number == 0 {
			return end
		}
		next += number
		unit := 0
		for _, u := range chineseUnits {
			if strings.HasPrefix(s[next:], u) {
				unit = len(u)
				break
			}
		}
		if unit == 0 {
			return end
		}
		end = next + unit
	}
}

// scanChineseNumber is the length of numbers, Chinese or not, with the dashes
// and commas between them and the space after.
func scanChineseNumber(s string) int {
	end, digit := 0, false
	for _, r := range s {
		switch {
		case unicode.IsDigit(r), strings.ContainsRune("〇零一二三四五六七八九十百千", r):
			digit = true
		case !digit:
			return 0
		case !strings.ContainsRune(" -–—,、，至", r):
			return end
		}
		end += utf8.RuneLen(r)
	}
	return end
}
