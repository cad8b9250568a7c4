package edtf

import "strings"

// longestGuess is the length in bytes up to which a text is worth guessing at;
// it also bounds the work, as many splittings of the text are tried.
const longestGuess = 64

// nearest guesses what date was meant by a text that is not EDTF, and gives it
// in EDTF; it is empty if nothing sensible comes to mind. It reads the habits
// of notes in English and Chinese ("c. 1953", "5 May 1953", "1953年5月",
// "1953-1956", "since 1953") and the older draft of EDTF ("199u", "y17e7").
func nearest(s string) string {
	if len(s) > longestGuess {
		return ""
	}
	text := plain(s)
	for _, guess := range [...]func(string) string{guessMoment, guessOpen, guessInterval, guessSet} {
		if d, problem := parse(guess(text)); problem == nil {
			return d.String()
		}
	}
	return ""
}

// plain puts a text into lower case and ASCII where typography is all that
// differs, and white space into single blanks.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // the full-width forms of ASCII
			return r - '！' + '!'
		case r >= '‐' && r <= '―' || r == '−':
			return '-'
		}
		switch r {
		case '〜', '∼':
			return '~'
		case '’', '‘', '`':
			return '\''
		case '。', '．':
			return '.'
		case '、':
			return ','
		case '到':
			return '至'
		}
		return r
	}, s)
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// The words before and behind a date that say that it starts or ends an
// interval without another end. Longer ones stand before shorter.
var (
	startWords  = []string{"starting ", "since ", "after ", "from ", "自从", "自", "从"}
	onwardWords = []string{" to the present", " to present", " to date", " onwards", " onward", " on", "+", "以来", "以后", "之后", "开始", "起"}
	untilWords  = []string{"up to ", "until ", "before ", "till ", "to ", "by ", "截至", "直至", "至"}
	endWords    = []string{"以前", "之前", "为止", "止"}
)

// guessOpen reads "since 1953" and "until 1956".
func guessOpen(s string) string {
	rest, starts := trimPrefixes(s, startWords)
	rest, goesOn := trimSuffixes(rest, onwardWords)
	if m := guessMoment(rest); (starts || goesOn) && m != "" {
		return m + "/.."
	}
	rest, until := trimPrefixes(s, untilWords)
	rest, ends := trimSuffixes(rest, endWords)
	if m := guessMoment(rest); (until || ends) && m != "" {
		return "../" + m
	}
	return ""
}

// separators are what people put between the two ends of an interval, the
// unmistakable ones first.
var separators = []string{"/", " to ", " until ", " and ", "至", "...", "..", "--", " - ", "~", "-"}

// guessInterval reads "1953-1956", "from 1953 to 1956" and "1953-present".
func guessInterval(s string) string {
	s, _ = trimPrefixes(s, append([]string{"between "}, startWords...))
	s, _ = trimSuffixes(s, []string{"之间", "期间", "间", "止"})
	for _, separator := range separators {
		for at := 0; at < len(s); at++ {
			if !strings.HasPrefix(s[at:], separator) {
				continue
			}
			left, right := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(separator):])
			if guess := joinEnds(left, right, separator); guess != "" {
				return guess
			}
		}
	}
	return ""
}

// joinEnds makes an interval of two texts, or nothing if they make none. A
// second year of two digits is of the first one's century; ends in the wrong
// order are exchanged.
func joinEnds(left, right, separator string) string {
	start, ok := guessEnd(left)
	if !ok || left == "" && separator != "/" {
		return ""
	}
	shortened := len(right) == 2 && isDigit(right[0]) && isDigit(right[1])
	if shortened && len(start) == 4 {
		right = start[:2] + right
	}
	last, ok := guessEnd(right)
	if !ok {
		return ""
	}
	if right == "" && separator != "/" {
		last = ".."
	}
	if _, problem := parse(start + "/" + last); problem == nil {
		return start + "/" + last
	}
	if shortened {
		return ""
	}
	return last + "/" + start
}

// guessEnd reads one end of an interval; an empty one is unknown.
func guessEnd(s string) (string, bool) {
	switch s {
	case "..", "...", "open", "present", "the present", "now", "today", "ongoing", "date", "今", "现在", "至今":
		return "..", true
	case "", "?", "unknown", "不详", "未知":
		return "", true
	}
	m := guessMoment(s)
	return m, m != ""
}

// guessSet reads "1667 or 1668" and "1667, 1668 and 1670".
func guessSet(s string) string {
	opening, closing := "{", "}"
	if strings.HasPrefix(s, "[") {
		opening, closing = "[", "]"
	}
	for _, or := range [...]string{" or ", "或"} {
		if strings.Contains(s, or) {
			opening, closing = "[", "]"
			s = strings.ReplaceAll(s, or, ",")
		}
	}
	for _, and := range [...]string{" and ", " & ", "和", "及", ";"} {
		s = strings.ReplaceAll(s, and, ",")
	}
	var members []string
	for part := range strings.SplitSeq(strings.Trim(s, "[]{}"), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		m := guessMoment(part)
		if m == "" {
			return ""
		}
		members = append(members, m)
	}
	if len(members) < 2 {
		return ""
	}
	return opening + strings.Join(members, ",") + closing
}

// trimPrefixes takes the first of several prefixes off s, and tells whether
// there was one.
func trimPrefixes(s string, prefixes []string) (string, bool) {
	for _, prefix := range prefixes {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// trimSuffixes is the counterpart of trimPrefixes.
func trimSuffixes(s string, suffixes []string) (string, bool) {
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}
