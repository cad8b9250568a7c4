package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// collectLess trades memory for time: a build allocates much, and soon ends.
// Up to a limit that grows with the site the collector is to wait; above it,
// it works as hard as it must.
func collectLess(files int) {
	limitMemory(files)
	collectAt(files)
}

func limitMemory(files int) {
	const base, perFile = 170 << 20, 26 << 10 // bytes; a note takes about 12 kB, with all that is kept of it
	limit := base + int64(files)*perFile
	askForLargePages(limit) // while there is no limit yet: it has the runtime take as much at once
	debug.SetMemoryLimit(limit)
}

// collectAt says how soon the collector begins below the limit. A build that
// compiles few notes ends before anything is worth collecting. In one of many,
// what was collected early makes room that is in the cache of the processor.
func collectAt(compiled int) {
	const few, percent = 64, 300
	if compiled > few {
		debug.SetGCPercent(percent)
	} else {
		debug.SetGCPercent(-1)
	}
}

// breath is how long nothing is built before that counts as a pause.
const breath = 50 * time.Millisecond

// collectAhead lets the collector work in a pause, if it would before long.
// Else it begins within the next edit as often as not: among ten thousand notes
// it takes half a second of processor time, for which a writer waits.
func collectAhead() {
	sizes := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/goal:bytes"}}
	metrics.Read(sizes)
	if collectsSoon(sizes[0].Value.Uint64(), sizes[1].Value.Uint64(), sizes[2].Value.Uint64()) {
		runtime.GC()
	}
}

// collectsSoon tells whether half of what may be allocated is, from the end of
// one collection, which left so much alive, to the next. All are bytes.
func collectsSoon(live, used, goal uint64) bool {
	return goal > live && used > live+(goal-live)/2
}
