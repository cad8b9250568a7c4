package bibliography

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"fangzhi/generator/edtf"
)

// Day is a point in time as CSL's date parts have it: a year, or a year and a
// month, or all three; what is not known is 0. A year before the common era is
// negative: -44 is 44 BCE.
type Day struct{ Year, Month, Day int }

// Date is a date of publication. The zero Date is no date.
type Date struct {
	Start Day
	End   Day  // of a range; zero when there is none
	Open  bool // a range without an end: "1998–"
	// Season is 1 for spring to 4 for winter, 0 for none.
	Season  int
	Circa   bool
	Literal string // words in place of a date: "forthcoming"
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year is the year as a citation shows it: "2019", "1998–2001", "ca. 1950",
// "44 BCE", or the words that stand in its place. It is empty when there is
// no date.
func (d Date) Year() string {
	if d.Start.Year == 0 {
		return d.Literal
	}
	s := era(d.Start.Year)
	switch {
	case d.Open:
		s += "–"
	case d.End.Year != 0 && d.End.Year != d.Start.Year:
		s += "–" + era(d.End.Year)
	}
	if d.Circa {
		s = "ca. " + s
	}
	return s
}

func era(year int) string {
	if year < 0 {
		return fmt.Sprintf("%d BCE", -year)
	}
	return strconv.Itoa(year)
}

var (
	months  = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	seasons = [...]string{"", "Spring", "Summer", "Autumn", "Winter"}
)

// Long is the date in words, as far as it is known beyond the year: "6 April
// 2021", "April 2021", "Spring 2021". It is empty when only the year is known.
func (d Date) Long() string {
	if d.Season > 0 && d.Season < len(seasons) && d.Start.Year != 0 {
		return seasons[d.Season] + " " + d.Year()
	}
	start := d.Start.long()
	if start == "" {
		return ""
	}
	if end := d.End.long(); end != "" {
		start += " – " + end
	}
	if d.Circa {
		start = "ca. " + start
	}
	return start
}

// LongIn is the same in a language.
func (d Date) LongIn(language string) string {
	if language == English.Language || d.Long() == "" {
		return d.Long()
	}
	written := d.Start.edtf(d.Season)
	if d.Circa {
		written += "~"
	}
	if end := d.End.edtf(0); end != "" && d.Season == 0 {
		written += "/" + end
		if d.Circa {
			written += "~"
		}
	}
	said, err := edtf.Parse(written)
	if err != nil {
		return d.Long()
	}
	return said.Words(language)
}

// edtf is a day as EDTF writes it, or the season of its year.
func (d Day) edtf(season int) string {
	switch {
	case d.Year == 0:
		return ""
	case season > 0:
		return fmt.Sprintf("%04d-%d", d.Year, 20+season)
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

func (d Day) long() string {
	if d.Year == 0 || d.Month < 1 || d.Month > 12 {
		return ""
	}
	s := months[d.Month] + " " + era(d.Year)
	if d.Day > 0 {
		s = strconv.Itoa(d.Day) + " " + s
	}
	return s
}

// cslDate is a date as CSL-JSON writes it.
type cslDate struct {
	Parts   [][]cslText `json:"date-parts,omitempty"`
	Season  cslText     `json:"season,omitempty"`
	Circa   cslText     `json:"circa,omitempty"`
	Raw     string      `json:"raw,omitempty"`
	Literal string      `json:"literal,omitempty"`
}

// MarshalJSON writes a date as CSL-JSON does: {"date-parts": [[2019, 3]]}.
func (d Date) MarshalJSON() ([]byte, error) {
	type written struct {
		Parts   [][]int `json:"date-parts,omitempty"`
		Season  int     `json:"season,omitempty"`
		Circa   bool    `json:"circa,omitempty"`
		Literal string  `json:"literal,omitempty"`
	}
	w := written{Season: d.Season, Circa: d.Circa, Literal: d.Literal}
	if d.Start.Year != 0 {
		w.Parts = [][]int{d.Start.parts()}
		switch {
		case d.Open:
			w.Parts = append(w.Parts, []int{0}) // as other readers of CSL have it
		case d.End.Year != 0:
			w.Parts = append(w.Parts, d.End.parts())
		}
	}
	return json.Marshal(w)
}

func (d Day) parts() []int {
	parts := []int{d.Year, d.Month, d.Day}
	for len(parts) > 1 && parts[len(parts)-1] == 0 {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// UnmarshalJSON reads a date of CSL-JSON, its numbers written as numbers or as
// text, or one that is a text in the form of EDTF.
func (d *Date) UnmarshalJSON(data []byte) error {
	var plain cslText
	if json.Unmarshal(data, &plain) == nil {
		*d, _ = parseDate(string(plain))
		return nil
	}
	var c cslDate
	err := json.Unmarshal(data, &c)
	*d = c.date()
	return err
}

func (c cslDate) date() Date {
	d := Date{Literal: c.Literal}
	if len(c.Parts) > 0 {
		d.Start = dayOf(c.Parts[0])
	}
	if len(c.Parts) > 1 && d.Start.Year != 0 {
		d.End = dayOf(c.Parts[1])
		d.Open = d.End.Year == 0
	}
	if d.Start.Year == 0 && c.Raw != "" {
		d, _ = parseDate(c.Raw)
	}
	if season, err := strconv.Atoi(string(c.Season)); err == nil && season >= 1 && season <= 4 {
		d.Season = season
	}
	d.Circa = d.Circa || c.Circa != "" && c.Circa != "false" && c.Circa != "0"
	if d.Start.Year == 0 {
		d = Date{Literal: d.Literal}
	}
	return d
}

func dayOf(parts []cslText) Day {
	var numbers [3]int
	for i, part := range parts[:min(3, len(parts))] {
		n, err := strconv.Atoi(strings.TrimSpace(string(part)))
		if err != nil {
			break
		}
		numbers[i] = n
	}
	return newDay(numbers[0], numbers[1], numbers[2])
}

// newDay leaves out a month or day that no calendar has.
func newDay(year, month, day int) Day {
	if year < -latestYear || year > latestYear {
		return Day{}
	}
	if month < 1 || month > 12 {
		return Day{Year: year}
	}
	if day < 1 || day > 31 {
		return Day{Year: year, Month: month}
	}
	return Day{Year: year, Month: month, Day: day}
}

// latestYear bounds the years that are taken for such.
const latestYear = 9999
