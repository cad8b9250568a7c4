package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// progress shows how far a long build has come: on a terminal on one line that
// is written over, elsewhere as a plain line now and then.
type progress struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	began    time.Time
	shown    time.Time
	drawn    bool
}

const (
	// patience is how long a build may take before it shows progress at all.
	patience = 500 * time.Millisecond
	// Between two drawings on a terminal, and two plain lines.
	redraw    = 100 * time.Millisecond
	plainLine = 5 * time.Second
)

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, terminal: isTerminal(out)}
	p.begin()
	return p
}

// begin is for each build anew: a short one shows nothing, however long the
// program has run.
func (p *progress) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.began = time.Now()
	p.shown = p.began
}

// isTerminal tells whether out is a character device, such as a terminal.
func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// update may be called from many goroutines; most calls only look at the time.
func (p *progress) update(stage string, done, total int) {
	if !p.mu.TryLock() {
		return
	}
	defer p.mu.Unlock()
	now := time.Now()
	if now.Sub(p.began) < patience {
		return
	}
	if p.terminal {
		if now.Sub(p.shown) >= redraw {
			fmt.Fprintf(p.out, "\r\x1b[K%s %d of %d", stage, done, total)
			p.drawn, p.shown = true, now
		}
		return
	}
	if now.Sub(p.shown) >= plainLine {
		fmt.Fprintf(p.out, "%s: %d of %d\n", stage, done, total)
		p.shown = now
	}
}

// end clears the line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.drawn = false
	}
}
