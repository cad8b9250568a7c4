// Package publish puts bytes on disk: into one output folder, each file whole
// or not at all, only what differs, and never touching a file that Fangzhi did
// not make. It knows names and bytes, not pages.
package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"fangzhi/generator/fingerprint"
)

const (
	// listFile names every file that Fangzhi made in the folder, a line each,
	// sorted. It stands in the folder itself, so that the folder can always be
	// tidied, whatever became of caches.
	listFile = ".fangzhi-files"
	// scratch is where files are written before they are moved into place.
	scratch = ".fangzhi-tmp"
)

// Record is what is known of a published file.
type Record struct {
	Key      fingerprint.Sum // of what it was made from
	Size     int64
	Modified time.Time
}

// Output is an opened output folder. Its methods may be called from many
// goroutines, but for Begin and Finish.
type Output struct {
	dir     string
	root    *os.Root
	mu      sync.Mutex
	made    map[string]bool   // files that Fangzhi made, by an earlier build or this one
	present map[string]bool   // of these, those that may be on disk
	records map[string]Record // of files known to be on disk as recorded
	folders map[string]bool   // known to exist
	serial  atomic.Int64
}

// ForeignError says that a file stands where a page should go, and that
// Fangzhi did not make it.
type ForeignError struct{ Dir, Name string }

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s was not made by Fangzhi and is left alone; move it away, or build into another folder with --out", path.Join(e.Dir, e.Name))
}

// Open opens the folder dir, and makes it if it is not there. records are what
// an earlier build returned from Records, or nil.
func Open(dir string, records map[string]Record) (*Output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the output folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the output folder: %w", err)
	}
	o := &Output{dir: dir, root: root, made: map[string]bool{}, present: map[string]bool{}, records: maps.Clone(records), folders: map[string]bool{}}
	if o.records == nil {
		o.records = map[string]Record{}
	}
	list, err := root.ReadFile(listFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return nil, fmt.Errorf("read the list of published files: %w", err)
	}
	for name := range strings.SplitSeq(string(list), "\n") {
		if fs.ValidPath(name) && name != "." {
			o.made[name], o.present[name] = true, true
		}
	}
	return o, nil
}

// Close releases the folder.
func (o *Output) Close() error { return o.root.Close() }

// Root gives read access to the published files.
func (o *Output) Root() *os.Root { return o.root }

// Has tells whether an earlier build made the file.
func (o *Output) Has(name string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.made[name]
}

// Begin prepares for writing the named files: they are put on the list before
// any of them is made, so that a build that is cut short leaves nothing behind
// of which the next one does not know.
func (o *Output) Begin(names []string) error {
	if err := o.clearScratch(); err != nil {
		return err
	}
	if err := o.makeWay(names); err != nil {
		return err
	}
	grown := false
	for _, name := range names {
		if !o.made[name] {
			if err := o.adopt(name); err != nil {
				return err
			}
			o.made[name] = true
			grown = true
		}
	}
	if !grown {
		return nil
	}
	return o.saveList()
}

// makeWay removes files of earlier builds that stand where a folder is needed
// now, or within a folder where now a file is needed.
func (o *Output) makeWay(names []string) error {
	wanted := make(map[string]bool, len(names))
	folders := make(map[string]bool, len(names))
	for _, name := range names {
		wanted[name] = true
		for folder := path.Dir(name); folder != "." && !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.made)) {
		if wanted[name] {
			continue
		}
		blocks := folders[name]
		for folder := path.Dir(name); folder != "." && !blocks; folder = path.Dir(folder) {
			blocks = wanted[folder]
		}
		if blocks {
			if err := o.remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// adopt checks that a new file takes no foreign file's place.
func (o *Output) adopt(name string) error {
	if _, err := o.root.Lstat(name); err == nil {
		delete(o.records, name)
		return &ForeignError{o.dir, name}
	}
	return nil
}

func (o *Output) saveList() error {
	names := slices.Sorted(maps.Keys(o.made))
	_, err := o.replace(listFile, []byte(strings.Join(names, "\n")+"\n"))
	return err
}

// Current tells whether a file is on disk as it was made from key.
func (o *Output) Current(name string, key fingerprint.Sum) bool {
	o.mu.Lock()
	record, known := o.records[name]
	o.mu.Unlock()
	return known && record.Key == key && o.onDisk(name, record)
}

func (o *Output) onDisk(name string, r Record) bool {
	info, err := o.root.Lstat(name)
	return err == nil && info.Mode().IsRegular() && info.Size() == r.Size && info.ModTime().Equal(r.Modified)
}

// Intact tells whether every recorded file is on disk as recorded, and every
// file on the list is recorded.
func (o *Output) Intact() bool {
	if len(o.records) != len(o.made) {
		return false
	}
	for name, r := range o.records {
		if !o.made[name] || !o.onDisk(name, r) {
			return false
		}
	}
	return true
}

// Write puts a file in its place, unless its bytes stand there already, and
// tells whether they did not.
func (o *Output) Write(name string, key fingerprint.Sum, data []byte) (changed bool, err error) {
	info, same := o.same(name, data)
	if !same {
		if info, err = o.replace(name, data); err != nil {
			return false, err
		}
	}
	o.mu.Lock()
	o.records[name] = Record{key, info.Size(), info.ModTime()}
	o.present[name] = true
	o.mu.Unlock()
	return !same, nil
}

// same compares a published file with the bytes that it should hold. A file
// that this build is the first to make need not be looked for.
func (o *Output) same(name string, data []byte) (fs.FileInfo, bool) {
	o.mu.Lock()
	present := o.present[name]
	o.mu.Unlock()
	if !present {
		return nil, false
	}
	info, err := o.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return nil, false
	}
	have, err := o.root.ReadFile(name)
	return info, err == nil && bytes.Equal(have, data)
}

// replace writes data aside and moves it into place in one step. A folder that
// somebody removed meanwhile is made again.
func (o *Output) replace(name string, data []byte) (fs.FileInfo, error) {
	info, err := o.tryReplace(name, data)
	if errors.Is(err, fs.ErrNotExist) {
		o.mu.Lock()
		clear(o.folders)
		o.mu.Unlock()
		info, err = o.tryReplace(name, data)
	}
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", name, err)
	}
	return info, nil
}

func (o *Output) tryReplace(name string, data []byte) (fs.FileInfo, error) {
	if err := o.folder(scratch); err != nil {
		return nil, err
	}
	if err := o.folder(path.Dir(name)); err != nil {
		return nil, err
	}
	aside := path.Join(scratch, strconv.FormatInt(o.serial.Add(1), 36))
	info, err := o.write(aside, data)
	if err == nil {
		err = o.root.Rename(aside, name)
	}
	if err != nil {
		o.root.Remove(aside)
		return nil, err
	}
	return info, nil
}

// write makes a new file and tells what it became; moving it changes neither
// size nor time.
func (o *Output) write(name string, data []byte) (fs.FileInfo, error) {
	f, err := o.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return nil, err
	}
	info, err := f.Stat()
	return info, errors.Join(err, f.Close())
}

// folder makes a folder and those above it.
func (o *Output) folder(name string) error {
	if name == "." {
		return nil
	}
	o.mu.Lock()
	known := o.folders[name]
	o.mu.Unlock()
	if known {
		return nil
	}
	if err := o.folder(path.Dir(name)); err != nil {
		return err
	}
	if err := o.root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	o.mu.Lock()
	o.folders[name] = true
	o.mu.Unlock()
	return nil
}

// Finish removes every file that an earlier build made and this one did not
// name, with the folders that become empty, and returns the names removed.
func (o *Output) Finish(names []string) (removed []string, err error) {
	keep := make(map[string]bool, len(names))
	for _, name := range names {
		keep[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(o.made)) {
		if keep[name] {
			continue
		}
		if err := o.remove(name); err != nil {
			return removed, err
		}
		removed = append(removed, name)
	}
	if len(removed) > 0 {
		if err := o.saveList(); err != nil {
			return removed, err
		}
	}
	return removed, o.clearScratch()
}

// clearScratch removes what a build that was cut short left aside.
func (o *Output) clearScratch() error {
	o.mu.Lock()
	delete(o.folders, scratch)
	o.mu.Unlock()
	if err := o.root.RemoveAll(scratch); err != nil {
		return fmt.Errorf("clear the scratch folder: %w", err)
	}
	return nil
}

func (o *Output) remove(name string) error {
	if err := o.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	delete(o.made, name)
	delete(o.present, name)
	delete(o.records, name)
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		if o.root.Remove(folder) != nil {
			break // not empty
		}
		delete(o.folders, folder)
	}
	return nil
}

// Records returns what is known of the published files, for the next build.
func (o *Output) Records() map[string]Record { return o.records }

// Clear removes every file that Fangzhi made.
func (o *Output) Clear() error {
	_, err := o.Finish(nil)
	return err
}
