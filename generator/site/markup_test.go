package site

import (
	"math"
	"strconv"
	"strings"
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

// TestTimesAreWrittenToAboutADay draws years as drawings have them, and numbers
// that lie near to half of a thousandth.
func TestTimesAreWrittenToAboutADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(
			rapid.Float64(),
			rapid.Float64Range(-5000, 5000),
			rapid.Custom(func(t *rapid.T) float64 {
				halves := float64(rapid.Int64Range(-1e7, 1e7).Draw(t, "halves"))
				return halves/2000 + rapid.SampledFrom([]float64{0, 1e-9, -1e-9, 1e-6, -1e-6, 2e-6, -2e-6}).Draw(t, "off")
			}),
			rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 0.9995, 0.99951, 999.9999, 1e9, 1e9 + 0.5, 1e300, math.Inf(1)}),
		).Draw(t, "value")
		want := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 3, 64), "0"), ".")
		b := markup{[]byte("10")}
		if b.thousandths(v); string(b.text) != "10"+want {
			t.Fatalf("%v is written as %s, not %s", v, b.text, want)
		}
	})
}

// TestTextStandsForItself draws texts in which what is to be escaped stands
// anywhere among the eight bytes that are looked at together.
func TestTextStandsForItself(t *testing.T) {
	pieces := []string{"&", "<", ">", `"`, "'", "\x00", "#", "=", "\x01", "!", "\x80", "\xff", "a", "plain", "plain text", "村民", "’"}
	simple := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\uFFFD")
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
		b := markup{[]byte("before ")}
		if escape(&b, s); string(b.text) != "before "+simple.Replace(s) {
			t.Fatalf("%q is written as %q", s, b.text)
		}
	})
}
