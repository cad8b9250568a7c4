package bibliography

import (
	"encoding/json"
	"testing"
)

func TestDatesAreReadAndShown(t *testing.T) {
	for source, want := range map[string]struct{ year, long string }{
		"2019":                  {"2019", ""},
		"2019-03":               {"2019", "March 2019"},
		"2019-03-05":            {"2019", "5 March 2019"},
		"2019-03-05T10:00:00":   {"2019", "5 March 2019"},
		"1998/2001":             {"1998–2001", ""},
		"1998-2001":             {"1998–2001", ""},
		"1998–2001":             {"1998–2001", ""},
		"2019-03/2019-05":       {"2019", "March 2019 – May 2019"},
		"1998/..":               {"1998–", ""},
		"1998/":                 {"1998–", ""},
		"1950~":                 {"ca. 1950", ""},
		"ca. 1950":              {"ca. 1950", ""},
		"2021-21":               {"2021", "Spring 2021"},
		"-0043":                 {"44 BCE", ""},
		"0000":                  {"1 BCE", ""},
		"6 April 2021":          {"2021", "6 April 2021"},
		"April 6, 2021":         {"2021", "6 April 2021"},
		"2021年4月6日":             {"2021", "6 April 2021"},
		"2021年":                 {"2021", ""},
		"forthcoming":           {"forthcoming", ""},
		"n.d.":                  {"", ""},
		"":                      {"", ""},
		"2021-13":               {"2021-13", ""},
		"99999999999999999999":  {"99999999999999999999", ""},
		"2019-03-05-07":         {"2019-03-05-07", ""},
		"/2001":                 {"/2001", ""},
		"the year of the horse": {"the year of the horse", ""},
	} {
		d, _ := parseDate(source)
		if d.Year() != want.year || d.Long() != want.long {
			t.Errorf("%q is %q, %q; want %q, %q", source, d.Year(), d.Long(), want.year, want.long)
		}
	}
}

func TestYearMonthAndDayMakeADate(t *testing.T) {
	for _, test := range [][4]string{
		{"2021", "April", "", "April 2021"},
		{"2021", "apr", "", "April 2021"},
		{"2021", "04", "6", "6 April 2021"},
		{"2021", "6\u00A0April", "", "6 April 2021"},
		{"2021", "April 6", "", "6 April 2021"},
		{"2021", "Sept.", "", "September 2021"},
		{"2021", "14", "", ""},
		{"", "April", "", ""},
		{"1998/2001", "April", "", ""},
	} {
		if d, _ := parseYearMonth(test[0], test[1], test[2]); d.Long() != test[3] {
			t.Errorf("%q is %q, want %q", test[:3], d.Long(), test[3])
		}
	}
}

func TestADateIsTheSameAfterCSLJSON(t *testing.T) {
	for _, source := range []string{"2019", "2019-03", "2019-03-05", "1998/2001", "1998/..", "1950~", "2021-21", "-0043", "forthcoming", ""} {
		want, _ := parseDate(source)
		written, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Date
		if err := json.Unmarshal(written, &got); err != nil || got != want {
			t.Errorf("%q: %s is read as %+v (%v), want %+v", source, written, got, err, want)
		}
	}
}
