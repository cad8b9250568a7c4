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
// could be told from others of its kind: "2 cores, 24 GB of memory,
// linux/amd64".
func Machine() string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if f, err := os.Open("/proc/meminfo"); err == nil {
		if size := memory(f); size > 0 {
			parts = append(parts, fmt.Sprintf("%d GB of memory", (size+1<<29)>>30))
		}
		f.Close() // nothing was written
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
