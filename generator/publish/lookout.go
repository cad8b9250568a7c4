package publish

import (
	"os"
	"strings"
)

// lookout is a folder from which files within it, and within the folders in it,
// are looked at.
type lookout struct {
	root *os.Root // nil where it cannot be opened
	own  bool     // it was opened for this
	// dir is the same folder, and plain names the folders in it, without links to
	// such: into these a look takes one call of the system instead of three. Where
	// nothing is plain, looks go by root.
	dir   *os.File
	plain map[string]bool
}

// standAt opens a folder to look from at so many files. It is to be left.
func standAt(root *os.Root, folder string, files int) *lookout {
	l := &lookout{root: root}
	if folder != "." {
		l.own = true
		l.root, _ = root.OpenRoot(folder)
	}
	if l.root != nil && files >= many {
		l.dir, _ = openPlain(l.root)
	}
	if l.dir == nil {
		return l
	}
	entries, err := l.dir.ReadDir(-1)
	if err != nil {
		return l
	}
	l.plain = make(map[string]bool, len(entries))
	for _, entry := range entries {
		if entry.IsDir() {
			l.plain[entry.Name()] = true
		}
	}
	return l
}

// leave closes what was opened. Nothing was written that could be lost.
func (l *lookout) leave() {
	if l.dir != nil {
		l.dir.Close()
	}
	if l.own && l.root != nil {
		l.root.Close()
	}
}

// sees tells whether a file, named from the folder, is as recorded.
func (l *lookout) sees(name string, r Record) bool {
	if l.root == nil {
		return false
	}
	if folder, _, below := strings.Cut(name, "/"); below && l.plain[folder] {
		size, modified, regular := lookBelow(l.dir, name)
		return regular && size == r.Size && modified.Equal(r.Modified)
	}
	return r.describes(l.root.Lstat(name))
}
