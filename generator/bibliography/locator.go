package bibliography

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// locatorTerms are the labels of locators, without their full stop and in
// small letters, and the terms of CSL that they stand for.
var locatorTerms = map[string]string{
	"art": "article", "arts": "article", "article": "article", "articles": "article", "条": "article",
	"bk": "book", "bks": "book", "book": "book", "books": "book", "卷": "volume", "册": "volume",
	"ch": "chapter", "chs": "chapter", "chap": "chapter", "chaps": "chapter", "chapter": "chapter", "chapters": "chapter", "章": "chapter",
	"cl": "clause", "cls": "clause", "clause": "clause", "clauses": "clause", "款": "paragraph", "项": "item",
	"col": "column", "cols": "column", "column": "column", "columns": "column", "栏": "column",
	"fig": "figure", "figs": "figure", "figure": "figure", "figures": "figure", "图": "figure",
	"fol": "folio", "fols": "folio", "folio": "folio", "folios": "folio", "叶": "folio",
	"l": "line", "ll": "line", "line": "line", "lines": "line", "行": "line",
	"n": "note", "nn": "note", "note": "note", "notes": "note",
	"no": "issue", "nos": "issue", "number": "issue", "numbers": "issue", "号": "issue", "期": "issue",
	"op": "opus", "opp": "opus", "opus": "opus",
	"p": "page", "pp": "page", "page": "page", "pages": "page", "pg": "page", "pgs": "page", "页": "page", "頁": "page",
	"para": "paragraph", "paras": "paragraph", "paragraph": "paragraph", "paragraphs": "paragraph", "¶": "paragraph", "¶¶": "paragraph", "段": "paragraph",
	"pt": "part", "pts": "part", "part": "part", "parts": "part", "部分": "part", "编": "part",
	"s": "section", "ss": "section", "sec": "section", "secs": "section", "sect": "section", "section": "section", "sections": "section", "§": "section", "§§": "section", "节": "section",
	"t": "table", "table": "table", "tables": "table", "表": "table",
	"v": "verse", "vv": "verse", "verse": "verse", "verses": "verse",
	"vol": "volume", "vols": "volume", "volume": "volume", "volumes": "volume",
	"абз": "paragraph", "гл": "chapter", "кн": "book", "л": "folio", "лл": "folio", "п": "clause", "пп": "clause",
	"прим": "note", "разд": "section", "рис": "figure", "с": "page", "сс": "page", "стр": "page", "ст": "article", "стб": "column",
	"стк": "line", "т": "volume", "тт": "volume", "табл": "table", "ч": "part", "№": "issue", "№№": "issue",
}

// Terms lists the terms of CSL for locators, sorted.
func Terms() []string {
	return slices.Compact(slices.Sorted(maps.Values(locatorTerms)))
}

// Term is the term of CSL for the label of the locator: "page" for "pp.",
// "article" for 条. A locator without a label is a page.
func (c Cite) Term() string {
	if term, known := locatorTerms[bareLabel(c.Label)]; known {
		return term
	}
	return "page"
}

func bareLabel(label string) string { return strings.ToLower(strings.TrimSuffix(label, ".")) }

// locate parts what follows a key into label, locator and suffix. Pandoc's
// braces say where a locator ends: {pp. iv, vi-xi, (xv)-(xvii)}.
func (c *Cite) locate(rest string) {
	rest = strings.TrimSpace(rest)
	bare, comma := cutComma(rest)
	if inner, after, ok := cutBraces(bare); ok {
		label, at := scanLabel(inner)
		c.Label, c.Locator = label, enDashes(strings.TrimSpace(inner[at:]))
		c.Suffix = strings.TrimSpace(after)
		return
	}
	if end := scanChinese(bare); end > 0 {
		c.Label, c.Locator = chineseLocator(bare[:end])
		c.Suffix = strings.TrimSpace(bare[end:])
		return
	}
	label, at := scanLabel(bare)
	if label != "" || comma && firstIsDigit(bare) {
		if end := scanNumbers(bare[at:], label != ""); end > 0 {
			c.Label = label
			c.Locator = enDashes(bare[at : at+end])
			c.Suffix = strings.TrimSpace(bare[at+end:])
			return
		}
	}
	c.Suffix = rest
}

// cutComma cuts the comma between a key and its locator.
func cutComma(s string) (string, bool) {
	for _, comma := range []string{",", "，", "、"} {
		if rest, ok := strings.CutPrefix(s, comma); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// cutBraces parts {inner}after.
func cutBraces(s string) (inner, after string, ok bool) {
	if !strings.HasPrefix(s, "{") {
		return "", "", false
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return strings.TrimSpace(s[1:i]), s[i+1:], true
			}
		}
	}
	return "", "", false
}

// scanLabel reads a label that s begins with, and returns it and where the
// number after it begins; 0 when there is no label. A Russian one must have its
// full stop: "с. 12" is a page, but "с 12" is "from 12".
func scanLabel(s string) (label string, number int) {
	end := 0
	for end < len(s) && end < 12 {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !(r < utf8.RuneSelf && isLetter(byte(r))) && !strings.ContainsRune("§¶№", r) && !unicode.Is(unicode.Cyrillic, r) {
			break
		}
		end += size
	}
	if _, known := locatorTerms[strings.ToLower(s[:end])]; !known {
		return "", 0
	}
	switch stopped := strings.HasPrefix(s[end:], "."); {
	case stopped:
		end++
	case unicode.Is(unicode.Cyrillic, firstRune(s)):
		return "", 0
	}
	number = end + len(s[end:]) - len(strings.TrimLeft(s[end:], " \u00A0"))
	return s[:end], number
}

func firstIsDigit(s string) bool { return unicode.IsDigit(firstRune(s)) }

// scanNumbers is the length of the numbers that s begins with: "12", "12-15",
// "3, 7a", "11(2)", "12ff.", "11, para. 2"; with labelled also Roman ones.
func scanNumbers(s string, labelled bool) int {
	end := scanNumber(s, labelled)
	roman := end > 0 && !firstIsDigit(s)
	for end > 0 {
		joint := scanJoint(s[end:])
		if joint == 0 {
			break
		}
		next := end + joint
		label, at := scanLabel(s[next:])
		next += at
		n := scanNumber(s[next:], roman || label != "")
		if n == 0 {
			break
		}
		end = next + n
	}
	return end
}

// scanJoint is the length of what joins two numbers: a dash or a comma, with
// spaces around it.
func scanJoint(s string) int {
	after := strings.TrimLeft(s, " ")
	for _, mark := range []string{"---", "--", "-", "–", "—", ",", "&", "，"} {
		if rest, ok := strings.CutPrefix(after, mark); ok {
			return len(s) - len(strings.TrimLeft(rest, " "))
		}
	}
	return 0
}

// romanNumeral is a well-formed one: xiv, but neither "civil" nor "iiii".
var romanNumeral = regexp.MustCompile(`^(?i:m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3}))$`)

// scanNumber is the length of one number: 12, 12a, 3r, 12n3, 11(2), 3.2.1,
// 1:15, 12ff., A12, and, if roman is allowed, xiv.
func scanNumber(s string, roman bool) int {
	end := countLetters(s)
	switch {
	case end == 1 && roman && len(s) > 1 && isDigit(s[1]): // A12
	case end > 0 && roman && romanNumeral.MatchString(s[:end]) && !wordGoesOn(s[end:]):
		return end
	case end > 0:
		return 0
	}
	digits := countDigits(s[end:])
	if digits == 0 {
		return 0
	}
	end += digits
	for {
		switch next := byteAt(s, end); {
		case strings.IndexByte(".:/", next) >= 0 && next != 0 && isDigit(byteAt(s, end+1)):
			end += 1 + countDigits(s[end+1:])
			continue
		case next == '(':
			closing := strings.IndexByte(s[end:min(len(s), end+8)], ')')
			if closing > 1 && countWord(s[end+1:]) == closing-1 {
				end += closing + 1
				continue
			}
		}
		break
	}
	letters := countLetters(s[end:])
	if letters > 0 && letters <= 3 {
		after := end + letters
		if more := countDigits(s[after:]); more > 0 || !wordGoesOn(s[after:]) {
			if strings.HasPrefix(s[after:], ".") && strings.Trim(s[end:after], "f") == "" {
				after++
			}
			end = after + more
		}
	}
	if strings.HasPrefix(s[end:], " ff.") || strings.HasPrefix(s[end:], " f.") {
		end += strings.IndexByte(s[end:], '.') + 1
	}
	return end
}

func wordGoesOn(s string) bool {
	r := firstRune(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func countLetters(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }))
}

func countDigits(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsDigit)) }

func countWord(s string) int {
	return len(s) - len(strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }))
}

// byteAt is the byte of s at i, or 0 beyond its end.
func byteAt(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}
