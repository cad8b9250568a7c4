package build

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path"
	"sync"
	"syscall"

	"fangzhi/generator/source"
)

// spoolID tells one spool from others of the same name. A spool begins with it.
type spoolID [16]byte

// spool is a file that takes texts one after the other. What it has no room for
// stays in memory. It may be used by many goroutines, and be nil.
type spool struct {
	cache *cache // in whose folder it is; nil where it has no file
	id    spoolID
	mu    sync.RWMutex
	file  *os.File // nil when what is taken stays in memory
	end   int64
	kept  bool // it has its place in the cache
	// moved is what was in the file, if its room on the disk was needed for more
	// than that.
	moved []byte
}

const (
	// spoolName is what a spool is called that has its place in the cache.
	spoolName = "texts"
	// freshSpool is what it is called before. One that a killed program left is
	// written over.
	freshSpool = spoolName + ".new"
)

// newSpool makes one in the cache's folder. If that does not work, it has no
// file.
func newSpool(c *cache) *spool {
	s := &spool{}
	if c == nil {
		return s
	}
	file, err := c.root.SpoolCache(path.Join(c.folder, freshSpool))
	if err != nil {
		return s
	}
	s.cache, s.file = c, file
	rand.Read(s.id[:])
	if _, ok := s.write(s.id[:]); !ok {
		s.drop()
	}
	return s
}

// drop lets the file go, and its name too if that has no place in the cache and
// is still its own.
func (s *spool) drop() {
	if fresh := path.Join(s.cache.folder, freshSpool); !s.kept && s.cache.root.IsCache(s.file, fresh) {
		s.cache.root.DropCache(fresh)
	}
	s.file.Close() // nobody relies on what was written last
	s.file = nil
}

func (s *spool) close() {
	if s != nil && s.file != nil {
		s.drop()
	}
}

// write adds bytes to the file, and tells where, if there is room.
func (s *spool) write(data []byte) (at int64, ok bool) {
	if s == nil {
		return 0, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return 0, false
	}
	at = s.end
	if _, err := s.file.WriteAt(data, at); err != nil {
		return 0, false // and the next one is tried at the same place
	}
	s.end += int64(len(data))
	return at, true
}

// ReadAt reads what was taken.
func (s *spool) ReadAt(p []byte, at int64) (int, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.file == nil {
		return bytes.NewReader(s.moved).ReadAt(p, at)
	}
	return s.file.ReadAt(p, at)
}

// makeRoom moves what was taken to memory, and tells whether that has left room
// on the disk, now or before.
func (s *spool) makeRoom() bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept {
		return false
	}
	if s.file != nil {
		moved := make([]byte, s.end)
		if _, err := s.file.ReadAt(moved, 0); err != nil {
			return false
		}
		s.moved = moved
		s.drop()
	}
	return len(s.moved) > 0
}

// sparing does something that writes to a disk. Should that be full, it is done
// once more where the spool makes room: what is kept only to spare memory must
// not be in the way.
func (s *spool) sparing(do func() error) error {
	err := do()
	if errors.Is(err, syscall.ENOSPC) && s.makeRoom() {
		err = do()
	}
	return err
}

// keep gives the file its place in the cache, where later runs find it, and
// tells whether that went well.
func (s *spool) keep() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return false
	}
	fresh, place := path.Join(s.cache.folder, freshSpool), path.Join(s.cache.folder, spoolName)
	s.kept = s.cache.root.IsCache(s.file, fresh) && s.cache.root.RenameCache(fresh, place) == nil
	return s.kept
}

// textFile is a spool in its place in the cache, to be read: files of objects
// say where in it their texts are. The zero value is none.
type textFile struct {
	in   io.ReaderAt
	file *os.File
	id   spoolID
	size int64
}

// has tells where a text is in the file, if it is.
func (f *textFile) has(text keptText) (shardText, bool) {
	t, stored := text.(*storedText)
	if !stored || t.in != f.in {
		return shardText{}, false
	}
	return shardText{t.text, t.sections, t.at}, true
}

// openTexts opens the spool of an earlier run, if there is one.
func (c *cache) openTexts() {
	if c.texts.in != nil || !source.FilesOutliveNames {
		return
	}
	f, size, err := c.root.ReadCache(path.Join(c.folder, spoolName))
	if err != nil {
		return
	}
	c.open.add(f)
	t := textFile{in: f, file: f, size: size}
	if _, err := f.ReadAt(t.id[:], 0); err == nil {
		c.texts = t
	}
}

// settleTexts decides where the texts of notes lie in the cache that is about to
// be saved: in the spool of this run, or that of an earlier one, if at least half
// of it is of use, and else behind the objects. It tells whether that is another
// place than before.
func (b *Builder) settleTexts() (moved bool) {
	c := b.cache
	var fresh, old int64 // bytes that are of use
	for _, o := range b.objects {
		if t, stored := o.Text.(*storedText); stored {
			switch size := int64(t.text.Size + t.sections.Size); t.in {
			case io.ReaderAt(b.spool):
				fresh += size
			case c.texts.in:
				old += size
			}
		}
	}
	switch {
	case fresh > old && 2*fresh > b.spool.end && b.spool.keep():
		c.texts = textFile{b.spool, b.spool.file, b.spool.id, b.spool.end}
		return true
	case c.texts.in == nil || 2*old > c.texts.size && c.root.IsCache(c.texts.file, path.Join(c.folder, spoolName)):
		return false
	}
	c.texts = textFile{}
	return true
}
