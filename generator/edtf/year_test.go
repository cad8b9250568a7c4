package edtf

import "testing"

func TestYearsAreKnownOnlyToTheYear(t *testing.T) {
	type year struct {
		year  int64
		known bool
	}
	for _, test := range []struct {
		date       string
		start, end year
	}{
		{"1953", year{1953, true}, year{1953, true}},
		{"1953-XX-XX", year{1953, true}, year{1953, true}},
		{"1953-05-12~", year{1953, true}, year{1953, true}},
		{"195X", year{0, false}, year{0, false}},
		{"1953/1956-09", year{1953, true}, year{1956, true}},
		{"1953/..", year{1953, true}, year{0, false}},
		{"1953/", year{1953, true}, year{0, false}},
		{"../1956", year{0, false}, year{1956, true}},
		{"19XX/1956", year{0, false}, year{1956, true}},
		{"-0220", year{-220, true}, year{-220, true}},
		{"{1953,1956}", year{1953, true}, year{1956, true}},
		{"[1953,1956]", year{0, false}, year{0, false}},
		{"", year{0, false}, year{0, false}},
	} {
		var d Date
		if test.date != "" {
			var err error
			if d, err = Parse(test.date); err != nil {
				t.Fatal(err)
			}
		}
		start, known := d.StartYear()
		if known != test.start.known || known && start != test.start.year {
			t.Errorf("%s starts in %d, %t; want %v", test.date, start, known, test.start)
		}
		end, known := d.EndYear()
		if known != test.end.known || known && end != test.end.year {
			t.Errorf("%s ends in %d, %t; want %v", test.date, end, known, test.end)
		}
	}
}
