package edtf

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPrintedDatesAreReadAsThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		again, err := Parse(d.String())
		if err != nil {
			t.Fatal(err)
		}
		if !again.Equal(d) || again.String() != d.String() {
			t.Fatalf("%s was read as %s", d, again)
		}
	})
}

func TestDatesSurviveJSONAndGob(t *testing.T) {
	type note struct {
		Title string
		When  Date
	}
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.OneOf(dates(), rapid.Just(Date{})).Draw(t, "date")
		want := note{Title: "a note", When: d}
		var got note
		text, err := json.Marshal(want)
		if err == nil {
			err = json.Unmarshal(text, &got)
		}
		if err != nil || !cmp.Equal(got, want) {
			t.Fatalf("JSON made %s of %s: %v", text, d, err)
		}
		got = note{}
		var buffer bytes.Buffer
		err = gob.NewEncoder(&buffer).Encode(want)
		if err == nil {
			err = gob.NewDecoder(&buffer).Decode(&got)
		}
		if err != nil || !cmp.Equal(got, want) {
			t.Fatalf("gob made %s of %s: %v", got.When, d, err)
		}
	})
}

func TestUnmarshalTextKeepsTheDateOnError(t *testing.T) {
	d := date(t, "1953")
	if err := d.UnmarshalText([]byte("c. 1953")); err == nil {
		t.Error("no error")
	}
	if got := d.String(); got != "1953" {
		t.Errorf("the date became %s", got)
	}
}

func TestQuestionsAboutOneDate(t *testing.T) {
	type answers struct {
		Interval, Set, OpenStart, OpenEnd, UnknownStart, UnknownEnd, Uncertain, Approximate bool
		Start, End                                                                          string
	}
	for _, test := range []struct {
		text string
		want answers
	}{
		{"1953", answers{Start: "1953", End: "1953"}},
		{"1953?", answers{Uncertain: true, Start: "1953?", End: "1953?"}},
		{"2004-06~-11", answers{Approximate: true, Start: "2004-06~-11", End: "2004-06~-11"}},
		{"1953%/..", answers{Interval: true, OpenEnd: true, Uncertain: true, Approximate: true, Start: "1953%"}},
		{"1953/", answers{Interval: true, UnknownEnd: true, Start: "1953"}},
		{"../1953", answers{Interval: true, OpenStart: true, End: "1953"}},
		{"/1953-05~", answers{Interval: true, UnknownStart: true, Approximate: true, End: "1953-05~"}},
		{"[..1953]", answers{Set: true, OpenStart: true}},
		{"{1953,1954?..}", answers{Set: true, OpenEnd: true, Uncertain: true}},
		{"", answers{}},
	} {
		t.Run(test.text, func(t *testing.T) {
			d, _ := Parse(test.text)
			got := answers{
				d.IsInterval(), d.IsSet(), d.OpenStart(), d.OpenEnd(), d.UnknownStart(), d.UnknownEnd(),
				d.Uncertain(), d.Approximate(), d.Start().String(), d.End().String(),
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

func TestYearIsTheFirstOne(t *testing.T) {
	for _, test := range []struct {
		text  string
		year  int64
		known bool
	}{
		{"1953-05", 1953, true}, {"195X", 1950, true}, {"1953/1957", 1953, true}, {"1953/..", 1953, true},
		{"-0043", -43, true}, {"Y-17E7", -170000000, true}, {"{1960,1953}", 1953, true},
		{"../1953", 0, false}, {"/1953", 0, false}, {"[..1953]", 0, false}, {"", 0, false},
	} {
		d, _ := Parse(test.text)
		if year, known := d.Year(); year != test.year || known != test.known {
			t.Errorf("%q is of the year %d, %v; want %d, %v", test.text, year, known, test.year, test.known)
		}
	}
}

func TestPrecisionIsThatOfTheCoarsestPart(t *testing.T) {
	for text, want := range map[string]Precision{
		"1953": PrecisionYear, "1953-05": PrecisionMonth, "1953-05-01": PrecisionDay, "1953-21": PrecisionSeason,
		"1953-05-01T12:00:00": PrecisionTime, "195X": PrecisionDecade, "19XX": PrecisionCentury,
		"1XXX": PrecisionMillennium, "XXXX": PrecisionEra, "19X3": PrecisionEra, "1953-XX": PrecisionYear,
		"1953-05-XX": PrecisionMonth, "1950S2": PrecisionCentury, "1950S4": PrecisionYear, "Y17E7": PrecisionYear,
		"1953-05-01/1956": PrecisionYear, "1953-05-01/..": PrecisionDay, "{1953-05,1953-06-01}": PrecisionMonth,
		"": PrecisionNone,
	} {
		d, _ := Parse(text)
		if got := d.Precision(); got != want {
			t.Errorf("%q has the precision of a %s, want %s", text, got, want)
		}
	}
}

func TestPrecisionsHaveNames(t *testing.T) {
	if got := PrecisionDecade.String() + ", " + Precision(99).String(); got != "decade, none" {
		t.Error(got)
	}
}
