package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"fangzhi/generator/compile"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/pack"
	"fangzhi/generator/source"
)

// cacheFolder holds what was learned in earlier runs, in the site's folder. It
// may be deleted at any time.
const cacheFolder = ".fangzhi"

// cache keeps objects and state in files. Whatever is wrong with a file, it
// counts as not there.
type cache struct {
	root   *source.Root
	folder string                 // cacheFolder, but in tests
	state  string                 // name of the state file, one for each output folder
	key    fingerprint.Sum        // objectKey of the objects that are kept
	kept   map[string]source.Hash // of the objects that are kept, by path
	// packed is what is to be kept of objects that were compiled since the
	// cache was saved: each holds its texts in it.
	packed map[*compile.Object]string
	open   openFiles
	texts  textFile // where most texts lie that are kept; the zero value where each lies behind its object
	last   state    // of the run before this one; empty where there was none
	next   state
	size   int         // bytes that the last state took, and about what the next one will
	made   int         // of these, those that tell what was made
	dirty  bool        // next is not saved yet
	unfit  atomic.Bool // some file of it was damaged or of another program
}

func openCache(root *source.Root, out string) *cache {
	absolute, err := filepath.Abs(out)
	if err != nil {
		absolute = out
	}
	sum := sha256.Sum256([]byte(absolute))
	return &cache{
		root: root, folder: cacheFolder, state: "state-" + hex.EncodeToString(sum[:6]), kept: map[string]source.Hash{},
		packed: map[*compile.Object]string{},
	}
}

// programID identifies the running program: by the beginning of its file,
// which holds the identifier that the linker made of all its code.
var programID = sync.OnceValue(func() fingerprint.Sum {
	name, err := os.Executable()
	if err != nil {
		return fingerprint.Sum{}
	}
	f, err := os.Open(name)
	if err != nil {
		return fingerprint.Sum{}
	}
	defer f.Close()
	start := make([]byte, 64<<10)
	n, err := io.ReadFull(f, start)
	if err != nil && err != io.ErrUnexpectedEOF {
		return fingerprint.Sum{}
	}
	if bytes.Contains(start[:n], []byte("Go build ID")) || bytes.Contains(start[:n], []byte("\x04\x00\x00\x00Go\x00\x00")) {
		return fingerprint.Of(start[:n])
	}
	// A build without identifier: nothing less than the whole will do.
	sum := sha256.New()
	sum.Write(start[:n])
	if _, err := io.Copy(sum, f); err != nil {
		return fingerprint.Sum{}
	}
	return fingerprint.Of(sum.Sum(nil))
})

// sumSize is of how many bytes the checksum is that a file of the cache begins
// with.
const sumSize = 4

// sumUp puts the checksum of the rest in front of a file of the cache.
func sumUp(data []byte) { binary.BigEndian.PutUint32(data, checksum(data[sumSize:])) }

// isWhole tells whether a file of the cache is as it was written.
func isWhole(data []byte) bool { return binary.BigEndian.Uint32(data) == checksum(data[sumSize:]) }

// loadState returns the state of the last build by this very program, or an
// empty one. The program's id comes before the value: bytes that another one
// wrote would be read as something else.
func (c *cache) loadState() state {
	data, err := c.root.Read(path.Join(c.folder, c.state))
	if errors.Is(err, fs.ErrNotExist) {
		return state{}
	}
	const head = sumSize + len(fingerprint.Sum{})
	if err != nil || len(data) < head || !isWhole(data) || fingerprint.Sum(data[sumSize:head]) != programID() {
		c.unfit.Store(true)
		return state{}
	}
	var s struct {
		stored
		Made string
	}
	// The bytes are nobody else's, and stay as they are: to read them as the text
	// that they are spares a copy.
	if pack.Read(unsafe.String(unsafe.SliceData(data[head:]), len(data)-head), &s) != nil {
		c.unfit.Store(true)
		return state{}
	}
	last := s.state()
	last.Made = s.Made
	c.size, c.made = len(data), len(s.Made)
	return last
}

var packed = sync.Pool{New: func() any { b := make([]byte, sumSize, 2<<20); return &b }}

// storeState writes the state: a checksum, the program's id, the value. What was
// made is packed by a function of its own, beside the rest.
func (c *cache) storeState(s state, made func() string) error {
	buffer := packed.Get().(*[]byte)
	defer packed.Put(buffer)
	id := programID()
	data := append(slices.Grow((*buffer)[:sumSize], c.size+c.size/16), id[:]...)
	packing := make(chan string, 1)
	go func() { packing <- made() }()
	data = pack.Append(data, s.store())
	about := <-packing
	data = pack.Append(data, about)
	*buffer = data
	c.size, c.made = len(data), len(about)
	sumUp(data)
	return c.root.WriteCache(path.Join(c.folder, c.state), data)
}

func (c *cache) clear() error {
	if err := c.root.RemoveCache(c.folder, lockName); err != nil {
		return fmt.Errorf("clear the cache: %w", err)
	}
	return nil
}
