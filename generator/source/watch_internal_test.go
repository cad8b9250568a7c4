package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// site is a folder with one note, opened.
func site(t *testing.T) (string, *Root) {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "content/a.md", "A.")
	root, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, root
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// await waits for a change that all or names a path.
func await(t *testing.T, changes <-chan Change, wanted func(Change) bool) {
	t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case c, open := <-changes:
			if !open {
				t.Fatal("the channel was closed")
			}
			if wanted(c) {
				return
			}
		case <-late:
			t.Fatal("no such change was told of")
		}
	}
}

// TestWatchesThatRunOutLaterLeadToPolling: the system has a limit of watches,
// which a new folder may be the first to meet.
func TestWatchesThatRunOutLaterLeadToPolling(t *testing.T) {
	dir, root := site(t)
	w, err := newWatcher(root, []string{"content"})
	if err != nil {
		t.Fatal(err)
	}
	exhausted := errors.New("no space left on device")
	w.add = func(string) error { return exhausted }
	var mu sync.Mutex
	var notices []string
	changes := make(chan Change)
	go w.run(t.Context(), changes, func(s string) {
		mu.Lock()
		defer mu.Unlock()
		notices = append(notices, s)
	})
	write(t, dir, "content/new/b.md", "B.")
	await(t, changes, func(c Change) bool { return c.All })
	mu.Lock()
	if len(notices) != 1 || !strings.Contains(notices[0], "once a second") || !strings.Contains(notices[0], exhausted.Error()) {
		t.Errorf("the notices are %q", notices)
	}
	mu.Unlock()
	// From here on files are looked at, also those in folders without a watch.
	write(t, dir, "content/new/b.md", "Another B, and longer.")
	await(t, changes, func(c Change) bool { return slices.Contains(c.Paths, "content/new/b.md") })
}

// TestLostEventsMeanThatAnyFileMayHaveChanged, and watching goes on.
func TestLostEventsMeanThatAnyFileMayHaveChanged(t *testing.T) {
	dir, root := site(t)
	w, err := newWatcher(root, []string{"content"})
	if err != nil {
		t.Fatal(err)
	}
	changes := make(chan Change)
	go w.run(t.Context(), changes, func(s string) { t.Errorf("notice: %s", s) })
	w.events.Errors <- fsnotify.ErrEventOverflow
	await(t, changes, func(c Change) bool { return c.All })
	write(t, dir, "content/a.md", "Another A.")
	await(t, changes, func(c Change) bool { return slices.Contains(c.Paths, "content/a.md") })
}

// TestThousandsOfFoldersAreWatched, each of them.
func TestThousandsOfFoldersAreWatched(t *testing.T) {
	dir, root := site(t)
	const folders = 2000
	for i := range folders {
		if err := os.MkdirAll(filepath.Join(dir, "content", "f", strings.Repeat("x", i%7+1), string(rune('a'+i%26))+strings.Repeat("y", i/26)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := root.Watch(t.Context(), []string{"content"}, false, func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	last := "content/f/" + strings.Repeat("x", (folders-1)%7+1) + "/" + string(rune('a'+(folders-1)%26)) + strings.Repeat("y", (folders-1)/26) + "/z.md"
	write(t, dir, last, "Z.")
	await(t, changes, func(c Change) bool { return c.All || slices.Contains(c.Paths, last) })
}
