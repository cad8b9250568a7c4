package address

import "fmt"

// Time is the page of all years.
const Time Path = "/time/"

// Year is the page of one year: /time/1953/. Years are counted as in ISO 8601,
// with a year 0: that of -220 is /time/221-bce/.
func Year(year int64) Path {
	if year <= 0 {
		return Page("time", fmt.Sprintf("%d-bce", 1-year))
	}
	return Page("time", fmt.Sprint(year))
}

// Decade is the page of the ten years that a year stands among: /time/1950s/
// for 1953, /time/220s-bce/ for 221 BCE.
func Decade(year int64) Path {
	if year <= 0 {
		return Page("time", fmt.Sprintf("%ds-bce", (1-year)/10*10))
	}
	return Page("time", fmt.Sprintf("%ds", year/10*10))
}
