package site

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestNumbersAreWrittenAsShortAsTheyCanBe draws numbers as drawings have them,
// and any.
func TestNumbersAreWrittenAsShortAsTheyCanBe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(
			rapid.Float64(),
			rapid.Custom(func(t *rapid.T) float64 {
				places := rapid.SampledFrom([]float64{1, 2, 10, 20, 100, 1000}).Draw(t, "places")
				return float64(rapid.Int64Range(-1e6, 1e6).Draw(t, "number")) / places
			}),
			rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 0.1 + 0.2, 1e12, 1e12 + 0.5, 1e300, math.Inf(1), math.NaN(), 0.29, 1.15, 4.35}),
		).Draw(t, "value")
		var b markup
		if b.number(v); string(b.text) != strconv.FormatFloat(v, 'f', -1, 64) {
			t.Fatalf("%v is written as %s", v, b.text)
		}
	})
}
