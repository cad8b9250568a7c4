package build

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
	"unsafe"

	"fangzhi/generator/compile"
	"fangzhi/generator/cores"
	"fangzhi/generator/fingerprint"
	"fangzhi/generator/pack"
	"fangzhi/generator/source"
)

// shards is into how many files the objects are divided, so that after an edit
// only a small part is written again.
const shards = 64

// shard is what a file of objects begins with. Their texts are read when they are
// asked for.
type shard struct {
	Objects []*compile.Object
	Texts   []shardText // parallel to Objects
	Spool   spoolID     // of the spool that some of the texts lie in; zero for none
}

// shardText tells of one text.
type shardText struct {
	Text, Sections packedPart
	// At is where it lies in the spool; zero: it lies behind the shard, where
	// those that do follow each other in the order of objects.
	At int64
}

// A file of objects begins with a checksum of what follows up to the texts, the
// key, and how long the shard is, packed.
const (
	shardKey    = sumSize
	shardLength = shardKey + len(fingerprint.Sum{})
	shardHead   = shardLength + 8
)

// shardOf tells in which file a note's object is kept.
func shardOf(name string) int {
	h := fnv.New32a()
	io.WriteString(h, name)
	return int(h.Sum32() % shards)
}

func shardName(i int) string { return fmt.Sprintf("objects-%02d", i) }

// storeObjects writes the objects of one file. One whose text is lost is left
// out, and compiled again next time.
func (c *cache) storeObjects(name string, key fingerprint.Sum, objects []*compile.Object) error {
	bodies := packed.Get().(*[]byte)
	defer packed.Put(bodies)
	*bodies = (*bodies)[:0]
	var heads []string
	var texts []shardText
	for _, o := range objects {
		kept, known := o.Text.(keptText)
		if !known {
			continue
		}
		text, lies := c.texts.has(kept)
		if !lies {
			var err error
			if *bodies, text, err = kept.append(*bodies); err != nil {
				continue
			}
		}
		head := c.packed[o]
		if head == "" {
			head = string(pack.Append(nil, o))
		}
		heads, texts = append(heads, head), append(texts, text)
	}
	buffer := packed.Get().(*[]byte)
	defer packed.Put(buffer)
	data := append((*buffer)[:shardKey], key[:]...)
	data = append(data, make([]byte, shardHead-shardLength)...)
	data = pack.AppendPacked(data, heads)
	data = pack.Append(data, texts)
	data = pack.Append(data, c.texts.id)
	binary.BigEndian.PutUint64(data[shardLength:], uint64(len(data)-shardHead))
	sumUp(data)
	*buffer = data
	return c.root.WriteCache(path.Join(c.folder, name), data, *bodies)
}

// loadObjects reads all objects that were compiled under the given key.
func (c *cache) loadObjects(key fingerprint.Sum) map[string]*compile.Object {
	c.openTexts()
	loaded := make([][]*compile.Object, shards)
	rooms := make(chan *pack.Room, runtime.GOMAXPROCS(0))
	for range cap(rooms) {
		rooms <- &pack.Room{}
	}
	cores.Each(shards, func(i int) {
		room := <-rooms
		defer func() { rooms <- room }()
		var err error
		loaded[i], err = c.loadShard(shardName(i), key, room)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			loaded[i] = nil
			c.unfit.Store(true)
		}
	})
	count := 0
	for _, shard := range loaded {
		count += len(shard)
	}
	objects := make(map[string]*compile.Object, count)
	for _, shard := range loaded {
		for _, o := range shard {
			objects[o.Path] = o
		}
	}
	return objects
}

var errUnfit = errors.New("a file of the cache is damaged")

// loadShard reads the objects of one file, if they were compiled under the
// given key, and leaves their texts where they are.
func (c *cache) loadShard(name string, key fingerprint.Sum, room *pack.Room) ([]*compile.Object, error) {
	f, size, err := c.root.ReadCache(path.Join(c.folder, name))
	if err != nil {
		return nil, err
	}
	objects, err := c.readShard(f, size, key, room)
	if err != nil || len(objects) == 0 || !source.FilesOutliveNames { // nothing needs it any more
		return objects, errors.Join(err, f.Close())
	}
	c.open.add(f)
	return objects, nil
}

// openFiles are those that hold texts. They may be added to from any goroutine.
type openFiles struct {
	mu    sync.Mutex
	files []*os.File
}

func (o *openFiles) add(f *os.File) {
	o.mu.Lock()
	o.files = append(o.files, f)
	o.mu.Unlock()
}

// close closes them, when nobody asks for texts any more.
func (o *openFiles) close() {
	for _, f := range o.files {
		f.Close() // nothing was written to it
	}
	o.files = nil
}

func (c *cache) readShard(f io.ReaderAt, size int64, key fingerprint.Sum, room *pack.Room) ([]*compile.Object, error) {
	start := make([]byte, shardHead)
	if _, err := f.ReadAt(start, 0); err != nil {
		return nil, errUnfit
	}
	length := int64(binary.BigEndian.Uint64(start[shardLength:]))
	if length <= 0 || length > size-int64(shardHead) {
		return nil, errUnfit
	}
	data := make([]byte, int64(shardHead)+length)
	if _, err := f.ReadAt(data, 0); err != nil || !isWhole(data) {
		return nil, errUnfit
	}
	if fingerprint.Sum(data[shardKey:shardLength]) != key {
		return nil, nil // objects of other settings are no fault
	}
	var s shard
	// The bytes are nobody else's, and stay as they are: to read them as the text
	// that they are spares a copy of all objects.
	if pack.ReadIn(unsafe.String(&data[shardHead], length), &s, room) != nil || len(s.Texts) != len(s.Objects) {
		return nil, errUnfit
	}
	return s.Objects, s.place(f, int64(len(data)), size, &c.texts)
}

// place gives the objects of a shard their texts: those that lie in a file from
// one place to another, and those of the spool.
func (s *shard) place(f io.ReaderAt, at, end int64, spool *textFile) error {
	if s.Spool != spool.id && s.Spool != (spoolID{}) {
		return errUnfit
	}
	texts := make([]storedText, len(s.Objects))
	for i, o := range s.Objects {
		t := s.Texts[i]
		in, from, to := f, at, end
		if t.At > 0 {
			in, from, to = spool.in, t.At, spool.size
		}
		texts[i] = storedText{in, from, t.Text, t.Sections}
		for _, part := range []packedPart{t.Text, t.Sections} {
			if part.Size < 0 || int64(part.Size) > to-from {
				return errUnfit
			}
			from += int64(part.Size)
		}
		if t.At == 0 {
			at = from
		}
		o.Text = &texts[i]
		if !source.FilesOutliveNames {
			packed, err := texts[i].packed()
			if err != nil {
				return err
			}
			o.Text = packed
		}
	}
	if at != end {
		return errUnfit
	}
	return nil
}
