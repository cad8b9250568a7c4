package edtf

import "strings"

// doubtWords are what people put before or behind a date instead of a
// qualifier, in the form that plain gives them.
var doubtWords = []struct {
	text string
	mark qualifier
}{
	{"approximately ", approximate}, {"approx. ", approximate}, {"approx ", approximate},
	{"roughly ", approximate}, {"around ", approximate}, {"about ", approximate},
	{"circa ", approximate}, {"ca. ", approximate}, {"ca.", approximate}, {"ca ", approximate},
	{"c. ", approximate}, {"c.", approximate}, {"c ", approximate}, {"大约", approximate},
	{"大概", approximate}, {"约", approximate}, {"(approximately)", approximate},
	{"(approx.)", approximate}, {"(circa)", approximate}, {"(ca.)", approximate},
	{"(c.)", approximate}, {"左右", approximate}, {"前后", approximate}, {"~", approximate},
	{"possibly ", uncertain}, {"probably ", uncertain}, {"perhaps ", uncertain},
	{"maybe ", uncertain}, {"可能", uncertain}, {"或为", uncertain}, {"(uncertain)", uncertain},
	{"(存疑)", uncertain}, {"(?)", uncertain}, {"?", uncertain}, {"%", uncertain | approximate},
}

// guessMoment gives in EDTF what may have been meant by one date, or nothing.
func guessMoment(s string) string {
	if guess := sameDate(s); guess != "" {
		return guess
	}
	s, mark := withoutDoubt(s)
	if guess := sameDate(s + mark.String()); guess != "" {
		return guess
	}
	for _, habit := range habits() {
		match := habit.pattern.FindStringSubmatch(s)
		if match == nil {
			continue
		}
		if guess := sameDate(habit.guess(match[1:]) + mark.String()); guess != "" {
			return guess
		}
	}
	return ""
}

// sameDate is s if it is a date but for its letters: EDTF has capitals, and
// its draft had u for an unspecified digit.
func sameDate(s string) string {
	s = strings.ToUpper(s)
	for _, guess := range [...]string{s, strings.ReplaceAll(s, "U", "X")} {
		if _, problem := (&cursor{input: guess}).wholeDate(); problem == nil {
			return guess
		}
	}
	return ""
}

// wholeDate reads a single date and makes sure that nothing follows.
func (c *cursor) wholeDate() (Date, *ParseError) {
	d, problem := c.single()
	if problem == nil && !c.done() {
		problem = c.fail("%s does not belong here", c.shown())
	}
	return d, problem
}

// withoutDoubt takes words of doubt off both ends of s. Few are, as few make
// sense together.
func withoutDoubt(s string) (string, qualifier) {
	var mark qualifier
	for range 4 {
		for _, word := range doubtWords {
			rest, before := strings.CutPrefix(s, word.text)
			if !before {
				rest, before = strings.CutSuffix(s, word.text)
			}
			if before {
				s, mark = strings.TrimSpace(rest), mark|word.mark
				break
			}
		}
	}
	return s, mark
}
