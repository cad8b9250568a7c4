package corpus

import (
	"fmt"
	"math/rand/v2"
)

// pointForms are dates of one event in EDTF (ISO 8601-2), of every kind that
// historians need: precise, approximate, uncertain, unspecified digits,
// seasons, qualified parts, significant digits and sets. Verbs: year, month,
// day, decade (three digits), next year.
var pointForms = []struct {
	weight int
	form   string
}{
	{30, "%[1]d"},
	{20, "%[1]d-%02[2]d"},
	{40, "%[1]d-%02[2]d-%02[3]d"},
	{6, "%[1]d~"},
	{4, "%[1]d?"},
	{2, "%[1]d%%"},
	{3, "%[1]d-%02[2]d~"},
	{2, "%[1]d-%02[2]d-%02[3]d?"},
	{4, "%[4]dX"},
	{1, "%[1]d-%02[2]d-XX"},
	{1, "%[1]d-XX"},
	{2, "%[1]d-21"},
	{2, "%[1]d-23"},
	{1, "?%[1]d-%02[2]d"},
	{1, "%[1]d-~%02[2]d"},
	{1, "%[1]dS3"},
	{1, "[%[1]d,%[5]d]"},
	{1, "{%[1]d,%[5]d}"},
	{1, "[%[1]d..%[5]d]"},
}

// spanForms are intervals, among them open and unknown ends.
var spanForms = []struct {
	weight int
	form   string
}{
	{30, "%[1]d/%[5]d"},
	{15, "%[1]d-%02[2]d/%[5]d"},
	{15, "%[1]d-%02[2]d-%02[3]d/%[5]d-12-31"},
	{20, "%[1]d/.."},
	{4, "../%[5]d"},
	{4, "%[1]d/"},
	{3, "/%[5]d"},
	{6, "%[1]d~/%[5]d"},
	{4, "%[1]d?/%[5]d~"},
	{2, "%[4]dX/%[5]d"},
	{2, "%[1]d-22/%[5]d-24"},
}

// day is a day that every form of date is derived from.
type day struct{ year, month, day int }

// dayIn draws a day of the year. Months end on the 28th.
func dayIn(r *rand.Rand, year int) day { return day{year, 1 + r.IntN(12), 1 + r.IntN(28)} }

// String is the day in ISO 8601.
func (d day) String() string { return fmt.Sprintf("%d-%02d-%02d", d.year, d.month, d.day) }

// point draws a way to date an event on the day.
func (d day) point(r *rand.Rand) string { return d.in(r, pointForms, 1) }

// span draws a way to date something that began on the day and lasted for
// some years.
func (d day) span(r *rand.Rand, years int) string { return d.in(r, spanForms, years) }

func (d day) in(r *rand.Rand, forms []struct {
	weight int
	form   string
}, years int) string {
	total := 0
	for _, f := range forms {
		total += f.weight
	}
	n, k := r.IntN(total), 0
	for n >= forms[k].weight {
		n -= forms[k].weight
		k++
	}
	// The empty verb with an explicit index marks all arguments as used.
	return fmt.Sprintf(forms[k].form+"%[6]s", d.year, d.month, d.day, d.year/10, d.year+years, "")
}
