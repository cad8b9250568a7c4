// Package cores shares work among the cores of the machine.
package cores

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// mostAtOnce is how many numbers a goroutine takes at once of a long row.
const mostAtOnce = 64

// Each calls do with 0 … n-1, from as many goroutines as there are cores, and
// returns when all are done. Of a short row they take one number at a time, so
// that none waits for another's share; of a long one a few, in their order.
func Each(n int, do func(int)) {
	workers := runtime.GOMAXPROCS(0)
	share := max(1, min(n/(workers*mostAtOnce), mostAtOnce))
	var taken atomic.Int64
	var working sync.WaitGroup
	for range min(workers, n) {
		working.Go(func() {
			for {
				end := int(taken.Add(int64(share)))
				if end-share >= n {
					return
				}
				for i := end - share; i < min(end, n); i++ {
					do(i)
				}
			}
		})
	}
	working.Wait()
}
