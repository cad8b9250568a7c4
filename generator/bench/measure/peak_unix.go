//go:build unix

package measure

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the most memory that an ended process had resident, in bytes.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	// getrusage(2): kibibytes, but bytes on Apple's systems.
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
