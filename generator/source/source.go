// Package source is where the site's files come from: it lists and reads them
// through one os.Root, so that no name and no symbolic link leads outside the
// site, and tells when they change. It knows nothing of what is in them.
package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"fangzhi/generator/diag"
)

// Hash is the SHA-256 of a file's bytes.
type Hash [sha256.Size]byte

// Sum hashes bytes.
func Sum(data []byte) Hash { return sha256.Sum256(data) }

// Stat is what a listing knows of a file without reading it.
type Stat struct {
	Path     string // slash-separated, relative to the site
	Size     int64
	Modified time.Time
	// Changed is when the system last changed anything of the file, which no
	// program can set; zero where it is not known.
	Changed time.Time
	// Link says that it is a symbolic link, to a file that may change while
	// nothing is heard of the link.
	Link bool
}

// MaxFile is the size, in bytes, above which a file is refused: Fangzhi holds
// each file in memory while it works on it.
const MaxFile = 256 << 20

// Root is an opened site folder.
type Root struct {
	dir  string
	root *os.Root
}

// Open opens the folder dir, which must exist.
func Open(dir string) (*Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the site: %w", err)
	}
	return &Root{dir: dir, root: root}, nil
}

// Dir is the folder as it was given to Open.
func (r *Root) Dir() string { return r.dir }

// Close releases the folder.
func (r *Root) Close() error { return r.root.Close() }

// Read returns a file's bytes. It refuses what is not a regular file, and what
// is larger than MaxFile. It never waits: not for the writer of a FIFO either.
func (r *Root) Read(name string) ([]byte, error) { return read(r.root, name) }

func read(root *os.Root, name string) ([]byte, error) {
	f, info, err := open(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > MaxFile {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%d MB are more than the %d MB that are read", info.Size()>>20, MaxFile>>20)}
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF || err == nil && int64(len(data)) == info.Size() {
			return data, nil // there was room for more, had there been any
		}
		if err != nil {
			return nil, err
		}
		if len(data) > MaxFile {
			return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("it grows while it is read")}
		}
		if len(data) == cap(data) {
			data = slices.Grow(data, max(512, len(data)))
		}
	}
}

// open opens a regular file, and waits for nothing.
func open(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "read", Path: name, Err: errors.New("not a regular file")}
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// Stat describes one file. The error is fs.ErrNotExist where there is none.
func (r *Root) Stat(name string) (Stat, error) {
	info, err := r.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		if _, linkErr := r.root.Lstat(name); linkErr == nil {
			return Stat{}, &fs.PathError{Op: "stat", Path: name, Err: errors.New("a symbolic link that leads nowhere")}
		}
	}
	if err != nil {
		return Stat{}, err
	}
	if !info.Mode().IsRegular() {
		return Stat{}, &fs.PathError{Op: "stat", Path: name, Err: errors.New("not a regular file")}
	}
	link, err := r.root.Lstat(name)
	return Stat{
		Path: name, Size: info.Size(), Modified: info.ModTime(), Changed: changed(info),
		Link: err == nil && link.Mode()&fs.ModeSymlink != 0,
	}, nil
}

// List returns all regular files below folder, in order of path. Hidden files
// and folders (".git"), and editors' backup and swap files, are passed over.
// What cannot be listed is told in the diagnostics, and the rest listed all
// the same. A folder that does not exist is empty.
func (r *Root) List(folder string) ([]Stat, []diag.Diagnostic) {
	l := lister{root: r.root}
	l.folder(folder)
	slices.SortFunc(l.files, func(a, b Stat) int { return strings.Compare(a.Path, b.Path) })
	return l.files, l.diagnostics
}

type lister struct {
	root        *os.Root
	files       []Stat
	diagnostics []diag.Diagnostic
}

func (l *lister) warn(name, code, message, hint string) {
	l.diagnostics = append(l.diagnostics, diag.Diagnostic{Path: name, Severity: diag.Warning, Code: code, Message: message, Hint: hint})
}

func (l *lister) folder(name string) {
	dir, err := l.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.unreadable(name, err)
		return
	}
	entries, err := dir.ReadDir(-1)
	dir.Close()
	if err != nil {
		l.unreadable(name, err)
	}
	for _, entry := range entries {
		if Ignored(entry.Name()) {
			continue
		}
		l.entry(path.Join(name, entry.Name()), entry)
	}
}

func (l *lister) entry(name string, entry fs.DirEntry) {
	if entry.IsDir() {
		l.folder(name)
		return
	}
	info, err := entry.Info()
	if err == nil && entry.Type()&fs.ModeSymlink != 0 {
		// os.Root follows a link only as long as it stays inside the site.
		info, err = l.root.Stat(name)
		if err == nil && info.IsDir() {
			l.warn(name, "link-folder", "a symbolic link to a folder is not followed", "put the folder itself here")
			return
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && entry.Type()&fs.ModeSymlink == 0:
		// It went away between the listing and the look: as if it never was.
	case err != nil:
		l.unreadable(name, err)
	case !info.Mode().IsRegular():
		l.warn(name, "file-kind", "not a regular file, passed over", "")
	default:
		l.files = append(l.files, Stat{Path: name, Size: info.Size(), Modified: info.ModTime(), Changed: changed(info), Link: entry.Type()&fs.ModeSymlink != 0})
	}
}

func (l *lister) unreadable(name string, err error) {
	l.diagnostics = append(l.diagnostics, Unreadable(name, err))
}

// Unreadable is the diagnostic for a file that could not be read.
func Unreadable(name string, err error) diag.Diagnostic {
	reason := err
	var at *fs.PathError
	if errors.As(err, &at) {
		reason = at.Err
	}
	return diag.Diagnostic{
		Path: name, Severity: diag.Error, Code: "file-unreadable",
		Message: "cannot be read: " + reason.Error(),
		Hint:    "a file must be readable and, if it is a symbolic link, lead to a file inside the site",
	}
}

// Ignored tells whether a file or folder of this name is passed over.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		name == "node_modules" || name == "4913" || // a test file that Vim writes before it saves
		strings.HasSuffix(name, ".tmp") || strings.HasSuffix(name, ".swp")
}

// WriteCache writes a file below the site, of some parts, whole or not at all. It
// serves the cache alone: sources are never written.
func (r *Root) WriteCache(name string, parts ...[]byte) error {
	if err := r.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	aside := name + ".new"
	f, err := r.root.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if _, err = f.Write(part); err != nil {
			break
		}
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return r.root.Rename(aside, name)
}

// ReadCache opens a file of the cache, to be read in parts, and tells its size.
// The file that is open stays as it is when WriteCache writes another of its name.
func (r *Root) ReadCache(name string) (*os.File, int64, error) {
	f, info, err := open(r.root, name)
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// SpoolCache makes a file of the cache that is written and read at the same time,
// in place of whatever has its name.
func (r *Root) SpoolCache(name string) (*os.File, error) {
	if !FilesOutliveNames {
		return nil, errors.ErrUnsupported
	}
	if err := r.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return nil, err
	}
	if err := r.root.RemoveAll(name); err != nil {
		return nil, err
	}
	return r.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
}

// IsCache tells whether a file of the cache that is open still has its name.
func (r *Root) IsCache(f *os.File, name string) bool {
	now, err1 := r.root.Lstat(name)
	then, err2 := f.Stat()
	return err1 == nil && err2 == nil && os.SameFile(now, then)
}

// RenameCache gives a file of the cache another name, in place of whatever has it.
func (r *Root) RenameCache(from, to string) error { return r.root.Rename(from, to) }

// DropCache removes a file of the cache.
func (r *Root) DropCache(name string) error { return r.root.Remove(name) }

// FilesOutliveNames tells whether a file may lose its name while it is open, by
// removal or because another takes its place. On Windows it may not.
const FilesOutliveNames = runtime.GOOS != "windows"

// OpenCache opens the cache's folder, and makes it if it is not there.
func (r *Root) OpenCache(folder string) (*os.Root, error) {
	if err := r.root.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	return r.root.OpenRoot(folder)
}

// RemoveCache removes all that is in a folder of the cache but one file.
func (r *Root) RemoveCache(folder, keep string) error {
	dir, err := r.root.Open(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	entries, err := dir.ReadDir(-1)
	err = errors.Join(err, dir.Close())
	for _, entry := range entries {
		if entry.Name() != keep {
			err = errors.Join(err, r.root.RemoveAll(path.Join(folder, entry.Name())))
		}
	}
	return err
}
