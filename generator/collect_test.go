package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

func TestGarbageIsCollectedAheadOnlyWhereItSoonWouldBe(t *testing.T) {
	for _, c := range []struct {
		what             string
		live, used, goal uint64
		soon             bool
	}{
		{"nothing allocated", 100, 100, 200, false},
		{"little allocated", 100, 140, 200, false},
		{"much allocated", 100, 160, 200, true},
		{"above the goal", 100, 210, 200, true},
		{"swept since", 100, 90, 200, false},
		{"no collection yet", 0, 3, 4, true},
		{"the limit is reached by what is alive", 300, 310, 200, false},
	} {
		if got := collectsSoon(c.live, c.used, c.goal); got != c.soon {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func TestAPauseIsUsedToCollect(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64)) // another test may have built a site, and left its limit
	kept := make([]byte, 64<<20)                                    // beside which what the runtime allocates by itself is little
	defer debug.SetGCPercent(debug.SetGCPercent(400))               // the runtime waits until seven tenths of that are there
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	collectAhead()
	if runtime.ReadMemStats(&now); now.NumGC != before.NumGC {
		t.Errorf("%d collections where nothing was allocated", now.NumGC-before.NumGC)
	}
	more := make([]byte, before.HeapAlloc/10*24) // six tenths
	collectAhead()
	if runtime.ReadMemStats(&now); now.NumGC != before.NumGC+1 {
		t.Errorf("%d collections where much was allocated, not 1", now.NumGC-before.NumGC)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(more)
}
