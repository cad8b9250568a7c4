// Package measure runs a program and tells what it cost: in comes a command,
// out come its wall time, processor time and peak memory. It also sizes the
// tree of files that a program left. It knows nothing of what it measures.
package measure

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Usage is the cost of one run.
type Usage struct {
	Wall time.Duration
	CPU  time.Duration // user and system, over all threads and awaited children
	Peak int64         // bytes of resident memory at most; 0 where the system does not tell
}

// Tree is the size of a folder.
type Tree struct {
	Files int
	Bytes int64
}

// Run runs the program and waits for it. What it prints is kept out of sight
// unless it fails: then the end of it is in the error. When ctx ends, the
// program is killed.
//
// What others have written is put on the disk first, where the system has a
// command for that. Else it would be done some time later, at the cost of
// whatever runs then.
//
// On Linux a program begins with the peak memory of the one that starts it,
// because it shares its memory until it is loaded. So call Run from a process
// that has stayed smaller than what it measures.
func Run(ctx context.Context, dir, program string, args ...string) (Usage, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	var output tail
	cmd.Stdout, cmd.Stderr = &output, &output
	_ = exec.CommandContext(ctx, "sync").Run() // some systems have none
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if ctx.Err() != nil {
		return Usage{}, ctx.Err()
	}
	if err != nil {
		return Usage{}, fmt.Errorf("%s: %w\n%s", filepath.Base(program), err, output.kept)
	}
	state := cmd.ProcessState
	return Usage{Wall: wall, CPU: state.UserTime() + state.SystemTime(), Peak: peak(state)}, nil
}

// tailSize is how much of a failed program's output is shown.
const tailSize = 4 << 10

// tail keeps the end of what is written to it.
type tail struct{ kept []byte }

// Write never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailSize; over > 0 {
		t.kept = bytes.Clone(t.kept[over:])
	}
	return len(p), nil
}

// Files sizes the folder dir with all below it. A folder that is not there is
// empty.
func Files(dir string) (Tree, error) {
	var tree Tree
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		tree.Files++
		tree.Bytes += info.Size()
		return nil
	})
	if errors.Is(err, os.ErrNotExist) && tree.Files == 0 {
		return Tree{}, nil
	}
	return tree, err
}
