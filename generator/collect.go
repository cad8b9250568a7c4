package main

import "runtime/debug"

// collectLess trades memory for time: a build allocates much, and soon ends.
// Up to a limit that grows with the site the collector is to wait; above it,
// it works as hard as it must.
func collectLess(files int) {
	const base, perFile = 170 << 20, 26 << 10 // bytes; a note takes about 19 kB, with all that is kept of it
	debug.SetGCPercent(300)
	debug.SetMemoryLimit(base + int64(files)*perFile)
}
