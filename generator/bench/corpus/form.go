package corpus

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Form is how a corpus is written.
type Form uint8

const (
	// Fangzhi is the form of Fangzhi's own notes.
	Fangzhi Form = iota
	// Hugo is a Hugo site with plain Markdown links and a plain theme.
	Hugo
	// HugoReferences is the same site with links that Hugo resolves and checks,
	// by its shortcode relref.
	HugoReferences
	// Eleventy is an Eleventy site of the same files with one plain layout.
	Eleventy
)

// formNames is what the command line calls each form.
var formNames = [...]string{Fangzhi: "fangzhi", Hugo: "hugo", HugoReferences: "hugo-references", Eleventy: "eleventy"}

// String names the form as the command line does.
func (f Form) String() string { return formNames[f] }

// ParseForm is the inverse of String.
func ParseForm(name string) (Form, error) {
	if f := slices.Index(formNames[:], name); f >= 0 {
		return Form(f), nil
	}
	return 0, fmt.Errorf("no form of a corpus is called %q: use one of %s", name, strings.Join(formNames[:], ", "))
}

// writer is what differs between forms.
type writer interface {
	// appendFront appends the front matter of a note with its fences.
	appendFront(b []byte, n *Note) []byte
	// appendPiece appends one piece of a body.
	appendPiece(b []byte, p Piece) []byte
}

func (f Form) writer() writer {
	switch f {
	case Fangzhi:
		return fangzhiForm{}
	case HugoReferences:
		return hugoForm{references: true}
	}
	return hugoForm{} // which is what any program reads that knows Markdown alone
}

// Append appends the note's file to b.
func (n *Note) Append(b []byte, form Form) []byte {
	w := form.writer()
	b = w.appendFront(b, n)
	for _, p := range n.Body {
		b = w.appendPiece(b, p)
	}
	return b
}

// Written counts what Write wrote.
type Written struct {
	Notes int
	Bytes int64 // of the notes alone
}

// frames holds the settings and templates of the peers' forms, each in the
// folder of its name.
//
//go:embed all:hugo all:eleventy
var frames embed.FS

// Write writes the whole site into the folder dir, which is made if it is not
// there. Files of other names in it are left alone: give an empty folder.
func (c *Corpus) Write(dir string, form Form) (Written, error) {
	if err := c.writeFrame(dir, form); err != nil {
		return Written{}, fmt.Errorf("write the frame of the site: %w", err)
	}
	content := filepath.Join(dir, "content")
	for k := range kinds {
		for _, region := range regions {
			if err := os.MkdirAll(filepath.Join(content, k.Folder(), region), 0o777); err != nil {
				return Written{}, err
			}
		}
	}
	return c.writeNotes(content, form)
}

// frame is the folder of frames that holds the rest of the site.
func (f Form) frame() string {
	if f == HugoReferences {
		return Hugo.String()
	}
	return f.String()
}

// writeNotes writes all notes, each worker those that it takes from a common
// counter: which worker makes a note does not change the note.
func (c *Corpus) writeNotes(content string, form Form) (Written, error) {
	var next, size atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for k := range errs {
		group.Go(func() {
			var b []byte
			for errs[k] == nil {
				i := int(next.Add(1)) - 1
				if i >= c.notes {
					return
				}
				n := c.Note(i)
				b = n.Append(b[:0], form)
				size.Add(int64(len(b)))
				errs[k] = os.WriteFile(filepath.Join(content, filepath.FromSlash(n.Path())), b, 0o666)
			}
		})
	}
	group.Wait()
	return Written{c.notes, size.Load()}, errors.Join(errs...)
}

// writeFrame writes what a site has besides its notes.
func (c *Corpus) writeFrame(dir string, form Form) error {
	if form != Fangzhi {
		return writeEmbedded(dir, frames, form.frame())
	}
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "fangzhi.yaml"), []byte(fangzhiSettings), 0o666); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "content", "sources.bib"))
	if err != nil {
		return err
	}
	return errors.Join(c.writeBibTeX(f), f.Close())
}

// writeEmbedded copies the folder root of files into dir.
func writeEmbedded(dir string, files fs.FS, root string) error {
	return fs.WalkDir(files, root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name[len(root)+1:]))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o666)
	})
}
