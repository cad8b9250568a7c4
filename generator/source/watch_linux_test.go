package source

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestWatchesThatHaveRunOutLeadToPolling takes all files that a process may
// have open, so that the system can tell of no change, and gives them back.
func TestWatchesThatHaveRunOutLeadToPolling(t *testing.T) {
	dir, root := site(t)
	var before unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	none := before
	none.Cur = 0
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &none); err != nil {
		t.Fatal(err)
	}
	var notices []string
	changes, err := root.Watch(t.Context(), []string{"content"}, false, func(s string) { notices = append(notices, s) })
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &before); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(notices) != 1 || !strings.Contains(notices[0], "once a second") || !strings.Contains(notices[0], "too many open files") {
		t.Errorf("the notices are %q", notices)
	}
	write(t, dir, "content/a.md", "Another A, and longer.")
	await(t, changes, func(c Change) bool { return slices.Contains(c.Paths, "content/a.md") })
}
