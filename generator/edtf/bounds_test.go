package edtf

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestBoundsOfUnusualDates(t *testing.T) {
	for _, test := range []struct {
		text string
		want [4]string
	}{
		{"-004X", within("-0049-01-01", "-0040-12-31")},
		{"-000X", within("-0009-01-01", "-0001-12-31")},
		{"-00X0", within("-0090-01-01", "-0010-12-31")},
		{"19X5", within("1905-01-01", "1995-12-31")},
		{"19XX-02-29", within("1904-02-29", "1996-02-29")},
		{"XX00-02-29", within("0000-02-29", "9600-02-29")},
		{"2004-XX-31", within("2004-01-31", "2004-12-31")},
		{"2004-0X-X9", within("2004-01-09", "2004-09-29")},
		{"200X-24", within("2000-12-01", "2010-02-28")},
		{"2003-28", within("2003-12-01", "2004-02-29")},
		{"-0143S2", within("-0149-01-01", "-0140-12-31")},
		{"Y-999999999999999", within("-999999999999999-01-01", "-999999999999999-12-31")},
		{"2004/2004-06-03", [4]string{"2004-01-01", "2004-06-03", "2004-06-03", "2004-06-03"}},
		{"2004-06-03/2004", [4]string{"2004-06-03", "2004-06-03", "2004-06-03", "2004-12-31"}},
		{"{1667}", within("1667-01-01", "1667-12-31")},
		{"{1670,1667..}", [4]string{"1667-01-01", "1667-12-31", "future", "future"}},
		{"[1670,1667..1668]", within("1667-01-01", "1670-12-31")},
	} {
		t.Run(test.text, func(t *testing.T) {
			if got := boundsText(date(t, test.text)); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestBoundsAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		b := d.Bounds()
		if b.EarliestStart > b.LatestStart || b.EarliestEnd > b.LatestEnd ||
			b.EarliestStart > b.EarliestEnd || b.LatestStart > b.LatestEnd {
			t.Fatalf("%s has the bounds %v", d, boundsText(d))
		}
	})
}

func TestAnIntervalRunsFromItsStartToItsEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Filter(Date.IsInterval).Draw(t, "interval")
		first, last := d.Span()
		start, _ := d.Start().Span()
		_, end := d.End().Span()
		if d.Start().IsZero() {
			start = Past
		}
		if d.End().IsZero() {
			end = Future
		}
		if first != start || last != end {
			t.Fatalf("%s runs from %s to %s, want %s to %s", d, first, last, start, end)
		}
	})
}

func TestMoreDigitsNeverWidenTheBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Neither long years nor seasons nor times take an X.
		d := dates().Filter(func(d Date) bool {
			m := d.spans[0].start.date
			return d.form == single && !m.year.lettered && !m.hasSeason() && m.clock == ""
		}).Draw(t, "date")
		text := []byte(d.String())
		for i, digit := range text {
			if !isDigit(digit) {
				continue
			}
			text[i] = 'X'
			wider, problem := parse(string(text))
			text[i] = digit
			if problem == nil && !Covers(wider, d) {
				t.Fatalf("%s does not cover %s", wider, d)
			}
		}
	})
}

func TestBoundsOfWholeDatesAreThoseOfTheirDigits(t *testing.T) {
	for day := DayOf(1896, 1, 1); day <= DayOf(1904, 12, 31); day++ {
		y, month, d := day.Civil()
		m := moment{year: year{digits: pattern(fmt.Sprintf("%04d", y))}, month: pattern(fmt.Sprintf("%02d", month)), day: pattern(fmt.Sprintf("%02d", d))}
		for range 2 {
			first, last := m.days()
			least, _ := m.firstDay()
			if greatest := m.lastDay(); first != least || last != greatest {
				t.Fatalf("%v runs from %s to %s, not from %s to %s", m, first, last, least, greatest)
			}
			m.day = "" // and the whole month
		}
	}
}

func BenchmarkBounds(b *testing.B) {
	for _, s := range []string{"1956", "1956-09", "1956-09-24", "195X-09", "1956-09-24/1958-12"} {
		d, err := Parse(s)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				d.StartYear()
			}
		})
	}
}
