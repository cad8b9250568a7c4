package build

import (
	"testing"
	"time"
)

func TestTimesOfFilesAreStoredWhole(t *testing.T) {
	for _, want := range []time.Time{
		{}, // of a file whose system does not tell
		time.Unix(0, 0),
		time.Date(1949, 10, 1, 15, 0, 0, 1, time.FixedZone("", 8*60*60)),
		time.Date(2026, 11, 26, 20, 0, 0, 999_999_999, time.UTC),
	} {
		if got := instantOf(want).time(); !got.Equal(want) {
			t.Errorf("%v is stored as %v", want, got)
		}
	}
}
