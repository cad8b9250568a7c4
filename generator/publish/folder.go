package publish

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

// mostOpen is how many folders are kept open at once, of the thousand or so
// that a process may have on some systems.
const mostOpen = 128

// folders keeps open the folders that hold folders, or many files, during one
// build: a page is the only file of its folder, so that without them each page
// would walk down from the top several times. They are not kept between builds,
// in which somebody may move them elsewhere.
type folders map[string]*os.Root

// many is how many files have to come into a folder for it to stay open.
const many = 16

// aside is the name under which a file is written, in the folder where it
// belongs, before it takes its place. Readers of the site never ask for hidden
// names, and it is the same each time, so that what a killed build left there
// is found again.
func aside(base string) string {
	h := fnv.New64a()
	h.Write([]byte(base))
	return ".fangzhi-" + hex.EncodeToString(h.Sum(nil))
}

// folder opens the folder of a file, and makes it and those above it where they
// are not there. What it returns is to be given to leave.
func (o *Output) folder(name string) (*os.Root, error) {
	if name == "." || o.crowded[strings.TrimPrefix(name, mark+"/")] {
		return o.kept(name)
	}
	return o.open(name)
}

// open opens or makes a folder, those above it too. A symbolic link is not
// followed: what it leads to is not ours.
func (o *Output) open(name string) (*os.Root, error) {
	parentName := path.Dir(name)
	parent, err := o.kept(parentName)
	if err != nil {
		return nil, err
	}
	defer o.leave(parentName, parent)
	base := path.Base(name)
	if err := o.may("mkdir", name); err != nil {
		return nil, err
	}
	err = parent.Mkdir(base, 0o755)
	if errors.Is(err, fs.ErrExist) {
		info, statErr := parent.Lstat(base)
		if statErr == nil && !info.IsDir() {
			return nil, &ForeignError{o.dir, name}
		}
		err = statErr
	}
	if err != nil {
		return nil, err
	}
	return parent.OpenRoot(base)
}

// kept opens a folder that stays open if there is room.
func (o *Output) kept(name string) (*os.Root, error) {
	if name == "." {
		return o.root, nil
	}
	o.mu.Lock()
	open := o.folders[name]
	o.mu.Unlock()
	if open != nil {
		return open, nil
	}
	opened, err := o.open(name)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if other := o.folders[name]; other != nil {
		opened.Close()
		return other, nil
	}
	if len(o.folders) < mostOpen {
		o.folders[name] = opened
	}
	return opened, nil
}

// leave closes a folder unless it is one of those that stay open.
func (o *Output) leave(name string, folder *os.Root) {
	if folder == o.root {
		return
	}
	o.mu.Lock()
	kept := o.folders[name] == folder
	o.mu.Unlock()
	if !kept {
		folder.Close()
	}
}

// closeFolders lets go of all folders. Whoever works in one at this moment
// gets fs.ErrClosed at worst, and tries again.
func (o *Output) closeFolders() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, folder := range o.folders {
		folder.Close()
	}
	clear(o.folders)
}

// replace writes data aside and moves it into place in one step. A folder that
// somebody removed meanwhile is made again.
func (o *Output) replace(name string, data []byte) (fs.FileInfo, error) {
	var info fs.FileInfo
	var err error
	for range 3 {
		info, err = o.tryReplace(name, data)
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrClosed) {
			break
		}
		o.closeFolders()
	}
	if err != nil {
		o.mu.Lock()
		o.begun = nil
		o.mu.Unlock()
		return nil, fmt.Errorf("publish %s: %w", name, err)
	}
	return info, nil
}

func (o *Output) tryReplace(name string, data []byte) (fs.FileInfo, error) {
	if top, _, below := strings.Cut(name, "/"); below && o.gathered[top] {
		return o.gather(path.Join(mark, name), data)
	}
	folderName := path.Dir(name)
	folder, err := o.folder(folderName)
	if err != nil {
		return nil, err
	}
	defer o.leave(folderName, folder)
	base := path.Base(name)
	info, err := o.write(folder, aside(base), name, data)
	if err == nil {
		if err = o.may("rename", name); err == nil {
			err = folder.Rename(aside(base), base)
		}
	}
	if err != nil {
		folder.Remove(aside(base))
		return nil, err
	}
	return info, nil
}

// gather writes a file into a folder that is not in its place yet.
func (o *Output) gather(name string, data []byte) (fs.FileInfo, error) {
	folderName := path.Dir(name)
	folder, err := o.folder(folderName)
	if err != nil {
		return nil, err
	}
	defer o.leave(folderName, folder)
	return o.write(folder, path.Base(name), name, data)
}

// settle moves the gathered folders into their places.
func (o *Output) settle() error {
	o.closeFolders()
	for _, top := range slices.Sorted(maps.Keys(o.gathered)) {
		err := o.may("rename", top)
		if err == nil {
			err = o.root.Rename(path.Join(mark, top), top)
		}
		switch {
		case errors.Is(err, fs.ErrExist): // it was not there when the build began
			return &ForeignError{o.dir, top}
		case errors.Is(err, fs.ErrNotExist): // nothing could be made that belongs there, or it went with one that differs in case alone
		case err != nil:
			return fmt.Errorf("publish %s: %w", top, err)
		}
		delete(o.gathered, top)
	}
	return nil
}

// write makes a new file in a folder, under a name of its own, and tells what it
// became; moving it changes neither size nor time.
func (o *Output) write(folder *os.Root, base, name string, data []byte) (fs.FileInfo, error) {
	if err := o.may("create", name); err != nil {
		return nil, err
	}
	// A regular file is never waited for. To be told so at once spares the
	// runtime four system calls in which it finds that out.
	f, err := folder.OpenFile(base, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|syscall.O_NONBLOCK, 0o644)
	if err != nil {
		return nil, err
	}
	if err := o.may("write", name); err != nil {
		_, writeErr := f.Write(data[:len(data)/2]) // a disk fills up in the middle of a file
		return nil, errors.Join(err, writeErr, f.Close())
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return nil, err
	}
	info, err := f.Stat()
	return info, errors.Join(err, f.Close())
}

// may asks Fault, if there is one, whether a step goes well.
func (o *Output) may(step, name string) error {
	if o.Fault == nil {
		return nil
	}
	return o.Fault(step, name)
}

// setMark marks the folder as one into which a build writes. If the mark is
// there already, a build was cut short, and what it left is cleared away: unless
// it was one of this process, which gave way to another after a whole file.
func (o *Output) setMark() error {
	found, err := o.root.Lstat(mark)
	if err == nil && o.begun != nil && os.SameFile(found, o.begun) && found.ModTime().Equal(o.begun.ModTime()) {
		return nil
	}
	if err == nil {
		if err := o.clearAside(); err != nil {
			return err
		}
	}
	if err := o.root.Mkdir(mark, 0o755); err != nil {
		return fmt.Errorf("begin to publish: %w", err)
	}
	o.begun, _ = o.root.Lstat(mark)
	return nil
}

// clearAside removes what a build that was cut short left behind.
func (o *Output) clearAside() error {
	for _, name := range append(slices.Sorted(maps.Keys(o.made)), listFile) {
		left := path.Join(path.Dir(name), aside(path.Base(name)))
		if err := o.root.Remove(left); err == nil {
			o.removeFolders(name)
		}
	}
	if err := o.root.RemoveAll(mark); err != nil {
		return fmt.Errorf("clear away what a build left that was cut short: %w", err)
	}
	return nil
}

// removeFolders removes the folders above a file that have become empty.
func (o *Output) removeFolders(name string) {
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		if info, err := o.root.Lstat(folder); err != nil || !info.IsDir() || o.root.Remove(folder) != nil {
			return // not empty, or a link that is not ours
		}
	}
}
