package source

import (
	"os"
	"path"
)

// Reader reads many files as Root.Read does. It keeps the folder of the last one
// open, so that others of that folder are found without a walk from the site's
// folder, which opens each folder on the way. It is for one goroutine at a time,
// and for a short time: a folder that is moved meanwhile is read where it went.
type Reader struct {
	root   *Root
	folder string
	in     *os.Root // the folder; nil where none is open
}

// Reader returns a reader of the site's files, which must be closed.
func (r *Root) Reader() *Reader { return &Reader{root: r} }

// Read returns a file's bytes.
func (r *Reader) Read(name string) ([]byte, error) {
	folder, file := path.Split(name)
	if r.enter(folder) {
		if data, err := read(r.in, file); err == nil {
			return data, nil
		}
	}
	// A link may lead out of the folder and not out of the site; and what cannot
	// be read is told of by its whole name.
	return r.root.Read(name)
}

// enter opens a folder, and tells whether it is open.
func (r *Reader) enter(folder string) bool {
	if r.in != nil && r.folder == folder {
		return true
	}
	r.Close()
	in, err := r.root.root.OpenRoot(path.Join(".", folder))
	if err != nil {
		return false
	}
	r.folder, r.in = folder, in
	return true
}

// Close lets go of the folder. The reader may be used again.
func (r *Reader) Close() {
	if r.in != nil {
		r.in.Close() // nothing was written
		r.in = nil
	}
}
