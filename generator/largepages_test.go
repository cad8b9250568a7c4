//go:build linux && (amd64 || arm64)

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unsafe"
)

// largePagesAsked is set in a process of its own, in which nothing lies anywhere yet.
const largePagesAsked = "FANGZHI_LARGE_PAGES_ASKED"

// TestWhatIsAllocatedLiesInLargePages holds that the kernel is asked for them
// where later allocations lie, and that asking takes up no memory.
func TestWhatIsAllocatedLiesInLargePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("this kernel has no large pages")
	}
	if os.Getenv(largePagesAsked) == "" {
		c := exec.Command(os.Args[0], "-test.run", "^TestWhatIsAllocatedLiesInLargePages$", "-test.v")
		c.Env = append(os.Environ(), largePagesAsked+"=1")
		if said, err := c.CombinedOutput(); err != nil || !strings.Contains(string(said), "--- PASS") {
			t.Fatalf("%v\n%s", err, said)
		}
		return
	}
	const asked = 256 << 20
	before := statusOf(t, "VmRSS")
	askForLargePages(asked)
	if grown := statusOf(t, "VmRSS") - before; grown > asked/4>>10 {
		t.Errorf("asking took up %d kB", grown)
	}
	var kept [][]byte
	within := 0
	for range 16 {
		b := make([]byte, asked/32)
		kept = append(kept, b)
		if flags := flagsAt(t, uintptr(unsafe.Pointer(&b[0]))); strings.Contains(flags+" ", " hg ") {
			within++
		}
	}
	if within < len(kept)-1 {
		t.Errorf("%d of %d allocations lie where large pages were asked for", within, len(kept))
	}
}

// statusOf is a number, in kB, that the kernel tells of this process.
func statusOf(t *testing.T, name string) (kB int) {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "\n"+name+":")
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return kB
}

// flagsAt are what the kernel keeps of the memory at an address.
func flagsAt(t *testing.T, at uintptr) string {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inside := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= at && at < to
		} else if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			return flags
		}
	}
	t.Fatalf("nothing is at %x", at)
	return ""
}
