package edtf

import (
	"errors"
	"strings"
	"testing"
)

func TestParseReadsMoreThanTheExamples(t *testing.T) {
	for _, test := range []struct{ name, text, canonical string }{
		{"a mark before a year moves behind it", "~1953", "1953~"},
		{"marks of a group and of a component add up", "2004?-06~-11", "%2004-~06-11"},
		{"equal marks on all components become one", "?2004-?06-?11", "2004-06-11?"},
		{"equal marks on year and month become one", "?2004-?06-11", "2004-06?-11"},
		{"a mark before and behind a component add up", "?1953~", "1953%"},
		{"a blank behind the comma of a set", "{1960, 1961-12}", "{1960,1961-12}"},
		{"the year zero", "0000", "0000"},
		{"a leap day of the year zero", "0000-02-29", "0000-02-29"},
		{"a leap day before our era", "-0004-02-29", "-0004-02-29"},
		{"a leap day in a century", "19XX-02-29", "19XX-02-29"},
		{"a day with its second digit alone", "1985-04-X1", "1985-04-X1"},
		{"a month that only some days fit", "1985-XX-31", "1985-XX-31"},
		{"a qualified season", "2001-21~", "2001-21~"},
		{"a season of a decade", "199X-24", "199X-24"},
		{"seasons in an interval", "2001-21/2003-23", "2001-21/2003-23"},
		{"a qualified long year", "Y17E7~", "Y17E7~"},
		{"significant digits before our era", "-1859S3?", "-1859S3?"},
		{"negative years in a set", "{-1640-06..-1200-01}", "{-1640-06..-1200-01}"},
		{"marks in a set", "[1667?,~1668]", "[1667?,1668~]"},
		{"an interval within one year", "2004/2004-06-03", "2004/2004-06-03"},
		{"a leap second", "1985-06-30T23:59:60Z", "1985-06-30T23:59:60Z"},
		{"the greatest year", "Y999999999999999", "Y999999999999999"},
		{"the least year", "Y-999999999999999", "Y-999999999999999"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := date(t, test.text).String(); got != test.canonical {
				t.Errorf("%s is written %s, want %s", test.text, got, test.canonical)
			}
		})
	}
}

func TestParseRefusesWhatIsNotADate(t *testing.T) {
	for _, test := range []struct {
		name, text string
		offset     int
		message    string
	}{
		{"nothing", "", 0, "the date is empty"},
		{"a word", "unknown", 0, `a year was expected, not "u"`},
		{"a mark alone", "?", 1, "a year is missing"},
		{"a short year", "753", 0, "a year has four digits"},
		{"a long year without its letter", "12005", 0, "a year of more than four digits needs a Y before it"},
		{"a short year with the letter", "Y1984", 1, "only a year of more than four digits has a Y before it"},
		{"a letter alone", "Y", 1, "a year was expected, not the end"},
		{"a letter and zeros", "Y00012005", 1, "a year after Y does not start with a zero"},
		{"an exponent without its number", "Y17E", 4, "an exponent was expected"},
		{"an exponent of zero", "Y17E0", 4, "an exponent was expected"},
		{"an exponent without the letter", "1984E3", 4, "a year with an exponent needs a Y before it"},
		{"a year beyond counting", "Y1E15", 1, "the year has more than 15 digits"},
		{"a long year with a month", "Y12005-03", 6, "a year like this takes no month"},
		{"a negative year zero", "-0000", 0, "the year zero has no sign"},
		{"no significant digits", "1950S", 5, "a number of significant digits was expected"},
		{"zero significant digits", "1950S0", 5, "a number of significant digits was expected"},
		{"more significant digits than there are", "1950S5", 5, "the year 1950 has fewer digits than that"},
		{"significant digits among unspecified ones", "19XXS2", 4, "a year with unspecified digits has no significant ones"},
		{"the basic format", "19850412", 0, "a year of more than four digits needs a Y before it"},
		{"no month behind the hyphen", "1985-", 5, "the month is missing"},
		{"a month of one digit", "1985-4", 5, "a month has two digits"},
		{"a thirteenth month", "1985-13", 5, "there is no month or season 13"},
		{"a month zero", "1985-00", 5, "there is no month or season 00"},
		{"a season too many", "1985-42", 5, "there is no month or season 42"},
		{"a month that no digit completes", "1985-2X", 5, "there is no month or season 2X"},
		{"a season with a day", "1985-21-01", 7, "a season has no days"},
		{"no day behind the hyphen", "1985-04-", 8, "the day is missing"},
		{"a 31st of April", "1985-04-31", 8, "there is no day 31 in 1985-04"},
		{"a leap day in 1900", "1900-02-29", 8, "there is no day 29 in 1900-02"},
		{"a leap day in odd years", "XXX1-02-29", 8, "there is no day 29 in XXX1-02"},
		{"a day that no digit completes", "2004-02-3X", 8, "there is no day 3X in 2004-02"},
		{"two marks", "1984?~", 5, `"~" does not belong here`},
		{"a time without its seconds", "1985-04-12T23:20", 16, "a time of day has hours, minutes and seconds, with colons between them"},
		{"an hour 24", "1985-04-12T24:00:00", 11, "there is no hour 24"},
		{"an hour of one digit", "1985-04-12T3:20:30", 11, "an hour has two digits"},
		{"a second 61", "1985-04-12T23:20:61", 17, "there is no second 61"},
		{"a zone of minutes", "1985-04-12T23:20:30+04:75", 23, "there is no minute 75"},
		{"a zone without its number", "1985-04-12T23:20:30+", 20, "an hour has two digits"},
		{"a zone of one minute digit", "1985-04-12T23:20:30+04:3", 23, "a minute has two digits"},
		{"a time of a month", "1985-04T23:20:30", 7, `"T" does not belong here`},
		{"a time of an uncertain date", "1985-04-12?T23:20:30", 11, "a time of day needs a full date without marks"},
		{"a time of an unspecified day", "1985-04-XXT23:20:30", 10, "a time of day needs a full date without marks"},
		{"a zone of minus nothing", "1985-04-12T23:20:30-00:00", 19, "a zone of nothing has no minus"},
		{"a time in an interval", "1985-04-12T23:20:30/1986", 10, `a slash was expected, not "T"`},
		{"an interval that runs backwards", "2008/2004", 5, "the interval ends before it starts"},
		{"an interval without a date", "../..", 0, "an interval needs a date at one end at least"},
		{"a slash alone", "/", 0, "an interval needs a date at one end at least"},
		{"three ends", "1953/1954/1955", 9, `"/" does not belong here`},
		{"an open end behind a hyphen", "1953?-..", 6, `a month was expected, not "."`},
		{"an empty set", "[]", 1, `a year was expected, not "]"`},
		{"a set without its end", "[1667", 5, `a comma or "]" was expected, not the end`},
		{"a set with another end", "{1667]", 5, `a comma or "}" was expected, not "]"`},
		{"an open start inside a set", "[1667,..1668]", 6, "only the first member of a set may have an open start"},
		{"an open end inside a set", "[1667..,1668]", 7, "only the last member of a set may have an open end"},
		{"one dot at the start of a set", "[.1984]", 1, "two dots were expected"},
		{"a range to nothing readable", "[1667..a]", 7, `a year was expected, not "a"`},
		{"a range that runs backwards", "{1668..1667}", 7, "the range ends before it starts"},
		{"something behind a set", "[1667]?", 6, `"?" does not belong here`},
		{"a text without end", strings.Repeat("1953,", 100), 200, "the date is longer than 200 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse(test.text)
			var problem *ParseError
			if !errors.As(err, &problem) {
				t.Fatalf("Parse(%q) gave the error %v", test.text, err)
			}
			if problem.Input != test.text || problem.Offset != test.offset || problem.Message != test.message {
				t.Errorf("Parse(%q) said %q at %d, want %q at %d", test.text, problem.Message, problem.Offset, test.message, test.offset)
			}
		})
	}
}

func TestErrorShowsTheGuessAndNoMoreThanNeeded(t *testing.T) {
	_, err := Parse("c. 1953")
	if got, want := err.Error(), `"c. 1953" is not an EDTF date: a year was expected, not "c"; perhaps "1953~"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = Parse(strings.Repeat("年", 1000))
	if got := len(err.Error()); got > 2*MaxLength {
		t.Errorf("the error has %d bytes", got)
	}
}
