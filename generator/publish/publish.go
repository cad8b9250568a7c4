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
	"strings"
	"sync"
	"time"

	"fangzhi/generator/fingerprint"
)

const (
	// listFile names every file that Fangzhi made in the folder, a line each,
	// sorted. It stands in the folder itself, so that the folder can always be
	// tidied, whatever became of caches.
	listFile = ".fangzhi-files"
	// mark stands in the folder while a build writes into it. One that is there
	// already tells that a build was cut short.
	mark = ".fangzhi-tmp"
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
	dir      string
	root     *os.Root
	mu       sync.Mutex
	made     map[string]bool   // files that Fangzhi made, by an earlier build or this one
	named    []string          // the same, as they were named to Begin or Finish; nil where that is not known
	present  map[string]bool   // of these, those that may be on disk
	records  map[string]Record // of files known to be on disk as recorded
	folders  folders           // open during a build
	crowded  map[string]bool   // folders that many files come into
	gathers  bool              // see Gather
	gathered map[string]bool   // folders at the top that fill below the mark
	survey   *survey           // that was begun for the build at hand; nil for none
	listed   fs.FileInfo       // the list as last read or written; nil: none
	anew     bool              // write even what stands there already
	// begun is the mark of a build of this process that was begun and not
	// finished, if it cannot have left anything aside; else nil.
	begun fs.FileInfo
	// Fault, in tests, is asked before each step on disk and may fail it.
	Fault func(step, name string) error
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
	o := &Output{dir: dir, root: root, made: map[string]bool{}, present: map[string]bool{}, records: maps.Clone(records), folders: folders{}, crowded: map[string]bool{}, gathered: map[string]bool{}}
	if o.records == nil {
		o.records = map[string]Record{}
	}
	if err := o.Refresh(); err != nil {
		root.Close()
		return nil, err
	}
	return o, nil
}

// Refresh reads the list again if another process has published into the
// folder since. Call it when the folder is locked, before Has and Begin.
func (o *Output) Refresh() error {
	o.surveyed()
	o.survey = nil
	now, err := o.root.Lstat(listFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the list of published files: %w", err)
	}
	if err == nil && o.listed != nil && os.SameFile(now, o.listed) && now.Size() == o.listed.Size() && now.ModTime().Equal(o.listed.ModTime()) {
		return nil
	}
	o.named = nil
	clear(o.made)
	clear(o.present)
	o.listed = nil
	if err != nil {
		return nil // there is none
	}
	list, err := o.root.ReadFile(listFile)
	if err != nil {
		return fmt.Errorf("read the list of published files: %w", err)
	}
	o.listed = now
	names := bytes.Count(list, []byte("\n"))
	o.made, o.present = make(map[string]bool, names), make(map[string]bool, names)
	for name := range strings.SplitSeq(string(list), "\n") {
		if fs.ValidPath(name) && name != "." {
			o.made[name], o.present[name] = true, true
		}
	}
	return nil
}

// Foreign names some of the files in the folder that no build made, if no
// build ever published into it. Hidden files do not count.
func (o *Output) Foreign() []string {
	if o.listed != nil {
		return nil
	}
	dir, err := o.root.Open(".")
	if err != nil {
		return nil
	}
	defer dir.Close()
	entries, _ := dir.ReadDir(-1)
	var names []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") {
			names = append(names, entry.Name())
		}
	}
	slices.Sort(names)
	return names[:min(len(names), 3)]
}

// Close releases the folder.
func (o *Output) Close() error {
	o.surveyed()
	o.closeFolders()
	return o.root.Close()
}

// Root gives read access to the published files.
func (o *Output) Root() *os.Root { return o.root }

// Has tells whether an earlier build made the file and it is there: a build
// that was cut short may have listed it and not come to write it.
func (o *Output) Has(name string) bool {
	o.mu.Lock()
	made := o.made[name]
	_, recorded := o.records[name]
	o.mu.Unlock()
	if !made || recorded {
		return made
	}
	_, err := o.root.Lstat(name)
	return err == nil
}

// Gather lets the first build into a folder fill each folder aside, and move it
// into its place as a whole when it ends: that takes less time than to do so with
// each file. It is for builds during which nobody asks for what they have made.
func (o *Output) Gather() { o.gathers = true }

// Anew makes the next build write every file, even where the bytes are those
// that stand there. Pages stay readable meanwhile.
func (o *Output) Anew() {
	clear(o.records)
	o.anew = true
}

// Begin prepares for writing the named files: they are put on the list before
// any of them is made, so that a build that is cut short leaves nothing behind
// of which the next one does not know. The list of names is not to be changed
// afterwards.
func (o *Output) Begin(names []string) error {
	o.surveyed()
	o.closeFolders()
	if err := o.setMark(); err != nil {
		return err
	}
	if o.madeAre(names) {
		return nil
	}
	o.named = nil
	if err := o.makeWay(names); err != nil {
		return err
	}
	var added []string
	for _, name := range names {
		if !o.made[name] {
			added = append(added, name)
		}
	}
	if len(added) == 0 {
		return nil
	}
	if err := o.adopt(added, o.gathers && len(o.made) == 0); err != nil {
		return err
	}
	for _, name := range added {
		o.made[name] = true
	}
	err := o.saveList()
	if err != nil { // it names none of them, and is to be saved another time
		for _, name := range added {
			delete(o.made, name)
		}
	}
	return err
}

// madeAre tells whether the named files, each of them named once, are those
// that were made.
func (o *Output) madeAre(names []string) bool {
	if len(names) != len(o.made) {
		return false
	}
	if slices.Equal(names, o.named) { // which takes no time where they are the same strings
		return true
	}
	for _, name := range names {
		if !o.made[name] {
			return false
		}
	}
	o.named = names
	return true
}

// makeWay removes files of earlier builds that stand where a folder is needed
// now, or within a folder where now a file is needed.
func (o *Output) makeWay(names []string) error {
	if len(o.made) == 0 {
		return nil
	}
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

// adopt checks that new files take no foreign file's place, and takes down which
// folders they come into in numbers, and, if gather is true, which to fill aside.
func (o *Output) adopt(names []string, gather bool) error {
	absent, files := map[string]bool{".": false}, map[string]int{}
	for _, name := range names {
		folder := path.Dir(name)
		if files[folder]++; files[folder] == many {
			o.crowded[folder] = true
		}
		if o.absent(folder, absent) { // and what would be in it
			if top, _, _ := strings.Cut(folder, "/"); gather && absent[top] {
				o.gathered[top] = true
			}
			continue
		}
		if _, err := o.root.Lstat(name); err == nil {
			delete(o.records, name)
			return &ForeignError{o.dir, name}
		}
	}
	return nil
}

// absent tells whether nothing stands where a folder should be. What it has
// found out is known, for that folder and those above.
func (o *Output) absent(folder string, known map[string]bool) bool {
	absent, looked := known[folder]
	if !looked {
		absent = o.absent(path.Dir(folder), known)
		if !absent {
			_, err := o.root.Lstat(folder)
			absent = errors.Is(err, fs.ErrNotExist)
		}
		known[folder] = absent
	}
	return absent
}

func (o *Output) saveList() error {
	names := slices.Sorted(maps.Keys(o.made))
	info, err := o.replace(listFile, []byte(strings.Join(names, "\n")+"\n"))
	o.listed = info
	return err
}

// Recorded tells whether something is known of a file from when it was last
// written.
func (o *Output) Recorded(name string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, known := o.records[name]
	return known
}

// Read reads a file that is on disk as recorded, and tells what it was made
// from.
func (o *Output) Read(name string) ([]byte, fingerprint.Sum, error) {
	o.mu.Lock()
	record, known := o.records[name]
	o.mu.Unlock()
	if !known || !o.recorded(name, record) {
		return nil, fingerprint.Sum{}, fmt.Errorf("%s is not as it was published: %w", name, fs.ErrNotExist)
	}
	data, err := o.root.ReadFile(name)
	return data, record.Key, err
}

// Write puts a file in its place, unless its bytes stand there already, and
// tells whether they did not.
func (o *Output) Write(name string, key fingerprint.Sum, data []byte) (changed bool, err error) {
	info, same, err := o.same(name, data)
	if err != nil {
		return false, err
	}
	if !same {
		if info, err = o.replace(name, data); err != nil {
			return false, err
		}
	}
	o.mu.Lock()
	o.records[name] = Record{key, info.Size(), info.ModTime()}
	o.present[name] = true
	o.mu.Unlock()
	if o.survey != nil {
		o.survey.note(name, false)
	}
	return !same, nil
}

// same compares a published file with the bytes that it should hold. A file
// that this build is the first to make need not be looked for. What is no
// regular file, somebody put in the page's place.
func (o *Output) same(name string, data []byte) (fs.FileInfo, bool, error) {
	o.mu.Lock()
	present := o.present[name]
	o.mu.Unlock()
	if !present {
		return nil, false, nil
	}
	info, err := o.root.Lstat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, false, &ForeignError{o.dir, name}
	}
	if err != nil || o.anew || info.Size() != int64(len(data)) {
		return nil, false, nil
	}
	have, err := o.root.ReadFile(name)
	return info, err == nil && bytes.Equal(have, data), nil
}

// Finish removes every file that an earlier build made and this one did not
// name, with the folders that become empty, and returns the names removed.
func (o *Output) Finish(names []string) (removed []string, err error) {
	if err := o.settle(); err != nil {
		return nil, err
	}
	if !o.madeAre(names) {
		if removed, err = o.removeAllBut(names); err != nil {
			return removed, err
		}
	}
	if len(removed) > 0 {
		if err := o.saveList(); err != nil {
			return removed, err
		}
	}
	o.anew, o.begun, o.survey = false, nil, nil
	if err := o.root.RemoveAll(mark); err != nil {
		return removed, fmt.Errorf("finish publishing: %w", err)
	}
	return removed, nil
}

// removeAllBut removes what was made and is not named.
func (o *Output) removeAllBut(names []string) (removed []string, err error) {
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
	return removed, nil
}

func (o *Output) remove(name string) error {
	if err := o.may("remove", name); err != nil {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	// What is no plain file below plain folders, somebody else put there.
	if o.plain(name) {
		if err := o.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s: %w", name, err)
		}
		o.removeFolders(name)
	}
	o.named = nil
	delete(o.made, name)
	delete(o.present, name)
	delete(o.records, name)
	return nil
}

// plain tells whether a name is that of a regular file to which no symbolic
// link leads.
func (o *Output) plain(name string) bool {
	info, err := o.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		if info, err := o.root.Lstat(folder); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// Records returns what is known of the published files, for the next build.
func (o *Output) Records() map[string]Record { return o.records }
