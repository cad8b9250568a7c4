package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"fangzhi/generator/diag"
)

// Update is what readers are told after each build.
type Update struct {
	// Changed are the names of the files that were written or removed; nil
	// where that is not known, as for readers who have just come.
	Changed []string `json:"changed"`
	// Build counts the builds of this run; pages are marked with the one that
	// they show, so that a page can tell that it missed one.
	Build int64 `json:"build"`
	// Prefix is the path under which the site is published: see Server.
	Prefix string `json:"prefix"`
	// Diagnostics is all that is wrong now.
	Diagnostics []diag.Diagnostic `json:"diagnostics"`
	// Failure is why the build could not be done at all, or empty.
	Failure string `json:"failure,omitempty"`
}

const (
	// mostReaders bounds the open pages that are kept informed.
	mostReaders = 256
	// writeWithin is how long a reader may take to accept an event.
	writeWithin = 10 * time.Second
	// heartbeat keeps connections from being taken for dead.
	heartbeat = 20 * time.Second
)

// broadcast sends updates to all open pages.
type broadcast struct {
	mu      sync.Mutex
	readers map[*reader]bool
	last    Update
}

// reader is one open page: the updates that it has not been told of are
// merged, so that a slow one costs no more than a quick one.
type reader struct {
	wake    chan struct{}
	mu      sync.Mutex
	pending *Update
}

func (r *reader) add(u Update) {
	r.mu.Lock()
	if r.pending != nil {
		u.Changed = append(r.pending.Changed, u.Changed...)
	}
	r.pending = &u
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *reader) take() *Update {
	r.mu.Lock()
	defer r.mu.Unlock()
	u := r.pending
	r.pending = nil
	return u
}

// known tells whether readers have been told all that an update says, but for
// the files that it names.
func (b *broadcast) known(u Update) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last.Build > 0 && u.Prefix == b.last.Prefix && u.Failure == b.last.Failure && slices.Equal(u.Diagnostics, b.last.Diagnostics)
}

func (b *broadcast) send(u Update) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last = Update{Build: u.Build, Prefix: u.Prefix, Diagnostics: u.Diagnostics, Failure: u.Failure}
	for r := range b.readers {
		r.add(u)
	}
}

// join adds a reader, who is told at once what is wrong now.
func (b *broadcast) join() *reader {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.readers) >= mostReaders {
		return nil
	}
	if b.readers == nil {
		b.readers = map[*reader]bool{}
	}
	r := &reader{wake: make(chan struct{}, 1)}
	r.add(b.last)
	b.readers[r] = true
	return r
}

func (b *broadcast) leave(r *reader) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.readers, r)
}

// serve keeps one page informed by server-sent events until it goes away.
func (b *broadcast) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		return
	}
	me := b.join()
	if me == nil {
		http.Error(w, "too many pages are open", http.StatusServiceUnavailable)
		return
	}
	defer b.leave(me)
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		text := ": still here\n\n"
		if u := me.take(); u != nil {
			data, err := json.Marshal(u)
			if err != nil {
				return
			}
			text = fmt.Sprintf("event: update\ndata: %s\n\n", data)
		}
		control.SetWriteDeadline(time.Now().Add(writeWithin))
		if _, err := w.Write([]byte(text)); err != nil || control.Flush() != nil {
			return
		}
		select {
		case <-me.wake:
		case <-beat.C:
		case <-r.Context().Done():
			return
		}
	}
}
