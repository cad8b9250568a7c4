package build

import (
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path"
	"sync"
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

// storedText is a text that lies in a file, packed.
type storedText struct {
	in   io.ReaderAt
	at   int64
	size int
	sum  uint32 // see checksum
}

func (t *storedText) Read() (*markdown.Text, error) {
	packed, err := t.packed()
	if err != nil {
		return nil, err
	}
	return packedText(packed).Read()
}

func (t *storedText) packed() (string, error) {
	data := make([]byte, t.size)
	if _, err := t.in.ReadAt(data, t.at); err != nil {
		return "", errors.Join(errLost, err)
	}
	if checksum(data) != t.sum {
		return "", errLost
	}
	return unsafe.String(unsafe.SliceData(data), len(data)), nil // nobody else has the bytes
}

// packedText is a text that lies in memory, packed.
type packedText string

func (t packedText) Read() (*markdown.Text, error) {
	text := new(markdown.Text)
	if err := pack.Read(string(t), text); err != nil {
		return nil, errors.Join(errLost, err)
	}
	return text, nil
}

// packedOf is a text as the cache keeps it.
func packedOf(text compile.Text) (string, error) {
	switch text := text.(type) {
	case packedText:
		return string(text), nil
	case *storedText:
		return text.packed()
	}
	read, err := text.Read()
	if err != nil {
		return "", err
	}
	return string(pack.Append(nil, *read)), nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum tells damaged bytes from whole ones, and takes hardly longer than to
// copy them.
func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// spool is a file that takes texts one after the other, until the cache is
// saved. What it has no room for stays in memory. It may be used by many
// goroutines.
type spool struct {
	mu   sync.Mutex
	file *os.File // nil when all stays in memory
	end  int64
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

// take keeps a text: in the file, or else in memory, in a room.
func (s *spool) take(text *markdown.Text, room *pack.Room) compile.Text {
	buffer := texts.Get().(*[]byte)
	defer texts.Put(buffer)
	*buffer = pack.Append((*buffer)[:0], *text)
	if s != nil {
		if at, ok := s.write(*buffer); ok {
			return &storedText{in: s.file, at: at, size: len(*buffer), sum: checksum(*buffer)}
		}
	}
	return packedText(room.Text(*buffer))
}

var texts = sync.Pool{New: func() any { return new([]byte) }}

func (s *spool) write(data []byte) (at int64, ok bool) {
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
