package measure

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Machine describes this computer in words, without any name by which it
// could be told from others of its kind: "2 cores, 24 GB of memory, large pages
// for programs that ask, linux/amd64".
func Machine() string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if f, err := os.Open("/proc/meminfo"); err == nil {
		if size := memory(f); size > 0 {
			parts = append(parts, fmt.Sprintf("%d GB of memory", (size+1<<29)>>30))
		}
		f.Close() // nothing was written
	}
	if policy, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled"); err == nil {
		parts = append(parts, largePages(string(policy))...)
	}
	return strings.Join(append(parts, runtime.GOOS+"/"+runtime.GOARCH), ", ")
}

// memory reads the bytes of memory from Linux's /proc/meminfo, or 0.
func memory(r io.Reader) int64 {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) >= 2 && fields[0] == "MemTotal:" {
			kibibytes, err := strconv.ParseInt(fields[1], 10, 64)
			if err != nil || kibibytes < 0 {
				return 0
			}
			return kibibytes * 1024
		}
	}
	return 0
}

// largePages words who gets pages of more than the usual size, as Linux tells it
// with the word in brackets: to fetch memory in them takes a fraction of the time.
func largePages(policy string) []string {
	switch {
	case strings.Contains(policy, "[always]"):
		return []string{"large pages for all programs"}
	case strings.Contains(policy, "[madvise]"):
		return []string{"large pages for programs that ask"}
	case strings.Contains(policy, "[never]"):
		return []string{"no large pages"}
	}
	return nil
}
