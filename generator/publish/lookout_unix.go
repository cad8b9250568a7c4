//go:build linux || darwin

package publish

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// openPlain opens a folder once more, as one that tells of each entry whether it
// is a folder without a look at it, which os.Root would take.
func openPlain(root *os.Root) (*os.File, error) {
	within, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer within.Close()
	fd, err := unix.Openat(int(within.Fd()), ".", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), noPath), nil
}

// noPath is what no file is called: where a file system does not tell what an
// entry is, the attempt to look at it by its path fails.
const noPath = "\x00"

// lookBelow looks at a file below an open folder, and tells whether it is there
// and a regular one. A link in its place is not followed, but one on the way is:
// so no name is looked at that has one, unless it was put there since, and then
// nothing is learned of where it leads but a size and a time.
func lookBelow(dir *os.File, name string) (size int64, modified time.Time, regular bool) {
	var stat unix.Stat_t
	for {
		err := unix.Fstatat(int(dir.Fd()), name, &stat, unix.AT_SYMLINK_NOFOLLOW)
		if err == nil {
			return stat.Size, time.Unix(stat.Mtim.Unix()), uint32(stat.Mode)&unix.S_IFMT == unix.S_IFREG
		}
		if !errors.Is(err, unix.EINTR) {
			return 0, time.Time{}, false
		}
	}
}
