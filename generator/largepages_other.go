//go:build !linux || !(amd64 || arm64)

package main

// askForLargePages does nothing: other systems hand out large pages by
// themselves, or not at all.
func askForLargePages(int64) {}
