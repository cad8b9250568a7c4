package main

import (
	"bytes"
	"testing"
	"time"
)

// TestAShortBuildShowsNoProgress holds that the preview is silent about a short
// build, though the program has run for hours, and tells of a long one.
func TestAShortBuildShowsNoProgress(t *testing.T) {
	var told bytes.Buffer
	p := newProgress(&told)
	hoursAgo := time.Now().Add(-3 * time.Hour)
	p.began, p.shown = hoursAgo, hoursAgo
	p.begin()
	p.update("compile", 1, 1)
	if told.Len() > 0 {
		t.Errorf("a build that just began says %q", &told)
	}
	p.began, p.shown = hoursAgo, hoursAgo
	p.update("compile", 1, 2)
	if told.String() != "compile: 1 of 2\n" {
		t.Errorf("a long build says %q", &told)
	}
}
