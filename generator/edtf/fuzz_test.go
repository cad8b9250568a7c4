package edtf

import (
	"errors"
	"testing"
	"unicode/utf8"
)

// FuzzParse holds what must be so for all texts: that a date is printed as
// what it was read from means, and that an error says where and suggests only
// what is a date.
func FuzzParse(f *testing.F) {
	for _, example := range specification {
		f.Add(example.text)
	}
	for _, text := range []string{"", "c. 1953", "1953年5月至今", "[..1953", "Y99E99S9", "19XX-02-3X", "\xff", "1985-04-12T23:20:30-00:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			checkError(t, text, err)
			return
		}
		again, err := Parse(d.String())
		if err != nil || !again.Equal(d) {
			t.Errorf("%q is printed as %q, which is read as %q: %v", text, d, again, err)
		}
		if b := d.Bounds(); b.EarliestStart > b.LatestStart || b.EarliestEnd > b.LatestEnd || b.EarliestStart > b.LatestEnd {
			t.Errorf("%q has the bounds %v", text, boundsText(d))
		}
		for _, lang := range []string{"en", "zh", "ru"} {
			if words := d.Words(lang); words == "" || !utf8.ValidString(words) {
				t.Errorf("%q has the words %q in %s", text, words, lang)
			}
		}
	})
}

func checkError(t *testing.T, text string, err error) {
	var problem *ParseError
	switch {
	case !errors.As(err, &problem):
		t.Errorf("%q gave an error of another type: %v", text, err)
	case problem.Offset < 0 || problem.Offset > len(text):
		t.Errorf("%q is said to be wrong at %d", text, problem.Offset)
	case problem.Message == "":
		t.Errorf("%q is wrong without a reason", text)
	case problem.Nearest != "":
		if _, err := Parse(problem.Nearest); err != nil {
			t.Errorf("%q is said to mean %q: %v", text, problem.Nearest, err)
		}
	}
}

// FuzzRelations holds that any two dates are in one order, and that relations
// agree with it.
func FuzzRelations(f *testing.F) {
	f.Add("1953", "1953-05")
	f.Add("../1953", "[1950..]")
	f.Add("Y-999999999999999", "Y999999999999999")
	f.Add("/1953", "1950/")
	f.Fuzz(func(t *testing.T, first, second string) {
		a, errA := Parse(first)
		b, errB := Parse(second)
		if errA != nil || errB != nil {
			return
		}
		if Compare(a, b) != -Compare(b, a) {
			t.Errorf("%s and %s are in no order", a, b)
		}
		if Before(a, b) != No && Compare(a, b) > 0 && Before(b, a) == Certainly {
			t.Errorf("%s is before %s and after it", a, b)
		}
		if Overlaps(a, b) == Certainly && (Before(a, b) != No || Before(b, a) != No) {
			t.Errorf("%s overlaps %s and does not", a, b)
		}
		if Overlaps(a, b) != Overlaps(b, a) {
			t.Errorf("%s overlaps %s otherwise than the reverse", a, b)
		}
	})
}
