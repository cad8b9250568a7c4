package source

import (
	"io/fs"
	"syscall"
	"time"
)

// changed is when the system last changed anything of a file. Unlike the time
// of modification, no program can set it: a backup that is restored, or a
// clock that runs backwards, shows in it.
func changed(info fs.FileInfo) time.Time {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(int64(s.Ctimespec.Sec), int64(s.Ctimespec.Nsec))
	}
	return time.Time{}
}
