package edtf

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// specification holds every example of the Library of Congress's EDTF
// specification of 4 February 2019, by level and feature, with the bounds that
// its text gives them: the first and last day of the start and of the end.
var specification = []struct {
	level   int
	feature string
	text    string
	bounds  [4]string // earliest start, latest start, earliest end, latest end
}{
	{0, "date", "1985-04-12", day("1985-04-12")},
	{0, "date", "1985-04", within("1985-04-01", "1985-04-30")},
	{0, "date", "1985", within("1985-01-01", "1985-12-31")},
	{0, "date and time", "1985-04-12T23:20:30", day("1985-04-12")},
	{0, "date and time", "1985-04-12T23:20:30Z", day("1985-04-12")},
	{0, "date and time", "1985-04-12T23:20:30-04", day("1985-04-12")},
	{0, "date and time", "1985-04-12T23:20:30+04:30", day("1985-04-12")},
	{0, "time interval", "1964/2008", [4]string{"1964-01-01", "1964-12-31", "2008-01-01", "2008-12-31"}},
	{0, "time interval", "2004-06/2006-08", [4]string{"2004-06-01", "2004-06-30", "2006-08-01", "2006-08-31"}},
	{0, "time interval", "2004-02-01/2005-02-08", [4]string{"2004-02-01", "2004-02-01", "2005-02-08", "2005-02-08"}},
	{0, "time interval", "2004-02-01/2005-02", [4]string{"2004-02-01", "2004-02-01", "2005-02-01", "2005-02-28"}},
	{0, "time interval", "2004-02-01/2005", [4]string{"2004-02-01", "2004-02-01", "2005-01-01", "2005-12-31"}},
	{0, "time interval", "2005/2006-02", [4]string{"2005-01-01", "2005-12-31", "2006-02-01", "2006-02-28"}},

	{1, "letter-prefixed calendar year", "Y170000002", within("170000002-01-01", "170000002-12-31")},
	{1, "letter-prefixed calendar year", "Y-170000002", within("-170000002-01-01", "-170000002-12-31")},
	{1, "seasons", "2001-21", within("2001-03-01", "2001-05-31")},
	{1, "seasons", "2001-22", within("2001-06-01", "2001-08-31")},
	{1, "seasons", "2001-23", within("2001-09-01", "2001-11-30")},
	{1, "seasons", "2001-24", within("2001-12-01", "2002-02-28")},
	{1, "qualification of a date", "1984?", within("1984-01-01", "1984-12-31")},
	{1, "qualification of a date", "2004-06~", within("2004-06-01", "2004-06-30")},
	{1, "qualification of a date", "2004-06-11%", day("2004-06-11")},
	{1, "unspecified digits from the right", "201X", within("2010-01-01", "2019-12-31")},
	{1, "unspecified digits from the right", "20XX", within("2000-01-01", "2099-12-31")},
	{1, "unspecified digits from the right", "2004-XX", within("2004-01-01", "2004-12-31")},
	{1, "unspecified digits from the right", "1985-04-XX", within("1985-04-01", "1985-04-30")},
	{1, "unspecified digits from the right", "1985-XX-XX", within("1985-01-01", "1985-12-31")},
	{1, "open end", "1985-04-12/..", [4]string{"1985-04-12", "1985-04-12", "future", "future"}},
	{1, "open end", "1985-04/..", [4]string{"1985-04-01", "1985-04-30", "future", "future"}},
	{1, "open end", "1985/..", [4]string{"1985-01-01", "1985-12-31", "future", "future"}},
	{1, "open start", "../1985-04-12", [4]string{"past", "past", "1985-04-12", "1985-04-12"}},
	{1, "open start", "../1985-04", [4]string{"past", "past", "1985-04-01", "1985-04-30"}},
	{1, "open start", "../1985", [4]string{"past", "past", "1985-01-01", "1985-12-31"}},
	{1, "unknown end", "1985-04-12/", [4]string{"1985-04-12", "1985-04-12", "1985-04-12", "future"}},
	{1, "unknown end", "1985-04/", [4]string{"1985-04-01", "1985-04-30", "1985-04-01", "future"}},
	{1, "unknown end", "1985/", [4]string{"1985-01-01", "1985-12-31", "1985-01-01", "future"}},
	{1, "unknown start", "/1985-04-12", [4]string{"past", "1985-04-12", "1985-04-12", "1985-04-12"}},
	{1, "unknown start", "/1985-04", [4]string{"past", "1985-04-30", "1985-04-01", "1985-04-30"}},
	{1, "unknown start", "/1985", [4]string{"past", "1985-12-31", "1985-01-01", "1985-12-31"}},
	{1, "qualified interval", "1984~/2004-06", [4]string{"1984-01-01", "1984-12-31", "2004-06-01", "2004-06-30"}},
	{1, "qualified interval", "1984/2004-06~", [4]string{"1984-01-01", "1984-12-31", "2004-06-01", "2004-06-30"}},
	{1, "qualified interval", "1984~/2004~", [4]string{"1984-01-01", "1984-12-31", "2004-01-01", "2004-12-31"}},
	{1, "qualified interval", "1984?/2004%", [4]string{"1984-01-01", "1984-12-31", "2004-01-01", "2004-12-31"}},
	{1, "qualified interval", "1984-06-02?/2004-08-08~", [4]string{"1984-06-02", "1984-06-02", "2004-08-08", "2004-08-08"}},
	{1, "qualified interval", "1984-06-02?/", [4]string{"1984-06-02", "1984-06-02", "1984-06-02", "future"}},
	{1, "negative calendar year", "-1985", within("-1985-01-01", "-1985-12-31")},

	{2, "exponential year", "Y-17E7", within("-170000000-01-01", "-170000000-12-31")},
	{2, "significant digits", "1950S2", within("1900-01-01", "1999-12-31")},
	// The specification says 171010000 to 171010999 here, which is six digits;
	// its rule and its other examples keep as many leading digits as are said.
	{2, "significant digits", "Y171010000S3", within("171000000-01-01", "171999999-12-31")},
	{2, "significant digits", "Y3388E2S3", within("338000-01-01", "338999-12-31")},
	{2, "sub-year groupings", "2001-25", within("2001-03-01", "2001-05-31")},
	{2, "sub-year groupings", "2001-30", within("2001-12-01", "2002-02-28")},
	{2, "sub-year groupings", "2001-34", within("2001-04-01", "2001-06-30")},
	{2, "sub-year groupings", "2001-38", within("2001-05-01", "2001-08-31")},
	{2, "sub-year groupings", "2001-41", within("2001-07-01", "2001-12-31")},
	{2, "one of a set", "[1667,1668,1670..1672]", within("1667-01-01", "1672-12-31")},
	{2, "one of a set", "[..1760-12-03]", within("past", "1760-12-03")},
	{2, "one of a set", "[1760-12..]", within("1760-12-01", "future")},
	{2, "one of a set", "[1760-01,1760-02,1760-12..]", within("1760-01-01", "future")},
	{2, "one of a set", "[1667,1760-12]", within("1667-01-01", "1760-12-31")},
	{2, "one of a set", "[..1984]", within("past", "1984-12-31")},
	{2, "all of a set", "{1667,1668,1670..1672}", [4]string{"1667-01-01", "1667-12-31", "1672-01-01", "1672-12-31"}},
	{2, "all of a set", "{1960,1961-12}", [4]string{"1960-01-01", "1960-12-31", "1961-12-01", "1961-12-31"}},
	{2, "all of a set", "{..1984}", [4]string{"past", "past", "1984-01-01", "1984-12-31"}},
	{2, "group qualification", "2004-06-11%", day("2004-06-11")},
	{2, "group qualification", "2004-06~-11", day("2004-06-11")},
	{2, "group qualification", "2004?-06-11", day("2004-06-11")},
	{2, "qualification of a component", "?2004-06-~11", day("2004-06-11")},
	{2, "qualification of a component", "2004-%06-11", day("2004-06-11")},
	{2, "unspecified digits", "156X-12-25", within("1560-12-25", "1569-12-25")},
	{2, "unspecified digits", "15XX-12-25", within("1500-12-25", "1599-12-25")},
	{2, "unspecified digits", "XXXX-12-XX", within("0000-12-01", "9999-12-31")},
	{2, "unspecified digits", "1XXX-XX", within("1000-01-01", "1999-12-31")},
	{2, "unspecified digits", "1XXX-12", within("1000-12-01", "1999-12-31")},
	{2, "unspecified digits", "1984-1X", within("1984-10-01", "1984-12-31")},
	{2, "interval", "2004-06-~01/2004-06-~20", [4]string{"2004-06-01", "2004-06-01", "2004-06-20", "2004-06-20"}},
	{2, "interval", "2004-06-XX/2004-07-03", [4]string{"2004-06-01", "2004-06-30", "2004-07-03", "2004-07-03"}},
}

// day is the bounds of a known day.
func day(text string) [4]string { return [4]string{text, text, text, text} }

// within is the bounds of a day between two.
func within(first, last string) [4]string { return [4]string{first, last, first, last} }

func TestEveryExampleOfTheSpecificationIsReadAsItSays(t *testing.T) {
	for _, example := range specification {
		t.Run(fmt.Sprintf("level %d/%s/%s", example.level, example.feature, strings.ReplaceAll(example.text, "/", " to ")), func(t *testing.T) {
			d := date(t, example.text)
			if got := boundsText(d); got != example.bounds {
				t.Errorf("%s has the bounds %v, want %v", example.text, got, example.bounds)
			}
			if got := d.String(); got != example.text {
				t.Errorf("%s is written %s", example.text, got)
			}
		})
	}
}

func boundsText(d Date) [4]string {
	b := d.Bounds()
	return [4]string{b.EarliestStart.String(), b.LatestStart.String(), b.EarliestEnd.String(), b.LatestEnd.String()}
}

// date is what text says, which must be EDTF.
func date(tb rapid.TB, text string) Date {
	tb.Helper()
	d, err := Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}
