package edtf

import (
	"testing"

	"pgregory.net/rapid"
)

func TestBoundsStandAsTheirDatesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := dates().Draw(t, "a"), dates().Draw(t, "b")
		if got, want := a.Bounds().Overlaps(b.Bounds()), Overlaps(a, b); got != want {
			t.Fatalf("%s overlaps %s: %s by their bounds, %s by Allen's relations", a, b, got, want)
		}
		if got, want := a.Bounds().Before(b.Bounds()), Before(a, b); got != want {
			t.Fatalf("%s before %s: %s by their bounds, %s by Allen's relations", a, b, got, want)
		}
	})
}
