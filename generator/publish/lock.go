package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"
)

// lockFile stands in the output folder while a build writes into it.
const lockFile = ".fangzhi-lock"

// lockEvery is how often it is tried whether a lock has become free.
const lockEvery = 25 * time.Millisecond

var (
	errBusy        = errors.New("another process holds the lock")
	errUnsupported = errors.New("files cannot be locked here")
)

// Lock is held by at most one process at a time. The operating system keeps
// it, not the file's presence, so that a process that dies holds nothing.
type Lock struct {
	folder *os.Root
	name   string
	file   *os.File
}

// Lock waits until no other build publishes into the folder, and calls waiting
// once if it must wait. The error is that of ctx.
func (o *Output) Lock(ctx context.Context, waiting func()) (*Lock, error) {
	return Acquire(ctx, o.root, lockFile, waiting)
}

// Acquire locks the named file, which is made if it is not there; waiting is
// called once if it must wait. Where no lock can be made, since the folder is
// read-only or its file system knows no locks, it returns one that holds
// nothing: whoever then writes meets the same obstacle, and says so. The error
// is that of ctx.
func Acquire(ctx context.Context, folder *os.Root, name string, waiting func()) (*Lock, error) {
	l := &Lock{folder: folder, name: name}
	for {
		err := l.try()
		switch {
		case err == nil:
			return l, nil
		case !errors.Is(err, errBusy):
			return l, ctx.Err()
		}
		if waiting != nil {
			waiting()
			waiting = nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(lockEvery):
		}
	}
}

// try makes one attempt. A file that was removed before it was locked, by the
// one who held it or by anybody else, is no lock: others would make a new one.
func (l *Lock) try() error {
	f, err := l.folder.OpenFile(l.name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) && removalPending {
			if _, statErr := l.folder.Lstat(l.name); statErr == nil {
				return errBusy
			}
		}
		return err
	}
	if err := lock(f); err != nil {
		f.Close()
		return err
	}
	locked, err := f.Stat()
	if err != nil {
		f.Close()
		return err
	}
	if now, err := l.folder.Lstat(l.name); err != nil || !os.SameFile(locked, now) {
		f.Close()
		return errBusy
	}
	l.file = f
	return nil
}

// Release lets others go on, and leaves no file behind.
func (l *Lock) Release() {
	if l == nil || l.file == nil {
		return
	}
	l.folder.Remove(l.name) // where open files cannot be removed, it stays
	l.file.Close()          // which unlocks it
	l.file = nil
}
