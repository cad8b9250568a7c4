package build

import (
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path"
	"slices"
	"sync"
	"syscall"
	"unsafe"

	"fangzhi/generator/compile"
	"fangzhi/generator/markdown"
	"fangzhi/generator/pack"
)

// The texts of notes are most of what is kept of them, and few are needed at a
// time. So they lie in files of the cache where there is one: in those that an
// earlier run has left, or, where many notes are compiled at once, in a spool.
// Such a file is held open, so that nobody can take it away; should one be
// written upon all the same, a checksum tells.

// errLost says that a text is not what was kept. All notes must be compiled
// anew then: see Builder.forget.
var errLost = errors.New("a text in the cache is damaged")

// storedText is a text that lies in a file, packed: first the text itself, then
// its sections.
type storedText struct {
	in             io.ReaderAt
	at             int64
	text, sections packedPart
}

// packedPart is a part of what is packed.
type packedPart struct {
	Size int
	Sum  uint32 // see checksum
}

func partOf(packed string) packedPart {
	return packedPart{len(packed), checksum(unsafe.Slice(unsafe.StringData(packed), len(packed)))}
}

func (t *storedText) Read() (*markdown.Text, error) {
	packed, err := t.part(t.at, t.text)
	if err != nil {
		return nil, err
	}
	return packedText{text: packed}.Read()
}

func (t *storedText) Sections() ([]markdown.Section, error) {
	packed, err := t.part(t.at+int64(t.text.Size), t.sections)
	if err != nil {
		return nil, err
	}
	return packedText{sections: packed}.Sections()
}

func (t *storedText) part(at int64, part packedPart) (string, error) {
	data := make([]byte, part.Size)
	if _, err := t.in.ReadAt(data, at); err != nil {
		return "", errors.Join(errLost, err)
	}
	packed := unsafe.String(unsafe.SliceData(data), len(data)) // nobody else has the bytes
	if partOf(packed) != part {
		return "", errLost
	}
	return packed, nil
}

// packedText is a text that lies in memory, packed.
type packedText struct{ text, sections string }

func (t packedText) Read() (*markdown.Text, error) {
	text := new(markdown.Text)
	return text, unpack(t.text, text)
}

func (t packedText) Sections() (sections []markdown.Section, err error) {
	err = unpack(t.sections, &sections)
	return sections, err
}

func unpack(packed string, v any) error {
	if err := pack.Read(packed, v); err != nil {
		return errors.Join(errLost, err)
	}
	return nil
}

// packed is the text as it is kept in memory.
func (t *storedText) packed() (packedText, error) {
	text, err1 := t.part(t.at, t.text)
	sections, err2 := t.part(t.at+int64(t.text.Size), t.sections)
	return packedText{text, sections}, errors.Join(err1, err2)
}

// keptText is a text of an object that this package keeps.
type keptText interface {
	compile.Text
	// append adds the text to data, packed, and tells of its parts.
	append(data []byte) ([]byte, shardText, error)
}

func (t packedText) append(data []byte) ([]byte, shardText, error) {
	return append(append(data, t.text...), t.sections...), shardText{partOf(t.text), partOf(t.sections)}, nil
}

func (t *storedText) append(data []byte) ([]byte, shardText, error) {
	parts := shardText{t.text, t.sections}
	text := len(data)
	sections := text + t.text.Size
	end := sections + t.sections.Size
	whole := slices.Grow(data, end-text)[:end]
	if _, err := t.in.ReadAt(whole[text:], t.at); err != nil {
		return data, parts, errors.Join(errLost, err)
	}
	if checksum(whole[text:sections]) != t.text.Sum || checksum(whole[sections:]) != t.sections.Sum {
		return data, parts, errLost
	}
	return whole, parts, nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum tells damaged bytes from whole ones, and takes hardly longer than to
// copy them.
func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// spool is a file that takes texts one after the other, until the cache is
// saved. What it has no room for stays in memory. It may be used by many
// goroutines, and be nil.
type spool struct {
	mu   sync.RWMutex
	file *os.File // nil when what is taken stays in memory
	end  int64
	// moved is what was in the file, if its room on the disk was needed for more
	// than that.
	moved []byte
}

// spoolName is what a spool is called for as long as it has a name.
const spoolName = "texts"

// newSpool makes one in the cache's folder, without a name. If that does not
// work, it has no file.
func newSpool(c *cache) *spool {
	s := &spool{}
	if c != nil {
		s.file, _ = c.root.SpoolCache(path.Join(c.folder, spoolName))
	}
	return s
}

func (s *spool) close() {
	if s != nil && s.file != nil {
		s.file.Close() // it is gone then
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
	if s.file != nil {
		moved := make([]byte, s.end)
		if _, err := s.file.ReadAt(moved, 0); err != nil {
			return false
		}
		s.file.Close() // it is gone now
		s.file, s.moved = nil, moved
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
