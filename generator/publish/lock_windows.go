package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// removalPending tells whether a removed file may refuse to be opened until
// its last user has gone.
const removalPending = true

func lock(f *os.File) error {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	switch {
	case err == nil:
		return nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return errBusy
	}
	return errUnsupported
}
