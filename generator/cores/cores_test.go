package cores

import (
	"sync/atomic"
	"testing"
)

func TestEachNumberIsTakenOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 64, 127, 1000, 12345, 1 << 17} {
		calls := make([]atomic.Int32, n)
		Each(n, func(i int) { calls[i].Add(1) })
		for i := range calls {
			if got := calls[i].Load(); got != 1 {
				t.Fatalf("of %d: %d is taken %d times", n, i, got)
			}
		}
	}
}
