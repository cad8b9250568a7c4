package build

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// mounted is a file system of its own in memory, of some size. Only root may
// have one: TestAFullDiskLeavesEachFileWhole does for all others what can be
// done without.
func mounted(t *testing.T, options string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); errors.Is(err, unix.EPERM) {
		t.Skip("only root may mount a file system")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.Unmount(dir, unix.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestADiskThatFillsUp builds where another program leaves room for a part of
// what is to be written, cache included. Each file is whole all the same, and
// when there is room again the output is that of a clean build.
func TestADiskThatFillsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 19))
	disk := mounted(t, "size=32m")
	site, out := filepath.Join(disk, "site"), filepath.Join(disk, "out")
	var states [2]map[string]string
	for i := range states {
		torturedState(t, site, i == 1)
		states[i] = cleanTree(t, site, defaultTheme(t))
	}
	once(t, site, out)
	failed := 0
	for round := range 6 {
		old, next := states[(round+1)%2], states[round%2]
		torturedState(t, site, round%2 == 1)
		ballast := filepath.Join(disk, "ballast")
		// At first there is no room at all, so that it fails at least once.
		fill(t, ballast, disk, random.Int64N(400<<10)*int64(round)/5)
		b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Build(context.Background(), nil)
		if err = errors.Join(err, b.Close()); err != nil {
			failed++
			if !errors.Is(err, unix.ENOSPC) {
				t.Fatal(err)
			}
		}
		checkTortured(t, readTree(t, out), old, next, true)
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		once(t, site, out)
		compareTrees(t, fmt.Sprintf("round %d (seed %d)", round, *seed), readTree(t, out), next)
	}
	if failed == 0 {
		t.Error("the disk was never full")
	}
}

// fill writes a file that leaves so many bytes of a disk free, about.
func fill(t *testing.T, name, disk string, free int64) {
	t.Helper()
	var now unix.Statfs_t
	if err := unix.Statfs(disk, &now); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if size := int64(now.Bavail)*now.Bsize - free; size > 0 {
		if err := unix.Fallocate(int(f.Fd()), 0, 0, size); err != nil {
			t.Fatal(err)
		}
	}
}

// TestADiskThatIsReadOnly says so, changes nothing, and is no obstacle later.
func TestADiskThatIsReadOnly(t *testing.T) {
	disk := mounted(t, "size=32m")
	site, out := filepath.Join(t.TempDir(), "site"), filepath.Join(disk, "out")
	torturedState(t, site, false)
	once(t, site, out)
	before := readTree(t, out)
	torturedState(t, site, true)
	for _, readOnly := range []bool{true, false} {
		var flags uintptr = unix.MS_REMOUNT
		if readOnly {
			flags |= unix.MS_RDONLY
		}
		if err := unix.Mount("tmpfs", disk, "tmpfs", flags, ""); err != nil {
			t.Fatal(err)
		}
		if !readOnly {
			break
		}
		b, err := Open(Options{Site: site, Out: out, Theme: defaultTheme(t)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Build(context.Background(), nil); !errors.Is(err, unix.EROFS) {
			t.Errorf("a build into a read-only folder: %v", err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		compareTrees(t, "while it cannot be written to", readTree(t, out), before)
	}
	once(t, site, out)
	compareTrees(t, "when it can", readTree(t, out), cleanTree(t, site, defaultTheme(t)))
}
